import { type CivilDate, addDays, daysBetween, laterOf } from '../../../domain/civil-date.ts'
import type { DocumentTwin } from '../../../domain/document.ts'
import type { InsurerSetup, Piece } from '../../../../scenarios/protocol-insurer.ts'
import { type Books, type HeldPaper, type Membership, isHouseholdScheme, isOpen, provenUntil } from './books.ts'
import { type Mailing, isTracked } from './mailings.ts'
import type { FeeQuestion, InsurerPractice, Standing } from './practice.ts'
import {
  type SheetOrder,
  certificateSheet,
  isSpecial,
  memberNoticeSheet,
  noticeSheet,
  numberFormSheet,
} from './sheets.ts'
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
  /** A piece that came back goes out again by another way. */
  readonly resend: (piece: SentPiece) => void
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
/** 抽出: days before the end of a paper at which its holder is extracted for the next mass mailing. @see facts/insurer.md section 7 */
const EXTRACTION_DAYS = 42
/** Days before the end of a paper at which the next one goes out although the share of its member is not decided. */
const UNDECIDED_DAYS = 7

function standingOf(member: Membership, { scheme, policy }: InsurerSetup, practice: InsurerPractice): Standing {
  const { card, link, flagged, assisted, wanted, five, mail } = member
  return {
    card,
    link,
    flagged,
    assisted: assisted && practice.remembersAssistance,
    wanted,
    scheme,
    always: (day) => practice.koukiAlways(five.birthDate, day, policy.koukiAgeMode),
    idle: policy.koukiRule === 'USAGE' && mail.uses !== null && practice.usesTooLittle(mail.uses),
  }
}

/** Whether a member is mailed although he has left. */
const isMailedAnyway = ({ mailsLeavers, looksAgain }: InsurerPractice, { mail }: Membership): boolean =>
  mailsLeavers || (!looksAgain && mail.extracted)

/** 有効期限: the term of the insurer within the limits of the law. @see facts/rules.md 4.1, facts/insurer.md 4.3 */
function lastDay(
  { insurer, practice }: PaperOffice,
  member: Membership,
  issued: CivilDate,
  from: CivilDate,
  reason: FeeQuestion['reason'],
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
    practice.shortEnd(reason, insurer.policy.shortTermMonths, from),
    practice.endsBeforeNextShare ? dayBefore(nextShare) : null,
    isMailedAnyway(practice, member) ? null : dayBefore(member.lost),
  )
}

/** Papers that a new one takes the place of, from its first day to its last. */
const replaced = (holds: readonly HeldPaper[], from: CivilDate, until: CivilDate): readonly HeldPaper[] =>
  holds.flatMap((paper) => {
    if (paper.kind === 'notice' || (paper.validUntil !== null && paper.validUntil < from)) return [paper]
    if (paper.validFrom > until) return [paper]
    return paper.validFrom < from ? [{ ...paper, validUntil: addDays(from, -1) }] : []
  })

/** A sheet on which the insurer's name was left out. */
function withoutIssuer(twin: DocumentTwin): DocumentTwin {
  const { insurerName: _name, ...fields } = twin.fields
  return { ...twin, fields }
}

/** 発行の開始: opens the paper work of a day. `serial` numbers the pieces. */
export function openRun(office: PaperOffice, today: CivilDate, serial: () => number): PaperRun {
  const { insurer, practice, books } = office
  const envelopes = new Map<string, { readonly twins: DocumentTwin[]; fee: number; asksBack: boolean }>()
  const returned: SentPiece[] = []

  const headOf = (member: Membership): string | null =>
    member.head === null ? null : (books.find(member.head)?.five.kanji ?? null)
  const addresseeOf = (member: Membership): string =>
    (member.flagged || !practice.addressesHead(insurer.scheme) ? null : headOf(member)) ??
    member.five.kanji ??
    member.ref
  const sheetOf = (member: Membership, from: CivilDate): SheetOrder => ({
    insurer,
    member,
    headName: headOf(member),
    addressee: addresseeOf(member),
    issued: today,
    from,
    practice,
  })
  const enclose = (ref: string, twins: readonly DocumentTwin[], fee: number, asksBack = false): void => {
    const envelope = envelopes.get(ref) ?? { twins: [], fee: 0, asksBack: false }
    envelope.twins.push(...twins)
    envelope.fee += fee
    envelope.asksBack ||= asksBack
    envelopes.set(ref, envelope)
  }
  const familyOf = (member: Membership): readonly Membership[] => {
    const head = member.head ?? member.ref
    return books.all().filter((other) => other.ref !== member.ref && (other.ref === head || other.head === head))
  }
  const mayHave = (member: Membership, day: CivilDate): boolean =>
    isOpen(member, day) || (isMailedAnyway(practice, member) && !member.voided)

  const noticeTwins = (member: Membership, from: CivilDate): DocumentTwin[] => {
    const order = sheetOf(member, from)
    const { lastFour, unlinkedNotice } = insurer.policy
    if (isSpecial(order)) return [noticeSheet(order)]
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
    const until = lastDay(office, member, today, from, asked.reason ?? 'unasked')
    if (today < practice.certificatesBegin || !mayHave(member, from) || until < from) return
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
        ...replaced(member.holds, from, until),
        { kind: 'certificate', issued: today, validFrom: from, validUntil: until },
      ],
    })
  }

  const reprint = (ref: string, wished: CivilDate): void => {
    const member = books.find(ref)
    const from = laterOf(wished, today)
    if (member === null || !isOpen(member, from)) return
    if (practice.entitled(standingOf(member, insurer, practice), from)) return certificate(ref, from)
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
    const isEntitled = entitled(standingOf(member, insurer, practice), from)
    if (ending?.kind === 'certificate' ? practice.renewsCertificate(isEntitled) : isEntitled) {
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
      const gets = practice.entitled(standingOf(member, insurer, practice), start)
      if (gets) books.put({ ...member, notice: 'none' })
      else notice(member.ref, start)
      return
    }
    const kind = practice.unlinkedNotice(insurer.policy)
    if (kind === 'none' || member.notice === 'blank-sent') return
    notice(member.ref, start)
  }

  /** New papers for 特別療養, as soon as it is registered. */
  const newForSpecial = (member: Membership): void => {
    const { ref, special } = member
    if (special === null || !special.registered || special.printed) return
    books.put({ ...member, special: { ...special, printed: true } })
    reprint(ref, special.from)
  }

  /** 個人番号の提出依頼 to a member who supplied none; where a blank sheet goes out the form is enclosed there. */
  const askForNumber = (member: Membership): void => {
    const { ref, personNo, asked, flagged } = member
    if (!practice.asksForNumber || personNo !== null || asked || flagged) return
    if (practice.unlinkedNotice(insurer.policy) !== 'none') return
    enclose(ref, [numberFormSheet(sheetOf(member, today))], 0)
    books.put({ ...member, asked: true })
  }

  /** 抽出: who is going to be sent the next paper of a mass renewal. */
  const extract = (member: Membership): void => {
    const proven = provenUntil(member.holds, today)
    const extracted = proven !== null && proven !== 'for ever' && daysBetween(today, proven) <= EXTRACTION_DAYS
    if (extracted !== member.mail.extracted) books.put({ ...member, mail: { ...member.mail, extracted } })
  }

  /** 返還依頼: to whoever holds a paper that he may not use any more, once. */
  const askBack = (member: Membership): void => {
    const { ref, mail, lost, voided, holds } = member
    if (mail.askedBack || !holds.some((paper) => practice.asksBack(paper, today))) return
    const hasLeft = voided || (lost !== null && lost <= today)
    const reclaims = mail.reclaims && !practice.entitled(standingOf(member, insurer, practice), today)
    if (!hasLeft && !reclaims) return
    enclose(ref, [], 0, true)
    books.put({ ...member, mail: { ...mail, askedBack: true, reclaims: false } })
    if (!hasLeft && member.link === 'linked' && !holds.some(({ kind }) => kind === 'notice')) notice(ref, today)
  }

  const mailingOf = ({ flagged, safeAddress, continued }: Membership, twins: readonly DocumentTwin[]): Mailing => {
    const certificate = twins.some(({ kind }) => kind === 'certificate')
    return { flagged, safeAddress, continued, scheme: insurer.scheme, certificate }
  }

  const isLeaving = ({ lost }: Membership): boolean => lost !== null && daysBetween(today, lost) <= LEAVING_DAYS

  return {
    today,
    certificate,
    notice,
    reprint,
    sweep: () => {
      for (const { ref } of books.all()) {
        for (const task of [renew, dueNotice, newForSpecial, askForNumber]) {
          const member = books.find(ref)
          if (member === null || !mayHave(member, today)) continue
          if (isMailedAnyway(practice, member) || !isLeaving(member)) task(member)
        }
      }
      for (const member of books.all()) askBack(member)
      for (const member of books.all()) if (isOpen(member, today)) extract(member)
    },
    resend: (piece) => {
      const member = books.find(piece.person)
      if (member === null) return
      const mailing = mailingOf(member, piece.twins)
      const route = practice.reroute(mailing)
      if (route === null) return
      const tracked = isTracked(mailing, route)
      returned.push({ ...piece, id: `${today}-${serial()}`, on: today, route, tracked, fee: 0 })
    },
    close: () => {
      const all = [...envelopes].map(([person, { twins }]) => ({ person, twins }))
      const printed = practice.merge(all.filter(({ twins }) => twins.length > 0))
      const letters = all.filter(({ twins }) => twins.length === 0)
      const pieces = [...printed, ...letters].flatMap(({ person, twins }, place): SentPiece[] => {
        const member = books.find(person)
        if (member === null) return []
        const mailing = mailingOf(member, twins)
        const route = practice.route(mailing)
        return [
          {
            id: `${today}-${serial()}`,
            on: today,
            person,
            addressee: addresseeOf(member),
            route,
            fee: envelopes.get(person)?.fee ?? 0,
            tracked: isTracked(mailing, route),
            asksBack: envelopes.get(person)?.asksBack ?? false,
            twins: practice.issuerStands(place) ? twins : twins.map(withoutIssuer),
          },
        ]
      })
      return [...pieces, ...returned]
    },
  }
}
