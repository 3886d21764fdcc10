import fc from 'fast-check'
import { appendFileSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askedTimes, asking, identifierOf, site, until } from './support.ts'

const way = fc.record({
  /** Writes under a temporary name first. */
  renames: fc.boolean(),
  /** Where the bytes are cut, in thousandths of the length. */
  cuts: fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 3 }),
})

/** The steps of one client for one request. */
function stepsOf(
  req: string,
  index: number,
  { renames, cuts }: { readonly renames: boolean; readonly cuts: readonly number[] },
) {
  const bytes = asking(`I${index}`)
  const name = `OQSsiquc01req_${index}.xml`
  const path = join(req, renames ? `.${name}.tmp` : name)
  const ends = [...cuts.toSorted((a, b) => a - b).map((cut) => Math.floor((bytes.length * cut) / 1000)), bytes.length]
  let from = 0
  const steps = ends.map((end, at) => {
    const piece = bytes.subarray(from, end)
    from = end
    return () => (at === 0 ? writeFileSync(path, piece) : appendFileSync(path, piece))
  })
  return renames ? [...steps, () => renameSync(path, join(req, name))] : steps
}

it('answers every request exactly once and for its own identifier, however the writing of several is mixed', async () => {
  const at = await site({ settleMillis: 20, pollMillis: 10, patienceMillis: 20_000 })
  let from = 0
  let asked = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(way, { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      fc.array(fc.boolean(), { maxLength: 24 }),
      async (ways, choices, rests) => {
        const first = from
        from += ways.length
        const left = ways.map((one, index) => stepsOf(at.path('req'), first + index, one))
        for (let step = 0; left.some((steps) => steps.length > 0); step += 1) {
          const open = left.filter((steps) => steps.length > 0)
          open[(choices.next().value ?? 0) % open.length]?.shift()?.()
          // Now and then long enough for several looks in between.
          if (rests[step] === true) await new Promise((resolve) => setTimeout(resolve, 15))
        }
        const ids = ways.map((_, index) => first + index)
        const result = (id: number): string => at.path('res', `OQSsiquc01res_${id}.xml`)
        await until(() => ids.every((id) => existsSync(result(id))) && readdirSync(at.path('req')).length === 0)
        for (const id of ids) expect(identifierOf(readFileSync(result(id), 'utf8'))).toBe(`I${id}`)
        asked += ways.length
        expect(askedTimes(at)).toBe(asked)
        expect(readdirSync(at.path('res'))).toHaveLength(asked)
        expect(at.notes).toEqual([])
      },
    ),
    { numRuns: 40 },
  )
})
