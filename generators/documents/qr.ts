import { encode } from 'uqr'
import type { DocumentTwin } from '../../src/domain/document.ts'

/**
 * QRの中身: `link` is an address that anybody may open; `synthetic` is our own record of a specimen, printed with a caption
 * that says so. No public rule asks for either. @see facts/rules.md 4.7
 */
export type QrPayload =
  | { readonly type: 'link'; readonly url: string }
  | { readonly type: 'synthetic'; readonly text: string }

/** The text that a reader of the QR gets. */
export const qrText = (payload: QrPayload): string => (payload.type === 'link' ? payload.url : payload.text)

/** アプリの案内: the link of leaflets; the host is reserved and leads nowhere. */
export const APP_LINK: QrPayload = { type: 'link', url: 'https://madoguchi.example/mynaportal-help' }

/** 合成QR: what stands on a specimen, as our own labelled record. @see facts/rules.md 4.7 */
export const syntheticQr = (twin: DocumentTwin): QrPayload => ({
  type: 'synthetic',
  text: JSON.stringify({
    v: 1,
    specimen: 'SIM-MIHON',
    doc: twin.kind,
    insurerNo: twin.fields.insurerNumber ?? null,
    symbol: twin.fields.symbol ?? null,
    number: twin.fields.number ?? null,
    branch: twin.fields.branch ?? null,
    birth: twin.fields.birthDate ?? null,
    issued: twin.fields.issued ?? null,
  }),
})

/** QRの升目: rows of modules, true for black, without the quiet zone. Error correction M, at the smallest version. */
export const qrModules = (text: string): readonly (readonly boolean[])[] =>
  encode([...new TextEncoder().encode(text)], { ecc: 'M', boostEcc: false, border: 0 }).data
