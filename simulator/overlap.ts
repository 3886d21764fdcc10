import type { OverlapPolicy } from '../src/domain/answers.ts'
import type { RuleBook } from '../src/domain/rules.ts'

const POLICIES = ['OLDER', 'NEWER', 'BOTH'] as const satisfies readonly OverlapPolicy[]

/** Which of two open covers a card inquiry shows; older unless the setting `overlap.cardAnswer` says otherwise. @see facts/wire.md ASM-29 */
export const overlapPolicy = (book: RuleBook): OverlapPolicy =>
  POLICIES.find((policy) => policy === book.settings['overlap.cardAnswer']) ?? 'OLDER'

/** Day of the month from which the 医療券 of the month is registered; 15 unless the setting `ticket.day` says otherwise. @see facts/wire.md ASM-35 */
export const ticketDayOf = (book: RuleBook): number => {
  const turned = book.settings['ticket.day']
  return typeof turned === 'number' ? turned : 15
}
