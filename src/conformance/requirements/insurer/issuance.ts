import { CERTIFICATE_LAW } from '../../../domain/certificate-terms.ts'
import {
  type CivilDate,
  addDays,
  addMonths,
  birthday,
  civilDate,
  dateOf,
  laterOf,
  parseCivilDate,
} from '../../../domain/civil-date.ts'
import { KOUKI_AGE_DAY, koukiPaper } from '../../../domain/kouki-issuance.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { InsurerSetup } from '../../../../scenarios/protocol-insurer.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { eventsOf, printed } from '../../evidence-insurer.ts'
import type { Edge, Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  belongsToKouki,
  certificatesOf,
  eventsAbout,
  happened,
  hasCard,
  hasLiveCard,
  isCertificate,
  isNotice,
  isWatched,
  membersOf,
  nextLook,
  papersOf,
  truthOf,
} from './members.ts'
import { at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'
import { NOTHING, type Part, concluded, found, part, runsInto } from './parts.ts'

type Title = Edge['title']

/** The one birth date of a member; null where the scenario knows several. */
function birthDateOf({ birthDates }: Member): CivilDate | null {
  const [first, ...others] = [...birthDates].map((text) => parseCivilDate(text))
  return first?.ok === true && others.length === 0 ? first.value : null
}

/** Examines every member by himself. */
const memberwise =
  (examine: (history: History, papers: readonly Paper[], member: Member) => Part) =>
  (history: History): Examination | null => {
    const papers = papersOf(history)
    return papers === null ? null : concluded(membersOf(history).map((member) => examine(history, papers, member)))
  }

// ── I19 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whatever gives somebody a certificate, or takes his cover away, beside age and card. */
const GROUNDS = ['apply', 'unregister', 'flag', 'leave', 'join', 'rename', 'rekey', 'ratio', 'correct-ratio'] as const
const EVE = CERTIFICATE_LAW.koukiForAll.value
/** Days that an office needs to see an end coming. */
const NOTICE_DAYS = 14
const EIGHTY_FIVE = 85

/** A member of 後期 about whom age and card alone decide; null for others. */
function decidedByCard(history: History, { ref, roster }: Member): boolean | null {
  if (roster === null || roster.flagged || !roster.linked || happened(history, ref, GROUNDS)) return null
  const truths = truthOf(history, ref)
  const isHolder = truths.length > 0 && truths.every(hasLiveCard)
  const isCardless = truths.length > 0 && !truths.some(hasCard)
  return (isHolder || isCardless) && roster.usableCard === isHolder ? isHolder : null
}

/** 2026-08-01: everybody's certificate has ended the day before. */
function augustPart(history: History, papers: readonly Paper[], member: Member, policy: InsurerSetup['policy']): Part {
  const { ref, roster } = member
  const birthDate = birthDateOf(member)
  const holder = decidedByCard(history, member)
  if (roster === null || birthDate === null || holder === null) return NOTHING
  if (addDays(dateOf(history.start), NOTICE_DAYS) > EVE || !isWatched(history, EVE)) return NOTHING
  if (roster.holds.some((paper) => paper.kind === 'certificate' && paper.validUntil !== EVE)) return NOTHING
  const right = koukiPaper({ birthDate, hasCard: holder, uses: roster.cardUses }, policy)
  const into = certificatesOf(papers, ref).filter((paper) => runsInto(KOUKI_AGE_DAY, paper.until))
  const inTime = into.some(({ told, first }) => told <= EVE && first <= KOUKI_AGE_DAY)
  const expected = `born ${birthDate}, ${holder ? 'with' : 'without'} a card: a ${right} from ${KOUKI_AGE_DAY}`
  const step = into[0]?.index ?? history.steps.at(-1)?.index ?? 0
  if (right === 'certificate' && !inTime) return found('late-elderly-without-certificate', step, expected, 'none')
  if (right === 'notice' && into.length > 0)
    return found('late-elderly-certificate-too-many', step, expected, `issued on ${into[0]?.told ?? ''}`)
  return part([])
}

/** 85歳到達: a birthday after that day, and nothing else. */
function laterPart(history: History, papers: readonly Paper[], member: Member, policy: InsurerSetup['policy']): Part {
  const birthDate = birthDateOf(member)
  const start = dateOf(history.start)
  const { ref, roster } = member
  if (roster === null || birthDate === null || decidedByCard(history, member) !== true || start <= EVE) return NOTHING
  if (koukiPaper({ birthDate, hasCard: true, uses: roster.cardUses }, policy) !== 'notice') return NOTHING
  if (roster.holds.some(({ kind }) => kind === 'certificate')) return NOTHING
  const turns = birthday(birthDate, EIGHTY_FIVE, 'MAR1')
  if (turns <= start || nextLook(history, addDays(turns, 1)) === null) return NOTHING
  const [issued] = certificatesOf(papers, ref)
  if (issued === undefined) return part([])
  return found(
    'certificate-by-later-birthday',
    issued.index,
    `85 on ${turns}, after ${KOUKI_AGE_DAY}: nothing by itself`,
    `a certificate was issued on ${issued.told}`,
  )
}

function examineKouki(history: History): Examination | null {
  const papers = papersOf(history)
  const insurer = history.insurance?.insurer
  if (papers === null || insurer?.scheme !== 'kouki') return null
  return concluded(
    membersOf(history).flatMap((member) => [
      augustPart(history, papers, member, insurer.policy),
      laterPart(history, papers, member, insurer.policy),
    ]),
  )
}

type Policy = NonNullable<Parameters<typeof caseOf>[0]['policy']>

const kouki = (policy: Policy) => ({ ...INSURERS.kouki, policy: { ...INSURERS.kouki.policy, ...policy } })

/** Somebody of 後期 whose certificate ends on 2026-07-31. */
const inAugust = (
  id: string,
  title: Title,
  birthDate: string,
  {
    card = true,
    uses,
    policy = {},
  }: { card?: boolean; uses?: { inTwelveMonths: number; inThreeMonths: number }; policy?: Policy } = {},
) =>
  fromDay('2026-07-01', id, title, () =>
    caseOf(
      kouki(policy),
      (one) => ({
        patient: koukiMember(
          one,
          birthDate,
          { ...holding('certificate', '2026-07-31'), ...(uses === undefined ? {} : { cardUses: uses }) },
          card ? {} : { card: null },
        ),
      }),
      () => [at('2026-07-06'), at('2026-07-31', '18:00'), at('2026-08-01')],
    ),
  )

const LEGAL = { policy: { koukiAgeMode: 'LEGAL' } } as const
const USAGE = { koukiRule: 'USAGE' } as const

const i19: Requirement = {
  id: 'I19',
  severity: 'must',
  sentence: {
    ja: '後期では、2026-08-01に85歳以上の人（1941-08-01以前の生まれ）にはカードにかかわらず資格確認書を、それより若い人にはマイナ保険証の保有（定めがあれば利用実績）に応じて資格確認書かお知らせを出し、その後85歳になっても、それだけでは何も変えない。',
    en: 'In 後期, whoever is 85 on 2026-08-01 (born by 1941-08-01) gets a certificate whatever his card, younger members by holding a card or, where that rule is set, by using it, and turning 85 later changes nothing by itself.',
  },
  sources: ['counter.md I19', 'rules.md section 7 [W18][W19][D51]', 'rules.md 9 no. 6, 28'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    inAugust('eighty-five', { ja: '1941-08-01生まれ、カードあり', en: 'born 1941-08-01, a card' }, '1941-08-01'),
    inAugust('eighty-four', { ja: '1941-08-02生まれ、カードあり', en: 'born 1941-08-02, a card' }, '1941-08-02'),
    inAugust('without-card', { ja: '1941-08-02生まれ、カードなし', en: 'born 1941-08-02, no card' }, '1941-08-02', {
      card: false,
    }),
    inAugust(
      'legal-age',
      { ja: '法律上の年齢で数える広域連合、1941-08-02生まれ', en: 'counted by the legal age, born 1941-08-02' },
      '1941-08-02',
      LEGAL,
    ),
    inAugust(
      'legal-age-next-day',
      { ja: '法律上の年齢で数える広域連合、1941-08-03生まれ', en: 'counted by the legal age, born 1941-08-03' },
      '1941-08-03',
      LEGAL,
    ),
    inAugust('six-uses', { ja: '12か月に6回、3か月に1回の利用', en: 'six uses, one of them lately' }, '1945-05-20', {
      uses: { inTwelveMonths: 6, inThreeMonths: 1 },
      policy: USAGE,
    }),
    inAugust('five-uses', { ja: '12か月に5回の利用', en: 'five uses' }, '1945-05-20', {
      uses: { inTwelveMonths: 5, inThreeMonths: 2 },
      policy: USAGE,
    }),
    inAugust('none-lately', { ja: '直近3か月の利用なし', en: 'six uses, none of them lately' }, '1945-05-20', {
      uses: { inTwelveMonths: 6, inThreeMonths: 0 },
      policy: USAGE,
    }),
    fromDay('2026-09-05', 'turns-85-later', { ja: '2026-09-10に85歳', en: '85 on 2026-09-10' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: koukiMember(one, '1941-09-10', holding('notice')) }),
        () => [at('2026-09-09'), at('2026-09-10'), at('2026-09-11')],
      ),
    ),
  ],
  mutants: [
    'eighty-five-by-legal-age',
    're-evaluates-daily',
    'renews-whoever-had-one',
    'paper-for-all',
    'application-demanded',
    'issues-after-the-gap',
  ],
  examine: examineKouki,
}

// ── INS-24 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const BEGINS = CERTIFICATE_LAW.begins.value

/** Words that a certificate of a scheme may not bear in its title, and those it has to. */
const TITLES: Readonly<Record<InsurerSetup['scheme'], { readonly never: RegExp; readonly must: RegExp }>> = {
  kyokai: { never: /国民健康保険|国保|後期/, must: /資格確認書/ },
  kenpo: { never: /国民健康保険|国保|後期/, must: /資格確認書/ },
  kyosai: { never: /国民健康保険|国保|後期/, must: /資格確認書/ },
  kokuho: { never: /後期|(?<!国民)健康保険/, must: /資格確認書/ },
  'kokuho-kumiai': { never: /後期|(?<!国民)健康保険/, must: /資格確認書/ },
  kouki: { never: /健康保険/, must: /後期/ },
}

function titleFindings(paper: Paper, scheme: InsurerSetup['scheme']): Finding[] {
  const { index: step, told } = paper
  if (!isCertificate(paper)) return []
  if (told < BEGINS)
    return [{ code: 'certificate-before-law', step, expected: `none before ${BEGINS}`, actual: `one on ${told}` }]
  const title = (printed(paper, 'title') ?? '').replaceAll(/\s/g, '')
  if (printed(paper, 'footer') !== null)
    return [
      {
        code: 'notice-titled-certificate',
        step,
        expected: 'what is good only together with the card is a notice',
        actual: title,
      },
    ]
  const { never, must } = TITLES[scheme]
  return must.test(title) && !never.test(title)
    ? []
    : [{ code: 'title-of-another-scheme', step, expected: `a title of ${scheme}`, actual: title }]
}

function examineTitles(history: History): Examination | null {
  const papers = papersOf(history)
  const insurer = history.insurance?.insurer
  if (papers === null || insurer === undefined) return null
  const judged = papers.filter((paper) => isCertificate(paper) || isNotice(paper))
  // Before the law begins, an application that brings nothing is right too.
  const early = eventsOf(history, 'apply').filter(({ day, taken }) => taken !== null && day < BEGINS)
  const findings = judged.flatMap((paper) => titleFindings(paper, insurer.scheme))
  return concluded([{ seen: judged.length + early.length, findings }])
}

const losesOn = (day: string, id: string, title: Title) =>
  fromDay(day, id, title, () =>
    caseOf(
      INSURERS.kenpo,
      (one) => ({ patient: cardless(INSURERS.kenpo, one, holding('old-card', null, '2018-04-01')) }),
      () => [happens({ kind: 'apply', reason: 'lost-paper' }), until('+2h')],
    ),
  )

const movesIn = (insurer: Parameters<typeof caseOf>[0]) =>
  caseOf(
    insurer,
    (one) => ({ patient: stranger(one) }),
    (one) => [happens(form(one, { certificateWanted: true, cause: 'moved-in' })), until('+1d')],
  )

const ins24: Requirement = {
  id: 'INS-24',
  severity: 'must',
  sentence: {
    ja: '資格確認書は2024-12-02より前に交付せず、その制度の表題を付ける。お知らせに資格確認書の表題を付けない。',
    en: 'No certificate is issued before 2024-12-02, each bears the title of its scheme, and a notice is never titled as one.',
  },
  sources: ['insurer.md INS-24 [A20]', 'insurer.md 1.6 (2024-12-02) [L1]', 'rules.md 4.1 no. 1, 4.2 [W43]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    losesOn('2024-12-01', 'day-before', { ja: '2024-12-01の申請', en: 'applied for on 2024-12-01' }),
    losesOn('2024-12-02', 'first-day', { ja: '2024-12-02の申請', en: 'applied for on 2024-12-02' }),
    overTime('kokuho', { ja: '国保の表題', en: 'the title of 国保' }, () => movesIn(INSURERS.kokuho)),
    overTime('kokuho-kumiai', { ja: '国保組合の表題', en: 'the title of a 国保組合' }, () =>
      movesIn(INSURERS.kokuhoKumiai),
    ),
    overTime('late-elderly', { ja: '後期の表題', en: 'the title of 後期' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: koukiMember(one, '1938-05-20', holding('certificate', '2027-07-31')) }),
        () => [happens({ kind: 'apply', reason: 'lost-paper' }), until('+1d')],
      ),
    ),
    overTime('late-elderly-notice', { ja: '後期のお知らせの表題', en: 'the title of a notice of 後期' }, () =>
      caseOf(
        kouki({ lastFour: false }),
        (one) => ({ patient: koukiMember(one, '1945-05-20', holding('notice')) }),
        () => [happens({ kind: 'ratio', ratio: '020', from: 'start', until: '2027-07-31' }), until('+1d')],
      ),
    ),
    overTime('notice', { ja: 'お知らせの表題', en: 'the title of a notice' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one)), until('+2d')],
      ),
    ),
  ],
  mutants: ['certificates-before-the-law', 'one-title-for-all', 'notice-titled-certificate'],
  examine: examineTitles,
}

// ── INS-18 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const REISSUED = ['lost-paper', 'damaged-paper'] as const
const isReissue = (reason: string): boolean => REISSUED.some((one) => one === reason)
/** Days within which a paper belongs to an application. */
const APPLIED_DAYS = 7

/** The share of a member on a day by what the office had been told at a step; null where nothing is known. */
function shareOn(history: History, { ref, roster }: Member, day: CivilDate, index: number): string | null {
  const decided = eventsAbout(history, ref, 'ratio').findLast(
    ({ event, index: told }) => told <= index && event.kind === 'ratio' && event.from <= day && day <= event.until,
  )
  return decided?.event.kind === 'ratio' ? decided.event.ratio : (roster?.ratio ?? null)
}

function reissuePart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster } = member
  if (roster === null || roster.ratio === null || happened(history, ref, ['correct-ratio', 'leave'])) return NOTHING
  const parts = eventsAbout(history, ref, 'apply').flatMap(({ event, index, day, taken }): Part[] => {
    if (taken !== true || event.kind !== 'apply' || !isReissue(event.reason)) return []
    const changes = eventsAbout(history, ref, 'ratio').flatMap((told) =>
      told.index < index && told.event.kind === 'ratio' ? [told.event.from] : [],
    )
    const again = certificatesOf(papers, ref).find(
      (paper) => paper.index >= index && paper.told <= addDays(day, APPLIED_DAYS),
    )
    if (changes.length === 0 || again === undefined) return []
    const { first, index: step } = again
    const right = shareOn(history, member, first, index)
    const stands = printed(again, 'ratio')
    const next = changes.find((from) => from > first) ?? null
    const findings: Finding[] = []
    if (stands !== right)
      findings.push({
        code: 'reissued-with-wrong-share',
        step,
        expected: `${right ?? 'no share'}, the share of ${first}`,
        actual: stands ?? 'none',
      })
    else if (next !== null && runsInto(next, again.until))
      findings.push({
        code: 'reissue-outlasts-share',
        step,
        expected: `it ends by ${addDays(next, -1)}`,
        actual: `it ends on ${again.until ?? 'no day'}`,
      })
    return [part(findings)]
  })
  return { seen: parts.length, findings: parts.flatMap(({ findings }) => findings) }
}

const AGED = '1953-05-10'

const reissuedOn = (day: string, id: string, title: Title) =>
  fromDay('2026-09-10', id, title, () =>
    caseOf(
      INSURERS.kokuho,
      (one) => ({
        patient: cardless(INSURERS.kokuho, one, holding('certificate', '2027-07-31'), {
          birthDate: AGED,
          cover: { ratio: '020' },
        }),
      }),
      () => [
        happens({ kind: 'ratio', ratio: '030', from: '2026-10-01', until: '2027-07-31' }),
        at(day),
        happens({ kind: 'apply', reason: 'lost-paper' }),
        until('+1d'),
      ],
    ),
  )

const ins18: Requirement = {
  id: 'INS-18',
  severity: 'must',
  sentence: {
    ja: '新しい割合の証を先に送ったあとの再交付では、発効日の前日まではそれまでの割合とその期限の証を、発効日からは新しい割合の証を出す。',
    en: 'A re-issue after the paper with the next share was mailed ahead carries the old share, ending with it, up to the day before, and the new share from its first day.',
  },
  sources: ['insurer.md INS-18 [M1]', 'counter.md I07', 'rules.md 4.1 no. 7'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    reissuedOn('2026-09-20', 'ahead', { ja: '発効日の前の再交付', en: 're-issued before the first day' }),
    reissuedOn('2026-09-30', 'day-before', { ja: '発効日の前日の再交付', en: 're-issued the day before' }),
    reissuedOn('2026-10-01', 'first-day', { ja: '発効日の再交付', en: 're-issued on the first day' }),
    reissuedOn('2026-10-02', 'day-after', { ja: '発効日の翌日の再交付', en: 're-issued the day after' }),
  ],
  mutants: ['newest-share-on-paper', 'reissue-outlasts-share', 'paper-ratio-from-yesterday', 'ratio-off-paper'],
  examine: memberwise(reissuePart),
}

// ── LOST-short ─────────────────────────────────────────────────────────────────────────────────────────────────────

const isWithoutCardForNow = (reason: string): boolean => reason === 'lost-card' || reason === 'renewing-card'

function shortPart(history: History, papers: readonly Paper[], member: Member): Part {
  const months = history.insurance?.insurer.policy.shortTermMonths ?? null
  const { ref, roster } = member
  if (months === null || roster === null || happened(history, ref, ['leave', 'flag', 'unregister'])) return NOTHING
  const isHeld = roster.holds.some(({ kind }) => kind !== 'notice')
  const [applied, ...others] = eventsAbout(history, ref, 'apply')
  if (isHeld || others.length > 0 || applied?.event.kind !== 'apply' || applied.taken !== true) return NOTHING
  if (!isWithoutCardForNow(applied.event.reason) || history.insurance?.insurer.scheme === 'kouki') return NOTHING
  const due = addDays(applied.day, APPLIED_DAYS)
  const [paper] = certificatesOf(papers, ref)
  if (paper !== undefined && paper.index < applied.index) return NOTHING
  if (paper === undefined)
    return nextLook(history, due) === null
      ? NOTHING
      : found('not-issued-on-application', applied.index, `a certificate by ${due}`, 'none was issued')
  const longest = addMonths(paper.first, months)
  if (!runsInto(addDays(longest, 1), paper.until)) return part([])
  return found(
    'short-term-too-long',
    paper.index,
    `from ${paper.first} for ${months} months at most`,
    `it ends on ${paper.until ?? 'no day'}`,
  )
}

const withoutCard = (months: number, reason: 'lost-card' | 'renewing-card', insurer = INSURERS.kenpo) =>
  caseOf(
    { ...insurer, policy: { shortTermMonths: months } },
    (one) => ({ patient: memberOf(insurer, one, {}, holding('notice')) }),
    () => [happens({ kind: 'apply', reason }), until('+1d'), until('+8d')],
  )

const lostShort: Requirement = {
  id: 'LOST-short',
  severity: 'must',
  sentence: {
    ja: '短期の期限を定めた保険者では、カードを紛失した人・更新中の人から申請があれば、その短い期限の資格確認書を交付する。',
    en: 'Where the insurer decided on a short term, whoever applies because his card is lost or being renewed gets a certificate of that term and no longer one.',
  },
  sources: ['rules.md section 7 (lost card) [S1][W69]', 'rules.md 4.1 (validity) [W69]', 'insurer.md 4.3 [C24][C25]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('lost', { ja: '紛失、2か月', en: 'lost, two months' }, () => withoutCard(2, 'lost-card')),
    overTime('renewing', { ja: '更新中、2か月', en: 'being renewed, two months' }, () =>
      withoutCard(2, 'renewing-card'),
    ),
    fromDay('2026-12-31', 'month-end', { ja: '2026-12-31の申請、2か月', en: 'applied for on 2026-12-31' }, () =>
      withoutCard(2, 'lost-card'),
    ),
    overTime('one-month', { ja: '紛失、1か月', en: 'lost, one month' }, () => withoutCard(1, 'lost-card')),
  ],
  mutants: ['lost-card-full-term'],
  examine: memberwise(shortPart),
}

// ── ASSIST ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function assistedPart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster } = member
  const [applied, ...others] = eventsAbout(history, ref, 'apply')
  if (applied?.event.kind !== 'apply' || applied.event.reason !== 'needs-assistance' || others.length > 0)
    return NOTHING
  if (applied.taken !== true || happened(history, ref, ['leave', 'flag', 'unregister', 'join', 'ratio'])) return NOTHING
  if (roster === null || !roster.linked || !truthOf(history, ref).every(hasLiveCard)) return NOTHING
  const first = certificatesOf(papers, ref).find(({ index }) => index >= applied.index)
  const last = first?.until ?? null
  if (first === undefined || last === null || !isWatched(history, last)) return NOTHING
  if (last < addDays(first.told, NOTICE_DAYS)) return NOTHING
  const next = addDays(last, 1)
  if (nextLook(history, next) === null || belongsToKouki(history, member, next)) return NOTHING
  const follows = certificatesOf(papers, ref).some(
    (paper) => paper.told <= last && paper.first <= next && runsInto(next, paper.until),
  )
  if (follows) return part([])
  return found(
    'assistance-forgotten',
    history.steps.find(({ at: moment }) => dateOf(moment) >= next)?.index ?? first.index,
    `applied for once: the certificate for ${next} comes without applying by ${last}`,
    'none was issued',
  )
}

const assisted = happens({ kind: 'apply', reason: 'needs-assistance' })

const assist: Requirement = {
  id: 'ASSIST',
  severity: 'must',
  sentence: {
    ja: '読み取りに手助けの要る人として一度申請した人には、更新のとき、次の資格確認書を申請なしに期限までに交付する。',
    en: 'Whoever applied once because he needs help at the reader gets the next certificate in time without applying again.',
  },
  sources: ['insurer.md 3.2 [M8][U2]', 'rules.md 4.1 (who gets it) [W70]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-06-20', 'july', { ja: '国保、7月31日の更新', en: '国保, the renewal of 31 July' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({ patient: memberOf(INSURERS.kokuho, one, {}, holding('notice')) }),
        () => [assisted, at('2026-07-06'), at('2026-07-31', '18:00'), at('2026-08-01')],
      ),
    ),
    fromDay('2026-09-10', 'a-year', { ja: '健保、1年後の更新', en: 'employee scheme, a year later' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, holding('notice')) }),
        () => [assisted, at('2027-08-06'), at('2027-09-09', '18:00'), at('2027-09-10')],
      ),
    ),
  ],
  mutants: ['assistance-forgotten', 'issues-after-the-gap', 'application-demanded'],
  examine: memberwise(assistedPart),
}

// ── ELDERLY-70 ─────────────────────────────────────────────────────────────────────────────────────────────────────

const OTHERWISE = [
  'leave',
  'flag',
  'unregister',
  'join',
  'apply',
  'correct-ratio',
  'correct-five',
  'rename',
  'rekey',
] as const
/** Days around the first day of a share in which somebody has to look. */
const LOOK_DAYS = 2

function seventyPart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster } = member
  if (history.insurance?.insurer.scheme === 'kouki' || roster === null || roster.flagged) return NOTHING
  if (happened(history, ref, OTHERWISE) || truthOf(history, ref).some(hasCard)) return NOTHING
  const [decided, ...others] = eventsAbout(history, ref, 'ratio')
  if (decided?.event.kind !== 'ratio' || decided.taken !== true || others.length > 0) return NOTHING
  const { from, ratio } = decided.event
  const since = laterOf(from, decided.day)
  const look = nextLook(history, since)
  if (look === null || look > addDays(since, LOOK_DAYS) || look > decided.event.until) return NOTHING
  if (belongsToKouki(history, member, since)) return NOTHING
  const right = certificatesOf(papers, ref).some(
    (paper) =>
      paper.told <= look && paper.first <= look && runsInto(look, paper.until) && printed(paper, 'ratio') === ratio,
  )
  if (right) return part([])
  return found(
    'no-share-on-certificate',
    history.steps.find(({ at: moment }) => dateOf(moment) >= since)?.index ?? decided.index,
    `a certificate with the share ${ratio} is in hand on ${look}`,
    'the paper in hand does not carry it',
  )
}

/** Somebody in an employee scheme whose certificate runs past the first day of his share. */
const turnsSeventy = (birthDate: string, from: string, start: string, id: string) =>
  fromDay(start, id, { ja: `${birthDate}生まれ、カードなし`, en: `born ${birthDate}, no card` }, () =>
    caseOf(
      INSURERS.kenpo,
      (one) => ({ patient: cardless(INSURERS.kenpo, one, holding('certificate', '2027-03-31'), { birthDate }) }),
      () => [
        happens({ kind: 'ratio', ratio: '020', from, until: '2027-07-31' }),
        at(addDays(civilDate(from), -1), '18:00'),
        at(from),
      ],
    ),
  )

const elderly70: Requirement = {
  id: 'ELDERLY-70',
  severity: 'must',
  sentence: {
    ja: '使えるカードのない70歳以上の人は、負担割合の始まる日から、その割合の記載された資格確認書を持つ（高齢受給者証を別に出さない場合）。',
    en: 'From the first day of the share a member of 70 and over without a usable card holds a certificate that carries it, where no separate 高齢受給者証 is issued.',
  },
  sources: ['rules.md 4.1 no. 7, 9 no. 15 [S2][W44]', 'insurer.md 4.1 (52条) [L2]', 'insurer.md 4.3 [D27]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    turnsSeventy('1956-11-01', '2026-11-01', '2026-10-12', 'born-on-first'),
    turnsSeventy('1956-11-02', '2026-12-01', '2026-11-10', 'born-on-second'),
    overTime('share-changes', { ja: '70歳以上、割合の変更', en: '70 and over, the share changes' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: cardless(INSURERS.kenpo, one, holding('certificate', '2027-07-31'), {
            birthDate: AGED,
            cover: { ratio: '020' },
          }),
        }),
        () => [
          happens({ kind: 'ratio', ratio: '030', from: 'start+1d', until: '2027-07-31' }),
          until('start+1dT09:00'),
        ],
      ),
    ),
  ],
  mutants: ['keeps-certificate-at-share', 'ratio-off-paper', 'paper-ratio-from-yesterday', 'ends-with-birthday-month'],
  examine: memberwise(seventyPart),
}

/** Requirements about which certificate is issued, to whom, and for how long. */
export const issuanceRequirements: readonly Requirement[] = [i19, ins24, ins18, lostShort, assist, elderly70]
