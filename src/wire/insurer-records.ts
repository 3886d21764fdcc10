import { z } from 'zod'
import { type CivilDate, type Instant, parseCivilDate, parseInstant } from '../domain/civil-date.ts'

const isDay = (text: string): text is CivilDate => parseCivilDate(text).ok
const isMoment = (text: string): text is Instant => parseInstant(text).ok
const day = z.string().refine(isDay, 'YYYY-MM-DD')
const moment = z.string().refine(isMoment, 'YYYY-MM-DDTHH:mm:ss+09:00')

/** First line of every file of ours, and first member of every answer: nobody may take it for the format of the real system. @see facts/insurer.md 2.3 */
export const RECORD_BANNER = '# SYNTHETIC – not the 中間サーバー format'
const banner = z.literal(RECORD_BANNER)

/** 被保険者記号・番号・枝番: the numbers of one person at one insurer. */
export const memberKeySchema = z.strictObject({
  symbol: z.string().max(20).nullable(),
  number: z.string().min(1).max(20),
  branch: z.string().nullable(),
})
export type MemberKey = z.infer<typeof memberKeySchema>

/** 5情報: 漢字氏名, カナ氏名, 生年月日, 性別, 住所. @see facts/insurer.md 1.6 (2023-06-01) */
export const fiveItemsSchema = z.strictObject({
  kanji: z.string().min(1).max(100),
  kana: z.string().max(100).nullable(),
  birthDate: day,
  sex: z.enum(['male', 'female', 'unset']),
  address: z.string().max(200).nullable(),
})
export type FiveItems = z.infer<typeof fiveItemsSchema>

/** One entry of a member's history; append-only, a correction is a void and a new entry. Both days inclusive. */
export const entrySchema = z.strictObject({
  historyId: z.string().min(1).max(60),
  kind: z.enum(['eligibility', 'certificate', 'elderly', 'limit', 'disease']),
  from: day,
  to: day.nullable().default(null),
  /**
   * eligibility: `classification`, `relation` (insured, dependant), `insuredName`, 後期 `ratio`.
   * elderly: `ratio` (010, 020, 030). limit: `kind`, `band`. certificate: `issued`,
   * `classification` (特別療養 is `05`).
   */
  attrs: z.record(z.string(), z.string()).default({}),
})
export type RegistrationEntry = z.infer<typeof entrySchema>

const sourceDoc = z
  .strictObject({ kind: z.string().max(60), filed: day.nullable(), received: day })
  .describe('The filing behind the record: its kind, when it was filed and when it was received')

const head = { insurerNo: z.string(), memberKey: memberKeySchema, sourceDoc: sourceDoc.optional() }

/**
 * 登録の記録: one line of what an insurer sends. `close` takes the first day without cover. `void` says that entries never
 * were; `rekey` gives new numbers from a day on (the old ones end the day before) or a new Individual Number.
 *
 * @see facts/insurer.md 2.3, 2.4
 */
export const registrationRecordSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('register'),
    ...head,
    /** Twelve digits with an invalid check digit; null when the member supplied none. */
    personNo: z.string().nullable(),
    five: fiveItemsSchema,
    entries: z.array(entrySchema).min(1).max(20),
    household: z.strictObject({ head: z.string(), id: z.string() }).nullable().default(null),
  }),
  z.strictObject({
    op: z.literal('amend'),
    ...head,
    five: fiveItemsSchema.optional(),
    personNo: z.string().nullable().optional(),
    /** Entries added; with the historyId of an entry that stands they are refused: void it first. */
    entries: z.array(entrySchema).max(20).default([]),
    /** historyId of entries that never were. */
    voids: z.array(z.string()).max(20).default([]),
  }),
  z.strictObject({
    op: z.literal('close'),
    ...head,
    /** 資格喪失年月日: the first day without cover. */
    lossDate: day,
    /** OQSCD008: 01 死亡, 02 生活保護, 03 他の医療保険, 99 その他. */
    reason: z.enum(['01', '02', '03', '99']),
  }),
  z.strictObject({ op: z.literal('void'), ...head }).describe('The whole cover never was'),
  z.strictObject({
    op: z.literal('rekey'),
    ...head,
    newKey: memberKeySchema.optional(),
    /** With `newKey`: its first day. */
    from: day.optional(),
    newPersonNo: z.string().optional(),
  }),
  z.strictObject({
    op: z.literal('setFlags'),
    ...head,
    /** 不開示該当フラグ, 自己情報提供不可フラグ. @see facts/insurer.md 2.7 */
    hideDisclosure: z.boolean().optional(),
    noSelfInfo: z.boolean().optional(),
    /** 「疑義なし」 with its reason: makes a record visible that differs from the resident register. */
    noDoubt: z.strictObject({ reason: z.string().min(1).max(200) }).optional(),
  }),
  z
    .strictObject({ op: z.literal('unregisterCard'), ...head, appliedOn: day })
    .describe('利用登録解除: takes effect at the end of the month after the application'),
])
export type RegistrationRecord = z.infer<typeof registrationRecordSchema>
/** A record as it is written, defaults left out. */
export type RegistrationRecordInput = z.input<typeof registrationRecordSchema>

/** 受領: what came of one line at the door. `code` is one of ours (`INS-V…`), null when it was accepted. */
export interface ReceiptLine {
  readonly line: number
  readonly status: 'accepted' | 'refused'
  readonly code: string | null
  readonly ja: string
  readonly en: string
}

/** Answer to a file of records. `run` is when the accepted lines are processed. */
export interface Receipt {
  readonly receipt: string
  readonly receivedAt: Instant
  readonly run: Instant
  readonly lines: readonly ReceiptLine[]
}

/** The form of a {@link Receipt} as it is answered. */
export const receiptSchema = z.object({
  banner,
  receipt: z.string(),
  receivedAt: moment,
  run: moment,
  lines: z.array(
    z.object({
      line: z.int(),
      status: z.enum(['accepted', 'refused']),
      code: z.string().nullable(),
      ja: z.string(),
      en: z.string(),
    }),
  ),
}) satisfies z.ZodType<Receipt>

/** B1 突合結果: what the comparison with the resident register gave for one record. @see facts/insurer.md 2.6, 3 */
export const comparisonResultSchema = z.object({
  cursor: z.int(),
  at: moment,
  receipt: z.string(),
  line: z.int(),
  memberKey: memberKeySchema,
  verdict: z.enum(['match', 'mismatch', 'no-number', 'no-such-person']),
  /** Classes of facts/insurer.md 2.6 by what differs. */
  differs: z.array(z.enum(['kanji', 'kana', 'birthDate', 'sex', 'address'])),
  /** Whether a clinic can see the record from `visibleFrom` on. */
  visible: z.boolean(),
  visibleFrom: moment.nullable(),
})
export type ComparisonResult = z.infer<typeof comparisonResultSchema>

/** What an insurer is sent. @see facts/insurer.md section 3 */
export const INSURER_LISTS = [
  'registration-status',
  'expired-certificates',
  'overlaps',
  'unregistrations',
  'moved-claims',
  'invitations',
] as const
export type InsurerListKind = (typeof INSURER_LISTS)[number]

/** B5: state of every member without a usable マイナ保険証 at the end of a month; published on the 5th of the next. */
export const statusRowSchema = z.object({
  memberKey: memberKeySchema,
  status: z.enum(['registered', 'none', 'unregistered', 'expired', 'cardReturned']),
})
/**
 * B5: members whose certificate has ended and was not renewed, at the end of a month. `graceEnd` is the last day on which a
 * reader still takes the card (inclusive, null without grace); `issue` is true from the list by which the insurer issues a
 * 資格確認書. @see facts/insurer.md 3.3
 */
export const expiredCertificateRowSchema = z.object({
  memberKey: memberKeySchema,
  expiry: day,
  graceEnd: day.nullable(),
  issue: z.boolean(),
})
/** B3: two covers open at once; `other` is the cover elsewhere. Published on the 10th. */
export const overlapRowSchema = z.object({
  memberKey: memberKeySchema,
  acquired: day,
  other: z.object({ insurerNo: z.string(), memberKey: memberKeySchema, acquired: day }),
  /** How many lists in a row show this pair, this one included. */
  appearances: z.int(),
})
/** B6: applications to take the registration back, and when they take effect (last day on which the card works). */
export const unregistrationRowSchema = z.object({ memberKey: memberKeySchema, appliedOn: day, worksUntil: day })
/** B7: claims of days on or after a loss that was registered late. */
export const movedClaimRowSchema = z.object({
  memberKey: memberKeySchema,
  careDay: day,
  lossDate: day,
  verdict: z.enum(['moved', 'kept']),
})
/** B4 加入勧奨: residents who lost the cover with `insurerNo`, used it all the same, and have none three months later; for municipal 国保. */
export const invitationRowSchema = z.object({
  /** The numbers that are lost, and whose they were. */
  memberKey: memberKeySchema,
  insurerNo: z.string(),
  lossDate: day,
  /** Handle of the person at the municipality, and the name for the letter. */
  person: z.string(),
  name: z.string(),
  careMonth: z.string().regex(/^\d{4}-\d{2}$/),
})

const listHead = { banner, asOf: day, publishedAt: moment }
/** One list as it is fetched. */
export const insurerListSchema = z.discriminatedUnion('kind', [
  z.object({ ...listHead, kind: z.literal('registration-status'), rows: z.array(statusRowSchema) }),
  z.object({ ...listHead, kind: z.literal('expired-certificates'), rows: z.array(expiredCertificateRowSchema) }),
  z.object({ ...listHead, kind: z.literal('overlaps'), rows: z.array(overlapRowSchema) }),
  z.object({ ...listHead, kind: z.literal('unregistrations'), rows: z.array(unregistrationRowSchema) }),
  z.object({ ...listHead, kind: z.literal('moved-claims'), rows: z.array(movedClaimRowSchema) }),
  z.object({ ...listHead, kind: z.literal('invitations'), rows: z.array(invitationRowSchema) }),
])
export type InsurerList = z.infer<typeof insurerListSchema>

/** Lists published so far, oldest first; `id` is `kind/YYYY-MM`. */
export const listIndexSchema = z.object({
  banner,
  lists: z.array(z.object({ id: z.string(), kind: z.enum(INSURER_LISTS), asOf: day, publishedAt: moment })),
})

/** 登録の履歴: one line as it was received, refused lines included; `record` is null when it could not be read. */
export const registrationLogLineSchema = z.object({
  cursor: z.int(),
  receivedAt: moment,
  receipt: z.string(),
  line: z.int(),
  status: z.enum(['accepted', 'refused']),
  code: z.string().nullable(),
  record: registrationRecordSchema.nullable(),
})
export type RegistrationLogLine = z.infer<typeof registrationLogLineSchema>

/** The log since a cursor (exclusive). */
export const registrationLogSchema = z.object({
  banner,
  registrations: z.array(registrationLogLineSchema),
  cursor: z.int(),
})

/** Results since a cursor (exclusive). */
export const resultsSchema = z.object({ banner, results: z.array(comparisonResultSchema), cursor: z.int() })

/** 登録ファイル: the banner, then one JSON record per line. */
export const writeRecords = (records: readonly RegistrationRecordInput[]): string =>
  `${RECORD_BANNER}\n${records.map((record) => JSON.stringify(record)).join('\n')}\n`

/** One line of a file that was read: the record, or what is wrong with it. Lines count from 1; comments and empty lines are left out. */
export type ReadRecord =
  | { readonly line: number; readonly record: RegistrationRecord; readonly problem: null }
  | { readonly line: number; readonly record: null; readonly problem: string }

/** Reads a file of records; a line that cannot be read does not spoil the others. */
export function readRecords(text: string): readonly ReadRecord[] {
  return text.split(/\r?\n/).flatMap((content, index): ReadRecord[] => {
    if (content.trim() === '' || content.startsWith('#')) return []
    return [{ line: index + 1, ...readRecord(content) }]
  })
}

function readRecord(
  content: string,
): { record: RegistrationRecord; problem: null } | { record: null; problem: string } {
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch {
    return { record: null, problem: 'not JSON' }
  }
  const parsed = registrationRecordSchema.safeParse(json)
  if (parsed.success) return { record: parsed.data, problem: null }
  const [first] = parsed.error.issues
  return { record: null, problem: `/${first?.path.join('/') ?? ''}: ${first?.message ?? 'wrong'}` }
}
