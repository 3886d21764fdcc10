import { readFileSync } from 'node:fs'
import { create } from 'fontkit'
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib'

const FONT = readFileSync(
  new URL(
    '../../../node_modules/@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
    import.meta.url,
  ),
)

interface Subset {
  readonly encode: () => Uint8Array
}

/** fontkit 2 has `encode()` where pdf-lib asks for a stream. */
function streamed(subset: Subset): object {
  const stream = {
    on: (event: string, then: (data?: Uint8Array) => void) => {
      if (event === 'data') then(subset.encode())
      else then()
      return stream
    },
  }
  return Object.assign(subset, { encodeStream: () => stream })
}

const fontkit = {
  create: (bytes: Uint8Array): object => {
    const font = create(Buffer.from(bytes)) as unknown as { createSubset: () => Subset }
    const subsetOf = font.createSubset.bind(font)
    return Object.assign(font, { createSubset: () => streamed(subsetOf()) })
  },
}

const MM = 72 / 25.4

/** One piece of text of a sheet: millimetres from the top left corner to its baseline, size in points. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
  /** Millimetres from one character to the next: boxed digits. */
  readonly pitch?: number
}

export interface Sheet {
  /** Millimetres. */
  readonly width?: number
  readonly height?: number
  readonly pages: readonly (readonly Piece[])[]
}

/** A finished document that a test may still change before it is saved. */
export interface Drawn {
  readonly document: PDFDocument
  readonly font: PDFFont
  readonly pages: readonly PDFPage[]
}

function drawPiece(page: PDFPage, font: PDFFont, { text, x, y, size = 10, pitch }: Piece): void {
  const at = { y: page.getHeight() - y * MM, size, font }
  if (pitch === undefined) page.drawText(text, { ...at, x: x * MM })
  else [...text].forEach((character, index) => page.drawText(character, { ...at, x: (x + index * pitch) * MM }))
}

/** A sheet of nobody in particular: text at places, in an embedded Japanese font, and nothing of ours beside it. */
export async function drawSheet({ width = 210, height = 297, pages }: Sheet): Promise<Drawn> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0])
  const font = await document.embedFont(FONT, { subset: true })
  const drawn = pages.map((pieces) => {
    const page = document.addPage([width * MM, height * MM])
    for (const piece of pieces) drawPiece(page, font, piece)
    return page
  })
  return { document, font, pages: drawn }
}

export const sheetBytes = async (sheet: Sheet): Promise<Uint8Array> => (await drawSheet(sheet)).document.save()

/** Rows of label and value, the value at `column` millimetres. */
export const rows = (
  entries: readonly (readonly [string, string])[],
  at: { readonly x?: number; readonly y?: number; readonly column?: number; readonly step?: number } = {},
): Piece[] => {
  const { x = 20, y = 40, column = 70, step = 8 } = at
  return entries.flatMap(([label, value], index) => [
    { text: label, x, y: y + index * step },
    ...(value === '' ? [] : [{ text: value, x: column, y: y + index * step }]),
  ])
}
