import { execFile, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { fromShiftJis, toShiftJis } from '../../../examples/folder-clinic/shift-jis.ts'
import { type CivilDate, compactDate, parseCompactDate } from '../../../src/domain/civil-date.ts'
import type { Answer, AnswerRecord } from '../../../src/domain/presentation.ts'
import { sameName } from '../../../src/domain/text.ts'
import { createSimulator, serve } from '../../../simulator/index.ts'
import type { SimulatedWorld } from '../../../simulator/world.ts'
import { encodeText } from '../../../src/wire/shift-jis.ts'
import { temporaryFolder } from './support.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)

const numbers = z.object({
  insurerNumber: z.string(),
  symbol: z.string().nullable(),
  number: z.string(),
  branch: z.string().nullable(),
})
const cover = numbers.extend({
  name: z.string().nullable(),
  lostOn: z.string().nullable(),
  lateElderlyRatio: z.string().nullable(),
  elderlyRatio: z.string().nullable(),
  limitClass: z.string().nullable(),
})
const entry = z.object({
  chart: z.string(),
  way: z.enum(['card', 'numbers']),
  validity: z.string().nullable(),
  covers: z.array(cover),
  asked: z.int(),
  trouble: z.string().nullable(),
})
const visitor = z.object({
  chart: z.string(),
  person: z.string(),
  birthDate: z.string(),
  numbers: numbers.nullable(),
  card: z.boolean(),
  limitConsent: z.boolean(),
})
type Visitor = z.infer<typeof visitor>
const output = z.object({ day: z.string(), failed: z.int(), visitors: z.array(visitor), record: z.array(entry) })

/** What a day of either language prints, in the names of this one. */
const outputOf = (text: string): z.infer<typeof output> =>
  output.parse(
    JSON.parse(
      text.replaceAll(/"(\w+)":/g, (key) => key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
    ),
  )

const dateOfText = (text: string): CivilDate => {
  const date = parseCompactDate(text)
  if (!date.ok) throw new Error(text)
  return date.value
}

const nameOf = ({ person }: Visitor): string => (/^\d+$/.test(person) ? `#${person}` : person)

/** The insurance as the world has it, in the words of the clinic. */
const coverOf = (record: AnswerRecord, withLimit: boolean): z.infer<typeof cover> => ({
  ...record.key,
  name: record.name,
  lostOn: record.loss === null ? null : compactDate(record.loss.date),
  lateElderlyRatio: record.koukiRatio,
  elderlyRatio: record.elderly?.ratio ?? null,
  limitClass: withLimit ? record.limitBand : null,
})

/** A card that the reader of the day takes, as facts/rules.md 1.3 has it. */
function cardWorks(world: SimulatedWorld, who: Visitor): boolean {
  const card = who.card ? world.cardState(nameOf(who)) : null
  return card !== null && ['VALID', 'WARN', 'GRACE'].includes(card.certificate) && !card.flags.noSelfInfo
}

/** What the world says of a visitor, by the way on which he can be asked about. Limits: facts/rules.md 2.3 and 9 no. 25. */
function truthOf(world: SimulatedWorld, who: Visitor, day: CivilDate): Omit<z.infer<typeof entry>, 'asked'> {
  const way = cardWorks(world, who) ? 'card' : 'numbers'
  const key = who.numbers
  const answer: Answer =
    way === 'numbers' && key !== null
      ? world.numberAnswer(key, dateOfText(who.birthDate), day)
      : world.serviceAnswer(nameOf(who), day, null)
  const isOpen = answer.validity === 1 || answer.validity === 6
  const withLimit = isOpen && (way === 'card' || who.limitConsent)
  const records = [answer.record, answer.beside ?? null].flatMap((record) => record ?? [])
  const covers = records.map((record) => coverOf(record, withLimit))
  return { chart: who.chart, way, validity: String(answer.validity), covers, trouble: null }
}

/** ● stands for a character that does not travel: told by the names themselves, which are compared apart. */
const withoutNames = (
  entries: readonly Omit<z.infer<typeof entry>, 'asked'>[],
): readonly Omit<z.infer<typeof entry>, 'asked'>[] =>
  entries.map(({ chart, way, validity, covers, trouble }) => ({
    chart,
    way,
    validity,
    covers: covers.map((one) => ({ ...one, name: null })),
    trouble,
  }))

/** The whole day takes three times as long as its first sixty, who have every oddity of the catalogue among them. */
const PEOPLE = fc.readConfigureGlobal().numRuns !== undefined ? 300 : 60
/** Looks as often as a machine of two cores bears. */
const POLL = { pollMillis: 20, settleMillis: 40, patienceMillis: 400 } as const
/** On the machines that build this there is Python; elsewhere its half is shown as skipped. */
const hasPython = process.env['CI'] !== undefined || spawnSync('python3', ['--version']).status === 0

const LANGUAGES = [
  { language: 'TypeScript', program: process.execPath, script: ['examples/folder-clinic/day.ts'], there: true },
  { language: 'Python', program: 'python3', script: ['-B', 'examples/folder-clinic-python/day.py'], there: hasPython },
] as const

describe('a clinic written with files and polling only', () => {
  for (const { language, program, script, there } of LANGUAGES) {
    const title = there ? language : `${language}, which is not on this machine`
    it.skipIf(!there)(`in ${title}: completes a day with an outage, and its record is the truth`, async () => {
      const dir = temporaryFolder()
      const simulator = createSimulator({ terminal: { encoding: 'Shift_JIS' } })
      const { url, close } = await serve({ simulator, folders: { ...POLL, dir } })
      onTestFinished(close)
      const args = [...script, dir, String(PEOPLE), url, 'json']
      const { stdout } = await run(program, args, { cwd: root, timeout: 60_000, maxBuffer: 10_000_000 })
      const { day, failed, visitors, record } = outputOf(stdout)
      const world = simulator.worlds.default
      const truth = visitors.map((who) => truthOf(world, who, dateOfText(day)))
      expect(visitors).toHaveLength(PEOPLE)
      expect(withoutNames(record)).toEqual(withoutNames(truth))
      const otherNames = record.flatMap(({ covers }, index) =>
        covers.filter(({ name }, at) => !sameName(name ?? '', truth[index]?.covers[at]?.name ?? '')),
      )
      expect(otherNames).toEqual([])
      // A day like any other: every kind of visitor and of answer was there.
      const seenAs = (person: string): unknown => {
        const { chart } = visitors.find((who) => who.person === person) ?? { chart: '' }
        const { way, validity } = record.find((one) => one.chart === chart) ?? {}
        return `${way} ${validity}`
      }
      expect({
        firstUse: seenAs('card/unregistered'),
        grace: seenAs('grace/first-day'),
        graceOver: seenAs('grace/over'),
        assistance: seenAs('public/assistance'),
      }).toEqual({ firstUse: 'card 1', grace: 'card 1', graceOver: 'numbers 1', assistance: 'card 1' })
      expect(new Set(record.map(({ validity }) => validity))).toEqual(new Set(['1', '2', '3', '4']))
      const covers = record.flatMap((one) => one.covers)
      for (const name of ['lateElderlyRatio', 'elderlyRatio', 'limitClass', 'symbol', 'branch', 'lostOn'] as const)
        expect({ [name]: covers.filter((one) => one[name] !== null).length }).not.toEqual({ [name]: 0 })
      expect(failed).toBeGreaterThanOrEqual(PEOPLE / 5)
      expect(record.filter(({ asked }) => asked > 1).length).toBeGreaterThan(0)
      expect(['req', 'res', 'face'].map((folder) => readdirSync(join(dir, folder)))).toEqual([[], [], []])
    })
  }
})

it('has a table of Shift_JIS that agrees with ours', () => {
  const text = 'ABC ｱｲｳ ミホン　花子 ①㈱髙﨑 ー～'
  const ours = encodeText(text, 'Shift_JIS')
  expect(fromShiftJis(toShiftJis(text))).toBe(text)
  expect(ours.ok && fromShiftJis(ours.value)).toBe(text)
})
