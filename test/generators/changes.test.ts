import { describe, expect, it } from 'vitest'
import { applyChanges, member, population } from '../../generators/index.ts'
import type { PersonChanges } from '../../generators/index.ts'
import { addDays, civilDate, instant, instantOf } from '../../src/domain/civil-date.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'

const japan = population({ seed: 42 })
const day = civilDate('2026-11-21')
const noon = instantOf(day, '12:00')
const found = (matches: (person: Member) => boolean): Member => {
  for (let index = 0; index < 2000; index += 1) {
    const person = member(japan, index)
    if (matches(person)) return person
  }
  throw new Error('nobody like that')
}
const worker = found(
  (person) =>
    person.birthDate < '1996' &&
    person.birthDate > '1966' &&
    person.card?.certificate?.expiry !== undefined &&
    coverageStates(person.ledger, noon).some(
      (state) => state.scheme === 'kyokai' && state.relation === 'insured' && state.loss === null,
    ),
)
const states = (changes: PersonChanges, at = noon) => coverageStates(applyChanges(worker, changes).ledger, at)
const present = coverageStates(worker.ledger, noon).findLast((state) => state.loss === null)

describe('changing a cover', () => {
  it('starts from the present cover and keeps what is not named', () => {
    const [state] = states({ coverage: [{ number: '7' }] })
    expect(state?.key).toEqual({ ...present?.key, number: '7' })
    expect(state).toMatchObject({ scheme: 'kyokai', acquired: present?.acquired, relation: 'insured', loss: null })
  })

  it('replaces the whole history', () => {
    const changed = states({
      coverage: [
        { scheme: 'kenpo', acquired: civilDate('2020-04-01'), lost: { date: civilDate('2026-11-01'), reason: '03' } },
        { acquired: civilDate('2026-11-01') },
      ],
    })
    expect(changed.map((state) => [state.id, state.scheme, state.loss?.date ?? null])).toEqual([
      ['c1', 'kenpo', '2026-11-01'],
      ['c2', 'kyokai', null],
    ])
  })

  it('with an empty list leaves no cover ever', () => {
    expect(applyChanges(worker, { coverage: [] }).ledger).toEqual([])
  })

  it('knows an acquisition and a loss from 00:00 of their day unless told otherwise', () => {
    const { ledger } = applyChanges(worker, {
      coverage: [{ acquired: civilDate('2026-04-01'), lost: { date: civilDate('2026-06-01') } }],
    })
    expect(ledger.map((event) => [event.type, event.knownAt])).toEqual([
      ['acquired', '2026-04-01T00:00:00+09:00'],
      ['lost', '2026-06-01T00:00:00+09:00'],
    ])
  })

  it('can make a loss known later than it took effect', () => {
    const lost = { date: civilDate('2026-10-01'), knownAt: instant('2026-12-01T10:00:00+09:00') }
    const changes: PersonChanges = { coverage: [{ lost }] }
    expect(states(changes)[0]?.loss).toBeNull()
    expect(states(changes, instantOf(civilDate('2026-12-02'), '09:00'))[0]?.loss).toEqual({
      date: '2026-10-01',
      reason: '99',
    })
  })

  it('to 後期 takes symbol, branch and relation away and gives a ratio', () => {
    const [state] = states({
      birthDate: civilDate('1945-03-03'),
      coverage: [{ scheme: 'kouki', acquired: civilDate('2020-03-03'), ratio: '020' }],
    })
    expect(state).toMatchObject({
      key: { symbol: null, branch: null },
      relation: null,
      koukiRatio: '020',
      elderly: null,
    })
    expect(state?.key.number).toMatch(/^\d{8}$/)
  })

  it.each([
    ['69 years old', '1957-01-15', null],
    ['70, born on the 1st: from this month', '1956-11-01', '2026-11-01'],
    ['70, born on the 2nd: from next month', '1956-11-02', null],
    ['72 years old', '1954-05-05', '2026-08-01'],
  ])('shows the ratio of an elder who is %s', (_, birthDate, from) => {
    const changed = states({ birthDate: civilDate(birthDate), coverage: [{ scheme: 'kokuho', ratio: '030' }] })
    const { elderly } = changed[0] ?? {}
    const shown = elderly ? [elderly.from, elderly.until, elderly.ratio] : null
    expect(shown).toEqual(from === null ? null : [from, '2027-07-31', '030'])
  })

  it('shows the group of the year in force until its last day', () => {
    const changes: PersonChanges = { birthDate: civilDate('1954-05-05'), coverage: [{ scheme: 'kokuho' }] }
    const until = (text: string) => states(changes, instantOf(civilDate(text), '12:00'))[0]?.elderly?.until
    expect(until('2026-07-31')).toBe('2026-07-31')
    expect(until('2026-08-01')).toBe('2027-07-31')
  })

  it('gives a limit class for the year in force, or none', () => {
    expect(states({ coverage: [{ limit: 'A05' }] })[0]?.limit).toMatchObject({
      band: 'A05',
      kind: '02',
      until: '2027-07-31',
    })
    expect(states({ coverage: [{ limit: null }] })[0]?.limit).toBeNull()
  })
})

describe('changing a person', () => {
  it('puts the new name on the cover of an insured person', () => {
    const name = { kanji: '見本　花子', kana: 'ミホン　ハナコ' }
    const changed = applyChanges(worker, { name })
    expect(changed.name).toEqual(name)
    expect(coverageStates(changed.ledger, noon).every((state) => state.insuredName === name.kanji)).toBe(true)
  })

  it('to another birth date moves the elderly group and the ends of the card', () => {
    const changed = applyChanges(worker, { birthDate: civilDate('1954-05-05') })
    const state = coverageStates(changed.ledger, noon).findLast((each) => each.loss === null)
    expect(state?.elderly).toMatchObject({ from: '2026-08-01', ratio: '020' })
    expect(changed.card?.certificate?.expiry.slice(5)).toBe('05-05')
  })

  it('without changes is the same person', () => {
    expect(applyChanges(worker, {})).toEqual(worker)
  })
})

describe('changing a card', () => {
  const card = (changes: PersonChanges['card']) =>
    applyChanges(worker, changes === undefined ? {} : { card: changes }).card

  it('can take it away', () => {
    expect(card(null)).toBeNull()
  })

  it('can give one to somebody without', () => {
    const bare = { ...worker, card: null }
    const given = applyChanges(bare, { card: { registration: 'NEVER' } }).card
    expect(given).toMatchObject({ kind: 'ordinary', registration: 'NEVER', events: [] })
  })

  it('lets the body last at least as long as the certificate', () => {
    const expiry = addDays(worker.card?.bodyExpiry ?? day, 400)
    expect(card({ certificate: { expiry } })).toMatchObject({ bodyExpiry: expiry, certificate: { expiry } })
  })

  it('to face-only has no PIN', () => {
    expect(card({ kind: 'face-only', pin: '9999' })?.pin).toBeNull()
  })

  it('numbers the events of the card', () => {
    const at = instantOf(day, '08:00')
    const events = [1, 2, 3].map(() => ({ type: 'pin' as const, matched: false, at }))
    expect(card({ events })?.events.map((event) => event.sequence)).toEqual([1, 2, 3])
  })
})
