import type { DriverRequest } from '../../../scenarios/protocol.ts'
import { rightAnswer } from './behaviour.ts'

/** A system as a module. */
export const drive = (request: DriverRequest): Promise<unknown> => Promise.resolve(rightAnswer(request))
