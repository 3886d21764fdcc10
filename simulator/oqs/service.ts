import { type FileName, errorName, parseFileName } from '../../src/wire/file-name.ts'
import { NAMED_SYSTEMS, interfaceOf } from '../../src/wire/interfaces.ts'
import { offlineForm } from '../faults/strike.ts'
import type { WorldState } from '../state.ts'
import { bulkEligibilityDownload, bulkEligibilityUpload } from './bulk-eligibility.ts'
import { bulkInquiryNumberDownload, bulkInquiryNumberUpload } from './bulk-inquiry-number.ts'
import { checkups } from './checkups.ts'
import { eligibility } from './eligibility.ts'
import { type OqsAnswer, type OqsFunction, connectorRefusal, outage } from './exchange.ts'
import { closestPrefix } from '../near.ts'
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

/** The number and the name of a function without a layout, as far as they are public; null when nobody has named it. */
function nameOf({ prefix, system }: FileName): string | null {
  const named = interfaceOf(prefix)
  if (named === null) return NAMED_SYSTEMS.get(system) ?? null
  return [named.number, named.ja].filter((part) => part !== null).join(' ')
}

const ERROR_NAME = 'request.err'

/** What was sent, with the known prefix that it is close to. */
function withClosest(shown: string, name: string): string {
  const closest = closestPrefix(name)
  return closest === null ? shown : `${shown} (closest: ${closest})`
}

/**
 * 一件の要求に応える: bytes in, bytes out, by the prefix of the file name. Never throws for anything a client sends; what
 * is wrong with a request comes back as the text of a connector error. @see facts/wire.md 1.5, ASM-06
 */
export function answer(state: WorldState, name: string, bytes: Uint8Array): OqsAnswer {
  const file = parseFileName(name)
  if (!file.ok)
    return connectorRefusal(
      ERROR_NAME,
      file.problem.code,
      withClosest(JSON.stringify(file.problem.name.slice(0, 60)), name),
    )
  const { direction, extension, prefix } = file.value
  if (direction === 'res') return connectorRefusal(errorName(file.value), 'SIM-C004', withClosest(prefix, prefix))
  const serve = FUNCTIONS.get(prefix)
  if (serve === undefined) {
    const named = nameOf(file.value)
    if (named === null) return connectorRefusal(errorName(file.value), 'SIM-C001', withClosest(prefix, prefix))
    return connectorRefusal(errorName(file.value), 'SIM-C002', `${prefix} ${named}`)
  }
  if (extension !== 'xml') return connectorRefusal(errorName(file.value), 'SIM-C005', `.${extension}`)
  const stopped = outage(state)
  if (stopped !== null && offlineForm(state.inForce()) === 'err') {
    return connectorRefusal(errorName(file.value), stopped, prefix)
  }
  return serve(state, file.value, bytes)
}
