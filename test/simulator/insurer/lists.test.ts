import { describe, expect, it } from 'vitest'
import type { PersonChanges } from '../../../generators/index.ts'
import type { Member } from '../../../src/domain/person.ts'
import { KENPO, KOKUHO, adult, at, day, deskOf, head, key, nobody, registerOf } from './support.ts'

const kenpoCover = (index: number, card: PersonChanges['card'] = {}): Member =>
  adult(
    {
      coverage: [
        {
          scheme: 'kenpo',
          insurerNumber: KENPO,
          symbol: '5',
          number: String(index),
          branch: '00',
          acquired: day('2020-04-01'),
        },
      ],
      card: card ?? null,
    },
    index,
  )

describe('the registration-status list', () => {
  const status = (desk: ReturnType<typeof deskOf>, month: string) => {
    const list = desk.list('registration-status', month)
    return list?.kind === 'registration-status'
      ? Object.fromEntries(list.rows.map((row) => [row.memberKey.number, row.status]))
      : null
  }

  it('shows the state of the month end from the fifth of the next month on', () => {
    const people = {
      registered: kenpoCover(50),
      never: kenpoCover(51, { registration: 'NEVER' }),
      cardless: adult(
        {
          coverage:
            kenpoCover(52).ledger.length === 0
              ? []
              : [
                  {
                    scheme: 'kenpo',
                    insurerNumber: KENPO,
                    symbol: '5',
                    number: '52',
                    branch: '00',
                    acquired: day('2020-04-01'),
                  },
                ],
          card: null,
        },
        52,
      ),
      undone: kenpoCover(53),
      returned: kenpoCover(54),
      elsewhere: adult({}, 55),
    }
    const desk = deskOf(people)
    desk.world.change('undone', { kind: 'deregister' })
    desk.world.change('returned', { kind: 'return-card' })
    desk.moveTo('2026-12-05T05:59')
    expect(desk.list('registration-status', '2026-11')).toBeNull()
    desk.moveTo('2026-12-05T06:00')
    expect(desk.list('registration-status', '2026-11')).toMatchObject({
      asOf: '2026-11-30',
      publishedAt: '2026-12-05T06:00:00+09:00',
    })
    expect(status(desk, '2026-11')).toEqual({
      '50': 'registered',
      '51': 'none',
      '52': 'none',
      '53': 'unregistered',
      '54': 'cardReturned',
    })
    expect(status(desk, '2026-10')).toEqual({
      '50': 'registered',
      '51': 'none',
      '52': 'none',
      '53': 'registered',
      '54': 'registered',
    })
    desk.world.change('never', { kind: 'register' })
    desk.world.change('undone', { kind: 'register' })
    desk.moveTo('2027-01-05T06:00')
    expect(status(desk, '2026-12')).toMatchObject({ '51': 'registered', '53': 'registered' })
  })

  // facts/insurer.md 3.3.
  it.each([
    ['2026-08-20', '2026-09', '2026-10'],
    ['2026-11-30', '2026-12', '2027-01'],
    ['2026-12-01', '2027-01', '2027-02'],
  ])('shows a certificate that ends on %s as registered in %s and as expired from %s on', (expiry, before, from) => {
    const desk = deskOf({ who: kenpoCover(50, { certificate: { expiry: day(expiry) } }) })
    desk.moveTo('2027-04-06T06:00')
    expect([before, from].map((month) => status(desk, month)?.['50'])).toEqual(['registered', 'expired'])
  })

  it('waited three months until 2025-08-14', () => {
    const desk = deskOf(
      { who: kenpoCover(50, { certificate: { expiry: day('2025-04-20') } }) },
      { start: at('2025-08-06T09:00') },
    )
    expect(['2025-06', '2025-07'].map((month) => status(desk, month)?.['50'])).toEqual(['registered', 'expired'])
    const later = deskOf(
      { who: kenpoCover(50, { certificate: { expiry: day('2025-06-20') } }) },
      { start: at('2025-09-06T09:00') },
    )
    expect(['2025-07', '2025-08'].map((month) => status(later, month)?.['50'])).toEqual(['registered', 'expired'])
  })

  it('counts a registration that ended with the grace as none once the certificate is renewed', () => {
    const desk = deskOf({ who: kenpoCover(50, { certificate: { expiry: day('2026-08-20') } }) })
    desk.moveTo('2026-12-01T10:00')
    desk.world.change('who', { kind: 'renew', expiry: '2031-05-10' })
    desk.moveTo('2027-01-05T06:00')
    expect(['2026-10', '2026-11', '2026-12'].map((month) => status(desk, month)?.['50'])).toEqual([
      'expired',
      'expired',
      'none',
    ])
  })

  it('has the people that were registered through the door, from the month in which they were seen', () => {
    const who = nobody()
    const desk = deskOf({ who })
    desk.send(registerOf(who))
    desk.moveTo('2026-12-06T06:00')
    expect(status(desk, '2026-11')).toEqual({ '77': 'registered' })
    expect(status(desk, '2026-10')).toEqual({})
  })
})

describe('the list of certificates that have ended', () => {
  const rows = (desk: ReturnType<typeof deskOf>, month: string) => {
    const list = desk.list('expired-certificates', month)
    return list?.kind === 'expired-certificates' ? list.rows : null
  }
  const row = (issue: boolean) => ({
    memberKey: { symbol: '5', number: '50', branch: '00' },
    expiry: '2026-08-20',
    graceEnd: '2026-11-30',
    issue,
  })

  // facts/insurer.md 3.3: expires 2026-08-20, grace ends 2026-11-30, the list of 2026-10-31 is the one to issue by.
  it('follows a certificate from the month of its end, and says from when the insurer issues', () => {
    const desk = deskOf({
      who: kenpoCover(50, { certificate: { expiry: day('2026-08-20') } }),
      live: kenpoCover(51),
      back: kenpoCover(52, { certificate: { expiry: day('2026-08-20') } }),
    })
    desk.world.change('back', { kind: 'return-card' })
    desk.moveTo('2027-01-05T05:59')
    expect(rows(desk, '2026-12')).toBeNull()
    desk.moveTo('2027-01-05T06:00')
    const two = (issue: boolean) => [
      row(issue),
      { ...row(issue), memberKey: { ...row(issue).memberKey, number: '52' } },
    ]
    expect(
      ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12'].map((month) => rows(desk, month)),
    ).toEqual([[], two(false), two(false), two(true), [row(true)], [row(true)]])
  })

  it('no longer has who renewed', () => {
    const desk = deskOf({ who: kenpoCover(50, { certificate: { expiry: day('2026-08-20') } }) })
    desk.world.change('who', { kind: 'renew', expiry: '2031-05-10' })
    desk.moveTo('2026-12-05T06:00')
    expect([rows(desk, '2026-10'), rows(desk, '2026-11')]).toEqual([[row(true)], []])
  })
})

describe('the list of overlaps', () => {
  const rows = (desk: ReturnType<typeof deskOf>, month: string) => {
    const list = desk.list('overlaps', month)
    return list?.kind === 'overlaps' ? list.rows : null
  }
  const kokuho = (acquired: string, more: object = {}) =>
    ({
      scheme: 'kokuho',
      insurerNumber: KOKUHO,
      symbol: '9',
      number: '12',
      branch: '01',
      acquired: day(acquired),
      ...more,
    }) as const
  const kenpo = (acquired: string) =>
    ({
      scheme: 'kenpo',
      insurerNumber: KENPO,
      symbol: '5',
      number: '77',
      branch: '00',
      acquired: day(acquired),
    }) as const

  it('shows on the tenth who had two covers on the ninth, to both insurers, and counts its lists', () => {
    const who = adult({ coverage: [kokuho('2020-04-01'), kenpo('2026-11-01')] })
    const own = deskOf({ who }, {}, {}, KOKUHO)
    own.moveTo('2027-01-10T06:00')
    const row = (appearances: number) => [
      {
        memberKey: { symbol: '9', number: '12', branch: '01' },
        acquired: '2020-04-01',
        other: { insurerNo: KENPO, memberKey: { symbol: '5', number: '77', branch: '00' }, acquired: '2026-11-01' },
        appearances,
      },
    ]
    expect(['2026-10', '2026-11', '2026-12', '2027-01'].map((month) => rows(own, month))).toEqual([
      [],
      row(1),
      row(2),
      row(3),
    ])
    const other = deskOf({ who })
    other.moveTo('2026-12-10T05:59')
    expect(other.list('overlaps', '2026-12')).toBeNull()
    other.moveTo('2026-12-10T06:00')
    expect(rows(other, '2026-12')).toMatchObject([{ other: { insurerNo: KOKUHO }, appearances: 2 }])
  })

  it.each([
    [
      'the one day that the law prescribes',
      kokuho('2020-04-01', { lost: { date: day('2026-11-10') } }),
      '2026-11-09',
      0,
    ],
    ['a first day before the loss is filed', kokuho('2020-04-01'), '2026-11-09', 0],
    ['a day more', kokuho('2020-04-01', { lost: { date: day('2026-11-10') } }), '2026-11-08', 1],
    ['covers that only touch', kokuho('2020-04-01', { lost: { date: day('2026-11-09') } }), '2026-11-09', 0],
    ['covers that only touched', kokuho('2020-04-01', { lost: { date: day('2026-11-05') } }), '2026-11-05', 0],
  ])('has for %s: %#', (_what, old, acquired, count) => {
    const desk = deskOf({ who: adult({ coverage: [old, kenpo(acquired)] }) })
    desk.moveTo('2026-12-10T06:00')
    expect(rows(desk, '2026-11')).toHaveLength(count)
  })

  it('shows what was known on the ninth: a loss filed later changes the next list only', () => {
    const who = adult({ coverage: [kokuho('2020-04-01'), kenpo('2026-11-01')] })
    const desk = deskOf({ who }, {}, {}, KOKUHO)
    desk.send({
      op: 'close',
      insurerNo: KOKUHO,
      memberKey: { symbol: '9', number: '12', branch: '01' },
      lossDate: day('2026-11-02'),
      reason: '03',
    })
    desk.moveTo('2026-12-10T06:00')
    expect([rows(desk, '2026-11')?.length, rows(desk, '2026-12')?.length]).toEqual([1, 0])
  })

  it('begins to count again when the other scheme changes', () => {
    const lostKenpo = { ...kenpo('2026-10-01'), lost: { date: day('2026-11-20') } }
    const next = {
      scheme: 'kyokai',
      insurerNumber: '01130012',
      symbol: '1',
      number: '2',
      branch: '00',
      acquired: day('2026-11-20'),
    } as const
    const desk = deskOf({ who: adult({ coverage: [kokuho('2020-04-01'), lostKenpo, next] }) }, {}, {}, KOKUHO)
    desk.moveTo('2027-01-10T06:00')
    expect(['2026-10', '2026-11', '2026-12', '2027-01'].map((month) => rows(desk, month)?.[0]?.appearances)).toEqual([
      1, 2, 1, 2,
    ])
  })
})

describe('the list of applications to end the registration', () => {
  it('is there at once after the run', () => {
    const who = nobody()
    const desk = deskOf({ who })
    desk.send(registerOf(who))
    desk.moveTo('2026-11-25T09:00')
    desk.send({ op: 'unregisterCard', ...head, appliedOn: day('2026-11-24') })
    desk.moveTo('2026-11-25T11:59')
    expect(desk.list('unregistrations', '2026-11')).toBeNull()
    desk.moveTo('2026-11-25T12:00')
    expect(desk.list('unregistrations', '2026-11')).toMatchObject({
      publishedAt: '2026-11-25T12:00:00+09:00',
      rows: [{ memberKey: key(), appliedOn: '2026-11-24', worksUntil: '2026-12-31' }],
    })
  })

  const unregister = (appliedOn: string) => ({ op: 'unregisterCard', ...head, appliedOn: day(appliedOn) }) as const
  const filed = () => {
    const desk = deskOf({ who: nobody() })
    desk.send(registerOf(nobody()))
    desk.moveTo('2026-11-25T09:00')
    desk.send(unregister('2026-11-24'))
    const applied = (month: string) => {
      const list = desk.list('unregistrations', month)
      return list?.kind === 'unregistrations' ? list.rows.map(({ appliedOn }) => appliedOn) : null
    }
    return { ...desk, applied }
  }

  it.each(['2026-11-25T10:00', '2026-11-25T13:00', '2026-12-31T23:59'])(
    'shows a member once who applies again at %s, while the first application waits',
    (moment) => {
      const { world, send, moveTo, applied } = filed()
      moveTo(moment)
      expect(send(unregister('2026-11-25')).lines).toMatchObject([{ status: 'accepted' }])
      moveTo('2027-01-20T09:00')
      expect([applied('2026-11'), applied('2026-12'), applied('2027-01')]).toEqual([['2026-11-24'], null, null])
      expect(world.member('who').card?.events.filter(({ type }) => type === 'deregistered')).toHaveLength(1)
    },
  )

  it('shows a member again who registered anew and applies again', () => {
    const { world, send, moveTo, applied } = filed()
    moveTo('2027-01-01T00:00')
    world.change('who', { kind: 'register' })
    send(unregister('2027-01-01'))
    moveTo('2027-01-01T12:00')
    expect([applied('2026-11'), applied('2027-01')]).toEqual([['2026-11-24'], ['2027-01-01']])
    moveTo('2027-02-28T23:59')
    expect(world.cardState('who')?.registration).toBe('REGISTERED')
    moveTo('2027-03-01T00:00')
    expect(world.cardState('who')?.registration).toBe('REMOVED')
  })
})

describe('the list of moved claims', () => {
  const scene = () => {
    const desk = deskOf({ who: kenpoCover(77) })
    const loss = (date: string) => desk.send({ op: 'close', ...head, lossDate: day(date), reason: '99' })
    const rows = (month: string) => {
      const list = desk.list('moved-claims', month)
      return list?.kind === 'moved-claims' ? list.rows : null
    }
    return { ...desk, loss, rows }
  }

  it('has the care of days on or after a loss that was registered later', () => {
    const { world, loss, rows, moveTo } = scene()
    world.change('who', { kind: 'care', date: '2026-11-14' })
    world.change('who', { kind: 'care', date: '2026-11-15' })
    world.change('who', { kind: 'care', date: '2026-11-21' })
    loss('2026-11-15')
    moveTo('2026-12-10T05:59')
    expect(rows('2026-12')).toBeNull()
    moveTo('2026-12-10T06:00')
    expect(rows('2026-12')).toEqual([
      { memberKey: key(), careDay: '2026-11-15', lossDate: '2026-11-15', verdict: 'moved' },
      { memberKey: key(), careDay: '2026-11-21', lossDate: '2026-11-15', verdict: 'moved' },
    ])
    moveTo('2027-01-10T06:00')
    expect(rows('2027-01')).toEqual([])
  })

  it('keeps a claim that the final registration covers', () => {
    const { world, loss, rows, moveTo } = scene()
    world.change('who', { kind: 'care', date: '2026-11-20' })
    loss('2026-11-15')
    moveTo('2026-11-25T09:00')
    loss('2026-11-21')
    moveTo('2026-12-10T06:00')
    expect(rows('2026-12')).toEqual([
      { memberKey: key(), careDay: '2026-11-20', lossDate: '2026-11-21', verdict: 'kept' },
    ])
  })

  it('says nothing when the loss was known before the care, or when nothing was found to bill', () => {
    const { world, loss, rows, moveTo } = scene()
    loss('2026-11-15')
    moveTo('2026-11-21T12:00')
    world.change('who', { kind: 'care', date: '2026-11-21' })
    moveTo('2026-12-10T06:00')
    expect(rows('2026-12')).toEqual([])
  })

  it('says nothing when a loss that was known before had been taken back', () => {
    const { world, loss, rows, moveTo } = scene()
    loss('2026-11-15')
    loss('2026-11-25')
    moveTo('2026-11-22T09:00')
    world.change('who', { kind: 'care', date: '2026-11-22' })
    moveTo('2026-12-10T06:00')
    expect(rows('2026-12')).toEqual([])
  })

  it('moves the claims of a cover that was voided', () => {
    const { world, send, rows, moveTo } = scene()
    world.change('who', { kind: 'care', date: '2026-11-20' })
    send({ op: 'void', ...head })
    moveTo('2026-12-10T06:00')
    expect(rows('2026-12')).toMatchObject([{ careDay: '2026-11-20', lossDate: '2020-04-01', verdict: 'moved' }])
  })
})

describe('the index', () => {
  it('names what is there by now, oldest first, of one year', () => {
    const { world } = deskOf({})
    const insurer = world.gateway.insurer(KENPO)
    if (insurer === null) throw new Error('no insurer')
    const lists = world.insurerLists(insurer)
    expect(lists.slice(-4).map(({ id, publishedAt }) => [id, publishedAt.slice(0, 10)])).toEqual([
      ['registration-status/2026-10', '2026-11-05'],
      ['expired-certificates/2026-10', '2026-11-05'],
      ['overlaps/2026-11', '2026-11-10'],
      ['moved-claims/2026-11', '2026-11-10'],
    ])
    expect(lists.map(({ publishedAt }) => publishedAt)).toEqual(lists.map(({ publishedAt }) => publishedAt).toSorted())
    expect(world.insurerList(insurer, 'overlaps', '2024-11')).toBeNull()
  })
})
