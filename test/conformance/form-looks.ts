import {
  FAMILY_INSURER,
  FORM_INSURER,
  type FormRow,
  files,
  formMember,
  formNumber,
  formStranger,
} from '../../src/conformance/arbitraries/form-cases.ts'
import { until } from '../../src/conformance/arbitraries/insurer-cases.ts'
import type { CaseInput, Played } from './reference-insurer-support.ts'

/** One look at an insurer: what a right one leaves there, and what the broken one leaves. */
interface Look {
  readonly case: CaseInput
  readonly see: (played: Played) => unknown
  readonly right: unknown
  readonly wrong: unknown
}

type Defects = NonNullable<FormRow['defects']>
type Family = Partial<Extract<FormRow, { form: 'dependants' }>>
type Loss = Partial<Extract<FormRow, { form: 'loss' }>>

const AT = 16
const START = '2026-11-10T09:00:00+09:00'
const number = formNumber(AT, 'patient')

const set = (item: number, value: string): Defects[number] => ({ do: 'set', item, value })

const registered = ({ sent }: Played) =>
  sent.flatMap(({ record, accepted }) => (record.op === 'register' && accepted ? [record.five.kanji] : []))
const lost = ({ sent }: Played) => sent.flatMap(({ record }) => (record.op === 'close' ? [record.lossDate] : []))
const certified = ({ documents }: Played) =>
  documents.flatMap(({ piece, document }) => (document.reading?.kind === 'certificate' ? [piece.person] : []))

const oneOf = (case_: CaseInput, see: Look['see'], right: unknown, wrong: unknown): Look => ({
  case: case_,
  see,
  right,
  wrong,
})

const joined = (
  defects: Defects,
  extra: Partial<Extract<FormRow, { form: 'acquisition' }>> = {},
  name = '見本　太郎',
) =>
  oneOf(
    {
      start: START,
      insurer: FORM_INSURER,
      people: { patient: formStranger(AT, 'patient') },
      steps: [files([{ form: 'acquisition', person: 'patient', number, ...extra, defects }])],
    },
    registered,
    [],
    [name],
  )

const left = (defects: Defects, wrong: string, extra: Loss = {}) =>
  oneOf(
    {
      start: START,
      insurer: FORM_INSURER,
      people: { patient: formMember(FORM_INSURER, AT, 'patient') },
      steps: [files([{ form: 'loss', person: 'patient', number, cause: 'retired', ...extra, defects }])],
    },
    lost,
    [],
    [wrong],
  )

const familyCase = (defects: Defects, extra: Family): CaseInput => ({
  start: START,
  insurer: FAMILY_INSURER,
  people: {
    patient: formMember(FAMILY_INSURER, AT, 'patient'),
    child: formStranger(AT, 'child'),
    wife: formStranger(AT, 'wife'),
    parent: formStranger(AT, 'parent'),
  },
  steps: [
    files(
      [
        {
          form: 'dependants',
          person: 'patient',
          number,
          others: [{ person: 'child', relation: 'child' }],
          ...extra,
          defects,
        },
      ],
      'SHFD0006.CSV',
    ),
    until('+1d'),
    until('+2d'),
  ],
})

const family = (defects: Defects, extra: Family = {}) =>
  oneOf(familyCase(defects, extra), registered, [], ['見本　一郎'])

/** Where each office that reads files wrongly is looked at. */
export const FORM_LOOKS: Readonly<Record<string, Look>> = {
  'accepts-iso-prefecture': joined([set(2, '13')]),
  'accepts-change-code': left([set(1, '2221700')], '2026-11-10'),
  'accepts-cp932': joined([set(8, '髙見本　太郎')], {}, '髙見本　太郎'),
  'pads-columns': joined([{ do: 'drop', item: 33 }], { certificate: true }),
  'reads-quotes': family([set(82, '"東京都見本区見本１,２－３"')]),
  'accepts-future': joined([], { from: 'start+1d' }),
  'any-loss-day': left([{ do: 'day', item: 14, day: 'start-1d' }], '2026-11-09'),
  'unfit-day-plus-one': left([{ do: 'day', item: 25, day: 'start' }], '2026-11-10', { seventy: true }),
  'relation-unchecked': family([], { others: [{ person: 'child', relation: 'parent' }] }),
  'address-beside-number': joined([set(29, '100'), set(30, '0000'), set(31, 'ﾄｳｷﾖｳﾄ')]),
  'address-left-out': family([set(80, ''), set(81, ''), set(82, '')]),
  'fills-empty-items': family([set(70, '1')]),
  'days-roll-over': joined([set(18, '9'), set(19, '080230')]),
  'trusts-total': joined([set(23, '300001')]),
  'ticks-read-backwards': oneOf(
    familyCase([], {
      spouse: 'wife',
      others: [
        { person: 'child', relation: 'child' },
        { person: 'parent', relation: 'parent' },
      ],
      certificates: ['parent'],
    }),
    certified,
    ['parent'],
    ['wife'],
  ),
}
