import { ORDINARY_VISIT } from '../../src/domain/circumstances.ts'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadScenario } from '../../scenarios/load.ts'
import { createSimulator } from '../../simulator/index.ts'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { EXIT } from '../../src/cli/exit-code.ts'
import type { Lang } from '../../src/cli/lang.ts'
import { moduleDriver } from '../../src/conformance/drivers/module.ts'
import { SUITES } from '../../src/conformance/suites.ts'
import { instant } from '../../src/domain/civil-date.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

const manifest = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
const readmes = ['README.md', 'README.ja.md'] as const
const pages = [
  ...readmes,
  'CONTRIBUTING.md',
  'AGENTS.md',
  ...globSync('docs/*.md', { cwd: root }).map((page) => page.replaceAll('\\', '/')),
]

interface Block {
  readonly language: string
  readonly text: string
}

const blocksOf = (page: string): readonly Block[] =>
  [...read(page).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }))

const prose = (page: string): string => read(page).replaceAll(/^```.*?^```$/gms, '')

const headings = (page: string): readonly string[] => prose(page).match(/^#+ .+$/gm) ?? []

/** Name of a heading in a link, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

async function saidBy(lang: Lang, args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  let text = ''
  const print = (more: string): void => {
    text += more
  }
  const code = await runCommandLine(args, {
    lang,
    print,
    warn: print,
    program: 'npm run -s madoguchi --',
    colours: false,
    showsProgress: false,
  })
  return { code, text }
}

const helpOf = (...args: readonly string[]) => saidBy('en', [...args, '--help'])

/** Lines that are printed in a block and not, in this order, in the text; … stands for what is left out. */
function linesNotSaid(block: string, text: string): readonly string[] {
  const said = text.split('\n')
  let from = 0
  return block.split('\n').filter((line) => {
    if (line === '' || line.trim() === '…') return false
    const parts = line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    const pattern = new RegExp(`^${parts.join('.*')}$`)
    const at = said.findIndex((each, index) => index >= from && pattern.test(each))
    if (at !== -1) from = at + 1
    return at === -1
  })
}

/** Blocks of commands that are quick and need nothing running, each with what is printed below it. */
const quickCommands = (page: string) =>
  blocksOf(page).flatMap(({ language, text }, index, all) => {
    const below = all[index + 1]
    const lines = text.trimEnd().split('\n')
    const quick = lines.flatMap(
      (line) => /^npm run -s madoguchi -- ((?:replay|decide|rules|find) .*)$/.exec(line)?.[1] ?? [],
    )
    return language === 'sh' && below?.language === 'text' && quick.length === lines.length
      ? [{ commands: quick, printed: below.text }]
      : []
  })

const commandNames = async (): Promise<readonly string[]> => {
  const { text } = await helpOf()
  return [...text.slice(text.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name)
}

const mentionedCommands = (page: string): readonly string[] =>
  [...read(page).matchAll(/\bmadoguchi(?: --)? ([a-z]+)/g)].map(([, name = '']) => name)

const mentionedScripts = (page: string): readonly string[] =>
  [...read(page).matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g)].map(
    ([, script, short]) => script ?? short ?? '',
  )

describe.each(readmes)('%s', (page) => {
  it('begins with the two commands, and nothing to type before them', () => {
    expect(blocksOf(page)[0]).toEqual({ language: '', text: 'npm ci && npm run conform\nnpm ci && npm test\n' })
  })

  it('names every command of the command line, and explains each in the table', async () => {
    const table = [...read(page).matchAll(/^\| `madoguchi ([a-z]+)/gm)].map(([, name]) => name)
    expect(table).toEqual(await commandNames())
  })

  it('shows the exit codes as the code has them', () => {
    const rows = [...read(page).matchAll(/^\| (\d+) \| `(\w+)` \| .{5,} \|$/gm)].map(([, code, name]) => [
      name,
      Number(code),
    ])
    expect(Object.fromEntries(rows)).toEqual(EXIT)
    expect(rows.length).toBe(Object.keys(EXIT).length)
  })

  it('uses only flags that the command it shows has', async () => {
    const lines = blocksOf(page).flatMap(({ language, text }) => (language === 'sh' ? text.split('\n') : []))
    const shown = lines.flatMap((line) => {
      const [, name = '', rest = ''] = /^npm run -s madoguchi -- ([a-z]+)(.*)$/.exec(line) ?? []
      return name === '' ? [] : [{ name, flags: rest.match(/(?<= )--[a-z-]+/g) ?? [] }]
    })
    expect(shown.length).toBeGreaterThan(5)
    const wrong = await Promise.all(
      shown.map(async ({ name, flags }) => {
        const { code, text } = await helpOf(name)
        return code === 0 ? flags.filter((flag) => !text.includes(`${flag} `)) : [name]
      }),
    )
    expect(wrong.flat()).toEqual([])
  })

  it.each(Object.values(SUITES))('tells the number of requirements of the $id suite', ({ requirements }) => {
    const count = requirements.length
    expect(read(page)).toContain(page === 'README.md' ? `proven ${count} of ${count}` : `${count}件中${count}件が適合`)
  })

  it('names only requirements that the suite of the line has', () => {
    const lines = read(page).matchAll(/conform (clinic|insurer) .*--only ([\w,-]+)/g)
    const named = [...lines].flatMap(([, suite, ids = '']) => ids.split(',').map((id) => ({ suite, id })))
    expect(named.length).toBeGreaterThan(5)
    const known = Object.values(SUITES).flatMap(({ id: suite, requirements }) =>
      requirements.map(({ id }) => ({ suite, id })),
    )
    expect(known).toEqual(expect.arrayContaining(named))
  })

  it('shows a scenario that can be loaded', () => {
    const scenarios = blocksOf(page).filter(({ language }) => language === 'yaml')
    expect(scenarios.map(({ text }) => loadScenario(text, page).ok)).toEqual([true])
  })

  it('prints below its commands what they say, counts and all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
    try {
      const file = join(folder, 'grace.yaml')
      writeFileSync(file, blocksOf(page).find(({ language }) => language === 'yaml')?.text ?? '')
      const shown = quickCommands(page)
      expect(shown.length).toBeGreaterThan(3)
      for (const { commands, printed } of shown) {
        let text = ''
        for (const command of commands) {
          const args = command.split(' ').map((arg) => arg.replaceAll('"', '').replace('reports/tour/grace.yaml', file))
          // oxlint-disable-next-line no-await-in-loop -- what they say is below each other
          text += (await saidBy(page === 'README.md' ? 'en' : 'ja', args)).text
        }
        expect({ commands, missing: linesNotSaid(printed, text) }).toEqual({ commands, missing: [] })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('shows a driver that keeps the protocol', async () => {
    const [source] = blocksOf(page).filter(({ language }) => language === 'js')
    const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
    try {
      const file = join(folder, 'ours.mjs')
      writeFileSync(file, source?.text ?? '')
      const opened = await moduleDriver(file)
      if (!opened.ok) throw new Error(opened.problem.message)
      const driver = opened.value
      const now = instant('2026-11-21T09:00:00+09:00')
      const told = [
        await driver.perform('readme', 'setup', {
          suite: 'clinic',
          baseUrl: 'http://127.0.0.1:8700/',
          world: 'default',
          institutionCode: '1319999999',
          facility: { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true, tools: [] },
          now,
        }),
        await driver.perform('readme', 'receive', {
          visit: 'v1',
          at: now,
          patientPresent: true,
          chart: null,
          shown: [],
          says: { insured: 'yes', unchanged: 'yes', limitConsent: 'no' },
          reader: [],
          circumstances: ORDINARY_VISIT,
        }),
        await driver.perform('readme', 'clock', { now }),
      ]
      expect(told.map(({ kind }) => kind)).toEqual(['result', 'result', 'unsupported'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('shows curl lines that the simulator answers, with the screens printed below them', async () => {
    const simulator = createSimulator()
    const blocks = blocksOf(page)
    const xml = blocks.find(({ language }) => language === 'xml')?.text ?? ''
    const calls = blocks.flatMap(({ language, text }, index) =>
      language === 'sh'
        ? text
            .split('\n')
            .flatMap((line) => (line.startsWith('curl ') ? [{ line, printed: blocks[index + 1]?.text ?? '' }] : []))
        : [],
    )
    expect(calls.length).toBeGreaterThan(8)
    for (const { line, printed } of calls) {
      const path = /\$B([^\s"]+)/.exec(line)?.[1] ?? ''
      const json = /-d '([^']+)'/.exec(line)?.[1]
      const body = line.includes('--data-binary') ? xml : json
      const method = / -X ([A-Z]+)/.exec(line)?.[1] ?? (body === undefined ? 'GET' : 'POST')
      const headers = { 'content-type': json === undefined ? 'application/x-www-form-urlencoded' : 'application/json' }
      // oxlint-disable-next-line no-await-in-loop -- each line builds on the one before
      const answer = await simulator.fetch(path, { method, headers, ...(body === undefined ? {} : { body }) })
      // oxlint-disable-next-line no-await-in-loop -- as above
      const text = await answer.text()
      const screens = /"screens":\[[^\]]*\]/.exec(text)?.[0] ?? ''
      const validity = /<QualificationValidity>.*?</.exec(text)?.[0] ?? '<QualificationValidity>1<'
      expect({ line, status: answer.status < 300, printed: printed.includes(screens), validity }).toEqual({
        line,
        status: true,
        printed: true,
        validity: '<QualificationValidity>1<',
      })
    }
  })
})

describe('the two languages', () => {
  const [english, japanese] = readmes

  it('have the same sections, at the same depth', () => {
    const depths = (page: string): readonly string[] => headings(page).map((heading) => heading.replace(/ .*/, ''))
    expect(depths(japanese)).toEqual(depths(english))
  })

  it('have the same commands, files and code, word for word', () => {
    const code = (page: string): readonly Block[] => blocksOf(page).filter(({ language }) => language !== 'text')
    expect(code(japanese)).toEqual(code(english))
    expect(blocksOf(japanese).map(({ language }) => language)).toEqual(
      blocksOf(english).map(({ language }) => language),
    )
  })

  it('have the same rows in their tables and lead to the same pages', () => {
    const rows = (page: string): number => prose(page).match(/^\|/gm)?.length ?? 0
    const targets = (page: string): readonly string[] =>
      [...prose(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !target.startsWith('README'))
    expect(rows(japanese)).toBe(rows(english))
    expect(targets(japanese)).toEqual(targets(english))
  })
})

describe.each(pages)('%s', (page) => {
  it('links to files and headings that exist', () => {
    const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path))
      if (!existsSync(new URL(target, root))) return true
      return (
        anchor !== undefined && !headings(target).some((heading) => anchorOf(heading) === decodeURIComponent(anchor))
      )
    })
    expect(broken).toEqual([])
  })

  it('names only scripts and commands that there are', async () => {
    const commands = await commandNames()
    expect(mentionedScripts(page).filter((script) => manifest.scripts[script] === undefined)).toEqual([])
    expect(mentionedCommands(page).filter((name) => !commands.includes(name))).toEqual([])
  })
})
