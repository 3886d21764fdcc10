// A clinic system that knows nothing but folders: it drops requests into `req`, looks into `res` now and then, and clears up
// behind itself. node:fs and polling, Shift_JIS both ways. Copy it, and change what is yours.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromShiftJis, toShiftJis } from './shift-jis.ts'

/** What stands on the patient's papers. */
export interface Patient {
  readonly chart: string
  readonly insurerNumber: string
  readonly symbol: string | null
  readonly number: string
  readonly branch: string | null
  /** YYYYMMDD */
  readonly birthDate: string
}

/** What the clinic writes down: `validity` as in OQSCD006, null while nothing could be learnt. */
export interface Entry {
  readonly chart: string
  readonly validity: string | null
  readonly name: string | null
  readonly insurerNumber: string | null
  /** How often it asked. */
  readonly asked: number
  /** What was said when it could not be answered. */
  readonly trouble: string | null
}

export interface Clinic {
  readonly folder: string
  readonly institutionCode: string
  /** YYYYMMDD */
  readonly day: string
}

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

const element = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim() ?? null

const maybe = (name: string, value: string | null): string => (value === null ? '' : `<${name}>${value}</${name}>`)

const requestOf = ({ institutionCode, day }: Clinic, paper: Patient, id: string): string =>
  `<?xml version='1.0' encoding='Shift_JIS' standalone='no'?>
<XmlMsg><MessageHeader>
<QualificationConfirmationDate>${day}</QualificationConfirmationDate>
<MedicalInstitutionCode>${institutionCode}</MedicalInstitutionCode>
<ArbitraryFileIdentifier>${id}</ArbitraryFileIdentifier>
</MessageHeader><MessageBody><QualificationConfirmSearchInfo>
<InsurerNumber>${paper.insurerNumber.padStart(8)}</InsurerNumber>
${maybe('InsuredCardSymbol', paper.symbol)}
<InsuredIdentificationNumber>${paper.number}</InsuredIdentificationNumber>
${maybe('InsuredBranchNumber', paper.branch)}
<Birthdate>${paper.birthDate}</Birthdate>
<LimitApplicationCertificateRelatedConsFlg>0</LimitApplicationCertificateRelatedConsFlg>
</QualificationConfirmSearchInfo></MessageBody></XmlMsg>
`

/** Waits for a file to be there and the same in two looks; null after three minutes. */
async function finished(paths: readonly string[]): Promise<{ readonly path: string; readonly text: string } | null> {
  let last = ''
  for (const end = Date.now() + 180_000; Date.now() < end; await pause(50)) {
    const path = paths.find((one) => existsSync(one))
    if (path === undefined) continue
    const text = fromShiftJis(readFileSync(path))
    if (text !== '' && text === last) return { path, text }
    last = text
  }
  return null
}

let counter = 0

/** Asks about one patient. */
async function ask(clinic: Clinic, patient: Patient, asked: number): Promise<Entry> {
  counter += 1
  const suffix = `${clinic.day}${String(counter).padStart(4, '0')}`
  const [req, res] = [join(clinic.folder, 'req'), join(clinic.folder, 'res')]
  const name = `OQSsiquc01req_${suffix}.xml`
  writeFileSync(join(req, `.${name}.tmp`), toShiftJis(requestOf(clinic, patient, `患者${patient.chart}-${suffix}`)))
  renameSync(join(req, `.${name}.tmp`), join(req, name))
  const error = join(res, name.replace('.xml', '.err'))
  const answer = await finished([join(res, name.replace('req_', 'res_')), error])
  const entry = { chart: patient.chart, validity: null, name: null, insurerNumber: null, asked }
  if (answer === null) {
    rmSync(join(req, name), { force: true })
    return { ...entry, trouble: 'no answer in three minutes' }
  }
  rmSync(answer.path)
  if (answer.path === error) {
    rmSync(join(res, name), { force: true })
    return { ...entry, trouble: answer.text.trim() }
  }
  if (element(answer.text, 'ArbitraryFileIdentifier') !== `患者${patient.chart}-${suffix}`)
    return { ...entry, trouble: 'the answer is about somebody else' }
  if (element(answer.text, 'SegmentOfResult') !== '1')
    return { ...entry, trouble: element(answer.text, 'ErrorMessage') ?? 'no service' }
  return {
    ...entry,
    validity: element(answer.text, 'QualificationValidity'),
    name: element(answer.text, 'Name'),
    insurerNumber: element(
      answer.text.slice(0, answer.text.indexOf('<QualificationConfirmSearchInfo>')),
      'InsurerNumber',
    ),
    trouble: null,
  }
}

const COUNTERS = 8

/**
 * A whole day: several counters, one patient each. Whoever could not be asked about is asked about again after the others.
 * `told` hears of every entry, troubles included, before the next patient is called.
 */
export async function workDay(
  clinic: Clinic,
  patients: readonly Patient[],
  told: (entry: Entry) => void | Promise<void> = () => undefined,
): Promise<readonly Entry[]> {
  const queue = patients.map((patient) => ({ patient, asked: 1 }))
  const record = new Map<string, Entry>()
  const counterWork = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { patient, asked } = next
      const entry = await ask(clinic, patient, asked)
      record.set(patient.chart, entry)
      await told(entry)
      if (entry.trouble !== null && asked < 50) {
        queue.push({ patient, asked: asked + 1 })
        await pause(200)
      }
    }
  }
  await Promise.all(Array.from({ length: COUNTERS }, counterWork))
  return patients.flatMap(({ chart }) => record.get(chart) ?? [])
}
