import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { APP_LINK, DOCUMENTS, type QrPayload, renderDocument, syntheticQr } from '../../generators/documents/index.ts'
import { DOCUMENT_KINDS, type DocumentKind, type DocumentTwin } from '../../src/domain/document.ts'
import { objectionsTo } from '../generators/documents/oracle.ts'
import { anySubject, fullTwin, magicSubjects, named } from '../generators/documents/subjects.ts'

/** Names as registers hold them: unknown characters, variants, sequences, half width, one part, forty characters, no kana. */
const NAMES = [
  ['●田　●子', 'カドタ　モトコ'],
  ['髙﨑　德栁', 'タカサキ　トクヤナギ'],
  ['𠮷野　彅', 'ヨシノ　ナギ'],
  ['葛\u{e0100}城　辻\u{e0101}', 'カツラギ　ツジ'],
  ['半田　花子', 'ﾊﾝﾀﾞ ﾊﾅｺ'],
  ['ＭＡＲＩＡ　ＤＥＬ　ＣＡＲＭＥＮ', ''],
  ['Nguyen Thi Bich Ngoc Phuong Anh Khanh Ly', 'グエン　ティ　ビック'],
  ['寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処やぶら', 'ジュゲム'],
  ['見', 'ミ'],
] as const

const subjects = fc
  .record({
    person: fc.oneof(fc.constantFrom(...magicSubjects), fc.nat(100_000_000).map(anySubject)),
    name: fc.option(fc.constantFrom(...NAMES), { freq: 2 }),
  })
  .map(({ person, name }) => (name === null ? person : named(person, name[0], name[1])))

/** The code a kind may carry, when it is asked for one. */
function codeFor(kind: DocumentKind, twin: DocumentTwin, isAsked: boolean): QrPayload | null {
  const [type] = isAsked ? DOCUMENTS[kind].qr : []
  return type === undefined ? null : type === 'link' ? APP_LINK : syntheticQr(twin)
}

const runs: Readonly<Record<DocumentKind, number>> = {
  certificate: 2,
  notice: 1,
  'member-notice': 1,
  'number-form': 1,
  'portal-pdf': 1,
  'portal-screen': 1,
  declaration: 1,
}

/** The soak looks further. */
const times = fc.readConfigureGlobal().numRuns === undefined ? 1 : 20

describe('a printed document', () => {
  it.each(DOCUMENT_KINDS)(
    'of the kind %s says what its twin says, in words, letters and code',
    async (kind) => {
      const shapes = fc.record({
        subject: subjects,
        format: fc.constantFrom(...DOCUMENTS[kind].formats),
        special: fc.boolean(),
        screenshot: fc.boolean(),
        hasCode: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(shapes, async ({ subject, format, special, screenshot, hasCode }) => {
          const twin = fullTwin(kind, subject, { format, special })
          const qr = codeFor(kind, twin, hasCode)
          const printed = await renderDocument(twin, { qr, screenshot })
          expect(await objectionsTo(twin, printed, { qr, screenshot })).toEqual([])
          const isLong = subject.member.name.kanji.length > 20
          expect(printed.bytes.length).toBeLessThanOrEqual(isLong ? 70_000 : 60_000)
        }),
        { numRuns: runs[kind] * times },
      )
    },
    180_000 * times,
  )
})
