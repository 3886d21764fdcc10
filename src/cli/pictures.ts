import { DOCUMENT_FIELDS, type DocumentFieldValues, fieldRow } from '../domain/document.ts'
import type { PaperPicture } from '../conformance/reporters/reporter.ts'
import { DOCUMENTS } from '../../generators/documents/index.ts'
import { drawPaper } from '../../scenarios/drawn-papers.ts'
import type { History } from '../../scenarios/history.ts'
import { pagePicture } from '../wire/paper/raster.ts'

const MOST = 6
const DPI = 110

const UNKNOWN = { ja: '種類の分からない書類', en: 'a document of unknown kind' }

/** What stands on a paper, one field a line, for those who cannot see it. */
const inWords = (fields: DocumentFieldValues): string =>
  Object.keys(DOCUMENT_FIELDS)
    .flatMap((id) => {
      const field = Object.entries(fields).find(([name]) => name === id)
      if (field === undefined) return []
      const [, value] = field
      return [`${labelOf(id)}: ${value}`]
    })
    .join('\n')

const isField = (id: string): id is keyof typeof DOCUMENT_FIELDS => id in DOCUMENT_FIELDS
const labelOf = (id: string): string => (isField(id) ? fieldRow(id).ja : id)

/** One paper of a history before it is drawn. */
interface Paper {
  readonly step: number
  readonly title: { readonly ja: string; readonly en: string }
  readonly text: string
  readonly draw: () => Promise<Uint8Array>
}

const titled = (owner: string, title: { readonly ja: string; readonly en: string }) => ({
  ja: `${owner}: ${title.ja}`,
  en: `${owner}: ${title.en}`,
})

/** What an insurer issued. */
const issuedPapers = (history: History): Paper[] =>
  history.steps.flatMap(({ index, insurance }) =>
    (insurance?.pieces ?? []).flatMap(({ person, documents }) =>
      documents.flatMap(({ bytes, reading }): Paper[] =>
        reading === null
          ? []
          : [
              {
                step: index,
                title: titled(person, reading.kind === null ? UNKNOWN : DOCUMENTS[reading.kind].title),
                text: inWords(reading.fields),
                draw: () => pagePicture(bytes, { dpi: DPI }),
              },
            ],
      ),
    ),
  )

/** What lay on the counter of a clinic. */
const shownPapers = (history: History): Paper[] =>
  history.steps.flatMap(({ index, step, reception }) =>
    step.do !== 'receive' || reception === null
      ? []
      : reception.papers.map(({ twin, screenshot }): Paper => ({
          step: index,
          title: titled(step.visit, DOCUMENTS[twin.kind].title),
          text: inWords(twin.fields),
          draw: async () => {
            const { mediaType, base64 } = await drawPaper(twin, screenshot)
            const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
            return mediaType === 'image/png' ? bytes : pagePicture(bytes, { dpi: DPI })
          },
        })),
  )

/** The papers of a history as pictures: what an insurer issued, or what lay on the counter. The last six. */
export async function picturesOf(history: History): Promise<readonly PaperPicture[]> {
  const pictures: PaperPicture[] = []
  for (const { draw, ...paper } of [...issuedPapers(history), ...shownPapers(history)].slice(-MOST)) {
    // oxlint-disable-next-line no-await-in-loop -- one page in memory at a time
    pictures.push({ ...paper, png: await draw() })
  }
  return pictures
}
