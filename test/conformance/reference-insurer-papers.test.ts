import { describe, expect, it } from 'vitest'
import {
  INSURERS,
  happens,
  memberOf,
  numberFor,
  stranger,
  until,
} from '../../src/conformance/arbitraries/insurer-cases.ts'
import { cardExpired, cardWith } from '../../src/conformance/arbitraries/people.ts'
import { provenUntil } from '../../src/conformance/reference/insurer/books.ts'
import { elderlyFrom, fiveYearsFrom, seventyFifth, termEnd } from '../../src/conformance/reference/insurer/terms.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { type CaseInput, type Played, field, papersOf, played } from './reference-insurer-support.ts'

type Step = NonNullable<CaseInput['steps']>[number]
type Person = NonNullable<CaseInput['people']>[string]

const AT = 16
const NUMBER = numberFor(AT)
const NO_CARD = cardWith({ registration: 'NEVER' })

const caseOf = (day: string, patient: Person, ...steps: readonly Step[]): CaseInput => ({
  start: `${day}T09:00:00+09:00`,
  insurer: INSURERS.kenpo,
  people: { patient },
  steps: [...steps],
})
const on = (day: string): Step => until(`${day}T09:00:00+09:00`)
const join = (more: object = {}, who = 'patient'): Step =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more }, who)
const kenpo = (traits: Parameters<typeof memberOf>[2] = {}, books: Parameters<typeof memberOf>[3] = {}) =>
  memberOf(INSURERS.kenpo, AT, traits, books)
const holding = (kind: 'certificate' | 'old-card' | 'notice', validUntil: string | null = null) => ({
  holds: [{ kind, issued: 'start-11m', validUntil }],
})
const days = (of: Played) => papersOf(of).map((line) => line.replace('patient ', ''))
const printed = (of: Played, ...ids: readonly Parameters<typeof field>[1][]) =>
  of.documents.map((document) => ids.map((id) => field(document, id)))

describe('at joining', () => {
  it('the tick on the form brings a certificate at once', async () => {
    const of = await played(caseOf('2026-11-10', stranger(AT), join({ certificateWanted: true }), until('+2d')))
    expect(days(of)).toEqual(['certificate 2026-11-10'])
    expect(of.pieces[0]?.piece).toMatchObject({ route: 'employer', fee: 0 })
  })

  it('without the tick a notice follows the link, and the list catches who has no card after all', async () => {
    const of = await played(
      caseOf('2026-11-10', stranger(AT, { card: NO_CARD }), join(), until('+1d'), on('2026-12-05')),
    )
    expect(days(of)).toEqual(['member-notice 2026-11-11', 'certificate 2026-12-05'])
    expect(field(of.documents[0] ?? raise(), 'last4')).toMatch(/^\d{4}$/)
  })

  it('a notice waits for the link, and a certificate stands in for it', async () => {
    const of = await played(
      caseOf(
        '2026-11-10',
        stranger(AT),
        join({ five: { address: '東京都見本区見本9-9-9' } }),
        until('+2d'),
        happens({ kind: 'correct-five' }),
        until('+2d'),
      ),
    )
    expect(days(of)).toEqual(['certificate 2026-11-12', 'member-notice 2026-11-14'])
  })

  it('an insurer that writes to everybody leaves the digits blank and encloses the form', async () => {
    const of = await played({
      ...caseOf('2026-11-10', stranger(AT), join({ five: { address: '東京都見本区見本9-9-9' } }), until('+1d')),
      insurer: INSURERS.kyokai,
    })
    expect(days(of)).toEqual(['certificate 2026-11-11', 'member-notice 2026-11-11', 'number-form 2026-11-11'])
    expect(of.pieces).toHaveLength(1)
    expect(printed(of, 'last4').flat()).toEqual([null, null, null])
  })

  it('somebody who turns 75 has the paper of 後期 before his birthday, valid from it', async () => {
    const of = await played({
      ...caseOf(
        '2026-05-20',
        stranger(AT, { birthDate: '1951-07-15' }),
        join({ fact: '2026-07-15', cause: 'turned-75', symbol: null, number: '01234567', ratio: '010' }),
        on('2026-05-31'),
        on('2026-06-01'),
      ),
      insurer: INSURERS.kouki,
    })
    expect(days(of)).toEqual(['certificate 2026-06-01'])
    expect(printed(of, 'validFrom', 'validUntil', 'number', 'ratio')).toEqual([
      ['2026-07-15', '2026-07-31', '01234567', '010'],
    ])
  })
})

describe('without an application', () => {
  it.each([
    ['2024-12-01', 'no certificate before November 2025', []],
    ['2024-12-02', 'a certificate at once', ['certificate 2025-06-02']],
  ])('who joined on %s and has no usable card gets %s', async (acquired, _, papers) => {
    const of = await played(caseOf('2025-06-01', kenpo({ card: NO_CARD, cover: { acquired } }), on('2025-06-02')))
    expect(days(of)).toEqual(papers)
  })

  it('old cards are followed in November 2025, by a notice where there is a usable card', async () => {
    const card = await played(caseOf('2025-10-20', kenpo({}, holding('old-card')), on('2025-11-05'), on('2025-12-02')))
    expect(days(card)).toEqual(['member-notice 2025-11-05'])
    const none = await played(
      caseOf('2025-10-20', kenpo({ card: NO_CARD }, holding('old-card')), on('2025-11-05'), on('2025-12-02')),
    )
    expect(days(none)).toEqual(['certificate 2025-11-05'])
  })

  it.each([
    ['2026-08-20', '2026-10-20', '2026-11-05'],
    ['2026-11-30', '2027-01-20', '2027-02-05'],
    ['2026-12-01', '2027-02-20', '2027-03-05'],
  ])('a certificate of the card that ended on %s is on the list of the third month', async (expiry, start, list) => {
    const of = await played(caseOf(start, kenpo({ card: cardExpired(expiry) }), on(list), until('+20d')))
    expect(days(of)).toEqual([`certificate ${list}`])
  })

  it('a certificate is renewed before it ends for who still has no card', async () => {
    const of = await played(
      caseOf('2026-12-01', kenpo({ card: NO_CARD }, holding('certificate', '2026-12-31')), on('2026-12-05')),
    )
    expect(printed(of, 'issued', 'validFrom', 'validUntil')).toEqual([['2026-12-05', '2027-01-01', '2027-12-04']])
  })

  it.each([
    ['1941-08-01', 'certificate'],
    ['1941-08-02', 'notice'],
  ])('後期 from 2026-08-01, born %s with a usable card: %s', async (birthDate, kind) => {
    const patient = memberOf(
      INSURERS.kouki,
      AT,
      { birthDate, cover: { number: '01234567', ratio: '010', relation: null } },
      holding('certificate', '2026-07-31'),
    )
    const of = await played({ ...caseOf('2026-07-01', patient, on('2026-07-06')), insurer: INSURERS.kouki })
    expect(days(of).map((line) => line.replace('member-', ''))).toEqual([`${kind} 2026-07-06`])
  })

  it('leavers get nothing', async () => {
    const left = happens({ kind: 'leave', cause: 'retired', day: 'start-1d', papersReturned: 1 })
    const of = await played(
      caseOf('2026-12-01', kenpo({ card: NO_CARD }, holding('certificate', '2026-12-31')), left, on('2026-12-20')),
    )
    expect(days(of)).toEqual([])
    const again = happens({ kind: 'apply', reason: 'lost-paper' })
    const later = await played(caseOf('2026-12-01', kenpo(), left, again))
    expect([later.taken, days(later)]).toEqual([[true, false], []])
  })
})

describe('on application and report', () => {
  it('taking the registration back brings a certificate at once, and the card works on', async () => {
    const of = await played(
      caseOf(
        '2026-11-10',
        kenpo(),
        happens({ kind: 'unregister', appliedOn: 'start' }),
        on('2026-12-31'),
        on('2027-01-01'),
      ),
    )
    expect(days(of)).toEqual(['certificate 2026-11-10'])
    const states = of.history.steps.map(({ insurance }) => insurance?.truth['patient']?.card?.registration)
    expect(states).toEqual(['REGISTERED', 'REGISTERED', 'REMOVED'])
  })

  it.each([
    ['lost-paper', false, 1000],
    ['damaged-paper', true, 0],
    ['damaged-paper', false, 1000],
  ] as const)('%s, original attached %s: %i yen for another certificate', async (reason, originalAttached, fee) => {
    const of = await played(
      caseOf(
        '2026-11-10',
        kenpo({ card: NO_CARD }, holding('certificate', '2027-03-31')),
        happens({ kind: 'apply', reason, originalAttached }),
      ),
    )
    expect(of.pieces.map(({ piece }) => piece.fee)).toEqual([fee])
  })

  it.each(['lost-card', 'renewing-card', 'needs-assistance', 'no-card'] as const)(
    'the first certificate is free: %s',
    async (reason) => {
      const of = await played(caseOf('2026-11-10', kenpo(), happens({ kind: 'apply', reason })))
      expect(of.pieces.map(({ piece }) => piece.fee)).toEqual([0])
      expect(days(of)).toEqual(['certificate 2026-11-10'])
    },
  )

  it.each([
    ['見本市見本町1-1', 'safe-address'],
    [null, 'counter'],
  ])('a flagged member is sent a certificate to %s by the way %s, under his own name', async (safeAddress, route) => {
    const dependant = memberOf(INSURERS.kenpo, AT, { cover: { relation: 'dependant' } }, { head: 'head' })
    const of = await played({
      ...caseOf('2026-11-10', dependant, happens({ kind: 'flag', safeAddress })),
      people: { patient: dependant, head: memberOf(INSURERS.kenpo, AT + 32) },
    })
    expect(of.sent).toMatchObject([{ record: { op: 'setFlags', hideDisclosure: true, noSelfInfo: true } }])
    expect(of.pieces.map(({ piece }) => piece.route)).toEqual([route])
    expect(of.pieces[0]?.piece.addressee).toBe(field(of.documents[0] ?? raise(), 'name'))
  })

  it('what is printed anew when the name changes depends on the card', async () => {
    const rename = happens({
      kind: 'rename',
      name: { kanji: '鈴木　一', kana: 'スズキ　ハジメ' },
      from: 'start',
    })
    const of = await played(
      caseOf('2026-11-10', kenpo({ card: NO_CARD }, holding('certificate', '2027-03-31')), rename),
    )
    expect(printed(of, 'title', 'name')).toEqual([['健康保険 資格確認書', '鈴木　一']])
  })
})

describe('what stands on a paper', () => {
  it('for a dependant names the insured person, and goes to him', async () => {
    const of = await played({
      ...caseOf('2026-11-10', kenpo()),
      people: { patient: kenpo(), child: stranger(AT + 32) },
      steps: [join({ relation: 'dependant', head: 'patient', certificateWanted: true }, 'child')],
    })
    const head = of.history.insurance?.register['patient']?.five.kanji
    expect(printed(of, 'insuredName', 'holder', 'branch')).toEqual([[head, '家族（被扶養者）', '01']])
    expect(of.pieces[0]?.piece.addressee).toBe(head)
  })

  it.each([
    ['1956-11-01', '2026-10-31', '2026-11-01'],
    ['1956-11-02', '2026-11-30', '2026-12-01'],
  ])('国保, born %s: the paper ends on %s and the next carries the share from %s', async (birthDate, ends, from) => {
    const patient = memberOf(INSURERS.kokuho, AT, { birthDate, card: NO_CARD }, { holds: [] })
    const of = await played({
      ...caseOf(
        '2026-10-01',
        patient,
        on('2026-10-02'),
        happens({ kind: 'ratio', ratio: '020', from, until: '2027-07-31' }),
      ),
      insurer: INSURERS.kokuho,
    })
    expect(printed(of, 'validFrom', 'validUntil', 'ratio', 'ratioFrom')).toEqual([
      [null, ends, null, null],
      [from, '2027-07-31', '020', from],
    ])
  })

  it('carries no more than four digits of the Individual Number', async () => {
    const of = await played(caseOf('2026-11-10', stranger(AT), join(), until('+1d')))
    const { personNo } = of.history.insurance?.register['patient'] ?? raise()
    for (const { document } of of.documents) {
      expect(document.reading?.text).toContain(personNo.slice(-4))
      expect(document.reading?.text).not.toContain(personNo.slice(-5))
    }
  })
})

describe('terms', () => {
  const day = civilDate

  it('end as the insurer decided', () => {
    const fixed = { kind: 'fixed', until: day('2028-11-30'), everyYears: 3 } as const
    expect(termEnd({ kind: 'years', years: 1 }, day('2026-11-10'), day('2026-11-10'))).toBe('2027-11-09')
    expect(termEnd(fixed, day('2026-11-10'), day('2026-11-10'))).toBe('2028-11-30')
    expect(termEnd(fixed, day('2028-11-30'), day('2028-11-30'))).toBe('2028-11-30')
    expect(termEnd(fixed, day('2028-11-05'), day('2028-12-01'))).toBe('2031-11-30')
    expect(termEnd({ kind: 'yearly', monthDay: '07-31' }, day('2026-07-10'), day('2026-08-01'))).toBe('2027-07-31')
    expect(fiveYearsFrom(day('2026-11-10'))).toBe('2031-11-09')
  })

  it.each([
    ['1956-11-01', '2026-11-01', '2031-11-01'],
    ['1956-11-02', '2026-12-01', '2031-11-02'],
    ['1956-02-29', '2026-03-01', '2031-03-01'],
    ['1952-02-29', '2022-03-01', '2027-03-01'],
  ])('born %s: share of the elderly from %s, 後期 from %s', (born, elderly, kouki) => {
    expect([elderlyFrom(day(born)), seventyFifth(day(born))]).toEqual([elderly, kouki])
  })

  it('of papers in hand are added up without a gap', () => {
    const paper = (from: string, until: string | null, kind: 'certificate' | 'notice' = 'certificate') => ({
      kind,
      issued: day(from),
      validFrom: day(from),
      validUntil: until === null ? null : day(until),
    })
    const from = day('2026-11-10')
    expect(provenUntil([], from)).toBeNull()
    expect(provenUntil([paper('2026-01-01', null, 'notice')], from)).toBeNull()
    expect(provenUntil([paper('2026-01-01', '2026-11-09')], from)).toBeNull()
    expect(provenUntil([paper('2026-12-01', '2027-11-30'), paper('2026-01-01', '2026-11-30')], from)).toBe('2027-11-30')
    expect(provenUntil([paper('2026-01-01', '2026-11-30'), paper('2026-12-02', '2027-11-30')], from)).toBe('2026-11-30')
    expect(provenUntil([paper('2026-01-01', null)], from)).toBe('for ever')
  })
})

function raise(): never {
  throw new Error('there is nothing to look at')
}
