import type { DocumentDefinition } from './definition.ts'
import { notice } from './notice.ts'
import { noticeSheet } from './notice-sheet.ts'
import { INK } from './page.ts'

/** 加入者情報のお知らせ: the notice of 協会けんぽ with the last four digits of the Individual Number. @see facts/rules.md 4.3 */
export const memberNotice: DocumentDefinition = {
  ...notice,
  kind: 'member-notice',
  title: { ja: '加入者情報のお知らせ', en: 'notice of member data' },
  optional: [...notice.optional, 'last4'],
  draw: noticeSheet({
    explanation: [
      '当保険者に登録されているあなたの情報をお知らせします。',
      '① 下のマイナンバーの下4桁が、ご自分のものと同じかお確かめください。',
      '② 右下の「資格情報のお知らせ」は、切り取ってお使いいただけます。',
      '下4桁が空欄の方は、同封の申出書でマイナンバーをお届けください。',
    ],
    cutOut: '資格情報のお知らせ',
    extra: (pen) => {
      pen.box(20, 196, 80, 20, { ink: INK.accent, line: 0.4, radius: 1.5 })
      pen.text(23, 202.4, '①', { size: 4, ink: INK.accent, weight: 'bold' })
      pen.text(29, 202.2, '登録されているマイナンバー（上8桁は印刷しません）', { size: 2.8, ink: INK.label })
      pen.label('last4', 23, 211.4, 3.2)
      pen.value('last4', 58, 211.6, { size: 5, weight: 'bold' })
      pen.text(105, 218, '②', { size: 4, ink: INK.accent, weight: 'bold' })
    },
  }),
}
