import { z } from 'zod'
import { instant } from '../src/domain/civil-date.ts'
import { dayText, momentText, resolveMoment } from './days.ts'
import { COMPANIONS, MATTERS, ORDINARY_VISIT, PLACES } from '../src/domain/circumstances.ts'
import {
  DECISION_KINDS,
  FOLLOW_UPS,
  MOBILE_TOOLS,
  PAPER_KINDS,
  PAYER_KINDS,
  PRESCRIPTION_CHOICES,
  READER_SCREENS,
  READING_DEVICES,
  REASON_CODES,
} from '../src/domain/presentation.ts'
import { LATER_THAN_FROM, faultFields, isOverAtOnce, misfitOf } from './faults/fields.ts'
import { FAULT_NAMES } from './faults/index.ts'
import { booksSpec, insurerScript, insurerSpec, insurerSteps, listExpectation } from './insurer.ts'
import { OPERATIONS } from './protocol.ts'

const bilingual = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) })
const ratio = z.enum(['010', '020', '030'])
const name = z.strictObject({ kanji: z.string().min(1), kana: z.string().min(1) })

const coverageChange = z.strictObject({
  scheme: z.enum(['kyokai', 'kenpo', 'kyosai', 'kokuho', 'kokuho-kumiai', 'kouki', 'assistance']).optional(),
  insurerNumber: z
    .string()
    .regex(/^(\d{6}|\d{8})$/, '6 or 8 digits')
    .optional(),
  insurerName: z.string().optional(),
  symbol: z.string().max(20).nullable().optional(),
  number: z.string().max(20).optional(),
  branch: z
    .string()
    .regex(/^\d{2}$/, 'two digits')
    .nullable()
    .optional(),
  relation: z.enum(['insured', 'dependant']).nullable().optional(),
  classification: z.enum(['01', '02', '03', '04', '05', '06', '07', 'A1']).optional(),
  acquired: dayText.optional(),
  knownAt: momentText.optional(),
  lost: z
    .strictObject({
      date: dayText,
      reason: z.enum(['01', '02', '03', '99']).optional(),
      knownAt: momentText.optional(),
    })
    .optional(),
  ratio: ratio.optional(),
  limit: z.string().nullable().optional(),
  limitLongStay: dayText.optional(),
  /** 医療扶助 only: day from which the 医療券 of the month is registered; null never. Left out: the usual day of the month. */
  ticket: dayText.nullable().optional(),
})

const cardChange = z.strictObject({
  kind: z.enum(['ordinary', 'face-only', 'photoless', 'specific-residence', 'next-generation']).optional(),
  issued: dayText.optional(),
  bodyExpiry: dayText.optional(),
  certificate: z.strictObject({ issued: dayText.optional(), expiry: dayText }).nullable().optional(),
  registration: z.enum(['REGISTERED', 'NEVER', 'REMOVED']).optional(),
  phone: z
    .strictObject({ kind: z.enum(['iphone', 'android']), expiry: dayText })
    .nullable()
    .optional(),
  pin: z
    .string()
    .regex(/^\d{4}$/, 'four digits')
    .optional(),
  stayLimited: z.boolean().optional(),
  flags: z.strictObject({ nonDisclosure: z.boolean(), noSelfInfo: z.boolean() }).optional(),
  /** Empty: nothing has happened to the card, whatever the population says of it. */
  events: z.array(z.never()).max(0).optional(),
})

/** What is different about a person of a scenario; days absolute or relative to the start. */
export const personChanges = z.strictObject({
  name: name.optional(),
  otherName: name.nullable().optional(),
  sex: z.enum(['male', 'female', 'unset']).optional(),
  birthDate: dayText.optional(),
  coverage: z.array(coverageChange).optional(),
  card: cardChange.nullable().optional(),
})
export type PersonChangesText = z.infer<typeof personChanges>

/** A person: an index of the population or a magic id, with changes. */
export const personRef = z.strictObject({
  index: z.int().min(0).optional(),
  magic: z.string().optional(),
  changes: personChanges.optional(),
  /** Suite `insurer`: what the books of the insurer say about him. */
  books: booksSpec.optional(),
})
export type PersonRef = z.infer<typeof personRef>

/** What the patient, the clerk's colleague and the card do at the reader, one act after the other. */
export const READER_ACTS = [
  'face',
  'face-mismatch',
  'pin',
  'pin-wrong',
  'visual',
  'visual-mismatch',
  'register',
  'refuse-registration',
  'phone',
  'reinquiry',
  'iphone',
  'android',
  'android-pin-wrong',
  'other-card',
] as const
export type ReaderAct = (typeof READER_ACTS)[number]

/** 提供の同意, one by one. Whoever agrees to everything at once refuses no kind of it. @see ports.ts Consents */
const consents = z
  .strictObject({
    all: z.boolean(),
    medicines: z.boolean(),
    checkups: z.boolean(),
    limit: z.boolean(),
    diagnosis: z.boolean(),
    operations: z.boolean(),
    diseases: z.boolean(),
    prescription: z.enum(['electronic', 'paper']),
  })
  .partial()
  .refine(
    ({ all, medicines, checkups, diagnosis, operations }) =>
      all !== true || ![medicines, checkups, diagnosis, operations].includes(false),
    'all together with a refused kind',
  )

/** What stands on a paper and differs from the truth of its day; null prints nothing. */
const misprint = z.strictObject({
  insurerNumber: z.string().nullable().optional(),
  symbol: z.string().nullable().optional(),
  number: z.string().nullable().optional(),
  branch: z.string().nullable().optional(),
  /** Another way to write the name: ●, a former or a common name. */
  name: z.string().min(1).optional(),
  ratio: ratio.nullable().optional(),
  /** 保存日時 of a saved page. */
  savedAt: z.null().optional(),
  /** 注意書き at the foot; on the paper itself only. */
  footer: z.null().optional(),
})

const shownSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('my-number-card'),
    of: z.string().optional(),
    reader: z.array(z.enum(READER_ACTS)).default([]),
    consents: consents.optional(),
    /** What the card is read with. */
    by: z.enum(READING_DEVICES).default('reader'),
    /** False when nobody wrote the certificate expiry on the card. */
    expiryWritten: z.boolean().default(true),
  }),
  z.strictObject({
    kind: z.literal('phone'),
    device: z.enum(['iphone', 'android']),
    consents: consents.optional(),
  }),
  z.strictObject({
    kind: z.enum(PAPER_KINDS),
    of: z.string().optional(),
    /** Day (or moment of saving) as of which the paper was made: it prints what was known then. */
    issued: dayText.default('start-30d'),
    validFrom: dayText.optional(),
    validUntil: dayText.optional(),
    misprint: misprint.optional(),
    /** A photocopy or print-out instead of the paper itself. */
    copy: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('declaration'),
    ratio: z.enum(['010', '020', '030', 'unknown']),
    /** True when the patient names his insurer, so that its number can be found. */
    namesInsurer: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('add-on'),
    certificate: z.enum(['elderly', 'limit', 'disease', 'subsidy', 'child-subsidy']),
    ratio: ratio.nullable().default(null),
    limitBand: z.string().nullable().default(null),
    payerNumber: z.string().nullable().default(null),
    recipientNumber: z.string().nullable().default(null),
    validFrom: dayText.default('start-6m'),
    validUntil: dayText.default('start+6m'),
    samePrefecture: z.boolean().default(true),
  }),
])
export type ShownSpec = z.infer<typeof shownSpec>
export type Misprint = z.infer<typeof misprint>

/** The clinic's own record: from an earlier visit as of a day, or as the numbers of a cover of that person. */
const chartSpec = z.strictObject({
  of: z.string().optional(),
  /** Day as of which the record was written. */
  asOf: dayText.default('start-60d'),
  lastCheckedOn: dayText.nullable().optional(),
})

const serviceExpectation = z.strictObject({
  /** Which message of the step; files are recognised by their prefix. */
  message: z.enum(['face', 'OQSsiquc01', 'OQSsiimm01', 'YZKsiquc01', 'TKKsiquc01']),
  /** False: no such message may have been answered with data; for `face`, the reader may have sent no result. */
  answered: z.boolean().optional(),
  /** With `face`: the screens of the reader in this visit so far, in order. */
  screens: z.array(z.enum(READER_SCREENS)).optional(),
  /** The answer repeats ArbitraryFileIdentifier of its request to the letter. */
  echo: z.literal(true).optional(),
  segment: z.enum(['1', '2', '9']).optional(),
  validity: z.enum(['1', '2', '3', '4', '5', '6']).optional(),
  /** Element values of the first record, by official name; null says that the element is absent. */
  record: z.record(z.string(), z.string().nullable()).optional(),
  code: z.string().optional(),
})
export type ServiceExpectation = z.infer<typeof serviceExpectation>

/** Typed by hand: what a right or a wrong system does on the wire and answers, for files that test the checks. */
const scripted = z.strictObject({
  does: z
    .array(
      z.enum([
        'fetch-face-file',
        'inquire-by-shown-number',
        'inquire-by-shown-number-without-branch',
        'inquire-by-chart',
        'inquire-again-today',
        'request-medicines',
        'request-checkups',
      ]),
    )
    .default([]),
  outcome: OPERATIONS.receive.result.omit({ now: true }).partial().optional(),
  claim: OPERATIONS.claim.result.omit({ now: true }).optional(),
  recheck: OPERATIONS.recheck.result.omit({ now: true }).optional(),
  view: OPERATIONS.view.result.omit({ now: true }).optional(),
  bill: OPERATIONS.bill.result.omit({ now: true }).optional(),
})
export type Scripted = z.infer<typeof scripted>

const stepExtras = { expect: z.array(serviceExpectation).optional(), script: scripted.optional() }

/** What happens to a person of the world, whatever the system under test does. */
export const worldChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lose'),
    date: dayText,
    reason: z.enum(['01', '02', '03', '99']).default('99'),
  }),
  z.strictObject({ kind: z.literal('acquire'), cover: coverageChange }),
  z.strictObject({ kind: z.literal('suspend') }),
  z.strictObject({ kind: z.literal('revoke') }),
  z.strictObject({ kind: z.literal('unlock') }),
  z.strictObject({ kind: z.literal('renew'), expiry: dayText }),
  z.strictObject({ kind: z.literal('deregister') }),
  /** 利用登録解除の申請: filed with the insurer of today; the card works to the end of the next month. */
  z.strictObject({ kind: z.literal('apply-deregistration') }),
  /** 利用登録: the card becomes an insurance card. */
  z.strictObject({ kind: z.literal('register'), channel: z.enum(['reader', 'portal', 'atm']).optional() }),
  /** 自主返納: the card is handed back to the municipality. */
  z.strictObject({ kind: z.literal('return-card') }),
  /** A clinic treated the person on a day and claims on the numbers it knew. */
  z.strictObject({ kind: z.literal('care'), date: dayText }),
])

/** What is not ordinary about a visit. */
const circumstances = z.strictObject({
  place: z.enum(PLACES).default(ORDINARY_VISIT.place),
  matter: z.enum(MATTERS).default(ORDINARY_VISIT.matter),
  companion: z.enum(COMPANIONS).default(ORDINARY_VISIT.companion),
  newborn: z.boolean().default(ORDINARY_VISIT.newborn),
  responsive: z.boolean().default(ORDINARY_VISIT.responsive),
  identity: z.enum(['none', 'photo', 'known']).default(ORDINARY_VISIT.identity),
  abroad: z.enum(['no', 'returned-filed', 'returned-not-filed', 'home-leave']).default(ORDINARY_VISIT.abroad),
  care: z.enum(['none', 'continuing', 'withdrawn']).default(ORDINARY_VISIT.care),
  checkedBefore: z.boolean().default(ORDINARY_VISIT.checkedBefore),
  mode: z.enum(['normal', 'large-outage', 'disaster']).default(ORDINARY_VISIT.mode),
})

/** 判定の見込み: what the rules say about a reception, typed from the facts; what is left out is not looked at. */
const expectedDecision = z.strictObject({
  outcome: z.enum(DECISION_KINDS),
  method: z.string().nullable().optional(),
  reads: z.enum(['R0', 'R1', 'R1+L', 'R2', 'R3']).optional(),
  share: z.enum(['010', '020', '030', '100']).nullable().optional(),
  limitBand: z.string().nullable().optional(),
  verified: z.enum(['card', 'number', 'none']).optional(),
  claim: z.enum(['CURRENT', 'OLD', 'INSURER_ONLY', 'UNKNOWN', 'NONE']).optional(),
  payers: z.array(z.enum(PAYER_KINDS)).optional(),
  /** Reasons that have to be among those given. */
  because: z.array(z.enum(REASON_CODES)).optional(),
  followUps: z.array(z.enum(FOLLOW_UPS)).optional(),
})

/** One step of a scenario. */
export const step = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('receive'),
    visit: z.string(),
    person: z.string(),
    present: z.boolean().default(true),
    chart: chartSpec.nullable().default(null),
    show: z.array(shownSpec).default([]),
    says: z
      .strictObject({
        insured: z.enum(['yes', 'no', 'not-asked']).default('yes'),
        unchanged: z.enum(['yes', 'no', 'not-asked']).default('not-asked'),
        limitConsent: z.enum(['yes', 'no', 'not-asked']).default('not-asked'),
      })
      .prefault({}),
    circumstances: circumstances.prefault({}),
    /** 再照会: inquired again without a card, with the app of the home visit. */
    reinquiry: z.boolean().default(false),
    /** What the rules say about this reception. */
    decides: expectedDecision.optional(),
    ...stepExtras,
  }),
  z.strictObject({
    do: z.literal('view'),
    visit: z.string(),
    role: z.enum(['reception', 'qualified']),
    what: z.enum(['medicines', 'checkups']),
    ...stepExtras,
  }),
  z.strictObject({ do: z.literal('recheck'), visit: z.string(), ...stepExtras }),
  z.strictObject({ do: z.literal('bill'), visit: z.string(), totalCost: z.int().min(0), ...stepExtras }),
  z.strictObject({ do: z.literal('claim'), visits: z.array(z.string()).min(1), ...stepExtras }),
  z.strictObject({
    do: z.literal('clock'),
    to: momentText,
    office: insurerScript.optional(),
    expectLists: z.array(listExpectation).optional(),
  }),
  ...insurerSteps,
  z
    .strictObject({ do: z.literal('fault'), fault: z.enum(FAULT_NAMES), on: z.boolean(), ...faultFields })
    .refine((given) => misfitOf(given.fault, given) === null, 'this fault has no such field'),
  z.strictObject({
    do: z.literal('change'),
    person: z.string(),
    what: worldChange,
  }),
])
export type Step = z.infer<typeof step>
export type ReceiveStep = Extract<Step, { do: 'receive' }>
export type EventStep = Extract<Step, { do: 'event' }>
export type InquireStep = Extract<Step, { do: 'inquire' }>

export const facilitySchema = z.strictObject({
  institutionCode: z
    .string()
    .regex(/^\d{10}$/, '10 digits')
    .default('1319999999'),
  capability: z.enum(['FULL', 'LIMITED', 'MOBILE', 'NONE']).default('FULL'),
  kind: z.enum(['HOSPITAL', 'CLINIC', 'DENTAL', 'PHARMACY', 'OTHER']).default('CLINIC'),
  readerRelease: dayText.default('2024-10-07'),
  phoneEnabled: z.boolean().default(true),
  tools: z.array(z.enum(MOBILE_TOOLS)).default([]),
  prescriptionChoice: z.enum(PRESCRIPTION_CHOICES).optional(),
})

/** 開始の既定: when a scenario begins that does not say. */
export const DEFAULT_START = instant('2026-11-21T09:00:00+09:00')

const scenarioFields = z.strictObject({
  v: z.literal(1).default(1),
  suite: z.enum(['clinic', 'insurer']).default('clinic'),
  title: bilingual.optional(),
  source: z.string().optional(),
  /** Requirement and edge the case was drawn for, or the requirement a hand-written file is about. */
  requirement: z.string().optional(),
  /** Rules of the book that the file is about, beside those that its decisions name. */
  rules: z.array(z.string()).optional(),
  edge: z.string().optional(),
  /** Index of the step a hand-written file is about: without it the requirement is unproven. */
  about: z.int().min(0).optional(),
  /** Verdict of the requirement over the scripted outcomes of this file. */
  verdict: z.enum(['proven', 'violated']).optional(),
  seed: z.int().default(42),
  ruleset: z.string().default('latest'),
  start: momentText.default(DEFAULT_START),
  facility: facilitySchema.prefault({}),
  /** Suite `insurer`: whose system is under test. */
  insurer: insurerSpec.optional(),
  people: z.record(z.string(), personRef).default({}),
  steps: z.array(step),
})

/** A scenario: file, generated case, shrunk counterexample and recorded day are the same type. Plain data. */
export const scenarioSchema = scenarioFields.superRefine(({ start, steps }, checks) => {
  const begin = resolveMoment(start, DEFAULT_START, DEFAULT_START)
  for (const [index, one] of steps.entries()) {
    if (one.do !== 'fault' || !isOverAtOnce(one, begin, null)) continue
    checks.addIssue({ code: 'custom', path: ['steps', index, 'until'], message: LATER_THAN_FROM.en, input: one.until })
  }
})
export type Scenario = z.infer<typeof scenarioSchema>
/** A scenario as a person writes it, defaults left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>
