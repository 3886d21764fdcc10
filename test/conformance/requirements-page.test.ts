import { describe, expect, it } from 'vitest'
import { clinicMutants } from '../../src/conformance/mutants/clinic/index.ts'
import { insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import { type ListedSuite, requirementsPage } from '../../src/conformance/requirements-page.ts'
import { SUITES } from '../../src/conformance/suites.ts'

const suites: readonly ListedSuite[] = [
  { ...SUITES.clinic, mutants: clinicMutants },
  { ...SUITES.insurer, mutants: insurerMutants },
]
const requirements = suites.flatMap((suite) => suite.requirements)
const page = requirementsPage(suites)
const lines = page.split('\n')

/** Cells of a row, without the outer bars; an escaped bar is no border. */
const cells = (line: string): readonly string[] => line.split(/(?<!\\)\|/).slice(1, -1)

describe('the page of requirements', () => {
  it('is committed as the code says it today', async () => {
    await expect(page).toMatchFileSnapshot('../../docs/requirements.md')
  })

  it.each(requirements)(
    'tells $id in both languages, with its sources, edges and mutants',
    ({ id, sentence, sources, edges, mutants }) => {
      const from = lines.indexOf(`## ${id}`)
      const until = lines.findIndex((line, index) => index > from && /^##? /.test(line))
      const section = lines.slice(from, until === -1 ? undefined : until).join('\n')
      expect(section).toContain(sentence.ja)
      expect(section).toContain(sentence.en)
      expect(section.match(/出典 \/ sources: .+/)?.[0].split('; ').length).toBe(sources.join('; ').split('; ').length)
      for (const { id: edge, title } of edges) expect(section).toContain(`| \`${edge}\` | ${title.ja} | ${title.en} |`)
      for (const mutant of mutants) expect(section).toContain(`| \`${mutant}\` | `)
    },
  )

  it('explains every mutant that a requirement names', () => {
    const rows = lines.filter((line) => line.startsWith('| `')).map(cells)
    expect(rows.filter((row) => row.slice(0, 3).some((text) => text.trim() === ''))).toEqual([])
  })

  it('names no requirement twice, whatever its suite', () => {
    const ids = requirements.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  it('keeps a table a table when a sentence has a bar or a line break in it', () => {
    const [first] = requirements
    if (first === undefined) throw new Error('no requirement')
    const odd = requirementsPage([
      { ...SUITES.clinic, requirements: [{ ...first, sentence: { ja: '甲|乙', en: 'one\ntwo' } }], mutants: [] },
    ])
    const row = odd.split('\n').find((line) => line.startsWith(`| [${first.id}]`)) ?? ''
    expect(cells(row).map((text) => text.trim())).toEqual([
      `[${first.id}](#${first.id.toLowerCase()})`,
      '甲\\|乙',
      'one two',
      String(first.edges.length),
      String(first.mutants.length),
    ])
  })
})
