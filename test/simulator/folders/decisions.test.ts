import { describe, expect, it } from 'vitest'
import { civilDate, instant, instantOf } from '../../../src/domain/civil-date.ts'
import { actsOf, errorBeside, terminalText } from '../../../simulator/folders/deliveries.ts'
import { planFaces } from '../../../simulator/folders/faces.ts'
import { forgottenList, overdue } from '../../../simulator/folders/forgotten.ts'
import { type FolderNote, createTroubles } from '../../../simulator/folders/messages.ts'
import {
  type Entry,
  type Looks,
  type NameClass,
  endsLikeMessage,
  nameClassOf,
  planRequests,
} from '../../../simulator/folders/requests.ts'
import { decodeText } from '../../../src/wire/shift-jis.ts'
import { bytesOf } from '../support.ts'

const NAME = 'OQSsiquc01req_1.xml'
const PATIENCE = { settle: 300, patience: 2000 }

const entry = (version: string, changes: Partial<Entry> = {}): Entry => ({
  name: NAME,
  kind: 'file',
  size: 10,
  inode: version.slice(0, 1),
  version,
  ...changes,
})

/** Looks at a series of listings; the plan of the last one. */
const after = (...listings: readonly (readonly [number, readonly Entry[]])[]) => {
  let looks: Looks = new Map()
  let plan = planRequests(looks, [], 0, PATIENCE)
  for (const [now, entries] of listings) {
    plan = planRequests(looks, entries, now, PATIENCE)
    looks = plan.looks
  }
  return plan
}

const names = ({ candidates }: ReturnType<typeof after>): readonly string[] => candidates.map(({ name }) => name)

describe('names in the request folder', () => {
  it.each<readonly [string, NameClass]>([
    ['OQSsiquc01req_1.xml', 'request'],
    ['oqssiquc01REQ_1.XML', 'request'],
    ['OQSsiquc01req_1.zip', 'request'],
    ['OQSsizzz99req_1.xml', 'request'],
    ['ABCsiquc01req_1.xml', 'request'],
    ['letter.xml', 'request'],
    ['.OQSsiquc01req_1.xml', 'temporary'],
    ['~OQSsiquc01req_1.xml', 'temporary'],
    ['OQSsiquc01req_1.xml.tmp', 'temporary'],
    ['OQSsiquc01req_1.xml.PART', 'temporary'],
    ['OQSsiquc01req_1.xml~', 'temporary'],
    ['OQSsiquc01res_1.xml', 'result'],
    ['OQSsiquc01res_face_1_20261121090000.xml', 'result'],
    ['OQSsiquc01req_1.txt', 'other'],
    ['OQSsiquc01req_1.err', 'other'],
    ['memo', 'other'],
    ['OQSsiquc01req_..\\..\\evil.xml', 'unusable'],
    ['C:OQSsiquc01req_1.xml', 'unusable'],
    ['OQSsiquc01req_a\nb.xml', 'unusable'],
    [' OQSsiquc01req_1.xml', 'unusable'],
    [`OQSsiquc01req_${'x'.repeat(200)}.xml`, 'unusable'],
    ['OQSsiquc01req_\uFFFD.xml', 'unusable'],
  ])('takes %j as %s', (name, nameClass) => {
    expect(nameClassOf(name)).toBe(nameClass)
  })
})

describe('when a request is taken', () => {
  it.each([
    ['at the first look: not yet', [[0, [entry('a1')]]], [], 300],
    [
      'a moment before the two looks are far enough apart',
      [
        [0, [entry('a1')]],
        [299, [entry('a1')]],
      ],
      [],
      1,
    ],
    [
      'when two looks agree',
      [
        [0, [entry('a1')]],
        [300, [entry('a1')]],
      ],
      [NAME],
      2000,
    ],
    [
      'when it grew in between: not yet',
      [
        [0, [entry('a1')]],
        [300, [entry('a2')]],
      ],
      [],
      300,
    ],
    [
      'when it grew and then stayed',
      [
        [0, [entry('a1')]],
        [300, [entry('a2')]],
        [600, [entry('a2')]],
      ],
      [NAME],
      2000,
    ],
    [
      'when it went away',
      [
        [0, [entry('a1')]],
        [300, []],
      ],
      [],
      null,
    ],
    [
      'when another file has its name: not yet',
      [
        [0, [entry('a1')]],
        [300, [entry('b1')]],
      ],
      [],
      300,
    ],
    [
      'at once when it was renamed into place',
      [
        [0, [entry('a1', { name: '.1.tmp' })]],
        [10, [entry('a1')]],
      ],
      [NAME],
      null,
    ],
    [
      'not at once when it was written again before it was renamed',
      [
        [0, [entry('a1', { name: '.1.tmp' })]],
        [10, [entry('a2')]],
      ],
      [],
      300,
    ],
    [
      'never under a temporary name',
      [
        [0, [entry('a1', { name: '.1.tmp' })]],
        [9999, [entry('a1', { name: '.1.tmp' })]],
      ],
      [],
      null,
    ],
  ] as const)('%s', (_, listings, taken, again) => {
    const plan = after(...listings)
    expect(names(plan)).toEqual(taken)
    expect(plan.again).toBe(again)
  })

  it('says from when on its content need not look finished', () => {
    const isFinal = (now: number) => after([0, [entry('a1')]], [now, [entry('a1')]]).candidates[0]?.final
    expect([300, 2299, 2300].map(isFinal)).toEqual([false, false, true])
  })

  it('takes first what was finished first', () => {
    const late = entry('b1', { name: 'OQSsiquc01req_0.xml' })
    expect(names(after([0, [entry('a1')]], [100, [late, entry('a1')]], [400, [late, entry('a1')]]))).toEqual([
      NAME,
      'OQSsiquc01req_0.xml',
    ])
  })

  it.each([
    ['folder', 'SIM-L001'],
    ['link', 'SIM-L002'],
    ['other', 'SIM-L003'],
  ] as const)('never opens a %s of that name', (kind, code) => {
    const plan = after([0, [entry('a1', { kind })]], [9999, [entry('a1', { kind })]])
    expect(plan.candidates).toEqual([])
    expect(plan.troubles).toEqual([{ name: NAME, code }])
  })

  it('complains about other files only when they stay', () => {
    const memo = entry('a1', { name: 'memo.txt' })
    expect(after([0, [memo]]).troubles).toEqual([])
    expect(after([0, [memo]], [2000, [memo]]).troubles).toEqual([{ name: 'memo.txt', code: 'SIM-L005' }])
  })
})

describe('the end of a message', () => {
  it.each([
    ['<XmlMsg></XmlMsg>', true],
    ['<XmlMsg></XmlMsg>\r\n \n', true],
    ['<XmlMsg></XmlMsg >', true],
    ['<XmlMsg></XmlMs', false],
    ['<XmlMsg></XmlMsg><', false],
    ['', false],
  ])('%j: %s', (text, whole) => {
    expect(endsLikeMessage(bytesOf(text))).toBe(whole)
  })
})

describe('what an answer leaves behind', () => {
  const bytes = bytesOf('SIM-C001: 種類😀 / kind\n')

  it('puts the result there and takes the request away', () => {
    expect(actsOf(NAME, { status: 200, name: 'OQSsiquc01res_1.xml', bytes }, 'UTF-8')).toEqual([
      { kind: 'write', name: 'OQSsiquc01res_1.xml', bytes },
      { kind: 'remove' },
    ])
  })

  it('puts the error there before the request goes back', () => {
    expect(actsOf(NAME, { status: 422, name: 'request.err', bytes }, 'UTF-8')).toEqual([
      { kind: 'write', name: 'OQSsiquc01req_1.err', bytes },
      { kind: 'hand-back' },
    ])
  })

  it.each(['../x.xml', 'a/b.xml', ''])('writes nothing under the name %j', (name) => {
    expect(actsOf(NAME, { status: 200, name, bytes }, 'UTF-8')).toBeNull()
  })

  it('writes texts in the encoding of the terminal, ● for what it lacks', () => {
    expect(decodeText(terminalText('種類😀 x', 'Shift_JIS'), 'Shift_JIS')).toEqual({ ok: true, value: '種類● x' })
  })

  it('names the error after the request as it was written', () => {
    expect(errorBeside('oqsSIquc01req_a.b.XML')).toBe('oqsSIquc01req_a.b.err')
  })
})

describe('forgotten results', () => {
  const at = instant('2026-11-21T09:00:00+09:00')
  const written = [{ name: 'a', version: '1', at }]

  it.each([
    ['09:59:59', 0],
    ['10:00:00', 1],
    ['08:00:00', 0],
  ])('after an hour, at %s: %i', (time, count) => {
    expect(overdue(written, instantOf(civilDate('2026-11-21'), time), 60)).toHaveLength(count)
  })

  it('are listed one a line', () => {
    expect(forgottenList(['a', 'b'], at)).toEqual({ name: 'del20261121090000.txt', text: 'a\nb\n' })
  })
})

describe("the reader's folder", () => {
  const files = [{ name: 'a' }, { name: 'b' }]
  it.each([
    ['new results are written', [], [], ['a', 'b'], []],
    ['what lies there is left', ['a', 'b'], ['a', 'b'], [], []],
    ['what is gone was picked up', ['a', 'b'], ['b', 'trash'], [], ['a']],
    ['everything again into a folder that is new', ['a', 'b'], null, ['a', 'b'], []],
  ])('%s', (_, delivered, present, write, pickedUp) => {
    const plan = planFaces(files, new Set(delivered), present === null ? null : new Set(present))
    expect(plan.write.map(({ name }) => name)).toEqual(write)
    expect(plan.pickedUp).toEqual(pickedUp)
  })
})

describe('troubles', () => {
  it('are told when they begin, not while they last, and lasting ones when they end', () => {
    const told: FolderNote[] = []
    const troubles = createTroubles((line) => told.push(line))
    for (let round = 0; round < 3; round += 1) {
      troubles.report('SIM-L008', 'res', 'ENOSPC')
      troubles.report('SIM-L001', 'req/x.xml')
      troubles.endRound()
    }
    expect(told.map(({ code, detail }) => [code, detail])).toEqual([
      ['SIM-L008', 'ENOSPC'],
      ['SIM-L001', null],
    ])
    troubles.endRound()
    expect(told.slice(2).map(({ code, where }) => [code, where])).toEqual([['SIM-L014', 'res']])
    troubles.report('SIM-L008', 'res', 'ENOSPC')
    expect(told).toHaveLength(4)
    troubles.tell('SIM-L004', 'req/a\n\u001B[2Jb')
    expect(told.at(-1)?.where).toBe(String.raw`req/a\u000a\u001b[2Jb`)
  })
})
