import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue } from '../../../generators/index.ts'
import { printedValue } from '../../../generators/documents/index.ts'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import { DOCUMENT_FIELDS, type DocumentReading, type FieldId } from '../../../src/domain/document.ts'
import { readPaper } from '../../../src/wire/paper/index.ts'
import { createSimulator } from '../../../simulator/index.ts'
import { eligibilityView, paperTwin } from '../../../simulator/portal/view.ts'
import { NINE, adult, people } from '../support.ts'
import { memberOfPopulation } from '../../../simulator/lookup.ts'
import { portalOf } from './support.ts'

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
  scheme: 'kokuho',
  insurerNumber: '139998',
  insurerName: '見本区',
  symbol: '0139',
  number: '0000077',
  branch: '01',
  relation: 'insured',
  acquired: civilDate('2026-11-01'),
  limit: null,
} as const

async function readingOf(bytes: Uint8Array): Promise<DocumentReading> {
  const read = await readPaper(bytes)
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value
}

const twinOf = (text: string): Record<string, string> =>
  z.object({ fields: z.record(z.string(), z.string()) }).parse(JSON.parse(text)).fields

describe('the PDF', () => {
  it('is saved under a name with the moment, and reads as its twin', async () => {
    const { get, bytes } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    const { headers, status } = await get('/hanako/eligibility.pdf')
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(headers.get('content-disposition')).toBe('attachment; filename="eligibility-20261121-0900.pdf"')
    const reading = await readingOf(await bytes('/hanako/eligibility.pdf'))
    expect([reading.kind, reading.specimen, reading.pages]).toEqual(['portal-pdf', true, 1])
    expect(reading.fields).toEqual(twinOf((await get('/hanako/eligibility.json')).text))
  })

  it('saved before a change of insurer still says the old one when it is shown after it', async () => {
    const knownAt = instant('2026-11-26T10:30:00+09:00')
    const { world, bytes, get } = portalOf({
      taro: adult({
        coverage: [
          { ...OLD, lost: { date: civilDate('2026-11-01'), reason: '03', knownAt } },
          { ...NEW, knownAt },
        ],
      }),
    })
    const saved = await bytes('/taro/eligibility.pdf')
    world.moveTo(instant('2026-11-28T14:05:30+09:00'))
    const shown = await readingOf(saved)
    const live = twinOf((await get('/taro/eligibility.json')).text)
    expect(shown.fields).toMatchObject({ savedAt: NINE, insurerNumber: '06139999', number: '0012' })
    expect(live).toMatchObject({ savedAt: '2026-11-28T14:05:00+09:00', insurerNumber: '139998', number: '0000077' })
    const again = await get('/taro/eligibility.pdf')
    expect(again.headers.get('content-disposition')).toContain('eligibility-20261128-1405.pdf')
    const fresh = await readingOf(await bytes('/taro/eligibility.pdf'))
    expect(fresh.fields).toEqual(live)
  })

  it('is the paper of the record that was asked for', async () => {
    const { bytes } = portalOf({ taro: adult({ coverage: [OLD, NEW] }) })
    expect((await readingOf(await bytes('/taro/eligibility.pdf?cover=1'))).fields.insurerNumber).toBe('06139999')
    expect((await readingOf(await bytes('/taro/eligibility.pdf?cover=2'))).fields.insurerNumber).toBe('139998')
  })

  it('of a lost record says that it cannot be used', async () => {
    const { bytes } = portalOf({
      lost: adult({ coverage: [{ ...OLD, lost: { date: civilDate('2026-10-01'), reason: '99' } }] }),
      open: adult({ coverage: [NEW] }, 20),
    })
    const sentence = '医療機関・薬局等で利用できません'
    expect((await readingOf(await bytes('/lost/eligibility.pdf'))).text).toContain(sentence)
    expect((await readingOf(await bytes('/open/eligibility.pdf'))).text).not.toContain(sentence)
  })

  it('is the same bytes for the same moment', async () => {
    const { bytes } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    expect(Buffer.compare(await bytes('/hanako/eligibility.pdf'), await bytes('/hanako/eligibility.pdf'))).toBe(0)
  })
})

describe('the picture', () => {
  it('is a PNG, and another one with the status bar of a phone', async () => {
    const { get, bytes } = portalOf({ hanako: adult({ coverage: [OLD] }) })
    const { headers } = await get('/hanako/eligibility.png')
    expect(headers.get('content-type')).toBe('image/png')
    expect(headers.get('content-disposition')).toContain('eligibility-20261121-0900.png')
    const [screen, screenshot] = [
      Buffer.from(await bytes('/hanako/eligibility.png')),
      Buffer.from(await bytes('/hanako/eligibility.png?screenshot=1')),
    ]
    for (const png of [screen, screenshot]) expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(screen.equals(screenshot)).toBe(false)
  })
})

const isField = (id: string): id is FieldId => id in DOCUMENT_FIELDS

/** Values that stand on a paper outside the rows. */
const OUTSIDE: ReadonlySet<string> = new Set(['title', 'savedAt', 'registration', 'footer'])

describe('screen and paper', () => {
  it('say the same: whatever the paper prints stands in a row of the screen', () => {
    const { worlds } = createSimulator()
    const magic = catalogue.flatMap(({ id }) => worlds.default.state.person(id) ?? [])
    const everybody = [...magic, ...Array.from({ length: 400 }, (_, index) => memberOfPopulation(people, index * 7))]
    const seen = new Set<string>()
    for (const member of everybody) {
      const view = eligibilityView(member, NINE, { registration: 'REGISTERED', overlap: 'OLDER' })
      for (const cover of view.covers) {
        const shown = cover.rows.flatMap(({ value }) => value?.ja ?? [])
        const rows = Object.entries(paperTwin('portal-pdf', view, cover).fields).filter(([id]) => !OUTSIDE.has(id))
        for (const [id, value] of rows) {
          seen.add(id)
          const print = isField(id) && value !== undefined ? printedValue(id, value) : ''
          expect([id, print !== '' && shown.some((text) => text.includes(print))]).toEqual([id, true])
        }
      }
    }
    for (const id of ['ratio', 'ratioFrom', 'ratioUntil', 'limitBand', 'holder', 'validUntil', 'sex', 'branch']) {
      expect(seen).toContain(id)
    }
  })
})
