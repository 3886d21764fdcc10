import { addMonths, addSeconds } from '../../../domain/civil-date.ts'
import { prefectureName } from '../../../../generators/insurer.ts'
import { standardPractice } from '../../reference/clinic/practice.ts'
import { type ClinicMutant, mutant } from './mutant.ts'

/** 国保 numbers begin with the prefecture; 国保組合, with 3 behind it, have members everywhere. */
const livesThere = (address: string | null, insurerNumber: string): boolean =>
  address === null ||
  !/^\d\d[^3]\d{3}$/.test(insurerNumber) ||
  address.startsWith(prefectureName(Number(insurerNumber.slice(0, 2))))

/** Broken clinics that mistake a single way of showing cover. */
export const rowsMutants: readonly ClinicMutant[] = [
  mutant(
    'renewal-unmentioned',
    'says nothing about the renewal before the certificate has ended',
    '電子証明書の期限が切れるまで更新を案内しない',
    { advisesRenewal: (screen) => screen === 'result-sent-eligibility-only' },
  ),
  mutant(
    'renewal-in-last-month',
    'advises the renewal only in the last month of the certificate',
    '電子証明書の最後の1か月だけ更新を案内する',
    {
      advisesRenewal: (screen, face, day) =>
        screen === 'result-sent-eligibility-only' ||
        (screen === 'result-sent-renew-soon' &&
          (face === null || face.certificateExpiry === null || day > addMonths(face.certificateExpiry, -1))),
    },
  ),
  mutant('renewal-for-everybody', 'advises the renewal whenever a card is read', 'カードを読むたびに更新を案内する', {
    advisesRenewal: () => true,
  }),
  mutant(
    'grace-unmentioned',
    'says nothing about the renewal once the certificate is in its grace',
    '猶予期間に入ると更新を案内しない',
    { advisesRenewal: (screen) => screen === 'result-sent-renew-soon' },
  ),
  mutant(
    'tolerates-without-a-word',
    'tolerates an ended card without telling the patient to bring proof',
    '暫定的に受け付けても、次回の持参を伝えない',
    { tellsToBringProof: false },
  ),
  mutant(
    'first-of-several-on-the-ladder',
    'goes on with numbers of a notice or of its own record that several records match',
    'お知らせや自院の記録の番号が複数該当でもそのまま受け付ける',
    { onSeveralAtLadder: 'take' },
  ),
  mutant(
    'three-deletes-the-record',
    'throws the recorded numbers away when an inquiry answers 3',
    '照会の回答が3だと記録の番号を消す',
    { keepsNumbersOnThree: false },
  ),
  mutant(
    'eligibility-needs-consent',
    'uses no answer of a patient who agreed to nothing',
    '閲覧に同意しない患者の資格の回答を使わない',
    { eligibilityWithoutConsent: false },
  ),
  mutant(
    'one-consent-opens-all',
    'reads medicines on a consent to check-ups, and the other way round',
    '健診の同意で薬剤情報も、薬剤の同意で健診情報も取得する',
    {
      consentFor: ({ medicines, checkups }, what) =>
        what === 'medicines' ? (medicines ?? checkups) : (checkups ?? medicines),
    },
  ),
  mutant(
    'add-on-proves-cover',
    'accepts a certificate of share, limit or subsidy as proof of cover',
    '高齢受給者証や認定証、受給者証だけで資格を認める',
    { addOnProves: true },
  ),
  mutant(
    'past-record-without-card',
    'goes on with its own record for a person without a card',
    'カードのない人を自院の記録で受け付ける',
    { pastRecordServes: ({ unchanged }) => unchanged === 'yes' },
  ),
  mutant(
    'past-record-against-the-word',
    'goes on with its own record although the patient says that something has changed',
    '変わったと言われても自院の記録で受け付ける',
    { pastRecordServes: ({ hasCard, unchanged }) => hasCard && unchanged !== 'not-asked' },
  ),
  mutant(
    'declaration-without-card',
    'accepts a declaration from a person without a card',
    'カードのない人の申立書を認める',
    { declarationNeedsCard: false },
  ),
  mutant(
    'declaration-first',
    'takes the declaration although better proof lies beside it',
    'ほかに確かなものがあっても申立書を使う',
    { declarationFirst: true },
  ),
  mutant(
    'screen-without-login',
    'accepts a portal page of a person who cannot log in',
    'ログインできない人のマイナポータル画面を認める',
    { screenIsLive: () => true },
  ),
  mutant('notice-before-its-day', 'accepts a notice before 2024-12-02', '2024年12月2日より前のお知らせを認める', {
    noticeBegun: () => true,
  }),
  mutant(
    'notice-term-ignored',
    'accepts a notice after the last day printed on it',
    'お知らせを印字の期限のあとも認める',
    { noticeInTerm: () => true },
  ),
  mutant(
    'notice-last-day-exclusive',
    'refuses a notice on the last day printed on it',
    'お知らせを印字の期限の当日に断る',
    { noticeInTerm: (validUntil, day) => validUntil === null || day < validUntil },
  ),
  mutant(
    'address-must-match',
    "takes an address outside the insurer's prefecture for an error",
    '住所が保険者の都道府県と違うと誤りとみなす',
    { addressFits: livesThere },
  ),
  mutant(
    'other-name-unread',
    'compares only the first name of an answer with the chart',
    '回答の氏名だけを見て、氏名（その他）を見ない',
    {
      cardFitsChart: (found, chart) =>
        standardPractice.cardFitsChart({ ...found, names: found.names.slice(0, 1) }, chart),
    },
  ),
  mutant(
    'answer-good-for-a-day',
    'takes an inquiry for good until twenty-four hours have passed',
    '照会の結果を24時間は有効とする',
    { reusesCheck: (madeAt, now) => now < addSeconds(madeAt, 86_400) },
  ),
]
