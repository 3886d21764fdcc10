import { type Instant, addSeconds } from '../../../domain/civil-date.ts'
import type { History, StepRecord } from '../../../../scenarios/history.ts'
import { anyDay, overTime } from '../../arbitraries/edges.ts'
import { type ReceiveInput, type ShowInput, type StepInput, ordinary, reception } from '../../arbitraries/cases.ts'
import { cardAgreeing } from '../../arbitraries/row-cases.ts'
import { type Turn, atOrdinaryCounter, isMedical, notPickedUp, pickedUp, turnsOf } from '../../evidence.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'

const DAY_SECONDS = 24 * 3600
const agreed: ShowInput = [{ kind: 'my-number-card', reader: ['face'] }]
const refused: ShowInput = [
  { kind: 'my-number-card', reader: ['face'], consents: { medicines: false, checkups: false } },
]
const inTerm: ShowInput = [{ kind: 'certificate', issued: 'start-1m', validFrom: 'start-1m', validUntil: 'start+1y' }]
const look = (
  role: 'reception' | 'qualified',
  what: 'medicines' | 'checkups' = 'medicines',
  visit = 'v1',
): StepInput => ({ do: 'view', visit, role, what })
const later = (visit: string, show: ShowInput, extra: Partial<ReceiveInput> = {}): StepInput => ({
  ...reception(show, extra),
  visit,
})

interface Permission {
  readonly turn: Turn
  readonly allowed: boolean
}

/** Consent of the card shown in a visit, and when it was given; the reader's result came in the turn. */
function consentIn(turn: Turn, what: 'medicines' | 'checkups'): Instant | null {
  if (
    turn.facts.delivered === null ||
    (turn.facts.cardAnswer?.validity !== 1 && turn.facts.cardAnswer?.validity !== 6) ||
    turn.facts.card?.certificate === 'GRACE'
  )
    return null
  const asked = turn.step.show.flatMap((thing) =>
    thing.kind === 'my-number-card' || thing.kind === 'phone' ? [thing.consents?.[what] ?? true] : [],
  )
  if (asked[0] !== true) return null
  return turn.presentation.at
}

function permissionOf(history: History, record: StepRecord): Permission | null {
  const { step } = record
  if (step.do !== 'view') return null
  const turn = turnsOf(history).findLast(
    (candidate) => candidate.step.visit === step.visit && candidate.index < record.index,
  )
  if (turn === undefined || !atOrdinaryCounter(turn) || turn.facts.card?.certificate === 'GRACE') return null
  const given = consentIn(turn, step.what)
  const inTime = given !== null && record.at <= addSeconds(given, DAY_SECONDS)
  return { turn, allowed: inTime && step.role === 'qualified' }
}

function examineConsents(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const record of history.steps) {
    const permission = permissionOf(history, record)
    if (permission === null || record.result === null) continue
    const asked = record.messages.filter(isMedical)
    if (permission.turn.facts.delivered !== null && !pickedUp(permission.turn)) {
      findings.push(notPickedUp(permission.turn))
    } else if (asked.length > 0 && !permission.allowed) {
      findings.push({
        code: 'read-without-right',
        step: record.index,
        expected: 'no request for medical information',
        actual: `${asked[0]?.name ?? ''} was sent`,
      })
    } else if (asked.length === 0 && permission.allowed) {
      findings.push({
        code: 'consented-view-missing',
        step: record.index,
        expected: 'the request goes out: the patient agreed and the viewer is qualified',
        actual: 'no request was sent',
      })
    } else if (permission.turn.outcome.decision === 'none') {
      continue
    }
    seen += 1
  }
  return seen === 0 ? null : { evidence: 'observed', findings }
}

/** Requirements about consents and roles. */
export const consentRequirements: readonly Requirement[] = [
  {
    id: 'C13',
    severity: 'must',
    sentence: {
      ja: '薬剤・健診情報は、同意があり、同意から24時間00分00秒までの間に、有資格者だけが取得する。同意なし、番号照会だけの受診、受付の職員では取得しない。',
      en: 'Medicines and check-ups are requested only with a given consent, until 24 h 00 m 00 s after it, by a qualified user; never without consent, after a mere number inquiry, or by the reception.',
    },
    sources: ['counter.md C13', 'rules.md 2.3', 'wire.md 2.7, 5.3 [TECH][D110]'],
    needs: ['receive', 'view'],
    inquiry: true,
    edges: [
      anyDay('agreed', { ja: '同意あり、有資格者', en: 'agreed, qualified user' }, () =>
        ordinary(reception(agreed), look('qualified', 'checkups')),
      ),
      anyDay('refused', { ja: '同意なし', en: 'refused' }, () => ordinary(reception(refused), look('qualified'))),
      anyDay('partly', { ja: '健診だけ同意、薬剤を求める', en: 'check-ups agreed, medicines asked for' }, () =>
        ordinary(reception(cardAgreeing({ medicines: false, checkups: true })), look('qualified')),
      ),
      anyDay('by-reception', { ja: '受付の職員', en: 'by the reception' }, () =>
        ordinary(reception(agreed), look('reception')),
      ),
      anyDay('number-inquiry', { ja: '次の受診は番号照会だけ', en: 'next visit by number only' }, () =>
        ordinary({ ...reception(agreed), visit: 'v0' }, later('v1', inTerm, { chart: {} }), look('qualified')),
      ),
      overTime('24h-00m-00s', { ja: '同意から24時間00分00秒', en: '24 h 00 m 00 s after the consent' }, () =>
        ordinary(reception(agreed), { do: 'clock', to: '+24h' }, look('qualified')),
      ),
      overTime('24h-00m-01s', { ja: '同意から24時間00分01秒', en: '24 h 00 m 01 s after the consent' }, () =>
        ordinary(reception(agreed), { do: 'clock', to: '+86401s' }, look('qualified')),
      ),
    ],
    mutants: ['consent-never-expires', 'consent-inherited', 'clerk-reads-medicines', 'one-consent-opens-all'],
    examine: examineConsents,
  },
]
