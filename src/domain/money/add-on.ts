import type { CivilDate } from '../civil-date.ts'
import type { Ratio } from '../ledger.ts'
import type { TraceEntry } from '../presentation.ts'
import { type RuleBook, valueOn } from '../rules.ts'
import * as money from '../rules/money.ts'

/** What the add-on depends on. */
export interface AddOnCase {
  readonly day: CivilDate
  /** How the cover was shown: with the My Number card, or in any other way. */
  readonly shownBy: 'my-number-card' | 'other'
  /** 初診料, 調剤管理料, or a fee that knows no such add-on. */
  readonly fee: 'first-visit' | 'dispensing' | 'other'
  readonly share: Ratio
}

/** Yen: the whole cost, and the patient's part of it. */
export interface AddOn {
  readonly cost: number
  readonly patient: number
}

const NOTHING: AddOn = { cost: 0, patient: 0 }

/**
 * 医療情報の加算: what the way of showing the cover adds to a visit. Nothing by default (`fee.addOn` = OFF); under SEEDS what
 * the original documents tell: 10円 with the card and 30円 without, from 2024-06-01 to 2024-11-30.
 *
 * @see facts/rules.md 9 no. 14 [S0][S1][S2]
 */
export function addOn({ day, shownBy, fee, share }: AddOnCase, book: RuleBook, trace?: TraceEntry[]): AddOn {
  if (fee === 'other' || valueOn(money.addOnMode, day, book, trace) === 'OFF') return NOTHING
  const costs = valueOn(money.seedAddOn, day, book, trace)
  if (costs === null) return NOTHING
  const cost = shownBy === 'my-number-card' ? costs.myNumberCard : costs.otherwise
  return { cost, patient: (cost * Number(share)) / 100 }
}
