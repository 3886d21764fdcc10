import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../generators/documents/index.ts'
import type { Driver } from '../../scenarios/ports.ts'
import { replay } from '../../scenarios/replay.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { scriptedInsurer } from '../../src/conformance/drivers/scripted-insurer.ts'
import { FINDINGS } from '../../src/conformance/findings.ts'
import { PAPER_FINDINGS } from '../../src/conformance/findings-papers.ts'
import { insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import { contentRequirements } from '../../src/conformance/requirements/insurer/contents.ts'
import { mailRequirements } from '../../src/conformance/requirements/insurer/mail.ts'
import { paperRequirements } from '../../src/conformance/requirements/insurer/papers.ts'
import { termRequirements } from '../../src/conformance/requirements/insurer/terms.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { History } from '../../scenarios/history.ts'

const requirements = [...paperRequirements, ...contentRequirements, ...termRequirements, ...mailRequirements]
const print = createRenderer({ limit: 400 })

type People = NonNullable<ScenarioInput['people']>
type StepInput = ScenarioInput['steps'][number]
type ClockStep = Extract<StepInput, { do: 'clock' }>
type EventStep = Extract<StepInput, { do: 'event' }>
type Piece = NonNullable<NonNullable<ClockStep['office']>['issues']>[number]
type Sheet = Piece['documents'][number]
type Fields = Sheet['fields']

async function play(
  input: Omit<ScenarioInput, 'suite'>,
  drive?: (scenario: Scenario, fetch: ReturnType<typeof createSimulator>['fetch']) => Driver,
): Promise<History> {
  const simulator = createSimulator()
  const scenario = scenarioSchema.parse({ ...input, suite: 'insurer' })
  const driver = drive?.(scenario, simulator.fetch) ?? scriptedInsurer(scenario, simulator.fetch, print)
  const replayed = await replay(scenario, simulator.worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'papers',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

const codesOf = (history: History, id: string): readonly string[] | null =>
  requirements
    .find((requirement) => requirement.id === id)
    ?.examine(history)
    ?.findings.map(({ code }) => code) ?? null

const KENPO = { number: '06139992', name: '見本健康保険組合', scheme: 'kenpo' } as const
const KOKUHO = { number: '139998', name: '見本区', scheme: 'kokuho' } as const
const KYOKAI = {
  number: '01139997',
  name: '見本健康保険協会東京見本支部',
  scheme: 'kyokai',
  policy: { unlinkedNotice: 'BLANK' },
} as const
const KOUKI = { number: '39139993', name: '見本後期高齢者医療広域連合', scheme: 'kouki' } as const
type Insurer = NonNullable<ScenarioInput['insurer']>

const NAME = { kanji: '青木　一郎', kana: 'アオキ　イチロウ' }
const OTHER = { kanji: '江口　直美', kana: 'エグチ　ナオミ' }
type Books = NonNullable<People[string]['books']>
type Card = NonNullable<People[string]['changes']>['card']

const CARD: Card = {
  kind: 'ordinary',
  issued: 'start-3y',
  bodyExpiry: 'start+5y',
  certificate: { issued: 'start-3y', expiry: 'start+2y' },
  registration: 'REGISTERED',
  events: [],
}

interface Who {
  readonly insurer?: Insurer
  readonly name?: typeof NAME
  readonly birthDate?: string
  readonly number?: string
  readonly card?: Card
  readonly ratio?: '010' | '020' | '030'
  readonly acquired?: string
  readonly books?: Books
}

/** A member of an insurer; insured person of 1980 with a usable card unless told otherwise. */
const member = (who: Who = {}): People[string] => {
  const { insurer = KENPO, name = NAME, number = '3001', acquired = '2018-04-01', ratio } = who
  const isKouki = insurer.scheme === 'kouki'
  return {
    index: 3000 + Number(number.slice(-3)),
    changes: {
      name,
      sex: 'male',
      birthDate: who.birthDate ?? '1980-06-15',
      coverage: [
        {
          scheme: insurer.scheme ?? 'kenpo',
          insurerNumber: insurer.number ?? '',
          symbol: isKouki ? null : '1234',
          number,
          branch: isKouki ? null : insurer.scheme === 'kokuho' ? '01' : '00',
          relation: isKouki ? null : 'insured',
          acquired,
          ...(ratio === undefined ? {} : { ratio }),
        },
      ],
      card: who.card === undefined ? CARD : who.card,
    },
    ...(who.books === undefined ? {} : { books: who.books }),
  }
}

/** What stands on every paper of that member. */
const standing = (extra: Fields = {}): Fields => ({
  insurerNumber: KENPO.number,
  insurerName: KENPO.name,
  symbol: '1234',
  number: '3001',
  branch: '00',
  name: NAME.kanji,
  kana: NAME.kana,
  sex: 'male',
  birthDate: '1980-06-15',
  acquired: '2018-04-01',
  issued: '2026-12-01',
  ...extra,
})
const certificate = (extra: Fields = {}): Sheet => ({
  kind: 'certificate',
  format: 'card',
  fields: standing({ title: '健康保険 資格確認書', validUntil: '2027-11-30', ...extra }),
})
const notice = (extra: Fields = {}): Sheet => ({
  kind: 'notice',
  format: 'a4',
  fields: standing({
    title: '資格情報のお知らせ',
    footer: '受診の際にはマイナ保険証があわせて必要です',
    ...extra,
  }),
})
const blankSheet = (extra: Fields = {}): Sheet => ({
  ...notice({ title: '加入者情報のお知らせ', insurerNumber: KYOKAI.number, insurerName: KYOKAI.name, ...extra }),
  kind: 'member-notice',
})
const requestForm = (): Sheet => ({
  kind: 'number-form',
  format: 'a4',
  fields: {
    title: '個人番号（マイナンバー）申出書',
    name: NAME.kanji,
    kana: NAME.kana,
    sex: 'male',
    birthDate: '1980-06-15',
  },
})
const piece = (documents: readonly Sheet[], extra: Partial<Piece> = {}): Piece => ({
  person: 'patient',
  addressee: NAME.kanji,
  documents: [...documents],
  ...extra,
})

const clock = (day: string, ...issues: Piece[]): StepInput => ({
  do: 'clock',
  to: `${day}T18:00:00+09:00`,
  office: { issues },
})
const event = (what: EventStep['event'], ...issues: Piece[]): StepInput => ({
  do: 'event',
  person: 'patient',
  event: what,
  office: { issues },
})

const START = '2026-12-01T09:00:00+09:00'
const scene = (
  patient: People[string],
  steps: readonly StepInput[],
  extra: Partial<Omit<ScenarioInput, 'suite'>> = {},
): Omit<ScenarioInput, 'suite'> => ({
  start: START,
  insurer: KENPO,
  people: { patient },
  ...extra,
  steps: [...steps],
})

const HELD: Books = { holds: [{ kind: 'certificate', issued: '2026-01-01', validUntil: '2026-12-31' }] }
const NOTICED: Books = { holds: [{ kind: 'notice', issued: '2025-01-10' }] }
const OLD_CARD: Books = { holds: [{ kind: 'old-card', issued: '2018-04-01' }] }
const kokuhoPaper = (extra: Fields = {}): Sheet =>
  certificate({
    title: '国民健康保険 資格確認書',
    insurerNumber: KOKUHO.number,
    insurerName: KOKUHO.name,
    branch: '01',
    insuredName: NAME.kanji,
    ...extra,
  })
const koukiPaper = (number: string): Sheet => ({
  kind: 'certificate',
  format: 'card',
  fields: {
    title: '後期高齢者医療 資格確認書',
    validUntil: '2027-07-31',
    insurerNumber: KOUKI.number,
    insurerName: KOUKI.name,
    number,
    name: NAME.kanji,
    kana: NAME.kana,
    sex: 'male',
    birthDate: '1938-05-20',
    acquired: '2018-04-01',
    issued: '2026-12-01',
    ratio: '010',
  },
})
const ADDRESS = '東京都港区見晴1-2-3'
const born1956 = { insurer: KOKUHO, birthDate: '1956-11-01', card: null } as const
const atSeventy = (from: string) =>
  scene(
    member({
      ...born1956,
      books: { holds: [{ kind: 'certificate', issued: '2025-11-01', validUntil: '2026-10-31' }] },
    }),
    [
      event(
        { kind: 'ratio', ratio: '020', from: '2026-11-01', until: '2027-07-31' },
        piece([
          kokuhoPaper({
            birthDate: '1956-11-01',
            issued: '2026-10-06',
            validFrom: '2026-11-01',
            validUntil: '2027-07-31',
            ratio: '020',
            ratioFrom: from,
          }),
        ]),
      ),
    ],
    { start: '2026-10-06T09:00:00+09:00', insurer: KOKUHO },
  )

type Told = readonly [
  id: string,
  code: string,
  wrong: Omit<ScenarioInput, 'suite'>,
  right: Omit<ScenarioInput, 'suite'>,
]

const unlinkedSheet = (...documents: Sheet[]) =>
  scene(
    member({ insurer: KYOKAI, books: { linked: documents.length === 1 } }),
    [clock('2026-12-02', piece(documents))],
    {
      insurer: KYOKAI,
    },
  )
const aged = { birthDate: '1953-05-10', ratio: '020', card: null, books: HELD } as const
const agedPaper = (extra: Fields = {}) =>
  scene(member(aged), [
    clock('2026-12-07', piece([certificate({ birthDate: '1953-05-10', issued: '2026-12-07', ...extra })])),
  ])
const flagged = (...documents: Sheet[]) =>
  scene(member({ books: { ...NOTICED, five: { address: ADDRESS } } }), [
    event({ kind: 'flag' }, ...(documents.length === 0 ? [] : [piece(documents, { route: 'counter' })])),
    clock('2026-12-10'),
  ])

/** Each row: a requirement, how it fails, a scene in which it does, and the same scene put right. */
const ROWS: readonly Told[] = [
  ['I09', 'share-from-wrong-day', atSeventy('2026-12-01'), atSeventy('2026-11-01')],
  [
    'I10',
    'no-usable-proof',
    scene(member(), [event({ kind: 'apply', reason: 'card-returned' })]),
    scene(member(), [event({ kind: 'apply', reason: 'card-returned' }, piece([certificate()]))]),
  ],
  [
    'I12',
    'certificate-to-card-holder',
    scene(member(), [clock('2026-12-01', piece([certificate()]))]),
    scene(member(), [clock('2026-12-01', piece([notice()]))]),
  ],
  [
    'I12',
    'no-certificate-by-list',
    scene(member({ card: null }), [clock('2026-12-02'), clock('2027-03-06')]),
    scene(member({ card: null }), [clock('2026-12-02', piece([certificate()])), clock('2027-03-06')]),
  ],
  [
    'I13',
    'notice-before-link',
    scene(member({ books: { linked: false } }), [clock('2026-12-01', piece([notice()]))]),
    scene(member({ books: { linked: false } }), [clock('2026-12-01', piece([certificate()]))]),
  ],
  [
    'I13',
    'form-to-linked',
    {
      ...scene(member({ insurer: KYOKAI }), [clock('2026-12-02', piece([blankSheet(), requestForm()]))], {
        insurer: KYOKAI,
      }),
      people: {
        patient: member({ insurer: KYOKAI }),
        other: member({ insurer: KYOKAI, name: OTHER, number: '3002', books: { linked: false } }),
      },
    },
    unlinkedSheet(blankSheet(), requestForm()),
  ],
  ['I14', 'flagged-without-certificate', flagged(), flagged(certificate())],
  ['I14', 'address-on-paper', flagged(certificate(), notice({ address: ADDRESS })), flagged(certificate(), notice())],
  [
    'I18',
    'wrong-addressee',
    scene(member({ card: null }), [clock('2026-12-02', piece([certificate()], { addressee: OTHER.kanji }))]),
    scene(member({ card: null }), [clock('2026-12-02', piece([certificate()]))]),
  ],
  [
    'I18',
    'digits-lost',
    scene(
      member({ insurer: KOUKI, number: '10003010', birthDate: '1938-05-20', card: null }),
      [clock('2026-12-02', piece([koukiPaper('0003010')]))],
      { insurer: KOUKI },
    ),
    scene(
      member({ insurer: KOUKI, number: '10003010', birthDate: '1938-05-20', card: null }),
      [clock('2026-12-02', piece([koukiPaper('10003010')]))],
      { insurer: KOUKI },
    ),
  ],
  [
    'I18',
    'mailed-to-leaver',
    scene(member({ card: null, books: HELD }), [
      event({ kind: 'leave', cause: 'retired', day: '2026-11-30' }),
      clock('2026-12-07', piece([certificate()])),
    ]),
    scene(member({ card: null, books: HELD }), [
      event({ kind: 'apply', reason: 'lost-paper' }, piece([certificate()])),
      clock('2026-12-02'),
      event({ kind: 'leave', cause: 'retired', day: '2026-12-31' }),
    ]),
  ],
  [
    'I22',
    'term-too-long',
    scene(member({ card: null }), [clock('2026-12-01', piece([certificate({ validUntil: '2031-12-01' })]))]),
    scene(member({ card: null }), [clock('2026-12-01', piece([certificate({ validUntil: '2031-11-30' })]))], {
      insurer: { ...KENPO, policy: { certificateTerm: { kind: 'years', years: 5 } } },
    }),
  ],
  [
    'I22',
    'runs-past-75',
    scene(member({ card: null, birthDate: '1952-03-20' }), [
      clock('2026-12-01', piece([certificate({ birthDate: '1952-03-20', validUntil: '2027-03-20' })])),
    ]),
    scene(member({ card: null, birthDate: '1952-03-20' }), [
      clock('2026-12-01', piece([certificate({ birthDate: '1952-03-20', validUntil: '2027-03-19' })])),
    ]),
  ],
  [
    'DOC-four',
    'last-four-of-another',
    scene(member({ insurer: KYOKAI }), [clock('2026-12-02', piece([blankSheet({ last4: '9999' })]))], {
      insurer: KYOKAI,
    }),
    scene(member({ insurer: KYOKAI }), [clock('2026-12-02', piece([blankSheet({ last4: '0017' })]))], {
      insurer: KYOKAI,
    }),
  ],
  [
    'DOC-notice',
    'notice-differs',
    scene(member(), [clock('2026-12-02', piece([notice({ branch: '01' })]))]),
    scene(member(), [clock('2026-12-02', piece([notice()]))]),
  ],
  ['DOC-certificate', 'certificate-differs', agedPaper(), agedPaper({ ratio: '020', ratioFrom: '2026-08-01' })],
  [
    'DOC-certificate',
    'certificate-differs',
    scene(member({ card: null }), [clock('2026-12-02', piece([certificate({ acquired: '2018-04-02' })]))]),
    scene(member({ card: null }), [clock('2026-12-02', piece([certificate()]))]),
  ],
  [
    'MASS-2025',
    'mass-issue-to-card-holder',
    scene(
      member({ books: OLD_CARD }),
      [
        clock('2025-11-14', piece([certificate({ issued: '2025-11-14', validUntil: '2026-11-13' })])),
        clock('2025-11-30'),
      ],
      { start: '2025-10-20T09:00:00+09:00' },
    ),
    scene(member({ books: OLD_CARD }), [clock('2025-11-14'), clock('2025-11-30')], {
      start: '2025-10-20T09:00:00+09:00',
    }),
  ],
]

describe('what is found on the papers of an insurer', () => {
  it.each(ROWS)('%s finds %s, and nothing once it is put right', async (id, code, wrong, right) => {
    expect(codesOf(await play(wrong), id)).toEqual([code])
    expect(codesOf(await play(right), id)).toEqual([])
  })
})

describe('the day of the 75th birthday', () => {
  const joins = (...issues: Piece[]) =>
    scene(
      { index: 3001, changes: { name: NAME, sex: 'male', birthDate: '1951-07-15', coverage: [], card: null } },
      [
        event({
          kind: 'join',
          fact: '2026-07-15',
          cause: 'turned-75',
          symbol: null,
          number: '10003010',
          ratio: '010',
        }),
        clock('2026-06-20', ...issues),
        clock('2026-07-14'),
      ],
      { start: '2026-06-01T09:00:00+09:00', insurer: KOUKI },
    )
  const paper = (validFrom: string): Piece => {
    const { fields, ...sheet } = koukiPaper('10003010')
    return piece([{ ...sheet, fields: { ...fields, birthDate: '1951-07-15', issued: '2026-06-20', validFrom } }])
  }

  it.each([
    ['without a paper', [], ['no-usable-proof']],
    ['with a paper that counts a day too late', [paper('2026-07-16')], ['no-usable-proof']],
    ['with a paper that counts from the birthday', [paper('2026-07-15')], []],
  ])('is judged %s', async (_how, issues, codes) => {
    expect(codesOf(await play(joins(...issues)), 'I10')).toEqual(codes)
  })
})

describe('a piece', () => {
  it('with the papers of two members is found whoever it is addressed to', async () => {
    const people = {
      patient: member({ card: null }),
      other: member({ name: OTHER, number: '3002', birthDate: '1972-09-05', card: null }),
    }
    const theirs = certificate({ number: '3002', name: OTHER.kanji, kana: OTHER.kana, birthDate: '1972-09-05' })
    const history = await play({
      ...scene(people.patient, [clock('2026-12-02', piece([certificate(), theirs]))]),
      people,
    })
    expect(codesOf(history, 'I18')).toEqual(['papers-mixed'])
  })
})

describe('an insurer that does not tell what it issues', () => {
  it('gives no evidence about papers', async () => {
    const mute = (scenario: Scenario, fetch: ReturnType<typeof createSimulator>['fetch']): Driver => {
      const insurer = createReferenceInsurer({ fetch, print })
      return functionDriver(scenario.suite, async (request) =>
        request.op === 'issued' ? { id: request.id, unsupported: true } : insurer(request),
      )
    }
    const history = await play(
      scene(member({ card: null, books: HELD }), [clock('2026-12-07'), clock('2026-12-31'), clock('2027-01-01')]),
      mute,
    )
    expect(requirements.flatMap(({ id, examine }) => (examine(history) === null ? [] : [id]))).toEqual([])
  })
})

describe('the requirements about papers', () => {
  it('are killed by mutants that exist, no two by the same set', () => {
    const known = new Set(insurerMutants.map(({ id }) => id))
    expect(requirements.flatMap(({ mutants }) => mutants).filter((id) => !known.has(id))).toEqual([])
    expect(new Set(requirements.map(({ mutants }) => mutants.toSorted().join(' '))).size).toBe(requirements.length)
  })

  it.each(requirements.map((requirement) => [requirement.id, requirement] as const))(
    '%s has a sentence in both languages, sources, and edges of its own',
    (_id, { sentence, sources, edges, needs }) => {
      expect([sentence.ja, sentence.en, ...sources].every((text) => text !== '')).toBe(true)
      expect(sources.every((source) => /^(?:counter|insurer|rules)\.md /.test(source))).toBe(true)
      expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
      expect(edges.length).toBeGreaterThan(1)
      expect(needs).toContain('issued')
    },
  )

  it('say what was found in sentences that no other finding has', () => {
    const sentences = Object.entries(FINDINGS).map(([code, { ja }]) => [code, ja] as const)
    for (const [code, { ja, en }] of Object.entries(PAPER_FINDINGS)) {
      expect(en).not.toBe('')
      expect(sentences.filter(([other, said]) => other !== code && said === ja)).toEqual([])
    }
  })
})
