import { type CivilDate, addDays, addMonths, startOfMonth } from '../../../domain/civil-date.ts'
import type { LeaveCause } from '../../../../scenarios/protocol-insurer.ts'
import { type Scheme, isEmployeeScheme } from './books.ts'

/** 喪失の判断材料: what is known when a cover ends. `day` is the day of the fact, `entered` the day on which the form is worked on. */
export interface LossFacts {
  readonly scheme: Scheme
  readonly relation: 'insured' | 'dependant'
  readonly cause: LeaveCause
  readonly day: CivilDate
  readonly entered: CivilDate
  readonly acquired: CivilDate
}

/** 資格喪失事由 (OQSCD008). */
export type LossCode = '01' | '02' | '03' | '99'

/** 喪失または取消: how a cover ends, on its first day without it, or by never having been. */
export type Loss =
  | { readonly kind: 'close'; readonly lossDate: CivilDate; readonly reason: LossCode }
  | { readonly kind: 'void' }

type Rule = 'same-day' | 'next-day' | 'next-month' | 'never-was'
type Table = Partial<Readonly<Record<LeaveCause, Rule>>>

const INSURED: Table = {
  'rehired-same-day': 'same-day',
  'turned-75': 'same-day',
  'joins-kouki': 'same-day',
  'own-job': 'same-day',
  'employee-cover': 'same-day',
  'own-wish': 'next-month',
  'first-premium-unpaid': 'never-was',
}

const DEPENDANT: Table = {
  'own-job': 'same-day',
  'employee-cover': 'same-day',
  'turned-75': 'same-day',
  'insured-turned-75': 'same-day',
  'joins-kouki': 'same-day',
  'rehired-same-day': 'same-day',
  abroad: 'same-day',
  'own-wish': 'next-month',
  'first-premium-unpaid': 'never-was',
}

const HOUSEHOLD: Table = {
  welfare: 'same-day',
  'joins-kokuho-kumiai': 'same-day',
  'moved-prefecture': 'same-day',
}

const KOUKI: Table = { welfare: 'same-day', 'moved-prefecture': 'same-day' }

const tableOf = (scheme: Scheme, relation: LossFacts['relation']): Table => {
  if (scheme === 'kouki') return KOUKI
  if (!isEmployeeScheme(scheme)) return HOUSEHOLD
  return relation === 'insured' ? INSURED : DEPENDANT
}

const OTHER_INSURANCE: readonly LeaveCause[] = [
  'own-job',
  'employee-cover',
  'joins-kouki',
  'turned-75',
  'joins-kokuho-kumiai',
]

/** 資格喪失事由 of a cause. */
export function lossCode(cause: LeaveCause): LossCode {
  if (cause === 'died') return '01'
  if (cause === 'welfare') return '02'
  return OTHER_INSURANCE.includes(cause) ? '03' : '99'
}

/**
 * 資格喪失年月日: by scheme and cause; what no table names ends on the day after.
 *
 * @see facts/insurer.md 1.7
 */
export function lossOf({ scheme, relation, cause, day }: LossFacts): Loss {
  const rule = tableOf(scheme, relation)[cause] ?? 'next-day'
  const reason = lossCode(cause)
  switch (rule) {
    case 'never-was':
      return { kind: 'void' }
    case 'same-day':
      return { kind: 'close', lossDate: day, reason }
    case 'next-month':
      return { kind: 'close', lossDate: addMonths(startOfMonth(day), 1), reason }
    case 'next-day':
      return { kind: 'close', lossDate: addDays(day, 1), reason }
  }
}
