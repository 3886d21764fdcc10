import { type CivilDate, parseCivilDate } from '../../domain/civil-date.ts'
import type { Member } from '../../domain/person.ts'
import type { Population } from '../../../generators/population.ts'
import type { FlagValues } from '../command.ts'
import { isSet, numberFlag, textFlag, textFlags } from '../flags.ts'
import { parseTraits } from '../traits.ts'
import { UsageError, wrongValue } from '../usage-error.ts'

/** A member and the magic id by which it was asked for. */
export interface Chosen {
  readonly member: Member
  readonly magic: string | null
}

/** Whom to generate, in order; at the end `missing` says how many could not be found. */
export interface Choice {
  readonly planned: number
  readonly people: Generator<Chosen, void, void>
}

/** No search looks at more people than this. */
const SEARCH_LIMIT = 2_000_000
/** People found in one go of a search. */
const PAGE = 64

/** A flag that holds a day. */
export function dayFlag(flags: FlagValues, name: string, option: string): CivilDate | null {
  const text = textFlag(flags, name)
  if (text === undefined) return null
  const parsed = parseCivilDate(text)
  if (parsed.ok) return parsed.value
  throw wrongValue(option, text, 'YYYY-MM-DD', `${option} 2026-11-21`)
}

const onlyOne = (given: readonly string[]): UsageError =>
  new UsageError({
    ja: `${given.join(' と ')} は同時に使えません。`,
    en: `${given.join(' and ')} cannot go together.`,
  })

/** What chooses people: `--from`, `--traits`, `--magic` and `--member` exclude one another, `--from` goes with `--traits`. */
function howChosen(flags: FlagValues): 'walk' | 'traits' | 'magic' | 'member' {
  const given = [
    ...(textFlags(flags, 'traits').length > 0 ? ['traits' as const] : []),
    ...(isSet(flags, 'magic') ? ['magic' as const] : []),
    ...(textFlags(flags, 'member').length > 0 ? ['member' as const] : []),
  ]
  const from = textFlag(flags, 'from') === undefined ? [] : ['from']
  const clash = [...given, ...(given[0] === 'traits' ? [] : from)]
  if (clash.length > 1) throw onlyOne(clash.map((name) => `--${name}`))
  return given[0] ?? 'walk'
}

/** Reads the people of a command line; `day` is that on which traits are judged and magic people start. */
export async function chosenPeople(
  people: Population,
  flags: FlagValues,
  day: CivilDate,
  count: { readonly default: number; readonly max: number },
): Promise<Choice> {
  const { catalogue, findPeople, magicMember, magicPerson, member } = await import('../../../generators/index.ts')
  const how = howChosen(flags)
  const every = how === 'magic' ? catalogue.length : count.default
  const planned = numberFlag(flags, 'count', { min: 1, max: count.max, default: every })
  const from = numberFlag(flags, 'from', { min: 0, max: people.size - 1, default: 0 })
  function* walk() {
    for (let index = from; index < people.size; index += 1) yield { member: member(people, index), magic: null }
  }
  function* magic() {
    for (const { id } of catalogue) yield { member: magicMember(people, id, day), magic: id }
  }
  const traits = parseTraits(
    textFlags(flags, 'traits').flatMap((text) => text.split(/\s+/).filter((each) => each !== '')),
  )
  function* search() {
    for (let probed = 0; probed < Math.min(SEARCH_LIMIT, people.size);) {
      const report = findPeople(people, { on: day, ...traits }, { count: PAGE, from: from + probed })
      for (const index of report.found) yield { member: member(people, index), magic: null }
      probed += report.probed
    }
  }
  const ids = textFlags(flags, 'member').flatMap((text) => text.split(',').map((each) => each.trim()))
  const named = ids.map((id): Chosen => {
    if (/^\d{1,9}$/.test(id) && Number(id) < people.size) return { member: member(people, Number(id)), magic: null }
    if (magicPerson(id) !== undefined) return { member: magicMember(people, id, day), magic: id }
    const allowed = {
      ja: `0から${people.size - 1}までの番号、または ${catalogue.map((each) => each.id).join(' ')}`,
      en: `an index from 0 to ${people.size - 1}, or ${catalogue.map((each) => each.id).join(' ')}`,
    }
    throw wrongValue('--member', id, allowed, '--member name/gaiji')
  })
  function* listed() {
    yield* named
  }
  if (how === 'member') return { planned: named.length, people: listed() }
  return { planned, people: { walk, traits: search, magic }[how]() }
}
