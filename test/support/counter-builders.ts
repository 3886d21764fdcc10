import { type Circumstances, ORDINARY_VISIT } from '../../src/domain/circumstances.ts'
import type { CardState } from '../../src/domain/certificate.ts'
import { type CivilDate, civilDate, instantOf } from '../../src/domain/civil-date.ts'
import type { CoverageKey, Ratio } from '../../src/domain/ledger.ts'
import type {
  Answer,
  AnswerRecord,
  CardFace,
  Chart,
  Facility,
  Facts,
  PaperKind,
  Presentation,
  PrintedFields,
  ReaderScreen,
  ReaderWay,
  ReadingDevice,
  Shown,
  Spoken,
} from '../../src/domain/presentation.ts'

/** The patient of the cases unless a case says otherwise: an employee of 46 in November 2026. */
export const PATIENT = { name: '見本　花子', birthDate: civilDate('1980-05-10') } as const

/** The numbers of the patient, of an earlier cover, of 国保 and of 後期. */
export const CURRENT: CoverageKey = { insurerNumber: '06139992', symbol: '123', number: '45', branch: '00' }
export const FORMER: CoverageKey = { insurerNumber: '34139998', symbol: '9', number: '8', branch: '00' }
export const MUNICIPAL: CoverageKey = { insurerNumber: '138016', symbol: '07', number: '0012', branch: '01' }
export const LATE_ELDERLY: CoverageKey = { insurerNumber: '39131016', symbol: null, number: '12345678', branch: null }

/** What an online record says; an employee with limit class ウ. */
export const record = (changes: Partial<AnswerRecord> = {}): AnswerRecord => ({
  key: CURRENT,
  scheme: 'kenpo',
  classification: '01',
  name: PATIENT.name,
  birthDate: PATIENT.birthDate,
  koukiRatio: null,
  elderly: null,
  limitBand: 'A03',
  loss: null,
  ...changes,
})

export const born = (day: string, changes: Partial<AnswerRecord> = {}): AnswerRecord =>
  record({ birthDate: civilDate(day), ...changes })

/** 高齢受給者 from one day to another, at a ratio. */
export const elderly = (from: string, until: string, ratio: Ratio): AnswerRecord['elderly'] => ({
  issued: civilDate(from),
  from: civilDate(from),
  until: civilDate(until),
  ratio,
})

/** The six answers. */
export const valid = (found: AnswerRecord = record()): Answer => ({ validity: 1, record: found })
export const lost = (day: string, found: AnswerRecord = record(), reason = '99'): Answer => ({
  validity: 2,
  record: { ...found, loss: { date: civilDate(day), reason } },
})
export const superseded = (day: string, found: AnswerRecord = record()): Answer => ({
  ...lost(day, found, '03'),
  validity: 3,
})
export const NOTHING_FOUND: Answer = { validity: 4, record: null }
export const SEVERAL_FOUND: Answer = { validity: 5, record: null }
export const withoutTicket = (found: AnswerRecord): Answer => ({ validity: 6, record: found })

/** An ordinary registered card, everything far from its end. */
export const card = (changes: Partial<CardState> = {}): CardState => ({
  kind: 'ordinary',
  certificate: 'VALID',
  certificateExpiry: civilDate('2028-05-10'),
  body: 'LIVE',
  bodyExpiry: civilDate('2033-05-10'),
  pin: { use: 'USED', misses: 0, locked: false },
  face: { use: 'USED', misses: 0, locked: false },
  registration: 'REGISTERED',
  flags: { nonDisclosure: false, noSelfInfo: false },
  phone: null,
  activating: false,
  ...changes,
})

export const expired = (day: string): Partial<CardState> => ({
  certificate: 'EXPIRED',
  certificateExpiry: civilDate(day),
})
export const inGrace = (day: string): Partial<CardState> => ({
  certificate: 'GRACE',
  certificateExpiry: civilDate(day),
})
export const PIN_LOCKED: Partial<CardState> = { pin: { use: 'USED', misses: 3, locked: true } }
export const FACE_LOCKED: Partial<CardState> = { face: { use: 'USED', misses: 10, locked: true } }
export const BODY_ENDED: Partial<CardState> = { body: 'EXPIRED' }
export const FACE_ONLY: Partial<CardState> = { kind: 'face-only', pin: { use: 'UNUSED', misses: 0, locked: false } }
export const PHOTOLESS: Partial<CardState> = { kind: 'photoless', face: { use: 'NO_PHOTO', misses: 0, locked: false } }

const faceOf = (state: CardState): CardFace => ({
  name: PATIENT.name,
  birthDate: PATIENT.birthDate,
  bodyExpiry: state.bodyExpiry,
  certificateExpiry: state.certificateExpiry,
  faceOnlyMark: state.kind === 'face-only',
  photo: state.kind !== 'photoless',
})

type PaperText = Partial<Omit<PrintedFields, 'validFrom' | 'validUntil' | 'birthDate'>> & {
  readonly key?: CoverageKey
  readonly birthDate?: string
  readonly validFrom?: string
  readonly validUntil?: string
}

/** A paper or screen of the patient with the current numbers. */
export function paper(kind: PaperKind, text: PaperText = {}): Shown {
  const { key = CURRENT, birthDate, validFrom, validUntil, ...rest } = text
  return {
    kind,
    fields: {
      insurerName: '見本健康保険組合',
      name: PATIENT.name,
      ratio: null,
      issued: null,
      savedAt: null,
      ...key,
      ...rest,
      birthDate: birthDate === undefined ? PATIENT.birthDate : civilDate(birthDate),
      validFrom: validFrom === undefined ? null : civilDate(validFrom),
      validUntil: validUntil === undefined ? null : civilDate(validUntil),
    },
  }
}

/** A 資格確認書 from the first to the last day of its term. */
export const certificate = (from: string, until: string, text: PaperText = {}): Shown =>
  paper('certificate', { validFrom: from, validUntil: until, ...text })

export const declaration = (ratio: Ratio | 'unknown', birthDate: string = PATIENT.birthDate): Shown => ({
  kind: 'declaration',
  name: PATIENT.name,
  birthDate: civilDate(birthDate),
  ratio,
  insurerName: null,
  insurerNumber: null,
  address: '東京都見本区見本1-1-1',
  telephone: '03-0000-0000',
})

export const PHONE: Shown = { kind: 'phone', device: 'iphone' }

/** The clinic's own record of the patient. */
export const chart = (changes: Partial<Chart> = {}): Chart => ({
  patientNo: 'P000000001',
  name: PATIENT.name,
  birthDate: PATIENT.birthDate,
  key: CURRENT,
  ratio: null,
  lastCheckedOn: null,
  ...changes,
})

const FACILITY: Facility = {
  institutionCode: '1319999999',
  capability: 'FULL',
  kind: 'CLINIC',
  readerRelease: civilDate('2024-10-07'),
  phoneEnabled: true,
  tools: [],
}

export type Broken = keyof Facts['equipment']

/** One reception in the words of the counter; whatever is left out is ordinary or absent. */
export interface Scene {
  /** The patient's card in the hand; its face is laid on the counter unless `cardShown` is false. */
  readonly card?: Partial<CardState>
  readonly cardShown?: boolean
  /** False when the card belongs to somebody else. */
  readonly ownCard?: boolean
  readonly delivered?: ReaderWay
  readonly cardAnswers?: Answer
  readonly screens?: readonly ReaderScreen[]
  readonly shown?: readonly Shown[]
  readonly chart?: Chart
  /** What an inquiry by number answers; keys that are not named answer 1 with the ordinary record of that key. */
  readonly answers?: readonly (readonly [CoverageKey, Answer])[]
  readonly present?: boolean
  readonly insured?: Spoken
  readonly unchanged?: Spoken
  readonly limitConsent?: Spoken
  readonly broken?: readonly Broken[]
  readonly facility?: Partial<Facility>
  readonly circumstances?: Partial<Circumstances>
  readonly device?: ReadingDevice
}

export interface Counter {
  readonly presentation: Presentation
  readonly facts: Facts
}

const keysOf = (things: readonly Shown[], own: Chart | null): CoverageKey[] => [
  ...things.flatMap((thing) => {
    if (!('fields' in thing)) return []
    const { insurerNumber, symbol, number, branch } = thing.fields
    return insurerNumber === null || number === null ? [] : [{ insurerNumber, symbol, number, branch }]
  }),
  ...(own === null || own.key === null ? [] : [own.key]),
]

const sameText = (a: CoverageKey, b: CoverageKey): boolean =>
  JSON.stringify({ ...CURRENT, ...a }) === JSON.stringify({ ...CURRENT, ...b })

const noon = (day: CivilDate) => instantOf(day, '12:00')

/** A reception on a day. */
export function counter(day: string, scene: Scene = {}): Counter {
  const state = scene.card === undefined ? null : card(scene.card)
  const own = scene.chart ?? null
  const face: Shown[] =
    state === null || scene.cardShown === false ? [] : [{ kind: 'my-number-card', face: faceOf(state) }]
  const shown = [...face, ...(scene.shown ?? [])]
  const works = (part: Broken): boolean => scene.broken?.includes(part) !== true
  return {
    presentation: {
      at: noon(civilDate(day)),
      patientPresent: scene.present ?? true,
      chart: own,
      shown,
      says: {
        insured: scene.insured ?? 'yes',
        unchanged: scene.unchanged ?? 'not-asked',
        limitConsent: scene.limitConsent ?? 'not-asked',
      },
      reader: scene.screens ?? [],
      circumstances: { ...ORDINARY_VISIT, ...scene.circumstances },
    },
    facts: {
      facility: { ...FACILITY, ...scene.facility },
      equipment: {
        reader: works('reader'),
        chip: works('chip'),
        terminal: works('terminal'),
        line: works('line'),
        service: works('service'),
      },
      card: state,
      ownCard: scene.ownCard ?? true,
      delivered: scene.delivered ?? null,
      device: scene.device ?? 'reader',
      cardAnswer: scene.cardAnswers ?? (state === null ? null : valid()),
      numberAnswers: keysOf(shown, own).map((key) => ({
        key,
        birthDate: PATIENT.birthDate,
        answer: scene.answers?.find(([asked]) => sameText(asked, key))?.[1] ?? valid(record({ key })),
      })),
    },
  }
}

/** A card that was put on the reader and delivered a result. */
export const read = (
  changes: Partial<CardState> = {},
  cardAnswers: Answer = valid(),
  delivered: ReaderWay = 'face',
): Scene => ({
  card: changes,
  cardAnswers,
  delivered,
})

/** Line, power or service down; reader or chip alone dead. */
export const LINE_DOWN: Scene = { broken: ['line'] }
export const READER_DEAD: Scene = { broken: ['reader'] }
export const CHIP_DEAD: Scene = { broken: ['chip'] }
