import { type SuiteDrive, conformanceTests } from '../../src/vitest/index.ts'

// A system that runs already, or is started by a command: `http://127.0.0.1:9000/`, `stdio:java -jar ours.jar`.
conformanceTests({ suite: 'clinic', driver: 'reference', only: ['C03', 'C16', 'row-P'], cases: 20 })

/** A system of this process. This one knows one thing only: what to ask for next. */
const capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'receive'],
} as const
const nothing = { method: null, payers: [], reads: [], recorded: null, warnings: [], followUps: [] } as const

const drive: SuiteDrive<'clinic'> = async ({ id, op, input }) => {
  if (op === 'setup') return { id, result: { name: 'ours', version: '1', capabilities } }
  if (op !== 'receive') return { id, unsupported: true }
  const isScreenshot = input.shown.some(({ kind }) => kind === 'screenshot')
  return { id, result: { ...nothing, decision: 'ask', offers: isScreenshot ? ['portal-screen'] : [] } }
}

conformanceTests({ suite: 'clinic', driver: drive, only: ['row-P'], cases: 20, lang: 'ja' })
