import { decide } from '../../src/domain/decide.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import type { Reception } from './receptions.ts'
import { type Opinion, secondOpinion } from './second-opinion.ts'

/** What `decide` says, cut to what the second reader has an opinion on. */
export function firstOpinion({ presentation, facts }: Reception): Opinion {
  const { outcome, method, reads, share, limitBand, verified, key, claim, payers, refund } = decide(
    presentation,
    facts,
    latestBook,
  )
  return {
    outcome,
    method,
    reads,
    share,
    limitBand,
    verified,
    key,
    claim,
    payers: payers.map(({ kind }) => kind),
    refund,
  }
}

/** What the second reader says. */
export const otherOpinion = ({ presentation, facts }: Reception): Opinion => secondOpinion(presentation, facts)

const FIELDS = [
  'outcome',
  'method',
  'reads',
  'share',
  'limitBand',
  'verified',
  'key',
  'claim',
  'payers',
  'refund',
] as const
type Field = (typeof FIELDS)[number]

const text = (value: Opinion[Field]): string => {
  if (value === null || typeof value === 'string') return String(value)
  if ('number' in value) return `${value.insurerNumber}/${value.symbol ?? ''}/${value.number}/${value.branch ?? ''}`
  if ('insurerUntil' in value) return `${value.clinicUntil} ${value.insurerUntil}`
  return value.join('+')
}

/** The fields on which two opinions differ. */
export const differences = (a: Opinion, b: Opinion): Field[] =>
  FIELDS.filter((field) => text(a[field]) !== text(b[field]))

/** A disagreement in words: the two opinions and the reception behind them. */
export function inWords(at: number, reception: Reception, first: Opinion, second: Opinion): string {
  const { presentation, facts } = reception
  const sides = differences(first, second).map((field) => `${field} is ${text(first[field])} / ${text(second[field])}`)
  return [
    `reception ${at} on ${presentation.at} (decide / second opinion): ${sides.join(', ')}`,
    `  shown: ${presentation.shown.map((thing) => JSON.stringify(thing)).join(' ') || 'nothing'}`,
    `  chart: ${JSON.stringify(presentation.chart)} says: ${JSON.stringify(presentation.says)}`,
    `  screens: ${presentation.reader.join(' ') || 'none'} present: ${presentation.patientPresent}`,
    `  visit: ${JSON.stringify(presentation.circumstances)}`,
    `  facts: ${JSON.stringify(facts)}`,
  ].join('\n')
}
