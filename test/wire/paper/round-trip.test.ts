import { describe, expect, it } from 'vitest'
import { type TwinOptions, documentTwin, renderDocument } from '../../../generators/documents/index.ts'
import { member, population } from '../../../generators/index.ts'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import { DOCUMENT_KINDS, type DocumentFormat, type DocumentKind } from '../../../src/domain/document.ts'
import { coverageStates } from '../../../src/domain/ledger.ts'
import { readPaper } from '../../../src/wire/paper/index.ts'

const people = population({ seed: 42 })
const NOW = instant('2026-11-21T09:00:00+09:00')

/** People of every scheme, with foreign names and names outside the shared set among them. */
const INDICES = Array.from({ length: 14 }, (_, at) => at * 7919 + 13)

const OPTIONS: Readonly<Partial<Record<DocumentKind, TwinOptions>>> = {
  certificate: {
    validUntil: civilDate('2027-07-31'),
    longStay: civilDate('2026-05-01'),
    disease: { code: '1', from: civilDate('2026-04-01') },
    limit: true,
  },
  'member-notice': { last4: '1234' },
}

const FORMATS: Readonly<Partial<Record<DocumentKind, readonly DocumentFormat[]>>> = {
  certificate: ['card', 'postcard', 'a4'],
}

const cases = DOCUMENT_KINDS.filter((kind) => kind !== 'portal-screen').flatMap((kind) =>
  (FORMATS[kind] ?? [undefined]).map((format) => ({ kind, format, name: `${kind} ${format ?? ''}`.trim() })),
)

describe('a paper of ours', () => {
  it.each(cases)('is read back as it was meant: $name', async ({ kind, format }) => {
    for (const index of INDICES) {
      const person = member(people, index)
      const cover = coverageStates(person.ledger, NOW).at(-1)
      if (cover === undefined) continue
      const options = { ...OPTIONS[kind], ...(format === undefined ? {} : { format }) }
      const twin = documentTwin(kind, { member: person, cover }, options)
      const { bytes, truncated } = await renderDocument(twin)
      const result = await readPaper(bytes)
      if (!result.ok) throw new Error(result.problem.code)
      const read = result.value
      const cut = new Set<string>(truncated)
      const kept = (fields: object): object =>
        Object.fromEntries(Object.entries(fields).filter(([field]) => !cut.has(field)))
      expect(kept(read.fields), `member ${index}`).toEqual(kept(twin.fields))
      expect([read.kind, read.specimen]).toEqual([kind, true])
      expect(read.unclear.filter(({ field }) => !cut.has(field))).toEqual([])
    }
  })

  const NAMES = [
    { kanji: '小川　加奈', kana: 'オガワ　カナ' },
    { kanji: '見本　新子', kana: 'ミホン　シンコ' },
  ]
  const named = cases.flatMap((one) => NAMES.map((name) => ({ ...one, given: name.kanji, person: name })))

  it.each(named)('takes a name for nothing else: $name, $given', async ({ kind, format, person: name }) => {
    const person = { ...member(people, 13), name }
    const cover = coverageStates(person.ledger, NOW).at(-1)
    if (cover === undefined) throw new Error('no cover')
    const twin = documentTwin(kind, { member: person, cover }, format === undefined ? {} : { format })
    const result = await readPaper((await renderDocument(twin)).bytes)
    expect(result).toMatchObject({ ok: true, value: { fields: twin.fields } })
  })

  it.each(['number-form', 'declaration'] as const)('has nothing in it while it is blank: %s', async (kind) => {
    const person = member(people, 13)
    const cover = coverageStates(person.ledger, NOW).at(-1)
    if (cover === undefined) throw new Error('no cover')
    const { bytes } = await renderDocument(documentTwin(kind, { member: person, cover }, { filled: false }))
    const result = await readPaper(bytes)
    expect(result).toMatchObject({ ok: true, value: { kind, unclear: [] } })
    expect(result.ok && Object.keys(result.value.fields)).toEqual(['title'])
  })
})
