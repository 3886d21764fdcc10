import { describe, expect, it } from 'vitest'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { type CivilDate, addDays, civilDate } from '../../src/domain/civil-date.ts'
import type { TraceEntry } from '../../src/domain/presentation.ts'
import { type DatedRow, type Rule, type RuleBook, rowOn, valueOn } from '../../src/domain/rules.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { graceExists, limitConsentAsked, phoneServed } from '../../src/domain/rules/certificate-and-grace.ts'
import { oldCardValid, toleranceAll, toleranceResidence } from '../../src/domain/rules/old-card.ts'
import {
  certificateExists,
  ladderOrder,
  noticeFrom,
  pdfServed,
  screenServed,
} from '../../src/domain/rules/papers-and-ladder.ts'
import { RULESETS, latestBook, ruleBook } from '../../src/domain/rulesets.ts'
import { SETTINGS, settingsOfProfile } from '../../src/domain/settings.ts'

/** Settings that no rule of the book reads, and who does. */
const READ_ELSEWHERE: Readonly<Record<string, string>> = {
  'overlap.cardAnswer': 'the simulated service, when it answers a card',
  'branch.employeeFirst': 'nobody yet: generated households begin with 00',
  'branch.kokuhoFirst': 'nobody yet: generated households begin with 01',
  'card.photoless.identity': 'nobody yet: a photo-less card is read by its PIN',
  'cert.validity': 'nobody yet: the calendar of the certificate is followed',
  'filing.acquisition34': 'nobody yet: the codes are carried and not interpreted',
  'filing.characters': 'the checks of filed CSVs, by a mode of their own',
  'filing.dependantsPerRecord': 'nobody yet: the layout of 2026 is followed',
  'filing.kanjiNameBytes': 'nobody yet: the limit of each form is followed',
  'filing.numberDemanded': 'nobody yet: the law decides what is accepted',
  'flags.followPerson': 'nobody yet: flags stay with the insurer',
  'label.specificDisease1': 'nobody yet: either label is read',
  'limitInfo.byNumber': 'nobody yet: the consent decides',
  'loss.rule': 'nobody yet: the table by scheme and cause is followed',
  'notice.cutOut': 'nobody yet: the drawings have theirs at the right',
  'notice.sites': 'nobody yet: a card with a notice is taken everywhere',
  'papers.aliases': 'nobody yet: other names are understood',
  'registration.addressRequired': 'nobody yet: a missing address counts as a mismatch',
  'registration.hiddenShown': 'nobody yet: a hidden record is not found',
  'screenshot.detect': 'nobody yet: a screenshot is told by its kind',
}

const book = (name: string): RuleBook => {
  const found = ruleBook(name)
  if (!found.ok) throw new Error(`no ruleset ${name}`)
  return found.value
}

const on = <T>(rule: Rule<T>, day: string, name = 'latest'): T => valueOn(rule, civilDate(day), book(name))

const spans = (row: DatedRow<unknown>, day: CivilDate): boolean =>
  (row.from === null || row.from <= day) && (row.until === null || day <= row.until)

describe('dated values', () => {
  it('hold from their first to their last day, both inclusive: the old card ends on 2025-12-01', () => {
    expect(on(oldCardValid, '2025-12-01')).toBe(true)
    expect(on(oldCardValid, '2025-12-02')).toBe(false)
  })

  it.each([
    ['old card, rules.md 1.1 no. 1', oldCardValid, '2025-12-01', true, false],
    ['grace, rules.md 10.2', graceExists, '2024-12-01', false, true],
    ['phone, rules.md 1.1 no. 3', phoneServed, '2025-09-18', false, true],
    ['資格確認書, rules.md 1.3 M08', certificateExists, '2024-12-01', false, true],
    ['Mynaportal screen, rules.md 1.3 M09', screenServed, '2023-07-09', false, true],
    ['Mynaportal PDF, rules.md 1.3 M10', pdfServed, '2024-01-31', false, true],
    ['tolerance of 国保 and 後期, rules.md 1.1 no. 2', toleranceResidence, '2025-07-31', false, true],
    ['tolerance of everybody, rules.md 1.1 no. 2', toleranceAll, '2025-12-01', false, true],
    ['tolerance of 国保 and 後期, its end', toleranceResidence, '2026-07-31', true, false],
    ['tolerance of everybody, its end', toleranceAll, '2026-07-31', true, false],
  ])('turn overnight: %s, after %s', (_title, rule, day, before, after) => {
    expect(on<unknown>(rule, day)).toBe(before)
    expect(on<unknown>(rule, addDays(civilDate(day), 1))).toBe(after)
  })

  it('let a notice serve from 2024-12-02, by the original documents from 2024-11-27 (rules.md 9 no. 26)', () => {
    expect(on(noticeFrom, '2024-12-01')).toBe('2024-12-02')
    expect(on(noticeFrom, '2024-12-02')).toBe('2024-12-02')
    expect(on(noticeFrom, '2026-11-21', 'latest@seeds')).toBe('2024-11-27')
  })

  it('ask for the limit consent at the reader through 2024-10-06 (rules.md 9 no. 25)', () => {
    expect(on(limitConsentAsked, '2024-10-06')).toBe('2024-10-06')
  })

  it('knew no ladder before the notice of 2023-07-10', () => {
    expect(on(ladderOrder, '2023-07-09')).toEqual([])
    expect(on(ladderOrder, '2023-07-10')).toEqual([
      'portal-screen',
      'portal-pdf',
      'notice',
      'past-record',
      'declaration',
    ])
  })

  // rules.md 1.1 no. 2, 9 no. 5: announced 2025-06-27 and 2025-11-12 to 2026-03-31, extended on 2026-03-19 to 2026-07-31.
  it.each([
    ['2025-08', toleranceResidence, [true, false, false, false]],
    ['2025-08', toleranceAll, [false, false, false, false]],
    ['2025-12', toleranceResidence, [true, false, false, false]],
    ['2025-12', toleranceAll, [true, false, false, false]],
    ['2026-03', toleranceResidence, [true, true, true, false]],
    ['2026-03', toleranceAll, [true, true, true, false]],
    ['2026-08', toleranceResidence, [true, true, true, false]],
    ['2026-08', toleranceAll, [true, true, true, false]],
  ] as const)('know at %s what was published by then: $1.id', (name, rule, expected) => {
    const days = ['2026-03-31', '2026-04-01', '2026-07-31', '2026-08-01']
    expect(days.map((day) => on(rule, day, name))).toEqual(expected)
  })
})

const dated = RULES.flatMap((rule) =>
  rule.rows.map((row, at) => ({ rule, row, at, title: `${rule.id} row ${at + 1}` })),
)

describe('every row of every rule', () => {
  it.each(dated.filter(({ row }) => row.from !== null))(
    '$title begins on its first day and not the day before',
    ({ rule, row }) => {
      const { ruleset } = latestBook
      const first = row.from ?? civilDate('2021-10-20')
      expect(rowOn(rule, addDays(first, -1), ruleset)).not.toBe(row)
      const inForce = rowOn(rule, first, ruleset)
      expect(inForce !== null && spans(inForce, first)).toBe(true)
      expect(inForce !== null && inForce.knownFrom >= row.knownFrom).toBe(true)
      expect(valueOn(rule, addDays(first, -1), latestBook)).toEqual(
        rowOn(rule, addDays(first, -1), ruleset)?.value ?? rule.otherwise,
      )
    },
  )

  it.each(dated.filter(({ row }) => row.until !== null))(
    '$title ends on its last day and not the day after',
    ({ rule, row }) => {
      const { ruleset } = latestBook
      const last = row.until ?? civilDate('2021-10-20')
      const inForce = rowOn(rule, last, ruleset)
      expect(inForce !== null && spans(inForce, last)).toBe(true)
      expect(rowOn(rule, addDays(last, 1), ruleset)).not.toBe(row)
    },
  )

  it.each(dated)('$title speaks on some day to a revision that knows it', ({ rule, row }) => {
    const knowing = RULESETS.find(({ knowledgeDate }) => row.knownFrom <= knowledgeDate)
    const day = row.from ?? row.until ?? civilDate('2026-11-21')
    expect(knowing).toBeDefined()
    expect(knowing === undefined ? null : rowOn(rule, day, knowing)).toBe(row)
  })

  it.each(dated)('$title cites a source and has an order of days', ({ row }) => {
    expect(row.source.key).toMatch(/^(?:[A-Z][A-Z0-9]* )*(?:[A-Z][A-Z0-9]*; )?(?:rules|wire|insurer)\.md \S/)
    expect(['H', 'M', 'L']).toContain(row.source.confidence)
    expect((row.from ?? '') <= (row.until ?? '9999')).toBe(true)
  })
})

describe('the rule book', () => {
  it('has every rule once, with a title in both languages', () => {
    const ids = RULES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^[a-z-]+\/[A-Za-z0-9-]+$/.test(id))).toBe(true)
    for (const { title } of RULES) {
      expect(title.ja).toMatch(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u)
      expect(title.en).toMatch(/^[A-Z0-9]/)
    }
  })

  it('calls every row of confidence L an assumption that can be turned, or a first day that nobody published', () => {
    const fixed = dated
      .filter(({ rule, row }) => row.source.confidence === 'L' && rule.setting === undefined)
      .map(({ rule }) => rule.id)
    expect(fixed).toEqual(['paper/portal-pdf', 'method/M32'])
  })

  it('writes each rule into the trace once, with the row that spoke', () => {
    const trace: TraceEntry[] = []
    valueOn(graceExists, civilDate('2024-12-02'), latestBook, trace)
    valueOn(graceExists, civilDate('2024-12-02'), latestBook, trace)
    valueOn(phoneServed, civilDate('2025-09-18'), latestBook, trace)
    expect(trace).toEqual([
      { rule: 'grace/exists', value: 'true', source: 'W21 W22; rules.md 10.2', confidence: 'H' },
      { rule: 'phone/served', value: 'false', source: 'no row on this day', confidence: 'H' },
    ])
  })
})

describe('revisions', () => {
  it('are frozen, named by month, and know more from one to the next', () => {
    const days = RULESETS.map(({ knowledgeDate }) => knowledgeDate)
    expect(days).toEqual(days.toSorted())
    expect(RULESETS.every(({ id, knowledgeDate }) => knowledgeDate.startsWith(id))).toBe(true)
    expect(book('latest').ruleset).toBe(RULESETS.at(-1))
  })

  it.each(['2026-04', 'newest', '', 'latest@nobody'])('are refused under an unknown name: "%s"', (name) => {
    const refused = ruleBook(name)
    expect(refused).toMatchObject({ ok: false, problem: { unknown: name } })
    expect(refused.ok ? [] : refused.problem.known).toContain('2026-08')
  })
})

describe('settings', () => {
  const using = RULES.flatMap((rule) => (rule.setting === undefined ? [] : [{ rule, setting: rule.setting }]))

  it('exist for every rule that names one, and are each read by a rule or by somebody we know', () => {
    const names = SETTINGS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(using.map(({ setting }) => setting).filter((name) => !names.includes(name))).toEqual([])
    const unread = names.filter((name) => !using.some(({ setting }) => setting === name))
    expect(unread.toSorted()).toEqual(Object.keys(READ_ELSEWHERE).toSorted())
  })

  it.each(using)('$setting is by default what its rule says today', ({ rule, setting }) => {
    const row = SETTINGS.find(({ name }) => name === setting)
    expect(valueOn(rule, civilDate('2026-11-21'), latestBook)).toBe(row?.default)
  })

  it.each(using)('$setting overrides its rule on every day, and the trace says so', ({ rule, setting }) => {
    for (const alternative of SETTINGS.find(({ name }) => name === setting)?.alternatives ?? []) {
      for (const day of ['2021-10-20', '2026-11-21', '2030-01-01'].map(civilDate)) {
        const trace: TraceEntry[] = []
        expect(valueOn(rule, day, { ...latestBook, settings: { [setting]: alternative } }, trace)).toBe(alternative)
        expect(trace).toEqual([
          { rule: rule.id, value: JSON.stringify(alternative), source: `setting ${setting}`, confidence: 'L' },
        ])
      }
    }
  })

  it.each(SETTINGS)(
    '$name has titles, a source and real alternatives',
    ({ title, source, alternatives, default: usual, seeds }) => {
      expect([title.ja, title.en, source].every((text) => text !== '')).toBe(true)
      expect(alternatives.length).toBeGreaterThan(0)
      expect(alternatives).not.toContain(usual)
      expect([undefined, ...alternatives]).toContain(seeds)
    },
  )

  it('follow the original documents under the profile seeds, and nobody else', () => {
    expect(settingsOfProfile('seeds')).toEqual({
      'pin.userAuth.maxFailures': 5,
      'notice.from': '2024-11-27',
      'fallback.requireRegistration': true,
      'limitInfo.cardConsentUntil': '9999-12-31',
      'cert.validity': 'UNBOUNDED_BY_DOC',
      'declaration.sites': 'OQS',
      elderlyCert: 'SEPARATE',
      'fee.addOn': 'SEEDS',
      'insurer.noticeTo': 'ALL',
      'insurer.reissueFee': 1000,
      'kouki.rule': 'NON_HOLDERS',
      'nextGenerationCard.exists': true,
      'provisional.notice': false,
      'provisional.until': '2025-07-31',
    })
    expect(settingsOfProfile('default')).toEqual({})
    expect(settingsOfProfile('nobody')).toBeNull()
  })

  it.each([
    ['latest', 3],
    ['latest@seeds', 5],
    ['2024-12', 3],
    ['2024-12@seeds', 5],
  ])('lock the PIN under %s after %i misses (rules.md 9 no. 1)', (name, misses) => {
    expect(certificatePolicy(civilDate('2026-11-21'), book(name)).pinMaxFailures).toBe(misses)
  })

  it('reach the certificate calendar by their names', () => {
    const settings = {
      'grace.mode': 'EXPIRY_PLUS_3_MONTHS',
      'grace.coversBody': false,
      'grace.stayLimited': true,
      'cert.activationLagHours': 48,
    } as const
    expect(certificatePolicy(civilDate('2026-11-21'), { ...latestBook, settings })).toMatchObject({
      graceMode: 'EXPIRY_PLUS_3_MONTHS',
      graceCoversBody: false,
      graceForStayLimited: true,
      activationLagHours: 48,
      graceMonths: 3,
      faceMaxFailures: 10,
      renewMonthsBefore: 3,
    })
    expect(certificatePolicy(civilDate('2024-12-01'), latestBook).graceExists).toBe(false)
  })
})
