import type { ReaderScreen } from '../../src/domain/presentation.ts'
import type { Bilingual } from '../messages.ts'
import type { ReaderQuestion, ReaderReply } from './questions.ts'

/** What a reader shows, in both languages; numbers 001, 002 and 006 are public, the wording is ours (ASM-21). */
export const SCREENS: Readonly<Record<ReaderScreen, Bilingual>> = {
  'result-sent': { ja: '資格情報を送信しました', en: 'The result was sent' },
  'result-sent-renew-soon': {
    ja: '資格情報を送信しました。電子証明書の有効期限が近づいています',
    en: 'The result was sent; the certificate expires soon',
  },
  'result-sent-eligibility-only': {
    ja: '電子証明書の有効期限切れのため、資格情報のみ送信しました',
    en: 'The certificate has expired: eligibility only was sent',
  },
  'pin-wrong': { ja: '暗証番号が違います', en: 'Wrong PIN' },
  'pin-locked': { ja: '暗証番号がロックされています', en: 'The PIN is locked' },
  'face-mismatch': { ja: '顔認証に失敗しました', en: 'The face does not match' },
  'face-locked': { ja: '顔認証がロックされています', en: 'Face recognition is locked' },
  'visual-mismatch': { ja: '目視確認ができませんでした', en: 'The photo is not of this person' },
  'way-not-offered': { ja: 'この方法は使えません', en: 'This way is not offered' },
  '001-card-unreadable': { ja: '【001】カードを読み取れません', en: '001: the card cannot be read' },
  '002-other-card': {
    ja: '【002】マイナンバーカードではありません。マイナンバーカードを置いてください',
    en: '002: this is not a My Number card. Put the My Number card on the reader',
  },
  '006-certificate-invalid': { ja: '【006】電子証明書が失効しています', en: '006: the certificate is not valid' },
  'phone-refused': { ja: 'スマートフォンは使えません', en: 'The phone cannot be used' },
  'registration-refused': { ja: '利用登録がないため、資格を確認できません', en: 'Not registered: no result' },
  'result-unavailable': { ja: '資格情報を取得できません', en: 'No result is available' },
  'line-error': { ja: '通信エラーです', en: 'The line does not answer' },
  'out-of-order': { ja: 'リーダーが使えません', en: 'Out of order' },
}

/** 同意の画面: what the reader asks; the wording is ours (ASM-21). */
export const QUESTIONS: Readonly<Record<ReaderQuestion, Bilingual>> = {
  all: {
    ja: '健診・薬剤・診療・手術の情報を、まとめて当機関に提供することに同意しますか',
    en: 'Do you agree that check-ups, medicines, care and operations are all given to this institution?',
  },
  checkups: { ja: '特定健診情報の提供に同意しますか', en: 'Do you agree to the check-ups?' },
  medicines: { ja: '過去の薬剤情報の提供に同意しますか', en: 'Do you agree to past medicines?' },
  diagnosis: { ja: '過去の診療情報の提供に同意しますか', en: 'Do you agree to past care?' },
  operations: { ja: '過去の手術情報の提供に同意しますか', en: 'Do you agree to past operations?' },
  limit: { ja: '限度額情報を提供しますか', en: 'Is the limit class to be given?' },
  diseases: {
    ja: '特定疾病療養受療証の情報を提供しますか（お持ちの方）',
    en: 'Is the specific disease certificate to be given, if you have one?',
  },
  prescription: { ja: '処方箋の形を選んでください', en: 'Choose the form of the prescription' },
}

const REPLIES: Readonly<Record<ReaderReply, Bilingual>> = {
  yes: { ja: '同意する', en: 'agree' },
  no: { ja: '同意しない', en: 'refuse' },
  electronic: { ja: '電子処方箋', en: 'electronic' },
  paper: { ja: '紙の処方箋', en: 'paper' },
}

/** The words on the button of a reply: whoever does not agree to everything is asked kind by kind. */
export const replyWords = (question: ReaderQuestion, reply: ReaderReply): Bilingual =>
  question === 'all' && reply === 'no' ? { ja: '個別に選ぶ', en: 'choose one by one' } : REPLIES[reply]
