import { describe, expect, it } from 'vitest'
import type { PersonChanges } from '../../generators/index.ts'
import { addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { consentsRequest, ticketsRequest } from '../../src/wire/consented.ts'
import type { SimulatedWorld } from '../../simulator/index.ts'
import { ask, fetched, numberOf } from './bulk-support.ts'
import {
  ALL,
  INSTITUTION,
  NINE,
  NOTHING,
  adult,
  ask as askByNumber,
  faceResult,
  firstRecord,
  newestCover,
  read,
  registration,
  worldOf,
} from './support.ts'

const assistance = (changes: PersonChanges['coverage'] = [], index = 8) =>
  adult({ coverage: [{ scheme: 'assistance', acquired: civilDate('2026-04-01') }, ...changes] }, index)

const ticketsOf = (world: SimulatedWorld, month: string) => {
  const number = numberOf(ask(world, 'assistance', ticketsRequest(INSTITUTION, 't', month)))
  const at = world.now()
  world.moveTo(addSeconds(at, 11))
  const units = fetched(world, 'assistance', number).MessageBody.BulkConfirmUnit ?? []
  world.moveTo(at)
  return units
}

describe('the ticket of a beneficiary', () => {
  it('stands in the single answer from the day on which it is registered', () => {
    const who = assistance()
    const world = worldOf({ who })
    const before = askByNumber(world, { ...newestCover(who), on: civilDate('2026-11-14') })
    expect(before.QualificationValidity).toBe('6')
    expect(firstRecord(before)?.PublicExpenseResultList).toBeUndefined()
    const from = askByNumber(world, { ...newestCover(who), on: civilDate('2026-11-15') })
    expect(from.QualificationValidity).toBe('1')
    expect(firstRecord(from)?.PublicExpenseResultList?.MedicalTicketInfo).toMatchObject([
      {
        TicketType: '01',
        MedicalTicketValidDate: '20261101',
        MedicalTicketExpirationDate: '20261130',
        MedicalTreatmentMonth: '202611',
        DesignatedMedicalInstitutionCode: INSTITUTION,
        DesignatedMedicalInstitutionFlag: '0',
        MedicalTreatmentType: '02',
        SelfPayAmount: '0',
        SingleOrCombinedUse: '01',
        StatusOfSocialInsurance: '02',
      },
    ])
  })

  it('begins with the entitlement and ends the day before its loss', () => {
    const who = adult({
      coverage: [
        {
          scheme: 'assistance',
          acquired: civilDate('2026-11-05'),
          lost: { date: civilDate('2026-11-25'), reason: '99', knownAt: instant('2026-11-20T00:00:00+09:00') },
        },
      ],
    })
    const body = askByNumber(worldOf({ who }), newestCover(who))
    expect(firstRecord(body)?.PublicExpenseResultList?.MedicalTicketInfo).toMatchObject([
      { MedicalTicketValidDate: '20261105', MedicalTicketExpirationDate: '20261124' },
    ])
  })

  it('is a dispensing ticket at a pharmacy', () => {
    const who = assistance()
    const { facility } = worldOf({}).state
    const world = worldOf({ who }, { facility: { ...facility, kind: 'PHARMACY' } })
    expect(firstRecord(askByNumber(world, newestCover(who)))?.PublicExpenseResultList?.MedicalTicketInfo).toMatchObject(
      [{ TicketType: '02', MedicalTreatmentType: '04' }],
    )
  })

  it('is in the file of the reader too, beside the insurance and combined with it', () => {
    const who = adult({
      coverage: [
        {
          scheme: 'kokuho',
          insurerNumber: '138057',
          symbol: '9',
          number: '1',
          branch: '01',
          acquired: civilDate('2020-04-01'),
        },
        { scheme: 'assistance', acquired: civilDate('2026-04-01') },
      ],
    })
    const world = worldOf({ who })
    read(world, 'who', ['pin'])
    const records = faceResult(world).MessageBody.ResultList?.ResultOfQualificationConfirmation ?? []
    expect(records.map((record) => record.PublicExpenseResultList?.MedicalTicketInfo[0]?.SingleOrCombinedUse)).toEqual([
      undefined,
      '02',
    ])
  })

  it('does not concern anybody with an insurance alone', () => {
    const who = adult()
    expect(firstRecord(askByNumber(worldOf({ who }), newestCover(who)))?.PublicExpenseResultList).toBeUndefined()
  })
})

describe('the fetch of tickets', () => {
  it('gives the beneficiaries of the month whose ticket is registered, and nobody else', () => {
    const world = worldOf({
      insured: adult(),
      beneficiary: assistance(),
      without: assistance([], 9),
      never: adult({ coverage: [{ scheme: 'assistance', acquired: civilDate('2026-04-01'), ticket: null }] }, 12),
      later: adult(
        { coverage: [{ scheme: 'assistance', acquired: civilDate('2026-04-01'), ticket: civilDate('2026-11-22') }] },
        13,
      ),
    })
    world.change('without', { kind: 'lose', date: '2026-11-01', reason: '99' })
    const units = ticketsOf(world, '202611')
    expect(units.map((unit) => unit.ResultOfQualificationConfirmation?.map((record) => record.Name))).toEqual([
      [assistance().name.kanji],
    ])
    expect(units[0]).toMatchObject({
      ProcessingResultStatus: '1',
      QualificationValidity: '1',
      ResultOfQualificationConfirmation: [
        {
          InsuredCardClassification: 'A1',
          PublicExpenseResultList: { MedicalTicketInfo: [{ MedicalTreatmentMonth: '202611' }] },
        },
      ],
    })
  })

  it('knows past months by their last day, and no month that has not begun', () => {
    const world = worldOf({ beneficiary: assistance() })
    expect(['202603', '202604', '202610', '202612'].map((month) => ticketsOf(world, month).length)).toEqual([
      0, 1, 1, 0,
    ])
  })

  it('carries the inquiry numbers of the unit', () => {
    const beneficiary = assistance()
    const world = worldOf({ beneficiary })
    world.answer('OQSsiimm01req_1.xml', registration(newestCover(beneficiary).key, 'A-1'))
    expect(ticketsOf(world, '202611').map((unit) => unit.ReferenceNumber)).toEqual([['A-1']])
  })

  it.each([
    ['no month', { MedicalTreatmentFlag: '2' }],
    ['a month before the calendar', { MedicalTreatmentMonth: '000001' }],
  ])('is refused with %s', (_, search) => {
    const reply = ask(worldOf({}), 'assistance', {
      MessageHeader: { MedicalInstitutionCode: INSTITUTION },
      MessageBody: { QualificationConfirmSearchInfo: search },
    })
    expect(reply.MessageHeader).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'SIM-B006' })
  })
})

describe('the fetch of consents', () => {
  const today = { from: civilDate('2026-11-21'), until: civilDate('2026-11-21') }
  const request = (kind: 'home' | 'online', days = today, by: 'consent' | 'examination' = 'consent') =>
    consentsRequest({ kind, institutionCode: INSTITUTION, fileId: null, by, days })
  const namesOf = (world: SimulatedWorld, ...asked: Parameters<typeof request>) => {
    const number = numberOf(ask(world, asked[0], request(...asked)))
    const at = world.now()
    world.moveTo(addSeconds(at, 11))
    const units = fetched(world, asked[0], number).MessageBody.BulkConfirmUnit ?? []
    world.moveTo(at)
    return units.map((unit) => unit.ResultOfQualificationConfirmation?.[0]?.Name)
  }
  const [taro, hanako] = [
    adult(),
    adult({ coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] }, 20),
  ]
  const tools = () => {
    const world = worldOf({ taro, hanako, nobody: adult({}, 30) })
    world.useReader({ holder: 'taro', person: 'taro', present: true, acts: ['pin'], consents: ALL, device: 'app' })
    world.useReader({
      holder: 'hanako',
      person: 'hanako',
      present: true,
      acts: ['pin'],
      consents: NOTHING,
      device: 'web',
    })
    read(world, 'nobody', ['pin'])
    return world
  }

  it('tells home visits, online care and the counter apart', () => {
    const world = tools()
    expect(namesOf(world, 'home')).toEqual([taro.name.kanji])
    expect(namesOf(world, 'online')).toEqual([hanako.name.kanji])
  })

  it('carries consents without an end where they were given, and the flag alone where not', () => {
    const world = tools()
    const record = (kind: 'home' | 'online') => {
      const number = numberOf(ask(world, kind, request(kind)))
      const at = world.now()
      world.moveTo(addSeconds(at, 11))
      const found = fetched(world, kind, number).MessageBody.BulkConfirmUnit?.[0]
        ?.ResultOfQualificationConfirmation?.[0]
      world.moveTo(at)
      return found
    }
    expect(record('home')).toMatchObject({ PharmacistsInfoConsFlg: '1', PharmacistsInfoConsTime: '20261121090000' })
    expect(record('home')?.PharmacistsInfoAvailableTime).toBeUndefined()
    expect(record('online')).toMatchObject({ PharmacistsInfoConsFlg: '0', SpecificHealthCheckupsInfoConsFlg: '0' })
    expect(record('online')?.PharmacistsInfoConsTime).toBeUndefined()
  })

  it.each([
    ['2026-11-20', 0],
    ['2026-11-21', 1],
    ['2026-11-22', 0],
  ])('takes the days of consent from %s to the same day: %d', (day, count) => {
    const world = tools()
    world.moveTo(instant('2026-11-23T09:00:00+09:00'))
    expect(namesOf(world, 'home', { from: civilDate(day), until: civilDate(day) })).toHaveLength(count)
  })

  it('finds people of online care by the day on which they were seen', () => {
    const world = tools()
    world.change('hanako', { kind: 'care', date: '2026-11-21' })
    expect(namesOf(world, 'online', today, 'examination')).toEqual([hanako.name.kanji])
    const yesterday = { from: civilDate('2026-11-20'), until: civilDate('2026-11-20') }
    expect(namesOf(world, 'online', yesterday, 'examination')).toEqual([])
  })

  it('does not count 再照会 as a new consent', () => {
    const world = tools()
    world.moveTo(instant('2026-11-25T09:00:00+09:00'))
    world.useReader({
      holder: 'taro',
      person: 'taro',
      present: true,
      acts: ['reinquiry'],
      consents: ALL,
      device: 'app',
      continuingCare: true,
    })
    expect(namesOf(world, 'home', { from: civilDate('2026-11-25'), until: civilDate('2026-11-25') })).toEqual([])
    expect(namesOf(world, 'home')).toEqual([taro.name.kanji])
  })

  it.each([
    [
      'the flag of another care',
      'home',
      { ConsentDateFrom: '20261121', ConsentDateTo: '20261121', MedicalTreatmentFlag: '3' },
    ],
    ['no flag', 'home', { ConsentDateFrom: '20261121', ConsentDateTo: '20261121' }],
    [
      'days the wrong way round',
      'home',
      { ConsentDateFrom: '20261122', ConsentDateTo: '20261121', MedicalTreatmentFlag: '2' },
    ],
    ['one day only', 'online', { ConsentDateFrom: '20261121', MedicalTreatmentFlag: '3' }],
    [
      'examination days of home visits',
      'home',
      { ExaminationDateFrom: '20261121', ExaminationDateTo: '20261121', MedicalTreatmentFlag: '2' },
    ],
  ] as const)('is refused with %s', (_, kind, search) => {
    const reply = ask(worldOf({ taro }), kind, {
      MessageHeader: { MedicalInstitutionCode: INSTITUTION },
      MessageBody: { QualificationConfirmSearchInfo: search },
    })
    expect(reply.MessageHeader).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'SIM-B006' })
    expect(reply.MessageBody.ReceptionNumber).toBeUndefined()
  })

  it('is not known before it was made when the clock goes back', () => {
    const world = tools()
    const number = numberOf(ask(world, 'home', request('home')))
    world.moveTo(addSeconds(NINE, -1))
    expect(fetched(world, 'home', number).MessageHeader.ErrorCode).toBe('SIM-B002')
  })
})
