import { member, population } from '../../generators/index.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import type { CoverageKey } from '../../src/domain/ledger.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import { CHECKUPS_REQUEST, checkupsRequest } from '../../src/wire/checkups.ts'
import { FETCHES, consentsRequest, ticketsRequest } from '../../src/wire/consented.ts'
import { writeRecords } from '../../src/wire/insurer-records.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, medicinesRequest } from '../../src/wire/medicines.ts'
import { download, registrations, upload } from '../simulator/bulk-support.ts'
import { createSimulator } from '../../simulator/index.ts'
import { encodeRecord, snapshotOf } from '../../simulator/record.ts'
import { INSTITUTION, adult, inquiry, newestCover, read, registration, setup } from '../simulator/support.ts'

const people = population({ seed: 42 })
const who = [4, 5, 6, 7].map((index) => ({ ...newestCover(member(people, index)), personId: `p${index}` }))
const [first] = who
if (first === undefined) throw new RangeError('nobody')
const numbered: readonly { readonly key: CoverageKey; readonly referenceNumber: string }[] = who.map(
  ({ key, personId }) => ({ key, referenceNumber: personId }),
)
const days = { from: civilDate('2026-11-01'), until: civilDate('2026-11-21') }
const consents = (kind: 'home' | 'online'): Uint8Array =>
  writeMessage(
    FETCHES[kind].upload,
    consentsRequest({ kind, institutionCode: INSTITUTION, fileId: 'f', by: 'consent', days }),
  )
const medical = { institutionCode: INSTITUTION, fileId: 'm', key: first.key }

/** 正しい要求: one message of every function that is answered, by prefix, about people of the population. */
export const REQUESTS: Readonly<Record<string, Uint8Array>> = {
  OQSsiquc01req: inquiry({ ...first, limit: true, fileId: 'f', personId: 'p' }),
  OQSsiimm01req: registration(first.key, 'N1'),
  YZKsiquc01req: writeMessage(MEDICINES_REQUEST, medicinesRequest({ ...medical, from: '202401', until: '202611' })),
  TKKsiquc01req: writeMessage(CHECKUPS_REQUEST, checkupsRequest(medical)),
  OQSmuquc01req: upload(who, { fileId: 'u' }),
  OQSmuquc02req: download('20261121000001'),
  OQSmuimm01req: registrations(numbered),
  OQSmuimm02req: download('20261121000001'),
  OQSmutic01req: writeMessage(FETCHES.assistance.upload, ticketsRequest(INSTITUTION, 'f', '202611')),
  OQSmutic02req: download('20261121000001'),
  OQSmuhvq01req: consents('home'),
  OQSmuhvq02req: download('20261121000001'),
  OQSmuonq01req: consents('online'),
  OQSmuonq02req: download('20261121000001'),
}

const INSURER = '06139992'
const memberKey = { symbol: '5', number: '77', branch: '00' }
const five = {
  kanji: '見本　太郎',
  kana: 'ミホン　タロウ',
  birthDate: civilDate('1980-05-10'),
  sex: 'male',
  address: null,
} as const
const entry = { historyId: 'h1', kind: 'eligibility', from: civilDate('2026-11-01') } as const
const head = { insurerNo: INSURER, memberKey }

/** A file of records with every operation an insurer has. */
export const RECORDS: string = writeRecords([
  { op: 'register', ...head, personNo: personNumberOf(40), five, entries: [entry] },
  { op: 'amend', ...head, voids: ['h1'], entries: [{ ...entry, historyId: 'h2' }] },
  { op: 'rekey', ...head, newKey: { ...memberKey, number: '78' }, from: civilDate('2026-11-10') },
  { op: 'setFlags', ...head, noSelfInfo: true },
  { op: 'close', ...head, lossDate: civilDate('2026-11-20'), reason: '03' },
  { op: 'unregisterCard', ...head, appliedOn: civilDate('2026-11-20') },
  { op: 'void', ...head },
])

/** Bodies that calls of the control API and of the reader take; a call is tried with every one of them. */
export const JSON_BODIES: readonly unknown[] = [
  { holder: '4', acts: ['face'], consents: { medicines: true, checkups: false, limit: true } },
  { holder: '5', person: '6', present: false, acts: ['register', 'pin', 'pin-wrong'], device: 'reader' },
  {
    id: 'x',
    seed: 7,
    start: '2026-11-21T09:00:00+09:00',
    ruleset: 'latest',
    people: { a: { index: 4 } },
    magic: false,
  },
  { now: '2026-12-01T09:00:00+09:00' },
  { on: true, person: '4', millis: 10 },
  { name: 'taro', ref: { index: 4, changes: { birthDate: '1980-05-10' } } },
  { what: { kind: 'lose', date: '2026-11-01', reason: '03' } },
  { what: { kind: 'renew', expiry: '2031-05-10' } },
  { what: { kind: 'acquire', cover: { scheme: 'kyokai', acquired: '2026-11-01' } } },
  { what: { kind: 'care', date: '2026-11-20' } },
  { id: 'copy', at: '2026-11-21T08:00:00+09:00' },
  { on: true, from: 'start+1d', until: 'start+2d' },
]

function snapshot(): unknown {
  const world = createSimulator().worlds.open(setup({ taro: adult() }))
  read(world, 'taro', ['face'])
  world.answer('OQSsiimm01req_1.xml', registration(newestCover(adult()).key, 'N1'))
  world.change('taro', { kind: 'suspend' })
  return JSON.parse(encodeRecord(snapshotOf(world)))
}

/** 世界の記録 of a small world in which several things have happened. */
export const SNAPSHOT: unknown = snapshot()
