import { editDistance } from '../scenarios/nearest-name.ts'
import { SYSTEMS } from '../src/wire/file-name.ts'
import { INTERFACES } from '../src/wire/interfaces.ts'
import { decodeSegment } from './http.ts'
import type { Bilingual } from './messages.ts'

/** 近いもの: what was asked for and is not there, and what of ours is closest; null when nothing is. */
export interface NearMiss {
  readonly asked: string
  readonly closest: string | null
  /** One line about it. */
  readonly text: Bilingual
}

/** Letters that may differ; longer texts are not compared at all. */
const BOUND = 2
const LONGEST = 40

/** The candidate that differs from a text in the fewest letters, at most two, whatever their case; the first of several. */
export function closestOf(text: string, candidates: readonly string[]): string | null {
  if (text.length > LONGEST) return null
  const lower = text.toLowerCase()
  let best: { readonly candidate: string; readonly letters: number } | null = null
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) > BOUND) continue
    const letters = editDistance(lower, candidate.toLowerCase(), 1)
    if (letters <= BOUND && letters < Math.min(candidate.length, best?.letters ?? Infinity))
      best = { candidate, letters }
  }
  return best?.candidate ?? null
}

const PREFIXES = INTERFACES.flatMap(({ requests }) => requests)
const isPrefix = (prefix: string): boolean => PREFIXES.some((known) => known.toLowerCase() === prefix.toLowerCase())

/** The prefix of a known request that the name of a file is closest to; null when it has one, or is close to none. */
export function closestPrefix(name: string): string | null {
  const [prefix = ''] = name.split('_', 1)
  if (isPrefix(prefix)) return null
  const request = prefix.replace(/res$/i, 'req')
  // A system that is written right is meant: its other functions are known by name at most.
  const system = SYSTEMS.find((known) => request.slice(0, 3).toUpperCase() === known) ?? ''
  return closestOf(
    isPrefix(request) ? request : prefix,
    PREFIXES.filter((known) => known.startsWith(system)),
  )
}

const REQUEST_DOOR = 'POST /oqs/{request file}'

/** Doors by the first segment of their path. */
const DOORS: Readonly<Record<string, string>> = {
  oqs: REQUEST_DOOR,
  face: 'GET /face',
  health: 'GET /health',
  reader: 'GET /reader',
  portal: 'GET /portal',
  insurer: '/insurer',
  api: '/api',
}

const REQUEST_NAME = /^[A-Z]{3}(?:si|mu)[a-z]{3}..re[qs]_/i
const SHOWN = 120

/** There is a door, and nothing to be told. */
const THERE = Symbol('there')

function closestTo(method: string, first: string, rest: readonly string[]): string | null | typeof THERE {
  const name = decodeSegment(rest.join('/')) ?? ''
  if (first === 'oqs') {
    if (method !== 'POST' || name === '') return REQUEST_DOOR
    const prefix = closestPrefix(name)
    return prefix === null ? THERE : `POST /oqs/${prefix}_….xml`
  }
  if (first === 'face') {
    if (name === '') return method === 'GET' ? THERE : method === 'DELETE' ? 'DELETE /face/{file}' : 'GET /face'
    return method === 'GET' || method === 'DELETE' ? THERE : 'GET /face/{file}'
  }
  if (first === '' || first in DOORS) return THERE
  const named = [first, ...rest].find(
    (segment) => segment === 'oqs' || segment === 'face' || REQUEST_NAME.test(segment),
  )
  const door = named === 'face' ? 'face' : named === undefined ? closestOf(first, Object.keys(DOORS)) : 'oqs'
  return door === null ? null : (DOORS[door] ?? null)
}

const lineAbout = (asked: string, closest: string | null): Bilingual => ({
  ja: `${asked} の入口はありません。${closest === null ? '一覧は / にあります。' : `近い入口: ${closest}`}`,
  en: `no handler for ${asked}; ${closest === null ? '/ lists the doors' : `closest: ${closest}`}`,
})

/** 近い入口: for a method and a path that no door takes, or the name of a request that nobody knows; null for all others. */
export function nearMiss(method: string, path: string): NearMiss | null {
  const segments = path.split('/').slice(1)
  const [first = '', ...rest] = segments[0] === 'w' && segments.length > 2 ? segments.slice(2) : segments
  const closest = closestTo(method, first, rest)
  const asked = `${method} ${path}`.slice(0, SHOWN)
  return closest === THERE ? null : { asked, closest, text: lineAbout(asked, closest) }
}

/** The closest door as a field of an answer; nothing when there is none. */
export function closestField(method: string, path: string): { readonly closest?: string } {
  const closest = nearMiss(method, path)?.closest ?? null
  return closest === null ? {} : { closest }
}

/** Tells each near miss once, and of so many at most. */
export function createMissLog(tell: (miss: NearMiss) => void, limit = 100): (method: string, path: string) => void {
  const told = new Set<string>()
  return (method, path) => {
    if (told.size >= limit) return
    const miss = nearMiss(method, path)
    const kind = miss === null ? '' : `${method} ${path.replaceAll(/_.*/g, '')} ${miss.closest}`
    if (miss === null || told.has(kind)) return
    told.add(kind)
    tell(miss)
  }
}
