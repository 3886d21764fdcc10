// An insurer's system in one file: Node only, no dependency. It speaks the driver protocol over stdin and stdout.
//   madoguchi conform insurer --driver "stdio:node examples/hello-insurer.ts" --only I04
// It registers whoever joins, and nothing else yet: no losses, no changes, no papers. `docs/drivers.md` says what to add
// next, `docs/gateway.md` what the gateway takes.
import { createInterface } from 'node:readline'

type Json = Record<string, unknown>

interface Key {
  readonly symbol: string | null
  readonly number: string
  readonly branch: string | null
}
interface Setup {
  readonly baseUrl: string
  readonly insurer: { readonly number: string; readonly scheme: string }
  readonly roster: readonly { readonly ref: string; readonly key: Key }[]
}
/** A form that somebody joins, as it came in: an empty box is null. */
interface Join {
  readonly kind: 'join'
  readonly five: Readonly<Record<'kanji' | 'kana' | 'birthDate' | 'sex' | 'address', string | null>>
  readonly personNo: string | null
  readonly relation: 'insured' | 'dependant'
  readonly fact: string
  readonly filed: string
  readonly symbol: string | null
  readonly number: string
}
interface Arrival {
  readonly at: string
  readonly person: string
  readonly event: Join | { readonly kind: 'leave' | 'rename' | 'apply' }
}
type Request = { readonly id: string } & (
  | { readonly op: 'setup'; readonly input: Setup }
  | { readonly op: 'event'; readonly input: Arrival }
  | { readonly op: 'clock' | 'issued' | 'registered' }
)
interface Receipt {
  readonly lines: readonly { readonly status: 'accepted' | 'refused'; readonly code: string | null }[]
}
const isRequest = (value: unknown): value is Request => typeof value === 'object' && value !== null && 'op' in value
const isReceipt = (value: unknown): value is Receipt => typeof value === 'object' && value !== null && 'lines' in value

let door = ''
let insurer: Setup['insurer'] = { number: '', scheme: '' }
let entries = 0
/** Numbers of everybody in the books, by the handle that the harness uses for him. */
const keys = new Map<string, Key>()

function setup({ baseUrl, roster, ...input }: Setup): Json {
  insurer = input.insurer
  door = `${baseUrl}insurer/${insurer.number}/registrations`
  entries = 0
  keys.clear()
  for (const { ref, key } of roster) keys.set(ref, key)
  const operations = ['setup', 'event', 'issued', 'clock']
  const capabilities = { clock: 'movable', worlds: 'many', memory: 'cleared', transport: 'http', operations }
  return { name: 'hello-insurer', version: '1', capabilities }
}

/** The numbers of a newcomer. His branch: 00 for the insured person, else the first that nobody of the family has held. */
function keyOf({ symbol, number, relation }: Join): Key {
  if (insurer.scheme === 'kouki') return { symbol: null, number, branch: null }
  const held = new Set<string | null>()
  for (const key of keys.values()) if (key.symbol === symbol && key.number === number) held.add(key.branch)
  for (let place = relation === 'insured' ? 0 : 1; ; place += 1) {
    const branch = String(place).padStart(2, '0')
    if (!held.has(branch)) return { symbol, number, branch }
  }
}

/** What the form lacks: with a number missing or an empty box it goes back, and nobody is registered from it. */
const missingIn = ({ five, personNo }: Join): readonly string[] => [
  ...(personNo === null ? ['Individual Number'] : []),
  ...Object.entries(five).flatMap(([item, value]) => (value === null || value === '' ? [item] : [])),
]

/** Sends one record. The receipt says of each line whether it was accepted; a code begins with INS-V. */
async function send(record: Json): Promise<string | null> {
  const response = await fetch(door, { method: 'POST', body: `${JSON.stringify(record)}\n` })
  const receipt: unknown = await response.json()
  if (!isReceipt(receipt)) throw new Error(`the gateway answered ${response.status}`)
  return receipt.lines.find(({ status }) => status === 'refused')?.code ?? null
}

/** 資格取得: registered on the day the form came in. The law gives five days; waiting helps nobody. */
async function join(at: string, person: string, form: Join): Promise<Json> {
  const missing = missingIn(form)
  if (missing.length > 0) return { taken: false, missing }
  const { personNo, five, relation, fact, filed } = form
  const key = keyOf(form)
  entries += 1
  const refused = await send({
    op: 'register',
    insurerNo: insurer.number,
    memberKey: key,
    personNo,
    five,
    sourceDoc: { kind: '取得届', filed, received: at.slice(0, 10) },
    entries: [{ historyId: `h${entries}`, kind: 'eligibility', from: fact, attrs: { relation } }],
  })
  if (refused !== null) return { taken: false, missing: [refused] }
  keys.set(person, key)
  return { taken: true, missing: [] }
}

async function answerTo(request: Request): Promise<Json> {
  if (request.op === 'setup') return { result: setup(request.input) }
  if (request.op === 'event') {
    const { at, person, event } = request.input
    return event.kind === 'join' ? { result: await join(at, person, event) } : { unsupported: true }
  }
  // When the clock moves, do what has fallen due: fetch the lists, issue the papers. This system has nothing waiting.
  if (request.op === 'clock') return { result: {} }
  // Put the PDF itself into `documents`, in base64: the harness reads the paper, not what is told beside it.
  if (request.op === 'issued') return { result: { pieces: [], cursor: '0' } }
  return { unsupported: true }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request: unknown = JSON.parse(line)
  if (!isRequest(request)) throw new Error('this is no request')
  let answer: Json
  try {
    answer = await answerTo(request)
  } catch (error) {
    answer = { error: String(error) }
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`)
}
