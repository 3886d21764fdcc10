import type { CivilDate } from '../../domain/civil-date.ts'
import { compactDate } from '../../domain/civil-date.ts'
import { type Result, err, ok } from '../../domain/result.ts'
import { encodeText } from '../shift-jis.ts'
import { type FormProblem, formProblem } from './problem.ts'
import { type FormCharacters, isFormCharacter } from './values.ts'

/** 事業所: who files. */
export interface FormOffice {
  /** 都道府県コード of 日本年金機構, e.g. 21 for Tokyo. */
  readonly prefecture: string
  readonly city: string
  /** 事業所記号, at most four bytes. */
  readonly symbol: string
  /** 事業所番号. */
  readonly number: string
}

/** 届書ファイル: what is written into one file. */
export interface FormSheet {
  readonly office: FormOffice
  /** 媒体通番, 1 to 999. */
  readonly serial: number
  readonly made: CivilDate
  readonly rows: readonly (readonly string[])[]
}

/** First line of the data records: five lines stand before them. */
export const FIRST_ROW = 6

/** What every file of ours carries, so that nobody takes it for a real one. */
const SPECIMEN = [
  '100',
  '0000',
  '東京都見本区見本１－２－３',
  '見本　ＳＰＥＣＩＭＥＮ',
  '見本　代表',
  '03',
  '0000',
  '0000',
]

/** The lines of a file, unchecked: a wrong row is written as it stands. */
export function formLines({ office, serial, made, rows }: FormSheet): readonly string[] {
  const { prefecture, city, symbol, number } = office
  return [
    [prefecture, city, symbol, String(serial).padStart(3, '0'), compactDate(made), '22223'].join(','),
    '[kanri]',
    ',001',
    [prefecture, city, symbol, number, ...SPECIMEN].join(','),
    '[data]',
    ...rows.map((row) => row.join(',')),
  ]
}

/** Where the first character stands that may not; null when there is none. */
function wrongCharacter(rows: FormSheet['rows'], characters: FormCharacters): FormProblem | null {
  for (const [at, row] of rows.entries()) {
    for (const [place, value] of row.entries()) {
      const line = FIRST_ROW + at
      if (/[,"\r\n]/.test(value)) return formProblem('SIM-F122', line, place + 1, { title: String(place + 1) })
      const char = [...value].find((one) => !isFormCharacter(one, characters))
      if (char !== undefined) return formProblem('SIM-F102', line, place + 1, { char })
    }
  }
  return null
}

const asBytes = (lines: readonly string[]): Uint8Array | null => {
  const encoded = encodeText(lines.map((line) => `${line}\r\n`).join(''), 'Shift_JIS')
  return encoded.ok ? encoded.value : null
}

/**
 * 届書ファイルを書く: comma between the items, no quotation marks, CRLF, Shift_JIS. Refuses a character that a form may not carry
 * (`cp932` lets those of CP932 pass), and a comma inside an item.
 */
export function writeForms(
  sheet: FormSheet,
  characters: FormCharacters = 'jis-x-0208',
): Result<Uint8Array, FormProblem> {
  const wrong = wrongCharacter(sheet.rows, characters)
  if (wrong !== null) return err(wrong)
  const bytes = asBytes(formLines(sheet))
  return bytes === null ? err(formProblem('SIM-F101', 0, null)) : ok(bytes)
}

/** 誤りのある届書ファイルを書く: the bytes of a file with mistakes. What CP932 cannot carry becomes a question mark, as on a real machine. */
export function writeWrongForms(sheet: FormSheet): Uint8Array {
  const text = formLines(sheet)
    .map((line) => `${line}\r\n`)
    .join('')
  const carried = Array.from(text, (char) => (encodeText(char, 'Shift_JIS').ok ? char : '?')).join('')
  const encoded = encodeText(carried, 'Shift_JIS')
  if (!encoded.ok) throw new TypeError('a text of encodable characters could not be encoded')
  return encoded.value
}
