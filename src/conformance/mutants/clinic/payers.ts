import { type CivilDate, addDays, addMonths } from '../../../domain/civil-date.ts'
import { type OnlineRecord, type Share, shareByAge, standardPractice } from '../../reference/clinic/practice.ts'
import { seventyFifth, turnsSeventyFive } from '../../reference/clinic/practice-payers.ts'
import { codeOfClass } from '../../reference/clinic/money.ts'
import { type ClinicMutant, mutant } from './mutant.ts'

const isAssistance = ({ classification }: OnlineRecord): boolean => classification === 'A1'
const isSpecialCare = ({ classification }: OnlineRecord): boolean => classification === '05'

/** The share where the answer has a ratio element of the day; everything else is taken for an error. */
function onlyFromElement(record: OnlineRecord, day: CivilDate): Share {
  const { elderly } = record
  const group = elderly !== null && elderly.from <= day && day <= elderly.until
  const kouki = record.key.insurerNumber.startsWith('39')
  const special = isAssistance(record) || isSpecialCare(record)
  return group || kouki || special ? standardPractice.shareOnline(record, day) : null
}

const UNDER_70 = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06']
/** The classes of 70 and older that go with them. */
const FROM_70 = ['B01', 'B02', 'B03', 'B04', 'B05', 'B05']

const olderClass = (band: string): string => FROM_70[UNDER_70.indexOf(band)] ?? band

/** Keys of a database taken for claim codes. */
const DATABASE_KEYS: Readonly<Record<string, string>> = { B04: '0', B05: '4', B06: '5', B10: '0' }

/** Broken clinics about payers and money. */
export const payersMutants: readonly ClinicMutant[] = [
  mutant(
    'absent-ratio-is-error',
    'knows no share when the answer has no ratio element',
    '回答に割合の項目がないと割合不明とする',
    { shareOnline: onlyFromElement },
  ),
  mutant(
    'preschool-by-birthday',
    'ends the preschool share on the sixth birthday',
    '6歳の誕生日で未就学の2割を終わらせる',
    {
      shareOnline: (record, day) => {
        const share = standardPractice.shareOnline(record, day)
        return share === '020' && share === shareByAge(record.birthDate, day) && day >= addMonths(record.birthDate, 72)
          ? '030'
          : share
      },
    },
  ),
  mutant('three-for-class-05', 'charges somebody of class 05 by age', '区分05の人に年齢どおりの割合を請求する', {
    shareOnline: (record, day) =>
      isSpecialCare(record) ? shareByAge(record.birthDate, day) : standardPractice.shareOnline(record, day),
  }),
  mutant('refuses-answer-6', 'takes the answer 6 for a refusal', '回答6を受付の拒否とみなす', {
    treatsWithoutTicket: false,
  }),
  mutant('first-record-only', 'reads the first record of an answer only', '回答の一つ目の記録しか読まない', {
    keepsBothRecords: false,
  }),
  mutant(
    'three-tenths-for-assistance',
    'charges three tenths to somebody on medical assistance',
    '医療扶助の人に3割を請求する',
    {
      shareOnline: (record, day) => (isAssistance(record) ? '030' : standardPractice.shareOnline(record, day)),
    },
  ),
  mutant(
    'ticket-never-missed',
    'never asks the welfare office for a ticket that does not come',
    '医療券が届かなくても福祉事務所に尋ねない',
    { asksForTicket: () => false },
  ),
  mutant('public-expense-unclaimed', 'leaves 公費 out of the claim', '請求に公費を書かない', {
    claimsPublicExpense: false,
  }),
  mutant('claims-special-care', 'claims visits of class 05', '区分05の受診を請求する', { claimsSpecialCare: true }),
  mutant(
    'special-care-refunded-here',
    'promises somebody of class 05 a refund at the clinic',
    '区分05の払い戻しを医療機関で行うとする',
    { refundOfSpecialCare: 'clinic' },
  ),
  mutant(
    'welfare-loss-overlooked',
    'overlooks that the insurance ended because public assistance began',
    '生活保護の開始による資格喪失を見落とす',
    { seesWelfareLoss: false },
  ),
  mutant('limit-by-claim-month', 'takes the limit of the month of the bill', '受診月でなく会計した月の限度額を使う', {
    limitDay: (_careDay, billedOn) => billedOn,
  }),
  mutant(
    'waits-for-limit-consent',
    'uses the class that a card brings only after asking for consent',
    'カードで得た適用区分も、同意を尋ねるまで使わない',
    { limitByCard: (consent) => consent === 'yes' },
  ),
  mutant(
    'limit-with-flag-0',
    'asks for the class by number although nobody agreed',
    '同意がなくても番号照会で適用区分を求める',
    { limitByNumber: () => true },
  ),
  mutant('limit-consent-unsent', 'never asks for the class by number', '同意があっても番号照会で適用区分を求めない', {
    limitByNumber: () => false,
  }),
  mutant(
    'seventy-five-a-day-early',
    'ends the old cover the day before the 75th birthday',
    '75歳の誕生日の前日に前の保険を終わらせる',
    {
      endedAt75: (birthDate, day) => {
        const end = addDays(seventyFifth(birthDate), -1)
        return end <= day ? end : null
      },
    },
  ),
  mutant('demands-symbol', 'holds claims whose numbers have no symbol', '記号のない番号の請求を保留する', {
    numbersServe: ({ symbol }) => symbol !== null,
  }),
  mutant('no-halving', 'knows no halving in the month of the 75th birthday', '75歳到達月の半額の特例を使わない', {
    halvesLimit: () => false,
  }),
  mutant(
    'halves-on-the-first',
    'halves the limit of people born on the 1st, too',
    '1日生まれの人の限度額も半額にする',
    {
      halvesLimit: (member, careDay) =>
        turnsSeventyFive(member, careDay) || addMonths(member.birthDate, 75 * 12) === `${careDay.slice(0, 7)}-01`,
    },
  ),
  mutant(
    'halves-after-certification',
    'halves the limit of a certified member who was in the scheme before',
    '障害認定で先に加入していた人の限度額も半額にする',
    { halvesLimit: (member, careDay) => turnsSeventyFive({ ...member, acquired: null }, careDay) },
  ),
  mutant(
    'class-from-the-birthday',
    'uses the class of 70 and older from the 70th birthday',
    '70歳の誕生日から70歳以上の適用区分を使う',
    {
      limitClass: (answered, birthDate, day) =>
        day >= addMonths(birthDate, 70 * 12) ? olderClass(answered) : answered,
    },
  ),
  mutant(
    'limit-code-only-when-reached',
    'writes the claim code of a class only when the limit was reached',
    '限度額に達したときしか区分の特記事項を書かない',
    { limitCode: (band, reached) => (reached ? codeOfClass(band) : null) },
  ),
  mutant(
    'limit-code-for-all',
    'writes the claim code of a class under 70 although the limit was not reached',
    '70歳未満でも限度額に達しない請求に区分を書く',
    { limitCode: (band) => codeOfClass(band) },
  ),
  mutant(
    'limit-code-of-database',
    'writes keys of its own database as claim codes',
    '自前のデータベースの番号を特記事項に書く',
    { limitCode: (band, reached) => DATABASE_KEYS[band] ?? standardPractice.limitCode(band, reached) },
  ),
  mutant('one-claim-per-month', 'puts all visits of a month on one claim', '月のすべての受診を一枚の請求にまとめる', {
    claimForm: (person, careDay) => `${careDay.slice(0, 7)} ${person}`,
  }),
  mutant(
    'valid-card-means-insurance',
    'uses health insurance whatever brought the patient',
    '受診の理由にかかわらず健康保険を使う',
    { otherPayer: () => null },
  ),
  mutant('private-on-insurance', 'uses health insurance for private care', '自費診療や健診にも健康保険を使う', {
    otherPayer: (matter) => (matter === 'private' ? null : standardPractice.otherPayer(matter)),
  }),
  mutant(
    'third-party-unreported',
    'asks for no notice of an injury by a third party',
    '第三者行為の傷病届を案内しない',
    { reportsThirdParty: false },
  ),
  mutant(
    'third-party-without-code',
    'leaves code 10 out of the claim of an injury by a third party',
    '第三者行為の請求に特記事項10を書かない',
    { codeOfMatter: () => null },
  ),
  mutant(
    'subsidy-at-school',
    'uses the subsidy for children after an injury at school',
    '学校での負傷にこども医療を使う',
    { childSubsidyAtSchool: true },
  ),
  mutant(
    'subsidy-without-insurance',
    'applies a subsidy although the insurance is lost',
    '資格を喪失していても公費を使う',
    { subsidyNeedsInsurance: false },
  ),
  mutant('subsidy-first', 'lets a subsidy pay before the insurance', '保険より先に公費を使う', {
    subsidyBeforeInsurance: true,
  }),
  mutant('subsidy-after-its-end', 'applies a subsidy whatever its term', '期限の過ぎた受給者証を使う', {
    subsidyInTerm: () => true,
  }),
  mutant('subsidy-last-day-exclusive', 'refuses a subsidy on its last day', '受給者証を有効期限の当日に断る', {
    subsidyInTerm: ({ validFrom, validUntil }, day) => validFrom <= day && day < validUntil,
  }),
  mutant('subsidy-across-prefectures', 'applies the subsidy of another prefecture', '他県の受給者証を使う', {
    subsidyServesHere: () => true,
  }),
]
