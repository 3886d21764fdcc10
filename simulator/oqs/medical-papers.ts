import type { MedicalPaper, PaperColumn, PaperSection } from '../../generators/documents/medical-paper.ts'
import type { Member } from '../../src/domain/person.ts'
import type { SpecificHealthCheckupInfo } from '../../src/wire/checkups.ts'
import type { MeTrInf, MeTrMonthInf } from '../../src/wire/medicines.ts'
import type { WorldState } from '../state.ts'
import type { MedicalKind } from './consent-kinds.ts'
import { answeredName } from '../../src/wire/qualification-record.ts'

const columns = (...cells: readonly (readonly [heading: string, width: number])[]): readonly PaperColumn[] =>
  cells.map(([heading, width]) => ({ heading, width }))

const DRUG_COLUMNS = columns(
  ['調剤年月日', 24],
  ['薬局等', 24],
  ['薬剤名', 44],
  ['成分名', 32],
  ['用法', 40],
  ['用量', 14],
  ['回数', 12],
)
const CARE_COLUMNS = columns(['診療年月日', 26], ['医療機関', 34], ['診療行為名', 76], ['数量', 16], ['回数', 16])

/** `20261102` as 2026/11/02: the columns of a table are narrow. */
const shortDay = (day: string): string => `${day.slice(0, 4)}/${day.slice(4, 6)}/${day.slice(6)}`

const wordedMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(4))}月`

/** 手術 is told from other acts by its 診療識別. */
export const isOperation = ({ MeTrIdCl }: MeTrInf): boolean => MeTrIdCl === '50'

type Rows = readonly (readonly string[])[]

const drugRows = (months: readonly MeTrMonthInf[]): Rows =>
  months.flatMap(({ MeTrDiHNm = '', DiDateInfs }) =>
    (DiDateInfs?.DiDateInf ?? []).flatMap(({ DiDate, DrugInfs }) =>
      (DrugInfs?.DrugInf ?? []).map(({ DrugN, IngreN = '', UsageN = '', Qua1 = '', Unit = '', Times = '' }) => [
        shortDay(DiDate),
        MeTrDiHNm,
        DrugN,
        IngreN,
        UsageN,
        `${Qua1}${Unit}`,
        Times,
      ]),
    ),
  )

const careRows = (months: readonly MeTrMonthInf[], counts: (act: MeTrInf) => boolean): Rows =>
  months.flatMap(({ MeTrDiHNm = '', DiDateInfs }) =>
    (DiDateInfs?.DiDateInf ?? []).flatMap(({ DiDate, MeTrInfs }) =>
      (MeTrInfs?.MeTrInf ?? [])
        .filter(counts)
        .map(({ SinInfN, Qua1 = '', Unit = '', Times = '' }) => [
          shortDay(DiDate),
          MeTrDiHNm,
          SinInfN,
          `${Qua1}${Unit}`,
          Times,
        ]),
    ),
  )

const commonOf = (state: WorldState, { name, birthDate, sex }: Member) => ({
  person: { name: answeredName(name.kanji), kana: name.kana, birthDate, sex },
  madeAt: state.now(),
  institutionCode: state.facility.institutionCode,
})

const NONE_FOUND = '対象期間の情報はありません。'

/** 薬剤情報等の帳票: one table for each kind that the patient agreed to. @see facts/wire.md 2.7 */
export function medicinesPaper(
  state: WorldState,
  member: Member,
  months: readonly MeTrMonthInf[],
  { from, until, kinds }: { readonly from: string; readonly until: string; readonly kinds: ReadonlySet<MedicalKind> },
): MedicalPaper {
  const table = (heading: string, cells: readonly PaperColumn[], rows: Rows): PaperSection => ({
    heading,
    columns: cells,
    rows: rows.toReversed(),
    empty: NONE_FOUND,
  })
  return {
    title: kinds.has('diagnosis') || kinds.has('operations') ? '薬剤情報・診療情報' : '薬剤情報',
    ...commonOf(state, member),
    scope: `${wordedMonth(from)}から${wordedMonth(until)}まで（新しい順）`,
    sections: [
      ...(kinds.has('medicines') ? [table('薬剤情報', DRUG_COLUMNS, drugRows(months))] : []),
      ...(kinds.has('diagnosis')
        ? [
            table(
              '診療情報',
              CARE_COLUMNS,
              careRows(months, (act) => !isOperation(act)),
            ),
          ]
        : []),
      ...(kinds.has('operations') ? [table('手術情報', CARE_COLUMNS, careRows(months, isOperation))] : []),
    ],
  }
}

/** 特定健診情報の帳票: items down, check-ups across, the newest first. @see facts/wire.md 2.7 */
export function checkupsPaper(
  state: WorldState,
  member: Member,
  checkups: readonly SpecificHealthCheckupInfo[],
): MedicalPaper {
  const newest = checkups.toReversed()
  const results = newest.map(
    ({ HealthCheckupResultAndQuestionInfos: infos }) => infos?.HealthCheckupResultAndQuestionInfo ?? [],
  )
  const items = new Map(
    results.flat().map(({ ItemCode, ItemName = ItemCode, Unit = '' }) => [ItemCode, { ItemName, Unit }]),
  )
  const valueOf = (at: number, code: string): string => {
    const found = results[at]?.find(({ ItemCode }) => ItemCode === code)
    return found?.DataValueName ?? found?.DataValue ?? '－'
  }
  return {
    title: '特定健診情報',
    ...commonOf(state, member),
    scope: '登録されている直近の健診（新しい順）',
    sections: [
      {
        heading: '健診結果・質問票',
        columns: columns(
          ['項目', 60],
          ['単位', 24],
          ...newest.map(({ EffectiveTime }) => [shortDay(EffectiveTime), 32] as const),
        ),
        rows: [...items].map(([code, { ItemName, Unit }]) => [
          ItemName,
          Unit,
          ...newest.map((_, place) => valueOf(place, code)),
        ]),
        empty: '登録されている健診はありません。',
      },
    ],
  }
}
