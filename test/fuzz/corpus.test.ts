import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type BadRequest, CORPUS, CORPUS_FILES, CORPUS_FOLDER, LINE_CORPUS } from './corpus.ts'
import { createLine } from './client.ts'
import { bytesOnLine } from './inputs.ts'
import { refusalFault, xmlFault } from './judge.ts'
import { createSimulator, serve } from '../../simulator/index.ts'
import { decodeText } from '../../src/wire/shift-jis.ts'
import { site, until } from '../simulator/folders/support.ts'

/** What one bad request came to, against what it must come to; null when they agree. */
function faultIn({ code, where }: BadRequest, bytes: Uint8Array, text: string): string | null {
  const fault = code === null ? xmlFault(bytes) : refusalFault(text)
  if (fault !== null) return fault
  if (code !== null && !text.startsWith(code)) return `not ${code}: ${text}`
  return text.includes(where) ? null : `without ${where}: ${text}`
}

it('has an expectation for every file of the corpus', () => {
  expect(readdirSync(CORPUS_FOLDER).toSorted()).toEqual([...CORPUS_FILES].toSorted())
})

describe('a bad request through the socket', () => {
  it('is refused with code, place and both languages, or answered where it can be', async () => {
    const { port, close } = await serve({ simulator: createSimulator() })
    onTestFinished(close)
    const line = createLine(port)
    onTestFinished(line.close)
    for (const bad of [...CORPUS, ...LINE_CORPUS]) {
      const { about, name, code, bytes } = bad
      const request = {
        kind: 'corpus',
        method: 'POST',
        target: `/oqs/${encodeURIComponent(name)}`,
        headers: [],
        body: bytes(),
      }
      const answer = await line.exchange(bytesOnLine(request))
      if (typeof answer === 'string') throw new Error(`${about}: ${answer}`)
      const status = code === null ? 200 : code === 'SIM-C006' ? 413 : 422
      const fault = faultIn(bad, answer.body, answer.body.toString())
      expect({ about, status: answer.status, fault }).toEqual({ about, status, fault: null })
    }
  })
})

/** The socket answers in the other one. */
const encoding = 'Shift_JIS'

describe('a bad request through the folders of a terminal in Shift_JIS', () => {
  it('comes back beside a text that says the same, or is answered', async () => {
    const at = await site({}, { terminal: { encoding } })
    const nameOf = (bad: BadRequest, index: number): string => bad.name.replace(/(?:_1)?\.xml$/, `_${index}.xml`)
    const cases = CORPUS.map((bad, index) => ({ bad, name: bad.name.includes('_1') ? nameOf(bad, index) : bad.name }))
    for (const { bad, name } of cases) at.drop(name, bad.bytes())
    await until(() => at.names('req').length === 0, 'all requests to be taken')
    const backs = cases.filter(({ bad }) => bad.code !== null).map(({ name }) => name)
    await until(() => backs.every((name) => at.names('res').includes(name)), 'the bad ones to be given back')
    for (const { bad, name } of cases) {
      const left = bad.code === null ? name.replace('req_', 'res_') : name.replace(/\.xml$/, '.err')
      if (!at.names('res').includes(left)) throw new Error(`${bad.about}: there is no ${left}`)
      const bytes = readFileSync(at.path('res', left))
      const text = decodeText(bytes, encoding)
      if (!text.ok) throw new Error(`${bad.about}: ${JSON.stringify(text.problem)}`)
      const isBack = at.names('res').includes(name)
      const told = { about: bad.about, fault: faultIn(bad, bytes, text.value), isBack }
      expect(told).toEqual({ about: bad.about, fault: null, isBack: bad.code !== null })
    }
    expect(at.names('')).toEqual(['.work', 'face', 'req', 'res'])
    expect(at.codes()).toEqual([])
  })
})
