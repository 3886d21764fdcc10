import type { CertificatePolicy } from './certificate.ts'
import type { CivilDate } from './civil-date.ts'
import type { TraceEntry } from './presentation.ts'
import { type RuleBook, valueOn } from './rules.ts'
import * as rules from './rules/certificate-and-grace.ts'

/** The values of the certificate calendar in force on a day. */
export function certificatePolicy(day: CivilDate, book: RuleBook, trace?: TraceEntry[]): CertificatePolicy {
  const read = <T>(rule: Parameters<typeof valueOn<T>>[0]): T => valueOn(rule, day, book, trace)
  return {
    graceExists: read(rules.graceExists),
    graceMode: read(rules.graceMode),
    graceMonths: read(rules.graceMonths),
    graceCoversBody: read(rules.graceCoversBody),
    graceForStayLimited: read(rules.graceStayLimited),
    renewMonthsBefore: read(rules.renewMonthsBefore),
    pinMaxFailures: read(rules.pinMaxFailures),
    faceMaxFailures: read(rules.faceMaxFailures),
    activationLagHours: read(rules.activationLagHours),
  }
}
