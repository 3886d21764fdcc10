import { type Card, bodyExpiry, certificateExpiry } from '../src/domain/certificate.ts'
import { type CivilDate, addDays, addMonths, instantOf } from '../src/domain/civil-date.ts'
import type { LedgerEvent } from '../src/domain/ledger.ts'
import type { Member, PersonName } from '../src/domain/person.ts'
import { household } from './household.ts'
import { specimenInsurer } from './insurer.ts'
import { type MatchClass, linkageOfClass } from './linkage.ts'
import type { MailingPerson } from './mailing.ts'
import { WAVES, type Wave, type WaveId } from './mailing.data.ts'
import { member } from './member.ts'
import type { Population } from './population.ts'

/** 難しい家族: a family of three that a mailing easily gets wrong. */
export interface EdgeFamily {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  /** The insured person first. */
  readonly people: readonly MailingPerson[]
}

type Trio<T> = readonly [T, T, T]
type CardKind = 'none' | 'sound' | 'protected'

interface Shape {
  readonly classes?: Trio<MatchClass>
  readonly cards?: Trio<CardKind>
  readonly dayLabourer?: true
  readonly name?: PersonName
  readonly acquired?: CivilDate
  readonly acquiredKnown?: CivilDate
  /** 資格喪失: the first day without cover, and when it became known. */
  readonly lost?: { readonly on: CivilDate; readonly known: CivilDate }
}

interface Edge {
  readonly id: string
  readonly ja: string
  readonly en: string
  readonly shape: (wave: Wave) => Shape
}

const FIRST_EXTRACTION = WAVES['notice-1'].extraction.value

const EDGES: readonly Edge[] = [
  {
    id: 'matched',
    ja: '照合区分 a・b・c の家族。全員に下4桁。',
    en: 'Classes a, b and c: the last four digits for all.',
    shape: () => ({ classes: ['a', 'b', 'c'] }),
  },
  {
    id: 'dependant-unlinked',
    ja: '被扶養者の一人だけ未紐付け。申出書はその人だけ。',
    en: 'One dependant alone is unlinked: the form is for that one only.',
    shape: () => ({ classes: ['a', 'd', 'a'] }),
  },
  {
    id: 'insured-unlinked',
    ja: '被保険者だけ未紐付け。',
    en: 'The insured person alone is unlinked.',
    shape: () => ({ classes: ['d', 'a', 'a'] }),
  },
  {
    id: 'flagged-dependant',
    ja: '被扶養者の一人が支援措置の対象。どの郵便にも一覧表にも載らない。',
    en: 'One dependant is protected: in no mailing and in no list.',
    shape: () => ({ cards: ['none', 'protected', 'none'] }),
  },
  {
    id: 'flagged-insured',
    ja: '被保険者が支援措置の対象。家族の分も自動では送らない。',
    en: 'The insured person is protected: nothing is sent by itself, not for the family either.',
    shape: () => ({ cards: ['protected', 'none', 'none'] }),
  },
  {
    id: 'day-labour',
    ja: '日雇特例被保険者と被扶養者。対象外。',
    en: 'A day labourer and dependants: excluded.',
    shape: () => ({ dayLabourer: true }),
  },
  {
    id: 'left-known',
    ja: '抽出のあと発送の前に資格を喪失し、届出も済んだ。抜き取る。',
    en: 'Left after the extraction, and it was filed before the mailing: pulled.',
    shape: ({ extraction }) => ({
      lost: { on: addDays(extraction.value, 10), known: addDays(extraction.value, 15) },
    }),
  },
  {
    id: 'left-unknown',
    ja: '発送の前に資格を喪失したが、届出は発送のあと。事業主から戻る。',
    en: 'Left before the mailing, filed after it: the piece comes back from the employer.',
    shape: ({ mailing }) => ({
      lost: { on: addDays(mailing.value.from, -3), known: addDays(mailing.value.until, 10) },
    }),
  },
  {
    id: 'acquired-after',
    ja: '対象期間の翌日に資格取得。',
    en: 'Acquired on the day after the days of the wave.',
    shape: ({ acquired }) => ({ acquired: addDays(acquired.value.until, 1) }),
  },
  {
    id: 'registered-late',
    ja: '1回目の抽出より前に取得したが、登録はそのあと。2回目に入れる（仮定）。',
    en: 'Acquired before the first extraction, registered after it: in the second wave (an assumption).',
    shape: () => ({ acquired: addDays(FIRST_EXTRACTION, -10), acquiredKnown: addDays(FIRST_EXTRACTION, 24) }),
  },
  {
    id: 'card-holder',
    ja: '被保険者はマイナ保険証を持ち、家族は持たない。',
    en: 'The insured person holds a registered card, the family does not.',
    shape: () => ({ cards: ['sound', 'none', 'none'] }),
  },
  {
    id: 'difficult-name',
    ja: '氏名に 髙・﨑・𠮷 のある被保険者。',
    en: 'An insured person whose name has 髙, 﨑 and 𠮷.',
    shape: () => ({ name: { kanji: '髙﨑　𠮷彦', kana: 'タカサキ　ヨシヒコ' } }),
  },
]

/** Where the families are taken from; nobody magic lives there. */
const FIRST_INDEX = 4000
const SYMBOL = '13990901'

/** Heads with a partner and a child, so that a dependant of each kind is there. */
function families(population: Population, wanted: number): (readonly [number, number, number])[] {
  const found: (readonly [number, number, number])[] = []
  for (let index = FIRST_INDEX; found.length < wanted && index < population.size; index += 1) {
    const [head, spouse, child] = household(population, index)
    if (head === index && spouse !== undefined && child !== undefined) found.push([head, spouse, child])
  }
  return found
}

function cardOf(kind: CardKind, birthDate: CivilDate, wave: Wave): Card | null {
  if (kind === 'none') return null
  const issued = addMonths(wave.extraction.value, -12)
  const body = bodyExpiry(birthDate, issued, 'FEB28')
  const expiry = certificateExpiry({ birthDate, issued, bodyExpiry: body, leap: 'FEB28' })
  return {
    kind: 'ordinary',
    issued,
    bodyExpiry: body,
    stayLimited: false,
    certificate: { issued, expiry },
    registration: 'REGISTERED',
    phone: null,
    pin: '1234',
    flags: { nonDisclosure: kind === 'protected', noSelfInfo: kind === 'protected' },
    events: [],
  }
}

interface Place {
  readonly wave: Wave
  readonly shape: Shape
  readonly number: string
  /** 0 is the insured person. */
  readonly place: 0 | 1 | 2
  readonly insuredName: string
}

function ledgerOf({ wave, shape, number, place, insuredName }: Place): LedgerEvent[] {
  const insurer = specimenInsurer('kyokai')
  const acquired = shape.acquired ?? addDays(wave.acquired.value.until, -60)
  const known = shape.acquiredKnown ?? addDays(acquired, 6)
  const events: LedgerEvent[] = [
    {
      type: 'acquired',
      knownAt: instantOf(known, '10:00'),
      sequence: 1,
      coverage: {
        id: 'c1',
        scheme: 'kyokai',
        insurerName: insurer.name,
        key: { insurerNumber: insurer.number, symbol: SYMBOL, number, branch: `0${place}` },
        classification: '01',
        relation: place === 0 ? 'insured' : 'dependant',
        insuredName,
        acquired,
        issued: acquired,
        validFrom: acquired,
        validUntil: null,
        koukiRatio: null,
        elderly: null,
        limit: null,
      },
    },
  ]
  const { lost } = shape
  if (lost === undefined) return events
  const end = { coverageId: 'c1', lossDate: lost.on, reason: '99' } as const
  return [...events, { type: 'lost', knownAt: instantOf(lost.known, '10:00'), sequence: 2, ...end }]
}

function personOf(base: Member, at: Place): MailingPerson {
  const { shape, place, wave } = at
  const kind = shape.cards?.[place] ?? 'none'
  const name = place === 0 && shape.name !== undefined ? shape.name : base.name
  const changed = { ...base, name, ledger: ledgerOf(at), card: cardOf(kind, base.birthDate, wave) }
  const linkage = linkageOfClass(base.index, shape.classes?.[place] ?? 'a')
  return { member: changed, linkage, dayLabourer: place === 0 && shape.dayLabourer === true }
}

/**
 * 難しい家族の一覧: one office of the specimen insurer with a family for every case that a mailing easily gets wrong, dated
 * for the wave. @see facts/rules.md section 7, facts/insurer.md INS-25 to INS-29
 */
export function edgeFamilies(population: Population, id: WaveId): EdgeFamily[] {
  const wave = WAVES[id]
  const homes = families(population, EDGES.length)
  return EDGES.flatMap((edge, order): EdgeFamily[] => {
    const home = homes[order]
    if (home === undefined) return []
    const shape = edge.shape(wave)
    const insured = member(population, home[0])
    const common = {
      wave,
      shape,
      number: String(order + 1),
      insuredName: (shape.name ?? insured.name).kanji,
    }
    const places = [0, 1, 2] as const
    const people = places.map((place) => personOf(member(population, home[place]), { ...common, place }))
    return [{ id: edge.id, sentence: { ja: edge.ja, en: edge.en }, people }]
  })
}
