import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificatePolicy } from '../../../src/domain/certificate-policy.ts'
import { type Card, type CardEvent, cardStateAt } from '../../../src/domain/certificate.ts'
import { addDays, addSeconds, civilDate, dateOf, instant, instantOf } from '../../../src/domain/civil-date.ts'
import { latestBook } from '../../../src/domain/rulesets.ts'
import { type RegistrationChange, registrationHistory } from '../../../simulator/portal/registration.ts'
import { NINE, adult } from '../support.ts'
import { portalOf } from './support.ts'

describe('registering', () => {
  it('adds one event to the card, which the reader and the portal see from then on', async () => {
    const { world, get, post } = portalOf({ p: adult({ card: { registration: 'NEVER' } }) })
    expect((await get('/p/registration')).text).toContain('利用登録する')
    const before = world.state.serial()
    const answer = await post('/p/registration?lang=en')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/w/${world.id}/portal/p/registration?lang=en`,
    ])
    expect(world.state.serial()).toBe(before + 1)
    expect(world.cardState('p')?.registration).toBe('REGISTERED')
    const page = (await get('/p/registration')).text
    expect(page).toContain('登録済み')
    expect(page).toContain('令和8年11月21日')
    expect(page).not.toContain('利用登録する')
    const { screens } = world.useReader({
      holder: 'p',
      person: 'p',
      present: true,
      acts: ['face'],
      consents: { medicines: false, checkups: false, limit: false },
    })
    expect(screens).toEqual(['result-sent'])
  })

  it('adds nothing to a card that is registered', async () => {
    const { world, post } = portalOf({ p: adult() })
    const before = world.state.serial()
    expect((await post('/p/registration')).status).toBe(303)
    expect(world.state.serial()).toBe(before)
  })

  it('was not there before it was made', async () => {
    const { world, get, post } = portalOf({ p: adult({ card: { registration: 'NEVER' } }) })
    await post('/p/registration')
    world.moveTo(addSeconds(NINE, -1))
    expect((await get('/p')).text).toContain('未登録')
  })

  const rows: readonly (readonly [string, Parameters<typeof adult>[0], string])[] = [
    ['no card', { card: null }, 'マイナンバーカードがありません'],
    [
      'a flag',
      { card: { registration: 'NEVER', flags: { nonDisclosure: true, noSelfInfo: true } } },
      '情報を表示できません',
    ],
    [
      'a dead certificate',
      { card: { registration: 'NEVER', events: [{ type: 'revoked', at: instant('2026-11-01T10:00:00+09:00') }] } },
      '失効しています',
    ],
    [
      'a certificate in its grace',
      {
        card: {
          registration: 'NEVER',
          certificate: { issued: civilDate('2021-11-20'), expiry: civilDate('2026-11-20') },
        },
      },
      '有効期限が切れている',
    ],
    ['no certificate', { card: { registration: 'NEVER', certificate: null } }, '電子証明書がありません'],
    ['a face-only card', { card: { registration: 'NEVER', kind: 'face-only' } }, 'カードリーダーでできます'],
  ]
  it.each(rows)('is impossible with %s, and says so', async (_, changes, text) => {
    const { world, get, post } = portalOf({ p: adult(changes) })
    const before = world.state.serial()
    for (const page of [await get('/p/registration'), await post('/p/registration')]) {
      expect([page.status, page.text.includes(text)]).toEqual([403, true])
      expect(page.text).toContain('ここでは利用登録もできません')
      expect(page.text).not.toContain('<form')
    }
    expect(world.state.serial()).toBe(before)
    expect(world.cardState('p')?.registration ?? 'NEVER').toBe('NEVER')
  })
})

describe('the registration page', () => {
  it('sends a person who wants to end it to the insurer', async () => {
    const { get } = portalOf({ p: adult() })
    const page = (await get('/p/registration')).text
    expect(page).toContain('マイナポータルでは解除できません')
    expect(page).toContain('保険者')
    expect(page).not.toContain('<form')
  })

  it('shows the days of the certificate in the Japanese calendar, and the notice only when it is near', async () => {
    const expiry = civilDate('2026-12-10')
    const { world, get } = portalOf({
      p: adult({ card: { certificate: { issued: civilDate('2021-12-11'), expiry } } }),
    })
    const page = (await get('/p/registration')).text
    for (const day of ['令和8年12月10日', '令和8年9月11日', '令和9年3月31日']) expect(page).toContain(day)
    expect(page).toContain('が近づいています')
    expect((await get('/p/registration?lang=en')).text).toContain('2027-03-31')
    world.moveTo(instant('2026-09-10T23:59:59+09:00'))
    expect((await get('/p/registration')).text).not.toContain('が近づいています')
    world.moveTo(instant('2026-12-11T00:00:00+09:00'))
    expect((await get('/p/registration')).status).toBe(403)
  })

  it('tells of an ended registration, and lets the person register anew', async () => {
    const { world, get, post } = portalOf({ p: adult() })
    world.change('p', { kind: 'deregister' })
    const page = (await get('/p/registration')).text
    expect(page).toContain('<strong class="red">解除</strong>')
    expect(page).toContain('利用登録の解除')
    await post('/p/registration')
    expect(world.cardState('p')?.registration).toBe('REGISTERED')
  })

  it('shows one end of the registration, though it was applied for twice', async () => {
    const { world, get } = portalOf({ p: adult() })
    expect([1, 2].map(() => world.change('p', { kind: 'apply-deregistration' }))).toEqual([null, 'SIM-A014'])
    world.moveTo(instant('2027-01-01T00:00:00+09:00'))
    const page = (await get('/p/registration')).text
    expect(page.split('<td>利用登録の解除</td>')).toHaveLength(2)
  })

  it('gives a card bound to a stay no grace', async () => {
    const { get } = portalOf({ p: adult({ card: { stayLimited: true } }) })
    expect((await get('/p/registration')).text).toContain('猶予はありません')
  })
})

const policy = certificatePolicy(civilDate('2026-11-21'), latestBook)
const START = civilDate('2021-01-01')

const CARD: Card = {
  kind: 'ordinary',
  issued: START,
  bodyExpiry: civilDate('2031-01-01'),
  stayLimited: false,
  certificate: { issued: START, expiry: civilDate('2026-01-01') },
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
}

const STATE_AFTER = { registered: 'REGISTERED', deregistered: 'REMOVED', lapsed: 'REMOVED' } as const satisfies Record<
  RegistrationChange['what'],
  string
>

describe('the history of a registration', () => {
  it('lapses on the day after the grace, and not on its last day', () => {
    const on = (day: string): readonly RegistrationChange[] =>
      registrationHistory(CARD, instantOf(civilDate(day), '12:00'), policy)
    expect(on('2026-04-30')).toEqual([{ on: null, what: 'registered' }])
    expect(on('2026-05-01')).toEqual([
      { on: null, what: 'registered' },
      { on: '2026-05-01', what: 'lapsed' },
    ])
  })

  it('ends in the state of the card, whatever happened to it', () => {
    const event = fc.record({
      day: fc.integer({ min: 0, max: 4500 }),
      type: fc.constantFrom('registered', 'deregistered', 'renewed', 'suspended'),
      years: fc.integer({ min: 1, max: 6 }),
    })
    const eventOf = (
      sequence: number,
      {
        day,
        type,
        years,
      }: { day: number; type: 'registered' | 'deregistered' | 'renewed' | 'suspended'; years: number },
    ): CardEvent => {
      const on = addDays(START, day)
      const base = { at: instantOf(on, '10:00'), sequence }
      const bodyExpiry = addDays(on, 365 * years)
      return type === 'renewed'
        ? { ...base, type, certificate: { issued: on, expiry: addDays(on, 300 * years) }, bodyExpiry }
        : { ...base, type }
    }
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        fc.constantFrom('REGISTERED', 'NEVER', 'REMOVED'),
        fc.integer({ min: 0, max: 5000 }),
        fc.boolean(),
        (made, registration, today, hasCertificate) => {
          const card: Card = {
            ...CARD,
            registration,
            certificate: hasCertificate ? CARD.certificate : null,
            events: made.map((each, at) => eventOf(at + 1, each)),
          }
          const now = instantOf(addDays(START, today), '12:00')
          const changes = registrationHistory(card, now, policy)
          const last = changes.at(-1)
          expect(last === undefined ? 'NEVER' : STATE_AFTER[last.what]).toBe(
            cardStateAt(card, now, policy).registration,
          )
          const days = changes.flatMap(({ on }) => (on === null ? [] : [on]))
          expect(days).toEqual(days.toSorted())
          expect(days.every((day) => day <= dateOf(now))).toBe(true)
        },
      ),
    )
  })
})
