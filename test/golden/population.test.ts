import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { member, population } from '../../generators/index.ts'

const lines = readFileSync(new URL('population-seed-42.jsonl', import.meta.url), 'utf8').trimEnd().split('\n')
const japan = population({ seed: 42 })

describe('seed 42', () => {
  it('gives the two hundred people of the golden file, byte by byte', () => {
    const made = lines.map((_, place) => JSON.stringify(member(japan, place * 627_999 + place)))
    expect(made).toEqual(lines)
  })

  it('keeps the sum over ten thousand people', () => {
    const sum = createHash('sha256')
    for (let place = 0; place < 10_000; place += 1) sum.update(JSON.stringify(member(japan, place * 12_499 + 7)))
    expect(sum.digest('hex')).toBe('5995e121f5024928d30d259b01020b3ed4a3aca88dbb43b635fa9d2af56fb4ab')
  })
})
