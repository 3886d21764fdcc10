import { type CivilDate, addDays, daysBetween, laterOf } from '../../../domain/civil-date.ts'
import type { DocumentTwin } from '../../../domain/document.ts'
import type { InsurerSetup, Piece } from '../../../../scenarios/protocol-insurer.ts'
import { type Books, type HeldPaper, type Membership, isHouseholdScheme, isOpen, provenUntil } from './books.ts'
import type { FeeQuestion, InsurerPractice, Standing } from './practice.ts'
import { type SheetOrder, certificateSheet, memberNoticeSheet, noticeSheet, numberFormSheet } from './sheets.ts'
import { earliest } from './terms.ts'

/** 発送した一通: a piece that left the house, its documents not yet printed. */
export type SentPiece = Omit<Piece, 'documents'> & { readonly twins: readonly DocumentTwin[] }

/** 一回の発行: the papers of one working day until they are put into envelopes. */
export interface PaperRun {
  readonly today: CivilDate
  /** Certificate for a member from a day on. Nothing when no day of it would be left. */
  readonly certificate: (ref: string, from: CivilDate, fee?: Partial<FeeQuestion>) => void
  readonly notice: (ref: string, from: CivilDate) => void
  /** New papers because what stands on the old ones is no longer right from a day on. */
  readonly reprint: (ref: string, from: CivilDate) => void
  /** What every member is due today without asking. */
  readonly sweep: () => void
  /** Closes the envelopes. */
  readonly close: () => readonly SentPiece[]
}

/** 発行係: what the papers of an office follow from. */
export interface PaperOffice {
  readonly insurer: InsurerSetup
  readonly practice: InsurerPractice
  readonly books: Books
}

/** Days before a loss that is known already, in which nothing is sent unasked. */
const LEAVING_DAYS = 14
/** Days before the end of a paper at which the next one goes out although the share of its member is not decided. */
const UNDECIDED_DAYS = 7

const standingOf = (member: Membership, { scheme }: InsurerSetup): Standing => ({
  card: member.card,
  link: member.link,
  flagged: member.flagged,
  assisted: member.assisted,
  wanted: member.wanted,
  scheme,
  birthDate: member.five.birthDate,
})

/** 有効期限: the term of the insurer within the limits of the law. @see facts/rules.md 4.1, facts/insurer.md 4.3 */
function lastDay(
  { insurer, practice }: PaperOffice,
  member: Membership,
  issued: CivilDate,
  from: CivilDate,
): CivilDate {
  const { birthDate } = member.five
  const elderly = birthDate === null || !isHouseholdScheme(insurer.scheme) ? null : practice.elderlyFrom(birthDate)
  const nextShare = member.shares
    .map((share) => share.from)
    .filter((day) => day > from)
    .toSorted()[0]
  const dayBefore = (day: CivilDate | null | undefined): CivilDate | null =>
    day === null || day === undefined ? null : addDays(day, -1)
  return earliest(
    practice.termEnd(insurer.policy.certificateTerm, issued, from),
    practice.longestTerm(issued),
    birthDate === null || insurer.scheme === 'kouki' ? null : practice.lastDayBefore75(birthDate),
    elderly !== null && from < elderly ? dayBefore(elderly) : null,
    dayBefore(nextShare),
    practice.mailsLeavers ? null : dayBefore(member.lost),
  )
}

/** Papers that a new one takes the place of, from a day on. */
const replaced = (holds: readonly HeldPaper[], from: CivilDate): readonly HeldPaper[] =>
  holds.flatMap((paper) => {
    if (paper.kind === 'notice' || (paper.validUntil !== null && paper.validUntil < from)) return [paper]
    return paper.validFrom < from ? [{ ...paper, validUntil: addDays(from, -1) }] : []
  })

/** 発行の開始: opens the paper work of a day. `serial` numbers the pieces. */
export function openRun(office: PaperOffice, today: CivilDate, serial: () => number): PaperRun {
  const { insurer, practice, books } = office
  const envelopes = new Map<string, { readonly twins: DocumentTwin[]; fee: number }>()

  const headOf = (member: Membership): string | null =>
    member.head === null ? null : (books.find(member.head)?.five.kanji ?? null)
  const addresseeOf = (member: Membership): string =>
    (member.flagged ? null : headOf(member)) ?? member.five.kanji ?? member.ref
  const sheetOf = (member: Membership, from: CivilDate): SheetOrder => ({
    insurer,
    member,
    headName: headOf(member),
    addressee: addresseeOf(member),
    issued: today,
    from,
    practice,
  })
  const enclose = (ref: string, twins: readonly DocumentTwin[], fee: number): void => {
    const envelope = envelopes.get(ref) ?? { twins: [], fee: 0 }
    envelope.twins.push(...twins)
    envelope.fee += fee
    envelopes.set(ref, envelope)
  }
  const familyOf = (member: Membership): readonly Membership[] => {
    const head = member.head ?? member.ref
    return books.all().filter((other) => other.ref !== member.ref && (other.ref === head || other.head === head))
  }
  const mayHave = (member: Membership, day: CivilDate): boolean =>
    isOpen(member, day) || (practice.mailsLeavers && !member.voided)

  const noticeTwins = (member: Membership, from: CivilDate): DocumentTwin[] => {
    const order = sheetOf(member, from)
    const { lastFour, unlinkedNotice } = insurer.policy
    if (!lastFour && unlinkedNotice !== 'BLANK') return [noticeSheet(order)]
    const digits = lastFour ? practice.digitsOnPaper(member.personNo, member.link === 'linked') : null
    const form = practice.enclosesForm(member, familyOf(member)) ? [numberFormSheet(order)] : []
    return [memberNoticeSheet(order, digits), ...form]
  }
  const notice = (ref: string, from: CivilDate): void => {
    const member = books.find(ref)
    if (member === null || !mayHave(member, laterOf(today, from))) return
    enclose(ref, noticeTwins(member, from), 0)
    books.put({
      ...member,
      notice: member.link === 'unlinked' ? 'blank-sent' : 'none',
      holds: [...member.holds, { kind: 'notice', issued: today, validFrom: today, validUntil: null }],
    })
  }
  const certificate: PaperRun['certificate'] = (ref, wished, asked = {}) => {
    const member = books.find(ref)
    if (member === null) return
    const from = laterOf(laterOf(wished, today), member.acquired)
    const until = lastDay(office, member, today, from)
    if (!mayHave(member, from) || until < from) return
    const question: FeeQuestion = {
      reason: 'unasked',
      originalAttached: false,
      ...asked,
      certified: member.certified,
      reissueFee: insurer.policy.reissueFee,
    }
    const order = sheetOf(member, from)
    enclose(
      ref,
      [
        certificateSheet(order, until),
        ...(practice.noticeBesideCertificate ? noticeTwins(member, laterOf(today, member.acquired)) : []),
      ],
      practice.fee(question),
    )
    books.put({
      ...member,
      certified: true,
      holds: [
        ...replaced(member.holds, from),
        { kind: 'certificate', issued: today, validFrom: from, validUntil: until },
      ],
    })
  }

  const reprint = (ref: string, wished: CivilDate): void => {
    const member = books.find(ref)
    const from = laterOf(wished, today)
    if (member === null || !isOpen(member, from)) return
    if (practice.entitled(standingOf(member, insurer), from)) return certificate(ref, from)
    if (member.link === 'linked') return notice(ref, from)
    books.put({ ...member, notice: 'due' })
  }

  /** 資格確認書 without application, before the paper in hand ends. */
  const renew = (member: Membership): void => {
    const start = laterOf(today, member.acquired)
    if (start > today && today < practice.sendsAhead(start)) return
    const proven = provenUntil(member.holds, start)
    if (proven === 'for ever' || (proven !== null && today < practice.renewalOpens(proven))) return
    const from = proven === null ? start : addDays(proven, 1)
    const { birthDate } = member.five
    const isElderly = insurer.scheme !== 'kouki' && birthDate !== null && from >= practice.elderlyFrom(birthDate)
    const isDecided = member.shares.some((share) => share.from <= from && (share.until === null || from <= share.until))
    if (proven !== null && isElderly && !isDecided && daysBetween(today, proven) > UNDECIDED_DAYS) return
    const ending = member.holds.find(({ kind, validUntil }) => kind !== 'notice' && validUntil === proven)
    const entitled = ending?.kind === 'old-card' ? practice.entitledAtOldCardEnd : practice.entitled
    if (entitled(standingOf(member, insurer), from)) {
      if (practice.issuesUnasked || member.wanted) certificate(member.ref, from)
      return
    }
    const hasNotice = member.holds.some(({ kind }) => kind === 'notice')
    if (proven !== null && !hasNotice && member.card === 'usable' && member.link === 'linked') {
      notice(member.ref, from)
    }
  }

  /** お知らせ that waits for the number to be linked. */
  const dueNotice = (member: Membership): void => {
    if (member.notice === 'none' || member.link === 'pending' || member.flagged) return
    const start = laterOf(today, member.acquired)
    if (member.link === 'linked') {
      const gets = practice.entitled(standingOf(member, insurer), start)
      if (gets) books.put({ ...member, notice: 'none' })
      else notice(member.ref, start)
      return
    }
    const kind = practice.unlinkedNotice(insurer.policy)
    if (kind === 'none' || member.notice === 'blank-sent') return
    notice(member.ref, start)
  }

  const isLeaving = ({ lost }: Membership): boolean => lost !== null && daysBetween(today, lost) <= LEAVING_DAYS

  return {
    today,
    certificate,
    notice,
    reprint,
    sweep: () => {
      for (const { ref } of books.all()) {
        for (const task of [renew, dueNotice]) {
          const member = books.find(ref)
          if (member === null || !mayHave(member, today)) continue
          if (practice.mailsLeavers || !isLeaving(member)) task(member)
        }
      }
    },
    close: () => {
      const open = [...envelopes].map(([person, { twins }]) => ({ person, twins }))
      return practice.merge(open).flatMap(({ person, twins }): SentPiece[] => {
        const member = books.find(person)
        if (member === null) return []
        const { flagged, safeAddress, continued } = member
        return [
          {
            id: `${today}-${serial()}`,
            on: today,
            person,
            addressee: addresseeOf(member),
            route: practice.route({ flagged, safeAddress, continued, scheme: insurer.scheme }),
            fee: envelopes.get(person)?.fee ?? 0,
            twins,
          },
        ]
      })
    },
  }
}
