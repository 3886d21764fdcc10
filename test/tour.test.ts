import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createSimulator } from '../simulator/index.ts'

it('finds the person by the numbers of the paper', async () => {
  const { app } = createSimulator()
  const body = readFileSync('reports/tour/OQSsiquc01req_1.xml')
  const answer = await app.fetch(new Request('http://simulator/oqs/OQSsiquc01req_1.xml', { method: 'POST', body }))
  expect(await answer.text()).toContain('<QualificationValidity>1</QualificationValidity>')
})
