import { stream } from '../../generators/seed.ts'
import { type CivilDate, addMonths, civilMonth, compactDate, toDayNumber } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { HealthCheckupResultAndQuestionInfo, SpecificHealthCheckupInfo } from '../../src/wire/checkups.ts'
import type { DrugInf, MeTrInf, MeTrMonthInf } from '../../src/wire/medicines.ts'

/** A medicine that is ours: it does not exist, so nobody can take the file for a patient's. */
const DRUGS: readonly DrugInf[] = [
  {
    DrugC: 'SIM0001',
    DrugN: '見本降圧錠５ｍｇ',
    Qua1: '1',
    Unit: '錠',
    UsageN: '１日１回朝食後服用',
    Times: '28',
    IngreN: '見本降圧成分',
  },
  {
    DrugC: 'SIM0002',
    DrugN: '見本胃薬錠１０ｍｇ',
    Qua1: '2',
    Unit: '錠',
    UsageN: '１日２回朝夕食後服用',
    Times: '14',
    IngreN: '見本胃薬成分',
  },
  {
    DrugC: 'SIM0003',
    DrugN: '見本鎮痛錠６０ｍｇ',
    Qua1: '3',
    Unit: '錠',
    UsageN: '１日３回毎食後服用',
    Times: '5',
    IngreN: '見本鎮痛成分',
  },
  {
    DrugC: 'SIM0004',
    DrugN: '見本点眼液０．１％',
    Qua1: '1',
    Unit: '本',
    UsageN: '１日４回点眼',
    Times: '1',
    IngreN: '見本点眼成分',
  },
  {
    DrugC: 'SIM0005',
    DrugN: '見本抗凝固錠２．５ｍｇ',
    Qua1: '1',
    Unit: '錠',
    UsageN: '１日１回夕食後服用',
    Times: '28',
    IngreN: '見本抗凝固成分',
  },
]

const CARE: readonly MeTrInf[] = [
  { SinInfN: '再診料（見本）', SinInfCd: 'SIM900001', MeTrIdCl: '12', Qua1: '1', Times: '1', Unit: '回' },
  { SinInfN: '血液検査（見本）', SinInfCd: 'SIM900002', MeTrIdCl: '60', Qua1: '1', Times: '1', Unit: '回' },
]

/** How far back the store goes, in months. */
const MONTHS_KEPT = 36

const monthStart = (yyyyMM: string): string => `${yyyyMM.slice(0, 4)}-${yyyyMM.slice(4, 6)}-01`

/** 薬剤情報: made-up dispensings of a member in a range of months (`yyyyMM`, both inclusive), the same whenever asked. */
export function medicinesOf(
  seed: number,
  member: Member,
  range: { from: string; until: string; today: CivilDate; withCare: boolean },
): MeTrMonthInf[] {
  const months: MeTrMonthInf[] = []
  for (let back = MONTHS_KEPT; back >= 1; back -= 1) {
    const day = addMonths(range.today, -back)
    const first = `${civilMonth(day)}-01`
    if (first < monthStart(range.from) || first > monthStart(range.until) || first < member.birthDate) continue
    const draw = stream(seed, 'medicines', member.index, first)
    if (!draw.chance(0.4)) continue
    const date = `${first.slice(0, 8).replaceAll('-', '')}${String(1 + draw.below(28)).padStart(2, '0')}`
    const drugs = [draw.pick(DRUGS), ...(draw.chance(0.5) ? [draw.pick(DRUGS)] : [])]
    const care = range.withCare ? { MeTrInfs: { MeTrInf: CARE } } : {}
    months.push({
      MeTrMonth: first.slice(0, 7).replace('-', ''),
      MeTrDiHNm: '見本薬局',
      DiDateInfs: { DiDateInf: [{ DiDate: date, DrugInfs: { DrugInf: drugs }, ...care }] },
    })
  }
  return months
}

interface Item {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly low: number
  readonly high: number
}

const ITEMS: readonly Item[] = [
  { code: 'SIM-HEIGHT', name: '身長（見本）', unit: 'cm', low: 148, high: 182 },
  { code: 'SIM-WEIGHT', name: '体重（見本）', unit: 'kg', low: 44, high: 88 },
  { code: 'SIM-WAIST', name: '腹囲（見本）', unit: 'cm', low: 66, high: 98 },
  { code: 'SIM-SBP', name: '収縮期血圧（見本）', unit: 'mmHg', low: 98, high: 158 },
  { code: 'SIM-LDL', name: 'LDLコレステロール（見本）', unit: 'mg/dL', low: 70, high: 178 },
  { code: 'SIM-HBA1C', name: 'HbA1c×10（見本）', unit: '%', low: 48, high: 78 },
]

const EIGHTEEN_YEARS_IN_DAYS = 6575

/** 特定健診情報: up to three made-up yearly check-ups of an adult, the same whenever asked. */
export function checkupsOf(seed: number, member: Member, today: CivilDate): SpecificHealthCheckupInfo[] {
  return [3, 2, 1].flatMap((yearsBack) => {
    const day = addMonths(today, -12 * yearsBack)
    const draw = stream(seed, 'checkups', member.index, day.slice(0, 4))
    if (toDayNumber(day) - toDayNumber(member.birthDate) < EIGHTEEN_YEARS_IN_DAYS || !draw.chance(0.8)) return []
    const results = ITEMS.map(({ code, name, unit, low, high }): HealthCheckupResultAndQuestionInfo => {
      return {
        ItemCode: code,
        ItemName: name,
        DataType: 'PQ',
        DataValue: String(low + draw.below(high - low + 1)),
        Unit: unit,
      }
    })
    const effective = `${day.slice(0, 4)}0${1 + draw.below(9)}${String(1 + draw.below(28)).padStart(2, '0')}`
    if (effective > compactDate(today)) return []
    return [
      {
        EffectiveTime: effective,
        HealthCheckupResultAndQuestionInfos: { HealthCheckupResultAndQuestionInfo: results },
      },
    ]
  })
}
