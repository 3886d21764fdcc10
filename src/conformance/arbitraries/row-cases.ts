import fc from 'fast-check'
import type { Core } from '../requirement.ts'
import { type ShowInput, reception } from './cases.ts'
import { type Traits, changedInsurer, employeeCover, index, person } from './people.ts'

/** What a patient agrees to at the reader. */
export interface Agreed {
  readonly medicines: boolean
  readonly checkups: boolean
}

/** A card put on the reader, some views refused. */
export const cardAgreeing = (consents: Agreed): ShowInput => [{ kind: 'my-number-card', reader: ['face'], consents }]

/** 国保 of a municipality that has nothing to do with the address: a student away from home, a resident of a facility. */
export const distantMember =
  (insurerNumber: string) =>
  (at: number): Traits => ({
    covers: [
      employeeCover(at, {
        scheme: 'kokuho',
        insurerNumber,
        insurerName: '見本市',
        symbol: '07',
        relation: null,
      }),
    ],
  })

/** Municipalities far from each other: no address fits all of them. */
export const distantInsurer = fc.constantFrom('138016', '478016', '018010')

const REGISTERED = { kanji: '見本　アン', kana: 'ミホン　アン' }
const COMMON = { kanji: '高見　花子', kana: 'タカミ　ハナコ' }

/** The chart was opened under the common name and with the numbers of the former insurer. */
export const underCommonName = (show: ShowInput): fc.Arbitrary<Core> =>
  index.map((at) => {
    const birthDate = `19${60 + (at % 39)}-05-15`
    const covers = changedInsurer(at, 'start-30d')
    return {
      people: {
        patient: person(at, { name: REGISTERED, otherName: COMMON, birthDate, covers }),
        known: person((at + 16) % 125_000_000, { name: COMMON, birthDate, covers: covers.slice(0, 1), card: null }),
      },
      steps: [reception(show, { chart: { of: 'known', asOf: 'start-60d' } })],
    }
  })
