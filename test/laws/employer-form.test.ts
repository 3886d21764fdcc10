import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import {
  FORM_CODES,
  FORM_LAYOUTS,
  formDay,
  formDayOf,
  readForms,
  writeForms,
  writeWrongForms,
} from '../../src/wire/employer-form/index.ts'

const today = civilDate('2026-11-21')
const office = { prefecture: '21', city: '01', symbol: 'ﾃｽﾄ', number: '123' }
const head = new TextEncoder().encode(
  '21,01,A,001,20261121,22223\r\n[kanri]\r\n,001\r\n21,01,A,1,1,1,1,1,1,1,1,1\r\n[data]\r\n',
)

const value = fc.oneof(
  fc.constant(''),
  fc.constantFrom('1', '9', '081101', '21', '13', '見本　太郎', 'ﾐﾎﾝ ﾀﾛｳ', '髙', '123456789012'),
  fc.string({ maxLength: 8 }),
)
const rowOf = fc.constantFrom(...FORM_CODES).chain((code) => {
  const { length } = FORM_LAYOUTS[code].items
  return fc
    .array(value, { minLength: length - 2, maxLength: length + 1 })
    .map((rest): string[] => [code, ...rest.slice(1)])
})

describe('the reader of forms', () => {
  it('makes a file of any bytes, with places that exist', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, withHead) => {
        const bytes = withHead ? Uint8Array.from([...head, ...noise]) : noise
        const lines = bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1)
        for (const { line, item, ja, en } of readForms(bytes, { today }).problems) {
          expect(line).toBeGreaterThanOrEqual(0)
          expect(line).toBeLessThanOrEqual(Math.max(5, lines))
          expect(item ?? 1).toBeGreaterThan(0)
          expect(`${ja}${en}`).not.toContain('undefined')
        }
      }),
    )
  })

  it('makes a file of any rows, and names an item of the form', () => {
    fc.assert(
      fc.property(fc.array(rowOf, { maxLength: 3 }), (rows) => {
        const { records, problems } = readForms(writeWrongForms({ office, serial: 1, made: today, rows }), { today })
        for (const { item, line, code, ja, en } of problems) {
          const record = records.find((one) => one.line === line)
          const length = Math.max(record?.values.length ?? 0, 139)
          expect(item ?? 1, code).toBeLessThanOrEqual(length)
          expect(`${ja}${en}`).not.toContain('undefined')
          expect(`${ja}${en}`).not.toMatch(/\d{12}/)
        }
      }),
    )
  })

  it('gives back the rows that the writer took', () => {
    fc.assert(
      fc.property(fc.array(rowOf, { minLength: 1, maxLength: 3 }), (rows) => {
        const written = writeForms({ office, serial: 1, made: today, rows })
        fc.pre(written.ok)
        if (!written.ok) return
        expect(readForms(written.value, { today }).records.map(({ values }) => values)).toEqual(rows)
      }),
    )
  })
})

describe('era and day', () => {
  it('name every day from 明治元年10月23日 on, and only it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (days) => {
        const day = civilDate(new Date(Date.UTC(1868, 9, 23 + days)).toISOString().slice(0, 10))
        expect(formDay(...formDayOf(day))).toBe(day)
      }),
    )
  })
})
