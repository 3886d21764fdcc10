import { type CivilDate, type Instant, dayOfMonth } from './civil-date.ts'
import { type CoverageKey, type CoverageState, coverageStates, covers, sameKey } from './ledger.ts'
import type { Member } from './person.ts'
import type { Answer, AnswerRecord } from './presentation.ts'

/** How a card inquiry answers when two medical insurances are open. @see facts/wire.md ASM-29 */
export type OverlapPolicy = 'OLDER' | 'NEWER' | 'BOTH'

/** Day of the month on which the 医療券 is normally there; `ticket.day` of the settings. @see facts/wire.md ASM-35 */
const TICKET_DAY = 15

const isAssistance = (state: CoverageState): boolean => state.classification === 'A1'

/** 医療券: whether this month's ticket is registered on a day. @see facts/rules.md 2.1 row AF */
function hasTicket({ ticket }: CoverageState, day: CivilDate, ticketDay: number): boolean {
  if (ticket === undefined) return dayOfMonth(day) >= ticketDay
  return ticket !== null && ticket <= day
}

const recordOf = (member: Member, state: CoverageState, day: CivilDate, ticketDay: number): AnswerRecord => ({
  key: state.key,
  scheme: state.scheme,
  classification: state.classification,
  name: member.name.kanji,
  ...(member.otherName === null ? {} : { otherName: member.otherName.kanji }),
  birthDate: member.birthDate,
  koukiRatio: state.koukiRatio,
  elderly: state.elderly,
  limitBand: state.limit?.band ?? null,
  loss: state.loss,
  ...(isAssistance(state) ? { ticket: hasTicket(state, day, ticketDay) } : {}),
})

const byAcquisition = (a: CoverageState, b: CoverageState): number =>
  a.acquired < b.acquired ? -1 : a.acquired > b.acquired ? 1 : 0

/**
 * 国保 stands open for one lawful day beside employee cover or 後期; on that day the new cover answers.
 * @see facts/insurer.md 1.7, facts/counter.md S10
 */
function isLawfulDouble(open: readonly CoverageState[], day: CivilDate): CoverageState | null {
  const newest = open.toSorted(byAcquisition).at(-1)
  const oldest = open.toSorted(byAcquisition)[0]
  return newest !== undefined && oldest?.scheme === 'kokuho' && newest.acquired === day ? newest : null
}

/** What a card inquiry shows: a qualification with the loss it may carry, and the second record of the same answer. */
export interface CardCoverage {
  readonly validity: 1 | 2 | 6
  readonly state: CoverageState
  /** 医療扶助 beside an insurance, or with `BOTH` the other of two open insurances. */
  readonly beside: CoverageState | null
}

/** The qualifications that a card inquiry shows for a day; null when nothing was ever registered. */
export function cardCoverage(
  member: Member,
  day: CivilDate,
  knownAt: Instant,
  overlap: OverlapPolicy,
  ticketDay: number = TICKET_DAY,
): CardCoverage | null {
  const states = coverageStates(member.ledger, knownAt).filter((state) => state.acquired <= day)
  const open = states.filter((state) => covers(state, day)).toSorted(byAcquisition)
  const insurance = open.filter((state) => !isAssistance(state))
  const lawful = isLawfulDouble(insurance, day)
  const chosen = lawful ?? (overlap === 'NEWER' ? insurance.at(-1) : insurance[0])
  const assistance = open.find(isAssistance) ?? null
  const other = overlap === 'BOTH' && lawful === null ? (insurance[1] ?? null) : null
  if (chosen !== undefined) return { validity: 1, state: chosen, beside: assistance ?? other }
  if (assistance !== null) {
    return { validity: hasTicket(assistance, day, ticketDay) ? 1 : 6, state: assistance, beside: null }
  }
  const lost = states.toSorted((a, b) => ((a.loss?.date ?? '') < (b.loss?.date ?? '') ? -1 : 1)).at(-1)
  return lost === undefined ? null : { validity: 2, state: lost, beside: null }
}

/** 照会区分 1: an inquiry with the card answers 1, 2, 4 or 6, never 3. @see facts/rules.md 2.3 */
export function answerToCard(
  member: Member,
  day: CivilDate,
  knownAt: Instant,
  overlap: OverlapPolicy,
  ticketDay: number = TICKET_DAY,
): Answer {
  if (member.card?.flags.noSelfInfo === true) return { validity: 4, record: null }
  const found = cardCoverage(member, day, knownAt, overlap, ticketDay)
  if (found === null) return { validity: 4, record: null }
  const shown = (state: CoverageState): AnswerRecord => recordOf(member, state, day, ticketDay)
  return {
    validity: found.validity,
    record: shown(found.state),
    ...(found.beside === null ? {} : { beside: shown(found.beside) }),
  }
}

/** A member and one of his qualifications whose numbers match an inquiry. */
export interface KeyMatch {
  readonly member: Member
  readonly state: CoverageState
}

/** Qualifications of these members that match the asked numbers and birth date, as far as known. */
export function matchKey(
  members: readonly Member[],
  key: CoverageKey,
  birthDate: CivilDate,
  knownAt: Instant,
): KeyMatch[] {
  return members
    .filter((member) => member.birthDate === birthDate)
    .flatMap((member) =>
      coverageStates(member.ledger, knownAt)
        .filter((state) => sameKey(state.key, key))
        .map((state) => ({ member, state })),
    )
}

/**
 * 照会区分 2: an inquiry by number answers 1 (asked numbers valid), 2 (lost, nothing newer), 3 (lost, something newer,
 * not shown), 4 (nothing matches) or 5 (several match). @see facts/rules.md 2.3, facts/wire.md 5.1
 */
export function answerToNumber(
  matches: readonly KeyMatch[],
  day: CivilDate,
  knownAt: Instant,
  ticketDay: number = TICKET_DAY,
): Answer & { readonly match: KeyMatch | null } {
  const usable = matches.filter(({ state }) => state.acquired <= day)
  const people = new Set(usable.map(({ member }) => member.index))
  if (usable.length === 0) return { validity: 4, record: null, match: null }
  if (people.size > 1) return { validity: 5, record: null, match: null }
  const open = usable.find(({ state }) => covers(state, day))
  if (open !== undefined) {
    const waits = isAssistance(open.state) && !hasTicket(open.state, day, ticketDay)
    return { validity: waits ? 6 : 1, record: recordOf(open.member, open.state, day, ticketDay), match: open }
  }
  const lost = usable.toSorted((a, b) => ((a.state.loss?.date ?? '') < (b.state.loss?.date ?? '') ? -1 : 1)).at(-1)
  if (lost === undefined) return { validity: 4, record: null, match: null }
  const newer = coverageStates(lost.member.ledger, knownAt).some(
    (state) => covers(state, day) && state.acquired > lost.state.acquired,
  )
  return { validity: newer ? 3 : 2, record: recordOf(lost.member, lost.state, day, ticketDay), match: lost }
}
