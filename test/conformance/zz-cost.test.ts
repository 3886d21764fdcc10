import { it } from 'vitest'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import { createSimulator } from '../../simulator/index.ts'

async function run(bytes: boolean, cases: number) {
  const simulator = createSimulator()
  const clinic = createReferenceClinic({ fetch: simulator.fetch })
  const hashes = new Set<string>()
  let shown = 0, total = 0
  const drive = async (request: any) => {
    if (request.op === 'receive') for (const t of request.input.shown) if (t.document) { shown += 1; total += t.document.bytes.length; hashes.add(t.document.bytes) }
    const answer: any = await clinic(request)
    if (request.op === 'setup' && !bytes) { const { papers: _, ...c } = answer.result.capabilities; return { ...answer, result: { ...answer.result, capabilities: c } } }
    return answer
  }
  const t = performance.now(), c = process.cpuUsage()
  const report = await runConformance({ driver: functionDriver('clinic', drive), worlds: simulator.worlds, requirements: clinicRequirements, seed: 42, cases, ruleset: 'latest', steadyMillis: () => performance.now() })
  const u = process.cpuUsage(c)
  console.log(JSON.stringify({ bytes, cases, histories: report.histories, violated: report.summary.violated, wall: Math.round(performance.now() - t), cpu: Math.round((u.user + u.system) / 1000), shown, distinct: hashes.size, kb: Math.round(total / 1024), rss: Math.round(process.memoryUsage().rss/1e6) }))
}
it('x', async () => {
  await run(false, 3)
  const n = Number(process.env['N'] ?? 30)
  await run(false, n)
  await run(true, n)
  await run(true, n)
  await run(false, n)
}, 600_000)
