import { it } from 'vitest'
import { drawCase } from '../../src/conformance/arbitraries/scenario.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { CASES, judgeClinic } from '../support/suites.ts'
import { clinicMutant } from '../../src/conformance/mutants/clinic/index.ts'
it('x', async () => {
  const a = clinicRequirements.find(({ id }) => id === 'row-A')
  if (!a) return
  console.log('CASES', CASES, a.edges.map((e) => e.id))
  for (let k = 0; k < CASES; k++) { const s = drawCase(a, k, { seed: 42, ruleset: 'latest', fixedNow: null }); console.log(k, s?.edge, s?.people['patient']?.changes?.coverage?.map((c) => c.ratio)) }
  const r = await judgeClinic({ mutant: clinicMutant('three-tenths-for-all')!, only: ['row-A'] })
  console.log(JSON.stringify(r.verdicts[0]))
})
