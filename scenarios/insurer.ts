import { z } from 'zod'
import { dayText } from './days.ts'
import { formsSpec } from './forms.ts'
import {
  APPLICATION_REASONS,
  INSURER_SCHEMES,
  LEAVE_CAUSES,
  certificateTermSchema,
  insurerPolicySchema,
} from './protocol-insurer.ts'
import { DOCUMENT_FIELDS, DOCUMENT_FORMATS, DOCUMENT_KINDS, type FieldId } from '../src/domain/document.ts'
import { registrationRecordSchema } from '../src/wire/insurer-records.ts'

const ratio = z.enum(['010', '020', '030'])
const sex = z.enum(['male', 'female', 'unset'])
const name = z.strictObject({ kanji: z.string().min(1), kana: z.string().min(1) })

/** 保険者: whose system is under test, and what it has decided for itself. */
export const insurerSpec = z.strictObject({
  number: z
    .string()
    .regex(/^(\d{6}|\d{8})$/, '6 or 8 digits')
    .default('06139992'),
  name: z.string().default('見本健康保険組合'),
  scheme: z.enum(INSURER_SCHEMES).default('kenpo'),
  policy: z
    .strictObject({
      ...insurerPolicySchema.shape,
      certificateTerm: certificateTermSchema.default({ kind: 'years', years: 1 }),
      unlinkedNotice: insurerPolicySchema.shape.unlinkedNotice.default('WITHHOLD'),
      reissueFee: insurerPolicySchema.shape.reissueFee.default(1000),
      filingLimitDays: insurerPolicySchema.shape.filingLimitDays.default(null),
      lastFour: z.boolean().default(true),
      // Left out: as the settings of the scenario say.
      koukiRule: z.enum(['HOLDING', 'USAGE']).optional(),
      koukiAgeMode: z.enum(['BIRTHDAY', 'LEGAL']).optional(),
    })
    .prefault({}),
})

/** Items on a form or in the books that differ from the resident register; null leaves a box empty. */
export const fiveSpec = z.strictObject({
  kanji: z.string().nullable().optional(),
  kana: z.string().nullable().optional(),
  birthDate: dayText.nullable().optional(),
  sex: sex.nullable().optional(),
  address: z.string().nullable().optional(),
  /** Items written in another usual way than in the register: 髙 as 高, small kana as large, 丁目 as a hyphen. */
  respelled: z.array(z.enum(['kanji', 'kana', 'address'])).optional(),
})

/** Whose Individual Number stands on the form: `own`, `none`, or the name of another person of the scenario. */
const numberOf = z.string().default('own')

/** What the insurer's books say about a member, where it does not follow from his cover. */
export const booksSpec = z.strictObject({
  five: fiveSpec.default({}),
  numberOf,
  /** The last comparison matched. */
  linked: z.boolean().default(true),
  /** Insured person or head of the household, by name; default himself. */
  head: z.string().optional(),
  /** Default: as the card really is at the start. */
  usableCard: z.boolean().optional(),
  continued: z.boolean().default(false),
  cardUses: z.strictObject({ inTwelveMonths: z.int().min(0), inThreeMonths: z.int().min(0) }).optional(),
  holds: z
    .array(
      z.strictObject({
        kind: z.enum(['certificate', 'notice', 'old-card']),
        issued: dayText,
        validUntil: dayText.nullable().default(null),
      }),
    )
    .default([]),
})

/** An event as a scenario writes it: days absolute or relative, what is left out follows from the person. */
export const eventSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('join'),
    five: fiveSpec.default({}),
    numberOf,
    relation: z.enum(['insured', 'dependant']).default('insured'),
    head: z.string().optional(),
    fact: dayText,
    factAtMidnight: z.boolean().default(false),
    /** Default: the day of the event. */
    filed: dayText.optional(),
    cause: z.enum(['job', 'birth', 'marriage', 'lost-cover', 'moved-in', 'turned-75', 'other']).default('job'),
    certificateWanted: z.boolean().default(false),
    ratio: ratio.nullable().default(null),
    symbol: z.string().nullable().default('1234'),
    number: z.string(),
  }),
  z.strictObject({
    kind: z.literal('leave'),
    cause: z.enum(LEAVE_CAUSES),
    day: dayText,
    papersReturned: z.int().min(0).default(0),
  }),
  z.strictObject({ kind: z.literal('rename'), name, from: dayText }),
  z.strictObject({ kind: z.literal('move'), address: z.string(), from: dayText }),
  z.strictObject({ kind: z.literal('rekey'), symbol: z.string().nullable(), number: z.string(), from: dayText }),
  z.strictObject({ kind: z.literal('ratio'), ratio, from: dayText, until: dayText }),
  z.strictObject({ kind: z.literal('correct-ratio'), ratio, from: dayText, until: dayText }),
  z.strictObject({ kind: z.literal('correct-five'), five: fiveSpec.default({}) }),
  z.strictObject({ kind: z.literal('no-doubt'), reason: z.string().default('戸籍の表記を確認済み') }),
  z.strictObject({ kind: z.literal('number'), numberOf }),
  z.strictObject({ kind: z.literal('unregister'), appliedOn: dayText }),
  z.strictObject({
    kind: z.literal('apply'),
    reason: z.enum(APPLICATION_REASONS),
    originalAttached: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('flag'),
    hideDisclosure: z.boolean().default(true),
    noSelfInfo: z.boolean().default(true),
    safeAddress: z.string().nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('papers-returned'), count: z.int().min(1).default(1) }),
  z.strictObject({ kind: z.literal('undeliverable') }),
  z.strictObject({
    kind: z.literal('special-treatment'),
    from: dayText,
    /** People of the scenario, by name. */
    publicExpense: z.array(z.string()).default([]),
  }),
  z.strictObject({ kind: z.literal('validity'), from: dayText, until: dayText.nullable().default(null) }),
  z.strictObject({
    kind: z.literal('merger'),
    insurerNumber: z.string().regex(/^(\d{6}|\d{8})$/, '6 or 8 digits'),
    insurerName: z.string().default('見本合併健康保険組合'),
    from: dayText,
  }),
  formsSpec,
])
export type EventSpec = z.infer<typeof eventSpec>

const FIELD_IDS = Object.keys(DOCUMENT_FIELDS).filter((id): id is FieldId => id in DOCUMENT_FIELDS)
const fieldId = z.enum(FIELD_IDS)

/** A piece of mail typed by hand, for files that test the checks; its documents are drawn from what stands here. */
const pieceSpec = z.strictObject({
  person: z.string(),
  addressee: z.string(),
  route: z.enum(['employer', 'registered-address', 'safe-address', 'counter', 'portal']).default('registered-address'),
  fee: z.int().min(0).default(0),
  tracked: z.boolean().nullable().default(null),
  asksBack: z.boolean().default(false),
  /** Default: the day of the step. */
  on: dayText.optional(),
  /** 加入勧奨 to somebody on the list. */
  invites: z.boolean().optional(),
  documents: z.array(
    z.strictObject({
      kind: z.enum(DOCUMENT_KINDS),
      format: z.enum(DOCUMENT_FORMATS).default('card'),
      fields: z.partialRecord(fieldId, z.string()),
    }),
  ),
})

/** Typed by hand: what a right or a wrong insurer's system sends, issues and answers at a step. */
export const insurerScript = z.strictObject({
  /** What it fetches from the gateway first, below `/insurer/{number}/`. */
  fetches: z.array(z.string().regex(/^(results|lists)[\w/?=-]*$/, 'results… or lists…')).default([]),
  sends: z.array(registrationRecordSchema).default([]),
  taken: z.boolean().default(true),
  missing: z.array(z.string()).default([]),
  /** What it says of a file of forms. */
  problems: z.array(z.strictObject({ line: z.int(), item: z.int().nullable() })).default([]),
  issues: z.array(pieceSpec).default([]),
})
export type InsurerScript = z.infer<typeof insurerScript>

/** What the service must answer an inquiry of the harness, typed from the facts. */
export const inquiryExpectation = z.strictObject({
  validity: z.enum(['1', '2', '3', '4', '5', '6']),
  insurerNumber: z.string().optional(),
  lossDate: dayText.optional(),
  ratio: ratio.nullable().optional(),
  name: z.string().optional(),
})

/** What a list that the step fetches must hold, typed from the facts: every row, by its number. */
export const listExpectation = z.strictObject({
  list: z.string().regex(/^[a-z-]+\/\d{4}-\d{2}$/, 'kind/YYYY-MM'),
  /** Null: not published yet. */
  rows: z
    .array(z.strictObject({ number: z.string(), status: z.string().optional(), appearances: z.int().optional() }))
    .nullable(),
})

/** Steps of an insurer's scenario. */
export const insurerSteps = [
  z.strictObject({ do: z.literal('event'), person: z.string(), event: eventSpec, office: insurerScript.optional() }),
  z.strictObject({
    do: z.literal('inquire'),
    person: z.string(),
    /** Default today. */
    on: dayText.optional(),
    /** With numbers: an inquiry by number; without: with the card. */
    key: z
      .strictObject({ symbol: z.string().nullable(), number: z.string(), branch: z.string().nullable() })
      .optional(),
    expectAnswer: inquiryExpectation.optional(),
  }),
] as const
