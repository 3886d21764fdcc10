import { it } from 'vitest'
import { measurePower } from '/work/main/src/conformance/power.ts'
import { mutantSubjects, powerDefaults } from '/work/main/test/support/suites.ts'
const ids = (process.env['IDS'] ?? '').split(',')
it('x', async () => {
  const power = await measurePower({ ...powerDefaults, seed: 1, subjects: mutantSubjects().filter(({ id }) => ids.includes(id)) })
  for (const row of power.matrix) console.log(row.id, 'unexpected', row.unexpected, 'missed', row.missed)
}, 600_000)
