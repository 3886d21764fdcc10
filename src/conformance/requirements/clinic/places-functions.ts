import type { History } from '../../../../scenarios/history.ts'
import type { ReaderAct } from '../../../../scenarios/scenario.ts'
import { anyDay, onDay } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  type StepInput,
  broken,
  one,
  ordinary,
  reception,
} from '../../arbitraries/cases.ts'
import {
  type Turn,
  accepted,
  examineTurns,
  finding,
  isMedical,
  ownCardShown,
  pictured,
  shows,
  stepsFor,
  undecided,
} from '../../evidence.ts'
import type { Core, Edge, Finding, Requirement } from '../../requirement.ts'
import { usedReading } from './places-cards.ts'

/** Requests for medical information that a visit caused, at the reception or at a later look. */
function medicalOf(turn: Turn, history: History): string[] {
  const looks = stepsFor(history, 'view', turn.step.visit).flatMap(({ messages }) => messages)
  return [...turn.messages, ...looks].filter(isMedical).map(({ name }) => name)
}

/** A request for medical information that nobody may send. */
export function readWithoutRight(turn: Turn, history: History, why: string): Finding | null {
  const [first] = medicalOf(turn, history)
  return first === undefined
    ? null
    : finding('read-without-right', turn, `no request for medical information: ${why}`, `${first} was sent`)
}

const wasViewed = (turn: Turn, history: History): boolean =>
  stepsFor(history, 'view', turn.step.visit).some(({ result }) => result !== null)

/** 有資格者が診療情報を見ようとする: a qualified user asks for medicines in the visit. */
export const view: StepInput = { do: 'view', visit: 'v1', role: 'qualified', what: 'medicines' }

/** The case at a site that is special in some respect. */
export const at =
  (facility: NonNullable<Core['facility']>) =>
  (core: Core): Core => ({ ...core, facility })

const HOSPITAL = { kind: 'HOSPITAL' } as const
const unconscious: Partial<ReceiveInput> = { circumstances: { responsive: false, companion: 'family' } }
const byEye: ShowInput = [{ kind: 'my-number-card', reader: ['visual'] }]

const m27: Requirement = {
  id: 'M27',
  severity: 'must',
  sentence: {
    ja: '意思を示せない患者のカードは職員の目視で読み取って資格確認に使い、同意のない診療・薬剤情報を求めるのは2024-12-09以降の病院だけとする。',
    en: 'The card of a patient who cannot consent is read by the visual check of the staff and proves cover; medical information is asked for without consent only by hospitals, from 2024-12-09 on.',
  },
  sources: ['rules.md 1.3 M27 [D23]', 'rules.md 2.1 row AD [D66]', 'counter.md S27'],
  needs: ['receive', 'view'],
  inquiry: true,
  edges: [
    anyDay('clinic', { ja: '診療所', en: 'clinic' }, () =>
      ordinary(reception(byEye, unconscious), view).map(at({ kind: 'CLINIC' })),
    ),
    anyDay('pharmacy', { ja: '薬局', en: 'pharmacy' }, () =>
      ordinary(reception(byEye, unconscious), view).map(at({ kind: 'PHARMACY', institutionCode: '1349999993' })),
    ),
    anyDay('hospital', { ja: '病院', en: 'hospital' }, () =>
      ordinary(reception(byEye, unconscious), view).map(at(HOSPITAL)),
    ),
    onDay('2024-12-08', 'hospital/day-before', { ja: '病院、開始前日', en: 'hospital, the day before' }, () =>
      ordinary(reception(byEye, unconscious), view).map(at(HOSPITAL)),
    ),
    onDay('2024-12-09', 'hospital/first-day', { ja: '病院、開始日', en: 'hospital, the first day' }, () =>
      ordinary(reception(byEye, unconscious), view).map(at(HOSPITAL)),
    ),
  ],
  mutants: ['emergency-view-everywhere'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      !turn.presentation.circumstances.responsive &&
      ownCardShown(turn) &&
      turn.facts.delivered === 'visual' &&
      turn.facts.cardAnswer?.validity === 1 &&
      wasViewed(turn, history),
    check: (turn, history) => {
      const unread = usedReading(turn)
      if (unread !== null) return unread
      const allowed = turn.facts.facility.kind === 'HOSPITAL' && turn.day >= '2024-12-09'
      return allowed ? null : readWithoutRight(turn, history, 'the patient could not consent')
    },
  }),
}

const modeScreen: ShowInput = [{ kind: 'mode-screen', issued: 'start' }]
const inMode = (mode: 'normal' | 'large-outage' | 'disaster', ...before: StepInput[]) =>
  ordinary(...before, reception(modeScreen, { circumstances: { mode } }))

const onlyModeScreen = (turn: Turn): boolean =>
  shows(turn, 'mode-screen') &&
  turn.presentation.shown.length === 1 &&
  turn.presentation.chart === null &&
  turn.facts.facility.capability === 'FULL'

function checkModeScreen(turn: Turn): Finding | null {
  if (undecided(turn)) return null
  const open = turn.presentation.circumstances.mode !== 'normal'
  if (accepted(turn) === open) return null
  return open
    ? finding('mode-screen-refused', turn, 'accepted: the function is open', pictured(turn.outcome))
    : finding('mode-screen-out-of-time', turn, 'not accepted: the function is not open', pictured(turn.outcome))
}

const m15: Requirement = {
  id: 'M15',
  severity: 'must',
  sentence: {
    ja: 'システム障害時モードの画面は、切り替えられているときだけ認め、利用を報告する予定を残す。',
    en: 'The screen of the outage mode counts only while the mode was switched on, and its use is going to be reported.',
  },
  sources: ['rules.md 1.3 M15 [W3]', 'rules.md 2.1 row H2'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('switched-on', { ja: '切り替え中', en: 'switched on' }, () =>
      inMode('large-outage', broken('service-closed')),
    ),
    anyDay('not-switched-on', { ja: '切り替えられていない', en: 'not switched on' }, () =>
      inMode('normal', broken('service-closed')),
    ),
  ],
  mutants: ['mode-without-activation', 'mode-use-forgotten'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => onlyModeScreen(turn) && turn.presentation.circumstances.mode !== 'disaster',
    check: (turn) => {
      const wrong = checkModeScreen(turn)
      if (wrong !== null || !accepted(turn)) return wrong
      return turn.outcome.followUps.some(({ what }) => what === 'report-mode-use')
        ? null
        : finding('mode-use-unreported', turn, 'a follow-up: report-mode-use', 'none')
    },
  }),
}

const m16: Requirement = {
  id: 'M16',
  severity: 'must',
  sentence: {
    ja: '災害時モードの画面は、指定された期間だけカードがなくても認める。',
    en: 'The screen of the disaster mode counts without any card, and only in the designated period.',
  },
  sources: ['rules.md 1.3 M16 [W40]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('designated', { ja: '指定期間中', en: 'in the designated period' }, () => inMode('disaster')),
    anyDay('over', { ja: '期間外', en: 'outside the period' }, () => inMode('normal')),
  ],
  mutants: ['mode-without-activation', 'disaster-mode-refused'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => onlyModeScreen(turn) && turn.presentation.circumstances.mode !== 'large-outage',
    check: checkModeScreen,
  }),
}

const CHILD = { birthDate: '2014-06-10', card: null } as const
const ADULT = { birthDate: '1985-06-10', card: null } as const
const withTeacher: Partial<ReceiveInput> = { circumstances: { companion: 'teacher' } }
const copied: ShowInput[number] = {
  kind: 'certificate',
  issued: 'start-40d',
  validFrom: 'start-40d',
  validUntil: 'start+1y',
  copy: true,
}
const event = (
  day: string,
  id: string,
  title: Edge['title'],
  traits: typeof CHILD | typeof ADULT,
  thing: ShowInput[number],
  extra: Partial<ReceiveInput>,
): Edge => {
  const core = () => one(() => traits, reception([thing], extra))
  return day === 'any' ? anyDay(id, title, core) : onDay(day, id, title, core)
}

const EVENT_PAPERS = ['certificate', 'notice', 'portal-pdf']

/** A pupil's paper that only the rule for school events can make good. */
function isEventPaper(turn: Turn): boolean {
  const { shown, circumstances } = turn.presentation
  return (
    shown.length > 0 &&
    shown.every((thing) => {
      const copy = 'copy' in thing && thing.copy
      const served = EVENT_PAPERS.includes(thing.kind) && (copy || thing.kind !== 'certificate')
      return served && (copy || circumstances.companion === 'teacher')
    })
  )
}

const m17: Requirement = {
  id: 'M17',
  severity: 'must',
  sentence: {
    ja: '学校行事や保育所の子どもは、付き添いの大人が示すお知らせ・PDF（写しと資格確認書の写しは2025-02-12から）で受け付け、大人の患者や付き添いのない子どもの写しは認めない。',
    en: 'A child on a school event or in a nursery is accepted on a notice or PDF shown by the accompanying adult (copies, also of a certificate, from 2025-02-12); a copy never serves an adult or a lone child.',
  },
  sources: ['rules.md 1.3 M17 [S2][W37]', 'rules.md 10.2', 'counter.md S52 (assumption schoolEvent.age)'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    event('any', 'copy', { ja: '資格確認書の写し', en: 'copy of a certificate' }, CHILD, copied, withTeacher),
    event('any', 'notice', { ja: 'お知らせ', en: 'notice' }, CHILD, { kind: 'notice' }, withTeacher),
    event('any', 'pdf', { ja: 'PDF', en: 'PDF' }, CHILD, { kind: 'portal-pdf' }, withTeacher),
    event('any', 'adult', { ja: '大人の患者', en: 'adult patient' }, ADULT, copied, withTeacher),
    event('any', 'alone', { ja: '付き添いのない子ども', en: 'lone child' }, CHILD, copied, {}),
    event(
      '2025-02-11',
      'copy/day-before',
      { ja: '写し、開始前日', en: 'copy, the day before' },
      CHILD,
      copied,
      withTeacher,
    ),
    event(
      '2025-02-12',
      'copy/first-day',
      { ja: '写し、開始日', en: 'copy, the first day' },
      CHILD,
      copied,
      withTeacher,
    ),
  ],
  mutants: ['copy-without-adult', 'event-rule-for-adults', 'event-copies-from-the-start', 'event-rule-unknown'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => turn.presentation.chart === null && isEventPaper(turn),
    check: (turn) => {
      if (undecided(turn)) return null
      const right = turn.decision().outcome === 'accepted'
      if (accepted(turn) === right) return null
      return finding(
        right ? 'event-paper-refused' : 'event-paper-exceeded',
        turn,
        right ? 'accepted: a pupil with the accompanying adult' : 'not accepted: the rule does not cover this',
        pictured(turn.outcome),
      )
    },
  }),
}

const LIMITED = { capability: 'LIMITED', kind: 'OTHER' } as const
const withApp = (...reader: ReaderAct[]): ShowInput => [{ kind: 'my-number-card', by: 'limited-app', reader }]

const m19: Requirement = {
  id: 'M19',
  severity: 'must',
  sentence: {
    ja: '資格確認限定型の施設は、アプリで読み取った資格で受け付け、薬剤・診療・健診情報は求めない。',
    en: 'An eligibility-only site accepts cover read with its app and asks for no medical information.',
  },
  sources: ['rules.md 1.3 M19 [W38]'],
  needs: ['receive', 'view'],
  inquiry: true,
  edges: [
    anyDay('pin', { ja: '暗証番号', en: 'PIN' }, () => ordinary(reception(withApp('pin')), view).map(at(LIMITED))),
    anyDay('visual', { ja: '目視', en: 'visual check' }, () =>
      ordinary(reception(withApp('visual')), view).map(at(LIMITED)),
    ),
  ],
  mutants: ['limited-site-reads-on', 'limited-app-ignored'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      turn.facts.facility.capability === 'LIMITED' &&
      ownCardShown(turn) &&
      turn.facts.device === 'limited-app' &&
      turn.facts.delivered !== null &&
      turn.facts.cardAnswer?.validity === 1 &&
      wasViewed(turn, history),
    check: (turn, history) =>
      usedReading(turn) ?? readWithoutRight(turn, history, 'this site only confirms eligibility'),
  }),
}

/** Requirements about emergency functions, school events and eligibility-only sites. */
export const placeFunctionRequirements: readonly Requirement[] = [m15, m16, m17, m19, m27]
