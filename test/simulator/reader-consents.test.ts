import { describe, expect, it } from 'vitest'
import { addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { PRESCRIPTION_CHOICES } from '../../src/domain/presentation.ts'
import { loadScenario } from '../../scenarios/load.ts'
import type { Consents } from '../../scenarios/ports.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT, medicinesRequest } from '../../src/wire/medicines.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import type { ReaderEvent } from '../../simulator/reader/machine.ts'
import { READER_QUESTIONS, type ReaderQuestion, type ReaderReply } from '../../simulator/reader/questions.ts'
import type { SimulatedWorld } from '../../simulator/world.ts'
import {
  ALL,
  FACILITY,
  INSTITUTION,
  NINE,
  NOTHING,
  adult,
  askCheckups,
  faceResult,
  firstRecord,
  messageOf,
  newestCover,
  read,
  worldOf,
} from './support.ts'

const OLD = { facility: { ...FACILITY, readerRelease: civilDate('2026-12-01') } }
const EACH = ['checkups', 'medicines', 'diagnosis', 'operations'] as const
const TARO = { holder: 'taro', person: 'taro', present: true }

/** The questions that come one after the other, each answered, until the result is sent. */
function asked(
  world: SimulatedWorld,
  replyTo: (question: ReaderQuestion) => ReaderReply,
  act: ReaderEvent = 'face',
): readonly ReaderQuestion[] {
  const session = world.openReader(TARO)
  const questions: ReaderQuestion[] = []
  let step = session?.step(act)
  for (let turn = 0; turn < 10; turn += 1) {
    const [question] = session?.state().phase === 'asking' ? session.state().questions : []
    if (question === undefined) break
    expect(step?.delivered).toBeNull()
    questions.push(question)
    step = session?.step({ question, reply: replyTo(question) })
  }
  return questions
}

const flagsOf = (world: SimulatedWorld): Record<string, string | undefined> => {
  const record = firstRecord(faceResult(world).MessageBody)
  return {
    checkups: record?.SpecificHealthCheckupsInfoConsFlg,
    medicines: record?.PharmacistsInfoConsFlg,
    diagnosis: record?.DiagnosisInfoConsFlg,
    operations: record?.OperationInfoConsFlg,
    limit: record?.LimitApplicationCertificateRelatedConsFlg,
    diseases: record?.SpecificDiseasesCertificateRelatedConsFlg,
  }
}

const yes = (): ReaderReply => 'yes'
const no = (): ReaderReply => 'no'

describe('what the reader asks', () => {
  it('is one press for all medical information, and then what has a consent of its own', () => {
    const world = worldOf({ taro: adult() })
    expect(asked(world, yes)).toEqual(['all', 'diseases'])
    expect(flagsOf(world)).toEqual({
      checkups: '1',
      medicines: '1',
      diagnosis: '1',
      operations: '1',
      limit: '1',
      diseases: '1',
    })
  })

  it('is each kind alone for those who do not press it', () => {
    const world = worldOf({ taro: adult() })
    const agreed: ReaderQuestion = 'operations'
    expect(asked(world, (question) => (question === agreed ? 'yes' : 'no'))).toEqual(['all', ...EACH, 'diseases'])
    expect(flagsOf(world)).toMatchObject({
      checkups: '0',
      medicines: '0',
      diagnosis: '0',
      operations: '1',
      diseases: '0',
    })
  })

  it.each([
    ['2024-10-06', FACILITY.readerRelease, [...EACH, 'limit', 'diseases']],
    ['2024-10-07', FACILITY.readerRelease, ['all', ...EACH, 'diseases']],
    ['2025-01-31', civilDate('2025-02-01'), [...EACH, 'limit', 'diseases']],
    ['2025-02-01', civilDate('2025-02-01'), ['all', ...EACH, 'diseases']],
  ] as const)('is on %s, with a reader renewed on %s: %j', (day, readerRelease, questions) => {
    const card = { issued: civilDate('2024-06-01') }
    const world = worldOf({ taro: adult({ card }) }, { facility: { ...FACILITY, readerRelease } })
    world.moveTo(instant(`${day}T09:00:00+09:00`))
    expect(asked(world, no)).toEqual(questions)
    expect(flagsOf(world)['limit']).toBe(questions.some((question) => question === 'limit') ? '0' : '1')
  })

  it('has the same questions for a phone', () => {
    const phone = { kind: 'android', expiry: civilDate('2029-05-01') } as const
    const world = worldOf({ taro: adult({ card: { phone } }) })
    expect(asked(world, yes, 'android')).toEqual(['all', 'diseases'])
  })

  it('is nothing medical in grace, and nothing at all where only eligibility is read', () => {
    const grace = worldOf({ taro: adult({ card: { certificate: { expiry: civilDate('2026-11-20') } } }) })
    expect(asked(grace, yes)).toEqual([])
    expect(flagsOf(grace)).toMatchObject({
      checkups: '0',
      medicines: '0',
      diagnosis: '0',
      operations: '0',
      diseases: '0',
    })
    const limited = { ...FACILITY, capability: 'LIMITED', prescriptionChoice: 'at-check' } as const
    expect(asked(worldOf({ taro: adult() }, { facility: limited }), yes)).toEqual([])
  })

  it('takes no answer to a question that is not in sight, nor one that does not fit', () => {
    const session = worldOf({ taro: adult() }).openReader(TARO)
    session?.step('face')
    session?.step({ question: 'diseases', reply: 'yes' })
    session?.step({ question: 'all', reply: 'paper' })
    session?.step('face-mismatch')
    expect(session?.state()).toMatchObject({
      phase: 'asking',
      questions: READER_QUESTIONS.slice(0, 5).concat('diseases'),
    })
  })

  it('leaves no result when the card is taken before the last answer', () => {
    const world = worldOf({ taro: adult() })
    const session = world.openReader(TARO)
    session?.step('face')
    session?.step({ question: 'all', reply: 'yes' })
    expect(session?.step('card-out')).toEqual({ screens: [], delivered: null, face: null })
    expect(world.state.faceFiles(0)).toEqual([])
    expect(askCheckups(world, newestCover(adult()).key).MessageHeader.ResultCode).toBe('SIM-M001')
  })
})

describe('the form of the prescription', () => {
  const asks = { ...FACILITY, prescriptionChoice: 'at-check' } as const
  it.each([
    ['electronic', '1'],
    ['paper', '2'],
  ] as const)('%s is chosen last, and is %s in the result', (form, code) => {
    const world = worldOf({ taro: adult() }, { facility: asks })
    expect(asked(world, (question) => (question === 'prescription' ? form : 'yes'))).toEqual([
      'all',
      'diseases',
      'prescription',
    ])
    expect(faceResult(world).MessageBody.PrescriptionIssueSelect).toBe(code)
  })

  it('is not asked where it is chosen elsewhere', () => {
    const world = worldOf({ taro: adult() }, { facility: { ...FACILITY, prescriptionChoice: 'elsewhere' } })
    read(world, 'taro', ['face'], { ...ALL, prescription: 'electronic' })
    expect(faceResult(world).MessageBody.PrescriptionIssueSelect).toBeUndefined()
  })

  it('is asked in grace too', () => {
    const taro = adult({ card: { certificate: { expiry: civilDate('2026-11-20') } } })
    const world = worldOf({ taro }, { facility: asks })
    read(world, 'taro', ['face'])
    expect(faceResult(world).MessageBody.PrescriptionIssueSelect).toBe('2')
  })

  it('is a setting of the facility of a scenario, and an answer in it', () => {
    const isRead = (prescriptionChoice: string, consents: unknown): boolean => {
      const show = [{ kind: 'my-number-card', reader: ['face'], consents }]
      const steps = [{ do: 'receive', visit: 'v1', person: 'taro', show }]
      const scenario = { facility: { prescriptionChoice }, people: { taro: { index: 4 } }, steps }
      return loadScenario(JSON.stringify(scenario), 'a.yaml').ok
    }
    const consents = { all: true, diseases: true, prescription: 'electronic' }
    for (const choice of PRESCRIPTION_CHOICES) expect(isRead(choice, consents)).toBe(true)
    expect(isRead('never', consents)).toBe(false)
    expect(isRead('at-check', { ...consents, prescription: 'both' })).toBe(false)
    expect(isRead('at-check', { ...consents, operations: false })).toBe(false)
  })
})

describe('consents kind by kind', () => {
  const kinds: readonly (readonly [string, Consents, string])[] = [
    ['medicines only', { ...NOTHING, medicines: true, diagnosis: false, operations: false }, 'DrugInf'],
    ['care only', { ...NOTHING, diagnosis: true }, 'MeTrInf'],
    ['operations only', { ...NOTHING, operations: true }, 'operation'],
    ['all at once', { ...NOTHING, all: true }, 'DrugInf MeTrInf operation'],
    ['medicines as before, which are all three', { ...NOTHING, medicines: true }, 'DrugInf MeTrInf operation'],
  ]
  const { key } = newestCover(adult())
  /** What is in the answer to a request for everything. */
  const given = (world: SimulatedWorld): string => {
    const request = medicinesRequest({
      institutionCode: INSTITUTION,
      fileId: null,
      key,
      from: '202301',
      until: '202611',
      withCare: true,
    })
    const { MessageHeader, MessageBody } = messageOf(
      MEDICINES_RESULT,
      world.answer('YZKsiquc01req_1.xml', writeMessage(MEDICINES_REQUEST, request)).bytes,
    )
    if (MessageHeader.ResultCode !== '1') return MessageHeader.ResultCode
    const days = (MessageBody.MeTrMonthInf ?? []).flatMap(({ DiDateInfs }) => DiDateInfs?.DiDateInf ?? [])
    const acts = days.flatMap(({ MeTrInfs }) => MeTrInfs?.MeTrInf ?? [])
    const found = [
      days.some(({ DrugInfs }) => DrugInfs !== undefined) ? 'DrugInf' : '',
      acts.some(({ MeTrIdCl }) => MeTrIdCl !== '50') ? 'MeTrInf' : '',
      acts.some(({ MeTrIdCl }) => MeTrIdCl === '50') ? 'operation' : '',
    ]
    return found.filter((part) => part !== '').join(' ')
  }

  it.each(kinds)('%s opens just that', (_, consents, found) => {
    const world = worldOf({ taro: adult({}, 11) })
    read(world, 'taro', ['face'], consents)
    expect(given(world)).toBe(found)
  })

  it('of a reader without the release do not come in one press', () => {
    const world = worldOf({ taro: adult() }, OLD)
    read(world, 'taro', ['face'], { ...NOTHING, all: true })
    expect(flagsOf(world)).toMatchObject({ medicines: '0', diagnosis: '0', operations: '0', checkups: '0', limit: '0' })
    expect(given(world)).toBe('SIM-M003')
  })

  it('end 24 hours later for every kind', () => {
    const world = worldOf({ taro: adult({}, 11) })
    read(world, 'taro', ['face'], { ...NOTHING, diagnosis: true })
    world.moveTo(addSeconds(NINE, 86_400))
    expect(given(world)).toBe('MeTrInf')
    world.moveTo(addSeconds(NINE, 86_401))
    expect(given(world)).toBe('SIM-M002')
  })
})
