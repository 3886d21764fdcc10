import { addBusinessDays } from '../../../domain/business-days.ts'
import { birthday, civilDate } from '../../../domain/civil-date.ts'
import { standardMailings } from '../../reference/insurer/mailings.ts'
import { type InsurerMutant, mutant } from './mutant.ts'

const KOUKI_RULE_BEGINS = '2026-08-01'
const SIX_BUSINESS_DAYS = 6

/** 書類と一斉発送を誤る保険者: insurers broken where papers are decided on and mailed. */
export const mailingMutants: readonly InsurerMutant[] = [
  mutant(
    'eighty-five-by-legal-age',
    'counts 85 on 2026-08-01 by the legal age, reached the day before the birthday, whatever was decided',
    '定めにかかわらず、2026-08-01の85歳を法律上の年齢（誕生日の前日に達する）で数える',
    { koukiAlways: (birthDate, day) => standardMailings.koukiAlways(birthDate, day, 'LEGAL') },
  ),
  mutant('re-evaluates-daily', 'asks every day anew who is 85', '85歳以上かどうかを毎日判定し直す', {
    koukiAlways: (birthDate, day) =>
      day < KOUKI_RULE_BEGINS || (birthDate !== null && birthday(birthDate, 85, 'MAR1') <= day),
  }),
  mutant(
    'renews-whoever-had-one',
    'follows every certificate by the next one, whatever the lists say of the card',
    '一覧を見ず、資格確認書を持つ人には次も資格確認書を送る',
    { renewsCertificate: () => true },
  ),
  mutant(
    'certificates-before-the-law',
    'issues certificates on application before 2024-12-02',
    '2024-12-02より前にも申請があれば資格確認書を交付する',
    { certificatesBegin: civilDate('2000-01-01') },
  ),
  mutant(
    'one-title-for-all',
    'prints the title of the employee schemes on the certificates of every scheme',
    'どの制度の資格確認書にも健康保険の表題を印字する',
    { certificateTitle: () => standardMailings.certificateTitle('kenpo') },
  ),
  mutant(
    'notice-titled-certificate',
    'prints the title of a certificate on the notice that carries no digits of the Individual Number',
    '個人番号の欄のないお知らせに資格確認書の表題を印字する',
    { noticeTitle: standardMailings.certificateTitle },
  ),
  mutant(
    'newest-share-on-paper',
    'prints the share that was decided last, whatever day the paper counts from',
    '証の始まる日にかかわらず最後に決まった負担割合を印字する',
    { shareOnPaper: (shares) => shares.at(-1) ?? null },
  ),
  mutant(
    'reissue-outlasts-share',
    'lets a paper run on although another share begins before it ends',
    '次の負担割合が始まっても証の有効期限を終わらせない',
    { endsBeforeNextShare: false },
  ),
  mutant(
    'keeps-certificate-at-share',
    'leaves a certificate in term as it is when a share begins',
    '有効期限内の資格確認書を、負担割合が始まっても差し替えない',
    { replacesAtShare: false },
  ),
  mutant(
    'lost-card-full-term',
    'gives the usual term to somebody whose card is lost or being renewed',
    'カードの紛失・更新中の人にも通常の有効期限を付ける',
    { shortEnd: () => null },
  ),
  mutant(
    'assistance-forgotten',
    'forgets at the renewal that somebody applied for need of assistance',
    '要配慮者の申請を更新のとき忘れる',
    { remembersAssistance: false },
  ),
  mutant(
    'issuer-on-first-piece',
    "prints the insurer's name on the first piece of a run only",
    '一括発行の最初の一通にしか保険者名称を印字しない',
    { issuerStands: (place) => place === 0 },
  ),
  mutant(
    'mails-as-extracted',
    'mails to everybody who was extracted, without looking again who has left',
    '抽出した人のその後の喪失を見ずに発送する',
    { looksAgain: false },
  ),
  mutant('never-asks-back', 'asks nobody to return a paper', '誰にも証の返還を求めない', { asksBack: () => false }),
  mutant(
    'asks-back-expired',
    'asks for old cards and certificates that have ended too',
    '期限切れの被保険者証や資格確認書の返還も求める',
    { asksBack: ({ kind }) => kind !== 'notice' },
  ),
  mutant(
    'continued-via-employer',
    'sends the papers of 任意継続 to the former employer',
    '任意継続の人の書類を元の事業主へ送る',
    { route: (mailing) => standardMailings.route({ ...mailing, continued: false }) },
  ),
  mutant('undeliverable-left', 'puts away what came back undelivered', '届かずに戻った書類をそのままにする', {
    reroute: () => null,
  }),
  mutant(
    'household-by-member',
    'addresses papers of 国保 to each member instead of the head of the household',
    '国保の書類を世帯主ではなく本人宛てにする',
    { addressesHead: (scheme) => scheme !== 'kokuho' && scheme !== 'kokuho-kumiai' },
  ),
  mutant(
    'sixth-business-day',
    'completes applications of a 国保組合 on the sixth business day',
    '国保組合の申請を6営業日目に処理する',
    {
      worksOn: (received, scheme) =>
        scheme === 'kokuho-kumiai' ? addBusinessDays(received, SIX_BUSINESS_DAYS) : received,
    },
  ),
]
