import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Lang, driverProblem } from '../conformance/drivers/driver-problem.ts'
import type { ProtocolDriverOptions } from '../conformance/drivers/protocol-driver.ts'
import type { Driver, WorldFactory } from '../../scenarios/ports.ts'
import type { FolderNote, SimulatedWorld, Worlds } from '../../simulator/index.ts'
import type { AttachedFolder } from '../../simulator/folders/attach.ts'

/** 連携フォルダー beside the socket: worlds that tell their folder, and a driver that sees to it. */
export interface FolderService {
  readonly driver: Driver
  readonly worlds: WorldFactory
  readonly close: () => Promise<void>
}

export interface FolderServiceOptions extends ProtocolDriverOptions {
  /** Gets a folder for each world, and keeps that of the only world; default a temporary one. */
  readonly root: string | null
  /** How long a request has to stay the same, in milliseconds. */
  readonly settleMillis: number
  /** Where the troubles of the folders are told; default the stderr of this process, the first one of each kind. */
  readonly note?: (line: FolderNote) => void
}

/** Tells the first trouble of each kind: the next case has it again. */
function firstOnes(lang: Lang): (line: FolderNote) => void {
  const told = new Set<string>()
  return ({ code, where, detail, text }) => {
    if (told.has(code)) return
    told.add(code)
    process.stderr.write(`${code} ${where}${detail === null ? '' : ` (${detail})`}: ${text[lang]}\n`)
  }
}

const POLL_MILLIS = 100

/** A world that a folder may be told for. */
interface Place {
  readonly world: SimulatedWorld
  readonly dir: string
}

/**
 * Gives every world a folder `ROOT/<world>` with `req`, `res` and `face`, until `setup` tells that the system has no use for
 * folders. It is served from the setup of a case to its end. What the reader has sent lies there before the system is asked,
 * and what the system has taken is known before anybody judges.
 */
export function serveWorldFolders(driver: Driver, worlds: Worlds, options: FolderServiceOptions): FolderService {
  const root = options.root === null ? mkdtempSync(join(tmpdir(), 'madoguchi-oqs-')) : resolve(options.root)
  const note = options.note ?? firstOnes(options.lang ?? 'en')
  let isOffered = true
  let latest: Place | null = null
  let served: { readonly place: Place; readonly folder: AttachedFolder } | null = null
  /** What is being cleared away: the next folder may have the same name. */
  let clearing: Promise<void> = Promise.resolve()

  async function clear({ place, folder }: NonNullable<typeof served>): Promise<void> {
    await folder.close()
    // The folder of the only world stays where a system may be set to it.
    if (place.world.id !== ONLY) await rm(place.dir, { recursive: true, force: true })
  }
  function detach(place: Place): void {
    if (served?.place !== place) return
    const ended = served
    served = null
    clearing = clearing.then(() => clear(ended)).catch((error: unknown) => console.error(error))
  }

  const open: WorldFactory['open'] = (setup, mode) => {
    const world = worlds.open(setup, mode)
    if (!isOffered) return world
    const place: Place = { world, dir: join(root, world.id) }
    latest = place
    return {
      ...world,
      folder: place.dir,
      close: () => {
        if (latest === place) latest = null
        detach(place)
        world.close()
      },
    }
  }

  /** What keeps the folder of the case from being served, null when nothing does. */
  async function attach(place: Place): Promise<string | null> {
    if (served !== null) detach(served.place)
    await clearing
    const { attachFolder } = await import('../../simulator/folders/attach.ts')
    const { settleMillis } = options
    const attached = await attachFolder(place.world, place.dir, { settleMillis, pollMillis: POLL_MILLIS, note })
    if (!attached.ok) return attached.problem
    served = { place, folder: attached.value }
    return null
  }

  /** Results of the reader go into `face`, and those that were taken from there are noted. */
  async function bringFaces(): Promise<void> {
    if (served !== null && served.place.world.state.faceFiles(0).length > 0) await served.folder.look()
  }

  const perform: Driver['perform'] = async (caseName, op, input) => {
    if (op === 'setup' && latest !== null && isOffered) {
      const failed = await attach(latest)
      if (failed !== null) {
        const where = `${driver.name}, setup (${caseName})`
        const problem = driverProblem('DRIVER_UNREACHABLE', options.lang ?? 'en', where, `${latest.dir}: ${failed}`)
        return { kind: 'problem', problem }
      }
    }
    await bringFaces()
    const performed = await driver.perform(caseName, op, input)
    await bringFaces()
    const told: unknown = performed.kind === 'result' ? performed.result : null
    if (op === 'setup' && told !== null && !usesFolders(told)) {
      isOffered = false
      if (served !== null) detach(served.place)
    }
    return performed
  }

  return {
    driver: { name: driver.name, perform, stop: () => driver.stop() },
    worlds: { open },
    close: async () => {
      if (served !== null) detach(served.place)
      await clearing
      if (options.root === null) rmSync(root, { recursive: true, force: true })
    },
  }
}

/** The name under which the only world is handed out again and again. */
const ONLY = 'one'

/** True for a result of `setup` that names folders as the way to the service. */
function usesFolders(setup: unknown): boolean {
  if (typeof setup !== 'object' || setup === null || !('capabilities' in setup)) return false
  const { capabilities } = setup
  return (
    typeof capabilities === 'object' &&
    capabilities !== null &&
    'transport' in capabilities &&
    capabilities.transport === 'folders'
  )
}
