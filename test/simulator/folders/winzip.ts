import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'

// Written from the published description of AE-1 and AE-2 ("AES Encryption Information", WinZip), with nothing of the
// library that the product uses.

const SALT = 16
const CHECK = 2
const MAC = 10
const KEY = 32

/** Counter mode with the counter in little-endian bytes, from one. */
function counterMode(key: Buffer, bytes: Buffer): Buffer {
  const blocks = Math.ceil(bytes.length / 16)
  const counters = Buffer.alloc(blocks * 16)
  for (let block = 0; block < blocks; block += 1) counters.writeUInt32LE(block + 1, block * 16)
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const stream = Buffer.concat([cipher.update(counters), cipher.final()])
  return Buffer.from(bytes.map((byte, index) => byte ^ (stream[index] ?? 0)))
}

/** The one file of an archive that was encrypted with AES-256; throws for anything else. */
export function unlock(archive: Uint8Array, password: string): { readonly name: string; readonly bytes: Buffer } {
  const zip = Buffer.from(archive)
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (zip.readUInt16LE(end + 10) !== 1) throw new Error('not one entry')
  const central = zip.readUInt32LE(end + 16)
  const [flags, method] = [zip.readUInt16LE(central + 8), zip.readUInt16LE(central + 10)]
  const [packed, plain] = [zip.readUInt32LE(central + 20), zip.readUInt32LE(central + 24)]
  if ((flags & 1) === 0 || method !== 99) throw new Error(`not AES: flags ${flags}, method ${method}`)
  const nameLength = zip.readUInt16LE(central + 28)
  const name = zip.toString('utf8', central + 46, central + 46 + nameLength)
  const extra = central + 46 + nameLength
  if (zip.readUInt16LE(extra) !== 0x9901) throw new Error('no AES field')
  if (zip[extra + 8] !== 3) throw new Error(`strength ${zip[extra + 8]}, not 256`)
  const packing = zip.readUInt16LE(extra + 9)
  const local = zip.readUInt32LE(central + 42)
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const data = zip.subarray(from, from + packed)
  const keys = pbkdf2Sync(password, data.subarray(0, SALT), 1000, KEY * 2 + CHECK, 'sha1')
  if (!keys.subarray(KEY * 2).equals(data.subarray(SALT, SALT + CHECK))) throw new Error('wrong password')
  const secret = data.subarray(SALT + CHECK, packed - MAC)
  const mac = createHmac('sha1', keys.subarray(KEY, KEY * 2))
    .update(secret)
    .digest()
    .subarray(0, MAC)
  if (!mac.equals(data.subarray(packed - MAC))) throw new Error('not authentic')
  const opened = counterMode(keys.subarray(0, KEY), secret)
  const bytes = packing === 8 ? inflateRawSync(opened) : opened
  if (bytes.length !== plain) throw new Error('wrong length')
  return { name, bytes }
}

const words = (...fields: readonly (readonly [value: number, width: 2 | 4])[]): Buffer =>
  Buffer.concat(
    fields.map(([value, width]) => {
      const field = Buffer.alloc(4)
      field.writeUInt32LE(value)
      return field.subarray(0, width)
    }),
  )

/** An archive of one stored file as an older archiver makes it: AE-1, with the checksum, the name in the bytes given. */
export function lockedByAnother(name: Buffer, bytes: Buffer, password: string): Uint8Array {
  const salt = Buffer.alloc(SALT, 7)
  const keys = pbkdf2Sync(password, salt, 1000, KEY * 2 + CHECK, 'sha1')
  const secret = counterMode(keys.subarray(0, KEY), bytes)
  const mac = createHmac('sha1', keys.subarray(KEY, KEY * 2))
    .update(secret)
    .digest()
    .subarray(0, MAC)
  const data = Buffer.concat([salt, keys.subarray(KEY * 2), secret, mac])
  const extra = Buffer.concat([words([0x9901, 2], [7, 2], [1, 2]), Buffer.from('AE'), Buffer.of(3), words([0, 2])])
  const shared = Buffer.concat([
    words([20, 2], [1, 2], [99, 2], [0, 2], [0x5d75, 2], [crc32(bytes), 4], [data.length, 4], [bytes.length, 4]),
    words([name.length, 2], [extra.length, 2]),
  ])
  const local = Buffer.concat([words([0x04034b50, 4]), shared, name, extra, data])
  const entry = Buffer.concat([
    words([0x02014b50, 4], [20, 2]),
    shared,
    words([0, 2], [0, 2], [0, 2], [0, 4], [0, 4]),
    name,
    extra,
  ])
  const end = words([0x06054b50, 4], [0, 2], [0, 2], [1, 2], [1, 2], [entry.length, 4], [local.length, 4], [0, 2])
  return Buffer.concat([local, entry, end])
}
