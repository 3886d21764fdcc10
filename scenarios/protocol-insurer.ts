import { z } from 'zod'
import { dayValue as day, keySchema, momentValue as moment, ratioValue as ratio } from './protocol-values.ts'

const name = z.object({ kanji: z.string(), kana: z.string() })

/** 5情報 as somebody wrote them on a form; null where the form leaves a box empty. */
export const filedFiveSchema = z
  .object({
    kanji: z.string().nullable(),
    kana: z.string().nullable(),
    birthDate: day.nullable(),
    sex: z.enum(['male', 'female', 'unset']).nullable(),
    address: z.string().nullable(),
  })
  .describe('漢字氏名, カナ氏名, 生年月日, 性別, 住所 as filed')

/** How long a 資格確認書 of this insurer runs. Last days are inclusive. @see facts/rules.md 4.1, facts/insurer.md 4.3 */
export const certificateTermSchema = z
  .discriminatedUnion('kind', [
    z
      .object({ kind: z.literal('years'), years: z.int().min(1).max(5) })
      .describe('Ends the day before the same day N years after the issue'),
    z
      .object({ kind: z.literal('fixed'), until: day, everyYears: z.int().min(1).max(5) })
      .describe('Ends on a fixed day for everybody; after it on the same day every N years'),
    z.object({ kind: z.literal('yearly'), monthDay: z.literal('07-31') }).describe('Ends on the next 31 July'),
  ])
  .describe('有効期限 of a new certificate, before the limits that law sets')
export type CertificateTerm = z.infer<typeof certificateTermSchema>

/** What an insurer has decided for itself about who gets which paper, and for how long. */
const mailingPolicy = {
  shortTermMonths: z
    .int()
    .min(1)
    .max(12)
    .nullable()
    .default(null)
    .describe('Months of a certificate for somebody whose card is lost or being renewed; null for the usual term'),
  asksBackOnRegistration: z
    .boolean()
    .default(false)
    .describe('Whoever registers his card again is asked to return the certificate that he holds'),
  koukiRule: z
    .enum(['HOLDING', 'USAGE'])
    .default('HOLDING')
    .describe(
      '後期, below the age from which everybody gets one: a certificate without a usable card / or also with one that was used less than six times in twelve months or not in the last three',
    ),
  koukiAgeMode: z
    .enum(['BIRTHDAY', 'LEGAL'])
    .default('BIRTHDAY')
    .describe('Assumption: 85 on 2026-08-01 counts by the birthday, or by the legal age reached the day before'),
}

/** What an insurer has decided for itself; the system has to follow it. */
export const insurerPolicySchema = z.object({
  certificateTerm: certificateTermSchema,
  unlinkedNotice: z
    .enum(['WITHHOLD', 'BLANK'])
    .describe(
      'WITHHOLD: no notice before the number is linked / BLANK: the sheet goes out with blank digits and the request form',
    ),
  reissueFee: z.int().min(0).describe('Fee in yen for the re-issue of a lost certificate; 0 for none'),
  filingLimitDays: z
    .int()
    .nullable()
    .describe('Days after the fact within which a dependant is recognised from the fact; null for no limit. 共済: 30'),
  lastFour: z.boolean().describe('Notices carry the last four digits of the Individual Number'),
  ...mailingPolicy,
})
export type InsurerPolicy = z.infer<typeof insurerPolicySchema>

export const INSURER_SCHEMES = ['kyokai', 'kenpo', 'kyosai', 'kokuho', 'kokuho-kumiai', 'kouki'] as const

/** The insurer that the system under test is the software of. */
export const insurerSchema = z.object({
  number: z.string().describe('保険者番号, 8 digits or 6 for 国保'),
  name: z.string(),
  scheme: z.enum(INSURER_SCHEMES),
  policy: insurerPolicySchema,
})
export type InsurerSetup = z.infer<typeof insurerSchema>

/** Papers a member holds when the case begins. */
const held = z.object({
  kind: z.enum(['certificate', 'notice', 'old-card']),
  issued: day,
  validUntil: day.nullable().describe('Last valid day, inclusive; null for a paper without one'),
})

/** One member in the books when the case begins. He is registered at the gateway already, with the numbers given here. */
export const rosterMemberSchema = z.object({
  ref: z.string().describe('Handle of the person in your books; every event names it'),
  five: filedFiveSchema,
  personNo: z
    .string()
    .nullable()
    .describe('Individual Number as supplied (synthetic, invalid check digit); null when none was supplied'),
  linked: z.boolean().describe('The last comparison with the resident register matched'),
  key: keySchema,
  acquired: day,
  relation: z.enum(['insured', 'dependant']),
  head: z.string().nullable().describe('ref of the insured person or head of household; null for himself'),
  ratio: ratio.nullable().describe('Share of the elderly (70 and over) as registered; null below'),
  usableCard: z
    .boolean()
    .describe('Holds a card registered as insurance card with a usable certificate, by the last monthly list'),
  flagged: z.boolean().describe('DV: 自己情報提供不可 or 不開示 is set'),
  continued: z.boolean().describe('任意継続'),
  holds: z.array(held),
  cardUses: z
    .object({
      inTwelveMonths: z.int().min(0).describe('Uses of the card as insurance card in the last twelve months'),
      inThreeMonths: z.int().min(0).describe('Those of them in the last three months'),
    })
    .nullable()
    .default(null)
    .describe('後期 with the rule USAGE; null where nobody counts'),
})
export type RosterMember = z.infer<typeof rosterMemberSchema>

/** Why a cover ends. @see facts/insurer.md 1.7 */
export const LEAVE_CAUSES = [
  'retired',
  'died',
  'turned-75',
  'own-job',
  'divorced',
  'insured-turned-75',
  'moved-out',
  'abroad',
  'rehired-same-day',
  'premium-unpaid',
  'first-premium-unpaid',
  'own-wish',
  'employee-cover',
  'joins-kouki',
  'welfare',
  'joins-kokuho-kumiai',
  'moved-prefecture',
] as const
export type LeaveCause = (typeof LEAVE_CAUSES)[number]

export const APPLICATION_REASONS = [
  'lost-paper',
  'damaged-paper',
  'lost-card',
  'renewing-card',
  'needs-assistance',
  'no-card',
  'card-returned',
] as const
export type ApplicationReason = (typeof APPLICATION_REASONS)[number]

/** Where somebody stands in a line of a file of forms. */
export const FORM_PLACES = ['insured', 'spouse', 'other-1', 'other-2'] as const

/** What reaches the insurer's office: a form, a letter, a finding of its own staff. */
export const insurerEventSchema = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('join'),
        five: filedFiveSchema,
        personNo: z.string().nullable(),
        relation: z.enum(['insured', 'dependant']),
        head: z.string().nullable(),
        fact: day.describe('Day of the fact: first day of work, birth, marriage, loss of the cover before'),
        factAtMidnight: z
          .boolean()
          .describe('The fact begins at midnight, so that its day counts as the first of a limit in days'),
        filed: day.describe('Day on which the form was filed'),
        cause: z.enum(['job', 'birth', 'marriage', 'lost-cover', 'moved-in', 'turned-75', 'other']),
        certificateWanted: z.boolean().describe('資格確認書発行要否 is ticked'),
        ratio: ratio.nullable().describe('Share decided for a member of 70 and over'),
        symbol: z.string().nullable().describe('記号 of the office or household; null for 後期'),
        number: z.string().describe('番号 allotted to the family (後期: the 8 digits); the branch is yours to allot'),
      })
      .describe('取得届 or 被扶養者異動届: somebody joins'),
    z
      .object({
        kind: z.literal('leave'),
        cause: z.enum(LEAVE_CAUSES),
        day: day.describe(
          'Day of the fact: last day of work, of death, first day of the new cover, due day of a premium, receipt of a wish, 75th birthday',
        ),
        papersReturned: z.int().min(0).describe('Papers enclosed with the form'),
      })
      .describe('喪失届 or its like: a cover ends'),
    z.object({ kind: z.literal('rename'), name, from: day }).describe('氏名変更届'),
    z.object({ kind: z.literal('move'), address: z.string(), from: day }).describe('住所変更届'),
    z
      .object({ kind: z.literal('rekey'), symbol: z.string().nullable(), number: z.string(), from: day })
      .describe('New 記号・番号 inside the insurer'),
    z
      .object({ kind: z.literal('ratio'), ratio, from: day, until: day })
      .describe('The share of an elderly member is decided'),
    z
      .object({ kind: z.literal('correct-ratio'), ratio, from: day, until: day })
      .describe('The share registered before was wrong; it never was'),
    z
      .object({ kind: z.literal('correct-five'), five: filedFiveSchema })
      .describe('Name, birth date, sex or address in the books were wrong'),
    z
      .object({ kind: z.literal('no-doubt'), reason: z.string() })
      .describe('The books are right although the register differs; the reason is on file'),
    z
      .object({ kind: z.literal('number'), personNo: z.string() })
      .describe('The Individual Number is supplied, or another one replaces it'),
    z.object({ kind: z.literal('unregister'), appliedOn: day }).describe('利用登録解除申請'),
    z
      .object({ kind: z.literal('apply'), reason: z.enum(APPLICATION_REASONS), originalAttached: z.boolean() })
      .describe('資格確認書 (再)交付申請書'),
    z
      .object({
        kind: z.literal('flag'),
        hideDisclosure: z.boolean(),
        noSelfInfo: z.boolean(),
        safeAddress: z.string().nullable(),
      })
      .describe('DV 申出: flags set or lifted, and where papers can be sent safely'),
    z.object({ kind: z.literal('papers-returned'), count: z.int().min(1) }).describe('Papers come back'),
    z
      .object({
        kind: z.literal('special-treatment'),
        from: day,
        publicExpense: z
          .array(z.string())
          .describe('ref of everybody of the household who reported 原爆一般疾病医療費 or similar 公費'),
      })
      .describe('特別療養: the tax of a household of 国保 is in arrears; told about its head, decided for its members'),
    z
      .object({ kind: z.literal('validity'), from: day, until: day.nullable() })
      .describe('有効開始 and 有効終了 (inclusive) of the record are decided; null for a record without an end'),
    z
      .object({ kind: z.literal('merger'), insurerNumber: z.string(), insurerName: z.string(), from: day })
      .describe(
        'The insurer has another number from a day on; symbols, numbers and branches stay. Told once, for everybody',
      ),
    z
      .object({ kind: z.literal('undeliverable') })
      .describe('The last piece that was sent to the member came back: nobody took it in'),
    z
      .object({
        kind: z.literal('forms'),
        name: z.string().describe('Name of the file as it was filed, e.g. KPFD0006.CSV or SHFD0006.CSV'),
        bytes: z.base64().describe('The file itself, base64: five lines of management, then one form a line'),
        people: z
          .array(
            z.object({
              line: z.int().min(1).describe('Line of the file, from 1'),
              place: z.enum(FORM_PLACES),
              ref: z.string().describe('Handle of the person, as in every other event'),
              address: z
                .string()
                .nullable()
                .describe(
                  '住所 in the resident register, known from elsewhere: a form with the number does not carry it',
                ),
            }),
          )
          .describe('Who stands in which line; 記号 and 番号 are 事業所記号 and 被保険者整理番号 of the form'),
      })
      .describe('届書のCSVファイル: forms of an employer; answer unsupported when files are not taken'),
  ])
  .describe('What reaches the insurer')
export type InsurerEvent = z.infer<typeof insurerEventSchema>

/** One sealed piece that left the house, or was handed over. */
export const pieceSchema = z
  .object({
    id: z.string().describe('Yours; repeated when the piece is told again'),
    on: day.describe('Day on which it left'),
    person: z.string().describe('ref of the member it is about'),
    addressee: z.string().describe('Name on the envelope: the insured person or the head of the household'),
    route: z
      .enum(['employer', 'registered-address', 'safe-address', 'counter', 'portal'])
      .describe('How it goes out; safe-address: a place the member named, not the registered one'),
    fee: z.int().min(0).describe('Fee charged for it, in yen'),
    tracked: z.boolean().nullable().default(null).describe('Sent so that it can be tracked (特定記録); null: not told'),
    asksBack: z
      .boolean()
      .default(false)
      .describe('A letter in it asks to return a certificate; such a piece may hold no document'),
    invites: z
      .boolean()
      .optional()
      .describe(
        'A letter in it invites somebody without cover to join 国保; person is the handle of the list, and the piece may hold no document',
      ),
    documents: z
      .array(z.object({ mediaType: z.string(), bytes: z.base64().describe('The document itself, base64') }))
      .describe('What is in it; read by the harness, whatever is told beside it'),
  })
  .describe('One piece of mail')
export type Piece = z.infer<typeof pieceSchema>

/** Operations of the insurer suite beside `setup` and `clock`. */
export const INSURER_OPERATIONS = {
  event: {
    input: z.object({ at: moment, person: z.string(), event: insurerEventSchema }),
    result: z.object({
      taken: z.boolean().describe('False when the form goes back to whoever filed it'),
      missing: z.array(z.string()).describe('What a returned form lacks; free words'),
      problems: z
        .array(
          z.object({
            line: z.int().describe('Line of the file, from 1'),
            item: z.int().nullable().describe('項番 from 1; null for the line as a whole'),
          }),
        )
        .optional()
        .describe('For a file of forms: the mistakes for which a line is not taken. taken is false when none was'),
      now: moment.optional(),
    }),
  },
  issued: {
    input: z.object({
      after: z.string().nullable().describe('The cursor of the answer before; null from the beginning'),
      at: moment,
    }),
    result: z.object({ pieces: z.array(pieceSchema), cursor: z.string(), now: moment.optional() }),
  },
  registered: {
    input: z.object({ person: z.string(), at: moment }),
    result: z.object({
      covers: z.array(
        z.object({
          key: keySchema,
          acquired: day,
          lost: day.nullable().describe('資格喪失年月日: first day without cover'),
          ratio: ratio.nullable(),
        }),
      ),
      now: moment.optional(),
    }),
  },
} as const

/** What `setup` tells an insurer's system. */
export const insurerSetupInput = z.object({
  suite: z.literal('insurer'),
  baseUrl: z.string().describe('Root of the simulated services for this case; the gateway is below insurer/'),
  world: z.string(),
  insurer: insurerSchema,
  roster: z.array(rosterMemberSchema),
  now: moment,
})
