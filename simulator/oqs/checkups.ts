import { compactDate, dateOf } from '../../src/domain/civil-date.ts'
import {
  CHECKUPS_REQUEST,
  CHECKUPS_RESULT,
  type CheckupsRequest,
  type CheckupsResult,
} from '../../src/wire/checkups.ts'
import { type Asked, type OqsFunction, type Told, defineFunction, echoes } from './exchange.ts'
import { medicalHeader, permitted } from './medical-answer.ts'
import { checkupsOf } from './medical-data.ts'
import { checkupsPaper } from './medical-papers.ts'
import { SEX_CODES } from './sex.ts'
import { answeredName } from '../../src/wire/qualification-record.ts'

/** FileCategory of the paper. @see facts/wire.md 2.7 */
const PDF = '1'

/** 特定健診情報 (TKK) under a living consent. @see facts/wire.md 2.7, facts/rules.md 2.3 */
function tell(asked: Asked<CheckupsRequest>): Told<CheckupsResult> {
  const { state, request } = asked
  const permission = permitted(asked, ['checkups'])
  if (!permission.ok) return permission.problem
  const { member } = permission.value
  const { name, birthDate, sex } = member
  const found = checkupsOf(state.seed, member, dateOf(state.now()))
  return {
    kind: 'answered',
    message: {
      MessageHeader: {
        ...medicalHeader(asked, '1'),
        QualificationsInfo: {
          Name: answeredName(name.kanji),
          KanasName: name.kana,
          Birthday: compactDate(birthDate),
          AdministrativeGenderCode: SEX_CODES[sex],
        },
      },
      MessageBody: found.length === 0 ? {} : { SpecificHealthCheckupInfo: found },
    },
    verbatim: echoes(asked, null),
    ...(request.message.MessageBody.FileCategory === PDF ? { paper: checkupsPaper(state, member, found) } : {}),
  }
}

export const checkups: OqsFunction = defineFunction(CHECKUPS_REQUEST, CHECKUPS_RESULT, tell)
