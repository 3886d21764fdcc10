import { bodyExpiry, certificateExpiry } from '../../src/domain/certificate.ts'
import { type CivilDate, addDays, addMonths, civilDate } from '../../src/domain/civil-date.ts'
import type { Scheme } from '../../src/domain/ledger.ts'
import { completeNumber } from '../../src/domain/numbers.ts'
import type { CardChange, CoverageChange, PersonChanges } from '../changes.ts'
import { specimenInsurer } from '../insurer.ts'

/** A named hostile-but-legal person. `id` is `theme/name` and is never renamed. */
export interface MagicPerson {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  /** Where the facts tell of such a person. */
  readonly source: string
  /** The member this person is made from: one per block of sixteen, below 1,000. */
  readonly index: number
  /** The differences, given the first day of a scenario. */
  readonly changes: (start: CivilDate) => PersonChanges
}

/** How each scheme of the specimen insurers writes a symbol and the number of a magic person. */
const STYLES: Readonly<Record<Scheme, (serial: number) => Pick<CoverageChange, 'symbol' | 'number' | 'branch'>>> = {
  kyokai: (serial) => ({ symbol: '13990001', number: String(serial), branch: '00' }),
  kenpo: (serial) => ({ symbol: '99', number: String(serial), branch: '00' }),
  kyosai: (serial) => ({ symbol: '公立見本東京', number: String(serial), branch: '00' }),
  kokuho: (serial) => ({ symbol: '0139', number: String(10_000_000 + serial).slice(1), branch: '01' }),
  'kokuho-kumiai': (serial) => ({ symbol: '139', number: String(serial), branch: '01' }),
  kouki: (serial) => ({
    symbol: null,
    number: completeNumber('kouki-insured', String(10_000_000 + serial).slice(1)),
    branch: null,
  }),
  assistance: (serial) => ({
    symbol: null,
    number: completeNumber('public-recipient', String(1_000_000 + serial).slice(1)),
    branch: null,
  }),
}

const SINCE = civilDate('2024-04-01')

/** A whole cover with a specimen insurer, since 2024-04-01 unless told otherwise; `serial` sets people apart. */
export function specimenCover(scheme: Scheme, serial: number, more: CoverageChange = {}): CoverageChange {
  const insurer = specimenInsurer(scheme)
  return {
    scheme,
    insurerNumber: insurer.number,
    insurerName: insurer.name,
    ...STYLES[scheme](serial),
    relation: scheme === 'kouki' || scheme === 'assistance' ? null : 'insured',
    classification: scheme === 'assistance' ? 'A1' : '01',
    acquired: SINCE,
    limit: null,
    ...more,
  }
}

const SOUND = {
  kind: 'ordinary',
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  stayLimited: false,
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
} as const satisfies CardChange

/**
 * A registered card without mishaps, issued eighteen months before `start` with terms by the calendar, and its holder's
 * birth date, by default nearly 46 years before.
 */
export function soundCard(
  start: CivilDate,
  more: CardChange = {},
  birthDate: CivilDate = addMonths(addDays(start, 100), -12 * 46),
): Required<Pick<PersonChanges, 'birthDate' | 'card'>> {
  const issued = addMonths(start, -18)
  const body = bodyExpiry(birthDate, issued, 'FEB28')
  const expiry = certificateExpiry({ birthDate, issued, bodyExpiry: body, leap: 'FEB28' })
  return { birthDate, card: { ...SOUND, issued, bodyExpiry: body, certificate: { issued, expiry }, ...more } }
}

/** A first card whose certificate ends on `expiry`, the holder's 46th birthday; the body lives five years longer. */
export function certificateEnding(
  expiry: CivilDate,
  more: CardChange = {},
): Required<Pick<PersonChanges, 'birthDate' | 'card'>> {
  const issued = addMonths(expiry, -60)
  const card = { ...SOUND, issued, bodyExpiry: addMonths(expiry, 60), certificate: { issued, expiry }, ...more }
  return { birthDate: addMonths(expiry, -12 * 46), card }
}
