import { setTimeout as sleep } from 'node:timers/promises'
import type { Operation, DriverRequest } from '../../../scenarios/protocol.ts'

/** A small system that keeps the protocol, and the ways in which others break it. */
export const BEHAVIOURS = [
  'right',
  'slow',
  'hanging',
  'dying',
  'nonsense',
  'wrong-id',
  'huge',
  'wrong-shape',
  'two-faced',
  'failing',
] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

export const isBehaviour = (text: string | undefined): text is Behaviour => BEHAVIOURS.some((one) => one === text)

type Asked = Pick<DriverRequest, 'id' | 'op'>
const operations: readonly Operation[] = ['setup', 'receive', 'view', 'recheck', 'claim', 'clock']

/** Reads a request by hand: the fixture starts faster without a schema library. */
export function readRequest(text: string): Asked {
  const json: unknown = JSON.parse(text)
  if (typeof json !== 'object' || json === null || !('id' in json) || !('op' in json)) throw new Error('no request')
  const op = operations.find((one) => one === json.op)
  if (op === undefined) throw new Error('unknown operation')
  return { id: String(json.id), op }
}

/** How long the slow system takes, in milliseconds. */
export const SLOW_MILLIS = 150

const capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'receive'],
}
const setup = { name: 'fixture', version: '1.0', capabilities }

/** What a right system answers. */
export const rightAnswer = ({ id, op }: Asked): unknown =>
  op === 'setup' ? { id, result: setup } : { id, unsupported: true }

/** The text of the answer, or `die`. */
export async function replyAs(behaviour: Behaviour, request: Asked): Promise<string> {
  const { id } = request
  const replies: Record<Behaviour, () => Promise<string> | string> = {
    right: () => JSON.stringify(rightAnswer(request)),
    slow: async () => {
      await sleep(SLOW_MILLIS)
      return JSON.stringify(rightAnswer(request))
    },
    hanging: () => new Promise(() => undefined),
    dying: () => 'die',
    nonsense: () => 'Listening on port 3000',
    'wrong-id': () => JSON.stringify({ id: 'another', unsupported: true }),
    huge: () => JSON.stringify({ id, error: 'x'.repeat(5 * 1024 * 1024) }),
    'wrong-shape': () =>
      JSON.stringify({ id, result: { ...setup, capabilities: { ...capabilities, clock: 'broken' } } }),
    'two-faced': () => JSON.stringify({ id, unsupported: true, error: 'both' }),
    failing: () => JSON.stringify({ id, error: 'the database is full' }),
  }
  return replies[behaviour]()
}
