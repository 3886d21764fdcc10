import { member, population } from '../generators/index.ts'
import { civilDate, instant } from '../src/domain/civil-date.ts'
import { coverageOn } from '../src/domain/ledger.ts'

export const SEED = 42
export const START = '2026-11-21T09:00:00+09:00'
export const FACILITY = '1319999999'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const element = (name: string, value: string | null): string =>
  value === null ? '' : `<${name}>${escaped(value)}</${name}>`
const compact = (date: string): string => date.replaceAll('-', '')

/**
 * 資格確認要求 bodies, each about somebody else who is covered on the day, spread over the whole population; people come
 * again where there are fewer.
 * Typed here from the layout, so that the bench asks as a clinic would and shares no code with the answer.
 */
export function requestBodies(count: number, size?: number): string[] {
  const people = population({ seed: SEED, ...(size === undefined ? {} : { size }) })
  const day = civilDate(START.slice(0, 10))
  const bodies: string[] = []
  // A stride prime to the size visits every index once before it repeats.
  for (let step = 1; bodies.length < count; step += 1) {
    const person = member(people, (step * 48_271_007) % people.size)
    const key = coverageOn(person.ledger, day, instant(START))[0]?.key
    if (key === undefined) continue
    bodies.push(
      `<?xml version="1.0" encoding="UTF-8" standalone="no"?><XmlMsg><MessageHeader>${[
        element('QualificationConfirmationDate', compact(day)),
        element('MedicalInstitutionCode', FACILITY),
        element('ArbitraryFileIdentifier', `BENCH${bodies.length}`),
      ].join('')}</MessageHeader><MessageBody><QualificationConfirmSearchInfo>${[
        element('InsurerNumber', key.insurerNumber.padStart(8)),
        element('InsuredCardSymbol', key.symbol),
        element('InsuredIdentificationNumber', key.number),
        element('InsuredBranchNumber', key.branch),
        element('Birthdate', compact(person.birthDate)),
        element('LimitApplicationCertificateRelatedConsFlg', '1'),
      ].join('')}</QualificationConfirmSearchInfo></MessageBody></XmlMsg>`,
    )
  }
  return bodies
}
