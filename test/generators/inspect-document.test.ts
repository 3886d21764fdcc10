import { describe, expect, it } from 'vitest'
import { type TwinOptions, documentTwin, renderDocument } from '../../generators/documents/index.ts'
import { magicMember, member, population } from '../../generators/index.ts'
import { describePaperFinding, inspectDocument } from '../../generators/inspect.ts'
import { type CivilDate, civilDate, instantOf } from '../../src/domain/civil-date.ts'
import type { DocumentFieldValues, DocumentKind } from '../../src/domain/document.ts'
import { coverageOn } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { type Piece, rows, sheetBytes } from '../wire/paper/sheets.ts'

const DAY = civilDate('2026-11-21')
const people = population({ seed: 42 })

async function paperOf(person: Member, kind: DocumentKind, options: TwinOptions, change: DocumentFieldValues = {}) {
  const [cover] = coverageOn(person.ledger, DAY, instantOf(DAY, '12:00'))
  if (cover === undefined) throw new Error('no cover')
  const twin = documentTwin(kind, { member: person, cover }, options)
  const { bytes } = await renderDocument({ ...twin, fields: { ...twin.fields, ...change } })
  return bytes
}

const NOTICE: readonly Piece[] = [
  { text: '資格情報のお知らせ', x: 60, y: 20, size: 16 },
  { text: '見本', x: 20, y: 20 },
  { text: '受診の際にはマイナ保険証があわせて必要です', x: 20, y: 280 },
]

const GOOD: readonly (readonly [string, string])[] = [
  ['発行年月日', '令和8年7月20日'],
  ['保険者番号', '06139992'],
  ['保険者名', '見本健康保険組合'],
  ['記号', '99'],
  ['番号', '1234'],
  ['枝番', '00'],
  ['氏名', '山田　太郎'],
  ['生年月日', '昭和50年11月2日'],
]

/** A notice with some rows changed; null takes a row away. */
async function codesOf(
  changes: Readonly<Record<string, string | null>>,
  options: { readonly on?: CivilDate; readonly head?: readonly Piece[] } = {},
): Promise<readonly string[]> {
  const changed = GOOD.flatMap(([label, value]): (readonly [string, string])[] => {
    const wanted = changes[label]
    return wanted === null ? [] : [[label, wanted ?? value]]
  })
  const added = Object.entries(changes).flatMap(([label, value]): (readonly [string, string])[] =>
    value === null || GOOD.some(([known]) => known === label) ? [] : [[label, value]],
  )
  const bytes = await sheetBytes({ pages: [[...(options.head ?? NOTICE), ...rows([...changed, ...added])]] })
  const { findings } = await inspectDocument(bytes, options.on === undefined ? {} : { on: options.on })
  return findings.map(({ code, field }) => (field === null ? code : `${code} ${field}`))
}

const TITLE = (title: string): readonly Piece[] => [
  { text: title, x: 60, y: 20, size: 16 },
  { text: '見本', x: 20, y: 20 },
]

const CERTIFICATE = {
  性別: '男',
  資格取得年月日: '令和7年4月1日',
  有効期限: '令和9年7月31日',
  交付年月日: '令和8年8月1日',
  発行年月日: null,
}

describe('what is missing or wrong on a paper', () => {
  it('is nothing on a good one', async () => {
    expect(await codesOf({}, { on: DAY })).toEqual([])
    expect(await codesOf(CERTIFICATE, { on: DAY, head: TITLE('健康保険　資格確認書') })).toEqual([])
  })

  it.each([
    ['a required field that is not there', { 氏名: null }, ['SIM-D102 name']],
    ['a missing branch', { 枝番: null }, ['SIM-D104 branch']],
    ['no share at 70 and over', { 生年月日: '昭和28年11月2日' }, ['SIM-D103 ratio']],
    ['a wrong check digit', { 保険者番号: '06139991' }, ['SIM-D105 insurerNumber']],
    ['an insurer number of seven digits', { 保険者番号: '0613999' }, ['SIM-D106 insurerNumber']],
    ['a ● in the name', { 氏名: '山●　太郎' }, ['SIM-D112 name']],
    ['a value that cannot be read', { 生年月日: '不明' }, ['SIM-D114 birthDate']],
    ['a share that has ended', { 負担割合: '2割', 有効期限: '令和8年7月31日' }, ['SIM-D108 ratioUntil']],
  ])('is found: %s', async (_, changes, codes) => {
    expect(await codesOf(changes, { on: DAY })).toEqual(codes)
  })

  it.each([
    ['a term that is over', { 有効期限: '令和8年11月20日' }, ['SIM-D108 validUntil']],
    ['a term of more than five years', { 有効期限: '令和13年8月2日' }, ['SIM-D109 validUntil']],
    [
      'a term past the 75th birthday',
      { 生年月日: '昭和27年6月1日', 有効期限: '令和9年6月1日', 負担割合: '2割' },
      ['SIM-D110 validUntil'],
    ],
    ['an end before the beginning', { 有効期限: '令和8年7月31日' }, ['SIM-D108 validUntil', 'SIM-D119 validUntil']],
    ['no end at all', { 有効期限: null }, ['SIM-D102 validUntil']],
  ])('is found on a certificate: %s', async (_, changes, codes) => {
    expect(await codesOf({ ...CERTIFICATE, ...changes }, { on: DAY, head: TITLE('健康保険　資格確認書') })).toEqual(
      codes,
    )
  })

  it('the last day of a term is still good, and so is the eve of the 75th birthday', async () => {
    const head = TITLE('健康保険　資格確認書')
    expect(await codesOf({ ...CERTIFICATE, 有効期限: '令和8年11月21日' }, { on: DAY, head })).toEqual([])
    const eve = { 生年月日: '昭和27年6月1日', 有効期限: '令和9年5月31日', 負担割合: '2割' }
    expect(await codesOf({ ...CERTIFICATE, ...eve }, { on: DAY, head })).toEqual([])
  })

  it('is found on a paper of late-elderly care: a number of seven digits, and no symbol is missed', async () => {
    const codes = await codesOf(
      {
        ...CERTIFICATE,
        保険者番号: '39131016',
        番号: '1234567',
        記号: null,
        枝番: null,
        生年月日: '昭和10年1月9日',
        負担割合: '1割',
      },
      { on: DAY, head: TITLE('後期高齢者医療　資格確認書') },
    )
    expect(codes).toEqual(['SIM-D107 number'])
  })

  it('is found: no note at the foot, no specimen mark', async () => {
    const [title] = NOTICE
    expect(await codesOf({}, { head: title === undefined ? [] : [title] })).toEqual(['SIM-D111 footer', 'SIM-D117'])
  })

  it('says so when it is no document we know', async () => {
    const bytes = await sheetBytes({ pages: [[{ text: '診療申込書', x: 20, y: 20 }]] })
    expect(await inspectDocument(bytes)).toMatchObject({ kind: null, findings: [{ code: 'SIM-D101' }] })
  })
})

describe('a whole Individual Number', () => {
  // 123456789018: its check digit is right, and nobody has it.
  it.each(['123456789018', '1234 5678 9018', '１２３４５６７８９０１８', '1234-5678-9018'])(
    '%s is an error and is never echoed',
    async (number) => {
      const bytes = await sheetBytes({
        pages: [[...NOTICE, ...rows([...GOOD, ['備考', number], ['マイナンバー下4桁', number]])]],
      })
      const inspected = await inspectDocument(bytes)
      expect(inspected.findings.map(({ code }) => code)).toContain('SIM-D113')
      const said = JSON.stringify([inspected, inspected.findings.map((one) => describePaperFinding(one, 'ja'))])
      expect(said.replaceAll(/[^\d]/g, '')).not.toContain('123456789018')
      expect(said).toContain('********9018')
    },
  )

  it('is not seen in other numbers', async () => {
    expect(await codesOf({ 電話番号: '03-1234-5678', 備考: '0312345678901' })).toEqual([])
  })
})

describe('a paper beside a person', () => {
  const person = member(people, 13)

  it.each(['certificate', 'notice', 'member-notice', 'portal-pdf'] as const)(
    'agrees with its owner: %s',
    async (kind) => {
      const bytes = await paperOf(person, kind, { validUntil: civilDate('2027-07-31') })
      const { findings } = await inspectDocument(bytes, { member: person, on: DAY })
      expect(findings.filter(({ code }) => code === 'SIM-D115')).toEqual([])
    },
  )

  it('names every field on which it differs from somebody else, with both values', async () => {
    const other = member(people, 14)
    const bytes = await paperOf(person, 'notice', {})
    const { findings } = await inspectDocument(bytes, { member: other, on: DAY })
    const differing = findings.filter(({ code }) => code === 'SIM-D115')
    expect(differing.map(({ field }) => field)).toEqual([
      'name',
      'kana',
      'birthDate',
      'address',
      'symbol',
      'number',
      'acquired',
    ])
    expect(differing).toContainEqual({
      code: 'SIM-D115',
      severity: 'error',
      field: 'birthDate',
      paper: person.birthDate,
      expected: other.birthDate,
    })
  })

  it('lets a sex stand that the paper leaves to its back, and a name with ●', async () => {
    const bytes = await paperOf(
      person,
      'certificate',
      { validUntil: civilDate('2026-12-31') },
      { sex: 'unset', name: '●木　美穂' },
    )
    const { findings } = await inspectDocument(bytes, { member: person, on: DAY })
    expect(findings.map(({ code }) => code)).toEqual(['SIM-D112'])
  })

  it('lets a character stand that the font of the printer did not have, and no other', async () => {
    const codesOf = async (name: string) => {
      const bytes = await paperOf(person, 'certificate', { validUntil: civilDate('2026-12-31') }, { name })
      const { findings } = await inspectDocument(bytes, { member: person, on: DAY })
      return findings.map(({ code }) => code)
    }
    expect(await codesOf(`〓${[...person.name.kanji].slice(1).join('')}`)).toEqual([])
    expect(await codesOf(`〓${[...person.name.kanji].slice(1, -1).join('')}乙`)).toEqual(['SIM-D115'])
  })

  it('says when the person has no cover on the day', async () => {
    const bytes = await paperOf(person, 'notice', {})
    const early = civilDate('2000-01-01')
    const { findings } = await inspectDocument(bytes, { member: person, on: early })
    expect(findings.map(({ code }) => code)).toContain('SIM-D121')
  })

  it('works for a magic person', async () => {
    const magic = magicMember(people, 'key/leading-zeros', DAY)
    const bytes = await paperOf(magic, 'notice', {})
    const { findings } = await inspectDocument(bytes, { member: magic, on: DAY })
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

it.each(['ja', 'en'] as const)('a finding is a sentence with its values in it (%s)', async (lang) => {
  const bytes = await paperOf(member(people, 13), 'notice', {})
  const { findings } = await inspectDocument(bytes, { member: member(people, 14), on: DAY })
  for (const one of findings) {
    const { what, fix } = describePaperFinding(one, lang)
    expect(`${what}${fix}`).not.toMatch(/undefined|null/)
    expect(what.length).toBeGreaterThan(8)
  }
})
