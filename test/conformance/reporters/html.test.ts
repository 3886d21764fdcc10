import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScenarioInput, scenarioSchema } from '../../../scenarios/scenario.ts'
import { civilDate } from '../../../src/domain/civil-date.ts'
import type { EdgeReport, Report, Verdict } from '../../../src/conformance/requirement.ts'
import { TEXT_LIMIT } from '../../../src/conformance/reporters/html-markup.ts'
import { DARK, LIGHT, type Palette } from '../../../src/conformance/reporters/html-style.ts'
import { htmlReport } from '../../../src/conformance/reporters/html.ts'
import { REPORTERS } from '../../../src/conformance/reporters/index.ts'
import type { ReportContext } from '../../../src/conformance/reporters/reporter.ts'
import { anchorsOf, attributesOf, problemsOf, skeletonOf, textOf } from '../../support/html-page.ts'

const input: ScenarioInput = {
  start: '2026-11-30T09:00:00+09:00',
  people: { tanaka: { index: 12, changes: { card: { certificate: { expiry: 'start-1d' } } } } },
  steps: [
    { do: 'receive', visit: 'v1', person: 'tanaka', show: [{ kind: 'certificate', validUntil: 'start' }] },
    { do: 'clock', to: 'start+1dT10:30' },
    { do: 'recheck', visit: 'v1' },
    { do: 'clock', to: '+24h' },
    { do: 'claim', visits: ['v1'] },
  ],
}

const verdict = (requirement: string, kind: Verdict['verdict'], more: Partial<Verdict> = {}): Verdict => ({
  requirement,
  severity: 'must',
  verdict: kind,
  reason: { ja: `${requirement}の理由`, en: `why ${requirement}` },
  evidence: 'observed',
  cases: 100,
  people: 90,
  days: 12,
  facilities: 2,
  edges: [],
  counterexample: null,
  ...more,
})

const edge = (id: string, seen: number, notApplicable: EdgeReport['notApplicable'] = null): EdgeReport => ({
  id,
  title: { ja: `境界${id}`, en: `edge ${id}` },
  seen,
  notApplicable,
})

const counterexample = {
  scenario: scenarioSchema.parse(input),
  case: 'R2#7',
  finding: { code: 'claimed-unchecked' as const, step: 4, expected: 'a new check', actual: 'claimed without a check' },
  unstable: false,
  steps: 5,
}

function reportOf(verdicts: readonly Verdict[], more: Partial<Report> = {}): Report {
  const count = (kind: Verdict['verdict']): number => verdicts.filter((one) => one.verdict === kind).length
  return {
    suite: 'clinic',
    system: { name: 'ours', version: '1' },
    seed: 42,
    cases: 100,
    ruleset: '2026-08',
    start: '2026-11-21T09:00:00+09:00',
    verdicts,
    sentences: Object.fromEntries(
      verdicts.map(({ requirement: id }) => [id, { ja: `${id}の文。`, en: `Sentence of ${id}.` }]),
    ),
    summary: {
      proven: count('proven'),
      violated: count('violated'),
      waived: count('waived'),
      notApplicable: count('not-applicable'),
      unproven: count('unproven'),
    },
    serviceDefects: [],
    driverProblem: null,
    histories: 500,
    ...more,
  }
}

const everyKind = reportOf([
  verdict('R1', 'proven', {
    edges: [edge('a', 12), edge('b', 0, { next: civilDate('2027-02-28'), movesClock: false }), edge('c', 0)],
  }),
  verdict('R2', 'violated', { counterexample }),
  verdict('R3', 'violated', { severity: 'should' }),
  verdict('R4', 'not-applicable'),
  verdict('R5', 'unproven'),
  verdict('R6', 'waived'),
])
const troubled: Report = {
  ...everyKind,
  driverProblem: { code: 'DRIVER_DIED', message: 'it ended' },
  serviceDefects: [{ scenario: 'a.yaml', step: 0, expected: 'x', actual: 'y' }],
}
const context: ReportContext = {
  files: { R2: 'reports/counterexamples/R2.yaml' },
  driver: 'stdio:node my driver.js',
  sources: { R2: ['rules.md 2.1 [S2]'] },
}
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3)
const paper = { step: 0, title: { ja: '資格確認書', en: 'certificate' }, png, text: '見本 記号 1234' }
const english = (report: Report): string => textOf(htmlReport([report], 'en', context))

describe('the HTML report', () => {
  it('is one file that fetches nothing and runs nothing', () => {
    const page = htmlReport([troubled], 'ja', { ...context, pictures: { R2: [paper] } })
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`)
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|form|base)\b|@import|url\(|\bhttps?:|\son\w+=/)
    expect(attributesOf(page, 'src').filter((value) => !value.startsWith('data:image/png;base64,'))).toEqual([])
  })

  it.each([
    ['every kind of verdict', [everyKind]],
    ['trouble', [troubled]],
    ['nothing', [reportOf([])]],
    ['no report at all', []],
    ['two suites', [everyKind, { ...everyKind, system: { name: 'theirs', version: '' } }]],
  ])('is well-formed for %s: tags close, ids are unique, every reference leads somewhere', (_, reports) => {
    expect(problemsOf(htmlReport(reports, 'ja', { ...context, pictures: { R2: [paper] } }))).toEqual([])
  })

  it('is what the registry calls html', () => {
    expect(REPORTERS.html(everyKind, 'en', context)).toBe(htmlReport([everyKind], 'en', context))
  })

  it.each(['ja', 'en'] as const)('opens in %s and holds the other language too', (lang) => {
    const page = htmlReport([everyKind], lang, context)
    expect(page).toContain(`<html lang="${lang}">`)
    expect(page.match(/id="lang-\w+" checked/g)).toEqual([`id="lang-${lang}" checked`])
    expect(page).toContain('R1の文。')
    expect(page).toContain('Sentence of R1.')
    expect(page.match(/class="ja" lang="ja"/g)?.length).toBe(page.match(/class="en" lang="en"/g)?.length)
  })

  it('has landmarks, one first heading, captions and scopes', () => {
    const page = htmlReport([everyKind], 'en', context)
    for (const tag of ['<header>', '<nav ', '<main ', '<footer>']) expect(page.split(tag)).toHaveLength(2)
    expect(page.match(/<h1>/g)).toHaveLength(1)
    expect(page.match(/<table\b/g)?.length).toBe(page.match(/<caption>/g)?.length)
    expect(page).not.toMatch(/<th(?! scope| role|ead|[^>]*scope)/)
  })
})

describe('the summary', () => {
  it('says what was tested, when in the world, and how much is proven', () => {
    const text = english(everyKind)
    for (const words of ['ours', 'clinic', '2026-11-21 09:00', '2026-08', 'proven 1 of 6, 1 not supported'])
      expect(text).toContain(words)
  })

  it.each([
    ['a driver that died', troubled, 'Mend the connection to the system (DRIVER_DIED)'],
    ['a defect of ours', { ...troubled, driverProblem: null }, 'Send this report to Madoguchi'],
    ['a violation, a must before a should', everyKind, 'Mend R2 first'],
    ['a should', reportOf([verdict('R3', 'violated', { severity: 'should' })]), 'Recommendations are not met'],
    ['something unproven', reportOf([verdict('R1', 'proven'), verdict('R5', 'unproven')]), '--cases 200'],
    ['nothing judged', reportOf([verdict('R4', 'not-applicable')]), 'Nothing was judged'],
    ['gaps', reportOf([verdict('R1', 'proven'), verdict('R4', 'not-applicable')]), 'decide when they will be met'],
    ['nothing left to do', reportOf([verdict('R1', 'proven')]), 'Every requirement is proven'],
  ])('says in one sentence what to do next after %s', (_, report, sentence) => {
    expect(english(report)).toContain(sentence)
  })
})

describe('the matrix', () => {
  it('has a row for each requirement and a cell for each edge', () => {
    const page = htmlReport([everyKind], 'en', context)
    expect(attributesOf(page, 'data-verdict')).toEqual(everyKind.verdicts.map((one) => one.verdict))
    expect(page.match(/<ul class="edges">.*?<\/ul>/s)?.[0].match(/<li/g)).toHaveLength(3)
  })

  it.each([
    ['seen in 3 cases', edge('e', 3)],
    ['seen in 1 case', edge('e', 1)],
    ['unseen', edge('e', 0)],
    ['not applicable until 2027-02-28', edge('e', 0, { next: civilDate('2027-02-28'), movesClock: false })],
    ['not applicable: never again', edge('e', 0, { next: null, movesClock: false })],
    ['not applicable: moves the clock', edge('e', 0, { next: civilDate('2027-02-28'), movesClock: true })],
  ])('tells an edge: %s', (words, one) => {
    expect(english(reportOf([verdict('R1', 'proven', { edges: [one] })]))).toContain(`edge e: ${words}`)
  })
})

describe('a violation', () => {
  const page = htmlReport([everyKind], 'en', { ...context, pictures: { R2: [paper], R9: [paper] } })

  it('is told with its sources, what was expected, what happened, and the line that shows it again', () => {
    const text = textOf(page)
    for (const words of [
      'rules 2.1 [S2]',
      'a new check',
      'claimed without a check',
      'step 5 of 5',
      'reports/counterexamples/R2.yaml',
      'madoguchi replay reports/counterexamples/R2.yaml --driver "stdio:node my driver.js"',
    ])
      expect(text).toContain(words)
  })

  it('shows the time in the world after each step and marks the one that fails', () => {
    const steps = page.match(/<ol class="timeline".*?<\/ol>/s)?.[0] ?? ''
    expect(attributesOf(steps, 'datetime').map((time) => time.slice(0, 16))).toEqual([
      '2026-11-30T09:00',
      '2026-12-01T10:30',
      '2026-12-01T10:30',
      '2026-12-02T10:30',
      '2026-12-02T10:30',
    ])
    expect(steps.split('<li').map((step) => step.includes('class="failing"'))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ])
  })

  it('names the days of its people as days', () => {
    expect(textOf(page)).toContain('card.certificate.expiry 2026-11-29')
  })

  it('shows a paper as a picture that can be read aloud, at its step', () => {
    expect(attributesOf(page, 'src')).toEqual([`data:image/png;base64,${Buffer.from(png).toString('base64')}`])
    expect(attributesOf(page, 'alt')).toEqual(['資格確認書 / certificate: 見本 記号 1234'])
    expect(page.indexOf('<img')).toBeLessThan(page.indexOf('2026-12-01T10:30'))
  })

  it('says when it did not recur', () => {
    const shaky = reportOf([verdict('R2', 'violated', { counterexample: { ...counterexample, unstable: true } })])
    expect(english(shaky)).toContain('did not recur')
    expect(english(everyKind)).not.toContain('did not recur')
  })

  it('is told by its reason when there is no smallest example', () => {
    expect(english(reportOf([verdict('R3', 'violated')]))).toContain('why R3')
  })
})

describe('what is neither proven nor violated', () => {
  it.each(['R4', 'R5', 'R6'])('gives the reason of %s', (id) => {
    const section = htmlReport([everyKind], 'en', context).match(/<section id="open".*?<\/section>/s)?.[0] ?? ''
    expect(section).toContain(`why ${id}`)
  })

  it('has no section when all is proven', () => {
    expect(anchorsOf(htmlReport([reportOf([verdict('R1', 'proven')])], 'ja', context))).not.toContain('open')
  })
})

describe('trouble', () => {
  it('shows what the driver did and what our service answered', () => {
    const text = english(troubled)
    for (const words of ['DRIVER_DIED', 'it ended', 'a.yaml', 'a defect of Madoguchi']) expect(text).toContain(words)
  })
})

describe('several reports on one page', () => {
  it('keeps the anchors apart and takes the context of each', () => {
    const page = htmlReport([everyKind, everyKind], 'en', [
      { ...context, files: {} },
      { ...context, files: {}, driver: 'http://127.0.0.1:9' },
    ])
    expect(anchorsOf(page)).toContain('clinic-1-R2')
    expect(anchorsOf(page)).toContain('clinic-2-R2')
    expect(textOf(page)).toContain('--driver http://127.0.0.1:9 --seed 42')
    expect(textOf(page)).toContain('--driver "stdio:node my driver.js" --seed 42')
  })

  it('names a requirement of a single suite by suite and id alone', () => {
    expect(anchorsOf(htmlReport([everyKind], 'en', context))).toContain('clinic-R2')
  })
})

describe('the size of a page', () => {
  it('folds violations, edges and steps beyond the first', () => {
    const many = reportOf(
      Array.from({ length: 30 }, (_, index) =>
        verdict(`R${index}`, 'violated', { edges: Array.from({ length: 40 }, (_, k) => edge(String(k), 1)) }),
      ),
    )
    const page = htmlReport([many], 'en', context)
    expect(problemsOf(page)).toEqual([])
    expect(textOf(page)).toContain('18 more violations')
    expect(textOf(page)).toContain('16 more edges')
    const long = scenarioSchema.parse({
      ...input,
      steps: Array.from({ length: 60 }, () => ({ do: 'recheck', visit: 'v1' })),
    })
    const finding = { ...counterexample.finding, step: 30 }
    const slow = reportOf([
      verdict('R2', 'violated', { counterexample: { ...counterexample, scenario: long, finding } }),
    ])
    expect(english(slow)).toContain('18 more steps')
    expect(english(slow)).toContain('17 more steps')
    expect(problemsOf(htmlReport([slow], 'ja', context))).toEqual([])
  })

  it('is bounded whatever a system says and however often our service is wrong', () => {
    const defect = { scenario: 'a.yaml', step: 0, expected: 'x'.repeat(1_000_000), actual: 'y' }
    const noisy = { ...troubled, serviceDefects: Array.from({ length: 1000 }, () => defect) }
    const page = htmlReport([noisy], 'en', context)
    expect(page.length).toBeLessThan(200 * TEXT_LIMIT * 2)
    expect(textOf(page)).toContain('(+996000)')
    expect(textOf(page)).toContain('990 more')
  })

  it('leaves out pictures beyond a bound, and keeps their words', () => {
    const huge = { ...paper, png: new Uint8Array(2_000_000) }
    const page = htmlReport([everyKind], 'en', { ...context, pictures: { R2: [paper, huge, huge, paper] } })
    expect(attributesOf(page, 'src')).toHaveLength(3)
    expect(page.split('The picture is left out.')).toHaveLength(2)
    expect(page.match(/<p class="paper" lang="ja">見本 記号 1234/g)).toHaveLength(4)
  })
})

describe('hostile texts', () => {
  /** A page whose every text from outside is the given one. */
  function pageOf(text: string): string {
    const both = { ja: `ja${text}`, en: `en${text}` }
    const scenario = scenarioSchema.parse({
      ...input,
      people: { x: { magic: text, changes: { coverage: [{ insurerName: text }] } } },
      steps: [{ do: 'receive', visit: text, person: text }],
    })
    const finding = { ...counterexample.finding, step: 0, expected: text, actual: text }
    const report = reportOf(
      [
        verdict('R2', 'violated', {
          counterexample: { ...counterexample, case: text, scenario, finding },
          edges: [{ id: text, title: both, seen: 0, notApplicable: null }],
        }),
        verdict('R5', 'unproven', { reason: both }),
      ],
      {
        system: { name: text, version: text },
        ruleset: text,
        start: text,
        sentences: { R2: both, R5: both },
        serviceDefects: [{ scenario: text, step: 0, expected: text, actual: text }],
        driverProblem: { code: text, message: text },
      },
    )
    return htmlReport([report], 'ja', {
      files: { R2: text },
      driver: text,
      sources: { R2: [text], R5: [text] },
      pictures: { R2: [{ step: 0, title: both, png, text }] },
    })
  }
  const plain = skeletonOf(pageOf('plain'))

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></title></pre><svg onload=alert(1)>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
    'javascript:alert(1)',
    '${1}`',
    '\u0000\u001B[31m',
    '\uD800',
  ])('leave the tags of the page as they are: %s', (text) => {
    expect(skeletonOf(pageOf(text))).toEqual(plain)
  })

  it('leave the tags of the page as they are, whatever they are', () => {
    const piece = fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '=', '/', '<!--', '</', 'script', ' '), fc.string())
    const hostile = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(hostile, (text) => {
        const page = pageOf(`x${text}`)
        expect(skeletonOf(page)).toEqual(plain)
        expect(problemsOf(page)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('are shown to the letter', () => {
    expect(textOf(pageOf('<b>&amp;"'))).toContain('<b>&amp;"')
  })

  it('cannot turn the words around them', () => {
    expect(pageOf('a\u202Eb\u2066c')).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  })

  it('cannot begin an anchor that holds markup', () => {
    const page = htmlReport([reportOf([verdict('"><b>', 'violated')])], 'ja', context)
    expect(problemsOf(page)).toEqual([])
    expect(page).not.toContain('<b>"')
  })
})

describe('the colours', () => {
  const channel = (hex: string): number => {
    const value = Number.parseInt(hex, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const luminance = (colour: string): number => {
    const [r, g, b] = [colour.slice(1, 3), colour.slice(3, 5), colour.slice(5, 7)].map(channel)
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
  }
  function contrast(a: string, b: string): number {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
    return (light + 0.05) / (dark + 0.05)
  }
  const pairsOf = (palette: Palette): readonly (readonly [string, string])[] => [
    ...[palette.paper, palette.card, palette.sunk].flatMap((ground) =>
      [palette.ink, palette.faint, palette.mark].map((ink) => [ink, ground] as const),
    ),
    ...Object.values(palette.verdicts),
    ...Object.values(palette.verdicts).map(([ink]) => [ink, palette.card] as const),
    [palette.ink, palette.verdicts.violated[1]],
    [palette.card, palette.mark],
  ]

  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ])('can be told apart in %s: text at 4.5 to 1 or better', (_, palette) => {
    expect(pairsOf(palette).filter(([ink, ground]) => contrast(ink, ground) < 4.5)).toEqual([])
  })

  it('are measured as the guideline does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})
