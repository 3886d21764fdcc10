import { isBusinessDay } from '../src/domain/business-days.ts'
import { cardStateAt } from '../src/domain/certificate.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import { type CivilDate, addDays, civilDate, instantOf } from '../src/domain/civil-date.ts'
import type { DocumentFieldValues } from '../src/domain/document.ts'
import { type CoverageKey, type CoverageState, coverageStates, covers } from '../src/domain/ledger.ts'
import type { Address, Member } from '../src/domain/person.ts'
import { type Result, err, ok } from '../src/domain/result.ts'
import { latestBook } from '../src/domain/rulesets.ts'
import { type Linkage, type MatchClass, type Office, isDayLabourer, linkageOf, officeOf } from './linkage.ts'
import {
  BOX_FROM,
  type Container,
  type Flyer,
  PARCEL_LIMIT,
  WAVES,
  type Wave,
  type WaveId,
  type Window,
} from './mailing.data.ts'
import { hash32, scale } from './seed.ts'

/** Somebody who may be in a mailing. Whole families are needed: who is addressed is the insured person. */
export interface MailingPerson {
  readonly member: Member
  readonly linkage: Linkage
  /** 日雇特例被保険者, when the person is insured in his or her own right. */
  readonly dayLabourer: boolean
}

/** A person with what the insurer knows beside the register, drawn from seed and index. */
export const mailingPerson = (seed: number, member: Member, day: CivilDate): MailingPerson => ({
  member,
  linkage: linkageOf(seed, member.index, day),
  dayLabourer: isDayLabourer(seed, member.index),
})

/** Why a person gets nothing from a wave; the order is that of the tests. */
export const EXCLUSIONS = {
  'no-cover': { ja: '抽出日に協会けんぽの資格がない', en: 'no cover of 協会けんぽ at extraction' },
  'insured-missing': { ja: '被保険者のデータが渡されていない', en: 'the insured person was not given' },
  'day-labour': { ja: '日雇特例被保険者またはその被扶養者', en: 'day labourer, or a dependant of one' },
  'acquired-before': { ja: '資格取得が対象期間より前', en: 'acquired before the days of the wave' },
  'acquired-after': { ja: '資格取得が対象期間より後', en: 'acquired after the days of the wave' },
  left: { ja: '発送前に資格を喪失', en: 'left before the mailing' },
  flagged: { ja: '支援措置の対象（安全な方法で渡す）', en: 'protected: handed over by a safe route' },
  'card-holder': { ja: 'マイナ保険証を利用できる', en: 'holds a usable My Number insurance card' },
  'addressee-flagged': {
    ja: '宛先の被保険者が支援措置の対象（安全な方法で渡す）',
    en: 'the insured person addressed is protected: handed over by a safe route',
  },
} as const
export type Exclusion = keyof typeof EXCLUSIONS

/** 書類: one paper of one person. */
export interface Paper {
  readonly kind: 'member-notice' | 'number-form' | 'certificate'
  /** Index of the person it is about. */
  readonly index: number
  /** Id of the cover in the ledger. */
  readonly coverageId: string
  /** What must stand on it. `last4` only for a linked person; the form has empty boxes instead. */
  readonly fields: DocumentFieldValues
}

/** 封書: one sealed envelope. */
export interface Piece {
  /** `P000001`, in the order of the plan. */
  readonly id: string
  readonly office: Pick<Office, 'insurerNumber' | 'symbol' | 'name'>
  readonly mailed: CivilDate
  readonly route: 'employer' | 'home'
  /** The insured person; through the employer there is no address. */
  readonly addressee: { readonly index: number; readonly name: string; readonly address: Address | null }
  /** Indices of the people whose papers are inside: one, or a family where the wave says so. */
  readonly people: readonly number[]
  readonly papers: readonly Paper[]
  /** Ids of flyers. */
  readonly flyers: readonly string[]
}

/** 梱包: pieces that go to an office together. */
export interface Parcel {
  /** `B00001`, in the order of the plan. */
  readonly id: string
  readonly office: Office
  readonly mailed: CivilDate
  readonly container: Container
  readonly people: number
  readonly forms: number
  /** Ids of the pieces inside. */
  readonly pieces: readonly string[]
}

/** 対象者一覧表の一行: what an employer is told, without a birth date, an address or digits of a number. */
export interface Target {
  readonly office: Office
  readonly listed: CivilDate
  readonly mailed: CivilDate
  readonly piece: string
  readonly index: number
  readonly key: CoverageKey
  readonly relation: 'insured' | 'dependant'
  readonly name: string
  readonly kana: string
  readonly document: Wave['document']
}

/** 発送計画. */
export interface MailingPlan {
  readonly wave: WaveId
  readonly seed: number
  readonly extraction: CivilDate
  /** Last valid day of the certificates; null for a notice. */
  readonly validUntil: CivilDate | null
  readonly flyers: readonly Flyer[]
  readonly pieces: readonly Piece[]
  readonly parcels: readonly Parcel[]
  readonly targets: readonly Target[]
  readonly excluded: readonly { readonly index: number; readonly reason: Exclusion }[]
  /** 安全な方法で渡す人: they are in no piece and in no list; a certificate waits for them where they are safe. */
  readonly safeRoute: readonly {
    readonly index: number
    readonly reason: 'flagged' | 'addressee-flagged'
    readonly document: 'certificate'
  }[]
  /** 返送の見込み: lost their cover before the mailing, which nobody knew that day; the employer sends the piece back. */
  readonly returns: readonly { readonly piece: string; readonly index: number; readonly lost: CivilDate }[]
  readonly totals: {
    /** People with a cover of 協会けんぽ at extraction. */
    readonly extracted: number
    /** People with papers in a piece. */
    readonly mailed: number
    readonly byClass: Readonly<Record<MatchClass, number>>
    /** 申出書 enclosed. */
    readonly forms: number
  }
}

export interface MailingOptions {
  readonly seed: number
  readonly people: readonly MailingPerson[]
  readonly wave: WaveId
  /** Everything is mailed on this day; left out, offices are spread over the business days of the window. */
  readonly onDay?: CivilDate
}

/** Why there is no plan. */
export type MailingProblem =
  | { readonly code: 'person-twice'; readonly index: number }
  | { readonly code: 'outside-window'; readonly day: CivilDate; readonly from: CivilDate; readonly until: CivilDate }

const END_OF_TIME = instantOf(civilDate('2100-01-01'), '00:00')
const closeOf = (day: CivilDate) => instantOf(day, '23:59:59')
/** Pieces are looked through once more in the morning of the day they leave. */
const inspectionOf = (day: CivilDate) => instantOf(day, '09:00')

/** A person with the cover that the extraction found. */
interface Extracted {
  readonly person: MailingPerson
  readonly cover: CoverageState
  /** Null when nobody of that key is insured in the data. */
  readonly insured: MailingPerson | null
  readonly mailed: CivilDate
}

const familyOf = ({ insurerNumber, symbol, number }: CoverageKey): string =>
  JSON.stringify([insurerNumber, symbol, number])

/** 抽出日の資格: the cover of 協会けんぽ known at the end of a day; of two open ones the newer, so that nobody gets two papers. */
export function coverAtExtraction(member: Member, day: CivilDate): CoverageState | null {
  const open = coverageStates(member.ledger, closeOf(day)).filter(
    (state) => state.scheme === 'kyokai' && covers(state, day),
  )
  return open.toSorted((a, b) => (a.acquired < b.acquired ? 1 : a.acquired > b.acquired ? -1 : 0))[0] ?? null
}

/** Insured persons by the key of their family. */
function insuredByFamily(people: readonly MailingPerson[], day: CivilDate): ReadonlyMap<string, MailingPerson> {
  return new Map(
    people.flatMap((person) =>
      coverageStates(person.member.ledger, closeOf(day))
        .filter((state) => state.scheme === 'kyokai' && state.relation === 'insured')
        .map((state) => [familyOf(state.key), person] as const),
    ),
  )
}

const businessDays = ({ from, until }: Window): CivilDate[] => {
  const days: CivilDate[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (isBusinessDay(day)) days.push(day)
  return days
}

/** 発送日 of each office: a business day of the window of its branch, the same for everybody of the office. */
function mailingDays(seed: number, wave: Wave): (key: CoverageKey) => CivilDate {
  const known = new Map<Window, readonly CivilDate[]>()
  return (key) => {
    const window = (wave.branches[prefectureOf(key)] ?? wave.mailing).value
    const days = known.get(window) ?? businessDays(window)
    known.set(window, days)
    const place = scale(hash32(seed, 'mailing-day', wave.id, key.insurerNumber, key.symbol ?? ''), days.length)
    return days[place] ?? window.from
  }
}

/** 都道府県番号 in an insurer number. */
const prefectureOf = ({ insurerNumber }: CoverageKey): number => Number(insurerNumber.slice(-6, -4))

const isFlagged = ({ card }: Member): boolean => card !== null && (card.flags.nonDisclosure || card.flags.noSelfInfo)

/** True when a card can be used as insurance card on a day; a card made later was not there yet. */
function holdsInsuranceCard({ card }: Member, day: CivilDate): boolean {
  if (card === null || card.issued > day) return false
  const state = cardStateAt(card, closeOf(day), certificatePolicy(day, latestBook))
  return state.registration === 'REGISTERED' && ['VALID', 'WARN', 'GRACE'].includes(state.certificate)
}

function wasKnownBy(person: MailingPerson, cover: CoverageState, day: CivilDate): boolean {
  return coverageStates(person.member.ledger, closeOf(day)).some((state) => state.id === cover.id)
}

function coverAt(extracted: Extracted, at: typeof END_OF_TIME): CoverageState | undefined {
  return coverageStates(extracted.person.member.ledger, at).find((state) => state.id === extracted.cover.id)
}

/** True when it is known on the day of the mailing that the cover has ended, or never was. */
function hasLeft(extracted: Extracted): boolean {
  const state = coverAt(extracted, inspectionOf(extracted.mailed))
  return state === undefined || !covers(state, extracted.mailed)
}

type Test = (extracted: Extracted, wave: Wave) => boolean

/** What each exclusion means; the first that holds is the reason. */
const TESTS: Readonly<Record<Exclude<Exclusion, 'no-cover'>, Test>> = {
  'insured-missing': ({ insured }) => insured === null,
  'day-labour': ({ insured }) => insured?.dayLabourer === true,
  'acquired-before': ({ person, cover }, { acquired, unknownBy }) =>
    acquired.value.from !== null &&
    cover.acquired < acquired.value.from &&
    (unknownBy === null || wasKnownBy(person, cover, unknownBy.value)),
  'acquired-after': ({ cover }, { acquired }) => cover.acquired > acquired.value.until,
  left: (extracted) => hasLeft(extracted),
  flagged: ({ person }) => isFlagged(person.member),
  'card-holder': ({ person }, { cardlessOn }) =>
    cardlessOn !== null && holdsInsuranceCard(person.member, cardlessOn.value),
  'addressee-flagged': ({ insured }) => insured !== null && isFlagged(insured.member),
}

const isReason = (reason: string): reason is keyof typeof TESTS => Object.hasOwn(TESTS, reason)
const REASONS = Object.keys(EXCLUSIONS).filter(isReason)

const reasonOf = (extracted: Extracted, wave: Wave): Exclusion | null =>
  REASONS.find((reason) => TESTS[reason](extracted, wave)) ?? null

/** What must stand on every paper of a person. */
const identity = ({ person, cover }: Extracted): DocumentFieldValues => ({
  insurerNumber: cover.key.insurerNumber,
  ...(cover.key.symbol === null ? {} : { symbol: cover.key.symbol }),
  number: cover.key.number,
  ...(cover.key.branch === null ? {} : { branch: cover.key.branch }),
  name: person.member.name.kanji,
  kana: person.member.name.kana,
  birthDate: person.member.birthDate,
})

function papersOf(extracted: Extracted, wave: Wave): Paper[] {
  const { person, cover } = extracted
  const { linkage } = person
  const about = { index: person.member.index, coverageId: cover.id }
  const fields = { ...identity(extracted), acquired: cover.acquired }
  if (wave.document === 'certificate') {
    const term = wave.validUntil === null ? {} : { validUntil: wave.validUntil.value }
    return [{ kind: 'certificate', ...about, fields: { ...fields, issued: extracted.mailed, ...term } }]
  }
  const last4 = linkage.last4 === null ? {} : { last4: linkage.last4 }
  const notice: Paper = { kind: 'member-notice', ...about, fields: { ...fields, issued: extracted.mailed, ...last4 } }
  return linkage.linked ? [notice] : [notice, { kind: 'number-form', ...about, fields: identity(extracted) }]
}

/** Digits of different length in the order of their values, other texts in code order. */
const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

const inOrder = ({ cover: a }: Extracted, { cover: b }: Extracted): number =>
  byNumber(a.key.insurerNumber, b.key.insurerNumber) ||
  byNumber(a.key.symbol ?? '', b.key.symbol ?? '') ||
  byNumber(a.key.number, b.key.number) ||
  byNumber(a.key.branch ?? '', b.key.branch ?? '')

/** Items with the same mark together, groups and items in the order they come. */
function grouped<T>(items: readonly T[], mark: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(mark(item))
    if (group === undefined) groups.set(mark(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

interface Addressed extends Extracted {
  readonly insured: MailingPerson
}

const isAddressed = (extracted: Extracted): extracted is Addressed => extracted.insured !== null

function pieceOf(seed: number, wave: Wave, inside: readonly [Addressed, ...Addressed[]], place: number): Piece {
  const [{ insured, cover, mailed }] = inside
  const { insurerNumber, symbol, name } = officeOf(seed, cover.key)
  return {
    id: `P${String(place + 1).padStart(6, '0')}`,
    office: { insurerNumber, symbol, name },
    mailed,
    route: wave.route.value,
    addressee: {
      index: insured.member.index,
      name: insured.member.name.kanji,
      address: wave.route.value === 'home' ? insured.member.address : null,
    },
    people: inside.map(({ person }) => person.member.index),
    papers: inside.flatMap((each) => papersOf(each, wave)),
    flyers: wave.flyers.value.map(({ id }) => id),
  }
}

/** Parcels of an office: families stay together while they fit. */
function loadsOf(pieces: readonly Piece[]): Piece[][] {
  const loads: Piece[][] = []
  let [load, people]: [Piece[], number] = [[], 0]
  const close = (): void => {
    if (load.length > 0) loads.push(load)
    ;[load, people] = [[], 0]
  }
  for (const family of grouped(pieces, ({ addressee }) => String(addressee.index))) {
    const size = family.reduce((sum, piece) => sum + piece.people.length, 0)
    if (people + size > PARCEL_LIMIT.value) close()
    for (const piece of family) {
      if (people + piece.people.length > PARCEL_LIMIT.value) close()
      load.push(piece)
      people += piece.people.length
    }
  }
  close()
  return loads
}

const isForm = ({ kind }: Paper): boolean => kind === 'number-form'

function parcelsOf(seed: number, pieces: readonly Piece[]): Parcel[] {
  const byOffice = grouped(pieces, ({ office }) => JSON.stringify([office.insurerNumber, office.symbol]))
  return byOffice
    .flatMap((ofOffice) => loadsOf(ofOffice))
    .flatMap((load, place): Parcel[] => {
      const [first] = load
      if (first === undefined) return []
      const people = load.reduce((sum, piece) => sum + piece.people.length, 0)
      return [
        {
          id: `B${String(place + 1).padStart(5, '0')}`,
          office: officeOf(seed, first.office),
          mailed: first.mailed,
          container: people >= BOX_FROM.value ? 'box' : 'envelope',
          people,
          forms: load.flatMap(({ papers }) => papers).filter(isForm).length,
          pieces: load.map(({ id }) => id),
        },
      ]
    })
}

function targetsOf(seed: number, wave: Wave, pieces: readonly Piece[], sent: ReadonlyMap<number, Addressed>): Target[] {
  return pieces.flatMap((piece) =>
    piece.people.flatMap((index): Target[] => {
      const one = sent.get(index)
      if (one === undefined) return []
      const { person, cover, mailed } = one
      return [
        {
          office: officeOf(seed, cover.key),
          listed: addDays(mailed, -wave.listDaysBefore.value),
          mailed,
          piece: piece.id,
          index,
          key: cover.key,
          relation: cover.relation === 'dependant' ? 'dependant' : 'insured',
          name: person.member.name.kanji,
          kana: person.member.name.kana,
          document: wave.document,
        },
      ]
    }),
  )
}

/** Who had left before the mailing although nobody knew. */
function returnsOf(pieces: readonly Piece[], sent: ReadonlyMap<number, Addressed>): MailingPlan['returns'] {
  return pieces.flatMap(({ id, people }) =>
    people.flatMap((index) => {
      const one = sent.get(index)
      const loss = one === undefined ? null : (coverAt(one, END_OF_TIME)?.loss ?? null)
      return one === undefined || loss === null || loss.date > one.mailed ? [] : [{ piece: id, index, lost: loss.date }]
    }),
  )
}

const countClasses = (sent: readonly Addressed[]): MailingPlan['totals']['byClass'] => {
  const count = (wanted: MatchClass): number => sent.filter(({ person }) => person.linkage.matchClass === wanted).length
  return { a: count('a'), b: count('b'), c: count('c'), d: count('d') }
}

function problemOf(options: MailingOptions): MailingProblem | null {
  const seen = new Set<number>()
  for (const { member } of options.people) {
    if (seen.has(member.index)) return { code: 'person-twice', index: member.index }
    seen.add(member.index)
  }
  const { from, until } = WAVES[options.wave].mailing.value
  const { onDay } = options
  return onDay !== undefined && (onDay < from || onDay > until)
    ? { code: 'outside-window', day: onDay, from, until }
    : null
}

/**
 * 発送計画を立てる: who of the given people gets what in a wave of 協会けんぽ, in which sealed piece, addressed to whom, in which
 * parcel; and who does not, and why. Rows are sorted whole, never a column by itself. Refuses a person given twice and a
 * day outside the window of the wave. @see facts/rules.md 4.3 and section 7, facts/insurer.md 4.6 and INS-25 to INS-29
 */
export function planMailing(options: MailingOptions): Result<MailingPlan, MailingProblem> {
  const problem = problemOf(options)
  if (problem !== null) return err(problem)
  const { seed, people } = options
  const wave = WAVES[options.wave]
  const day = wave.extraction.value
  const insured = insuredByFamily(people, day)
  const dayOf = mailingDays(seed, wave)
  const found = people.map((person) => ({ person, cover: coverAtExtraction(person.member, day) }))
  const extracted = found.flatMap(({ person, cover }): Extracted[] =>
    cover === null
      ? []
      : [
          {
            person,
            cover,
            insured: insured.get(familyOf(cover.key)) ?? null,
            mailed: options.onDay ?? dayOf(cover.key),
          },
        ],
  )
  const judged = extracted.map((one) => ({ one, reason: reasonOf(one, wave) }))
  const sent = judged.flatMap(({ one, reason }) => (reason === null && isAddressed(one) ? [one] : [])).toSorted(inOrder)
  const sentBy = new Map(sent.map((one) => [one.person.member.index, one]))
  const envelopes =
    wave.envelope.value === 'family' ? grouped(sent, ({ cover }) => familyOf(cover.key)) : sent.map((one) => [one])
  const pieces = envelopes.flatMap(([first, ...others], place) =>
    first === undefined ? [] : [pieceOf(seed, wave, [first, ...others], place)],
  )
  const excluded = [
    ...found.flatMap(({ person, cover }) =>
      cover === null ? [{ index: person.member.index, reason: 'no-cover' as const }] : [],
    ),
    ...judged.flatMap(({ one, reason }) => (reason === null ? [] : [{ index: one.person.member.index, reason }])),
  ].toSorted((a, b) => a.index - b.index)
  return ok({
    wave: wave.id,
    seed,
    extraction: day,
    validUntil: wave.validUntil?.value ?? null,
    flyers: wave.flyers.value,
    pieces,
    parcels: wave.route.value === 'employer' ? parcelsOf(seed, pieces) : [],
    targets: targetsOf(seed, wave, pieces, sentBy),
    excluded,
    safeRoute: excluded.flatMap(({ index, reason }) =>
      reason === 'flagged' || reason === 'addressee-flagged' ? [{ index, reason, document: 'certificate' }] : [],
    ),
    returns: returnsOf(pieces, sentBy),
    totals: {
      extracted: extracted.length,
      mailed: sent.length,
      byClass: countClasses(sent),
      forms: pieces.flatMap(({ papers }) => papers).filter(isForm).length,
    },
  })
}
