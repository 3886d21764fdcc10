import type { CivilDate } from '../src/domain/civil-date.ts'
import { type MailingPerson, coverAtExtraction, mailingPerson } from './mailing.ts'
import { findByKey, member } from './member.ts'
import type { Population } from './population.ts'

/** No office of the population gives out higher numbers: about 160 belong to a symbol of 協会けんぽ. */
const HIGHEST_NUMBER = 200

/** 事業所の人々: everybody who has or had a number of an office, families included, by index. */
export function peopleOfOffice(population: Population, insurerNumber: string, symbol: string | null): number[] {
  const people = new Set<number>()
  for (let number = 1; number <= HIGHEST_NUMBER; number += 1) {
    const matches = findByKey(population, { insurerNumber, symbol, number: String(number) })
    for (const { index } of matches) people.add(index)
  }
  return [...people].toSorted((a, b) => a - b)
}

/**
 * 事業所ごとの人々: whole offices of 協会けんぽ, each once and nobody twice, in the order in which walking from an index meets
 * their people: those of the day, and those who were there before and are at no other office now. Ends with the population.
 */
export function* officesFrom(
  population: Population,
  from: number,
  day: CivilDate,
): Generator<readonly MailingPerson[]> {
  const seen = new Set<string>()
  const taken = new Set<number>()
  for (let index = from; index < population.size; index += 1) {
    const met = coverAtExtraction(member(population, index), day)
    if (met === null) continue
    const { insurerNumber, symbol } = met.key
    const office = JSON.stringify([insurerNumber, symbol])
    if (seen.has(office)) continue
    seen.add(office)
    const people = peopleOfOffice(population, insurerNumber, symbol).flatMap((each): MailingPerson[] => {
      if (taken.has(each)) return []
      const person = mailingPerson(population.seed, member(population, each), day)
      const cover = coverAtExtraction(person.member, day)
      const elsewhere = cover !== null && (cover.key.insurerNumber !== insurerNumber || cover.key.symbol !== symbol)
      return elsewhere ? [] : [person]
    })
    for (const { member: one } of people) taken.add(one.index)
    yield people
  }
}
