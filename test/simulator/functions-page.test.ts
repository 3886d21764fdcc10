import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { INTERFACES } from '../../src/wire/interfaces.ts'
import { SIM_MESSAGES } from '../../simulator/messages.ts'

const root = new URL('../../', import.meta.url)
const page = (name: string): string => readFileSync(new URL(`docs/${name}`, root), 'utf8')

describe('docs/functions.md', () => {
  it('lists every code of a result in both languages', () => {
    const rows = [...page('functions.md').matchAll(/^\| `(SIM-[VNMR]\d{3})` \| (.*) \|$/gm)]
    const codes = Object.entries(SIM_MESSAGES).filter(([code]) => /^SIM-[VNMR]/.test(code))
    expect(new Map(rows.map(([, code, text]) => [code, text]))).toEqual(
      new Map(codes.map(([code, { ja, en }]) => [code, `${en} / ${ja}`])),
    )
  })

  it('names every function, answered or not', () => {
    const text = page('functions.md')
    const prefixes = INTERFACES.flatMap(({ requests }) => requests.map((prefix) => prefix.slice(0, -3)))
    expect(prefixes.filter((prefix) => !text.includes(`\`${prefix}\``))).toEqual([])
  })
})

describe('docs/schemas.md', () => {
  it('names every shared schema, and no file that is not there', () => {
    const text = page('schemas.md')
    const files = readdirSync(new URL('src/wire/xsd/', root))
    const shared = files.filter((file) => /^[a-z]/.test(file)).map((file) => file.replace('.xsd', ''))
    expect(shared.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
    const named = [...text.matchAll(/src\/wire\/xsd\/(\w+\.xsd)/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => !files.includes(file))).toEqual([])
  })
})
