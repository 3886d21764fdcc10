import { type CivilDate, instant, instantOf } from '../src/domain/civil-date.ts'
import { type CoverageState, coverageStates, covers } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { CardFace, Chart, PaperKind, PrintedFields } from '../src/domain/presentation.ts'
import type { CardState } from '../src/domain/certificate.ts'
import type { Ratio } from '../src/domain/ledger.ts'
import type { Misprint } from './scenario.ts'

const FOR_EVER = instant('9999-12-31T23:59:59+09:00')

/** The cover a paper of a day speaks of: the one open on that day, else the next one to begin, else the last one lost. */
export function coverOnPaper(member: Member, day: CivilDate): CoverageState | null {
  const states = coverageStates(member.ledger, FOR_EVER)
  const upcoming = states.filter((state) => state.acquired > day).toSorted((a, b) => (a.acquired < b.acquired ? -1 : 1))
  const cover = states.find((state) => covers(state, day)) ?? upcoming[0] ?? states.at(-1) ?? null
  return cover === null ? null : asOfDay(member, cover, day)
}

/** Yearly entitlements are those of the day; a cover that nobody knew of yet keeps the ones it was registered with. */
function asOfDay(member: Member, cover: CoverageState, day: CivilDate): CoverageState {
  const known = coverageStates(member.ledger, instantOf(day, '23:59:59')).find(({ id }) => id === cover.id)
  return known === undefined ? cover : { ...cover, elderly: known.elderly, limit: known.limit }
}

/** The ratio a paper prints: only people of 70 and over have one. */
export function printedRatio(cover: CoverageState, day: CivilDate): Ratio | null {
  if (cover.scheme === 'kouki') return cover.koukiRatio
  const { elderly } = cover
  return elderly !== null && elderly.from <= day && day <= elderly.until ? elderly.ratio : null
}

/** Days of a paper: when it was made, and its printed term. */
export interface PaperDates {
  readonly issued: CivilDate
  readonly validFrom: CivilDate | null
  readonly validUntil: CivilDate | null
}

const STAMPED: readonly PaperKind[] = ['portal-pdf']
const PAGES: readonly PaperKind[] = ['portal-pdf', 'portal-screen', 'screenshot']

/** What stands on a paper of a person; null when the person never had any cover. @see facts/rules.md section 4 */
export function printPaper(kind: PaperKind, member: Member, dates: PaperDates): PrintedFields | null {
  const day = dates.validFrom ?? dates.issued
  const cover = coverOnPaper(member, day)
  if (cover === null) return null
  return {
    insurerNumber: cover.key.insurerNumber,
    insurerName: cover.insurerName,
    symbol: cover.key.symbol,
    number: cover.key.number,
    branch: cover.key.branch,
    name: member.name.kanji,
    birthDate: member.birthDate,
    ratio: printedRatio(cover, day),
    // A page prints the day on which the cover's paper was issued, not the day on which the page was opened or saved.
    issued: PAGES.includes(kind) ? cover.issued : dates.issued,
    validFrom: dates.validFrom,
    validUntil: dates.validUntil,
    savedAt: STAMPED.includes(kind) ? instantOf(dates.issued, '12:00') : null,
  }
}

/** The fields as they were printed; what is not named is as it should be. */
export function misprinted(fields: PrintedFields, misprint: Misprint | undefined): PrintedFields {
  const { insurerNumber, symbol, number, branch, name, ratio, savedAt } = misprint ?? {}
  return {
    ...fields,
    ...(insurerNumber === undefined ? {} : { insurerNumber }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(number === undefined ? {} : { number }),
    ...(branch === undefined ? {} : { branch }),
    ...(name === undefined ? {} : { name }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(savedAt === undefined ? {} : { savedAt }),
  }
}

/** The front of a My Number card as the clerk sees it. */
export const cardFace = (member: Member, state: CardState, expiryWritten: boolean): CardFace => ({
  name: member.name.kanji,
  birthDate: member.birthDate,
  bodyExpiry: state.bodyExpiry,
  certificateExpiry: expiryWritten ? state.certificateExpiry : null,
  faceOnlyMark: state.kind === 'face-only',
  photo: state.kind !== 'photoless',
})

/** The clinic's own record as it was written on a day. */
export function chartOf(member: Member, asOf: CivilDate, lastCheckedOn: CivilDate | null): Chart {
  const cover = coverOnPaper(member, asOf)
  return {
    patientNo: `P${String(member.index).padStart(9, '0')}`,
    name: member.name.kanji,
    birthDate: member.birthDate,
    key: cover?.key ?? null,
    ratio: cover === null ? null : printedRatio(cover, asOf),
    lastCheckedOn,
  }
}
