import { insurerOf, specimenInsurer } from '../../generators/index.ts'
import { type CivilDate, type Instant, compactInstant, dateOf, instantOf } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates, covers } from '../../src/domain/ledger.ts'
import { parseInsurerNumber, schemeOfInsurerNumber } from '../../src/domain/numbers.ts'
import { indexOfPersonNumber, personNumberOf } from '../../src/domain/person-number.ts'
import type { Member } from '../../src/domain/person.ts'
import {
  type FileTimeline,
  type FilingInsurer,
  type MemberFile,
  type MemberNumbers,
  type RegistrationPractice,
  type Resident,
  type Submission,
  applyOperation,
  coverOf,
  emptyFile,
  fileOfCover,
  registrationPolicy,
  runAfter,
  sameNumbers,
  standardRegistration,
  timelineOf,
} from '../../src/domain/registration.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { foldWidth } from '../../src/domain/text.ts'
import {
  type ComparisonResult,
  type Receipt,
  type ReceiptLine,
  type RegistrationLogLine,
  readRecords,
} from '../../src/wire/insurer-records.ts'
import type { WorldChange, WorldEvent, WorldEventOf } from '../events.ts'
import type { ServicePractice } from '../practice.ts'
import { type Desk, type FoundFile, judge } from './judge.ts'
import { ACCEPTED, refusal } from './messages.ts'

type Line = WorldEventOf<'insurer-line'>

/** What the gateway needs of its world. */
export interface GatewayWorld {
  readonly now: () => Instant
  readonly book: RuleBook
  readonly practice: ServicePractice
  /** How many events there are: a number that never comes twice after an append. */
  readonly serial: () => number
  readonly append: (change: WorldChange) => WorldEvent
  /** Lines known at a moment, in order. */
  readonly lines: (at: Instant) => readonly Line[]
  /** A person without anything that came through the gateway. */
  readonly own: (name: string) => Member | null
  /** Who stands behind an index of the population here. */
  readonly nameOf: (index: number) => string | null
  /** Names of everybody who may have these numbers. */
  readonly candidates: (key: CoverageKey) => readonly string[]
  /** Writes down that a person may be found under these numbers. */
  readonly enter: (person: string, key: CoverageKey) => void
}

/** Whose view: `service` is that of the service in this world, `truth` that of one which does everything right. */
export type GatewayView = 'service' | 'truth'

/** 中間サーバー: what insurers filed in one world, and what follows from it. */
export interface Gateway {
  /** The insurer of a path; null when the number is none. */
  readonly insurer: (text: string) => FilingInsurer | null
  /** Takes a file of records. */
  readonly receive: (insurer: FilingInsurer, text: string) => Receipt
  /** Lines as received, after a cursor (exclusive). */
  readonly log: (insurer: FilingInsurer, after: number) => readonly RegistrationLogLine[]
  /** B1, after a cursor (exclusive). */
  readonly results: (insurer: FilingInsurer, after: number) => readonly ComparisonResult[]
  /** What became of every file of an insurer, as known now. */
  readonly timelines: (insurer: FilingInsurer) => readonly FileTimeline[]
  /** A person with what was filed about him. */
  readonly applied: (name: string, own: Member, view: GatewayView) => Member
  /** Whether the medical information behind a cover may not be given now. */
  readonly hidesMedical: (name: string, coverageId: string) => boolean
  /** Whether an insurer voided a cover from its first day. */
  readonly isVoided: (name: string, coverageId: string) => boolean
  /** Everybody about whom something was filed. */
  readonly people: () => Iterable<string>
}

/** One file of one insurer: a membership with the lines that went to it. */
interface Folder {
  readonly id: string
  readonly insurer: FilingInsurer
  /** The cover of the world's own ledger that it began with. */
  readonly base: { readonly person: string; readonly coverageId: string } | null
  readonly lines: Line[]
  readonly cache: Partial<Record<GatewayView, { readonly stamp: string; readonly timeline: FileTimeline }>>
}

const insurerName = (number: string, scheme: FilingInsurer['scheme']): string => {
  const specimen = specimenInsurer(scheme)
  return insurerOf(number)?.name ?? (specimen.number === number ? specimen.name : `見本の保険者 ${number}`)
}

const familyOf = ({ symbol, number }: MemberNumbers): string =>
  `${foldWidth(symbol ?? '').trim()}|${foldWidth(number).trim()}`

/** Files of one insurer as accepted so far, found by numbers and by person. */
class_placeholder
