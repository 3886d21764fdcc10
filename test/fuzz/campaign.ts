import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { type Answer, type Outcome, createLine } from './client.ts'
import { ASKED_WORLD, type Input, STEERED_WORLD, anyInput, bytesOnLine } from './inputs.ts'
import { REQUESTS } from './samples.ts'
import { faultOf } from './judge.ts'

/** What a campaign saw. */
export interface Tally {
  readonly inputs: number
  readonly byKind: Readonly<Record<string, number>>
  /** Status, with the code of ours where there is one. */
  readonly byAnswer: Readonly<Record<string, number>>
  readonly slowestMillis: number
}

export interface CampaignOptions {
  readonly port: number
  readonly runs: number
  readonly seed: number
  /** Where fast-check is to begin, to see a failure again. */
  readonly path?: string
  /** Called after every so many inputs. */
  readonly every?: { readonly inputs: number; readonly call: (done: number) => void | Promise<void> }
}

const count = (into: Map<string, number>, name: string): void => {
  into.set(name, (into.get(name) ?? 0) + 1)
}

const told = (into: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...into].toSorted(([, a], [, b]) => b - a))

function answerOf(outcome: Outcome): string {
  if (typeof outcome === 'string') return outcome
  const { status, headers, body } = outcome
  const type = headers.get('content-type') ?? ''
  const text = status >= 400 && /json|plain|html/.test(type) ? body.toString('utf8', 0, 20_000) : ''
  return `${status} ${/SIM-[A-Z]\d{3}/.exec(text)?.[0] ?? ''}`.trim()
}

/** Kept beside the corpus, so that it can be looked at and, when it is understood, becomes a row of it. */
const FOUND = fileURLToPath(new URL('../../reports/fuzz', import.meta.url))

/** Writes an input down; its name tells it from others. */
export function keep(input: { readonly kind: string }, bytes: Uint8Array): string {
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  mkdirSync(FOUND, { recursive: true })
  const path = join(FOUND, `${input.kind.replaceAll(' ', '-')}-${id}.bin`)
  writeFileSync(path, bytes)
  return path
}

const AFTER_RESTORING: readonly (readonly [method: string, target: string, body: Uint8Array | string])[] = [
  ['POST', '/w/{world}/oqs/OQSsiquc01req_1.xml', REQUESTS['OQSsiquc01req'] ?? ''],
  ['POST', '/w/{world}/oqs/OQSmuonq01req_1.xml', REQUESTS['OQSmuonq01req'] ?? ''],
  ['POST', '/w/{world}/reader', '{"holder":"taro","acts":["face"]}'],
  ['GET', '/w/{world}/face', ''],
  ['GET', '/w/{world}/portal/taro', ''],
  ['GET', '/w/{world}/insurer/06139992/lists', ''],
  ['GET', '/api/worlds/{world}/people/taro', ''],
  ['GET', '/api/worlds/{world}/snapshot', ''],
]

const MADE_ANEW = 2000

/** Sends one input after the other to a running simulator and judges every answer. Throws with the way to see a failure again. */
export async function campaign({ port, runs, seed, path, every }: CampaignOptions): Promise<Tally> {
  const line = createLine(port)
  const [byKind, byAnswer] = [new Map<string, number>(), new Map<string, number>()]
  let done = 0
  let slowestMillis = 0
  const api = async (method: string, target: string, body: unknown = null): Promise<Outcome> => {
    const text = body === null ? '' : JSON.stringify(body)
    const headers = [['content-type', 'application/json']] as const
    const request: Input = { kind: 'own', method, target: `/api${target}`, headers, body: Buffer.from(text) }
    return line.exchange(bytesOnLine(request))
  }
  const worlds = async (): Promise<readonly string[]> => {
    const listed = await api('GET', '/worlds')
    const text = typeof listed === 'string' ? '' : listed.body.toString()
    return [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id)
  }
  /** Everything that inputs made goes, and the two worlds begin again. */
  const begin = async (): Promise<void> => {
    for (const id of await worlds()) if (id !== 'default') await api('DELETE', `/worlds/${id}`)
    for (const id of [ASKED_WORLD, STEERED_WORLD]) await api('POST', '/worlds', { id })
  }
  /** A world out of a document that was taken has to work like any other. */
  const useWorld = async (made: Input, { body }: Answer): Promise<void> => {
    const [, id = ''] = /"id":"([^"]+)"/.exec(body.toString()) ?? []
    for (const [method, target, text] of AFTER_RESTORING) {
      const request: Input = { ...made, method, target: target.replace('{world}', id), body: Buffer.from(text) }
      const fault = faultOf(request, await line.exchange(bytesOnLine(request)))
      if (fault !== null) throw new Error(`${method} ${request.target} after it was restored: ${fault}`)
    }
    if (made.method === 'POST') await api('DELETE', `/worlds/${id}`)
  }
  const one = async (input: Input): Promise<void> => {
    if (done % MADE_ANEW === 0) await begin()
    const isOdd = input.kind === 'head' || input.kind === 'no request'
    if (isOdd) line.close()
    const how = { isHead: input.method === 'HEAD', last: input.kind === 'no request' }
    const outcome = await line.exchange(bytesOnLine(input), how)
    if (isOdd) line.close()
    done += 1
    count(byKind, input.kind)
    count(byAnswer, answerOf(outcome))
    if (typeof outcome !== 'string') slowestMillis = Math.max(slowestMillis, outcome.millis)
    const fault = faultOf(input, outcome)
    if (fault !== null) throw new Error(fault)
    if (input.kind === 'snapshot' && typeof outcome !== 'string' && outcome.status < 300) await useWorld(input, outcome)
    if (every !== undefined && done % every.inputs === 0) await every.call(done)
  }
  try {
    const property = fc.asyncProperty(anyInput, one)
    const result = await fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) })
    if (result.failed) {
      const [input] = result.counterexample ?? []
      const kept =
        input === undefined
          ? ''
          : `kept as ${keep(input, bytesOnLine(input))}: ${input.kind} ${input.method} ${input.target}`
      const again = JSON.stringify({ seed: result.seed, path: result.counterexamplePath })
      throw new Error(`${String(result.errorInstance)}\nagain with ${again}\n${kept}`)
    }
  } finally {
    if (done > 0)
      for (const id of await worlds().catch(() => []))
        if (id !== 'default') await api('DELETE', `/worlds/${id}`).catch(() => null)
    line.close()
  }
  return { inputs: done, byKind: told(byKind), byAnswer: told(byAnswer), slowestMillis: Math.round(slowestMillis) }
}
