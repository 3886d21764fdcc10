import { describe, expect, it } from 'vitest'
import { decide } from '../../src/domain/decide.ts'
import { explainDecision } from '../../src/domain/explain.ts'
import { METHOD_IDS } from '../../src/domain/messages/catalogue.ts'
import { type Lang, MESSAGES, methodName, reasonText } from '../../src/domain/messages/index.ts'
import { FOLLOW_UPS, OFFERS, READER_SCREENS, REASON_CODES } from '../../src/domain/presentation.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  LINE_DOWN,
  type Scene,
  counter,
  declaration,
  expired,
  inGrace,
  lost,
  paper,
  read,
  record,
} from '../support/counter-builders.ts'

const TODAY = '2026-11-21'

function explained(scene: Scene, lang: Lang, book: RuleBook = latestBook): string[] {
  const { presentation, facts } = counter(TODAY, scene)
  return explainDecision(decide(presentation, facts, book), lang)
}

const LANGS: readonly Lang[] = ['ja', 'en']

describe('an explained decision', () => {
  it('tells outcome, method, share, numbers and why, then the rules with their sources', () => {
    expect(explained(read(inGrace('2026-08-20')), 'en')).toEqual([
      'Decision: accepted',
      'Method: M04 My Number insurance card in the grace of its certificate',
      'Share: 3割 (30 %), limit class A03',
      'Checked: by card',
      'Read: R1 eligibility',
      'Claim: on the current numbers: insurer 06139992 symbol 123 number 45 branch 00',
      'Why',
      `  ${reasonText({ code: 'card-read-in-grace', facts: { expiry: '2026-08-20', graceEnd: '2026-11-30' } }, 'en')} <card-read-in-grace>`,
      'Later',
      '  the patient renews the certificate at the municipality',
      'Rules that spoke',
      '  My Number card read: yes [H] [S0][S3][S4][W20][W37] rules.md 1.3 M03 <method/M03>',
      '  General share: 030 [H] [W53][W54] rules.md 6 <ratio/general>',
      '  Grace after the certificate expired: yes [H] [W21][W22] rules.md 10.2 <grace/exists>',
      '  End of the grace: END_OF_MONTH_PLUS_3 [H] [S2][W21] rules.md 3 <grace/mode>',
      '  Months of grace: 3 [H] [S2][W22][W24] rules.md 3 <grace/months>',
      '  Limit class during the grace: AVAILABLE (assumption) [L] [D1][D2][D101] rules.md 9 no. 30 <grace/limit-info>',
    ])
  })

  it('marks an assumption as 仮定 in Japanese', () => {
    expect(explained(read(inGrace('2026-08-20')), 'ja')).toContain(
      '  猶予期間中の限度額区分: AVAILABLE (仮定) [L] [D1][D2][D101] rules.md 9 no. 30 <grace/limit-info>',
    )
  })

  it('numbers what is possible, in the order of the ladder', () => {
    const lines = explained({ card: {}, ...LINE_DOWN }, 'ja')
    expect(lines.slice(0, 1)).toEqual(['判断: 先に患者に尋ねる'])
    expect(lines.filter((line) => /^ {2}\d/.test(line))).toEqual([
      '  1. 資格確認書',
      '  2. その場で開いたマイナポータルの画面',
      '  3. 保存したマイナポータルのPDF',
      '  4. 資格情報のお知らせ',
      '  5. 被保険者資格申立書',
    ])
  })

  it('says that a turned setting spoke', () => {
    const book: RuleBook = { ...latestBook, settings: { 'grace.limitInfo': 'WITHHELD' } }
    expect(explained(read(inGrace('2026-08-20')), 'en', book)).toContain(
      '  Limit class during the grace: WITHHELD (assumption) [L] setting grace.limitInfo <grace/limit-info>',
    )
  })

  it('says that a share is not known instead of leaving it out', () => {
    const assisted = record({ classification: 'A1', scheme: 'assistance' })
    expect(explained(read({}, { validity: 6, record: assisted }), 'en')).toContain(
      'Share: not known, to be asked, limit class A03',
    )
  })

  it.each<readonly [string, Scene]>([
    ['nothing', {}],
    ['a stranger', { ...read(), ownCard: false }],
    ['a loss', { ...read({}, lost('2026-11-01')), shown: [declaration('030')] }],
    ['a death', read({}, lost('2026-11-11', record(), '01'))],
    ['a dead certificate', { card: expired('2026-07-31'), shown: [paper('notice')] }],
    ['a screen', { card: {}, ...LINE_DOWN, shown: [paper('portal-screen')] }],
  ])('fits one screen in both languages, with every fact filled in: %s', (_title, scene) => {
    for (const lang of LANGS) {
      const lines = explained(scene, lang)
      expect(lines.length).toBeLessThanOrEqual(24)
      expect(lines.join('\n')).not.toMatch(/[{}?]|undefined|null/)
    }
  })
})

describe('a reason', () => {
  it.each([
    ['cover-lost', { date: '2026-11-01' }, 'lost from 2026-11-01 on.'],
    ['cover-lost', { date: '' }, 'is lost.'],
    ['certificate-dead', { expiry: '2026-07-31' }, 'expired on 2026-07-31 and'],
    ['paper-expired', { until: '2026-07-31' }, 'ended on 2026-07-31.'],
    ['paper-not-yet-valid', { from: '2026-11-21' }, 'begins on 2026-11-21.'],
    ['rung-accepted', { rung: 'portal-pdf' }, 'this: saved Mynaportal PDF.'],
    ['wrong-person', { registeredDeath: '2026-11-11' }, 'no cover from 2026-11-11'],
  ] as const)('%s is told with its facts %o', (code, facts, words) => {
    expect(reasonText({ code, facts }, 'en')).toContain(words)
  })

  it('leaves a part away whose fact is missing', () => {
    expect(reasonText({ code: 'wrong-person', facts: {} }, 'en')).not.toMatch(/death|\[|\{/)
    expect(reasonText({ code: 'cover-lost', facts: {} }, 'ja')).not.toMatch(/\[|\{|\?/)
  })

  it('shows a gap that has no fact rather than hiding it', () => {
    expect(reasonText({ code: 'paper-expired', facts: {} }, 'en')).toContain('ended on ?')
  })
})

describe('the catalogues', () => {
  it.each(LANGS)('say something of their own about every value in %s', (lang) => {
    const { reasons, offers, followUps, screens, methods } = MESSAGES[lang]
    for (const [table, values] of [
      [reasons, REASON_CODES],
      [offers, OFFERS],
      [followUps, FOLLOW_UPS],
      [screens, READER_SCREENS],
      [methods, METHOD_IDS],
    ] as const) {
      expect(Object.keys(table).toSorted()).toEqual([...values].toSorted())
      const sentences = Object.values(table)
      expect(new Set(sentences).size).toBe(sentences.length)
      expect(sentences.every((sentence) => sentence.length > 1)).toBe(true)
    }
  })

  it('fill the same facts in both languages', () => {
    const facts = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
    for (const code of REASON_CODES) expect(facts(MESSAGES.ja.reasons[code])).toEqual(facts(MESSAGES.en.reasons[code]))
  })

  it('end every reason as a sentence', () => {
    for (const code of REASON_CODES) {
      expect(MESSAGES.ja.reasons[code]).toMatch(/[。\]）]$/)
      expect(MESSAGES.en.reasons[code]).toMatch(/[.\]]$/)
    }
  })

  it('keep the id of a method that has no name here', () => {
    expect(methodName('M03', 'ja')).toBe('M03 マイナ保険証')
    expect(methodName('M99', 'ja')).toBe('M99')
  })
})
