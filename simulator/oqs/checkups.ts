import { compactDate, compactInstant, dateOf } from '../../src/domain/civil-date.ts'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT, type CheckupsRequest, type CheckupsResult } from '../../src/wire/checkups.ts'
import { type SimCode, bilingualLine } from '../messages.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, echoes, outage } from './exchange.ts'
import { consentingMember } from './medical-consent.ts'
import { checkupsOf } from './medical-data.ts'
import { SEX_CODES } from './sex.ts'

function headerOf({ state, request }: Asked<CheckupsRequest>, code: '1' | SimCode): CheckupsResult['MessageHeader'] {
  const { MessageHeader: header } = request.message
  return {
    ProcessExecutionTime: compactInstant(state.now()),
    MedicalInstitutionCode: header.MedicalInstitutionCode,
    ...(header.ArbitraryFileIdentifier === undefined ? {} : { ArbitraryFileIdentifier: header.ArbitraryFileIdentifier }),
    ResultCode: code,
    ...(code === '1' ? {} : { MessageContents: bilingualLine(code) }),
    CharacterCodeIdentifier: characterCode(state),
  }
}

const refuse = (asked: Asked<CheckupsRequest>, kind: 'refused' | 'fault', code: SimCode): Told<CheckupsResult> => ({
  kind,
  message: { MessageHeader: headerOf(asked, code), MessageBody: {} },
  verbatim: echoes(asked, null),
})

/** 特定健診情報 (TKK) under a living consent. @see facts/wire.md 2.7, facts/rules.md 2.3 */
function tell(asked: Asked<CheckupsRequest>): Told<CheckupsResult> {
  const { state, request } = asked
  const stopped = outage(state)
  if (stopped !== null) return refuse(asked, 'fault', stopped)
  const member = consentingMember(state, request.message.MessageHeader, 'checkups')
  if (!member.ok) return refuse(asked, 'refused', member.problem)
  if (request.message.MessageBody.FileCategory === '1') return refuse(asked, 'refused', 'SIM-M006')
  const { name, birthDate, sex } = member.value
  const found = checkupsOf(state.seed, member.value, dateOf(state.now()))
  return {
    kind: 'answered',
    message: {
      MessageHeader: {
        ...headerOf(asked, '1'),
        QualificationsInfo: {
          Name: name.kanji,
          KanasName: name.kana,
          Birthday: compactDate(birthDate),
          AdministrativeGenderCode: SEX_CODES[sex],
        },
      },
      MessageBody: found.length === 0 ? {} : { SpecificHealthCheckupInfo: found },
    },
    verbatim: echoes(asked, null),
  }
}

export const checkups: OqsFunction = defineFunction(CHECKUPS_REQUEST, CHECKUPS_RESULT, tell)
