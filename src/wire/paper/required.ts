import type { DocumentFieldValues, DocumentKind, FieldId } from '../../domain/document.ts'

/** 必要な項目: what a kind must say about everybody. @see facts/rules.md 4.1–4.5 */
export const REQUIRED_FIELDS: Readonly<Record<DocumentKind, readonly FieldId[]>> = {
  certificate: [
    'validUntil',
    'number',
    'name',
    'sex',
    'birthDate',
    'acquired',
    'issued',
    'insurerNumber',
    'insurerName',
  ],
  notice: ['issued', 'insurerNumber', 'insurerName', 'number', 'name', 'footer'],
  'member-notice': ['insurerNumber', 'insurerName', 'number', 'name', 'birthDate', 'acquired', 'footer'],
  'number-form': ['name', 'birthDate'],
  'portal-pdf': ['insurerName', 'insurerNumber', 'number', 'name', 'birthDate', 'acquired', 'savedAt', 'footer'],
  'portal-screen': ['insurerName', 'insurerNumber', 'number', 'name', 'birthDate', 'acquired'],
  declaration: [
    'insuredNow',
    'schemeKind',
    'issuedWhen',
    'ratio',
    'name',
    'birthDate',
    'sex',
    'address',
    'signedOn',
    'signature',
    'telephone',
  ],
}

/** Papers that a person fills in: with nothing in them they are blank forms, not wrong ones. */
export const FORMS: ReadonlySet<DocumentKind> = new Set(['number-form', 'declaration'])

/** 後期高齢者医療: by the title, by the law in the insurer number. */
export const isLateElderly = (fields: DocumentFieldValues): boolean =>
  (fields.title ?? '').startsWith('後期') || /^39\d{6}$/.test(fields.insurerNumber ?? '')
