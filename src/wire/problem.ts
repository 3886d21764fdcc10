import type { XmlPosition, XmlProblem, XmlProblemCode } from './xml.ts'

/** Stable codes of what can be wrong with a message whose bytes are a document; ours (ASM-01). */
export type WireProblemCode =
  | 'SIM-W001'
  | 'SIM-W002'
  | 'SIM-W003'
  | 'SIM-W004'
  | 'SIM-W005'
  | 'SIM-W006'
  | 'SIM-W007'
  | 'SIM-W008'
  | 'SIM-W009'
  | 'SIM-W010'
  | 'SIM-W011'
  | 'SIM-W012'
  | 'SIM-W013'
  | 'SIM-W014'

/** One thing that is wrong with a message: what, where, whose. The sentences are made by {@link describeWireProblem}. */
export interface WireProblem {
  readonly code: WireProblemCode | XmlProblemCode
  readonly severity: 'error' | 'warning'
  /** Who has to change something: the program that made the file, or the program that writes it now. */
  readonly owner: 'sender' | 'writer'
  /** Elements from the root, `/` between them; empty when the bytes are no document. */
  readonly path: string
  /** Line and column from 1 and the offset from 0; null when nothing was read. */
  readonly place: (XmlPosition & { readonly offset: number }) | null
  readonly facts: Readonly<Record<string, string | number>>
}

/** Thrown when a program asks to write a message that its layout forbids. */
export class LayoutViolation extends Error {
  override readonly name = 'LayoutViolation' as const
  readonly problem: WireProblem
  constructor(problem: WireProblem) {
    super(`${problem.code} ${problem.path} ${JSON.stringify(problem.facts)}`)
    this.problem = problem
  }
}

const WARNINGS: ReadonlySet<string> = new Set<WireProblemCode>(['SIM-W005', 'SIM-W009', 'SIM-W010', 'SIM-W011'])

/** A problem of a layout; a null place means that it was found while writing. */
export const wireProblem = (
  code: WireProblemCode,
  path: string,
  place: WireProblem['place'],
  facts: WireProblem['facts'],
): WireProblem => ({
  code,
  severity: place !== null && WARNINGS.has(code) ? 'warning' : 'error',
  owner: place === null ? 'writer' : 'sender',
  path,
  place,
  facts,
})

/** A problem of the bytes as a problem of the message. */
export const fromXmlProblem = ({ code, line, column, offset, facts }: XmlProblem): WireProblem => ({
  code,
  severity: 'error',
  owner: 'sender',
  path: '',
  place: { line, column, offset },
  facts,
})

/** What is wrong, where, and who changes what. */
export interface WireExplanation {
  readonly what: string
  readonly where: string
  readonly fix: string
}

type Lang = 'ja' | 'en'
type Sentence = (fact: (name: string) => string) => string
interface Entry {
  readonly what: Readonly<Record<Lang, Sentence>>
  readonly fix: Readonly<Record<Lang, Sentence>>
}

const both = (
  ja: string | Sentence,
  en: string | Sentence,
  fixJa: string | Sentence,
  fixEn: string | Sentence,
): Entry => {
  const say = (sentence: string | Sentence): Sentence => (typeof sentence === 'string' ? () => sentence : sentence)
  return { what: { ja: say(ja), en: say(en) }, fix: { ja: say(fixJa), en: say(fixEn) } }
}

const SENTENCES: Readonly<Record<WireProblem['code'], Entry>> = {
  'SIM-X001': both(
    (f) => `ファイルが大きすぎます(${f('bytes')}バイト、上限${f('limit')}バイト)。`,
    (f) => `The file is too large: ${f('bytes')} bytes, the limit is ${f('limit')}.`,
    '1回に送る内容を減らしてください。',
    'Send less in one file.',
  ),
  'SIM-X002': both(
    (f) => `文字コード「${f('declared')}」は使えません。`,
    (f) => `The encoding "${f('declared')}" is not used on this interface.`,
    'UTF-8またはShift_JISで書き、XML宣言にその名前を書いてください。',
    'Write UTF-8 or Shift_JIS and say so in the XML declaration.',
  ),
  'SIM-X003': both(
    (f) => `バイト${f('byte')}は${f('encoding')}の文字ではありません。`,
    (f) => `The byte ${f('byte')} is no text in ${f('encoding')}.`,
    'XML宣言の文字コードと実際の文字コードを合わせてください。',
    'Make the encoding of the bytes the one the XML declaration names.',
  ),
  'SIM-X004': both(
    'DOCTYPE宣言は使えません。',
    'A DOCTYPE is not accepted.',
    'DOCTYPE宣言を取り除いてください。',
    'Leave the DOCTYPE out.',
  ),
  'SIM-X005': both(
    '定義済みの5つの実体参照でも文字参照でもない「&」があります。',
    'An "&" begins neither one of the five predefined entities nor a character reference.',
    '「&」そのものは &amp; と書き、ほかの文字はその文字か &#…; で書いてください。',
    'Write &amp; for the character itself, and other characters as they are or as &#…;.',
  ),
  'SIM-X006': both(
    (f) => `要素の入れ子が${f('limit')}段を超えています。`,
    (f) => `Elements are nested more than ${f('limit')} deep.`,
    '入れ子を減らしてください。',
    'Nest less.',
  ),
  'SIM-X007': both(
    (f) => `要素の数が${f('limit')}を超えています。`,
    (f) => `There are more than ${f('limit')} elements.`,
    '1回に送る内容を減らしてください。',
    'Send less in one file.',
  ),
  'SIM-X008': both(
    'XML文書がありません。',
    'There is no XML document.',
    'XmlMsgを根とする文書を送ってください。',
    'Send a document whose root is XmlMsg.',
  ),
  'SIM-X009': both(
    (f) => `開始タグと終了タグが対応していません${f('element') === '' ? '' : `(${f('element')})`}。`,
    (f) => `Start and end tags do not match${f('element') === '' ? '' : ` (${f('element')})`}.`,
    '要素を正しく閉じてください。ファイルが途中で切れていないかも確かめてください。',
    'Close every element; see whether the file was cut off.',
  ),
  'SIM-X010': both(
    (f) => `整形式のXMLではありません(${f('reason')})。`,
    (f) => `This is not well-formed XML (${f('reason')}).`,
    '& と < を実体参照にし、制御文字を取り除いてください。',
    'Escape & and <, and leave control characters out.',
  ),
  'SIM-X011': both(
    '根の要素の外に余分な内容があります。',
    'There is content outside the root element.',
    '根の要素を1つだけにしてください。',
    'Have one root element and nothing beside it.',
  ),
  'SIM-X012': both(
    (f) => `XML宣言が正しくありません(${f('reason')})。`,
    (f) => `The XML declaration is wrong (${f('reason')}).`,
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?> の形で書いてください。',
    'Write it as <?xml version="1.0" encoding="UTF-8" standalone="no"?>.',
  ),
  'SIM-W001': both(
    (f) => `根の要素が${f('expected')}ではなく${f('found')}です。`,
    (f) => `The root element is ${f('found')}, not ${f('expected')}.`,
    '根の要素をXmlMsgにしてください。',
    'Make XmlMsg the root.',
  ),
  'SIM-W002': both(
    (f) => `必須項目「${f('label')}」がありません。`,
    (f) => `A required element is missing (${f('label')}).`,
    'この要素を書いてください。',
    'Write this element.',
  ),
  'SIM-W003': both(
    (f) => `「${f('label')}」が空です。`,
    (f) => `An element is empty (${f('label')}).`,
    '値を入れてください。値のない項目は要素ごと省きます。',
    'Give it a value; an element without a value is left out.',
  ),
  'SIM-W004': both(
    '同じ要素が2回あります。',
    'An element that may stand once stands twice.',
    '1つだけ残してください。',
    'Keep one of them.',
  ),
  'SIM-W005': both(
    'レイアウトにない要素です。',
    'The layout does not have this element.',
    '要素名の綴りを確かめてください。',
    'See whether its name is spelt as in the layout.',
  ),
  'SIM-W006': both(
    (f) => `「${f('label')}」の値「${f('found')}」は書式${f('expected')}に合いません。`,
    (f) => `The value "${f('found')}" of ${f('label')} does not have the format ${f('expected')}.`,
    (f) => `${f('expected')}の形で書いてください。`,
    (f) => `Write it as ${f('expected')}.`,
  ),
  'SIM-W007': both(
    (f) => `「${f('label')}」の値「${f('found')}」は${f('expected')}にありません。`,
    (f) => `The value "${f('found')}" of ${f('label')} is not one of ${f('expected')}.`,
    (f) => `${f('expected')}の値を使ってください。`,
    (f) => `Use a value of ${f('expected')}.`,
  ),
  'SIM-W008': both(
    (f) => `「${f('label')}」が長すぎます(${f('expected')}文字)。`,
    (f) => `${f('label')} is too long (${f('expected')} characters).`,
    '文字数を減らしてください。',
    'Shorten it.',
  ),
  'SIM-W009': both(
    (f) => `要素と要素の間に文字「${f('found')}」があります。`,
    (f) => `There is text between elements: "${f('found')}".`,
    '要素の外の文字を取り除いてください。',
    'Remove the text outside the values.',
  ),
  'SIM-W010': both(
    'この通信では属性を使いません。',
    'Attributes are not used on this interface.',
    '属性を取り除いてください。',
    'Leave the attributes out.',
  ),
  'SIM-W011': both(
    (f) => `「${f('label')}」は8文字に足りません(「${f('found')}」)。`,
    (f) => `${f('label')} is not padded to 8 characters on the left ("${f('found')}").`,
    '左に空白を入れて8文字にしてください。',
    'Put spaces on the left up to 8 characters.',
  ),
  'SIM-W012': both(
    (f) => `値の要素「${f('label')}」の中に要素があります。`,
    (f) => `There are elements inside the value ${f('label')}.`,
    '値だけを書いてください。',
    'Write the value alone.',
  ),
  'SIM-W013': both(
    '値の型がレイアウトと違います。',
    'The value has not the shape of the layout.',
    '文字列、組、一覧をレイアウトのとおりに渡してください。',
    'Pass text, a group or a list as the layout says.',
  ),
  'SIM-W014': both(
    (f) => `「${f('label')}」にXMLで書けない文字があります。`,
    (f) => `${f('label')} holds a character that XML cannot hold.`,
    '制御文字を取り除いてください。',
    'Remove control characters.',
  ),
}

const OWNERS: Readonly<Record<WireProblem['owner'], Readonly<Record<Lang, string>>>> = {
  sender: { ja: '送信側', en: 'sender' },
  writer: { ja: '書き込むプログラム', en: 'writing program' },
}

const whereOf = ({ place, path }: WireProblem, lang: Lang): string => {
  if (place === null) return path
  const spot = lang === 'ja' ? `${place.line}行${place.column}桁` : `line ${place.line}, column ${place.column}`
  return path === '' ? spot : `${spot}: ${path}`
}

/** A problem in words: what happened, where, and whose it is to fix and how. */
export function describeWireProblem(problem: WireProblem, lang: Lang): WireExplanation {
  const fact = (name: string): string => String(problem.facts[name] ?? '')
  const { what, fix } = SENTENCES[problem.code]
  return {
    what: what[lang](fact),
    where: whereOf(problem, lang),
    fix: `${OWNERS[problem.owner][lang]}: ${fix[lang](fact)}`,
  }
}
