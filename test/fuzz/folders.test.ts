import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameClassOf } from '../../simulator/folders/requests.ts'
import { decodeText } from '../../src/wire/shift-jis.ts'
import { type Site, site, until } from '../simulator/folders/support.ts'
import { keep } from './campaign.ts'
import { message } from './inputs.ts'
import { refusalFault, xmlFault } from './judge.ts'

/** The soak drops five thousand files. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined
const BATCHES = isSoak ? 25 : 1
const BATCH = isSoak ? 200 : 120
const SEED = isSoak ? Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31) : 42

interface Dropped {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One of every name, as a folder has it; names that no file can have are left out. */
function oneOfEach(messages: readonly Dropped[]): readonly Dropped[] {
  const byName = new Map<string, Dropped>()
  for (const { name, bytes } of messages) {
    const isPossible =
      !/\/|^\.{0,2}$/.test(name) && !name.includes('\u0000') && Buffer.byteLength(name) <= 255 - '.tmp'.length
    if (isPossible) byName.set(name, { name, bytes })
  }
  return [...byName.values()]
}

/** The name of a result: the suffix as it came, the grammar before it in the letters of the facts. */
const resultOf = (name: string, extension: string): string =>
  name.replace(
    /^(...)(.*?)req_(.*)\.xml$/i,
    (_, system: string, kind: string, suffix: string) =>
      `${system.toUpperCase()}${kind.toLowerCase()}res_${suffix}.${extension}`,
  )

/** What is wrong with what lies in the result folder for a request; null when nothing is. */
function faultAt(at: Site, { name }: Dropped): string | null {
  const error = name.replace(/\.[^.]*$/, '.err')
  const answer = ['xml', 'zip', 'pdf']
    .map((extension) => resultOf(name, extension))
    .find((one) => existsSync(at.path('res', one)))
  if (!existsSync(at.path('res', error))) {
    if (answer === undefined) return 'neither a result nor a text'
    return answer.endsWith('.xml') ? xmlFault(readFileSync(at.path('res', answer))) : null
  }
  if (!existsSync(at.path('res', name))) return 'a text without the request beside it'
  const text = decodeText(readFileSync(at.path('res', error)), 'Shift_JIS')
  return text.ok ? refusalFault(text.value) : 'a text that is not in the encoding of the terminal'
}

describe('whatever is dropped into the request folder of a terminal in Shift_JIS', () => {
  it('is answered, refused in words, or left alone and told, and nothing else is touched', async () => {
    const at = await site(
      { pollMillis: 20, settleMillis: 20, patienceMillis: 100 },
      { terminal: { encoding: 'Shift_JIS' } },
    )
    let dropped = 0
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const files = oneOfEach(fc.sample(message, { seed: SEED + batch, numRuns: BATCH }))
      const [requests, others] = [[...files], [...files]].map((list, index) =>
        list.filter(({ name }) => (nameClassOf(name) === 'request') === (index === 0)),
      )
      for (const { name, bytes } of files) {
        writeFileSync(at.path('req', `~${dropped}.tmp`), bytes)
        renameSync(at.path('req', `~${dropped}.tmp`), at.path('req', name))
        dropped += 1
      }
      const isTaken = ({ name }: Dropped): boolean =>
        !existsSync(at.path('req', name)) && !existsSync(at.path('.work', 'taken', name))
      await until(() => (requests ?? []).every(isTaken), 'all requests to be taken')
      const again = `with seed ${SEED + batch}`
      for (const file of requests ?? []) {
        const fault = faultAt(at, file)
        if (fault !== null)
          throw new Error(`${JSON.stringify(file.name)}: ${fault} (${again}, ${keep({ kind: 'folder' }, file.bytes)})`)
      }
      const left = (others ?? []).filter(({ name }) => !existsSync(at.path('req', name)))
      expect({ again, left }).toEqual({ again, left: [] })
      for (const folder of ['req', 'res'])
        for (const name of readdirSync(at.path(folder))) rmSync(at.path(folder, name))
    }
    if (process.env['FUZZ_FIGURES'] !== undefined) console.log({ dropped, notes: [...new Set(at.codes())] })
    expect(at.names('')).toEqual(['.work', 'face', 'req', 'res'])
    expect(at.names('face')).toEqual([])
    expect(at.codes().filter((code) => !['SIM-L004', 'SIM-L005', 'SIM-L006', 'SIM-L015'].includes(code))).toEqual([])
  })
})

describe('folders beside those of the clinic', () => {
  it('are served only when their name is ten digits', async () => {
    const at = await site()
    const odd = [
      '131000000',
      '13100000011',
      '１３１００００００１',
      ' 1310000001',
      '1310000001.bak',
      '-310000001',
      'req2',
      '患者',
    ]
    for (const name of odd) mkdirSync(at.path(name))
    mkdirSync(at.path('1310000001'))
    await until(() => existsSync(at.path('1310000001', 'face')), 'the folders of a clinic')
    expect(odd.flatMap((name) => at.names(name))).toEqual([])
    expect(at.codes()).toEqual([])
  })
})
