/** Writes test/golden/population-seed-42.jsonl and prints the sum: only with a new GENERATOR_VERSION. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { member, population } from '../../generators/index.ts'

const japan = population({ seed: 42 })
const lines = Array.from({ length: 200 }, (_, place) => JSON.stringify(member(japan, place * 627_999 + place)))
writeFileSync(new URL('../golden/population-seed-42.jsonl', import.meta.url), `${lines.join('\n')}\n`)

const sum = createHash('sha256')
for (let place = 0; place < 10_000; place += 1) sum.update(JSON.stringify(member(japan, place * 12_499 + 7)))
console.log(sum.digest('hex'))
