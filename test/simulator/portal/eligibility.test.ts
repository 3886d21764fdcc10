import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import { adult } from '../support.ts'
import { portalOf, rowsOf, valueOf } from './support.ts'

const OLD = {
  scheme: 'kenpo',
  insurerNumber: '06139999',
  insurerName: '見本健康保険組合',
  symbol: '99',
  number: '0012',
  branch: '00',
  relation: 'insured',
  acquired: civilDate('2024-04-01'),
  limit: null,
} as const

const NEW = {
  scheme: 'kyokai',
  insurerNumber: '01139990',
  insurerName: '全国見本保険協会',
  symbol: '13990001',
  number: '77',
  branch: '00',
  relation: 'insured',
  acquired: civilDate('2026-11-01'),
  limit: null,
} as const

describe('the eligibility screen', () => {
  it('shows the title, the warning, the stamp and every row, in this order', async () => {
    const { get } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    const page = await get('/hanako/eligibility')
    expect(page.status).toBe(200)
    const places = [
      '医療保険の資格情報</h1>',
      'この画面のみでは受診できません。',
      '保存日時：2026年11月21日 09:00',
      '<th>保険者名</th>',
    ]
    expect(places.map((text) => page.text.indexOf(text))).not.toContain(-1)
    expect(places.map((text) => page.text.indexOf(text)).toSorted((a, b) => a - b)).toEqual(
      places.map((text) => page.text.indexOf(text)),
    )
    expect(rowsOf(page).map(([label]) => label)).toEqual([
      '保険者名',
      '保険者番号',
      '記号',
      '番号',
      '枝番',
      '氏名',
      '生年月日',
      '資格取得年月日',
      '被保険者氏名または世帯主氏名',
      '本人・家族の別',
      '氏名カナ',
      '性別',
      '被保険者証区分',
      '交付年月日',
      '有効開始年月日',
      '有効終了年月日',
      '一部負担金割合',
      '高齢受給者証情報',
      '限度額適用認定証情報',
      '特定疾病療養受療証情報',
    ])
    expect(valueOf(page, '番号')).toBe('0012')
    expect(valueOf(page, '生年月日')).toBe('昭和55年5月10日')
    expect(valueOf(page, '一部負担金割合')).toBe('—')
  })

  it('says the same in English behind the switch', async () => {
    const { get } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    const japanese = await get('/hanako/eligibility')
    const english = await get('/hanako/eligibility?lang=en')
    expect(japanese.text).toContain('/portal/hanako/eligibility?lang=en')
    expect(english.text).toContain('This screen alone does not entitle you to care.')
    expect(english.text).not.toContain('この画面のみでは')
    expect(rowsOf(english)).toHaveLength(rowsOf(japanese).length)
    expect(valueOf(english, 'Birth date')).toBe('1980-05-10')
    expect(valueOf(english, 'Number')).toBe('0012')
  })

  it('shows a late-elderly share, without symbol and branch', async () => {
    const { get } = portalOf({
      ume: adult({
        birthDate: civilDate('1945-02-01'),
        coverage: [
          {
            scheme: 'kouki',
            insurerNumber: '39139997',
            symbol: null,
            number: '12345678',
            branch: null,
            relation: null,
            acquired: civilDate('2020-02-01'),
            ratio: '020',
            limit: null,
          },
        ],
      }),
    })
    const page = await get('/ume/eligibility')
    expect(valueOf(page, '一部負担金割合')).toBe('2割')
    expect(valueOf(page, '記号')).toBe('—')
    expect(valueOf(page, '枝番')).toBe('—')
    expect(valueOf(page, '本人・家族の別')).toBe('—')
  })

  it('marks a lost record, which cannot be used', async () => {
    const { get } = portalOf({
      taro: adult({ coverage: [{ ...OLD, lost: { date: civilDate('2026-10-01'), reason: '99' } }] }),
    })
    const page = await get('/taro/eligibility')
    expect(page.status).toBe(200)
    expect(page.text).toContain('この資格情報では、医療機関・薬局等で利用できません')
    expect(page.text).toContain('令和8年10月1日')
    expect(valueOf(page, '番号')).toBe('0012')
  })

  it('shows every open record, first the one that a card inquiry answers with', async () => {
    const { get, world } = portalOf({ taro: adult({ coverage: [OLD, NEW] }) })
    const page = await get('/taro/eligibility')
    const insurers = rowsOf(page).flatMap(([label, value]) => (label === '保険者番号' ? [value] : []))
    expect(insurers).toEqual(['06139999', '01139990'])
    expect(world.cardAnswer('taro')?.record?.key.insurerNumber).toBe(insurers[0])
    expect(page.text).toContain('資格情報 2 / 2')
    expect(page.text).toContain('eligibility.pdf?cover=2')
  })

  it('shows the registration, in red when there is none', async () => {
    const { get } = portalOf({
      yes: adult({ coverage: [OLD] }),
      no: adult({ coverage: [OLD], card: { registration: 'NEVER' } }, 20),
    })
    expect((await get('/yes/eligibility')).text).toContain('<strong class="stamp">登録済み</strong>')
    for (const path of ['/no', '/no/eligibility', '/no/registration']) {
      expect((await get(path)).text).toContain('<strong class="red">未登録</strong>')
    }
    expect((await get('/no/eligibility')).status).toBe(200)
  })
})

describe('what the service knows at the moment', () => {
  it('shows the old insurer until the change is registered, and the new one from then on', async () => {
    const knownAt = instant('2026-11-26T10:30:00+09:00')
    const { get, world } = portalOf({
      taro: adult({
        coverage: [
          { ...OLD, lost: { date: civilDate('2026-11-01'), reason: '03', knownAt } },
          { ...NEW, knownAt },
        ],
      }),
    })
    expect(valueOf(await get('/taro/eligibility'), '保険者番号')).toBe('06139999')
    world.moveTo(instant('2026-11-26T10:29:59+09:00'))
    expect(valueOf(await get('/taro/eligibility'), '保険者番号')).toBe('06139999')
    world.moveTo(knownAt)
    const after = await get('/taro/eligibility')
    expect(valueOf(after, '保険者番号')).toBe('01139990')
    expect(after.text).toContain('保存日時：2026年11月26日 10:30')
    expect(after.text).not.toContain('06139999')
  })

  it('shows nothing before the first registration, and no cover before its first day', async () => {
    const { get, world } = portalOf({
      late: adult({ coverage: [{ ...NEW, knownAt: instant('2026-11-26T09:30:00+09:00') }] }),
      early: adult(
        { coverage: [{ ...NEW, acquired: civilDate('2026-12-01'), knownAt: instant('2026-11-10T09:30:00+09:00') }] },
        20,
      ),
    })
    for (const path of ['/late/eligibility', '/early/eligibility', '/late/eligibility.json', '/late/eligibility.pdf']) {
      const page = await get(path)
      expect([page.status, page.text.includes('情報を表示できません')]).toEqual([403, true])
      expect(page.text).not.toContain('13990001')
    }
    world.moveTo(instant('2026-12-01T00:00:00+09:00'))
    expect((await get('/late/eligibility')).status).toBe(200)
    expect((await get('/early/eligibility')).status).toBe(200)
  })
})

describe('the twin', () => {
  it('says what the screen says', async () => {
    const { get } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    const twin: unknown = JSON.parse((await get('/hanako/eligibility.json')).text)
    expect(twin).toMatchObject({
      v: 1,
      kind: 'portal-pdf',
      format: 'a4',
      fields: {
        title: '医療保険の資格情報',
        savedAt: '2026-11-21T09:00:00+09:00',
        insurerName: OLD.insurerName,
        insurerNumber: '06139999',
        symbol: '99',
        number: '0012',
        branch: '00',
        birthDate: '1980-05-10',
        acquired: '2024-04-01',
        holder: '本人',
        registration: '登録済み',
      },
    })
  })

  it('is asked for by the number of the record', async () => {
    const { get } = portalOf({ taro: adult({ coverage: [OLD, NEW] }) })
    expect((await get('/taro/eligibility.json?cover=2')).text).toContain('01139990')
    for (const cover of ['3', '0', '-1', '1e1', '二', '99999999999999999999']) {
      expect((await get(`/taro/eligibility.json?cover=${encodeURIComponent(cover)}`)).status).toBe(404)
    }
  })
})
