import { XmlDocument } from 'libxml2-wasm'
import { parseXml } from '../../src/wire/xml.ts'
import type { Answer, Outcome } from './client.ts'
import type { Input } from './inputs.ts'

/** Longest time for one answer, in milliseconds. */
export const SLOWEST = 2000

const CODE = /^[A-Z]{3}-[A-Z]\d{3}[: ]/
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]{2,}/

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Why a document is none, by our reader and by libxml2; the second takes Shift_JIS as UTF-8 with another declaration. */
export function xmlFault(bytes: Uint8Array): string | null {
  const ours = parseXml(bytes, { bytes: 50_000_000, depth: 32, elements: 2_000_000 })
  if (!ours.ok) return `our reader: ${JSON.stringify(ours.problem)}`
  if (ours.value.root.name !== 'XmlMsg') return `the root is ${ours.value.root.name}`
  const { source, encoding } = ours.value
  try {
    XmlDocument.fromString(source.replace(encoding, 'UTF-8')).dispose()
    return null
  } catch (error) {
    return `libxml2: ${String(error)}`
  }
}

/** Why the text of a refused request is not what people need: a code, Japanese and English on every line. */
export function refusalFault(text: string): string | null {
  const lines = text.trimEnd().split('\n')
  const bad = lines.find(
    (line) => !/^… \+\d+$/.test(line) && !(CODE.test(line) && JAPANESE.test(line) && ENGLISH.test(line)),
  )
  return bad === undefined ? null : `a line without code, Japanese or English: ${JSON.stringify(bad)}`
}

function jsonFault({ status, body }: Answer): string | null {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    return `no JSON: ${String(error)}`
  }
  if (status < 400) return null
  const { code, ja, en } = isObject(value) ? value : {}
  const isTold = typeof ja === 'string' && typeof en === 'string' && String(code).startsWith('SIM-')
  return isTold ? null : 'a refusal without code, ja and en'
}

const htmlFault = (body: Buffer): string | null =>
  /^\s*<!doctype html/i.test(body.toString()) && /<\/html>\s*$/.test(body.toString()) ? null : 'no whole page'

/** Answers of the listener itself, to bytes that are no request: they have no body. */
const BY_LISTENER: ReadonlySet<number> = new Set([400, 408, 413, 417, 431])

function bodyFault(answer: Answer): string | null {
  const { status, headers, body } = answer
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('text/xml')) return xmlFault(body)
  if (type.startsWith('application/json')) return jsonFault(answer)
  if (type.startsWith('text/html')) return htmlFault(body)
  if (type.startsWith('text/plain')) return refusalFault(body.toString())
  if (type === 'application/zip') return body.toString('latin1', 0, 2) === 'PK' ? null : 'no archive'
  if (type === 'application/pdf') return body.toString('latin1', 0, 4) === '%PDF' ? null : 'no PDF'
  const isEmpty = body.length === 0 && (status === 204 || status < 400)
  return isEmpty ? null : `${status} with ${body.length} bytes of type "${type}"`
}

/** What is wrong with the answer to an input; null when nothing is. */
export function faultOf({ kind, method }: Input, outcome: Outcome): string | null {
  if (outcome === 'silent') return 'no answer'
  // A listener that refuses a head ends the connection, and its word may be lost with what was still on the way.
  const isListeners = kind === 'head' || kind === 'no request'
  if (outcome === 'dropped') return isListeners ? null : 'the connection was dropped'
  const { status, body, millis } = outcome
  if (!(status >= 200 && status < 500)) return `status ${status}: ${body.toString().slice(0, 200)}`
  if (millis > SLOWEST) return `it took ${Math.round(millis)} ms`
  if (method === 'HEAD') return null
  return isListeners && body.length === 0 && BY_LISTENER.has(status) ? null : bodyFault(outcome)
}
