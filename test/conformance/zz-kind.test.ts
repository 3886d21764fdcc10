import { it } from 'vitest'
import { member, population } from '../../generators/index.ts'
import { documentTwin, renderDocument } from '../../generators/documents/index.ts'
import { coverOnPaper } from '../../scenarios/papers.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
it('x', async () => {
  const people = population({ seed: 42 })
  for (const kind of ['certificate', 'notice', 'portal-pdf', 'portal-screen', 'declaration'] as const) {
    const twins = Array.from({ length: 60 }, (_, i) => member(people, i * 1000)).flatMap((m) => { const cover = coverOnPaper(m, civilDate('2026-11-01')); return cover ? [documentTwin(kind, { member: m, cover }, {})] : [] })
    for (const t of twins.slice(0, 20)) await renderDocument(t)
    const c = process.cpuUsage(); let size = 0
    for (const t of twins.slice(20)) size += (await renderDocument(t)).bytes.length
    const u = process.cpuUsage(c)
    console.log(kind, ((u.user + u.system) / 1000 / (twins.length - 20)).toFixed(1), 'ms cpu', Math.round(size / (twins.length - 20)))
  }
}, 600_000)
