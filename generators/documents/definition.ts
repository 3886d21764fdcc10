import type { DocumentFormat, DocumentKind, DocumentTwin, FieldId } from '../../src/domain/document.ts'
import type { Faces } from './font-subset.ts'
import type { Sheet } from './page.ts'
import type { QrPayload } from './qr.ts'

/** What a document is drawn from. */
export interface DrawInput {
  readonly twin: DocumentTwin
  readonly faces: Faces
  readonly qr: QrPayload | null
  /** True for a picture taken of a screen: a phone's status bar, no stamp. */
  readonly screenshot: boolean
}

/** Draws a document as pages of marks, and says which fields were cut for want of room. */
export type Draw = (input: DrawInput) => { readonly sheets: readonly Sheet[]; readonly cut: ReadonlySet<FieldId> }

/** 書類の定義: one kind of document. */
export interface DocumentDefinition {
  readonly kind: DocumentKind
  readonly title: { readonly ja: string; readonly en: string }
  /** The first one is the ordinary one. */
  readonly formats: readonly [DocumentFormat, ...DocumentFormat[]]
  /** What a complete one says about everybody; a twin without them is drawn all the same. */
  readonly required: readonly FieldId[]
  readonly optional: readonly FieldId[]
  /** Which QR it may carry; none for most. @see facts/rules.md 4.7 */
  readonly qr: readonly QrPayload['type'][]
  readonly draw: Draw
}
