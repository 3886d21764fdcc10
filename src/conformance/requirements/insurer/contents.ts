import { type CivilDate, addDays, laterOf } from '../../../domain/civil-date.ts'
import type { FieldId } from '../../../domain/document.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { printed } from '../../evidence-insurer.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  acquiredOf,
  eventsAbout,
  happened,
  hasLiveCard,
  hasSettledShare,
  headOf,
  isAnswered,
  isCertificate,
  isNameOf,
  isNotice,
  isSameName,
  linkOf,
  membersOf,
  nextLook,
  numbersAt,
  papersOf,
  truthOf,
} from './members.ts'
import { apart, at, cardless, caseOf, form, fromDay, holding } from './offices.ts'

import { NOTHING, type Part, concluded } from './parts.ts'

// ── I08 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The share that is answered online about a person: of 70 to 74, or of 後期; null where none is. */
function answeredShare(history: History, { ref }: Member, from: CivilDate, after: number) {
  const truth = truthOf(history, ref).find(({ index, day }) => index > after && day >= from)
  if (truth === undefined || !isAnswered(history, truth)) return null
  const record = truth.answer?.record
  // 特別療養: the class says 10割, whatever share stands beside it. @see facts/insurer.md INS-21
  const ratio = record?.classification === '05' ? '100' : (record?.koukiRatio ?? record?.elderly?.ratio ?? null)
  return ratio === null ? null : { ratio, index: truth.index, day: truth.day }
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
    // What begins between the first day of the paper and the answer stands on the next paper.
    if (decided.some(({ event }) => 'from' in event && first < event.from && event.from <= online.day)) continue
    seen += 1
    if (ratio !== online.ratio)
      findings.push({
        code: 'ratio-on-paper-differs',
        step: index,
        expected: `${online.ratio} as it is answered online`,
        actual: `${ratio} on the paper that counts from ${first}`,
      })
  }
  return concluded([{ seen, findings }])
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
  mutants: ['paper-ratio-from-yesterday', 'newest-share-on-paper', 'special-by-ratio'],
  examine: examineShares,
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
  return concluded([{ seen, findings }])
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
  return concluded(parts)
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
  return concluded([{ seen, findings }])
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
  return concluded([{ seen, findings }])
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

/** Requirements about what stands on papers. */
export const contentRequirements: readonly Requirement[] = [i08, i25, docFour, docCertificate, docNotice]
