import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { languageOf } from '../../src/cli/lang.ts'

const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
afterAll(() => rmSync(folder, { recursive: true }))

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

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const scenario = `
people: { tanaka: { index: 12 } }
steps:
  - { do: receive, visit: v1, person: tanaka, show: [{ kind: screenshot }] }
`

describe('the command line', () => {
  it.each([
    ['nothing', [], 'Usage: madoguchi'],
    ['an unknown command', ['confrom'], 'Did you mean conform?'],
    ['no suite', ['conform'], 'Allowed: clinic'],
    ['an unknown suite', ['conform', 'hospital', '--driver', 'reference'], 'Allowed: clinic, insurer'],
    [
      'one file for the reports of two suites',
      ['conform', 'clinic', 'insurer', '--driver', 'reference', '--report', 'junit=x.xml'],
      'one file per suite',
    ],
    ['no driver', ['conform', 'clinic'], '--driver is missing'],
    ['a misspelt flag', ['conform', 'clinic', '--drvier', 'reference'], 'Did you mean --driver?'],
    [
      'a number that is none',
      ['conform', 'clinic', '--driver', 'reference', '--cases', 'many'],
      '--cases does not take "many". Allowed: a whole number from 1',
    ],
    [
      'an unknown kind of report',
      ['conform', 'clinic', '--driver', 'reference', '--report', 'pdf=x'],
      'Allowed: console=FILE, html=FILE, json=FILE, junit=FILE',
    ],
    ['an unknown ruleset', ['serve', '--ruleset', '2019-01'], 'Allowed: latest'],
    [
      'an unknown requirement',
      ['conform', 'clinic', '--driver', 'reference', '--only', 'XYZ'],
      '--only does not take "XYZ"',
    ],
    ['an unknown mutant', ['conform', 'clinic', '--driver', 'mutant:xyz'], 'no mutant "xyz"'],
    ['another address without a token', ['serve', '--host', '0.0.0.0', '--port', '0'], '--token'],
    [
      'minutes of a folder without one',
      ['serve', '--port', '0', '--stay-minutes', '5'],
      '--stay-minutes is for folders',
    ],
    ['a way of writing into no folder', ['serve', '--port', '0', '--writing', 'atomic'], '--writing is for folders'],
    ['a scenario that does not exist', ['replay', 'no-such-file.yaml', '--driver', 'reference'], 'no-such-file.yaml'],
  ])('answers %s with exit 2 and a sentence that helps', async (_, args, said) => {
    const { code, stdout, stderr } = await runHere(...args)
    expect(`${stdout}${stderr}`).toContain(said)
    expect(code).toBe(2)
  })

  it.each([
    ['serve'],
    ['conform', 'clinic', '--driver', 'reference'],
    ['replay', 'a.yaml', '--driver', 'reference'],
    ['minimize', 'a.yaml', '--driver', 'reference'],
    ['power', 'clinic'],
    ['find', 'scheme=kokuho'],
    ['generate', 'members'],
    ['decide', 'a.yaml'],
    ['rules'],
    ['inspect', 'a.pdf'],
  ])('does not take a language that it does not speak: %s', async (...args) => {
    const { code, stdout, stderr } = await runHere(...args, '--lang', 'fr')
    expect({ stdout, stderr }).toEqual({
      stdout: '',
      stderr: 'madoguchi: --lang does not take "fr". Allowed: ja, en. Example: --lang ja\n',
    })
    expect(code).toBe(2)
  })

  it('speaks Japanese when asked', async () => {
    const { code, stderr } = await runHere('conform', '--lang', 'ja')
    expect(stderr).toContain('スイートを指定してください')
    expect(code).toBe(2)
  })

  it('prints help and the version with exit 0', async () => {
    const [help, version] = await Promise.all([runHere('conform', '--help'), runHere('--version')])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('Example: madoguchi conform clinic --driver reference')
    expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('shows a rule with its dates and sources', async () => {
    const { code, stdout } = await runHere('rules', 'show', 'old-card/valid')
    expect(stdout).toContain('2025-12-01')
    expect(code).toBe(0)
  })

  it('points at the mistake in a scenario file', async () => {
    const { code, stderr } = await runHere(
      'decide',
      file('wrong.yaml', scenario.replace('person: tanaka', 'persn: tanaka')),
    )
    expect(stderr).toMatch(/wrong\.yaml:4:31 .*Did you mean "person"\?/)
    expect(code).toBe(2)
  })
})
