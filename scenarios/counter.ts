import { type CivilDate, civilDate, dateOf } from '../src/domain/civil-date.ts'
import { keyOf } from '../src/domain/decide.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type {
  Chart,
  Facts,
  Presentation,
  ReaderScreen,
  ReaderWay,
  ReadingDevice,
  Shown,
} from '../src/domain/presentation.ts'
import { type DrawnPaper, type PaperRecipe, drawPaper, isDrawn, paperTwin } from './drawn-papers.ts'
import type { PaperRecord, StepRecord } from './history.ts'
import { cardFace, chartOf, coverOnPaper, misprinted, printPaper } from './papers.ts'
import type { Consents } from './ports.ts'
import type { Reception } from './protocol.ts'
import type { ReaderAct, ReceiveStep, ShownSpec } from './scenario.ts'
import { type Attempt, type Stage, impossible, perform } from './stage.ts'

/** What has happened in one visit so far; receptions are cumulative. */
interface Visit {
  readonly person: string
  shown: Shown[]
  /** How the papers among the things shown are drawn, by their place. */
  recipes: PaperRecipe[]
  papers: { readonly key: CoverageKey; readonly birthDate: CivilDate }[]
  reader: ReaderScreen[]
  delivered: ReaderWay | null
  device: ReadingDevice
  limitRefused: boolean
  cardHolder: string | null
  chart: Chart | null
}

/** The counter of a clinic in one playing: its visits so far. */
export interface Counter {
  readonly stage: Stage
  readonly visits: Map<string, Visit>
}

const ALL_CONSENTS: Consents = { medicines: true, checkups: true, limit: true }

function visitOf(desk: Counter, step: ReceiveStep): Visit {
  const known = desk.visits.get(step.visit)
  if (known !== undefined) return known
  const visit: Visit = {
    person: step.person,
    shown: [],
    recipes: [],
    papers: [],
    reader: [],
    delivered: null,
    device: 'reader',
    limitRefused: false,
    cardHolder: null,
    chart: null,
  }
  desk.visits.set(step.visit, visit)
  return visit
}

function useReader(
  desk: Counter,
  step: ReceiveStep,
  visit: Visit,
  holder: string,
  use: {
    readonly acts: readonly ReaderAct[]
    readonly consents: PartialConsents | undefined
    readonly device: ReadingDevice
  },
): void {
  const outcome = desk.stage.world.useReader({
    holder,
    person: step.person,
    present: step.present,
    acts: use.acts,
    consents: { ...ALL_CONSENTS, ...definedOf(use.consents) },
    device: use.device,
    continuingCare: step.circumstances.care === 'continuing',
    responsive: step.circumstances.responsive,
  })
  visit.reader.push(...outcome.screens)
  if (outcome.delivered === null) return
  visit.delivered = outcome.delivered
  visit.device = use.device
  visit.limitRefused = use.consents?.limit === false
}

type PartialConsents = { readonly [K in keyof Consents]?: Consents[K] | undefined }

const definedOf = (consents: PartialConsents | undefined): Partial<Consents> =>
  Object.fromEntries(Object.entries(consents ?? {}).filter(([, given]) => given !== undefined))

function layPaper(
  desk: Counter,
  visit: Visit,
  spec: Extract<ShownSpec, { issued: string }>,
  owner: string,
): string | null {
  if (spec.kind === 'portal-screen' && !desk.stage.world.portalLogin(owner))
    return 'a live Mynaportal login is not possible for this person now'
  const member = desk.stage.world.member(owner)
  const dates = {
    issued: desk.stage.day(spec.issued),
    validFrom: spec.validFrom === undefined ? null : desk.stage.day(spec.validFrom),
    validUntil: spec.validUntil === undefined ? null : desk.stage.day(spec.validUntil),
  }
  const fields = printPaper(spec.kind, member, dates)
  if (fields === null) return `${owner} never had any cover to print on a ${spec.kind}`
  const printed = misprinted(fields, spec.misprint)
  const { kind, misprint } = spec
  if (isDrawn(kind)) {
    visit.recipes.push({ place: visit.shown.length, member, dates, paper: { kind, fields: printed }, misprint })
  }
  visit.shown.push({ kind: spec.kind, fields: printed, ...(spec.copy === true ? { copy: true } : {}) })
  const key = keyOf(printed)
  if (key !== null && printed.birthDate !== null) visit.papers.push({ key, birthDate: printed.birthDate })
  return null
}

/** Lays one thing on the counter; the text says why that is impossible. */
function lay(desk: Counter, step: ReceiveStep, visit: Visit, spec: ShownSpec): string | null {
  if (spec.kind === 'declaration') {
    const person = desk.stage.world.member(step.person)
    const paper = {
      kind: 'declaration',
      name: person.name.kanji,
      birthDate: person.birthDate,
      ratio: spec.ratio,
      ...namedInsurer(person, spec.namesInsurer),
      address: person.address.text,
      telephone: '03-0000-0000',
    } as const
    const dates = { issued: dateOf(desk.stage.world.now()), validFrom: null, validUntil: null }
    visit.recipes.push({ place: visit.shown.length, member: person, dates, paper, misprint: undefined })
    visit.shown.push(paper)
    return null
  }
  if (spec.kind === 'add-on') {
    const { kind, certificate, ratio, limitBand, payerNumber, recipientNumber, samePrefecture } = spec
    const person = desk.stage.world.member(step.person)
    visit.shown.push({
      kind,
      certificate,
      name: person.name.kanji,
      birthDate: person.birthDate,
      ratio,
      limitBand,
      payerNumber,
      recipientNumber,
      validFrom: desk.stage.day(spec.validFrom),
      validUntil: desk.stage.day(spec.validUntil),
      samePrefecture,
    })
    return null
  }
  if (spec.kind === 'my-number-card') {
    const holder = spec.of ?? step.person
    const state = desk.stage.world.cardState(holder)
    if (state === null) return `${holder} holds no My Number card`
    visit.cardHolder = holder
    visit.shown.push({
      kind: 'my-number-card',
      face: cardFace(desk.stage.world.member(holder), state, spec.expiryWritten),
    })
    if (spec.reader.length > 0)
      useReader(desk, step, visit, holder, { acts: spec.reader, consents: spec.consents, device: spec.by })
    return null
  }
  if (spec.kind === 'phone') {
    visit.cardHolder = visit.cardHolder ?? step.person
    visit.shown.push({ kind: 'phone', device: spec.device })
    useReader(desk, step, visit, step.person, { acts: ['phone'], consents: spec.consents, device: 'reader' })
    return null
  }
  return layPaper(desk, visit, spec, spec.of ?? step.person)
}

/** 保険者等名称 on the form, when the patient can say it, and the number that belongs to it. */
function namedInsurer(person: Member, told: boolean) {
  const cover = told ? coverOnPaper(person, civilDate('9999-12-31')) : null
  return { insurerName: cover?.insurerName ?? null, insurerNumber: cover?.key.insurerNumber ?? null }
}

function presentationOf(desk: Counter, step: ReceiveStep, visit: Visit): Presentation {
  return {
    at: desk.stage.world.now(),
    patientPresent: step.present,
    chart: visit.chart,
    shown: [...visit.shown],
    says: step.says,
    reader: [...visit.reader],
    circumstances: step.circumstances,
  }
}

function factsOf(desk: Counter, step: ReceiveStep, visit: Visit): Facts {
  const { world } = desk.stage
  const chartKey = visit.chart?.key ?? null
  const asked = [
    ...visit.papers,
    ...(chartKey === null || visit.chart === null ? [] : [{ key: chartKey, birthDate: visit.chart.birthDate }]),
  ]
  const holder = visit.cardHolder
  const shownCard = visit.shown.some((thing) => thing.kind === 'my-number-card')
  return {
    facility: {
      ...desk.stage.scenario.facility,
      readerRelease: desk.stage.day(desk.stage.scenario.facility.readerRelease),
    },
    equipment: world.equipment(step.person),
    card: holder === null ? null : world.cardState(holder),
    ownCard: !shownCard || holder === step.person,
    delivered: visit.delivered,
    device: visit.device,
    ...(visit.limitRefused ? { limitRefused: true } : {}),
    cardAnswer: holder === null ? null : world.cardAnswer(holder),
    numberAnswers: asked.map(({ key, birthDate }) => ({ key, birthDate, answer: world.numberAnswer(key, birthDate) })),
  }
}

/** Plays one turn of a visit: lays things on the counter, uses the reader, and tells the system what a clerk sees. */
export async function receive(desk: Counter, step: ReceiveStep): Promise<Attempt & Pick<StepRecord, 'reception'>> {
  const visit = visitOf(desk, step)
  if (step.chart !== null) {
    const lastCheckedOn =
      step.chart.lastCheckedOn === undefined || step.chart.lastCheckedOn === null
        ? null
        : desk.stage.day(step.chart.lastCheckedOn)
    visit.chart = chartOf(
      desk.stage.world.member(step.chart.of ?? step.person),
      desk.stage.day(step.chart.asOf),
      lastCheckedOn,
    )
  }
  for (const spec of step.show) {
    const refusal = lay(desk, step, visit, spec)
    if (refusal !== null) return { ...impossible(refusal), reception: null }
  }
  if (step.reinquiry) {
    visit.cardHolder = visit.cardHolder ?? step.person
    useReader(desk, step, visit, step.person, { acts: ['reinquiry'], consents: undefined, device: 'app' })
  }
  const presentation = presentationOf(desk, step, visit)
  const facts = factsOf(desk, step, visit)
  const shown: Reception = { visit: step.visit, ...mutable(presentation) }
  const drawn = await drawnPapers(desk, visit)
  const attempt = await perform(desk.stage, 'receive', withDocuments(shown, drawn))
  const papers = drawn.map(({ record }) => record)
  return { ...attempt, reception: { shown, presentation, facts, papers } }
}

interface LaidPaper {
  readonly record: PaperRecord
  /** Null for a system that takes fields only. */
  readonly drawn: DrawnPaper | null
}

/** The papers of a visit, drawn only for a system that takes them. */
async function drawnPapers(desk: Counter, visit: Visit): Promise<readonly LaidPaper[]> {
  const takesBytes = desk.stage.options.capabilities?.papers === 'bytes'
  const laid = await Promise.all(
    visit.recipes.map(async (recipe): Promise<LaidPaper | null> => {
      const { twin, screenshot } = (await paperTwin(recipe)) ?? { twin: null, screenshot: false }
      if (twin === null) return null
      const drawn = takesBytes ? await drawPaper(twin, screenshot) : null
      return { record: { place: recipe.place, twin, screenshot, sha256: drawn?.sha256 ?? null }, drawn }
    }),
  )
  return laid.flatMap((paper) => paper ?? [])
}

/** The reception as a system is told it that takes the papers themselves. */
function withDocuments(shown: Reception, papers: readonly LaidPaper[]): Reception {
  if (papers.every(({ drawn }) => drawn === null)) return shown
  const documents = new Map(papers.map(({ record, drawn }) => [record.place, drawn]))
  return {
    ...shown,
    shown: shown.shown.map((thing, place) => {
      if (thing.kind === 'my-number-card' || thing.kind === 'phone' || thing.kind === 'add-on') return thing
      const drawn = documents.get(place) ?? null
      return { ...thing, document: drawn === null ? null : { mediaType: drawn.mediaType, bytes: drawn.base64 } }
    }),
  }
}

/** The same data under the protocol's type: readonly arrays of the domain become ordinary ones. */
function mutable(presentation: Presentation): Omit<Reception, 'visit'> {
  return {
    ...presentation,
    shown: presentation.shown.map((thing) => ({ ...thing })),
    reader: [...presentation.reader],
    says: { ...presentation.says },
    chart:
      presentation.chart === null
        ? null
        : { ...presentation.chart, key: presentation.chart.key === null ? null : { ...presentation.chart.key } },
  }
}
