import { type CivilDate, dateOf } from '../../../domain/civil-date.ts'
import type { InsurerSetupInput } from '../../../../scenarios/protocol.ts'
import type { RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import { type HeldPaper, type Membership, NO_MAIL, type Scheme, hasOldCard } from './books.ts'
import type { InsurerPractice } from './practice.ts'
import { shareSince } from './shares.ts'

/** 旧被保険者証 of a member of the time of cards. */
export const oldCard = (acquired: CivilDate, practice: InsurerPractice): HeldPaper => ({
  kind: 'old-card',
  issued: acquired,
  validFrom: acquired,
  validUntil: practice.oldCardEnd(null),
})

function papersOf({ holds, acquired }: RosterMember, now: CivilDate, practice: InsurerPractice): HeldPaper[] {
  const papers = holds.map(({ kind, issued, validUntil }): HeldPaper => ({
    kind,
    issued,
    validFrom: issued,
    validUntil: kind === 'old-card' ? practice.oldCardEnd(validUntil) : validUntil,
  }))
  const proves = papers.some(({ kind }) => kind !== 'notice')
  return proves || !hasOldCard(acquired, now) ? papers : [oldCard(acquired, practice), ...papers]
}

/** 台帳への転記: a member as the books begin with him. */
export function enrolled(member: RosterMember, setup: InsurerSetupInput, practice: InsurerPractice): Membership {
  const { scheme } = setup.insurer
  const now = dateOf(setup.now)
  const { ref, five, personNo, linked, acquired, relation, head, ratio, usableCard, flagged, continued, cardUses } =
    member
  const { symbol, number, branch } = member.key
  const holds = papersOf(member, now, practice)
  return {
    ref,
    five,
    personNo,
    link: linked ? 'linked' : 'unlinked',
    awaits: null,
    differs: [],
    key: { symbol, number, branch },
    acquired,
    keySince: acquired,
    lost: null,
    voided: false,
    relation,
    head,
    shares: ratio === null ? [] : [shareBefore(scheme, five.birthDate, acquired, now, ratio, practice)],
    card: usableCard ? 'usable' : 'none',
    cardWorksUntil: null,
    flagged,
    safeAddress: null,
    continued,
    assisted: false,
    wanted: false,
    holds,
    certified: holds.some(({ kind }) => kind === 'certificate'),
    notice: linked || holds.some(({ kind }) => kind === 'notice') ? 'none' : 'due',
    asked: false,
    special: null,
    validUntil: null,
    registersOn: null,
    mail: { ...NO_MAIL, uses: cardUses },
    past: [],
  }
}

function shareBefore(
  scheme: Scheme,
  birthDate: CivilDate | null,
  acquired: CivilDate,
  now: CivilDate,
  ratio: NonNullable<RosterMember['ratio']>,
  practice: InsurerPractice,
): Membership['shares'][number] {
  const elderly = birthDate === null || scheme === 'kouki' ? null : practice.elderlyFrom(birthDate)
  // Until when it was decided is not told: it goes on until the office is told another.
  return { historyId: null, ratio, from: shareSince(acquired, elderly, now), until: null }
}
