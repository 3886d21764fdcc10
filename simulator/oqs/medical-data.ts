import { stream } from '../../generators/seed.ts'
import { type CivilDate, addMonths, civilMonth, compactDate, toDayNumber } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { HealthCheckupResultAndQuestionInfo, SpecificHealthCheckupInfo } from '../../src/wire/checkups.ts'
import type { DiDateInf, DrugInf, MeTrInf, MeTrMonthInf } from '../../src/wire/medicines.ts'
import type { MedicalKind } from './consent-kinds.ts'

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

const CONSULTATION: MeTrInf = {
  SinInfN: '再診料（見本）',
  SinInfCd: 'SIM900001',
  MeTrIdCl: '12',
  Qua1: '1',
  Times: '1',
  Unit: '回',
}

/** 診療行為 beside the consultation. */
const CARE: readonly MeTrInf[] = [
  { SinInfN: '血液検査（見本）', SinInfCd: 'SIM900002', MeTrIdCl: '60', Qua1: '1', Times: '1', Unit: '回' },
  { SinInfN: '生活習慣病の管理（見本）', SinInfCd: 'SIM900003', MeTrIdCl: '13', Qua1: '1', Times: '1', Unit: '回' },
  {
    SinInfN: '在宅自己注射の指導管理（見本）',
    SinInfCd: 'SIM900004',
    MeTrIdCl: '14',
    Qua1: '1',
    Times: '1',
    Unit: '回',
  },
  { SinInfN: '胸部の画像診断（見本）', SinInfCd: 'SIM900005', MeTrIdCl: '70', Qua1: '1', Times: '1', Unit: '回' },
]

/** 手術. */
const OPERATIONS: readonly MeTrInf[] = [
  { SinInfN: '水晶体再建術（見本）', SinInfCd: 'SIM950001', MeTrIdCl: '50', Qua1: '1', Times: '1', Unit: '回' },
  { SinInfN: '虫垂切除術（見本）', SinInfCd: 'SIM950002', MeTrIdCl: '50', Qua1: '1', Times: '1', Unit: '回' },
  { SinInfN: '大腸ポリープ切除術（見本）', SinInfCd: 'SIM950003', MeTrIdCl: '50', Qua1: '1', Times: '1', Unit: '回' },
  { SinInfN: '骨折手術・前腕（見本）', SinInfCd: 'SIM950004', MeTrIdCl: '50', Qua1: '1', Times: '1', Unit: '回' },
]

/** How far back the store goes, in months. */
const MONTHS_KEPT = 36

const monthStart = (yyyyMM: string): string => `${yyyyMM.slice(0, 4)}-${yyyyMM.slice(4, 6)}-01`

const dayOf = (first: string, day: number): string =>
  `${first.slice(0, 8).replaceAll('-', '')}${String(day).padStart(2, '0')}`

/** What one institution did in a month: medicines, or acts of care. */
const monthAt = (first: string, institution: string, day: DiDateInf): MeTrMonthInf => ({
  MeTrMonth: first.slice(0, 7).replace('-', ''),
  MeTrDiHNm: institution,
  DiDateInfs: { DiDateInf: [day] },
})

function visitOf(seed: number, member: Member, first: string, kinds: ReadonlySet<MedicalKind>): MeTrMonthInf[] {
  const draw = stream(seed, 'medicines', member.index, first)
  if (!draw.chance(0.4)) return []
  const DiDate = dayOf(first, 1 + draw.below(28))
  const drugs = [...new Set([draw.pick(DRUGS), ...(draw.chance(0.5) ? [draw.pick(DRUGS)] : [])])]
  const care = stream(seed, 'care', member.index, first)
  const acts = [CONSULTATION, ...(care.chance(0.6) ? [care.pick(CARE)] : [])]
  return [
    ...(kinds.has('diagnosis') ? [monthAt(first, '見本クリニック', { DiDate, MeTrInfs: { MeTrInf: acts } })] : []),
    ...(kinds.has('medicines') ? [monthAt(first, '見本薬局', { DiDate, DrugInfs: { DrugInf: drugs } })] : []),
  ]
}

function operationOf(seed: number, member: Member, first: string): MeTrMonthInf[] {
  const draw = stream(seed, 'operations', member.index, first)
  if (!draw.chance(0.04)) return []
  const DiDate = dayOf(first, 1 + draw.below(28))
  return [monthAt(first, '見本病院', { DiDate, MeTrInfs: { MeTrInf: [draw.pick(OPERATIONS)] } })]
}

/**
 * 薬剤情報・診療情報・手術情報: made-up months of a member in a range (`yyyyMM`, both inclusive), the same whenever asked;
 * only the kinds that may be given.
 */
export function medicinesOf(
  seed: number,
  member: Member,
  range: { from: string; until: string; today: CivilDate; kinds: ReadonlySet<MedicalKind> },
): MeTrMonthInf[] {
  const months: MeTrMonthInf[] = []
  for (let back = MONTHS_KEPT; back >= 1; back -= 1) {
    const first = `${civilMonth(addMonths(range.today, -back))}-01`
    if (first < monthStart(range.from) || first > monthStart(range.until) || first < member.birthDate) continue
    months.push(...visitOf(seed, member, first, range.kinds))
    if (range.kinds.has('operations')) months.push(...operationOf(seed, member, first))
  }
  return months
}

interface Item {
  readonly code: string
  readonly name: string
  readonly unit: string
  /** The range from which the usual value of a person is drawn. */
  readonly low: number
  readonly high: number
  /** How far a year may be from the usual value. */
  readonly spread: number
  /** What a whole number is divided by. */
  readonly parts: 1 | 10
}

const ITEMS: readonly Item[] = [
  { code: 'SIM-HEIGHT', name: '身長（見本）', unit: 'cm', low: 148, high: 182, spread: 0, parts: 1 },
  { code: 'SIM-WEIGHT', name: '体重（見本）', unit: 'kg', low: 44, high: 88, spread: 3, parts: 1 },
  { code: 'SIM-WAIST', name: '腹囲（見本）', unit: 'cm', low: 66, high: 98, spread: 3, parts: 1 },
  { code: 'SIM-SBP', name: '収縮期血圧（見本）', unit: 'mmHg', low: 98, high: 158, spread: 9, parts: 1 },
  { code: 'SIM-LDL', name: 'LDLコレステロール（見本）', unit: 'mg/dL', low: 70, high: 178, spread: 14, parts: 1 },
  { code: 'SIM-HBA1C', name: 'HbA1c（見本）', unit: '%', low: 50, high: 76, spread: 3, parts: 10 },
]

function valueOf(seed: number, member: Member, { code, low, high, spread, parts }: Item, year: string): string {
  const usual = low + stream(seed, 'checkup', member.index, code).below(high - low + 1)
  const moved = usual + stream(seed, 'checkup', member.index, code, year).below(2 * spread + 1) - spread
  return (moved / parts).toFixed(parts === 1 ? 0 : 1)
}

const EIGHTEEN_YEARS_IN_DAYS = 6575

/** 特定健診情報: up to three made-up yearly check-ups of an adult, the same whenever asked. */
export function checkupsOf(seed: number, member: Member, today: CivilDate): SpecificHealthCheckupInfo[] {
  return [3, 2, 1].flatMap((yearsBack) => {
    const day = addMonths(today, -12 * yearsBack)
    const draw = stream(seed, 'checkups', member.index, day.slice(0, 4))
    if (toDayNumber(day) - toDayNumber(member.birthDate) < EIGHTEEN_YEARS_IN_DAYS || !draw.chance(0.8)) return []
    const results = ITEMS.map((item): HealthCheckupResultAndQuestionInfo => {
      const { code, name, unit } = item
      const DataValue = valueOf(seed, member, item, day.slice(0, 4))
      return { ItemCode: code, ItemName: name, DataType: 'PQ', DataValue, Unit: unit }
    })
    const smokes = stream(seed, 'smoking', member.index).chance(0.2)
    results.push({
      ItemCode: 'SIM-SMOKING',
      ItemName: '喫煙（見本）',
      DataType: 'CD',
      DataValue: smokes ? '1' : '2',
      DataValueName: smokes ? 'はい' : 'いいえ',
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
