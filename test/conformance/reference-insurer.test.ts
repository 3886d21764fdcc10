import { describe, expect, it } from 'vitest'
import {
  INSURERS,
  asks,
  happens,
  memberOf,
  numberFor,
  stranger,
  until,
} from '../../src/conformance/arbitraries/insurer-cases.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import { freeBranch } from '../../src/conformance/reference/insurer/practice.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import { lossOf } from '../../src/conformance/reference/insurer/losses.ts'
import type { Scheme } from '../../src/conformance/reference/insurer/books.ts'
import type { LeaveCause } from '../../scenarios/protocol-insurer.ts'
import { createSimulator } from '../../simulator/index.ts'
import { type CaseInput, type Played, played } from './reference-insurer-support.ts'

type Step = NonNullable<CaseInput['steps']>[number]

const AT = 16
const NUMBER = numberFor(AT)
const START = '2026-11-10T09:00:00+09:00'

const caseOf = (people: NonNullable<CaseInput['people']>, ...steps: readonly Step[]): CaseInput => ({
  start: START,
  insurer: INSURERS.kenpo,
  people,
  steps: [...steps],
})
const join = (more: object = {}, who = 'patient'): Step =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more }, who)
const sentAbout = ({ sent }: Played) =>
  sent.map(({ record, accepted }) => `${record.op} ${record.memberKey.branch}${accepted ? '' : ' refused'}`)
const validities = ({ history }: Played) =>
  history.steps.flatMap(({ insurance }) => {
    const inquiry = insurance?.inquiry ?? null
    return inquiry === null ? [] : [inquiry.answer?.validity ?? null]
  })

describe('the reference insurer registers', () => {
  it('a complete form on the day it is received, and a clinic sees it the next morning', async () => {
    const of = await played(caseOf({ patient: stranger(AT) }, join(), asks(), until('+1d'), asks()))
    expect(of.sent).toMatchObject([{ day: '2026-11-10', accepted: true, record: { op: 'register' } }])
    expect(validities(of)).toEqual([4, 1])
  })

  it.each([
    ['the number', { numberOf: 'none' }, '個人番号'],
    ['the kanji name', { five: { kanji: null } }, '漢字氏名'],
    ['the kana name', { five: { kana: null } }, 'カナ氏名'],
    ['the birth date', { five: { birthDate: null } }, '生年月日'],
    ['the sex', { five: { sex: null } }, '性別'],
    ['the address', { five: { address: null } }, '住所'],
  ])('nothing from a form that lacks %s, which goes back', async (_, more, box) => {
    const of = await played(caseOf({ patient: stranger(AT) }, join(more)))
    expect(of.sent).toEqual([])
    expect(of.history.steps[0]?.result).toEqual({ taken: false, missing: [box] })
  })

  it('nobody under a number that another member has', async () => {
    const people = { patient: stranger(AT), other: memberOf(INSURERS.kenpo, AT + 32) }
    const of = await played(caseOf(people, join({ numberOf: 'other' })))
    expect(sentAbout(of)).toEqual(['register 00 refused'])
    expect(of.taken).toEqual([false])
  })

  it('corrected items by an amendment that is compared again, and shows nobody the record before', async () => {
    const of = await played(
      caseOf(
        { patient: stranger(AT) },
        join({ five: { birthDate: '1999-12-31' } }),
        until('+2d'),
        asks(),
        happens({ kind: 'correct-five' }),
        until('+1d'),
        asks(),
      ),
    )
    expect(sentAbout(of)).toEqual(['register 00', 'amend 00'])
    expect(validities(of)).toEqual([4, 1])
  })

  it('a difference with a reason as free of doubt, and leaves the record alone', async () => {
    const of = await played(
      caseOf(
        { patient: stranger(AT) },
        join({ five: { kanji: '髙木　●子' } }),
        until('+2d'),
        happens({ kind: 'no-doubt', reason: '戸籍の字' }),
        until('+1d'),
        asks(),
      ),
    )
    expect(of.sent.map(({ record }) => record)).toMatchObject([
      { op: 'register' },
      { op: 'setFlags', noDoubt: { reason: '戸籍の字' } },
    ])
    expect(validities(of)).toEqual([1])
  })

  it('another Individual Number as an amendment', async () => {
    const of = await played(
      caseOf(
        { patient: stranger(AT), other: stranger(AT + 32) },
        join({ numberOf: 'other' }),
        until('+2d'),
        happens({ kind: 'number' }),
        until('+1d'),
        asks(),
      ),
    )
    expect(sentAbout(of)).toEqual(['register 00', 'amend 00'])
    expect(validities(of)).toEqual([1])
  })

  it('new numbers so that the old ones end the day before, for the whole family and with their branches', async () => {
    const of = await played(
      caseOf(
        {
          patient: memberOf(INSURERS.kenpo, AT),
          child: memberOf(
            INSURERS.kenpo,
            AT + 32,
            { cover: { number: NUMBER, branch: '03', relation: 'dependant' } },
            { head: 'patient' },
          ),
        },
        happens({ kind: 'rekey', symbol: '9', number: '77', from: '2026-12-01' }),
        until('2026-12-02T09:00:00+09:00'),
        { do: 'inquire', person: 'child', key: { symbol: '9', number: '77', branch: '03' }, on: '2026-12-01' },
        { do: 'inquire', person: 'child', key: { symbol: '1234', number: NUMBER, branch: '03' }, on: '2026-12-01' },
      ),
    )
    expect(of.sent.map(({ record }) => (record.op === 'rekey' ? [record.from, record.newKey?.branch] : null))).toEqual([
      ['2026-12-01', '00'],
      ['2026-12-01', '03'],
    ])
    expect(validities(of)).toEqual([1, 3])
  })

  it('the right share in place of the wrong one, which is voided', async () => {
    const of = await played(
      caseOf(
        { patient: memberOf(INSURERS.kenpo, AT, { birthDate: '1954-02-15' }) },
        happens({ kind: 'ratio', ratio: '030', from: '2026-11-01', until: '2027-07-31' }),
        until('+1d'),
        happens({ kind: 'correct-ratio', ratio: '020', from: '2026-11-01', until: '2027-07-31' }),
        until('+1d'),
        asks(),
      ),
    )
    const [first, second] = of.sent.map(({ record }) => (record.op === 'amend' ? record : null))
    expect(second?.voids).toEqual([first?.entries[0]?.historyId])
    expect(second?.entries[0]?.historyId).not.toBe(first?.entries[0]?.historyId)
    expect(of.history.steps.at(-1)?.insurance?.inquiry?.answer?.record?.elderly?.ratio).toBe('020')
  })

  it('a 国保 as lost only when two lists in a row show the same employee cover', async () => {
    const cover = { scheme: 'kenpo', insurerNumber: INSURERS.kenpo.number, acquired: '2026-10-01' } as const
    const of = await played({
      start: '2026-11-01T09:00:00+09:00',
      insurer: INSURERS.kokuho,
      people: { patient: memberOf(INSURERS.kokuho, AT) },
      steps: [
        { do: 'change', person: 'patient', what: { kind: 'acquire', cover: { ...cover, number: '5', branch: '00' } } },
        until('2026-11-10T09:00:00+09:00'),
        until('2026-12-10T09:00:00+09:00'),
      ],
    })
    expect(of.sent).toMatchObject([
      { day: '2026-12-10', record: { op: 'close', lossDate: '2026-10-02', reason: '03' } },
    ])
  })
})

describe('an end of cover', () => {
  it('on the 75th birthday needs no form, and takes the dependants along', async () => {
    const of = await played({
      start: '2026-11-20T09:00:00+09:00',
      insurer: INSURERS.kenpo,
      people: {
        patient: memberOf(INSURERS.kenpo, AT, { birthDate: '1951-11-21' }),
        wife: memberOf(
          INSURERS.kenpo,
          AT + 32,
          { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
          { head: 'patient' },
        ),
      },
      steps: [until('2026-11-21T09:00:00+09:00'), until('2026-11-22T09:00:00+09:00')],
    })
    expect(of.sent.map(({ record }) => (record.op === 'close' ? record.lossDate : null))).toEqual([
      '2026-11-21',
      '2026-11-21',
    ])
  })

  it('that never began is voided', async () => {
    const of = await played(
      caseOf(
        { patient: memberOf(INSURERS.kenpo, AT, { cover: { acquired: '2026-10-01' } }, { continued: true }) },
        happens({ kind: 'leave', cause: 'first-premium-unpaid', day: '2026-10-31' }),
        until('+1d'),
        asks('2026-10-15'),
      ),
    )
    expect(sentAbout(of)).toEqual(['void 00'])
    expect(validities(of)).not.toEqual([1])
  })

  type Row = readonly [Scheme, 'insured' | 'dependant', LeaveCause, string, string]
  const rows: readonly Row[] = [
    ['kenpo', 'insured', 'retired', '2026-10-31', '2026-11-01'],
    ['kenpo', 'insured', 'died', '2026-11-10', '2026-11-11'],
    ['kyokai', 'insured', 'rehired-same-day', '2026-11-10', '2026-11-10'],
    ['kyosai', 'insured', 'turned-75', '2026-11-21', '2026-11-21'],
    ['kenpo', 'insured', 'premium-unpaid', '2026-11-10', '2026-11-11'],
    ['kenpo', 'insured', 'own-wish', '2026-11-10', '2026-12-01'],
    ['kenpo', 'insured', 'own-job', '2026-11-10', '2026-11-10'],
    ['kenpo', 'dependant', 'own-job', '2026-11-01', '2026-11-01'],
    ['kenpo', 'dependant', 'divorced', '2026-11-10', '2026-11-11'],
    ['kenpo', 'dependant', 'insured-turned-75', '2026-11-21', '2026-11-21'],
    ['kenpo', 'dependant', 'moved-out', '2026-11-10', '2026-11-11'],
    ['kenpo', 'dependant', 'abroad', '2026-11-10', '2026-11-10'],
    ['kokuho', 'insured', 'employee-cover', '2026-11-01', '2026-11-02'],
    ['kokuho', 'insured', 'joins-kouki', '2026-11-21', '2026-11-22'],
    ['kokuho', 'insured', 'welfare', '2026-11-01', '2026-11-01'],
    ['kokuho', 'insured', 'joins-kokuho-kumiai', '2026-11-01', '2026-11-01'],
    ['kokuho-kumiai', 'insured', 'employee-cover', '2026-11-01', '2026-11-02'],
    ['kokuho-kumiai', 'insured', 'retired', '2026-10-31', '2026-11-01'],
    ['kouki', 'insured', 'died', '2026-11-10', '2026-11-11'],
    ['kouki', 'insured', 'welfare', '2026-11-10', '2026-11-10'],
  ]
  it.each(rows)('%s, %s, %s on %s: lost on %s', (scheme, relation, cause, day, lost) => {
    const [fact, acquired] = [civilDate(day), civilDate('2018-04-01')]
    expect(lossOf({ scheme, relation, cause, day: fact, entered: fact, acquired })).toMatchObject({
      kind: 'close',
      lossDate: lost,
    })
  })
})

describe('a branch', () => {
  it('is the lowest that nobody of the family ever had', () => {
    expect(freeBranch(1, [])).toBe('01')
    expect(freeBranch(0, ['00', '02', '01'])).toBe('03')
    expect(freeBranch(1, ['00', '1'])).toBe('01')
  })

  it('comes back to the same person and to nobody else', async () => {
    const child = memberOf(
      INSURERS.kenpo,
      AT + 32,
      { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
      { head: 'patient' },
    )
    const dependant = { relation: 'dependant', head: 'patient' }
    const of = await played(
      caseOf(
        { patient: memberOf(INSURERS.kenpo, AT), child, baby: stranger(AT + 64) },
        happens({ kind: 'leave', cause: 'own-job', day: '2026-11-01' }, 'child'),
        join({ ...dependant, cause: 'birth' }, 'baby'),
        join(dependant, 'child'),
      ),
    )
    expect(sentAbout(of)).toEqual(['close 01', 'register 02', 'register 01'])
  })
})

describe('the driver protocol', () => {
  const drive = createReferenceInsurer({
    fetch: createSimulator().fetch,
    print: () => Promise.resolve({ mediaType: 'application/pdf', bytes: new Uint8Array() }),
    ownClock: () => instant(START),
    oneWorld: true,
  })
  const ask = (op: 'setup' | 'clock' | 'receive', input: unknown) => drive({ v: 1, id: '7', case: 'x', op, input })

  it('is told the time in every answer when the clock is its own', async () => {
    const setup = {
      suite: 'insurer',
      baseUrl: 'http://simulator.localhost/',
      world: 'default',
      insurer: {
        ...INSURERS.kenpo,
        policy: {
          certificateTerm: { kind: 'years', years: 1 },
          unlinkedNotice: 'WITHHOLD',
          reissueFee: 0,
          filingLimitDays: null,
          lastFour: true,
        },
      },
      roster: [],
      now: START,
    }
    await expect(ask('clock', { now: START })).rejects.toThrow('setup has to come first')
    expect(await ask('setup', setup)).toMatchObject({
      id: '7',
      result: { now: START, capabilities: { clock: 'fixed', worlds: 'one' } },
    })
    expect(await ask('clock', { now: START })).toEqual({ id: '7', result: { now: START } })
    expect(await ask('receive', {})).toEqual({ id: '7', unsupported: true })
  })
})
