import { describe, expect, it } from 'vitest'
import { decide, keyOf, loginPossible, shareByAge, shareOf } from '../../src/domain/decide.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import type { Decision, Reason } from '../../src/domain/presentation.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { latestBook, ruleBook } from '../../src/domain/rulesets.ts'
import {
  BODY_ENDED,
  CHIP_DEAD,
  CURRENT,
  FACE_LOCKED,
  FACE_ONLY,
  FORMER,
  LATE_ELDERLY,
  LINE_DOWN,
  MUNICIPAL,
  NOTHING_FOUND,
  PHONE,
  PHOTOLESS,
  PIN_LOCKED,
  READER_DEAD,
  SEVERAL_FOUND,
  type Scene,
  born,
  card,
  certificate,
  chart,
  counter,
  declaration,
  elderly,
  expired,
  inGrace,
  lost,
  paper,
  read,
  record,
  superseded,
  valid,
  withoutTicket,
} from '../support/counter-builders.ts'

const TODAY = '2026-11-21'

const decideOn = (day: string, scene: Scene, book: RuleBook = latestBook): Decision => {
  const { presentation, facts } = counter(day, scene)
  return decide(presentation, facts, book)
}

const codes = (decision: Decision): Reason['code'][] => decision.reasons.map(({ code }) => code)

const turned = (settings: RuleBook['settings']): RuleBook => ({ ...latestBook, settings })

/** Source in the facts, what happens, the day, the counter, and what has to come of it. */
type Case = readonly [source: string, title: string, day: string, scene: Scene, expected: Partial<Decision>]

const byCard = { outcome: 'accepted', verified: 'card', claim: 'CURRENT', key: CURRENT, offers: [] } as const
const byNumber = { outcome: 'accepted', verified: 'number', claim: 'CURRENT' } as const
const unchecked = {
  outcome: 'accepted',
  verified: 'none',
  reads: 'R0',
  claim: 'CURRENT',
  followUps: ['recheck'],
  limitBand: null,
} as const
const rowZ = {
  outcome: 'full-charge',
  share: '100',
  method: null,
  claim: 'NONE',
  key: null,
  verified: 'none',
  followUps: ['bring-proof'],
} as const
const rowX = { ...rowZ, followUps: ['refer-to-municipality', 'bring-proof'] } as const
const stop = { outcome: 'stop', method: null, share: null, key: null, claim: 'NONE' } as const

const inTerm = certificate('2026-08-01', '2027-07-31')
const grace = inGrace('2026-08-20')
const LADDER_LEFT = ['portal-pdf', 'notice', 'declaration'] as const

describe('the reader', () => {
  it('accepts an ordinary card on the numbers and the share of the answer, and asks nothing more', () => {
    const decision = decideOn(TODAY, read())
    expect(decision).toMatchObject({
      outcome: 'accepted',
      method: 'M03',
      reads: 'R3',
      share: '030',
      limitBand: 'A03',
      verified: 'card',
      key: CURRENT,
      claim: 'CURRENT',
      offers: [],
      followUps: [],
    })
    expect(codes(decision)).toEqual(['card-read'])
  })

  const cases: readonly Case[] = [
    [
      'rules.md 2.1 row A',
      'a face-only card by face',
      TODAY,
      read(FACE_ONLY),
      { ...byCard, method: 'M05', reads: 'R3', share: '030' },
    ],
    [
      'rules.md 2.1 row A',
      'a photo-less card by the PIN the guardian types',
      TODAY,
      read(PHOTOLESS, valid(born('2025-04-03')), 'pin'),
      { ...byCard, method: 'M06', share: '020' },
    ],
    [
      'rules.md 1.3 M29',
      'a residence card that is a My Number card',
      TODAY,
      read({ kind: 'specific-residence' }),
      { ...byCard, method: 'M29' },
    ],
    [
      'rules.md 1.3 M07',
      'a phone with a live certificate',
      TODAY,
      { ...read({}, valid(), 'phone'), cardShown: false, shown: [PHONE] },
      { ...byCard, method: 'M07', reads: 'R3' },
    ],
    [
      'rules.md 1.3 M03',
      'a limited site reads eligibility only',
      TODAY,
      { ...read({}, valid(), 'pin'), facility: { capability: 'LIMITED' } },
      { ...byCard, method: 'M19', reads: 'R1' },
    ],
    [
      'rules.md 2.1 row B',
      'a certificate in its last three months',
      TODAY,
      read({ certificate: 'WARN' }),
      { ...byCard, method: 'M03', reads: 'R3', followUps: ['renew-certificate'] },
    ],
    [
      'rules.md 2.1 row C',
      'a certificate in grace',
      TODAY,
      read(grace),
      { ...byCard, method: 'M04', reads: 'R1', limitBand: 'A03', followUps: ['renew-certificate'] },
    ],
    [
      'counter.md C04',
      'the limit class in grace',
      '2026-09-10',
      read(grace),
      { method: 'M04', reads: 'R1', limitBand: 'A03' },
    ],
    [
      'counter.md C03',
      'expired 2026-08-20, first day of the grace',
      '2026-08-21',
      read(grace),
      { ...byCard, method: 'M04' },
    ],
    [
      'counter.md C03',
      'expired 2026-08-20, last day of the grace',
      '2026-11-30',
      read(grace),
      { ...byCard, method: 'M04' },
    ],
    [
      'counter.md C03',
      'expired 2026-08-20, the day after the grace',
      '2026-12-01',
      read(expired('2026-08-20')),
      { outcome: 'ask', method: null, verified: 'none' },
    ],
    [
      'counter.md C03',
      'expired 2026-07-31, on 2026-11-01',
      '2026-11-01',
      read(expired('2026-07-31')),
      { outcome: 'ask', method: null },
    ],
    [
      'counter.md C03',
      'expired 2026-09-30, on 2026-12-31',
      '2026-12-31',
      read(inGrace('2026-09-30')),
      { ...byCard, method: 'M04' },
    ],
    [
      'counter.md C03',
      'expired 2026-09-30, on 2027-01-01',
      '2027-01-01',
      read(expired('2026-09-30')),
      { outcome: 'ask', method: null },
    ],
    [
      'counter.md C05',
      'body and certificate ended the day before, read',
      TODAY,
      read({ ...inGrace('2026-11-20'), ...BODY_ENDED }),
      { ...byCard, method: 'M04', reads: 'R1' },
    ],
    [
      'counter.md C05',
      'body and certificate ended, last day of the grace',
      '2027-02-28',
      read({ ...inGrace('2026-11-20'), ...BODY_ENDED }),
      { ...byCard, method: 'M04' },
    ],
    [
      'counter.md C05',
      'the same card by eye with a notice',
      TODAY,
      { ...READER_DEAD, card: { ...inGrace('2026-11-20'), ...BODY_ENDED }, shown: [paper('notice')] },
      rowZ,
    ],
    [
      'rules.md 2.1 row E',
      'a result from a revoked certificate is none',
      TODAY,
      read({ certificate: 'REVOKED' }),
      { outcome: 'ask', method: null, verified: 'none' },
    ],
    [
      'rules.md 2.1 row F1',
      'PIN locked, staff compared the face',
      TODAY,
      read(PIN_LOCKED, valid(), 'visual'),
      { ...byCard, method: 'M03', followUps: ['unlock-at-municipality'] },
    ],
    [
      'rules.md 2.1 row F1',
      'face locked, PIN typed',
      TODAY,
      read(FACE_LOCKED, valid(), 'pin'),
      { ...byCard, method: 'M03', followUps: ['unlock-at-municipality'] },
    ],
    [
      'rules.md 2.1 row AF',
      'medical assistance before the ticket day',
      '2026-11-14',
      read({}, withoutTicket(record({ scheme: 'assistance', classification: 'A1', limitBand: null }))),
      { outcome: 'accepted', share: null, verified: 'card', followUps: ['recheck'] },
    ],
    [
      'rules.md 2.1 row AF and C',
      'medical assistance in grace',
      '2026-11-14',
      read(grace, withoutTicket(record({ scheme: 'assistance', classification: 'A1' }))),
      { outcome: 'accepted', method: 'M04', followUps: ['recheck', 'renew-certificate'] },
    ],
    [
      'rules.md 2.1 row AG',
      'class 05 is charged in full and nothing is claimed',
      TODAY,
      read({}, valid(record({ classification: '05' }))),
      { outcome: 'accepted', share: '100', claim: 'NONE', key: CURRENT },
    ],
    [
      'rules.md 2.1 row AC',
      'card and paper of another insurer: the card decides',
      TODAY,
      { ...read(), shown: [certificate('2026-08-01', '2027-07-31', { key: FORMER })] },
      { ...byCard, method: 'M03' },
    ],
    [
      'rules.md 2.1 row AJ',
      'two open covers: what the card shows counts',
      TODAY,
      read({}, valid(record({ key: FORMER }))),
      { outcome: 'accepted', key: FORMER, claim: 'CURRENT' },
    ],
    [
      'rules.md 2.1 row A',
      'a re-visit after a change of insurer',
      TODAY,
      { ...read(), chart: chart({ key: FORMER }) },
      { ...byCard, method: 'M03' },
    ],
    [
      'rules.md 2.1 row AA',
      'a name with ● and other numbers is no mismatch',
      TODAY,
      { ...read({}, valid(record({ name: '見本　●子' }))), chart: chart({ key: FORMER }) },
      { ...byCard },
    ],
    [
      'rules.md 2.1 row AA',
      'a former name with the known numbers is no mismatch',
      TODAY,
      { ...read({}, valid(record({ name: '例示　花子' }))), chart: chart() },
      { ...byCard },
    ],
    [
      'rules.md 2.1 row AA',
      'another birth date than the chart',
      TODAY,
      { ...read({}, valid(born('1980-05-11'))), chart: chart() },
      { ...stop, offers: ['my-number-card'] },
    ],
    [
      'rules.md 2.1 row AA',
      "the twin's chart: other name and other branch",
      TODAY,
      {
        ...read({}, valid(record({ name: '見本　月子', key: { ...CURRENT, branch: '02' } }))),
        chart: chart({ key: { ...CURRENT, branch: '01' } }),
      },
      stop,
    ],
    ['rules.md 2.1 row AA', "a brother's card", TODAY, { ...read(), ownCard: false }, stop],
    [
      'rules.md 2.1 row AA',
      "a brother's card although nothing was read",
      TODAY,
      { card: {}, ownCard: false, ...LINE_DOWN },
      stop,
    ],
    ['rules.md 2.1 row AA', 'the staff see another face', TODAY, { card: {}, screens: ['visual-mismatch'] }, stop],
    [
      'rules.md 2.1 row Y1',
      'a living patient who is registered as dead',
      TODAY,
      read({}, lost('2026-11-11', record(), '01')),
      { ...stop, followUps: ['ask-insurer'] },
    ],
    [
      'rules.md 2.1 row Y1',
      'family of the dead person comes: no living patient',
      TODAY,
      { ...read({}, lost('2026-11-11', record(), '01'), 'pin'), present: false },
      { outcome: 'ask', followUps: [] },
    ],
    [
      'rules.md 2.1 row AA',
      "a brother's locked card: nobody is sent anywhere",
      TODAY,
      { card: PIN_LOCKED, ownCard: false },
      { ...stop, followUps: [] },
    ],
    [
      'rules.md 2.2 step 3',
      '後期 without the element: ask',
      TODAY,
      read({}, valid(born('1945-06-20', { scheme: 'kouki', key: LATE_ELDERLY }))),
      { outcome: 'accepted', share: null, key: LATE_ELDERLY },
    ],
    [
      'rules.md 2.2 step 7',
      'elderly group ended the day before',
      '2026-08-01',
      read({}, valid(born('1953-04-10', { elderly: elderly('2025-08-01', '2026-07-31', '020') }))),
      { outcome: 'accepted', share: null },
    ],
    [
      'rules.md 2.2 step 8',
      'a cover that outlives the 75th birthday counts as lost',
      '2026-11-21',
      read({}, valid(born('1951-11-21'))),
      { outcome: 'ask', method: null },
    ],
    [
      'rules.md 2.2 step 8',
      'the day before the 75th birthday it stands',
      '2026-11-20',
      read({}, valid(born('1951-11-21', { elderly: elderly('2026-08-01', '2026-11-20', '020') }))),
      { outcome: 'accepted', share: '020' },
    ],
  ]

  it.each(cases)('%s: %s, on %s', (_source, _title, day, scene, expected) => {
    expect(decideOn(day, scene)).toMatchObject(expected)
  })

  it('withholds the limit class in grace when the setting says so (rules.md 9 no. 30)', () => {
    const book = turned({ 'grace.limitInfo': 'WITHHELD' })
    expect(decideOn(TODAY, read(grace), book).limitBand).toBeNull()
    expect(decideOn(TODAY, read(), book).limitBand).toBe('A03')
  })
})

describe('the ways that are left at a reader', () => {
  const certificateAnd = (...rungs: readonly string[]) => ['certificate', ...rungs]
  const cases: readonly (readonly [string, string, Scene, readonly string[]])[] = [
    [
      'C16',
      'two wrong PINs',
      { card: {}, screens: ['pin-wrong', 'pin-wrong'] },
      ['reader-face', 'reader-pin', 'reader-visual', ...certificateAnd('portal-screen', ...LADDER_LEFT)],
    ],
    [
      'row F1',
      'PIN locked',
      { card: PIN_LOCKED, screens: ['pin-locked'] },
      ['reader-face', 'reader-visual', ...certificateAnd(...LADDER_LEFT)],
    ],
    [
      'row F1',
      'face locked',
      { card: FACE_LOCKED, screens: ['face-locked'] },
      ['reader-pin', 'reader-visual', ...certificateAnd('portal-screen', ...LADDER_LEFT)],
    ],
    [
      'row F2',
      'photo-less card, PIN locked: no online path',
      { card: { ...PHOTOLESS, ...PIN_LOCKED }, screens: ['pin-locked'] },
      certificateAnd(...LADDER_LEFT),
    ],
    [
      'row G',
      'face-only card: never a PIN',
      { card: FACE_ONLY, screens: ['way-not-offered'] },
      ['reader-face', 'reader-visual', ...certificateAnd(...LADDER_LEFT)],
    ],
    [
      'row AD',
      'family came instead: the PIN alone',
      { card: {}, present: false, screens: ['way-not-offered'] },
      ['reader-pin', ...certificateAnd('portal-screen', ...LADDER_LEFT)],
    ],
    [
      'C15',
      'line down: the ladder in its order',
      { card: {}, ...LINE_DOWN },
      certificateAnd('portal-screen', ...LADDER_LEFT),
    ],
    [
      'C15',
      'line down, own record',
      { card: {}, ...LINE_DOWN, chart: chart() },
      certificateAnd('portal-screen', 'portal-pdf', 'notice', 'past-record', 'declaration'),
    ],
    [
      'C15, H2 example',
      'PIN locked and line down: first possible rung is the PDF',
      { card: PIN_LOCKED, ...LINE_DOWN },
      certificateAnd(...LADDER_LEFT),
    ],
    ['C15, M09', 'in grace no live login', { card: grace, ...LINE_DOWN }, certificateAnd(...LADDER_LEFT)],
    [
      'row D',
      'certificate dead',
      { card: expired('2026-07-31'), screens: ['006-certificate-invalid'] },
      certificateAnd(...LADDER_LEFT),
    ],
    [
      'row E',
      'revoked: only a paper',
      { card: { certificate: 'REVOKED' }, screens: ['006-certificate-invalid'] },
      ['certificate'],
    ],
    [
      'row E',
      'suspended, card in hand: as row D',
      { card: { certificate: 'SUSPENDED' }, screens: ['006-certificate-invalid'] },
      certificateAnd(...LADDER_LEFT),
    ],
    [
      'M31',
      'no certificate on the card',
      { card: { certificate: 'NONE', certificateExpiry: null } },
      certificateAnd(...LADDER_LEFT),
    ],
    [
      'row AB',
      'registration refused: no way at the reader',
      { card: { registration: 'NEVER' }, screens: ['registration-refused'] },
      certificateAnd('portal-screen', ...LADDER_LEFT),
    ],
    [
      'S17',
      'certificate renewed this morning',
      { card: { activating: true }, screens: ['result-unavailable'] },
      certificateAnd('portal-screen', ...LADDER_LEFT),
    ],
    [
      'row I',
      'the card answers 2: the new cover is asked for',
      read({}, lost('2026-11-01')),
      certificateAnd('new-cover', 'portal-screen', ...LADDER_LEFT),
    ],
    [
      'row I',
      'the own record holds the lost numbers: no rung',
      { ...read({}, lost('2026-11-01')), chart: chart() },
      certificateAnd('new-cover', 'portal-screen', ...LADDER_LEFT),
    ],
    [
      'row P',
      'a screenshot: the live screen or the PDF',
      { card: {}, shown: [paper('screenshot')], ...LINE_DOWN },
      certificateAnd('portal-screen', ...LADDER_LEFT),
    ],
  ]

  it.each(cases)('%s: %s', (_source, _title, scene, offers) => {
    const decision = decideOn(TODAY, scene)
    expect(decision.outcome).toBe('ask')
    expect(decision.offers).toEqual(offers)
  })

  it('sends a locked card to the municipality and a dead certificate to its renewal', () => {
    expect(decideOn(TODAY, { card: PIN_LOCKED, screens: ['pin-locked'] }).followUps).toEqual(['unlock-at-municipality'])
    expect(decideOn(TODAY, { card: FACE_LOCKED, screens: ['face-locked'] }).followUps).toEqual([
      'unlock-at-municipality',
    ])
    expect(decideOn(TODAY, { card: expired('2026-07-31') }).followUps).toEqual(['renew-certificate'])
  })
})

describe('papers', () => {
  const old = (until: string, text = {}) => paper('old-card', { validUntil: until, ...text })
  const cases: readonly Case[] = [
    [
      'row M',
      '資格確認書 in term, inquiry valid',
      TODAY,
      { shown: [inTerm] },
      { ...byNumber, method: 'M08', reads: 'R1', share: '030', key: CURRENT, limitBand: null, followUps: [] },
    ],
    [
      'row M, 2.3',
      'with consent to the limit class',
      TODAY,
      { shown: [inTerm], limitConsent: 'yes' },
      { ...byNumber, reads: 'R1+L', limitBand: 'A03' },
    ],
    [
      'row M, C09',
      'with the consent refused',
      TODAY,
      { shown: [inTerm], limitConsent: 'no' },
      { ...byNumber, reads: 'R1', limitBand: null },
    ],
    [
      'row M',
      'line down: the printed ratio and a dated re-check',
      TODAY,
      { shown: [certificate('2026-08-01', '2027-07-31', { ratio: '020' })], ...LINE_DOWN },
      { ...unchecked, method: 'M08', share: '020', key: CURRENT },
    ],
    [
      '1.3 M21',
      'a site without a full connection inquires nothing',
      TODAY,
      { shown: [inTerm], facility: { capability: 'NONE' } },
      { ...unchecked, method: 'M08', share: '030' },
    ],
    ['row V, M08', 'its last day', '2027-07-31', { shown: [inTerm] }, { ...byNumber, method: 'M08' }],
    ['row V', 'the day after its last day', '2027-08-01', { shown: [inTerm] }, rowZ],
    ['M08', 'its first day', '2026-08-01', { shown: [inTerm] }, { ...byNumber, method: 'M08' }],
    ['row W', 'the day before its first day', '2026-07-31', { shown: [inTerm] }, rowZ],
    ['M08', 'none before 2024-12-02', '2024-12-01', { shown: [certificate('2024-11-01', '2025-07-31')] }, rowZ],
    [
      'M08',
      'from 2024-12-02',
      '2024-12-02',
      { shown: [certificate('2024-12-02', '2025-07-31')] },
      { ...byNumber, method: 'M08' },
    ],
    [
      'row W, C22',
      'two papers, day before the 75th birthday',
      '2026-11-20',
      {
        shown: [
          certificate('2026-11-21', '2027-07-31', { key: LATE_ELDERLY }),
          certificate('2025-11-21', '2026-11-20'),
        ],
      },
      { outcome: 'accepted', method: 'M08', key: CURRENT },
    ],
    [
      'row W, C22',
      'two papers, the 75th birthday',
      '2026-11-21',
      {
        shown: [
          certificate('2026-11-21', '2027-07-31', { key: LATE_ELDERLY }),
          certificate('2025-11-21', '2026-11-20'),
        ],
      },
      { outcome: 'accepted', method: 'M08', key: LATE_ELDERLY },
    ],
    [
      'row T1',
      'in term, lost with D on the visit day',
      '2026-11-01',
      { shown: [inTerm], answers: [[CURRENT, lost('2026-11-01')]] },
      { ...rowZ, offers: ['my-number-card', 'certificate', 'new-cover'] },
    ],
    [
      'row T1',
      'in term, D the day after the visit',
      '2026-10-31',
      { shown: [inTerm], answers: [[CURRENT, lost('2026-11-01')]] },
      { ...byNumber, method: 'M08', key: CURRENT },
    ],
    [
      'row T1',
      'superseded with D after the visit',
      '2026-10-31',
      { shown: [inTerm], answers: [[CURRENT, superseded('2026-11-01')]] },
      { ...byNumber, method: 'M08' },
    ],
    [
      'rows J T1',
      'superseded: the new cover is asked for',
      TODAY,
      { shown: [inTerm], answers: [[CURRENT, superseded('2026-11-01')]] },
      { ...rowZ, offers: ['my-number-card', 'certificate', 'new-cover'] },
    ],
    [
      'rows T1 M',
      'superseded, but the new paper lies beside it',
      TODAY,
      {
        shown: [inTerm, certificate('2026-11-01', '2027-07-31', { key: FORMER })],
        answers: [[CURRENT, superseded('2026-11-01')]],
      },
      { ...byNumber, method: 'M08', key: FORMER },
    ],
    [
      'row T2',
      'in term, answer 4',
      TODAY,
      { shown: [inTerm], answers: [[CURRENT, NOTHING_FOUND]] },
      { ...unchecked, method: 'M08', key: CURRENT, followUps: ['recheck', 'ask-insurer'] },
    ],
    [
      'row U',
      'paper 2割, online 3割',
      TODAY,
      {
        shown: [certificate('2026-08-01', '2027-07-31', { key: LATE_ELDERLY, ratio: '020' })],
        answers: [[LATE_ELDERLY, valid(born('1945-06-20', { scheme: 'kouki', key: LATE_ELDERLY, koukiRatio: '030' }))]],
      },
      { ...byNumber, share: '030', followUps: ['ask-insurer'] },
    ],
    [
      'row L',
      'answer 5',
      TODAY,
      {
        shown: [certificate('2026-08-01', '2027-07-31', { branch: null })],
        answers: [[{ ...CURRENT, branch: null }, SEVERAL_FOUND]],
      },
      { outcome: 'ask', key: null, offers: ['branch', 'my-number-card'] },
    ],
    [
      'row AG',
      'class 05 by paper',
      TODAY,
      { shown: [inTerm], answers: [[CURRENT, valid(record({ classification: '05' }))]] },
      { outcome: 'accepted', share: '100', claim: 'NONE' },
    ],
    [
      'row AA',
      'paper of somebody with another birth date than the chart',
      TODAY,
      { shown: [certificate('2026-08-01', '2027-07-31', { birthDate: '1979-01-01' })], chart: chart() },
      stop,
    ],
    [
      'row AA',
      'the answer names another person than the chart',
      TODAY,
      { shown: [inTerm], chart: chart(), answers: [[CURRENT, valid(born('1979-01-01'))]] },
      stop,
    ],
    [
      'row AA',
      "the twin's paper: other branch and other name",
      TODAY,
      {
        shown: [certificate('2026-08-01', '2027-07-31', { branch: '02', name: '見本　月子' })],
        chart: chart({ key: { ...CURRENT, branch: '01' } }),
      },
      stop,
    ],
    [
      'row AA',
      "a paper beside somebody's card with another birth date",
      TODAY,
      { card: {}, ...LINE_DOWN, shown: [certificate('2026-08-01', '2027-07-31', { birthDate: '1979-01-01' })] },
      stop,
    ],
    [
      'row I, AC',
      'card answers 2, paper with the same numbers',
      TODAY,
      { ...read({}, lost('2026-11-01')), shown: [inTerm] },
      { outcome: 'ask', method: null, key: null },
    ],
    [
      'row I, T1',
      'lost to the card on the visit day itself, paper with the same numbers',
      TODAY,
      { ...read({}, lost(TODAY)), shown: [inTerm] },
      { outcome: 'ask', key: null },
    ],
    [
      'rows M AF',
      'medical assistance by its numbers before the ticket day',
      '2026-11-14',
      { shown: [inTerm], answers: [[CURRENT, withoutTicket(record({ scheme: 'assistance', classification: 'A1' }))]] },
      { ...byNumber, share: null, followUps: ['recheck'] },
    ],
    [
      'row I, AC',
      'card answers 2, paper of the new cover',
      TODAY,
      { ...read({}, lost('2026-11-01')), shown: [certificate('2026-11-01', '2027-07-31', { key: FORMER })] },
      { ...byNumber, method: 'M08', key: FORMER },
    ],
    [
      'rows K M',
      'card answers 4, paper in term',
      TODAY,
      { ...read({}, NOTHING_FOUND), shown: [inTerm] },
      { ...byNumber, method: 'M08' },
    ],
    [
      'row X',
      'says uninsured, but the paper is in term and valid',
      TODAY,
      { shown: [inTerm], insured: 'no' },
      { ...byNumber, method: 'M08' },
    ],
    [
      'M01',
      'old card on its last day',
      '2025-12-01',
      { shown: [old('2026-03-31')] },
      { ...byNumber, method: 'M01', followUps: [] },
    ],
    [
      'M01',
      'old card, line down, on its last day',
      '2025-12-01',
      { shown: [old('2025-12-01')], ...LINE_DOWN },
      { ...unchecked, method: 'M01' },
    ],
    [
      'M01',
      'old card of an employee the day after its printed end',
      '2025-10-01',
      { shown: [old('2025-09-30')] },
      rowZ,
    ],
    [
      'row N, M02',
      'old card of 国保 from 2025-08-01',
      '2025-08-01',
      { shown: [old('2025-07-31', { key: MUNICIPAL })] },
      { ...byNumber, method: 'M02', key: MUNICIPAL, followUps: ['bring-proof'] },
    ],
    [
      'row N, M02',
      'old card of 後期 from 2025-08-01',
      '2025-08-01',
      { shown: [old('2025-07-31', { key: LATE_ELDERLY })] },
      { ...byNumber, method: 'M02', followUps: ['bring-proof'] },
    ],
    [
      'row N, M02',
      'old card of everybody from 2025-12-02',
      '2025-12-02',
      { shown: [old('2025-12-01')] },
      { ...byNumber, method: 'M02', share: '030', followUps: ['bring-proof'] },
    ],
    [
      'row N, C14',
      'old card on 2026-07-31',
      '2026-07-31',
      { shown: [old('2025-12-01')] },
      { ...byNumber, method: 'M02', followUps: ['bring-proof'] },
    ],
    ['row N, C14', 'old card on 2026-08-01', '2026-08-01', { shown: [old('2025-12-01')] }, rowZ],
    [
      'row N, C14',
      'old card inside the tolerance without an inquiry',
      '2026-07-31',
      { shown: [old('2025-12-01')], ...LINE_DOWN },
      rowZ,
    ],
    [
      'row N, C14',
      'old card inside the tolerance, inquiry answers 2',
      '2026-07-31',
      { shown: [old('2025-12-01')], answers: [[CURRENT, lost('2026-07-01')]] },
      { ...rowZ, offers: ['my-number-card', 'certificate', 'new-cover'] },
    ],
    [
      'row N, C14',
      'old card inside the tolerance, inquiry answers 4',
      '2026-07-31',
      { shown: [old('2025-12-01')], answers: [[CURRENT, NOTHING_FOUND]] },
      rowZ,
    ],
    [
      'rows N L',
      'old card inside the tolerance, inquiry answers 5',
      '2026-07-31',
      { shown: [old('2025-12-01')], answers: [[CURRENT, SEVERAL_FOUND]] },
      { outcome: 'ask', offers: ['branch', 'my-number-card'] },
    ],
    [
      'row N, C14',
      'notice alone on 2026-07-31',
      '2026-07-31',
      { shown: [paper('notice')] },
      { ...byNumber, method: 'M12', followUps: ['bring-proof'] },
    ],
    ['row N, C14', 'notice alone on 2026-08-01', '2026-08-01', { shown: [paper('notice')] }, rowZ],
    [
      'row N, 2.6 step 3',
      'a notice is tolerated also beside a card that ended',
      '2026-07-31',
      { card: BODY_ENDED, ...READER_DEAD, shown: [paper('notice')] },
      { ...byNumber, method: 'M12' },
    ],
    ['row O, C14', 'screen without the card', TODAY, { shown: [paper('portal-screen')] }, rowZ],
    ['row O, C14', 'PDF without the card', TODAY, { shown: [paper('portal-pdf')] }, rowZ],
    [
      'row O, C14',
      'screen without the card, inside the tolerance',
      '2026-07-31',
      { shown: [paper('portal-screen')] },
      rowZ,
    ],
    ['row P, C14', 'screenshot without the card', TODAY, { shown: [paper('screenshot')] }, rowZ],
    [
      'row P, C14',
      'screenshot with the card',
      TODAY,
      { card: {}, ...LINE_DOWN, shown: [paper('screenshot')] },
      { outcome: 'ask', method: null },
    ],
  ]

  it.each(cases)('%s: %s, on %s', (_source, _title, day, scene, expected) => {
    expect(decideOn(day, scene)).toMatchObject(expected)
  })

  it('takes an expired certificate with a valid inquiry when the setting says so (rules.md 9 no. 33)', () => {
    const book = turned({ 'paper.expired': 'ACCEPT_IF_ONLINE_VALID' })
    expect(decideOn('2027-08-01', { shown: [inTerm] }, book)).toMatchObject({ ...byNumber, method: 'M08' })
    expect(decideOn('2027-08-01', { shown: [inTerm], ...LINE_DOWN }, book)).toMatchObject(rowZ)
  })

  it('sends a paper without a record to row Z when the setting says so (rules.md 9 no. 39)', () => {
    const scene: Scene = { shown: [inTerm], answers: [[CURRENT, NOTHING_FOUND]] }
    expect(decideOn(TODAY, scene, turned({ 'paper.onAnswer4': 'ROW_Z' }))).toMatchObject({ outcome: 'full-charge' })
  })

  it('knows no extension of the tolerance before it was published (rules.md 9 no. 5)', () => {
    const scene: Scene = { shown: [old('2025-12-01')] }
    const book = (name: string): RuleBook => {
      const found = ruleBook(name)
      if (!found.ok) throw new Error(name)
      return found.value
    }
    expect(decideOn('2026-04-01', scene, book('2025-12')).outcome).toBe('full-charge')
    expect(decideOn('2026-04-01', scene, book('2026-03')).outcome).toBe('accepted')
  })
})

describe('the ladder', () => {
  const card70: Scene = { card: {}, ...LINE_DOWN }
  const cases: readonly Case[] = [
    [
      'row H1',
      'reader dead, own record: inquired first',
      TODAY,
      { card: {}, ...READER_DEAD, chart: chart() },
      { ...byNumber, method: 'M21', reads: 'R1', share: '030', key: CURRENT, followUps: [] },
    ],
    [
      'row H1',
      'chip dead, own record, consent to the limit class',
      TODAY,
      { card: {}, ...CHIP_DEAD, chart: chart(), limitConsent: 'yes' },
      { ...byNumber, method: 'M21', reads: 'R1+L', limitBand: 'A03' },
    ],
    [
      'row H1',
      'reader dead, notice in hand',
      TODAY,
      { card: {}, ...READER_DEAD, shown: [paper('notice')] },
      { ...byNumber, method: 'M11', reads: 'R1' },
    ],
    [
      'row H1',
      'reader dead, PDF in hand',
      TODAY,
      { card: {}, ...READER_DEAD, shown: [paper('portal-pdf')] },
      { ...byNumber, method: 'M10' },
    ],
    [
      'row H1',
      'the own record answers 2, the PDF shows the new cover',
      TODAY,
      {
        card: {},
        ...READER_DEAD,
        chart: chart(),
        shown: [paper('portal-pdf', { key: FORMER })],
        answers: [[CURRENT, lost('2026-11-01')]],
      },
      { ...byNumber, method: 'M10', key: FORMER },
    ],
    [
      'rows H1 J',
      'the own record answers 3 and nothing else is there',
      TODAY,
      { card: {}, ...READER_DEAD, chart: chart(), answers: [[CURRENT, superseded('2026-11-01')]] },
      { outcome: 'ask', offers: ['certificate', 'new-cover', 'portal-screen', ...LADDER_LEFT] },
    ],
    [
      'rows H1 L',
      'the numbers of the notice answer 5',
      TODAY,
      { card: {}, ...READER_DEAD, shown: [paper('notice')], answers: [[CURRENT, SEVERAL_FOUND]] },
      { outcome: 'ask', offers: ['branch'] },
    ],
    [
      'rows H1 K',
      'the numbers of the notice answer 4',
      TODAY,
      { card: {}, ...READER_DEAD, shown: [paper('notice')], answers: [[CURRENT, NOTHING_FOUND]] },
      { ...unchecked, method: 'M11', followUps: ['recheck', 'ask-insurer'] },
    ],
    [
      'rows H1 AA',
      'the own record is the chart of somebody else',
      TODAY,
      { card: {}, ...READER_DEAD, chart: chart(), answers: [[CURRENT, valid(born('1979-01-01'))]] },
      stop,
    ],
    [
      'row H2',
      'live screen',
      TODAY,
      { ...card70, shown: [paper('portal-screen')] },
      { ...unchecked, method: 'M09', share: '030', key: CURRENT },
    ],
    [
      'row H2, M09',
      'a screen that no login can have opened',
      TODAY,
      { ...card70, card: grace, shown: [paper('portal-screen')] },
      { outcome: 'ask', offers: ['certificate', ...LADDER_LEFT] },
    ],
    [
      'M24, M09',
      'no login for somebody whose own data are withheld',
      TODAY,
      { ...card70, card: { flags: { nonDisclosure: true, noSelfInfo: true } }, shown: [paper('portal-screen')] },
      { outcome: 'ask', method: null },
    ],
    [
      'S17, M09',
      'no login with a certificate that is not active yet',
      TODAY,
      { ...card70, card: { activating: true }, shown: [paper('portal-screen')] },
      { outcome: 'ask', method: null },
    ],
    [
      'M09',
      'PIN locked, but the phone has a live certificate of its own',
      TODAY,
      {
        ...card70,
        card: { ...PIN_LOCKED, phone: { kind: 'iphone', expiry: civilDate('2028-05-10') } },
        shown: [paper('portal-screen')],
      },
      { outcome: 'accepted', method: 'M09' },
    ],
    ['row H2', 'PDF', TODAY, { ...card70, shown: [paper('portal-pdf')] }, { ...unchecked, method: 'M10' }],
    [
      'row H2',
      'notice with its printed ratio',
      TODAY,
      { ...card70, shown: [paper('notice', { ratio: '020', birthDate: '1980-05-10' })] },
      { ...unchecked, method: 'M11', share: '020' },
    ],
    [
      'row H2',
      'screen before notice',
      TODAY,
      { ...card70, shown: [paper('notice', { key: FORMER }), paper('portal-screen')] },
      { method: 'M09', key: CURRENT },
    ],
    [
      'row H2, M13',
      'own record, nothing changed',
      TODAY,
      { ...card70, chart: chart(), unchanged: 'yes' },
      { ...unchecked, method: 'M13', key: CURRENT },
    ],
    [
      'row H2, M13',
      'own record, something changed',
      TODAY,
      { ...card70, chart: chart(), unchanged: 'no' },
      { outcome: 'ask', method: null },
    ],
    ['row H2, M13', 'own record, nobody asked', TODAY, { ...card70, chart: chart() }, { outcome: 'ask', method: null }],
    [
      'row H2, M14',
      'declaration of 3割, no numbers anywhere',
      TODAY,
      { ...card70, shown: [declaration('030')] },
      { ...unchecked, method: 'M14', share: '030', key: null, claim: 'UNKNOWN' },
    ],
    [
      '2.4 step 2',
      'declaration after answer 2: the lost numbers as old ones',
      TODAY,
      { ...read({}, lost('2026-11-01')), shown: [declaration('030')] },
      { ...unchecked, method: 'M14', claim: 'OLD', key: CURRENT },
    ],
    [
      '2.4 step 2',
      'declaration, past record that is no longer confirmed',
      TODAY,
      { ...card70, chart: chart(), unchanged: 'no', shown: [declaration('030')] },
      { ...unchecked, method: 'M14', claim: 'OLD', key: CURRENT },
    ],
    [
      '2.4, 9 no. 35',
      'declaration "unknown", preschool',
      TODAY,
      { ...card70, shown: [declaration('unknown', '2021-05-05')] },
      { method: 'M14', share: '020', followUps: ['recheck'] },
    ],
    [
      '2.4, 9 no. 35',
      'declaration "unknown", 46',
      TODAY,
      { ...card70, shown: [declaration('unknown')] },
      { method: 'M14', share: '030' },
    ],
    [
      '2.4, 9 no. 35',
      'declaration "unknown", 70 to 74',
      TODAY,
      { ...card70, shown: [declaration('unknown', '1953-04-10')] },
      { method: 'M14', share: '020' },
    ],
    [
      '2.4, 9 no. 35',
      'declaration "unknown", 75 today',
      TODAY,
      { ...card70, shown: [declaration('unknown', '1951-11-21')] },
      { method: 'M14', share: '010' },
    ],
    [
      '2.4, 9 no. 35',
      'declaration "unknown", 75 tomorrow',
      TODAY,
      { ...card70, shown: [declaration('unknown', '1951-11-22')] },
      { method: 'M14', share: '020' },
    ],
    [
      'row D',
      'certificate dead, PDF in hand',
      TODAY,
      { card: expired('2026-07-31'), screens: ['006-certificate-invalid'], shown: [paper('portal-pdf')] },
      { ...byNumber, method: 'M10', followUps: ['renew-certificate'] },
    ],
    [
      'row D',
      'certificate dead, body ended too: nothing by eye',
      TODAY,
      { card: { ...expired('2026-07-31'), ...BODY_ENDED }, shown: [paper('notice')] },
      { ...rowZ, followUps: ['bring-proof', 'renew-certificate'] },
    ],
    [
      'row F2',
      'photo-less card, PIN locked, notice',
      TODAY,
      { card: { ...PHOTOLESS, ...PIN_LOCKED }, shown: [paper('notice')], ...LINE_DOWN },
      { method: 'M11', followUps: ['recheck', 'unlock-at-municipality'] },
    ],
    [
      'row I, C02',
      'card answers 2, nothing else: a question, no 10割',
      TODAY,
      read({}, lost('2026-11-01')),
      { outcome: 'ask', share: null },
    ],
    [
      'row I',
      'card answers 2, notice with the lost numbers',
      TODAY,
      { ...read({}, lost('2026-11-01')), shown: [paper('notice')] },
      { outcome: 'ask', method: null, key: null },
    ],
    [
      'row I',
      'card answers 2, notice of the new cover',
      TODAY,
      { ...read({}, lost('2026-11-01')), shown: [paper('notice', { key: FORMER })] },
      { ...byNumber, method: 'M11', key: FORMER },
    ],
    [
      'row K, C02',
      'card answers 4: a question, and the insurer',
      TODAY,
      read({}, NOTHING_FOUND),
      { outcome: 'ask', share: null, followUps: ['ask-insurer'] },
    ],
    [
      'row K',
      'card answers 4, declaration',
      TODAY,
      { ...read({}, NOTHING_FOUND), shown: [declaration('030')] },
      { method: 'M14', claim: 'UNKNOWN', followUps: ['recheck', 'ask-insurer'] },
    ],
    ['C02', 'power out', TODAY, { card: {}, broken: ['reader', 'terminal', 'line'] }, { outcome: 'ask', share: null }],
    [
      'C02',
      'line down, declaration',
      TODAY,
      { ...card70, shown: [declaration('030')] },
      { outcome: 'accepted', share: '030' },
    ],
    [
      'row AB',
      'unregistered card with a notice',
      TODAY,
      { card: { registration: 'NEVER' }, shown: [paper('notice')] },
      { ...byNumber, method: 'M11' },
    ],
    [
      'M31',
      'card without a certificate, own record',
      TODAY,
      { card: { certificate: 'NONE', certificateExpiry: null }, ...LINE_DOWN, chart: chart(), unchanged: 'yes' },
      { ...unchecked, method: 'M13' },
    ],
    [
      'S17',
      'certificate renewed this morning, notice: never 10割',
      TODAY,
      { card: { activating: true }, shown: [paper('notice')] },
      { ...byNumber, method: 'M11' },
    ],
    [
      'M11',
      'a notice of 70 and over past its printed last day, line down',
      '2026-08-01',
      { ...card70, shown: [paper('notice', { ratio: '020', validUntil: '2026-07-31' })] },
      { outcome: 'ask', method: null },
    ],
    [
      'M11, row H1',
      'its numbers still serve an inquiry',
      '2026-08-01',
      { card: {}, ...READER_DEAD, shown: [paper('notice', { ratio: '020', validUntil: '2026-07-31' })] },
      { ...byNumber, method: 'M11' },
    ],
    [
      'M11',
      'the same notice on its last day',
      '2026-07-31',
      { ...card70, shown: [paper('notice', { ratio: '020', validUntil: '2026-07-31' })] },
      { outcome: 'accepted', method: 'M11', share: '020' },
    ],
    [
      'M11',
      'no notice before 2024-12-02',
      '2024-12-01',
      { ...card70, shown: [paper('notice')] },
      { outcome: 'ask', method: null },
    ],
    [
      'M11',
      'a notice from 2024-12-02',
      '2024-12-02',
      { ...card70, shown: [paper('notice')] },
      { outcome: 'accepted', method: 'M11' },
    ],
    [
      'row Q, C24',
      'phone with a certificate that expired yesterday',
      TODAY,
      { card: inGrace('2026-11-20'), cardShown: false, delivered: 'phone', shown: [PHONE] },
      { outcome: 'full-charge', method: null },
    ],
    [
      'row Q, C24',
      'the plastic card of the same person',
      TODAY,
      { ...read(inGrace('2026-11-20')), shown: [PHONE] },
      { ...byCard, method: 'M04' },
    ],
    [
      'M18',
      'the phone could not be read, its live screen can',
      TODAY,
      { card: {}, cardShown: false, screens: ['phone-refused'], shown: [PHONE, paper('portal-screen')] },
      { ...byNumber, method: 'M18' },
    ],
    [
      'M18',
      'the same with the line down',
      TODAY,
      { card: {}, cardShown: false, screens: ['out-of-order'], ...LINE_DOWN, shown: [PHONE, paper('portal-screen')] },
      { ...unchecked, method: 'M18' },
    ],
    [
      'M18, row I',
      'the phone answered 2, its screen shows the lost numbers',
      TODAY,
      { ...read({}, lost('2026-11-01'), 'phone'), cardShown: false, shown: [PHONE, paper('portal-screen')] },
      { outcome: 'full-charge', key: null },
    ],
    [
      'M18, M09',
      'no login on a phone whose certificate has expired',
      TODAY,
      { card: expired('2026-07-31'), cardShown: false, shown: [PHONE, paper('portal-screen')] },
      { outcome: 'full-charge', method: null },
    ],
    [
      'M07',
      'no phone on 2025-09-18',
      '2025-09-18',
      { ...read({}, valid(), 'phone'), cardShown: false, shown: [PHONE] },
      { outcome: 'full-charge', method: null },
    ],
    [
      'M07',
      'phones from 2025-09-19',
      '2025-09-19',
      { ...read({}, valid(), 'phone'), cardShown: false, shown: [PHONE] },
      { outcome: 'accepted', method: 'M07' },
    ],
    [
      'M07',
      'a site without a phone reader',
      TODAY,
      { card: {}, cardShown: false, shown: [PHONE], facility: { phoneEnabled: false } },
      { outcome: 'full-charge', method: null },
    ],
    [
      'M07',
      'a result of a phone at a site that reads none',
      TODAY,
      { ...read({}, valid(), 'phone'), cardShown: false, shown: [PHONE], facility: { phoneEnabled: false } },
      { outcome: 'full-charge', method: null },
    ],
    ['row X', 'says uninsured, card answers 2', TODAY, { ...read({}, lost('2026-11-01')), insured: 'no' }, rowX],
    [
      'row X',
      'says uninsured, no declaration is taken',
      TODAY,
      { ...card70, insured: 'no', shown: [declaration('030')] },
      rowX,
    ],
    [
      'row X',
      'says uninsured, but the card reads valid',
      TODAY,
      { ...read(), insured: 'no' },
      { ...byCard, method: 'M03' },
    ],
    ['row Z, C02', 'an unknown person with nothing', TODAY, {}, { ...rowZ, offers: ['my-number-card', 'certificate'] }],
    ['row Z', 'a known person with nothing', TODAY, { chart: chart(), unchanged: 'yes' }, rowZ],
    ['row AE', 'a declaration without any card', TODAY, { shown: [declaration('020', '2026-11-10')] }, rowZ],
  ]

  it.each(cases)('%s: %s, on %s', (_source, _title, day, scene, expected) => {
    expect(decideOn(day, scene)).toMatchObject(expected)
  })

  it('accepts an ended card body by eye when the setting says so (rules.md 9 no. 24)', () => {
    const book = turned({ 'fallback.allowExpiredCardBody': true })
    const scene: Scene = { card: BODY_ENDED, ...LINE_DOWN, shown: [paper('notice')] }
    expect(decideOn(TODAY, scene, book)).toMatchObject({ ...unchecked, method: 'M11' })
  })

  it.each([
    ['THREE_TENTHS', '1953-04-10', '030'],
    ['THREE_TENTHS', '2021-05-05', '020'],
    ['ASK', '1953-04-10', null],
    ['ASK', '1980-05-10', '030'],
  ])('reads "unknown" by %s for somebody born %s as %s (rules.md 9 no. 35: from 70 on)', (policy, birthDate, share) => {
    const book = turned({ 'declaration.unknownRatio': policy })
    expect(decideOn(TODAY, { ...card70, shown: [declaration('unknown', birthDate)] }, book).share).toBe(share)
  })
})

describe('why', () => {
  it.each<readonly [string, string, Scene, readonly Reason['code'][]]>([
    ['a dead certificate', TODAY, { card: expired('2026-07-31') }, ['certificate-dead']],
    ['a revoked certificate', TODAY, { card: { certificate: 'REVOKED' } }, ['certificate-blocked']],
    ['a card without a certificate', TODAY, { card: { certificate: 'NONE' } }, ['certificate-none']],
    ['a certificate that is being activated', TODAY, { card: { activating: true } }, ['certificate-activating']],
    ['a dead chip', TODAY, { card: {}, ...CHIP_DEAD }, ['reader-out']],
    ['a dead line', TODAY, { card: {}, ...LINE_DOWN }, ['line-out']],
    ['wrong PINs', TODAY, { card: {}, screens: ['pin-wrong'] }, ['not-identified']],
    ['an unregistered card', TODAY, { card: { registration: 'NEVER' } }, ['unregistered', 'registration-offered']],
    ['a lost cover', TODAY, read({}, lost('2026-11-01')), ['cover-lost']],
    [
      'a screenshot with the card',
      TODAY,
      { card: {}, ...LINE_DOWN, shown: [paper('screenshot')] },
      ['line-out', 'screenshot-refused'],
    ],
    ['a page without the card', TODAY, { shown: [paper('portal-pdf')] }, ['card-missing', 'identity-unknown']],
    [
      'a notice alone after the tolerance',
      '2026-08-01',
      { shown: [paper('notice')] },
      ['tolerance-over', 'card-missing', 'identity-unknown'],
    ],
    [
      'a tolerated old card',
      '2026-07-31',
      { shown: [paper('old-card', { validUntil: '2025-12-01' })] },
      ['old-card-ended', 'tolerated-with-inquiry'],
    ],
    [
      'an ended body by eye',
      TODAY,
      { card: BODY_ENDED, ...READER_DEAD },
      ['reader-out', 'card-body-ended', 'identity-unknown'],
    ],
    [
      'a screen without a login',
      TODAY,
      { card: FACE_ONLY, ...LINE_DOWN, shown: [paper('portal-screen')] },
      ['line-out', 'rung-without-login'],
    ],
    [
      'a phone after the end of its certificate',
      TODAY,
      { card: grace, cardShown: false, shown: [PHONE] },
      ['phone-has-no-grace', 'identity-unknown'],
    ],
    [
      'a phone before its first day',
      '2025-09-18',
      { card: {}, cardShown: false, shown: [PHONE] },
      ['phone-not-served', 'identity-unknown'],
    ],
    ['no insurance', TODAY, { insured: 'no' }, ['says-uninsured']],
    ['an unknown share', TODAY, read({}, valid(born('1953-04-10'))), ['share-unknown', 'card-read']],
  ])('%s is told', (_title, day, scene, expected) => {
    expect(codes(decideOn(day, scene))).toEqual(expected)
  })

  it('writes the assumption and its source into the trace', () => {
    const { trace } = decideOn(TODAY, read(grace))
    expect(trace).toContainEqual({
      rule: 'grace/limit-info',
      value: '"AVAILABLE"',
      source: 'D1 D2 D101; rules.md 9 no. 30',
      confidence: 'L',
    })
    expect(trace.map(({ rule }) => rule)).toContain('grace/mode')
  })

  it('names the setting instead of the row when one was turned', () => {
    const { trace } = decideOn(TODAY, read(grace), turned({ 'grace.limitInfo': 'WITHHELD' }))
    expect(trace).toContainEqual({
      rule: 'grace/limit-info',
      value: '"WITHHELD"',
      source: 'setting grace.limitInfo',
      confidence: 'L',
    })
  })
})

describe('負担割合', () => {
  it.each([
    ['step 5', '2020-04-01', '2026-03-31', '020'],
    ['step 6', '2020-04-01', '2026-04-01', '030'],
    ['C06', '2020-04-02', '2027-03-31', '020'],
    ['C06', '2020-04-02', '2027-04-01', '030'],
    ['step 6', '1956-11-02', '2026-11-15', '030'],
    ['C07', '1956-11-01', '2026-10-31', '030'],
    ['C07', '1956-11-01', '2026-11-01', null],
    ['C07', '1956-11-02', '2026-11-30', '030'],
    ['C07', '1956-11-02', '2026-12-01', null],
    ['section 6', '1956-02-29', '2026-02-28', '030'],
    ['section 6', '1956-02-29', '2026-03-01', null],
  ])('rules.md 2.2 %s: born %s, on %s by age alone %s', (_step, birthDate, day, share) => {
    expect(shareByAge(civilDate(birthDate), civilDate(day))).toBe(share)
    expect(shareOf(born(birthDate), civilDate(day))).toBe(share)
  })

  const group = elderly('2025-08-01', '2026-07-31', '020')
  it.each([
    [
      '1',
      'class 05 whatever stands beside it',
      born('1953-04-10', { classification: '05', elderly: group }),
      '2026-07-31',
      '100',
    ],
    ['2', 'medical assistance', record({ classification: 'A1', scheme: 'assistance' }), TODAY, null],
    ['3', '後期 by its element', born('1945-06-20', { scheme: 'kouki', koukiRatio: '010' }), TODAY, '010'],
    ['3', '後期 without the element', born('1945-06-20', { scheme: 'kouki' }), TODAY, null],
    ['4', 'elderly group on its first day', born('1953-04-10', { elderly: group }), '2025-08-01', '020'],
    ['4', 'elderly group on its last day', born('1953-04-10', { elderly: group }), '2026-07-31', '020'],
    ['7', 'elderly group the day after', born('1953-04-10', { elderly: group }), '2026-08-01', null],
    ['7', 'elderly group before its first day', born('1953-04-10', { elderly: group }), '2025-07-31', null],
  ])('rules.md 2.2 step %s: %s', (_step, _title, found, day, share) => {
    expect(shareOf(found, civilDate(day))).toBe(share)
  })
})

describe('numbers and logins', () => {
  it('makes no key of a paper that lacks the insurer or the number', () => {
    const fieldsOf = (text: object) => {
      const thing = paper('notice', text)
      if (!('fields' in thing)) throw new Error('a paper has fields')
      return thing.fields
    }
    expect(keyOf(fieldsOf({}))).toEqual(CURRENT)
    expect(keyOf(fieldsOf({ number: null }))).toBeNull()
    expect(keyOf(fieldsOf({ insurerNumber: null }))).toBeNull()
  })

  it.each([
    ['an ordinary card', {}, true],
    ['a warned certificate', { certificate: 'WARN' as const }, true],
    ['grace', grace, false],
    ['a dead certificate', expired('2026-07-31'), false],
    ['a suspended certificate', { certificate: 'SUSPENDED' as const }, false],
    ['a locked PIN', PIN_LOCKED, false],
    ['a face-only card', FACE_ONLY, false],
  ])('rules.md 1.3 M09: a live login with %s is possible: %s', (_title, changes, possible) => {
    const { facts } = counter(TODAY, {})
    expect(loginPossible({ ...facts, card: card(changes) })).toBe(possible)
    expect(loginPossible({ ...facts, card: null })).toBe(false)
  })
})
