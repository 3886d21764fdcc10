import { compactDate, compactInstant, dateOf } from '../../src/domain/civil-date.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT, type MedicinesRequest, type MedicinesResult } from '../../src/wire/medicines.ts'
import { type SimCode, bilingualLine } from '../messages.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, echoes, outage } from './exchange.ts'
import { consentingMember } from './medical-consent.ts'
import { medicinesOf } from './medical-data.ts'
import { SEX_CODES } from './sex.ts'

function headerOf({ state, request }: Asked<MedicinesRequest>, code: '1' | SimCode): MedicinesResult['MessageHeader'] {
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

const refuse = (asked: Asked<MedicinesRequest>, kind: 'refused' | 'fault', code: SimCode): Told<MedicinesResult> => ({
  kind,
  message: { MessageHeader: headerOf(asked, code), MessageBody: {} },
  verbatim: echoes(asked, null),
})

/** 薬剤情報等 (YZK): medicines, with 診療情報 when asked, under a living consent. @see facts/wire.md 2.7, facts/rules.md 2.3 */
function tell(asked: Asked<MedicinesRequest>): Told<MedicinesResult> {
  const { state, request } = asked
  const { MessageHeader: header, MessageBody: body } = request.message
  const stopped = outage(state)
  if (stopped !== null) return refuse(asked, 'fault', stopped)
  const member = consentingMember(state, header, 'medicines')
  if (!member.ok) return refuse(asked, 'refused', member.problem)
  if (body.FileCategory === '1' || body.FileCategory === '3') return refuse(asked, 'refused', 'SIM-M006')
  const { name, birthDate, sex } = member.value
  const range = { from: body.StartDate, until: body.EndDate, today: dateOf(state.now()), withCare: body.FileCategory === '4' }
  const months = medicinesOf(state.seed, member.value, range)
  return {
    kind: 'answered',
    message: {
      MessageHeader: {
        ...headerOf(asked, '1'),
        QuaInf: { Name: name.kanji, KanaName: name.kana, Birth: compactDate(birthDate), AdmGendCode: SEX_CODES[sex] },
      },
      MessageBody: months.length === 0 ? {} : { MeTrMonthInf: months },
    },
    verbatim: echoes(asked, null),
  }
}

export const medicines: OqsFunction = defineFunction(MEDICINES_REQUEST, MEDICINES_RESULT, tell)
