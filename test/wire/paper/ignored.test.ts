import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import type { DocumentReading } from '../../../src/domain/document.ts'
import { readPaper } from '../../../src/wire/paper/index.ts'
import { type Sheet, drawSheet, rows } from './sheets.ts'

const SHEET: Sheet = {
  pages: [
    [
      { text: '資格情報のお知らせ', x: 60, y: 20, size: 16 },
      ...rows([
        ['氏名', '山田　太郎'],
        ['番号', '1234'],
      ]),
    ],
  ],
}

const LIE = { kind: 'certificate', fields: { name: '偽の　名前', number: '9999', ratio: '010' } }

async function readingOf(bytes: Uint8Array): Promise<DocumentReading> {
  const result = await readPaper(bytes)
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}

/** A paper with everything beside its text telling something else. */
async function lyingPaper(): Promise<PDFDocument> {
  const { document, pages } = await drawSheet(SHEET)
  document.setTitle('健康保険 資格確認書')
  document.setSubject('氏名 偽の 名前 番号 9999')
  document.setKeywords(['氏名: 偽の　名前', '負担割合: 1割'])
  await document.attach(new TextEncoder().encode(JSON.stringify(LIE)), 'twin.json', { mimeType: 'application/json' })
  const note = document.context.obj({
    Type: 'Annot',
    Subtype: 'FreeText',
    Rect: [50, 500, 400, 540],
    DA: PDFString.of('/Helv 10 Tf 0 g'),
    Contents: PDFString.of('insurer 99999999'),
  })
  pages[0]?.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(note)]))
  const form = document.getForm()
  const field = form.createTextField('name')
  const [page] = pages
  if (page !== undefined) field.addToPage(page, { x: 50, y: 300, width: 200, height: 20 })
  field.setText('9999')
  return document
}

/** Takes away what is beside the text. */
async function stripped(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  for (const page of document.getPages()) page.node.delete(PDFName.of('Annots'))
  const { catalog } = document
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict)
  names?.delete(PDFName.of('EmbeddedFiles'))
  for (const key of ['AF', 'AcroForm', 'Metadata', 'Names']) catalog.delete(PDFName.of(key))
  document.context.trailerInfo.Info = undefined as never
  return document.save({ updateFieldAppearances: false })
}

describe('what stands beside the text of a paper', () => {
  it('is not read: a title, a keyword, an attachment, a note or a field of a form that lies changes nothing', async () => {
    const { document } = await drawSheet(SHEET)
    const plain = await readingOf(await document.save())
    const lying = await readingOf(await (await lyingPaper()).save())
    expect(lying).toEqual(plain)
    expect(plain.fields).toEqual({ title: '資格情報のお知らせ', name: '山田　太郎', number: '1234' })
  })

  it('is not needed: without it the reading is the same', async () => {
    const bytes = await (await lyingPaper()).save()
    const bare = await stripped(bytes)
    const left = await PDFDocument.load(bare, { updateMetadata: false })
    expect(left.getTitle()).toBeUndefined()
    expect(left.getPages()[0]?.node.lookupMaybe(PDFName.of('Annots'), PDFArray)).toBeUndefined()
    expect(await readingOf(bare)).toEqual(await readingOf(bytes))
  })
})
