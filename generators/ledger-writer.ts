import { elderlyStart } from '../src/domain/ages.ts'
import {
  type CivilDate,
  type Instant,
  addDays,
  addSeconds,
  civilDate,
  fiscalYear,
  fromDayNumber,
  instant,
  laterOf,
  yearOf,
} from '../src/domain/civil-date.ts'
import type { Coverage, CoveragePatch, ElderlyGroup, LedgerEvent, LimitInfo, Ratio } from '../src/domain/ledger.ts'
import type { Span } from './coverage-history.ts'
import type { Household, Resident } from './household.ts'
import { issueKey } from './insurer.ts'
import { Q } from './questions.ts'
import { draw, falls } from './seed.ts'

const EPOCH = instant('1970-01-01T00:00:00+09:00')
const DAY = 86_400

/** A moment counted in seconds of the Japanese clock. */
const momentOf = (seconds: number): Instant => addSeconds(EPOCH, seconds)

const ask = (home: Household, person: Resident, question: number): number =>
  draw(home.population.salt, person.index, question)

/** 年度 of benefits: the year from 1 August (inclusive) to 31 July that a day belongs to, named by its first year. */
export const benefitYear = (day: CivilDate): number =>
  fiscalYear(day) - (day >= `${fiscalYear(day)}-08-01` || day < `${fiscalYear(day)}-04-01` ? 0 : 1)

/** First and last day (both inclusive) of the benefit year of a day. */
export const benefitYearRange = (day: CivilDate): { readonly from: CivilDate; readonly until: CivilDate } => {
  const year = benefitYear(day)
  return { from: civilDate(`${year}-08-01`), until: civilDate(`${year + 1}-07-31`) }
}

const koukiRatio = (bits: number): Ratio => (falls(bits, 0.71) ? '010' : falls(bits, 0.91) ? '020' : '030')
const elderlyRatio = (bits: number): Ratio => (falls(bits, 0.87) ? '020' : '030')

/** 適用区分 that go with a ratio, the most frequent first. @see facts/wire.md 3.1 OQSCD012 */
const BANDS = {
  young: ['A03', 'A04', 'A03', 'A05', 'A02', 'A04', 'A01'],
  elderly: { '010': ['B05'], '020': ['B05', 'B06', 'B04'], '030': ['B03', 'B02', 'B01'] },
  kouki: { '010': ['B05', 'B06', 'B10'], '020': ['B09'], '030': ['B03', 'B02', 'B01'] },
} as const

/** 限度額適用認定証 kind of a class: with meals for people of low income. @see facts/wire.md 3.1 OQSCD011 */
export const limitKind = (band: string): LimitInfo['kind'] =>
  ['A05', 'A06', 'B05', 'B06', 'B07', 'B08'].includes(band) ? '02' : '01'

interface Correction {
  /** Day and second of the clock. */
  readonly known: Instant
  readonly patch: CoveragePatch
}

/** 高齢受給者証 for every benefit year from 70 on, each known twelve days before it begins. */
function elderlyCorrections(home: Household, person: Resident, birthDate: CivilDate, span: Span): Correction[] {
  if (span.scheme === 'kouki' || span.scheme === 'assistance') return []
  const { referenceDate, referenceDay } = home.population
  if (referenceDay + 366 - person.birth < 25_550) return []
  const start = elderlyStart(birthDate)
  const ends = fromDayNumber(Math.min(span.lost ?? referenceDay + 366, referenceDay + 366))
  const ratio = elderlyRatio(ask(home, person, Q.ratio))
  const corrections: Correction[] = []
  const first = laterOf(start, fromDayNumber(span.acquired))
  for (let from = first; from < ends; from = civilDate(`${benefitYear(from) + 1}-08-01`)) {
    const { until } = benefitYearRange(from)
    const elderly: ElderlyGroup = { issued: addDays(from, -12), from, until, ratio }
    const known = laterMoment(momentOfDay(addDays(from, -12)), momentOf(span.acquiredKnown))
    if (from === first || yearOf(referenceDate) - yearOf(from) < 4) corrections.push({ known, patch: { elderly } })
  }
  return corrections
}

const momentOfDay = (day: CivilDate): Instant => instant(`${day}T09:00:00+09:00`)
const laterMoment = (a: Instant, b: Instant): Instant => (a < b ? b : a)

/** 限度額 of the present cover, for the benefit year of the reference date. */
function limitCorrection(home: Household, person: Resident, birthDate: CivilDate, span: Span): Correction[] {
  if (span.lost !== null || span.scheme === 'assistance') return []
  const bits = ask(home, person, Q.limited)
  if (!falls(bits, 0.25)) return []
  const { referenceDate, referenceDay } = home.population
  const isKouki = span.scheme === 'kouki'
  const isElderly = !isKouki && referenceDay - person.birth > 25_500 && elderlyStart(birthDate) <= referenceDate
  if (!falls(bits, isKouki ? 0.25 : isElderly ? 0.15 : 0.03)) return []
  const ratioBits = ask(home, person, Q.ratio)
  const bands: readonly string[] = isKouki
    ? BANDS.kouki[koukiRatio(ratioBits)]
    : isElderly
      ? BANDS.elderly[elderlyRatio(ratioBits)]
      : BANDS.young
  const band = bands[ask(home, person, Q.limitBand) % bands.length] ?? 'A03'
  const year = benefitYearRange(referenceDate)
  const acquired = fromDayNumber(span.acquired)
  const from = laterOf(laterOf(year.from, acquired), isElderly ? elderlyStart(birthDate) : year.from)
  if (from > referenceDate) return []
  const limit: LimitInfo = { kind: limitKind(band), band, issued: addDays(from, -5), from, until: year.until }
  return [{ known: laterMoment(momentOfDay(addDays(from, -5)), momentOf(span.acquiredKnown)), patch: { limit } }]
}

/** 特別療養: a few 国保 members in arrears pay the whole. */
function specialCorrection(home: Household, person: Resident, span: Span): Correction[] {
  const adult = home.population.referenceDay - person.birth > 6940
  const special = span.scheme === 'kokuho' && span.lost === null && adult && falls(ask(home, home.head, Q.special), 0.003)
  if (!special) return []
  const known = home.population.referenceDay - 200
  return span.acquired > known - 400 ? [] : [{ known: momentOf(known * DAY), patch: { classification: '05' } }]
}

/** 資格 as first registered. */
function coverageOf(home: Household, person: Resident, names: LedgerNames, span: Span, id: string): Coverage {
  const { population } = home
  const key = issueKey(population, span.scheme, home.at, span.place, span.slot)
  const acquired = fromDayNumber(span.acquired)
  const yearly = span.lost === null && (span.scheme === 'kokuho' || span.scheme === 'kouki')
  return {
    id,
    scheme: span.scheme,
    insurerName: key.insurer.name,
    key: { insurerNumber: key.insurer.number, symbol: key.symbol, number: key.number, branch: span.branch },
    classification: span.scheme === 'assistance' ? 'A1' : '01',
    relation: span.relation,
    insuredName: span.holder.index === person.index ? names.own : names.of(span.holder),
    acquired,
    issued: acquired,
    validFrom: acquired,
    validUntil: yearly ? benefitYearRange(laterOf(population.referenceDate, acquired)).until : null,
    koukiRatio: span.scheme === 'kouki' ? koukiRatio(ask(home, person, Q.ratio)) : null,
    elderly: null,
    limit: null,
  }
}

/** The names that stand on a cover. */
export interface LedgerNames {
  readonly own: string
  readonly of: (person: Resident) => string
}

type Unnumbered =
  | { readonly knownAt: Instant; readonly type: 'acquired'; readonly coverage: Coverage }
  | { readonly knownAt: Instant; readonly type: 'corrected'; readonly coverageId: string; readonly patch: CoveragePatch }
  | Omit<Extract<LedgerEvent, { type: 'lost' }>, 'sequence'>

/** 台帳: writes covers out as ledger entries in the order in which they became known; ids are `c1`, `c2` … by acquisition. */
export function writeLedger(
  home: Household,
  person: Resident,
  birthDate: CivilDate,
  names: LedgerNames,
  spans: readonly Span[],
): LedgerEvent[] {
  const entries = spans.flatMap((span, place): Unnumbered[] => {
    const id = `c${place + 1}`
    const coverage = coverageOf(home, person, names, span, id)
    const corrections = [
      ...elderlyCorrections(home, person, birthDate, span),
      ...limitCorrection(home, person, birthDate, span),
      ...specialCorrection(home, person, span),
    ]
    const written: Unnumbered[] = [{ knownAt: momentOf(span.acquiredKnown), type: 'acquired', coverage }]
    for (const { known, patch } of corrections) written.push({ knownAt: known, type: 'corrected', coverageId: id, patch })
    if (span.lost !== null) {
      const lossDate = fromDayNumber(span.lost)
      written.push({ knownAt: momentOf(span.lostKnown), type: 'lost', coverageId: id, lossDate, reason: span.reason })
    }
    return written
  })
  return entries
    .toSorted((a, b) => (a.knownAt < b.knownAt ? -1 : a.knownAt > b.knownAt ? 1 : 0))
    .map((entry, place): LedgerEvent => ({ ...entry, sequence: place + 1 }))
}
