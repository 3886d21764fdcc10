import type fc from 'fast-check'
import { type CivilDate, addDays } from '../../../domain/civil-date.ts'
import type { RegistrationRecord } from '../../../wire/insurer-records.ts'
import type { History } from '../../../../scenarios/history.ts'
import { anyDay, overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { employeeCover, index } from '../../arbitraries/people.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { numbersInForms } from '../../evidence-forms.ts'
import {
  type OfficeEvent,
  type SentRecord,
  eventsOf,
  isComplete,
  lastDay,
  sentRecords,
  truthSteps,
} from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { type Event, type Join, form } from './offices.ts'
import { concluded } from './parts.ts'

type JoinEvent = OfficeEvent<'join'>
/** A case about somebody who joins. */
const joining = (
  event: (at: number) => Event,
  steps: readonly StepInput[],
  others: (at: number) => Core['people'] = () => ({}),
): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kenpo,
    people: { patient: stranger(at), ...others(at) },
    steps: [happens(event(at)), ...steps],
  }))

const isRegister = (
  sent: SentRecord,
): sent is SentRecord & { record: Extract<RegistrationRecord, { op: 'register' }> } => sent.record.op === 'register'

/** The registrations of a form: those that carry its names and its birth date as filed. */
export const registrationsOf = (history: History, { event }: JoinEvent) =>
  sentRecords(history)
    .filter(isRegister)
    .filter(({ record }) => record.five.kanji === event.five.kanji && record.five.birthDate === event.five.birthDate)

const DEADLINE_DAYS = 5

// ── I01 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every number that somebody supplied, with the names it was supplied for. */
function suppliedNumbers(history: History): Map<string, Set<string>> {
  const supplied = new Map<string, Set<string>>()
  const add = (personNo: string | null, kanji: string | null): void => {
    if (personNo === null) return
    supplied.set(personNo, (supplied.get(personNo) ?? new Set()).add(kanji ?? ''))
  }
  for (const { personNo, five } of history.insurance?.roster ?? []) add(personNo, five.kanji)
  for (const { event } of eventsOf(history, 'join')) add(event.personNo, event.five.kanji)
  for (const { personNo, kanji } of numbersInForms(history)) add(personNo, kanji)
  for (const { event, person } of eventsOf(history, 'number')) {
    const names = [
      history.insurance?.register[person]?.five.kanji,
      ...eventsOf(history, 'join').flatMap((joined) => (joined.person === person ? [joined.event.five.kanji] : [])),
    ]
    for (const kanji of names) add(event.personNo, kanji ?? null)
  }
  return supplied
}

function examineNumbers(history: History): Examination | null {
  const supplied = suppliedNumbers(history)
  const findings: Finding[] = []
  let seen = 0
  for (const sent of sentRecords(history)) {
    if (!isRegister(sent)) continue
    const { personNo, five } = sent.record
    seen += 1
    if (personNo === null || supplied.get(personNo)?.has(five.kanji) === true) continue
    findings.push({
      code: 'number-from-elsewhere',
      step: sent.index,
      expected: `${five.kanji} is registered with the number he supplied, or not at all`,
      actual: `registered with a number (…${personNo.slice(-4)}) that nobody supplied for him`,
    })
  }
  seen += eventsOf(history, 'join').filter(({ event, taken }) => event.personNo === null && taken === false).length
  return concluded([{ seen, findings }])
}

const i01: Requirement = {
  id: 'I01',
  severity: 'must',
  sentence: {
    ja: 'カナ氏名・生年月日・性別の3情報だけで見つけた個人番号は紐付けない。紐付けるのは、本人が提出した番号で、5情報がすべて一致するときだけとする。',
    en: 'A number found with kana name, birth date and sex only is never linked; it is linked only when it was supplied for that person and all five items agree.',
  },
  sources: ['counter.md I01', 'insurer.md INS-01 [M10][K4][A17][A18]', 'insurer.md 1.6 (2023-06-01)'],
  needs: ['event'],
  inquiry: false,
  edges: [
    anyDay(
      'namesake',
      { ja: '同じカナ・生年月日・性別の加入者がいる', en: 'a member with the same kana, birth date and sex' },
      () =>
        joining(
          (at) =>
            form(at, {
              numberOf: 'none',
              five: { kana: 'ミホン　カズミ', birthDate: '1985-06-15', sex: 'female' },
            }),
          [until('+1d'), until('+1d')],
          (at) => ({
            namesake: memberOf(
              INSURERS.kenpo,
              at + 32,
              {},
              {
                five: { kana: 'ミホン　カズミ', birthDate: '1985-06-15', sex: 'female' },
              },
            ),
          }),
        ),
    ),
    anyDay('own-number', { ja: '本人の番号が届く', en: 'the own number is supplied' }, () =>
      joining((at) => form(at), [until('+1d')]),
    ),
  ],
  mutants: ['three-item-link'],
  examine: examineNumbers,
}

// ── I02, INS-06 ────────────────────────────────────────────────────────────────────────────────────────────────────

type Wrong = { readonly joined: JoinEvent; readonly correctedAt: number | null; readonly declaredAt: number | null }

/** Forms whose birth date or sex is not that of the resident register, and when the office was told what. */
function wrongForms(history: History): Wrong[] {
  return eventsOf(history, 'join').flatMap((joined): Wrong[] => {
    const truth = history.insurance?.register[joined.person]?.five
    if (truth === undefined || !isComplete(joined.event) || joined.event.personNo !== ownNumber(history, joined.person))
      return []
    const { birthDate, sex } = joined.event.five
    if (birthDate === truth.birthDate && sex === truth.sex) return []
    const first = (kind: 'correct-five' | 'no-doubt') =>
      eventsOf(history, kind).find(({ person }) => person === joined.person)?.index ?? null
    return [{ joined, correctedAt: first('correct-five'), declaredAt: first('no-doubt') }]
  })
}

export const ownNumber = (history: History, person: string): string | undefined =>
  history.insurance?.register[person]?.personNo

/** Declarations of 「疑義なし」 about the numbers of a form. */
const declarations = (history: History) =>
  sentRecords(history).filter(({ record }) => record.op === 'setFlags' && record.noDoubt !== undefined)

function examineHidden(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const { joined, correctedAt, declaredAt } of wrongForms(history)) {
    const { insurance } = history
    if (insurance === null) continue
    const rejoined = eventsOf(history, 'join').find(
      ({ person, index: at }) => person === joined.person && at > joined.index,
    )
    const free = Math.min(correctedAt ?? Infinity, declaredAt ?? Infinity, rejoined?.index ?? Infinity)
    for (const step of truthSteps(history)) {
      if (step.index <= joined.index || step.index >= free) continue
      const answer = step.insurance.truth[joined.person]?.answer ?? null
      seen += 1
      if (answer?.validity !== 1 || answer.record?.key.insurerNumber !== insurance.insurer.number) continue
      findings.push({
        code: 'visible-while-hidden',
        step: step.index,
        expected: 'no clinic gets an answer while birth date or sex differs from the register',
        actual: 'the record is answered as valid',
      })
      break
    }
    if (correctedAt === null) continue
    const amended = sentRecords(history).some(
      ({ index: at, record }) => at >= correctedAt && record.op === 'amend' && record.five !== undefined,
    )
    const declared = declarations(history).some(({ index: at }) => at >= correctedAt && declaredAt === null)
    if (!amended || declared)
      findings.push({
        code: 'amended-without-comparison',
        step: correctedAt,
        expected: 'the corrected items are sent as an amendment, which is compared again',
        actual: declared ? 'the difference was declared free of doubt' : 'no amendment was sent',
      })
  }
  return concluded([{ seen, findings }])
}

const wrongBirth = { birthDate: '1999-12-31' }

const i02: Requirement = {
  id: 'I02',
  severity: 'must',
  sentence: {
    ja: '生年月日または性別が住民基本台帳と異なる記録は、訂正して再び突合されるか、理由を付けて「疑義なし」とされるまで、誰にも回答されない。',
    en: 'A record whose birth date or sex differs from the resident register is answered to nobody until it is amended and compared again, or declared free of doubt with a reason.',
  },
  sources: ['counter.md I02', 'insurer.md INS-05, INS-06, 2.6 [K6][M5]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('birth-date', { ja: '生年月日の相違', en: 'birth date differs' }, () =>
      joining((at) => form(at, { five: wrongBirth }), [until('+1d'), until('+2d')]),
    ),
    overTime('sex', { ja: '性別の相違', en: 'sex differs' }, () =>
      joining((at) => form(at, { five: { sex: 'unset' } }), [until('+1d'), until('+2d')]),
    ),
    overTime('amended', { ja: '訂正して再突合', en: 'amended and compared again' }, () =>
      joining((at) => form(at, { five: wrongBirth }), [until('+2d'), happens({ kind: 'correct-five' }), until('+2d')]),
    ),
  ],
  mutants: ['visible-while-pending', 'amend-without-compare'],
  examine: examineHidden,
}

function examineDeclared(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const told of eventsOf(history, 'no-doubt')) {
    if (told.taken !== true) continue
    seen += 1
    const since = sentRecords(history).filter(({ index: at }) => at >= told.index)
    const declared = since.find(({ record }) => record.op === 'setFlags' && record.noDoubt !== undefined)
    const rewritten = since.find(
      ({ record }) =>
        record.op === 'amend' || record.op === 'void' || (record.op === 'register' && declared === undefined),
    )
    if (declared === undefined && lastDay(history) > told.day)
      findings.push({
        code: 'doubt-not-declared',
        step: told.index,
        expected: 'a declaration without doubt, with its reason, reaches the gateway',
        actual: 'none was sent',
      })
    else if (rewritten !== undefined)
      findings.push({
        code: 'record-rewritten',
        step: rewritten.index,
        expected: 'the record stays as it is',
        actual: `${rewritten.record.op} was sent`,
      })
  }
  return concluded([{ seen, findings }])
}

const ins06: Requirement = {
  id: 'INS-06',
  severity: 'must',
  sentence: {
    ja: '理由のある相違は「疑義なし」として理由とともに登録し、記録そのものは書き換えない。',
    en: 'A difference for which there is a reason is declared free of doubt with that reason, and the record itself is not rewritten.',
  },
  sources: ['insurer.md INS-06, 2.6 [M5]', 'counter.md I02'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('name-spelling', { ja: '表記のゆれ', en: 'another spelling of the name' }, () =>
      joining(
        (at) => form(at, { five: { kanji: '見本　●郎' } }),
        [until('+2d'), happens({ kind: 'no-doubt' }), until('+1d'), asks()],
      ),
    ),
    overTime('address', { ja: '住所だけの相違', en: 'the address alone differs' }, () =>
      joining(
        (at) => form(at, { five: { address: '東京都見本区見本9-9-9' } }),
        [until('+2d'), happens({ kind: 'no-doubt' }), until('+1d'), asks()],
      ),
    ),
  ],
  mutants: ['no-doubt-rewrites'],
  examine: examineDeclared,
}

// ── I04, INS-13 ────────────────────────────────────────────────────────────────────────────────────────────────────

/** True when another insurer's cover was open as the form came in. */
function hadOtherCover(history: History, joined: JoinEvent): boolean {
  const truth = history.steps[joined.index]?.insurance?.truth[joined.person]
  const answer = truth?.answer ?? null
  return answer?.validity === 1 && answer.record?.key.insurerNumber !== history.insurance?.insurer.number
}

function registrationFinding(
  history: History,
  joined: JoinEvent,
  code: 'registered-late' | 'held-back',
): Finding | null | 'open' {
  const due = addDays(joined.day, DEADLINE_DAYS)
  const registered = registrationsOf(history, joined).find(({ accepted, index: at }) => accepted && at >= joined.index)
  if (registered !== undefined && registered.day <= due) return null
  if (registered === undefined && lastDay(history) <= due) return 'open'
  return {
    code,
    step: registered?.index ?? joined.index,
    expected: `registered by ${due}, the fifth day after receipt`,
    actual: registered === undefined ? `not registered by ${lastDay(history)}` : `registered on ${registered.day}`,
  }
}

function examineDeadline(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const joined of eventsOf(history, 'join')) {
    if (!isComplete(joined.event)) {
      if (joined.taken === null) continue
      seen += 1
      const registered = registrationsOf(history, joined)[0]
      const later = eventsOf(history, 'join').some(
        (other) => other.person === joined.person && other.index > joined.index && isComplete(other.event),
      )
      if (joined.taken || (registered !== undefined && !later))
        findings.push({
          code: 'incomplete-form-taken',
          step: joined.index,
          expected: 'a form without number or five items goes back, and nothing is registered',
          actual: joined.taken ? 'the form was taken' : 'somebody was registered from it',
        })
      continue
    }
    if (hadOtherCover(history, joined)) continue
    const found = registrationFinding(history, joined, 'registered-late')
    if (found === 'open') continue
    seen += 1
    if (found !== null) findings.push(found)
  }
  return concluded([{ seen, findings }])
}

const i04: Requirement = {
  id: 'I04',
  severity: 'must',
  sentence: {
    ja: '不備のない資格取得の届出は、受け付けた日から5日以内（暦日）に登録する。番号または5情報のない届出は差し戻し、登録もしない。',
    en: 'A complete acquisition form is registered by the fifth day after its receipt (calendar days); a form without number or five items goes back and registers nothing.',
  },
  sources: ['counter.md I04', 'insurer.md INS-10, INS-11, 1.5 [L3][K4]', 'insurer.md 1.5 counting rule (L)'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('five-days', { ja: '受付から5日目と6日目', en: 'the fifth and the sixth day after receipt' }, () =>
      joining(
        (at) => form(at),
        [until('start+4dT18:00'), until('start+5dT18:00'), until('start+6dT09:00'), until('start+9dT09:00')],
      ),
    ),
    overTime('no-number', { ja: '個人番号のない届出', en: 'a form without the number' }, () =>
      joining((at) => form(at, { numberOf: 'none' }), [until('+1d'), until('+3d')]),
    ),
    overTime('no-address', { ja: '住所のない届出、のちに補正', en: 'a form without address, completed later' }, () =>
      index.map((at) => ({
        insurer: INSURERS.kenpo,
        people: { patient: stranger(at) },
        steps: [
          happens(form(at, { five: { address: null } })),
          until('start+4dT10:00'),
          happens(form(at)),
          until('start+9dT18:00'),
          until('start+13dT09:00'),
        ],
      })),
    ),
  ],
  mutants: ['business-days', 'clock-on-any-receipt', 'three-item-link', 'branch-one-digit', 'fire-and-forget'],
  examine: examineDeadline,
}

function examineOverlap(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const joined of eventsOf(history, 'join')) {
    if (!isComplete(joined.event) || !hadOtherCover(history, joined)) continue
    const found = registrationFinding(history, joined, 'held-back')
    if (found === 'open') continue
    seen += 1
    if (found !== null) findings.push(found)
  }
  return concluded([{ seen, findings }])
}

const openElsewhere = (at: number): Core['people'] => ({
  patient: {
    ...stranger(at),
    changes: {
      ...stranger(at).changes,
      coverage: [
        employeeCover(at, {
          insurerNumber: INSURERS.kyosai.number,
          insurerName: INSURERS.kyosai.name,
          scheme: 'kyosai',
          acquired: '2024-04-01',
        }),
      ],
    },
  },
})

const ins13: Requirement = {
  id: 'INS-13',
  severity: 'must',
  sentence: {
    ja: '前の保険者の資格がまだ喪失していなくても、新しい資格は期限内に登録する。重複は一覧で解消し、登録を止めない。',
    en: 'A new cover is registered in time even while the cover of another insurer is still open; overlaps are settled by the lists, not by holding a registration back.',
  },
  sources: ['insurer.md INS-13, 0 no. 3 [R1][T1][D20][D21]', 'counter.md S06 S10'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('other-open', { ja: '前の資格が開いたまま', en: 'the cover before is still open' }, () =>
      joining(
        (at) => form(at, { cause: 'lost-cover' }),
        [until('start+4dT18:00'), asks(), until('start+7dT09:00'), until('start+12dT09:00')],
        openElsewhere,
      ),
    ),
    overTime('closed-later', { ja: 'のちに前の資格が喪失', en: 'the cover before is lost later' }, () =>
      joining(
        (at) => form(at, { cause: 'lost-cover' }),
        [
          until('start+7dT09:00'),
          { do: 'change', person: 'patient', what: { kind: 'lose', date: 'start' } },
          asks(),
          until('start+12dT09:00'),
        ],
        openElsewhere,
      ),
    ),
  ],
  mutants: ['waits-for-other-insurer', 'business-days'],
  examine: examineOverlap,
}

// ── I20 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** First day of a dependant's cover: from the fact when filed within the limit, else from receipt. @see facts/insurer.md 2.4 */
export function recognisedFrom(event: JoinEvent['event'], received: CivilDate, limit: number | null): CivilDate {
  if (limit === null) return event.fact
  const last = addDays(event.fact, event.factAtMidnight ? limit - 1 : limit)
  return event.filed <= last ? event.fact : received
}

function examineRecognised(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  const limit = history.insurance?.insurer.policy.filingLimitDays ?? null
  for (const joined of eventsOf(history, 'join')) {
    if (joined.event.relation !== 'dependant' || !isComplete(joined.event)) continue
    const registered = registrationsOf(history, joined).find(({ accepted }) => accepted)
    const entry = registered?.record.entries.find(({ kind }) => kind === 'eligibility')
    if (registered === undefined || entry === undefined) continue
    seen += 1
    const expected = recognisedFrom(joined.event, joined.day, limit)
    if (entry.from !== expected)
      findings.push({
        code: 'recognised-from-wrong-day',
        step: registered.index,
        expected: `recognised from ${expected}`,
        actual: `registered from ${entry.from}`,
      })
  }
  for (const left of eventsOf(history, 'leave')) {
    if (left.event.cause !== 'first-premium-unpaid' || left.taken !== true || lastDay(history) === left.day) continue
    seen += 1
    const since = sentRecords(history).filter(({ index: at }) => at >= left.index)
    const closed = since.find(({ record }) => record.op === 'close')
    if (closed !== undefined || !since.some(({ record }) => record.op === 'void'))
      findings.push({
        code: 'closed-instead-of-voided',
        step: closed?.index ?? left.index,
        expected: 'the cover is voided from its first day',
        actual: closed === undefined ? 'nothing was sent' : 'a loss was registered',
      })
  }
  return concluded([{ seen, findings }])
}

const born =
  (factDaysAgo: number, extra: Partial<Join> = {}) =>
  (at: number): Event =>
    form(at, { relation: 'dependant', head: 'parent', cause: 'birth', fact: `start-${factDaysAgo}d`, ...extra })
const parent = (at: number): Core['people'] => ({ parent: memberOf(INSURERS.kyosai, at + 32) })
const family = (event: (at: number) => Event, ...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kyosai,
    people: { patient: stranger(at, { birthDate: '2026-06-15' }), ...parent(at) },
    steps: [happens(event(at)), ...steps],
  }))

const i20: Requirement = {
  id: 'I20',
  severity: 'must',
  sentence: {
    ja: '初めからなかった資格（任意継続の初回保険料未納）は取得日から取り消し、さかのぼって認定した資格は次の処理から取得日に有効と回答される（共済: 2026-10-01出生は10-31届出まで出生日から、11-01届出は届出日から）。',
    en: 'Cover that never existed (first premium of a continued cover unpaid) is voided from its first day, and cover recognised backwards begins on its first day (共済, birth on 2026-10-01: filed 10-31 from birth, filed 11-01 from receipt).',
  },
  sources: ['counter.md I20, S07, S08', 'insurer.md INS-40, INS-41, 2.4 [D41][D58][D103]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime(
      'filed-day-30',
      { ja: '翌日から数えて30日目の届出', en: 'filed on the 30th day, counted from the next day' },
      () => family(born(30), until('+2d'), asks('start-3d')),
    ),
    overTime('filed-day-31', { ja: '31日目の届出', en: 'filed on the 31st day' }, () =>
      family(born(31), until('+2d'), asks()),
    ),
    overTime(
      'midnight-day-30',
      { ja: '午前0時に始まる事実、当日から30日目', en: 'a fact that begins at midnight, 30th day' },
      () => family(born(29, { cause: 'lost-cover', factAtMidnight: true }), until('+2d')),
    ),
    overTime(
      'midnight-day-31',
      { ja: '午前0時に始まる事実、当日から31日目', en: 'a fact that begins at midnight, 31st day' },
      () => family(born(30, { cause: 'lost-cover', factAtMidnight: true }), until('+2d')),
    ),
    overTime('first-premium', { ja: '任意継続の初回保険料未納', en: 'first premium of a continued cover unpaid' }, () =>
      index.map((at) => ({
        insurer: INSURERS.kenpo,
        people: {
          patient: memberOf(INSURERS.kenpo, at, { cover: { acquired: 'start-20d' } }, { continued: true }),
        },
        steps: [
          happens({ kind: 'leave', cause: 'first-premium-unpaid', day: 'start-1d' }),
          until('+2d'),
          asks('start-5d'),
        ],
      })),
    ),
  ],
  mutants: ['close-instead-of-void', 'from-filing-day'],
  examine: examineRecognised,
}

/** Requirements about what is registered, when, and under whose number. */
export const registrationRequirements: readonly Requirement[] = [i01, i02, ins06, i04, ins13, i20]
