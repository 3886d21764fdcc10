import type { DocumentKind } from '../../src/domain/document.ts'
import { certificate } from './certificate.ts'
import { declaration } from './declaration.ts'
import type { DocumentDefinition } from './definition.ts'
import { memberNotice } from './member-notice.ts'
import { notice } from './notice.ts'
import { numberForm } from './number-form.ts'
import { portalPdf, portalScreen } from './portal.ts'

/** 書類の一覧: every kind of document that is drawn. */
export const DOCUMENTS: Readonly<Record<DocumentKind, DocumentDefinition>> = {
  certificate,
  notice,
  'member-notice': memberNotice,
  'number-form': numberForm,
  'portal-pdf': portalPdf,
  'portal-screen': portalScreen,
  declaration,
}
