import type { CivilDate } from '../../../domain/civil-date.ts'
import {
  type DependantPlace,
  FORM_LAYOUTS,
  type FormItem,
  type FormLayout,
  PLACES,
  formSize,
  fullKana,
} from '../../../wire/employer-form/index.ts'
import { decodeText } from '../../../wire/shift-jis.ts'
import type { InsurerEvent } from '../../../../scenarios/protocol-insurer.ts'
import type { FiledFive, JoinForm, Membership } from './books.ts'
import { type Desk, type FormFault, type Handled, endCovers, leavers } from './desk.ts'
import type { FormKind, FormPractice } from './form-practice.ts'
import type { Loss } from './losses.ts'

type FormsEvent = Extract<InsurerEvent, { kind: 'forms' }>

/** 受付中のファイル: the desk, the file on it, and who works on one event of it. */
interface Counter {
  readonly desk: Desk
  readonly event: FormsEvent
  readonly today: CivilDate
  readonly work: (ref: string, event: InsurerEvent) => Promise<Handled>
}

/** 届書の1行 that is in order so far. Items count from 1. */
interface Row {
  readonly line: number
  readonly kind: FormKind
  readonly item: (no: number) => string
  readonly day: (no: number) => CivilDate | null
}

const LAYOUTS: Readonly<Record<FormKind, FormLayout>> = {
  acquisition: FORM_LAYOUTS['2200700'],
  loss: FORM_LAYOUTS['2201700'],
  dependants: FORM_LAYOUTS['2202700'],
  address: FORM_LAYOUTS['22187041'],
}

/** Whether a value may stand in an item, by its letters and its length. */
function isWritten({ rule }: FormItem, value: string, forms: FormPractice): boolean {
  switch (rule.kind) {
    case 'code':
    case 'era':
      return rule.values.includes(value)
    case 'digits':
      return (
        /^\d+$/.test(value) && value.length >= rule.min && value.length <= rule.max && !(rule.not ?? []).includes(value)
      )
    case 'day':
      return /^\d{6}$/.test(value)
    case 'prefecture':
      return forms.isPrefecture(value)
    case 'region':
      return /^(?:0[1-9]|[1-3]\d|4[0-7])$/.test(value)
    case 'symbol':
      return /^(?:[A-Za-z\d]+|[\uff66-\uff9f]+)$/.test(value) && !/^0+$/.test(value) && formSize(value) <= 4
    case 'kana-name':
      return /^[\uff66-\uff9f]+(?: [\uff66-\uff9f]+)+$/.test(value) && formSize(value) <= rule.max
    case 'kanji-name':
      return (
        /^[^!-~\uff61-\uff9f \u3000]+(?:\u3000[^!-~\uff61-\uff9f \u3000]+)+$/.test(value) && formSize(value) <= rule.max
      )
    case 'kana':
      return /^[ -~\uff61-\uff9f]+$/.test(value) && formSize(value) <= rule.max
    case 'text':
      return formSize(value) <= rule.max
    case 'empty':
      return forms.fillsEmptyItems
  }
}

/** Items that are wrong for themselves, and pairs of era and day that name no day. */
function wrongItems(items: readonly FormItem[], row: Row, forms: FormPractice): number[] {
  return items.flatMap((item): number[] => {
    const value = row.item(item.no)
    if (value === '') return item.required ? [item.no] : []
    if (!isWritten(item, value, forms)) return [item.no]
    return item.rule.kind === 'era' && row.day(item.no) === null ? [item.no + 1] : []
  })
}

const isFilled = (row: Row, no: number): boolean => row.item(no) !== ''
const missingOf = (row: Row, nos: readonly number[]): number[] => nos.filter((no) => !isFilled(row, no))
const superfluousOf = (row: Row, nos: readonly number[]): number[] => nos.filter((no) => isFilled(row, no))

/** Pension numbers of which only one half is there. */
const halfPension = (row: Row, no: number): number[] =>
  isFilled(row, no) === isFilled(row, no + 1) ? [] : [isFilled(row, no) ? no + 1 : no]

/** Days that have not come yet. */
function comingDays(row: Row, nos: readonly number[], last: CivilDate): number[] {
  return nos.filter((no) => {
    const day = row.day(no)
    return day !== null && day > last
  })
}

function addressItems(row: Row, number: number, needed: readonly number[], others: readonly number[], f: FormPractice) {
  if (!isFilled(row, number)) return missingOf(row, needed)
  return f.addressBesideNumber ? [] : superfluousOf(row, [...needed, ...others])
}

type Check = (row: Row, forms: FormPractice, last: CivilDate) => readonly number[]

const acquisition: Check = (row, forms, last) => {
  const [cash = 0, kind = 0, total = 0] = [21, 22, 23].map((no) => Number(row.item(no)))
  return [
    ...(row.item(14) === '3' ? missingOf(row, [15]) : superfluousOf(row, [15])),
    ...(isFilled(row, 13) ? superfluousOf(row, [14]) : []),
    ...halfPension(row, 16),
    ...comingDays(row, [9, 18], last),
    ...(forms.isTotal(cash, kind, total) ? [] : [23]),
    ...addressItems(row, 13, [29, 30, 31], [32], forms),
  ]
}

const loss: Check = (row, forms, last) => {
  const cause = row.item(16)
  const isDated = cause === '4' || cause === '5'
  const facts = { cause, born: row.day(9), lost: row.day(14), left: row.day(17), unfit: row.day(25) }
  return [
    ...(isFilled(row, 11) ? [] : missingOf(row, [12])),
    ...halfPension(row, 12),
    ...(isFilled(row, 27) ? [] : missingOf(row, [14, 15])),
    ...(isDated ? missingOf(row, [17, 18]) : superfluousOf(row, [17, 18])),
    ...(isFilled(row, 24) ? missingOf(row, [25, 26]) : []),
    ...(forms.isLossDay(facts) ? [] : [14]),
    ...(!isDated || !isFilled(row, 24) || forms.isUnfitDay(facts) ? [] : [25]),
    ...comingDays(row, [9, 14, 17, 25], last),
  ]
}

const DEPENDANT_PLACES: readonly DependantPlace[] = ['spouse', 'other-1', 'other-2']
/** Where name, birth date, number and address of a dependant stand, counted from his first item. */
const PARTS = {
  spouse: { name: 2, born: 4, number: 7, post: 15, address: 17, from: 22, until: 28 },
  other: { name: 1, born: 3, number: 8, post: 10, address: 12, from: 20, until: 27 },
} as const
const partsOf = (place: DependantPlace) => (place === 'spouse' ? PARTS.spouse : PARTS.other)

const isThere = (row: Row, place: DependantPlace): boolean => isFilled(row, PLACES[place] + partsOf(place).name)

function dependantItems(row: Row, place: DependantPlace, forms: FormPractice): readonly number[] {
  if (!isThere(row, place)) return superfluousOf(row, [forms.tickOf(place)])
  const first = PLACES[place]
  const { born, post, address, from, until } = partsOf(place)
  const change = row.item(21)
  const days = change === '1' ? [from, from + 1] : change === '2' ? [until, until + 1] : []
  const posts = forms.addressLeftOut || (change === '3' && place !== 'spouse') ? [] : [post, post + 1, address]
  const [insured, birth] = [row.day(11), row.day(first + born)]
  const relation = place === 'spouse' ? '' : row.item(first + 6)
  return [
    ...missingOf(
      row,
      [born, born + 1, ...days, ...posts, 6].map((by) => first + by),
    ),
    ...(insured === null || birth === null || forms.isRelation(relation, insured, birth) ? [] : [first + 6]),
  ]
}

const dependants: Check = (row, forms, last) => [
  ...(row.item(21) === '1' ? [] : missingOf(row, [8])),
  ...(isFilled(row, 14) ? [] : missingOf(row, [15])),
  ...halfPension(row, 15),
  ...addressItems(row, 14, [18, 19, 20], [], forms),
  ...comingDays(row, [6, 11], last),
  ...(DEPENDANT_PLACES.some((place) => isThere(row, place)) ? [] : [24]),
  ...DEPENDANT_PLACES.flatMap((place) => dependantItems(row, place, forms)),
]

const address: Check = (row, _forms, last) => [...halfPension(row, 5), ...comingDays(row, [13], last)]

const CHECKS: Readonly<Record<FormKind, Check>> = { acquisition, loss, dependants, address }

/** The text of a file; what is no Shift_JIS becomes a character that no form may carry. */
function linesOf({ bytes }: FormsEvent): readonly string[] {
  const raw = new Uint8Array(Buffer.from(bytes, 'base64'))
  const read = decodeText(raw, 'Shift_JIS')
  return (read.ok ? read.value : new TextDecoder('shift_jis').decode(raw)).split('\r\n')
}

const MARK = '[data]'

/** 形式審査: the row, or the items for which it goes back. */
function read(text: string, line: number, { desk, today }: Counter): Row | readonly (number | null)[] {
  const { forms } = desk.practice
  const split = forms.itemsOf(text)
  const strange = split.findIndex((value) => [...value].some((char) => !forms.isCharacter(char)))
  if (strange !== -1) return [strange + 1]
  const kind = forms.kindOf(split)
  if (kind === null) return [1]
  const { items, code } = LAYOUTS[kind]
  const whole = forms.complete(split, items.length)
  if (whole === null) return [Math.min(split.length, items.length)]
  const item = (no: number): string => (no === 1 ? code : (whole[no - 1] ?? ''))
  const row: Row = { line, kind, item, day: (no) => forms.dayOf(item(no), item(no + 1)) }
  const wrong = wrongItems(items, row, forms)
  const all = wrong.length > 0 ? wrong : CHECKS[kind](row, forms, forms.lastDay(today))
  return all.length > 0 ? all : row
}

const personAt = ({ event }: Counter, { line }: Row, place: 'insured' | DependantPlace) =>
  event.people.find((one) => one.line === line && one.place === place) ?? null

const SEX: Readonly<Record<string, NonNullable<FiledFive['sex']>>> = {
  '1': 'male',
  '2': 'female',
  '3': 'male',
  '5': 'male',
  '6': 'female',
  '7': 'male',
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** A form as the desk knows it when it comes on paper. */
function joinForm(
  counter: Counter,
  row: Row,
  who: Pick<JoinForm, 'five' | 'personNo' | 'relation' | 'head' | 'number'> & { readonly from: CivilDate | null },
  tick: number,
): JoinForm {
  const { from, ...rest } = who
  return {
    kind: 'join',
    ...rest,
    fact: from ?? counter.today,
    factAtMidnight: false,
    filed: counter.today,
    cause: who.relation === 'insured' ? 'job' : 'other',
    certificateWanted: row.item(tick) === '1',
    ratio: null,
    symbol: row.item(4),
  }
}

const NUMBER_ITEM = 13

async function acquire(counter: Counter, row: Row): Promise<readonly (number | null)[]> {
  const who = personAt(counter, row, 'insured')
  if (who === null) return [7]
  const { item, day } = row
  const kana = fullKana(item(7))
  const five: FiledFive = {
    kanji: item(8) === '' ? kana : item(8),
    kana,
    birthDate: day(9),
    sex: SEX[item(11)] ?? null,
    address: orNull(item(32)) ?? who.address,
  }
  const form = joinForm(
    counter,
    row,
    { five, personNo: orNull(item(13)), relation: 'insured', head: null, number: item(6), from: day(18) },
    counter.desk.practice.forms.tickOf('insured'),
  )
  const handled = await counter.work(who.ref, form)
  return handled.taken ? [] : [item(13) === '' ? NUMBER_ITEM : null]
}

function memberOf({ desk, today }: Counter, ref: string | undefined): Membership | null {
  const member = ref === undefined ? null : desk.books.find(ref)
  return member === null || member.voided || (member.lost !== null && member.lost <= today) ? null : member
}

async function close(counter: Counter, member: Membership, lossDate: CivilDate, reason: '01' | '03' | '99') {
  const leaving: Loss = { kind: 'close', lossDate, reason }
  const handled = await endCovers(counter.desk, leavers(counter.desk, member), leaving, {
    kind: '喪失届',
    received: counter.today,
  })
  return handled.taken
}

const REASONS: Readonly<Record<string, '01' | '03'>> = { '5': '01', '7': '03' }

async function lose(counter: Counter, row: Row): Promise<readonly (number | null)[]> {
  const member = memberOf(counter, personAt(counter, row, 'insured')?.ref)
  const lost = row.day(14)
  if (member === null) return [6]
  if (lost === null) return []
  return (await close(counter, member, lost, REASONS[row.item(16)] ?? '99')) ? [] : [14]
}

async function dependant(counter: Counter, row: Row, place: DependantPlace): Promise<readonly (number | null)[]> {
  const who = personAt(counter, row, place)
  const head = personAt(counter, row, 'insured')
  const first = PLACES[place]
  const { name, born, number, address, from, until } = partsOf(place)
  const at = (by: number): string => row.item(first + by)
  if (who === null || head === null) return [first + name]
  if (row.item(21) === '3') return []
  if (row.item(21) === '2') {
    const member = memberOf(counter, who.ref)
    const ended = row.day(first + until)
    if (member === null || ended === null) return [first + name]
    return (await close(counter, member, ended, '99')) ? [] : [first + until]
  }
  const kana = fullKana(at(name))
  const isSpouse = place === 'spouse'
  const sex = isSpouse ? (at(6) === '1' || at(6) === '3' ? 'male' : 'female') : (SEX[at(5)] ?? null)
  const five: FiledFive = {
    kanji: at(name + 1) === '' ? kana : at(name + 1),
    kana,
    birthDate: row.day(first + born),
    sex,
    address: who.address ?? orNull(at(address)),
  }
  const form = joinForm(
    counter,
    row,
    {
      five,
      personNo: orNull(at(number)),
      relation: 'dependant',
      head: head.ref,
      number: row.item(8),
      from: row.day(first + from),
    },
    counter.desk.practice.forms.tickOf(place),
  )
  const handled = await counter.work(who.ref, form)
  return handled.taken ? [] : [at(number) === '' ? first + number : null]
}

async function changeDependants(counter: Counter, row: Row): Promise<readonly (number | null)[]> {
  if (memberOf(counter, personAt(counter, row, 'insured')?.ref) === null) return [8]
  const wrong: (number | null)[] = []
  for (const place of DEPENDANT_PLACES) if (isThere(row, place)) wrong.push(...(await dependant(counter, row, place)))
  return wrong
}

async function move(counter: Counter, row: Row): Promise<readonly (number | null)[]> {
  const ref = personAt(counter, row, 'insured')?.ref ?? ''
  const from = row.day(13)
  if (from === null) return [14]
  const handled = await counter.work(ref, { kind: 'move', address: row.item(12) || fullKana(row.item(11)), from })
  return handled.taken ? [] : [4]
}

const WORK: Readonly<Record<FormKind, (counter: Counter, row: Row) => Promise<readonly (number | null)[]>>> = {
  acquisition: acquire,
  loss: lose,
  dependants: changeDependants,
  address: move,
}

const isRow = (read: Row | readonly (number | null)[]): read is Row => 'kind' in read

/** 届書ファイルの受付: every line for itself; a wrong one goes back with its items, the others are worked on. */
export async function workOnForms(counter: Counter): Promise<Handled> {
  const lines = linesOf(counter.event)
  const problems: FormFault[] = []
  let worked = 0
  for (const [at, text] of lines.entries()) {
    if (at <= lines.indexOf(MARK) || text === '') continue
    const line = at + 1
    const row = read(text, line, counter)
    // oxlint-disable-next-line no-await-in-loop -- one form after the other, as they lie there
    const wrong = isRow(row) ? await WORK[row.kind](counter, row) : row
    problems.push(...wrong.map((item) => ({ line, item })))
    if (wrong.length === 0) worked += 1
  }
  return { taken: worked > 0, missing: [], problems }
}
