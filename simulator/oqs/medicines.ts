import { compactDate, dateOf } from '../../src/domain/civil-date.ts'
import {
  MEDICINES_REQUEST,
  MEDICINES_RESULT,
  type MedicinesRequest,
  type MedicinesResult,
} from '../../src/wire/medicines.ts'
import { type Asked, type OqsFunction, type Told, defineFunction, echoes } from './exchange.ts'
import type { MedicalKind } from './consent-kinds.ts'
import { medicalHeader, permitted } from './medical-answer.ts'
import { medicinesOf } from './medical-data.ts'
import { medicinesPaper } from './medical-papers.ts'
import { SEX_CODES } from './sex.ts'
import { answeredName } from '../../src/wire/qualification-record.ts'

const MEDICINES_ONLY: readonly MedicalKind[] = ['medicines']
const WITH_CARE: readonly MedicalKind[] = ['medicines', 'diagnosis', 'operations']

/** FileCategory: what is asked for, and in which form. @see facts/wire.md 2.7 */
const CATEGORIES: Readonly<Record<string, { readonly kinds: readonly MedicalKind[]; readonly form: 'pdf' | 'xml' }>> = {
  '1': { kinds: MEDICINES_ONLY, form: 'pdf' },
  '2': { kinds: MEDICINES_ONLY, form: 'xml' },
  '3': { kinds: WITH_CARE, form: 'pdf' },
  '4': { kinds: WITH_CARE, form: 'xml' },
}

/** 薬剤情報等 (YZK): medicines, 診療情報 and 手術情報, each under its own living consent. @see facts/wire.md 2.7, facts/rules.md 2.3 */
function tell(asked: Asked<MedicinesRequest>): Told<MedicinesResult> {
  const { state, request } = asked
  const { MessageBody: body } = request.message
  const wanted = CATEGORIES[body.FileCategory]
  if (wanted === undefined) throw new TypeError(`FileCategory ${body.FileCategory} is none of its layout`)
  const permission = permitted(asked, wanted.kinds)
  if (!permission.ok) return permission.problem
  const { member, kinds } = permission.value
  const { name, birthDate, sex } = member
  const range = { from: body.StartDate, until: body.EndDate, today: dateOf(state.now()), kinds }
  const months = medicinesOf(state.seed, member, range)
  return {
    kind: 'answered',
    message: {
      MessageHeader: {
        ...medicalHeader(asked, '1'),
        QuaInf: {
          Name: answeredName(name.kanji),
          KanaName: name.kana,
          Birth: compactDate(birthDate),
          AdmGendCode: SEX_CODES[sex],
        },
      },
      MessageBody: months.length === 0 ? {} : { MeTrMonthInf: months },
    },
    verbatim: echoes(asked, null),
    ...(wanted.form === 'pdf' ? { paper: medicinesPaper(state, member, months, range) } : {}),
  }
}

export const medicines: OqsFunction = defineFunction(MEDICINES_REQUEST, MEDICINES_RESULT, tell)
