import fc from 'fast-check'
import { koukiStart } from '../../../domain/ages.ts'
import { addMonths, civilMonth } from '../../../domain/civil-date.ts'
import { keyOf } from '../../../domain/decide.ts'
import type { CoverageKey } from '../../../domain/ledger.ts'
import { parseInsurerNumber } from '../../../domain/numbers.ts'
import type { AnswerRecord, PaperKind, PrintedFields } from '../../../domain/presentation.ts'
import type { History } from '../../../../scenarios/history.ts'
import {
  type ReceiveInput,
  type ShowInput,
  type StepInput,
  broken,
  cardInHand,
  certificateInTerm,
  one,
  outage,
  reception,
} from '../../arbitraries/cases.ts'
import { anyDay, onDay } from '../../arbitraries/edges.ts'
import {
  type Traits,
  cardExpired,
  changedInsurer,
  employeeCover,
  index,
  koukiCover,
  onEveOf75,
  person,
} from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  answerTo,
  examineTurns,
  finding,
  inPrintedTerm,
  inquiries,
  isInsuranceMatter,
  isOnline,
  notInquired,
  notPickedUp,
  ownCardShown,
  papersOf,
  pickedUp,
  pictured,
  recordedKey,
  sameNumbers,
  shows,
  stepsFor,
  undecided,
  say,
  noCard,
} from '../../evidence.ts'
import type { Core, Edge, Finding, Requirement } from '../../requirement.ts'

type Title = Edge['title']

/** The only paper in the hand of somebody without a card: a 資格確認書 in term. */
function loneCertificate(turn: Turn): PrintedFields | null {
  const [only, ...others] = papersOf(turn, 'certificate')
  const isMore = others.length > 0 || turn.presentation.shown.length > 1
  return only === undefined || isMore || !noCard(turn) || !inPrintedTerm(turn, only) ? null : only
}

/** The record that an inquiry by the numbers of a paper shows as valid today. */
function validRecord(turn: Turn, fields: PrintedFields): AnswerRecord | null {
  const key = keyOf(fields)
  const answer = key === null || !isOnline(turn) ? null : answerTo(turn, key)
  return answer?.validity === 1 ? answer.record : null
}

const chargedShare = (turn: Turn) => turn.outcome.payers[0]?.share ?? null

const neverAsked = (turn: Turn): boolean => inquiries(turn.visitMessages).length === 0

// ── the share from 70 on ───────────────────────────────────────────────────────────────────────────────────────────

/** First day of the benefit year of a day: 1 August. */
const benefitYear = (day: string): string => `${Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0)}-08-01`

/** In the seventies; whether the elderly start day has come is another matter. */
function isInSeventies(turn: Turn, birthDate: PrintedFields['birthDate']): boolean {
  return birthDate !== null && addMonths(birthDate, 70 * 12) <= turn.day && turn.day < addMonths(birthDate, 75 * 12)
}

/** A member whose group of this year, or whose every group, was never registered; the loss behind it is not known yet. */
const withoutGroup =
  (day: string, known: string) =>
  (at: number): Traits => ({
    birthDate: '1953-06-10',
    cover: employeeCover(at, {
      ratio: at % 3 === 0 ? '030' : '020',
      lost: { date: at % 2 === 0 ? benefitYear(day) : '2023-07-01', reason: '99', knownAt: known },
    }),
  })

const withGroup =
  (birthDate: string, ratio: '020' | '030') =>
  (at: number): Traits => ({ birthDate, cover: employeeCover(at, { ratio }) })

const blank: ShowInput[number] = certificateInTerm({ misprint: { ratio: null } })

/** The papers that print no ratio: a certificate alone, or what a card that nobody can read has beside it. */
function blankPaper(turn: Turn): PrintedFields | null {
  const alone = loneCertificate(turn)
  if (alone !== null) return alone.ratio === null ? alone : null
  const beside = papersOf(turn, 'notice')
  const [only] = beside
  const isBeside = ownCardShown(turn) && turn.facts.delivered === null && beside.length === 1
  return isBeside && only !== undefined && turn.presentation.shown.length === 2 && only.ratio === null ? only : null
}

/** A share that was charged although the rules have none, or another one than the rules. */
function shareFinding(turn: Turn): Finding | null {
  const right = turn.decision().share
  const charged = chargedShare(turn)
  if (!accepted(turn) || charged === right) return null
  return right === null
    ? finding('silent-share', turn, 'the share is asked for', pictured(turn.outcome))
    : finding('wrong-share', turn, `share ${right}`, pictured(turn.outcome))
}

const c07: Requirement = {
  id: 'C07',
  severity: 'must',
  sentence: {
    ja: '70歳の割合は誕生日の翌月（1日生まれはその月）の初日からで、その日から75歳の前日まで、回答に有効な高齢受給者証の情報がなければ、黙って2割や3割とせずに尋ねる。',
    en: 'The ratio of a person of 70 begins on the 1st of the month after the birthday (born on the 1st: of that month); from then to the day before 75 an answer without a valid elderly group leads to a question, never to a silent 2割 or 3割.',
  },
  sources: ['counter.md C07', 'rules.md 2.2 steps 4 6 7'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    onDay('2026-11-15', 'before-start', { ja: '70歳、開始日の前', en: '70, before the start day' }, () =>
      one(withGroup('1956-11-02', '020'), reception([blank])),
    ),
    onDay('2026-11-01', 'born-on-the-1st', { ja: '1日生まれ、誕生日', en: 'born on the 1st, the birthday' }, () =>
      one(withGroup('1956-11-01', '020'), reception([blank])),
    ),
    onDay('2026-12-01', 'start-day', { ja: '開始日', en: 'the start day' }, () =>
      one(withGroup('1956-11-02', '020'), reception([blank])),
    ),
    onDay(
      '2026-08-01',
      'group-ended',
      { ja: '前日で終わった高齢受給者証', en: 'group that ended the day before' },
      (day) => one(withoutGroup(day, 'start+20dT08:00'), reception([blank])),
    ),
    anyDay('group-missing', { ja: '高齢受給者証の情報なし、証だけ', en: 'no group, certificate alone' }, (day) =>
      one(withoutGroup(day, 'start+20dT08:00'), reception([blank])),
    ),
    anyDay(
      'group-missing/notice',
      { ja: '高齢受給者証の情報なし、お知らせとカード', en: 'no group, notice with the card' },
      (day) =>
        one(
          withoutGroup(day, 'start+20dT08:00'),
          broken('reader-broken'),
          reception(cardInHand({ kind: 'notice', issued: 'start-1d', misprint: { ratio: null } })),
        ),
    ),
  ],
  mutants: [
    'missing-elderly-group-is-three',
    'missing-elderly-group-is-two',
    'elderly-from-birthday-month',
    'absent-ratio-is-error',
    'three-tenths-for-all',
    'skips-number-inquiry',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const fields = blankPaper(turn)
      const record = fields === null ? null : validRecord(turn, fields)
      return fields !== null && record !== null && isInSeventies(turn, fields.birthDate) && record.scheme !== 'kouki'
    },
    check: (turn) => (neverAsked(turn) ? notInquired(turn) : shareFinding(turn)),
  }),
}

const s40: Requirement = {
  id: 'S40',
  severity: 'must',
  sentence: {
    ja: '70〜74歳の証に割合の記載がなければ番号照会で確かめ、照会できないときは尋ねる。黙って2割や3割としない。',
    en: 'When the paper of a person of 70 to 74 prints no ratio it is looked up by number, and asked for when that is impossible; it is never silently 2割 or 3割.',
  },
  sources: ['counter.md S40', 'rules.md 2.2 (paper without a ratio)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('line-down', { ja: '照会できない', en: 'no inquiry possible' }, () =>
      outage.chain((fault) => one(withGroup('1953-06-10', '020'), broken(fault), reception([blank]))),
    ),
    anyDay('inquiry', { ja: '照会できる', en: 'an inquiry is possible' }, () =>
      one(withGroup('1953-06-10', '020'), reception([blank])),
    ),
    onDay(
      '2026-11-30',
      'day-before',
      { ja: '開始日の前日、照会できない', en: 'the day before the start day, no inquiry' },
      () => one(withGroup('1956-11-02', '020'), broken('line-down'), reception([blank])),
    ),
    onDay('2026-12-01', 'start-day', { ja: '開始日、照会できない', en: 'the start day, no inquiry' }, () =>
      one(withGroup('1956-11-02', '020'), broken('line-down'), reception([blank])),
    ),
  ],
  mutants: ['blank-ratio-is-three', 'blank-ratio-is-two', 'three-tenths-for-all'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const fields = loneCertificate(turn)
      if (fields === null || fields.ratio !== null || !isInSeventies(turn, fields.birthDate)) return false
      if ((fields.insurerNumber ?? '').startsWith('39') || turn.decision().outcome !== 'accepted') return false
      const record = validRecord(turn, fields)
      return !isOnline(turn) || (record !== null && record.elderly !== null && record.elderly.until >= turn.day)
    },
    check: (turn) => (isOnline(turn) && neverAsked(turn) ? notInquired(turn) : shareFinding(turn)),
  }),
}

// ── numbers of the late elderly ────────────────────────────────────────────────────────────────────────────────────

const paperThenClaim = (...show: ShowInput): StepInput[] => [reception(show), { do: 'claim', visits: ['v1'] }]

function claimedParts(history: History, turn: Turn): Finding[] {
  return stepsFor(history, 'claim', turn.step.visit).flatMap((record): Finding[] => {
    if (record.result === null || !('lines' in record.result)) return []
    const line = record.result.lines.find((candidate) => candidate.visit === turn.step.visit)
    if (line === undefined) {
      const checked = accepted(turn) && turn.outcome.recorded?.verified === 'number' && recordedKey(turn) !== null
      const expected = 'a line for this checked visit'
      return checked ? [{ code: 'claim-demands-symbol', step: record.index, expected, actual: 'none' }] : []
    }
    if (line.step === 'UNKNOWN' || ((line.symbol ?? '') === '' && line.branch === null)) return []
    const actual = `symbol ${line.symbol ?? 'none'}, branch ${line.branch ?? 'none'}`
    return [{ code: 'invented-numbers', step: record.index, expected: 'no symbol and no branch in the claim', actual }]
  })
}

/** Another cover than 後期 in the month of the 75th birthday, before the birthday. */
const isAboutToTurn75 = ({ day }: Turn, { scheme, birthDate }: AnswerRecord): boolean =>
  scheme !== 'kouki' && day < koukiStart(birthDate) && civilMonth(day) === civilMonth(koukiStart(birthDate))

function oldCover(turn: Turn): AnswerRecord | null {
  const fields = loneCertificate(turn)
  const record = fields === null ? null : validRecord(turn, fields)
  return record !== null && isAboutToTurn75(turn, record) ? record : null
}

function oldCoverFinding(turn: Turn, { key }: AnswerRecord): Finding | null {
  const recorded = recordedKey(turn)
  if (undecided(turn) || (recorded !== null && sameNumbers(recorded, key))) return null
  return finding('old-cover-ended-early', turn, `accepted on ${say(key)}`, pictured(turn.outcome))
}

const c08: Requirement = {
  id: 'C08',
  severity: 'must',
  sentence: {
    ja: '後期高齢者医療の番号には記号も枝番もない。証にないものを補わずに照会し、記録し、請求する。前日までは前の保険の番号、75歳の誕生日からは後期の番号を使う。',
    en: 'Numbers of the late elderly have neither symbol nor branch: none is invented in the inquiry, the record or the claim, and they are used from the 75th birthday on, the old ones to the day before.',
  },
  sources: ['counter.md C08', 'rules.md 5.5, 5.6', 'rules.md 2.5 (75 years)'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    anyDay('paper', { ja: '後期の資格確認書', en: 'certificate of the late elderly' }, () =>
      fc
        .constantFrom('010', '020', '030' as const)
        .chain((ratio) =>
          one(
            (at) => ({ birthDate: '1945-06-20', covers: [koukiCover(at, { ratio })] }),
            ...paperThenClaim(certificateInTerm()),
          ),
        ),
    ),
    onDay('2026-11-20', 'eve', { ja: '75歳の誕生日の前日', en: 'day before the 75th birthday' }, () =>
      one(onEveOf75, ...paperThenClaim(certificateInTerm())),
    ),
    anyDay('seventy-fifth', { ja: '75歳の誕生日', en: 'the 75th birthday' }, () =>
      one(
        (at) => ({
          birthDate: 'start-75y',
          covers: [
            employeeCover(at, { lost: { date: 'start', reason: '03', knownAt: 'start-20d' } }),
            koukiCover(at, { acquired: 'start', knownAt: 'start-20d' }),
          ],
        }),
        ...paperThenClaim(certificateInTerm({ issued: 'start-20d', validFrom: 'start' })),
      ),
    ),
  ],
  mutants: [
    'coming-loss-voids-paper',
    'fills-kouki-branch',
    'fills-kouki-symbol',
    'demands-symbol',
    'seventy-five-a-day-early',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      if (!isInsuranceMatter(turn)) return false
      const fields = loneCertificate(turn)
      const record = fields === null ? null : validRecord(turn, fields)
      const bare = record?.scheme === 'kouki' && fields?.symbol === null && fields.branch === null
      return bare || (record !== null && isAboutToTurn75(turn, record))
    },
    check: (turn, history) => {
      if (neverAsked(turn)) return notInquired(turn)
      const old = oldCover(turn)
      if (old !== null) return oldCoverFinding(turn, old)
      const filled = [...inquiries(turn.visitMessages).map(({ key }) => key), recordedKey(turn)].find(
        (key) => key !== null && ((key.symbol ?? '') !== '' || key.branch !== null),
      )
      if (filled === undefined || filled === null) return claimedParts(history, turn)[0] ?? null
      const actual = `symbol ${filled.symbol ?? 'none'}, branch ${filled.branch ?? 'none'}`
      return finding('invented-numbers', turn, 'no symbol and no branch', actual)
    },
  }),
}

// ── whose it is ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The patient and somebody of the family, whose numbers differ in branch, or in all, and whose name differs. */
const family = (
  other: (at: number) => Traits,
  own: (at: number) => Traits,
  ...steps: readonly StepInput[]
): fc.Arbitrary<Core> =>
  index.map((at) => ({
    people: {
      patient: person(at, { name: { kanji: '見本　花子', kana: 'ミホン　ハナコ' }, ...own(at) }),
      sibling: person((at + 16) % 125_000_000, { name: { kanji: '見本　次郎', kana: 'ミホン　ジロウ' }, ...other(at) }),
    },
    steps: [...steps],
  }))

const insured = (at: number): Traits => ({ birthDate: '1980-05-10', cover: employeeCover(at) })
const dependant =
  (birthDate: string) =>
  (at: number): Traits => ({ birthDate, cover: employeeCover(at, { branch: '01', relation: 'dependant' }) })
const elsewhere =
  (birthDate: string) =>
  (at: number): Traits => ({
    birthDate,
    cover: employeeCover(at, { insurerNumber: '07139991', scheme: 'kyosai', symbol: '8', number: '4711' }),
  })

const siblingsCard: ShowInput = [{ kind: 'my-number-card', of: 'sibling', reader: ['pin'] }]
const inChart: Partial<ReceiveInput> = { chart: {} }

/** The visit was filed in the chart that was open, as far as the system tells. */
function filedHere(turn: Turn): boolean {
  const { chart } = turn.outcome
  if (!accepted(turn)) return false
  return chart === undefined || (chart !== null && chart.patientNo === turn.presentation.chart?.patientNo)
}

const c11: Requirement = {
  id: 'C11',
  severity: 'must',
  sentence: {
    ja: '生年月日、または番号と氏名の両方が開いているカルテと合わないカード・書類・回答は、そのカルテに記録しない。',
    en: 'A card, a paper or an answer whose birth date, or whose numbers and name together, do not fit the opened chart is not filed in it.',
  },
  sources: ['counter.md C11 S28', 'rules.md 2.1 row AA'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('card/sibling', { ja: '兄弟のカード', en: "a brother's card" }, () =>
      family(dependant('1983-02-01'), insured, reception(siblingsCard, inChart)),
    ),
    anyDay(
      'card/same-birthday',
      { ja: '同じ生年月日の配偶者のカード', en: 'card of a spouse born on the same day' },
      () => family(dependant('1980-05-10'), insured, reception(siblingsCard, inChart)),
    ),
    anyDay('paper/sibling', { ja: '兄弟の証', en: "a brother's certificate" }, () =>
      family(elsewhere('1980-05-11'), insured, reception([certificateInTerm({ of: 'sibling' })], inChart)),
    ),
    anyDay(
      'paper/same-birthday',
      { ja: '同じ生年月日の配偶者の証', en: 'certificate of a spouse born on the same day' },
      () =>
        fc
          .constantFrom(dependant('1980-05-10'), elsewhere('1980-05-10'))
          .chain((other) => family(other, insured, reception([certificateInTerm({ of: 'sibling' })], inChart))),
    ),
  ],
  mutants: ['accepts-siblings-card', 'files-by-reference-number-alone'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => {
      const { chart } = turn.presentation
      if (chart === null || turn.decision().outcome !== 'stop') return false
      const stranger = loneCertificate(turn)
      return (
        stranger !== null || (shows(turn, 'my-number-card') && !turn.facts.ownCard && turn.facts.delivered !== null)
      )
    },
    check: (turn) =>
      filedHere(turn) ? finding('filed-in-wrong-chart', turn, 'stopped: another person', pictured(turn.outcome)) : null,
  }),
}

/** Kinds of papers that count beside a card. */
const BESIDE: readonly PaperKind[] = ['certificate', 'notice', 'portal-pdf']

/** Papers beside an own card that are of somebody born on another day. */
function strangersPapers(turn: Turn): PrintedFields[] {
  const card = turn.presentation.shown.find((thing) => thing.kind === 'my-number-card')
  if (card === undefined || !turn.facts.ownCard || turn.facts.delivered !== null) return []
  return BESIDE.flatMap((kind) => papersOf(turn, kind)).filter(
    ({ birthDate }) => birthDate !== null && birthDate !== card.face.birthDate,
  )
}

const ofSibling = (kind: 'notice' | 'portal-pdf'): ShowInput[number] => ({ kind, of: 'sibling', issued: 'start-30d' })
const cardDead = (at: number): Traits => ({ ...insured(at), card: cardExpired('start-6m') })

const rowAA: Requirement = {
  id: 'row-AA',
  severity: 'must',
  sentence: {
    ja: 'カードと生年月日の違う書類（子の証、別人のお知らせの切り抜きやPDF）では受け付けない。',
    en: "A paper with another birth date than the card beside it (a child's certificate, somebody else's cut-out notice or PDF) is not used.",
  },
  sources: ['rules.md 2.1 row AA', 'rules.md 4.8 (cut-out of another person)', 'counter.md S28'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('certificate', { ja: '子の資格確認書、回線障害', en: "a child's certificate, line down" }, () =>
      outage.chain((fault) =>
        family(
          dependant('2015-09-09'),
          insured,
          broken(fault),
          reception(cardInHand(certificateInTerm({ of: 'sibling' }))),
        ),
      ),
    ),
    anyDay(
      'notice',
      { ja: '別人のお知らせ、電子証明書が使えない', en: "another person's notice, certificate dead" },
      () => family(elsewhere('1980-05-11'), cardDead, reception(cardInHand(ofSibling('notice')))),
    ),
    anyDay('pdf', { ja: '別人のPDF、電子証明書が使えない', en: "another person's PDF, certificate dead" }, () =>
      family(dependant('1983-02-01'), cardDead, reception(cardInHand(ofSibling('portal-pdf')))),
    ),
  ],
  mutants: ['accepts-siblings-paper'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => strangersPapers(turn).length > 0 && turn.presentation.chart === null,
    check: (turn) =>
      accepted(turn)
        ? finding('strangers-paper-used', turn, 'not accepted: the paper is another person’s', pictured(turn.outcome))
        : null,
  }),
}

const hanako = { name: { kanji: '髙見　花子', kana: 'タカミ　ハナコ' } }
const named = (name: string, extra: Parameters<typeof certificateInTerm>[0] = {}): ShowInput[number] =>
  certificateInTerm({ ...extra, misprint: { name } })

const nameEdge = (id: string, title: Title, name: string, extra: Traits = {}): Edge =>
  anyDay(id, title, () => one(() => ({ ...hanako, ...extra }), reception([named(name)], inChart)))

/** The chart has the old numbers, the paper the new ones, and the name is written in another way. */
const afterChange = (id: string, title: Title, name: string, extra: Traits = {}): Edge =>
  anyDay(id, title, () =>
    one(
      (at) => ({ ...hanako, ...extra, covers: changedInsurer(at, 'start-30d') }),
      reception([named(name, { issued: 'start-20d', validFrom: 'start-20d' })], { chart: { asOf: 'start-60d' } }),
    ),
  )

const AN = { kanji: '見本　アン', kana: 'ミホン　アン' }

const c20: Requirement = {
  id: 'C20',
  severity: 'must',
  sentence: {
    ja: '●のある氏名、変わった氏名、通称は同じ人として受け付け、別のカルテを作らず、カルテの漢字氏名を上書きしない。',
    en: "A name with ●, a changed or a common name is the same person: accepted, filed in the same chart, and the chart's name is not overwritten.",
  },
  sources: ['counter.md C20 S20 S21', 'rules.md 5.8 [D48][W60]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    nameEdge('bullet', { ja: '●のある氏名', en: 'name with ●' }, '●見　花子'),
    nameEdge('changed', { ja: '変わった氏名', en: 'changed name' }, '佐藤　花子'),
    nameEdge('common', { ja: '通称', en: 'common name' }, AN.kanji, { otherName: AN }),
    afterChange('bullet/new-insurer', { ja: '●、保険者も変わった', en: '●, and another insurer' }, '●見　花子'),
    afterChange(
      'common/new-insurer',
      { ja: '通称、保険者も変わった', en: 'common name, and another insurer' },
      AN.kanji,
      {
        otherName: AN,
      },
    ),
  ],
  mutants: ['name-equality', 'bullet-overwrites-chart', 'second-chart-for-a-name'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { chart } = turn.presentation
      const fields = loneCertificate(turn)
      if (fields === null || chart === null || fields.name === chart.name || !isOnline(turn)) return false
      return validRecord(turn, fields) !== null && turn.decision().outcome === 'accepted'
    },
    check: (turn) => {
      const own = turn.presentation.chart
      if (neverAsked(turn)) return notInquired(turn)
      if (undecided(turn) || own === null) return null
      if (!accepted(turn))
        return finding('same-person-refused', turn, 'accepted: the same person', pictured(turn.outcome))
      const { chart } = turn.outcome
      if (chart === undefined) return null
      if (chart === null || chart.patientNo !== own.patientNo)
        return finding('second-chart', turn, `chart ${own.patientNo}`, `chart ${chart?.patientNo ?? 'none'}`)
      return chart.name === own.name
        ? null
        : finding('chart-name-overwritten', turn, `name ${own.name}`, `name ${chart.name}`)
    },
  }),
}

// ── paper against answer ───────────────────────────────────────────────────────────────────────────────────────────

/** Changed insurers ten days ago; the new one has not registered the member yet. */
const betweenInsurers = (at: number): Traits => ({
  covers: changedInsurer(at, 'start-10d', { knownAt: 'start+10dT08:00' }),
})
const newPaper = certificateInTerm({ issued: 'start-5d', validFrom: 'start-10d' })
const oldPaper = certificateInTerm({ issued: 'start-60d', validFrom: 'start-60d' })

/** Certificates in term whose numbers are not those that the card's answer shows as lost. */
function otherNumbers(turn: Turn): CoverageKey[] {
  const lost =
    turn.facts.delivered !== null && turn.facts.cardAnswer?.validity === 2 ? turn.facts.cardAnswer.record : null
  if (lost === null || !turn.facts.ownCard) return []
  return papersOf(turn, 'certificate')
    .filter((fields) => inPrintedTerm(turn, fields))
    .flatMap((fields) => keyOf(fields) ?? [])
    .filter((key) => !sameNumbers(key, lost.key))
}

const s43: Requirement = {
  id: 'S43',
  severity: 'must',
  sentence: {
    ja: 'カードの回答が2（喪失）でも、喪失した番号とは別の番号の有効期限内の資格確認書は受け付け、その番号を記録する。',
    en: 'When the card answers 2, an eligibility certificate in term with other numbers than the lost ones is accepted, and its numbers are recorded.',
  },
  sources: ['counter.md S43', 'rules.md 2.1 rows I M AC T2'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('new-paper', { ja: '新しい保険者の証', en: 'certificate of the new insurer' }, () =>
      one(betweenInsurers, reception(cardInHand(newPaper))),
    ),
    anyDay('both-papers', { ja: '前の証と新しい証', en: 'old and new certificate' }, () =>
      one(betweenInsurers, reception(cardInHand(oldPaper, newPaper))),
    ),
  ],
  mutants: ['lost-voids-every-paper', 'ten-on-lost', 'four-refuses-paper', 'validity-ignored', 'lost-paper-accepted'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => otherNumbers(turn).length > 0 && turn.decision().outcome === 'accepted',
    check: (turn) => {
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (undecided(turn)) return null
      const key = recordedKey(turn)
      const right = otherNumbers(turn)
      return accepted(turn) && key !== null && right.some((printed) => sameNumbers(printed, key))
        ? null
        : finding(
            'new-cover-refused',
            turn,
            `accepted on ${say(right[0] ?? null)}`,
            `${pictured(turn.outcome)} ${say(key)}`,
          )
    },
  }),
}

const rowU: Requirement = {
  id: 'row-U',
  severity: 'must',
  sentence: {
    ja: '証の割合と回答の割合が違うときは回答の割合で請求し、保険者に尋ねる。',
    en: 'When the ratio on the paper differs from the ratio of the answer, the ratio of the answer is charged and the insurer is asked.',
  },
  sources: ['rules.md 2.1 row U [D9] (assumption ratio.onConflict)', 'rules.md 4.8'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('kouki', { ja: '後期の証', en: 'certificate of the late elderly' }, () =>
      fc
        .constantFrom('010', '030' as const)
        .chain((ratio) =>
          one(
            (at) => ({ birthDate: '1945-06-20', covers: [koukiCover(at, { ratio: '020' })] }),
            reception([certificateInTerm({ misprint: { ratio } })]),
          ),
        ),
    ),
    anyDay('seventies/online-lower', { ja: '70〜74歳、回答は2割', en: '70 to 74, the answer says 2割' }, () =>
      one(withGroup('1953-06-10', '020'), reception([certificateInTerm({ misprint: { ratio: '030' } })])),
    ),
    anyDay('seventies/online-higher', { ja: '70〜74歳、回答は3割', en: '70 to 74, the answer says 3割' }, () =>
      one(withGroup('1953-06-10', '030'), reception([certificateInTerm({ misprint: { ratio: '020' } })])),
    ),
  ],
  mutants: ['printed-ratio-wins', 'conflict-unnoticed', 'three-tenths-for-all'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const fields = loneCertificate(turn)
      if (fields === null || fields.ratio === null || validRecord(turn, fields) === null) return false
      const { outcome, share } = turn.decision()
      return outcome === 'accepted' && share !== null && share !== fields.ratio
    },
    check: (turn) => {
      if (neverAsked(turn)) return notInquired(turn)
      if (!accepted(turn)) return null
      const wrong = shareFinding(turn)
      if (wrong !== null) return wrong
      return turn.outcome.followUps.some(({ what }) => what === 'ask-insurer')
        ? null
        : finding('conflict-not-reported', turn, 'a follow-up: ask-insurer', 'none')
    },
  }),
}

// ── a wrong digit, a page of yesterday ─────────────────────────────────────────────────────────────────────────────

const employed = (at: number): Traits => ({ cover: employeeCover(at, { insurerNumber: '06139992', scheme: 'kenpo' }) })
const municipal = (at: number): Traits => ({
  covers: [
    employeeCover(at, {
      scheme: 'kokuho',
      insurerNumber: '139998',
      insurerName: '見本市',
      symbol: '0139',
      branch: '01',
    }),
  ],
})
const misnumbered = (insurerNumber: string): ShowInput[number] => certificateInTerm({ misprint: { insurerNumber } })

const wrongDigit = ({ insurerNumber }: PrintedFields): boolean =>
  insurerNumber !== null && !parseInsurerNumber(insurerNumber).ok

/** Every paper on the counter, whatever its kind. */
const allPapers = (turn: Turn): PrintedFields[] =>
  turn.presentation.shown.flatMap((thing) => ('fields' in thing ? [thing.fields] : []))

const rowM: Requirement = {
  id: 'row-M',
  severity: 'must',
  sentence: {
    ja: '検証番号の合わない保険者番号の証は、そのまま受け付けず、末尾を直して照会もせず、尋ねる。',
    en: 'A paper whose insurer number fails its check digit is asked about: it is not accepted as it stands, and the digit is not silently corrected.',
  },
  sources: ['rules.md 2.1 rows M (eye check) T2 (typed keys)', 'rules.md 5.1, 4.8 [W48][W49]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('eight-digits', { ja: '8桁の番号', en: 'eight digits' }, () =>
      fc
        .constantFrom('06139993', '06193992', '60139992')
        .chain((number) => one(employed, reception([misnumbered(number)]))),
    ),
    anyDay('six-digits', { ja: '6桁の国保の番号', en: 'six digits of 国保' }, () =>
      one(municipal, reception([misnumbered('139997')])),
    ),
    anyDay('line-down', { ja: '照会できない', en: 'no inquiry possible' }, () =>
      outage.chain((fault) => one(employed, broken(fault), reception([misnumbered('06139990')]))),
    ),
  ],
  mutants: ['accepts-bad-check-digit', 'corrects-the-check-digit'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => allPapers(turn).some(wrongDigit) && turn.decision().outcome === 'ask',
    check: (turn) =>
      accepted(turn)
        ? finding('misnumbered-paper-used', turn, 'a question: the check digit is wrong', pictured(turn.outcome))
        : null,
  }),
}

const savedPdf = (issued: string): ShowInput[number] => ({ kind: 'portal-pdf', issued })
const changedAnd =
  (day: string, extra: Traits = {}) =>
  (at: number): Traits => ({ covers: changedInsurer(at, day), ...extra })

/** Numbers of saved PDFs that an inquiry of today shows as lost. */
const staleNumbers = (turn: Turn): CoverageKey[] =>
  papersOf(turn, 'portal-pdf')
    .flatMap((fields) => keyOf(fields) ?? [])
    .filter((key) => {
      const validity = answerTo(turn, key)?.validity
      return validity === 2 || validity === 3
    })

const m10: Requirement = {
  id: 'M10',
  severity: 'must',
  sentence: {
    ja: '保存したPDFは保存日時の写しである。照会できるときは番号で照会し、保険者が変わる前に保存したPDFの番号では受け付けない。',
    en: 'A saved PDF is a snapshot of its stamp: while inquiries are possible its numbers are asked for, and the numbers of a PDF saved before a change of insurer are not accepted.',
  },
  sources: ['rules.md 4.4 (stale stamp)', 'rules.md 2.1 rows I J', 'rules.md 1.3 M10'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('certificate-dead', { ja: '電子証明書が使えない', en: 'certificate dead' }, () =>
      one(changedAnd('start-30d', { card: cardExpired('start-6m') }), reception(cardInHand(savedPdf('start-60d')))),
    ),
    anyDay('day-before', { ja: '変わった日の前日に保存', en: 'saved the day before the change' }, () =>
      one(changedAnd('start-30d', { card: cardExpired('start-6m') }), reception(cardInHand(savedPdf('start-31d')))),
    ),
    anyDay('changed-today', { ja: '今日変わった、昨日保存', en: 'changed today, saved yesterday' }, () =>
      one(changedAnd('start', { card: cardExpired('start-6m') }), reception(cardInHand(savedPdf('start-1d')))),
    ),
    anyDay(
      'own-record',
      { ja: '読取機故障、自院の記録も前の番号', en: 'reader broken, own record with the old numbers' },
      () =>
        one(
          changedAnd('start-30d'),
          broken('reader-broken'),
          reception(cardInHand(savedPdf('start-60d')), { chart: { asOf: 'start-60d' } }),
        ),
    ),
  ],
  mutants: ['stale-pdf-current', 'skips-number-inquiry', 'validity-ignored', 'three-is-valid'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      ownCardShown(turn) &&
      turn.facts.delivered === null &&
      turn.facts.card?.body === 'LIVE' &&
      isOnline(turn) &&
      !shows(turn, 'certificate') &&
      staleNumbers(turn).length > 0,
    check: (turn) => {
      if (neverAsked(turn) && (accepted(turn) || undecided(turn))) return notInquired(turn)
      const key = recordedKey(turn)
      const stale = key !== null && staleNumbers(turn).some((printed) => sameNumbers(printed, key))
      return accepted(turn) && stale
        ? finding('stale-page-used', turn, `not accepted on ${say(key)}: lost`, pictured(turn.outcome))
        : null
    },
  }),
}

/** Requirements about what stands on papers and pages, and whose they are. */
export const documentRequirements: readonly Requirement[] = [c07, s40, c08, c11, rowAA, c20, s43, rowU, rowM, m10]
