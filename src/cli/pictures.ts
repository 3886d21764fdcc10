import { DOCUMENT_FIELDS, type DocumentReading, fieldRow } from '../domain/document.ts'
import type { PaperPicture } from '../conformance/reporters/reporter.ts'
import { DOCUMENTS } from '../../generators/documents/index.ts'
import type { History } from '../../scenarios/history.ts'
import { pagePicture } from '../wire/paper/raster.ts'

const MOST = 6
const DPI = 110

const UNKNOWN = { ja: '種類の分からない書類', en: 'a document of unknown kind' }

/** What stands on a paper, one field a line, for those who cannot see it. */
const inWords = (reading: DocumentReading): string =>
  Object.keys(DOCUMENT_FIELDS)
    .flatMap((id) => {
      const field = Object.entries(reading.fields).find(([name]) => name === id)
      if (field === undefined) return []
      const [, value] = field
      return [`${labelOf(id)}: ${value}`]
    })
    .join('\n')

const isField = (id: string): id is keyof typeof DOCUMENT_FIELDS => id in DOCUMENT_FIELDS
const labelOf = (id: string): string => (isField(id) ? fieldRow(id).ja : id)

/** The papers of a history as pictures: what an insurer issued. At most six. */
export async function picturesOf(history: History): Promise<readonly PaperPicture[]> {
  const issued = history.steps.flatMap(({ index, insurance }) =>
    (insurance?.pieces ?? []).flatMap(({ person, documents }) =>
      documents.map((document) => ({ step: index, person, ...document })),
    ),
  )
  const pictures: PaperPicture[] = []
  for (const { step, person, bytes, reading } of issued.slice(-MOST)) {
    if (reading === null) continue
    const title = reading.kind === null ? UNKNOWN : DOCUMENTS[reading.kind].title
    // oxlint-disable-next-line no-await-in-loop -- one page in memory at a time
    const png = await pagePicture(bytes, { dpi: DPI })
    pictures.push({
      step,
      title: { ja: `${person}: ${title.ja}`, en: `${person}: ${title.en}` },
      png,
      text: inWords(reading),
    })
  }
  return pictures
}
