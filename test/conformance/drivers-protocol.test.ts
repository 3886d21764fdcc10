import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { OPERATIONS } from '../../scenarios/protocol.ts'
import { insurerEventSchema } from '../../scenarios/protocol-insurer.ts'
import { facilitySchema } from '../../scenarios/scenario.ts'
import { DRIVER_PROBLEMS } from '../../src/conformance/drivers/driver-problem.ts'
import { GLOSSARY, type Term } from '../../src/conformance/protocol/glossary.ts'
import { protocolJsonSchema } from '../../src/conformance/protocol/schema.ts'
import { textOf } from '../support/committed-json.ts'

const tree = z.toJSONSchema(
  z.object({
    facility: facilitySchema,
    ...Object.fromEntries(
      Object.entries(OPERATIONS).map(([op, { input, result }]) => [op, z.object({ input, result })]),
    ),
  }),
  { io: 'input' },
)

/** Every list of allowed strings in the protocol, wherever it stands. */
function closedLists(node: unknown): readonly string[][] {
  if (Array.isArray(node)) return node.flatMap(closedLists)
  if (typeof node !== 'object' || node === null) return []
  const own = 'enum' in node && Array.isArray(node.enum) ? [node.enum.map(String)] : []
  return [...own, ...Object.values(node).flatMap(closedLists)]
}

const explained = new Set(Object.values(GLOSSARY).flatMap((terms) => Object.keys(terms)))
const cell = (text: string): string => text.replaceAll('|', '\\|')

function termTable(terms: Readonly<Record<string, Term>>): string {
  const rows = Object.entries(terms).map(
    ([value, { ja, en, example }]) =>
      `| \`${value}\` | ${cell(ja)} | ${cell(en)}${example === undefined ? '' : ` · e.g. ${cell(example)}`} |`,
  )
  return ['| value | 日本語 | English |', '|---|---|---|', ...rows].join('\n')
}

const problemTable = [
  '| code | ends the run | English | 日本語 |',
  '|---|---|---|---|',
  ...Object.entries(DRIVER_PROBLEMS).map(
    ([code, { fatal, en, ja }]) => `| \`${code}\` | ${fatal ? 'yes, exit 3' : 'no'} | ${cell(en)} | ${cell(ja)} |`,
  ),
].join('\n')

describe('src/conformance/protocol/v1.schema.json', () => {
  it('is what the types say (rewrite it with npm run golden)', async () => {
    const file = '../../src/conformance/protocol/v1.schema.json'
    await expect(textOf(new URL(file, import.meta.url), protocolJsonSchema())).toMatchFileSnapshot(file)
  })

  it('defines the input and the result of every operation', () => {
    expect(protocolJsonSchema()).toMatchObject({
      $defs: Object.fromEntries(
        Object.keys(OPERATIONS).flatMap((op) => [
          [`${op}Input`, {}],
          [`${op}Result`, {}],
        ]),
      ),
    })
  })
})

describe('the glossary', () => {
  it.each(closedLists(tree).map((list) => [list.join(' '), list] as const))('explains %s', (_, list) => {
    const ratios = ['010', '020', '030', 'unknown']
    const devices = ['iphone', 'android']
    expect(
      list.filter((value) => !explained.has(value) && !ratios.includes(value) && !devices.includes(value)),
    ).toEqual([])
  })

  it('has no value that the protocol does not have', () => {
    const values = new Set([...closedLists(tree).flat(), ...Object.keys(OPERATIONS)])
    const open = new Set(['method', 'lines.confirmation', 'shown.kind', 'event.kind'])
    const unknown = Object.entries(GLOSSARY).flatMap(([list, terms]) =>
      open.has(list) ? [] : Object.keys(terms).filter((value) => !values.has(value)),
    )
    expect(unknown).toEqual([])
  })

  it('explains every kind of event, and no other', () => {
    const kinds = insurerEventSchema.options.map(({ shape }) => shape.kind.value)
    expect(Object.keys(GLOSSARY['event.kind'] ?? {}).toSorted()).toEqual(kinds.toSorted())
  })

  it('names only methods of the form the protocol takes', () => {
    const form = OPERATIONS.receive.result.shape.method
    expect(Object.keys(GLOSSARY['method'] ?? {}).filter((id) => !form.safeParse(id).success)).toEqual([])
  })

  it.each(
    Object.entries(GLOSSARY).flatMap(([list, terms]) =>
      Object.entries(terms).map(([value, term]) => [`${list} ${value}`, term] as const),
    ),
  )('says %s in both languages', (_, { ja, en }) => {
    expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/)
    expect(en).toMatch(/[A-Za-z]{2}/)
  })
})

describe('docs/drivers.md', () => {
  it('carries the tables as the code has them (rewrite them with npm run golden)', async () => {
    const file = '../../docs/drivers.md'
    const tables: Readonly<Record<string, string>> = {
      ...Object.fromEntries(Object.entries(GLOSSARY).map(([list, terms]) => [list, termTable(terms)])),
      problems: problemTable,
    }
    const committed = readFileSync(new URL(file, import.meta.url), 'utf8')
    const marks = [...committed.matchAll(/<!-- table (\S+) -->/g)].map(([, name = '']) => name)
    expect(marks.toSorted()).toEqual(Object.keys(tables).toSorted())
    const fresh = committed.replaceAll(
      /<!-- table (\S+) -->[\s\S]*?<!-- end -->/g,
      (_, name: string) => `<!-- table ${name} -->\n${tables[name] ?? ''}\n<!-- end -->`,
    )
    await expect(fresh).toMatchFileSnapshot(file)
  })

  it('shows requests and answers that the protocol accepts', () => {
    const text = readFileSync(new URL('../../docs/drivers.md', import.meta.url), 'utf8')
    const blocks = [...text.matchAll(/<!-- example (\w+) (input|result) -->\n```json\n([\s\S]*?)```/g)]
    const operations: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = OPERATIONS
    expect(new Set(blocks.map(([, op]) => op))).toEqual(new Set(Object.keys(OPERATIONS)))
    for (const [, op = '', side = '', json = ''] of blocks) {
      expect(operations[op]?.[side]?.safeParse(JSON.parse(json)).error?.issues ?? [], `${op} ${side}`).toEqual([])
    }
  })
})
