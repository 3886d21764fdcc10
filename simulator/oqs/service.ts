import { type FileName, errorName, parseFileName } from '../../src/wire/file-name.ts'
import { type WireInterface, interfaceOf } from '../../src/wire/interfaces.ts'
import type { WorldState } from '../state.ts'
import { bulkEligibilityDownload, bulkEligibilityUpload } from './bulk-eligibility.ts'
import { bulkInquiryNumberDownload, bulkInquiryNumberUpload } from './bulk-inquiry-number.ts'
import { checkups } from './checkups.ts'
import { eligibility } from './eligibility.ts'
import { type OqsAnswer, type OqsFunction, connectorRefusal } from './exchange.ts'
import { homeFetch, onlineFetch, ticketFetch } from './fetches.ts'
import { inquiryNumber } from './inquiry-number.ts'
import { medicines } from './medicines.ts'

export type { OqsAnswer } from './exchange.ts'

/** Functions of the service by the prefix of their requests. A new one is one file and one line. */
const FUNCTIONS: ReadonlyMap<string, OqsFunction> = new Map([
  ['OQSsiquc01req', eligibility],
  ['OQSsiimm01req', inquiryNumber],
  ['OQSmuquc01req', bulkEligibilityUpload],
  ['OQSmuquc02req', bulkEligibilityDownload],
  ['OQSmuimm01req', bulkInquiryNumberUpload],
  ['OQSmuimm02req', bulkInquiryNumberDownload],
  ['OQSmutic01req', ticketFetch.upload],
  ['OQSmutic02req', ticketFetch.download],
  ['OQSmuhvq01req', homeFetch.upload],
  ['OQSmuhvq02req', homeFetch.download],
  ['OQSmuonq01req', onlineFetch.upload],
  ['OQSmuonq02req', onlineFetch.download],
  ['YZKsiquc01req', medicines],
  ['TKKsiquc01req', checkups],
])

/** Systems of which the names are public and the layouts are not, or which are not simulated. @see facts/wire.md 1.2, ASM-16 */
const NAMES_ONLY_SYSTEMS: ReadonlySet<FileName['system']> = new Set(['EPS', 'CIS', 'PMH', 'EMS', 'CIP'])

/** A prefix with the number and the name of its interface, as far as they are public. */
const titled = (prefix: string, named: WireInterface | null): string =>
  named === null ? prefix : [prefix, named.number, named.ja].filter((part) => part !== null).join(' ')

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
    const named = interfaceOf(prefix)
    const known = named !== null || NAMES_ONLY_SYSTEMS.has(system)
    return connectorRefusal(errorName(file.value), known ? 'SIM-C002' : 'SIM-C001', titled(prefix, named))
  }
  if (extension !== 'xml') return connectorRefusal(errorName(file.value), 'SIM-C005', `.${extension}`)
  return serve(state, file.value, bytes)
}
