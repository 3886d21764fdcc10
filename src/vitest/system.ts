import { type Drive, functionDriver } from '../conformance/drivers/function.ts'
import { httpDriver } from '../conformance/drivers/http.ts'
import { moduleDriver } from '../conformance/drivers/module.ts'
import type { ProtocolDriverOptions } from '../conformance/drivers/protocol-driver.ts'
import { referenceDriver } from '../conformance/drivers/reference.ts'
import { stdioDriver } from '../conformance/drivers/stdio.ts'
import type { SuiteId } from '../conformance/suites.ts'
import { type Result, err, ok } from '../domain/result.ts'
import type { Driver, DriverProblem } from '../../scenarios/ports.ts'
import { type Fetch, OWN_SYSTEMS, type Traits } from './own-systems.ts'

/** How a system under test is opened, once the simulated service is there. */
export interface System {
  /** False: it asks through the `fetch` it is given, without a socket. */
  readonly needsPort: boolean
  readonly open: (fetch: Fetch, options: ProtocolDriverOptions) => Promise<Driver>
}

const FORMS =
  'reference, reference:TRAITS, mutant:ID, module:FILE, stdio:COMMAND, http://HOST:PORT/PATH, or an async function'

const TRAITS: Readonly<Record<string, Partial<Traits>>> = {
  'fixed-clock': { clock: 'fixed' },
  'one-world': { worlds: 'one' },
  http: { reach: 'http' },
}
const ORDINARY: Traits = { clock: 'movable', worlds: 'many', reach: 'process' }

/** A system that could not be opened: a run says so as it does of one that died. */
const closed = (name: string, problem: DriverProblem): Driver => ({
  name,
  perform: () => Promise.resolve({ kind: 'problem', problem }),
  stop: () => Promise.resolve(),
})

const outside = (open: (options: ProtocolDriverOptions) => Promise<Driver> | Driver): System => ({
  needsPort: true,
  open: async (_, options) => open(options),
})

function ownSystem(
  suite: SuiteId,
  text: string,
  mutant: string | null,
  names: readonly string[],
): Result<System, string> {
  const own = OWN_SYSTEMS[suite]
  if (own === undefined) return err(`the suite "${suite}" has no system of our own`)
  if (mutant !== null && !own.mutants.includes(mutant))
    return err(`there is no mutant "${mutant}"; there are: ${own.mutants.join(', ')}`)
  const unknown = names.find((name) => TRAITS[name] === undefined)
  if (unknown !== undefined) return err(`"${unknown}" is no trait; there are: ${Object.keys(TRAITS).join(', ')}`)
  const traits = names.reduce((known, name) => ({ ...known, ...TRAITS[name] }), ORDINARY)
  const open: System['open'] = (fetch, options) =>
    referenceDriver(text, own.build(mutant, fetch, traits), { ...options, reach: traits.reach })
  return ok({ needsPort: traits.reach === 'http', open })
}

const wordsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','))

/** Reads a driver as `--driver` takes it; the problem is a sentence with what is allowed. */
export function systemOf(suite: SuiteId, text: string): Result<System, string> {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return ok(outside((options) => httpDriver(text, options)))
  const [kind = '', ...parts] = text.split(':')
  const rest = parts.join(':').trim()
  if (kind === 'reference') return ownSystem(suite, text, null, wordsOf(rest))
  if (kind === 'mutant' && rest !== '') {
    const [id = '', ...traits] = wordsOf(rest)
    return ownSystem(suite, text, id, traits)
  }
  if (kind === 'stdio' && rest !== '') return ok(outside((options) => stdioDriver(rest, options)))
  if (kind === 'module' && rest !== '') {
    return ok(
      outside(async (options) => {
        const opened = await moduleDriver(rest, options)
        return opened.ok ? opened.value : closed(text, opened.problem)
      }),
    )
  }
  return err(`driver "${text}" is not known. Allowed: ${FORMS}`)
}

/** A system of this process as one function. */
export const systemOfFunction = (drive: Drive): System =>
  outside((options) => functionDriver('function', drive, options))
