import { type ChildProcess, spawn } from 'node:child_process'
import type { Driver } from '../../../scenarios/ports.ts'
import type { DriverRequest } from '../../../scenarios/protocol.ts'
import {
  ANSWER_LIMIT_BYTES,
  type Exchange,
  type ProtocolDriverOptions,
  createProtocolDriver,
  excerpt,
  idOfAnswer,
} from './protocol-driver.ts'

/** How long a driver may take to end after its stdin was closed, in milliseconds. */
const STOP_MILLIS = 1000
const STDERR_TAIL = 300
/** Exit codes of a shell that could not start a command. */
const NOT_STARTED: readonly (number | null)[] = [126, 127, 9009]

export interface StdioDriverOptions extends ProtocolDriverOptions {
  /** Where the driver's stderr goes; default the stderr of this process. */
  readonly onStderr?: (text: string) => void
  /** Working directory of the command; default that of this process. */
  readonly cwd?: string
}

/** A driver that is a command: one JSON object per line on stdin and stdout, stderr passed through. */
export function stdioDriver(command: string, options: StdioDriverOptions = {}): Driver {
  const { onStderr = (text: string) => void process.stderr.write(text), cwd = process.cwd() } = options
  const waiting = new Map<string, (exchange: Exchange) => void>()
  /** Requests that nobody waits for any more; their late answers are dropped. */
  const abandoned = new Set<string>()
  let child: ChildProcess | null = null
  let failure: Exchange | null = null
  let started = false
  let stderrTail = ''
  let buffer: string[] = []
  let buffered = 0

  function fail(exchange: Exchange): void {
    failure ??= exchange
    for (const settle of waiting.values()) settle(failure)
    waiting.clear()
  }

  function take(line: string): void {
    if (line.trim() === '') return
    started = true
    const id = idOfAnswer(line)
    if (id !== null && abandoned.delete(id)) return
    const settle = id === null ? undefined : waiting.get(id)
    if (id !== null && settle !== undefined) {
      waiting.delete(id)
      settle({ kind: 'text', text: line })
      return
    }
    // The core says what is wrong with a line that answers no open request.
    const first = [...waiting.entries()][0]
    if (first === undefined)
      return fail({ kind: 'failed', code: id === null ? 'DRIVER_NOT_JSON' : 'DRIVER_WRONG_ID', seen: excerpt(line) })
    waiting.delete(first[0])
    first[1]({ kind: 'text', text: line })
  }

  function onStdout(text: string): void {
    const lines = text.split('\n')
    const last = lines.pop() ?? ''
    for (const line of lines) {
      buffer.push(line)
      take(buffer.join(''))
      buffer = []
      buffered = 0
    }
    buffer.push(last)
    buffered += last.length
    if (buffered <= ANSWER_LIMIT_BYTES) return
    fail({ kind: 'failed', code: 'DRIVER_TOO_LARGE', seen: `a line of more than ${ANSWER_LIMIT_BYTES} bytes` })
    if (child !== null) kill(child, 'SIGKILL')
  }

  function start(): ChildProcess {
    const own = spawn(command, {
      shell: true,
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    own.stdout.setEncoding('utf8').on('data', onStdout)
    own.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderrTail = (stderrTail + text).slice(-STDERR_TAIL)
      onStderr(text)
    })
    own.stdin.on('error', () => undefined)
    own.on('error', (error) => fail({ kind: 'failed', code: 'DRIVER_UNREACHABLE', seen: error.message }))
    const atExit = (): void => kill(own, 'SIGKILL')
    process.once('exit', atExit)
    own.on('close', (code, signal) => {
      process.off('exit', atExit)
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`
      const unstarted = !started && NOT_STARTED.includes(code)
      const seen = `${how}${stderrTail === '' ? '' : `, stderr ${excerpt(stderrTail)}`}`
      fail({ kind: 'failed', code: unstarted ? 'DRIVER_UNREACHABLE' : 'DRIVER_DIED', seen })
    })
    return own
  }

  function exchange(request: DriverRequest, signal: AbortSignal): Promise<Exchange> {
    child ??= start()
    if (failure !== null) return Promise.resolve(failure)
    const running = child
    return new Promise((resolve) => {
      waiting.set(request.id, resolve)
      signal.addEventListener('abort', () => {
        if (waiting.delete(request.id)) abandoned.add(request.id)
      })
      running.stdin?.write(`${JSON.stringify(request)}\n`)
    })
  }

  return createProtocolDriver({ name: `stdio:${command}`, exchange, stop: () => stopChild(child) }, options)
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Ends the command and what it started: the shell leads a process group of its own. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It ended in between.
  }
}

async function stopChild(child: ChildProcess | null): Promise<void> {
  if (child === null || hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.stdin?.end()
  const timer = setTimeout(() => kill(child, 'SIGKILL'), STOP_MILLIS)
  await ended
  clearTimeout(timer)
}
