import type { RenderedDocument, TwinOptions } from '../generators/documents/index.ts'
import type { DocumentFieldValues, DocumentKind, DocumentTwin, FieldId } from '../src/domain/document.ts'
import type { Member } from '../src/domain/person.ts'
import type { PaperKind, PrintedFields, Shown } from '../src/domain/presentation.ts'
import { type PaperDates, coverOnPaper } from './papers.ts'
import type { Misprint } from './scenario.ts'

/** Papers of the counter whose faces are not published field by field: they are told, not drawn. */
const UNDRAWN = ['old-card', 'jps-certificate', 'day-labourer-book', 'mode-screen'] as const
type DrawnKind = Exclude<PaperKind, (typeof UNDRAWN)[number]>

export const isDrawn = (kind: PaperKind): kind is DrawnKind => !UNDRAWN.some((undrawn) => undrawn === kind)

/** What a paper on the counter is drawn from: the facts, and the fields that the clerk is told. */
export interface PaperRecipe {
  /** Place among the things on the counter. */
  readonly place: number
  readonly member: Member
  readonly dates: PaperDates
  readonly paper:
    | { readonly kind: DrawnKind; readonly fields: PrintedFields }
    | Extract<Shown, { readonly kind: 'declaration' }>
  readonly misprint: Misprint | undefined
}

/** A paper as a file. */
export interface DrawnPaper {
  readonly mediaType: RenderedDocument['mediaType']
  readonly base64: string
  /** In hexadecimal. */
  readonly sha256: string
}

/** Drawing is loaded with the first paper: most systems and every card-only run do without it. */
const drawing = () => import('../generators/documents/index.ts')

const KINDS: Readonly<Record<DrawnKind, DocumentKind>> = {
  certificate: 'certificate',
  notice: 'notice',
  'portal-screen': 'portal-screen',
  'portal-pdf': 'portal-pdf',
  screenshot: 'portal-screen',
}

/** Fields that stand on a paper and that the clerk is told, in the words of both. */
const TOLD = [
  'insurerNumber',
  'insurerName',
  'symbol',
  'number',
  'branch',
  'name',
  'birthDate',
  'ratio',
  'issued',
  'validFrom',
  'savedAt',
] as const satisfies readonly (FieldId & keyof PrintedFields)[]

type Changes = Readonly<Partial<Record<FieldId, string | null>>>

/** The fields with others in their place; null takes one away. */
function replaced(fields: DocumentFieldValues, changes: Changes): DocumentFieldValues {
  const kept = Object.entries(fields).filter(([id]) => !(id in changes))
  const given = Object.entries(changes).filter(([, value]) => value !== null)
  return Object.fromEntries([...kept, ...given])
}

/** What the clerk is told stands on the paper, to the letter. */
function asTold(fields: PrintedFields, misprint: Misprint | undefined): Changes {
  const told = Object.fromEntries(TOLD.map((id) => [id, fields[id]]))
  const share = fields.ratio === null ? { ratioFrom: null, ratioUntil: null } : {}
  return { ...told, ...share, ...(misprint?.footer === null ? { footer: null } : {}) }
}

const UNKNOWN_SHARE = 'わからない'

/** What the patient wrote; a field that he left open is empty. */
const asWritten = (form: Extract<Shown, { readonly kind: 'declaration' }>): Changes => ({
  name: form.name,
  birthDate: form.birthDate,
  ratio: form.ratio === 'unknown' ? UNKNOWN_SHARE : form.ratio,
  insurerName: form.insurerName,
  address: form.address,
  telephone: form.telephone,
  ...(form.insurerName === null ? { workplace: null } : {}),
})

/** The twin of a paper on the counter; null when there is nothing it could be printed from. */
export async function paperTwin(
  recipe: PaperRecipe,
): Promise<{ readonly twin: DocumentTwin; readonly screenshot: boolean } | null> {
  const { member, dates, paper, misprint } = recipe
  const cover = coverOnPaper(member, dates.validFrom ?? dates.issued)
  if (cover === null) return null
  const { documentTwin } = await drawing()
  const subject = { member, cover }
  if (paper.kind === 'declaration') {
    const twin = documentTwin('declaration', subject, { issued: dates.issued })
    return { twin: { ...twin, fields: replaced(twin.fields, asWritten(paper)) }, screenshot: false }
  }
  const { issued, validFrom, validUntil } = dates
  const options: TwinOptions = { issued, validFrom, validUntil, ratio: paper.fields.ratio }
  const twin = documentTwin(KINDS[paper.kind], subject, options)
  const addressed = misprint?.name !== undefined && twin.fields.addressee === member.name.kanji
  const changes = { ...asTold(paper.fields, misprint), ...(addressed ? { addressee: paper.fields.name } : {}) }
  return {
    twin: { ...twin, fields: replaced(twin.fields, changes) },
    screenshot: paper.kind === 'screenshot',
  }
}

/** Drawings that are kept: more than the different papers of a few hundred cases in a row, about 15 MB. */
const KEPT = 256

const drawn = new Map<string, Promise<DrawnPaper>>()

async function draw(twin: DocumentTwin, screenshot: boolean): Promise<DrawnPaper> {
  const { renderDocument } = await drawing()
  const { mediaType, bytes } = await renderDocument(twin, { screenshot })
  const base64 = Buffer.from(bytes).toString('base64')
  // Hashed off this thread on purpose: the turn of the event loop lets the memory of a picture outside the heap go.
  // oxlint-disable-next-line no-restricted-globals -- a digest draws nothing at random
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return { mediaType, base64, sha256: Buffer.from(hash).toString('hex') }
}

/** Draws a paper, or takes it from the last ones: the same twin gives the same bytes. */
export function drawPaper(twin: DocumentTwin, screenshot: boolean): Promise<DrawnPaper> {
  const key = JSON.stringify([twin, screenshot])
  const made = drawn.get(key) ?? draw(twin, screenshot)
  drawn.delete(key)
  drawn.set(key, made)
  for (const oldest of [...drawn.keys()].slice(0, Math.max(drawn.size - KEPT, 0))) drawn.delete(oldest)
  return made
}
