import { COMPANIONS, type Circumstances, MATTERS, ORDINARY_VISIT, PLACES } from '../../src/domain/circumstances.ts'
import type { CardState, CertificateState } from '../../src/domain/certificate.ts'
import { type CivilDate, addDays, civilDate, instantOf } from '../../src/domain/civil-date.ts'
import type { CoverageKey, Scheme } from '../../src/domain/ledger.ts'
import {
  type Answer,
  type AnswerRecord,
  type Facility,
  type Facts,
  type PaperKind,
  type Presentation,
  READER_SCREENS,
  READING_DEVICES,
  type ReaderScreen,
  type ReaderWay,
  type ReadingDevice,
  type Shown,
} from '../../src/domain/presentation.ts'
import { PATIENT, card, counter, paper, record } from '../support/counter-builders.ts'

/** What lies on the counter and the truth behind it. */
export interface Reception {
  readonly presentation: Presentation
  readonly facts: Facts
}

/** A stream of drawn numbers that is the same for the same seed (mulberry32). */
interface Dice {
  /** A whole number from 0 to `below` - 1. */
  readonly roll: (below: number) => number
  /** True in `percent` of 100 throws. */
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly [T, ...T[]]) => T
  /** Picks by weight. */
  readonly weigh: <T>(list: readonly (readonly [number, T])[], otherwise: T) => T
}

function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const roll = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
  return {
    roll,
    chance: (percent) => roll(100) < percent,
    pick: (list) => list[roll(list.length)] ?? list[0],
    weigh: (list, otherwise) => {
      let left = roll(list.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, value] of list) {
        left -= weight
        if (left < 0) return value
      }
      return otherwise
    },
  }
}

/** Days on which a rule begins or ends, or a person of the cast passes an age. */
const BOUNDARIES = [
  '2021-10-20',
  '2023-07-01',
  '2023-07-10',
  '2023-12-15',
  '2024-02-01',
  '2024-04-01',
  '2024-10-01',
  '2024-10-07',
  '2024-11-01',
  '2024-12-02',
  '2024-12-09',
  '2025-02-12',
  '2025-04-01',
  '2025-08-01',
  '2025-09-19',
  '2025-12-02',
  '2026-03-31',
  '2026-04-01',
  '2026-06-14',
  '2026-08-01',
  '2026-10-31',
  '2026-11-01',
  '2026-11-21',
  '2026-12-01',
  '2027-03-01',
  '2027-04-01',
  '2028-02-29',
  '2028-04-01',
] as const

const FIRST = civilDate('2021-10-01')
const USUAL = civilDate('2024-10-01')

function drawDay(dice: Dice): CivilDate {
  if (dice.chance(30)) return addDays(civilDate(dice.pick(BOUNDARIES)), dice.roll(3) - 1)
  if (dice.chance(8)) return addDays(FIRST, dice.roll(1100))
  if (dice.chance(9)) return addDays(civilDate('2028-03-20'), dice.roll(280))
  return dice.chance(50) ? addDays(civilDate('2025-06-01'), dice.roll(600)) : addDays(USUAL, dice.roll(1200))
}

const BIRTHS = [
  '1980-05-10',
  '1980-05-10',
  '1980-05-10',
  '1995-12-31',
  '2020-04-01',
  '2020-04-02',
  '2021-05-05',
  '2010-08-15',
  '2008-04-01',
  '2008-04-02',
  '2007-02-20',
  '1956-11-01',
  '1956-11-02',
  '1956-02-29',
  '1955-03-10',
  '1953-04-10',
  '1951-11-21',
  '1952-02-29',
  '1945-06-20',
] as const

const KEYS = {
  kenpo: { insurerNumber: '06139992', symbol: '123', number: '45', branch: '00' },
  kyokai: { insurerNumber: '01130012', symbol: '10101010', number: '7', branch: '02' },
  kyosai: { insurerNumber: '34139998', symbol: '公立東京', number: '8', branch: '00' },
  kokuho: { insurerNumber: '138016', symbol: '07', number: '0012', branch: '01' },
  'kokuho-kumiai': { insurerNumber: '139998', symbol: '3', number: '501', branch: '01' },
  kouki: { insurerNumber: '39131016', symbol: null, number: '12345678', branch: null },
  assistance: { insurerNumber: '12139994', symbol: null, number: '1234566', branch: null },
} as const satisfies Readonly<Record<Scheme, CoverageKey>>

const SCHEMES = ['kenpo', 'kyokai', 'kyosai', 'kokuho', 'kokuho-kumiai', 'kouki'] as const
const RATIOS = ['010', '020', '030'] as const
const SPOKEN = ['yes', 'no', 'not-asked'] as const

const orNull = <T>(dice: Dice, percent: number, value: T): T | null => (dice.chance(percent) ? value : null)

/** Who comes: a person with the cover of the day and maybe an earlier one. */
interface Patient {
  readonly name: string
  readonly birthDate: CivilDate
  readonly scheme: Scheme
  readonly key: CoverageKey
  readonly former: CoverageKey
}

function drawPatient(dice: Dice, day: CivilDate): Patient {
  const birthDate = dice.chance(3) ? addDays(day, -dice.roll(40)) : civilDate(dice.pick(BIRTHS))
  const old = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) >= 75
  const scheme = old && dice.chance(80) ? 'kouki' : dice.chance(3) ? 'assistance' : dice.pick(SCHEMES)
  const key = dice.chance(6) ? { ...KEYS[scheme], branch: null } : KEYS[scheme]
  return { name: PATIENT.name, birthDate, scheme, key, former: KEYS[dice.pick(SCHEMES)] }
}

const lossOf = (dice: Dice, day: CivilDate): AnswerRecord['loss'] => ({
  date: dice.chance(40) ? addDays(day, dice.roll(3) - 1) : addDays(day, 20 - dice.roll(80)),
  reason: dice.weigh(
    [
      [6, '01'],
      [10, '02'],
      [44, '03'],
    ],
    '99',
  ),
})

function drawElderly(dice: Dice, day: CivilDate): AnswerRecord['elderly'] {
  const from = addDays(day, -dice.roll(300))
  const until = dice.chance(70) ? addDays(day, dice.roll(200)) : addDays(day, dice.roll(3) - 1)
  return { issued: from, from, until, ratio: dice.pick(RATIOS) }
}

function drawRecord(dice: Dice, day: CivilDate, who: Patient, key: CoverageKey): AnswerRecord {
  const scheme = SCHEMES.find((one) => KEYS[one].insurerNumber === key.insurerNumber) ?? who.scheme
  const classification = scheme === 'kokuho' && dice.chance(12) ? '05' : dice.pick(['01', '02'])
  return record({
    key,
    scheme,
    classification,
    name: dice.weigh(
      [
        [90, who.name],
        [4, '見本　●子'],
        [3, '見本　月子'],
      ],
      'ミホン　ハナコ',
    ),
    ...(dice.chance(4) ? { otherName: who.name } : {}),
    birthDate: dice.chance(97) ? who.birthDate : addDays(who.birthDate, 1),
    koukiRatio: scheme === 'kouki' ? orNull(dice, 90, dice.pick(RATIOS)) : null,
    elderly: orNull(dice, scheme !== 'kouki' && who.birthDate < '1958' ? 60 : 2, drawElderly(dice, day)),
    limitBand: orNull(dice, 60, dice.pick(['A03', 'A05', 'B09'])),
  })
}

const assistance = (who: Patient, ticket: boolean): AnswerRecord =>
  record({
    key: KEYS.assistance,
    scheme: 'assistance',
    classification: 'A1',
    name: who.name,
    birthDate: who.birthDate,
    limitBand: null,
    ticket,
  })

/** What the service answers; the record lost by the day, the record of the day, none, or several. */
function drawAnswer(dice: Dice, day: CivilDate, who: Patient, key: CoverageKey, byNumber: boolean): Answer {
  const found = drawRecord(dice, day, who, key)
  const draw = dice.roll(100)
  if (key.insurerNumber === KEYS.assistance.insurerNumber && draw < 80) {
    return { validity: dice.chance(50) ? 6 : 1, record: assistance(who, dice.chance(50)) }
  }
  if (draw < 66) {
    const beside = dice.chance(6) ? { beside: assistance(who, dice.chance(50)) } : {}
    return { validity: 1, record: found, ...beside }
  }
  if (draw < 80) {
    const gone = dice.chance(50) ? { ...found, key: who.former } : found
    const lost = byNumber ? found : gone
    return { validity: 2, record: { ...lost, loss: lossOf(dice, day) } }
  }
  if (draw < 86 && byNumber) return { validity: 3, record: { ...found, loss: lossOf(dice, day) } }
  if (draw < 92) return { validity: 4, record: null }
  if (draw < 96 && byNumber) return { validity: 5, record: null }
  return byNumber
    ? { validity: 4, record: null }
    : { validity: dice.chance(50) ? 6 : 1, record: assistance(who, draw % 2 === 0) }
}

const CERTIFICATES: readonly (readonly [number, CertificateState])[] = [
  [52, 'VALID'],
  [9, 'WARN'],
  [15, 'GRACE'],
  [9, 'EXPIRED'],
  [3, 'SUSPENDED'],
  [6, 'REVOKED'],
  [6, 'NONE'],
]

function drawCard(dice: Dice, day: CivilDate): CardState {
  const certificate = dice.weigh(CERTIFICATES, 'VALID')
  const kind = dice.weigh<CardState['kind']>(
    [
      [60, 'ordinary'],
      [12, 'face-only'],
      [9, 'photoless'],
      [9, 'specific-residence'],
      [day < '2028-03-25' ? 1 : 40, 'next-generation'],
    ],
    'ordinary',
  )
  const live = certificate === 'VALID' || certificate === 'WARN'
  const ended = live ? 0 : dice.pick([0, 0, 0, 1])
  const locked = dice.chance(8)
  return card({
    kind,
    certificate,
    certificateExpiry: certificate === 'NONE' ? null : addDays(day, live ? 100 : -30),
    body: ended === 1 ? 'EXPIRED' : 'LIVE',
    bodyExpiry: addDays(day, ended === 1 ? -30 : 900),
    pin:
      kind === 'face-only'
        ? { use: 'UNUSED', misses: 0, locked: false }
        : { use: 'USED', misses: locked ? 3 : dice.roll(3), locked },
    face:
      kind === 'photoless'
        ? { use: 'NO_PHOTO', misses: 0, locked: false }
        : { use: 'USED', misses: 0, locked: dice.chance(5) },
    registration: dice.weigh<CardState['registration']>(
      [
        [90, 'REGISTERED'],
        [5, 'NEVER'],
      ],
      'REMOVED',
    ),
    flags: { nonDisclosure: dice.chance(3), noSelfInfo: dice.chance(4) },
    phone: orNull(dice, 25, {
      kind: dice.pick(['iphone', 'android'] as const),
      expiry: addDays(day, dice.chance(80) ? 50 : dice.roll(3) - 1),
    }),
    activating: dice.chance(3),
  })
}

const PAPER_WEIGHTS: readonly (readonly [number, PaperKind])[] = [
  [30, 'certificate'],
  [14, 'old-card'],
  [18, 'notice'],
  [12, 'portal-screen'],
  [10, 'portal-pdf'],
  [4, 'screenshot'],
  [5, 'jps-certificate'],
  [3, 'day-labourer-book'],
  [3, 'mode-screen'],
]

function drawPaper(dice: Dice, day: CivilDate, who: Patient, kinds: readonly (readonly [number, PaperKind])[]): Shown {
  const kind = dice.weigh(kinds, 'certificate')
  const key = dice.weigh(
    [
      [70, who.key],
      [16, who.former],
      [6, { ...who.key, branch: null }],
      [4, { ...who.key, insurerNumber: '06139991' }],
    ],
    who.key,
  )
  const usual = dice.chance(70)
  const from = addDays(day, usual ? -dice.roll(300) : 1 - dice.roll(3))
  const until = addDays(day, usual ? dice.roll(300) : dice.roll(3) - 1)
  const bounded = kind === 'certificate' || kind === 'jps-certificate' || dice.chance(50)
  const ended = kind === 'old-card' && dice.chance(70) ? { validUntil: '2025-12-01' } : {}
  const issued = kind === 'jps-certificate' ? addDays(day, dice.chance(60) ? -dice.roll(12) : -18 - dice.roll(4)) : null
  const made = paper(kind, {
    key,
    name: who.name,
    birthDate: dice.chance(97) ? who.birthDate : addDays(who.birthDate, -365),
    ratio: dice.chance(45) ? dice.pick(RATIOS) : null,
    issued,
    savedAt: kind === 'portal-pdf' && dice.chance(90) ? instantOf(addDays(day, -dice.roll(90)), '09:00') : null,
    ...(bounded ? { validFrom: from, validUntil: until, ...ended } : ended),
    ...(dice.chance(5) ? { number: null } : {}),
    ...(dice.chance(3) ? { insurerNumber: null } : {}),
  })
  return 'fields' in made && dice.chance(7) ? { ...made, copy: true } : made
}

function drawAddOn(dice: Dice, day: CivilDate, who: Patient): Shown {
  const usual = dice.chance(75)
  return {
    kind: 'add-on',
    certificate: dice.pick(['elderly', 'limit', 'disease', 'subsidy', 'subsidy', 'child-subsidy'] as const),
    name: who.name,
    birthDate: who.birthDate,
    ratio: orNull(dice, 90, dice.pick(RATIOS)),
    limitBand: orNull(dice, 90, dice.pick(['A04', 'B10'])),
    payerNumber: '54139998',
    recipientNumber: '1234566',
    validFrom: addDays(day, usual ? -dice.roll(200) : 1 - dice.roll(3)),
    validUntil: addDays(day, usual ? dice.roll(200) : dice.roll(3) - 1),
    samePrefecture: dice.chance(80),
  }
}

const drawDeclaration = (dice: Dice, who: Patient): Shown => ({
  kind: 'declaration',
  name: who.name,
  birthDate: who.birthDate,
  ratio: dice.pick([...RATIOS, 'unknown', 'unknown'] as const),
  insurerName: null,
  insurerNumber: orNull(dice, 40, dice.pick(['06139992', '138016'])),
  address: '東京都見本区見本1-1-1',
  telephone: '03-0000-0000',
})

/** What kind of visit it is; each draws what usually belongs to it, the rest is ordinary. */
const VISITS = [
  [22, 'reading'],
  [8, 'phone'],
  [13, 'tool'],
  [4, 'limited'],
  [17, 'paper'],
  [15, 'ladder'],
  [6, 'tolerance'],
  [4, 'record'],
  [5, 'school'],
  [4, 'mode'],
  [2, 'newborn'],
  [3, 'emergency'],
  [3, 'refused-phone'],
  [4, 'anything'],
] as const
type Visit = (typeof VISITS)[number][1]

/** Days that matter most to a kind of visit. */
const VISIT_BOUNDARIES: Partial<Readonly<Record<Visit, readonly [string, ...string[]]>>> = {
  phone: ['2025-09-19'],
  tool: ['2024-04-01', '2024-10-01', '2025-04-01', '2025-04-01'],
  limited: ['2024-04-01'],
  paper: ['2024-12-02', '2025-12-02'],
  tolerance: ['2025-08-01', '2025-12-02', '2026-08-01'],
  school: ['2024-11-01', '2025-02-12'],
  emergency: ['2024-12-09'],
}

function drawCircumstances(dice: Dice, visit: Visit): Circumstances {
  const usual = { ...ORDINARY_VISIT, ...(dice.chance(8) ? { matter: dice.pick(MATTERS) } : {}) }
  const place = dice.chance(4) ? dice.pick(PLACES) : 'counter'
  const common: Circumstances = {
    ...usual,
    place,
    companion: dice.chance(8) ? dice.pick(COMPANIONS) : 'none',
    identity: dice.chance(10) ? dice.pick(['photo', 'known'] as const) : 'none',
    abroad: dice.chance(4) ? dice.pick(['returned-filed', 'returned-not-filed', 'home-leave'] as const) : 'no',
    checkedBefore: dice.chance(3),
    responsive: dice.chance(97),
    newborn: dice.chance(1),
  }
  if (visit === 'tool') {
    const where = dice.pick(['counter', 'online', 'online', 'home', 'home', 'outside', 'outside', 'telephone'] as const)
    return {
      ...common,
      place: where,
      checkedBefore: where === 'outside' && dice.chance(40),
      identity: dice.pick(['none', 'photo', 'known'] as const),
      care: dice.pick(['none', 'continuing', 'continuing', 'withdrawn'] as const),
    }
  }
  if (visit === 'school') return { ...common, companion: dice.pick(['teacher', 'teacher', 'guardian'] as const) }
  if (visit === 'mode') return { ...common, mode: dice.pick(['large-outage', 'disaster', 'normal'] as const) }
  if (visit === 'newborn') return { ...common, newborn: true, companion: 'guardian' }
  if (visit === 'emergency') return { ...common, responsive: false }
  if (visit === 'record')
    return { ...common, place: dice.pick(['counter', 'telephone', 'telephone', 'online'] as const) }
  if (visit === 'anything') {
    return {
      place: dice.pick(PLACES),
      matter: 'illness',
      companion: dice.pick(COMPANIONS),
      newborn: dice.chance(20),
      responsive: dice.chance(80),
      identity: dice.pick(['none', 'photo', 'known'] as const),
      abroad: dice.pick(['no', 'returned-filed', 'returned-not-filed', 'home-leave'] as const),
      care: dice.pick(['none', 'continuing', 'withdrawn'] as const),
      checkedBefore: dice.chance(50),
      mode: dice.pick(['normal', 'large-outage', 'disaster'] as const),
    }
  }
  return common
}

interface Read {
  readonly delivered: ReaderWay | null
  readonly device: ReadingDevice
}

function drawReading(dice: Dice, visit: Visit, state: CardState | null, place: Circumstances['place']): Read {
  if (visit === 'phone') return { delivered: 'phone', device: 'reader' }
  if (visit === 'limited') return { delivered: dice.pick(['pin', 'visual', 'face'] as const), device: 'limited-app' }
  if (visit === 'emergency') return { delivered: 'visual', device: 'reader' }
  if (visit === 'tool') {
    if (place === 'online') return { delivered: dice.pick(['pin', 'pin', 'visual'] as const), device: 'web' }
    if (place === 'home') return { delivered: dice.pick(['pin', 'visual', 'reinquiry'] as const), device: 'app' }
    const device = dice.pick(
      place === 'outside' ? (['web', 'web', 'app'] as const) : (['web', 'app', 'reader'] as const),
    )
    return { delivered: dice.pick(['pin', 'pin', 'pin', 'visual', 'reinquiry'] as const), device }
  }
  if (visit === 'anything') {
    return {
      delivered: orNull(dice, 60, dice.pick(['face', 'pin', 'visual', 'phone', 'reinquiry'] as const)),
      device: dice.pick(READING_DEVICES),
    }
  }
  if (visit === 'reading') {
    if (state?.kind === 'photoless') return { delivered: dice.chance(85) ? 'pin' : 'face', device: 'reader' }
    if (state?.kind === 'face-only') return { delivered: dice.chance(85) ? 'face' : 'pin', device: 'reader' }
    return { delivered: dice.pick(['face', 'face', 'face', 'pin', 'pin', 'visual'] as const), device: 'reader' }
  }
  return { delivered: dice.chance(6) ? 'face' : null, device: 'reader' }
}

function drawFacility(dice: Dice, day: CivilDate, visit: Visit, kind: Facility['kind']): Partial<Facility> {
  const capability: Facility['capability'] =
    visit === 'limited'
      ? dice.pick(['LIMITED', 'LIMITED', 'LIMITED', 'FULL'] as const)
      : visit === 'tool'
        ? dice.pick(['MOBILE', 'FULL', 'FULL', 'LIMITED'] as const)
        : dice.weigh<Facility['capability']>(
            [
              [88, 'FULL'],
              [4, 'LIMITED'],
              [4, 'MOBILE'],
            ],
            'NONE',
          )
  return {
    capability,
    kind,
    ...(dice.chance(30) ? { readerRelease: day > '2024-10-08' ? addDays(day, dice.roll(3) - 1) : RELEASE } : {}),
    phoneEnabled: dice.chance(85),
    tools: visit === 'tool' || dice.chance(10) ? dice.pick(TOOL_SETS) : [],
  }
}

/** The card as it must be when the reader delivered in that way: nothing that the way needs is locked or dead. */
function unlockedFor(state: CardState, delivered: ReaderWay | null): CardState {
  const dead = state.certificate !== 'GRACE' && state.certificate !== 'WARN'
  const live = { certificate: dead ? ('VALID' as const) : state.certificate, activating: false }
  const open = { ...state, ...live, registration: 'REGISTERED' as const }
  if (delivered === null) return state
  if (delivered === 'pin') return { ...open, pin: { ...state.pin, misses: 0, locked: false } }
  if (delivered === 'face') return { ...open, face: { ...state.face, misses: 0, locked: false } }
  if (delivered === 'phone') {
    const phone = state.phone ?? { kind: 'iphone' as const, expiry: addDays(state.bodyExpiry, -1) }
    return { ...open, certificate: state.certificate === 'GRACE' ? 'GRACE' : live.certificate, body: 'LIVE', phone }
  }
  return open
}

const RELEASE = civilDate('2024-10-07')

const TOOL_SETS: readonly [Facility['tools'], ...Facility['tools'][]] = [['web'], ['app'], ['web', 'app'], []]

const keyOfPaper = (thing: Shown): CoverageKey[] => {
  if (!('fields' in thing)) return []
  const { insurerNumber, symbol, number, branch } = thing.fields
  return insurerNumber === null || number === null ? [] : [{ insurerNumber, symbol, number, branch }]
}

/** One reception, mostly as the week brings them. */
function drawReception(dice: Dice): Reception {
  const visit = dice.weigh<Visit>(VISITS, 'reading')
  const ends = VISIT_BOUNDARIES[visit]
  const day =
    ends !== undefined && dice.chance(30) ? addDays(civilDate(dice.pick(ends)), dice.roll(3) - 1) : drawDay(dice)
  const who = drawPatient(dice, day)
  const circumstances = drawCircumstances(dice, visit)
  const wantsCard = { paper: 20, tolerance: 15, record: 20, school: 15, newborn: 15, 'refused-phone': 10, mode: 40 }
  const percent = Object.entries(wantsCard).find(([name]) => name === visit)?.[1] ?? 94
  const drawn = dice.chance(percent) || visit === 'phone' || visit === 'refused-phone' ? drawCard(dice, day) : null
  const { delivered, device } = drawReading(dice, visit, drawn, circumstances.place)
  const state = drawn === null || dice.chance(5) ? drawn : unlockedFor(drawn, delivered)
  const away = delivered === 'phone' || delivered === 'reinquiry'
  const shownCard = state !== null && visit !== 'refused-phone' && dice.chance(away ? 30 : 98)

  const things: Shown[] = []
  if (visit === 'phone' || visit === 'refused-phone' || dice.chance(3)) {
    things.push({ kind: 'phone', device: state?.phone?.kind ?? dice.pick(['iphone', 'android'] as const) })
  }
  const kinds: readonly (readonly [number, PaperKind])[] =
    visit === 'ladder'
      ? [
          [4, 'portal-screen'],
          [3, 'portal-pdf'],
          [5, 'notice'],
          [1, 'screenshot'],
        ]
      : visit === 'tolerance'
        ? [
            [3, 'old-card'],
            [2, 'notice'],
          ]
        : visit === 'school'
          ? [
              [3, 'portal-pdf'],
              [3, 'notice'],
              [2, 'certificate'],
            ]
          : visit === 'mode'
            ? [
                [8, 'mode-screen'],
                [1, 'notice'],
              ]
            : visit === 'refused-phone'
              ? [[1, 'portal-screen']]
              : PAPER_WEIGHTS
  const usuallyNone = visit === 'reading' || visit === 'phone' || visit === 'tool' || visit === 'record'
  const papers = usuallyNone ? (dice.chance(25) ? 1 : 0) : dice.pick([1, 1, 1, 2, 0] as const)
  for (let at = 0; at < papers; at += 1) {
    const made = drawPaper(dice, day, who, kinds)
    things.push(visit === 'school' && 'fields' in made && dice.chance(50) ? { ...made, copy: true } : made)
  }
  if (dice.chance(visit === 'ladder' ? 35 : 4)) things.push(drawDeclaration(dice, who))
  for (let at = dice.chance(18) ? 1 + dice.roll(2) : 0; at > 0; at -= 1) things.push(drawAddOn(dice, day, who))

  const hasChart = dice.chance(visit === 'record' ? 90 : 45)
  const own = hasChart
    ? {
        patientNo: 'P000000001',
        name: dice.chance(97) ? who.name : '見本　旧子',
        birthDate: dice.chance(98) ? who.birthDate : civilDate('1979-05-10'),
        key: dice.weigh(
          [
            [70, who.key],
            [15, who.former],
          ],
          null,
        ),
        ratio: orNull(dice, 50, dice.pick(RATIOS)),
        lastCheckedOn: orNull(dice, 40, addDays(day, -dice.roll(3))),
      }
    : null

  const screens: ReaderScreen[] = []
  if (delivered === null && dice.chance(25)) screens.push(dice.pick(READER_SCREENS))
  if (state?.certificate === 'REVOKED' && dice.chance(50)) screens.push('006-certificate-invalid')
  const out = dice.chance(visit === 'ladder' ? 45 : 5)
  const scene = counter(day, {
    ...(state === null ? {} : { card: state }),
    cardShown: shownCard,
    shown: things,
    present: dice.chance(94),
    insured: dice.chance(90) ? 'yes' : dice.pick(SPOKEN),
    unchanged: dice.pick(SPOKEN),
    limitConsent: dice.pick(SPOKEN),
    screens,
    circumstances,
    broken: out ? [dice.pick(['reader', 'chip', 'terminal', 'line', 'service'] as const)] : [],
    facility: drawFacility(
      dice,
      day,
      visit,
      dice.pick(['CLINIC', 'CLINIC', 'HOSPITAL', 'DENTAL', 'PHARMACY', 'OTHER']),
    ),
    ownCard: dice.chance(98),
    device,
    ...(delivered === null ? {} : { delivered }),
  })
  const asked = [...things.flatMap(keyOfPaper), ...(own === null || own.key === null ? [] : [own.key])]
  const once = asked.filter((key, at) => asked.findIndex((one) => JSON.stringify(one) === JSON.stringify(key)) === at)
  return {
    presentation: {
      ...scene.presentation,
      shown: scene.presentation.shown.map((thing) =>
        thing.kind === 'my-number-card'
          ? { ...thing, face: { ...thing.face, name: who.name, birthDate: who.birthDate } }
          : thing,
      ),
      chart: own,
      at: instantOf(day, dice.pick(['08:59', '12:00', '23:59'])),
    },
    facts: {
      ...scene.facts,
      ...(dice.chance(10) ? { limitRefused: true } : {}),
      cardAnswer: state === null ? null : drawAnswer(dice, day, who, who.key, false),
      numberAnswers: once.map((key) => ({
        key,
        birthDate: who.birthDate,
        answer: dice.chance(96)
          ? drawAnswer(dice, day, who, key, true)
          : { validity: 1, record: drawRecord(dice, day, { ...who, name: '見本　月子' }, key) },
      })),
    },
  }
}

/** A stretch of receptions; the same seed gives the same ones. */
export function* receptions(seed: number, count: number): Generator<Reception> {
  const dice = diceOf(seed)
  for (let at = 0; at < count; at += 1) yield drawReception(dice)
}
