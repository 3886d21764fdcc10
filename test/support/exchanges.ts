import { type Simulator, createSimulator } from '../../simulator/index.ts'
import type { SimulatedWorld } from '../../simulator/world.ts'
import type { Consents } from '../../scenarios/ports.ts'
import { type CardChange, type PersonChanges, applyChanges, member, population } from '../../generators/index.ts'
import { type CivilDate, addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { bulkDownloadRequest } from '../../src/wire/bulk.ts'
import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_UPLOAD,
  bulkEligibilityRequest,
} from '../../src/wire/bulk-eligibility.ts'
import {
  BULK_INQUIRY_NUMBER_DOWNLOAD,
  BULK_INQUIRY_NUMBER_UPLOAD,
  bulkInquiryNumberRequest,
} from '../../src/wire/bulk-inquiry-number.ts'
import { CHECKUPS_REQUEST, checkupsRequest } from '../../src/wire/checkups.ts'
import {
  FETCHES,
  type FetchKind,
  type FetchRequest,
  consentsRequest,
  ticketsRequest,
} from '../../src/wire/consented.ts'
import { ELIGIBILITY_REQUEST, eligibilityRequest } from '../../src/wire/eligibility-request.ts'
import { parseFileName } from '../../src/wire/file-name.ts'
import { INQUIRY_NUMBER_REQUEST, inquiryNumberRequest } from '../../src/wire/inquiry-number.ts'
import { type MessageLayout, writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, medicinesRequest } from '../../src/wire/medicines.ts'
import type { WireEncoding } from '../../src/wire/shift-jis.ts'

/** One file of the folders, as a clinic sent it or as the simulator wrote it. */
export interface WireFile {
  /** Prefix, what it shows, extension; the suffix of both files of an exchange is the same. */
  readonly file: string
  readonly bytes: Uint8Array
}

const INSTITUTION = '1319999999'
const START = instant('2026-11-21T09:00:00+09:00')
const TODAY = civilDate('2026-11-21')
const japan = population({ seed: 42 })

const card = (changes: CardChange = {}): CardChange => ({
  kind: 'ordinary',
  issued: civilDate('2024-06-01'),
  bodyExpiry: civilDate('2034-05-10'),
  certificate: { issued: civilDate('2024-06-01'), expiry: civilDate('2029-05-10') },
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  stayLimited: false,
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
  ...changes,
})

const somebody = (index: number, changes: PersonChanges): Member =>
  applyChanges(member(japan, index), { card: card(), ...changes })

const kyokai = (number: string, branch: string | null = '00') => ({
  scheme: 'kyokai' as const,
  insurerNumber: '01130012',
  symbol: '２１７００００１',
  number,
  branch,
  acquired: civilDate('2020-04-01'),
})

const kokuho = (number: string, acquired = '2020-04-01') => ({
  scheme: 'kokuho' as const,
  insurerNumber: '138057',
  symbol: '記12',
  number,
  branch: '01',
  acquired: civilDate(acquired),
})

const assistance = (ticket?: CivilDate | null) => ({
  scheme: 'assistance' as const,
  acquired: civilDate('2026-04-01'),
  ...(ticket === undefined ? {} : { ticket }),
})

const lost = { date: civilDate('2026-11-01'), reason: '03' as const }

/** People of whom each shows something of a result; between them they show whatever the simulator can say. */
const PEOPLE = {
  /** 限度額, gaiji that become ● and one that stays, a common name, an inquiry number, a specific disease. */
  taro: somebody(2840, {
    name: { kanji: '髙橋　德太郎', kana: 'タカハシ　トクタロウ' },
    otherName: { kanji: '山﨑　太郎', kana: 'ヤマザキ　タロウ' },
    sex: 'male',
    birthDate: civilDate('1980-05-10'),
    coverage: [{ ...kyokai('89'), limit: 'A03', validUntil: civilDate('2027-03-31') }],
  }),
  elder: somebody(8, {
    birthDate: civilDate('1954-03-05'),
    coverage: [{ ...kyokai('90'), limit: 'B03', ratio: '030' }],
  }),
  kouki: somebody(9, {
    birthDate: civilDate('1945-01-20'),
    coverage: [{ scheme: 'kouki', ratio: '020', limit: 'B09', acquired: civilDate('2020-01-20') }],
  }),
  child: somebody(10, {
    birthDate: civilDate('2022-08-09'),
    coverage: [{ ...kyokai('91', '03'), relation: 'dependant', acquired: civilDate('2022-08-09') }],
  }),
  special: somebody(11, {
    birthDate: civilDate('1971-02-03'),
    coverage: [{ ...kokuho('92'), classification: '05' }],
  }),
  twin1: somebody(12, { birthDate: civilDate('2015-06-07'), coverage: [kyokai('93', '02')] }),
  twin2: somebody(13, { birthDate: civilDate('2015-06-07'), coverage: [kyokai('93', '03')] }),
  left: somebody(14, { birthDate: civilDate('1990-01-02'), coverage: [{ ...kyokai('94'), lost }] }),
  moved: somebody(15, {
    birthDate: civilDate('1991-01-02'),
    coverage: [{ ...kyokai('95'), lost }, kokuho('96', '2026-11-01')],
  }),
  beneficiary: somebody(16, { birthDate: civilDate('1960-07-08'), coverage: [assistance()] }),
  unticketed: somebody(17, { birthDate: civilDate('1961-07-08'), coverage: [assistance(null)] }),
  both: somebody(18, { birthDate: civilDate('1962-07-08'), coverage: [kokuho('97'), assistance()] }),
  hidden: somebody(19, {
    birthDate: civilDate('1985-07-08'),
    coverage: [kyokai('98')],
    card: card({ flags: { nonDisclosure: true, noSelfInfo: false } }),
  }),
  expiring: somebody(20, {
    birthDate: civilDate('1986-07-08'),
    coverage: [kyokai('99')],
    card: card({ certificate: { issued: civilDate('2021-12-10'), expiry: civilDate('2026-12-10') } }),
  }),
  expired: somebody(21, {
    birthDate: civilDate('1987-07-08'),
    coverage: [kyokai('100')],
    card: card({ certificate: { issued: civilDate('2021-10-10'), expiry: civilDate('2026-10-10') } }),
  }),
  uninsured: somebody(22, { birthDate: civilDate('1988-07-08'), coverage: [] }),
} as const satisfies Readonly<Record<string, Member>>

type Name = keyof typeof PEOPLE

const keyOf = (name: Name, place = -1): CoverageKey => {
  const key = coverageStates(PEOPLE[name].ledger, START).at(place)?.key
  if (key === undefined) throw new TypeError(`${name} has no cover`)
  return key
}

const NOBODY: CoverageKey = { insurerNumber: '01130012', symbol: '1', number: '999999', branch: null }

/** A clinic at the HTTP door that keeps every file. */
function clinicOf(simulator: Simulator, encoding: WireEncoding) {
  const files: WireFile[] = []
  const world: SimulatedWorld = simulator.worlds.default
  async function hand<T extends object>(
    layout: MessageLayout<T>,
    shows: string,
    message: T,
    keep: 'both' | 'answer' = 'both',
  ): Promise<string> {
    const file = `${layout.id}_${shows}.xml`
    const request = writeMessage(layout, message, { encoding })
    const response = await simulator.fetch(`/oqs/${file}`, { method: 'POST', body: new Uint8Array(request) })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status !== 200) throw new TypeError(`${file}: ${new TextDecoder().decode(bytes)}`)
    const parsed = parseFileName(file)
    if (!parsed.ok) throw new TypeError(parsed.problem.code)
    if (keep === 'both') files.push({ file, bytes: request })
    files.push({ file: file.replace('req_', 'res_'), bytes })
    return Buffer.from(bytes).toString('latin1')
  }
  let sent = 0
  const fileId = (): string => `20261121${String((sent += 1)).padStart(4, '0')}`
  return {
    files,
    world,
    fileId,
    hand,
    eligibility: (shows: string, key: CoverageKey, birthDate: CivilDate, keep: 'both' | 'answer' = 'answer') =>
      hand(
        ELIGIBILITY_REQUEST,
        shows,
        eligibilityRequest({
          confirmationDate: TODAY,
          institutionCode: INSTITUTION,
          fileId: fileId(),
          key,
          birthDate,
          limitConsent: true,
          personId: '髙橋_12 & <3>',
        }),
        keep,
      ),
    /** 受付番号 of an upload. */
    upload: async <T extends object>(layout: MessageLayout<T>, shows: string, message: T) =>
      /<ReceptionNumber>([^<]*)</.exec(await hand(layout, shows, message))?.[1] ?? '',
    /** A result of the reader, taken over its door. */
    face: async (shows: string, use: Parameters<SimulatedWorld['useReader']>[0]): Promise<void> => {
      const before = world.state.faceFiles(0).at(-1)?.sequence ?? 0
      world.useReader(use)
      const name = world.state.faceFiles(before).at(-1)?.name
      if (name === undefined) throw new TypeError(`the reader gave no result: ${shows}`)
      const response = await simulator.fetch(`/face/${name}`)
      files.push({ file: `OQSsiquc01res_face_${shows}.xml`, bytes: new Uint8Array(await response.arrayBuffer()) })
    },
  }
}

type Clinic = ReturnType<typeof clinicOf>

const EVERYTHING: Consents = {
  medicines: true,
  checkups: true,
  limit: true,
  diagnosis: true,
  operations: true,
  diseases: true,
  prescription: 'electronic',
}
const NOTHING: Consents = {
  medicines: false,
  checkups: false,
  limit: false,
  diagnosis: false,
  operations: false,
  diseases: false,
}

const atReader = (person: Name, consents = EVERYTHING): Parameters<SimulatedWorld['useReader']>[0] => ({
  holder: person,
  person,
  present: true,
  acts: ['pin'],
  consents,
})

async function singles({ hand, eligibility, fileId, world }: Clinic): Promise<void> {
  const register = (shows: string, key: CoverageKey, keep: 'both' | 'answer' = 'answer') =>
    hand(
      INQUIRY_NUMBER_REQUEST,
      shows,
      inquiryNumberRequest({ institutionCode: INSTITUTION, fileId: fileId(), key, referenceNumber: '患者-0012' }),
      keep,
    )
  await register('registered', keyOf('taro'), 'both')
  await register('nobody', NOBODY)
  await register('several', { ...keyOf('twin1'), branch: null })
  await eligibility('valid-limit-names', keyOf('taro'), PEOPLE.taro.birthDate, 'both')
  await eligibility('valid-elderly', keyOf('elder'), PEOPLE.elder.birthDate)
  await eligibility('valid-late-elderly', keyOf('kouki'), PEOPLE.kouki.birthDate, 'both')
  await eligibility('valid-preschool', keyOf('child'), PEOPLE.child.birthDate)
  await eligibility('valid-pays-in-full', keyOf('special'), PEOPLE.special.birthDate)
  await eligibility('valid-ticket', keyOf('beneficiary'), PEOPLE.beneficiary.birthDate)
  await eligibility('valid-address-hidden', keyOf('hidden'), PEOPLE.hidden.birthDate)
  await eligibility('2-lost', keyOf('left'), PEOPLE.left.birthDate)
  await eligibility('3-newer-exists', keyOf('moved', 0), PEOPLE.moved.birthDate)
  await eligibility('4-nobody', NOBODY, PEOPLE.taro.birthDate)
  await eligibility('5-several', { ...keyOf('twin1'), branch: null }, PEOPLE.twin1.birthDate)
  await eligibility('6-no-ticket', keyOf('unticketed'), PEOPLE.unticketed.birthDate)
  world.setFault('line-down', true, {})
  await eligibility('9-line-down', keyOf('taro'), PEOPLE.taro.birthDate)
  await register('9-line-down', keyOf('taro'))
  world.setFault('line-down', false, {})
}

async function bulk({ hand, upload, fileId, world }: Clinic): Promise<void> {
  const asked = (...names: readonly Name[]) =>
    bulkEligibilityRequest({
      confirmationDate: TODAY,
      institutionCode: INSTITUTION,
      fileId: fileId(),
      lines: [
        ...names.map((name) => ({ key: keyOf(name, 0), birthDate: PEOPLE[name].birthDate, personId: `pt_${name}` })),
        { key: NOBODY, birthDate: PEOPLE.taro.birthDate, personId: null },
      ],
    })
  const registering = bulkInquiryNumberRequest({
    institutionCode: INSTITUTION,
    fileId: fileId(),
    lines: [
      { key: keyOf('elder'), referenceNumber: '患者-0013' },
      { key: NOBODY, referenceNumber: 'P-14' },
    ],
  })
  const inquiry = await upload(
    BULK_ELIGIBILITY_UPLOAD,
    'upload',
    asked('taro', 'elder', 'kouki', 'child', 'left', 'moved'),
  )
  const numbers = await upload(BULK_INQUIRY_NUMBER_UPLOAD, 'upload', registering)
  const results = async (shows: string, keep: 'both' | 'answer', one: string, other: string): Promise<void> => {
    await hand(BULK_ELIGIBILITY_DOWNLOAD, shows, bulkDownloadRequest(INSTITUTION, one), keep)
    await hand(BULK_INQUIRY_NUMBER_DOWNLOAD, shows, bulkDownloadRequest(INSTITUTION, other), keep)
  }
  await results('in-progress', 'both', inquiry, numbers)
  world.moveTo(addSeconds(START, 12))
  await results('results', 'answer', inquiry, numbers)
  await results('unknown-number', 'answer', '20261121000000000000', '20261121000000000000')
  world.setFault('service-closed', true, {})
  await hand(BULK_ELIGIBILITY_UPLOAD, '9-service-closed', asked('taro'), 'answer')
  await hand(BULK_INQUIRY_NUMBER_UPLOAD, '9-service-closed', registering, 'answer')
  world.setFault('service-closed', false, {})
  world.moveTo(START)
}

async function readers({ face, world }: Clinic): Promise<void> {
  await face('every-consent', atReader('taro'))
  await face('no-consent', atReader('elder', NOTHING))
  await face('insurance-and-assistance', atReader('both'))
  await face('notice-expires-soon', atReader('expiring'))
  await face('notice-grace', atReader('expired'))
  await face('2-lost', atReader('left'))
  await face('4-nothing', atReader('uninsured'))
  world.useReader({ ...atReader('hidden'), device: 'app' })
  world.useReader({ ...atReader('moved', NOTHING), device: 'web' })
  world.change('moved', { kind: 'care', date: TODAY })
}

async function fetches({ hand, upload, fileId, world }: Clinic): Promise<void> {
  const days = { from: TODAY, until: TODAY }
  const more = { institutionCode: INSTITUTION, days }
  const wanted: readonly [FetchKind, string, FetchRequest][] = [
    ['assistance', 'month', ticketsRequest(INSTITUTION, fileId(), '202611')],
    ['home', 'consents', consentsRequest({ kind: 'home', fileId: fileId(), by: 'consent', ...more })],
    ['online', 'consents', consentsRequest({ kind: 'online', fileId: fileId(), by: 'consent', ...more })],
    ['online', 'seen', consentsRequest({ kind: 'online', fileId: fileId(), by: 'examination', ...more })],
  ]
  const before = world.now()
  for (const [kind, shows, request] of wanted) {
    const layouts = FETCHES[kind]
    const number = await upload(layouts.upload, shows, request)
    const download = bulkDownloadRequest(INSTITUTION, number)
    await hand(layouts.download, `${shows}-in-progress`, download)
    world.moveTo(addSeconds(before, 12))
    await hand(layouts.download, `${shows}-results`, download, 'answer')
    world.moveTo(before)
  }
  const wrong = { from: TODAY, until: civilDate('2026-11-20') }
  await hand(
    FETCHES.home.upload,
    '9-days-reversed',
    consentsRequest({ kind: 'home', fileId: fileId(), by: 'consent', ...more, days: wrong }),
    'answer',
  )
}

async function medical({ hand, fileId }: Clinic): Promise<void> {
  const of = (name: Name) => ({ institutionCode: INSTITUTION, fileId: fileId(), key: keyOf(name, 0) })
  const months = { from: '202412', until: '202611' }
  await hand(MEDICINES_REQUEST, 'with-care', medicinesRequest({ ...of('taro'), ...months, withCare: true }))
  await hand(MEDICINES_REQUEST, 'medicines', medicinesRequest({ ...of('taro'), ...months }), 'answer')
  await hand(MEDICINES_REQUEST, 'no-consent', medicinesRequest({ ...of('kouki'), ...months }), 'answer')
  await hand(CHECKUPS_REQUEST, 'checkups', checkupsRequest(of('taro')))
  await hand(CHECKUPS_REQUEST, 'refused', checkupsRequest(of('elder')), 'answer')
}

/** 見本の一日: every message kind through the doors of a simulator that begins at a fixed moment with fixed people. */
export async function sampleExchanges(encoding: WireEncoding): Promise<readonly WireFile[]> {
  const simulator = createSimulator({
    seed: 42,
    now: START,
    terminal: { encoding },
    facility: { prescriptionChoice: 'at-check' },
  })
  for (const [name, who] of Object.entries(PEOPLE)) simulator.worlds.default.addPerson(name, who)
  const clinic = clinicOf(simulator, encoding)
  await singles(clinic)
  await bulk(clinic)
  await readers(clinic)
  await fetches(clinic)
  await medical(clinic)
  simulator.close()
  return clinic.files
}
