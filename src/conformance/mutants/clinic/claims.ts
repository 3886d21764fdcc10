import { addDays } from '../../../domain/civil-date.ts'
import { type ClinicMutant, mutant } from './mutant.ts'

/** Broken clinics about claims, days, loss of cover and patients who have nothing to show. */
export const claimsMutants: readonly ClinicMutant[] = [
  mutant(
    'paper-always-wins',
    'takes a paper in term although the answer shows its numbers as lost',
    '回答で喪失と分かっても、有効期限内の証で受け付ける',
    { paperOutlastsLoss: true },
  ),
  mutant('loss-day-is-covered', 'takes the loss day for a covered day', '資格喪失日の当日も資格があるとみなす', {
    lossHasBegun: (lossDate, day) => lossDate < day,
  }),
  mutant(
    'coming-loss-voids-paper',
    'lays a paper aside because its cover will end one day',
    'これから喪失する資格の証を断る',
    { comingLossVoids: true },
  ),
  mutant(
    'late-loss-ignored',
    'claims a visit whose late check shows that cover had ended',
    '請求前の照会で喪失と分かっても、その番号で請求する',
    { claimsAfterLateLoss: true },
  ),
  mutant(
    'doubts-every-answer',
    'inquires checked visits again before the claim and drops those whose cover was taken away later',
    '当日有効だった受診を請求前に照会し直し、後から喪失した分を請求しない',
    { doubtsCheckedVisits: true },
  ),
  mutant(
    'four-is-a-check',
    'writes down an inquiry that found no record as a check of cover',
    '該当なしの照会を資格確認済みと記録する',
    { answer4IsCheck: true },
  ),
  mutant(
    'straight-to-unknown',
    'claims as unknown although old numbers or the insurer are known',
    '旧番号や保険者が分かっていても不詳で請求する',
    { stepWithoutNumbers: () => 'UNKNOWN' },
  ),
  mutant(
    'check-digit-variant-first',
    'claims unknown cover with 77777779 from the start',
    '不詳の請求に最初から77777779を使う',
    { unknownInsurerNumber: '77777779' },
  ),
  mutant('remarks-missing', 'claims unknown cover without remarks', '不詳の請求に摘要を書かない', {
    unknownRemarks: () => '',
  }),
  mutant(
    'claims-on-chart-numbers',
    'claims on the number in the chart while the insurer is the same',
    '保険者が同じなら、カルテの古い番号で請求する',
    {
      keyInClaim: (recorded, chart) =>
        chart !== null && chart.insurerNumber === recorded.insurerNumber ? chart : recorded,
    },
  ),
  mutant(
    'declaration-for-the-uninsured',
    'takes the ladder with somebody who says that he has no insurance',
    '保険に入っていないと言う人にも申立書などの代替手段を認める',
    { laddersUninsured: true },
  ),
  mutant(
    'uninsured-not-referred',
    'sends nobody without insurance to the municipality',
    '保険のない人に市町村の窓口を案内しない',
    { refersUninsured: false },
  ),
  mutant(
    'death-is-an-ordinary-loss',
    'goes on with the old numbers of somebody who is registered as dead',
    '死亡による喪失を普通の喪失とみなして受付を続ける',
    { deathStops: false },
  ),
  mutant(
    'refunds-for-thirty-days',
    'gives the whole price back for thirty days after the payment',
    '10割の返金を支払から30日間、医療機関で行う',
    { refundBy: (paid, proved) => (proved <= addDays(paid, 30) ? 'clinic' : 'insurer') },
  ),
  mutant('keeps-the-whole-price', 'gives no whole price back', '10割を受け取ったまま返さない', {
    refundBy: () => null,
  }),
  mutant(
    'first-decision-is-final',
    'never claims a visit that was not accepted at first',
    '最初に受け付けなかった受診は、証明が出ても請求しない',
    { provesLater: false },
  ),
  mutant(
    'parents-numbers-for-child',
    'receives a newborn on the numbers of the paper that his parent shows',
    '新生児を、保護者の証の番号で受け付ける',
    { newbornOnParentsNumbers: true },
  ),
  mutant(
    'declaration-for-newborn',
    'takes a declaration of valid cover for a newborn',
    '加入手続き前の新生児に申立書を認める',
    { newbornByDeclaration: true },
  ),
  mutant(
    'return-needs-no-filing',
    'treats somebody back from abroad who has filed nothing as a patient with cover',
    '転入の届出をしていない帰国者を、資格のある人として扱う',
    { wholePriceAfterReturn: () => false },
  ),
  mutant(
    'returned-is-uninsured',
    'charges the whole price to everybody who is back from abroad',
    '届出済みの帰国者にも10割を請求する',
    { wholePriceAfterReturn: (abroad) => abroad === 'returned-filed' || abroad === 'returned-not-filed' },
  ),
  mutant(
    'patients-word-ignored',
    'does not write down that a patient says his cover has changed',
    '保険が変わったという患者の話を記録しない',
    { notesDispute: false },
  ),
  mutant(
    'disputed-claimed-unchecked',
    'claims on the answer although the patient said that it is out of date',
    '患者が変わったと言った資格を、確かめ直さずに請求する',
    { checksDisputeBeforeClaim: false },
  ),
  mutant(
    'activation-is-refusal',
    'charges the whole price while a renewed certificate does not answer yet',
    '更新直後で結果の出ないカードの患者に10割を請求する',
    { silentCardIsNone: true },
  ),
  mutant(
    'stay-checked-for-admission',
    'checks a stay again for its first day only',
    '月をまたぐ入院の再確認を、入院日の資格について行う',
    { recheckDay: (visitDay) => visitDay },
  ),
  mutant(
    'bills-on-todays-ratio',
    'bills a visit at the ratio that is answered on the day of the bill',
    '受診日の回答ではなく、会計時の照会の割合で請求する',
    { billsOnLaterAnswer: true },
  ),
  mutant(
    'ten-without-way-back',
    'charges the whole price without a word about its way back',
    '10割を請求し、返金の方法を伝えない',
    { tellsWayBack: false },
  ),
  mutant(
    'yesterdays-record-counts',
    'takes the last check on record for one of today when a patient shows nothing',
    '何も提示しない再診の人に、記録にある前の確認を今日の確認とする',
    { recordCheckCounts: (checkedOn, day) => checkedOn !== null && checkedOn < day },
  ),
]
