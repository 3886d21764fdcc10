import { type CivilDate, addDays, civilDate, earlierOf, laterOf, monthOf, yearOf } from '../../../domain/civil-date.ts'
import type { Scheme } from './books.ts'
import { nextEndOfJuly, seventyFifth } from './terms.ts'

/** 割合の有効期限: to the next 31 July or the day before the 75th birthday; 後期 keeps its share until another is decided. @see facts/rules.md 4.2 */
export function shareUntil(scheme: Scheme, birthDate: CivilDate | null, from: CivilDate): CivilDate | null {
  if (scheme === 'kouki') return null
  const end = nextEndOfJuly(from)
  return birthDate === null ? end : earlierOf(end, addDays(seventyFifth(birthDate), -1))
}

/** The last 1 August up to a day: shares are decided anew on it every year. */
function lastFirstOfAugust(day: CivilDate): CivilDate {
  const year = yearOf(day) - (monthOf(day) < 8 ? 1 : 0)
  return civilDate(`${year}-08-01`)
}

/** 発効期日 of a share that was registered before the case. */
export const shareSince = (acquired: CivilDate, elderly: CivilDate | null, now: CivilDate): CivilDate =>
  [acquired, lastFirstOfAugust(now), ...(elderly === null ? [] : [elderly])].reduce(laterOf)
