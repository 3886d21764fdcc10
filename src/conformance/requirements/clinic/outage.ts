import fc from 'fast-check'
import { type CivilDate, addDays, civilMonth, dateOf, endOfMonth, addMonths } from '../../../domain/civil-date.ts'
import { LADDER } from '../../../domain/presentation.ts'
import type { History } from '../../../../scenarios/history.ts'
import { anyDay, dayBetween, onFirstOfMonth, overTime } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  broken,
  cardInHand,
  one,
  ordinary,
  outage,
  reception,
  readCard,
  repaired,
} from '../../arbitraries/cases.ts'
import { cardExpired, cardWith, employeeCover } from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  answerTo,
  chargedWhole,
  examineTurns,
  finding,
  inquiries,
  isInsuranceMatter,
  isOnline,
  ladderOffers,
  loginVisiblyImpossible,
  notInquired,
  ownCardShown,
  papersOf,
  pickedUp,
  pictured,
  recordedKey,
  sameNumbers,
  shows,
  turnsOf,
} from '../../evidence.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import { keyOf } from '../../../domain/decide.ts'

const declaration = { kind: 'declaration', ratio: '030' } as const
const hand = fc.constantFrom<ShowInput[number] | null>(declaration, { kind: 'notice' }, { kind: 'portal-pdf' }, null)
const inHand = (thing: ShowInput[number] | null): ShowInput => cardInHand(...(thing === null ? [] : [thing]))

/** A person whose only cover was lost ten days ago and nothing newer is known. */
const lostRecently = (at: number) => ({
  cover: employeeCover(at, { lost: { date: 'start-10d', reason: '99' as const } }),
})

const c02: Requirement = {
  id: 'C02',
  severity: 'must',
  sentence: {
    ja: 'カードを持ち、保険に入っていると言う患者に、機器・回線・電源の障害や回答2・4を理由に10割を請求しない。カードも有効な証もない見知らぬ人には10割を請求する。',
    en: 'A patient who holds a My Number card and says that he is insured is not charged 10割 because the reader, the line or the power failed or the answer was 2 or 4; an unknown person with neither card nor valid paper is.',
  },
  sources: ['counter.md C02', 'rules.md 2.1 rows H1 H2 I K Z [W1][W2][W5]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('outage', { ja: '回線・電源・システムの障害', en: 'line, power or service down' }, () =>
      fc.tuple(outage, hand).chain(([fault, thing]) => ordinary(broken(fault), reception(inHand(thing)))),
    ),
    anyDay('reader', { ja: '読取機・ICチップの故障', en: 'reader or chip broken' }, () =>
      fc
        .tuple(fc.constantFrom('reader-broken', 'chip-unreadable' as const), hand)
        .chain(([fault, thing]) => ordinary(broken(fault), reception(inHand(thing)))),
    ),
    anyDay('answer-2', { ja: 'カードの回答が2', en: 'the card answers 2' }, () =>
      one(lostRecently, reception(cardInHand(declaration))),
    ),
    anyDay('answer-4', { ja: 'カードの回答が4', en: 'the card answers 4' }, () =>
      one(() => ({ covers: [] }), reception(cardInHand(declaration))),
    ),
    anyDay('nothing-shown', { ja: '何も提示しない初診の人', en: 'an unknown person who shows nothing' }, () =>
      fc.constantFrom('yes', 'not-asked' as const).chain((insured) => ordinary(reception([], { says: { insured } }))),
    ),
  ],
  mutants: ['ten-in-outage', 'ten-on-lost', 'never-ten'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => {
      const { presentation, facts } = turn
      if (presentation.circumstances.newborn || !isInsuranceMatter(turn)) return false
      if (presentation.circumstances.place !== 'counter') return false
      if (presentation.shown.length === 0) return presentation.chart === null && presentation.patientPresent
      const failed = !facts.equipment.reader || !facts.equipment.chip || !isOnline(turn)
      const answered =
        facts.delivered !== null && (facts.cardAnswer?.validity === 2 || facts.cardAnswer?.validity === 4)
      return (
        ownCardShown(turn) && facts.card?.body === 'LIVE' && presentation.says.insured === 'yes' && (failed || answered)
      )
    },
    check: (turn) => {
      if (turn.outcome.decision === 'none') return null
      if (turn.presentation.shown.length > 0) {
        return chargedWhole(turn)
          ? finding('ten-tenths', turn, 'the normal share, or a question', pictured(turn.outcome))
          : null
      }
      return chargedWhole(turn)
        ? null
        : finding('not-ten-tenths', turn, '10割: nothing was shown', pictured(turn.outcome))
    },
  }),
}

/** Numbers that could be inquired although the card cannot be read: own record, PDF, notice. */
function knownKeys(turn: Turn) {
  const printed = (['portal-screen', 'portal-pdf', 'notice'] as const).flatMap((kind) =>
    papersOf(turn, kind).map(keyOf),
  )
  return [turn.presentation.chart?.key ?? null, ...printed].flatMap((key) => (key === null ? [] : [key]))
}

/** Row H1: only the reader or the chip is dead. */
const onlyReaderDead = (turn: Turn): boolean =>
  isOnline(turn) && (!turn.facts.equipment.reader || !turn.facts.equipment.chip)

function checkInquiryFirst(turn: Turn): Finding | null {
  if (!onlyReaderDead(turn) || knownKeys(turn).length === 0) return null
  if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
  const valid = knownKeys(turn).some((key) => answerTo(turn, key)?.validity === 1)
  return valid && turn.decision().verified === 'number' && turn.outcome.recorded?.verified !== 'number'
    ? finding('treated-as-unverified', turn, 'verified by number today', pictured(turn.outcome))
    : null
}

function checkOffers(turn: Turn): Finding | null {
  const offered = ladderOffers(turn)
  // Several records match: the branch is asked for, and no rung yet.
  if (turn.decision().offers.includes('branch')) return null
  const order = offered.map((rung) => LADDER.findIndex((known) => known === rung))
  if (offered.length === 0)
    return finding('no-way-offered', turn, 'the rungs that are left, in order', 'no rung is offered')
  if (order.some((place, position) => position > 0 && place < (order[position - 1] ?? 0))) {
    return finding(
      'ladder-out-of-order',
      turn,
      LADDER.filter((rung) => offered.includes(rung)).join(' → '),
      offered.join(' → '),
    )
  }
  return offered.includes('portal-screen') && loginVisiblyImpossible(turn)
    ? finding('impossible-rung', turn, 'no live portal: certificate or PIN cannot log in', offered.join(' → '))
    : null
}

const ownRecord: Partial<ReceiveInput> = { chart: {} }

const c15: Requirement = {
  id: 'C15',
  severity: 'must',
  sentence: {
    ja: 'カードがあり読取機だけが使えないときは、まず番号で照会する。代替手段はポータル画面・PDF、お知らせ、自院の記録と聞き取り、申立書の順に示し、ログインできないときは画面を示さない。',
    en: 'With the card present and the reader alone broken an inquiry by number comes first; the rungs are offered in the order portal or PDF, notice, own record, declaration, without a live portal that cannot log in.',
  },
  sources: ['counter.md C15', 'rules.md 1.1 no. 8', 'rules.md 2.1 rows H1 H2 [D10][D102]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('reader-broken/own-record', { ja: '読取機故障、自院の記録あり', en: 'reader broken, own record' }, () =>
      ordinary(broken('reader-broken'), reception(readCard, ownRecord)),
    ),
    anyDay('chip-dead/notice', { ja: 'ICチップ破損、お知らせあり', en: 'chip dead, notice in hand' }, () =>
      ordinary(broken('chip-unreadable'), reception(cardInHand({ kind: 'notice' }))),
    ),
    anyDay('offers/line-down', { ja: '回線障害、ほかに何もない', en: 'line down, nothing else shown' }, () =>
      fc
        .constantFrom<Partial<ReceiveInput>>({}, ownRecord)
        .chain((extra) => ordinary(broken('line-down'), reception(readCard, extra))),
    ),
    anyDay('offers/certificate-dead', { ja: '電子証明書が使えない', en: 'certificate dead' }, (day) =>
      dayBetween(addMonths(day, -20), addMonths(day, -5)).chain((expiry) =>
        one(() => ({ card: cardExpired(expiry) }), reception(readCard)),
      ),
    ),
    anyDay('offers/pin-locked', { ja: '暗証番号ロックと回線障害', en: 'PIN locked and line down' }, () =>
      ordinary(
        broken('line-down'),
        reception([{ kind: 'my-number-card', reader: ['pin-wrong', 'pin-wrong', 'pin-wrong'] }]),
      ),
    ),
    anyDay('offers/face-only', { ja: '顔認証カードと回線障害', en: 'face-only card and line down' }, () =>
      one(() => ({ card: cardWith({ kind: 'face-only' }) }), broken('line-down'), reception(readCard)),
    ),
  ],
  mutants: ['skips-number-inquiry', 'ladder-out-of-order', 'offers-impossible-rung'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const card = turn.facts.card
      if (
        !ownCardShown(turn) ||
        card?.body !== 'LIVE' ||
        turn.facts.delivered !== null ||
        shows(turn, 'certificate') ||
        shows(turn, 'screenshot')
      )
        return false
      if (onlyReaderDead(turn) && knownKeys(turn).length > 0) return true
      const dead = card.certificate === 'EXPIRED' || !isOnline(turn)
      return dead && turn.decision().outcome === 'ask'
    },
    check: (turn) => {
      const first = checkInquiryFirst(turn)
      if (first !== null) return first
      return turn.outcome.decision === 'ask' ? checkOffers(turn) : null
    },
  }),
}

const rung = (id: string, title: { ja: string; en: string }, show: ShowInput, extra: Partial<ReceiveInput> = {}) =>
  anyDay(id, title, () => outage.chain((fault) => ordinary(broken(fault), reception(cardInHand(...show), extra))))

/** A screen that can be live, and a notice without a printed end: whether others serve is the matter of M09 and M11. */
const rungsServe = (turn: Turn): boolean =>
  !(shows(turn, 'portal-screen') && loginVisiblyImpossible(turn)) &&
  papersOf(turn, 'notice').every(({ validUntil }) => turn.day >= '2024-12-02' && validUntil === null)

const rowH2: Requirement = {
  id: 'row-H2',
  severity: 'must',
  sentence: {
    ja: 'オンラインで何も確認できないとき、カードとともに示された画面・PDF・お知らせ・聞き取った自院の記録・申立書で受け付け、その割合を請求し、後日の再確認を予定する。',
    en: 'When nothing online works, the card with a screen, PDF, notice, own record confirmed by word of mouth, or declaration is accepted at the ratio these say, with a dated re-check.',
  },
  sources: ['rules.md 2.1 row H2 [W5][W6][W42]', 'rules.md 2.4 (assumption declaration.unknownRatio)'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    rung('screen', { ja: 'ポータル画面', en: 'portal screen' }, [{ kind: 'portal-screen' }]),
    rung('pdf', { ja: '保存済みPDF', en: 'saved PDF' }, [{ kind: 'portal-pdf' }]),
    rung('notice', { ja: 'お知らせ', en: 'notice' }, [{ kind: 'notice' }]),
    rung('own-record', { ja: '自院の記録、変わりないとの申告', en: 'own record, "nothing changed"' }, [], {
      chart: {},
      says: { unchanged: 'yes' },
    }),
    rung('own-record-changed', { ja: '自院の記録、変わったとの申告', en: 'own record, "something changed"' }, [], {
      chart: {},
      says: { unchanged: 'no' },
    }),
    rung('own-record-unasked', { ja: '自院の記録、尋ねていない', en: 'own record, not asked' }, [], {
      chart: {},
      says: { unchanged: 'not-asked' },
    }),
    anyDay('declared-ratio', { ja: '申立書の割合', en: 'ratio on the declaration' }, () =>
      fc
        .tuple(outage, fc.constantFrom('010', '020', '030' as const))
        .chain(([fault, ratio]) => ordinary(broken(fault), reception(cardInHand({ kind: 'declaration', ratio })))),
    ),
    anyDay(
      'declared-unknown',
      { ja: '申立書の割合「わからない」、70歳以上', en: 'declaration "unknown", aged 70 or over' },
      () =>
        fc
          .tuple(outage, fc.constantFrom('1953-04-10', '1955-01-20', '1946-05-05', '1940-12-24'))
          .chain(([fault, birthDate]) =>
            one(() => ({ birthDate }), broken(fault), reception(cardInHand({ kind: 'declaration', ratio: 'unknown' }))),
          ),
    ),
  ],
  mutants: [
    'ten-in-outage',
    'past-record-unasked',
    'declared-ratio-ignored',
    'notice-needs-line',
    'past-record-against-the-word',
  ],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      ownCardShown(turn) &&
      turn.facts.card?.body === 'LIVE' &&
      turn.facts.delivered === null &&
      !isOnline(turn) &&
      turn.presentation.says.insured === 'yes' &&
      !shows(turn, 'certificate') &&
      !shows(turn, 'screenshot') &&
      !shows(turn, 'old-card') &&
      rungsServe(turn) &&
      (knownKeys(turn).length > 0 || shows(turn, 'declaration')),
    check: (turn) => {
      if (turn.outcome.decision === 'none') return null
      const right = turn.decision()
      if (accepted(turn) !== (right.outcome === 'accepted')) {
        return finding(
          'wrong-rung',
          turn,
          right.outcome === 'accepted' ? `accepted ${right.method ?? ''}` : 'not accepted on this',
          pictured(turn.outcome),
        )
      }
      if (right.outcome !== 'accepted') return null
      const share = turn.outcome.payers[0]?.share ?? null
      if (share !== right.share)
        return finding('wrong-share', turn, `share ${right.share ?? 'to be asked'}`, pictured(turn.outcome))
      const dated = turn.outcome.followUps.some((followUp) => followUp.what === 'recheck' && followUp.due !== null)
      return dated ? null : finding('no-recheck-planned', turn, 'a dated follow-up: recheck', 'none')
    },
  }),
}

const inTerm = { kind: 'certificate', issued: 'start-1m', validFrom: 'start-1m', validUntil: 'start+1y' } as const

/** Days on which the system was answered online for the numbers of a turn, up to that turn. */
function checkedToday(history: History, turn: Turn): boolean {
  const key = recordedKey(turn)
  return history.steps.some((record) => {
    if (record.index > turn.index || dateOf(record.at) !== turn.day) return false
    const asked = inquiries(record.messages).some((inquiry) => key !== null && sameNumbers(inquiry.key, key))
    const sameVisit = record.step.do === 'receive' && record.step.visit === turn.step.visit
    return asked || (sameVisit && record.messages.some((message) => message.door === 'face' && message.answer !== null))
  })
}

function staleFindings(history: History): { readonly seen: number; readonly findings: Finding[] } {
  const findings: Finding[] = []
  let seen = 0
  for (const turn of turnsOf(history)) {
    const paper = papersOf(turn, 'certificate').length > 0 && !shows(turn, 'my-number-card') && !shows(turn, 'phone')
    const last = turn.presentation.chart?.lastCheckedOn ?? null
    if (!paper || last === null) continue
    if (turn.outcome.decision === 'none' && pickedUp(turn)) continue
    seen += 1
    const claimsToday = turn.outcome.recorded?.verified !== 'none' && turn.outcome.recorded?.checkedOn === turn.day
    if (claimsToday && !checkedToday(history, turn)) {
      findings.push(
        finding(
          'earlier-check-as-today',
          turn,
          'a check of today, or no check shown',
          `checkedOn ${turn.day} without an exchange of that day`,
        ),
      )
    } else if (
      isOnline(turn) &&
      civilMonth(last) !== civilMonth(turn.day) &&
      inquiries(turn.visitMessages).length === 0
    ) {
      findings.push(notInquired(turn))
    }
  }
  return { seen, findings }
}

function claimFindings(history: History): { readonly seen: number; readonly findings: Finding[] } {
  const findings: Finding[] = []
  let seen = 0
  const turns = turnsOf(history)
  for (const record of history.steps) {
    if (record.step.do !== 'claim' || record.result === null || !('lines' in record.result)) continue
    for (const line of record.result.lines) {
      const turn = turns.findLast((candidate) => candidate.step.visit === line.visit)
      const key = turn === undefined ? null : recordedKey(turn)
      if (turn === undefined || key === null || turn.outcome.recorded?.verified !== 'none') continue
      seen += 1
      const later = history.steps
        .filter((step) => step.index > turn.index && step.index <= record.index)
        .flatMap((step) => step.messages)
      if (!inquiries(later).some((inquiry) => sameNumbers(inquiry.key, key))) {
        findings.push({
          code: 'claimed-unchecked',
          step: record.index,
          expected: `a new check of ${line.visit} before its claim, or the visit held back`,
          actual: 'claimed without a check',
        })
      }
    }
    seen += record.result.held.filter(({ visit }) =>
      turns.some((turn) => turn.step.visit === visit && accepted(turn) && turn.outcome.recorded?.verified === 'none'),
    ).length
  }
  return { seen, findings }
}

function examineRechecks(history: History): Examination | null {
  const stale = staleFindings(history)
  const claims = claimFindings(history)
  const seen = stale.seen + claims.seen
  return seen === 0 ? null : { evidence: 'observed', findings: [...stale.findings, ...claims.findings] }
}

const c18: Requirement = {
  id: 'C18',
  severity: 'must',
  sentence: {
    ja: '前日や前月の確認を今日の確認として扱わない。月の最初の受診と、オンラインで確認せずに受け付けた受診の請求前には、新しい日付の確認がある。',
    en: "A check dated yesterday or in another month is never shown as today's; at the first visit of a month, and before the claim of every visit accepted without an online answer, there is a new dated check.",
  },
  sources: ['counter.md C18', 'rules.md 2.5 [D47][D54][W5][W42]'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    onFirstOfMonth(
      'first-of-month',
      { ja: '月の初日、前日に確認済み', en: '1st of the month, checked the day before' },
      () => ordinary(reception([inTerm], { chart: { lastCheckedOn: 'start-1d' } })),
    ),
    anyDay('last-month', { ja: '前月に確認済み', en: 'checked last month' }, (day) =>
      ordinary(reception([inTerm], { chart: { lastCheckedOn: endOfMonth(addMonths(day, -1)) } })),
    ),
    anyDay('line-down', { ja: '回線障害、前日に確認済み', en: 'line down, checked yesterday' }, (day: CivilDate) =>
      outage.chain((fault) =>
        ordinary(broken(fault), reception([inTerm], { chart: { lastCheckedOn: addDays(day, -1) } })),
      ),
    ),
    anyDay('claim-after-outage', { ja: '障害が直ったあとの請求', en: 'claim after the outage' }, () =>
      outage.chain((fault) =>
        ordinary(broken(fault), reception(cardInHand({ kind: 'notice' })), repaired(fault), {
          do: 'claim',
          visits: ['v1'],
        }),
      ),
    ),
    overTime('midnight', { ja: '23時59分に確認、翌0時00分', en: 'checked at 23:59, again at 00:00' }, () =>
      ordinary(
        { do: 'clock', to: 'startT23:59:00' },
        reception([inTerm], { visit: 'v0', chart: { lastCheckedOn: 'start-2d' } }),
        { do: 'clock', to: '+1m' },
        reception([inTerm], { chart: { lastCheckedOn: 'start' } }),
      ),
    ),
  ],
  mutants: ['cached-answer-as-today', 'follow-up-forgotten'],
  examine: examineRechecks,
}

/** Requirements about faults, the ladder and what comes after. */
export const outageRequirements: readonly Requirement[] = [c02, c15, rowH2, c18]
