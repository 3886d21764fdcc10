import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import type { Scheme } from '../../../src/domain/ledger.ts'
import { registrationHistory } from '../../../simulator/portal/registration.ts'
import { adult } from '../support.ts'
import { portalOf } from './support.ts'

const unregistered = () => portalOf({ p: adult({ card: { registration: 'NEVER' } }) })
const channelsOf = ({ world }: ReturnType<typeof portalOf>) => {
  const { card } = world.member('p')
  const changes = card === null ? [] : registrationHistory(card, world.now(), world.state.policy())
  return changes.map(({ what, channel }) => [what, channel ?? null])
}

describe('the channel of a registration', () => {
  it('is the reader when a card is registered on its first use', async () => {
    const portal = unregistered()
    portal.world.useReader({
      holder: 'p',
      person: 'p',
      present: true,
      acts: ['pin', 'register'],
      consents: { medicines: false, checkups: false, limit: false },
    })
    expect(channelsOf(portal)).toEqual([['registered', 'reader']])
    expect((await portal.get('/p/registration')).text).toContain('利用登録（カードリーダー）')
  })

  it('is Mynaportal when the button there was pressed', async () => {
    const portal = unregistered()
    await portal.post('/p/registration')
    expect(channelsOf(portal)).toEqual([['registered', 'portal']])
    expect((await portal.get('/p/registration?lang=en')).text).toContain('registered (Mynaportal)')
  })

  it('is an ATM, which takes the card and its PIN', async () => {
    const portal = unregistered()
    expect((await portal.get('/p/atm')).text).toContain('正しい暗証番号を入力する')
    expect((await portal.post('/p/atm?pin=right')).status).toBe(303)
    expect(channelsOf(portal)).toEqual([['registered', 'atm']])
    expect((await portal.get('/p/atm')).text).toContain('登録済みです')
    const before = portal.world.state.serial()
    await portal.post('/p/atm?pin=right')
    expect(portal.world.state.serial()).toBe(before)
  })

  it('stays unknown where nobody told it', () => {
    const portal = unregistered()
    portal.world.change('p', { kind: 'register' })
    expect(channelsOf(portal)).toEqual([['registered', null]])
  })
})

describe('an ATM', () => {
  it('counts wrong PINs with those of the reader, and locks at the third', async () => {
    const { world, get, post } = unregistered()
    await post('/p/atm?pin=wrong')
    expect((await get('/p/atm?pin=wrong')).text).toContain('暗証番号が違います')
    world.useReader({
      holder: 'p',
      person: 'p',
      present: true,
      acts: ['pin-wrong'],
      consents: { medicines: false, checkups: false, limit: false },
    })
    expect(world.cardState('p')?.pin).toMatchObject({ misses: 2, locked: false })
    await post('/p/atm?pin=wrong')
    expect(world.cardState('p')).toMatchObject({ registration: 'NEVER', pin: { locked: true } })
    expect((await get('/p/atm')).text).toContain('pin-locked')
    expect((await post('/p/atm?pin=right')).status).toBe(403)
  })

  it.each(['', '?pin=', '?pin=maybe', '?pin=RIGHT', '?Pin=right'])(
    'takes nothing but a right or a wrong PIN, and changes nothing: %s',
    async (query) => {
      const { world, post } = unregistered()
      const before = world.state.serial()
      const refused = await post(`/p/atm${query}`)
      expect(refused.status).toBe(400)
      expect(refused.text).toContain('SIM-A003')
      expect(refused.text).toContain('pin=right')
      expect(world.state.serial()).toBe(before)
    },
  )

  const phone = { kind: 'android', expiry: civilDate('2029-05-10') } as const
  it.each([
    ['a face-only card', { kind: 'face-only' }, 'face-only'],
    ['a face-only card beside a phone', { kind: 'face-only', phone }, 'face-only'],
    [
      'a certificate in its grace',
      { certificate: { issued: civilDate('2021-11-20'), expiry: civilDate('2026-11-20') } },
      'certificate-grace',
    ],
    ['a card with a flag', { flags: { nonDisclosure: true, noSelfInfo: true } }, 'cannot-be-shown'],
  ] as const)('does not take %s', async (_, card, refusal) => {
    const { world, get, post } = portalOf({ p: adult({ card: { registration: 'NEVER', ...card } }) })
    const before = world.state.serial()
    for (const page of [await get('/p/atm'), await post('/p/atm?pin=right')]) {
      expect([page.status, page.text.includes(refusal)]).toEqual([403, true])
    }
    expect(world.state.serial()).toBe(before)
  })
})

describe('an application to end the registration', () => {
  it('goes to the insurer of the day, and works at the end of the next month', async () => {
    const { world, get } = portalOf({ p: adult() })
    world.change('p', { kind: 'apply-deregistration' })
    world.moveTo(instant('2026-12-31T23:59:59+09:00'))
    expect(world.cardState('p')?.registration).toBe('REGISTERED')
    world.moveTo(instant('2027-01-01T00:00:00+09:00'))
    expect(world.cardState('p')?.registration).toBe('REMOVED')
    expect((await get('/p/registration')).text).toContain('<strong class="red">解除</strong>')
  })

  it.each<readonly [Scheme, string, string | null, string, string]>([
    ['kyokai', '01130012', '1234567', '協会けんぽ', 'its call centre'],
    ['kenpo', '06139992', '5', '加入している健康保険組合', 'health insurance society'],
    ['kokuho', '138016', '07', '市区町村の国民健康保険の窓口', 'municipality'],
    ['kouki', '39131156', null, '市区町村の後期高齢者医療の窓口', 'municipality'],
  ])('is made, by a member of %s, at the window that the page names', async (scheme, insurerNumber, symbol, ja, en) => {
    const cover = {
      scheme,
      insurerNumber,
      symbol,
      number: scheme === 'kouki' ? '12345671' : '77',
      branch: scheme === 'kouki' ? null : '01',
      acquired: civilDate('2020-04-01'),
    }
    const { get } = portalOf({ p: adult({ coverage: [cover] }) })
    expect((await get('/p/registration')).text).toContain(ja)
    expect((await get('/p/registration?lang=en')).text).toContain(en)
  })
})
