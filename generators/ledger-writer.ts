import { elderlyStart } from '../src/domain/ages.ts'
import { type CivilDate, type Instant, laterOf, toDayNumber } from '../src/domain/civil-date.ts'
import type { Coverage, CoveragePatch, LedgerEvent, LimitInfo, Ratio } from '../src/domain/ledger.ts'
import { benefitYearOf, dayOf, minuteOf } from './calendar.ts'
import type { Span } from './coverage-history.ts'
import { MAILED_BEFORE, elderlyGroups, limitKind } from './entitlements.ts'
import type { Household, Resident } from './household.ts'
import { issueKey } from './insurer.ts'
import { Q } from './questions.ts'
import { draw, falls } from './seed.ts'

const DAY_MINUTES = 1440

/** A moment counted in minutes of the Japanese clock. */
function momentOf(minutes: number): Instant {
  const minute = minutes % DAY_MINUTES
  return minuteOf(dayOf((minutes - minute) / DAY_MINUTES), minute)
}

const ask = (home: Household, person: Resident, question: number): number =>
  draw(home.population.salt, person.index, question)

const koukiRatio = (bits: number): Ratio => (falls(bits, 0.71) ? '010' : falls(bits, 0.91) ? '020' : '030')
const elderlyRatio = (bits: number): Ratio => (falls(bits, 0.87) ? '020' : '030')

/** 適用区分 that go with a ratio, the most frequent first. @see facts/wire.md 3.1 OQSCD012 */
const BANDS = {
  young: ['A03', 'A04', 'A03', 'A05', 'A02', 'A04', 'A01'],
  elderly: { '010': ['B05'], '020': ['B05', 'B06', 'B04'], '030': ['B03', 'B02', 'B01'] },
  kouki: { '010': ['B05', 'B06', 'B10'], '020': ['B09'], '030': ['B03', 'B02', 'B01'] },
} as const

interface Correction {
  readonly known: Instant
  readonly patch: CoveragePatch
}

/** A cover shows one paper at a time: the next one is known from its first day, but not before the cover itself. */
const shownFrom = (from: number, span: Span): number => Math.max(from * DAY_MINUTES, span.acquiredKnown)

/** 70 years are 25,567 or 25,568 days; the elderly ratio begins at most a month later. */
const NEARLY_SEVENTY = 25_567
/** How many benefit years before the reference date are written out. */
const REMEMBERED_YEARS = 4

/** 高齢受給者証 for every benefit year from 70 on. */
function addElderly(to: Correction[], home: Household, person: Resident, birthDate: CivilDate, span: Span): void {
  if (span.scheme === 'kouki' || span.scheme === 'assistance') return
  const horizon = home.population.referenceDay + 366
  if (horizon - person.birth < NEARLY_SEVENTY) return
  const ratio = elderlyRatio(ask(home, person, Q.ratio))
  const ends = dayOf(Math.min(span.lost ?? horizon, horizon))
  const remembered = dayOf(horizon - REMEMBERED_YEARS * 366)
  for (const elderly of elderlyGroups(birthDate, dayOf(span.acquired), ends, ratio)) {
    if (elderly.until <= remembered) continue
    to.push({ known: momentOf(shownFrom(toDayNumber(elderly.from), span)), patch: { elderly } })
  }
}

/** 限度額 of the present cover, for the benefit year of the reference date. */
function addLimit(to: Correction[], home: Household, person: Resident, birthDate: CivilDate, span: Span): void {
  if (span.lost !== null || span.scheme === 'assistance') return
  const bits = ask(home, person, Q.limited)
  if (!falls(bits, 0.25)) return
  const { referenceDate, referenceDay } = home.population
  const isKouki = span.scheme === 'kouki'
  const isElderly =
    !isKouki && referenceDay - person.birth >= NEARLY_SEVENTY - 1 && elderlyStart(birthDate) <= referenceDate
  if (!falls(bits, isKouki ? 0.25 : isElderly ? 0.15 : 0.03)) return
  const ratioBits = ask(home, person, Q.ratio)
  const bands: readonly string[] = isKouki
    ? BANDS.kouki[koukiRatio(ratioBits)]
    : isElderly
      ? BANDS.elderly[elderlyRatio(ratioBits)]
      : BANDS.young
  const band = bands[ask(home, person, Q.limitBand) % bands.length] ?? 'A03'
  const year = benefitYearOf(referenceDate)
  const from = laterOf(laterOf(year.from, dayOf(span.acquired)), isElderly ? elderlyStart(birthDate) : year.from)
  if (from > referenceDate) return
  const start = toDayNumber(from)
  const limit: LimitInfo = {
    kind: limitKind(band),
    band,
    issued: dayOf(start - MAILED_BEFORE),
    from,
    until: year.until,
  }
  to.push({ known: momentOf(shownFrom(start, span)), patch: { limit } })
}

/** 特別療養: a few 国保 members in arrears pay the whole. */
function addSpecial(to: Correction[], home: Household, person: Resident, span: Span): void {
  const adult = home.population.referenceDay - person.birth > 6940
  const special =
    span.scheme === 'kokuho' && span.lost === null && adult && falls(ask(home, home.head, Q.special), 0.003)
  if (!special) return
  const known = home.population.referenceDay - 200
  if (span.acquired > known - 400) return
  to.push({ known: momentOf(known * DAY_MINUTES + 600), patch: { classification: '05' } })
}

/** 資格 as first registered. */
function coverageOf(home: Household, person: Resident, names: LedgerNames, span: Span, id: string): Coverage {
  const { population } = home
  const key = issueKey(population, span.scheme, home.at, span.place, span.slot)
  const acquired = dayOf(span.acquired)
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
    validUntil: yearly ? benefitYearOf(laterOf(population.referenceDate, acquired)).until : null,
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

type Numbered<T> = T extends LedgerEvent ? Omit<T, 'sequence'> & { sequence: number } : never

/** 台帳: writes covers out as ledger entries in the order in which they became known; ids are `c1`, `c2` … by acquisition. */
export function writeLedger(
  home: Household,
  person: Resident,
  birthDate: CivilDate,
  names: LedgerNames,
  spans: readonly Span[],
): LedgerEvent[] {
  const entries: Numbered<LedgerEvent>[] = []
  spans.forEach((span, place) => {
    const coverageId = `c${place + 1}`
    const coverage = coverageOf(home, person, names, span, coverageId)
    entries.push({ knownAt: momentOf(span.acquiredKnown), sequence: 0, type: 'acquired', coverage })
    const corrections: Correction[] = []
    addElderly(corrections, home, person, birthDate, span)
    addLimit(corrections, home, person, birthDate, span)
    addSpecial(corrections, home, person, span)
    for (const { known, patch } of corrections)
      entries.push({ knownAt: known, sequence: 0, type: 'corrected', coverageId, patch })
    if (span.lost === null) return
    const lossDate = dayOf(span.lost)
    entries.push({
      knownAt: momentOf(span.lostKnown),
      sequence: 0,
      type: 'lost',
      coverageId,
      lossDate,
      reason: span.reason,
    })
  })
  if (entries.length > 1) entries.sort((a, b) => (a.knownAt < b.knownAt ? -1 : a.knownAt > b.knownAt ? 1 : 0))
  entries.forEach((entry, place) => {
    entry.sequence = place + 1
  })
  return entries
}
