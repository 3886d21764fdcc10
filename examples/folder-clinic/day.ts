// One day of a clinic over folders, with the line going down in the middle of it.
//
//   madoguchi serve --folders oqs --encoding Shift_JIS
//   node examples/folder-clinic/day.ts oqs 300
//
// The clinic (clinic.ts) sees files only. This file plays the world around it through the control API: who comes today, who
// puts a card on the reader, and when the line is cut and mended.

import { type Numbers, type Patient, type SeenAtReader, workDay } from './clinic.ts'

const [folder = 'oqs', count = '30', base = 'http://127.0.0.1:8700', format = 'human'] = process.argv.slice(2)
const api = `${base}/api/worlds/default`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const get = async (path: string): Promise<unknown> => (await fetch(`${api}${path}`)).json()

const send = async (method: string, url: string, body: unknown): Promise<unknown> => {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return (await fetch(url, init)).json()
}

const setLine = (down: boolean): Promise<unknown> => send('PUT', `${api}/faults/line-down`, { on: down })

interface Visitor extends Patient {
  /** Name in the world. */
  readonly person: string
  /** What he does at the reader. */
  readonly acts: readonly string[]
}

/** What a person does who has a card: small children have no photo, and some use theirs for the first time. */
const actsOf = (card: unknown): readonly string[] => [
  ...(field(card, 'registration') === 'REGISTERED' ? [] : ['register']),
  field(card, 'kind') === 'photoless' ? 'pin' : 'face',
]

/** The paper that a person brings: that of the insurance that was registered last, or of the first, which may be long over. */
function paperOf(person: unknown, now: string, isOld: boolean): Numbers | null {
  const covers = list(field(person, 'ledger')).filter(
    (event) => field(event, 'type') === 'acquired' && (text(field(event, 'knownAt')) ?? '') <= now,
  )
  const key = field(field(covers.at(isOld ? 0 : -1), 'coverage'), 'key')
  const [insurerNumber, number] = [text(field(key, 'insurerNumber')), text(field(key, 'number'))]
  if (insurerNumber === null || number === null) return null
  return { insurerNumber, number, symbol: text(field(key, 'symbol')), branch: text(field(key, 'branch')) }
}

/** Two of three come with a card, if they have one; one of six brings his oldest paper. Nobody comes with nothing. */
async function visitorOf(person: string, index: number, now: string): Promise<Visitor | null> {
  const found = await get(`/people/${person}`)
  const [kana, birthDate] = [text(field(field(found, 'name'), 'kana')), text(field(found, 'birthDate'))]
  const numbers = paperOf(found, now, index % 6 === 5)
  const card = index % 3 !== 2 && isRecord(field(found, 'card'))
  if (kana === null || birthDate === null || (numbers === null && !card)) return null
  return {
    chart: String(index + 1).padStart(5, '0'),
    person,
    kana,
    birthDate: birthDate.replaceAll('-', ''),
    numbers,
    card,
    limitConsent: index % 2 === 0,
    acts: actsOf(field(found, 'card')),
  }
}

/** The people of the world come first, with every oddity of the catalogue; then anybody of the population, by index. */
async function visitorsOf(wanted: number, now: string): Promise<readonly Visitor[]> {
  const known = await get('/people')
  const names = list(field(known, 'people')).flatMap((name) => text(name) ?? [])
  const population = Number(field(known, 'population'))
  const visitors: Visitor[] = []
  for (let index = 0; visitors.length < wanted && index < names.length + population; index += 1) {
    const name = names[index] ?? String((1000 + index) % population)
    const visitor = await visitorOf(name, index, now)
    if (visitor !== null) visitors.push(visitor)
  }
  return visitors
}

async function toReader({ person, acts }: Visitor): Promise<SeenAtReader> {
  const session = await send('POST', `${base}/reader`, { holder: person, acts })
  if (text(field(session, 'delivered')) !== null) return 'sent'
  return list(field(session, 'screens')).includes('line-error') ? 'line-error' : 'refused'
}

const now = text(field(await get('/clock'), 'now')) ?? ''
const visitors = await visitorsOf(Number(count), now)
const visitorOfChart = new Map(visitors.map((visitor) => [visitor.chart, visitor]))
let seen = 0
let failed = 0
const clinic = {
  folder,
  institutionCode: '1319999999',
  day: now.slice(0, 10).replaceAll('-', ''),
  toReader: async ({ chart }: Patient): Promise<SeenAtReader> => {
    const visitor = visitorOfChart.get(chart)
    return visitor === undefined ? 'refused' : toReader(visitor)
  },
  told: async ({ trouble }: { readonly trouble: string | null }): Promise<void> => {
    seen += 1
    if (trouble !== null) failed += 1
    if (seen === Math.floor(visitors.length / 2)) await setLine(true)
    if (trouble !== null && failed === Math.ceil(visitors.length / 5)) await setLine(false)
  },
}
const record = await workDay(clinic, visitors)

if (format === 'json') console.log(JSON.stringify({ day: clinic.day, failed, visitors, record }))
else {
  for (const { chart, way, validity, covers, asked, trouble } of record) {
    const shown = covers.map(({ insurerNumber, name }) => `${insurerNumber} ${name ?? '-'}`).join(' + ')
    console.log([chart, way.padEnd(7), validity ?? '-', shown || '-', `asked ${asked}`, trouble ?? ''].join('  '))
  }
  const byCard = record.filter(({ way }) => way === 'card').length
  const open = record.filter(({ trouble }) => trouble !== null).length
  console.log(`${record.length} patients: ${byCard} by card, ${record.length - byCard} by numbers, ${open} left open`)
  console.log(`${failed} questions without an answer while the line was down`)
}
