import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import {
  RECORD_BANNER,
  type RegistrationRecordInput,
  readRecords,
  registrationRecordSchema,
  writeRecords,
} from '../../src/wire/insurer-records.ts'

const memberKey = { symbol: '5', number: '77', branch: '00' }
const close = {
  op: 'close',
  insurerNo: '06139992',
  memberKey,
  lossDate: civilDate('2026-11-20'),
  reason: '99',
} as const
const records: readonly RegistrationRecordInput[] = [
  {
    op: 'register',
    insurerNo: '06139992',
    memberKey,
    personNo: null,
    five: { kanji: '見本　花子', kana: null, birthDate: civilDate('1980-05-10'), sex: 'female', address: null },
    entries: [{ historyId: 'a', kind: 'eligibility', from: civilDate('2026-11-01') }],
  },
  close,
]

describe('a file of records', () => {
  it('says in its first line that it is not the real format', () => {
    expect(writeRecords(records).split('\n')[0]).toBe(RECORD_BANNER)
    expect(RECORD_BANNER).toMatch(/SYNTHETIC/)
  })

  it('is read back as it was written, with what was left out filled in', () => {
    const read = readRecords(writeRecords(records))
    expect(read.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, null],
    ])
    expect(read[0]?.record).toMatchObject({ household: null, entries: [{ to: null, attrs: {} }] })
    expect(read[1]?.record).toEqual(close)
  })

  it('may lack the banner, end lines as Windows does, and hold comments and empty lines', () => {
    const text = `\r\n# 注釈\r\n${JSON.stringify(close)}\r\n\r\n`
    expect(readRecords(text).map(({ line, problem }) => [line, problem])).toEqual([[3, null]])
  })

  it.each([
    ['no JSON', '{"op":', 'not JSON'],
    ['no record', '[]', '/: '],
    ['an unknown operation', JSON.stringify({ ...close, op: 'delete' }), '/op: '],
    ['a field that is missing', JSON.stringify({ ...close, lossDate: undefined }), '/lossDate: '],
    ['a day that does not exist', JSON.stringify({ ...close, lossDate: '2026-02-30' }), '/lossDate: '],
    ['a field that nobody knows', JSON.stringify({ ...close, colour: 'red' }), '/: '],
  ])('tells where a line is wrong: %s', (_what, line, problem) => {
    const [bad, good] = readRecords(`${line}\n${JSON.stringify(close)}`)
    expect(bad?.problem).toContain(problem)
    expect(good?.problem).toBeNull()
  })

  it('has a form for every operation of the facts', () => {
    const operations = registrationRecordSchema.options.flatMap(({ shape }) => [...shape.op.values])
    expect(operations).toEqual(['register', 'amend', 'close', 'void', 'rekey', 'setFlags', 'unregisterCard'])
  })
})
