import { requestBodies, SEED, START } from './bodies.ts'
import { type LoadResult, load, requestBytes } from './load.ts'
import { type Row, row } from './row.ts'
import { echoArguments, startServer } from './server.ts'

/** Different requests that are asked in turn. */
const REQUESTS = 20_000
const WARM_SECONDS = 10
/** The echo is measured in as many turns as the service, so that both see the same machine. */
const TURNS = 5

export interface Sustained {
  /** The command line of `serve`, without its population. */
  readonly serve: readonly string[]
  readonly minutes: number
  readonly people: number
  readonly tell: (text: string) => void
}

const prepared = (port: number, bodies: readonly string[]): readonly Buffer[] =>
  bodies.map((body, index) => requestBytes(port, `/oqs/OQSsiquc01req_${index}.xml`, body))

const mean = (results: readonly LoadResult[], of: (result: LoadResult) => number): number =>
  results.reduce((sum, result) => sum + of(result), 0) / results.length

/** 連続運転: asks without a pause for minutes, the bare server for a tenth of that beside it, and looks at the memory after every turn. */
export async function measureSustained({ serve, minutes, people, tell }: Sustained): Promise<Row[]> {
  const bodies = requestBodies(REQUESTS, people)
  const service = await startServer([...serve, '--seed', String(SEED), '--now', START, '--population', String(people)])
  const asked = prepared(service.port, bodies)
  const warm = await load(service.port, asked, { seconds: WARM_SECONDS })
  if (!warm.sample.includes('<QualificationValidity>1</QualificationValidity>'))
    throw new Error(`the service did not find the person asked for: ${warm.sample}`)
  const echo = await startServer(echoArguments(warm.answerBytes))
  const echoed = prepared(echo.port, bodies)
  await load(echo.port, echoed, { seconds: WARM_SECONDS })

  const ours: LoadResult[] = []
  const theirs: LoadResult[] = []
  const memory: number[] = []
  for (let turn = 1; turn <= TURNS; turn += 1) {
    ours.push(await load(service.port, asked, { seconds: (minutes * 60) / TURNS }))
    theirs.push(await load(echo.port, echoed, { seconds: (minutes * 6) / TURNS }))
    memory.push(service.residentMegabytes())
    tell(
      `${people} people, turn ${turn} of ${TURNS}: ${Math.round(ours.at(-1)?.perSecond ?? 0)}/s, ${memory.at(-1)} MB`,
    )
  }
  const of = (name: string): string => `${name}, ${people} people, ${minutes} min`
  const rows = [
    row(of('sustained answers'), '1/s', [mean(ours, (one) => one.perSecond)], [mean(theirs, (one) => one.perSecond)]),
    row(of('p50'), 'ms', [mean(ours, (one) => one.p50)], [mean(theirs, (one) => one.p50)]),
    row(of('p99'), 'ms', [Math.max(...ours.map((one) => one.p99))], [Math.max(...theirs.map((one) => one.p99))]),
    row(of('largest resident memory'), 'MB', [Math.max(...memory)], [echo.residentMegabytes()]),
  ]
  await service.stop()
  await echo.stop()
  return rows
}
