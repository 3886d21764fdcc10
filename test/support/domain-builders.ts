import fc from 'fast-check'
import type { Card, CertificatePolicy } from '../../src/domain/certificate.ts'
import { type CivilDate, civilDate, fromDayNumber, toDayNumber } from '../../src/domain/civil-date.ts'
import type { Coverage } from '../../src/domain/ledger.ts'

/** The certificate calendar as the facts have it by default; spread it to change one value. */
export const POLICY: CertificatePolicy = {
  graceExists: true,
  graceMode: 'END_OF_MONTH_PLUS_3',
  graceMonths: 3,
  graceCoversBody: true,
  graceForStayLimited: false,
  renewMonthsBefore: 3,
  pinMaxFailures: 3,
  faceMaxFailures: 10,
  activationLagHours: 24,
}

/** The same calendar on a day: the grace rule exists from 2024-12-02. */
export const policyOn = (day: string): CertificatePolicy => ({ ...POLICY, graceExists: day >= '2024-12-02' })

/** An ordinary registered card whose certificate and body are far from their end. */
export const cardWith = (changes: Partial<Card> = {}): Card => ({
  kind: 'ordinary',
  issued: civilDate('2023-06-01'),
  bodyExpiry: civilDate('2033-05-10'),
  stayLimited: false,
  certificate: { issued: civilDate('2023-06-01'), expiry: civilDate('2028-05-10') },
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
  ...changes,
})

/** A 健保 qualification of an employee. */
export const coverageWith = (changes: Partial<Coverage> = {}): Coverage => ({
  id: 'first',
  scheme: 'kenpo',
  insurerName: '見本健康保険組合',
  key: { insurerNumber: '06139992', symbol: '123', number: '45', branch: '00' },
  classification: '01',
  relation: 'insured',
  insuredName: '見本 太郎',
  acquired: civilDate('2024-04-01'),
  issued: civilDate('2024-04-01'),
  validFrom: civilDate('2024-04-01'),
  validUntil: null,
  koukiRatio: null,
  elderly: null,
  limit: null,
  ...changes,
})

/** Any day of a range, both ends inclusive. */
export const daysWithin = (from: string, until: string): fc.Arbitrary<CivilDate> =>
  fc.integer({ min: toDayNumber(civilDate(from)), max: toDayNumber(civilDate(until)) }).map(fromDayNumber)
