/** 異体字と常用の字: the form of the register first, as people write it second. @see facts/insurer.md INS-08 */
const KANJI_VARIANTS = [
  ['髙', '高'],
  ['﨑', '崎'],
  ['齋', '斎'],
  ['邊', '辺'],
  ['澤', '沢'],
  ['栁', '柳'],
  ['德', '徳'],
] as const

/** 小書きの仮名 and the large ones that old systems write. */
const SMALL_KANA = [
  ['ァ', 'ア'],
  ['ィ', 'イ'],
  ['ゥ', 'ウ'],
  ['ェ', 'エ'],
  ['ォ', 'オ'],
  ['ッ', 'ツ'],
  ['ャ', 'ヤ'],
  ['ュ', 'ユ'],
  ['ョ', 'ヨ'],
] as const

/** 丁目・番地・号 between numbers. */
const NUMBERED_PARTS = /(\d+)(?:丁目|番地の|番地|番|号|-)(?=\d|$)/g

const swapped = (text: string, pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((so, [from, to]) => so.replaceAll(from, to), text)

const trimmed = (text: string): string => text.replace(/-+$/, '')

/** 氏名漢字 as it is usually written. */
export const plainKanji = (text: string): string => swapped(text, KANJI_VARIANTS)
/** カナ氏名 with large kana only. */
export const largeKana = (text: string): string => swapped(text, SMALL_KANA)
/** 住所 with hyphens for 丁目, 番地 and 号. */
export const hyphened = (text: string): string => trimmed(text.replaceAll(NUMBERED_PARTS, '$1-'))

const WAYS = { kanji: plainKanji, kana: largeKana, address: hyphened } as const

/** 表記のゆれ: one item written in another usual way; unchanged when there is no other. @see facts/insurer.md INS-08 */
export const respell = (item: keyof typeof WAYS, text: string): string => WAYS[item](text)
