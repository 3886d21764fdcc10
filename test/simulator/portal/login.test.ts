import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import { createSimulator } from '../../../simulator/index.ts'
import { adult } from '../support.ts'
import { portalOf } from './support.ts'

const LIVE_PHONE = { kind: 'iphone', expiry: civilDate('2028-01-01') } as const
const pinMiss = { type: 'pin', matched: false, at: instant('2026-11-10T10:00:00+09:00') } as const
const LOCKED = { events: [pinMiss, pinMiss, pinMiss] }
const HIDDEN = { flags: { nonDisclosure: true, noSelfInfo: true } }
const ended = (expiry: string) => ({
  certificate: { issued: civilDate('2021-08-21'), expiry: civilDate(expiry) },
})
const happened = (type: 'suspended' | 'revoked') => ({
  events: [{ type, at: instant('2026-11-20T10:00:00+09:00') }],
})
const JUST_RENEWED = {
  events: [
    {
      type: 'renewed',
      at: instant('2026-11-21T08:00:00+09:00'),
      issued: civilDate('2026-11-21'),
      expiry: civilDate('2031-05-10'),
      bodyExpiry: civilDate('2034-05-10'),
    },
  ],
} as const

const PEOPLE = {
  sound: adult(),
  none: adult({ card: null }),
  empty: adult({ card: { certificate: null } }),
  grace: adult({ card: ended('2026-08-20') }),
  over: adult({ card: ended('2026-07-31') }),
  suspended: adult({ card: happened('suspended') }),
  revoked: adult({ card: happened('revoked') }),
  locked: adult({ card: LOCKED }),
  'locked-phone': adult({ card: { ...LOCKED, phone: LIVE_PHONE } }),
  'face-only': adult({ card: { kind: 'face-only' } }),
  'face-only-phone': adult({ card: { kind: 'face-only', phone: LIVE_PHONE } }),
  hidden: adult({ card: HIDDEN }),
  'hidden-locked': adult({ card: { ...HIDDEN, ...LOCKED } }),
  'hidden-locked-phone': adult({ card: { ...HIDDEN, ...LOCKED, phone: LIVE_PHONE } }),
  fresh: adult({ card: JUST_RENEWED }),
  unknown: adult({ coverage: [] }),
}
const NAMES = Object.keys(PEOPLE)
const PAGES = ['', '/eligibility', '/eligibility.pdf', '/eligibility.png', '/eligibility.json', '/registration']

describe('logging in', () => {
  it('works exactly for those whom the world lets in', async () => {
    const { world, get } = portalOf(PEOPLE)
    for (const name of NAMES) {
      expect([name, (await get(`/${name}`)).status]).toEqual([name, world.portalLogin(name) ? 200 : 403])
    }
    expect(NAMES.filter((name) => world.portalLogin(name))).toEqual([
      'sound',
      'locked-phone',
      'face-only-phone',
      'unknown',
    ])
  })

  const rows: readonly (readonly [string, string, string])[] = [
    ['none', 'no-card', 'マイナンバーカードがありません'],
    ['empty', 'certificate-none', '利用者証明用電子証明書がありません'],
    ['grace', 'certificate-grace', '電子証明書の有効期限が切れている'],
    ['over', 'certificate-ended', '電子証明書の有効期限が切れている'],
    ['suspended', 'certificate-suspended', '一時停止中'],
    ['revoked', 'certificate-revoked', '失効しています'],
    ['locked', 'pin-locked', '暗証番号がロックされています'],
    ['face-only', 'face-only', '顔認証マイナンバーカード'],
    ['fresh', 'cannot-be-shown', '情報を表示できません'],
    ['hidden', 'cannot-be-shown', '情報を表示できません'],
    ['hidden-locked', 'pin-locked', '暗証番号がロックされています'],
    ['hidden-locked-phone', 'cannot-be-shown', '情報を表示できません'],
  ]
  it.each(rows)('%s: every page says why (%s)', async (name, reason, text) => {
    const { get } = portalOf(PEOPLE)
    for (const path of PAGES) {
      const page = await get(`/${name}${path}`)
      expect([path, page.status]).toEqual([path, 403])
      expect(page.text).toContain(text)
      expect(page.text).toContain(`<code>${reason}</code>`)
      expect(page.text).not.toContain('01130012')
      expect((await get(`/${name}${path}?lang=en`)).text).not.toContain(text)
    }
  })

  it('tells the days of a certificate in its grace, and none of one past it', async () => {
    const { get } = portalOf(PEOPLE)
    const grace = (await get('/grace')).text
    expect(grace).toContain('令和8年8月20日')
    expect(grace).toContain('令和8年11月30日まで資格情報だけを確認できます')
    const over = (await get('/over')).text
    expect(over).toContain('令和8年7月31日')
    expect(over).not.toContain('資格情報だけを確認できます')
  })
})

describe('a person whose data are withheld', () => {
  const nameless = (text: string, name: string): string => text.replaceAll(name, 'NAME')

  it('cannot be told from one whose new certificate does not work yet, on any page', async () => {
    const { get, post } = portalOf(PEOPLE)
    for (const path of PAGES.flatMap((page) => [page, `${page}?lang=en`])) {
      const [hidden, fresh] = [await get(`/hidden${path}`), await get(`/fresh${path}`)]
      expect(hidden.status).toBe(fresh.status)
      expect(nameless(hidden.text, 'hidden')).toBe(nameless(fresh.text, 'fresh'))
    }
    const [hidden, fresh] = [await post('/hidden/registration'), await post('/fresh/registration')]
    expect([hidden.status, nameless(hidden.text, 'hidden')]).toEqual([fresh.status, nameless(fresh.text, 'fresh')])
  })

  it('cannot be told on the screen from one of whom nothing is registered', async () => {
    const { get } = portalOf(PEOPLE)
    const [hidden, unknown] = [await get('/hidden/eligibility'), await get('/unknown/eligibility')]
    expect(hidden.status).toBe(unknown.status)
    expect(nameless(hidden.text, 'hidden')).toBe(nameless(unknown.text, 'unknown'))
  })

  it('is never named as such', async () => {
    const { get } = portalOf({ p: adult({ card: HIDDEN }) })
    for (const path of PAGES.flatMap((page) => [page, `${page}?lang=en`])) {
      expect((await get(`/p${path}`)).text).not.toMatch(/DV|支援措置|不開示|提供不可|フラグ|flag|withheld|abus/i)
    }
  })
})

describe('the way in', () => {
  it('lists the people of the world and takes an index or a magic id', async () => {
    const simulator = createSimulator()
    const text = async (path: string): Promise<string> => (await simulator.fetch(path)).text()
    const list = await text('/portal')
    expect(list).toContain('card/unregistered')
    expect(list).toContain('/portal/card%2Funregistered')
    expect(await text('/portal?lang=en')).toContain('A card never registered for insurance.')
    for (const path of [
      '/portal/card/unregistered',
      '/portal/card%2Funregistered',
      '/portal?person=card/unregistered',
    ]) {
      expect(await text(path)).toContain('<strong class="red">未登録</strong>')
    }
    expect(await text('/portal/card/unregistered/eligibility')).toContain('医療保険の資格情報</h1>')
    for (const path of ['/portal/4711', '/portal/%234711', '/portal?person=4711', '/portal?person=%234711']) {
      expect(await text(path)).toContain('#4711')
    }
    expect(await text('/')).toContain('/portal')
  })

  it('shows the mark of a specimen on every page', async () => {
    const { get } = portalOf(PEOPLE)
    const paths = [
      '',
      '/sound',
      '/sound/eligibility',
      '/sound/registration',
      '/hidden',
      '/nobody',
      '/sound/eligibility.json?cover=9',
    ]
    for (const path of paths) expect([path, (await get(path)).text.includes('見本 SPECIMEN')]).toEqual([path, true])
  })
})

describe('input of anybody', () => {
  it('answers unknown people and worlds with a page that says so', async () => {
    const simulator = createSimulator()
    const paths = [
      '/portal/nobody',
      '/portal?person=nobody',
      '/portal/nobody/eligibility.pdf',
      '/portal/%00',
      '/portal/%zz',
      '/portal/%E0%A4%A/registration',
      '/portal/999999999999',
      '/portal/%23-1',
      '/portal/__proto__',
      '/portal/constructor/eligibility',
      `/portal/${'a'.repeat(4000)}`,
      '/portal/card/unregistered/eligibility.exe',
      '/w/no-such-world/portal',
      '/w/no-such-world/portal/card/unregistered',
      '/w/%22%3E%3Cscript%3E/portal',
    ]
    for (const path of paths) {
      const response = await simulator.fetch(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
      expect(await response.text()).toMatch(/SIM-A00[15]/)
    }
  })

  it('escapes names wherever they stand', async () => {
    const name = `"><script>alert('1')</script>&/..?#%41`
    const { get } = portalOf({ [name]: adult({ name: { kanji: '<b>山田</b>　"太郎"', kana: 'ヤマダ　タロウ' } }) })
    const path = `/${encodeURIComponent(name)}`
    for (const page of ['', path, `${path}/eligibility`, `${path}/registration`]) {
      const { status, text } = await get(page)
      expect([page, status]).toEqual([page, 200])
      expect(text).not.toContain('<script>')
      expect(text).not.toContain('<b>山田')
    }
    expect((await get('')).text).toContain(`/portal${path.replaceAll("'", '&#39;')}"`)
    expect((await get(`${path}/eligibility?lang="><script>`)).text).not.toContain('<script>')
  })

  it('lists names that no address can hold without falling over them', async () => {
    const { get, post } = portalOf({ '\ud800': adult(), '..': adult(), ' ': adult(), '\u202Etxt': adult() })
    expect((await get('')).status).toBe(200)
    for (const name of ['%20', '%E2%80%AEtxt']) expect((await get(`/${name}/eligibility`)).status).toBe(200)
    expect((await get('/%ED%A0%80/eligibility')).status).toBe(404)
    expect((await get('?person=..')).status).toBe(200)
    expect((await post('/%E2%80%AEtxt/registration')).headers.get('location')).toContain('%E2%80%AEtxt')
  })

  it('changes nothing on any GET, and takes no other method than it offers', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.default
    const before = world.state.serial()
    for (const page of PAGES) {
      for (const person of ['card/unregistered', 'card/hidden', 'certificate/revoked']) {
        await simulator.fetch(`/portal/${person}${page}?register=1`)
        await simulator.fetch(`/portal/${person}${page}`, { method: 'HEAD' })
        for (const method of ['PUT', 'DELETE', 'PATCH', ...(page === '/registration' ? [] : ['POST'])]) {
          expect((await simulator.fetch(`/portal/${person}${page}`, { method })).status).toBe(405)
        }
      }
    }
    expect((await simulator.fetch('/portal', { method: 'POST' })).status).toBe(405)
    expect(world.state.serial()).toBe(before)
    expect(world.messagesSince(0)).toEqual([])
  })
})
