import { addDays } from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { documentsIn, piecesOf, printed } from '../../evidence-insurer.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  certificatesOf,
  eventsAbout,
  happened,
  headOf,
  inSamePiece,
  isCertificate,
  isNotice,
  linkOf,
  lostOn,
  membersOf,
  nextLook,
  numbersAt,
  ownerOf,
  papersOf,
} from './members.ts'
import { type Insurer, apart, at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'
import { concluded } from './parts.ts'

// ── I13 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function noticeFinding(history: History, papers: readonly Paper[], paper: Paper): Finding | null {
  const link = linkOf(history, paper.holder, paper.index)
  const hasForm = inSamePiece(papers, paper).some(({ kind }) => kind === 'number-form')
  const withheld = history.insurance?.insurer.policy.unlinkedNotice === 'WITHHOLD'
  const step = paper.index
  if (link === 'linked' && hasForm)
    return {
      code: 'form-to-linked',
      step,
      expected: 'the request form goes to the unlinked member only',
      actual: 'it is enclosed for a linked one',
    }
  if (link !== 'unlinked') return null
  if (withheld)
    return {
      code: 'notice-before-link',
      step,
      expected: 'no notice before the number is linked',
      actual: 'a notice was sent',
    }
  return hasForm
    ? null
    : { code: 'form-missing', step, expected: 'the request form is enclosed', actual: 'the notice came without it' }
}

/** Days after which a notice that was to be withheld would have gone out. */
const WAITED_DAYS = 1

/** Unlinked members of an insurer that withholds their notices, seen for a while. */
const withheldMembers = (history: History): readonly Member[] =>
  history.insurance?.insurer.policy.unlinkedNotice !== 'WITHHOLD'
    ? []
    : membersOf(history).filter((member) => {
        const [joined] = member.joins
        if (linkOf(history, member) !== 'unlinked') return false
        if (joined === undefined) return member.roster !== null
        return joined.taken === true && nextLook(history, addDays(joined.day, WAITED_DAYS)) !== null
      })

function examineUnlinked(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const notices = papers.filter(isNotice)
  const withheld = withheldMembers(history).filter(({ ref }) => !notices.some(({ holder }) => holder.ref === ref))
  const judged = notices.filter(({ holder, index }) => linkOf(history, holder, index) !== 'unknown')
  const findings = judged.flatMap((paper) => noticeFinding(history, papers, paper) ?? [])
  const hasUnlinked = membersOf(history).some((member) => linkOf(history, member) === 'unlinked')
  return concluded([{ seen: hasUnlinked ? withheld.length + judged.length : 0, findings }])
}

const wrongBirth = { five: { birthDate: '1999-12-31' } }

/** Somebody joins with a birth date that the resident register does not know. */
const mistaken = (insurer: Insurer) =>
  caseOf(
    insurer,
    (one) => ({ patient: stranger(one) }),
    (one) => [happens(form(one, wrongBirth)), until('+1d'), until('+2d')],
  )

const i13: Requirement = {
  id: 'I13',
  severity: 'must',
  sentence: {
    ja: '番号の紐付いていない人に、紐付いた人と同じお知らせを送らない。紐付くまで送らないか、送る保険者では下4桁を空欄とし、その人にだけ申出書を同封する。',
    en: 'No notice tells an unlinked member that he is linked: it waits for the link or, where the sheet goes to everybody, comes with the request form, which nobody else gets.',
  },
  sources: ['counter.md I13', 'insurer.md INS-09, 7 notice.unlinked [C8][C9][C10]', 'rules.md 4.3, section 7 [S3]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime(
      'withheld-joiner',
      { ja: '相違のある加入者（送らない保険者）', en: 'a joiner who differs (withholding)' },
      () => mistaken(INSURERS.kenpo),
    ),
    overTime('address-differs', { ja: '住所だけの相違', en: 'the address alone differs' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one, { five: { address: '東京都見本区見本9-9-9' } })), until('+1d'), until('+2d')],
      ),
    ),
    overTime(
      'withheld-member',
      { ja: '紐付いていない加入者（送らない保険者）', en: 'an unlinked member (withholding)' },
      () =>
        caseOf(
          INSURERS.kenpo,
          (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, { linked: false }) }),
          () => [until('+1d'), until('+1d')],
        ),
    ),
    overTime(
      'blank-member',
      { ja: '紐付いていない加入者（空欄で送る保険者）', en: 'an unlinked member (blank sheet)' },
      () =>
        caseOf(
          INSURERS.kyokai,
          (one) => ({ patient: memberOf(INSURERS.kyokai, one, {}, { linked: false }) }),
          () => [until('+1d'), until('+1d')],
        ),
    ),
    overTime('blank-family', { ja: '家族の一人だけ紐付いていない', en: 'one of a family is unlinked' }, () =>
      caseOf(
        INSURERS.kyokai,
        (one) => ({
          head: memberOf(INSURERS.kyokai, apart(one, 1), {}, { linked: false, ...holding('notice') }),
          patient: stranger(one),
        }),
        (one) => [happens(form(one, { relation: 'dependant', head: 'head', cause: 'marriage' })), until('+2d')],
      ),
    ),
  ],
  mutants: ['notice-to-unlinked', 'form-to-whole-family', 'both-papers'],
  examine: examineUnlinked,
}

// ── I14 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The step from which somebody is flagged, -1 from the beginning; null for somebody who never is. */
function flaggedFrom(history: History, { ref, roster }: Member): number | null {
  const told = eventsAbout(history, ref, 'flag')
  const lifted = told.some(({ event }) => event.kind === 'flag' && !event.hideDisclosure && !event.noSelfInfo)
  if (lifted) return null
  if (roster?.flagged === true) return -1
  return told.find(({ taken }) => taken === true)?.index ?? null
}

/** 住所 as it was registered, in the books or in the resident register. */
const addressesOf = (history: History, { ref, roster }: Member): readonly string[] =>
  [roster?.five.address, history.insurance?.register[ref]?.five.address].flatMap((address) => address ?? [])

/** Days within which a flagged member has a certificate without applying. */
const FLAG_DAYS = 7

function flaggedCertificate(history: History, papers: readonly Paper[], member: Member): Finding[] {
  const [told] = eventsAbout(history, member.ref, 'flag')
  const holds = member.roster?.holds.some(({ kind }) => kind !== 'notice') ?? false
  if (told === undefined || holds || certificatesOf(papers, member.ref).length > 0) return []
  if (happened(history, member.ref, ['leave']) || nextLook(history, addDays(told.day, FLAG_DAYS)) === null) return []
  return [
    {
      code: 'flagged-without-certificate',
      step: told.index,
      expected: 'a certificate by a safe way without applying',
      actual: 'none was issued',
    },
  ]
}

function examineFlagged(history: History): Examination | null {
  const papers = papersOf(history)
  const pieces = piecesOf(history)
  if (papers === null || pieces === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const member of membersOf(history)) {
    const from = flaggedFrom(history, member)
    if (from === null) continue
    const his = pieces.filter(({ index, piece }) => index >= from && piece.person === member.ref)
    seen += his.length
    for (const { index, piece } of his) {
      if (piece.route === 'registered-address')
        findings.push({
          code: 'mailed-to-registered-address',
          step: index,
          expected: 'handed over, or sent to the place that was named as safe',
          actual: 'sent to the registered address',
        })
    }
    for (const { index, document } of documentsIn(his)) {
      const text = document.reading?.text.replaceAll(/\s/g, '') ?? ''
      if (addressesOf(history, member).some((address) => text.includes(address.replaceAll(/\s/g, ''))))
        findings.push({
          code: 'address-on-paper',
          step: index,
          expected: 'no registered address on a paper of a flagged member',
          actual: 'it is printed',
        })
    }
    const missing = flaggedCertificate(history, papers, member)
    seen += missing.length
    findings.push(...missing)
  }
  return concluded([{ seen: seen, findings }], 'reported')
}

const hides = (safeAddress: string | null) =>
  happens({ kind: 'flag', hideDisclosure: true, noSelfInfo: true, safeAddress })

const i14: Requirement = {
  id: 'I14',
  severity: 'must',
  sentence: {
    ja: 'DVの申出のある人の書類は登録住所へ送らず、登録住所を印字しない。資格確認書は申請がなくても安全な方法で渡す。',
    en: 'Papers of a member flagged for DV never go to the registered address nor carry it, and he has a certificate by a safe way without applying.',
  },
  sources: ['counter.md I14', 'insurer.md INS-28, 2.7 [U1][U2][U3][U4]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('safe-address', { ja: '安全な送り先の申出', en: 'a safe place is named' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({ patient: memberOf(INSURERS.kokuho, one, {}, holding('notice')) }),
        () => [hides('見本県見本市安全9-9'), until('+1d'), until('+8d')],
      ),
    ),
    overTime('counter', { ja: '送り先の申出なし', en: 'no place is named' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, {}, holding('notice')) }),
        () => [hides(null), until('+1d'), until('+8d')],
      ),
    ),
    fromDay('2026-12-01', 'renewal', { ja: '更新の一括発送', en: 'the renewal run' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          patient: memberOf(
            INSURERS.kokuho,
            one,
            { card: { flags: { nonDisclosure: true, noSelfInfo: true } } },
            holding('certificate', '2026-12-31'),
          ),
        }),
        () => [at('2026-12-06'), at('2026-12-20')],
      ),
    ),
  ],
  mutants: ['mail-merge-before-flag'],
  examine: examineFlagged,
}

// ── I18 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const EIGHT = 8

function examinePieces(history: History): Examination | null {
  const papers = papersOf(history)
  const pieces = piecesOf(history)
  const insurer = history.insurance?.insurer
  if (papers === null || pieces === null || insurer === undefined) return null
  const findings: Finding[] = []
  for (const told of pieces) {
    const { index, piece } = told
    const member = membersOf(history).find(({ ref }) => ref === piece.person)
    if (member === undefined || happened(history, member.ref, ['no-doubt', 'correct-five'], index)) continue
    const documents = documentsIn([told]).filter(({ document }) => document.reading?.kind !== null)
    const named = documents.filter((document) => printed(document, 'name') !== null)
    if (named.some((document) => ownerOf(history, document)?.ref !== member.ref))
      findings.push({
        code: 'papers-mixed',
        step: index,
        expected: `every paper of the piece carries the data of ${[...member.names][0] ?? ''}`,
        actual: named.map((document) => printed(document, 'name') ?? '').join(', '),
      })
    const head = headOf(history, member)
    // A flagged member may be written to himself; so may one whose head is in nobody's books.
    const isOpen = head === null || flaggedFrom(history, member) !== null
    const right = [...(head === null ? [] : [head]), ...(isOpen ? [member] : [])]
    const expected = right.flatMap(({ names }) => [...names])
    if (!expected.includes(piece.addressee))
      findings.push({
        code: 'wrong-addressee',
        step: index,
        expected: expected.join(', '),
        actual: piece.addressee,
      })
    const number = numbersAt(history, member, index)?.number ?? ''
    if (insurer.scheme === 'kouki' && number.length === EIGHT) {
      const short = named.find((document) => (printed(document, 'number') ?? '').length !== EIGHT)
      if (short !== undefined)
        findings.push({
          code: 'digits-lost',
          step: index,
          expected: 'eight digits',
          actual: printed(short, 'number') ?? 'none',
        })
    }
    const lost = lostOn(history, member)
    const left = eventsAbout(history, member.ref, 'leave').find((one) => one.index < index)
    if (documents.length > 0 && lost !== null && left !== undefined && told.told >= lost && left.event.kind === 'leave')
      findings.push({
        code: 'mailed-to-leaver',
        step: index,
        expected: `nothing after ${lost}, the loss`,
        actual: `a piece left on ${told.told}`,
      })
  }
  return concluded([{ seen: pieces.length, findings }])
}

const i18: Requirement = {
  id: 'I18',
  severity: 'must',
  sentence: {
    ja: '一通には一人分の書類だけを入れて本人（被保険者・世帯主）宛てとし、被保険者番号は桁を欠かさず、資格を失った人には送らない。',
    en: 'A piece holds the papers of exactly one member, addressed to the insured person or the head of the household, with complete digits, and none goes to somebody who has left.',
  },
  sources: [
    'counter.md I18',
    'insurer.md INS-23, INS-25, INS-27, INS-29, 4.6 [A2][A21][A23][C31]',
    'rules.md section 7 [S3]',
  ],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-12-01', 'one-run', { ja: '三人の一括発行', en: 'three members in one run' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: cardless(INSURERS.kenpo, one, holding('certificate', '2026-12-31'), { birthDate: '1970-03-15' }),
          second: cardless(INSURERS.kenpo, apart(one, 1), holding('certificate', '2026-12-31'), {
            birthDate: '1984-07-04',
          }),
          third: cardless(INSURERS.kenpo, apart(one, 2), holding('certificate', '2026-12-31'), {
            birthDate: '1991-10-23',
          }),
        }),
        () => [at('2026-12-06'), at('2026-12-20')],
      ),
    ),
    overTime('dependant', { ja: '家族の書類', en: 'papers of a dependant' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          head: memberOf(INSURERS.kenpo, apart(one, 1), {}, holding('notice')),
          patient: stranger(one),
        }),
        (one) => [
          happens(form(one, { relation: 'dependant', head: 'head', cause: 'marriage', certificateWanted: true })),
          until('+1d'),
        ],
      ),
    ),
    fromDay('2026-12-01', 'leaver', { ja: '発送の前に資格を失った人', en: 'somebody who left before the run' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({
          patient: cardless(INSURERS.kenpo, one, holding('certificate', '2026-12-31')),
          second: cardless(INSURERS.kenpo, apart(one, 1), holding('certificate', '2026-12-31'), {
            birthDate: '1984-07-04',
          }),
        }),
        () => [happens({ kind: 'leave', cause: 'retired', day: 'start-1d' }), at('2026-12-06'), at('2026-12-20')],
      ),
    ),
    overTime('eight-digits', { ja: '後期の8桁', en: 'eight digits of 後期' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: koukiMember(one, '1938-05-20', holding('certificate', '2027-07-31')) }),
        () => [happens({ kind: 'apply', reason: 'lost-paper' }), until('+1d')],
      ),
    ),
  ],
  mutants: ['column-shift', 'leaver-mailed', 'seven-digits', 'mails-as-extracted', 'household-by-member'],
  examine: examinePieces,
}

// ── I23 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days within which a fee belongs to an application. */
const APPLIED_DAYS = 31

/** Whether a fee may be taken for a piece: a certificate that was lost, or spoilt and not handed in, is made again. */
function isReissue(history: History, papers: readonly Paper[], paper: Paper): boolean {
  const { ref, roster } = paper.holder
  const had =
    roster?.holds.some(({ kind }) => kind === 'certificate') === true ||
    certificatesOf(papers, ref).some(({ index }) => index < paper.index)
  const applied = eventsAbout(history, ref, 'apply').some(
    ({ event, index, day }) =>
      index <= paper.index &&
      paper.told <= addDays(day, APPLIED_DAYS) &&
      event.kind === 'apply' &&
      (event.reason === 'lost-paper' || (event.reason === 'damaged-paper' && !event.originalAttached)),
  )
  return had && applied
}

function examineFees(history: History): Examination | null {
  const papers = papersOf(history)
  const most = history.insurance?.insurer.policy.reissueFee ?? 0
  if (papers === null) return null
  const certificates = papers.filter(isCertificate)
  const findings = certificates.flatMap((paper): Finding[] => {
    const allowed = isReissue(history, papers, paper) ? most : 0
    const { fee } = paper.piece
    return fee <= allowed
      ? []
      : [{ code: 'fee-without-ground', step: paper.index, expected: `${allowed} yen`, actual: `${fee} yen` }]
  })
  return concluded([{ seen: certificates.length, findings }], 'reported')
}

const applying = (
  reason: 'lost-paper' | 'damaged-paper' | 'no-card',
  originalAttached: boolean,
  books: Parameters<typeof cardless>[2],
) =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({ patient: cardless(INSURERS.kenpo, one, books) }),
    () => [happens({ kind: 'apply', reason, originalAttached }), until('+1d')],
  )

const i23: Requirement = {
  id: 'I23',
  severity: 'must',
  sentence: {
    ja: '資格確認書の手数料は、定めのある保険者が紛失による再交付のときにだけ取る。最初の交付と、現物を添えたき損の再交付は無料とする。',
    en: 'A fee is taken only for the re-issue of a lost certificate and only where it is set: the first issue and the re-issue of a damaged one that is handed in are free.',
  },
  sources: ['counter.md I23', 'rules.md section 7 (re-issue) [S0]', 'rules.md 4.1 (free) [W70]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('first', { ja: '最初の交付', en: 'the first issue' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: stranger(one) }),
        (one) => [happens(form(one, { certificateWanted: true })), until('+1d')],
      ),
    ),
    overTime('lost', { ja: '紛失', en: 'lost' }, () =>
      applying('lost-paper', false, holding('certificate', '2028-03-31')),
    ),
    overTime('damaged', { ja: '現物を添えたき損', en: 'damaged, handed in' }, () =>
      applying('damaged-paper', true, holding('certificate', '2028-03-31')),
    ),
  ],
  mutants: ['fee-on-first-issue', 'fee-for-damaged'],
  examine: examineFees,
}

/** Requirements about pieces of mail: who gets which, by which way, for how much. */
export const mailRequirements: readonly Requirement[] = [i13, i14, i18, i23]
