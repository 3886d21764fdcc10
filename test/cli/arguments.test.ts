import { describe, expect, it } from 'vitest'
import { driverSpecOf } from '../../src/cli/driver-flag.ts'
import { languageOf } from '../../src/cli/lang.ts'
import { parseTraits } from '../../src/cli/traits.ts'
import { UsageError } from '../../src/cli/usage-error.ts'

const ordinary = { clock: 'movable', worlds: 'many', reach: 'process' }

function usageProblem(act: () => unknown): UsageError {
  try {
    act()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('--driver', () => {
  it.each([
    ['reference', { kind: 'reference', traits: ordinary }],
    ['reference:fixed-clock,one-world', { kind: 'reference', traits: { ...ordinary, clock: 'fixed', worlds: 'one' } }],
    ['mutant:ignores-branch', { kind: 'mutant', id: 'ignores-branch', traits: ordinary }],
    ['mutant:ignores-branch,http', { kind: 'mutant', id: 'ignores-branch', traits: { ...ordinary, reach: 'http' } }],
    ['reference:files', { kind: 'reference', traits: { ...ordinary, reach: 'files' } }],
    ['mutant:ignores-branch,files', { kind: 'mutant', id: 'ignores-branch', traits: { ...ordinary, reach: 'files' } }],
    ['module:./ours.ts', { kind: 'module', file: './ours.ts' }],
    ['stdio:node a.js --port=1:2', { kind: 'stdio', command: 'node a.js --port=1:2' }],
    ['files:shared/clinic', { kind: 'files', dir: 'shared/clinic' }],
    ['http://127.0.0.1:9000/drive', { kind: 'http', url: 'http://127.0.0.1:9000/drive' }],
  ])('reads %s', (text, spec) => {
    expect(driverSpecOf(text)).toEqual(spec)
  })

  it.each(['', 'refrence', 'stdio:', 'module: ', 'files:', 'http://', 'reference:fast', 'mutant'])(
    'refuses "%s" with the allowed forms and an example',
    (text) => {
      const { both } = usageProblem(() => driverSpecOf(text))
      expect(both.en).toMatch(/^--driver does not take .*Allowed: .*Example: --driver /)
      expect(both.ja).toMatch(/^--driver に .*使える値: .*例: --driver /)
    },
  )
})

describe('traits', () => {
  it('are read into what the generators look for', () => {
    expect(parseTraits(['scheme=kokuho', 'certificate=GRACE', 'age>=70', 'age<=74', 'twins=true'])).toEqual({
      scheme: 'kokuho',
      certificate: 'GRACE',
      ageMin: 70,
      ageMax: 74,
      branchTwins: true,
    })
  })

  it.each([
    ['colour=red', 'There is no trait "colour=red"'],
    ['scheme=国保', 'scheme= does not take "国保". Allowed: kyokai'],
    ['age>=abc', 'age>= does not take "abc"'],
    ['prefecture=48', 'Allowed: 1 … 47'],
    ['on=2026-02-30', 'Allowed: YYYY-MM-DD'],
  ])('refuse %s', (text, said) => {
    expect(usageProblem(() => parseTraits([text])).both.en).toContain(said)
  })
})

describe('the language', () => {
  it.each([
    [['--lang', 'ja'], { LANG: 'en_US.UTF-8' }, 'ja'],
    [['--lang=en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
    [[], { LANG: 'ja_JP.UTF-8' }, 'ja'],
    [[], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
    [[], {}, 'en'],
  ])('of %j in %j is %s', (args, env, lang) => {
    expect(languageOf(args, env)).toBe(lang)
  })
})
