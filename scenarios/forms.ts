import { z } from 'zod'
import type { CivilDate } from '../src/domain/civil-date.ts'
import { addDays, birthday } from '../src/domain/civil-date.ts'
import { widenWidth } from '../src/domain/text.ts'
import {
  DEPENDANT_TICKS,
  type DependantPlace,
  FIRST_ROW,
  FORM_LAYOUTS,
  type FormCode,
  PLACES,
  formDayOf,
  formKana,
  writeWrongForms,
} from '../src/wire/employer-form/index.ts'
import { dayText } from './days.ts'
import type { InsuranceStart } from './history.ts'
import type { InsurerEvent } from './protocol-insurer.ts'

const item = z.int().min(1).max(139)

/** わざと入れる誤り: how a row differs from the right one. `shift` puts an empty item in and lets the last one fall off. */
const defectSpec = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), item, value: z.string() }),
  /** Era and day at an item and the one after it. */
  z.strictObject({ do: z.literal('day'), item, day: dayText }),
  z.strictObject({ do: z.literal('drop'), item }),
  z.strictObject({ do: z.literal('shift'), item }),
])
type Defect = z.infer<typeof defectSpec>

const common = {
  /** The insured person. */
  person: z.string(),
  /** 被保険者整理番号, which is the 番号 of the member (ASM-I08). */
  number: z.string().regex(/^\d{1,6}$/, '1 to 6 digits'),
  defects: z.array(defectSpec).default([]),
}

/** 続柄 of the dependants that a scenario can write. */
const RELATIONS = { child: '01', parent: '03', sibling: '05', grandchild: '09' } as const
const relation = z.enum(['child', 'parent', 'sibling', 'grandchild'])

/** 届書の1行 as a scenario writes it; what is left out follows from the resident register. */
const rowSpec = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('acquisition'),
    ...common,
    /** 資格取得年月日. */
    from: dayText.default('start'),
    /** 資格確認書発行要否. */
    certificate: z.boolean().default(false),
    /** False: no Individual Number, and the address in its place. */
    numbered: z.boolean().default(true),
  }),
  z.strictObject({
    form: z.literal('loss'),
    ...common,
    cause: z.enum(['retired', 'died', 'turned-75']),
    /** Day of the fact: of the retirement or death; for 75 it follows from the birth date. */
    day: dayText.default('start-1d'),
    /** 70歳不該当: 不該当年月日 is written too. */
    seventy: z.boolean().default(false),
  }),
  z.strictObject({
    form: z.literal('dependants'),
    ...common,
    from: dayText.default('start'),
    spouse: z.string().optional(),
    others: z
      .array(z.strictObject({ person: z.string(), relation }))
      .max(2)
      .default([]),
    /** 資格確認書発行要否: names of the dependants who want one. */
    certificates: z.array(z.string()).default([]),
  }),
  z.strictObject({ form: z.literal('address'), ...common, from: dayText.default('start'), address: z.string() }),
])
type RowSpec = z.infer<typeof rowSpec>
type RowOf<K extends RowSpec['form']> = Extract<RowSpec, { form: K }>

/** 届書のCSVファイル as a scenario writes it; its bytes are made when it is played. */
export const formsSpec = z.strictObject({
  kind: z.literal('forms'),
  name: z.enum(['KPFD0006.CSV', 'SHFD0006.CSV', 'KNFD0006.CSV']).default('KPFD0006.CSV'),
  office: z
    .strictObject({
      /** 都道府県コード of 日本年金機構: Tokyo is 21. */
      prefecture: z.string().default('21'),
      city: z.string().default('01'),
      symbol: z.string().default('1234'),
      number: z.string().default('123'),
    })
    .prefault({}),
  rows: z.array(rowSpec).min(1),
})
export type FormsSpec = z.infer<typeof formsSpec>

/** Everybody whom a file of forms names. */
export const namedInForms = ({ rows }: Pick<FormsSpec, 'rows'>): readonly string[] =>
  rows.flatMap((row) => [
    row.person,
    ...(row.form === 'dependants'
      ? [...(row.spouse === undefined ? [] : [row.spouse]), ...row.others.map(({ person }) => person)]
      : []),
  ])

/** What a row is made from. */
interface Desk {
  readonly register: InsuranceStart['register']
  readonly today: CivilDate
  readonly day: (text: string) => CivilDate
}

type Person = InsuranceStart['register'][string]
type Items = Map<number, string>

function personOf({ register }: Desk, name: string): Person {
  const person = register[name]
  if (person === undefined) throw new Error(`nobody is called ${name}`)
  return person
}

const sexCode = ({ five }: Person): string => (five.sex === 'female' ? '2' : '1')

const writeDay = (items: Items, no: number, day: CivilDate): void => {
  const [era, text] = formDayOf(day)
  items.set(no, era)
  items.set(no + 1, text)
}

const writeName = (items: Items, no: number, { five }: Person): void => {
  items.set(no, formKana(five.kana ?? five.kanji))
  items.set(no + 1, five.kanji)
}

/** 住所 as a form has it: full-width, and short enough. */
const writtenAddress = (text: string | null): string => widenWidth(text ?? '東京都見本区見本１－２－３').slice(0, 37)

const writePost = (items: Items, no: number): void => {
  items.set(no, '100')
  items.set(no + 1, '0000')
}

function acquisition(items: Items, row: RowOf<'acquisition'>, desk: Desk): void {
  const person = personOf(desk, row.person)
  items.set(6, row.number)
  writeName(items, 7, person)
  writeDay(items, 9, person.five.birthDate)
  items.set(11, sexCode(person))
  items.set(12, '1')
  writeDay(items, 18, desk.day(row.from))
  items.set(20, '0')
  items.set(21, '300000')
  items.set(22, '0')
  items.set(23, '300000')
  if (row.certificate) items.set(34, '1')
  if (row.numbered) {
    items.set(13, person.personNo)
    return
  }
  writePost(items, 29)
  items.set(31, 'ﾄｳｷﾖｳﾄ ﾐﾎﾝｸ')
  items.set(32, writtenAddress(person.five.address))
}

const CAUSES = { retired: '4', died: '5', 'turned-75': '7' } as const

function loss(items: Items, row: RowOf<'loss'>, desk: Desk): void {
  const person = personOf(desk, row.person)
  const { birthDate } = person.five
  const fact = desk.day(row.day)
  const isDated = row.cause !== 'turned-75'
  items.set(6, row.number)
  writeName(items, 7, person)
  writeDay(items, 9, birthDate)
  items.set(11, person.personNo)
  writeDay(items, 14, isDated ? addDays(fact, 1) : birthday(birthDate, 75, 'MAR1'))
  items.set(16, CAUSES[row.cause])
  if (isDated) writeDay(items, 17, fact)
  items.set(22, '0')
  if (!row.seventy) return
  items.set(24, '1')
  writeDay(items, 25, fact)
}

function writeSpouse(items: Items, name: string, from: CivilDate, desk: Desk): void {
  const person = personOf(desk, name)
  writeDay(items, 22, from)
  writeName(items, 24, person)
  writeDay(items, 26, person.five.birthDate)
  items.set(28, person.five.sex === 'male' ? '1' : '2')
  items.set(29, person.personNo)
  items.set(35, '1')
  writePost(items, 37)
  items.set(39, writtenAddress(person.five.address))
  writeDay(items, 44, from)
  items.set(46, '2')
  items.set(48, '1')
  items.set(49, '0')
}

function writeOther(
  items: Items,
  place: 'other-1' | 'other-2',
  one: RowOf<'dependants'>['others'][number],
  from: CivilDate,
  desk: Desk,
): void {
  const person = personOf(desk, one.person)
  const first = PLACES[place]
  writeName(items, first + 1, person)
  writeDay(items, first + 3, person.five.birthDate)
  items.set(first + 5, sexCode(person))
  items.set(first + 6, RELATIONS[one.relation])
  items.set(first + 8, person.personNo)
  items.set(first + 9, '1')
  writePost(items, first + 10)
  items.set(first + 12, writtenAddress(person.five.address))
  writeDay(items, first + 20, from)
  items.set(first + 22, '1')
  items.set(first + 24, '0')
  items.set(first + 25, '4')
}

/** Who stands at which place of a row. */
function placesOf(row: RowSpec): readonly { readonly place: 'insured' | DependantPlace; readonly name: string }[] {
  const insured = { place: 'insured', name: row.person } as const
  if (row.form !== 'dependants') return [insured]
  const others = row.others.map(
    ({ person }, at) => ({ place: at === 0 ? 'other-1' : 'other-2', name: person }) as const,
  )
  return [insured, ...(row.spouse === undefined ? [] : [{ place: 'spouse', name: row.spouse } as const]), ...others]
}

function dependants(items: Items, row: RowOf<'dependants'>, desk: Desk): void {
  const person = personOf(desk, row.person)
  const from = desk.day(row.from)
  items.set(5, '1')
  writeDay(items, 6, desk.today)
  items.set(8, row.number)
  writeName(items, 9, person)
  writeDay(items, 11, person.five.birthDate)
  items.set(13, sexCode(person))
  items.set(14, person.personNo)
  items.set(21, '1')
  if (row.spouse !== undefined) writeSpouse(items, row.spouse, from, desk)
  row.others.forEach((one, at) => writeOther(items, at === 0 ? 'other-1' : 'other-2', one, from, desk))
  for (const { place, name } of placesOf(row)) {
    if (place !== 'insured' && row.certificates.includes(name)) items.set(DEPENDANT_TICKS[place], '1')
  }
}

function address(items: Items, row: RowOf<'address'>, desk: Desk): void {
  const person = personOf(desk, row.person)
  items.set(4, row.number)
  writeDay(items, 7, person.five.birthDate)
  writePost(items, 9)
  items.set(11, 'ﾄｳｷﾖｳﾄ ﾐﾎﾝｸ')
  items.set(12, writtenAddress(row.address))
  writeDay(items, 13, desk.day(row.from))
  writeName(items, 15, person)
  items.set(17, 'ﾄｳｷﾖｳﾄ ﾐﾎﾝｸ')
}

const CODES: Readonly<Record<RowSpec['form'], FormCode>> = {
  acquisition: '2200700',
  loss: '2201700',
  dependants: '2202700',
  address: '22187041',
}

function content(items: Items, row: RowSpec, desk: Desk): void {
  switch (row.form) {
    case 'acquisition':
      return acquisition(items, row, desk)
    case 'loss':
      return loss(items, row, desk)
    case 'dependants':
      return dependants(items, row, desk)
    case 'address':
      return address(items, row, desk)
  }
}

function withDefect(values: readonly string[], defect: Defect, desk: Desk): readonly string[] {
  const at = defect.item - 1
  switch (defect.do) {
    case 'set':
      return values.with(at, defect.value)
    case 'day': {
      const [era, text] = formDayOf(desk.day(defect.day))
      return values.with(at, era).with(at + 1, text)
    }
    case 'drop':
      return values.toSpliced(at, 1)
    case 'shift':
      return values.toSpliced(at, 0, '').slice(0, -1)
  }
}

function rowValues({ office }: FormsSpec, row: RowSpec, desk: Desk): readonly string[] {
  const code = CODES[row.form]
  const { prefecture, city, symbol, number } = office
  const heads = row.form === 'address' ? [code, city, symbol] : [code, prefecture, city, symbol]
  const items: Items = new Map(heads.map((value, place) => [place + 1, value]))
  if (row.form === 'acquisition' || row.form === 'loss') items.set(5, number)
  content(items, row, desk)
  const values = FORM_LAYOUTS[code].items.map(({ no }) => items.get(no) ?? '')
  return row.defects.reduce<readonly string[]>((now, defect) => withDefect(now, defect, desk), values)
}

/** The file as it reaches the office: its bytes, and who stands in which line. */
export function filedForms(spec: FormsSpec, desk: Desk): Extract<InsurerEvent, { kind: 'forms' }> {
  const rows = spec.rows.map((row) => rowValues(spec, row, desk))
  const bytes = writeWrongForms({ office: spec.office, serial: 1, made: desk.today, rows })
  const people = spec.rows.flatMap((row, at) =>
    placesOf(row).map(({ place, name }) => ({
      line: FIRST_ROW + at,
      place,
      ref: name,
      address: personOf(desk, name).five.address,
    })),
  )
  return { kind: 'forms', name: spec.name, bytes: Buffer.from(bytes).toString('base64'), people }
}
