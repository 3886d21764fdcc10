import fc from 'fast-check'
import type { Core, Edge } from '../requirement.ts'
import { type ShowInput, one, reception } from './cases.ts'
import { onDay } from './edges.ts'
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

/** 旧保険証 of before the change, with the last day printed on it. */
export const oldCard = (validUntil: string): ShowInput[number] => ({
  kind: 'old-card',
  issued: '2024-08-01',
  validUntil,
})

/** 資格情報のお知らせ that lies on the counter without a card. */
export const loneNotice: ShowInput[number] = { kind: 'notice', issued: 'start-30d' }

/** A boundary day of the tolerance: one thing is shown, and no card. */
export const tolerated = (
  day: string,
  id: string,
  title: Edge['title'],
  thing: ShowInput[number],
  traits: (at: number) => Traits = () => ({}),
): Edge => onDay(day, id, title, () => one(traits, reception([thing])))
