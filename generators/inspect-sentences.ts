import { fieldRow } from '../src/domain/document.ts'
import { shownValue } from './inspect-document.ts'
import type { PaperFinding, PaperFindingCode } from './inspect-findings.ts'

type Lang = 'ja' | 'en'

interface Said {
  /** Label of the field. */
  readonly field: string
  /** What stands on the paper. */
  readonly paper: string
  /** What it should be, or what it is compared with. */
  readonly expected: string
}
type Sentence = (said: Said) => string
interface Row {
  readonly what: Readonly<Record<Lang, Sentence>>
  readonly fix: Readonly<Record<Lang, string>>
}

const row = (ja: Sentence, en: Sentence, fixJa: string, fixEn: string): Row => ({
  what: { ja, en },
  fix: { ja: fixJa, en: fixEn },
})

const SENTENCES: Readonly<Record<PaperFindingCode, Row>> = {
  'SIM-D101': row(
    () => '知っている書類の表題がありません。',
    () => 'No title of a known document stands on it.',
    '表題を決められたとおりに印刷してください。',
    'Print the title as it is laid down.',
  ),
  'SIM-D102': row(
    ({ field }) => `「${field}」がありません。`,
    ({ field }) => `The ${field} is missing.`,
    'この種類の書類に必要な項目です。印刷してください。',
    'This kind of document needs it: print it.',
  ),
  'SIM-D103': row(
    () => '70歳以上なのに負担割合がありません。',
    () => "The person is 70 or over, and the patient's share is missing.",
    '負担割合と発効期日・有効期限を印刷してください。窓口ではオンライン資格確認で確かめてください。',
    'Print the share with its first and last day. At the counter, ask online.',
  ),
  'SIM-D104': row(
    () => '枝番がありません。',
    () => 'The branch is missing.',
    '枝番を2桁で印刷してください。枝番なしの照会は複数該当になることがあります。',
    'Print the branch with two digits. Without it an inquiry may match several people.',
  ),
  'SIM-D105': row(
    ({ paper, expected }) => `保険者番号${paper}の検証番号が合いません（計算では${expected}）。`,
    ({ paper, expected }) => `The check digit of the insurer number ${paper} is wrong; computed: ${expected}.`,
    '保険者番号を確かめてください。',
    'Look the insurer number up.',
  ),
  'SIM-D106': row(
    ({ paper }) => `保険者番号${paper}は8桁でも6桁（国民健康保険）でもありません。`,
    ({ paper }) => `The insurer number ${paper} has neither 8 digits nor the 6 of National Health Insurance.`,
    '保険者番号を確かめてください。',
    'Look the insurer number up.',
  ),
  'SIM-D107': row(
    ({ paper }) => `後期高齢者医療の被保険者番号${paper}が8桁ではありません。`,
    ({ paper }) => `The number ${paper} of late-elderly care does not have 8 digits.`,
    '被保険者番号を8桁で印刷してください。',
    'Print it with 8 digits.',
  ),
  'SIM-D108': row(
    ({ field, paper, expected }) => `「${field}」${paper}が過ぎています（${expected}現在）。`,
    ({ field, paper, expected }) => `It is past its ${field}, ${paper} (on ${expected}).`,
    '新しい書類か、ほかの方法で確認してください。',
    'Ask for a new one, or verify in another way.',
  ),
  'SIM-D109': row(
    ({ paper, expected }) => `有効期限${paper}は、初日から5年（${expected}）を超えています。`,
    ({ paper, expected }) => `The last valid day ${paper} is more than five years from the first (${expected}).`,
    '有効期限を5年以内にしてください。',
    'Make the term at most five years.',
  ),
  'SIM-D110': row(
    ({ paper, expected }) => `有効期限${paper}が75歳の誕生日（${expected}）より前に終わっていません。`,
    ({ paper, expected }) => `The last valid day ${paper} does not lie before the 75th birthday, ${expected}.`,
    '有効期限を75歳の誕生日の前日までにしてください。後期高齢者医療に移ります。',
    'End it the day before the 75th birthday, when late-elderly care begins.',
  ),
  'SIM-D111': row(
    () => '「マイナ保険証があわせて必要」という注意書きがありません。',
    () => 'The note that the My Number card is needed with it is missing.',
    '注意書きを印刷してください。これだけでは受診できません。',
    'Print the note: this paper alone proves nothing.',
  ),
  'SIM-D112': row(
    ({ field, paper }) => `「${field}」に●があります: ${paper}`,
    ({ field, paper }) => `There is a ● in the ${field}: ${paper}`,
    '●は表せない文字の代わりです。本人に確かめ、カルテの氏名を●で上書きしないでください。',
    'It stands for a character outside the set. Ask the person, and do not overwrite a name with it.',
  ),
  'SIM-D113': row(
    () => '個人番号（マイナンバー）が12桁すべて印刷されています。',
    () => 'A whole Individual Number of 12 digits is printed on it.',
    '印刷しないでください。加入者情報のお知らせでも下4桁だけです。このファイルの扱いにも注意してください。',
    'Never print it; even the notice of member data shows the last four digits only. Take care of this file.',
  ),
  'SIM-D114': row(
    ({ field, paper }) => `「${field}」を読み取れません: ${paper}`,
    ({ field, paper }) => `The ${field} cannot be understood: ${paper}`,
    '一通りに読める値を1つだけ印刷してください。',
    'Print one value that reads in one way.',
  ),
  'SIM-D115': row(
    ({ field, paper, expected }) => `「${field}」が違います: 書類は${paper}、この人は${expected}。`,
    ({ field, paper, expected }) => `The ${field} differs: the paper says ${paper}, this person's is ${expected}.`,
    'ほかの人の書類か、古い書類ではないか確かめてください。',
    "See whether it is somebody else's, or an old one.",
  ),
  'SIM-D116': row(
    () => '文字情報がありません: 項目は証明できません。',
    () => 'There is no text layer: fields unproven.',
    '文字情報のあるPDFを使ってください。画像の文字は推測しません。',
    'Use a PDF with a text layer. Letters in a picture are not guessed.',
  ),
  'SIM-D117': row(
    () => '「見本」の表示がありません。',
    () => 'No specimen mark stands on it.',
    '実在の人の書類なら、試験に使わないでください。',
    'If it is a real person’s, do not use it for tests.',
  ),
  'SIM-D118': row(
    ({ field, paper, expected }) => `「${field}」${paper}がまだ来ていません（${expected}現在）。`,
    ({ field, paper, expected }) => `The ${field}, ${paper}, is still to come (on ${expected}).`,
    'その日からお使いください。',
    'Use it from that day.',
  ),
  'SIM-D119': row(
    ({ field, paper, expected }) => `「${field}」${paper}が${expected}より前です。`,
    ({ field, paper, expected }) => `The ${field}, ${paper}, lies before ${expected}.`,
    '年月日を確かめてください。',
    'Look the days up.',
  ),
  'SIM-D120': row(
    ({ paper, expected }) => `保存日時${paper}は、確認した日（${expected}）の記録ではありません。`,
    ({ paper, expected }) => `It was saved at ${paper}, not on the day of the look (${expected}).`,
    'その後に資格が変わっていないか、オンラインか本人に確かめてください。',
    'Ask online or the person whether cover has changed since.',
  ),
  'SIM-D121': row(
    ({ expected }) => `この人には${expected}に有効な資格がありません。`,
    ({ expected }) => `This person has no cover on ${expected}.`,
    '日付（--on）か人を確かめてください。',
    'Look at the day (--on) or the person.',
  ),
  'SIM-D122': row(
    () => '記入されていない様式です。',
    () => 'It is a blank form.',
    '本人が記入してからお使いください。',
    'It is to be filled in by the person.',
  ),
}

/** 指摘の文: what it is, and what to do. */
export function describePaperFinding(
  { code, field, paper, expected }: PaperFinding,
  lang: Lang,
): { readonly what: string; readonly fix: string } {
  const show = (value: string | null): string =>
    value === null ? '' : field === null || code === 'SIM-D114' ? value : shownValue(field, value)[lang]
  const label = field === null ? '' : fieldRow(field)[lang]
  // The other side of a comparison of days is a day also where the field is a moment.
  const other = field === 'savedAt' ? (expected ?? '') : show(expected)
  return {
    what: SENTENCES[code].what[lang]({ field: label, paper: show(paper), expected: other }),
    fix: SENTENCES[code].fix[lang],
  }
}
