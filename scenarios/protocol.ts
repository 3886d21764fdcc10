import { z } from 'zod'
import { FOLLOW_UPS, OFFERS, READER_SCREENS } from '../src/domain/presentation.ts'
import { INSURER_OPERATIONS, insurerSetupInput } from './protocol-insurer.ts'
import { dayValue as day, keySchema, momentValue as moment, ratioValue as ratio } from './protocol-values.ts'

/** Version of the driver protocol; it changes only with a change that breaks a driver. */
export const PROTOCOL_VERSION = 1

const spoken = z.enum(['yes', 'no', 'not-asked'])

const printed = z
  .object({
    insurerNumber: z.string().nullable(),
    insurerName: z.string().nullable(),
    symbol: z.string().nullable(),
    number: z.string().nullable(),
    branch: z.string().nullable(),
    name: z.string(),
    birthDate: day.nullable(),
    ratio: ratio.nullable().describe('一部負担金割合 as printed; null when nothing is printed'),
    issued: day.nullable(),
    validFrom: day.nullable(),
    validUntil: day.nullable().describe('Last valid day as printed, inclusive'),
    savedAt: moment.nullable().describe('保存日時 of a saved page'),
  })
  .describe('What the clerk reads on the paper or screen; null where it does not carry the field')

const document = z
  .object({
    mediaType: z.enum(['application/pdf', 'image/png']),
    bytes: z.string().describe('The file in base64'),
  })
  .nullable()
  .optional()
  .describe('The paper itself, for a system with papers: bytes; left out otherwise, null when it cannot be drawn')

const shown = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('my-number-card'),
      face: z.object({
        name: z.string(),
        birthDate: day,
        bodyExpiry: day.describe('Last day of the card body, printed on its front'),
        certificateExpiry: day
          .nullable()
          .describe('電子証明書の有効期限 written by hand on the front; null when nobody wrote it'),
        faceOnlyMark: z.boolean().describe('「顔認証」 in the 追記欄'),
        photo: z.boolean(),
      }),
    }),
    z.object({ kind: z.literal('phone'), device: z.enum(['iphone', 'android']) }),
    z.object({
      kind: z.enum(['certificate', 'old-card', 'notice', 'portal-screen', 'portal-pdf', 'screenshot']),
      fields: printed,
      document,
    }),
    z.object({
      kind: z.literal('declaration'),
      name: z.string(),
      birthDate: day,
      ratio: z.enum(['010', '020', '030', 'unknown']),
      insurerName: z.string().nullable(),
      address: z.string(),
      telephone: z.string(),
      document,
    }),
  ])
  .describe('One thing laid on the counter')

/** What the clerk sees and hears, cumulative within one visit. */
export const receptionSchema = z
  .object({
    visit: z.string().describe('Id of the visit; the same id comes again when more is laid on the counter'),
    at: moment.describe('What the clock on the wall says'),
    patientPresent: z.boolean().describe('False when family came instead'),
    chart: z
      .object({
        patientNo: z.string(),
        name: z.string(),
        birthDate: day,
        key: keySchema.nullable(),
        ratio: ratio.nullable(),
        lastCheckedOn: day.nullable().describe('Day of the last online check on record'),
      })
      .nullable()
      .describe("The clinic's own record of the patient; null at a first visit"),
    shown: z.array(shown),
    says: z.object({
      insured: spoken.describe('Does the patient say that he has insurance now'),
      unchanged: spoken.describe('Does the patient say that nothing changed since the last visit'),
      limitConsent: spoken.describe('Consent to limit information for an inquiry by number'),
    }),
    reader: z.array(z.enum(READER_SCREENS)).describe('Screens of the card reader during this visit, in order'),
  })
  .describe('A reception: only what a clerk can see or hear')
export type Reception = z.infer<typeof receptionSchema>

/** What the system decided and recorded. */
export const outcomeSchema = z
  .object({
    decision: z
      .enum(['accepted', 'full-charge', 'ask', 'stop', 'none'])
      .describe(
        'accepted: cover accepted / full-charge: 10割 / ask: the clerk has to ask for something, see offers / stop: wrong card or wrong chart / none: no decision is recorded',
      ),
    method: z
      .string()
      .regex(/^M\d{2}[ab]?$/)
      .nullable()
      .describe('Method id M01 to M32, null when nothing was accepted'),
    payers: z
      .array(
        z.object({
          kind: z.enum(['insurance', 'public-expense', 'medical-assistance', 'work-accident', 'private']),
          share: z
            .enum(['010', '020', '030', '100'])
            .nullable()
            .describe("The patient's share in percent; null when it has to be asked"),
          limitClass: z.string().nullable().describe('適用区分 (OQSCD012) that is applied'),
        }),
      )
      .describe('Payers in order'),
    reads: z
      .array(
        z.object({
          what: z.enum(['eligibility', 'limit', 'medicines', 'checkups']),
          role: z.enum(['reception', 'qualified']),
        }),
      )
      .describe('What was read online, and the role that read it'),
    recorded: z
      .object({
        verified: z.enum(['card', 'number', 'none']).describe('How cover was checked online for this visit'),
        checkedOn: day.nullable().describe('資格確認日 of the online answer that counts for this visit'),
        key: keySchema.nullable().describe('The numbers as stored, unpadded'),
        birthDate: day.nullable(),
      })
      .nullable(),
    chart: z
      .object({
        patientNo: z.string(),
        name: z.string().describe('The name as it stands in the chart after this reception'),
      })
      .nullable()
      .optional()
      .describe('The chart in which the visit was filed; null when in none. Left out: not told, and not judged'),
    warnings: z.array(z.string()).describe('Free codes of your own; shown, never judged'),
    followUps: z.array(z.object({ what: z.enum(FOLLOW_UPS), due: day.nullable() })),
    offers: z.array(z.enum(OFFERS)).describe('What the system tells the clerk to try next, in order'),
  })
  .describe('What the system decided and recorded for a reception')
export type Outcome = z.infer<typeof outcomeSchema>

export const claimLineSchema = z
  .object({
    visit: z.string(),
    insurerNumber: z.string().describe('As it stands in the claim: 国保 6 digits, unpadded'),
    symbol: z.string().nullable(),
    number: z.string(),
    branch: z.string().nullable(),
    step: z.enum(['CURRENT', 'OLD', 'UNKNOWN']),
    confirmation: z.string().nullable().describe('確認区分 of the SN record: 01 when checked online, null when not'),
    remarks: z.string(),
  })
  .describe('One line of a claim with its 資格確認 record')

/** Every operation of both suites. */
export const OPERATION_NAMES = [
  'setup',
  'receive',
  'view',
  'recheck',
  'claim',
  'clock',
  'event',
  'issued',
  'registered',
] as const
export type Operation = (typeof OPERATION_NAMES)[number]
/** Operations that only an insurer's system is asked for. */
export type InsurerOperation = keyof typeof INSURER_OPERATIONS
/** Operations that a clinic's system is asked for. */
export type ClinicOperation = Exclude<Operation, InsurerOperation>

const capabilities = z
  .object({
    clock: z
      .enum(['movable', 'fixed'])
      .describe('fixed: the system runs on its own clock and reports now in every answer'),
    worlds: z.enum(['many', 'one']).describe('one: all cases run in one world that is reset between them'),
    memory: z
      .enum(['cleared', 'kept'])
      .describe('kept: setup does not empty your database; every case gets fresh people'),
    transport: z.enum(['http', 'folders', 'msw']).describe('Which door of the simulated service the system uses'),
    papers: z
      .enum(['fields', 'bytes'])
      .optional()
      .describe('bytes: papers on the counter come with the file itself; default fields'),
    operations: z.array(z.enum(OPERATION_NAMES)),
  })
  .describe('What the system under test can do')
export type Capabilities = z.infer<typeof capabilities>

/** What `setup` tells a clinic's system. */
export const clinicSetupInput = z.object({
  suite: z.literal('clinic'),
  baseUrl: z.string().describe('Root of the simulated service for this case; append oqs/… and face'),
  world: z.string(),
  institutionCode: z.string().describe('医療機関コード, 10 digits'),
  facility: z.object({ capability: z.string(), kind: z.string(), phoneEnabled: z.boolean() }),
  now: moment,
})

/** Operations of both suites: what the harness tells the system, and what it answers. `setup` says which suite it is. */
export const OPERATIONS = {
  setup: {
    input: z.discriminatedUnion('suite', [clinicSetupInput, insurerSetupInput]),
    result: z.object({ name: z.string(), version: z.string(), capabilities, now: moment.optional() }),
  },
  receive: { input: receptionSchema, result: outcomeSchema.extend({ now: moment.optional() }) },
  view: {
    input: z.object({
      visit: z.string(),
      at: moment,
      role: z.enum(['reception', 'qualified']),
      what: z.enum(['medicines', 'checkups']),
    }),
    result: z.object({ shown: z.boolean(), now: moment.optional() }),
  },
  recheck: {
    input: z.object({ visit: z.string(), at: moment }),
    result: z.object({ recorded: outcomeSchema.shape.recorded, now: moment.optional() }),
  },
  claim: {
    input: z.object({ visits: z.array(z.string()), at: moment }),
    result: z.object({
      lines: z.array(claimLineSchema),
      held: z.array(z.object({ visit: z.string(), why: z.string() })).describe('Visits that are not claimed yet'),
      now: moment.optional(),
    }),
  },
  clock: { input: z.object({ now: moment }), result: z.object({ now: moment.optional() }) },
  ...INSURER_OPERATIONS,
} as const satisfies Readonly<Record<Operation, { readonly input: z.ZodType; readonly result: z.ZodType }>>
export type OperationInput<K extends Operation> = z.infer<(typeof OPERATIONS)[K]['input']>
export type OperationResult<K extends Operation> = z.infer<(typeof OPERATIONS)[K]['result']>

/** One request to a driver; posted as JSON or sent as one line. */
export const requestSchema = z.object({
  v: z.literal(PROTOCOL_VERSION),
  id: z.string().describe('Repeated in the answer'),
  case: z.string().describe('Name of the case, for your log; decide nothing by it'),
  op: z.enum(OPERATION_NAMES),
  input: z.unknown(),
})
export type DriverRequest = z.infer<typeof requestSchema>

/** One answer of a driver: a result, `unsupported`, or an error. */
export const answerSchema = z.object({
  id: z.string(),
  result: z.unknown().optional(),
  unsupported: z.literal(true).optional(),
  error: z.string().optional(),
})
export type DriverAnswer = z.infer<typeof answerSchema>

export type ClinicSetup = z.infer<typeof clinicSetupInput>
export type InsurerSetupInput = z.infer<typeof insurerSetupInput>
