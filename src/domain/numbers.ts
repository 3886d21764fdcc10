import type { Scheme } from './ledger.ts'
import { type Result, err, ok } from './result.ts'
import { foldWidth } from './text.ts'

const isDigits = (text: string): boolean => /^\d+$/.test(text)

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48

/** Weights 2, 1, 2, 1 … from the right, products counted by their digits, complement to ten. @see facts/rules.md section 5.1 [W48] */
function luhnDigit(body: string): string {
  let sum = 0
  for (let index = body.length - 1, weight = 2; index >= 0; index -= 1, weight = 3 - weight) {
    const product = digitAt(body, index) * weight
    sum += product > 9 ? product - 9 : product
  }
  return String((10 - (sum % 10)) % 10)
}

/** Weights 2 to 7 and again 2 to 6 from the right, modulo 11. @see facts/rules.md section 5.4 [W50] */
function individualDigit(body: string): string {
  let sum = 0
  for (let n = 1; n <= body.length; n += 1) sum += digitAt(body, body.length - n) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return String(rest <= 1 ? 0 : 11 - rest)
}

/** 番号体系: how one kind of number is built. */
export interface NumberSystem {
  readonly ja: string
  readonly en: string
  /** Length in characters, check digit included; both ends inclusive. */
  readonly length: { readonly min: number; readonly max: number }
  readonly digitsOnly: boolean
  /** Computes the last digit from the digits before it; null when the system has none. */
  readonly check: ((body: string) => string) | null
  /** False where a check digit is only commonly assumed: it is computed on demand and not enforced. */
  readonly enforced: boolean
  readonly source: string
}

const exactly = (length: number): { readonly min: number; readonly max: number } => ({ min: length, max: length })

/** 番号体系表: every number system the domain knows. */
export const NUMBER_SYSTEMS = {
  'insurer-8': {
    ja: '保険者番号 (8桁)',
    en: 'insurer number, 8 digits: law 2, prefecture 2, insurer 3, check digit 1',
    length: exactly(8),
    digitsOnly: true,
    check: luhnDigit,
    enforced: true,
    source: 'facts/rules.md section 5.1 [W48][W49], H',
  },
  'insurer-6': {
    ja: '保険者番号 (国民健康保険, 6桁)',
    en: 'insurer number of National Health Insurance, 6 digits: prefecture 2, insurer 3, check digit 1',
    length: exactly(6),
    digitsOnly: true,
    check: luhnDigit,
    enforced: true,
    source: 'facts/rules.md section 5.1 [W48][W49], H',
  },
  'public-payer': {
    ja: '公費負担者番号',
    en: 'public payer number, built like an insurer number of 8 digits',
    length: exactly(8),
    digitsOnly: true,
    check: luhnDigit,
    enforced: true,
    source: 'facts/rules.md section 5.1 [W48], H',
  },
  'public-recipient': {
    ja: '公費負担医療の受給者番号',
    en: 'recipient number of publicly paid care: 6 digits and a check digit',
    length: exactly(7),
    digitsOnly: true,
    check: luhnDigit,
    enforced: true,
    source: 'facts/rules.md section 5.2 [W48], H',
  },
  institution: {
    ja: '医療機関コード',
    en: 'institution code: prefecture 2, points table 1, district 2, institution 4, check digit 1',
    length: exactly(10),
    digitsOnly: true,
    check: luhnDigit,
    enforced: true,
    source: 'facts/rules.md section 5.3 [W51], H',
  },
  individual: {
    ja: '個人番号',
    en: 'Individual Number (My Number)',
    length: exactly(12),
    digitsOnly: true,
    check: individualDigit,
    enforced: true,
    source: 'facts/rules.md section 5.4 [W50], H',
  },
  'kouki-insured': {
    ja: '後期高齢者医療 被保険者番号',
    en: 'insured number of late-elderly care; its check digit is commonly assumed, not publicly established',
    length: exactly(8),
    digitsOnly: true,
    check: luhnDigit,
    enforced: false,
    source: 'facts/rules.md section 5.5, M/L',
  },
  symbol: {
    ja: '被保険者証記号',
    en: 'symbol of an insured person: digits, kana or kanji',
    length: { min: 1, max: 20 },
    digitsOnly: false,
    check: null,
    enforced: false,
    source: 'facts/rules.md section 5.6; facts/wire.md section 5.1',
  },
  number: {
    ja: '被保険者証番号',
    en: 'number of an insured person under the symbol',
    length: { min: 1, max: 20 },
    digitsOnly: false,
    check: null,
    enforced: false,
    source: 'facts/rules.md section 5.6; facts/wire.md section 5.1',
  },
  branch: {
    ja: '枝番',
    en: 'branch: two digits for one person under a symbol and number',
    length: exactly(2),
    digitsOnly: true,
    check: null,
    enforced: false,
    source: 'facts/rules.md section 5.6 [W52], H',
  },
  reference: {
    ja: '照会番号',
    en: 'look-up key of one institution: an opaque text',
    length: { min: 1, max: 50 },
    digitsOnly: false,
    check: null,
    enforced: false,
    source: 'facts/rules.md section 5.7, H for the length',
  },
} as const satisfies Record<string, NumberSystem>

export type NumberSystemId = keyof typeof NUMBER_SYSTEMS

/** The systems with a check digit. */
export type CheckedSystemId =
  | 'insurer-8'
  | 'insurer-6'
  | 'public-payer'
  | 'public-recipient'
  | 'institution'
  | 'individual'
  | 'kouki-insured'

/** A number that was read: `text` in half width without surrounding spaces; of an 個人番号 only the last four digits stay readable. */
export interface NumberValue {
  readonly system: NumberSystemId
  readonly text: string
}

/** Why a text is not a number of its system. `position` counts characters from 1. */
export type NumberProblem =
  | {
      readonly code: 'NUMBER_LENGTH'
      readonly system: NumberSystemId
      readonly found: number
      readonly min: number
      readonly max: number
    }
  | {
      readonly code: 'NUMBER_CHARACTER'
      readonly system: NumberSystemId
      readonly position: number
      readonly character: string
    }
  | {
      readonly code: 'NUMBER_CHECK_DIGIT'
      readonly system: NumberSystemId
      readonly found: string
      readonly expected: string
    }

/**
 * 検証番号: the check digit that belongs to a body (the digits before it). Throws a RangeError for a body that is not
 * exactly those digits.
 *
 * @example checkDigit('insurer-8', '0113001') // '2'
 */
export function checkDigit(system: CheckedSystemId, body: string): string {
  const { check, length } = NUMBER_SYSTEMS[system]
  if (body.length !== length.max - 1 || !isDigits(body)) {
    throw new RangeError(`${system} needs ${length.max - 1} digits before its check digit`)
  }
  return check(body)
}

/** Body and check digit. There is none for 個人番号: the project never makes a valid one. Throws like {@link checkDigit}. */
export const completeNumber = (system: Exclude<CheckedSystemId, 'individual'>, body: string): string =>
  `${body}${checkDigit(system, body)}`

/** 個人番号の下4桁: eight asterisks and the last four characters. */
export const maskIndividualNumber = (text: string): string => foldWidth(text).trim().slice(-4).padStart(12, '*')

/**
 * Reads a number in any width, surrounding spaces dropped, zeros significant. `checkDigit` overrides whether the check
 * digit of the system is enforced (by default it is, except for 後期).
 */
export function parseNumber(
  system: NumberSystemId,
  text: string,
  options: { readonly checkDigit?: boolean } = {},
): Result<NumberValue, NumberProblem> {
  const row: NumberSystem = NUMBER_SYSTEMS[system]
  const characters = [...foldWidth(text).trim()]
  const { min, max } = row.length
  if (characters.length < min || characters.length > max) {
    return err({ code: 'NUMBER_LENGTH', system, found: characters.length, min, max })
  }
  const stray = row.digitsOnly ? characters.findIndex((character) => !isDigits(character)) : -1
  if (stray >= 0) {
    return err({ code: 'NUMBER_CHARACTER', system, position: stray + 1, character: characters[stray] ?? '' })
  }
  const folded = characters.join('')
  if (row.check !== null && (options.checkDigit ?? row.enforced)) {
    const [expected, found] = [row.check(folded.slice(0, -1)), folded.slice(-1)]
    if (found !== expected) return err({ code: 'NUMBER_CHECK_DIGIT', system, found, expected })
  }
  return ok({ system, text: system === 'individual' ? maskIndividualNumber(folded) : folded })
}

/** 枝番: two digits in any width; `1` without its zero is refused. */
export function parseBranch(text: string): Result<string, NumberProblem> {
  const parsed = parseNumber('branch', text)
  return parsed.ok ? ok(parsed.value.text) : parsed
}

/** 法別番号: what the first two digits of an eight-digit number say. */
export interface LawNumber {
  readonly code: string
  readonly ja: string
  readonly en: string
  readonly kind: 'insurance' | 'public'
  /** The kind of cover in the ledger; 船員 and 日雇 count with their administrator 協会けんぽ, 自衛官等 with the 共済. Null: none. */
  readonly scheme: Scheme | null
  readonly source: string
}

const LISTED = 'facts/rules.md section 5.1 [W48][W49], M to H'
const LESS_SURE = 'facts/rules.md section 5.1, L'

const insurance = (code: string, ja: string, en: string, scheme: Scheme): LawNumber => ({
  code,
  ja,
  en,
  kind: 'insurance',
  scheme,
  source: LISTED,
})

const publicLaw = (code: string, ja: string, en: string, source: string, scheme: Scheme | null = null): LawNumber => ({
  code,
  ja,
  en,
  kind: 'public',
  scheme,
  source,
})

/** 法別番号表. 国民健康保険 has none: its numbers have six digits. */
export const LAW_NUMBERS: readonly LawNumber[] = [
  insurance('01', '全国健康保険協会管掌健康保険', 'Japan Health Insurance Association', 'kyokai'),
  insurance('02', '船員保険', "seamen's insurance", 'kyokai'),
  insurance('03', '日雇特例被保険者 (一般)', 'day labourers, general', 'kyokai'),
  insurance('04', '日雇特例被保険者 (特別)', 'day labourers, special', 'kyokai'),
  insurance('06', '組合管掌健康保険', 'health insurance society', 'kenpo'),
  insurance('07', '自衛官等', 'Self-Defense Forces personnel', 'kyosai'),
  insurance('31', '国家公務員共済組合', 'national public service mutual aid', 'kyosai'),
  insurance('32', '地方公務員等共済組合', 'local public service mutual aid', 'kyosai'),
  insurance('33', '警察共済組合', 'police mutual aid', 'kyosai'),
  insurance('34', '公立学校共済組合・日本私立学校振興・共済事業団', 'public and private school mutual aid', 'kyosai'),
  insurance('39', '後期高齢者医療', 'late-elderly care', 'kouki'),
  insurance('63', '特例退職被保険者 (健康保険組合)', 'special retirees of a health insurance society', 'kenpo'),
  insurance('67', '国民健康保険 退職者医療', 'retirees of National Health Insurance, dormant', 'kokuho'),
  insurance('72', '特例退職組合員 (国家公務員共済)', 'special retirees, national public service', 'kyosai'),
  insurance('73', '特例退職組合員 (地方公務員等共済)', 'special retirees, local public service', 'kyosai'),
  insurance('74', '特例退職組合員 (警察共済)', 'special retirees, police', 'kyosai'),
  insurance('75', '特例退職組合員 (学校共済)', 'special retirees, schools', 'kyosai'),
  publicLaw('10', '結核医療 (一般)', 'tuberculosis, general', LESS_SURE),
  publicLaw('11', '結核入院', 'tuberculosis, in-patient', LISTED),
  publicLaw('12', '生活保護 (医療扶助)', 'public assistance, medical aid', LISTED, 'assistance'),
  publicLaw('15', '更生医療', 'rehabilitation care', LISTED),
  publicLaw('16', '育成医療', 'care for disabled children', LESS_SURE),
  publicLaw('19', '被爆者医療', 'atomic bomb survivors', LESS_SURE),
  publicLaw('21', '精神通院医療', 'psychiatric out-patient care', LISTED),
  publicLaw('51', '特定疾患', 'specified diseases', LISTED),
  publicLaw('52', '小児慢性特定疾病', 'chronic diseases of children', LISTED),
  publicLaw('54', '指定難病', 'designated intractable diseases', LISTED),
]

const LAWS: ReadonlyMap<string, LawNumber> = new Map(LAW_NUMBERS.map((law) => [law.code, law]))

/** 都道府県番号: 01 to 47 in the order of JIS X 0401. */
export interface Prefecture {
  readonly code: string
  readonly ja: string
  readonly en: string
}

const PREFECTURE_NAMES = [
  ['北海道', 'Hokkaido'],
  ['青森県', 'Aomori'],
  ['岩手県', 'Iwate'],
  ['宮城県', 'Miyagi'],
  ['秋田県', 'Akita'],
  ['山形県', 'Yamagata'],
  ['福島県', 'Fukushima'],
  ['茨城県', 'Ibaraki'],
  ['栃木県', 'Tochigi'],
  ['群馬県', 'Gunma'],
  ['埼玉県', 'Saitama'],
  ['千葉県', 'Chiba'],
  ['東京都', 'Tokyo'],
  ['神奈川県', 'Kanagawa'],
  ['新潟県', 'Niigata'],
  ['富山県', 'Toyama'],
  ['石川県', 'Ishikawa'],
  ['福井県', 'Fukui'],
  ['山梨県', 'Yamanashi'],
  ['長野県', 'Nagano'],
  ['岐阜県', 'Gifu'],
  ['静岡県', 'Shizuoka'],
  ['愛知県', 'Aichi'],
  ['三重県', 'Mie'],
  ['滋賀県', 'Shiga'],
  ['京都府', 'Kyoto'],
  ['大阪府', 'Osaka'],
  ['兵庫県', 'Hyogo'],
  ['奈良県', 'Nara'],
  ['和歌山県', 'Wakayama'],
  ['鳥取県', 'Tottori'],
  ['島根県', 'Shimane'],
  ['岡山県', 'Okayama'],
  ['広島県', 'Hiroshima'],
  ['山口県', 'Yamaguchi'],
  ['徳島県', 'Tokushima'],
  ['香川県', 'Kagawa'],
  ['愛媛県', 'Ehime'],
  ['高知県', 'Kochi'],
  ['福岡県', 'Fukuoka'],
  ['佐賀県', 'Saga'],
  ['長崎県', 'Nagasaki'],
  ['熊本県', 'Kumamoto'],
  ['大分県', 'Oita'],
  ['宮崎県', 'Miyazaki'],
  ['鹿児島県', 'Kagoshima'],
  ['沖縄県', 'Okinawa'],
] as const

/** 都道府県番号表, 01 first. @see facts/rules.md section 5.1, H */
export const PREFECTURES: readonly Prefecture[] = PREFECTURE_NAMES.map(([ja, en], index) => ({
  code: String(index + 1).padStart(2, '0'),
  ja,
  en,
}))

const PREFECTURE_BY_CODE: ReadonlyMap<string, Prefecture> = new Map(PREFECTURES.map((row) => [row.code, row]))

/** The prefecture of a number 01 to 47, or null. */
export const prefectureOf = (code: string): Prefecture | null => PREFECTURE_BY_CODE.get(code) ?? null

/** 「不詳」の保険者番号: what a claim carries when the insurer is unknown; the second one is for software that enforces the check digit. @see facts/rules.md section 9 no. 23 */
export const UNKNOWN_INSURER_NUMBERS = { standard: '77777777', withCheckDigit: '77777779' } as const

/** True for the two fillers of an unknown insurer; the first fails the check digit on purpose. */
export const isUnknownInsurerNumber = (text: string): boolean =>
  text === UNKNOWN_INSURER_NUMBERS.standard || text === UNKNOWN_INSURER_NUMBERS.withCheckDigit

/** The row of the 法別番号 table for an eight-digit number in normal form; null for 国保 and unknown laws. */
export const lawOfNumber = (number: string): LawNumber | null =>
  number.length === 8 ? (LAWS.get(number.slice(0, 2)) ?? null) : null

/**
 * The kind of cover behind a 保険者番号 or 公費負担者番号 in normal form; six digits are 国保, of which the 300s are 国保組合.
 * Null when the number says nothing about it. Check digits are not looked at. @see facts/rules.md section 5.1
 */
export function schemeOfInsurerNumber(number: string): Scheme | null {
  if (!isDigits(number)) return null
  if (number.length === 6) return number[2] === '3' ? 'kokuho-kumiai' : 'kokuho'
  return lawOfNumber(number)?.scheme ?? null
}

/**
 * 保険者番号の正規形: half width without padding. Spaces around it always go. Two leading zeros go only when they are padding:
 * no law has the number 00, so `00138016` can only be 国保 `138016`, provided that the six digits begin with a prefecture
 * and end with their check digit. Everything else stays as it is (`01130012` begins with law 01), for
 * {@link parseInsurerNumber} to judge. Zeros do not move the check digit, so the law number decides and the check digit
 * confirms. @see facts/wire.md section 5.1
 */
export function normalizeInsurerNumber(text: string): string {
  const trimmed = foldWidth(text).trim()
  if (!/^00\d{6}$/.test(trimmed)) return trimmed
  const six = trimmed.slice(2)
  return prefectureOf(six.slice(0, 2)) !== null && parseNumber('insurer-6', six).ok ? six : trimmed
}

/** 保険者番号: reads the padded or bare form of 6 or 8 digits and gives the normal form. The fillers of {@link UNKNOWN_INSURER_NUMBERS} get no exception. */
export function parseInsurerNumber(text: string): Result<string, NumberProblem> {
  const normal = normalizeInsurerNumber(text)
  const parsed = parseNumber(normal.length === 6 ? 'insurer-6' : 'insurer-8', normal)
  return parsed.ok ? ok(parsed.value.text) : parsed
}

const CIRCLED = /[\u2460-\u2473\u24b6-\u24ea\u3251-\u325f\u3280-\u32bf\u32d0-\u32fe]/g

/** 請求の記号: circled characters of a symbol as claims write them, in round brackets: ① is (1). @see facts/rules.md section 5.6 [W71] */
export const symbolForClaim = (symbol: string): string =>
  symbol.replaceAll(CIRCLED, (character) => `(${character.normalize('NFKC')})`)
