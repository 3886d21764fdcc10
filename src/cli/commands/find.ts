import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, formatFlag, langFlag, numberFlag, seedFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import { TRAIT_WORDS, parseTraits } from '../traits.ts'

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const traits = parseTraits(args)
  const count = numberFlag(flags, 'count', { min: 1, max: 1000, default: 5 })
  const from = numberFlag(flags, 'from', { min: 0, max: 124_999_999, default: 0 })
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const { findPeople, member, population } = await import('../../../generators/index.ts')
  const { coverageStates } = await import('../../domain/ledger.ts')
  const { instantOf } = await import('../../domain/civil-date.ts')
  const people = population({ seed })
  const { found, probed, failed } = findPeople(people, traits, { count, from })
  const knownAt = instantOf(traits.on ?? people.referenceDate, '09:00')
  const rows = found.map((index) => {
    const { name, sex, birthDate, card, ledger } = member(people, index)
    const cover = coverageStates(ledger, knownAt).findLast(({ acquired }) => acquired <= knownAt.slice(0, 10))
    const key = cover === undefined ? null : { scheme: cover.scheme, ...cover.key }
    return { index, name: name.kanji, kana: name.kana, sex, birthDate, card: card?.kind ?? null, cover: key }
  })
  // How often each trait failed tells which of them is rare.
  const misses = Object.entries(TRAIT_WORDS).flatMap(([trait, word]) => {
    const times = Object.entries(failed).find(([name]) => name === trait)?.[1]
    return times === undefined ? [] : [{ trait: word, failed: times }]
  })
  if (format === 'json') {
    io.print(`${JSON.stringify({ seed, probed, found: rows, misses }, null, 2)}\n`)
    return found.length === 0 ? EXIT.unproven : EXIT.conforms
  }
  const lines = rows.map(({ index, name, kana, birthDate, cover }) => {
    const numbers =
      cover === null
        ? ''
        : [cover.scheme, cover.insurerNumber, cover.symbol ?? '-', cover.number, cover.branch ?? '-'].join(' ')
    return `#${index}  ${name} (${kana})  ${birthDate}  ${numbers}`
  })
  const detail = misses.map(({ trait, failed: times }) => `${trait} ${times}`).join(', ')
  const probedLine =
    io.lang === 'ja'
      ? `${probed}人を調べて${found.length}人見つかりました。合わなかった条件: ${detail === '' ? 'なし' : detail}`
      : `${probed} people looked at, ${found.length} found. Traits that did not hold: ${detail === '' ? 'none' : detail}`
  const use =
    io.lang === 'ja'
      ? 'シナリオでの使い方: people: { a: { index: 番号 } }。まれな条件は探すより changes: で作るほうが確実です。'
      : 'In a scenario: people: { a: { index: N } }. A rare trait is better made with changes: than sought.'
  io.print(`${[...lines, probedLine, use].join('\n')}\n`)
  return found.length === 0 ? EXIT.unproven : EXIT.conforms
}

export const findCommand = defineCommand({
  name: 'find',
  args: ['[traits...]'],
  summary: { ja: '条件に合う人を探す', en: 'Find synthetic people by trait' },
  flags: [
    { form: '--count <n>', text: { ja: '人数（既定 5）', en: 'How many (default 5)' } },
    { form: '--from <index>', text: { ja: '探し始める番号', en: 'First index to look at (default 0)' } },
    seedFlag,
    formatFlag,
    langFlag,
  ],
  example: 'madoguchi find scheme=kokuho certificate=GRACE "age>=70" --count 5',
  run,
})
