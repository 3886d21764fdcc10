import type { DocumentReading } from '../../domain/document.ts'
import { type Result, err, ok } from '../../domain/result.ts'
import { readFields } from './fields.ts'
import { checkFile } from './guard.ts'
import { mainTitle, titlesOf } from './kinds.ts'
import { PAPER_LIMITS, type PaperLimits } from './limits.ts'
import { contentMemo } from './memo.ts'
import { readPages } from './pages.ts'
import type { PaperProblem } from './problem.ts'
import { type PageText, carriesSpecimenMark, linesOf, sizeOf, textOfLines } from './tokens.ts'

export { FILE_LIMITS, PAPER_LIMITS } from './limits.ts'
export type { PaperLimits } from './limits.ts'
export { describePaperProblem } from './problem.ts'
export type { PaperProblem } from './problem.ts'

/** What the text of some pages says. */
export function readingOf(pages: readonly PageText[]): DocumentReading {
  const lines = pages.map(linesOf)
  const title = mainTitle(lines.flatMap(titlesOf))
  const screen = title?.kind === 'portal-pdf'
  const { fields, unclear } = readFields(lines, title?.kind ?? null)
  const saved = fields.savedAt !== undefined || unclear.some(({ field }) => field === 'savedAt')
  const text = pages.map(({ askew }, at) => [textOfLines(lines[at] ?? []), ...askew].join('\n')).join('\f')
  return {
    kind: screen && !saved ? 'portal-screen' : (title?.kind ?? null),
    fields: title === null ? fields : { title: title.text, ...fields },
    unclear,
    specimen: pages.some(carriesSpecimenMark) || /(?:^|\s)見 本(?:\s|$)/.test(text),
    pages: pages.length,
    size: sizeOf(pages[0]),
    text,
  }
}

async function read(bytes: Uint8Array, limits: PaperLimits): Promise<Result<DocumentReading, PaperProblem>> {
  const problem = checkFile(bytes, limits)
  if (problem !== null) return err(problem)
  const pages = await readPages(bytes, limits)
  return pages.ok ? ok(readingOf(pages.value)) : pages
}

const remembered = contentMemo<Result<DocumentReading, PaperProblem>>()

/**
 * 紙を読む: what stands on a PDF of anybody, from its text layer alone. Metadata, attachments, annotations and codes are not
 * looked at. A page without text gives a reading without fields. Without `limits` the small limits {@link PAPER_LIMITS}
 * hold and the last readings are kept.
 */
export const readPaper = (
  bytes: Uint8Array,
  options: { readonly limits?: PaperLimits } = {},
): Promise<Result<DocumentReading, PaperProblem>> =>
  options.limits === undefined ? remembered(bytes, () => read(bytes, PAPER_LIMITS)) : read(bytes, options.limits)
