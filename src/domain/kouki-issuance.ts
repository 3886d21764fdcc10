import { type CivilDate, birthday, civilDate, reachesAgeOn } from './civil-date.ts'
import { koukiAgeForAll, koukiUses } from './rules/issuance.ts'
import { type RuleBook, valueOn } from './rules.ts'
import { latestBook } from './rulesets.ts'

/** 後期の交付の定め: what a 広域連合 has decided for those below the age from which everybody gets a certificate. */
export interface KoukiDecision {
  readonly koukiRule: 'HOLDING' | 'USAGE'
  /** How 85 on 2026-08-01 is counted; an assumption (L). @see facts/rules.md section 9 no. 28 */
  readonly koukiAgeMode: 'BIRTHDAY' | 'LEGAL'
}

/** 年齢による交付の基準日: 85 is looked at on this day only. @see facts/rules.md section 7 [W18][W19] */
export const KOUKI_AGE_DAY = civilDate('2026-08-01')

/** One member of 後期 with what is known of his card. */
export interface KoukiStanding {
  readonly birthDate: CivilDate
  readonly hasCard: boolean
  /** Null where nobody counts. */
  readonly uses: { readonly inTwelveMonths: number; readonly inThreeMonths: number } | null
}

/** 85歳の到達: the day on which an age counts, by the birthday or in law on the day before. */
const ageDay = (birthDate: CivilDate, age: number, mode: KoukiDecision['koukiAgeMode']): CivilDate =>
  mode === 'LEGAL' ? reachesAgeOn(birthDate, age) : birthday(birthDate, age, 'FEB28')

/**
 * 資格確認書かお知らせか: what a member of 後期 gets for the time from 2026-08-01, without having applied. Age, day and uses are
 * rows of the book. @see facts/rules.md section 7, src/domain/rules/issuance.ts
 */
export function koukiPaper(
  { birthDate, hasCard, uses }: KoukiStanding,
  { koukiRule, koukiAgeMode: mode }: KoukiDecision,
  book: RuleBook = latestBook,
): 'certificate' | 'notice' {
  const age = valueOn(koukiAgeForAll, KOUKI_AGE_DAY, book)
  const isOldEnough = age !== null && ageDay(birthDate, age, mode) <= KOUKI_AGE_DAY
  if (!hasCard || isOldEnough) return 'certificate'
  if (koukiRule === 'HOLDING' || uses === null) return 'notice'
  const enough = valueOn(koukiUses, KOUKI_AGE_DAY, book)
  const isUsed = enough !== null && uses.inTwelveMonths >= enough && uses.inThreeMonths > 0
  return isUsed ? 'notice' : 'certificate'
}
