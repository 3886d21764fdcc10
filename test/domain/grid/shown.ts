import type { Place } from '../../../src/domain/circumstances.ts'
import { certificatePolicy } from '../../../src/domain/certificate-policy.ts'
import { type Card, cardStateAt } from '../../../src/domain/certificate.ts'
import { addDays, civilDate, instantOf } from '../../../src/domain/civil-date.ts'
import type { Facility } from '../../../src/domain/presentation.ts'
import { latestBook } from '../../../src/domain/rulesets.ts'
import {
  FACE_ONLY,
  MUNICIPAL,
  PHOTOLESS,
  PHONE,
  type Scene,
  certificate,
  chart,
  declaration,
  expired,
  inGrace,
  paper,
  record,
  valid,
} from '../../support/counter-builders.ts'

/** One way to present, as it looks on a day at a site: what lies there, and what the devices did. */
export type Way = (day: string, site: Facility['capability']) => Scene

const CHILD = '2014-05-10'

/** The card read by the device of the site: reader and face, the app and a PIN elsewhere. */
const readWith =
  (scene: Scene): Way =>
  (_day, site) =>
    site === 'NONE'
      ? withoutResult(scene)
      : { ...scene, delivered: scene.delivered ?? (site === 'FULL' ? 'face' : 'pin') }

const before = (day: string, days: number): string => addDays(civilDate(day), -days)

const withoutResult = ({ delivered: _delivered, ...scene }: Scene): Scene => scene

/** Read with a tool of the patient side: FULL and MOBILE sites have both, the others read nothing. */
const toolOrNothing =
  (device: 'web' | 'app', scene: Scene): Way =>
  (_day, site) =>
    site === 'FULL' || site === 'MOBILE'
      ? { ...scene, facility: { tools: ['web', 'app'] }, device }
      : withoutResult(scene)

const CARD_TO_AUGUST: Card = {
  kind: 'ordinary',
  issued: civilDate('2021-08-21'),
  bodyExpiry: civilDate('2031-08-20'),
  stayLimited: false,
  certificate: { issued: civilDate('2021-08-21'), expiry: civilDate('2026-08-20') },
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
}

const place = (where: Place): Scene => ({ circumstances: { place: where } })
const DEAD: Scene = { broken: ['reader'] }
const notice = paper('notice')

/** Everything that can be presented, by the id of its lines; a letter after the id is a variant. */
export const WAYS: Readonly<Record<string, Way>> = {
  M01: () => ({ shown: [paper('old-card')] }),
  M02: () => ({ shown: [paper('old-card', { key: MUNICIPAL, validUntil: '2025-07-31' })] }),
  M03: readWith({ card: {} }),
  M04: (day, site) =>
    readWith({ card: day < '2024-12-02' ? expired(before(day, 1)) : inGrace(before(day, 1)) })(day, site),
  M05: (day, site) => readWith({ card: FACE_ONLY, delivered: site === 'FULL' ? 'face' : 'visual' })(day, site),
  M06: readWith({ card: PHOTOLESS, delivered: 'pin' }),
  M07: (_day, site) => ({
    card: {},
    cardShown: false,
    shown: [PHONE],
    facility: { phoneEnabled: site === 'FULL' },
    ...(site === 'FULL' ? { delivered: 'phone' } : {}),
  }),
  M08: () => ({ shown: [certificate('2020-01-01', '2029-12-31')] }),
  M09: () => ({ ...DEAD, card: {}, shown: [paper('portal-screen')] }),
  M10: () => ({ ...DEAD, card: {}, shown: [paper('portal-pdf')] }),
  M11: () => ({ ...DEAD, card: {}, shown: [notice] }),
  M12: () => ({ shown: [notice] }),
  M12k: () => ({ shown: [paper('notice', { key: MUNICIPAL })] }),
  M13: () => ({ ...DEAD, card: {}, chart: chart(), unchanged: 'yes' }),
  M14: () => ({ ...DEAD, card: {}, shown: [declaration('030')] }),
  M15: () => ({ shown: [paper('mode-screen')], circumstances: { mode: 'large-outage' } }),
  M16: () => ({ shown: [paper('mode-screen')], circumstances: { mode: 'disaster' } }),
  M17: () => ({
    shown: [{ ...paper('notice', { birthDate: CHILD }), copy: true }],
    circumstances: { companion: 'teacher' },
  }),
  M17p: () => ({ shown: [paper('portal-pdf', { birthDate: CHILD })], circumstances: { companion: 'teacher' } }),
  M18: (_day, site) => ({
    card: {},
    cardShown: false,
    shown: [PHONE, paper('portal-screen')],
    facility: { phoneEnabled: site === 'FULL' },
  }),
  M19: (_day, site) => (site === 'LIMITED' ? { card: {}, delivered: 'pin', device: 'limited-app' } : { card: {} }),
  M20a: toolOrNothing('web', { card: {}, delivered: 'pin', ...place('online') }),
  M20b: toolOrNothing('app', { card: {}, delivered: 'pin', ...place('home') }),
  M20v: toolOrNothing('app', { card: FACE_ONLY, delivered: 'visual', ...place('home') }),
  M20r: toolOrNothing('app', {
    card: {},
    cardShown: false,
    delivered: 'reinquiry',
    circumstances: { place: 'home', care: 'continuing' },
  }),
  M21: () => ({ chart: chart(), ...place('telephone') }),
  M22: readWith({ card: { kind: 'next-generation' } }),
  M23: () => ({
    shown: [
      {
        kind: 'add-on',
        certificate: 'limit',
        name: '見本　花子',
        birthDate: civilDate('1980-05-10'),
        ratio: null,
        limitBand: 'A03',
        payerNumber: null,
        recipientNumber: null,
        validFrom: civilDate('2020-01-01'),
        validUntil: civilDate('2029-12-31'),
        samePrefecture: true,
      },
    ],
  }),
  M24: () => ({
    card: { flags: { nonDisclosure: true, noSelfInfo: true } },
    cardAnswers: { validity: 4, record: null },
    shown: [certificate('2020-01-01', '2029-12-31')],
  }),
  M25: () => ({}),
  M26: toolOrNothing('web', {
    card: {},
    delivered: 'pin',
    circumstances: { place: 'outside', checkedBefore: true, identity: 'photo' },
  }),
  M27: (day, site) =>
    readWith({
      card: {},
      delivered: 'visual',
      facility: { kind: 'HOSPITAL' },
      circumstances: { responsive: false },
    })(day, site),
  M27c: readWith({ card: {}, delivered: 'visual', circumstances: { responsive: false } }),
  M28: (day) => ({
    shown: [
      paper('jps-certificate', {
        issued: civilDate(before(day, 19)),
        validFrom: before(day, 19),
        validUntil: addDays(civilDate(day), 5),
      }),
    ],
  }),
  M28x: (day) => ({
    shown: [
      paper('jps-certificate', {
        issued: civilDate(before(day, 20)),
        validFrom: before(day, 20),
        validUntil: addDays(civilDate(day), 5),
      }),
    ],
  }),
  M29: readWith({ card: { kind: 'specific-residence' } }),
  M30: () => ({ card: { registration: 'NEVER' }, screens: ['registration-refused'] }),
  M31: () => ({ card: { certificate: 'NONE', certificateExpiry: null }, shown: [notice] }),
  M32: () => ({ shown: [paper('day-labourer-book', { validUntil: '2029-12-31' })] }),
  G820: (day, site) => {
    const at = instantOf(civilDate(day), '12:00')
    const policy = certificatePolicy(civilDate(day), latestBook)
    return readWith({ card: cardStateAt(CARD_TO_AUGUST, at, policy), cardAnswers: valid(record()) })(day, site)
  },
}
