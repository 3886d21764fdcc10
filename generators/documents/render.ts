import type { DocumentTwin, FieldId } from '../../src/domain/document.ts'
import { type RenderFault, tampered } from './faults.ts'
import { type Faces, charactersOf, facesOf } from './font-subset.ts'
import { type DocumentFonts, loadFonts } from './fonts/index.ts'
import type { Sheet } from './page.ts'
import { writePdf } from './pdf.ts'
import type { QrPayload } from './qr.ts'
import { DOCUMENTS } from './registry.ts'
import { writeScreen } from './screen.ts'

/** 印刷した書類. The same twin and options give the same bytes for ever. */
export interface RenderedDocument {
  readonly mediaType: 'application/pdf' | 'image/png'
  readonly extension: 'pdf' | 'png'
  readonly bytes: Uint8Array
  /** Characters that the font does not have; 〓 stands in their place. Sorted, each one once. */
  readonly missing: readonly string[]
  /** Fields that were cut for want of room; … stands at their end. */
  readonly truncated: readonly FieldId[]
}

export interface RenderOptions {
  /** The installed ones unless told otherwise. */
  readonly fonts?: DocumentFonts
  /** Off unless told otherwise. */
  readonly qr?: QrPayload | null
  /** True for a picture of a screen: with the status bar of a phone. */
  readonly screenshot?: boolean
  /** For tests only. */
  readonly faults?: RenderFault
}

function missingIn(sheets: readonly Sheet[], faces: Faces): readonly string[] {
  const missing = new Set<string>()
  for (const { marks } of sheets) {
    for (const mark of marks) {
      if (mark.type !== 'text') continue
      for (const one of charactersOf(mark.text)) if (faces[mark.weight].glyph(one).missing) missing.add(one)
    }
  }
  return [...missing].toSorted()
}

/**
 * 書類を印刷する: PDF, or PNG for a screen. Throws a RangeError for a format or a QR that the kind does not have.
 * @example
 * const twin = documentTwin('notice', { member, cover })
 * const { bytes } = await renderDocument(twin)
 */
export async function renderDocument(twin: DocumentTwin, options: RenderOptions = {}): Promise<RenderedDocument> {
  const definition = DOCUMENTS[twin.kind]
  if (!definition.formats.includes(twin.format)) throw new RangeError(`a ${twin.kind} has no format ${twin.format}`)
  const { qr = null, screenshot = false, faults = null } = options
  if (qr !== null && !definition.qr.includes(qr.type)) throw new RangeError(`a ${twin.kind} carries no ${qr.type} QR`)
  const faces = facesOf(options.fonts ?? loadFonts())
  const { sheets, cut } = definition.draw({ twin, faces, qr, screenshot })
  const printed = tampered(sheets, faults)
  const report = { missing: missingIn(printed, faces), truncated: [...cut] }
  const isSwapped = faults === 'swapped-glyph'
  if (twin.format === 'phone') {
    return { mediaType: 'image/png', extension: 'png', bytes: writeScreen(printed, faces, isSwapped), ...report }
  }
  const title = twin.fields.title ?? definition.title.ja
  return {
    mediaType: 'application/pdf',
    extension: 'pdf',
    bytes: await writePdf(printed, faces, { title, isSwapped }),
    ...report,
  }
}

interface RendererOptions {
  /** How many renderings are kept. */
  readonly limit: number
  readonly fonts?: DocumentFonts
}

/**
 * 印刷の控え: a `renderDocument` that keeps its last renderings, the one unused for longest forgotten first. Bytes are shared: do
 * not write into them.
 */
export function createRenderer({
  limit,
  fonts,
}: RendererOptions): (twin: DocumentTwin, options?: RenderOptions) => Promise<RenderedDocument> {
  const made = new Map<string, Promise<RenderedDocument>>()
  return (twin, options) => {
    const { fonts: own = fonts, ...rest } = options ?? {}
    if (own !== undefined && own !== fonts) return renderDocument(twin, options)
    const key = JSON.stringify([twin, rest])
    const rendering = made.get(key) ?? renderDocument(twin, own === undefined ? rest : { ...rest, fonts: own })
    made.delete(key)
    made.set(key, rendering)
    for (const oldest of [...made.keys()].slice(0, Math.max(made.size - limit, 0))) made.delete(oldest)
    return rendering
  }
}
