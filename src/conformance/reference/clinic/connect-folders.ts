import { errorName, parseFileName, resultName } from '../../../wire/file-name.ts'
import type { ClinicSetup } from '../../../../scenarios/protocol.ts'
import { connectOver } from './connect.ts'
import type { FolderAccess } from './folder-access.ts'
import type { Line } from './line.ts'
import type { EligibilityService } from './service.ts'

const isFace = (name: string): boolean => {
  const parsed = parseFileName(name)
  return parsed.ok && parsed.value.face !== null
}

const END = /<\/XmlMsg\s*>\s*$/

/** A result as far as it is whole: it may be seen while it is still being written. Its last characters are ASCII in either encoding. */
const whole = (bytes: Uint8Array | null): Uint8Array | null =>
  bytes !== null && END.test(String.fromCharCode(...bytes.subarray(-64))) ? bytes : null

/** Waits for the result of a request, or for the error text that comes in its place; either is cleared away. */
async function resultOf(access: FolderAccess, name: string): Promise<Uint8Array | null> {
  const parsed = parseFileName(name)
  if (!parsed.ok) return null
  const [result, error] = [resultName(parsed.value), errorName(parsed.value)]
  const found = await access.waitFor(async () => {
    const bytes = whole(await access.read('res', result))
    if (bytes !== null) return { name: result, bytes }
    return (await access.read('res', error)) === null ? null : { name: error, bytes: null }
  })
  if (found === null) {
    // Nobody is to answer later what nobody waits for.
    await access.remove('req', name)
    return null
  }
  await access.remove('res', found.name)
  // A refused request comes back beside its error text.
  if (found.bytes === null) await access.remove('res', name)
  return found.bytes
}

/** The line of a clinic that speaks files only: the result has the suffix of its request. @see facts/wire.md 1.3 to 1.5 */
const folderLine = (access: FolderAccess): Line => ({
  send: async (name, body) => ((await access.put(name, body)) ? resultOf(access, name) : null),
  newestFace: () =>
    // The reader has said that it sent a result, which may take its time.
    access.waitFor(async () => {
      const names = (await access.list('face')).filter(isFace)
      const newest = names.at(-1)
      if (newest === undefined) return null
      const bytes = whole(await access.read('face', newest))
      if (bytes === null) return null
      await Promise.all(names.map((name) => access.remove('face', name)))
      return bytes
    }),
})

/** The clinic's side of the folders `req`, `res` and `face`. */
export const connectFolders = (access: FolderAccess, setup: ClinicSetup): EligibilityService =>
  connectOver(folderLine(access), setup)
