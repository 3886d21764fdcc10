import { createInterface } from 'node:readline'
import { isBehaviour, readRequest, replyAs } from './behaviour.ts'

// Run as: node stdio-driver.ts BEHAVIOUR
const behaviour = process.argv[2]
if (!isBehaviour(behaviour)) throw new Error(`unknown behaviour ${behaviour}`)
console.error('fixture started')
for await (const line of createInterface({ input: process.stdin })) {
  const text = await replyAs(behaviour, readRequest(line))
  if (text === 'die') process.exit(3)
  process.stdout.write(`${text}\n`)
}
