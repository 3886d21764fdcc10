import { describe, expect, it } from 'vitest'
import { readIsolated } from '../../../src/cli/isolated-paper.ts'
import { FILE_LIMITS, PAPER_LIMITS, describePaperProblem, readPaper } from '../../../src/wire/paper/index.ts'
import { HELLO, HOSTILE, onePage, packedZeros } from './raw-pdf.ts'
import { rows, sheetBytes } from './sheets.ts'

/** Processor time in milliseconds: what the clock says depends on who else is working. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Code of the problem, or the text that was read in spite of it. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const result = await readPaper(bytes)
  return result.ok ? `read "${result.value.text}"` : result.problem.code
}

const OUTCOMES: Readonly<Record<string, string>> = {
  'no bytes at all': 'SIM-D001',
  'random bytes': 'SIM-D001',
  'another format': 'SIM-D001',
  'a header and nothing else': 'SIM-D002',
  'a header and an end around rubbish': 'SIM-D008',
  'encryption declared': 'SIM-D003',
  'a page packed a thousandfold': 'SIM-D007',
  'a page packed twice': 'SIM-D007',
  'a page packed in an old way that grows without bounds': 'SIM-D007',
  'a page packed under an escaped name': 'SIM-D007',
  'a tree of pages that holds itself': 'SIM-D008',
  'a page that is its own content': 'read ""',
  'a reference to itself for a catalogue': 'SIM-D008',
  'a length that is its own stream': 'read "hello"',
  'a table that goes back to itself for ever': 'read "hello"',
  'ten thousand pages': 'SIM-D005',
  'arrays in arrays, a million deep': 'SIM-D006',
  'arrays in the content, without end': 'SIM-D006',
  'a form that draws itself': 'SIM-D008',
  'forms that draw forms ten times each': 'SIM-D006',
  'one content a hundred thousand times': 'SIM-D007',
  'two hundred thousand objects': 'SIM-D004',
  'a million words on one page': 'SIM-D006',
}

describe('a hostile paper', () => {
  it.each(Object.entries(HOSTILE))('costs little and is told plainly: %s', async (name, make) => {
    const bytes = make()
    const before = process.memoryUsage().rss
    let said = ''
    const spent = await cost(async () => {
      said = await outcome(bytes)
    })
    expect(said).toBe(OUTCOMES[name])
    expect(spent).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })

  it.each([
    ['random bytes', 'SIM-D001', 10_000],
    ['a page packed in an old way that grows without bounds', 'SIM-D007', 10_000],
    ['a tree of pages that holds itself', 'SIM-D008', 10_000],
    ['arrays in the content, without end', 'SIM-D006', 10_000],
    ['a million words on one page', 'SIM-D009', 50],
  ])('harms nobody where it is read apart, within larger limits: %s', async (name, code, time) => {
    const bytes = HOSTILE[name]?.() ?? new Uint8Array()
    const before = process.memoryUsage().rss
    const result = await readIsolated(bytes, { time, memory: 256 })
    expect(result).toMatchObject({ ok: false, problem: { code } })
    expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000)
  })

  it('cannot hold up who reads it apart', async () => {
    // Small, and only slow: the same page of operators over and over.
    const bytes = onePage(packedZeros(60_000_000), { filter: '/Filter /FlateDecode' })
    const result = await readIsolated(bytes, { time: 1, memory: 128 })
    expect(result).toMatchObject({ ok: false, problem: { code: 'SIM-D009', facts: { limit: 1 } } })
  })

  it('is unpacked no further than the limits', async () => {
    const bytes = onePage(packedZeros(20_000_000), { filter: '/Filter /FlateDecode' })
    expect(await readPaper(bytes, { limits: { ...PAPER_LIMITS, unpacked: 10_000_000 } })).toMatchObject({
      problem: { code: 'SIM-D007' },
    })
    expect(await readPaper(onePage(HELLO), { limits: FILE_LIMITS })).toMatchObject({ value: { text: 'hello' } })
  })
})

describe('a paper that was cut off', async () => {
  const whole = await sheetBytes({ pages: [rows([['氏名', '山田　太郎']])] })

  it('is refused wherever the cut was made', async () => {
    const step = Math.floor(whole.length / 60)
    const said = new Set<string>()
    for (let length = 0; length < whole.length - 6; length += step) said.add(await outcome(whole.slice(0, length)))
    expect([...said].toSorted()).toEqual(['SIM-D001', 'SIM-D002'])
  })

  it('never throws with a byte changed', async () => {
    const said = new Set<boolean>()
    for (let at = 11; at < whole.length; at += Math.floor(whole.length / 120)) {
      const bytes = whole.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      said.add((await readPaper(bytes)).ok)
    }
    expect(said).toContain(true)
  })
})

it('every problem says what, where, whose and how, in both languages', async () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const result = await readPaper(make())
    if (result.ok) continue
    for (const lang of ['ja', 'en'] as const) {
      const said = Object.values(describePaperProblem(result.problem, lang))
      expect(
        said.every((text) => text !== '' && !/[?？]|undefined/.test(text)),
        `${name} ${lang}`,
      ).toBe(true)
    }
  }
})
