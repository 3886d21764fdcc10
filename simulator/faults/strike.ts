import { type ConsentKind, type FaultSetting, type OfflineForm, strikesNth } from '../../scenarios/faults/fault.ts'
import { type EquipmentPart, FAULTS, type FaultName } from '../../scenarios/faults/index.ts'
import type { CardState } from '../../src/domain/certificate.ts'
import { addSeconds } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { SimCode } from '../messages.ts'
import type { ActiveFault, FaultEntry } from './in-force.ts'

/** One message between a clinic and its terminal, as faults see it. */
export interface StruckMessage {
  readonly door: 'oqs' | 'face'
  /** File name; empty for a listing. */
  readonly name: string
  /** Whom it is about; asked only when a fault strikes one person. */
  readonly people: () => readonly string[]
}

/** 一件にかかる障害: everything that disturbs one message, and what it does to it. */
export interface Strike {
  /** Those of messages, as wide as this one, and what holds for it alone; the reader's and the register's stand beside them. */
  readonly faults: readonly ActiveFault[]
  /** The entry behind each of them; null for one that holds for this message alone. */
  readonly ids: readonly (number | null)[]
  /** Milliseconds of wall time that this message may be kept, all faults together. */
  readonly allowance: number
}

/** A fault for one message, as if it had been turned on for it alone. */
export const disturb = (fault: FaultName, { person, millis, ...more }: FaultSetting = {}): ActiveFault => ({
  fault,
  person: person ?? null,
  millis: millis ?? 0,
  ...more,
})

/** 数え: how many messages of its scope each fault has met since it was turned on, in this process. */
export type Tally = Map<number, number>

const DOWNLOAD = /^[A-Z]{3}mu[a-z]{3}02req/

const isOfMessages = (fault: FaultName): boolean => {
  const { concerns } = FAULTS[fault]
  return concerns !== 'reader' && concerns !== 'registry'
}

function isInScope({ fault, person, prefix }: ActiveFault, { door, name, people }: StruckMessage): boolean {
  const { concerns } = FAULTS[fault]
  if (concerns !== 'exchanges' && door !== 'oqs') return false
  if (concerns === 'downloads' && !DOWNLOAD.test(name)) return false
  if (prefix !== undefined && !(door === 'face' ? 'face' : name).startsWith(prefix)) return false
  return person === null || people().includes(person)
}

/** Counts a message and tells what strikes it. */
export function strikeOf(entries: readonly FaultEntry[], message: StruckMessage, tally: Tally): readonly FaultEntry[] {
  return entries.flatMap(({ id, active }) => {
    if (!isOfMessages(active.fault) || !isInScope(active, message)) return []
    const count = (tally.get(id) ?? 0) + 1
    tally.set(id, count)
    return strikesNth(active.nth, count) ? [{ id, active: { ...active, person: null } }] : []
  })
}

/** What is left of a strike when some of its faults are over. */
export function remaining(strike: Strike, on: ReadonlySet<number>): Strike {
  const isLeft = (_: unknown, place: number): boolean => {
    const id = strike.ids[place] ?? null
    return id === null || on.has(id)
  }
  return { ...strike, faults: strike.faults.filter(isLeft), ids: strike.ids.filter(isLeft) }
}

/** Faults of the reader and the register: they hold by the clock, whatever message is answered. */
export const standing = (faults: readonly ActiveFault[]): readonly ActiveFault[] =>
  faults.filter(({ fault }) => !isOfMessages(fault))

/** Faults outside any message: those that wait for certain messages are not in force. */
export const unbound = (faults: readonly ActiveFault[]): readonly ActiveFault[] =>
  faults.filter(({ nth, prefix }) => nth === undefined && prefix === undefined)

const breaks = (fault: FaultName, part: EquipmentPart): boolean => FAULTS[fault].breaks.includes(part)

const isAbout = (fault: ActiveFault, person: string | null): boolean => fault.person === null || fault.person === person

/** Which parts of the equipment work for somebody, or for nobody in particular. */
export function equipmentUnder(
  faults: readonly ActiveFault[],
  person: string | null,
): Readonly<Record<EquipmentPart, boolean>> {
  const active = faults.filter((fault) => isAbout(fault, person))
  const works = (part: EquipmentPart): boolean => !active.some(({ fault }) => breaks(fault, part))
  return {
    reader: works('reader'),
    chip: works('chip'),
    terminal: works('terminal'),
    line: works('line'),
    service: works('service'),
  }
}

/** What stops an inquiry, and the code that says so; the first of several speaks. */
const STOPS = [
  ['line-down', 'SIM-V001'],
  ['service-closed', 'SIM-V002'],
  ['maintenance', 'SIM-V003'],
] as const satisfies readonly (readonly [FaultName, SimCode])[]

export type StopCode = (typeof STOPS)[number][1]

/** The code of what stops every inquiry, or null when the line and the service work. */
export const stopCode = (faults: readonly ActiveFault[]): StopCode | null =>
  STOPS.find(([name]) => faults.some(({ fault, person }) => fault === name && person === null))?.[1] ?? null

const FORMS = ['silence', 'err'] as const satisfies readonly OfflineForm[]

/** What comes of a request while nothing can be asked: of several faults the quietest form. @see ASM-07 */
export const offlineForm = (faults: readonly ActiveFault[]): OfflineForm =>
  FORMS.find((form) => faults.some(({ offline, person }) => offline === form && person === null)) ?? 'segment-9'

const DEFAULT_LAG = 24

/** Hours by which registrations show up late for somebody; 0 when they do not. */
const lagHours = (faults: readonly ActiveFault[], person: string): number =>
  faults.reduce(
    (longest, one) =>
      one.fault === 'registration-lag' && isAbout(one, person) ? Math.max(longest, one.hours ?? DEFAULT_LAG) : longest,
    0,
  )

const DEFAULT_WITHHELD: readonly ConsentKind[] = ['checkups']

/** Consents of somebody that do not arrive. */
export const withheldConsents = (faults: readonly ActiveFault[], person: string): ReadonlySet<ConsentKind> =>
  new Set(
    faults
      .filter((one) => one.fault === 'partial-consent' && isAbout(one, person))
      .flatMap(({ withholds }) => withholds ?? DEFAULT_WITHHELD),
  )

const isPinLocked = (faults: readonly ActiveFault[], person: string): boolean =>
  faults.some((one) => one.fault === 'pin-locked' && isAbout(one, person))

/** A card as it is while faults are in force: its PIN may be locked. */
export const cardUnder = (faults: readonly ActiveFault[], person: string, card: CardState): CardState =>
  card.pin.use === 'USED' && isPinLocked(faults, person) ? { ...card, pin: { ...card.pin, locked: true } } : card

/** A person as the service knows him: what insurers filed lately is not there yet. */
export function memberUnder(faults: readonly ActiveFault[], person: string, member: Member): Member {
  const hours = faults.length === 0 ? 0 : lagHours(faults, person)
  if (hours === 0) return member
  const ledger = member.ledger.map((event) => ({ ...event, knownAt: addSeconds(event.knownAt, hours * 3600) }))
  return { ...member, ledger }
}

/** True while a bulk function still works on its results. */
export const isProcessing = (faults: readonly ActiveFault[]): boolean =>
  faults.some(({ fault, person }) => fault === 'processing' && person === null)
