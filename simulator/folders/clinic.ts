import { join } from 'node:path'
import { ok } from '../../src/domain/result.ts'
import type { WireEncoding } from '../../src/wire/shift-jis.ts'
import { OQS_BODY_LIMIT } from '../doors.ts'
import { writtenUnder } from '../faults/delivery.ts'
import { type SimCode, bilingualLine } from '../messages.ts'
import { StoreError } from '../store/port.ts'
import type { SimulatedWorld } from '../world.ts'
import type { Archives } from './archives.ts'
import { type Act, actsOf, actsUnder, errorBeside, terminalText, writesUnder } from './deliveries.ts'
import {
  type DiskError,
  type FolderState,
  type Writing,
  growFile,
  listFolder,
  prepareWork,
  publish,
  readVersion,
  removeVersion,
  seeFolder,
  takeAway,
} from './disk.ts'
import { planFaces } from './faces.ts'
import { createHeld } from './held.ts'
import { type WrittenResult, forgottenList, overdue } from './forgotten.ts'
import { type FolderCode, type FolderNote, createTroubles } from './messages.ts'
import { type Candidate, type Looks, type Patience, endsLikeRequest, isArchiveName, planRequests } from './requests.ts'

/** Runs an act in a world, and tells its result once what it changed is kept. Rejects with a `StoreError`. */
export type WithinWorld = <T>(world: SimulatedWorld, act: () => T | Promise<T>) => Promise<T>

const atOnce: WithinWorld = async (_, act) => act()

/** How one clinic's folders are served. */
export interface ClinicOptions extends Patience {
  /** The folder that has `req`, `res` and `face`. */
  readonly base: string
  /** How `base` is called in notes: empty, or the institution code with a slash. */
  readonly label: string
  readonly stayMinutes: number
  readonly writing: Writing
  readonly archives: Archives
  /** Does something to the world so that it lasts; default: at once, in memory. */
  readonly within?: WithinWorld
  readonly note: (line: FolderNote) => void
}

/** 一医療機関のフォルダー: everything that is remembered about one set of folders. */
export interface ClinicFolders {
  /** One look at everything; tells in how many milliseconds another look can change something, or null. */
  readonly sweep: (world: SimulatedWorld, now: number) => Promise<number | null>
  /** Folders whose changes are worth a look at once, and what tells a folder from a later one of the same name. */
  readonly watched: () => ReadonlyMap<string, string>
}

/** An answered request, and what is still to be done about it. */
interface Pending {
  readonly name: string
  readonly version: string
  readonly acts: readonly Act[]
}

/** `waits`: this one is tried again. `blocked`: nothing can be written at all, so that no other is taken either. */
type Outcome = 'done' | 'waits' | 'blocked'

/** A part of a file that is not due yet. */
type Later = Extract<Act, { kind: 'later' }> & { readonly folder: 'res' | 'face'; readonly due: number }

const NOTHING = new Uint8Array()
const REMEMBERED = 100_000
const STATE_TROUBLES = { 'in-the-way': 'SIM-L012', failed: 'SIM-L013' } as const

/** Refusals of the system that are about writing only. */
const ABOUT_WRITING: ReadonlySet<DiskError> = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

/** Refusals of the system that are about one name and not about the folder. */
const ABOUT_ONE_NAME: ReadonlySet<DiskError> = new Set([
  'in-the-way',
  'EBUSY',
  'EEXIST',
  'EISDIR',
  'ENAMETOOLONG',
  'ENOTEMPTY',
  'EPERM',
])

/** What a request that is being looked at may turn out to be while it is opened: not ours to complain about. */
const ELSEWHERE: ReadonlySet<DiskError> = new Set(['changed', 'ENOENT', 'ELOOP', 'EISDIR', 'ENXIO'])

/** A request that no world sees: why, and the request itself. */
function givenBack(name: string, code: SimCode, found: string, encoding: WireEncoding): readonly Act[] {
  const bytes = terminalText(`${code} ${found}: ${bilingualLine(code)}\n`, encoding)
  return [{ kind: 'write', name: errorBeside(name), bytes }, { kind: 'hand-back' }]
}

export function createClinicFolders(options: ClinicOptions): ClinicFolders {
  const { within = atOnce, archives, base, label, note, stayMinutes, writing } = options
  const folders = {
    req: join(base, 'req'),
    res: join(base, 'res'),
    face: join(base, 'face'),
    work: join(base, '.work'),
  }
  const { report, tell, endRound } = createTroubles(note)
  const at = (folder: string, name?: string): string => `${label}${folder}${name === undefined ? '' : `/${name}`}`

  let looks: Looks = new Map()
  const pending = new Map<string, Pending>()
  /** Versions that a defect keeps from being answered, by name. */
  const defects = new Map<string, string>()
  const written = new Map<string, WrittenResult>()
  /** Requests and results of the reader that faults keep back. */
  const held = { req: createHeld(), face: createHeld() }
  let later: readonly Later[] = []
  /** The steady clock at this look, and milliseconds until something that was kept back is due. */
  let clock = 0
  let soonest: number | null = null
  const soon = (millis: number): void => {
    soonest = soonest === null ? millis : Math.min(soonest, millis)
  }
  const delivered = new Set<string>()
  let lastList: { readonly name: string; readonly names: readonly string[] } | null = null
  let lastFace: string | null = null
  let watched: ReadonlyMap<string, string> = new Map()

  const remember = (result: WrittenResult): void => {
    written.delete(result.name)
    written.set(result.name, result)
    const [oldest] = written.keys()
    if (written.size > REMEMBERED && oldest !== undefined) written.delete(oldest)
  }

  /** A folder that vanished while it was looked at is found missing by the next look, which says so if it stays away. */
  const complain = (code: FolderCode, where: string, problem: DiskError): void => {
    if (problem !== 'ENOENT') report(code, where, problem)
  }

  const isUsable = (name: string, state: FolderState): state is Extract<FolderState, { inode: string }> => {
    if (state.kind === 'there' || state.kind === 'made') return true
    if (state.kind === 'absent') report('SIM-L011', at(name), state.code)
    else complain(ABOUT_WRITING.has(state.code) ? 'SIM-L008' : STATE_TROUBLES[state.kind], at(name), state.code)
    return false
  }

  const put = async (world: SimulatedWorld, name: string, bytes: Uint8Array, how: Writing): Promise<Outcome> => {
    const begun = world.now()
    const published = await publish({ folder: folders.res, work: folders.work, name }, bytes, how)
    if (published.ok) {
      if (published.value.overwritten) tell('SIM-L015', at('res', name))
      remember({ name, version: published.value.version, at: begun })
      return 'done'
    }
    if (ABOUT_ONE_NAME.has(published.problem)) {
      report('SIM-L009', at('res', name), published.problem)
      return 'waits'
    }
    complain('SIM-L008', at('res'), published.problem)
    return 'blocked'
  }

  const clear = async (world: SimulatedWorld, { name, version }: Pending, to: string | null): Promise<Outcome> => {
    const moved = world.now()
    const taken = await takeAway({ folder: folders.req, work: folders.work, name }, version, to)
    if (taken.ok) {
      if (to !== null && taken.value === 'removed') remember({ name, version, at: moved })
      return 'done'
    }
    if (taken.problem === 'in-the-way') report('SIM-L009', at('res', name), taken.problem)
    else complain('SIM-L010', at('req', name), taken.problem)
    return 'waits'
  }

  const keepForLater = (folder: Later['folder'], act: Extract<Act, { kind: 'later' }>): void => {
    later = [...later, { ...act, folder, due: clock + act.afterMillis }]
    soon(act.afterMillis)
  }

  /** What is due of files that come in parts, or once more. One that somebody has taken away stays away. */
  const writeLater = async (world: SimulatedWorld): Promise<void> => {
    const due = later.filter((act) => act.due <= clock)
    later = later.filter((act) => act.due > clock)
    for (const { folder, name, bytes, from, until } of due) {
      const target = { folder: folders[folder], work: folders.work, name }
      const done =
        from === null ? await publish(target, bytes, 'atomic') : await growFile(target.folder, name, bytes, from, until)
      if (!done.ok || folder !== 'res') continue
      remember({ name, version: typeof done.value === 'string' ? done.value : done.value.version, at: world.now() })
    }
    for (const act of later) soon(act.due - clock)
  }

  const perform = async (world: SimulatedWorld, one: Pending, act: Act): Promise<Outcome> => {
    if (act.kind === 'later') {
      keepForLater('res', act)
      return 'done'
    }
    if (act.kind === 'write') {
      return put(world, act.name, act.bytes, one.acts.some(({ kind }) => kind === 'remove') ? writing : 'atomic')
    }
    return clear(world, one, act.kind === 'hand-back' ? folders.res : null)
  }

  /** Does what is still to be done about an answered request; what is left stays pending. */
  const deliver = async (world: SimulatedWorld, one: Pending): Promise<Outcome> => {
    let left = one
    pending.set(one.name, left)
    for (const act of one.acts) {
      const outcome = await perform(world, left, act)
      if (outcome !== 'done') return outcome
      left = { ...left, acts: left.acts.slice(1) }
      pending.set(one.name, left)
    }
    pending.delete(one.name)
    return 'done'
  }

  /** Acts for a request that is whole; null when it is to be looked at again. */
  const decide = async (world: SimulatedWorld, candidate: Candidate): Promise<readonly Act[] | null> => {
    const { name, version, size, final } = candidate
    const { encoding } = world.state.terminal
    if (size > OQS_BODY_LIMIT) {
      return final ? givenBack(name, 'SIM-C006', name, encoding) : null
    }
    const read = await readVersion(folders.req, name, version, OQS_BODY_LIMIT)
    if (!read.ok) {
      if (!ELSEWHERE.has(read.problem)) report('SIM-L007', at('req', name), read.problem)
      return null
    }
    if (!final && !endsLikeRequest(name, read.value)) return null
    try {
      const file = { name, bytes: read.value }
      const opened = isArchiveName(name) ? await archives.open(file) : ok(file)
      if (!opened.ok) return givenBack(name, opened.problem.code, opened.problem.found, encoding)
      const { name: asked, bytes } = opened.value
      const fate = held.req.fateOf(world, version, { door: 'oqs', name: asked, bytes }, clock)
      if (fate.kind === 'waits') soon(fate.millis)
      if (fate.kind !== 'goes') return null
      held.req.forget(asked)
      const reply = await within(world, () => world.drawn(asked, bytes, world.answer(asked, bytes, fate.struck)))
      const written = (text: Uint8Array): Uint8Array => writtenUnder(fate.struck, text, encoding)
      const sealed = reply.status === 200 ? await archives.result(reply, world.now(), written) : reply
      const acts = actsOf(name, { ...reply, name: sealed.name, bytes: sealed.bytes }, encoding)
      if (acts !== null) return actsUnder(fate.struck, acts, encoding)
      throw new TypeError('the answer has no file name')
    } catch (error) {
      if (error instanceof StoreError) {
        report('SIM-L019', at('req', name), error.message)
        return null
      }
      defects.set(name, version)
      report('SIM-L017', at('req', name), String(error))
      return null
    }
  }

  const serveRequests = async (world: SimulatedWorld, now: number): Promise<number | null> => {
    const listing = await listFolder(folders.req)
    if (!listing.ok) {
      complain('SIM-L013', at('req'), listing.problem)
      return null
    }
    await writeLater(world)
    const plan = planRequests(looks, listing.value, now, options)
    looks = plan.looks
    for (const { name, code } of plan.troubles) report(code, at('req', name))
    // A client that gave up deletes its request, and one that changed its mind replaces it.
    const isStill = (name: string, version: string): boolean => looks.get(name)?.version === version
    for (const [name, { version }] of pending) if (!isStill(name, version)) pending.delete(name)
    held.req.keepOnly((_, version) => [...looks.values()].some((look) => look.version === version))
    for (const [name, version] of defects) {
      if (isStill(name, version)) report('SIM-L017', at('req', name))
      else defects.delete(name)
    }
    for (const one of pending.values()) if ((await deliver(world, one)) === 'blocked') return plan.again
    for (const candidate of plan.candidates) {
      const { name, version } = candidate
      if (pending.has(name) || defects.has(name)) continue
      const acts = await decide(world, candidate)
      if (acts !== null && (await deliver(world, { name, version, acts })) === 'blocked') break
    }
    return plan.again
  }

  const serveFaces = async (world: SimulatedWorld, isNew: boolean): Promise<void> => {
    const listing = await listFolder(folders.face)
    if (!listing.ok) {
      complain('SIM-L013', at('face'), listing.problem)
      return
    }
    if (isNew) delivered.clear()
    const present = isNew ? null : new Set(listing.value.map(({ name }) => name))
    const files = world.state.faceFiles(0).map((file) => ({ name: archives.faceName(file.name), file }))
    const plan = planFaces(files, delivered, present)
    for (const { name, file } of files) {
      if (!plan.pickedUp.includes(name)) continue
      await within(world, () => {
        world.pickUpFace(file.name)
        world.removeFace(file.name)
      })
    }
    for (const { name, file } of plan.write) {
      const fate = held.face.fateOf(world, '', { door: 'face', name: file.name, bytes: NOTHING }, clock)
      if (fate.kind === 'waits') soon(fate.millis)
      if (fate.kind !== 'goes') continue
      const { encoding } = world.state.terminal
      const written = (text: Uint8Array): Uint8Array => writtenUnder(fate.struck, text, encoding)
      const whole = { name, bytes: (await archives.face(file, world.now(), written)).bytes }
      const acts = fate.struck === null ? [] : writesUnder(fate.struck, whole, encoding)
      const { bytes } = acts[0] ?? whole
      const published = await publish({ folder: folders.face, work: folders.work, name }, bytes, writing)
      if (published.ok) {
        delivered.add(name)
        held.face.forget(file.name)
        for (const act of acts) if (act.kind === 'later') keepForLater('face', act)
      } else if (ABOUT_ONE_NAME.has(published.problem)) report('SIM-L009', at('face', name), published.problem)
      else {
        complain('SIM-L008', at('face'), published.problem)
        return
      }
    }
  }

  const clearForgotten = async (world: SimulatedWorld): Promise<void> => {
    const now = world.now()
    const candidates = overdue([...written.values()], now, stayMinutes)
    if (candidates.length === 0) return
    const listing = await listFolder(folders.res)
    if (!listing.ok) return
    const versions = new Map(listing.value.map(({ name, version }) => [name, version]))
    const due = candidates.filter(({ name, version }) => versions.get(name) === version)
    for (const { name } of candidates) if (!due.some((one) => one.name === name)) written.delete(name)
    if (due.length === 0) return
    const names = due.map(({ name }) => name)
    const isSame = lastList?.name === forgottenList([], now).name
    const list = forgottenList(isSame ? [...(lastList?.names ?? []), ...names] : names, now)
    const target = { folder: folders.res, work: folders.work, name: list.name }
    const published = await publish(target, terminalText(list.text, world.state.terminal.encoding), 'atomic')
    if (!published.ok) {
      complain('SIM-L008', at('res'), published.problem)
      return
    }
    lastList = { name: list.name, names: isSame ? [...(lastList?.names ?? []), ...names] : names }
    tell('SIM-L016', at('res', list.name))
    for (const { name, version } of due) {
      if ((await removeVersion(folders.res, name, version)).ok) written.delete(name)
    }
  }

  const look = async (world: SimulatedWorld, now: number): Promise<number | null> => {
    watched = new Map()
    if (!isUsable('', await seeFolder(base, false))) return null
    const work = await prepareWork(folders.work, folders.req)
    const [req, res, face] = [
      await seeFolder(folders.req, true),
      await seeFolder(folders.res, true),
      await seeFolder(folders.face, true),
    ]
    const usable = {
      work: isUsable('.work', work),
      req: isUsable('req', req),
      res: isUsable('res', res),
      face: isUsable('face', face),
    }
    watched = new Map(
      [[folders.req, req] as const, [folders.face, face] as const].flatMap(([path, state]) =>
        'inode' in state ? [[path, state.inode] as const] : [],
      ),
    )
    // The terminal has no power: nobody looks into the folders.
    if (!usable.work || !world.state.equipment(null).terminal) return null
    if (usable.face && 'inode' in face) {
      await serveFaces(world, face.kind === 'made' || face.inode !== lastFace)
      lastFace = face.inode
    }
    if (!usable.res) return null
    await clearForgotten(world)
    return usable.req ? serveRequests(world, now) : null
  }

  return {
    sweep: async (world, now) => {
      clock = now
      soonest = null
      const again = await look(world, now)
      endRound()
      return soonest === null ? again : Math.min(soonest, again ?? soonest)
    },
    watched: () => watched,
  }
}
