import { addDays } from '../../../domain/civil-date.ts'
import { lossOf } from '../../reference/insurer/losses.ts'
import { standardInsurer } from '../../reference/insurer/practice.ts'
import { type InsurerMutant, mutant } from './mutant.ts'

/** 登録と回答の壊れた保険者: whose records lead to wrong answers. */
export const answerMutants: readonly InsurerMutant[] = [
  mutant(
    'check-digit-only',
    'takes another name in the register for a spelling when the number itself is a valid one, and declares "no doubt"',
    '番号の検査用数字が正しければ氏名の相違を表記の違いとみなし「疑義なし」とする',
    {
      declaresUnseen: ({ verdict, differs }) =>
        verdict === 'mismatch' && (differs.includes('kanji') || differs.includes('kana')),
    },
  ),
  mutant(
    'scheme-change-keeps-count',
    'counts the lists on which a member stood, whichever employee cover stood beside him',
    '重複の相手の社保が変わっても、一覧に載った回数を通算する',
    { overlapCount: (_listed, inARow) => inARow },
  ),
  mutant(
    'closes-for-earlier-cover',
    'closes 国保 ex officio for an employee cover that began before it',
    '国保より前に取得した社保との重複でも国保を職権喪失する',
    { closesOverlap: (appearances) => appearances >= 2 },
  ),
  mutant('invites-nobody', 'leaves the list of people without cover unread', '加入勧奨の一覧を処理しない', {
    invites: () => false,
  }),
  mutant(
    'invites-the-insured',
    'invites everybody on the list without looking whether he has joined since',
    '加入勧奨の一覧の人を、すでに加入したかを確かめずに勧奨する',
    { invites: () => true },
  ),
  mutant(
    'past-mismatch-blocks',
    'sends the form of somebody back whose earlier record differs from the register',
    '過去の記録に相違があると、新しい取得届を差し戻す',
    { rejoinsAfterMismatch: false },
  ),
  mutant(
    'past-declared',
    'declares "no doubt" on the earlier record of somebody who joins again',
    '再加入の際に、過去の記録の相違を「疑義なし」とする',
    { declaresPast: true },
  ),
  mutant(
    'spelling-is-another-person',
    'takes a record back when the kanji name alone or the kana name alone differs',
    '漢字氏名だけ、またはカナ氏名だけの相違を別人とみなし、登録を取り消す',
    {
      takesBack: ({ verdict, differs }) =>
        verdict === 'mismatch' && differs.length === 1 && (differs[0] === 'kanji' || differs[0] === 'kana'),
    },
  ),
  mutant(
    'never-asks-for-number',
    'never asks a member for the number that he did not supply',
    '個人番号のない人に提出を求めない',
    { asksForNumber: false },
  ),
  mutant(
    'fire-and-forget',
    'believes in what it sent without looking for the acknowledgement',
    '受付結果を確かめず、送ったつもりでいる',
    { resends: 'never' },
  ),
  mutant(
    'resends-every-run',
    'sends what once failed again at every run',
    '一度届かなかった記録を処理のたびに送り続ける',
    { resends: 'every-run' },
  ),
  mutant('special-by-ratio', 'registers 特別療養 as a share of 3割', '特別療養を区分でなく負担割合3割で登録する', {
    showsSpecialAs: 'share',
  }),
  mutant('special-for-children', 'puts children under 特別療養 too', '子も特別療養とする', {
    specialFrom: (_birthDate, from, publicExpense) => (publicExpense ? null : from),
  }),
  mutant('special-despite-public-expense', 'puts holders of 公費 under 特別療養 too', '公費のある人も特別療養とする', {
    specialFrom: (birthDate, from) => standardInsurer.specialFrom(birthDate, from, false),
  }),
  mutant(
    'special-off-paper',
    'prints ordinary papers for people under 特別療養',
    '特別療養の人にも通常の表題と負担割合の書面を出す',
    { marksSpecial: false },
  ),
  mutant(
    'stale-end-kept',
    'leaves the end of the record before when the new one has none',
    '有効終了のない決定でも前の有効終了を残す',
    { validUntil: (decided, before) => decided ?? before },
  ),
  mutant(
    'merger-of-insured-only',
    'carries the insured persons over to a new insurer number and forgets the dependants',
    '保険者番号の変更で被保険者本人だけを移し、被扶養者を忘れる',
    { goesAlong: ({ relation }) => relation === 'insured' },
  ),
  mutant(
    'merger-overlaps',
    'lets the old insurer number end a day after the new one begins',
    '保険者番号の変更で旧番号を新番号の初日まで有効にする',
    { oldNumberLost: (from) => addDays(from, 1) },
  ),
  mutant(
    'void-for-any-premium',
    'voids a continued cover from its first day whichever premium is unpaid',
    '2回目以降の保険料未納でも任意継続を初めから取り消す',
    { loss: (facts) => (facts.cause === 'premium-unpaid' ? { kind: 'void' } : lossOf(facts)) },
  ),
]
