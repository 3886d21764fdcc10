import { insurerOf, specimenInsurer } from '../../generators/index.ts'
import { type CivilDate, type Instant, compactInstant, dateOf } from '../../src/domain/civil-date.ts'
import type { Card, CardEvent } from '../../src/domain/certificate.ts'
import { type CoverageKey, type LedgerEvent, coverageOn, coverageStates } from '../../src/domain/ledger.ts'
import { parseInsurerNumber, schemeOfInsurerNumber } from '../../src/domain/numbers.ts'
import { indexOfPersonNumber, personNumberOf } from '../../src/domain/person-number.ts'
import type { Member } from '../../src/domain/person.ts'
import {
  type FileTimeline,
  type FilingInsurer,
  type MemberFile,
  type MemberNumbers,
  type RegistrationPolicy,
  type RegistrationPractice,
  type Resident,
  type Submission,
  applyOperation,
  coverOf,
  emptyFile,
  fileOfCover,
  registrationPolicy,
  runAfter,
  sameNumbers,
  standardRegistration,
  timelineOf,
  unregisteredAt,
} from '../../src/domain/registration.ts'
import { err } from '../../src/domain/result.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { foldWidth } from '../../src/domain/text.ts'
import {
  type ComparisonResult,
  type Receipt,
  type ReceiptLine,
  type RegistrationLogLine,
  readRecords,
} from '../../src/wire/insurer-records.ts'
import type { WorldChange, WorldEventOf } from '../events.ts'
import type { ServicePractice } from '../practice.ts'
import { type Desk, type FoundFile, judge } from './judge.ts'
import { ACCEPTED, refusal } from './messages.ts'

type Line = WorldEventOf<'insurer-line'>

/** What the gateway needs of its world. */
export interface GatewayWorld {
  readonly now: () => Instant
  readonly book: RuleBook
  readonly practice: ServicePractice
  /** The number of the last event: it never comes twice after an append. */
  readonly serial: () => number
  /** How many times somebody was put into the world: the truth about people changes with it only. */
  readonly arrivals: () => number
  readonly append: (line: Extract<WorldChange, { kind: 'insurer-line' }>) => Line
  /** Lines known at a moment, in order. */
  readonly lines: (at: Instant) => readonly Line[]
  /** A person without anything that came through the gateway. */
  readonly own: (name: string) => Member | null
  /** Who stands behind an index of the population here. */
  readonly nameOf: (index: number) => string | null
  /** Names of everybody who may have these numbers. */
  readonly candidates: (key: CoverageKey) => readonly string[]
  /** Writes down that a person may be found under these numbers. */
  readonly enter: (person: string, key: CoverageKey) => void
}

/** Whose view: `service` is that of the service in this world, `truth` that of one which does everything right. */
export type GatewayView = 'service' | 'truth'

/** 中間サーバー: what insurers filed in one world, and what follows from it. */
export interface Gateway {
  /** The insurer of a path; null when the number is none. */
  readonly insurer: (text: string) => FilingInsurer | null
  /** Takes a file of records. */
  readonly receive: (insurer: FilingInsurer, text: string) => Receipt
  /** Lines as received, after a cursor (exclusive). */
  readonly log: (insurer: FilingInsurer, after: number) => readonly RegistrationLogLine[]
  /** B1, after a cursor (exclusive). */
  readonly results: (insurer: FilingInsurer, after: number) => readonly ComparisonResult[]
  /** What became of every file of an insurer, as known now. */
  readonly timelines: (insurer: FilingInsurer) => readonly FileTimeline[]
  /** A person with what was filed about him. */
  readonly applied: (name: string, own: Member, view: GatewayView) => Member
  /** Whether the medical information behind a cover may not be given now. */
  readonly hidesMedical: (name: string, coverageId: string) => boolean
  /** Whether an insurer voided a cover from its first day. */
  readonly isVoided: (name: string, coverageId: string) => boolean
  /** Whether an application of a person to end the registration waits to take effect. */
  readonly isUnregistering: (name: string) => boolean
  /** Everybody about whom something was filed. */
  readonly people: () => Iterable<string>
  /** Takes a line that was judged earlier, as of its moment; lines come in the order of their numbers. */
  readonly take: (line: Line) => void
}

/** One file of one insurer: a membership with the lines that went to it. */
interface Folder {
  readonly id: string
  readonly insurer: FilingInsurer
  /** The cover of the world's own ledger that it began with. */
  readonly base: { readonly person: string; readonly coverageId: string } | null
  readonly lines: Line[]
  readonly cache: Partial<Record<GatewayView, { readonly stamp: string; readonly timeline: FileTimeline }>>
}

const insurerName = (number: string, scheme: FilingInsurer['scheme']): string => {
  const specimen = specimenInsurer(scheme)
  return insurerOf(number)?.name ?? (specimen.number === number ? specimen.name : `見本の保険者 ${number}`)
}

const familyOf = ({ symbol, number }: MemberNumbers): string =>
  `${foldWidth(symbol ?? '').trim()}|${foldWidth(number).trim()}`

/** 名寄せ: files of one insurer as accepted so far, found by numbers and by person. */
interface Registry {
  readonly put: (found: FoundFile) => void
  readonly has: (id: string) => boolean
  readonly withNumbers: (numbers: MemberNumbers) => readonly FoundFile[]
  readonly ofPerson: (personNo: string) => readonly FoundFile[]
}

/** A registry with the last moment for which it was asked, and how many lines are in it. */
interface Files {
  readonly registry: Registry
  last: Instant
  lines: number
}

function createRegistry(): Registry {
  const files = new Map<string, FoundFile>()
  const families = new Map<string, Set<string>>()
  const people = new Map<string, Set<string>>()
  const add = (index: Map<string, Set<string>>, key: string, id: string): void => {
    const ids = index.get(key)
    if (ids === undefined) index.set(key, new Set([id]))
    else ids.add(id)
  }
  const found = (ids: ReadonlySet<string> | undefined): FoundFile[] =>
    [...(ids ?? [])].flatMap((id) => files.get(id) ?? [])
  return {
    put: (one) => {
      const { id, file } = one
      files.set(id, one)
      for (const { coverage } of file.covers) add(families, familyOf(coverage.key), id)
      if (file.personNo !== null) add(people, file.personNo, id)
    },
    has: (id) => files.has(id),
    withNumbers: (numbers) =>
      found(families.get(familyOf(numbers))).filter(({ file }) => coverOf(file, numbers) !== null),
    ofPerson: (personNo) => found(people.get(personNo)).filter(({ file }) => file.personNo === personNo),
  }
}

const submissionsOf = (lines: readonly Line[]): Submission[] =>
  lines.flatMap(({ at, sequence, record }) =>
    record === null ? [] : [{ receivedAt: at, sequence, operation: record }],
  )

const residentOf = (person: string, { name, otherName, birthDate, sex, address }: Member): Resident => ({
  person,
  name,
  otherName,
  birthDate,
  sex,
  address: address.text,
})

/** Card events of the gateway are numbered below all others of a card: whoever registers at that very moment does so after it. */
const UNREGISTERED = -(2 ** 32)

const byKnowledge = (a: LedgerEvent, b: LedgerEvent): number =>
  a.knownAt === b.knownAt ? a.sequence - b.sequence : a.knownAt < b.knownAt ? -1 : 1

/** A question that is put many times and answered once. */
function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = ask(text)
    answers.set(text, answer)
    return answer
  }
}

/** Creates the gateway of one world. */
export function createGateway(world: GatewayWorld): Gateway {
  const { book, now, practice } = world
  const folders = new Map<string, Folder>()
  const byPerson = new Map<string, Set<Folder>>()
  const practices: Readonly<Record<GatewayView, RegistrationPractice>> = {
    service: practice,
    truth: standardRegistration,
  }
  const isRight =
    practice.compareFive === standardRegistration.compareFive &&
    practice.hiddenBy === standardRegistration.hiddenBy &&
    practice.standingEntries === standardRegistration.standingEntries &&
    practice.visibleFrom === standardRegistration.visibleFrom
  const viewOf = (view: GatewayView): GatewayView => (isRight ? 'truth' : view)
  const policyOn = (day: CivilDate): RegistrationPolicy => registrationPolicy(day, book)
  const knownLines = ({ lines }: Folder): readonly Line[] => lines.filter(({ at }) => at <= now())

  const personOf = (personNo: string): string | null => {
    const index = indexOfPersonNumber(personNo)
    return index === null ? null : world.nameOf(index)
  }
  /** The truth behind a number; a file of the world's own ledger stays with its person. */
  const residentIn =
    (base: Folder['base']) =>
    (personNo: string): Resident | null => {
      const owner = base === null ? null : world.own(base.person)
      if (owner !== null && base !== null && personNumberOf(owner.index) === personNo) {
        return residentOf(base.person, owner)
      }
      const name = personOf(personNo)
      const member = name === null ? null : world.own(name)
      return name === null || member === null ? null : residentOf(name, member)
    }

  const startOf = ({ insurer, base }: Pick<Folder, 'insurer' | 'base'>): MemberFile => {
    const member = base === null ? null : world.own(base.person)
    return base === null || member === null
      ? emptyFile(insurer)
      : fileOfCover(insurer, personNumberOf(member.index), base.coverageId, member.ledger, now())
  }
  const timeline = (folder: Folder, asked: GatewayView): FileTimeline => {
    const view = viewOf(asked)
    const lines = knownLines(folder)
    const of = `${lines.length} of ${folder.lines.length}`
    const stamp =
      folder.base === null ? `${of} ${world.arrivals()}` : `${of} ${world.arrivals()} ${world.serial()} ${now()}`
    const kept = folder.cache[view]
    if (kept?.stamp === stamp) return kept.timeline
    const context = { policyOn, resident: remembered(residentIn(folder.base)), practice: practices[view] }
    const made = timelineOf(startOf(folder), submissionsOf(lines), context)
    folder.cache[view] = { stamp, timeline: made }
    return made
  }
  const foldersOf = ({ number }: FilingInsurer): Folder[] =>
    [...folders.values()].filter((folder) => folder.insurer.number === number && knownLines(folder).length > 0)

  const desks = new Map<string, Files>()
  /** Files as accepted by now. What was built for the last file of records still holds unless the clock went back. */
  const filesOf = (insurer: FilingInsurer): Files => {
    const at = now()
    const used = foldersOf(insurer)
    const lines = used.reduce((count, folder) => count + knownLines(folder).length, 0)
    const kept = desks.get(insurer.number)
    const holds = kept !== undefined && kept.last <= at && kept.lines === lines
    const files: Files = holds ? kept : { registry: createRegistry(), last: at, lines }
    files.last = at
    desks.set(insurer.number, files)
    const { registry } = files
    for (const folder of used) {
      // A cover of the world's own may have changed without the gateway.
      if (holds && folder.base === null) continue
      const file = submissionsOf(knownLines(folder)).reduce(
        (current, { operation, receivedAt }) => applyOperation(current, operation, receivedAt),
        startOf(folder),
      )
      registry.put({ id: folder.id, file, base: folder.base })
    }
    return files
  }

  /** Covers of this insurer in the world's own ledger, as files to which nothing was sent yet. */
  const untouched = (insurer: FilingInsurer, person: string, registry: Registry): FoundFile[] =>
    coverageStates(world.own(person)?.ledger ?? [], now())
      .filter(({ key }) => key.insurerNumber === insurer.number)
      .toSorted((a, b) => (a.acquired < b.acquired ? -1 : 1))
      .map(({ id: coverageId }) => ({
        id: `${insurer.number} ${person} ${coverageId}`,
        base: { person, coverageId },
      }))
      .filter(({ id }) => !registry.has(id))
      .map(({ id, base }) => ({ id, base, file: startOf({ insurer, base }) }))

  const deskOf = (insurer: FilingInsurer, registry: Registry): Desk => ({
    insurer,
    today: dateOf(now()),
    isSomebody: (personNo) => personOf(personNo) !== null,
    find: (numbers) => {
      const filed = registry.withNumbers(numbers).at(-1)
      if (filed !== undefined) return filed
      const names = world.candidates({ insurerNumber: insurer.number, ...numbers, branch: null })
      const found = names
        .flatMap((name) => untouched(insurer, name, registry))
        .filter(({ file }) => file.covers.some(({ coverage }) => sameNumbers(coverage.key, numbers)))
      return found.at(-1) ?? null
    },
    memberships: (personNo) => {
      const name = personOf(personNo)
      return [...registry.ofPerson(personNo), ...(name === null ? [] : untouched(insurer, name, registry))]
    },
    newFile: () => ({ id: `${insurer.number} #${world.serial() + 1}`, base: null, file: emptyFile(insurer) }),
  })

  const folderOf = (insurer: FilingInsurer, { id, base }: Pick<FoundFile, 'id' | 'base'>): Folder => {
    const known = folders.get(id)
    if (known !== undefined) return known
    const folder: Folder = { id, insurer, base, lines: [], cache: {} }
    folders.set(id, folder)
    return folder
  }
  /** Whoever the file may be about is found under every one of its numbers. */
  const enter = (folder: Folder, { personNo, covers: filed }: MemberFile): void => {
    const name = personNo === null ? null : (residentIn(folder.base)(personNo)?.person ?? null)
    if (name === null) return
    const own = byPerson.get(name)
    if (own === undefined) byPerson.set(name, new Set([folder]))
    else own.add(folder)
    for (const { coverage } of filed) world.enter(name, coverage.key)
  }

  const receive = (insurer: FilingInsurer, text: string): Receipt => {
    const at = now()
    const receipt = `${insurer.number}-${compactInstant(at)}-${world.serial() + 1}`
    const files = filesOf(insurer)
    const { registry } = files
    const desk = deskOf(insurer, registry)
    const lines = readRecords(text).map(({ line, record, problem }): ReceiptLine => {
      const judged = record === null ? err(refusal('INS-V07', problem, '')) : judge(record, desk)
      const folder = judged.ok ? folderOf(insurer, judged.value) : null
      const event: Line = world.append({
        kind: 'insurer-line',
        insurerNo: insurer.number,
        receipt,
        line,
        code: judged.ok ? null : judged.problem.code,
        record,
        file: folder?.id ?? null,
        base: folder?.base ?? null,
      })
      if (!judged.ok) return { line, status: 'refused', ...judged.problem }
      if (folder !== null && record !== null) {
        folder.lines.push(event)
        files.lines += 1
        const file = applyOperation(judged.value.file, record, at)
        registry.put({ ...judged.value, file })
        enter(folder, file)
      }
      return { line, status: 'accepted', code: null, ...ACCEPTED }
    })
    return { receipt, receivedAt: at, run: runAfter(at, policyOn(dateOf(at)).runs), lines }
  }

  const insurerOfPath = (text: string): FilingInsurer | null => {
    const number = parseInsurerNumber(text)
    const scheme = number.ok ? schemeOfInsurerNumber(number.value) : null
    if (!number.ok || scheme === null) return null
    return { number: number.value, scheme, name: insurerName(number.value, scheme) }
  }

  const take = (line: Line): void => {
    const insurer = insurerOfPath(line.insurerNo)
    if (insurer === null || line.file === null) return
    const folder = folderOf(insurer, { id: line.file, base: line.base })
    folder.lines.push(line)
    const file = submissionsOf(knownLines(folder)).reduce(
      (current, { operation, receivedAt }) => applyOperation(current, operation, receivedAt),
      startOf(folder),
    )
    enter(folder, file)
  }

  const results = (insurer: FilingInsurer, after: number): readonly ComparisonResult[] =>
    foldersOf(insurer)
      .flatMap((folder) =>
        timeline(folder, 'service').comparisons.flatMap((found): ComparisonResult[] => {
          const line = folder.lines.find(({ sequence }) => sequence === found.submission)
          if (line === undefined || found.at > now() || found.submission <= after) return []
          const { submission: cursor, at, numbers: memberKey, verdict, differs, visibleFrom } = found
          const visible = visibleFrom !== null
          const { receipt, line: place } = line
          return [{ cursor, at, receipt, line: place, memberKey, verdict, differs: [...differs], visible, visibleFrom }]
        }),
      )
      .toSorted((a, b) => (a.at === b.at ? a.cursor - b.cursor : a.at < b.at ? -1 : 1))

  const shownTo = (folder: Folder, view: GatewayView): string | null => {
    const last = timeline(folder, view).shown.findLast(({ at }) => at <= now())
    return last === undefined ? (folder.base?.person ?? null) : last.person
  }

  /** 不開示該当・自己情報提供不可 of the memberships that count today: they do not follow a person to the next insurer. */
  const flagsOf = (name: string, card: Card, used: readonly Folder[], view: GatewayView, open: ReadonlySet<string>) =>
    used
      .filter(
        (folder) =>
          shownTo(folder, view) === name &&
          timeline(folder, view).file.covers.some(({ coverage }) => open.has(coverage.id)),
      )
      .flatMap((folder) => timeline(folder, view).flags)
      .filter(({ at }) => at <= now())
      .reduce<Card['flags']>(
        (flags, { nonDisclosure, noSelfInfo }) => ({
          nonDisclosure: nonDisclosure ?? flags.nonDisclosure,
          noSelfInfo: noSelfInfo ?? flags.noSelfInfo,
        }),
        card.flags,
      )

  /** 利用登録解除: the card works to the end of a day, or to the run when that came later. */
  const unregistered = (name: string, used: readonly Folder[], view: GatewayView): CardEvent[] =>
    used
      .flatMap((folder) => timeline(folder, view).unregistrations)
      .filter(({ person }) => person === name)
      .map((one, place) => ({ type: 'deregistered', at: unregisteredAt(one), sequence: UNREGISTERED + place }))

  const applied = (name: string, own: Member, asked: GatewayView): Member => {
    const filed = byPerson.get(name)
    if (filed === undefined) return own
    const used = [...filed].filter((folder) => knownLines(folder).length > 0)
    if (used.length === 0) return own
    const view = viewOf(asked)
    const written = used.flatMap((folder) =>
      timeline(folder, view).ledger.flatMap(({ person, event }) => (person === name ? [event] : [])),
    )
    const ledger = written.length === 0 ? own.ledger : [...own.ledger, ...written].toSorted(byKnowledge)
    const { card } = own
    if (card === null) return { ...own, ledger }
    const at = now()
    const open = new Set(coverageOn(ledger, dateOf(at), at).map(({ id }) => id))
    const flags = flagsOf(name, card, used, view, open)
    return { ...own, ledger, card: { ...card, flags, events: [...card.events, ...unregistered(name, used, view)] } }
  }

  const holding = (name: string, coverageId: string): readonly FileTimeline[] =>
    [...(byPerson.get(name) ?? [])]
      .map((folder) => timeline(folder, 'service'))
      .filter(({ file }) => file.covers.some(({ coverage }) => coverage.id === coverageId))

  return {
    insurer: insurerOfPath,
    receive,
    log: (insurer, after) =>
      world
        .lines(now())
        .filter(({ insurerNo, sequence }) => insurerNo === insurer.number && sequence > after)
        .map(({ sequence: cursor, at: receivedAt, receipt, line, code, record }) => ({
          cursor,
          receivedAt,
          receipt,
          line,
          status: code === null ? 'accepted' : 'refused',
          code,
          record,
        })),
    results,
    timelines: (insurer) => foldersOf(insurer).map((folder) => timeline(folder, 'service')),
    applied,
    hidesMedical: (name, coverageId) =>
      holding(name, coverageId).some(({ medical }) => medical.findLast(({ at }) => at <= now())?.hidden === true),
    isVoided: (name, coverageId) =>
      holding(name, coverageId).some(({ file }) =>
        file.covers.some(({ coverage, voided }) => voided && coverage.id === coverageId),
      ),
    isUnregistering: (name) =>
      [...(byPerson.get(name) ?? [])]
        .flatMap((folder) => timeline(folder, 'truth').unregistrations)
        .some((one) => one.person === name && unregisteredAt(one) > now()),
    people: () => byPerson.keys(),
    take,
  }
}
