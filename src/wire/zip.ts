import type { Instant } from '../domain/civil-date.ts'
import { joinBytes } from './bytes.ts'

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

/** Whole numbers as little-endian bytes: value and width, two by two. */
const numbers = (...fields: readonly (readonly [value: number, width: 2 | 4])[]): Uint8Array =>
  Uint8Array.from(
    fields.flatMap(([value, width]) => Array.from({ length: width }, (_, place) => (value >>> (8 * place)) & 0xff)),
  )

const partOf = (at: Instant, from: number, until: number): number => Number(at.slice(from, until))

/** Names are UTF-8. */
const FLAGS = 0x0800
const VERSION = 20
const STORED = 0

/** 更新日時 of an archive in its two words. Its years begin with 1980: earlier moments are written as its first. */
export function dosMoment(at: Instant): { readonly day: number; readonly time: number } {
  const year = partOf(at, 0, 4)
  if (year < 1980) return { day: 0x21, time: 0 }
  return {
    day: ((Math.min(year, 2107) - 1980) << 9) | (partOf(at, 5, 7) << 5) | partOf(at, 8, 10),
    time: (partOf(at, 11, 13) << 11) | (partOf(at, 14, 16) << 5) | (partOf(at, 17, 19) >>> 1),
  }
}

/**
 * 一括結果の圧縮ファイル: a ZIP without a password that holds one file, stored as it is; the same for the same name, bytes
 * and moment. @see facts/wire.md 1.5
 */
export function plainZip(name: string, bytes: Uint8Array, at: Instant): Uint8Array {
  const { day, time } = dosMoment(at)
  const title = new TextEncoder().encode(name)
  const shared = numbers(
    [VERSION, 2],
    [FLAGS, 2],
    [STORED, 2],
    [time, 2],
    [day, 2],
    [crc32(bytes), 4],
    [bytes.length, 4],
    [bytes.length, 4],
    [title.length, 2],
    [0, 2],
  )
  const local = joinBytes([numbers([0x04034b50, 4]), shared, title])
  const entry = joinBytes([
    numbers([0x02014b50, 4], [VERSION, 2]),
    shared,
    numbers([0, 2], [0, 2], [0, 2], [0, 4], [0, 4]),
    title,
  ])
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [1, 2],
    [1, 2],
    [entry.length, 4],
    [local.length + bytes.length, 4],
    [0, 2],
  )
  return joinBytes([local, bytes, entry, end])
}
