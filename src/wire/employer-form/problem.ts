/** Stable codes of what can be wrong with a file of forms; ours. */
export type FormProblemCode =
  | 'SIM-F101'
  | 'SIM-F102'
  | 'SIM-F103'
  | 'SIM-F104'
  | 'SIM-F105'
  | 'SIM-F106'
  | 'SIM-F107'
  | 'SIM-F108'
  | 'SIM-F109'
  | 'SIM-F110'
  | 'SIM-F111'
  | 'SIM-F112'
  | 'SIM-F113'
  | 'SIM-F114'
  | 'SIM-F115'
  | 'SIM-F116'
  | 'SIM-F117'
  | 'SIM-F118'
  | 'SIM-F119'
  | 'SIM-F120'
  | 'SIM-F121'
  | 'SIM-F122'

/** 届書の誤り: one thing that is wrong with a file of forms. */
export interface FormProblem {
  readonly code: FormProblemCode
  /** From 1; 0 for the file as a whole. */
  readonly line: number
  /** 項番 from 1; null for the line as a whole. */
  readonly item: number | null
  /** Other items that the same mistake can be seen at. */
  readonly related: readonly number[]
  readonly ja: string
  readonly en: string
}

type Facts = Readonly<Record<string, string | number>>
type Sentence = (facts: Facts) => string

const SENTENCES: Readonly<Record<FormProblemCode, readonly [ja: Sentence, en: Sentence]>> = {
  'SIM-F101': [() => 'Shift_JISとして読めないバイトがあります。', () => 'There are bytes that are no Shift_JIS.'],
  'SIM-F102': [
    ({ char }) => `「${char}」はJIS X 0208の第1・第2水準にありません。`,
    ({ char }) => `"${char}" is not in levels 1 and 2 of JIS X 0208.`,
  ],
  'SIM-F103': [
    ({ given }) => `様式コード「${given}」の届書はありません。`,
    ({ given }) => `There is no form with the code "${given}".`,
  ],
  'SIM-F104': [
    ({ given, wanted }) => `項目が${given}個あります。${wanted}個でなければなりません。`,
    ({ given, wanted }) => `There are ${given} items; there have to be ${wanted}.`,
  ],
  'SIM-F105': [({ title }) => `「${title}」が空です。`, ({ title }) => `${title} is empty.`],
  'SIM-F106': [
    ({ title, given }) => `「${title}」に「${given}」は書けません。`,
    ({ title, given }) => `${title} cannot hold "${given}".`,
  ],
  'SIM-F107': [
    ({ title, given, wanted }) => `「${title}」は${given}バイトあります。上限は${wanted}バイトです。`,
    ({ title, given, wanted }) => `${title} has ${given} bytes; ${wanted} are the most.`,
  ],
  'SIM-F108': [
    ({ given }) => `都道府県コード「${given}」は日本年金機構の一覧にありません（東京は21）。`,
    ({ given }) => `"${given}" is not in the list of prefectures of the pension service (Tokyo is 21).`,
  ],
  'SIM-F109': [
    ({ title, given }) => `「${title}」の「${given}」という日はありません。`,
    ({ title, given }) => `${title}: there is no day "${given}".`,
  ],
  'SIM-F110': [
    ({ title, given, today }) => `「${title}」の${given}は、確認した日（${today}）より後です。`,
    ({ title, given, today }) => `${title}: ${given} lies after the day of the check, ${today}.`,
  ],
  'SIM-F111': [
    ({ given, wanted }) => `報酬月額の合計が${given}です。${wanted}でなければなりません。`,
    ({ given, wanted }) => `The total of the pay is ${given}; it has to be ${wanted}.`,
  ],
  'SIM-F112': [
    ({ title, rule }) =>
      rule === 'forbidden'
        ? `個人番号があるので「${title}」は書きません。`
        : rule === 'without-number'
          ? `個人番号がないので「${title}」が必要です。`
          : `「${title}」は、個人番号や同居に関わらず必要です。`,
    ({ title, rule }) =>
      rule === 'forbidden'
        ? `${title} must be empty because the Individual Number is given.`
        : rule === 'without-number'
          ? `${title} is needed because there is no Individual Number.`
          : `${title} is needed, whatever else is given.`,
  ],
  'SIM-F113': [
    ({ title, because }) => `${because}とき、「${title}」が必要です。`,
    ({ title }) => `${title} has to be written here.`,
  ],
  'SIM-F114': [
    ({ title }) => `基礎年金番号は両方書くか、両方空にします（「${title}」）。`,
    ({ title }) => `Both parts of the pension number are written, or none (${title}).`,
  ],
  'SIM-F115': [
    ({ title, given, wanted }) => `「${title}」が${given}です。${wanted}でなければなりません。`,
    ({ title, given, wantedEn }) => `${title} is ${given}; it has to be ${wantedEn}.`,
  ],
  'SIM-F116': [
    ({ given, birth, insured }) => `続柄コード「${given}」と生年月日（${birth}、被保険者は${insured}）が合いません。`,
    ({ given, birth, insured }) =>
      `Relation code "${given}" does not go with the birth date ${birth} (the insured person's is ${insured}).`,
  ],
  'SIM-F117': [({ title }) => `「${title}」は空でなければなりません。`, ({ title }) => `${title} has to be empty.`],
  'SIM-F118': [
    ({ title }) => `「${title}」が付いていますが、その人の記載がありません。`,
    ({ title }) => `${title} is ticked, but nobody stands at that place.`,
  ],
  'SIM-F119': [
    ({ given }) => `ファイルが${given}バイトあります。4.5MB以上は電子申請できません。`,
    ({ given }) => `The file has ${given} bytes; 4.5 MB or more cannot be filed.`,
  ],
  'SIM-F120': [
    ({ wanted }) => `届書ファイルの並びではありません: ${wanted}。`,
    ({ wantedEn }) => `This is not how a file of forms is laid out: ${wantedEn}.`,
  ],
  'SIM-F121': [
    ({ title }) => `「${title}」から列が1つずれています。`,
    ({ title }) => `From ${title} on every column stands one place off.`,
  ],
  'SIM-F122': [
    ({ title }) => `「${title}」にカンマまたは引用符があります。`,
    ({ title }) => `${title} holds a comma or a quotation mark.`,
  ],
}

/** What is quoted of a value, in characters. */
const QUOTED = 40

const shortened = (text: string): string => {
  const chars = Array.from(text.slice(0, QUOTED * 2))
  return chars.length <= QUOTED ? text : `${chars.slice(0, QUOTED).join('')}…`
}

/** A fact as a sentence says it: what was given is not endless, and no Individual Number stands whole, whatever column it slipped into. */
function said([name, fact]: readonly [string, string | number]): [string, string | number] {
  if (typeof fact === 'number') return [name, fact]
  const text = name === 'given' ? shortened(fact) : fact
  return [name, text.replaceAll(/\d{12}/g, (digits) => `********${digits.slice(8)}`)]
}

/** A problem with its sentences. `facts` are what the sentences of the code name. */
export function formProblem(
  code: FormProblemCode,
  line: number,
  item: number | null,
  facts: Facts = {},
  related: readonly number[] = [],
): FormProblem {
  const [ja, en] = SENTENCES[code]
  const told = Object.fromEntries(Object.entries(facts).map(said))
  return { code, line, item, related, ja: ja(told), en: en(told) }
}
