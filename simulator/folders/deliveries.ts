import { GAIJI_MARK } from '../../src/domain/text.ts'
import { joinBytes } from '../../src/wire/bytes.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'
import type { WireEncoding } from '../../src/wire/shift-jis.ts'
import { parseFileName } from '../../src/wire/file-name.ts'
import { deliveryOf } from '../faults/delivery.ts'
import type { Strike } from '../faults/strike.ts'

/** What one request leaves behind, in this order. Each act can be tried again until it works. */
export type Act =
  /** A file for the result folder. */
  | { readonly kind: 'write'; readonly name: string; readonly bytes: Uint8Array }
  /** More of a file: `from` (inclusive) to `until` (exclusive), or all of it once more when `from` is null. */
  | {
      readonly kind: 'later'
      readonly name: string
      readonly bytes: Uint8Array
      readonly from: number | null
      readonly until: number
      /** Milliseconds after the first part. */
      readonly afterMillis: number
    }
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

/** A folder has no connection that could break. */
const withoutReset = (struck: Strike): Strike => ({
  ...struck,
  faults: struck.faults.filter(({ fault }) => fault !== 'reset'),
})

/** How one file appears in its folder under faults: what there is at once, and what comes later. */
export function writesUnder(
  struck: Strike,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  encoding: WireEncoding,
): readonly Extract<Act, { readonly kind: 'write' | 'later' }>[] {
  const isText = /\.(?:xml|err)$/.test(name)
  const { pieces, againAfter } = deliveryOf(withoutReset(struck), bytes, isText ? encoding : null)
  const sent = joinBytes(pieces.map((piece) => piece.bytes))
  let from = 0
  let afterMillis = 0
  const parts = pieces.map((piece) => {
    afterMillis += piece.afterMillis
    const part = { kind: 'later', name, bytes: sent, from, until: from + piece.bytes.length, afterMillis } as const
    from = part.until
    return part
  })
  const again = { kind: 'later', name, bytes: sent, from: null, until: sent.length } as const
  return [
    { kind: 'write', name, bytes: sent.subarray(0, parts[0]?.until ?? 0) },
    ...parts.slice(1),
    ...(againAfter === null ? [] : [{ ...again, afterMillis: afterMillis + againAfter }]),
  ]
}

/** What a request leaves behind under faults. */
export const actsUnder = (struck: Strike | null, acts: readonly Act[], encoding: WireEncoding): readonly Act[] =>
  struck === null
    ? acts
    : acts.flatMap((act): readonly Act[] => (act.kind === 'write' ? writesUnder(struck, act, encoding) : [act]))
