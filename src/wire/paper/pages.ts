import { getDocument, Util, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
// Without it the library looks for its other half when the first paper is opened.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { type Result, err, ok } from '../../domain/result.ts'
import type { PaperLimits } from './limits.ts'
import { type PaperProblem, paperProblem } from './problem.ts'
import type { PageText, Run } from './tokens.ts'

type Opened = Awaited<ReturnType<typeof getDocument>['promise']>
type OpenPage = Awaited<ReturnType<Opened['getPage']>>

/** A folder of tables inside the library's package, as the path that its reader of files takes. */
function folderOf(name: string): string {
  const { pathname } = new URL(`../../${name}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))
  return decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:)/, '')
}

/**
 * A PDF as the reader opens it: no scripts, no fonts of the system, nothing fetched, nothing repaired in silence. What may be
 * read beside the file are the tables of the library: the Japanese encodings, and for drawing the standard fonts.
 */
export const openPdf = (bytes: Uint8Array, purpose: 'text' | 'drawing'): ReturnType<typeof getDocument> =>
  getDocument({
    cMapUrl: folderOf('cmaps'),
    cMapPacked: true,
    ...(purpose === 'drawing' ? { standardFontDataUrl: folderOf('standard_fonts') } : {}),
    // The library keeps what it is given.
    data: bytes.slice(),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: true,
    maxImageSize: 40_000_000,
  })

const LEVEL = 0.02

/** One piece of text; null when it stands askew. */
function runOf(text: string, matrix: readonly number[], width: number): Run | null {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = matrix
  const size = Math.hypot(c, d)
  // The page's own matrix turns the axis: upright text has d < 0.
  if (Math.abs(b) > LEVEL * Math.abs(a) || a <= 0 || d >= 0 || size === 0) return null
  return { text, x, y, width, size }
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
}

const isText = (item: unknown): item is TextItem =>
  typeof item === 'object' && item !== null && 'str' in item && typeof item.str === 'string' && item.str.trim() !== ''

/** The library types its stream as anything. */
const itemsOf = (chunk: unknown): readonly unknown[] =>
  typeof chunk === 'object' && chunk !== null && 'items' in chunk && Array.isArray(chunk.items) ? chunk.items : []

async function textOfPage(page: OpenPage, limits: PaperLimits): Promise<PageText | 'too-much'> {
  const { width, height, transform } = page.getViewport({ scale: 1 })
  const reader = page.streamTextContent({ includeMarkedContent: false, disableNormalization: true }).getReader()
  const runs: Run[] = []
  const askew: string[] = []
  for (;;) {
    // Pieces arrive one after another; reading ahead would read all.
    const piece = await reader.read()
    if (piece.done) return { width, height, runs, askew }
    for (const item of itemsOf(piece.value).filter(isText)) {
      const run = runOf(item.str, Util.transform([...transform], [...item.transform]), item.width)
      if (run === null) askew.push(item.str)
      else runs.push(run)
    }
    if (runs.length + askew.length > limits.runs) {
      // Without a reason the library leaves its side open.
      await reader.cancel(new Error('enough'))
      return 'too-much'
    }
  }
}

/** What the library says about bytes that it refuses. */
export function refusal(error: unknown): PaperProblem {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return paperProblem('SIM-D003')
  if (error instanceof RangeError) return paperProblem('SIM-D006', { what: 'nesting', limit: 'the stack' })
  const reason = error instanceof Error ? error.message.slice(0, 120) : String(error)
  if (/call stack/i.test(reason)) return paperProblem('SIM-D006', { what: 'nesting', limit: 'the stack' })
  return paperProblem('SIM-D008', { reason })
}

/** The text of every page with its places. Content is only read for text: nothing is painted. */
export async function readPages(
  bytes: Uint8Array,
  limits: PaperLimits,
): Promise<Result<readonly PageText[], PaperProblem>> {
  const task = openPdf(bytes, 'text')
  try {
    const document = await task.promise
    const count = document.numPages
    if (count > limits.pages) return err(paperProblem('SIM-D005', { pages: count, limit: limits.pages }))
    const pages: PageText[] = []
    for (let at = 1; at <= count; at += 1) {
      const page = await textOfPage(await document.getPage(at), limits)
      if (page === 'too-much') return err(paperProblem('SIM-D006', { what: 'text', limit: limits.runs }, `page ${at}`))
      pages.push(page)
    }
    return ok(pages)
  } catch (error) {
    return err(refusal(error))
  } finally {
    await task.destroy()
  }
}
