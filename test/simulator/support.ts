import { type PersonChanges, applyChanges, member, population } from '../../generators/index.ts'
import type { Consents, WorldSetup } from '../../scenarios/ports.ts'
import { type CivilDate, type Instant, civilDate, instant } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import type { Facility } from '../../src/domain/presentation.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT, type CheckupsResult, checkupsRequest } from '../../src/wire/checkups.ts'
import { ELIGIBILITY_REQUEST, eligibilityRequest } from '../../src/wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT, type EligibilityResult } from '../../src/wire/eligibility-result.ts'
import { INQUIRY_NUMBER_REQUEST, inquiryNumberRequest } from '../../src/wire/inquiry-number.ts'
import { type MessageLayout, readMessage, writeMessage } from '../../src/wire/layout.ts'
import {
  MEDICINES_REQUEST,
  MEDICINES_RESULT,
  type MedicinesResult,
  medicinesRequest,
} from '../../src/wire/medicines.ts'
import { type SimulatedWorld, type SimulatorOptions, createSimulator } from '../../simulator/index.ts'

export const INSTITUTION = '1319999999'
export const TODAY = civilDate('2026-11-21')
export const NINE = instant('2026-11-21T09:00:00+09:00')
export const people = population({ seed: 42 })

export const FACILITY: Facility = {
  institutionCode: INSTITUTION,
  capability: 'FULL',
  kind: 'CLINIC',
  readerRelease: civilDate('2024-10-07'),
  phoneEnabled: true,
  tools: [],
}

/** A plain insured adult with a live registered card; 協会けんぽ-like numbers of a corporate insurer. */
export const adult = (changes: PersonChanges = {}, index = 4): Member =>
  applyChanges(member(people, index), {
    birthDate: civilDate('1980-05-10'),
    coverage: [
      {
        scheme: 'kyokai',
        insurerNumber: '01130012',
        symbol: '1234567',
        number: '89',
        branch: '01',
        acquired: civilDate('2020-04-01'),
      },
    ],
    ...changes,
    card:
      changes.card === null
        ? null
        : {
            kind: 'ordinary',
            issued: civilDate('2024-06-01'),
            bodyExpiry: civilDate('2034-05-10'),
            certificate: { issued: civilDate('2024-06-01'), expiry: civilDate('2029-05-10') },
            registration: 'REGISTERED',
            phone: null,
            pin: '1234',
            stayLimited: false,
            flags: { nonDisclosure: false, noSelfInfo: false },
            events: [],
            ...changes.card,
          },
  })

export const setup = (members: Readonly<Record<string, Member>>, more: Partial<WorldSetup> = {}): WorldSetup => ({
  seed: 42,
  start: NINE,
  book: latestBook,
  facility: FACILITY,
  people: members,
  ...more,
})

export const worldOf = (
  members: Readonly<Record<string, Member>>,
  more: Partial<WorldSetup> = {},
  options: SimulatorOptions = {},
): SimulatedWorld => createSimulator(options).worlds.open(setup(members, more))

export const newestCover = (who: Member, at: Instant = NINE): { key: CoverageKey; birthDate: CivilDate } => {
  const cover = coverageStates(who.ledger, at).at(-1)
  if (cover === undefined) throw new Error('this person has no cover')
  return { key: cover.key, birthDate: who.birthDate }
}

interface Ask {
  readonly key: CoverageKey
  readonly birthDate: CivilDate
  readonly on?: CivilDate
  readonly limit?: boolean
  readonly fileId?: string | null
  readonly personId?: string | null
}

export const inquiry = ({
  key,
  birthDate,
  on = TODAY,
  limit = false,
  fileId = null,
  personId = null,
}: Ask): Uint8Array =>
  writeMessage(
    ELIGIBILITY_REQUEST,
    eligibilityRequest({
      confirmationDate: on,
      institutionCode: INSTITUTION,
      fileId,
      key,
      birthDate,
      limitConsent: limit,
      personId,
    }),
  )

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export function messageOf<T extends object>(layout: MessageLayout<T>, bytes: Uint8Array): T {
  const read = readMessage(layout, bytes)
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value.message
}

/** Asks by number and reads the result. */
export const ask = (world: SimulatedWorld, what: Ask): EligibilityResult['MessageBody'] =>
  messageOf(ELIGIBILITY_RESULT, world.answer('OQSsiquc01req_1.xml', inquiry(what)).bytes).MessageBody

export const firstRecord = (body: EligibilityResult['MessageBody']) =>
  body.ResultList?.ResultOfQualificationConfirmation[0]

export const askMedicines = (world: SimulatedWorld, key: CoverageKey): MedicinesResult['MessageHeader'] =>
  messageOf(
    MEDICINES_RESULT,
    world.answer(
      'YZKsiquc01req_1.xml',
      writeMessage(
        MEDICINES_REQUEST,
        medicinesRequest({ institutionCode: INSTITUTION, fileId: 'm1', key, from: '202401', until: '202611' }),
      ),
    ).bytes,
  ).MessageHeader

export const askCheckups = (world: SimulatedWorld, key: CoverageKey): CheckupsResult =>
  messageOf(
    CHECKUPS_RESULT,
    world.answer(
      'TKKsiquc01req_1.xml',
      writeMessage(CHECKUPS_REQUEST, checkupsRequest({ institutionCode: INSTITUTION, fileId: null, key })),
    ).bytes,
  )

export const registration = (key: CoverageKey, referenceNumber: string): Uint8Array =>
  writeMessage(
    INQUIRY_NUMBER_REQUEST,
    inquiryNumberRequest({ institutionCode: INSTITUTION, fileId: null, key, referenceNumber }),
  )

export const ALL = { medicines: true, checkups: true, limit: true }
export const NOTHING = { medicines: false, checkups: false, limit: false }

/** The card of a person on the reader, the person before it. */
export const read = (
  world: SimulatedWorld,
  name: string,
  acts: Parameters<SimulatedWorld['useReader']>[0]['acts'],
  consents: Consents = ALL,
): ReturnType<SimulatedWorld['useReader']> =>
  world.useReader({ holder: name, person: name, present: true, acts, consents })

/** The newest result of the reader. */
export const faceResult = (world: SimulatedWorld): EligibilityResult => {
  const file = world.state.faceFiles(0).at(-1)
  if (file === undefined) throw new Error('the face folder is empty')
  return messageOf(ELIGIBILITY_RESULT, file.bytes)
}
