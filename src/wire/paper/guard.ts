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
const beginsPacked = (first: number, second: number): boolean => (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0

/** Growth of the other packings at their worst, in bytes for each byte. */
const GROWTH: readonly (readonly [RegExp, number])[] = [
  [/LZW/, 3_600],
  [/RunLength|\/RL\b/, 64],
  [/ASCII85|ASCIIHex|\/A85|\/AHx|#[0-9a-f]{2}|\/Filter\s*\d/i, 1_032],
]

/** Bytes that the packed part at a place takes when unpacked; the limit plus one when that is more. */
function unpackedSize(bytes: Buffer, start: number, dictionary: string, limit: number): number {
  if (beginsPacked(bytes[start] ?? 0, bytes[start + 1] ?? 0)) {
    // Packed again inside: what comes out cannot be bounded by a first look.
    const twice = (dictionary.match(/Flate|\/Fl\b/g) ?? []).length > 1
    try {
      const out = inflateSync(bytes.subarray(start), {
        maxOutputLength: Math.max(limit, 1),
        finishFlush: constants.Z_SYNC_FLUSH,
      })
      return twice ? out.length * 1_032 : out.length
    } catch (error) {
      return error instanceof RangeError ? limit + 1 : 0
    }
  }
  const end = find(bytes, 'endstream', start)
  const length = (end < 0 ? bytes.length : end) - start
  const growth = GROWTH.reduce((most, [form, factor]) => (form.test(dictionary) ? Math.max(most, factor) : most), 1)
  return length * growth
}

/** Adds up what all packed parts would take, without keeping any of it. */
function unpackedProblem(bytes: Buffer, limits: PaperLimits): PaperProblem | null {
  let left = limits.unpacked
  for (let at = find(bytes, 'stream'); at >= 0; at = find(bytes, 'stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(at - 3, 0), at) === 'end') continue
    const skip = bytes[at + 6] === 13 ? (bytes[at + 7] === 10 ? 8 : 7) : bytes[at + 6] === 10 ? 7 : 6
    const before = bytes.toString('latin1', Math.max(at - 2_000, 0), at)
    left -= unpackedSize(bytes, at + skip, before.slice(Math.max(before.lastIndexOf(' obj'), 0)), left)
    if (left < 0) return paperProblem('SIM-D007', { limit: limits.unpacked })
  }
  return null
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
  return unpackedProblem(bytes, limits)
}
