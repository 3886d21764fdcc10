import type { OperationResult } from '../../../../scenarios/protocol.ts'
import type { Visit } from './office.ts'
import type { ClinicPractice } from './practice.ts'

type Line = OperationResult<'claim'>['lines'][number]

const SEVENS = '777777777'

/** 申立書のあとの請求: nobody has told the current numbers, so the old ones, the insurer alone, or nothing stand there. */
export function lineWithoutNumbers(visit: Visit, practice: ClinicPractice): Line {
  const { form, old } = visit
  const insurerNumber = form?.insurerNumber ?? null
  const step = practice.stepWithoutNumbers({ old, insurerNumber })
  const common = { visit: visit.id, branch: null, confirmation: null, step }
  if (step === 'OLD' && old !== null) return { ...common, ...old, step, remarks: '旧資格情報' }
  return {
    ...common,
    insurerNumber: step === 'INSURER_ONLY' && insurerNumber !== null ? insurerNumber : practice.unknownInsurerNumber,
    symbol: '',
    number: SEVENS,
    remarks: practice.unknownRemarks(form),
  }
}
