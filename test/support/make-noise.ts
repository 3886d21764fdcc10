/** Writes generators/noise.data.ts: `node test/support/make-noise.ts`. Run once; its output is committed and kept. */
import { writeFileSync } from 'node:fs'
import { fakerJA } from '@faker-js/faker'

const unique = (count: number, make: () => string): string[] => {
  const seen = new Set<string>()
  while (seen.size < count) seen.add(make())
  return [...seen]
}

const lines = (items: readonly string[]): string =>
  Array.from({ length: Math.ceil(items.length / 10) }, (_, row) => items.slice(row * 10, row * 10 + 10).join(' ')).join(
    '\n',
  )

const table = (name: string, doc: string, items: readonly string[]): string =>
  `/** ${doc} */\nexport const ${name}: readonly string[] = \`\n${lines(items)}\n\`.trim().split(/[ \\n]+/)\n`

fakerJA.seed(20_261_121)

const cities = unique(120, () => fakerJA.location.city()).map((city) =>
  city.replace(/(市|区|町|村)?$/, (suffix) => suffix || '市'),
)
const towns = unique(
  200,
  () => `${fakerJA.person.lastName()}${fakerJA.helpers.arrayElement(['町', '台', '本町', '新町', 'が丘', '通'])}`,
)
const companies = unique(200, () => fakerJA.company.name())

writeFileSync(
  new URL('../../generators/noise.data.ts', import.meta.url),
  [
    table(
      'CITIES',
      '市区町村の名: made once with faker by test/support/make-noise.ts; no real place is meant.',
      cities,
    ),
    table('TOWNS', '町名, made as {@link CITIES} were.', towns),
    table('COMPANIES', '事業所名, made as {@link CITIES} were; no real company is meant.', companies),
  ].join('\n'),
)
