import { type CivilDate, type Instant, civilDate } from '../../src/domain/civil-date.ts'
import type { Sex } from '../../src/domain/person.ts'
import { formatWareki, toWareki } from '../../src/domain/wareki.ts'
import { type Faces, facesOf } from './font-subset.ts'
import { type DocumentFonts, loadFonts } from './fonts/index.ts'
import { INK, type Pen, type Sheet, fit, layered, startDrawing } from './page.ts'
import { writePdf } from './pdf.ts'

/** 列: its heading and its share of the width of the table. */
export interface PaperColumn {
  readonly heading: string
  readonly width: number
}

/** 表: a part of the paper under a heading of its own. */
export interface PaperSection {
  readonly heading: string
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly (readonly string[])[]
  /** What stands there when there are no rows. */
  readonly empty: string
}

/** 薬剤情報・特定健診情報の帳票, as data: what stands on it and nothing of how it looks. Its length is open, so it is no twin. */
export interface MedicalPaper {
  readonly title: string
  readonly person: {
    readonly name: string
    readonly kana: string
    readonly birthDate: CivilDate
    readonly sex: Sex
  }
  /** 作成日時. */
  readonly madeAt: Instant
  readonly institutionCode: string
  /** 対象期間 or what else limits the contents; one line. */
  readonly scope: string
  readonly sections: readonly PaperSection[]
}

const SEXES: Readonly<Record<Sex, string>> = { male: '男', female: '女', unset: '未設定' }

const WIDE = { left: 15, width: 180, bottom: 278 } as const
const ROW = 7

/** The years of the era, as other papers write a day; days of a wire message too. */
export function paperDay(day: CivilDate | string): string {
  const date = civilDate(day.length === 8 ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : day)
  const wareki = toWareki(date)
  return wareki.ok ? formatWareki(wareki.value) : date
}

const moment = (at: Instant): string =>
  `${at.slice(0, 4)}年${Number(at.slice(5, 7))}月${Number(at.slice(8, 10))}日 ${at.slice(11, 16)}`

/** One page while it is being filled. */
interface OpenPage {
  readonly pen: Pen
  readonly sheet: Sheet
  y: number
}

/** Sets a text into a cell, smaller when it has to be. */
function cell(pen: Pen, faces: Faces, text: string, at: readonly [x: number, y: number], width: number): void {
  const size = 3.1
  const found = fit(text, { size, width, least: 2 }, faces.regular.width)
  pen.text(at[0], at[1] + ROW / 2 + found.size * 0.36, found.text, { size: found.size, role: 'value' })
}

/** The lines above the tables: whose paper it is. */
function head(pen: Pen, faces: Faces, paper: MedicalPaper): number {
  const { person } = paper
  const lines: readonly (readonly (readonly [label: string, value: string])[])[] = [
    [
      ['氏名', person.name],
      ['フリガナ', person.kana],
    ],
    [
      ['生年月日', paperDay(person.birthDate)],
      ['性別', SEXES[person.sex]],
    ],
    [
      ['医療機関コード', paper.institutionCode],
      ['作成日時', moment(paper.madeAt)],
    ],
    [['対象', paper.scope]],
  ]
  const top = 34
  lines.forEach((cells, line) => {
    const y = top + line * ROW
    const width = WIDE.width / cells.length
    cells.forEach(([label, value], place) => {
      const x = WIDE.left + place * width
      pen.box(x, y, 30, ROW, { fill: INK.pale })
      pen.box(x, y, width, ROW, {})
      pen.text(x + 2, y + ROW / 2 + 1.1, label, { size: 2.9, ink: INK.label })
      cell(pen, faces, value, [x + 32, y], width - 34)
    })
  })
  return top + lines.length * ROW + 6
}

/** The pages of a paper, each with its mark; a table that does not end on one goes on with its headings on the next. */
function sheetsOf(paper: MedicalPaper, faces: Faces): readonly Sheet[] {
  const pages: OpenPage[] = []
  const open = (): OpenPage => {
    const { pen, marks } = startDrawing({ fields: {} }, faces)
    pen.specimen(150, 10, 4, { x: 105, y: 150, width: 190 })
    pen.text(WIDE.left, 25, paper.title, { size: pages.length === 0 ? 6.6 : 4.6, weight: 'bold' })
    const page = {
      pen,
      sheet: { width: 210, height: 297, marks },
      y: pages.length === 0 ? head(pen, faces, paper) : 32,
    }
    pages.push(page)
    return page
  }
  let page = open()
  const room = (height: number): boolean => {
    if (page.y + height <= WIDE.bottom) return false
    page = open()
    return true
  }
  for (const { heading, columns, rows, empty } of paper.sections) {
    const total = columns.reduce((sum, { width }) => sum + width, 0)
    const lefts = columns.map((_, place) =>
      columns.slice(0, place).reduce<number>((x, { width }) => x + (width / total) * WIDE.width, WIDE.left),
    )
    const widthOf = (place: number): number => ((columns[place]?.width ?? 0) / total) * WIDE.width
    const line = (cells: readonly string[], isHeading: boolean): void => {
      const { pen, y } = page
      if (isHeading) pen.box(WIDE.left, y, WIDE.width, ROW, { fill: INK.pale })
      cells.forEach((text, place) => {
        const x = lefts[place] ?? WIDE.left
        pen.box(x, y, widthOf(place), ROW, {})
        if (isHeading) pen.text(x + 1.5, y + ROW / 2 + 1, text, { size: 2.7, ink: INK.label, weight: 'bold' })
        else cell(pen, faces, text, [x + 1.5, y], widthOf(place) - 3)
      })
      page.y += ROW
    }
    const headings = columns.map((column) => column.heading)
    const begin = (words: string): void => {
      page.pen.text(WIDE.left, page.y + 3.6, words, { size: 4, weight: 'bold', ink: INK.accent })
      page.y += 6
    }
    room(ROW * 3 + 6)
    begin(heading)
    if (rows.length === 0) {
      page.pen.text(WIDE.left + 2, page.y + 3.6, empty, { size: 3.1 })
      page.y += ROW
    } else {
      line(headings, true)
      for (const row of rows) {
        if (room(ROW)) {
          begin(`${heading}（続き）`)
          line(headings, true)
        }
        line(row, false)
      }
    }
    page.y += 5
  }
  pages.forEach(({ pen }, index) => {
    const foot = 'この帳票は模擬環境が作った見本です。実在の人の情報ではありません。 / A specimen: nobody’s real data.'
    pen.text(WIDE.left, 289, foot, { size: 2.6, ink: INK.label })
    pen.text(184, 289, `${index + 1} / ${pages.length}`, { size: 2.8, ink: INK.label, role: 'value' })
  })
  return pages.map(({ sheet }) => ({ ...sheet, marks: layered(sheet.marks) }))
}

/** 帳票を描く: a PDF with the mark of a specimen on every page. The same data gives the same bytes for ever. */
export function drawMedicalPaper(paper: MedicalPaper, fonts: DocumentFonts = loadFonts()): Promise<Uint8Array> {
  const faces = facesOf(fonts)
  return writePdf(sheetsOf(paper, faces), faces, { title: paper.title, isSwapped: false })
}
