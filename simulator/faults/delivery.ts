import { FAULTS, type FaultName } from '../../scenarios/faults/index.ts'
import { GAIJI_MARK } from '../../src/domain/text.ts'
import { type WireEncoding, decodeText, encodeText } from '../../src/wire/shift-jis.ts'
import { type Strike, equipmentUnder, offlineForm, stopCode } from './strike.ts'

/** A part of an answer, and how long after the part before it comes. */
export interface Piece {
  readonly afterMillis: number
  readonly bytes: Uint8Array
}

/** 届き方: how the bytes of one answer reach the clinic. */
export interface Delivery {
  readonly pieces: readonly Piece[]
  /** Bytes that the answer says it has. */
  readonly length: number
  /** The connection is dropped after the last piece. */
  readonly cut: boolean
  /** Milliseconds after which the whole comes again; null when it does not. */
  readonly againAfter: number | null
}

/** Milliseconds of the longest of the faults of a name; 0 when there is none. */
function millisOf({ faults }: Strike, name: FaultName): number {
  const waits = faults.flatMap(({ fault, millis }) =>
    fault === name ? [millis === 0 ? FAULTS[name].millis : millis] : [],
  )
  return Math.max(0, ...waits)
}

const isOn = ({ faults }: Strike, name: FaultName): boolean => faults.some(({ fault }) => fault === name)

/** Milliseconds before anything happens. */
export const waitOf = (strike: Strike): number => Math.min(millisOf(strike, 'latency'), strike.allowance)

/** True when the message gets nowhere: nobody hears it, or nobody says a word. */
export function isUnheard({ faults }: Strike): boolean {
  return !equipmentUnder(faults, null).terminal || (stopCode(faults) !== null && offlineForm(faults) === 'silence')
}

const OTHER = { 'UTF-8': 'Shift_JIS', Shift_JIS: 'UTF-8' } as const

/** The text in the other encoding than its bytes are in; characters that it does not have become ●. */
function recoded(bytes: Uint8Array, encoding: WireEncoding): Uint8Array {
  const text = decodeText(bytes, encoding)
  if (!text.ok) return bytes
  const other = OTHER[encoding]
  const whole = encodeText(text.value, other)
  if (whole.ok) return whole.value
  const shown = [...text.value].map((char) => (encodeText(char, other).ok ? char : GAIJI_MARK)).join('')
  const again = encodeText(shown, other)
  return again.ok ? again.value : bytes
}

const half = (bytes: Uint8Array): number => Math.floor(bytes.length / 2)

/** A text as it is written under faults: in the other encoding where that is one of them. */
export const writtenUnder = (strike: Strike | null, bytes: Uint8Array, encoding: WireEncoding): Uint8Array =>
  strike !== null && isOn(strike, 'wrong-encoding') ? recoded(bytes, encoding) : bytes

/** What is sent in place of the bytes of an answer. */
function sentBytes(strike: Strike, bytes: Uint8Array, encoding: WireEncoding | null): Uint8Array {
  const turned = encoding === null ? bytes : writtenUnder(strike, bytes, encoding)
  return isOn(strike, 'truncate') ? turned.subarray(0, half(turned)) : turned
}

const DRIPS = 10

function cutInto(bytes: Uint8Array, parts: number, millis: number): readonly Piece[] {
  const size = Math.ceil(bytes.length / parts)
  const starts = Array.from({ length: parts }, (_, part) => part * size).filter((start) => start < bytes.length)
  return starts.map((start) => ({
    afterMillis: start === 0 ? 0 : Math.round(millis / (parts - 1)),
    bytes: bytes.subarray(start, start + size),
  }))
}

/** Plans the delivery; the order in which the faults were turned on does not matter. `encoding` is null for what is no text. */
export function deliveryOf(strike: Strike, bytes: Uint8Array, encoding: WireEncoding | null): Delivery {
  const sent = sentBytes(strike, bytes, encoding)
  const left = strike.allowance - waitOf(strike)
  const [drip, pause] = [millisOf(strike, 'slow-drip'), millisOf(strike, 'half-written')]
  const millis = Math.min(Math.max(drip, pause), left)
  const parts = isOn(strike, 'slow-drip') ? DRIPS : isOn(strike, 'half-written') ? 2 : 1
  const cut = isOn(strike, 'reset')
  const duplicate = millisOf(strike, 'duplicate-file')
  return {
    pieces: cutInto(cut ? sent.subarray(0, half(sent)) : sent, parts, millis),
    length: sent.length,
    cut,
    againAfter: isOn(strike, 'duplicate-file') ? Math.min(duplicate, strike.allowance) : null,
  }
}
