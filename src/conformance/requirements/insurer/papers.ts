import {
  type CivilDate,
  addDays,
  addMonths,
  civilDate,
  dateOf,
  endOfMonth,
  laterOf,
} from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { sentRecords } from '../../evidence-insurer.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  belongsToKouki,
  certificatesOf,
  happened,
  hasCard,
  hasLiveCard,
  inSamePiece,
  isAnswered,
  isCertificate,
  isNotice,
  isWatched,
  linkOf,
  membersOf,
  nextLook,
  papersOf,
  truthOf,
} from './members.ts'
import { at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'

import { NOTHING, type Part, concluded } from './parts.ts'

// ── I12 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Forms and findings after which somebody may have a certificate whatever his card. */
const GROUNDS = ['apply', 'unregister', 'flag', 'leave'] as const

/** Days from registration within which the paper that was ticked has to go out. */
const JOINING_DAYS = 7
/** Day of the month on which the list about the month before arrives. @see facts/insurer.md section 3 B5 */
const LIST_DAY = 5
/** Months from the list within which the paper follows; issue can take more than a month. @see facts/insurer.md 3.2 [C18] */
const LIST_MONTHS = 2

/** 発行要否の欄: the certificate that was ticked goes out at joining. */
function tickedPart(history: History, papers: readonly Paper[], member: Member): Part {
  const [joined] = member.joins
  if (joined === undefined || joined.taken !== true || !joined.event.certificateWanted) return NOTHING
  if (joined.event.fact > joined.day || happened(history, member.ref, GROUNDS)) return NOTHING
  const registered = sentRecords(history).find(
    ({ accepted, record }) =>
      accepted &&
      record.op === 'register' &&
      member.names.has(record.five.kanji) &&
      member.birthDates.has(record.five.birthDate),
  )
  if (registered === undefined) return NOTHING
  const due = addDays(laterOf(joined.day, registered.day), JOINING_DAYS)
  const look = nextLook(history, due)
  if (look === null || belongsToKouki(history, member, due)) return NOTHING
  if (certificatesOf(papers, member.ref).some(({ told }) => told <= look)) return { seen: 1, findings: [] }
  return {
    seen: 1,
    findings: [
      {
        code: 'no-certificate-at-joining',
        step: joined.index,
        expected: `the certificate ticked on the form goes out by ${due}`,
        actual: 'none was issued',
      },
    ],
  }
}

const MASS_ISSUE = { from: civilDate('2025-10-01'), until: civilDate('2025-12-31'), joinedBy: civilDate('2024-12-01') }

/** Whether the mass issue of November 2025 decides about a paper told on a day. */
const isMassIssued = ({ roster }: Member, day: CivilDate): boolean =>
  roster !== null && roster.acquired <= MASS_ISSUE.joinedBy && MASS_ISSUE.from <= day && day <= MASS_ISSUE.until

/** マイナ保険証を持つ人: a usable card and nothing else to justify a certificate. */
function holderPart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster, joins } = member
  if (history.insurance?.insurer.scheme === 'kouki' || happened(history, ref, GROUNDS)) return NOTHING
  if (joins.some(({ event, taken }) => event.certificateWanted || taken !== true)) return NOTHING
  if (linkOf(history, member) !== 'linked') return NOTHING
  if (roster !== null && (roster.flagged || roster.holds.some(({ kind }) => kind === 'certificate'))) return NOTHING
  const truths = truthOf(history, ref)
  if (!truths.every(hasLiveCard) || !truths.some(({ day }) => !isMassIssued(member, day))) return NOTHING
  if (roster === null && joins.length === 0) return NOTHING
  const issued = certificatesOf(papers, ref).find(({ told }) => !isMassIssued(member, told))
  if (issued === undefined) return { seen: 1, findings: [] }
  return {
    seen: 1,
    findings: [
      {
        code: 'certificate-to-card-holder',
        step: issued.index,
        expected: 'a holder of a usable card gets a notice, and a certificate only on a ground',
        actual: `a certificate was issued on ${issued.told}`,
      },
    ],
  }
}

/** 毎月の一覧: whoever has no usable card gets a certificate without applying. */
function listedPart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster, joins } = member
  const known = joins[0]?.day ?? (roster === null ? null : dateOf(history.start))
  if (known === null || happened(history, ref, GROUNDS) || joins.some(({ taken }) => taken !== true)) return NOTHING
  if (roster !== null && roster.holds.some(({ kind }) => kind !== 'notice')) return NOTHING
  const truths = truthOf(history, ref)
  const began = truths.find((truth) => truth.day >= known && !hasCard(truth))?.day
  if (began === undefined || isMassIssued(member, began)) return NOTHING
  if (joins.some(({ event }) => event.fact > began)) return NOTHING
  const withoutCard = truths.filter(({ day }) => day > began)
  if (withoutCard.some(hasCard) || withoutCard.some(({ card }) => card?.certificate === 'EXPIRED')) return NOTHING
  // The list of the month end after he was registered for sure.
  const arrives = addDays(endOfMonth(addDays(began, JOINING_DAYS)), LIST_DAY)
  const due = addMonths(arrives, LIST_MONTHS)
  const look = nextLook(history, due)
  if (look === null || belongsToKouki(history, member, due)) return NOTHING
  if (!withoutCard.some((truth) => truth.day >= due && isAnswered(history, truth))) return NOTHING
  if (certificatesOf(papers, ref).some(({ told }) => told <= look)) return { seen: 1, findings: [] }
  return {
    seen: 1,
    findings: [
      {
        code: 'no-certificate-by-list',
        step: truths.find(({ day }) => day >= due)?.index ?? 0,
        expected: `without a usable card on the list of ${arrives}: a certificate by ${due}, without applying`,
        actual: 'none was issued',
      },
    ],
  }
}

function examineWho(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const parts = membersOf(history).flatMap((member) => [
    tickedPart(history, papers, member),
    holderPart(history, papers, member),
    listedPart(history, papers, member),
  ])
  return concluded(parts)
}

const i12: Requirement = {
  id: 'I12',
  severity: 'must',
  sentence: {
    ja: '加入時は届書の発行要否の欄に従い、その後は毎月の一覧に従って、使えるマイナ保険証のない人に資格確認書を無償で、申請なしに交付する。使えるマイナ保険証のある人には、理由がない限り交付しない。',
    en: 'At joining the tick on the form decides, and later the monthly list: whoever has no usable card gets a certificate free and without applying, and whoever has one gets none without a ground.',
  },
  sources: ['counter.md I12', 'insurer.md 0 no. 7, 3 B5, 3.2 [M6][M8][C12][N1]', 'rules.md 4.1, section 7 [W70][S1]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('ticked', { ja: '要の欄、カードなし', en: 'ticked, no card' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { card: null }) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+8d')],
      ),
    ),
    overTime('ticked-with-card', { ja: '要の欄、カードあり', en: 'ticked by a card holder' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+8d'), until('+3d')],
      ),
    ),
    overTime('not-ticked', { ja: '否の欄、カードあり', en: 'not ticked, a card' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one)), until('+2d'), until('+40d')],
      ),
    ),
    overTime('listed', { ja: '否の欄、カードなし、一覧', en: 'not ticked, no card: the list' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { card: null }) }),
        (one) => [happens(form(one)), until('+2d'), until('start+2m'), until('start+4m')],
      ),
    ),
    overTime('returned', { ja: '返納したカード、一覧', en: 'a card handed back: the list' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({ patient: memberOf(INSURERS.kokuho, one, {}, holding('notice')) }),
        () => [
          { do: 'change', person: 'patient', what: { kind: 'return-card' } },
          asks(),
          until('start+2m'),
          until('start+4m'),
        ],
      ),
    ),
  ],
  mutants: ['paper-for-all', 'tick-ignored', 'application-demanded', 'notice-titled-certificate'],
  examine: examineWho,
}

// ── DOC-both ───────────────────────────────────────────────────────────────────────────────────────────────────────

function examineBoth(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const paper of papers) {
    const { holder, index, issued } = paper
    if (!isCertificate(paper) || linkOf(history, holder, index) !== 'linked') continue
    seen += 1
    const other = papers.find(
      (one) => isNotice(one) && one.holder.ref === holder.ref && one.index === index && one.issued === issued,
    )
    if (other === undefined) continue
    findings.push({
      code: 'both-papers',
      step: index,
      expected: 'a certificate for whoever has no usable card, a notice for whoever has one',
      actual: inSamePiece(papers, paper).includes(other) ? 'both in one piece' : 'both on one day',
    })
  }
  return concluded([{ seen, findings }])
}

const docBoth: Requirement = {
  id: 'DOC-both',
  severity: 'must',
  sentence: {
    ja: '番号の紐付いた人に、資格確認書とお知らせの両方を同時に交付しない。',
    en: 'A linked member never gets a certificate and a notice at once.',
  },
  sources: ['counter.md I12', 'rules.md section 7 [S1][S2][W46]', 'insurer.md 4.6 (one person one document)'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('joins', { ja: '加入時の資格確認書', en: 'a certificate at joining' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { card: null }) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+2d')],
      ),
    ),
    overTime('applies', { ja: 'カードをなくした人の申請', en: 'an application after the card was lost' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, holding('notice')) }),
        () => [happens({ kind: 'apply', reason: 'lost-card' }), until('+2d')],
      ),
    ),
    overTime('late-elderly', { ja: '後期の資格確認書', en: 'a certificate of 後期' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: koukiMember(one, '1938-05-20', holding('certificate', '2027-07-31')) }),
        () => [happens({ kind: 'apply', reason: 'lost-paper' }), until('+2d')],
      ),
    ),
  ],
  mutants: ['both-papers', 'renews-whoever-had-one'],
  examine: examineBoth,
}

// ── MASS-2025 ──────────────────────────────────────────────────────────────────────────────────────────────────────

const NOVEMBER = { from: civilDate('2025-11-01'), until: civilDate('2025-11-30') }
const EMPLOYEE: readonly string[] = ['kyokai', 'kenpo', 'kyosai']

function examineMass(history: History): Examination | null {
  const papers = papersOf(history)
  const start = dateOf(history.start)
  const scheme = history.insurance?.insurer.scheme ?? ''
  if (papers === null || start > NOVEMBER.from || !EMPLOYEE.includes(scheme)) return null
  if (!isWatched(history, NOVEMBER.until)) return null
  const findings: Finding[] = []
  let seen = 0
  for (const member of membersOf(history)) {
    const { ref, roster } = member
    if (roster === null || roster.acquired > MASS_ISSUE.joinedBy || roster.flagged) continue
    if (roster.holds.some(({ kind }) => kind === 'certificate') || happened(history, ref, GROUNDS)) continue
    if (linkOf(history, member) !== 'linked' || belongsToKouki(history, member, NOVEMBER.until)) continue
    const truths = truthOf(history, ref).filter(({ day }) => day <= MASS_ISSUE.until)
    const issued = certificatesOf(papers, ref).find(({ told }) => told <= MASS_ISSUE.until)
    if (truths.every(hasLiveCard)) {
      seen += 1
      if (issued !== undefined)
        findings.push({
          code: 'mass-issue-to-card-holder',
          step: issued.index,
          expected: 'a holder of a usable card gets no certificate when the old cards end',
          actual: `a certificate was issued on ${issued.told}`,
        })
    } else if (!truths.some(hasCard) && truths.every((truth) => isAnswered(history, truth))) {
      seen += 1
      if (issued === undefined || issued.told > NOVEMBER.until)
        findings.push({
          code: 'mass-issue-forgot',
          step: issued?.index ?? truths.findLast(({ day }) => day <= NOVEMBER.until)?.index ?? 0,
          expected: `without a usable card: a certificate by ${NOVEMBER.until}`,
          actual: issued === undefined ? 'none was issued' : `issued on ${issued.told}`,
        })
    }
  }
  return concluded([{ seen, findings }])
}

const november = [at('2025-11-06'), at('2025-11-30', '18:00'), at('2025-12-03')]

const mass: Requirement = {
  id: 'MASS-2025',
  severity: 'must',
  sentence: {
    ja: '2024-12-01以前に加入し使えるマイナ保険証のない人には2025年11月までに資格確認書を交付し、マイナ保険証のある人には交付しない。',
    en: 'Whoever joined by 2024-12-01 and has no usable card gets a certificate by November 2025, and card holders get none.',
  },
  sources: ['rules.md section 7 (who gets what; 2025-11 mass issue) [S0][S1]', 'insurer.md 1.6 (2025-11)'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2025-10-20', 'without-card', { ja: 'カードなし', en: 'no card' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: cardless(INSURERS.kenpo, one, holding('old-card', null, '2018-04-01')) }),
        () => november,
      ),
    ),
    fromDay('2025-10-20', 'with-card', { ja: 'マイナ保険証あり', en: 'a usable card' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, holding('old-card', null, '2018-04-01')) }),
        () => november,
      ),
    ),
    fromDay('2025-10-20', 'last-day', { ja: '2024-12-01加入', en: 'joined on 2024-12-01' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: cardless(INSURERS.kenpo, one, holding('old-card', '2029-03-31', '2024-12-01'), {
            cover: { acquired: '2024-12-01' },
          }),
        }),
        () => november,
      ),
    ),
  ],
  mutants: ['mass-issue-to-all', 'mass-issue-forgets', 'paper-for-all', 'application-demanded', 'issues-after-the-gap'],
  examine: examineMass,
}

/** Requirements about who gets which paper. */
export const paperRequirements: readonly Requirement[] = [i12, docBoth, mass]
