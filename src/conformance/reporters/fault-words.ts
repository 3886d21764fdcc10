import type { Step } from '../../../scenarios/scenario.ts'

type FaultStep = Extract<Step, { do: 'fault' }>

const NTH = {
  every: { ja: (n: number) => `${n}件ごと`, en: (n: number) => `every ${n}th message` },
  only: { ja: (n: number) => `${n}件目だけ`, en: (n: number) => `message ${n} only` },
  first: { ja: (n: number) => `初めの${n}件`, en: (n: number) => `the first ${n} messages` },
} as const

function nthWords(nth: FaultStep['nth'], lang: 'ja' | 'en'): readonly string[] {
  if (nth === undefined) return []
  if ('every' in nth) return [NTH.every[lang](nth.every)]
  return 'only' in nth ? [NTH.only[lang](nth.only)] : [NTH.first[lang](nth.first)]
}

/** 障害の範囲の言葉: scope, window and details of a fault in parentheses; empty for one that is as wide as the world. */
export function faultReach(step: FaultStep, lang: 'ja' | 'en'): string {
  const { person, facility, prefix, nth, from, until, millis, hours, withholds, offline } = step
  const window = from === undefined && until === undefined ? [] : [`${from ?? ''}–${until ?? ''}`]
  const scope = [person, facility, prefix].filter((part) => part !== undefined)
  const waits = millis === undefined || millis === 0 ? [] : [`${millis} ms`]
  const lags = hours === undefined ? [] : [lang === 'ja' ? `${hours}時間` : `${hours} h`]
  const words = [...scope, ...nthWords(nth, lang), ...window, ...waits, ...lags, ...(withholds ?? [])]
  const all = offline === undefined ? words : [...words, offline]
  return all.length === 0 ? '' : ` (${all.join(', ')})`
}
