import {
  type CivilDate,
  addDays,
  addMonths,
  civilDate,
  dateOf,
  endOfMonth,
  laterOf,
} from '../../../domain/civil-date.ts'
import type { FieldId } from '../../../domain/document.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { printed, sentRecords } from '../../evidence-insurer.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  acquiredOf,
  certificatesOf,
  eventsAbout,
  happened,
  hasCard,
  hasLiveCard,
  hasSettledShare,
  headOf,
  inSamePiece,
  isAnswered,
  isCertificate,
  isNameOf,
  isNotice,
  isSameName,
  isWatched,
  linkOf,
  membersOf,
  nextLook,
  numbersAt,
  papersOf,
  truthOf,
} from './members.ts'
import { apart, at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'

const concluded = (seen: number, findings: readonly Finding[]): Examination | null =>
  seen === 0 ? null : { evidence: 'observed', findings }

// ── I08 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The share that is answered online about a person: of 70 to 74, or of 後期; null where none is. */
function answeredShare(history: History, { ref }: Member, from: CivilDate, after: number) {
  const truth = truthOf(history, ref).find(({ index, day }) => index > after && day >= from)
  if (truth === undefined || !isAnswered(history, truth)) return null
  const record = truth.answer?.record
  const ratio = record?.koukiRatio ?? record?.elderly?.ratio ?? null
  return ratio === null ? null : { ratio, index: truth.index }
}

function examineShares(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const paper of papers) {
    const ratio = printed(paper, 'ratio')
    const { holder, index, first, told } = paper
    if (ratio === null || !paper.isOwn || happened(history, holder.ref, ['correct-ratio'])) continue
    // What was registered today is answered from tomorrow.
    const online = answeredShare(history, holder, laterOf(first, addDays(told, 1)), index)
    const decided = eventsAbout(history, holder.ref, 'ratio')
    if (online === null || decided.some(({ index: when }) => index < when && when <= online.index)) continue
    seen += 1
    if (ratio !== online.ratio)
      findings.push({
        code: 'ratio-on-paper-differs',
        step: index,
        expected: `${online.ratio} as it is answered online`,
        actual: `${ratio} on the paper that counts from ${first}`,
      })
  }
  return concluded(seen, findings)
}

const AGED = '1953-05-10'
const decided = (from = 'start') => happens({ kind: 'ratio', ratio: '030', from, until: '2027-07-31' })
const lower = { ratio: '020' } as const

const i08: Requirement = {
  id: 'I08',
  severity: 'must',
  sentence: {
    ja: '70歳以上の人の資格確認書とお知らせの負担割合は、オンラインで回答される割合と同じにする。',
    en: 'The share printed for a member of 70 and over is the share that is answered online.',
  },
  sources: ['counter.md I08', 'insurer.md INS-18, INS-20 [A19][M1]', 'rules.md 4.1 no. 7'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('notice', { ja: 'お知らせ、割合の変更', en: 'notice, the share changes' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, { birthDate: AGED, cover: lower }, holding('notice')) }),
        () => [decided(), until('+1d'), asks()],
      ),
    ),
    overTime('certificate', { ja: '資格確認書、割合の変更', en: 'certificate, the share changes' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          patient: cardless(INSURERS.kokuho, one, holding('certificate', '2027-07-31'), {
            birthDate: AGED,
            cover: lower,
          }),
        }),
        () => [decided(), until('+1d'), asks()],
      ),
    ),
    fromDay('2026-07-10', 'august', { ja: '8月1日からの割合', en: 'the share from 1 August' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          patient: cardless(INSURERS.kokuho, one, holding('certificate', '2026-07-31'), {
            birthDate: AGED,
            cover: lower,
          }),
        }),
        () => [decided('2026-08-01'), at('2026-07-20'), at('2026-08-02'), asks()],
      ),
    ),
    overTime('joins', { ja: '70歳以上の加入者', en: 'somebody of 70 and over joins' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { birthDate: AGED }) }),
        (one) => [
          happens(form(one, { fact: 'start-3d', ratio: '020', certificateWanted: true })),
          until('+2d'),
          asks(),
        ],
      ),
    ),
  ],
  mutants: ['paper-ratio-from-yesterday'],
  examine: examineShares,
}

// ── I12 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Forms and findings after which somebody may have a certificate whatever his card. */
const GROUNDS = ['apply', 'unregister', 'flag', 'leave'] as const

/** Days from registration within which the paper that was ticked has to go out. */
const JOINING_DAYS = 7
/** Day of the month on which the list about the month before arrives. @see facts/insurer.md section 3 B5 */
const LIST_DAY = 5
/** Months from the list within which the paper follows; issue can take more than a month. @see facts/insurer.md 3.2 [C18] */
const LIST_MONTHS = 2

type Part = { readonly seen: number; readonly findings: readonly Finding[] }
const NOTHING: Part = { seen: 0, findings: [] }

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
  if (look === null) return NOTHING
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
  if (look === null || !withoutCard.some((truth) => truth.day >= due && isAnswered(history, truth))) return NOTHING
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
  return concluded(
    parts.reduce((sum, { seen }) => sum + seen, 0),
    parts.flatMap(({ findings }) => findings),
  )
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
  mutants: ['paper-for-all', 'tick-ignored', 'application-demanded'],
  examine: examineWho,
}

// ── DOC-certificate, DOC-notice ────────────────────────────────────────────────────────────────────────────────────

interface Wrong {
  readonly field: FieldId
  readonly expected: string
}

/** Numbers of a paper that are not those registered; the eight digits of 後期 are a matter of their own. */
function wrongNumbers(history: History, paper: Paper): Wrong[] {
  const insurer = history.insurance?.insurer
  const key = numbersAt(history, paper.holder, paper.index)
  if (insurer === undefined || key === null || insurer.scheme === 'kouki') return []
  const expected: readonly (readonly [FieldId, string | null])[] = [
    ['insurerNumber', insurer.number],
    ['symbol', key.symbol],
    ['number', key.number],
    ['branch', key.branch],
  ]
  return expected.flatMap(([field, value]) =>
    value === null || printed(paper, field) === value ? [] : [{ field, expected: value }],
  )
}

/** The name of somebody whose name changed, by what the office had been told. */
function wrongName(history: History, paper: Paper): Wrong[] {
  const { holder, index } = paper
  const renamed = eventsAbout(history, holder.ref, 'rename').findLast((told) => told.index <= index)?.event
  if (renamed?.kind !== 'rename' || isSameName(printed(paper, 'name'), renamed.name.kanji)) return []
  return [{ field: 'name', expected: renamed.name.kanji }]
}

/** From 70 on the share stands on the paper: judged once it was in force for a day. */
function missingShare(history: History, paper: Paper): Wrong[] {
  const isKouki = history.insurance?.insurer.scheme === 'kouki'
  if (isKouki || !hasSettledShare(history, paper.holder, paper.first, paper.index)) return []
  return printed(paper, 'ratio') === null ? [{ field: 'ratio', expected: 'the share of the elderly' }] : []
}

/** 被保険者氏名 of a dependant, 世帯主氏名 of a member of a household. */
function wrongInsuredName(history: History, paper: Paper): Wrong[] {
  const head = headOf(history, paper.holder)
  if (history.insurance?.insurer.scheme === 'kouki' || head === null || head.ref === paper.holder.ref) return []
  return isNameOf(head, printed(paper, 'insuredName'))
    ? []
    : [{ field: 'insuredName', expected: [...head.names][0] ?? '' }]
}

function wrongAcquired(history: History, paper: Paper): Wrong[] {
  const acquired = acquiredOf(history, paper.holder)
  return acquired === null || printed(paper, 'acquired') === acquired ? [] : [{ field: 'acquired', expected: acquired }]
}

/** What was put right since makes the books say something else than the paper; nobody knows which is meant. */
const UNSETTLED = ['correct-five', 'no-doubt', 'number'] as const

type Content = (history: History, paper: Paper) => readonly Wrong[]

function contentFindings(
  history: History,
  papers: readonly Paper[],
  contents: readonly Content[],
  code: 'certificate-differs' | 'notice-differs',
): Part {
  const judged = papers.filter(({ isOwn, holder, index }) => isOwn && !happened(history, holder.ref, UNSETTLED, index))
  const findings = judged.flatMap((paper) => {
    const wrong = contents.flatMap((content) => content(history, paper))
    return wrong.length === 0
      ? []
      : [
          {
            code,
            step: paper.index,
            expected: wrong.map(({ field, expected }) => `${field} ${expected}`).join(', '),
            actual: wrong.map(({ field }) => `${field} ${printed(paper, field) ?? 'missing'}`).join(', '),
          },
        ]
  })
  return { seen: judged.length, findings }
}

function examineCertificates(history: History): Examination | null {
  const papers = papersOf(history)?.filter(isCertificate)
  if (papers === undefined) return null
  const { seen, findings } = contentFindings(
    history,
    papers,
    [wrongNumbers, wrongName, wrongAcquired, wrongInsuredName, missingShare],
    'certificate-differs',
  )
  return concluded(seen, findings)
}

const headAnd = (one: number, more: Parameters<typeof stranger>[1] = {}) => ({
  head: memberOf(INSURERS.kenpo, apart(one, 1), {}, holding('notice')),
  patient: stranger(one, more),
})

const docCertificate: Requirement = {
  id: 'DOC-certificate',
  severity: 'must',
  sentence: {
    ja: '資格確認書には登録どおりの記号・番号・枝番、氏名、生年月日、資格取得年月日、被扶養者・世帯員には被保険者（世帯主）の氏名、70歳以上には負担割合を記載する。',
    en: 'A certificate carries the symbol, number and branch, name, birth date and first day of cover as registered, the insured person’s name for dependants, and the share from 70 on.',
  },
  sources: ['rules.md 4.1 no. 3–7, 11 [W43][W44]', 'insurer.md 2.1, 4.6'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('insured', { ja: '本人', en: 'insured person' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+1d')],
      ),
    ),
    overTime('dependant', { ja: '家族', en: 'dependant' }, () =>
      caseOf(INSURERS.kenpo, headAnd, (one) => [
        happens(form(one, { relation: 'dependant', head: 'head', cause: 'marriage', certificateWanted: true })),
        until('+1d'),
      ]),
    ),
    overTime('elderly', { ja: '70歳以上', en: '70 and over' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { birthDate: AGED }) }),
        (one) => [happens(form(one, { fact: 'start-4d', ratio: '020', certificateWanted: true })), until('+1d')],
      ),
    ),
    overTime('household', { ja: '国保の世帯員', en: 'member of a household' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          head: memberOf(INSURERS.kokuho, apart(one, 1), {}, holding('notice')),
          patient: stranger(one),
        }),
        (one) => [
          happens(form(one, { relation: 'dependant', head: 'head', cause: 'moved-in', certificateWanted: true })),
          until('+1d'),
        ],
      ),
    ),
  ],
  mutants: ['branch-off-paper', 'ratio-off-paper', 'wrong-insured-name'],
  examine: examineCertificates,
}

/** Days within which a change has to be on paper. */
const CHANGE_DAYS = 14
const CHANGES = ['rekey', 'rename', 'ratio'] as const

/** 再交付: a change of numbers, name or share brings a new paper to whoever holds a notice. */
function changedPart(history: History, papers: readonly Paper[], member: Member): Part {
  const { ref, roster } = member
  if (roster === null || !roster.linked || !roster.holds.some(({ kind }) => kind === 'notice')) return NOTHING
  if (happened(history, ref, ['leave', 'apply', 'unregister', 'flag', 'no-doubt', 'correct-five'])) return NOTHING
  if (!truthOf(history, ref).every(hasLiveCard)) return NOTHING
  const findings: Finding[] = []
  let seen = 0
  for (const { event, index, day, taken } of eventsAbout(history, ref, ...CHANGES)) {
    if (!('from' in event) || taken !== true) continue
    const due = addDays(laterOf(event.from, day), CHANGE_DAYS)
    const look = nextLook(history, due)
    if (look === null) continue
    seen += 1
    if (papers.some((paper) => paper.holder.ref === ref && paper.index >= index && paper.told <= look)) continue
    findings.push({
      code: 'no-new-paper',
      step: index,
      expected: `a new paper by ${due}: ${event.kind} from ${event.from}`,
      actual: 'none was issued',
    })
  }
  return { seen, findings }
}

function examineNotices(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const contents = contentFindings(
    history,
    papers.filter(isNotice),
    [wrongNumbers, wrongName, missingShare],
    'notice-differs',
  )
  const parts = [contents, ...membersOf(history).map((member) => changedPart(history, papers, member))]
  return concluded(
    parts.reduce((sum, { seen }) => sum + seen, 0),
    parts.flatMap(({ findings }) => findings),
  )
}

const rekeyed = (one: number) =>
  happens({ kind: 'rekey', symbol: '88', number: String(2000 + (one % 90_000)), from: 'start' })

const docNotice: Requirement = {
  id: 'DOC-notice',
  severity: 'must',
  sentence: {
    ja: 'お知らせには登録どおりの記号・番号・枝番と氏名、70歳以上には負担割合を記載し、記号番号・氏名・負担割合が変わったときは新しいものを送る。',
    en: 'A notice carries symbol, number, branch and name as registered and the share from 70 on, and a change of numbers, name or share brings a new one.',
  },
  sources: ['rules.md 4.2, section 7 [S2][S4][W46]', 'insurer.md 4.3'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('rekey', { ja: '記号番号の変更', en: 'numbers change' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, holding('notice')) }),
        (one) => [rekeyed(one), until('+1d'), until('+14d')],
      ),
    ),
    overTime('rename', { ja: '氏名の変更', en: 'the name changes' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: {
            ...renamedMember(one),
            books: { ...holding('notice'), five: { kanji: '夕日　新子', kana: 'ユウヒ　シンコ' } },
          },
        }),
        () => [happens({ kind: 'rename', name: NEW_NAME, from: 'start' }), until('+2d'), until('+14d')],
      ),
    ),
    overTime('share', { ja: '負担割合の変更', en: 'the share changes' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, { birthDate: AGED, cover: lower }, holding('notice')) }),
        () => [decided(), until('+1d'), until('+14d')],
      ),
    ),
    overTime('joined', { ja: '加入', en: 'joined' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one, { birthDate: AGED }) }),
        (one) => [happens(form(one, { fact: 'start-4d', ratio: '020' })), until('+2d')],
      ),
    ),
  ],
  mutants: ['keeps-old-paper-on-rekey', 'branch-off-paper', 'ratio-off-paper'],
  examine: examineNotices,
}

const NEW_NAME = { kanji: '朝日　新子', kana: 'アサヒ　シンコ' }
const renamedMember = (one: number) => {
  const member = memberOf(INSURERS.kenpo, one)
  return { ...member, changes: { ...member.changes, name: NEW_NAME } }
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
  return concluded(seen, findings)
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
  mutants: ['both-papers'],
  examine: examineBoth,
}

// ── DOC-four, I25 ──────────────────────────────────────────────────────────────────────────────────────────────────

const FOUR = /^\d{4}$/

function examineLastFour(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const paper of papers) {
    const { holder, index } = paper
    if (!isNotice(paper) || holder.roster === null) continue
    const link = linkOf(history, holder, index)
    if (link === 'unknown') continue
    seen += 1
    const four = printed(paper, 'last4')
    if (four === null || !FOUR.test(four)) continue
    const own = holder.roster.personNo?.slice(-4) ?? null
    if (link === 'unlinked')
      findings.push({
        code: 'last-four-of-unlinked',
        step: index,
        expected: 'the box stays blank while the number is not linked',
        actual: 'four digits are printed',
      })
    else if (own !== null && own !== four)
      findings.push({ code: 'last-four-of-another', step: index, expected: own, actual: four })
  }
  return concluded(seen, findings)
}

const docFour: Requirement = {
  id: 'DOC-four',
  severity: 'must',
  sentence: {
    ja: '個人番号の下4桁は、突合で一致し紐付いている人のお知らせにだけ、その人の番号のものを印字する。',
    en: 'The last four digits of the Individual Number stand only on the notices of members whose number is linked, and they are those of the own number.',
  },
  sources: ['rules.md 4.3, section 7 (unlinked; 5-item classes) [S3][W62]', 'insurer.md 7 notice.unlinked'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('linked', { ja: '紐付いている人', en: 'a linked member' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({ patient: memberOf(INSURERS.kyokai, one, {}, holding('notice')) }),
        (one) => [rekeyed(one), until('+1d')],
      ),
    ),
    overTime('unlinked', { ja: '紐付いていない人', en: 'an unlinked member' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({ patient: memberOf(INSURERS.kyokai, one, {}, { linked: false }) }),
        () => [until('+1d'), until('+1d')],
      ),
    ),
  ],
  mutants: ['last-four-for-everybody', 'notice-to-unlinked'],
  examine: examineLastFour,
}

/** Digits that stand in a row, spaces and dashes between them left out. */
const digitRuns = (text: string): readonly string[] =>
  (text.normalize('NFKC').match(/\d(?:[ \u3000\-‐–−]?\d){7,}/g) ?? []).map((run) => run.replaceAll(/\D/g, ''))

/** Digits in a row that can only come from the number itself, anywhere in it or at its end. */
const TELLING = 10
const TELLING_END = 8

const containsNumber = (text: string, number: string): boolean => {
  const parts = Array.from({ length: number.length - TELLING + 1 }, (_, from) => number.slice(from, from + TELLING))
  return digitRuns(text).some(
    (run) => parts.some((part) => run.includes(part)) || run.endsWith(number.slice(-TELLING_END)),
  )
}

function examineNumbers(history: History): Examination | null {
  const papers = papersOf(history)
  const register = history.insurance?.register ?? {}
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  const numbers = new Set([
    ...Object.values(register).map(({ personNo }) => personNo),
    ...(history.insurance?.roster.flatMap(({ personNo }) => personNo ?? []) ?? []),
  ])
  for (const paper of papers) {
    const text = paper.document.reading?.text
    if (text === undefined) continue
    seen += 1
    if ([...numbers].some((number) => containsNumber(text, number)))
      findings.push({
        code: 'whole-number-printed',
        step: paper.index,
        expected: 'at most the last four digits of an Individual Number',
        actual: `more of it stands on the ${paper.kind}`,
      })
  }
  return concluded(seen, findings)
}

const i25: Requirement = {
  id: 'I25',
  severity: 'must',
  sentence: {
    ja: 'どの書類にも、個人番号は下4桁までしか印字しない。',
    en: 'No paper carries more than the last four digits of an Individual Number.',
  },
  sources: ['counter.md I25', 'rules.md 4.3, 5.4', 'insurer.md 4.6 [S3]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('notice', { ja: 'お知らせ', en: 'notice' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({ patient: memberOf(INSURERS.kyokai, one, {}, holding('notice')) }),
        (one) => [rekeyed(one), until('+1d')],
      ),
    ),
    overTime('number-form', { ja: '申出書', en: 'request form' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({ patient: memberOf(INSURERS.kyokai, one, {}, { linked: false }) }),
        () => [until('+1d'), until('+1d')],
      ),
    ),
    overTime('certificate', { ja: '資格確認書', en: 'certificate' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+2d')],
      ),
    ),
  ],
  mutants: ['prints-whole-number'],
  examine: examineNumbers,
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
    if (linkOf(history, member) !== 'linked') continue
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
  return concluded(seen, findings)
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

/** Requirements about who gets which paper, and what stands on it. */
export const paperRequirements: readonly Requirement[] = [
  i08,
  i12,
  i25,
  docFour,
  docCertificate,
  docNotice,
  docBoth,
  mass,
]
