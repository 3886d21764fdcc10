import { compactDate, dateOf } from '../../src/domain/civil-date.ts'
import {
  MEDICINES_REQUEST,
  MEDICINES_RESULT,
  type MedicinesRequest,
  type MedicinesResult,
} from '../../src/wire/medicines.ts'
import { type Asked, type OqsFunction, type Told, defineFunction, echoes } from './exchange.ts'
import { medicalHeader, permitted, withheld } from './medical-answer.ts'
import { medicinesOf } from './medical-data.ts'
import { SEX_CODES } from './sex.ts'

/** 薬剤情報等 (YZK): medicines, with 診療情報 when asked, under a living consent. @see facts/wire.md 2.7, facts/rules.md 2.3 */
function tell(asked: Asked<MedicinesRequest>): Told<MedicinesResult> {
  const { state, request } = asked
  const { MessageBody: body } = request.message
  const member = permitted(asked, 'medicines')
  if (!member.ok) return member.problem
  if (body.FileCategory === '1' || body.FileCategory === '3') return withheld(asked, 'refused', 'SIM-M006')
  const { name, birthDate, sex } = member.value
  const range = {
    from: body.StartDate,
    until: body.EndDate,
    today: dateOf(state.now()),
    withCare: body.FileCategory === '4',
  }
  const months = medicinesOf(state.seed, member.value, range)
  return {
    kind: 'answered',
    message: {
      MessageHeader: {
        ...medicalHeader(asked, '1'),
        QuaInf: { Name: name.kanji, KanaName: name.kana, Birth: compactDate(birthDate), AdmGendCode: SEX_CODES[sex] },
      },
      MessageBody: months.length === 0 ? {} : { MeTrMonthInf: months },
    },
    verbatim: echoes(asked, null),
  }
}

export const medicines: OqsFunction = defineFunction(MEDICINES_REQUEST, MEDICINES_RESULT, tell)
