import type { Driver } from '../../../scenarios/ports.ts'
import { type DriverRequest, requestSchema } from '../../../scenarios/protocol.ts'
import { type Exchange, type ProtocolDriverOptions, createProtocolDriver } from './protocol-driver.ts'

/** A system under test as one function: a request in, an answer out. */
export type Drive = (request: DriverRequest) => unknown

/** A driver over a function of this process. Answers travel as JSON text, so that every rung behaves alike. */
export function functionDriver(name: string, drive: Drive, options: ProtocolDriverOptions = {}): Driver {
  const exchange = async (request: DriverRequest): Promise<Exchange> => {
    let answer: unknown
    try {
      // The copy keeps a driver from changing what the harness still holds.
      answer = await drive(structuredClone(request))
    } catch (error) {
      return { kind: 'failed', code: 'DRIVER_ERROR', seen: messageOf(error) }
    }
    try {
      // Undefined for a function that returns nothing, which is no JSON.
      const text: string | undefined = JSON.stringify(answer)
      return { kind: 'text', text: text ?? 'undefined' }
    } catch (error) {
      return { kind: 'failed', code: 'DRIVER_NOT_JSON', seen: messageOf(error) }
    }
  }
  return createProtocolDriver({ name, exchange, stop: () => Promise.resolve() }, options)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Answers the text of a request with the text of an answer, for a system behind a door of its own. */
export async function answerText(drive: Drive, text: string): Promise<string> {
  const request = requestSchema.parse(JSON.parse(text))
  try {
    // Undefined for a function that returns nothing.
    const answer: string | undefined = JSON.stringify(await drive(request))
    return answer ?? 'undefined'
  } catch (error) {
    return JSON.stringify({ id: request.id, error: messageOf(error) })
  }
}
