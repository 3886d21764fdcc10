import { checkDigit } from './numbers.ts'

const WIDTH = 10

/**
 * 個人番号の代わり: twelve digits that stand for an Individual Number in the simulated Japan. The check digit is always one too
 * high, so that none of them can be a real number. `index` is that of the person in the population.
 *
 * @see facts/insurer.md 2.3, facts/rules.md 5.4
 */
export function personNumberOf(index: number): string {
  const body = `9${String(index).padStart(WIDTH, '0')}`
  return `${body}${(Number(checkDigit('individual', body)) + 1) % 10}`
}

/** The person a synthetic number stands for; null for any other text, plausible numbers included. */
export function indexOfPersonNumber(text: string): number | null {
  if (!/^9\d{11}$/.test(text)) return null
  const index = Number(text.slice(1, 1 + WIDTH))
  return personNumberOf(index) === text ? index : null
}
