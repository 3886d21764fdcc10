import iconv from 'iconv-lite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, magicMember, member, population } from '../../generators/index.ts'
import { MEMBER_COLUMNS, csvLine, memberCells, memberRow, toShiftJis } from '../../generators/members-table.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'

const japan = population({ seed: 42 })
const today = japan.referenceDate

/** Reads RFC 4180 back, without knowing how it was written. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',' || char === '\r') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (char === '\r') {
        rows.push([])
        at += 1
      }
    } else cell += char
  }
  rows.pop()
  return rows
}

describe('the row of a member', () => {
  it('has every cover, the one of the day first', () => {
    const row = memberRow(member(japan, 0), today)
    expect(row.covers.map(({ current, scheme, lost }) => [current, scheme, lost])).toEqual([
      [true, 'kyokai', null],
      [false, 'kenpo', '2010-08-31'],
    ])
    expect(row.covers[0]).toMatchObject({ symbol: '40169813', number: '101', branch: '00', acquired: '2010-08-31' })
  })

  it('tells the state of the card on the day, and none before it was issued', () => {
    expect(memberRow(member(japan, 0), today).card).toMatchObject({
      kind: 'ordinary',
      certificate: 'VALID',
      registration: 'REGISTERED',
    })
    expect(memberRow(member(japan, 0), civilDate('2025-10-28')).card.kind).toBeNull()
    const expired = memberRow(magicMember(japan, 'grace/first-day', today), today, 'grace/first-day')
    expect(expired).toMatchObject({ magic: 'grace/first-day', card: { certificate: 'GRACE' } })
  })

  it('never holds an Individual Number, only its last four digits', () => {
    for (let index = 0; index < 2000; index += 1) {
      const text = JSON.stringify(memberRow(member(japan, index), today))
      expect(text.includes(personNumberOf(index))).toBe(false)
      expect(text).toContain(`"last4":"${personNumberOf(index).slice(-4)}"`)
    }
  })
})

describe('the table', () => {
  it('has the same columns for everybody, magic people included, and reads back', () => {
    const people = [
      ...Array.from({ length: 500 }, (_, index) => memberRow(member(japan, index), today)),
      ...catalogue.map(({ id }) => memberRow(magicMember(japan, id, today), today, id)),
    ]
    const rows = readCsv(people.map((row) => csvLine(memberCells(row))).join(''))
    expect(new Set(MEMBER_COLUMNS).size).toBe(MEMBER_COLUMNS.length)
    expect(rows.map((row) => row.length)).toEqual(people.map(() => MEMBER_COLUMNS.length))
    expect(rows.map((row) => row[MEMBER_COLUMNS.indexOf('name')])).toEqual(people.map(({ name }) => name))
    expect(rows[0]?.[MEMBER_COLUMNS.indexOf('cover1.branch')]).toBe('00')
  })

  it.each([
    ['=1+2', "'=1+2"],
    ['+81', "'+81"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=A1,"x"', '"\'=A1,""x"""'],
    ['記号', '記号'],
  ])('writes the text %j as %s', (text, written) => {
    expect(csvLine([text])).toBe(`${written}\r\n`)
  })

  it('writes numbers, truth and nothing as they are', () => {
    expect(csvLine([-1, true, null])).toBe('-1,true,\r\n')
  })

  it('reads back whatever was written', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', '見', '=') })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
        const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
        expect(readCsv(csvLine(cells))).toEqual([safe])
      }),
    )
  })
})

describe('Shift_JIS', () => {
  it('replaces what it does not have, and says so', () => {
    const { bytes, replaced } = toShiftJis('髙﨑　𠮷彦,葛󠄀城')
    expect(iconv.decode(Buffer.from(bytes), 'cp932')).toBe('髙﨑　●彦,葛城')
    expect(replaced.map(({ written }) => written)).toEqual(['●', '葛'])
    expect(replaced[0]?.character).toBe('𠮷')
  })

  it('gives the bytes of the encoder for every text that can be carried, and says nothing of it', () => {
    const unit = fc.constantFrom('a', '0', 'ｱ', 'ア', '髙', '﨑', '～', '−', '①', '　', '德', '彅', '漢')
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const expected = encodeText(text, 'Shift_JIS')
        const { bytes, replaced } = toShiftJis(text)
        expect(replaced.length === 0).toBe(expected.ok)
        expect(expected.ok ? [...bytes] : null).toEqual(expected.ok ? [...expected.value] : null)
      }),
    )
  })

  it('can carry everything after the replacement', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { bytes } = toShiftJis(text)
        expect(iconv.decode(Buffer.from(bytes), 'cp932')).not.toContain('\uFFFD')
      }),
    )
  })
})
