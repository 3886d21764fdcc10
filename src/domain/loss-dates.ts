import { type CivilDate, addDays, addMonths, startOfMonth } from './civil-date.ts'
import type { Scheme } from './ledger.ts'

/** How 資格喪失年月日 follows from the day of the fact. */
type Rule = 'same-day' | 'next-day' | 'first-of-next-month' | 'never-existed'

interface LossRow {
  readonly schemes: readonly Scheme[]
  /** Null where the row is for insured persons and dependants alike. */
  readonly relation: 'insured' | 'dependant' | null
  readonly cause: string
  readonly rule: Rule
  readonly confidence: 'H' | 'M' | 'L'
  readonly source: string
}

const EMPLOYEE: readonly Scheme[] = ['kyokai', 'kenpo', 'kyosai']

const row = (
  schemes: readonly Scheme[],
  relation: LossRow['relation'],
  cause: string,
  rule: Rule,
  confidence: LossRow['confidence'],
  source: string,
): LossRow => ({ schemes, relation, cause, rule, confidence, source: `insurer.md 1.7 ${source}` })

/**
 * 資格喪失日の表: one row per scheme and cause. The day of the fact is the last day of work or life, the first day of the new
 * cover, the due day of a premium, the receipt of a wish, the birthday.
 *
 * @see facts/insurer.md 1.7
 */
export const LOSS_DATES: readonly LossRow[] = [
  row(EMPLOYEE, 'insured', 'retired', 'next-day', 'H', '[N2][D103]'),
  row(EMPLOYEE, null, 'died', 'next-day', 'H', '[N2][D103][D40]'),
  row(EMPLOYEE, 'insured', 'rehired-same-day', 'same-day', 'H', '[D103]'),
  row(EMPLOYEE, null, 'turned-75', 'same-day', 'H', '[N2][D34]'),
  row(EMPLOYEE, 'insured', 'premium-unpaid', 'next-day', 'H', '[D41][D103]'),
  row(EMPLOYEE, 'insured', 'first-premium-unpaid', 'never-existed', 'H', '[D103]'),
  row(EMPLOYEE, 'insured', 'own-wish', 'first-of-next-month', 'H', '[D103]'),
  row(EMPLOYEE, null, 'own-job', 'same-day', 'M', '[D40][D103]'),
  row(EMPLOYEE, 'dependant', 'divorced', 'next-day', 'M', '[D40]'),
  row(EMPLOYEE, 'dependant', 'insured-turned-75', 'same-day', 'H', '[N2][D34]'),
  row(EMPLOYEE, 'dependant', 'moved-out', 'next-day', 'M', '[D40]'),
  row(EMPLOYEE, 'dependant', 'abroad', 'same-day', 'M', '[D40]'),
  row(['kokuho', 'kokuho-kumiai'], null, 'employee-cover', 'next-day', 'H', '[D15][D16]'),
  row(['kokuho', 'kokuho-kumiai'], null, 'joins-kouki', 'next-day', 'H', '[D15][D16][D104]'),
  row(['kokuho', 'kokuho-kumiai'], null, 'welfare', 'same-day', 'H', '[D15][D16]'),
  row(['kokuho'], null, 'joins-kokuho-kumiai', 'same-day', 'H', '[D15]'),
  row(['kokuho', 'kokuho-kumiai', 'kouki'], null, 'died', 'next-day', 'H', '[D104][D16]'),
  row(['kokuho', 'kouki'], null, 'moved-prefecture', 'same-day', 'H', '[D15]'),
  row(['kouki'], null, 'welfare', 'same-day', 'M', '[D69]'),
]

/** The first day without cover; `void` for a cover that never existed, null where no row speaks. */
export function lossDateOf(
  scheme: Scheme,
  relation: 'insured' | 'dependant',
  cause: string,
  fact: CivilDate,
): CivilDate | 'void' | null {
  const found = LOSS_DATES.find(
    (each) =>
      each.cause === cause && each.schemes.includes(scheme) && (each.relation === null || each.relation === relation),
  )
  switch (found?.rule) {
    case undefined:
      return null
    case 'same-day':
      return fact
    case 'next-day':
      return addDays(fact, 1)
    case 'first-of-next-month':
      return addMonths(startOfMonth(fact), 1)
    case 'never-existed':
      return 'void'
  }
}
