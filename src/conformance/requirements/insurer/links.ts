import type fc from 'fast-check'
import { type CivilDate, addDays, dateOf, laterOf } from '../../../domain/civil-date.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import type { History } from '../../../../scenarios/history.ts'
import { FAULTS } from '../../../../scenarios/faults/index.ts'
import { type SentRecord, eventsOf, isComplete, lastDay, memberInBooks } from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { recordsAbout } from './loss.ts'
import { type People, apart, caseOf, form } from './offices.ts'
import { concluded } from './parts.ts'
import { registrationsOf } from './registration.ts'

// ── INS-14 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** 回線の障害: steps during which nothing reaches the gateway, and the day on which the link worked again. */
interface Outage {
  readonly from: number
  readonly until: number
  readonly repaired: CivilDate
}

const breaksLine = (fault: keyof typeof FAULTS): boolean => FAULTS[fault].breaks.some((part) => part === 'line')

/** Outages that ended; what is still broken shows nothing yet. */
function outages({ steps }: History): readonly Outage[] {
  const found: Outage[] = []
  let begun: number | null = null
  for (const { step, index, at } of steps) {
    if (step.do !== 'fault' || !breaksLine(step.fault)) continue
    if (step.on) begun ??= index
    else if (begun !== null) {
      found.push({ from: begun, until: index, repaired: dateOf(at) })
      begun = null
    }
  }
  return found
}

/** 登録期限: five days from receipt. @see facts/insurer.md 1.5 */
const DEADLINE_DAYS = 5

interface Pending {
  readonly step: number
  readonly received: CivilDate
  readonly sent: readonly SentRecord[]
}

/** What came in during an outage, and every record about it from then on. */
function pending(history: History, { from, until: end }: Outage): readonly Pending[] {
  const during = ({ index, taken }: { readonly index: number; readonly taken: boolean | null }): boolean =>
    index > from && index < end && taken !== false
  const joined = eventsOf(history, 'join')
    .filter((event) => during(event) && isComplete(event.event))
    .map((event) => ({
      step: event.index,
      received: event.day,
      sent: registrationsOf(history, event).filter(({ index }) => index >= event.index),
    }))
  const left = eventsOf(history, 'leave')
    .filter(during)
    .flatMap(({ index, person, day }) => {
      const member = history.insurance === null ? null : memberInBooks(history.insurance, person)
      return member === null
        ? []
        : [{ step: index, received: day, sent: recordsAbout(history, member, index, 'close') }]
    })
  return [...joined, ...left]
}

function examineOutages(history: History): Examination | null {
  const parts = outages(history).flatMap((outage) => {
    return pending(history, outage).flatMap(({ step, received, sent }) => {
      const first = sent.find(({ accepted }) => accepted)
      const second = first === undefined ? undefined : sent[sent.indexOf(first) + 1]
      const findings: Finding[] = []
      // A run after the link works again, and not before the day by which the record has to be there anyway.
      const due = laterOf(addDays(outage.repaired, 1), addDays(received, DEADLINE_DAYS))
      if (first === undefined && lastDay(history) <= due) return []
      if (first === undefined || first.day > due)
        findings.push({
          code: 'never-sent-again',
          step,
          expected: `the record is seen to be missing and sent by ${due}`,
          actual: first === undefined ? 'nothing arrived' : `arrived on ${first.day}`,
        })
      if (second !== undefined)
        findings.push({
          code: 'sent-twice',
          step: second.index,
          expected: 'the record is sent once more, and not again',
          actual: `it arrived ${sent.length} times`,
        })
      return { seen: 1, findings }
    })
  })
  return concluded(parts)
}

const link = (on: boolean): StepInput => ({ do: 'fault', fault: 'line-down', on })

const cutOff = (people: (at: number) => People, during: (at: number) => readonly StepInput[]): fc.Arbitrary<Core> =>
  caseOf(INSURERS.kenpo, people, (at) => [
    link(true),
    ...during(at),
    until('+1d'),
    link(false),
    until('+1d'),
    until('+1d'),
    until('start+9dT09:00'),
  ])

const ins14: Requirement = {
  id: 'INS-14',
  severity: 'must',
  sentence: {
    ja: '回線の障害で受付結果が返らなかった記録は、未達に気づいて登録の期限（受付から5日）までに送り直し、二度は送らない。',
    en: 'A record that was sent without an acknowledgement, because the link was down, is seen to be missing and sent again within the five days for registering, and only once.',
  },
  sources: ['insurer.md INS-14, 1.3, 3 B2 [M7b]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('joins', { ja: '障害中の取得届', en: 'somebody joins while the link is down' }, () =>
      cutOff(
        (at) => ({ patient: stranger(at) }),
        (at) => [happens(form(at))],
      ),
    ),
    overTime('leaves', { ja: '障害中の喪失届', en: 'somebody leaves while the link is down' }, () =>
      cutOff(
        (at) => ({ patient: memberOf(INSURERS.kenpo, at) }),
        () => [happens({ kind: 'leave', cause: 'retired', day: 'start-1d' })],
      ),
    ),
    overTime('several-days', { ja: '数日続く障害', en: 'the link is down for days' }, () =>
      cutOff(
        (at) => ({ patient: stranger(at), other: memberOf(INSURERS.kenpo, apart(at, 1)) }),
        (at) => [
          happens(form(at)),
          until('+1d'),
          happens({ kind: 'leave', cause: 'retired', day: 'start-1d' }, 'other'),
        ],
      ),
    ),
  ],
  mutants: ['fire-and-forget', 'resends-every-run', 'business-days', 'branch-one-digit'],
  examine: examineOutages,
}

/** Requirements about the link to the gateway. */
export const linkRequirements: readonly Requirement[] = [ins14]
