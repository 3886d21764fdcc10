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
import { childUntil, specialFrom } from '../../src/conformance/reference/insurer/special.ts'
import { completeNumber } from '../../src/domain/numbers.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { type CaseInput, type Played, played } from './reference-insurer-support.ts'

type Step = NonNullable<CaseInput['steps']>[number]

const AT = 16
const NUMBER = numberFor(AT)
const MERGED = completeNumber('insurer-8', '0613998')

const caseOf = (people: NonNullable<CaseInput['people']>, ...steps: readonly Step[]): CaseInput => ({
  start: '2026-11-10T09:00:00+09:00',
  insurer: INSURERS.kenpo,
  people,
  steps: [...steps],
})
const joins = (more: object = {}, who = 'patient'): Step =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more }, who)
const line = (on: boolean): Step => ({ do: 'fault', fault: 'line-down', on })
const sentAbout = ({ sent }: Played) =>
  sent.map(({ record, day, accepted }) => `${day} ${record.op} ${record.memberKey.branch}${accepted ? '' : ' refused'}`)
const answers = ({ history }: Played) =>
  history.steps.flatMap(({ insurance }) => {
    const inquiry = insurance?.inquiry ?? null
    return inquiry === null ? [] : [`${inquiry.answer?.validity} ${inquiry.answer?.record?.key.insurerNumber ?? '-'}`]
  })

describe('a child under special treatment', () => {
  // facts/insurer.md INS-21; the leap day follows from the day before the birthday.
  it.each([
    ['2008-04-01', '2026-03-31'],
    ['2008-04-02', '2027-03-31'],
    ['2008-12-31', '2027-03-31'],
    ['2009-01-01', '2027-03-31'],
    ['2008-02-29', '2026-03-31'],
  ])('born on %s is exempt through %s', (birthDate, last) => {
    expect(childUntil(civilDate(birthDate))).toBe(last)
  })

  it.each([
    ['1975-05-15', false, '2026-10-05'],
    ['2008-04-01', false, '2026-10-05'],
    ['2008-04-02', false, '2027-04-01'],
    ['1975-05-15', true, null],
  ])('or a grown-up, born on %s (公費 %s), begins it on %s', (birthDate, publicExpense, first) => {
    expect(specialFrom(civilDate(birthDate), civilDate('2026-10-05'), publicExpense)).toBe(first)
  })
})

describe('the reference insurer whose link is down', () => {
  it('takes what comes in and sends it once when the link works again, in order', async () => {
    const of = await played(
      caseOf(
        { patient: stranger(AT), other: memberOf(INSURERS.kenpo, AT + 32) },
        line(true),
        joins(),
        until('+1d'),
        happens({ kind: 'leave', cause: 'retired', day: 'start' }, 'other'),
        until('+1d'),
        line(false),
        until('+1d'),
        until('+2d'),
        asks(),
      ),
    )
    expect(of.taken).toEqual([true, true])
    expect(sentAbout(of)).toEqual(['2026-11-13 register 00', '2026-11-13 close 00'])
    expect(answers(of)).toEqual(['1 06139992'])
  })

  it('still knows which comparison belongs to a record that was sent late', async () => {
    const of = await played(
      caseOf({ patient: stranger(AT) }, line(true), joins(), until('+1d'), line(false), until('+1d'), until('+2d')),
    )
    expect(of.documents.map(({ document }) => document.reading?.kind)).toEqual(['member-notice'])
  })
})

describe('the reference insurer with two numbers exchanged', () => {
  const swapped = [
    joins({ numberOf: 'other' }),
    joins({ relation: 'dependant', head: 'patient', numberOf: 'patient' }, 'other'),
  ]

  it('shows nobody anything, and puts both right when the numbers come', async () => {
    const of = await played(
      caseOf(
        { patient: stranger(AT), other: stranger(AT + 32) },
        ...swapped,
        until('+2d'),
        asks(),
        asks(undefined, 'other'),
        happens({ kind: 'number', numberOf: 'own' }),
        happens({ kind: 'number', numberOf: 'own' }, 'other'),
        until('+2d'),
        asks(),
        asks(undefined, 'other'),
      ),
    )
    expect(of.taken).toEqual([true, true, true, true])
    expect(sentAbout(of)).toEqual([
      '2026-11-10 register 00',
      '2026-11-10 register 01',
      '2026-11-12 amend 00 refused',
      '2026-11-12 amend 01',
      '2026-11-12 amend 00',
      '2026-11-12 amend 01',
    ])
    expect(answers(of)).toEqual(['4 -', '4 -', '1 06139992', '1 06139992'])
  })

  it('takes no number away from a member under whom it matched', async () => {
    const people = { patient: stranger(AT), other: memberOf(INSURERS.kenpo, AT + 32) }
    const of = await played(caseOf(people, joins(), until('+2d'), happens({ kind: 'number', numberOf: 'other' })))
    expect(of.taken).toEqual([true, false])
    expect(sentAbout(of)).toEqual(['2026-11-10 register 00', '2026-11-12 amend 00 refused'])
  })
})

describe('the reference insurer that gets another number', () => {
  const family = {
    patient: memberOf(INSURERS.kenpo, AT),
    child: memberOf(
      INSURERS.kenpo,
      AT + 32,
      { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
      { head: 'patient' },
    ),
  }
  const merger = happens({ kind: 'merger', insurerNumber: MERGED, from: '2026-11-15' })

  it('answers under the old one through the day before, and under the new one from its first day', async () => {
    const of = await played(
      caseOf(family, merger, until('2026-11-14T22:00:00+09:00'), asks(), until('2026-11-15T09:00:00+09:00'), asks()),
    )
    expect(answers(of)).toEqual(['1 06139992', `1 ${MERGED}`])
  })

  it('registers whoever joins in between under both, and a loss afterwards under the new one', async () => {
    const of = await played(
      caseOf(
        { ...family, baby: stranger(AT + 64, { birthDate: '2026-11-11' }) },
        merger,
        until('2026-11-12T09:00:00+09:00'),
        joins({ relation: 'dependant', head: 'patient', cause: 'birth' }, 'baby'),
        until('2026-11-16T09:00:00+09:00'),
        happens({ kind: 'leave', cause: 'retired', day: '2026-11-16' }),
      ),
    )
    const about = of.sent.map(
      ({ record, accepted }) => `${record.insurerNo} ${record.op} ${record.memberKey.branch} ${accepted}`,
    )
    expect(about.slice(4)).toEqual([
      '06139992 register 02 true',
      '06139992 close 02 true',
      `${MERGED} register 02 true`,
      `${MERGED} close 00 true`,
      `${MERGED} close 01 true`,
      `${MERGED} close 02 true`,
    ])
  })
})

describe('the reference insurer and a member without a number', () => {
  const unnumbered = { patient: memberOf(INSURERS.kenpo, AT, {}, { numberOf: 'none', linked: false }) }
  const kinds = ({ documents }: Played) => documents.map(({ document }) => document.reading?.kind)

  it('asks once, and sends the notice only when the number is linked', async () => {
    const of = await played(
      caseOf(
        unnumbered,
        until('+1d'),
        until('+7d'),
        happens({ kind: 'number', numberOf: 'own' }),
        until('+2d'),
        until('+40d'),
      ),
    )
    expect(kinds(of)).toEqual(['certificate', 'number-form', 'member-notice'])
  })

  it('asks nobody whose number is known', async () => {
    const of = await played(caseOf({ patient: memberOf(INSURERS.kenpo, AT, {}, { linked: false }) }, until('+1d')))
    expect(kinds(of)).toEqual(['certificate'])
  })
})
