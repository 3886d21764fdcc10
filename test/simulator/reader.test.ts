import { describe, expect, it } from 'vitest'
import type { CardKind, CardState, CertificateState, Registration } from '../../src/domain/certificate.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import type { ReaderScreen } from '../../src/domain/presentation.ts'
import { READER_ACTS, type ReaderAct } from '../../scenarios/scenario.ts'
import { type ReaderSituation, runReader } from '../../simulator/reader/machine.ts'
import {
  ALL,
  FACILITY,
  NOTHING,
  adult,
  faceResult,
  firstRecord,
  newestCover,
  read,
  registration,
  worldOf,
} from './support.ts'

const card = (changes: Partial<CardState> = {}): CardState => ({
  kind: 'ordinary',
  certificate: 'VALID',
  certificateExpiry: civilDate('2029-05-10'),
  body: 'LIVE',
  bodyExpiry: civilDate('2034-05-10'),
  pin: { use: 'USED', misses: 0, locked: false },
  face: { use: 'USED', misses: 0, locked: false },
  registration: 'REGISTERED',
  flags: { nonDisclosure: false, noSelfInfo: false },
  phone: null,
  activating: false,
  ...changes,
})

const WORKING = { reader: true, chip: true, terminal: true, line: true, service: true }

const before = (state: CardState | null, more: Partial<ReaderSituation> = {}): ReaderSituation => ({
  day: civilDate('2026-11-21'),
  equipment: WORKING,
  card: state,
  policy: { pinMaxFailures: 3, faceMaxFailures: 10 },
  own: true,
  present: true,
  phoneServed: true,
  device: 'reader',
  continuingCare: false,
  ...more,
})

const screens = (situation: ReaderSituation, ...acts: ReaderAct[]): readonly ReaderScreen[] =>
  runReader(situation, acts).screens

const PHONE = { kind: 'iphone', expiry: civilDate('2028-01-01') } as const

describe('the reader and the state of the certificate', () => {
  const rows: readonly (readonly [CertificateState, ReaderScreen, ReaderScreen])[] = [
    ['VALID', 'result-sent', 'result-sent'],
    ['WARN', 'result-sent-renew-soon', 'result-sent'],
    ['GRACE', 'result-sent-eligibility-only', 'phone-refused'],
    ['EXPIRED', '006-certificate-invalid', 'phone-refused'],
    ['SUSPENDED', '006-certificate-invalid', 'phone-refused'],
    ['REVOKED', '006-certificate-invalid', 'phone-refused'],
    ['NONE', '006-certificate-invalid', 'phone-refused'],
  ]
  it.each(rows)('%s: a card shows %s, a phone shows %s', (certificate, byCard, byPhone) => {
    const situation = before(card({ certificate, phone: PHONE }))
    for (const act of ['face', 'pin', 'visual'] as const) expect(screens(situation, act)).toEqual([byCard])
    expect(screens(situation, 'phone')).toEqual([byPhone])
  })

  it('reads a body that has ended while its certificate is in grace', () => {
    expect(screens(before(card({ certificate: 'GRACE', body: 'EXPIRED' })), 'face')).toEqual([
      'result-sent-eligibility-only',
    ])
  })

  it('gives no result while a new certificate is being activated, nor to a person whose data is withheld', () => {
    expect(screens(before(card({ activating: true })), 'pin')).toEqual(['result-unavailable'])
    expect(screens(before(card({ flags: { nonDisclosure: true, noSelfInfo: true } })), 'pin')).toEqual([
      'result-unavailable',
    ])
  })
})

describe('ways that a card or a patient does not offer', () => {
  const rows: readonly (readonly [CardKind, ReaderAct, ReaderScreen])[] = [
    ['ordinary', 'face', 'result-sent'],
    ['ordinary', 'pin', 'result-sent'],
    ['ordinary', 'visual', 'result-sent'],
    ['face-only', 'face', 'result-sent'],
    ['face-only', 'pin', 'way-not-offered'],
    ['face-only', 'pin-wrong', 'way-not-offered'],
    ['face-only', 'visual', 'result-sent'],
    ['photoless', 'face', 'way-not-offered'],
    ['photoless', 'pin', 'result-sent'],
    ['photoless', 'visual', 'way-not-offered'],
    ['specific-residence', 'face', 'result-sent'],
    ['next-generation', 'pin', 'result-sent'],
  ]
  it.each(rows)('%s card, %s: %s', (kind, act, screen) => {
    expect(screens(before(card({ kind })), act)).toEqual([screen])
  })

  it('knows family from the patient: neither face nor photo, but the PIN', () => {
    const family = { present: false }
    expect(screens(before(card(), family), 'face')).toEqual(['way-not-offered'])
    expect(screens(before(card(), family), 'visual')).toEqual(['visual-mismatch'])
    expect(screens(before(card(), family), 'pin')).toEqual(['result-sent'])
  })

  it('does not take the face of another person for the holder', () => {
    expect(screens(before(card(), { own: false }), 'face')).toEqual(['face-mismatch'])
    expect(screens(before(card(), { own: false }), 'visual')).toEqual(['visual-mismatch'])
  })
})

describe('the counters of PIN and face', () => {
  it('locks the PIN at the third consecutive miss and stays locked', () => {
    const { screens: shown, marks } = runReader(before(card()), ['pin-wrong', 'pin-wrong', 'pin-wrong', 'pin'])
    expect(shown).toEqual(['pin-wrong', 'pin-wrong', 'pin-locked', 'pin-locked'])
    expect(marks).toHaveLength(3)
  })

  it('locks the face at the tenth mismatch', () => {
    const misses = Array.from({ length: 10 }, () => 'face-mismatch' as const)
    expect(screens(before(card()), ...misses).slice(-2)).toEqual(['face-mismatch', 'face-locked'])
  })

  it('reads a locked card by eye and resets nothing', () => {
    const locked = card({
      pin: { use: 'USED', misses: 3, locked: true },
      face: { use: 'USED', misses: 10, locked: true },
    })
    expect(runReader(before(locked), ['visual'])).toEqual({ screens: ['result-sent'], marks: [], delivered: 'visual' })
    expect(screens(before(locked), 'face', 'pin')).toEqual(['face-locked', 'pin-locked'])
  })

  it('counts across days, resets with a success, and is cleared by the municipality', () => {
    const world = worldOf({ taro: adult() })
    const day = (n: number) => world.moveTo(instant(`2026-11-${n}T09:00:00+09:00`))
    read(world, 'taro', ['pin-wrong', 'pin-wrong'])
    day(22)
    expect(read(world, 'taro', ['pin']).screens).toEqual(['result-sent'])
    day(23)
    expect(read(world, 'taro', ['pin-wrong', 'pin-wrong']).screens).toEqual(['pin-wrong', 'pin-wrong'])
    day(24)
    expect(read(world, 'taro', ['pin-wrong']).screens).toEqual(['pin-locked'])
    expect(world.cardState('taro')?.pin).toMatchObject({ locked: true })
    expect(world.portalLogin('taro')).toBe(false)
    expect(read(world, 'taro', ['face']).screens).toEqual(['result-sent'])
    expect(world.cardState('taro')?.pin.locked).toBe(true)
    day(25)
    world.change('taro', { kind: 'unlock' })
    expect(read(world, 'taro', ['pin']).screens).toEqual(['result-sent'])
  })
})

describe('broken equipment', () => {
  const acts: readonly ReaderAct[] = ['face', 'pin', 'visual', 'phone']
  it.each(acts)('a dead reader is out of order for %s', (act) => {
    expect(screens(before(card({ phone: PHONE }), { equipment: { ...WORKING, reader: false } }), act)).toEqual([
      'out-of-order',
    ])
  })

  it('a dead chip is 001, but a phone does not need it', () => {
    const dead = { equipment: { ...WORKING, chip: false } }
    expect(screens(before(card(), dead), 'face')).toEqual(['001-card-unreadable'])
    expect(screens(before(card({ phone: PHONE }), dead), 'phone')).toEqual(['result-sent'])
  })

  it.each(['line', 'service'] as const)(
    'without %s the chip still checks the PIN, and a right one ends in an error',
    (part) => {
      const down = { equipment: { ...WORKING, [part]: false } }
      expect(runReader(before(card(), down), ['pin-wrong', 'pin'])).toEqual({
        screens: ['pin-wrong', 'line-error'],
        marks: [
          { type: 'pin', matched: false },
          { type: 'pin', matched: true },
        ],
        delivered: null,
      })
    },
  )
})

describe('the registration', () => {
  const states: readonly Registration[] = ['NEVER', 'REMOVED']
  it.each(states)('%s: needs to be asked for, before or after the identification', (state) => {
    const situation = before(card({ registration: state }))
    expect(runReader(situation, ['register', 'pin']).marks).toContainEqual({ type: 'registered' })
    expect(screens(situation, 'face', 'register')).toEqual(['result-sent'])
    expect(screens(situation, 'face')).toEqual(['registration-refused'])
    expect(screens(situation, 'refuse-registration', 'face')).toEqual(['registration-refused'])
    expect(screens(situation, 'face', 'refuse-registration')).toEqual(['registration-refused'])
  })

  it('lasts once made', () => {
    const world = worldOf({ taro: adult({ card: { registration: 'NEVER' } }) })
    expect(read(world, 'taro', ['register', 'face']).delivered).toBe('face')
    expect(world.cardState('taro')?.registration).toBe('REGISTERED')
    expect(read(world, 'taro', ['face']).screens).toEqual(['result-sent'])
  })
})

describe('a phone', () => {
  it.each([
    ['has no certificate', card(), {}],
    ['has an expired certificate', card({ phone: { kind: 'android', expiry: civilDate('2026-11-20') } }), {}],
    ['is not served here', card({ phone: PHONE }), { phoneServed: false }],
    ['outlived the card body', card({ phone: PHONE, body: 'EXPIRED' }), {}],
    ['is somebody else’s', card({ phone: PHONE }), { own: false }],
  ] as const)('is refused when it %s', (_, state, more) => {
    expect(screens(before(state, more), 'phone')).toEqual(['phone-refused'])
  })

  it('is served from 2025-09-19', () => {
    const phone = { kind: 'iphone', expiry: civilDate('2029-05-01') } as const
    const world = worldOf({ taro: adult({ card: { phone } }) })
    world.moveTo(instant('2025-09-18T09:00:00+09:00'))
    expect(read(world, 'taro', ['phone']).screens).toEqual(['phone-refused'])
    world.moveTo(instant('2025-09-19T09:00:00+09:00'))
    expect(read(world, 'taro', ['phone']).delivered).toBe('phone')
  })
})

it('shows some screen for every act on every card, and never throws', () => {
  const kinds: readonly CardKind[] = ['ordinary', 'face-only', 'photoless', 'specific-residence', 'next-generation']
  const certificates: readonly CertificateState[] = [
    'VALID',
    'WARN',
    'GRACE',
    'EXPIRED',
    'SUSPENDED',
    'REVOKED',
    'NONE',
  ]
  for (const act of READER_ACTS) {
    for (const kind of kinds)
      for (const certificate of certificates) {
        const { screens: shown, delivered } = runReader(before(card({ kind, certificate })), [act])
        expect(shown.length).toBeLessThanOrEqual(1)
        expect(delivered !== null).toBe(shown.some((screen) => screen.startsWith('result-sent')))
      }
  }
  expect(screens(before(null), 'face')).toEqual(['001-card-unreadable'])
})

describe('the file that the reader leaves', () => {
  it('is a card result with consents that last 24 hours, limit class and inquiry number', () => {
    const cover = {
      scheme: 'kyokai' as const,
      insurerNumber: '01130012',
      symbol: '1',
      number: '2',
      branch: '01',
      acquired: civilDate('2020-04-01'),
      limit: 'A03',
    }
    const world = worldOf({ taro: adult({ coverage: [cover] }) })
    world.answer('OQSsiimm01req_1.xml', registration(newestCover(world.member('taro')).key, 'P-9'))
    read(world, 'taro', ['face'], { medicines: true, checkups: false, limit: false })
    const { MessageHeader, MessageBody } = faceResult(world)
    expect(world.state.faceFiles(0)[0]?.name).toMatch(/^OQSsiquc01res_face_1319999999[0-9a-f]{20}_20261121090000\.xml$/)
    expect(MessageHeader).toMatchObject({ ReferenceClassification: '1', SegmentOfResult: '1' })
    expect(MessageHeader.ArbitraryFileIdentifier).toMatch(/^[\w-]{15}=$/)
    expect(MessageBody.QualificationConfirmSearchInfo).toBeUndefined()
    expect(MessageBody.ProcessingResultCode).toBeUndefined()
    expect(firstRecord(MessageBody)).toMatchObject({
      PharmacistsInfoConsFlg: '1',
      PharmacistsInfoConsTime: '20261121090000',
      PharmacistsInfoAvailableTime: '20261122090000',
      DiagnosisInfoConsFlg: '1',
      OperationInfoConsFlg: '1',
      SpecificHealthCheckupsInfoConsFlg: '0',
      LimitApplicationCertificateRelatedConsFlg: '1',
      LimitApplicationCertificateRelatedInfo: { LimitApplicationCertificateClassificationFlag: 'A03' },
      ReferenceNumber: 'P-9',
    })
    expect(firstRecord(MessageBody)).not.toHaveProperty('SpecificHealthCheckupsInfoConsTime')
  })

  it.each([
    ['2026-05-20', undefined],
    ['2026-05-21', 'SIM-R001'],
    ['2026-08-20', 'SIM-R001'],
    ['2026-08-21', 'SIM-R002'],
    ['2026-11-30', 'SIM-R002'],
  ])('of a card that expires on 2026-08-20 carries on %s the notice %s', (day, code) => {
    const world = worldOf({ taro: adult({ card: { certificate: { expiry: civilDate('2026-08-20') } } }) })
    world.moveTo(instant(`${day}T09:00:00+09:00`))
    expect(read(world, 'taro', ['face']).delivered).toBe('face')
    const { MessageBody } = faceResult(world)
    expect(MessageBody.ProcessingResultStatus).toBe('1')
    expect(MessageBody.ProcessingResultCode).toBe(code)
    expect(firstRecord(MessageBody)?.PharmacistsInfoConsFlg).toBe(code === 'SIM-R002' ? '0' : '1')
    expect(firstRecord(MessageBody)?.LimitApplicationCertificateRelatedConsFlg).toBe('1')
  })

  it('is not written for that card from 2026-12-01', () => {
    const world = worldOf({ taro: adult({ card: { certificate: { expiry: civilDate('2026-08-20') } } }) })
    world.moveTo(instant('2026-12-01T00:00:00+09:00'))
    expect(read(world, 'taro', ['face'])).toEqual({ screens: ['006-certificate-invalid'], delivered: null })
    expect(world.state.faceFiles(0)).toEqual([])
  })

  it('asks for limit consent until 2024-10-06, and as long as the reader has the old release', () => {
    const facility = { ...FACILITY, readerRelease: civilDate('2025-02-01') }
    for (const [site, day, flag] of [
      [FACILITY, '2024-10-06', '0'],
      [FACILITY, '2024-10-07', '1'],
      [facility, '2025-01-31', '0'],
      [facility, '2025-02-01', '1'],
    ] as const) {
      const world = worldOf({ taro: adult({ card: { issued: civilDate('2024-06-01') } }) }, { facility: site })
      world.moveTo(instant(`${day}T09:00:00+09:00`))
      read(world, 'taro', ['face'], NOTHING)
      expect(firstRecord(faceResult(world).MessageBody)?.LimitApplicationCertificateRelatedConsFlg).toBe(flag)
    }
  })

  it('shows the last lost cover as reference with 2, and nothing with 4', () => {
    const cover = {
      scheme: 'kyokai' as const,
      insurerNumber: '01130012',
      symbol: '1',
      number: '2',
      branch: '01',
      acquired: civilDate('2020-04-01'),
      lost: { date: civilDate('2026-11-01') },
    }
    const world = worldOf({ lost: adult({ coverage: [cover] }), never: adult({ coverage: [] }, 20) })
    read(world, 'lost', ['face'])
    expect(faceResult(world).MessageBody).toMatchObject({ QualificationValidity: '2' })
    expect(firstRecord(faceResult(world).MessageBody)?.DisqualificationDate).toBe('20261101')
    expect(read(world, 'never', ['face']).delivered).toBe('face')
    expect(faceResult(world).MessageBody).toMatchObject({ QualificationValidity: '4' })
    expect(faceResult(world).MessageBody.ResultList).toBeUndefined()
  })

  it('belongs to the holder, whoever stands there', () => {
    const world = worldOf({ taro: adult(), hanako: adult({}, 20) })
    const outcome = world.useReader({
      holder: 'taro',
      person: 'hanako',
      present: true,
      acts: ['face', 'pin'],
      consents: ALL,
    })
    expect(outcome).toEqual({ screens: ['face-mismatch', 'result-sent'], delivered: 'pin' })
    expect(firstRecord(faceResult(world).MessageBody)?.Name).toBe(adult().name.kanji)
  })
})
