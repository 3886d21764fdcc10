import type { PersonName } from './person.ts'

/** 外字の代替: the mark that stands for one character outside the shared set. @see facts/rules.md section 5.8 [W60] */
export const GAIJI_MARK = '●'

const DASHES = /[\u2010\u2011\u2212]/g
const SPACES = /[ \u3000]+/g
const FULL_ASCII = /[\uff01-\uff5e]/g
const HALF_ASCII = /[!-~]/g
const FULL_TO_HALF = 0xfee0

const shift = (character: string, by: number): string => String.fromCodePoint((character.codePointAt(0) ?? 0) + by)

/** 全角→半角: folds full-width digits, letters, symbols, spaces and the typographic hyphens to ASCII; kana stay as they are. */
export const foldWidth = (text: string): string =>
  isAscii(text)
    ? text
    : text
        .replaceAll(FULL_ASCII, (character) => shift(character, -FULL_TO_HALF))
        .replaceAll('\u3000', ' ')
        .replaceAll(DASHES, '-')

/** True when every character is of ASCII, which no folding changes. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

/** 半角→全角: widens ASCII digits, letters, symbols and spaces; kana stay as they are. */
export const widenWidth = (text: string): string =>
  text.replaceAll(HALF_ASCII, (character) => shift(character, FULL_TO_HALF)).replaceAll(' ', '\u3000')

const COMBINING = /[\u3099\u309a]/
const VOICED = '\u3099'
const SEMI_VOICED = '\u309a'

/** The 63 half-width signs U+FF61 to U+FF9F with their full-width forms, in code order. */
const HALF_KANA = '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ'
const FULL_KANA =
  '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜'

const pairs = Array.from(HALF_KANA, (half, index): readonly [string, string] => [half, FULL_KANA.charAt(index)])
const marks = [
  ['ﾞ', VOICED],
  ['ﾟ', SEMI_VOICED],
] as const

/** ｶﾞ → ガ: every half-width letter with a sound mark that has a composed form. */
const marked = pairs.flatMap(([half, full]) =>
  marks.flatMap(([halfMark, combining]): (readonly [string, string])[] => {
    const composed = `${full}${combining}`.normalize('NFC')
    return composed.length === 1 ? [[`${half}${halfMark}`, composed]] : []
  }),
)

const TO_FULL: ReadonlyMap<string, string> = new Map([...pairs, ...marked])
const TO_HALF: ReadonlyMap<string, string> = new Map([...pairs, ...marked].map(([half, full]) => [full, half]))

/** The half-width forms by code, from U+3000. */
const NARROW = Array.from({ length: 0x100 }, (_, place) => TO_HALF.get(String.fromCharCode(0x3000 + place)))

/** 半角カナ→全角カナ: sound marks are joined to their letter; a mark without such a letter becomes ゛ or ゜. */
export const widenKana = (text: string): string =>
  text.replaceAll(
    /[\uff61-\uff9f][ﾞﾟ]?/g,
    (sign) => TO_FULL.get(sign) ?? [...sign].map((one) => TO_FULL.get(one) ?? one).join(''),
  )

/** 全角カナ→半角カナ: ガ becomes ｶﾞ. Signs without a half-width form (ヰ ヱ ヵ ヶ ヮ, hiragana, kanji) stay as they are. */
export function narrowKana(text: string): string {
  const composed = composeKana(text)
  let narrow = ''
  for (let at = 0; at < composed.length; at += 1)
    narrow += NARROW[composed.charCodeAt(at) - 0x3000] ?? composed.charAt(at)
  return narrow
}

const composeKana = (text: string): string =>
  COMBINING.test(text) ? text.replaceAll(/[\u3041-\u30ff][\u3099\u309a]/g, (pair) => pair.normalize('NFC')) : text

/**
 * フリガナの正規形: full-width katakana, hiragana turned to katakana, ASCII folded to half width, and exactly one full-width
 * space between the parts of a name. Small kana stay small.
 */
export const normalizeKana = (text: string): string =>
  composeKana(widenKana(foldWidth(text)))
    .replaceAll(/[\u3041-\u3096\u309d\u309e]/g, (character) => shift(character, 0x60))
    .trim()
    .replaceAll(SPACES, '\u3000')

const VARIATION_SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

const comparable = (name: string): string[] => [
  ...composeKana(widenKana(foldWidth(name)))
    .replaceAll(VARIATION_SELECTORS, '')
    .replaceAll(SPACES, '')
    .normalize('NFC'),
]

/**
 * 氏名の一致: equality without regard to spaces, width and variation selectors, where ● on either side stands for any one
 * character. Reflexive and symmetric, not transitive; 髙 and 高 stay different. @see facts/rules.md section 5.8
 */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [comparable(a), comparable(b)]
  return (
    left.length === right.length &&
    left.every((character, index) => {
      const other = right[index]
      return character === other || character === GAIJI_MARK || other === GAIJI_MARK
    })
  )
}

/** 氏名または氏名(その他)の一致: a name on paper agrees with the online answer when it is either of its two names. @see facts/rules.md section 5.8 [D48] */
export const matchesEitherName = (paper: string, name: PersonName, otherName: PersonName | null): boolean =>
  sameName(paper, name.kanji) || (otherName !== null && sameName(paper, otherName.kanji))

/** 外字の置換例: plain forms that insurers without the character write instead. @see facts/rules.md section 5.8 [W67] */
export const PLAIN_FORMS: Readonly<Record<string, string>> = { 髙: '高', 﨑: '崎', 𠮷: '吉', 栁: '柳' }

/** Which characters may leave the system, and what becomes of the others. */
export interface GaijiPolicy {
  /** True for one code point that the receiver knows, e.g. JIS X 0208 level 1 and 2, optionally level 3. ASCII and half-width kana are never asked. */
  readonly inSet: (character: string) => boolean
  /** MARK writes ● (the default); PLAIN_FORM tries {@link PLAIN_FORMS} first. */
  readonly outside?: 'MARK' | 'PLAIN_FORM'
}

const JIS_X_0201 = /^[\t\n\r -~\uff61-\uff9f]$/

/** True when every character passes as it stands; most texts do. */
function passesWhole(text: string, { inSet }: GaijiPolicy): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    // Printable ASCII and half-width kana pass; what may combine or is half of a pair needs the long way.
    if ((code >= 0x20 && code <= 0x7e) || (code >= 0xff61 && code <= 0xff9f)) continue
    if (!isSimple(code) || !inSet(text.charAt(at))) return false
  }
  return true
}

/** True for a unit that is a whole character, no variation selector and no combining sound mark. */
const isSimple = (code: number): boolean =>
  (code < 0xd800 || code > 0xdfff) && (code < 0xfe00 || code > 0xfe0f) && code !== 0x3099 && code !== 0x309a

/** 外字の置換: each character outside the set becomes one ●, variation selectors are dropped. @see facts/wire.md ASM-17 */
export function replaceGaiji(text: string, policy: GaijiPolicy): string {
  if (passesWhole(text, policy)) return text
  const passes = (character: string): boolean => JIS_X_0201.test(character) || policy.inSet(character)
  return [...composeKana(text).replaceAll(VARIATION_SELECTORS, '')]
    .map((character) => {
      if (passes(character)) return character
      const plain = policy.outside === 'PLAIN_FORM' ? PLAIN_FORMS[character] : undefined
      return plain !== undefined && passes(plain) ? plain : GAIJI_MARK
    })
    .join('')
}
