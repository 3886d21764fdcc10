import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../generators/documents/index.ts'
import type { History } from '../../scenarios/history.ts'
import { replay } from '../../scenarios/replay.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { scriptedInsurer } from '../../src/conformance/drivers/scripted-insurer.ts'
import { MAILING_FINDINGS } from '../../src/conformance/findings-mailings.ts'
import { FINDINGS } from '../../src/conformance/findings.ts'
import { insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import { mailingMutants } from '../../src/conformance/mutants/insurer/mailings.ts'
import { insurerRequirements } from '../../src/conformance/requirements/index.ts'
import { issuanceRequirements } from '../../src/conformance/requirements/insurer/issuance.ts'
import { mailingRequirements } from '../../src/conformance/requirements/insurer/mailings.ts'
import { measurePower } from '../../src/conformance/power.ts'
import { insurerHollowSubjects, insurerPower, referenceInsurer } from '../support/insurer-suite.ts'

const requirements = [...issuanceRequirements, ...mailingRequirements]
const print = createRenderer({ limit: 400 })

type Scene = Omit<ScenarioInput, 'suite'>
type Insurer = NonNullable<ScenarioInput['insurer']>
type Person = NonNullable<ScenarioInput['people']>[string]
type StepInput = ScenarioInput['steps'][number]
type Event = Extract<StepInput, { do: 'event' }>['event']
type Piece = NonNullable<NonNullable<Extract<StepInput, { do: 'clock' }>['office']>['issues']>[number]
type Sheet = Piece['documents'][number]
type Fields = Sheet['fields']

async function play(input: Scene): Promise<History> {
  const simulator = createSimulator()
  const scenario = scenarioSchema.parse({ ...input, suite: 'insurer' })
  const replayed = await replay(scenario, simulator.worlds, scriptedInsurer(scenario, simulator.fetch, print), {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'mailings',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

const examined = (history: History, id: string) =>
  requirements.find((requirement) => requirement.id === id)?.examine(history) ?? null
const codesOf = (history: History, id: string): readonly string[] | null =>
  examined(history, id)?.findings.map(({ code }) => code) ?? null

const KENPO = { number: '06139992', name: '見本健康保険組合', scheme: 'kenpo' } as const
const KYOKAI = { number: '01139997', name: '見本健康保険協会東京見本支部', scheme: 'kyokai' } as const
const KOKUHO = {
  number: '139998',
  name: '見本区',
  scheme: 'kokuho',
  policy: { certificateTerm: { kind: 'yearly', monthDay: '07-31' } },
} as const
const KOUKI = { ...KOKUHO, number: '39139993', name: '見本後期高齢者医療広域連合', scheme: 'kouki' } as const

const ICHIRO = { kanji: '青木　一郎', kana: 'アオキ　イチロウ' }
const NAOMI = { kanji: '江口　直美', kana: 'エグチ　ナオミ' }

const CARD = {
  kind: 'ordinary',
  issued: 'start-3y',
  bodyExpiry: 'start+5y',
  certificate: { issued: 'start-3y', expiry: 'start+2y' },
  registration: 'REGISTERED',
  events: [],
} as const satisfies NonNullable<Person['changes']>['card']

interface Who {
  readonly insurer?: Insurer
  readonly name?: typeof ICHIRO
  readonly birthDate?: string
  readonly number?: string
  readonly card?: NonNullable<Person['changes']>['card']
  readonly ratio?: '010' | '020'
  readonly books?: Person['books']
}

/** A member with a usable card, insured person of 1980 unless told otherwise. */
function member({ insurer = KENPO, name = ICHIRO, number = '3001', card = CARD, ...who }: Who = {}): Person {
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
          acquired: '2024-04-01',
          ...(who.ratio === undefined ? {} : { ratio: who.ratio }),
        },
      ],
      card,
    },
    ...(who.books === undefined ? {} : { books: who.books }),
  }
}

const TITLES = { kenpo: '健康保険', kyokai: '健康保険', kokuho: '国民健康保険', kouki: '後期高齢者医療' } as const
type Known = typeof KENPO | typeof KYOKAI | typeof KOKUHO | typeof KOUKI

function standing(insurer: Known, extra: Fields): Fields {
  const isKouki = insurer.scheme === 'kouki'
  return {
    insurerNumber: insurer.number,
    insurerName: insurer.name,
    ...(isKouki ? {} : { symbol: '1234', branch: insurer.scheme === 'kokuho' ? '01' : '00' }),
    number: isKouki ? '10003010' : '3001',
    name: ICHIRO.kanji,
    kana: ICHIRO.kana,
    sex: 'male',
    birthDate: '1980-06-15',
    acquired: '2024-04-01',
    issued: '2026-12-01',
    ...extra,
  }
}
const certificate = (extra: Fields = {}, insurer: Known = KENPO): Sheet => ({
  kind: 'certificate',
  format: 'card',
  fields: standing(insurer, { title: `${TITLES[insurer.scheme]} 資格確認書`, validUntil: '2027-11-30', ...extra }),
})
const notice = (extra: Fields = {}, insurer: Known = KENPO): Sheet => ({
  kind: 'notice',
  format: 'a4',
  fields: standing(insurer, {
    title: '資格情報のお知らせ',
    footer: '受診の際にはマイナ保険証があわせて必要です',
    ...extra,
  }),
})
const piece = (documents: readonly Sheet[], extra: Partial<Piece> = {}): Piece => ({
  person: 'patient',
  addressee: ICHIRO.kanji,
  documents: [...documents],
  ...extra,
})
const letter = piece([], { asksBack: true })

const clock = (day: string, ...issues: Piece[]): StepInput => ({
  do: 'clock',
  to: `${day}T18:00:00+09:00`,
  office: { issues },
})
const event = (what: Event, ...issues: Piece[]): StepInput => ({
  do: 'event',
  person: 'patient',
  event: what,
  office: { issues },
})
const scene = (day: string, insurer: Insurer, patient: Person, ...steps: readonly StepInput[]): Scene => ({
  start: `${day}T09:00:00+09:00`,
  insurer,
  people: { patient },
  steps: [...steps],
})

const holding = (validUntil: string): NonNullable<Person['books']> => ({
  holds: [{ kind: 'certificate', issued: '2026-01-01', validUntil }],
})
const NOTICED: NonNullable<Person['books']> = { holds: [{ kind: 'notice', issued: '2025-01-10' }] }

const inJuly = (birthDate: string, ...issues: Piece[]): Scene =>
  scene(
    '2026-07-01',
    KOUKI,
    member({ insurer: KOUKI, number: '10003010', birthDate, ratio: '010', books: holding('2026-07-31') }),
    clock('2026-07-06', ...issues),
    clock('2026-07-31'),
  )
const koukiPaper = (birthDate: string, extra: Fields = {}): Piece =>
  piece([
    certificate(
      { birthDate, ratio: '010', issued: '2026-07-06', validFrom: '2026-08-01', validUntil: '2027-07-31', ...extra },
      KOUKI,
    ),
  ])
const turning = (...issues: Piece[]): Scene =>
  scene(
    '2026-09-05',
    KOUKI,
    member({ insurer: KOUKI, number: '10003010', birthDate: '1941-09-10', ratio: '010', books: NOTICED }),
    clock('2026-09-10', ...issues),
    clock('2026-09-11'),
  )
const today = (...documents: Sheet[]): Scene =>
  scene('2026-12-01', KENPO, member({ card: null }), clock('2026-12-01', piece(documents)))
const reissued = (validUntil: string): Scene =>
  scene(
    '2026-09-10',
    KOKUHO,
    member({ insurer: KOKUHO, birthDate: '1953-05-10', card: null, ratio: '020', books: holding('2027-07-31') }),
    event({ kind: 'ratio', ratio: '030', from: '2026-10-01', until: '2027-07-31' }),
    event(
      { kind: 'apply', reason: 'lost-paper' },
      piece([
        certificate(
          { birthDate: '1953-05-10', ratio: '020', issued: '2026-09-10', validUntil, insuredName: ICHIRO.kanji },
          KOKUHO,
        ),
      ]),
    ),
  )
const lostCard = (...issues: Piece[]): Scene =>
  scene(
    '2026-12-01',
    { ...KENPO, policy: { shortTermMonths: 2 } },
    member({ books: NOTICED }),
    event({ kind: 'apply', reason: 'lost-card' }, ...issues),
    clock('2026-12-10'),
  )
const leaving = (books: Person['books'], ...issues: Piece[]): Scene =>
  scene(
    '2026-12-01',
    KENPO,
    member(books === undefined ? {} : { books }),
    event({ kind: 'leave', cause: 'retired', day: '2026-11-30' }, ...issues),
    clock('2026-12-20'),
  )
const mailedThenLeft = (...issues: Piece[]): Scene =>
  scene(
    '2026-12-01',
    KENPO,
    member({ card: null, books: holding('2026-12-31') }),
    clock('2026-12-06', piece([certificate({ issued: '2026-12-06', validUntil: '2027-12-05' })])),
    event({ kind: 'leave', cause: 'retired', day: '2026-12-05' }, ...issues),
    clock('2026-12-27'),
  )
const registeredAgain = (asksBackOnRegistration: boolean, ...issues: Piece[]): Scene =>
  scene(
    '2026-11-10',
    { ...KENPO, policy: { asksBackOnRegistration } },
    member({ card: { ...CARD, registration: 'NEVER' }, books: holding('2026-12-31') }),
    { do: 'change', person: 'patient', what: { kind: 'register' } },
    clock('2026-11-10'),
    clock('2026-12-06', ...issues),
    clock('2027-01-06'),
  )
const continued = (tracked: boolean): Scene =>
  scene(
    '2026-12-01',
    KENPO,
    member({ card: null, books: { continued: true } }),
    clock('2026-12-01', piece([certificate()], { tracked })),
  )
const inHousehold = (addressee: string): Scene => ({
  ...scene(
    '2026-12-01',
    KOKUHO,
    member({ insurer: KOKUHO, card: null, books: { head: 'head' } }),
    clock('2026-12-01', piece([certificate({ insuredName: NAOMI.kanji }, KOKUHO)], { addressee })),
  ),
  people: {
    head: member({ insurer: KOKUHO, name: NAOMI, number: '3002', birthDate: '1972-09-05', books: NOTICED }),
    patient: member({ insurer: KOKUHO, card: null, books: { head: 'head' } }),
  },
})
const cameBack = (...issues: Piece[]): Scene =>
  scene(
    '2026-12-01',
    KYOKAI,
    member({ insurer: KYOKAI, card: null }),
    clock('2026-12-01', piece([certificate({}, KYOKAI)])),
    event({ kind: 'undeliverable' }, ...issues),
    clock('2026-12-20'),
  )

/** Each row: a requirement, how it fails, a scene in which it does, and the same scene put right. */
const ROWS: readonly (readonly [id: string, code: string, wrong: Scene, right: Scene])[] = [
  ['I19', 'late-elderly-without-certificate', inJuly('1941-08-01'), inJuly('1941-08-01', koukiPaper('1941-08-01'))],
  [
    'I19',
    'late-elderly-without-certificate',
    inJuly('1941-08-01', koukiPaper('1941-08-01', { validFrom: '2026-08-02' })),
    inJuly('1941-08-01', koukiPaper('1941-08-01')),
  ],
  [
    'I19',
    'certificate-by-later-birthday',
    turning(koukiPaper('1941-09-10', { issued: '2026-09-10', validFrom: '2026-09-10' })),
    turning(),
  ],
  ['INS-24', 'title-of-another-scheme', today(certificate({ title: '国民健康保険 資格確認書' })), today(certificate())],
  ['INS-24', 'notice-titled-certificate', today(notice({ title: '健康保険 資格確認書' })), today(notice())],
  ['INS-18', 'reissue-outlasts-share', reissued('2026-10-01'), reissued('2026-09-30')],
  ['LOST-short', 'not-issued-on-application', lostCard(), lostCard(piece([certificate({ validUntil: '2027-01-31' })]))],
  [
    'INS-26',
    'issuer-incomplete',
    today({ ...certificate(), fields: { ...certificate().fields, insurerName: '' } }),
    today(certificate()),
  ],
  ['INS-29', 'paper-not-asked-back', mailedThenLeft(), mailedThenLeft(letter)],
  ['INS-32', 'no-notice-at-renewal', registeredAgain(false), registeredAgain(false, piece([notice()]))],
  [
    'INS-32',
    'paper-not-asked-back',
    registeredAgain(true, piece([notice()])),
    registeredAgain(true, piece([notice()], { asksBack: true })),
  ],
  [
    'RETURN',
    'asked-back-for-nothing',
    leaving({ holds: [{ kind: 'old-card', issued: '2018-04-01' }] }, letter),
    leaving({ holds: [{ kind: 'old-card', issued: '2018-04-01' }] }),
  ],
  ['RETURN', 'asked-back-for-nothing', leaving(holding('2026-11-30'), letter), leaving(holding('2026-12-01'), letter)],
  ['ROUTE-nini', 'not-tracked', continued(false), continued(true)],
  ['ROUTE-nini', 'household-piece-wrong', inHousehold(ICHIRO.kanji), inHousehold(NAOMI.kanji)],
  ['ROUTE-nini', 'undeliverable-left', cameBack(), cameBack(piece([certificate({}, KYOKAI)], { route: 'employer' }))],
]

describe('what is found in the mailings of an insurer', () => {
  it.each(ROWS)('%s finds %s, and nothing once it is put right', async (id, code, wrong, right) => {
    expect(codesOf(await play(wrong), id)).toEqual([code])
    expect(codesOf(await play(right), id)).toEqual([])
  })

  it('takes a paper that came back with the form for returned', async () => {
    const [step, ...others] = leaving(holding('2027-03-31')).steps
    if (step?.do !== 'event') throw new Error('the form comes first')
    const enclosing: Event = { kind: 'leave', cause: 'retired', day: '2026-11-30', papersReturned: 1 }
    const handedIn: Scene = { ...leaving(holding('2027-03-31')), steps: [{ ...step, event: enclosing }, ...others] }
    expect(codesOf(await play(leaving(holding('2027-03-31'))), 'RETURN')).toEqual(['paper-not-asked-back'])
    expect(codesOf(await play(handedIn), 'RETURN')).toEqual([])
  })

  it('does not call a letter that asks for a paper a mailing to somebody who has left', async () => {
    const history = await play(mailedThenLeft(letter))
    const i18 = insurerRequirements.find(({ id }) => id === 'I18')
    expect(i18?.examine(history)?.findings).toEqual([])
  })

  it('judges no term where the insurer decided on none, and no other application', async () => {
    const usual = lostCard(piece([certificate()]))
    expect(examined(await play({ ...usual, insurer: KENPO }), 'LOST-short')).toBeNull()
    const helped = scene(
      '2026-12-01',
      { ...KENPO, policy: { shortTermMonths: 2 } },
      member({ books: NOTICED }),
      event({ kind: 'apply', reason: 'needs-assistance' }, piece([certificate()])),
      clock('2026-12-10'),
    )
    expect(examined(await play(helped), 'LOST-short')).toBeNull()
  })

  it('follows the setting by which 85 is counted where the insurer leaves it open', async () => {
    const legal = { ruleset: 'latest@kouki.ageMode=LEGAL' }
    const born = inJuly('1941-08-02', koukiPaper('1941-08-02'))
    expect(codesOf(await play(born), 'I19')).toEqual(['late-elderly-certificate-too-many'])
    expect(codesOf(await play({ ...born, ...legal }), 'I19')).toEqual([])
  })
})

describe('the reference insurer', () => {
  it('proves every requirement about mailings on all of its edges', { timeout: 120_000 }, async () => {
    const drawn = requirements.map(({ id }) => id)
    const { matrix } = await measurePower({ ...insurerPower, drawn, subjects: [referenceInsurer()] })
    expect(matrix[0]?.violated).toEqual([])
    expect(drawn.filter((id) => matrix[0]?.proven.includes(id) !== true)).toEqual([])
  })
})

describe('an insurer that does nothing', () => {
  it.each(insurerHollowSubjects().map((subject) => [subject.id, subject] as const))(
    '%s proves none of them',
    { timeout: 120_000 },
    async (_id, subject) => {
      const drawn = requirements.map(({ id }) => id)
      const { matrix } = await measurePower({ ...insurerPower, drawn, subjects: [subject] })
      expect(matrix[0]?.proven).toEqual([])
    },
  )
})

describe('the requirements about mailings', () => {
  it('are killed by mutants that exist, no two of the suite by the same set', () => {
    const known = new Set(insurerMutants.map(({ id }) => id))
    expect(requirements.flatMap(({ mutants }) => mutants).filter((id) => !known.has(id))).toEqual([])
    const sets = insurerRequirements.map(({ mutants }) => mutants.toSorted().join(' '))
    expect(sets.filter((set, place) => sets.indexOf(set) !== place)).toEqual([])
  })

  it('each have a mutant of their own, and no mutant is left over', () => {
    const own = new Set(mailingMutants.map(({ id }) => id))
    expect(requirements.filter(({ mutants }) => !mutants.some((id) => own.has(id))).map(({ id }) => id)).toEqual([])
    const named = new Set(requirements.flatMap(({ mutants }) => mutants))
    expect([...own].filter((id) => !named.has(id))).toEqual([])
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
    const said = Object.values(FINDINGS).flatMap(({ ja, en }) => [ja, en])
    const own = Object.values(MAILING_FINDINGS).flatMap(({ ja, en }) => [ja, en])
    expect(own.filter((sentence) => said.filter((other) => other === sentence).length !== 1)).toEqual([])
  })
})
