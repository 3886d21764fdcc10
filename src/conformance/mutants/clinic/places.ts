import { type CivilDate, addDays } from '../../../domain/civil-date.ts'
import { standardPractice } from '../../reference/clinic/practice.ts'
import { type ClinicMutant, mutant } from './mutant.ts'

const dayBefore = (day: CivilDate): CivilDate => addDays(day, -1)

/** Broken clinics that mistake ways of presenting, places and tools. */
export const placeMutants: readonly ClinicMutant[] = [
  mutant(
    'baby-lock-ends-the-ladder',
    'refuses every substitute once the PIN of a photo-less card is locked',
    '写真のないカードの暗証番号がロックされると代替手段も断る',
    { ladderAfterBabyLock: false },
  ),
  mutant(
    'web-for-every-card',
    'offers the web tool for cards without a usable PIN',
    '使える暗証番号のないカードにも在宅受付Webを案内する',
    { webTakesCard: () => true },
  ),
  mutant(
    'tools-stay-at-home',
    'never reads a card with a tool at the counter when the face reader is dead',
    '顔認証付きカードリーダーが故障しても、窓口で居宅用の道具を使わない',
    { toolsAtCounter: () => false },
  ),
  mutant(
    'tools-before-their-day',
    'offers the tools at the counter before 2025-04-01',
    '2025年4月1日より前から、窓口で居宅用の道具を案内する',
    { toolsAtCounter: () => true },
  ),
  mutant(
    'phone-failure-is-final',
    'refuses the live portal page on a phone whose reading failed',
    '読み取れなかったスマートフォンのポータル画面を断る',
    { takesPortalOnPhone: false },
  ),
  mutant(
    'each-reading-a-record',
    'claims a visit once for the phone and once for the card',
    'スマートフォンとカードの読み取りを別々に請求する',
    { claimsEachReading: true },
  ),
  mutant(
    'refused-registration-is-ten',
    'charges the whole price when the registration at the reader was refused',
    'カードリーダーでの利用登録を断られると10割を請求する',
    { afterRefusedRegistration: 'whole-price' },
  ),
  mutant(
    'refused-registration-ends-the-ladder',
    'asks only for a certificate when the registration at the reader was refused',
    '利用登録を断られると資格確認書しか認めない',
    { afterRefusedRegistration: 'paper-only' },
  ),
  mutant('visual-for-proxy', 'looks at the face of whoever came', '代わりに来た人の顔で確認しようとする', {
    looksAtProxy: true,
  }),
  mutant(
    'family-pin-refused',
    'drops the result that family members obtained with the PIN',
    '家族が暗証番号で得た読取結果を使わない',
    { takesPinOfFamily: false },
  ),
  mutant(
    'emergency-view-everywhere',
    'asks for medicines of patients who cannot consent, whatever the site',
    '同意できない患者の薬剤情報を、どの施設でも取得する',
    { viewsWithoutConsent: (_site, situation) => !situation.responsive },
  ),
  mutant(
    'limited-site-reads-on',
    'asks for medicines from a site that only confirms eligibility',
    '資格確認限定型の施設から薬剤情報を取得する',
    { viewsWithoutConsent: (site) => site.capability === 'LIMITED' },
  ),
  mutant(
    'limited-app-ignored',
    'drops the result of the eligibility-only app',
    '資格確認限定型のアプリの結果を使わない',
    { readsAtLimitedSite: false },
  ),
  mutant(
    'mode-without-activation',
    'accepts the screen of an emergency function that nobody opened',
    '切り替えられていない機能の画面で受け付ける',
    { modeScreenServes: () => true },
  ),
  mutant('mode-use-forgotten', 'forgets the report of the outage mode', 'システム障害時モードの利用報告を忘れる', {
    reportsModeUse: false,
  }),
  mutant('disaster-mode-refused', 'knows no disaster mode', '災害時モードを認めない', {
    modeScreenServes: (mode) => mode === 'large-outage',
  }),
  mutant('copy-without-adult', 'takes a copy from a lone child', '付き添いのない子どもの写しを認める', {
    eventServes: (paper) => standardPractice.eventServes({ ...paper, companion: 'teacher' }),
  }),
  mutant('event-rule-for-adults', 'takes a copy for an adult on a school event', '学校行事に来た大人の写しを認める', {
    eventServes: ({ companion, copy }) => companion === 'teacher' && copy,
  }),
  mutant(
    'event-copies-from-the-start',
    'takes copies on school events before 2025-02-12',
    '2025年2月12日より前から写しを認める',
    { eventServes: (paper) => standardPractice.eventServes({ ...paper, copy: false }) },
  ),
  mutant('event-rule-unknown', 'knows no rule for school events', '学校行事等の取扱いを知らない', {
    eventServes: () => false,
  }),
  mutant('ladder-online', 'climbs the ladder in an online consultation', 'オンライン診療でも代替手段を認める', {
    climbsOnline: true,
  }),
  mutant('visual-online', 'offers the visual check in an online consultation', 'オンライン診療で目視確認を案内する', {
    looksOnline: true,
  }),
  mutant('camera-paper-refused', 'refuses the certificate held to the camera', 'カメラに示された資格確認書を断る', {
    takesPaperByCamera: false,
  }),
  mutant(
    'every-home-visit-needs-the-card',
    'drops the result of a later home visit without card',
    '再照会の結果を使わず、訪問のたびにカードを求める',
    { reinquiryServes: false },
  ),
  mutant(
    'withdrawn-consent-lives',
    'goes on as read after the continuing consent was withdrawn',
    '継続的な同意の撤回後も読み取りとして受け付ける',
    { withdrawnConsentLives: true },
  ),
  mutant(
    'arrival-unasked',
    'lets a patient in who was checked before, whoever comes',
    '事前に確認した患者を、来院時に確かめずに受け付ける',
    { asksAtArrival: () => false },
  ),
  mutant(
    'arrival-asks-everybody',
    'asks for a photo identity although the patient is known or has shown one',
    '本人と分かっている患者にも本人確認書類を求め続ける',
    { asksAtArrival: () => true },
  ),
  mutant('stop-gap-without-end', 'accepts a stop-gap paper for ever', '年金機構の資格証明書を期限後も認める', {
    stopGapUntil: () => null,
  }),
  mutant('stop-gap-ends-early', 'refuses a stop-gap paper on its last day', '年金機構の資格証明書を最終日に断る', {
    stopGapUntil: (paper) => {
      const { issued, validUntil } = paper
      return standardPractice.stopGapUntil({
        ...paper,
        issued: issued === null ? null : dayBefore(issued),
        validUntil: validUntil === null ? null : dayBefore(validUntil),
      })
    },
  }),
  mutant(
    'stop-gap-needs-an-answer',
    'refuses a stop-gap paper that the service does not know',
    '回答のない年金機構の資格証明書を断る',
    { stopGapNeedsAnswer: true },
  ),
  mutant('book-without-end', "accepts a day labourer's book for ever", '受給資格者票を期限後も認める', {
    bookInTerm: () => true,
  }),
  mutant(
    'book-needs-an-answer',
    "refuses a day labourer's book that the service does not know",
    '回答のない受給資格者票を断る',
    { bookNeedsAnswer: true },
  ),
  mutant(
    'no-result-voids-the-paper',
    'refuses a certificate when the reader had no result for the card',
    'カードの結果が得られないと資格確認書も断る',
    { paperAfterNoResult: false },
  ),
  mutant(
    'telephone-needs-a-card',
    'treats a visit by telephone as one where nothing was shown',
    '電話再診を、何も提示されない受診として扱う',
    { telephoneByRecord: false },
  ),
  mutant(
    'telephone-on-old-consent',
    'reads medicines in a visit by telephone on a consent of any age',
    '電話再診で、以前の同意のまま薬剤情報を取得する',
    { telephoneOnOldConsent: true },
  ),
  mutant(
    'grace-for-ended-cards',
    'grants three months to a card that ended with its certificate, whatever the reader says',
    '電子証明書と同じ日に終わったカードに、読取機の拒否にかかわらず猶予を認める',
    {
      takesInvalidCertificate: (face, day) =>
        face.certificateExpiry === face.bodyExpiry && day <= standardPractice.graceEnd(face.bodyExpiry),
    },
  ),
  mutant(
    'blank-card-is-no-card',
    'charges the whole price to a card without a certificate',
    '電子証明書のないカードの患者に10割を請求する',
    { blankCardIsNoCard: true },
  ),
]
