import { type CivilDate, addDays, addMonths, addSeconds, endOfMonth } from '../../../domain/civil-date.ts'
import { claimsMutants } from './claims.ts'
import { type ClinicMutant, mutant } from './mutant.ts'
import { placeMutants } from './places.ts'
import { payersMutants } from './payers.ts'
import { rowsMutants } from './rows.ts'
import {
  type ClinicPractice,
  type Key,
  type OnlineRecord,
  type Screen,
  type Share,
  checkDigitOf,
  seventiethMonth,
  shareOnline,
  standardPractice,
} from '../../reference/clinic/practice.ts'

const misses = (screens: readonly Screen[]): number =>
  screens.filter((screen) => screen === 'pin-wrong' || screen === 'pin-locked').length

const lastDayOfThirdMonthClipped = (expiry: CivilDate): CivilDate => addMonths(endOfMonth(expiry), 3)

/** Fills the gap that an answer without an elderly group leaves. */
const withoutGroup =
  (filler: Share) =>
  (record: OnlineRecord, day: CivilDate): Share =>
    standardPractice.shareOnline(record, day) ?? (record.classification === 'A1' ? null : filler)

/** Fills the gap that a paper without a ratio leaves. */
const withoutRatio =
  (filler: Share): ClinicPractice['shareOnPaper'] =>
  (printed, birthDate, day) =>
    standardPractice.shareOnPaper(printed, birthDate, day) ?? filler

const isKouki = ({ insurerNumber }: Key): boolean => insurerNumber.length === 8 && insurerNumber.startsWith('39')

/** Every broken clinic. A new one is one row. */
export const clinicMutants: readonly ClinicMutant[] = [
  mutant(
    'ten-in-outage',
    'charges the whole price when the line or the power is down',
    '回線や電源の障害時に10割を請求する',
    { chargesWholePriceOffline: true },
  ),
  mutant(
    'ten-on-lost',
    'charges the whole price when the card answers 2 or 4',
    'カードの回答が2または4のとき10割を請求する',
    { chargesWholePriceOnLost: true },
  ),
  mutant('never-ten', 'charges three tenths to a person who shows nothing', '何も提示しない人に3割を請求する', {
    chargesWholePriceForNothing: false,
  }),
  mutant(
    'grace-three-months-from-expiry',
    'ends the grace three months after the day of expiry',
    '猶予を期限日の3か月後で打ち切る',
    { graceEnd: (expiry) => addMonths(expiry, 3) },
  ),
  mutant('grace-ninety-days', 'ends the grace ninety days after expiry', '猶予を期限日の90日後で打ち切る', {
    graceEnd: (expiry) => addDays(expiry, 90),
  }),
  mutant(
    'grace-end-clipped',
    'ends the grace on the day of the month on which the expiry month ended',
    '猶予の末日を期限月の末日の日付のままにする',
    { graceEnd: lastDayOfThirdMonthClipped },
  ),
  mutant(
    'dead-certificate-accepted',
    'takes screen 006 for an alert and goes on with its own record',
    '006の画面を注意表示とみなし自院の記録で受け付ける',
    { takesInvalidCertificate: () => true },
  ),
  mutant(
    'revoked-is-expired',
    'takes a revoked certificate for one in grace',
    '失効した証明書を期限切れの猶予中とみなす',
    {
      takesInvalidCertificate: (face, day) =>
        face.certificateExpiry !== null && day <= standardPractice.graceEnd(face.certificateExpiry),
    },
  ),
  mutant(
    'dead-certificate-ends-the-ladder',
    'refuses every substitute when the certificate is dead',
    '電子証明書が使えないと代替手段も断る',
    { ladderAfterDeadCertificate: false },
  ),
  mutant(
    'reads-on-in-grace',
    'asks for medicines and check-ups during the grace',
    '猶予期間中に薬剤・健診情報を取得する',
    { viewsInGrace: true },
  ),
  mutant('drops-limit-in-grace', 'ignores the limit class during the grace', '猶予期間中に限度額区分を使わない', {
    usesLimitInGrace: false,
  }),
  mutant(
    'body-kills-grace',
    'refuses the reader result when the card body has ended too',
    'カード本体も期限切れなら読取結果を使わない',
    { endedBodyReads: false },
  ),
  mutant('body-ignored-by-eye', 'accepts an expired card body by eye', '期限切れのカード券面を目視で認める', {
    bodyServesByEye: () => true,
  }),
  mutant(
    'grace-for-phones',
    'gives the phone the grace of the plastic card',
    'スマートフォンにもカードの猶予を認める',
    { takesRefusedPhone: true },
  ),
  mutant('ignores-branch', 'sends and stores no branch', '枝番を送らず保存もしない', {
    branchToSend: () => null,
    keyToStore: (key) => ({ ...key, branch: null }),
  }),
  mutant('branch-unpadded', 'stores and claims the branch without its leading zero', '枝番の先頭のゼロを落とす', {
    keyToStore: (key) => ({ ...key, branch: key.branch === null ? null : String(Number(key.branch)) }),
  }),
  mutant('takes-first-of-several', 'goes on when several records match', '複数該当でもそのまま受け付ける', {
    onSeveral: 'take',
  }),
  mutant(
    'zero-pads-the-claim',
    'pads a six-digit insurer number with zeros in the claim',
    '請求で6桁の保険者番号をゼロ埋めする',
    { insurerNumberInClaim: (number) => number.padStart(8, '0') },
  ),
  mutant('numeric-symbol', 'stores symbol and number as numbers', '記号・番号を数値として保存する', {
    keyToStore: (key) => ({
      ...key,
      symbol: key.symbol === null ? null : key.symbol.replace(/^0+(?=.)/, ''),
      number: key.number.replace(/^0+(?=.)/, ''),
    }),
  }),
  mutant('consent-never-expires', 'reads medicines on a consent of any age', '古い同意のまま薬剤情報を取得する', {
    consentUntil: (consTime) => addSeconds(consTime, 10 * 365 * 86_400),
  }),
  mutant('consent-inherited', 'uses the consent of an earlier visit', '以前の受診の同意を使い回す', {
    consentBelongsToVisit: false,
  }),
  mutant('clerk-reads-medicines', 'lets the reception read medicines', '受付が薬剤情報を取得できる', {
    viewNeedsQualified: false,
  }),
  mutant(
    'tolerance-without-end',
    'tolerates expired old cards and lone notices for ever',
    '暫定的取扱いを終わらせない',
    {
      toleranceOpen: (insurerNumber, day) => standardPractice.toleranceOpen(insurerNumber, day) || day > '2026-07-31',
    },
  ),
  mutant('tolerance-without-inquiry', 'tolerates without an inquiry', '照会せずに暫定的取扱いをする', {
    toleranceNeedsInquiry: false,
  }),
  mutant('screen-alone', 'accepts a Mynaportal screen or PDF without the card', 'カードなしで画面やPDFを認める', {
    acceptsPageWithoutCard: true,
  }),
  mutant('screenshot-is-screen', 'accepts a screenshot', 'スクリーンショットを認める', { acceptsScreenshot: true }),
  mutant('skips-number-inquiry', 'goes to the ladder without an inquiry by number', '番号照会をせずに代替手段へ進む', {
    inquiresBeforeLadder: false,
  }),
  mutant('ladder-out-of-order', 'offers the declaration before the papers', '申立書を先に案内する', {
    ladder: ['declaration', 'notice', 'portal-pdf', 'portal-screen', 'past-record'],
  }),
  mutant(
    'offers-impossible-rung',
    'offers a live portal login that cannot work',
    'ログインできないのにマイナポータル画面を案内する',
    { loginCanWork: () => true },
  ),
  mutant('locks-at-five', 'believes that the PIN locks at five misses', '暗証番号は5回でロックすると考える', {
    pinLocked: (screens) => misses(screens) >= 5,
  }),
  mutant(
    'pin-counter-not-reset',
    'counts PIN misses without the reset by a success',
    '成功しても暗証番号の失敗回数を戻さない',
    { pinLocked: (screens) => misses(screens) >= 3 },
  ),
  mutant(
    'visual-for-photo-less',
    'offers the visual check for a card without a photo',
    '写真のないカードに目視確認を案内する',
    { offersVisual: () => true },
  ),
  mutant('pin-for-face-card', 'asks the face-only card for a PIN', '顔認証カードに暗証番号を求める', {
    offersPin: () => true,
  }),
  mutant(
    'locked-ends-the-card',
    'drops the result that came by visual check after a lock',
    'ロック後の目視確認の結果を使わない',
    { usesResultAfterLock: false },
  ),
  mutant('cached-answer-as-today', 'shows an earlier check as today’s', '以前の照会結果を今日の確認として扱う', {
    chartCheckCounts: (lastCheckedOn) => lastCheckedOn !== null,
  }),
  mutant(
    'follow-up-forgotten',
    'claims visits of an outage without a new check',
    '障害時の受診を再確認せずに請求する',
    { rechecksBeforeClaim: false },
  ),
  mutant('newest-paper-wins', 'uses a paper before its first day', '有効開始前の資格確認書を使う', {
    paperBegun: () => true,
  }),
  mutant(
    'keeps-chart-numbers',
    'keeps the numbers of the chart although the card answered others',
    '回答と違う古い番号を記録し続ける',
    { keyFromCard: (answered, chart) => chart ?? answered },
  ),
  mutant('three-tenths-for-all', 'charges three tenths whatever the answer says', '回答にかかわらず3割とする', {
    shareOnline: () => '030',
  }),
  mutant('validity-ignored', 'takes any record in an answer for valid cover', '回答に記録があれば有効とみなす', {
    validByCard: () => true,
    validByNumber: () => true,
    lostKeyVoidsPaper: false,
  }),
  mutant(
    'lost-paper-accepted',
    'accepts a paper whose numbers the card has just shown as lost',
    '資格喪失が示された番号の証を認める',
    { lostKeyVoidsPaper: false, validByNumber: (validity) => validity === '1' || validity === '2' },
  ),
  mutant('three-is-valid', 'takes the answer 3 for valid', '回答3を有効とみなす', {
    validByNumber: (validity) => validity === '1' || validity === '3',
  }),
  mutant(
    'four-refuses-paper',
    'refuses a paper in term when no record is found',
    '該当なしの回答で有効期限内の資格確認書を断る',
    { paperOnAnswer4: 'refuse' },
  ),
  mutant(
    'four-needs-no-follow-up',
    'forgets the re-check of a paper that had no record',
    '該当なしのあと再確認の予定を立てない',
    { paperOnAnswer4: 'accept' },
  ),
  mutant('expired-paper-accepted', 'accepts an expired eligibility certificate', '期限切れの資格確認書を認める', {
    paperInTerm: () => true,
  }),
  mutant('paper-last-day-exclusive', 'refuses a paper on its last day', '資格確認書を有効期限の当日に断る', {
    paperInTerm: (validUntil, day) => validUntil === null || day < validUntil,
  }),
  mutant(
    'old-card-by-printed-date',
    'accepts an old card until its printed date',
    '旧被保険者証を券面の期限まで認める',
    {
      oldCardInTerm: (validUntil, day) => validUntil === null || day <= validUntil,
    },
  ),
  mutant('old-card-ended-early', 'refuses old cards from 2025-08-01 on', '旧被保険者証を2025年8月1日から断る', {
    oldCardInTerm: (validUntil, day) => day < '2025-08-01' && (validUntil === null || day <= validUntil),
  }),
  mutant(
    'past-record-unasked',
    'uses its own record without asking whether anything changed',
    '変わりがないか尋ねずに自院の記録を使う',
    { asksBeforePastRecord: false },
  ),
  mutant(
    'declared-ratio-ignored',
    'charges three tenths whatever the declaration says',
    '申立書の割合にかかわらず3割とする',
    { declaredShare: () => '030' },
  ),
  mutant(
    'notice-needs-line',
    'refuses a notice with the card while the line is down',
    '回線障害中はお知らせを認めない',
    { noticeServesOffline: false },
  ),
  mutant(
    'missing-elderly-group-is-three',
    'charges three tenths when the answer for a person of 70 to 74 has no elderly group',
    '70〜74歳の回答に高齢受給者証の情報がないと3割とする',
    { shareOnline: withoutGroup('030') },
  ),
  mutant(
    'missing-elderly-group-is-two',
    'charges two tenths when the answer for a person of 70 to 74 has no elderly group',
    '70〜74歳の回答に高齢受給者証の情報がないと2割とする',
    { shareOnline: withoutGroup('020') },
  ),
  mutant(
    'elderly-from-birthday-month',
    'lets the elderly ratio begin on the 1st of the month of the 70th birthday',
    '70歳の誕生月の初日から高齢受給者の割合とみなす',
    { shareOnline: (record, day) => shareOnline(record, day, seventiethMonth) },
  ),
  mutant(
    'blank-ratio-is-three',
    'charges three tenths when the paper of a person of 70 to 74 prints no ratio',
    '70〜74歳の証に割合の記載がないと3割とする',
    { shareOnPaper: withoutRatio('030') },
  ),
  mutant(
    'blank-ratio-is-two',
    'charges two tenths when the paper of a person of 70 to 74 prints no ratio',
    '70〜74歳の証に割合の記載がないと2割とする',
    { shareOnPaper: withoutRatio('020') },
  ),
  mutant('fills-kouki-branch', 'gives a late-elderly number the branch 00', '後期高齢者の番号に枝番00を補う', {
    keyOnPaper: (key) => (isKouki(key) ? { ...key, branch: '00' } : key),
    keyToStore: (key) => (isKouki(key) ? { ...key, branch: '00' } : key),
  }),
  mutant(
    'fills-kouki-symbol',
    'writes something into the symbol of a claim that has none',
    '記号のない請求の記号欄を埋める',
    { symbolInClaim: (symbol) => symbol ?? '0' },
  ),
  mutant(
    'accepts-siblings-card',
    'files the answer to any card in the chart that is open',
    '開いているカルテに、別人のカードの回答を記録する',
    { cardFitsChart: () => true },
  ),
  mutant(
    'files-by-reference-number-alone',
    'files a paper and its answer in the chart that is open, whoever they name',
    '氏名・生年月日を見ずに、開いているカルテに書類とその回答を記録する',
    { paperFitsChart: () => true },
  ),
  mutant(
    'accepts-siblings-paper',
    'does not compare a paper with the card beside it',
    'カードと書類の生年月日を見比べない',
    { paperFitsCard: () => true },
  ),
  mutant(
    'name-equality',
    'takes a paper for another person when its name is not the one in the chart, to the letter',
    '氏名がカルテと一字でも違う書類を別人のものとする',
    {
      paperFitsChart: (found, chart) => standardPractice.paperFitsChart(found, chart) && found.names[0] === chart.name,
    },
  ),
  mutant(
    'bullet-overwrites-chart',
    'overwrites the name in the chart with the one that was seen last',
    '見えた氏名（●を含む）でカルテの氏名を上書きする',
    { chartAfter: (chart, seen) => ({ patientNo: chart.patientNo, name: seen ?? chart.name }) },
  ),
  mutant(
    'second-chart-for-a-name',
    'opens a second chart when the name is not the one in the chart',
    '氏名が違うと新しいカルテを作る',
    {
      chartAfter: (chart, seen) =>
        seen === null || seen === chart.name
          ? standardPractice.chartAfter(chart, seen)
          : { patientNo: `${chart.patientNo}-2`, name: seen },
    },
  ),
  mutant(
    'lost-voids-every-paper',
    'refuses every paper once the card has shown a loss',
    'カードの回答が喪失なら、別の番号の証も断る',
    { lossConcerns: () => true },
  ),
  mutant(
    'accepts-bad-check-digit',
    'never looks at the check digit of an insurer number',
    '保険者番号の検証番号を確かめない',
    { insurerNumberServes: () => true },
  ),
  mutant(
    'corrects-the-check-digit',
    'silently replaces the last digit of an insurer number by the one that fits',
    '保険者番号の末尾を黙って直して照会する',
    {
      insurerNumberServes: () => true,
      keyOnPaper: (key) => {
        const body = key.insurerNumber.slice(0, -1)
        return { ...key, insurerNumber: `${body}${checkDigitOf(body)}` }
      },
    },
  ),
  mutant(
    'printed-ratio-wins',
    'charges the printed ratio although the answer has another one',
    '回答と違っても券面の割合で請求する',
    { shareOfBoth: (online, printed) => printed ?? online },
  ),
  mutant(
    'conflict-unnoticed',
    'does not report that paper and answer have different ratios',
    '券面と回答の割合の違いを保険者に尋ねない',
    { reportsConflict: false },
  ),
  mutant(
    'stale-pdf-current',
    'goes on with a saved PDF although the inquiry shows its numbers as lost',
    '照会で喪失と分かっても保存したPDFの番号で受け付ける',
    { savedPageOutlastsLoss: true },
  ),
  ...payersMutants,
  ...claimsMutants,
  ...placeMutants,
  ...rowsMutants,
]

/** Finds a broken clinic by id, null for an unknown one. */
export const clinicMutant = (id: string): ClinicMutant | null => clinicMutants.find((known) => known.id === id) ?? null
