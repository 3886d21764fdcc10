import type { OperationInput } from '../../scenarios/protocol.ts'
import { instant } from '../../src/domain/civil-date.ts'
import { describe, expect, it } from 'vitest'
import type { Driver } from '../../scenarios/ports.ts'
import type { Behaviour } from '../support/drivers/behaviour.ts'

/** One rung of the ladder under contract. */
export interface Rung {
  readonly name: string
  /** Opens a driver to a fresh system of this behaviour. */
  readonly open: (behaviour: Behaviour, options: { readonly limitMillis: number }) => Promise<Driver>
  /** What the rung makes of a system that ends while it should answer; `DRIVER_TIMEOUT` where nobody can see it end. */
  readonly death: 'DRIVER_DIED' | 'DRIVER_ERROR' | 'DRIVER_TIMEOUT'
}

const setup: OperationInput<'setup'> = {
  suite: 'clinic',
  baseUrl: 'http://127.0.0.1:1/',
  world: 'w1',
  institutionCode: '1319999999',
  facility: { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true, tools: [] },
  now: instant('2026-11-21T09:00:00+09:00'),
}

const PATIENT = { limitMillis: 8000 }
const IMPATIENT = { limitMillis: 400 }

/** What every rung promises, whatever stands behind it. */
export function driverContract(rung: Rung): void {
  async function using<T>(
    behaviour: Behaviour,
    options: { readonly limitMillis: number },
    act: (driver: Driver) => Promise<T>,
  ): Promise<T> {
    const driver = await rung.open(behaviour, options)
    try {
      return await act(driver)
    } finally {
      await driver.stop()
    }
  }
  const first = (behaviour: Behaviour, options = PATIENT) =>
    using(behaviour, options, (driver) => driver.perform('R#1', 'setup', setup))

  describe(`a driver over ${rung.name}`, () => {
    it('returns the checked result of an operation', async () => {
      expect(await first('right')).toMatchObject({
        kind: 'result',
        result: { name: 'fixture', capabilities: { clock: 'movable' } },
      })
    })

    it('says so when the system does not support an operation', async () => {
      const performed = await using('right', PATIENT, (driver) =>
        driver.perform('R#1', 'claim', { visits: ['v'], at: setup.now }),
      )
      expect(performed).toEqual({ kind: 'unsupported' })
    })

    it('performs many requests in a row', async () => {
      const kinds = await using('right', PATIENT, async (driver) => {
        const seen: string[] = []
        for (let k = 0; k < 20; k += 1) seen.push((await driver.perform(`R#${k}`, 'setup', setup)).kind)
        return seen
      })
      expect(new Set(kinds)).toEqual(new Set(['result']))
    })

    it('waits for a slow system', async () => {
      expect(await first('slow')).toMatchObject({ kind: 'result' })
    })

    it('gives a step without an answer no outcome, and goes on', async () => {
      const performed = await first('hanging', IMPATIENT)
      expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_TIMEOUT', fatal: false } })
    })

    it('stops the run after three unanswered requests in a row', async () => {
      const codes = await using('hanging', { limitMillis: 50 }, async (driver) => {
        const seen: string[] = []
        for (let k = 0; k < 3; k += 1) {
          const performed = await driver.perform('R#1', 'setup', setup)
          seen.push(
            performed.kind === 'problem' ? `${performed.problem.code} ${performed.problem.fatal}` : performed.kind,
          )
        }
        return seen
      })
      expect(codes).toEqual(['DRIVER_TIMEOUT false', 'DRIVER_TIMEOUT false', 'DRIVER_HUNG true'])
    })

    it('reports a system that ends', async () => {
      expect(await first('dying', rung.death === 'DRIVER_TIMEOUT' ? IMPATIENT : PATIENT)).toMatchObject({
        kind: 'problem',
        problem: { code: rung.death, fatal: rung.death === 'DRIVER_DIED' },
      })
    })

    it.each([
      ['text that is not JSON', 'nonsense', 'DRIVER_NOT_JSON', true, ''],
      ['an answer to a question nobody asked', 'wrong-id', 'DRIVER_WRONG_ID', true, '"another"'],
      ['an answer of five megabytes', 'huge', 'DRIVER_TOO_LARGE', true, ''],
      ['a value outside a closed list', 'wrong-shape', 'DRIVER_BAD_SHAPE', true, '/result/capabilities/clock'],
      ['an answer with two meanings', 'two-faced', 'DRIVER_BAD_SHAPE', true, 'exactly one'],
      ['an error of the system itself', 'failing', 'DRIVER_ERROR', false, 'the database is full'],
    ] as const)('reports %s', async (_, behaviour, code, fatal, seen) => {
      const performed = await first(behaviour)
      expect(performed).toMatchObject({ kind: 'problem', problem: { code, fatal } })
      expect(performed.kind === 'problem' && performed.problem.message).toContain(seen)
    })

    it('can be stopped before it was used, and twice', async () => {
      const driver = await rung.open('right', PATIENT)
      await driver.stop()
      await expect(driver.stop()).resolves.toBeUndefined()
    })
  })
}
