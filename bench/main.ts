import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { START, SEED, requestBodies } from './bodies.ts'
import { type LoadResult, load, requestBytes } from './load.ts'
import { type Row, row, rounded } from './row.ts'
import { echoArguments, isPinned, startServer, stayOffTheFirstCore } from './server.ts'
import { measureSustained } from './sustained.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Requests of one round, each about a different person. */
    requests: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '5' },
    /** Rounds before the clock starts: a service runs for days, its first seconds belong to the compiler. */
    warm: { type: 'string', default: '3' },
    starts: { type: 'string', default: '7' },
    /** Asks without a pause for so many minutes instead, once for every population. */
    minutes: { type: 'string', default: '0' },
    population: { type: 'string', default: '125000000' },
  },
})
const requests = Number(options.requests)
const rounds = Number(options.rounds)
const warmRounds = Number(options.warm)
const starts = Number(options.starts)
const minutes = Number(options.minutes)
const populations = options.population.split(',').map(Number)

const root = fileURLToPath(new URL('..', import.meta.url))
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const bare = [main, 'serve', '--port', '0']
const serve = [...bare, '--seed', String(SEED), '--now', START]

const tell = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`)
}

/** Milliseconds of the last change of a file; 0 for one that is not there. */
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** True when what would be measured is not what the sources say. */
function isStale(): boolean {
  const sources = globSync(['{src,simulator,scenarios,generators}/**/*.{ts,json}', 'tsconfig*.json'], { cwd: root })
  const built = changedAt(main)
  return sources.some((source) => changedAt(`${root}/${source}`) > built)
}

function buildWhenStale(): void {
  if (!isStale()) return
  tell('building')
  const built = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (built.status !== 0) throw new Error('the build failed')
}

/** Answers per second and memory, service and echo in turn over the same bodies. */
async function measureAnswers(): Promise<Row[]> {
  const count = requests * (rounds + warmRounds)
  tell(`preparing ${count} requests`)
  const bodies = requestBodies(count)
  const round = async (port: number, number: number): Promise<LoadResult> => {
    const slice = bodies.slice(number * requests, (number + 1) * requests)
    return load(
      port,
      slice.map((body, index) => requestBytes(port, `/oqs/OQSsiquc01req_${number * requests + index}.xml`, body)),
    )
  }

  const service = await startServer(serve)
  const warm = await round(service.port, 0)
  if (!warm.sample.includes('<QualificationValidity>1</QualificationValidity>')) {
    throw new Error(`the service did not find the person asked for: ${warm.sample}`)
  }
  const echo = await startServer(echoArguments(warm.answerBytes))
  await round(echo.port, 0)
  for (let number = 1; number < warmRounds; number += 1) {
    await round(service.port, number)
    await round(echo.port, number)
  }

  const ours: number[] = []
  const theirs: number[] = []
  for (let number = 1; number <= rounds; number += 1) {
    ours.push((await round(service.port, warmRounds + number - 1)).perSecond)
    theirs.push((await round(echo.port, warmRounds + number - 1)).perSecond)
    tell(`round ${number}: service ${rounded(ours.at(-1) ?? 0)}/s, echo ${rounded(theirs.at(-1) ?? 0)}/s`)
  }
  const memory = row('resident memory after the run', 'MB', [service.residentMegabytes()], [echo.residentMegabytes()])
  await service.stop()
  await echo.stop()
  return [row('eligibility answers of one core', '1/s', ours, theirs), memory]
}

async function measureStart(): Promise<Row> {
  const once = async (nodeArguments: readonly string[]): Promise<number> => {
    const server = await startServer(nodeArguments)
    await server.stop()
    return server.startMillis
  }
  const ours: number[] = []
  const theirs: number[] = []
  for (let number = 1; number <= starts; number += 1) {
    ours.push(await once(serve))
    theirs.push(await once(echoArguments(1000)))
    tell(`start ${number}: service ${rounded(ours.at(-1) ?? 0)} ms, echo ${rounded(theirs.at(-1) ?? 0)} ms`)
  }
  return row('start until the first answer', 'ms', ours, theirs)
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['', 'madoguchi', 'bare node:http', 'ratio', ''],
    ...rows.map(({ name, value, peer, ratio, unit }) => [name, `${value}`, `${peer}`, `${ratio}`, unit]),
  ]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

buildWhenStale()
stayOffTheFirstCore()
const [loadBefore] = loadavg()
const rows: Row[] = []
if (minutes > 0)
  for (const people of populations) rows.push(...(await measureSustained({ serve: bare, minutes, people, tell })))
else rows.push(...(await measureAnswers()), await measureStart())
const conditions = {
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  pinned: isPinned(),
  connections: 16,
  requests,
  warmRounds,
  rounds,
  starts,
  minutes,
  /** Processes that wanted to run in the last minute, before and after: above the number of cores others took part. */
  load: [loadBefore, loadavg()[0]],
}
console.log(options.json ? JSON.stringify({ rows, conditions }, null, 2) : table(rows))
