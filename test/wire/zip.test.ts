import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/domain/civil-date.ts'
import { plainZip } from '../../src/wire/zip.ts'

const NINE = instant('2026-11-21T09:00:04+09:00')

/** What a reader finds that goes from the end of the archive to its directory and from there to the file. */
function opened(zip: Uint8Array) {
  const view = Buffer.from(zip)
  const end = view.length - 22
  const entry = view.readUInt32LE(end + 16)
  const local = view.readUInt32LE(entry + 42)
  const size = view.readUInt32LE(entry + 24)
  const title = view.readUInt16LE(entry + 28)
  const start = local + 30 + view.readUInt16LE(local + 26)
  return {
    marks: [end, entry, local].map((at) => view.readUInt32LE(at).toString(16)),
    count: view.readUInt16LE(end + 10),
    name: view.subarray(entry + 46, entry + 46 + title).toString(),
    bytes: new Uint8Array(view.subarray(start, start + size)),
    sum: view.readUInt32LE(entry + 16),
    time: view.readUInt16LE(entry + 12),
    day: view.readUInt16LE(entry + 14),
    isWhole: entry + view.readUInt32LE(end + 12) === end,
  }
}

describe('a plain archive', () => {
  it('gives back what was put in, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        const found = opened(plainZip('患者.xml', bytes, NINE))
        expect(found).toMatchObject({
          marks: ['6054b50', '2014b50', '4034b50'],
          count: 1,
          name: '患者.xml',
          isWhole: true,
        })
        expect(found.bytes).toEqual(bytes)
        expect(found.sum).toBe(crc32(bytes))
      }),
    )
  })

  it.each([
    ['2026-11-21T09:00:04+09:00', (46 << 9) | (11 << 5) | 21, (9 << 11) | 2],
    ['1979-12-31T23:59:59+09:00', (1 << 5) | 1, 0],
  ])('says %s in the way of the format', (at, day, time) => {
    expect(opened(plainZip('a', new Uint8Array(), instant(at)))).toMatchObject({ day, time })
  })
})
