import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { columnsOf } from '../../src/cli/columns.ts'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { languageOf } from '../../src/cli/lang.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { SETTINGS } from '../../src/domain/settings.ts'

/** Runs the command line in this process, on a terminal that remembers. */
async function runHere(...args: readonly string[]) {
  let [stdout, stderr] = ['', '']
  const code = await runCommandLine(args, {
    lang: languageOf(args, {}),
    print: (text) => (stdout += text),
    warn: (text) => (stderr += text),
    program: 'madoguchi',
    colours: false,
    showsProgress: false,
  })
  return { code, stdout, stderr }
}

const widest = (text: string): number => Math.max(...text.split('\n').map(columnsOf))

describe('madoguchi rules list', () => {
  it.each(['en', 'ja'])('counts rules by family, settings and revisions in %s, within 100 columns', async (lang) => {
    const { code, stdout } = await runHere('rules', 'list', '--lang', lang)
    for (const { id } of RULES) expect(stdout).toContain(`  ${id} `)
    expect(stdout).toContain(lang === 'ja' ? 'old-card  (1 規則, 2 行)' : 'old-card  (1 rules, 2 rows)')
    expect(stdout).toContain(`${SETTINGS.length} `)
    expect(stdout).toContain('2026-08 (2026-08-31)')
    expect(widest(stdout)).toBeLessThanOrEqual(100)
    expect(code).toBe(0)
  })

  it('is one JSON document', async () => {
    const { stdout } = await runHere('rules', 'list', '--format', 'json')
    expect(z.object({ rules: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(stdout)).rules.length).toBe(
      RULES.length,
    )
  })
})

describe('madoguchi rules show', () => {
  it('shows a rule with its days, sources and setting', async () => {
    const { stdout } = await runHere('rules', 'show', 'grace/mode')
    expect(stdout).toContain('END_OF_MONTH_PLUS_3  [H] [S2][W21] rules.md 3')
    expect(stdout).toContain('setting grace.mode')
  })

  it('shows a setting by its name: values, conflict, and what reads it', async () => {
    const en = await runHere('rules', 'show', 'pin.userAuth.maxFailures')
    expect(en.stdout).toContain('values: 3, 5')
    expect(en.stdout).toContain('original documents: 5')
    expect(en.stdout).toContain('conflict 1: One document locks the four digits after five misses')
    expect(en.stdout).toContain('read by: pin/max-failures')
    const ja = await runHere('rules', 'show', 'pin.userAuth.maxFailures', '--lang', 'ja')
    expect(ja.stdout).toContain('食い違い 1: 4桁の暗証番号は5回でロックされる')
  })

  it('says of a setting that nothing reads it', async () => {
    const { stdout } = await runHere('rules', 'show', 'notice.cutOut')
    expect(stdout).toContain('No rule of the book reads it')
  })

  it('gives rules and settings as JSON', async () => {
    const { stdout } = await runHere('rules', 'show', 'grace.mode', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ name: 'grace.mode', conflicts: [{ no: 3 }] })
  })

  it('answers an unknown name with the names there are', async () => {
    const { code, stderr } = await runHere('rules', 'show', 'grace/mood')
    expect(stderr).toContain('grace/mode')
    expect(stderr).toContain('grace.mode')
    expect(code).toBe(2)
  })
})

const decisionChange = z.object({
  rules: z.array(z.string()),
  examples: z.array(z.object({ words: z.object({ ja: z.string(), en: z.string() }) })),
})
const part = z.object({ rows: z.array(z.object({ rule: z.string() })), decisions: z.array(decisionChange) })

describe('madoguchi rules diff', () => {
  it.each([
    ['en', 'The law moved on: 2025-12-01 → 2026-08-01', 'We learnt: 2025-12 → 2026-08'],
    ['ja', '規定が移り変わったこと: 2025-12-01 → 2026-08-01', '新たに知られたこと: 2025-12 → 2026-08'],
  ])('has two sections in %s, with rows, sources and receptions', async (lang, moved, learnt) => {
    const { code, stdout } = await runHere('rules', 'diff', '2025-12', '2026-08', '--lang', lang)
    const [first = '', second = ''] = stdout.split('\n\n')
    expect(first.startsWith(moved)).toBe(true)
    expect(second.startsWith(learnt)).toBe(true)
    expect(first).toContain('<provisional/residence-cover>')
    expect(first).toContain('ALL → HOLDING')
    expect(first).toContain('<money/limits-under-70>')
    expect(first).toContain('M01')
    expect(second).toContain('2026-04-01 → 2026-07-31')
    expect(second).toContain('[W15][W16][D50]')
    expect(second).toContain('M02')
    for (const section of [first, second]) expect(section.split('\n').length).toBeLessThanOrEqual(42)
    expect(widest(stdout)).toBeLessThanOrEqual(100)
    expect(code).toBe(0)
  })

  it('gives both sections as JSON', async () => {
    const { stdout } = await runHere('rules', 'diff', '2025-12', '2026-08', '--format', 'json')
    const json = z.object({ moved: part, learnt: part }).parse(JSON.parse(stdout))
    expect(json.moved.rows.map(({ rule }) => rule)).toContain('issuance/kouki')
    expect(json.learnt.decisions.flatMap(({ rules }) => rules)).toContain('provisional/all-covers')
  })

  it('compares a book with one whose settings are turned', async () => {
    const { stdout } = await runHere('rules', 'diff', 'latest', 'latest@seeds')
    expect(stdout).toContain('<pin/max-failures>')
    expect(stdout).toContain('3 → 5')
  })

  it('answers an unknown revision with those there are', async () => {
    const { code, stderr } = await runHere('rules', 'diff', '2025-12', '2026-04')
    expect(stderr).toContain('There is no revision "2026-04"')
    expect(stderr).toContain('2026-03')
    expect(code).toBe(2)
  })
})

const grace = fileURLToPath(new URL('../../scenarios/data/examples/grace-2026-08-20.yaml', import.meta.url))

/** The blocks that `decide` prints, one for each reception. */
const blocksOf = (stdout: string): string[] => stdout.trimEnd().split('\n\n')

// rules.md 3: expiry 2026-08-20, grace through 2026-11-30 [S2][W21]; counter.md C03.
describe('madoguchi decide on a certificate that ended on 2026-08-20', () => {
  it.each(['en', 'ja'])('explains three days in %s on one screen, with dates and sources', async (lang) => {
    const { code, stdout } = await runHere('decide', grace, '--lang', lang)
    const blocks = blocksOf(stdout)
    expect(blocks.map((block) => /\d{4}-\d\d-\d\d/.exec(block)?.[0])).toEqual([
      '2026-11-21',
      '2026-11-30',
      '2026-12-01',
    ])
    for (const block of blocks) {
      expect(block).toContain('2026-08-20')
      expect(block).toContain('2026-11-30')
    }
    // A rule is written out where it speaks first, and counted after that: the whole story stands on one screen.
    expect(stdout.split('END_OF_MONTH_PLUS_3 [H] [S2][W21]').length).toBe(2)
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(62)
    expect(widest(stdout)).toBeLessThanOrEqual(100)
    expect(code).toBe(0)
  })

  it('verifies eligibility only on the first two days, and not on the third', async () => {
    const { stdout } = await runHere('decide', grace)
    const [today = '', last = '', after = ''] = blocksOf(stdout)
    for (const block of [today, last]) {
      expect(block).toContain('Decision: accepted')
      expect(block).toContain('M04')
      expect(block).toContain('Read: R1 eligibility')
      expect(block).toContain('<card-read-in-grace>')
    }
    expect(after).toContain('Decision: ask the patient first')
    expect(after).toContain('<certificate-dead>')
    expect(after).not.toContain('R1')
  })

  it('says the same in Japanese', async () => {
    const { stdout } = await runHere('decide', grace, '--lang', 'ja')
    const [today = '', , after = ''] = blocksOf(stdout)
    expect(today).toContain('R1 資格情報')
    expect(today.replaceAll(/\n\s*/g, '')).toContain('2026-11-30までの猶予期間内')
    expect(after.replaceAll(/\n\s*/g, '')).toContain('猶予も2026-11-30に終わりました')
  })

  it('judges under another revision and with a turned setting', async () => {
    const decisions = z.object({
      receptions: z.array(z.object({ ruleset: z.string(), decision: z.object({ method: z.string().nullable() }) })),
    })
    const judged = async (...flags: readonly string[]) => {
      const { stdout } = await runHere('decide', grace, '--format', 'json', ...flags)
      return decisions.parse(JSON.parse(stdout)).receptions.map(({ ruleset, decision }) => [ruleset, decision.method])
    }
    expect(await judged('--ruleset', '2025-12')).toEqual([
      ['2025-12', 'M04'],
      ['2025-12', 'M04'],
      ['2025-12', null],
    ])
    expect(await judged('--ruleset', 'as-known')).toEqual([
      ['2026-08', 'M04'],
      ['2026-08', 'M04'],
      ['2026-08', null],
    ])
    // Three months after the day are over on 2026-11-20.
    expect(await judged('--set', 'grace.mode=EXPIRY_PLUS_3_MONTHS')).toEqual([
      ['2026-08', null],
      ['2026-08', null],
      ['2026-08', null],
    ])
    expect(await judged('--ruleset', 'latest@seeds')).toHaveLength(3)
  })

  it.each([
    [['--set', 'grace.mode=SOON'], '--set grace.mode does not take "SOON". Allowed: END_OF_MONTH_PLUS_3'],
    [['--set', 'grace.mod=SOON'], '--set: there is no setting "grace.mod". There are: pin.userAuth.maxFailures'],
    [['--ruleset', '2026-04'], '--ruleset does not take "2026-04". Allowed: latest'],
  ])('refuses %j and says what is allowed', async (flags, said) => {
    const { code, stdout, stderr } = await runHere('decide', grace, ...flags)
    expect(stderr).toContain(said)
    expect([code, stdout]).toEqual([2, ''])
  })

  it('says when a turned setting spoke nowhere', async () => {
    const { code, stderr } = await runHere('decide', grace, '--set', 'notice.cutOut=LEFT')
    expect(stderr).toContain('notice.cutOut: no rule of the book reads this setting')
    expect(code).toBe(0)
  })
})
