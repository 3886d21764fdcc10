import type { DocumentDefinition } from './definition.ts'
import { noticeSheet } from './notice-sheet.ts'

/** 資格情報のお知らせ. @see facts/rules.md 4.2, 4.8 */
export const notice: DocumentDefinition = {
  kind: 'notice',
  title: { ja: '資格情報のお知らせ', en: 'notice of eligibility' },
  formats: ['a4'],
  required: ['title', 'issued', 'insurerNumber', 'insurerName', 'number', 'name', 'footer'],
  optional: [
    'symbol',
    'branch',
    'kana',
    'sex',
    'birthDate',
    'acquired',
    'holder',
    'insuredName',
    'ratio',
    'ratioFrom',
    'ratioUntil',
    'validUntil',
    'addressee',
    'address',
  ],
  qr: ['link', 'synthetic'],
  draw: noticeSheet({
    explanation: [
      'あなたの医療保険の資格情報をお知らせします。大切に保管してください。',
      'マイナ保険証で受診するときは、ふだんこのお知らせは要りません。',
      '医療機関・薬局でマイナ保険証を読み取れないときに、マイナ保険証といっしょに示してください。',
      '切り取り線より内側を切り取ってお使いいただけます。',
    ],
    cutOut: '資格情報のお知らせ',
    extra: () => undefined,
  }),
}
