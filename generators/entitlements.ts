import { elderlyStart, koukiStart } from '../src/domain/ages.ts'
import { type CivilDate, addDays, earlierOf, laterOf } from '../src/domain/civil-date.ts'
import type { ElderlyGroup, LimitInfo, Ratio } from '../src/domain/ledger.ts'
import { benefitYearOf, nextBenefitYear } from './calendar.ts'

/** How many days before its first day a yearly paper is made. */
export const MAILED_BEFORE = 12

/**
 * 高齢受給者証情報 of a cover from `acquired` (inclusive) to `ends` (exclusive): one group for every benefit year that the
 * person is 70 to 74 in, each to 31 July or the day before the 75th birthday. @see facts/rules.md section 6
 */
export function elderlyGroups(
  birthDate: CivilDate,
  acquired: CivilDate,
  ends: CivilDate,
  ratio: Ratio,
): ElderlyGroup[] {
  const last = addDays(koukiStart(birthDate), -1)
  const stop = earlierOf(ends, addDays(last, 1))
  const groups: ElderlyGroup[] = []
  let from = laterOf(elderlyStart(birthDate), acquired)
  for (let year = benefitYearOf(from); from < stop; from = year.from) {
    groups.push({ issued: addDays(from, -MAILED_BEFORE), from, until: earlierOf(year.until, last), ratio })
    year = nextBenefitYear(year)
  }
  return groups
}

/** 限度額適用認定証の種類 of a class: together with meals for people of low income. @see facts/wire.md 3.1 OQSCD011 and OQSCD012 */
export const limitKind = (band: string): LimitInfo['kind'] =>
  ['A05', 'A06', 'B05', 'B06', 'B07', 'B08'].includes(band) ? '02' : '01'

/** 限度額適用認定証関連情報 for every benefit year that touches `from` (inclusive) to `ends` (exclusive). */
export function limitYears(band: string, from: CivilDate, ends: CivilDate): LimitInfo[] {
  const limits: LimitInfo[] = []
  let first = from
  for (let year = benefitYearOf(from); first < ends; first = year.from) {
    limits.push({ kind: limitKind(band), band, issued: addDays(first, -MAILED_BEFORE), from: first, until: year.until })
    year = nextBenefitYear(year)
  }
  return limits
}
