import type { CivilDate } from '../domain/civil-date.ts'
import {
  DEPENDANT_TICKS,
  type FormFile,
  type FormProblem,
  type FormRecord,
  PLACES,
  formDay,
  readForms,
} from '../wire/employer-form/index.ts'
import type { History } from '../../scenarios/history.ts'
import type { InsurerEvent } from '../../scenarios/protocol-insurer.ts'
import { type OfficeEvent, type SentRecord, eventsOf, memberInBooks, sentRecords } from './evidence-insurer.ts'

type FormsEvent = Extract<InsurerEvent, { kind: 'forms' }>
export type FiledPerson = FormsEvent['people'][number]

/** One record of a file: who stands in it, what is wrong with it, and what the system said. */
export interface FiledRecord {
  readonly record: FormRecord
  readonly people: readonly FiledPerson[]
  readonly problems: readonly FormProblem[]
  /** 項番 that the system named for the line; null for the line as a whole. */
  readonly named: readonly (number | null)[]
}

/** A file of forms that reached the office, read from its bytes. */
export interface FiledFile {
  readonly event: OfficeEvent<'forms'>
  readonly records: readonly FiledRecord[]
}

const READ = new WeakMap<FormsEvent, FormFile>()

/** The file as the layout reads it on the day of its receipt. */
function fileOf(event: FormsEvent, today: CivilDate): FormFile {
  const known = READ.get(event)
  if (known !== undefined) return known
  const read = readForms(new Uint8Array(Buffer.from(event.bytes, 'base64')), { today })
  READ.set(event, read)
  return read
}

/** Every file of forms that the system answered, in order. */
export function filesOf(history: History): readonly FiledFile[] {
  return eventsOf(history, 'forms').flatMap((told): FiledFile[] => {
    if (told.taken === null) return []
    const { records, problems } = fileOf(told.event, told.day)
    const { result } = history.steps[told.index] ?? { result: null }
    const said = result !== null && 'problems' in result ? (result.problems ?? []) : []
    return [
      {
        event: told,
        records: records.map((record) => ({
          record,
          people: told.event.people.filter(({ line }) => line === record.line),
          problems: problems.filter(({ line }) => line === record.line),
          named: said.filter(({ line }) => line === record.line).map(({ item }) => item),
        })),
      },
    ]
  })
}

/** 個人番号 as the files supply them, with the names they are supplied for. */
export function numbersInForms(history: History): readonly { readonly personNo: string; readonly kanji: string }[] {
  return eventsOf(history, 'forms').flatMap(({ event, day }) => {
    const rows = fileOf(event, day).records.flatMap(({ values }) =>
      NUMBER_AND_NAME.flatMap(([number, name]) => {
        const [personNo = '', kanji = ''] = [values[number - 1], values[name - 1]]
        return personNo === '' ? [] : [{ personNo, kanji }]
      }),
    )
    const people = event.people.flatMap(({ ref }) => {
      const person = history.insurance?.register[ref]
      return person === undefined ? [] : [{ personNo: person.personNo, kanji: person.five.kanji }]
    })
    return [...rows, ...people]
  })
}

/** 被保険者 of somebody whom a file of forms names as a dependant; null when none does. */
export function headInForms(history: History, ref: string): string | null {
  for (const { event } of eventsOf(history, 'forms')) {
    const own = event.people.find((one) => one.ref === ref && one.place !== 'insured')
    const head = event.people.find(({ line, place }) => line === own?.line && place === 'insured')
    if (head !== undefined) return head.ref
  }
  return null
}

/** Where 個人番号 and 漢字氏名 stand: 取得届, the spouse and the other dependants. */
const NUMBER_AND_NAME: readonly (readonly [number: number, name: number])[] = [
  [13, 8],
  [PLACES.spouse + 7, PLACES.spouse + 3],
  [PLACES['other-1'] + 8, PLACES['other-1'] + 2],
  [PLACES['other-2'] + 8, PLACES['other-2'] + 2],
]

/** Whom a record is about: the insured person, or the dependants. */
export const subjectsOf = ({ record, people }: FiledRecord): readonly FiledPerson[] =>
  people.filter(({ place }) => (record.form === '2202700' ? place !== 'insured' : place === 'insured'))

/** Item of the tick for a certificate. */
export const tickItem = ({ form }: FormRecord, place: FiledPerson['place']): number | null =>
  place === 'insured' ? (form === '2200700' ? 34 : null) : DEPENDANT_TICKS[place]

const isLoss = ({ record: { form, values } }: FiledRecord): boolean =>
  form === '2201700' || values.length === LOSS_ITEMS
const LOSS_ITEMS = 27

/** What was registered of somebody after a file came, as the gateway took it. */
export function registeredFrom(
  history: History,
  { event }: FiledFile,
  filed: FiledRecord,
  person: FiledPerson,
): readonly SentRecord[] {
  const own = history.insurance?.register[person.ref]
  const key = history.insurance === null ? undefined : memberInBooks(history.insurance, person.ref)?.key
  const { values } = filed.record
  const lost = formDay(values[13] ?? '', values[14] ?? '')
  return sentRecords(history).filter(({ index, accepted, record }) => {
    if (index < event.index || !accepted || own === undefined) return false
    if (!isLoss(filed)) return record.op === 'register' && record.personNo === own.personNo
    if (record.op !== 'close' || key === undefined || record.lossDate !== lost) return false
    return record.memberKey.number === key.number && record.memberKey.branch === key.branch
  })
}
