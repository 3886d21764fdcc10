import { compactInstant } from '../../src/domain/civil-date.ts'
import { type Result, err } from '../../src/domain/result.ts'
import type { MedicalRequestHeader } from '../../src/wire/medical-request.ts'
import { type SimCode, resultLine } from '../messages.ts'
import { type Asked, characterCode, echoes, outage } from './exchange.ts'
import type { MedicalKind } from './consent-kinds.ts'
import { type Permission, permissionFor } from './medical-consent.ts'

/** A request for medical information, whatever kind. */
interface MedicalRequest {
  readonly MessageHeader: MedicalRequestHeader
}

/** The part of the header that every answer with medical information shares; `1` is success. */
export function medicalHeader<T extends MedicalRequest>({ state, request }: Asked<T>, code: '1' | SimCode) {
  const { MessageHeader: header } = request.message
  return {
    ProcessExecutionTime: compactInstant(state.now()),
    MedicalInstitutionCode: header.MedicalInstitutionCode,
    ...(header.ArbitraryFileIdentifier === undefined
      ? {}
      : { ArbitraryFileIdentifier: header.ArbitraryFileIdentifier }),
    ResultCode: code,
    ...(code === '1' ? {} : { MessageContents: resultLine(code) }),
    CharacterCodeIdentifier: characterCode(state),
  }
}

/** An answer without any medical information. */
export const withheld = <T extends MedicalRequest>(asked: Asked<T>, kind: 'refused' | 'fault', code: SimCode) => ({
  kind,
  message: { MessageHeader: medicalHeader(asked, code), MessageBody: {} },
  verbatim: echoes(asked, null),
})

/** The person and the kinds of information that may be given now, or the answer that says why nothing may. */
export function permitted<T extends MedicalRequest>(
  asked: Asked<T>,
  kinds: readonly MedicalKind[],
): Result<Permission, ReturnType<typeof withheld<T>>> {
  const stopped = outage(asked.state)
  if (stopped !== null) return err(withheld(asked, 'fault', stopped))
  const found = permissionFor(asked.state, asked.request.message.MessageHeader, kinds)
  return found.ok ? found : err(withheld(asked, 'refused', found.problem))
}
