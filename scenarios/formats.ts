import { LATER_THAN_FROM } from './faults/fields.ts'

/** 書き方: the forms that the schemas of scenarios and of the control API name in English, in Japanese. */
export const FORMAT_WORDS: Readonly<Record<string, string>> = {
  '6 or 8 digits': '6桁または8桁の数字',
  'two digits': '2桁の数字',
  'four digits': '4桁の数字',
  '10 digits': '10桁の数字',
  'a day YYYY-MM-DD, or an offset such as start-1d, start+3m': '日付 YYYY-MM-DD、または start-1d, start+3m のような差',
  'an instant YYYY-MM-DDTHH:mm:ss+09:00, an offset such as start+1dT09:00, or a duration such as +24h':
    '日時 YYYY-MM-DDTHH:mm:ss+09:00、start+1dT09:00 のような差、または +24h のような経過時間',
  'the beginning of a file name such as OQSsiquc01 or OQSmu, or face':
    'OQSsiquc01 や OQSmu のようなファイル名の始め、または face',
  [LATER_THAN_FROM.en]: LATER_THAN_FROM.ja,
  'lower-case letters, digits and hyphens, at most 40': '英小文字・数字・ハイフンで40文字まで',
}
