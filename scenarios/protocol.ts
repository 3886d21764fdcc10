import { z } from 'zod'
import { COMPANIONS, MATTERS, PLACES } from '../src/domain/circumstances.ts'
import {
  FOLLOW_UPS,
  MOBILE_TOOLS,
  OFFERS,
  PAPER_KINDS,
  PAYER_KINDS,
  READER_SCREENS,
} from '../src/domain/presentation.ts'
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
      kind: z.enum(PAPER_KINDS),
      fields: printed,
      copy: z.boolean().optional().describe('True for a photocopy or print-out instead of the paper itself'),
      document,
    }),
    z
      .object({
        kind: z.literal('add-on'),
        certificate: z.enum(['elderly', 'limit', 'disease', 'subsidy', 'child-subsidy']),
        name: z.string(),
        birthDate: day,
        ratio: ratio.nullable().describe('一部負担金の割合 of a 高齢受給者証'),
        limitBand: z.string().nullable().describe('適用区分 of a 限度額適用認定証'),
        payerNumber: z.string().nullable().describe('公費負担者番号'),
        recipientNumber: z.string().nullable().describe('受給者番号'),
        validFrom: day,
        validUntil: day.describe('Last valid day as printed, inclusive'),
        samePrefecture: z.boolean().describe('False for a 受給者証 of another prefecture'),
      })
      .describe(
        '高齢受給者証, 限度額適用認定証, 特定疾病療養受療証 or the 受給者証 of a subsidy: never proof of cover alone',
      ),
    z.object({
      kind: z.literal('declaration'),
      name: z.string(),
      birthDate: day,
      ratio: z.enum(['010', '020', '030', 'unknown']),
      insurerName: z.string().nullable(),
      insurerNumber: z
        .string()
        .nullable()
        .describe('保険者番号 that the clinic finds for the name; null when it finds none'),
      address: z.string(),
      telephone: z.string(),
      document,
    }),
  ])
  .describe('One thing laid on the counter')

/** What the staff know about a visit beside what is laid on the counter. */
export const circumstancesSchema = z
  .object({
    place: z.enum(PLACES),
    matter: z.enum(MATTERS),
    companion: z.enum(COMPANIONS),
    newborn: z.boolean().describe('Just born, the registration is still to come'),
    responsive: z.boolean().describe('False when the patient cannot speak or consent'),
    identity: z.enum(['none', 'photo', 'known']).describe('Another proof of identity, or plainly known here'),
    abroad: z.enum(['no', 'returned-filed', 'returned-not-filed', 'home-leave']),
    care: z.enum(['none', 'continuing', 'withdrawn']).describe('Continuing consent of a home-visit patient'),
    checkedBefore: z.boolean().describe("Checked on the patient's own device before arrival"),
    mode: z.enum(['normal', 'large-outage', 'disaster']).describe('Emergency function that was switched on'),
  })
  .describe('来院の事情: what the staff know about the visit')

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
    circumstances: circumstancesSchema,
  })
  .describe('A reception: only what a clerk can see or hear')
export type Reception = z.infer<typeof receptionSchema>

/** What the system decided and recorded. */
export const outcomeSchema = z
  .object({
    decision: z
      .enum(['accepted', 'full-charge', 'other-payer', 'wait', 'ask', 'stop', 'none'])
      .describe(
        'accepted: cover accepted / full-charge: 10割 / other-payer: no health insurance, see payers / wait: treated now, settled inside the month / ask: the clerk has to ask for something, see offers / stop: wrong card or wrong chart / none: no decision is recorded',
      ),
    method: z
      .string()
      .regex(/^M\d{2}[ab]?$/)
      .nullable()
      .describe('Method id M01 to M32, null when nothing was accepted'),
    payers: z
      .array(
        z.object({
          kind: z.enum(PAYER_KINDS),
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
    refund: z
      .enum(['clinic', 'insurer'])
      .nullable()
      .optional()
      .describe(
        'Who gives back a 10割 paid earlier now that proof is there; null when nobody has to. Left out: not told',
      ),
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
    step: z.enum(['CURRENT', 'OLD', 'INSURER_ONLY', 'UNKNOWN']),
    confirmation: z.string().nullable().describe('確認区分 of the SN record: 01 when checked online, null when not'),
    remarks: z.string(),
    form: z.string().optional().describe('Yours: lines with the same value stand on one claim (レセプト)'),
    special: z.array(z.string()).optional().describe('特記事項 codes, two digits (10 第三, 26 区ア …)'),
    publicExpense: z.array(z.string()).optional().describe('公費負担者番号 beside the insurance, in order'),
  })
  .describe('One line of a claim with its 資格確認 record')

/** Every operation of both suites. */
export const OPERATION_NAMES = [
  'setup',
  'receive',
  'view',
  'recheck',
  'claim',
  'bill',
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
  folder: z
    .string()
    .optional()
    .describe(
      'Folder of this case with req, res and face, for systems of transport folders; absent when none is served',
    ),
  institutionCode: z.string().describe('医療機関コード, 10 digits'),
  facility: z.object({
    capability: z.string(),
    kind: z.string(),
    phoneEnabled: z.boolean(),
    tools: z.array(z.enum(MOBILE_TOOLS)).describe('居宅同意取得型 of this site: web tool, app on a registered device'),
  }),
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
  bill: {
    input: z.object({
      visit: z.string(),
      at: moment,
      totalCost: z
        .int()
        .min(0)
        .describe('Total medical cost of the visit in yen (10割), the only care of its month at this site'),
    }),
    result: z.object({
      patientPays: z
        .int()
        .min(0)
        .nullable()
        .describe('What the patient owes at the counter in yen; null when it cannot be said'),
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
