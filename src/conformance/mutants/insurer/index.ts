import { addBusinessDays } from '../../../domain/business-days.ts'
import { type CivilDate, addDays, addMonths, dayOfMonth, monthOf, startOfMonth } from '../../../domain/civil-date.ts'
import type { DocumentTwin, FieldId } from '../../../domain/document.ts'
import type { FiveItems } from '../../../wire/insurer-records.ts'
import { isEmployeeScheme } from '../../reference/insurer/books.ts'
import { type Loss, type LossFacts, lossOf } from '../../reference/insurer/losses.ts'
import { type OpenPiece, freeBranch, standardInsurer } from '../../reference/insurer/practice.ts'
import { elderlyFrom } from '../../reference/insurer/terms.ts'

import { answerMutants } from './answers.ts'
import { formMutants } from './forms.ts'
import { mailingMutants } from './mailings.ts'
import { type InsurerMutant, mutant } from './mutant.ts'

export { insurerHollowSystem, insurerHollowSystems } from './hollow.ts'
export type { InsurerMutant } from './mutant.ts'

const THREE_ITEMS: readonly (keyof FiveItems)[] = ['kana', 'birthDate', 'sex']

/** The loss with its first day moved. */
const moved = (loss: Loss, day: (lossDate: CivilDate) => CivilDate): Loss =>
  loss.kind === 'void' ? loss : { ...loss, lossDate: day(loss.lossDate) }

/** Days after the fact from which a form has come late. */
const LATE_DAYS = 14
const isLate = ({ day, entered }: LossFacts): boolean => addDays(day, LATE_DAYS) < entered

/** The list day a month later. */
const nextListDay = (published: CivilDate): CivilDate => addMonths(published, 1)

/** The overlap list that comes after a day: the 10th. */
const nextOverlapList = (day: CivilDate): CivilDate =>
  addDays(addMonths(startOfMonth(day), dayOfMonth(day) < 10 ? 0 : 1), 9)

const VARIANTS: Readonly<Record<string, string>> = {
  髙: '高',
  﨑: '崎',
  齋: '斎',
  邊: '辺',
  澤: '沢',
  栁: '柳',
  德: '徳',
}

/** A record made to look like the resident register where they differ. */
const likeRegister = (five: FiveItems, differs: readonly (keyof FiveItems)[]): FiveItems => ({
  ...five,
  kanji: differs.includes('kanji') ? [...five.kanji].map((one) => VARIANTS[one] ?? one).join('') : five.kanji,
  kana: differs.includes('kana') ? null : five.kana,
  address: differs.includes('address') ? null : five.address,
})

const withFields = (twin: DocumentTwin, fields: Partial<Record<FieldId, string>>): DocumentTwin => ({
  ...twin,
  fields: { ...twin.fields, ...fields },
})

/** The column of names slips by one row while the numbers stay. */
function slipped(pieces: readonly OpenPiece[]): readonly OpenPiece[] {
  const names = pieces.map(({ twins }) => twins[0]?.fields)
  return pieces.map((piece, row) => {
    const other = names[(row + 1) % names.length]
    const { name, kana } = other ?? {}
    const column = { ...(name === undefined ? {} : { name }), ...(kana === undefined ? {} : { kana }) }
    return { ...piece, twins: piece.twins.map((twin) => withFields(twin, column)) }
  })
}

const yearsFrom = (day: CivilDate, years: number): CivilDate => addDays(addMonths(day, years * 12), -1)

/** 壊れた保険者の一覧: every one of them. A new one is one row. */
export const insurerMutants: readonly InsurerMutant[] = [
  mutant(
    'three-item-link',
    'looks up a missing number by kana name, birth date and sex and links what it finds',
    '個人番号のない届書で、カナ氏名・生年月日・性別の3項目で見つけた番号を紐付ける',
    {
      numberSought: ({ five }, members) =>
        members.find((member) => THREE_ITEMS.every((item) => member.five[item] === five[item]))?.personNo ?? null,
    },
  ),
  mutant(
    'visible-while-pending',
    'declares "no doubt" on every mismatch without looking',
    '不一致のたびに確認せず「疑義なし」を登録する',
    { declaresUnseen: ({ verdict }) => verdict === 'mismatch' },
  ),
  mutant(
    'amend-without-compare',
    'declares "no doubt" instead of amending wrong items, so that nothing is compared again',
    '誤った項目を直さず「疑義なし」とし、再突合を受けない',
    { correctsFiveBy: 'no-doubt' },
  ),
  mutant(
    'no-doubt-rewrites',
    'rewrites the record to look like the register when there is no doubt',
    '疑義なしの登録で記録を住民基本台帳に似せて書き換える',
    { rewritesOnNoDoubt: likeRegister },
  ),
  mutant('business-days', 'counts the five days for registration as business days', '登録期限の5日を営業日で数える', {
    registersOn: (_form, received) => addBusinessDays(received, 5),
  }),
  mutant(
    'clock-on-any-receipt',
    'registers a form that lacks the number or one of the five items',
    '個人番号や5情報が欠けた届書も登録する',
    { missingItems: () => [] },
  ),
  mutant('loss-a-day-early', 'registers every loss a day early', '資格喪失日を1日早く登録する', {
    loss: (facts) => moved(lossOf(facts), (day) => addDays(day, -1)),
  }),
  mutant('loss-a-day-late', 'registers every loss a day late', '資格喪失日を1日遅く登録する', {
    loss: (facts) => moved(lossOf(facts), (day) => addDays(day, 1)),
  }),
  mutant(
    'one-loss-rule-for-all',
    'takes the day after the fact for every scheme and cause',
    'すべての制度・事由で事実の翌日を喪失日とする',
    { loss: (facts) => moved(lossOf(facts), () => addDays(facts.day, 1)) },
  ),
  mutant(
    'closes-from-entry-day',
    'closes a cover from the day on which the form is worked on when it comes late',
    '遅れて届いた喪失届を処理した日を喪失日とする',
    { loss: (facts) => moved(lossOf(facts), (day) => (isLate(facts) ? facts.entered : day)) },
  ),
  mutant(
    'voids-whole-history',
    'voids the whole cover when a loss is told late',
    '遅れて届いた喪失で資格全体を取り消す',
    { loss: (facts) => (isLate(facts) ? { kind: 'void' } : lossOf(facts)) },
  ),
  mutant(
    'close-instead-of-void',
    'closes the cover of which the first premium was never paid',
    '初回保険料未納の任意継続を取り消さず喪失とする',
    {
      loss: (facts) => {
        const loss = lossOf(facts)
        return loss.kind === 'void' ? { kind: 'close', lossDate: addDays(facts.day, 1), reason: '99' } : loss
      },
    },
  ),
  mutant(
    'merge-revives-corrected',
    'adds the right share and leaves the wrong one standing',
    '誤った負担割合を取り消さず正しい割合を追加する',
    { voidsWrongShare: false },
  ),
  mutant('from-filing-day', 'recognises a dependant from the day of filing', '被扶養者を届出日から認定する', {
    firstDay: (form) => (form.relation === 'dependant' && form.fact < form.filed ? form.filed : form.fact),
  }),
  mutant(
    'ends-with-birthday-month',
    'lets the share of the elderly always begin in the month after the 70th birthday',
    '1日生まれでも高齢の割合を翌月から始める',
    {
      elderlyFrom: (birthDate) => {
        const right = elderlyFrom(birthDate)
        return dayOfMonth(birthDate) === 1 ? addMonths(right, 1) : right
      },
    },
  ),
  mutant(
    'issues-after-the-gap',
    'sends the next paper when the old one has ended',
    '前の証の有効期限が切れてから次を交付する',
    { renewalOpens: (end) => addDays(end, 1) },
  ),
  mutant(
    'one-list-for-two-months',
    'works on the monthly lists every other month',
    '月次の一覧を2か月分まとめて処理する',
    { actsOnList: (published) => (monthOf(published) % 2 === 0 ? nextListDay(published) : published) },
  ),
  mutant(
    'issues-after-three-months',
    'waits three months after an expiry, that is one month after the list',
    '期限切れから3か月が過ぎてから(一覧の1か月後に)交付する',
    { actsOnList: nextListDay },
  ),
  mutant('paper-for-all', 'issues a certificate to everybody', '全員に資格確認書を交付する', {
    entitled: () => true,
    entitledAtOldCardEnd: () => true,
  }),
  mutant('tick-ignored', 'ignores the tick for a certificate on the form', '届書の発行要否の欄を見ない', {
    wantsAtJoining: () => false,
  }),
  mutant('application-demanded', 'issues certificates on application only', '資格確認書を申請があるまで交付しない', {
    issuesUnasked: false,
  }),
  mutant(
    'notice-to-unlinked',
    'sends the notice of a linked member to one whose number is not linked',
    '紐付いていない人にも紐付いた人と同じお知らせを送る',
    {
      unlinkedNotice: () => 'as-linked',
      enclosesForm: () => false,
      digitsOnPaper: (personNo) => personNo?.slice(-4) ?? null,
    },
  ),
  mutant(
    'form-to-whole-family',
    'encloses the request form for the whole family of an unlinked member',
    '紐付いていない人の家族全員に申出書を同封する',
    { enclosesForm: (member, family) => [member, ...family].some(({ link }) => link === 'unlinked') },
  ),
  mutant(
    'last-four-for-everybody',
    'prints the last four digits although the number is not linked',
    '紐付いていなくてもマイナンバー下4桁を印字する',
    { digitsOnPaper: (personNo) => personNo?.slice(-4) ?? null },
  ),
  mutant('prints-whole-number', 'prints the whole Individual Number', 'マイナンバーを12桁すべて印字する', {
    digitsOnPaper: (personNo, isLinked) => (isLinked ? personNo : null),
  }),
  mutant(
    'mail-merge-before-flag',
    'takes the addresses before the DV flags are looked at',
    'DVの申出を見る前の宛先で発送する',
    { route: (mailing) => standardInsurer.route({ ...mailing, flagged: false, continued: true }) },
  ),
  mutant('branch-reused', 'gives the branch of somebody who left to the next', '脱退した人の枝番を次の人に付ける', {
    branchFor: ({ scheme, relation, branches }) =>
      freeBranch(
        isEmployeeScheme(scheme) && relation === 'insured' ? 0 : 1,
        branches.filter(({ open }) => open).map(({ branch }) => branch),
      ),
  }),
  mutant('branch-one-digit', 'writes the branch with one digit', '枝番を1桁で付ける', {
    branchFor: (place) => String(Number(standardInsurer.branchFor(place))),
  }),
  mutant(
    'key-gap',
    'lets a day pass between the old numbers and the new ones',
    '記号番号の変更で旧番号と新番号の間を1日空ける',
    { rekeysWithoutGap: false },
  ),
  mutant(
    'keeps-old-paper-on-rekey',
    'sends nothing when symbol and number change',
    '記号番号が変わっても新しい証やお知らせを出さない',
    { reprintsOnRekey: false },
  ),
  mutant(
    'deregisters-at-once',
    'registers the application as if it were two months old, so that the card stops at once',
    '利用登録の解除を2か月前の申請として登録し即時に使えなくする',
    { unregistersAsOf: (appliedOn) => addMonths(appliedOn, -2) },
  ),
  mutant(
    'deregisters-never',
    'never registers an application to take the registration back',
    '利用登録の解除申請を登録しない',
    { unregistersAsOf: () => null },
  ),
  mutant(
    'one-list-closes',
    'closes 国保 on the first list of overlaps',
    '資格重複の一覧に1回載っただけで国保を職権喪失する',
    { closesOverlap: (_appearances, own, other) => other >= own },
  ),
  mutant(
    'overlap-day-counted',
    'closes 国保 ex officio on the very day of the other acquisition',
    '職権喪失で法定の重複1日を認めず取得日を喪失日とする',
    { overlapLoss: (otherAcquired) => otherAcquired },
  ),
  mutant(
    'column-shift',
    'lets the column of names slip by one row over the pieces of a run',
    '一括発行で氏名の列を1行ずらして印字する',
    { merge: slipped },
  ),
  mutant('leaver-mailed', 'mails to people who have left', '資格を失った人にも発送する', { mailsLeavers: true }),
  mutant('seven-digits', 'prints seven of the eight digits of a 後期 number', '後期の被保険者番号を7桁で印字する', {
    numberOnPaper: (number, scheme) => (scheme === 'kouki' ? number.slice(-7) : number),
  }),
  mutant('term-past-75', 'lets a certificate run past the 75th birthday', '75歳の誕生日を越える有効期限を付ける', {
    lastDayBefore75: () => null,
  }),
  mutant('term-of-six-years', 'issues certificates for six years', '有効期限を6年とする', {
    termEnd: (_term, issued) => yearsFrom(issued, 6),
    longestTerm: (issued) => yearsFrom(issued, 6),
  }),
  mutant('fee-on-first-issue', 'takes the fee for the first certificate too', '最初の交付にも手数料を取る', {
    fee: (question) => (question.certified ? standardInsurer.fee(question) : question.reissueFee),
  }),
  mutant(
    'fee-for-damaged',
    'takes the fee for a damaged certificate that was handed in',
    '現物を添えたき損の再交付にも手数料を取る',
    { fee: (question) => standardInsurer.fee({ ...question, originalAttached: false }) },
  ),
  mutant('both-papers', 'sends a notice beside every certificate', '資格確認書とお知らせを両方送る', {
    noticeBesideCertificate: true,
  }),
  mutant(
    'mass-issue-to-all',
    'sends certificates to everybody at the end of the old cards',
    '旧被保険者証の終了時に全員へ資格確認書を送る',
    { entitledAtOldCardEnd: () => true },
  ),
  mutant(
    'mass-issue-forgets',
    'believes in the printed date of the old cards and sends nothing when they end',
    '旧被保険者証の終了時に資格確認書を送らない',
    { oldCardEnd: (printed) => printed ?? yearsFrom(standardInsurer.oldCardEnd(null), 5) },
  ),
  mutant('branch-off-paper', 'prints no branch', '枝番を印字しない', { branchOnPaper: () => null }),
  mutant('ratio-off-paper', 'prints no share for people of 70 and over', '70歳以上の負担割合を印字しない', {
    shareOnPaper: () => null,
  }),
  mutant('paper-ratio-from-yesterday', 'prints the share of the day before', '前日時点の負担割合を印字する', {
    shareOnPaper: (shares, day) => standardInsurer.shareOnPaper(shares, addDays(day, -1)),
  }),
  mutant(
    'wrong-insured-name',
    "prints a dependant's own name as that of the insured person",
    '被扶養者の証の被保険者氏名に本人の氏名を印字する',
    { insuredNameOnPaper: (own) => own },
  ),
  mutant(
    'waits-for-other-insurer',
    'registers somebody who changes his insurer only after the next list of overlaps, to let the other close first',
    '保険者を移る人を、前の保険者の喪失を待って次の資格重複一覧まで登録しない',
    { registersOn: ({ cause }, received) => (cause === 'lost-cover' ? nextOverlapList(received) : received) },
  ),
  ...answerMutants,
  ...mailingMutants,
  ...formMutants,
]

/** 番号で探す: finds a broken insurer by id, null for an unknown one. */
export const insurerMutant = (id: string): InsurerMutant | null =>
  insurerMutants.find((known) => known.id === id) ?? null
