import type { Population } from '../generators/index.ts'
import type { CertificatePolicy } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { Facility } from '../src/domain/presentation.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import type { WireEncoding } from '../src/wire/shift-jis.ts'
import type { EquipmentPart } from '../scenarios/faults/index.ts'
import type { WorldChange, WorldEvent, WorldEventOf } from './events.ts'
import type { ActiveFault } from './faults/in-force.ts'
import type { Found } from './lookup.ts'
import type { ServicePractice } from './practice.ts'

/** 端末の設定: what the terminal of the site decides about the files it writes. @see facts/wire.md 1.6, ASM-14 */
export interface TerminalSettings {
  readonly encoding: WireEncoding
  readonly order: 'observed' | 'layout'
  /** Form of the results of bulk functions; default `xml`, `zip` is one plain archive around it. @see facts/wire.md 1.5, HAB-15 */
  readonly bulk?: 'xml' | 'zip'
}

/** One world as its doors see it: everything is asked as of the world's clock, and only `append` changes it. */
export interface WorldState {
  readonly id: string
  readonly seed: number
  readonly book: RuleBook
  readonly facility: Facility
  readonly practice: ServicePractice
  readonly terminal: TerminalSettings
  readonly population: Population
  readonly now: () => Instant
  readonly append: (change: WorldChange) => WorldEvent
  /** The number of the last event, hidden ones included: it never comes twice after an append. */
  readonly serial: () => number
  /** The certificate calendar of today, by the practice of this service. */
  readonly policy: () => CertificatePolicy
  /** A person of the world by name, or `#index` of the population; null when there is nobody. */
  readonly person: (name: string) => Member | null
  /** Everybody who has or had the numbers, whoever knew it when. */
  readonly find: (key: CoverageKey, birthDate: CivilDate | null) => readonly Found[]
  /** The newest consent given at this institution's reader. */
  readonly consentOf: (person: string) => WorldEventOf<'consent'> | null
  /** 照会番号 registered here for the numbers of a person. */
  readonly referenceNumberOf: (person: string, key: CoverageKey) => string | null
  /** Whether the medical information behind a cover is hidden although the cover is shown. @see facts/insurer.md 2.6 */
  readonly hidesMedical: (person: string, coverageId: string) => boolean
  /** 一括処理の受付 known now, oldest first. */
  readonly receptions: () => readonly WorldEventOf<'bulk-reception'>[]
  /** Everything that is known now to have happened to somebody, oldest first. */
  readonly eventsOf: (person: string) => readonly WorldEvent[]
  /** Names of the people of the world and of everybody to whom something ever happened in it. */
  readonly everybody: () => readonly string[]
  /** Answers a question as of another moment; what is appended meanwhile is known from that moment. */
  readonly asOf: <T>(at: Instant, ask: () => T) => T
  /** Faults that are on now, by their windows. */
  readonly faults: () => readonly ActiveFault[]
  /** Faults in force for what is being answered now. */
  readonly inForce: () => readonly ActiveFault[]
  readonly equipment: (person: string | null) => Readonly<Record<EquipmentPart, boolean>>
  /** Result files of the reader after a cursor (exclusive), oldest first. */
  readonly faceFiles: (after: number) => readonly WorldEventOf<'face-file'>[]
}
