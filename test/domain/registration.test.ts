import { describe, expect, it } from 'vitest'
import { type CivilDate, civilDate, instant } from '../../src/domain/civil-date.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import {
  type FiveItem,
  type FiveItems,
  type RegistrationOperation,
  type Resident,
  type Submission,
  answeredIn,
  applyOperation,
  compareFive,
  coverOf,
  draftsOf,
  emptyFile,
  hiddenBy,
  mismatchClass,
  registrationPolicy,
  runAfter,
  standardRegistration,
  timelineOf,
  unregisteredAfter,
  visibleAfter,
} from '../../src/domain/registration.ts'
import { latestBook } from '../../src/domain/rulesets.ts'

const day = civilDate
const at = (text: string) => instant(`${text}:00+09:00`)
const NOW = at('2026-11-21T09:00')

const resident: Resident = {
  person: 'hanako',
  name: { kanji: '髙橋　花子', kana: 'タカハシ　ハナコ' },
  otherName: null,
  birthDate: day('1980-05-10'),
  sex: 'female',
  address: '東京都千代田区見本町１丁目２番３号',
}
const own: FiveItems = {
  kanji: resident.name.kanji,
  kana: resident.name.kana,
  birthDate: resident.birthDate,
  sex: 'female',
  address: resident.address,
}

describe('a comparison with the resident register', () => {
  it.each<readonly [string, Partial<FiveItems>, readonly FiveItem[]]>([
    ['nothing', {}, []],
    ['the width of digits and spaces', { kanji: '髙橋 花子', address: '東京都千代田区見本町1丁目2番3号' }, []],
    ['half-width kana', { kana: 'ﾀｶﾊｼ ﾊﾅｺ' }, []],
    ['高 for 髙', { kanji: '高橋　花子' }, ['kanji']],
    ['● for 髙', { kanji: '●橋　花子' }, ['kanji']],
    ['a large kana', { kana: 'タカハシ　ハナコウ' }, ['kana']],
    ['丁目 and hyphen', { address: '東京都千代田区見本町1-2-3' }, ['address']],
    ['an address left out', { address: null }, ['address']],
    ['kana left out', { kana: null }, ['kana']],
    ['sex', { sex: 'unset' }, ['sex']],
    [
      'everything',
      { kanji: '見本', kana: 'ミホン', birthDate: day('1980-05-11'), sex: 'male', address: '' },
      ['kanji', 'kana', 'birthDate', 'sex', 'address'],
    ],
  ])('tells what differs: %s', (_what, change, differs) => {
    expect(compareFive({ ...own, ...change }, resident)).toEqual(differs)
  })

  it('takes either of the two names of a person who has another', () => {
    const other = { ...resident, otherName: { kanji: '見本　花', kana: 'ミホン　ハナ' } }
    expect(compareFive({ ...own, kanji: '見本　花', kana: 'ミホン　ハナ' }, other)).toEqual([])
  })

  // facts/insurer.md 2.6 [K6][A9].
  it.each<readonly [readonly FiveItem[], 1 | 2 | 3 | null, 'record' | 'medical' | 'nothing']>([
    [[], null, 'nothing'],
    [['birthDate'], 1, 'record'],
    [['sex', 'address'], 1, 'record'],
    [['kanji', 'kana'], 2, 'medical'],
    [['kanji', 'address'], 2, 'medical'],
    [['kana', 'address'], 2, 'medical'],
    [['kanji', 'kana', 'address'], 2, 'medical'],
    [['address'], 3, 'medical'],
    [['kanji'], null, 'nothing'],
    [['kana'], null, 'nothing'],
  ])(
    'of %j is class %s and hid %s by class; since 2024-05 any difference hides the record',
    (differs, found, hidden) => {
      expect(mismatchClass(differs)).toBe(found)
      expect(hiddenBy(differs, 'BY_CLASS')).toBe(hidden)
      expect(hiddenBy(differs, 'RECORD')).toBe(differs.length === 0 ? 'nothing' : 'record')
    },
  )

  it.each([
    ['2024-05-06', 'BY_CLASS'],
    ['2024-05-07', 'RECORD'],
  ])('on %s hides by the profile %s', (on, profile) => {
    expect(registrationPolicy(day(on), latestBook).mismatchHides).toBe(profile)
  })
})

describe('the runs', () => {
  const policy = registrationPolicy(day('2026-11-21'), latestBook)

  it.each([
    ['2026-11-21T00:00', '2026-11-21T12:00'],
    ['2026-11-21T11:59', '2026-11-21T12:00'],
    ['2026-11-21T12:00', '2026-11-21T21:00'],
    ['2026-11-21T21:00', '2026-11-22T12:00'],
    ['2026-12-31T23:59', '2027-01-01T12:00'],
  ])('after %s come at %s', (from, run) => {
    expect(runAfter(at(from), policy.runs)).toBe(at(run))
  })

  it.each([
    [0, '2026-11-21T12:00'],
    [1, '2026-11-21T21:00'],
    [2, '2026-11-22T12:00'],
    [3, '2026-11-22T21:00'],
  ])('answer after %i runs at %s', (comparisonRuns, answered) => {
    expect(answeredIn(at('2026-11-21T12:00'), { ...policy, comparisonRuns })).toBe(at(answered))
  })

  it.each([
    ['WITH_VERDICT', '2026-11-21T21:00'],
    ['NEXT_MORNING', '2026-11-22T06:00'],
    ['TWO_DAYS', '2026-11-23T06:00'],
  ] as const)('show a record %s at %s', (visible, from) => {
    expect(visibleAfter(at('2026-11-21T21:00'), { ...policy, visible })).toBe(at(from))
  })

  it.each([
    ['2026-11-01', '2026-12-31'],
    ['2026-11-30', '2026-12-31'],
    ['2027-01-31', '2027-02-28'],
  ])('let a card work after an application on %s to %s', (applied, until) => {
    expect(unregisteredAfter(day(applied))).toBe(until)
  })
})

const insurer = { number: '06139992', name: '見本健康保険組合', scheme: 'kenpo' } as const
const memberKey = { symbol: '5', number: '77', branch: '00' }
const eligibility = (historyId: string, from: string, to: string | null = null) =>
  ({ historyId, kind: 'eligibility', from: day(from), to: to === null ? null : day(to), attrs: {} }) as const
const elderly = (historyId: string, from: string, ratio: string) =>
  ({ historyId, kind: 'elderly', from: day(from), to: day('2027-07-31'), attrs: { ratio } }) as const
const register: RegistrationOperation = {
  op: 'register',
  memberKey,
  personNo: '9',
  five: own,
  entries: [eligibility('a', '2026-11-01')],
  household: null,
}
const fold = (...operations: readonly RegistrationOperation[]) =>
  operations.reduce((file, operation) => applyOperation(file, operation, NOW), emptyFile(insurer))

describe('the file of a member', () => {
  it('turns the last day of an entry into the loss on the day after', () => {
    const file = fold({ ...register, entries: [eligibility('a', '2026-11-01', '2026-11-30')] })
    expect(file.covers[0]?.loss).toEqual({ date: '2026-12-01', reason: '99', filed: true })
  })

  it('finds the membership that was acquired last under its numbers', () => {
    const file = fold({
      ...register,
      entries: [eligibility('a', '2020-04-01', '2024-03-31'), eligibility('b', '2026-11-01')],
    })
    expect(coverOf(file, memberKey)?.entryId).toBe('b')
    expect(coverOf(file, { ...memberKey, branch: '01' })).toBeNull()
  })

  it('drops what was voided and keeps the rest', () => {
    const amended = fold(register, { op: 'amend', memberKey, voids: ['a'], entries: [eligibility('b', '2026-11-02')] })
    expect(draftsOf(amended, NOW).map(({ tag }) => tag)).toEqual(['gw-06139992-b'])
    expect(draftsOf(fold(register, { op: 'void', memberKey }), NOW)).toEqual([])
  })

  it('has the entry with the latest first day count, then the one entered last, and later ones wait', () => {
    const entries = [
      elderly('now', '2026-08-01', '020'),
      elderly('past', '2025-08-01', '010'),
      elderly('again', '2026-08-01', '030'),
      elderly('later', '2027-01-01', '010'),
    ]
    const drafts = draftsOf(fold({ ...register, entries: [...register.entries, ...entries] }), NOW)
    expect(drafts.map(({ tag, notBefore }) => [tag, notBefore])).toEqual([
      ['gw-06139992-a', null],
      ['gw-06139992-a:elderly:again', null],
      ['gw-06139992-a:elderly:later', '2027-01-01T00:00:00+09:00'],
    ])
  })

  it('changes nothing for an operation that fits nothing', () => {
    const file = fold(register)
    const stranger = { ...memberKey, number: '1' }
    expect(
      applyOperation(file, { op: 'close', memberKey: stranger, lossDate: day('2026-11-20'), reason: '99' }, NOW),
    ).toEqual(file)
    expect(
      applyOperation(file, { op: 'rekey', memberKey: stranger, newKey: memberKey, from: day('2026-11-20') }, NOW),
    ).toEqual(file)
  })
})

describe('the timeline of a file', () => {
  const context = {
    policyOn: (on: CivilDate) => registrationPolicy(on, latestBook),
    resident: (personNo: string) => (personNo === '9' ? resident : null),
    practice: standardRegistration,
  }
  const sent = (...operations: readonly (readonly [string, RegistrationOperation])[]): Submission[] =>
    operations.map(([receivedAt, operation], place) => ({ receivedAt: at(receivedAt), sequence: place + 1, operation }))

  it('says of an unknown number that it is nobody’s', () => {
    const { comparisons, ledger } = timelineOf(
      emptyFile(insurer),
      sent(['2026-11-21T09:00', { ...register, personNo: '8' }]),
      context,
    )
    expect(comparisons).toMatchObject([{ verdict: 'no-such-person', visibleFrom: null }])
    expect(ledger).toEqual([])
  })

  it('hides a record at once when its number is taken back, and shows it to the other person later', () => {
    const { ledger, shown } = timelineOf(
      emptyFile(insurer),
      sent(
        ['2026-11-21T09:00', register],
        ['2026-11-25T09:00', { op: 'amend', memberKey, personNo: '8', entries: [], voids: [] }],
      ),
      context,
    )
    expect(shown).toEqual([
      { at: at('2026-11-22T06:00'), person: 'hanako' },
      { at: at('2026-11-25T12:00'), person: null },
    ])
    const events = ledger.map(({ event }) => event)
    expect(coverageStates(events, at('2026-11-25T11:59'))).toHaveLength(1)
    expect(coverageStates(events, at('2026-11-25T12:00'))).toEqual([])
  })

  it('lets a later verdict win over an earlier one that is not shown yet', () => {
    const { shown } = timelineOf(
      emptyFile(insurer),
      sent(
        ['2026-11-21T09:00', register],
        ['2026-11-21T11:00', { op: 'amend', memberKey, five: { ...own, sex: 'male' }, entries: [], voids: [] }],
      ),
      context,
    )
    expect(shown).toEqual([])
  })
})
