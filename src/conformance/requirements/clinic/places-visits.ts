import fc from 'fast-check'
import { type CivilDate, addDays, addSeconds, earlierOf } from '../../../domain/civil-date.ts'
import { LADDER, type PaperKind, type PrintedFields } from '../../../domain/presentation.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { ReaderAct } from '../../../../scenarios/scenario.ts'
import { anyDay, onDay, overTime } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  broken,
  certificateInTerm,
  one,
  ordinary,
  reception,
} from '../../arbitraries/cases.ts'
import { cardExpired, cardWith, employeeCover } from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  examineTurns,
  finding,
  isOnline,
  papersOf,
  pictured,
  shows,
  undecided,
} from '../../evidence.ts'
import type { Core, Finding, Requirement } from '../../requirement.ts'
import { takenAsRead, usedReading } from './places-cards.ts'
import { at, readWithoutRight, view } from './places-functions.ts'

const WEB = { tools: ['web' as const] }
const APP = { tools: ['app' as const] }

const byWeb = (...reader: ReaderAct[]): ShowInput[number] => ({ kind: 'my-number-card', by: 'web', reader })
const byApp = (...reader: ReaderAct[]): ShowInput[number] => ({ kind: 'my-number-card', by: 'app', reader })

const wrongOffers = (turn: Turn, ...unfit: readonly string[]): string[] =>
  turn.outcome.offers.filter((offer) => unfit.includes(offer))

const READER_WAYS = ['reader-face', 'reader-pin', 'reader-visual'] as const

// ── the tools at the counter ───────────────────────────────────────────────────────────────────────────────────────

const TOOL_OFFERS = ['web-app', 'home-app'] as const

const deadReader = (tools: readonly ('web' | 'app')[], ...then: readonly ReceiveInput[]) =>
  ordinary(broken('reader-broken'), reception([{ kind: 'my-number-card', reader: ['face'] }]), ...then).map(
    at({ tools: [...tools] }),
  )
const someTools = fc.constantFrom<('web' | 'app')[]>(['web'], ['app'], ['web', 'app'])

function checkTools(turn: Turn): Finding | null {
  if (turn.facts.delivered !== null) return usedReading(turn)
  if (undecided(turn) || turn.outcome.decision !== 'ask') return null
  const right = turn.decision().offers.filter((offer) => TOOL_OFFERS.some((tool) => tool === offer))
  const offered = wrongOffers(turn, ...TOOL_OFFERS)
  const unfit = offered.filter((offer) => !right.some((tool) => tool === offer))
  if (unfit.length > 0)
    return finding('unfit-way-offered', turn, right.join(', ') || 'no tool here and now', unfit.join(', '))
  return right.length > 0 && offered.length === 0
    ? finding('no-way-offered', turn, right.join(', '), turn.outcome.offers.join(', ') || 'nothing')
    : null
}

const rowH1: Requirement = {
  id: 'row-H1',
  severity: 'must',
  sentence: {
    ja: '顔認証付きカードリーダーだけが使えず、照会する番号もないとき、居宅同意取得型のある施設は2025-04-01からその道具での読み取りを案内し、結果を使う。',
    en: 'When only the face reader is dead and no numbers are at hand, a site that has a tool of the home visit offers to read the card with it, from 2025-04-01 on, and uses the result.',
  },
  sources: ['rules.md 2.1 row H1 [D102]', 'rules.md 1.3 M20a M20b', 'counter.md S54'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('offered', { ja: '案内', en: 'offered' }, () => someTools.chain((tools) => deadReader(tools))),
    anyDay('none', { ja: '道具のない施設', en: 'a site without tools' }, () => deadReader([])),
    anyDay('read/web', { ja: 'Webで読み取り', en: 'read with the web tool' }, () =>
      deadReader(['web'], reception([byWeb('pin')])),
    ),
    anyDay('read/app', { ja: 'アプリで目視', en: 'visual check with the app' }, () =>
      deadReader(['app'], reception([byApp('visual')])),
    ),
    onDay('2025-03-31', 'day-before', { ja: '開始前日', en: 'the day before' }, () => deadReader(['web', 'app'])),
    onDay('2025-04-01', 'first-day', { ja: '開始日', en: 'the first day' }, () => deadReader(['web', 'app'])),
  ],
  mutants: ['tools-stay-at-home', 'tools-before-their-day'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { card, delivered, cardAnswer, device, ownCard, equipment, facility } = turn.facts
      const whole = card?.certificate === 'VALID' || card?.certificate === 'WARN'
      const { shown, chart, circumstances, reader, patientPresent } = turn.presentation
      return (
        facility.capability === 'FULL' &&
        circumstances.place === 'counter' &&
        !equipment.reader &&
        equipment.chip &&
        isOnline(turn) &&
        whole &&
        card.registration === 'REGISTERED' &&
        ownCard &&
        patientPresent &&
        chart === null &&
        shown.every(({ kind }) => kind === 'my-number-card') &&
        reader.includes('out-of-order') &&
        (delivered === null || (device !== 'reader' && cardAnswer?.validity === 1))
      )
    },
    check: checkTools,
  }),
}

// ── online consultation ────────────────────────────────────────────────────────────────────────────────────────────

const screen: Partial<ReceiveInput> = { circumstances: { place: 'online' } }
const remote = (core: Core): Core => at(WEB)(core)

function checkOnline(turn: Turn): Finding | null {
  if (turn.facts.delivered !== null) return turn.facts.delivered === 'pin' ? usedReading(turn) : null
  if (undecided(turn)) return null
  if (shows(turn, 'certificate'))
    return accepted(turn)
      ? null
      : finding('substitute-refused', turn, 'accepted: the certificate held to the camera', pictured(turn.outcome))
  if (accepted(turn))
    return finding('ladder-online', turn, 'not accepted: no card read, no certificate', pictured(turn.outcome))
  const rungs = wrongOffers(turn, ...LADDER)
  if (rungs.length > 0) return finding('ladder-online', turn, 'no rung of the counter', rungs.join(', '))
  const { card } = turn.facts
  const noPin = card !== null && (card.kind === 'face-only' || card.pin.locked)
  const unfit = wrongOffers(turn, ...READER_WAYS, 'home-app', ...(noPin ? ['web-app'] : []))
  return unfit.length === 0
    ? null
    : finding('unfit-way-offered', turn, 'the web tool with a PIN, or the certificate', unfit.join(', '))
}

const m20a: Requirement = {
  id: 'M20a',
  severity: 'must',
  sentence: {
    ja: 'オンライン診療では、暗証番号による在宅受付Webかカメラに示した資格確認書で確認し、目視確認や代替手段は使わず、顔認証カードは読み取れない。',
    en: 'In an online consultation the web tool with the PIN or the certificate held to the camera serves; neither a visual check nor the ladder, and never a face-authentication card.',
  },
  sources: ['rules.md 1.3 M20a [W39][D22][D73][D109]', 'rules.md 2.1 row AL', 'counter.md S50'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('pin', { ja: '暗証番号', en: 'PIN' }, () => ordinary(reception([byWeb('pin')], screen)).map(remote)),
    anyDay('grace', { ja: '電子証明書は猶予中', en: 'certificate in grace' }, (day) =>
      one(() => ({ card: cardExpired(addDays(day, -5)) }), reception([byWeb('pin')], screen)).map(remote),
    ),
    anyDay('camera', { ja: 'カメラに資格確認書', en: 'certificate before the camera' }, () =>
      ordinary(reception([certificateInTerm()], screen)).map(remote),
    ),
    anyDay('notice', { ja: 'カードとお知らせ', en: 'card and notice' }, () =>
      ordinary(reception([byWeb(), { kind: 'notice' }], screen)).map(remote),
    ),
    anyDay('visual', { ja: '目視を試みる', en: 'a visual check is tried' }, () =>
      ordinary(reception([byWeb('visual')], screen)).map(remote),
    ),
    anyDay('face-only', { ja: '顔認証カード', en: 'face-only card' }, () =>
      one(() => ({ card: cardWith({ kind: 'face-only' }) }), reception([byWeb()], screen)).map(remote),
    ),
  ],
  mutants: ['ladder-online', 'visual-online', 'camera-paper-refused', 'web-for-every-card'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { place } = turn.presentation.circumstances
      const { delivered, cardAnswer, ownCard } = turn.facts
      return (
        place === 'online' &&
        ownCard &&
        turn.presentation.chart === null &&
        turn.facts.facility.tools.includes('web') &&
        turn.decision().outcome !== 'stop' &&
        (delivered === null || cardAnswer?.validity === 1) &&
        (!shows(turn, 'certificate') || turn.decision().method === 'M08')
      )
    },
    check: checkOnline,
  }),
}

// ── home visit ─────────────────────────────────────────────────────────────────────────────────────────────────────

const home = (care: 'none' | 'continuing' | 'withdrawn'): Partial<ReceiveInput> => ({
  circumstances: { place: 'home', care },
  chart: {},
})
const later = (care: 'continuing' | 'withdrawn'): ReceiveInput => ({ ...reception([], home(care)), reinquiry: true })
const firstVisit = (...reader: ReaderAct[]): ReceiveInput => ({
  ...reception([byApp(...reader)], home('continuing')),
  visit: 'v0',
})

const m20b: Requirement = {
  id: 'M20b',
  severity: 'must',
  sentence: {
    ja: '訪問診療では、登録端末のアプリで暗証番号か目視により読み取り、継続的な同意がある間は次回からカードなしの再照会の結果を使い、撤回後は何も読み取らない。',
    en: 'On a home visit the app reads the card by PIN or visual check; while the continuing consent lasts later visits rest on a re-inquiry without card, and after its withdrawal on nothing of that.',
  },
  sources: ['rules.md 1.3 M20b [W39][W41][D74]', 'counter.md S51'],
  needs: ['receive', 'view'],
  inquiry: true,
  edges: [
    anyDay('pin', { ja: '初回、暗証番号', en: 'first visit, PIN' }, () =>
      ordinary(reception([byApp('pin')], home('none'))).map(at(APP)),
    ),
    anyDay('visual', { ja: '初回、目視', en: 'first visit, visual check' }, () =>
      ordinary(reception([byApp('visual')], home('none'))).map(at(APP)),
    ),
    overTime('later', { ja: '次回、再照会', en: 'a later visit, re-inquiry' }, () =>
      ordinary(firstVisit('pin'), { do: 'clock', to: '+14d' }, later('continuing')).map(at(APP)),
    ),
    overTime('withdrawn', { ja: '撤回後', en: 'after the withdrawal' }, () =>
      ordinary(firstVisit('visual'), { do: 'clock', to: '+14d' }, later('withdrawn'), view).map(at(APP)),
    ),
  ],
  mutants: ['every-home-visit-needs-the-card', 'withdrawn-consent-lives'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { place, care } = turn.presentation.circumstances
      const { delivered, cardAnswer, card, device, ownCard } = turn.facts
      if (place !== 'home' || !ownCard || !turn.facts.facility.tools.includes('app')) return false
      if (delivered === null) return care === 'withdrawn' && !shows(turn, 'my-number-card')
      const whole = card?.certificate === 'VALID' || card?.certificate === 'WARN'
      return device === 'app' && whole && cardAnswer?.validity === 1
    },
    check: (turn, history) => {
      if (turn.facts.delivered !== null) return usedReading(turn)
      return (
        readWithoutRight(turn, history, 'the consent was withdrawn') ?? (undecided(turn) ? null : takenAsRead(turn))
      )
    },
  }),
}

// ── outside the ordinary route ─────────────────────────────────────────────────────────────────────────────────────

const arrival = (checkedBefore: boolean, identity: 'none' | 'photo' | 'known') =>
  ordinary(reception([byWeb('pin')], { circumstances: { place: 'outside', checkedBefore, identity } })).map(at(WEB))

const m26: Requirement = {
  id: 'M26',
  severity: 'must',
  sentence: {
    ja: '来院前に患者の端末で確認した人は、来院時に写真付きの本人確認書類を示すか、本人と明らかなときだけ受け付け、その場で読み取った人にはそれを求めない。',
    en: 'A patient checked on his own device before arrival is accepted when he shows a photo identity or is plainly known, and not before; one whose card is read on the spot is not asked for it.',
  },
  sources: ['rules.md 1.3 M26 [D22]', 'counter.md S53'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('unidentified', { ja: '事前確認、本人確認なし', en: 'checked before, unidentified' }, () =>
      arrival(true, 'none'),
    ),
    anyDay('photo', { ja: '事前確認、書類あり', en: 'checked before, photo identity' }, () => arrival(true, 'photo')),
    anyDay('known', { ja: '事前確認、本人と明らか', en: 'checked before, plainly known' }, () =>
      arrival(true, 'known'),
    ),
    anyDay('on-the-spot', { ja: '車内で読み取り', en: 'read on the spot' }, () => arrival(false, 'none')),
  ],
  mutants: ['arrival-unasked', 'arrival-asks-everybody'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      turn.presentation.circumstances.place === 'outside' &&
      turn.facts.ownCard &&
      turn.facts.device === 'web' &&
      turn.facts.delivered === 'pin' &&
      turn.facts.cardAnswer?.validity === 1 &&
      turn.presentation.shown.length === 1 &&
      turn.decision().outcome !== 'stop',
    check: (turn) => {
      const { checkedBefore, identity } = turn.presentation.circumstances
      if (checkedBefore && identity === 'none')
        return accepted(turn)
          ? finding('arrival-unidentified', turn, 'asked who he is before he is accepted', pictured(turn.outcome))
          : null
      return usedReading(turn, 'known-arrival-refused')
    },
  }),
}

// ── stop-gap papers ────────────────────────────────────────────────────────────────────────────────────────────────

/** Joined some days ago; the service does not know it yet. */
const justJoined = (index: number) => ({
  card: null,
  cover: employeeCover(index, { acquired: 'start-5d', knownAt: 'start+9d' }),
})
const holding = (kind: PaperKind, issued: string, validUntil: string | null) =>
  one(justJoined, reception([{ kind, issued, ...(validUntil === null ? {} : { validUntil }) }]))

const alone = (turn: Turn, kind: PaperKind): PrintedFields | null =>
  turn.presentation.shown.length === 1 && turn.presentation.chart === null ? (papersOf(turn, kind)[0] ?? null) : null

function checkLastDay(turn: Turn, until: CivilDate | null): Finding | null {
  if (undecided(turn)) return null
  const right = until === null || turn.day <= until
  if (accepted(turn) === right) return null
  return finding(
    right ? 'stop-gap-refused' : 'stop-gap-overdue',
    turn,
    right ? `accepted through ${until ?? 'its end'}` : `not accepted after ${until ?? ''}`,
    pictured(turn.outcome),
  )
}

/** Twenty days with the day of issue, or the printed day if that is earlier. */
const stopGapEnd = ({ issued, validUntil }: PrintedFields): CivilDate | null =>
  issued === null || validUntil === null
    ? issued === null
      ? validUntil
      : addDays(issued, 19)
    : earlierOf(addDays(issued, 19), validUntil)

const m28: Requirement = {
  id: 'M28',
  severity: 'must',
  sentence: {
    ja: '年金機構の被保険者資格証明書は、回答がなくても最終日（発行日を含め最長20日、2026-11-01発行なら2026-11-20）まで受け付け、翌日から受け付けない。',
    en: 'The stop-gap paper of the pension service is accepted through its last day (at most 20 days with the day of issue: issued 2026-11-01, through 2026-11-20) although no answer is found, and not from the next day on.',
  },
  sources: ['rules.md 1.3 M28 [D24]', 'counter.md S47'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    onDay('2026-11-20', 'twenty-days', { ja: '20日目', en: 'the 20th day' }, () =>
      holding('jps-certificate', '2026-11-01', null),
    ),
    onDay('2026-11-21', 'twenty-one-days', { ja: '21日目', en: 'the 21st day' }, () =>
      holding('jps-certificate', '2026-11-01', null),
    ),
    onDay('2026-11-01', 'day-of-issue', { ja: '発行日', en: 'the day of issue' }, () =>
      holding('jps-certificate', '2026-11-01', null),
    ),
    anyDay('printed-last-day', { ja: '券面の最終日', en: 'the printed last day' }, () =>
      holding('jps-certificate', 'start-4d', 'start'),
    ),
    anyDay('printed-day-after', { ja: '券面の最終日の翌日', en: 'the day after the printed last day' }, () =>
      holding('jps-certificate', 'start-4d', 'start-1d'),
    ),
  ],
  mutants: ['stop-gap-without-end', 'stop-gap-ends-early', 'stop-gap-needs-an-answer'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => alone(turn, 'jps-certificate') !== null,
    check: (turn) => {
      const fields = alone(turn, 'jps-certificate')
      return fields === null ? null : checkLastDay(turn, stopGapEnd(fields))
    },
  }),
}

const m32: Requirement = {
  id: 'M32',
  severity: 'must',
  sentence: {
    ja: '日雇特例被保険者の受給資格者票は、回答がなくても券面の期限まで受け付け、翌日から受け付けない。',
    en: "A day labourer's book is accepted through its printed last day although no answer is found, and not from the next day on.",
  },
  sources: ['rules.md 1.3 M32 [S3]', 'counter.md S47'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('inside', { ja: '期間中', en: 'inside the term' }, () =>
      holding('day-labourer-book', 'start-4d', 'start+20d'),
    ),
    anyDay('last-day', { ja: '最終日', en: 'last day' }, () => holding('day-labourer-book', 'start-60d', 'start')),
    anyDay('day-after', { ja: '翌日', en: 'the day after' }, () =>
      holding('day-labourer-book', 'start-60d', 'start-1d'),
    ),
  ],
  mutants: ['book-without-end', 'book-needs-an-answer'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => alone(turn, 'day-labourer-book') !== null,
    check: (turn) => {
      const fields = alone(turn, 'day-labourer-book')
      return fields === null ? null : checkLastDay(turn, fields.validUntil)
    },
  }),
}

// ── telephone ──────────────────────────────────────────────────────────────────────────────────────────────────────

const call = (extra: Partial<ReceiveInput> = {}): ReceiveInput =>
  reception([], { chart: {}, circumstances: { place: 'telephone' }, ...extra })

const rowAL: Requirement = {
  id: 'row-AL',
  severity: 'must',
  sentence: {
    ja: '電話再診は自院の記録の番号照会か、変わりないとの聞き取りで受け付け、読み取りを案内せず、24時間を過ぎた同意で薬剤情報を求めない。',
    en: 'A visit by telephone rests on an inquiry with the own record or the word that nothing changed; no reading is offered and no medicines are asked for on a consent older than 24 hours.',
  },
  sources: ['rules.md 2.1 row AL', 'counter.md S49', 'rules.md 2.3'],
  needs: ['receive', 'view'],
  inquiry: false,
  edges: [
    anyDay('by-number', { ja: '番号照会', en: 'inquiry by number' }, () => ordinary(call())),
    anyDay('told', { ja: '回線障害、変わりないとの申告', en: 'line down, "nothing changed"' }, () =>
      ordinary(broken('line-down'), call({ says: { unchanged: 'yes' } })),
    ),
    anyDay('untold', { ja: '回線障害、尋ねていない', en: 'line down, not asked' }, () =>
      ordinary(broken('line-down'), call()),
    ),
    overTime('old-consent', { ja: '前日の同意、薬剤情報', en: "yesterday's consent, medicines" }, () =>
      ordinary(
        { ...reception([{ kind: 'my-number-card', reader: ['face'] }], { chart: {} }), visit: 'v0' },
        { do: 'clock', to: '+25h' },
        call(),
        view,
      ),
    ),
  ],
  mutants: ['telephone-needs-a-card', 'telephone-on-old-consent', 'skips-number-inquiry', 'past-record-unasked'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      turn.presentation.circumstances.place === 'telephone' &&
      turn.presentation.shown.length === 0 &&
      turn.presentation.chart?.key !== undefined,
    check: checkCall,
  }),
}

function checkCall(turn: Turn, history: History): Finding | null {
  const consented = history.steps.some(
    ({ step, index, at: moment }) =>
      step.do === 'receive' &&
      index < turn.index &&
      step.person === turn.step.person &&
      turn.presentation.at <= addSeconds(moment, 24 * 3600),
  )
  const read = consented ? null : readWithoutRight(turn, history, 'no consent of the last 24 hours')
  if (read !== null || undecided(turn)) return read
  const unfit = wrongOffers(turn, ...READER_WAYS, 'web-app', 'home-app')
  if (unfit.length > 0) return finding('unfit-way-offered', turn, 'nothing can be read', unfit.join(', '))
  const right = turn.decision().outcome === 'accepted'
  if (accepted(turn) === right) return null
  return right
    ? finding('telephone-refused', turn, 'accepted on the own record', pictured(turn.outcome))
    : finding('telephone-unasked', turn, 'a question: nothing was confirmed', pictured(turn.outcome))
}

/** Requirements about visits that do not take place at the counter, and about stop-gap papers. */
export const placeVisitRequirements: readonly Requirement[] = [rowH1, m20a, m20b, m26, m28, m32, rowAL]
