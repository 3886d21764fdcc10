// A clinic system in one file: Node only, no dependency. It speaks the driver protocol over stdin and stdout.
//   madoguchi conform clinic --driver "stdio:node examples/hello-driver.ts"
// It reads cards at the reader, and nothing else yet: `docs/drivers.md` says what to add next.
import { createInterface } from 'node:readline'

type Json = Record<string, unknown>

interface Reception {
  readonly visit: string
  readonly at: string
  readonly chart: { readonly birthDate: string } | null
  readonly shown: readonly { readonly kind: string }[]
  readonly reader: readonly string[]
}
type Request = { readonly id: string } & (
  | { readonly op: 'setup'; readonly input: { readonly baseUrl: string } }
  | { readonly op: 'receive'; readonly input: Reception }
  | { readonly op: 'view' | 'recheck' | 'claim' | 'clock' }
)
type Listing = { readonly files: readonly { readonly name: string }[]; readonly cursor: string }
const isRequest = (value: unknown): value is Request => typeof value === 'object' && value !== null && 'op' in value
const isListing = (value: unknown): value is Listing => typeof value === 'object' && value !== null && 'files' in value

/** What a result file of the reader says. */
type CardAnswer = { readonly validity: string; readonly day: string; readonly xml: string }

let baseUrl = ''
let cursor = ''
const answers = new Map<string, CardAnswer>()

/** Text of the first element of this name, null when it is absent. Elements carry no attributes. */
function element(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text?.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => entities[entity] ?? '') ?? null
}

/** `20261121` of the wire as `2026-11-21`. */
const day = (text: string | null): string => (text ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')

/** Fetches the newest result file of the reader that was not seen before. */
async function pickUp(): Promise<CardAnswer | null> {
  const listing: unknown = await (await fetch(`${baseUrl}face?after=${encodeURIComponent(cursor)}`)).json()
  if (!isListing(listing)) throw new Error('face gave no listing')
  cursor = listing.cursor
  const newest = listing.files.at(-1)
  if (newest === undefined) return null
  const bytes = await (await fetch(`${baseUrl}face/${encodeURIComponent(newest.name)}`)).arrayBuffer()
  const encoding = /encoding=["']([\w-]+)["']/.exec(new TextDecoder('latin1').decode(bytes.slice(0, 100)))?.[1]
  const xml = new TextDecoder(encoding ?? 'utf-8').decode(bytes)
  const confirmed = day(element(xml, 'QualificationConfirmationDate'))
  return { validity: element(xml, 'QualificationValidity') ?? '', day: confirmed, xml }
}

/** The share in percent: from the record where it has one, else from the law by age; null when it has to be asked. */
function shareOf(xml: string, today: string): string | null {
  if (element(xml, 'InsuredCardClassification') === '05') return '100'
  if ((element(xml, 'InsurerNumber') ?? '').trim().startsWith('39'))
    return element(xml, 'InsuredPartialContributionRatio')
  const elderly = element(xml, 'ElderlyRecipientContributionRatio')
  const [from, until] = [element(xml, 'ElderlyRecipientValidStartDate'), element(xml, 'ElderlyRecipientValidEndDate')]
  if (elderly !== null && day(from) <= today && today <= day(until)) return elderly
  const birth = day(element(xml, 'Birthdate'))
  const [year = 0, month = 0, date = 0] = birth.split('-').map(Number)
  // School begins on the 1 April after the day before the sixth birthday.
  const school = `${year + (birth.slice(5) <= '04-01' ? 6 : 7)}-04-01`
  if (element(xml, 'PreschoolClassification') === '1' || today < school) return '020'
  // 70 to 74: from the month after the birthday, or the same day when born on the first.
  const next = date === 1 ? month : month + 1
  const elderlyStart = `${year + 70 + (next > 12 ? 1 : 0)}-${String(next > 12 ? 1 : next).padStart(2, '0')}-01`
  return today < elderlyStart ? '030' : null
}

const nothing = { method: null, payers: [], reads: [], recorded: null, warnings: [], followUps: [], offers: [] }

function accept(reception: Reception, { xml, day: checkedOn }: CardAnswer): Json {
  const limitClass = element(xml, 'LimitApplicationCertificateClassificationFlag')
  const grace = reception.reader.includes('result-sent-eligibility-only')
  const phone = reception.shown.some(({ kind }) => kind === 'phone')
  const key = {
    // Eight places on the wire; six digits for 国保. Symbol, number and branch are texts: leading zeros count.
    insurerNumber: (element(xml, 'InsurerNumber') ?? '').trim(),
    symbol: element(xml, 'InsuredCardSymbol'),
    number: element(xml, 'InsuredIdentificationNumber') ?? '',
    branch: element(xml, 'InsuredBranchNumber'),
  }
  const renew = grace || reception.reader.includes('result-sent-renew-soon')
  const limit = limitClass === null ? [] : [{ what: 'limit', role: 'reception' }]
  return {
    ...nothing,
    decision: 'accepted',
    method: grace ? 'M04' : phone ? 'M07' : 'M03',
    payers: [{ kind: 'insurance', share: shareOf(xml, reception.at.slice(0, 10)), limitClass }],
    reads: [{ what: 'eligibility', role: 'reception' }, ...limit],
    recorded: { verified: 'card', checkedOn, key, birthDate: day(element(xml, 'Birthdate')) },
    followUps: renew ? [{ what: 'renew-certificate', due: null }] : [],
  }
}

async function receive(reception: Reception): Promise<Json> {
  const sent = reception.reader.some((screen) => screen.startsWith('result-sent'))
  // A visit may come again with more on the counter: its result was fetched the first time.
  const answer = answers.get(reception.visit) ?? (sent ? await pickUp() : null)
  if (answer !== null) {
    answers.set(reception.visit, answer)
    const birth = day(element(answer.xml, 'Birthdate'))
    if (reception.chart !== null && birth !== '' && birth !== reception.chart.birthDate) {
      return { ...nothing, decision: 'stop', offers: ['my-number-card'] }
    }
    if (answer.validity === '1') return accept(reception, answer)
  }
  const kinds = reception.shown.map(({ kind }) => kind)
  if (kinds.includes('screenshot')) return { ...nothing, decision: 'ask', offers: ['portal-screen'] }
  const pages = ['portal-screen', 'portal-pdf', 'notice']
  if (!kinds.includes('my-number-card') && kinds.some((kind) => pages.includes(kind))) {
    const payers = [{ kind: 'private', share: '100', limitClass: null }]
    const followUps = [{ what: 'bring-proof', due: null }]
    return { ...nothing, decision: 'full-charge', payers, followUps, offers: ['my-number-card', 'certificate'] }
  }
  const ladder = ['portal-screen', 'portal-pdf', 'notice', 'past-record', 'declaration']
  return { ...nothing, decision: 'ask', offers: ['my-number-card', 'certificate', ...ladder] }
}

function setup(input: { readonly baseUrl: string }): Json {
  baseUrl = input.baseUrl
  cursor = ''
  answers.clear()
  const operations = ['setup', 'receive']
  const capabilities = { clock: 'movable', worlds: 'many', memory: 'cleared', transport: 'http', operations }
  return { name: 'hello-driver', version: '1', capabilities }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request: unknown = JSON.parse(line)
  if (!isRequest(request)) throw new Error('this is no request')
  let answer: Json
  try {
    if (request.op === 'setup') answer = { result: setup(request.input) }
    else if (request.op === 'receive') answer = { result: await receive(request.input) }
    else answer = { unsupported: true }
  } catch (error) {
    answer = { error: String(error) }
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`)
}
