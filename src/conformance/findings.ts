import { ANSWER_FINDINGS } from './findings-answers.ts'
import { DOCUMENT_FINDINGS } from './findings-documents.ts'
import { MAILING_FINDINGS } from './findings-mailings.ts'
import { CLAIMS_FINDINGS } from './findings-claims.ts'
import { FORM_FINDINGS } from './findings-forms.ts'
import { PAPER_FINDINGS } from './findings-papers.ts'
import { PAYER_FINDINGS } from './findings-payers.ts'
import { PLACE_FINDINGS } from './findings-places.ts'
import { ROW_FINDINGS } from './findings-rows.ts'
import { REGISTRATION_FINDINGS } from './findings-registration.ts'

/** Every way in which a system was found wrong: what it did and what would have been right. Codes are stable. */
export const FINDINGS = {
  'no-inquiry': {
    ja: '必要な照会（顔認証付きカードリーダーの結果の取得、または番号照会）をしていません',
    en: "an exchange that was due (picking up the reader's result, or an inquiry by number) was not made",
  },
  'valid-answer-unused': {
    ja: '有効の回答があるのに、読み取りとして受け付けていません',
    en: 'the card answered valid cover, but the visit was not accepted as read',
  },
  'wrong-numbers': { ja: '回答と違う番号を記録しました', en: 'other numbers than those of the answer were recorded' },
  'wrong-share': { ja: '請求した負担割合が正しくありません', en: 'the share that was charged is wrong' },
  'lost-numbers-accepted': {
    ja: '資格を喪失した番号で受け付けました',
    en: 'the visit was accepted on numbers that are lost',
  },
  'superseded-numbers-accepted': {
    ja: '新しい資格があるのに、前の番号で受け付けました',
    en: 'the visit was accepted on numbers that a newer cover has replaced',
  },
  'paper-refused-on-4': {
    ja: '喪失が示されていないのに、有効期限内の資格確認書を断りました',
    en: 'a paper in term was refused although no loss is shown',
  },
  'no-recheck-planned': { ja: '日付のある再確認の予定がありません', en: 'no dated re-check is planned' },
  'branch-lost-in-claim': { ja: '請求の枝番が違います', en: 'the branch in the claim is not the one on the paper' },
  'several-records-accepted': {
    ja: '複数該当なのに、枝番やカードを求めずに受け付けました',
    en: 'several records match, but neither the branch nor the card was asked for',
  },
  'branch-not-sent': { ja: '照会に枝番を付けていません', en: 'the inquiry does not carry the branch' },
  'branch-not-stored': { ja: '枝番を2桁で保存していません', en: 'the branch was not stored as two digits' },
  'digits-changed': {
    ja: '記録した番号の桁（空白、先頭のゼロ）が変わりました',
    en: 'digits changed on the way into the record (padding or leading zeros)',
  },
  'digits-changed-in-claim': {
    ja: '請求の番号の桁（空白、先頭のゼロ）が変わりました',
    en: 'digits changed on the way into the claim (padding or leading zeros)',
  },
  'read-without-right': {
    ja: '同意・有効時間・資格のいずれかを欠くのに、診療情報を要求しました',
    en: 'medical information was requested without consent, out of time, or by an unqualified user',
  },
  'consented-view-missing': {
    ja: '同意のある有資格者の閲覧なのに、要求を送っていません',
    en: 'a qualified user asked within a valid consent, but no request went out',
  },
  'accepted-after-grace': {
    ja: '猶予期間が終わったカードを読み取りとして受け付けました',
    en: 'a card whose grace has ended was accepted as read',
  },
  'refused-in-grace': { ja: '猶予期間中のカードを受け付けていません', en: 'a card in its grace was not accepted' },
  'read-in-grace': {
    ja: '猶予期間中に診療情報を要求しました',
    en: 'medical information was requested during the grace',
  },
  'limit-dropped': { ja: '回答の限度額区分を使っていません', en: 'the limit class of the answer was not used' },
  'ended-body-by-eye': {
    ja: '期限切れのカード券面を目視で受け付けました',
    en: 'a card body past its last day was accepted by eye',
  },
  'grace-lost-with-body': {
    ja: 'カード本体も期限切れというだけで、猶予中の結果を使っていません',
    en: 'a result in grace was dropped because the card body has ended too',
  },
  'phone-grace': {
    ja: '猶予のないスマートフォンを受け付けました',
    en: 'a phone was accepted although phones have no grace',
  },
  'card-refused-after-phone': {
    ja: 'スマートフォンのあとに示されたカードを猶予により受け付けていません',
    en: 'the plastic card shown after the phone was not accepted in its grace',
  },
  'substitute-refused': { ja: '認められる代替手段を断りました', en: 'a substitute that serves was refused' },
  'dead-card-read': {
    ja: '使えない電子証明書のカードを読み取りとして受け付けました',
    en: 'a card with a dead certificate was accepted as read',
  },
  'revoked-accepted': {
    ja: '失効・一時停止した電子証明書のカードを読み取りとして受け付けました',
    en: 'a card with a revoked or suspended certificate was accepted as read',
  },
  'ten-tenths': { ja: '請求してはならない10割を請求しました', en: 'the whole price was charged where it must not be' },
  'not-ten-tenths': {
    ja: '何も提示されていないのに10割としていません',
    en: 'nothing was shown, but the whole price was not charged',
  },
  'treated-as-unverified': {
    ja: '番号照会で確認できるのに、未確認として扱いました',
    en: 'the visit was treated as unverified although an inquiry by number answers it',
  },
  'no-way-offered': { ja: '残っている確認手段を案内していません', en: 'no way to go on was offered' },
  'ladder-out-of-order': { ja: '代替手段の案内の順序が違います', en: 'the rungs were offered in the wrong order' },
  'impossible-rung': {
    ja: 'ログインできないのに、マイナポータルの画面を案内しました',
    en: 'a live portal login was offered that cannot work',
  },
  'wrong-rung': {
    ja: '代替手段を認めるかどうかの判断が違います',
    en: 'the substitute on the counter was judged wrongly',
  },
  'earlier-check-as-today': {
    ja: '以前の確認を今日の確認として扱いました',
    en: "an earlier check was shown as today's",
  },
  'claimed-unchecked': { ja: '再確認せずに請求しました', en: 'a visit was claimed without a new check' },
  'page-accepted': {
    ja: 'カードのない画面・PDF、またはスクリーンショットを認めました',
    en: 'a page without the card, or a screenshot, was accepted',
  },
  'tolerance-refused': {
    ja: '暫定的取扱いで認められる提示を断りました',
    en: 'a presentation that the tolerance covers was refused',
  },
  'tolerance-exceeded': {
    ja: '暫定的取扱いの条件（期間、当日の照会）を満たさない提示を受け付けました',
    en: 'a presentation outside the tolerance (its days, an inquiry of today) was accepted',
  },
  'page-without-card': {
    ja: 'カードなしで画面・PDFを受け付けました',
    en: 'a screen or PDF was accepted without the card',
  },
  'screenshot-accepted': { ja: 'スクリーンショットを受け付けました', en: 'a screenshot was accepted' },
  'old-card-refused': { ja: '有効な被保険者証を断りました', en: 'an old card in term was refused' },
  'old-card-past-its-end': {
    ja: '期限の過ぎた被保険者証を受け付けました',
    en: 'an old card past its end was accepted',
  },
  'paper-in-term-refused': {
    ja: '有効期限内の資格確認書を断りました',
    en: 'an eligibility certificate in term was refused',
  },
  'expired-paper': {
    ja: '期限切れの資格確認書を受け付けました',
    en: 'an expired eligibility certificate was accepted',
  },
  'paper-used-early': { ja: '有効開始前の資格確認書を使いました', en: 'a paper was used before its first day' },
  'wrong-paper': {
    ja: 'その日に有効な証で受け付けていません',
    en: 'the visit was not accepted on the paper of the day',
  },
  'wrong-ways': {
    ja: 'カードリーダーで残っている本人確認の方法の案内が違います',
    en: 'the ways left at the reader were offered wrongly',
  },
  'visual-result-dropped': {
    ja: '目視確認で得た結果を使っていません',
    en: 'a result obtained by the visual check was not used',
  },
  ...ROW_FINDINGS,
  ...REGISTRATION_FINDINGS,
  ...ANSWER_FINDINGS,
  ...PAPER_FINDINGS,
  ...MAILING_FINDINGS,
  ...DOCUMENT_FINDINGS,
  ...PLACE_FINDINGS,
  ...PAYER_FINDINGS,
  ...FORM_FINDINGS,
  ...CLAIMS_FINDINGS,
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>

export type FindingCode = keyof typeof FINDINGS
