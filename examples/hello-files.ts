// A clinic system that speaks files only: Node only, no dependency, nothing but folders between it and the harness.
//   node examples/hello-files.ts DIR                      the system; leave it running
//   madoguchi conform clinic --driver files:DIR           the harness, in another window
// The probe (`DIR/probe`) tells what the staff sees and asks what was recorded; the service is asked through the folders
// that `setup` tells. `docs/drivers.md` says what to add next.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

type Json = Record<string, unknown>
interface Paper {
  readonly kind: string
  readonly fields?: Record<'insurerNumber' | 'symbol' | 'number' | 'branch' | 'birthDate', string | null>
}
interface Reception {
  readonly visit: string
  readonly at: string
  readonly chart: { readonly birthDate: string } | null
  readonly shown: readonly Paper[]
  readonly reader: readonly string[]
}
type Request = { readonly id: string } & (
  | { readonly op: 'setup'; readonly input: { readonly folder: string; readonly institutionCode: string } }
  | { readonly op: 'receive'; readonly input: Reception }
  | { readonly op: 'view' | 'recheck' | 'claim' | 'bill' | 'clock' }
)
const isRequest = (value: unknown): value is Request => typeof value === 'object' && value !== null && 'op' in value

const dir = process.argv[2] ?? 'probe-of-hello'
const probe = { in: join(dir, 'probe', 'in'), out: join(dir, 'probe', 'out') }
let oqs = { folder: '', institutionCode: '' }
let asked = 0
const answers = new Map<string, string>()

/** Names in a folder, without those that somebody still writes. */
const namesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^[^.~].*(?:xml|err|json)$/.test(name))

/** Nobody sees half a file: it is written beside and renamed. */
function put(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, `.${name}.tmp`), text)
  renameSync(join(folder, `.${name}.tmp`), join(folder, name))
}

/** Reads a file of the service, in the encoding of its declaration, and clears it away. */
function takeXml(folder: string, name: string): string {
  const bytes = readFileSync(join(folder, name))
  rmSync(join(folder, name))
  const encoding = /encoding=["']([\w-]+)["']/.exec(bytes.toString('latin1', 0, 100))?.[1]
  return new TextDecoder(encoding ?? 'utf-8').decode(bytes)
}

/** Text of the first element of this name, null when it is absent. Elements carry no attributes. */
function element(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text?.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => entities[entity] ?? '') ?? null
}
const tag = (name: string, text: string | null): string =>
  text === null ? '' : `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`
const day = (text: string | null): string => (text ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
const compact = (text: string | null): string => (text ?? '').slice(0, 10).replaceAll('-', '')

/** What the card reader left in `face`; whoever clears it away each time finds one file. */
function pickUp(): string | null {
  const found = namesIn(join(oqs.folder, 'face')).map((name) => takeXml(join(oqs.folder, 'face'), name))
  return found.at(-1) ?? null
}

/** Asks by the numbers of a paper: a request in `req`, its result in `res` under the same suffix; null without an answer. */
async function inquire(at: string, paper: NonNullable<Paper['fields']>): Promise<string | null> {
  asked += 1
  const suffix = `${compact(at)}${String(asked).padStart(4, '0')}`
  const name = `OQSsiquc01req_${suffix}.xml`
  const header = tag('QualificationConfirmationDate', compact(at)) + tag('MedicalInstitutionCode', oqs.institutionCode)
  const insurer = tag('InsurerNumber', (paper.insurerNumber ?? '').padStart(8)) + tag('InsuredCardSymbol', paper.symbol)
  const person = tag('InsuredIdentificationNumber', paper.number) + tag('InsuredBranchNumber', paper.branch)
  const rest = `${tag('Birthdate', compact(paper.birthDate))}<LimitApplicationCertificateRelatedConsFlg>0</LimitApplicationCertificateRelatedConsFlg>`
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<XmlMsg><MessageHeader>${header}${tag('ArbitraryFileIdentifier', suffix)}</MessageHeader>
<MessageBody><QualificationConfirmSearchInfo>${insurer}${person}${rest}</QualificationConfirmSearchInfo></MessageBody></XmlMsg>
`
  put(join(oqs.folder, 'req'), name, xml)
  const res = join(oqs.folder, 'res')
  for (const end = Date.now() + 3000; Date.now() < end; await sleep(10)) {
    const found = namesIn(res).find((one) => one.includes(suffix))
    // A text `.err` comes in place of a result when the request was refused.
    if (found !== undefined) return found.endsWith('.err') ? null : takeXml(res, found)
  }
  rmSync(join(oqs.folder, 'req', name), { force: true })
  return null
}

const nothing = { method: null, payers: [], reads: [], recorded: null, warnings: [], followUps: [], offers: [] }

function accept(reception: Reception, xml: string): Json {
  const grace = reception.reader.includes('result-sent-eligibility-only')
  const branch = element(xml, 'InsuredBranchNumber')
  const number = element(xml, 'InsuredIdentificationNumber') ?? ''
  // Eight places on the wire; six digits for 国保. Symbol, number and branch are texts: leading zeros count.
  const insurerNumber = (element(xml, 'InsurerNumber') ?? '').trim()
  const key = { insurerNumber, symbol: element(xml, 'InsuredCardSymbol'), number, branch }
  const share = element(xml, 'ElderlyRecipientContributionRatio') ?? element(xml, 'InsuredPartialContributionRatio')
  const checkedOn = day(element(xml, 'QualificationConfirmationDate'))
  return {
    ...nothing,
    decision: 'accepted',
    method: grace ? 'M04' : 'M03',
    payers: [{ kind: 'insurance', share: share ?? '030', limitClass: null }],
    reads: [{ what: 'eligibility', role: 'reception' }],
    recorded: { verified: 'card', checkedOn, key, birthDate: day(element(xml, 'Birthdate')) },
    followUps: grace ? [{ what: 'renew-certificate', due: null }] : [],
  }
}

async function receive(reception: Reception): Promise<Json> {
  const sent = reception.reader.some((screen) => screen.startsWith('result-sent'))
  // A visit may come again with more on the counter: its result was taken the first time.
  const xml = answers.get(reception.visit) ?? (sent ? pickUp() : null)
  if (xml !== null) {
    answers.set(reception.visit, xml)
    const birth = day(element(xml, 'Birthdate'))
    if (reception.chart !== null && birth !== '' && birth !== reception.chart.birthDate)
      return { ...nothing, decision: 'stop', offers: ['my-number-card'] }
    if (element(xml, 'QualificationValidity') === '1') return accept(reception, xml)
  }
  const kinds = reception.shown.map(({ kind }) => kind)
  if (kinds.includes('screenshot')) return { ...nothing, decision: 'ask', offers: ['portal-screen'] }
  const paper = reception.shown.find(({ fields }) => fields !== undefined && fields.number !== null)?.fields
  // A valid answer by number is looked at by a person here: your system knows what to do with it.
  const found = paper === undefined ? null : await inquire(reception.at, paper)
  const first = element(found ?? '', 'QualificationValidity') === '1' ? 'certificate' : 'my-number-card'
  return {
    ...nothing,
    decision: 'ask',
    offers: [first, 'portal-screen', 'portal-pdf', 'notice', 'past-record', 'declaration'],
  }
}

function setup(input: { readonly folder: string; readonly institutionCode: string }): Json {
  oqs = input
  answers.clear()
  const operations = ['setup', 'receive']
  const capabilities = { clock: 'movable', worlds: 'many', memory: 'cleared', transport: 'folders', operations }
  return { name: 'hello-files', version: '1', capabilities }
}

async function answerTo(request: Request): Promise<Json> {
  try {
    if (request.op === 'setup') return { result: setup(request.input) }
    return request.op === 'receive' ? { result: await receive(request.input) } : { unsupported: true }
  } catch (error) {
    return { error: String(error) }
  }
}

for (const folder of Object.values(probe)) mkdirSync(folder, { recursive: true })
for (;;) {
  for (const name of namesIn(probe.in)) {
    const request: unknown = JSON.parse(readFileSync(join(probe.in, name), 'utf8'))
    rmSync(join(probe.in, name))
    if (isRequest(request)) put(probe.out, name, JSON.stringify({ id: request.id, ...(await answerTo(request)) }))
  }
  await sleep(5)
}
