import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

/** The committed text when it says the same as the value however it is laid out, else the text that it should be. */
export function textOf(file: URL, value: unknown): string {
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const same = committed !== '' && isDeepStrictEqual(JSON.parse(committed), value)
  return same ? committed : `${JSON.stringify(value, null, 2)}\n`
}
