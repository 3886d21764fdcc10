import { type Instant, parseInstant } from '../../domain/civil-date.ts'
import { resolveMoment } from '../../../scenarios/days.ts'
import { isMomentText } from '../../../scenarios/offsets.ts'
import type { Scenario } from '../../../scenarios/scenario.ts'
import { FINDINGS } from '../findings.ts'
import { GLOSSARY } from '../protocol/glossary.ts'
import type { Counterexample } from '../requirement.ts'
import { type Content, type Markup, markup } from './html-markup.ts'
import { type Bilingual, both } from './html-words.ts'
import { stepsInWords } from './step-words.ts'

/** An instant as people read it, to the minute, or the text itself when it is none. Japan's time throughout. */
export const momentText = (text: string): Markup =>
  parseInstant(text).ok
    ? markup`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)}</time>`
    : markup`<span>${text}</span>`

/** The moment at which a scenario begins, for a run that began at another; null when a text of them is no moment. */
export function beginningOf(scenario: Scenario, runStart: string): Instant | null {
  const base = parseInstant(runStart)
  const own = parseInstant(scenario.start)
  if (own.ok) return own.value
  return base.ok && isMomentText(scenario.start) ? resolveMoment(scenario.start, base.value, base.value) : null
}

/** The time in the world after each step; a clock step moves it for those that follow. */
export function timesOf(scenario: Scenario, runStart: string): readonly string[] {
  const start = beginningOf(scenario, runStart)
  if (start === null) return scenario.steps.map(() => scenario.start)
  let now = start
  return scenario.steps.map((step) => {
    if (step.do === 'clock' && isMomentText(step.to)) now = resolveMoment(step.to, start, now)
    return now
  })
}

export const row = (label: Bilingual, content: Content): Markup =>
  markup`<div><dt>${both(label)}</dt><dd>${content}</dd></div>`

/** What the system did, in its own words; a decision is explained as the protocol explains it. */
export function actualOf({ finding: { actual } }: Counterexample): Markup {
  const decision = GLOSSARY['decision']?.[actual.split(' ')[0] ?? '']
  return decision === undefined
    ? markup`<span lang="en">${actual}</span>`
    : markup`<code>${actual}</code> <span class="note">${both(decision)}</span>`
}

const verdictOnStep = (found: Counterexample): Markup =>
  markup`<p class="finding"><strong>✗ ${both({ ja: 'ここで違反', en: 'violated here' })}</strong> ${both(FINDINGS[found.finding.code])}: <code>${found.finding.actual}</code></p>`

/** Steps on each side of the failing one that are not folded. */
const NEAR = 12

interface Moment {
  readonly index: number
  readonly entry: Markup
}

function segment(moments: readonly Moment[], folded: boolean): Markup {
  const first = moments[0]
  if (first === undefined) return markup``
  const list = markup`<ol class="timeline" start="${first.index + 1}">${moments.map(({ entry }) => entry)}</ol>`
  const title = { ja: `ほかの${moments.length}手順`, en: `${moments.length} more steps` }
  return folded ? markup`<details class="fold"><summary>${both(title)}</summary>${list}</details>` : list
}

/** 経過: the steps of a smallest counterexample in the time of their world, the failing one marked; long ones are folded. */
export function timeline(found: Counterexample, runStart: string, papersAt: (step: number) => Content): Markup {
  const { scenario, finding } = found
  const [ja, en] = [stepsInWords(scenario, 'ja'), stepsInWords(scenario, 'en')]
  const moments = timesOf(scenario, runStart).map((time, index): Moment => {
    const isFailing = index === finding.step
    return {
      index,
      entry: markup`<li${isFailing ? markup` class="failing" aria-current="step"` : ''}><span class="when">${momentText(time)}</span>
<div class="what"><p><b>${index + 1}.</b> ${both({ ja: ja[index] ?? '', en: en[index] ?? '' })}</p>${isFailing ? verdictOnStep(found) : ''}${papersAt(index)}</div></li>`,
    }
  })
  const near = ({ index }: Moment): boolean => Math.abs(index - finding.step) <= NEAR
  return markup`${segment(
    moments.filter((moment) => !near(moment) && moment.index < finding.step),
    true,
  )}${segment(moments.filter(near), false)}${segment(
    moments.filter((moment) => !near(moment) && moment.index > finding.step),
    true,
  )}`
}
