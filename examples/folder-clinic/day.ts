// One day of a clinic over folders, with the line going down in the middle of it.
//
//   madoguchi serve --folders oqs --encoding Shift_JIS
//   node examples/folder-clinic/day.ts oqs 300
//
// The clinic (clinic.ts) sees files only. This file plays the world around it through the control API: who comes today, and
// when the line is cut and mended.

import { type Patient, workDay } from './clinic.ts'

const [folder = 'oqs', count = '30', base = 'http://127.0.0.1:8700', format = 'human'] = process.argv.slice(2)
const api = `${base}/api/worlds/default`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const get = async (path: string): Promise<unknown> => (await fetch(`${api}${path}`)).json()

const setLine = async (down: boolean): Promise<void> => {
  const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ on: down }) }
  await fetch(`${api}/faults/line-down`, init)
}

/** The papers of a person: the numbers that were registered last by now. */
async function paperOf(person: string, now: string): Promise<Omit<Patient, 'chart'> | null> {
  const found = await get(`/people/${person}`)
  const covers = list(field(found, 'ledger')).filter(
    (event) => field(event, 'type') === 'acquired' && (text(field(event, 'knownAt')) ?? '') <= now,
  )
  const key = field(field(covers.at(-1), 'coverage'), 'key')
  const [insurerNumber, number] = [text(field(key, 'insurerNumber')), text(field(key, 'number'))]
  const birthDate = text(field(found, 'birthDate'))?.replaceAll('-', '') ?? null
  if (insurerNumber === null || number === null || birthDate === null) return null
  return { insurerNumber, number, symbol: text(field(key, 'symbol')), branch: text(field(key, 'branch')), birthDate }
}

const now = text(field(await get('/clock'), 'now')) ?? ''
const people = list(field(await get('/people'), 'people')).flatMap((person) => text(person) ?? [])
const papers = (await Promise.all(people.map((person) => paperOf(person, now)))).flatMap((paper) => paper ?? [])
if (papers.length === 0) throw new Error('nobody in this world has papers')
const patients = Array.from({ length: Number(count) }, (_, index): Patient | null => {
  const paper = papers[index % papers.length]
  return paper === undefined ? null : { ...paper, chart: String(index + 1).padStart(5, '0') }
}).flatMap((patient) => patient ?? [])

const clinic = { folder, institutionCode: '1319999999', day: now.slice(0, 10).replaceAll('-', '') }
let seen = 0
let failed = 0
const record = await workDay(clinic, patients, async ({ trouble }) => {
  seen += 1
  if (trouble !== null) failed += 1
  if (seen === Math.floor(patients.length / 2)) await setLine(true)
  if (trouble !== null && failed === Math.ceil(patients.length / 5)) await setLine(false)
})

if (format === 'json') console.log(JSON.stringify({ day: clinic.day, failed, patients, record }))
else {
  for (const { chart, validity, name, insurerNumber, asked, trouble } of record)
    console.log([chart, validity ?? '-', insurerNumber ?? '-', name ?? '-', `asked ${asked}`, trouble ?? ''].join('  '))
  console.log(`${record.length} patients, ${failed} questions without an answer while the line was down`)
}
