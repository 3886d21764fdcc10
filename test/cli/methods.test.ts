import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../src/cli/columns.ts'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { languageOf } from '../../src/cli/lang.ts'
import { METHODS, SEED_ALIASES } from '../../src/domain/methods.ts'

async function rules(...args: readonly string[]) {
  let [stdout, stderr] = ['', '']
  const code = await runCommandLine(['rules', ...args], {
    lang: languageOf(args, {}),
    print: (text) => (stdout += text),
    warn: (text) => (stderr += text),
    program: 'madoguchi',
    colours: false,
    showsProgress: false,
  })
  return { code, stdout, stderr }
}

describe('madoguchi rules, about methods', () => {
  it('shows a method with its days out of the rule book and what it never does', async () => {
    const { code, stdout } = await rules('show', 'M07')
    expect(stdout).toContain('2025-09-19 → …  <phone/served>')
    expect(stdout).toContain('Has no grace')
    expect(stdout).toContain('[W26][W27][W28] rules.md 1.3 M07 [H]')
    expect(code).toBe(0)
  })

  it('finds a method by the number of an original document: S4-9 is the phone, S4-6 the screen or the PDF', async () => {
    expect((await rules('show', 'S4-9')).stdout).toBe((await rules('show', 'M07')).stdout)
    expect((await rules('show', 'S0-②-a', '--lang', 'ja')).stdout).toContain(
      'M09  マイナンバーカードとマイナポータルの画面',
    )
    const { stdout } = await rules('show', 'S4-6')
    expect(stdout).toContain('M09  ')
    expect(stdout).toContain('M10  ')
  })

  it('marks the method that is announced, and the one that rests on inference', async () => {
    expect((await rules('show', 'M22')).stdout).toContain('Announced, not in use yet.')
    expect((await rules('show', 'M31')).stdout).toContain('rules.md 1.3 M31 [L] assumption')
  })

  it('gives a method as JSON with its days', async () => {
    const { stdout } = await rules('show', 'M01', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ id: 'M01', rows: [{ rule: 'old-card/valid', until: '2025-12-01' }] })
  })

  it.each(['en', 'ja'])('fits a terminal in %s, one by one and listed', async (lang) => {
    const shown = await Promise.all(METHODS.map(async ({ id }) => (await rules('show', id, '--lang', lang)).stdout))
    const { stdout } = await rules('list', '--lang', lang)
    for (const { id, title } of METHODS)
      expect(stdout).toContain(`${id.padEnd(6)}${lang === 'ja' ? title.ja : title.en}`)
    expect(Math.max(...[stdout, ...shown].flatMap((text) => text.split('\n')).map(columnsOf))).toBeLessThanOrEqual(100)
  })

  it('names methods and their other numbers when a name is unknown', async () => {
    const { stderr } = await rules('show', 'M99')
    for (const name of [...METHODS.map(({ id }) => id), ...SEED_ALIASES]) expect(stderr).toContain(name)
  })
})
