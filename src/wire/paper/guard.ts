import { constants, inflateSync } from 'node:zlib'
import type { PaperLimits } from './limits.ts'
import { type PaperProblem, paperProblem } from './problem.ts'

/** Where a text begins in bytes, or -1. */
const find = (bytes: Buffer, text: string, from: number = 0): number => bytes.indexOf(text, from, 'latin1')

/** How often a text occurs; counting ends behind the limit. */
function countOf(bytes: Buffer, text: string, limit: number): number {
  let count = 0
  for (let at = find(bytes, text); at >= 0 && count <= limit; at = find(bytes, text, at + text.length)) count += 1
  return count
}

/** True for the two bytes with which packed data begins. */
const beginsPacked = (first: number, second: number): boolean =>
  (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0

/** Growth of the other packings at their worst, in bytes for each byte. */
const GROWTH: readonly (readonly [RegExp, number])[] = [
  [/LZW/, 3_600],
  [/RunLength|\/RL\b/, 64],
  [/ASCII85|ASCIIHex|\/A85|\/AHx|#[0-9a-f]{2}|\/Filter\s*\d/i, 1_032],
]

/** A packed part as far as it matters beforehand. */
interface Part {
  /** Number of its object. */
  readonly number: string
  /** Bytes when unpacked; the limit plus one when that is more. */
  readonly size: number
  /** What came out of it, where that may speak of other parts. */
  readonly text: string
  readonly isForm: boolean
}

const TELLING = /ObjStm|\/Form\b|\/Subtype\s*\d|#[0-9a-f]{2}/i

function unpacked(bytes: Buffer, start: number, dictionary: string, limit: number): Omit<Part, 'number'> {
  const isForm = /\/Form\b|\/Subtype\s*\d|#[0-9a-f]{2}/i.test(dictionary)
  if (beginsPacked(bytes[start] ?? 0, bytes[start + 1] ?? 0)) {
    // Packed again inside: what comes out cannot be bounded by a first look.
    const twice = (dictionary.match(/Flate|\/Fl\b/g) ?? []).length > 1
    try {
      const out = inflateSync(bytes.subarray(start), {
        maxOutputLength: Math.max(limit, 1),
        finishFlush: constants.Z_SYNC_FLUSH,
      })
      const text = TELLING.test(dictionary) ? out.toString('latin1') : ''
      return { size: twice ? out.length * 1_032 : out.length, text, isForm }
    } catch (error) {
      return { size: error instanceof RangeError ? limit + 1 : 0, text: '', isForm }
    }
  }
  const end = find(bytes, 'endstream', start)
  const length = (end < 0 ? bytes.length : end) - start
  const growth = GROWTH.reduce((most, [form, factor]) => (form.test(dictionary) ? Math.max(most, factor) : most), 1)
  const text = isForm ? bytes.toString('latin1', start, start + length) : ''
  return { size: length * growth, text, isForm }
}

/** The longest dictionary that is looked at. */
const LOOK_BACK = 2_000

/** All packed parts; null when they are too large together. */
function partsOf(bytes: Buffer, limits: PaperLimits): readonly Part[] | null {
  const parts: Part[] = []
  let left = limits.unpacked
  for (let at = find(bytes, 'stream'); at >= 0; at = find(bytes, 'stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(at - 3, 0), at) === 'end') continue
    const skip = bytes[at + 6] === 13 ? (bytes[at + 7] === 10 ? 8 : 7) : bytes[at + 6] === 10 ? 7 : 6
    const before = bytes.toString('latin1', Math.max(at - LOOK_BACK, 0), at)
    const head = before.lastIndexOf(' obj')
    const part = unpacked(bytes, at + skip, before.slice(Math.max(head, 0)), left)
    parts.push({ number: /(\d+) +\d+$/.exec(before.slice(0, Math.max(head, 0)))?.[1] ?? '', ...part })
    left -= part.size
    if (left < 0) return null
  }
  return parts
}

/** How often each object is named. */
function referencesIn(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const [, number = ''] of text.matchAll(/(\d{1,7})\s+\d{1,5}\s+R\b/g)) {
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
  }
  return counts
}

/** Parts that are named many times are read as many times, and forms that draw forms multiply. */
function growthProblem(bytes: Buffer, parts: readonly Part[], limits: PaperLimits): PaperProblem | null {
  const named = referencesIn([bytes.toString('latin1'), ...parts.map(({ text }) => text)])
  const total = parts.reduce((sum, { number, size }) => sum + size * Math.max(named.get(number) ?? 1, 1), 0)
  if (total > limits.unpacked) return paperProblem('SIM-D007', { limit: limits.unpacked })
  const drawings = parts
    .filter(({ isForm }) => isForm)
    .reduce((product, { text }) => product * Math.max((text.match(/\sDo\b/g) ?? []).length, 1), 1)
  return drawings > limits.drawings ? paperProblem('SIM-D006', { what: 'drawings', limit: limits.drawings }) : null
}

/**
 * 前もっての検査: what can be seen without parsing, cheapest first, so that a hostile file costs little. Null when there is
 * nothing against reading.
 */
export function checkFile(file: Uint8Array, limits: PaperLimits): PaperProblem | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (find(bytes.subarray(0, 1_024), '%PDF-') < 0) return paperProblem('SIM-D001')
  if (bytes.length > limits.bytes) return paperProblem('SIM-D004', { bytes: bytes.length, limit: limits.bytes })
  const tail = bytes.subarray(Math.max(bytes.length - 2_048, 0))
  if (find(tail, 'startxref') < 0 || find(tail, '%%EOF') < 0) return paperProblem('SIM-D002')
  if (find(bytes, '/Encrypt') >= 0) return paperProblem('SIM-D003')
  const objects = countOf(bytes, ' obj', limits.objects)
  if (objects > limits.objects) return paperProblem('SIM-D006', { what: 'objects', limit: limits.objects })
  const parts = partsOf(bytes, limits)
  return parts === null ? paperProblem('SIM-D007', { limit: limits.unpacked }) : growthProblem(bytes, parts, limits)
}
