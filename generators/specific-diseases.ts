import { type CivilDate, addDays, addMonths, civilDate, laterOf, startOfMonth } from '../src/domain/civil-date.ts'
import type { Member } from '../src/domain/person.ts'
import type { SpecificDisease } from '../src/wire/qualification-record.ts'
import { hash32, scale, stream } from './seed.ts'

/** How many of a million members hold a certificate of a category; ours, chosen so that small worlds have some. */
const PER_MILLION = { '1': 3000, '2': 100, '3': 20 } as const

const CATEGORIES = ['1', '2', '3'] as const

/** 自己負担限度額(月), yen. @see facts/rules.md 4.6 */
const SELF_PAY = 10_000

/** The certificates of the simulated Japan began within ten years from this day. */
const EARLIEST = civilDate('2016-01-01')
const MONTHS = 120

/**
 * 特定疾病療養受療証: made-up certificates of a member as of a day, the same whenever asked; nearly everybody has none. Each
 * began on the first of a month; most have no end, the others are made out again every five years. They go into answers by
 * card only, and only with the patient's own consent. @see facts/wire.md 2.2 row 32, 5.1
 */
export function specificDiseasesOf(seed: number, member: Member, day: CivilDate): SpecificDisease[] {
  const lot = scale(hash32(seed, 'specific-diseases', member.index), 1_000_000)
  let first = 0
  for (const category of CATEGORIES) {
    const beyond = first + PER_MILLION[category]
    if (lot >= first && lot < beyond) {
      const began = beginning(seed, member)
      return began <= day ? [{ category, ...termOn(seed, member, began, day), selfPay: SELF_PAY }] : []
    }
    first = beyond
  }
  return []
}

/** How many of ten certificates have a printed end, and for how many months each is made out; ours. */
const WITH_END = 3
const TERM = 60

/** The certificate in force on a day: the first one for good, or the last of those that follow each other. */
function termOn(
  seed: number,
  member: Member,
  began: CivilDate,
  day: CivilDate,
): Pick<SpecificDisease, 'issued' | 'from' | 'until'> {
  if (scale(hash32(seed, 'specific-diseases-end', member.index), 10) >= WITH_END) {
    return { issued: began, from: began, until: null }
  }
  let from = began
  while (addMonths(from, TERM) <= day) from = addMonths(from, TERM)
  return { issued: from, from, until: addDays(addMonths(from, TERM), -1) }
}

/** The first day of a certificate: the first of a month, in the sixth year of life at the earliest. */
function beginning(seed: number, member: Member): CivilDate {
  const drawn = addMonths(EARLIEST, stream(seed, 'specific-diseases-from', member.index).below(MONTHS))
  return laterOf(drawn, startOfMonth(addMonths(member.birthDate, 61)))
}
