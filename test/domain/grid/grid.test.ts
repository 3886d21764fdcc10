import { describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../../src/domain/civil-date.ts'
import { decide } from '../../../src/domain/decide.ts'
import { METHOD_IDS } from '../../../src/domain/messages/catalogue.ts'
import type { Decision, Facility } from '../../../src/domain/presentation.ts'
import { latestBook } from '../../../src/domain/rulesets.ts'
import { RULES } from '../../../src/domain/rules/index.ts'
import { counter } from '../../support/counter-builders.ts'
import { LINES } from './lines.ts'
import { WAYS, type Way } from './shown.ts'

type Site = Facility['capability']

const SITES: readonly Site[] = ['FULL', 'LIMITED', 'MOBILE', 'NONE']
const MODES = ['online', 'outage'] as const
const ALWAYS = '0000-00-00'
const FOR_EVER = '9999-99-99'

interface Line {
  readonly text: string
  readonly way: string
  readonly sites: readonly string[]
  readonly mode: string
  readonly from: string
  readonly until: string
  readonly outcome: string
  readonly source: string
}

const lines: readonly Line[] = LINES.trim()
  .split('\n')
  .map((text) => {
    const [way = '', sites = '', mode = '', from = '', until = '', outcome = '', source = ''] = text
      .split('|')
      .map((cell) => cell.trim())
    const open = (day: string, end: string): string => (day === '…' ? end : day)
    return {
      text,
      way,
      sites: sites.split(' '),
      mode,
      from: open(from, ALWAYS),
      until: open(until, FOR_EVER),
      outcome,
      source,
    }
  })

/** Where the tolerance was to end before it was extended: nothing may happen there any more. */
const NO_BOUNDARY_ANY_MORE = ['2026-03-31', '2026-04-01']
const TODAY = '2026-11-21'

/** Days on which something begins or is over, as typed in the lines, each with the day before and the day after. */
const DAYS: readonly string[] = [
  ...new Set(
    [...lines.flatMap(({ from, until }) => [from, until]), ...NO_BOUNDARY_ANY_MORE, TODAY]
      .filter((day) => day !== ALWAYS && day !== FOR_EVER)
      .flatMap((day) => [-1, 0, 1].map((step) => addDays(civilDate(day), step))),
  ),
].toSorted()

const OUTCOMES: Readonly<Record<Decision['outcome'], string>> = {
  accepted: 'accepted',
  'full-charge': '10割',
  'other-payer': 'other payer',
  wait: 'wait',
  ask: 'ask',
  stop: 'stop',
}

const said = ({ outcome, method, reads }: Decision): string =>
  outcome === 'accepted' ? `${method} ${reads}` : OUTCOMES[outcome]

/** What the lines say about a cell; the texts of all lines that speak about it. */
const linesFor = (way: string, site: Site, mode: string, day: string): readonly Line[] =>
  lines.filter(
    (line) =>
      line.way === way &&
      line.sites.includes(site) &&
      (line.mode === 'both' || line.mode === mode) &&
      line.from <= day &&
      day <= line.until,
  )

function played(way: Way, site: Site, mode: string, day: string): Decision {
  const scene = way(day, site)
  const outage = mode === 'outage'
  const { delivered: _delivered, ...unread } = scene
  const { presentation, facts } = counter(day, {
    ...(outage ? unread : scene),
    facility: { phoneEnabled: true, ...scene.facility, capability: site },
    broken: [...(scene.broken ?? []), ...(outage ? (['line'] as const) : [])],
  })
  return decide(presentation, facts, latestBook)
}

/** A variant (a letter after the id, or a fixed certificate) tells a part of the grid only. */
const isVariant = (way: string): boolean => !METHOD_IDS.some((id) => id === way)

describe('the grid of methods, days, sites and lines', () => {
  it('is told by at most 200 lines, each with its source', () => {
    expect(lines.length).toBeLessThanOrEqual(200)
    expect(lines.filter(({ source }) => source === '')).toEqual([])
    expect(lines.filter(({ way }) => WAYS[way] === undefined)).toEqual([])
  })

  it('has a way to present for every method', () => {
    expect(METHOD_IDS.filter((id) => !(id in WAYS))).toEqual([])
  })

  it('steps on every day on which a rule of the counter begins or ends, and on the days around it', () => {
    const families = ['old-card', 'provisional', 'method', 'grace', 'phone', 'paper', 'fallback']
    const boundaries = RULES.filter(({ id }) => families.includes(id.split('/')[0] ?? '')).flatMap(({ rows }) =>
      rows.flatMap(({ from, until }) => [
        ...(from === null ? [] : [addDays(from, -1), from, addDays(from, 1)]),
        ...(until === null ? [] : [addDays(until, -1), until, addDays(until, 1)]),
      ]),
    )
    expect([...new Set(boundaries)].filter((day) => !DAYS.includes(day)).toSorted()).toEqual([])
  })

  it.each(Object.keys(WAYS))('%s is worth on every day what its line says', (id) => {
    const way = WAYS[id]
    if (way === undefined) throw new Error(id)
    const wrong: string[] = []
    let cells = 0
    for (const site of SITES) {
      for (const mode of MODES) {
        for (const day of DAYS) {
          const told = linesFor(id, site, mode, day)
          if (told.length === 0 && isVariant(id)) continue
          cells += 1
          const cell = `${id} ${site} ${mode} ${day}`
          const [line] = told
          if (line === undefined || told.length > 1) wrong.push(`${cell}: ${told.length} lines`)
          else if (said(played(way, site, mode, day)) !== line.outcome)
            wrong.push(`${cell}: ${said(played(way, site, mode, day))} instead of ${line.text}`)
        }
      }
    }
    expect(wrong.slice(0, 12)).toEqual([])
    expect(cells).toBeGreaterThan(0)
  })
})
