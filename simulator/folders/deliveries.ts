import { GAIJI_MARK } from '../../src/domain/text.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'
import type { WireEncoding } from '../../src/wire/shift-jis.ts'
import { parseFileName } from '../../src/wire/file-name.ts'

/** What one request leaves behind, in this order. Each act can be tried again until it works. */
export type Act =
  /** A file for the result folder. */
  | { readonly kind: 'write'; readonly name: string; readonly bytes: Uint8Array }
  /** The request goes away. */
  | { readonly kind: 'remove' }
  /** The request goes to the result folder under its own name. */
  | { readonly kind: 'hand-back' }

/** What the world says about one request. */
export interface Reply {
  readonly status: number
  readonly name: string
  readonly bytes: Uint8Array
}

/** `.err` beside a request: its own name with another extension. @see facts/wire.md 1.5 */
export const errorBeside = (requestName: string): string => requestName.replace(/\.[^.]*$/, '.err')

/** A text for people in the encoding of the terminal; characters it does not have become ●. */
export function terminalText(text: string, encoding: WireEncoding): Uint8Array {
  const whole = encodeText(text, encoding)
  if (whole.ok) return whole.value
  const shown = [...text.toWellFormed()].map((char) => (encodeText(char, encoding).ok ? char : GAIJI_MARK)).join('')
  const again = encodeText(shown, encoding)
  if (again.ok) return again.value
  throw new TypeError(`${again.problem.code}: ● has no bytes in ${encoding}`)
}

const decoder = new TextDecoder()

/** 要求の行き先: null for an answer under a name that is none. The error text is there before the request that it is about. */
export function actsOf(requestName: string, reply: Reply, encoding: WireEncoding): readonly Act[] | null {
  if (reply.status === 200) {
    if (!parseFileName(reply.name).ok) return null
    return [{ kind: 'write', name: reply.name, bytes: reply.bytes }, { kind: 'remove' }]
  }
  const bytes = terminalText(decoder.decode(reply.bytes), encoding)
  return [{ kind: 'write', name: errorBeside(requestName), bytes }, { kind: 'hand-back' }]
}
