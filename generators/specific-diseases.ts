import { type CivilDate, addMonths, civilDate, laterOf, startOfMonth } from '../src/domain/civil-date.ts'
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
 * began on the first of a month and has no end. They go into answers by
 * card only, and only with the patient's own consent. @see facts/wire.md 2.2 row 32, 5.1
 */
export function specificDiseasesOf(seed: number, member: Member, day: CivilDate): SpecificDisease[] {
  const lot = scale(hash32(seed, 'specific-diseases', member.index), 1_000_000)
  let first = 0
  for (const category of CATEGORIES) {
    const beyond = first + PER_MILLION[category]
    if (lot >= first && lot < beyond) {
      const began = beginning(seed, member)
      return began <= day ? [{ category, issued: began, from: began, until: null, selfPay: SELF_PAY }] : []
    }
    first = beyond
  }
  return []
}

/** The first day of a certificate: the first of a month, in the sixth year of life at the earliest. */
function beginning(seed: number, member: Member): CivilDate {
  const drawn = addMonths(EARLIEST, stream(seed, 'specific-diseases-from', member.index).below(MONTHS))
  return laterOf(drawn, startOfMonth(addMonths(member.birthDate, 61)))
}
