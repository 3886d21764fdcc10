import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { parseCompactDate } from '../../../src/domain/civil-date.ts'
import type { CivilDate } from '../../../src/domain/civil-date.ts'
import { fromShiftJis, toShiftJis } from '../../../examples/folder-clinic/shift-jis.ts'
import { sameName } from '../../../src/domain/text.ts'
import { createSimulator, serve } from '../../../simulator/index.ts'
import { encodeText } from '../../../src/wire/shift-jis.ts'
import { QUICK, temporaryFolder } from './support.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)

const entry = z.object({
  chart: z.string(),
  validity: z.string().nullable(),
  name: z.string().nullable(),
  insurerNumber: z.string().nullable(),
  asked: z.int(),
  trouble: z.string().nullable(),
})
const patient = z.object({
  chart: z.string(),
  insurerNumber: z.string(),
  symbol: z.string().nullable(),
  number: z.string(),
  branch: z.string().nullable(),
  birthDate: z.string(),
})
const output = z.object({ day: z.string(), failed: z.int(), patients: z.array(patient), record: z.array(entry) })

const dateOfText = (text: string): CivilDate => {
  const date = parseCompactDate(text)
  if (!date.ok) throw new Error(text)
  return date.value
}

it('completes a day over folders in Shift_JIS with an outage in the middle, and its record is the truth of the world', async () => {
  const dir = temporaryFolder()
  const simulator = createSimulator({ terminal: { encoding: 'Shift_JIS' } })
  const { url, close } = await serve({ simulator, folders: { ...QUICK, dir } })
  onTestFinished(close)
  const args = ['examples/folder-clinic/day.ts', dir, '50', url, 'json']
  const { stdout } = await run(process.execPath, args, { cwd: root, timeout: 60_000 })
  const { day, failed, patients, record } = output.parse(JSON.parse(stdout))
  const world = simulator.worlds.default
  const names: (string | null)[] = []
  const truth = patients.map(({ chart, birthDate, insurerNumber, symbol, number, branch }) => {
    const key = { insurerNumber, symbol, number, branch }
    const { validity, record: cover } = world.numberAnswer(key, dateOfText(birthDate), dateOfText(day))
    names.push(cover?.name ?? null)
    return {
      chart,
      validity: String(validity),
      insurerNumber: cover?.key.insurerNumber ?? null,
      trouble: null,
    }
  })
  expect(patients).toHaveLength(50)
  const told = record.map(({ chart, validity, insurerNumber, trouble }) => ({
    chart,
    validity,
    insurerNumber,
    trouble,
  }))
  expect(told).toEqual(truth)
  // Characters that do not travel came as ●.
  const otherNames = record.filter(({ name }, index) => {
    const truly = names[index] ?? null
    return name === null || truly === null ? name !== truly : !sameName(name, truly)
  })
  expect(otherNames).toEqual([])
  expect(new Set(truth.map(({ validity }) => validity)).size).toBeGreaterThan(1)
  expect(failed).toBeGreaterThanOrEqual(10)
  expect(record.filter(({ asked }) => asked > 1).length).toBeGreaterThan(0)
  expect(world.messagesSince(0)).toHaveLength(50 + failed)
  expect([readdirSync(join(dir, 'req')), readdirSync(join(dir, 'res'))]).toEqual([[], []])
})

it('has a table of Shift_JIS that agrees with ours', () => {
  const text = 'ABC ｱｲｳ ミホン　花子 ①㈱髙﨑 ー～'
  const ours = encodeText(text, 'Shift_JIS')
  expect(fromShiftJis(toShiftJis(text))).toBe(text)
  expect(ours.ok && fromShiftJis(ours.value)).toBe(text)
})
