import { CONSENT_KINDS, OFFLINE_FORMS } from '../scenarios/faults/fault.ts'
import { FAULTS, FAULT_NAMES, type FaultName } from '../scenarios/faults/index.ts'
import { dateOf } from '../src/domain/civil-date.ts'
import { type CoverageState, type LedgerEvent, coverageStates, lastSequence } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import { type Result, err, ok } from '../src/domain/result.ts'
import { disturb } from './faults/strike.ts'
import type { ActiveFault } from './faults/in-force.ts'
import type { Found } from './lookup.ts'
import type { Bilingual } from './messages.ts'
import type { WorldState } from './state.ts'

/** この一件の結果: what is different for one request and forgotten with it. */
export interface Outcome {
  /** Faults that strike this request alone. */
  readonly faults: readonly ActiveFault[]
  /** The world as this request finds it; null for the world as it is. */
  readonly seen: ((state: WorldState) => WorldState) | null
}

/** A person who is found, as somebody else would have him. */
type Pretence = (found: readonly Found[], state: WorldState) => readonly Found[]

const withLedger = (member: Member, more: readonly LedgerEvent[]): Member => ({
  ...member,
  ledger: [...member.ledger, ...more],
})

/** Everything that is open today ends today, so that today is the first day without cover. */
function closings(member: Member, state: WorldState): readonly LedgerEvent[] {
  const [now, today] = [state.now(), dateOf(state.now())]
  const last = lastSequence(member.ledger)
  return coverageStates(member.ledger, now)
    .filter(({ loss }) => loss === null || loss.date > today)
    .map(({ id }, place) => ({
      type: 'lost',
      knownAt: now,
      sequence: last + 1 + place,
      coverageId: id,
      lossDate: today,
      reason: '99',
    }))
}

/** A cover that began today with other numbers than any that are asked for. */
function opening(cover: CoverageState, state: WorldState, sequence: number): LedgerEvent {
  const { loss: _loss, ...before } = cover
  const id = `${before.id}-newer`
  const key = { ...before.key, number: `${before.key.number}9` }
  const acquired = dateOf(state.now())
  return { type: 'acquired', knownAt: state.now(), sequence, coverage: { ...before, id, key, acquired } }
}

const ended: Pretence = (found, state) =>
  found.map(({ person, member }) => ({ person, member: withLedger(member, closings(member, state)) }))

const replaced: Pretence = (found, state) =>
  ended(found, state).map(({ person, member }) => {
    const cover = coverageStates(member.ledger, state.now()).at(-1)
    const last = lastSequence(member.ledger)
    return { person, member: cover === undefined ? member : withLedger(member, [opening(cover, state, last + 1)]) }
  })

const neverLost: Pretence = (found) =>
  found.map(({ person, member }) => ({
    person,
    member: { ...member, ledger: member.ledger.filter(({ type }) => type !== 'lost') },
  }))

const twice: Pretence = (found) =>
  found.flatMap((one) => [one, { ...one, member: { ...one.member, index: -1 - one.member.index } }])

interface Answered {
  readonly ja: string
  readonly en: string
  readonly pretence: Pretence
}

/** Answers of the service to an inquiry about one person, by the validity they carry. Nobody is found who is not there. */
const ANSWERS: Readonly<Record<string, Answered>> = {
  'validity-1': {
    ja: '資格の喪失がなかったものとして答える（有効）',
    en: 'answers as if no cover had ever been lost: valid',
    pretence: neverLost,
  },
  'validity-2': {
    ja: '資格が今日失われ、新しい資格はないものとして答える（無効）',
    en: 'answers as if every cover had ended today: lost, nothing newer',
    pretence: ended,
  },
  'validity-3': {
    ja: '資格が今日失われ、新しい資格があるものとして答える（無効、新しい資格あり）',
    en: 'answers as if every cover had ended today and another had begun: lost, something newer',
    pretence: replaced,
  },
  'validity-4': {
    ja: '該当する人がいないものとして答える',
    en: 'answers as if nobody had the numbers',
    pretence: () => [],
  },
  'validity-5': {
    ja: '複数の人が該当するものとして答える',
    en: 'answers as if two people had the numbers',
    pretence: twice,
  },
}

/** The only request of which the validities are outcomes. */
const INQUIRY = /^OQSsiquc01req_/i

/** Faults that strike requests; those of the reader do not. */
const faultNames = (): readonly FaultName[] => FAULT_NAMES.filter((name) => FAULTS[name].concerns !== 'reader')

/** Every outcome with what it does, in the order of the tables. */
export const outcomes = (): readonly (Bilingual & { readonly name: string })[] => [
  ...Object.entries(ANSWERS).map(([name, { ja, en }]) => ({ name, ja, en })),
  ...faultNames().map((name) => {
    const { takes, title, http } = FAULTS[name]
    const values = takes.map((detail) => `[:${detail}]`).join('')
    return { name: `${name}${values}`, ja: `${title.ja}: ${http.ja}`, en: `${title.en}: ${http.en}` }
  }),
]

/** Names alone, without what may follow the colon. */
export const outcomeNames = (): readonly string[] => [...Object.keys(ANSWERS), ...faultNames()]

type Details = Partial<Pick<ActiveFault, 'millis' | 'hours' | 'withholds' | 'offline'>>

const WHOLE = /^\d{1,6}$/

/** What follows the colon, by what the fault takes. */
const DETAILS: Readonly<Record<keyof Details, (text: string) => Details | null>> = {
  millis: (text) => (WHOLE.test(text) && Number(text) <= 60_000 ? { millis: Number(text) } : null),
  hours: (text) => (WHOLE.test(text) ? { hours: Number(text) } : null),
  offline: (text) => {
    const offline = OFFLINE_FORMS.find((form) => form === text)
    return offline === undefined ? null : { offline }
  },
  withholds: (text) => {
    const withholds = CONSENT_KINDS.filter((kind) => text.split('+').includes(kind))
    return withholds.length === 0 || withholds.length !== text.split('+').length ? null : { withholds }
  },
}

function faultOf(word: string): ActiveFault | null {
  const [name = '', ...values] = word.split(':')
  const fault = faultNames().find((known) => known === name)
  if (fault === undefined || values.length > 1) return null
  const [value] = values
  if (value === undefined) return disturb(fault, {})
  for (const detail of FAULTS[fault].takes) {
    const told = DETAILS[detail](value)
    if (told !== null) return disturb(fault, told)
  }
  return null
}

/** Why a header is none: the word that is no outcome, two that exclude each other, or one that does not go with this request. */
export interface OutcomeProblem {
  readonly code: 'SIM-O001' | 'SIM-O002'
  /** What was given; two words with a comma between them. */
  readonly given: string
}

const GIVEN = 60

/** One word of the header, read. */
interface Picked {
  readonly word: string
  readonly pretence: Pretence | null
  readonly fault: ActiveFault | null
}

/** Faults that say in how many pieces an answer comes. */
const PACES: ReadonlySet<FaultName> = new Set(['slow-drip', 'half-written'])

/** 何を決めるか: of two outcomes that decide the same, one would override the other. @see docs/faults.md, Together */
function decides({ fault }: Picked): string {
  if (fault === null) return 'answer'
  const { breaks, concerns } = FAULTS[fault.fault]
  if (breaks.length > 0 || concerns !== 'exchanges') return 'answer'
  return PACES.has(fault.fault) ? 'pace' : fault.fault
}

/** True when nothing at all is answered. */
const isMute = ({ fault }: Picked): boolean =>
  fault !== null && (FAULTS[fault.fault].breaks.includes('terminal') || fault.offline === 'silence')

/** True when it is about an answer on its way; a wait goes before silence, too. */
const isOnItsWay = (picked: Picked): boolean => !['answer', 'latency'].includes(decides(picked))

const excludes = (a: Picked, b: Picked): boolean =>
  decides(a) === decides(b) || (isMute(a) && isOnItsWay(b)) || (isMute(b) && isOnItsWay(a))

/** The first two outcomes that exclude each other; null when all go together. */
function clashIn(picked: readonly Picked[]): string | null {
  for (const [place, later] of picked.entries()) {
    const earlier = picked.slice(0, place).find((one) => excludes(one, later))
    if (earlier !== undefined) return `${earlier.word},${later.word}`
  }
  return null
}

/**
 * 結果の指定を読む: outcomes separated by commas, such as `validity-3`, `line-down` or `latency:500,truncate`. SIM-O001 a word
 * that is none, or two of which one would override the other; SIM-O002 an answer of the service for another request than an
 * inquiry about one person.
 */
export function parseOutcome(header: string, fileName: string): Result<Outcome, OutcomeProblem> {
  const picked: Picked[] = []
  for (const word of new Set(header.split(',').map((part) => part.trim()))) {
    const answered = Object.hasOwn(ANSWERS, word) ? ANSWERS[word] : undefined
    const fault = answered === undefined ? faultOf(word) : null
    if (answered === undefined && fault === null) return err({ code: 'SIM-O001', given: word.slice(0, GIVEN) })
    if (answered !== undefined && !INQUIRY.test(fileName)) return err({ code: 'SIM-O002', given: word })
    picked.push({ word, pretence: answered?.pretence ?? null, fault })
  }
  const clash = clashIn(picked)
  if (clash !== null) return err({ code: 'SIM-O001', given: clash })
  const faults = picked.flatMap(({ fault }) => fault ?? [])
  const change = picked.find(({ pretence }) => pretence !== null)?.pretence ?? null
  if (change === null) return ok({ faults, seen: null })
  return ok({
    faults,
    seen: (state) => ({ ...state, find: (key, birthDate) => change(state.find(key, birthDate), state) }),
  })
}
