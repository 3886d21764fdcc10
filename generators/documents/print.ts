import { parseCivilDate, parseInstant } from '../../src/domain/civil-date.ts'
import { type FieldId, type FieldType, fieldRow } from '../../src/domain/document.ts'
import { formatWareki, toWareki } from '../../src/domain/wareki.ts'

/** 和暦: 令和8年11月21日; a text that is no day is printed as it stands. */
function printedDay(text: string): string {
  const day = parseCivilDate(text)
  if (!day.ok) return text
  const wareki = toWareki(day.value)
  return wareki.ok ? formatWareki(wareki.value) : text
}

function printedMoment(text: string): string {
  const moment = parseInstant(text)
  if (!moment.ok) return text
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}日 ${text.slice(11, 16)}`
}

const SEXES: ReadonlyMap<string, string> = new Map([
  ['male', '男'],
  ['female', '女'],
  ['unset', '裏面参照'],
])

const printedRatio = (text: string): string => (/^\d{2}0$/.test(text) ? `${Number(text) / 10}割` : text)

const PRINTERS: Readonly<Record<FieldType, (text: string) => string>> = {
  text: (text) => text,
  digits: (text) => text,
  word: (text) => text,
  day: printedDay,
  moment: printedMoment,
  ratio: printedRatio,
  sex: (text) => SEXES.get(text) ?? text,
}

/** 券面の表記: how the value of a field stands on paper. A value that is none of its type is printed as it stands. */
export const printedValue = (id: FieldId, value: string): string => PRINTERS[fieldRow(id).type](value)
