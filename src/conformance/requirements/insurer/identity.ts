import type fc from 'fast-check'
import { addDays, dateOf } from '../../../domain/civil-date.ts'
import type { FiveItems } from '../../../wire/insurer-records.ts'
import { hyphened, largeKana, plainKanji } from '../../../../scenarios/respell.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, numberFor, stranger, until } from '../../arbitraries/insurer-cases.ts'
import type { History } from '../../../../scenarios/history.ts'
import {
  type OfficeEvent,
  type SentRecord,
  eventsOf,
  isComplete,
  lastDay,
  piecesOf,
  sentRecords,
  truthSteps,
} from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { type Event, type Join, type People, apart, caseOf, form } from './offices.ts'
import { type Part, concluded } from './parts.ts'
import { ownNumber, registrationsOf } from './registration.ts'

type JoinEvent = OfficeEvent<'join'>
type Kind = Parameters<typeof eventsOf>[1]

/** The registration of a form that the gateway took. */
const registered = (history: History, joined: JoinEvent) =>
  registrationsOf(history, joined).find(({ accepted, index }) => accepted && index >= joined.index)

/** Events of a kind about a person after a step. */
const later = <K extends Kind>(history: History, kind: K, person: string, after: number): OfficeEvent<K>[] =>
  eventsOf(history, kind).filter((told) => told.person === person && told.index > after)

/** What a card answers today of the cover with the insurer of the case; null when it is not valid there. */
const ownAnswer = (history: History, step: ReturnType<typeof truthSteps>[number], person: string) => {
  const answer = step.insurance.truth[person]?.answer ?? null
  const record = answer?.validity === 1 ? answer.record : null
  return record?.key.insurerNumber === history.insurance?.insurer.number ? record : null
}

const ITEMS = ['kanji', 'kana', 'birthDate', 'sex', 'address'] as const

const differing = (filed: JoinEvent['event']['five'], truth: FiveItems): readonly (typeof ITEMS)[number][] =>
  ITEMS.filter((item) => filed[item] !== truth[item])

// ── I03 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Swap {
  readonly pair: readonly [JoinEvent, JoinEvent]
  /** Step from which on both stand at the gateway. */
  readonly from: number
}

/** Pairs of forms that carry each other's number, as they were registered. */
function swaps(history: History): readonly Swap[] {
  const joins = eventsOf(history, 'join').filter(({ event }) => isComplete(event))
  return joins.flatMap((one, place) =>
    joins.slice(place + 1).flatMap((other): Swap[] => {
      const exchanged =
        one.person !== other.person &&
        one.event.personNo === ownNumber(history, other.person) &&
        other.event.personNo === ownNumber(history, one.person)
      const records = [registered(history, one), registered(history, other)]
      return exchanged && records.every((record) => record !== undefined)
        ? [{ pair: [one, other], from: Math.max(one.index, other.index) }]
        : []
    }),
  )
}

/** Days from the supply of the right numbers until they are answered. */
const MENDED_DAYS = 2

function examineSwap(history: History, { pair, from }: Swap): Part {
  const findings: Finding[] = []
  let seen = 0
  const supplied = pair.map(({ person }) => later(history, 'number', person, from)[0])
  const first = Math.min(...supplied.map((told) => told?.index ?? Infinity))
  for (const step of truthSteps(history)) {
    if (step.index <= from || step.index >= first) continue
    seen += 1
    const shown = pair.find(({ person }) => ownAnswer(history, step, person) !== null)
    if (shown === undefined) continue
    findings.push({
      code: 'other-persons-data',
      step: step.index,
      expected: 'neither of two exchanged numbers answers anything',
      actual: `the card of ${shown.person} answers a record that was filed for somebody else`,
    })
    break
  }
  const last = truthSteps(history).at(-1)
  const told = supplied.flatMap((one) => (one === undefined ? [] : [one]))
  const isDue = told.length === pair.length && told.every(({ day }) => lastDay(history) >= addDays(day, MENDED_DAYS))
  if (last === undefined || !isDue) return { seen, findings }
  const wrong = pair.find(({ person, ...joined }) => {
    const key = registered(history, { person, ...joined })?.record.memberKey
    const record = ownAnswer(history, last, person)
    return record === null || record.key.number !== key?.number || record.key.branch !== key.branch
  })
  seen += 1
  if (wrong !== undefined)
    findings.push({
      code: 'swap-not-mended',
      step: told.at(-1)?.index ?? last.index,
      expected: 'with the right numbers both are answered, each with his own record',
      actual: `${wrong.person} is not answered with the record of his form`,
    })
  return { seen, findings }
}

const examineSwaps = (history: History): Examination | null =>
  concluded(swaps(history).map((swap) => examineSwap(history, swap)))

const TWINS = [
  { kanji: '見本　一葉', kana: 'ミホン　カズハ' },
  { kanji: '見本　双葉', kana: 'ミホン　フタバ' },
] as const

/** Two people of one family whose forms carry each other's number. */
const exchanged = (
  family: (one: number) => { readonly people: People; readonly forms: readonly [Event, Event] },
  ...steps: readonly StepInput[]
): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kenpo,
    (one) => family(one).people,
    (one) => {
      const [first, second] = family(one).forms
      return [happens(first), happens(second, 'other'), until('+1d'), until('+2d'), ...steps]
    },
  )

const dependant = (one: number, extra: Partial<Join>): Event =>
  form(one, { relation: 'dependant', symbol: '1234', number: numberFor(apart(one, 2)), ...extra })

const twins = (one: number) => ({
  people: {
    parent: memberOf(INSURERS.kenpo, apart(one, 2)),
    patient: stranger(one, { birthDate: '2021-02-03', name: TWINS[0] }),
    other: stranger(apart(one, 1), { birthDate: '2021-02-03', name: TWINS[1] }),
  },
  forms: [
    dependant(one, { head: 'parent', numberOf: 'other' }),
    dependant(one, { head: 'parent', numberOf: 'patient' }),
  ] as const,
})

const couple =
  (birthDate: string) =>
  (one: number): ReturnType<typeof twins> => ({
    people: {
      patient: stranger(one, { birthDate: '1984-05-06' }),
      other: stranger(apart(one, 1), { birthDate }),
      // A third member of the insurer, who has nothing to do with it.
      parent: memberOf(INSURERS.kenpo, apart(one, 2)),
    },
    forms: [
      form(one, { numberOf: 'other' }),
      form(one, { relation: 'dependant', head: 'patient', numberOf: 'patient' }),
    ] as const,
  })

const rightNumbers: readonly StepInput[] = [
  happens({ kind: 'number', numberOf: 'own' }),
  happens({ kind: 'number', numberOf: 'own' }, 'other'),
  until('+2d'),
  until('+1d'),
]

const i03: Requirement = {
  id: 'I03',
  severity: 'must',
  sentence: {
    ja: '同じ家族の届書で入れ替わった2人の有効な個人番号（双子、夫婦、親子）は、だれかが相手の情報を見る前に見つけ、正しい番号が届けば直す。',
    en: 'Two valid numbers exchanged between twins, spouses or parent and child are caught before anyone can read the data of the other, and put right when the right numbers come.',
  },
  sources: ['counter.md I03', 'insurer.md INS-02, INS-03, INS-04, 2.5 V2 V4 [M4][M5][A8]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('twins', { ja: '双子', en: 'twins' }, () => exchanged(twins)),
    overTime('spouses', { ja: '夫婦', en: 'spouses' }, () => exchanged(couple('1986-09-10'))),
    overTime('parent-and-child', { ja: '親子', en: 'parent and child' }, () => exchanged(couple('2014-09-10'))),
    overTime('put-right', { ja: '正しい番号が届く', en: 'the right numbers come' }, () =>
      exchanged(couple('1986-09-10'), ...rightNumbers),
    ),
  ],
  mutants: ['check-digit-only', 'visible-while-pending'],
  examine: examineSwaps,
}

// ── INS-07 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Rejoined {
  readonly before: JoinEvent
  readonly now: JoinEvent
}

/** People whose earlier form differs from the register, undeclared, and whose form of today does not. */
function rejoined(history: History): readonly Rejoined[] {
  const joins = eventsOf(history, 'join').filter(({ event }) => isComplete(event))
  return joins.flatMap((before, place): Rejoined[] => {
    const now = joins.slice(place + 1).find(({ person }) => person === before.person)
    const truth = history.insurance?.register[before.person]
    if (now === undefined || truth === undefined) return []
    const numbers = [before, now].every(({ event }) => event.personNo === truth.personNo)
    const settled = (['correct-five', 'no-doubt'] as const).some(
      (kind) => later(history, kind, before.person, before.index).length > 0,
    )
    const isCase =
      numbers &&
      !settled &&
      differing(before.event.five, truth.five).length > 0 &&
      differing(now.event.five, truth.five).length === 0 &&
      registered(history, before) !== undefined &&
      later(history, 'leave', before.person, before.index).some(({ index }) => index < now.index)
    return isCase ? [{ before, now }] : []
  })
}

/** Days from a form until its record is answered. */
const ANSWERED_DAYS = 2

function examineRejoined(history: History, { before, now }: Rejoined): Part {
  const findings: Finding[] = []
  let seen = 0
  const own = registered(history, now)
  const last = truthSteps(history).at(-1)
  if (now.taken === false || (own !== undefined && lastDay(history) >= addDays(own.day, ANSWERED_DAYS))) {
    seen += 1
    const record = last === undefined ? null : ownAnswer(history, last, now.person)
    if (record === null)
      findings.push({
        code: 'past-blocks-current',
        step: now.index,
        expected: 'the new cover is registered and answered, whatever the earlier record looks like',
        actual: now.taken === false ? 'the form was sent back' : 'the new cover is not answered',
      })
  }
  for (const { index, insurance } of history.steps) {
    const inquiry = insurance?.inquiry ?? null
    if (index <= now.index || inquiry?.person !== now.person || inquiry.day >= now.event.fact) continue
    if (inquiry.day < before.event.fact) continue
    seen += 1
    const { answer } = inquiry
    if (answer?.validity !== 1 || answer.record?.key.insurerNumber !== history.insurance?.insurer.number) continue
    findings.push({
      code: 'past-shown',
      step: index,
      expected: `${inquiry.day}: the earlier record stays hidden`,
      actual: 'it is answered as valid',
    })
  }
  return { seen, findings }
}

const examinePast = (history: History): Examination | null =>
  concluded(rejoined(history).map((one) => examineRejoined(history, one)))

const joinsAgain = (wrong: NonNullable<Join['five']>): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({ patient: stranger(one) }),
    (one) => [
      happens(form(one, { five: wrong })),
      until('+2d'),
      happens({ kind: 'leave', cause: 'retired', day: 'start+1d' }),
      until('+2d'),
      happens(form(one, { fact: 'start+4d' })),
      until('+2d'),
      asks(),
      asks('start'),
    ],
  )

const ins07: Requirement = {
  id: 'INS-07',
  severity: 'must',
  sentence: {
    ja: '相違のある過去の記録は隠れたままとし、それを理由に現在の資格の登録や回答を止めない。',
    en: 'A past record that differs from the resident register stays hidden, and does not keep the present one from being registered and answered.',
  },
  sources: ['insurer.md INS-07, 2.4 [A9]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('birth-date', { ja: '過去の記録の生年月日の相違', en: 'the past record has another birth date' }, () =>
      joinsAgain({ birthDate: '1999-12-31' }),
    ),
    overTime('address', { ja: '過去の記録の住所の相違', en: 'the past record has another address' }, () =>
      joinsAgain({ address: '東京都見本区見本9-9-9' }),
    ),
  ],
  mutants: ['past-mismatch-blocks', 'past-declared', 'visible-while-pending'],
  examine: examinePast,
}

// ── INS-08 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const folded = ({ kanji, kana, address, ...five }: JoinEvent['event']['five']) => ({
  ...five,
  kanji: plainKanji(kanji ?? ''),
  kana: largeKana(kana ?? ''),
  address: hyphened(address ?? ''),
})

/** Whether a form differs from the register in its spelling, and in nothing else. */
function isRespelled(history: History, { person, event }: JoinEvent): boolean {
  const truth = history.insurance?.register[person]
  if (truth === undefined || event.personNo !== truth.personNo || differing(event.five, truth.five).length === 0)
    return false
  const [filed, known] = [folded(event.five), folded(truth.five)]
  return ITEMS.every((item) => filed[item] === known[item])
}

/** A record that treats a member as somebody else. */
function takesForAnother({ record }: SentRecord, personNo: string | null): boolean {
  if (record.op === 'void' || record.op === 'rekey' || record.op === 'close') return true
  return record.op === 'amend' && record.personNo !== undefined && record.personNo !== personNo
}

function examineRespelled(history: History, joined: JoinEvent): Part {
  const own = registered(history, joined)
  if (own === undefined || lastDay(history) <= own.day) return { seen: 0, findings: [] }
  const findings: Finding[] = []
  const { memberKey } = own.record
  const left = later(history, 'leave', joined.person, joined.index)[0]?.index ?? Infinity
  const wrong = sentRecords(history).find(
    (sent) =>
      sent.index >= own.index &&
      sent.index < left &&
      sent.record.memberKey.number === memberKey.number &&
      sent.record.memberKey.branch === memberKey.branch &&
      takesForAnother(sent, joined.event.personNo),
  )
  if (wrong !== undefined)
    findings.push({
      code: 'taken-for-another-person',
      step: wrong.index,
      expected: 'the member stays; what is spelled otherwise is amended or declared free of doubt',
      actual: `${wrong.record.op} was sent`,
    })
  const told = [
    ...later(history, 'correct-five', joined.person, joined.index),
    ...later(history, 'no-doubt', joined.person, joined.index),
  ].filter(({ day, index, taken }) => taken === true && index < left && lastDay(history) >= addDays(day, ANSWERED_DAYS))
  const last = truthSteps(history).at(-1)
  const [first] = told
  if (first !== undefined && last !== undefined && dateOf(last.at) < addDays(first.day, ANSWERED_DAYS))
    return { seen: 1, findings }
  if (
    first !== undefined &&
    last !== undefined &&
    left === Infinity &&
    ownAnswer(history, last, joined.person) === null
  )
    findings.push({
      code: 'spelling-not-settled',
      step: first.index,
      expected: 'the record is answered once the difference is settled',
      actual: 'it is not answered',
    })
  return { seen: 1, findings }
}

const examineSpelling = (history: History): Examination | null =>
  concluded(
    eventsOf(history, 'join')
      .filter((joined) => isComplete(joined.event) && isRespelled(history, joined))
      .map((joined) => examineRespelled(history, joined)),
  )

const spelled = (item: 'kanji' | 'kana' | 'address', ...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({ patient: stranger(one, { name: { kanji: '髙橋　京', kana: 'タカハシ　キョウ' } }) }),
    (one) => [happens(form(one, { five: { respelled: [item] } })), until('+2d'), ...steps, until('+2d')],
  )

const ins08: Requirement = {
  id: 'INS-08',
  severity: 'must',
  sentence: {
    ja: '表記のゆれ（丁目・番地とハイフン、髙と高、小書きの仮名）は住所や氏名の相違として訂正または「疑義なし」とし、別人として扱わない。',
    en: 'Another spelling (丁目 and hyphens, 髙 and 高, small kana) is a difference of address or name, to be amended or declared free of doubt, and never another person.',
  },
  sources: ['insurer.md INS-08, 2.6 [C16][A6]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('kanji', { ja: '髙と高、疑義なし', en: '髙 and 高, no doubt' }, () =>
      spelled('kanji', happens({ kind: 'no-doubt', reason: '異体字' })),
    ),
    overTime('kana', { ja: '小書きの仮名、訂正', en: 'small kana, amended' }, () =>
      spelled('kana', happens({ kind: 'correct-five' })),
    ),
    overTime('address', { ja: '丁目・番地とハイフン、訂正', en: '丁目 and hyphens, amended' }, () =>
      spelled('address', happens({ kind: 'correct-five' })),
    ),
    overTime('unsettled', { ja: 'まだ何も届かない', en: 'nothing has come yet' }, () => spelled('kana')),
  ],
  mutants: ['spelling-is-another-person', 'no-doubt-rewrites'],
  examine: examineSpelling,
}

// ── INS-09 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days within which the letter goes out: a month, no text names a limit (L). */
const LETTER_DAYS = 31

function examineUnnumbered(history: History): Examination | null {
  const { insurance } = history
  const pieces = piecesOf(history)
  if (insurance === null || pieces === null || insurance.insurer.policy.unlinkedNotice !== 'WITHHOLD') return null
  const start = dateOf(history.start)
  const parts = insurance.roster
    .filter(
      ({ ref, personNo }) => personNo === null && eventsOf(history, 'number').every(({ person }) => person !== ref),
    )
    .filter(() => lastDay(history) > addDays(start, LETTER_DAYS))
    .map(({ ref, holds }): Part => {
      const kinds = pieces
        .filter(({ piece }) => piece.person === ref)
        .flatMap(({ index, piece }) => piece.documents.map(({ reading }) => ({ index, kind: reading?.kind })))
      const step = history.steps.at(-1)?.index ?? 0
      const notice = kinds.find(({ kind }) => kind === 'notice' || kind === 'member-notice')
      const findings: Finding[] = []
      if (!kinds.some(({ kind }) => kind === 'number-form'))
        findings.push({
          code: 'number-not-asked-for',
          step,
          expected: `${ref} is asked for the number by letter within ${LETTER_DAYS} days`,
          actual: 'no letter went out',
        })
      if (!kinds.some(({ kind }) => kind === 'certificate') && holds.every(({ kind }) => kind !== 'certificate'))
        findings.push({
          code: 'no-certificate-without-number',
          step,
          expected: `${ref} has a 資格確認書`,
          actual: 'none was issued',
        })
      if (notice !== undefined)
        findings.push({
          code: 'notice-before-link',
          step: notice.index,
          expected: 'no notice before the number is linked',
          actual: 'a notice was sent',
        })
      return { seen: 1, findings }
    })
  return concluded(parts)
}

const ins09: Requirement = {
  id: 'INS-09',
  severity: 'must',
  sentence: {
    ja: '個人番号のない加入者には書面で提出を求め、お知らせではなく資格確認書を交付する。',
    en: 'A member without a number is asked for it by letter and gets a 資格確認書, not a notice.',
  },
  sources: ['insurer.md INS-09, 1.2, 3.2 [C10][C9][M3]', 'insurer.md 7 (notice.unlinked)'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('alone', { ja: '本人だけ番号がない', en: 'the member alone has no number' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, { numberOf: 'none', linked: false }) }),
        () => [until('+1d'), until('+31d'), until('+1d')],
      ),
    ),
    overTime('in-a-family', { ja: '家族のうち子だけ番号がない', en: 'a child of a family has no number' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: memberOf(INSURERS.kenpo, one),
          child: memberOf(
            INSURERS.kenpo,
            apart(one, 1),
            { birthDate: '2020-01-15', cover: { number: numberFor(one), branch: '01', relation: 'dependant' } },
            { head: 'patient', numberOf: 'none', linked: false },
          ),
        }),
        () => [until('+1d'), until('+31d'), until('+1d')],
      ),
    ),
  ],
  mutants: ['never-asks-for-number', 'notice-to-unlinked', 'both-papers', 'application-demanded'],
  examine: examineUnnumbered,
}

/** Requirements about whose record it is. */
export const identityRequirements: readonly Requirement[] = [i03, ins07, ins08, ins09]
