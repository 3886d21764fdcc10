import { addBusinessDays } from '../../../domain/business-days.ts'
import { type CivilDate, addDays, endOfMonth, laterOf } from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { cardWith } from '../../arbitraries/people.ts'
import { type ToldPiece, eventsOf, piecesOf, printed } from '../../evidence-insurer.ts'
import type { Edge, Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  certificatesOf,
  eventsAbout,
  happened,
  hasCard,
  hasLiveCard,
  headOf,
  isCertificate,
  isNameOf,
  isNotice,
  lostOn,
  membersOf,
  nextLook,
  papersOf,
  truthOf,
} from './members.ts'
import { apart, at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'
import { NOTHING, type Part, concluded, found, part, runsInto } from './parts.ts'

type Title = Edge['title']

/** Everything that one case told of pieces and papers. */
interface Mail {
  readonly papers: readonly Paper[]
  readonly pieces: readonly ToldPiece[]
}

/** Examines every member by himself. */
const memberwise =
  (examine: (history: History, mail: Mail, member: Member) => Part, evidence: Examination['evidence'] = 'observed') =>
  (history: History): Examination | null => {
    const papers = papersOf(history)
    const pieces = piecesOf(history)
    if (papers === null || pieces === null) return null
    return concluded(
      membersOf(history).map((member) => examine(history, { papers, pieces }, member)),
      evidence,
    )
  }

// ── INS-26 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function examineIssuers(history: History): Examination | null {
  const papers = papersOf(history)?.filter((paper) => isCertificate(paper) || isNotice(paper))
  if (papers === undefined) return null
  const findings = papers.flatMap((paper): Finding[] => {
    const missing = (['insurerNumber', 'insurerName'] as const).filter((field) => printed(paper, field) === null)
    return missing.length === 0
      ? []
      : [
          {
            code: 'issuer-incomplete',
            step: paper.index,
            expected: 'number and name of the insurer on every paper of a run',
            actual: `${missing.join(', ')} missing on that of ${paper.piece.addressee}`,
          },
        ]
  })
  return concluded([{ seen: papers.length, findings }])
}

const BIRTH_DATES = ['1970-03-15', '1984-07-04', '1991-10-23'] as const

const ins26: Requirement = {
  id: 'INS-26',
  severity: 'must',
  sentence: {
    ja: '一括発行の最初から最後まで、どの資格確認書・お知らせにも保険者番号と保険者名称がある。',
    en: 'From the first to the last piece of a run, every certificate and notice carries number and name of the insurer.',
  },
  sources: ['insurer.md INS-26 [A22]', 'insurer.md 4.6', 'rules.md 4.1 no. 11, 4.2'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-12-01', 'certificates', { ja: '三人の資格確認書', en: 'certificates of three members' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) =>
          Object.fromEntries(
            BIRTH_DATES.map((birthDate, place) => [
              place === 0 ? 'patient' : `member${place}`,
              cardless(INSURERS.kenpo, apart(one, place), holding('certificate', '2026-12-31'), { birthDate }),
            ]),
          ),
        () => [at('2026-12-06'), at('2026-12-20')],
      ),
    ),
    overTime('notices', { ja: '二人のお知らせ', en: 'notices of two members' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one), second: stranger(apart(one, 1)) }),
        (one) => [happens(form(one)), happens(form(apart(one, 1)), 'second'), until('+2d')],
      ),
    ),
    overTime('late-elderly', { ja: '後期の資格確認書', en: 'a certificate of 後期' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: koukiMember(one, '1938-05-20', holding('certificate', '2027-07-31')) }),
        () => [happens({ kind: 'apply', reason: 'lost-paper' }), until('+1d')],
      ),
    ),
  ],
  mutants: ['issuer-on-first-piece'],
  examine: examineIssuers,
}

// ── INS-29, RETURN ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Days after a loss within which its papers are asked back. */
const ASKING_DAYS = 14

/** The one form by which somebody leaves, with the first day without cover. */
function leavingOf(history: History, member: Member) {
  const [left, ...others] = eventsOf(history, 'leave').filter(({ person }) => person === member.ref)
  const lost = lostOn(history, member)
  if (left === undefined || lost === null || others.length > 0 || left.taken !== true) return null
  return member.joins.some(({ index }) => index > left.index) ? null : { ...left, lost }
}

/** Whether so many papers of somebody came back from a step on, with the form itself or after it. */
function isReturned(history: History, ref: string, from: number, count: number): boolean {
  const enclosed = eventsAbout(history, ref, 'leave').flatMap(({ event, index }) =>
    event.kind === 'leave' && index >= from ? [event.papersReturned] : [],
  )
  const later = eventsAbout(history, ref, 'papers-returned').flatMap(({ event, index }) =>
    event.kind === 'papers-returned' && index >= from ? [event.count] : [],
  )
  return [...enclosed, ...later].reduce((sum, one) => sum + one, 0) >= count
}

const asked = ({ pieces }: Mail, ref: string, from: number, by: CivilDate): ToldPiece | null =>
  pieces.find(({ piece, index, told }) => piece.person === ref && piece.asksBack && index >= from && told <= by) ?? null

/** 返還: papers in term of somebody who has left are asked back, or came back. */
function backPart(history: History, mail: Mail, { ref }: Member, from: number, day: CivilDate, count: number): Part {
  const look = nextLook(history, addDays(day, ASKING_DAYS))
  if (isReturned(history, ref, from, count)) return part([])
  const by = look ?? nextLook(history, day)
  if (by !== null && asked(mail, ref, from, by) !== null) return part([])
  return look === null ? NOTHING : found('paper-not-asked-back', from, `asked back by ${look}, or returned`, 'neither')
}

function leaverPart(history: History, mail: Mail, member: Member): Part {
  const left = leavingOf(history, member)
  const { ref, roster } = member
  if (left === null || roster === null) return NOTHING
  const { lost, index, day } = left
  const own = certificatesOf(mail.papers, ref)
  const after = own.find((paper) => paper.index > index && runsInto(lost, paper.until))
  if (after !== undefined)
    return found(
      'leaver-not-pulled',
      after.index,
      `pulled out of the mailing: left with ${lost}`,
      `a certificate to ${after.until ?? 'no day'} was sent on ${after.told}`,
    )
  const out = own.filter((paper) => paper.index < index && runsInto(laterOf(lost, day), paper.until))
  if (out.length > 0) return backPart(history, mail, member, index, laterOf(lost, day), out.length)
  // His paper would have been renewed with those of the others, whose mailing the history saw.
  const ends = roster.holds.some(
    ({ kind, validUntil }) => kind === 'certificate' && validUntil !== null && validUntil >= day,
  )
  const isMailed = mail.papers.some((paper) => isCertificate(paper) && paper.holder.ref !== ref && paper.index > index)
  return ends && isMailed ? part([]) : NOTHING
}

const extracted = (one: number) => ({
  patient: cardless(INSURERS.kenpo, one, holding('certificate', '2026-12-31'), { birthDate: '1980-06-15' }),
  second: cardless(INSURERS.kenpo, apart(one, 1), holding('certificate', '2026-12-31'), { birthDate: '1984-07-04' }),
})

const leaves = (day: string, papersReturned = 0) => happens({ kind: 'leave', cause: 'retired', day, papersReturned })

const ins29: Requirement = {
  id: 'INS-29',
  severity: 'must',
  sentence: {
    ja: '抽出から発送までに資格を失った人は一斉発送から除き、すでに発送していれば返還を求めるか返納を記録する。',
    en: 'Whoever leaves between the extraction and the mailing is pulled out of it, and a paper that is out already is asked back or its return recorded.',
  },
  sources: ['insurer.md INS-29 [C31][C32]', 'insurer.md 4.6', 'counter.md I18'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-12-01', 'pulled', { ja: '抽出の後、発送の前', en: 'after the extraction, before the mailing' }, () =>
      caseOf(INSURERS.kenpo, extracted, () => [
        at('2026-12-02'),
        leaves('2026-12-01'),
        at('2026-12-06'),
        at('2026-12-20'),
      ]),
    ),
    fromDay('2026-12-01', 'eve', { ja: '発送の前日', en: 'the day before the mailing' }, () =>
      caseOf(INSURERS.kenpo, extracted, () => [
        at('2026-12-04', '18:00'),
        leaves('2026-12-03'),
        at('2026-12-05'),
        at('2026-12-20'),
      ]),
    ),
    fromDay('2026-12-01', 'asked-back', { ja: '発送の後', en: 'after the mailing' }, () =>
      caseOf(INSURERS.kenpo, extracted, () => [
        at('2026-12-06'),
        at('2026-12-10'),
        leaves('2026-12-09'),
        at('2026-12-11'),
        at('2026-12-26'),
      ]),
    ),
  ],
  mutants: ['mails-as-extracted', 'leaver-mailed', 'never-asks-back'],
  examine: memberwise(leaverPart),
}

function returnPart(history: History, mail: Mail, member: Member): Part {
  const left = leavingOf(history, member)
  const { ref, roster } = member
  if (left === null || roster === null || certificatesOf(mail.papers, ref).length > 0) return NOTHING
  const since = nextLook(history, laterOf(left.lost, left.day))
  if (since === null) return NOTHING
  const inTerm = roster.holds.filter(({ kind, validUntil }) => kind === 'certificate' && runsInto(since, validUntil))
  if (inTerm.length > 0) return backPart(history, mail, member, left.index, since, inTerm.length)
  const letter = mail.pieces.find(({ piece, index }) => piece.person === ref && piece.asksBack && index >= left.index)
  if (letter !== undefined)
    return found('asked-back-for-nothing', letter.index, 'nothing in term to return', `asked back on ${letter.told}`)
  return nextLook(history, addDays(since, ASKING_DAYS)) === null ? NOTHING : part([])
}

/** Somebody leaves with a paper in hand; he has a card, so that nobody sends him another paper first. */
const leavesHolding = (books: Parameters<typeof cardless>[2], papersReturned = 0) =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({ patient: memberOf(INSURERS.kenpo, one, { birthDate: '1980-06-15' }, books) }),
    () => [leaves('start-1d', papersReturned), until('+1d'), until('+15d')],
  )

/** Leaves with the loss on 2026-12-31, holding a paper that ends on a day. */
const lastDayOfYear = (validUntil: string, id: string, title: Title) =>
  fromDay('2026-12-31', id, title, () => leavesHolding(holding('certificate', validUntil, '2026-01-05')))

const returned: Requirement = {
  id: 'RETURN',
  severity: 'must',
  sentence: {
    ja: '資格を失った人の有効期限内の資格確認書は、返還を求めるか返納を記録する。期限切れの被保険者証や資格確認書の返還は求めない。',
    en: 'On leaving, a certificate still in term is asked back or its return recorded; an old card or a certificate that has ended is not asked for.',
  },
  sources: ['rules.md section 7 (return) [S0][S1]', 'insurer.md 4.5 (返納) [N2]', 'insurer.md 4.1 (52条) [L2]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('in-term', { ja: '有効期限内', en: 'in term' }, () => leavesHolding(holding('certificate', 'start+6m'))),
    overTime('handed-in', { ja: '喪失届に添付', en: 'handed in with the form' }, () =>
      leavesHolding(holding('certificate', 'start+6m'), 1),
    ),
    overTime('old-card', { ja: '期限切れの被保険者証', en: 'an old card that has ended' }, () =>
      leavesHolding(holding('old-card', null, '2018-04-01')),
    ),
    lastDayOfYear('2026-12-31', 'last-day', { ja: '喪失日が有効期限の日', en: 'it ends on the day of the loss' }),
    lastDayOfYear('2026-12-30', 'day-before', { ja: '喪失日の前日が有効期限', en: 'it ended the day before' }),
  ],
  mutants: ['never-asks-back', 'asks-back-expired', 'loss-a-day-late'],
  examine: memberwise(returnPart, 'reported'),
}

// ── INS-32 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Day of the month on which the list about the month before arrives. @see facts/insurer.md section 3 B5 */
const LIST_DAY = 5
/** Days before the end of a paper by which a list has to have told of the card. */
const RENEWAL_DAYS = 14
/** Days from the list within which the paper is asked back. */
const RECLAIM_DAYS = 31
const ANYTHING = ['apply', 'unregister', 'flag', 'leave', 'join', 'rename', 'rekey', 'ratio', 'correct-ratio'] as const

function againPart(history: History, mail: Mail, member: Member): Part {
  const { ref, roster } = member
  const policy = history.insurance?.insurer.policy
  if (policy === undefined || history.insurance?.insurer.scheme === 'kouki' || roster === null) return NOTHING
  if (!roster.linked || roster.flagged || roster.usableCard || happened(history, ref, ANYTHING)) return NOTHING
  const [held, ...others] = roster.holds.filter(({ kind }) => kind === 'certificate')
  const last = held?.validUntil ?? null
  const truths = truthOf(history, ref)
  const again = truths.find(hasLiveCard)
  if (last === null || others.length > 0 || again === undefined || truths[0] === undefined) return NOTHING
  if (truths.some((truth) => (truth.index < again.index ? hasCard(truth) : !hasLiveCard(truth)))) return NOTHING
  const arrives = addDays(endOfMonth(again.day), LIST_DAY)
  const isSeen = truths.some(({ day }) => arrives <= day && day <= addDays(last, -RENEWAL_DAYS))
  if (!isSeen || truths.every(({ day }) => day <= last)) return NOTHING
  const { asksBackOnRegistration } = policy
  const findings: Finding[] = []
  const renewed = certificatesOf(mail.papers, ref).find((paper) => paper.told >= arrives)
  if (renewed !== undefined)
    findings.push({
      code: 'renewed-for-card-holder',
      step: renewed.index,
      expected: `registered again, on the list of ${arrives}: a notice when the certificate ends on ${last}`,
      actual: `a certificate was issued on ${renewed.told}`,
    })
  else if (
    !roster.holds.some(({ kind }) => kind === 'notice') &&
    !mail.papers.some((paper) => isNotice(paper) && paper.holder.ref === ref)
  )
    findings.push({
      code: 'no-notice-at-renewal',
      step: truths.at(-1)?.index ?? 0,
      expected: `a notice when the certificate ends on ${last}`,
      actual: 'none',
    })
  const look = nextLook(history, addDays(arrives, RECLAIM_DAYS)) ?? nextLook(history, last)
  if (asksBackOnRegistration && look !== null && asked(mail, ref, 0, look) === null && !isReturned(history, ref, 0, 1))
    findings.push({
      code: 'paper-not-asked-back',
      step: truths.at(-1)?.index ?? 0,
      expected: `the certificate to ${last} is asked back after the list of ${arrives}`,
      actual: 'it was not',
    })
  return part(findings)
}

const registersAgain = (start: string, asksBackOnRegistration: boolean, id: string, title: Title) =>
  fromDay(start, id, title, () =>
    caseOf(
      { ...INSURERS.kenpo, policy: { asksBackOnRegistration } },
      (one) => ({
        patient: memberOf(
          INSURERS.kenpo,
          one,
          { birthDate: '1980-06-15', card: cardWith({ registration: 'NEVER' }) },
          holding('certificate', '2026-12-31'),
        ),
      }),
      () => [
        { do: 'change', person: 'patient', what: { kind: 'register' } },
        until('+2h'),
        at('2026-12-06'),
        at('2026-12-31', '18:00'),
        at('2027-01-06'),
      ],
    ),
  )

const ins32: Requirement = {
  id: 'INS-32',
  severity: 'must',
  sentence: {
    ja: '資格確認書の交付後に再びカードを登録した人には、更新のとき資格確認書ではなくお知らせを送り、保険者の定めがあれば手元の資格確認書の返還を求める。',
    en: 'Whoever registers his card again after he got a certificate gets a notice and no certificate at the renewal and, where the insurer decided so, is asked to return the one in hand.',
  },
  sources: ['insurer.md INS-32 [C2][C26]', 'insurer.md 3.2 [M6][A7]', 'rules.md 9 no. 41 [D71][D72]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    registersAgain('2026-11-10', true, 'asks-back', { ja: '返還を求める保険者', en: 'an insurer that asks back' }),
    registersAgain('2026-11-10', false, 'leaves-it', { ja: '求めない保険者', en: 'an insurer that does not' }),
    registersAgain('2026-11-30', true, 'month-end', { ja: '月末の登録', en: 'registered on the last day of a month' }),
  ],
  mutants: [
    'renews-whoever-had-one',
    'never-asks-back',
    'paper-for-all',
    'one-list-for-two-months',
    'issues-after-three-months',
    'issues-after-the-gap',
  ],
  examine: memberwise(againPart, 'reported'),
}

// ── ROUTE-nini ─────────────────────────────────────────────────────────────────────────────────────────────────────

const hasPaper = ({ piece }: ToldPiece): boolean => piece.documents.length > 0

function continuedPart(mail: Mail, { ref, roster }: Member): Part {
  if (roster?.continued !== true || roster.flagged) return NOTHING
  const his = mail.pieces.filter((told) => told.piece.person === ref && hasPaper(told))
  const findings = his.flatMap(({ index: step, piece: { route, tracked } }): Finding[] => {
    if (route === 'employer')
      return [{ code: 'continued-via-employer', step, expected: 'sent to the member himself', actual: route }]
    return route === 'registered-address' && tracked === false
      ? [{ code: 'not-tracked', step, expected: 'sent so that it can be tracked', actual: 'ordinary mail' }]
      : []
  })
  return { seen: his.length, findings }
}

/** 世帯: what a member of a household of 国保 gets lies in a piece of its own, addressed to the head. */
function householdPart(history: History, mail: Mail, member: Member): Part {
  const scheme = history.insurance?.insurer.scheme
  const head = headOf(history, member)
  if (scheme !== 'kokuho' && scheme !== 'kokuho-kumiai') return NOTHING
  if (head === null || head.ref === member.ref || member.roster?.flagged === true) return NOTHING
  if (happened(history, member.ref, ['flag'])) return NOTHING
  const his = mail.papers.filter(({ holder }) => holder.ref === member.ref)
  const findings = his.flatMap(({ index: step, piece }): Finding[] => {
    const others = mail.papers.filter((paper) => paper.piece.id === piece.id && paper.holder.ref !== member.ref)
    return isNameOf(head, piece.addressee) && others.length === 0
      ? []
      : [
          {
            code: 'household-piece-wrong',
            step,
            expected: `a piece of its own, addressed to ${[...head.names][0] ?? ''}`,
            actual: others.length > 0 ? 'together with those of another member' : `addressed to ${piece.addressee}`,
          },
        ]
  })
  return { seen: his.length, findings }
}

/** 不達: a piece of 協会けんぽ that came back goes to the employer. */
function undeliveredPart(history: History, mail: Mail, { ref, roster }: Member): Part {
  if (history.insurance?.insurer.scheme !== 'kyokai' || roster === null || roster.continued || roster.flagged)
    return NOTHING
  if (happened(history, ref, ['leave', 'flag'])) return NOTHING
  const parts = eventsAbout(history, ref, 'undeliverable').flatMap(({ index, day, taken }): Part[] => {
    const came = mail.pieces.findLast((told) => told.piece.person === ref && told.index < index && hasPaper(told))
    const look = nextLook(history, addDays(day, ASKING_DAYS))
    if (taken !== true || came === undefined || came.piece.route === 'employer') return []
    const again = mail.pieces.some(
      (told) => told.piece.person === ref && told.index >= index && hasPaper(told) && told.piece.route === 'employer',
    )
    if (again) return [part([])]
    return look === null ? [] : [found('undeliverable-left', index, 'sent again to the employer', 'it was not')]
  })
  return { seen: parts.length, findings: parts.flatMap(({ findings }) => findings) }
}

function examineRoutes(history: History): Examination | null {
  const papers = papersOf(history)
  const pieces = piecesOf(history)
  if (papers === null || pieces === null) return null
  const mail = { papers, pieces }
  return concluded(
    membersOf(history).flatMap((member) => [
      continuedPart(mail, member),
      householdPart(history, mail, member),
      undeliveredPart(history, mail, member),
    ]),
    'reported',
  )
}

const continues = (books: Parameters<typeof cardless>[2]) => ({ ...books, continued: true })

const routeNini: Requirement = {
  id: 'ROUTE-nini',
  severity: 'must',
  sentence: {
    ja: '任意継続の人の書類は元の事業主を通さず本人へ追跡できる方法で、国保の世帯員の書類は一人一通で世帯主宛てに送り、協会けんぽの届かなかった書類は事業主へ送る。',
    en: 'Papers of 任意継続 go to the member himself, tracked and never through the former employer, those of a household of 国保 one piece a member to its head, and what 協会けんぽ could not deliver goes to the employer.',
  },
  sources: ['insurer.md 4.3 (postal class) [C2][U14][U16]', 'rules.md section 7 [W64]', 'insurer.md 4.6'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-12-01', 'continued', { ja: '任意継続の更新', en: '任意継続, a renewal' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: cardless(INSURERS.kenpo, one, continues(holding('certificate', '2026-12-31')), {
            birthDate: '1980-06-15',
          }),
        }),
        () => [at('2026-12-06'), at('2026-12-20')],
      ),
    ),
    overTime('continued-notice', { ja: '任意継続のお知らせ', en: '任意継続, a notice' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, continues(holding('notice'))) }),
        (one) => [
          happens({ kind: 'rekey', symbol: '88', number: String(2000 + (one % 90_000)), from: 'start' }),
          until('+1d'),
        ],
      ),
    ),
    overTime('mixed-household', { ja: '国保の混合世帯', en: 'a mixed household of 国保' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          head: memberOf(INSURERS.kokuho, apart(one, 1), {}, holding('notice')),
          patient: stranger(one, { card: null }),
          second: stranger(apart(one, 2)),
        }),
        (one) => [
          happens(form(one, { relation: 'dependant', head: 'head', cause: 'moved-in', certificateWanted: true })),
          happens(form(one, { relation: 'dependant', head: 'head', cause: 'moved-in' }), 'second'),
          until('+2d'),
        ],
      ),
    ),
    overTime('undeliverable', { ja: '協会けんぽの不達', en: '協会けんぽ, not delivered' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({ patient: cardless(INSURERS.kyokai, one) }),
        () => [until('+1d'), until('+7d'), happens({ kind: 'undeliverable' }), until('+1d'), until('+14d')],
      ),
    ),
  ],
  mutants: ['continued-via-employer', 'undeliverable-left', 'household-by-member'],
  examine: examineRoutes,
}

// ── BD-5 ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Business days for a complete application, weekends and holidays left out. @see facts/rules.md section 7 [S2] */
const BUSINESS_DAYS = 5
const ABOUT_PAPERS: readonly string[] = ['lost-paper', 'damaged-paper']

function applicationPart(history: History, mail: Mail, { ref, roster }: Member): Part {
  if (history.insurance?.insurer.scheme !== 'kokuho-kumiai' || roster === null || roster.flagged) return NOTHING
  const [applied, ...others] = eventsAbout(history, ref, 'apply')
  if (applied?.event.kind !== 'apply' || applied.taken !== true || others.length > 0) return NOTHING
  if (happened(history, ref, ['leave', 'flag', 'unregister', 'rekey', 'rename', 'ratio'])) return NOTHING
  const isHeld = roster.holds.some(({ kind }) => kind !== 'notice')
  const isSent = certificatesOf(mail.papers, ref).some(({ index }) => index < applied.index)
  if ((isHeld || isSent) && !ABOUT_PAPERS.includes(applied.event.reason)) return NOTHING
  const due = addBusinessDays(applied.day, BUSINESS_DAYS)
  const look = nextLook(history, due)
  if (look === null) return NOTHING
  const issued = mail.papers.find(
    (paper) => paper.holder.ref === ref && paper.index >= applied.index && (isCertificate(paper) || isNotice(paper)),
  )
  if (issued !== undefined && issued.told <= look) return part([])
  return found(
    'application-after-five-business-days',
    applied.index,
    `received on ${applied.day}: completed by ${due}`,
    issued === undefined ? 'nothing was issued' : `issued on ${issued.told}`,
  )
}

/** Somebody applies on a day; `due` is the fifth business day after it. */
const appliesOn = (day: string, due: string, next: string, id: string, title: Title) =>
  fromDay(day, id, title, () =>
    caseOf(
      INSURERS.kokuhoKumiai,
      (one) => ({ patient: memberOf(INSURERS.kokuhoKumiai, one, { birthDate: '1980-06-15' }, holding('notice')) }),
      () => [happens({ kind: 'apply', reason: 'lost-card' }), at(due, '18:00'), at(next)],
    ),
  )

const bd5: Requirement = {
  id: 'BD-5',
  severity: 'must',
  sentence: {
    ja: '国保組合は、不備のない交付申請を受け付けた日の翌日から土日祝日を除いて5日以内に処理する（2026-11-19受付なら11-27まで）。',
    en: 'A 国保組合 completes a complete application within five days after its receipt, weekends and holidays left out (received 2026-11-19: by 11-27).',
  },
  sources: ['rules.md section 7 (timings) [S2]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    appliesOn('2026-12-07', '2026-12-14', '2026-12-15', 'week', { ja: '月曜の申請', en: 'applied for on a Monday' }),
    appliesOn('2026-12-05', '2026-12-11', '2026-12-14', 'saturday', { ja: '土曜の受付', en: 'received on a Saturday' }),
    appliesOn('2026-11-19', '2026-11-27', '2026-11-30', 'holiday', { ja: '祝日をまたぐ', en: 'over a holiday' }),
    appliesOn('2027-04-28', '2027-05-11', '2027-05-12', 'golden-week', {
      ja: '大型連休',
      en: 'over a week of holidays',
    }),
  ],
  mutants: ['sixth-business-day'],
  examine: memberwise(applicationPart),
}

/** Requirements about mass mailings, their routes and what comes back. */
export const mailingRequirements: readonly Requirement[] = [ins26, ins29, ins32, returned, routeNini, bd5]
