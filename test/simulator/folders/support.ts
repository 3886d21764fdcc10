import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type FolderNote,
  type FolderOptions,
  type SimulatorOptions,
  createSimulator,
} from '../../../simulator/index.ts'
import type { Simulator } from '../../../simulator/index.ts'
import { serveFolders } from '../../../simulator/folders/index.ts'
import type { SimulatedWorld } from '../../../simulator/world.ts'
import { adult, inquiry, newestCover } from '../support.ts'

/** Looks often, so that tests wait for little. */
export const QUICK = { pollMillis: 40, settleMillis: 40, patienceMillis: 400 } as const

/** Waits for something to be seen, for at most ten seconds. */
export async function until<T>(probe: () => T | null | undefined | false, what = 'what was waited for'): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    const seen = probe()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (performance.now() > end) throw new Error(`never seen: ${what}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
  }
}

/** Long enough for several looks, for what must not happen. */
export const aWhile = (millis = 400): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-folders-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Site {
  readonly dir: string
  readonly simulator: Simulator
  readonly world: SimulatedWorld
  readonly notes: FolderNote[]
  readonly close: () => Promise<void>
  readonly path: (...names: readonly string[]) => string
  /** Drops a finished request as a client that writes and renames. */
  readonly drop: (name: string, bytes: Uint8Array) => void
  /** Names in a folder. */
  readonly names: (folder: string) => readonly string[]
  /** Bytes of a result as text, when it is there. */
  readonly result: (name: string) => string | null
  readonly codes: () => readonly string[]
}

/** A served folder; it and its folder end with the test. */
export async function site(
  options: Partial<FolderOptions> = {},
  simulatorOptions: SimulatorOptions = {},
): Promise<Site> {
  const dir = options.dir ?? temporaryFolder()
  const simulator = createSimulator(simulatorOptions)
  simulator.worlds.default.addPerson('taro', adult())
  const notes: FolderNote[] = []
  const served = await serveFolders(simulator.worlds, { ...QUICK, note: (line) => notes.push(line), ...options, dir })
  if (!served.ok) throw new Error(served.problem)
  onTestFinished(served.value.close)
  const path: Site['path'] = (...names) => join(dir, ...names)
  const names: Site['names'] = (folder) => (existsSync(path(folder)) ? readdirSync(path(folder)).toSorted() : [])
  await until(() => existsSync(path('req')) && existsSync(path('res')) && existsSync(path('face')), 'the folders')
  return {
    dir,
    simulator,
    world: simulator.worlds.default,
    notes,
    close: served.value.close,
    path,
    drop: (name, bytes) => {
      writeFileSync(path('req', `.${name}.tmp`), bytes)
      renameSync(path('req', `.${name}.tmp`), path('req', name))
    },
    names,
    result: (name) => (existsSync(path('res', name)) ? readFileSync(path('res', name), 'utf8') : null),
    codes: () => notes.map(({ code }) => code),
  }
}

/** An inquiry about taro under an identifier. */
export const asking = (fileId: string): Uint8Array => inquiry({ ...newestCover(adult()), fileId })

export const identifierOf = (xml: string): string | undefined =>
  /<ArbitraryFileIdentifier>([^<]*)<\/ArbitraryFileIdentifier>/.exec(xml)?.[1]

/** How often the world was asked. */
export const askedTimes = ({ world }: Site): number =>
  world.messagesSince(0).filter(({ door }) => door === 'oqs').length
