// A clinic system that knows nothing but folders: it drops requests into `req`, looks into `res` and `face` now and then, and
// clears up behind itself. node:fs and polling, Shift_JIS both ways. Copy it, and change what is yours.

import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromShiftJis, toShiftJis } from './shift-jis.ts'

/** The numbers of an insurance, as they stand on a paper or in the chart. */
export interface Numbers {
  readonly insurerNumber: string
  readonly symbol: string | null
  readonly number: string
  readonly branch: string | null
}

/** Somebody who comes today, as the chart knows him. */
export interface Patient {
  readonly chart: string
  /** Reading of the name, in kana. */
  readonly kana: string
  /** YYYYMMDD */
  readonly birthDate: string
  /** Null when no numbers are known. */
  readonly numbers: Numbers | null
  /** He has brought a card for the reader. */
  readonly card: boolean
  /** He said that the limit of what he pays (限度額) may be asked for. */
  readonly limitConsent: boolean
}

/** One insurance of an answer. Ratios and the class of the limit decide what the patient pays. */
export interface Cover extends Numbers {
  readonly name: string | null
  /** YYYYMMDD, the first day without this cover; null while it lasts. */
  readonly lostOn: string | null
  readonly lateElderlyRatio: string | null
  readonly elderlyRatio: string | null
  readonly limitClass: string | null
}

/** What the clinic writes down: `validity` as in OQSCD006, null while nothing could be learnt. */
export interface Entry {
  readonly chart: string
  readonly way: 'card' | 'numbers'
  readonly validity: string | null
  readonly covers: readonly Cover[]
  /** How often it asked. */
  readonly asked: number
  /** What was said when it could not be answered. */
  readonly trouble: string | null
}

/** What the clerk sees of the reader when the patient comes back from it. */
export type SeenAtReader = 'sent' | 'refused' | 'line-error'

export interface Clinic {
  readonly folder: string
  readonly institutionCode: string
  /** YYYYMMDD */
  readonly day: string
  /** The patient is sent to the reader. */
  readonly toReader: (patient: Patient) => Promise<SeenAtReader>
  /** Hears of every entry, troubles included, before the next patient is called. */
  readonly told: (entry: Entry) => void | Promise<void>
}

const POLL = 50
const PATIENCE = 180_000

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

/** The text of an element, wherever it stands: results do not keep to an order. */
const element = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim() ?? null

const coversOf = (xml: string): readonly Cover[] =>
  (xml.match(/<ResultOfQualificationConfirmation>[^]*?<\/ResultOfQualificationConfirmation>/g) ?? []).map((record) => ({
    name: element(record, 'Name'),
    insurerNumber: element(record, 'InsurerNumber') ?? '',
    symbol: element(record, 'InsuredCardSymbol'),
    number: element(record, 'InsuredIdentificationNumber') ?? '',
    branch: element(record, 'InsuredBranchNumber'),
    lostOn: element(record, 'DisqualificationDate'),
    lateElderlyRatio: element(record, 'InsuredPartialContributionRatio'),
    elderlyRatio: element(record, 'ElderlyRecipientContributionRatio'),
    limitClass: element(record, 'LimitApplicationCertificateClassificationFlag'),
  }))

const answered = (patient: Patient, way: Entry['way'], asked: number, xml: string): Entry => {
  const entry = { chart: patient.chart, way, asked }
  if (element(xml, 'SegmentOfResult') !== '1')
    return { ...entry, validity: null, covers: [], trouble: element(xml, 'ErrorMessage') ?? 'no service' }
  return { ...entry, validity: element(xml, 'QualificationValidity'), covers: coversOf(xml), trouble: null }
}

const unanswered = (patient: Patient, way: Entry['way'], asked: number, trouble: string): Entry => ({
  chart: patient.chart,
  way,
  validity: null,
  covers: [],
  asked,
  trouble,
})

/** Texts of files that were the same in two looks. A file that vanishes between two looks was somebody else's. */
function createLooks(): (path: string) => string | null {
  const last = new Map<string, string>()
  return (path) => {
    const text = existsSync(path) ? fromShiftJis(readFileSync(path)) : ''
    const isSame = text !== '' && last.get(path) === text
    if (isSame || text === '') last.delete(path)
    else last.set(path, text)
    return isSame ? text : null
  }
}

// --- asking by numbers: `req` and `res` ---

const maybe = (name: string, value: string | null): string => (value === null ? '' : `<${name}>${value}</${name}>`)

const requestOf = ({ institutionCode, day }: Clinic, patient: Patient, numbers: Numbers, id: string): string =>
  `<?xml version='1.0' encoding='Shift_JIS' standalone='no'?>
<XmlMsg><MessageHeader>
<QualificationConfirmationDate>${day}</QualificationConfirmationDate>
<MedicalInstitutionCode>${institutionCode}</MedicalInstitutionCode>
<ArbitraryFileIdentifier>${id}</ArbitraryFileIdentifier>
</MessageHeader><MessageBody><QualificationConfirmSearchInfo>
<InsurerNumber>${numbers.insurerNumber.padStart(8)}</InsurerNumber>
${maybe('InsuredCardSymbol', numbers.symbol)}
<InsuredIdentificationNumber>${numbers.number}</InsuredIdentificationNumber>
${maybe('InsuredBranchNumber', numbers.branch)}
<Birthdate>${patient.birthDate}</Birthdate>
<LimitApplicationCertificateRelatedConsFlg>${patient.limitConsent ? 1 : 0}</LimitApplicationCertificateRelatedConsFlg>
</QualificationConfirmSearchInfo></MessageBody></XmlMsg>
`

let counter = 0

async function askByNumbers(clinic: Clinic, patient: Patient, numbers: Numbers, asked: number): Promise<Entry> {
  counter += 1
  const suffix = `${clinic.day}${String(counter).padStart(4, '0')}`
  const id = `患者${patient.chart}-${suffix}`
  const [req, res] = [join(clinic.folder, 'req'), join(clinic.folder, 'res')]
  const name = `OQSsiquc01req_${suffix}.xml`
  writeFileSync(join(req, `.${name}.tmp`), toShiftJis(requestOf(clinic, patient, numbers, id)))
  renameSync(join(req, `.${name}.tmp`), join(req, name))
  const [result, error] = [join(res, name.replace('req_', 'res_')), join(res, name.replace('.xml', '.err'))]
  const look = createLooks()
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(POLL)) {
    const refusal = look(error)
    if (refusal !== null) {
      rmSync(error)
      rmSync(join(res, name), { force: true })
      return unanswered(patient, 'numbers', asked, refusal.trim())
    }
    const answer = look(result)
    if (answer === null) continue
    rmSync(result)
    if (element(answer, 'ArbitraryFileIdentifier') === id) return answered(patient, 'numbers', asked, answer)
    return unanswered(patient, 'numbers', asked, 'the answer is about somebody else')
  }
  rmSync(join(req, name), { force: true })
  return unanswered(patient, 'numbers', asked, 'no answer in three minutes')
}

// --- by card: `face` ---

const isFace = (name: string): boolean => /^OQSsiquc01res_face_.+_\d{14}\.xml$/i.test(name)
const plainKana = (kana: string): string => kana.normalize('NFKC').replaceAll(/\s/g, '')

/** Several people stand at readers at a time: what tells whose a result is are birth date and reading of the name. */
function isAbout(xml: string, { kana, birthDate }: Patient): boolean {
  const found = element(xml, 'NameKana')
  return element(xml, 'Birthdate') === birthDate && (found === null || plainKana(found) === plainKana(kana))
}

/** Results of the reader that lie in `face` for whoever comes to ask for them. */
interface Faces {
  readonly texts: Map<string, string>
  readonly look: () => void
}

function createFaces(folder: string): Faces {
  const texts = new Map<string, string>()
  const twice = createLooks()
  const look = (): void => {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const text = isFace(name) && !texts.has(name) ? twice(join(folder, name)) : null
      if (text !== null) texts.set(name, text)
    }
  }
  return { texts, look }
}

async function askByCard(clinic: Clinic, faces: Faces, patient: Patient, asked: number): Promise<Entry | null> {
  const seen = await clinic.toReader(patient)
  if (seen === 'line-error') return unanswered(patient, 'card', asked, 'the line does not answer')
  if (seen === 'refused') return null
  const begun = Date.now()
  for (; Date.now() < begun + PATIENCE; await pause(POLL)) {
    faces.look()
    // A result without anybody in it is that of somebody of whom no numbers are known; of another one only after a long wait.
    const takesNobody = patient.numbers === null || Date.now() > begun + 10_000
    for (const [name, xml] of faces.texts) {
      const isNobody = element(xml, 'Birthdate') === null
      if (isNobody ? !takesNobody : !isAbout(xml, patient)) continue
      faces.texts.delete(name)
      rmSync(join(clinic.folder, 'face', name), { force: true })
      return answered(patient, 'card', asked, xml)
    }
  }
  return unanswered(patient, 'card', asked, 'no result of the reader in three minutes')
}

// --- the day ---

const COUNTERS = 8

async function ask(clinic: Clinic, faces: Faces, patient: Patient, asked: number): Promise<Entry> {
  const byCard = patient.card ? await askByCard(clinic, faces, patient, asked) : null
  if (byCard !== null) return byCard
  if (patient.numbers !== null) return askByNumbers(clinic, patient, patient.numbers, asked)
  return unanswered(patient, 'numbers', asked, 'neither a card nor numbers')
}

/** A whole day: several counters, one patient each. Whoever could not be asked about is asked about again after the others. */
export async function workDay(clinic: Clinic, patients: readonly Patient[]): Promise<readonly Entry[]> {
  const queue = patients.map((patient) => ({ patient, asked: 1 }))
  const record = new Map<string, Entry>()
  const faces = createFaces(join(clinic.folder, 'face'))
  const counterWork = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { patient, asked } = next
      const entry = await ask(clinic, faces, patient, asked)
      record.set(patient.chart, entry)
      await clinic.told(entry)
      if (entry.trouble !== null && asked < 50) {
        queue.push({ patient, asked: asked + 1 })
        await pause(200)
      }
    }
  }
  await Promise.all(Array.from({ length: COUNTERS }, counterWork))
  return patients.flatMap(({ chart }) => record.get(chart) ?? [])
}
