import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  civilDate,
  dateOf,
  endOfMonth,
  instantOf,
} from './civil-date.ts'
import {
  type Coverage,
  type CoveragePatch,
  type LedgerEvent,
  type LossReason,
  type Ratio,
  type Scheme,
  coverageStates,
} from './ledger.ts'
import type { PersonName, Sex } from './person.ts'
import { type RuleBook, valueOn } from './rules.ts'
import * as rules from './rules/registration.ts'
import { foldWidth, normalizeKana } from './text.ts'

/** 5情報 of a record: what an insurer says about a person. */
export interface FiveItems {
  readonly kanji: string
  readonly kana: string | null
  readonly birthDate: CivilDate
  readonly sex: Sex
  readonly address: string | null
}

/** 住民基本台帳の人: the truth behind an Individual Number, and the name under which the world knows the person. */
export interface Resident {
  readonly person: string
  readonly name: PersonName
  readonly otherName: PersonName | null
  readonly birthDate: CivilDate
  readonly sex: Sex
  readonly address: string
}

/** The five items in the order in which a comparison reports them. */
export const FIVE_ITEMS = ['kanji', 'kana', 'birthDate', 'sex', 'address'] as const
export type FiveItem = (typeof FIVE_ITEMS)[number]

const plainText = (text: string): string => foldWidth(text).normalize('NFC').replaceAll(/\s/gu, '')
const plainKana = (text: string): string => normalizeKana(text).replaceAll(/\s/gu, '')

/**
 * 5情報の突合: the items that differ from the register. Width and spaces are no difference; 髙 and 高, ● for a character, small
 * and large kana, 丁目 and hyphens are. An item that was not supplied differs. @see facts/insurer.md 2.6, INS-01, INS-08
 */
export function compareFive(five: FiveItems, resident: Resident): FiveItem[] {
  const names = resident.otherName === null ? [resident.name] : [resident.name, resident.otherName]
  const { kana, address } = five
  const agrees: Readonly<Record<FiveItem, boolean>> = {
    kanji: names.some((name) => plainText(name.kanji) === plainText(five.kanji)),
    kana: kana !== null && names.some((name) => plainKana(name.kana) === plainKana(kana)),
    birthDate: five.birthDate === resident.birthDate,
    sex: five.sex === resident.sex,
    address: address !== null && plainText(address) === plainText(resident.address),
  }
  return FIVE_ITEMS.filter((item) => !agrees[item])
}

/** 不一致の区分: ① birth date or sex, ② both names or one of them and the address, ③ the address alone; null for none of them. @see facts/insurer.md 2.6 [K6][A9] */
export function mismatchClass(differs: readonly FiveItem[]): 1 | 2 | 3 | null {
  const has = (item: FiveItem): boolean => differs.includes(item)
  if (has('birthDate') || has('sex')) return 1
  const names = [has('kanji'), has('kana')].filter(Boolean).length
  if (names === 2 || (names === 1 && has('address'))) return 2
  return has('address') ? 3 : null
}

/** What of a record a clinic cannot see: `record` includes its medical information. */
export type Hidden = 'record' | 'medical' | 'nothing'

/** 閲覧できなくなるもの: what a difference hides under the profile of a day. @see facts/insurer.md 2.6, INS-05 */
export function hiddenBy(differs: readonly FiveItem[], profile: 'BY_CLASS' | 'RECORD'): Hidden {
  if (differs.length === 0) return 'nothing'
  if (profile === 'RECORD') return 'record'
  const found = mismatchClass(differs)
  if (found === null) return 'nothing'
  return found === 1 ? 'record' : 'medical'
}

/** The values of a day that decide when a registration is processed, compared and shown. */
export interface RegistrationPolicy {
  /** Times of day `HH:mm` in order. */
  readonly runs: readonly string[]
  readonly comparisonRuns: number
  readonly visible: 'NEXT_MORNING' | 'WITH_VERDICT' | 'TWO_DAYS'
  readonly mismatchHides: 'BY_CLASS' | 'RECORD'
}

/** The values in force on a day. */
export const registrationPolicy = (day: CivilDate, book: RuleBook): RegistrationPolicy => ({
  runs: valueOn(rules.registrationRuns, day, book).split(' '),
  comparisonRuns: valueOn(rules.comparisonRuns, day, book),
  visible: valueOn(rules.registrationVisible, day, book),
  mismatchHides: valueOn(rules.mismatchHides, day, book),
})

/** The first run strictly after a moment. */
export function runAfter(at: Instant, runs: readonly string[]): Instant {
  const day = dateOf(at)
  const today = runs.map((time) => instantOf(day, time)).find((run) => run > at)
  return today ?? instantOf(addDays(day, 1), runs[0] ?? '12:00')
}

/** The run in which the comparison that was asked for in a run is answered. */
export function answeredIn(run: Instant, { runs, comparisonRuns }: RegistrationPolicy): Instant {
  let at = run
  for (let left = comparisonRuns; left > 0; left -= 1) at = runAfter(at, runs)
  return at
}

const MORNING = '06:00'
const DAYS_UNTIL_VISIBLE = { NEXT_MORNING: 1, TWO_DAYS: 2 } as const

/** 閲覧開始: when a record is seen of which the comparison was answered at a moment. @see facts/insurer.md 7 */
export const visibleAfter = (answered: Instant, { visible }: RegistrationPolicy): Instant =>
  visible === 'WITH_VERDICT' ? answered : instantOf(addDays(dateOf(answered), DAYS_UNTIL_VISIBLE[visible]), MORNING)

/** 利用登録解除: the last day on which a card works after an application. @see facts/insurer.md 3.4 */
export const unregisteredAfter = (appliedOn: CivilDate): CivilDate => endOfMonth(addMonths(appliedOn, 1))

/** 利用登録解除が効く時: after the last day on which the card works, or with the run when that came later. */
export function unregisteredAt({ at, worksUntil }: FileTimeline['unregistrations'][number]): Instant {
  const end = instantOf(addDays(worksUntil, 1), '00:00')
  return at > end ? at : end
}

/** 記号・番号・枝番 at one insurer. */
export interface MemberNumbers {
  readonly symbol: string | null
  readonly number: string
  readonly branch: string | null
}

/** One entry of a member's history; both days inclusive. */
export interface HistoryEntry {
  readonly historyId: string
  readonly kind: 'eligibility' | 'certificate' | 'elderly' | 'limit' | 'disease'
  readonly from: CivilDate
  readonly to: CivilDate | null
  readonly attrs: Readonly<Record<string, string>>
}

/** 登録・訂正の操作: what an insurer asks for with one record. @see facts/insurer.md 2.3, 2.4 */
export type RegistrationOperation = { readonly memberKey: MemberNumbers } & (
  | {
      readonly op: 'register'
      readonly personNo: string | null
      readonly five: FiveItems
      readonly entries: readonly HistoryEntry[]
      readonly household: { readonly head: string } | null
    }
  | {
      readonly op: 'amend'
      readonly five?: FiveItems | undefined
      readonly personNo?: string | null | undefined
      readonly entries: readonly HistoryEntry[]
      readonly voids: readonly string[]
    }
  | { readonly op: 'close'; readonly lossDate: CivilDate; readonly reason: LossReason }
  | { readonly op: 'void' }
  | {
      readonly op: 'rekey'
      readonly newKey?: MemberNumbers | undefined
      readonly from?: CivilDate | undefined
      readonly newPersonNo?: string | undefined
    }
  | {
      readonly op: 'setFlags'
      readonly hideDisclosure?: boolean | undefined
      readonly noSelfInfo?: boolean | undefined
      readonly noDoubt?: { readonly reason: string } | undefined
    }
  | { readonly op: 'unregisterCard'; readonly appliedOn: CivilDate }
)

/** Who files: number in normal form, scheme, and the name where the record says none. */
export interface FilingInsurer {
  readonly number: string
  readonly name: string
  readonly scheme: Scheme
}

/** An entry with its fate; what was voided counts as never made. */
export interface FiledEntry extends HistoryEntry {
  readonly voided: boolean
}

/** One qualification of a member's file. */
export interface FiledCover {
  readonly coverage: Coverage
  /** The first of the covers that follow each other under changed numbers. */
  readonly origin: string
  /** The entry it was registered with; null for covers the world began with, and for later numbers. */
  readonly entryId: string | null
  /** `filed` when this file closed it, not the ledger the world began with. */
  readonly loss: { readonly date: CivilDate; readonly reason: LossReason; readonly filed: boolean } | null
  readonly voided: boolean
  /** What the world's own ledger says of it, voided entries left out. */
  readonly known: readonly LedgerEvent[]
}

/** 会員の登録簿: everything one insurer filed about one membership, folded. */
export interface MemberFile {
  readonly insurer: FilingInsurer
  readonly personNo: string | null
  readonly five: FiveItems | null
  readonly covers: readonly FiledCover[]
  readonly entries: readonly FiledEntry[]
}

export const emptyFile = (insurer: FilingInsurer): MemberFile => ({
  insurer,
  personNo: null,
  five: null,
  covers: [],
  entries: [],
})

/** The file of somebody whose cover the world knows without any filing. */
export function fileOfCover(
  insurer: FilingInsurer,
  personNo: string,
  coverageId: string,
  ledger: readonly LedgerEvent[],
  now: Instant,
): MemberFile {
  const voided = new Set(ledger.flatMap((event) => (event.type === 'voided' ? [event.target] : [])))
  const known = ledger.filter(
    (event) =>
      event.type !== 'voided' &&
      (event.type === 'acquired' ? event.coverage.id : event.coverageId) === coverageId &&
      !voided.has(event.sequence),
  )
  const state = coverageStates(known, now).at(0)
  if (state === undefined) return { ...emptyFile(insurer), personNo }
  const { loss, ...coverage } = state
  const cover: FiledCover = {
    coverage,
    origin: coverageId,
    entryId: null,
    loss: loss === null ? null : { ...loss, filed: false },
    voided: false,
    known,
  }
  return { ...emptyFile(insurer), personNo, covers: [cover] }
}

const sameText = (a: string | null, b: string | null): boolean =>
  foldWidth(a ?? '').trim() === foldWidth(b ?? '').trim()

/** Equality of numbers at one insurer; a branch that is not known is no difference. */
export const sameNumbers = (a: MemberNumbers, b: MemberNumbers): boolean =>
  sameText(a.symbol, b.symbol) &&
  sameText(a.number, b.number) &&
  (a.branch === null || b.branch === null || sameText(a.branch, b.branch))

/** The cover that an operation on these numbers is about: of those that stand the one acquired last. */
export const coverOf = (file: MemberFile, numbers: MemberNumbers): FiledCover | null =>
  file.covers
    .filter(({ coverage, voided }) => !voided && sameNumbers(coverage.key, numbers))
    .toSorted((a, b) => (a.coverage.acquired < b.coverage.acquired ? -1 : 1))
    .at(-1) ?? null

const RATIOS = ['010', '020', '030'] as const
const ratioOf = (text: string | undefined): Ratio | null => RATIOS.find((ratio) => ratio === text) ?? null
const CLASSIFICATIONS = ['01', '02', '03', '04', '05', '06', '07', 'A1'] as const
const RELATIONS = ['insured', 'dependant'] as const
const LIMIT_KINDS = ['01', '02', '03'] as const

/** 履歴の番号 of a cover in the ledger. */
export const gatewayCoverId = (insurerNumber: string, historyId: string): string => `gw-${insurerNumber}-${historyId}`

function newCover(file: MemberFile, numbers: MemberNumbers, entry: HistoryEntry, insuredName: string): FiledCover {
  const { number, name, scheme } = file.insurer
  const { attrs } = entry
  const id = gatewayCoverId(number, entry.historyId)
  const bare = scheme === 'kouki' || scheme === 'assistance'
  return {
    coverage: {
      id,
      scheme,
      insurerName: attrs['insurerName'] ?? name,
      key: { insurerNumber: number, ...numbers },
      classification:
        CLASSIFICATIONS.find((one) => one === attrs['classification']) ?? (scheme === 'assistance' ? 'A1' : '01'),
      relation: bare ? null : (RELATIONS.find((one) => one === attrs['relation']) ?? 'insured'),
      insuredName: attrs['insuredName'] ?? insuredName,
      acquired: entry.from,
      issued: null,
      validFrom: null,
      validUntil: null,
      koukiRatio: scheme === 'kouki' ? (ratioOf(attrs['ratio']) ?? '010') : null,
      elderly: null,
      limit: null,
    },
    origin: id,
    entryId: entry.historyId,
    loss: entry.to === null ? null : { date: addDays(entry.to, 1), reason: '99', filed: true },
    voided: false,
    known: [],
  }
}

const withEntries = (
  file: MemberFile,
  numbers: MemberNumbers,
  entries: readonly HistoryEntry[],
  insuredName: string,
): MemberFile => ({
  ...file,
  covers: [
    ...file.covers,
    ...entries.filter(({ kind }) => kind === 'eligibility').map((entry) => newCover(file, numbers, entry, insuredName)),
  ],
  entries: [...file.entries, ...entries.map((entry) => ({ ...entry, voided: false }))],
})

const changedCover = (file: MemberFile, cover: FiledCover | null, change: Partial<FiledCover>): MemberFile => ({
  ...file,
  covers: file.covers.map((each) => (each === cover ? { ...each, ...change } : each)),
})

function rekeyed(file: MemberFile, numbers: MemberNumbers, newKey: MemberNumbers, from: CivilDate, at: Instant) {
  const old = coverOf(file, numbers)
  if (old === null) return file
  const place = file.covers.filter(({ origin }) => origin === old.origin).length
  const id = `${old.origin}-key${place + 1}`
  const state = coverageStates(old.known, at).at(0)
  const { loss: _loss, ...plain } = state ?? { ...old.coverage, loss: null }
  const coverage = { ...plain, id, key: { insurerNumber: old.coverage.key.insurerNumber, ...newKey }, acquired: from }
  const known = old.known.flatMap((event): LedgerEvent[] =>
    event.type === 'corrected' && event.knownAt > at ? [{ ...event, coverageId: id }] : [],
  )
  const next: FiledCover = { ...old, coverage, entryId: null, known, voided: false }
  const closed = changedCover(file, old, { loss: { date: from, reason: '99', filed: true } })
  return { ...closed, covers: [...closed.covers, next] }
}

/** The file after one more operation that takes effect at a moment. Total: what fits nothing changes nothing. */
export function applyOperation(file: MemberFile, operation: RegistrationOperation, at: Instant): MemberFile {
  const { memberKey } = operation
  switch (operation.op) {
    case 'register': {
      const { personNo, five, household, entries } = operation
      return withEntries({ ...file, personNo, five }, memberKey, entries, household?.head ?? five.kanji)
    }
    case 'amend': {
      const { voids, five, personNo } = operation
      const gone = (id: string | null): boolean => id !== null && voids.includes(id)
      const insuredName = file.covers.at(-1)?.coverage.insuredName ?? (five ?? file.five)?.kanji ?? ''
      const voided: MemberFile = {
        ...file,
        personNo: personNo === undefined ? file.personNo : personNo,
        five: five ?? file.five,
        entries: file.entries.map((entry) => (gone(entry.historyId) ? { ...entry, voided: true } : entry)),
        covers: file.covers.map((cover) => (gone(cover.entryId) ? { ...cover, voided: true } : cover)),
      }
      return withEntries(voided, memberKey, operation.entries, insuredName)
    }
    case 'close': {
      const { lossDate: date, reason } = operation
      return changedCover(file, coverOf(file, memberKey), { loss: { date, reason, filed: true } })
    }
    case 'void': {
      const origin = coverOf(file, memberKey)?.origin
      const covers = file.covers.map((cover) => (cover.origin === origin ? { ...cover, voided: true } : cover))
      const gone = new Set(covers.flatMap(({ voided, entryId }) => (voided && entryId !== null ? [entryId] : [])))
      const nothingStands = covers.every(({ voided }) => voided)
      const entries = file.entries.map((entry) =>
        nothingStands || gone.has(entry.historyId) ? { ...entry, voided: true } : entry,
      )
      return { ...file, covers, entries }
    }
    case 'rekey': {
      const renumbered = operation.newPersonNo === undefined ? file : { ...file, personNo: operation.newPersonNo }
      return operation.newKey === undefined || operation.from === undefined
        ? renumbered
        : rekeyed(renumbered, memberKey, operation.newKey, operation.from, at)
    }
    case 'setFlags':
    case 'unregisterCard':
      return file
  }
}

const FAR = civilDate('2099-12-31')
const startOf = (day: CivilDate): Instant => instantOf(day, '00:00')

function patchOf(entry: HistoryEntry, { scheme }: FilingInsurer): CoveragePatch | null {
  const { attrs, from, to } = entry
  const until = to ?? FAR
  const parsed = attrs['issued'] === undefined ? from : attrs['issued']
  const issued = /^\d{4}-\d{2}-\d{2}$/.test(parsed) ? civilDate(parsed) : from
  if (entry.kind === 'certificate') {
    const classification = CLASSIFICATIONS.find((one) => one === attrs['classification'])
    return { issued, validFrom: from, validUntil: to, ...(classification === undefined ? {} : { classification }) }
  }
  const ratio = ratioOf(attrs['ratio'])
  if (entry.kind === 'elderly' && ratio !== null) {
    return scheme === 'kouki' ? { koukiRatio: ratio } : { elderly: { issued, from, until, ratio } }
  }
  if (entry.kind === 'limit' && attrs['band'] !== undefined) {
    const kind = LIMIT_KINDS.find((one) => one === attrs['kind']) ?? '01'
    return { limit: { kind, band: attrs['band'], issued, from, until } }
  }
  return null
}

type WithoutStamp<E> = E extends LedgerEvent ? Omit<E, 'knownAt' | 'sequence'> : never

/** An entry that the ledger is to hold. Drafts with the same tag are the same entry. */
export interface LedgerDraft {
  readonly tag: string
  /** Not known before this moment; null for at once. */
  readonly notBefore: Instant | null
  readonly event: Exclude<WithoutStamp<LedgerEvent>, { type: 'voided' }>
}

/** Entries that count, in the order in which they win: of two with the same first day the later one. */
export const standingEntries = (entries: readonly FiledEntry[]): readonly FiledEntry[] =>
  entries.filter(({ voided }) => !voided)

const PATCHED_BY = { elderly: ['elderly', 'koukiRatio'], limit: ['limit'], certificate: ['validFrom'] } as const
const PATCHING = ['elderly', 'limit', 'certificate'] as const

const touches = (entry: HistoryEntry, { coverage, loss }: FiledCover): boolean =>
  (entry.to === null || entry.to >= coverage.acquired) && (loss === null || entry.from < loss.date)

/** Corrections of a cover by entries of one kind: the one in force at the moment, and those that begin later. */
function corrections(
  file: MemberFile,
  cover: FiledCover,
  entries: readonly FiledEntry[],
  at: Instant,
): readonly LedgerDraft[] {
  const inOrder = entries
    .map((entry, place) => ({ entry, place }))
    .toSorted((a, b) => (a.entry.from === b.entry.from ? a.place - b.place : a.entry.from < b.entry.from ? -1 : 1))
    .map(({ entry }) => entry)
  const winners = inOrder.filter((entry, place) => inOrder[place + 1]?.from !== entry.from)
  const today = dateOf(at)
  const current = winners.filter(({ from }) => from <= today).at(-1) ?? null
  return winners
    .filter((entry) => entry === current || entry.from > today)
    .flatMap((entry): LedgerDraft[] => {
      const patch = patchOf(entry, file.insurer)
      if (patch === null) return []
      return [
        {
          tag: `${cover.coverage.id}:${entry.kind}:${entry.historyId}`,
          notBefore: entry.from > today ? startOf(entry.from) : null,
          event: { type: 'corrected', coverageId: cover.coverage.id, patch },
        },
      ]
    })
}

function knownDrafts(cover: FiledCover, entries: readonly FiledEntry[]): LedgerDraft[] {
  return cover.known.flatMap((event): LedgerDraft[] => {
    if (event.type === 'voided') return []
    const { knownAt, sequence, ...rest } = event
    const replaced = PATCHING.some((kind) => {
      const first = entries
        .filter((entry) => entry.kind === kind)
        .map(({ from }) => from)
        .toSorted()[0]
      return (
        first !== undefined &&
        rest.type === 'corrected' &&
        PATCHED_BY[kind].some((field) => field in rest.patch) &&
        dateOf(knownAt) >= first
      )
    })
    return replaced ? [] : [{ tag: knownTag(cover, sequence), notBefore: knownAt, event: rest }]
  })
}

const knownTag = ({ coverage }: FiledCover, sequence: number): string => `${coverage.id}:known:${sequence}`

/** What the ledger is to hold of a file at a moment, in the order in which it is written. */
export function draftsOf(
  file: MemberFile,
  at: Instant,
  standing: (entries: readonly FiledEntry[]) => readonly FiledEntry[] = standingEntries,
): readonly LedgerDraft[] {
  const entries = standing(file.entries)
  return file.covers
    .filter(({ voided }) => !voided)
    .flatMap((cover) => {
      const { coverage, loss } = cover
      const { id } = coverage
      const own = entries.filter((entry) => touches(entry, cover))
      const known = knownDrafts(cover, own)
      const acquired: LedgerDraft = { tag: id, notBefore: null, event: { type: 'acquired', coverage } }
      const lost: LedgerDraft[] =
        loss === null || !loss.filed
          ? []
          : [
              {
                tag: `${id}:lost:${loss.date}:${loss.reason}`,
                notBefore: null,
                event: { type: 'lost', coverageId: id, lossDate: loss.date, reason: loss.reason },
              },
            ]
      return [
        ...(known.some(({ event }) => event.type === 'acquired') ? [] : [acquired]),
        ...known,
        ...PATCHING.flatMap((kind) =>
          corrections(
            file,
            cover,
            own.filter((entry) => entry.kind === kind),
            at,
          ),
        ),
        ...lost,
      ]
    })
}

/** One accepted record with the moment of its receipt; `sequence` is unique and grows. */
export interface Submission {
  readonly receivedAt: Instant
  readonly sequence: number
  readonly operation: RegistrationOperation
}

/** What a service does with what it is sent; a deliberately wrong one replaces one of them. */
export interface RegistrationPractice {
  readonly compareFive: typeof compareFive
  readonly hiddenBy: typeof hiddenBy
  readonly standingEntries: typeof standingEntries
  /** When a record is seen that was received and compared at these moments. */
  readonly visibleFrom: (receivedAt: Instant, answered: Instant, policy: RegistrationPolicy) => Instant
}

/** Processing as the facts describe it. */
export const standardRegistration: RegistrationPractice = {
  compareFive,
  hiddenBy,
  standingEntries,
  visibleFrom: (_receivedAt, answered, policy) => visibleAfter(answered, policy),
}

/** What a file is processed with. */
export interface RegistrationContext {
  readonly policyOn: (day: CivilDate) => RegistrationPolicy
  readonly resident: (personNo: string) => Resident | null
  readonly practice: RegistrationPractice
}

/** 突合結果: what became of the comparison that one record asked for. */
export interface Comparison {
  readonly submission: number
  readonly at: Instant
  readonly numbers: MemberNumbers
  readonly verdict: 'match' | 'mismatch' | 'no-number' | 'no-such-person'
  readonly differs: readonly FiveItem[]
  readonly hides: Hidden
  readonly visibleFrom: Instant | null
}

/** What the processing of one file amounts to, moment by moment; later submissions never change earlier ones. */
export interface FileTimeline {
  readonly comparisons: readonly Comparison[]
  readonly ledger: readonly { readonly person: string; readonly event: LedgerEvent }[]
  /** Whose record is shown from a moment on; null for nobody's. */
  readonly shown: readonly { readonly at: Instant; readonly person: string | null }[]
  /** Whether medical information is hidden from a moment on although the record is shown. */
  readonly medical: readonly { readonly at: Instant; readonly hidden: boolean }[]
  readonly flags: readonly { readonly at: Instant; readonly nonDisclosure?: boolean; readonly noSelfInfo?: boolean }[]
  /** `at` is when the application was processed. One that arrived while another waited to take effect is left out. */
  readonly unregistrations: readonly {
    readonly at: Instant
    readonly person: string | null
    readonly numbers: MemberNumbers
    readonly appliedOn: CivilDate
    readonly worksUntil: CivilDate
  }[]
  readonly file: MemberFile
}

interface Action {
  readonly at: Instant
  readonly of: Submission
  readonly kind: 'content' | 'verdict' | 'show'
}

const asksComparison = (operation: RegistrationOperation): boolean =>
  operation.op === 'register' ||
  (operation.op === 'amend' && (operation.five !== undefined || operation.personNo !== undefined)) ||
  (operation.op === 'rekey' && operation.newPersonNo !== undefined)

/** Room for the ledger entries of one submission between two sequence numbers. */
const ROOM = 1024
/** Ledger entries of the gateway are numbered above all others of a person. */
const FIRST = 2 ** 32

function comparisonOf(file: MemberFile, of: Submission, run: Instant, context: RegistrationContext): Comparison {
  const policy = context.policyOn(dateOf(run))
  const at = answeredIn(run, policy)
  const head = { submission: of.sequence, at, numbers: of.operation.memberKey }
  if (file.personNo === null) {
    return { ...head, verdict: 'no-number', differs: [], hides: 'record', visibleFrom: null }
  }
  const resident = context.resident(file.personNo)
  if (resident === null) {
    return { ...head, verdict: 'no-such-person', differs: [], hides: 'record', visibleFrom: null }
  }
  const differs = file.five === null ? [] : context.practice.compareFive(file.five, resident)
  const hides = context.practice.hiddenBy(differs, policy.mismatchHides)
  return {
    ...head,
    verdict: differs.length === 0 ? 'match' : 'mismatch',
    differs,
    hides,
    visibleFrom: hides === 'record' ? null : context.practice.visibleFrom(of.receivedAt, at, policy),
  }
}

/**
 * 登録の処理: everything that follows from the records of one file. `start` is what stood before the first of them;
 * a file with a cover of the world's own ledger is shown from the beginning.
 */
export function timelineOf(
  start: MemberFile,
  submissions: readonly Submission[],
  context: RegistrationContext,
): FileTimeline {
  const personOf = (file: MemberFile): string | null =>
    file.personNo === null ? null : (context.resident(file.personNo)?.person ?? null)
  const comparisons = new Map<number, Comparison>()
  const actions: Action[] = []
  let accepted = start
  for (const of of submissions) {
    const run = runAfter(of.receivedAt, context.policyOn(dateOf(of.receivedAt)).runs)
    accepted = applyOperation(accepted, of.operation, of.receivedAt)
    // Nothing of a new record is seen before its verdict: its content may stand at once.
    actions.push({ at: of.operation.op === 'register' ? of.receivedAt : run, of, kind: 'content' })
    if (!asksComparison(of.operation)) continue
    const comparison = comparisonOf(accepted, of, run, context)
    comparisons.set(of.sequence, comparison)
    actions.push({ at: comparison.at, of, kind: 'verdict' })
    if (comparison.visibleFrom !== null) actions.push({ at: comparison.visibleFrom, of, kind: 'show' })
  }
  const inOrder = actions
    .map((action, place) => ({ action, place }))
    .toSorted((a, b) => (a.action.at === b.action.at ? a.place - b.place : a.action.at < b.action.at ? -1 : 1))
    .map(({ action }) => action)

  const ledger: { person: string; event: LedgerEvent }[] = []
  const shown: { at: Instant; person: string | null }[] = []
  const medical: { at: Instant; hidden: boolean }[] = []
  const flags: FileTimeline['flags'][number][] = []
  const unregistrations: FileTimeline['unregistrations'][number][] = []
  const used = new Map<number, number>()
  const live = new Map<string, { person: string; sequence: number }>()
  let file = start
  let shownTo = start.covers.length > 0 ? personOf(start) : null
  let answered = 0
  let verdict: Comparison | null = null
  if (shownTo !== null) {
    for (const cover of start.covers) {
      for (const { sequence } of cover.known) live.set(knownTag(cover, sequence), { person: shownTo, sequence })
    }
  }
  const nextSequence = (of: Submission): number => {
    const place = used.get(of.sequence) ?? 0
    used.set(of.sequence, place + 1)
    return FIRST + of.sequence * ROOM + place
  }
  const write = (at: Instant, of: Submission): void => {
    const drafts = shownTo === null ? [] : draftsOf(file, at, context.practice.standingEntries)
    const wanted = new Set(drafts.map(({ tag }) => tag))
    for (const [tag, { person, sequence }] of live) {
      if (wanted.has(tag) && person === shownTo) continue
      ledger.push({ person, event: { type: 'voided', knownAt: at, sequence: nextSequence(of), target: sequence } })
      live.delete(tag)
    }
    if (shownTo === null) return
    for (const { tag, notBefore, event } of drafts) {
      if (live.has(tag)) continue
      const stamp = { knownAt: notBefore === null || notBefore < at ? at : notBefore, sequence: nextSequence(of) }
      ledger.push({ person: shownTo, event: { ...event, ...stamp } })
      live.set(tag, { person: shownTo, sequence: stamp.sequence })
    }
  }
  const show = (at: Instant, of: Submission, person: string | null, hidesMedical: boolean): void => {
    shownTo = person
    shown.push({ at, person })
    medical.push({ at, hidden: hidesMedical })
    write(at, of)
  }
  const content = ({ at, of }: Action): void => {
    const before = personOf(file)
    file = applyOperation(file, of.operation, at)
    const { operation } = of
    if (operation.op === 'setFlags') {
      const { hideDisclosure, noSelfInfo, noDoubt } = operation
      if (hideDisclosure !== undefined || noSelfInfo !== undefined) {
        flags.push({
          at,
          ...(hideDisclosure === undefined ? {} : { nonDisclosure: hideDisclosure }),
          ...(noSelfInfo === undefined ? {} : { noSelfInfo }),
        })
      }
      if (noDoubt !== undefined && verdict?.verdict === 'mismatch') show(at, of, personOf(file), false)
    }
    if (operation.op === 'unregisterCard') {
      const { appliedOn, memberKey } = operation
      const worksUntil = unregisteredAfter(appliedOn)
      const isWaiting = unregistrations.some((one) => unregisteredAt(one) > of.receivedAt)
      if (!isWaiting) unregistrations.push({ at, person: personOf(file), numbers: memberKey, appliedOn, worksUntil })
    }
    // A number taken back: the record is nobody's until the new one is confirmed.
    if (shownTo !== null && personOf(file) !== before) show(at, of, null, false)
    else if (shownTo !== null) write(at, of)
  }
  for (const action of inOrder) {
    const { at, of, kind } = action
    if (kind === 'content') content(action)
    if (kind === 'verdict') {
      answered = of.sequence
      verdict = comparisons.get(of.sequence) ?? null
      if (verdict?.hides === 'record' && shownTo !== null) show(at, of, null, false)
    }
    if (kind === 'show' && of.sequence >= answered) {
      show(at, of, personOf(file), comparisons.get(of.sequence)?.hides === 'medical')
    }
  }
  return { comparisons: [...comparisons.values()], ledger, shown, medical, flags, unregistrations, file }
}
