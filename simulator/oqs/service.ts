import { type FileName, errorName, parseFileName } from '../../src/wire/file-name.ts'
import type { WorldState } from '../state.ts'
import { checkups } from './checkups.ts'
import { eligibility } from './eligibility.ts'
import { type OqsAnswer, type OqsFunction, connectorRefusal } from './exchange.ts'
import { inquiryNumber } from './inquiry-number.ts'
import { medicines } from './medicines.ts'

export type { OqsAnswer } from './exchange.ts'

/** Functions of the service by the prefix of their requests. A new one is one file and one line. */
const FUNCTIONS: ReadonlyMap<string, OqsFunction> = new Map([
  ['OQSsiquc01req', eligibility],
  ['OQSsiimm01req', inquiryNumber],
  ['YZKsiquc01req', medicines],
  ['TKKsiquc01req', checkups],
])

/** Kinds of which the name is public and the layout is not, or which are not simulated. @see facts/wire.md 1.2, ASM-16 */
const NAMES_ONLY: ReadonlySet<string> = new Set([
  'OQSmuquc01req',
  'OQSmuquc02req',
  'OQSmuimm01req',
  'OQSmuimm02req',
  'OQSmutic01req',
  'OQSmutic02req',
  'OQSmuhvq01req',
  'OQSmuhvq02req',
  'OQSmuonq01req',
  'OQSmuonq02req',
  'OQSsihvq01req',
  'OQSsionq01req',
  'OQSsihvd01req',
  'OQSsiurl01req',
  'OQSsiinq01req',
  'OQSsiupd01req',
  'CIPsiquc01req',
])

const NAMES_ONLY_SYSTEMS: ReadonlySet<FileName['system']> = new Set(['EPS', 'CIS', 'PMH', 'EMS', 'CIP'])

const ERROR_NAME = 'request.err'

/**
 * 一件の要求に応える: bytes in, bytes out, by the prefix of the file name. Never throws for anything a client sends; what
 * is wrong with a request comes back as the text of a connector error. @see facts/wire.md 1.5, ASM-06
 */
export function answer(state: WorldState, name: string, bytes: Uint8Array): OqsAnswer {
  const file = parseFileName(name)
  if (!file.ok) return connectorRefusal(ERROR_NAME, file.problem.code, JSON.stringify(file.problem.name.slice(0, 60)))
  const { direction, extension, prefix, system } = file.value
  if (direction === 'res') return connectorRefusal(errorName(file.value), 'SIM-C004', prefix)
  const serve = FUNCTIONS.get(prefix)
  if (serve === undefined) {
    const known = NAMES_ONLY.has(prefix) || NAMES_ONLY_SYSTEMS.has(system)
    return connectorRefusal(errorName(file.value), known ? 'SIM-C002' : 'SIM-C001', prefix)
  }
  if (extension !== 'xml') return connectorRefusal(errorName(file.value), 'SIM-C005', `.${extension}`)
  return serve(state, file.value, bytes)
}
