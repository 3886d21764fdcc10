import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { asking, identifierOf, temporaryFolder, until } from './support.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

const PRLIMIT = 'prlimit'
/** The limit of a running process is lifted from outside with it. */
const hasLimits = spawnSync(PRLIMIT, ['--version']).status === 0

/**
 * A full disk without a disk of its own: the system refuses to let this process write more than 512 bytes into one file, so
 * that a result begins to be written and cannot be finished, as it is on a disk that has become full.
 */
it.skipIf(!hasLimits)(
  'keeps requests while the system takes only the beginning of a result, and answers each once when it takes all',
  async () => {
    const dir = temporaryFolder()
    const child = spawn(
      'sh',
      [
        '-c',
        `ulimit -S -f 1; exec "$@"`,
        'sh',
        process.execPath,
        main,
        'serve',
        '--port',
        '0',
        '--folders',
        dir,
        '--lang',
        'en',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
    const [req, res] = [join(dir, 'req'), join(dir, 'res')]
    await until(() => existsSync(res), 'the folders')
    const put = (name: string, bytes: Uint8Array): void => {
      writeFileSync(join(req, `.${name}.tmp`), bytes)
      renameSync(join(req, `.${name}.tmp`), join(req, name))
    }
    put('OQSsiquc01req_1.xml', asking('A'))
    put('OQSsiquc01req_2.xml', asking('B'))
    await until(() => log.includes('SIM-L008'), 'the complaint')
    expect(log).toMatch(/^SIM-L008 res \(EFBIG\): Nothing can be written here/)
    expect([readdirSync(req).toSorted(), readdirSync(res)]).toEqual([
      ['OQSsiquc01req_1.xml', 'OQSsiquc01req_2.xml'],
      [],
    ])
    expect(spawnSync(PRLIMIT, ['--pid', String(child.pid), '--fsize=unlimited']).status).toBe(0)
    await until(() => readdirSync(req).length === 0, 'the requests to go')
    const told = readdirSync(res).map((name) => identifierOf(readFileSync(join(res, name), 'utf8')))
    expect(new Set(told)).toEqual(new Set(['A', 'B']))
    await until(() => log.includes('SIM-L014'), 'the end of the complaint')
    expect(log.match(/SIM-L\d{3}/g)).toEqual(['SIM-L008', 'SIM-L014'])
    expect(readdirSync(join(dir, '.work'))).toEqual(['taken'])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  },
)
