import type { Share, TraceEntry } from '../presentation.ts'
import { type Result, ok } from '../result.ts'
import type { RuleBook } from '../rules.ts'
import type { LimitBand } from './band.ts'
import { type LimitCase, type LimitProblem, monthlyLimit } from './limit.ts'
import { koukiRelief } from './ratio.ts'

/** One claim of one person at one counter. */
export interface CounterCase extends Omit<LimitCase, 'band' | 'place'> {
  /** 一部負担金の割合 in percent, `100` for 特別療養費. */
  readonly share: Share
  /** The class that may be used, null when none is known or its supply was refused. */
  readonly band: LimitBand | null
  readonly place: 'out-patient' | 'in-patient'
  /** The cover is 後期高齢者医療, whose 2割 had a relief until 2025-09-30; false when absent. */
  readonly kouki?: boolean
}

/** What one claim costs the patient, in yen. */
export interface PatientPays {
  /** The share alone, as it is paid without a class. */
  readonly plain: number
  /** The limit of the class; null without one. */
  readonly limit: number | null
  /** What is asked for at the counter: the smaller of the two. */
  readonly owed: number
}

/** 一部負担金: the share of a cost in yen, to the nearest ten with five upwards. @see 健康保険法75条 */
export const shareOfCost = (totalCost: number, share: Share): number =>
  Math.floor((totalCost * Number(share) + 500) / 1000) * 10

/** The share, held down by the relief of 後期 2割 in out-patient care while it lasted. */
function plainShare({ share, totalCost, careDay, place, kouki = false }: CounterCase, book: RuleBook): number {
  const full = shareOfCost(totalCost, share)
  const relief = kouki && share === '020' && place === 'out-patient' ? koukiRelief(careDay, book) : null
  return relief === null ? full : Math.min(full, shareOfCost(totalCost, '010') + relief)
}

const isPaidInFull = (share: Share): boolean => share === '100'

/**
 * 窓口負担: what the patient owes with the class and would owe without it. 特別療養費 knows no limit at the counter. Refused
 * where the class has no limit established for the month of care.
 *
 * @example
 * patientPays({ share: '030', band: 'A03', totalCost: 1_000_000, careDay, place: 'in-patient' }, latestBook)
 * // care of 2026-07: { plain: 300_000, limit: 87_430, owed: 87_430 }
 * @see facts/rules.md 6, facts/counter.md C09
 */
export function patientPays(
  counter: CounterCase,
  book: RuleBook,
  trace?: TraceEntry[],
): Result<PatientPays, LimitProblem> {
  const plain = plainShare(counter, book)
  const { band, share } = counter
  if (band === null || isPaidInFull(share)) return ok({ plain, limit: null, owed: plain })
  const limit = monthlyLimit({ ...counter, band }, book, trace)
  return limit.ok ? ok({ plain, limit: limit.value, owed: Math.min(plain, limit.value) }) : limit
}
