import { type CardState, cardStateAt } from '../../src/domain/certificate.ts'
import { dateOf } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { ReaderScreen, ReaderWay, ReadingDevice } from '../../src/domain/presentation.ts'
import { valueOn } from '../../src/domain/rules.ts'
import { phoneServed } from '../../src/domain/rules/certificate-and-grace.ts'
import type { Consents, ReaderOutcome, World } from '../../scenarios/ports.ts'
import type { StandingCare } from '../events.ts'
import { cardUnder, withheldConsents } from '../faults/strike.ts'
import type { WorldState } from '../state.ts'
import { faceFile } from './face-file.ts'
import {
  type ReaderEvent,
  type ReaderSituation,
  type ReaderState,
  openReader,
  playReader,
  readerStep,
} from './machine.ts'
import { consentsBy, questionsOf, replyOf } from './questions.ts'

/** Whose card lies on the reader, who stands there, and with what it is read. */
export type ReaderPlacing = Omit<Parameters<World['useReader']>[0], 'acts' | 'consents'>

/** What one event did: the screens shown, and the way and the file of a result that was sent. */
export interface SessionStep {
  readonly screens: readonly ReaderScreen[]
  readonly delivered: ReaderWay | null
  /** Name of the file that lies in the folder of the reader now. */
  readonly face: string | null
}

/** 読み取りの一回: one card on the reader, event by event; what happens becomes part of the world as it happens. */
export interface ReaderSession {
  readonly holder: string
  readonly state: () => ReaderState
  readonly situation: () => ReaderSituation
  readonly step: (event: ReaderEvent) => SessionStep
}

/** 居宅同意取得型: consents of these tools last as long as the care does. @see facts/wire.md 5.3 */
const STANDING: Readonly<Partial<Record<ReadingDevice, StandingCare>>> = { app: 'home', web: 'online' }

const NOTHING: Consents = { medicines: false, checkups: false, limit: false }

/** A card that was just put on the reader. `known` is what the patient agrees to where the reader does not ask. */
export function openSession(
  world: WorldState,
  holder: Member,
  placing: ReaderPlacing,
  known: Consents = NOTHING,
): ReaderSession {
  const { facility, book, practice } = world
  const { device = 'reader' } = placing
  const card: CardState | null =
    holder.card === null
      ? null
      : cardUnder(world.inForce(), placing.holder, cardStateAt(holder.card, world.now(), world.policy()))
  const limited = facility.capability === 'LIMITED' || device === 'limited-app'
  const medical = card !== null && practice.medicinesAllowed(card) && !limited && placing.responsive !== false
  const situation = (): ReaderSituation => {
    const day = dateOf(world.now())
    return {
      day,
      equipment: world.equipment(placing.holder),
      card,
      policy: world.policy(),
      own: placing.holder === placing.person,
      present: placing.present,
      phoneServed: facility.phoneEnabled && valueOn(phoneServed, day, book),
      device,
      continuingCare: placing.continuingCare ?? false,
      questions: questionsOf({ facility, book, day, medical, limited }),
    }
  }
  let state = openReader(situation())

  const deliver = (holderCard: CardState, way: ReaderWay): string => {
    const withheld = withheldConsents(world.inForce(), placing.holder)
    const given = consentsBy(state.answers, known)
    const answers = { ...given, ...Object.fromEntries([...withheld].map((kind) => [kind, false])) }
    const consents = {
      ...answers,
      medicines: medical && answers.medicines,
      checkups: medical && answers.checkups,
      diagnosis: medical && answers.diagnosis === true,
      operations: medical && answers.operations === true,
      diseases: medical && answers.diseases === true,
    }
    const care = way === 'reinquiry' ? undefined : STANDING[device]
    world.append({
      kind: 'consent',
      person: placing.holder,
      medicines: consents.medicines,
      checkups: consents.checkups,
      diagnosis: consents.diagnosis,
      operations: consents.operations,
      ...(care === undefined ? {} : { care }),
    })
    const prescription = state.answers.prescription === undefined ? null : answers.prescription
    const result = { person: placing.holder, member: holder, card: holderCard, consents, way }
    const file = faceFile(world, { ...result, prescription: prescription ?? null })
    world.append({ kind: 'face-file', person: placing.holder, ...file })
    return file.name
  }

  return {
    holder: placing.holder,
    state: () => state,
    situation,
    step: (event) => {
      const step = readerStep(state, situation(), event)
      state = step.state
      for (const mark of step.marks) {
        const at = world.now()
        const event = mark.type === 'registered' ? { at, ...mark, channel: 'reader' as const } : { at, ...mark }
        world.append({ kind: 'card', person: placing.holder, event })
      }
      const face = step.delivered === null || card === null ? null : deliver(card, step.delivered)
      return { screens: step.screens, delivered: step.delivered, face }
    },
  }
}

/** A whole session at once: the acts in order, questions answered as the patient is known to. */
export function runSession(
  session: ReaderSession,
  acts: Parameters<World['useReader']>[0]['acts'],
  consents: Consents,
): ReaderOutcome {
  const screens: ReaderScreen[] = []
  let delivered: ReaderWay | null = null
  playReader(
    acts,
    (question) => replyOf(consents, question),
    (event) => {
      const step = session.step(event)
      screens.push(...step.screens)
      delivered = step.delivered ?? delivered
      return session.state()
    },
  )
  return { screens, delivered }
}
