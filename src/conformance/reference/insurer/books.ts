import type { CivilDate } from '../../../domain/civil-date.ts'
import type { ComparisonResult, FiveItems, MemberKey } from '../../../wire/insurer-records.ts'
import type { InsurerEvent, InsurerSetup, RosterMember } from '../../../../scenarios/protocol-insurer.ts'

export type Scheme = InsurerSetup['scheme']
export type Ratio = NonNullable<RosterMember['ratio']>
export type FiledFive = RosterMember['five']
export type JoinForm = Extract<InsurerEvent, { kind: 'join' }>

/** 手元の証: a paper that the member has, as far as the insurer knows. Days inclusive; null for an end that is not set. */
export interface HeldPaper {
  readonly kind: 'certificate' | 'notice' | 'old-card'
  readonly issued: CivilDate
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate | null
}

/** 負担割合の記録: one share of an elderly member. `historyId` is null for what was registered before the case. Days inclusive. */
export interface ShareEntry {
  readonly historyId: string | null
  readonly ratio: Ratio
  readonly from: CivilDate
  readonly until: CivilDate | null
}

/** 資格の期間: cover under one set of numbers; `lost` is the first day without it. */
export interface CoverSpell {
  readonly key: MemberKey
  readonly acquired: CivilDate
  readonly lost: CivilDate | null
  readonly ratio: Ratio | null
}

/** 加入者: one membership in the books. */
export interface Membership {
  readonly ref: string
  readonly five: FiledFive
  readonly personNo: string | null
  /** `pending` until the comparison is answered. */
  readonly link: 'linked' | 'unlinked' | 'pending'
  /** The line whose comparison is awaited, and the items that the last one found different. */
  readonly awaits: { readonly receipt: string; readonly line: number } | null
  readonly differs: ComparisonResult['differs']
  readonly key: MemberKey
  readonly acquired: CivilDate
  /** 資格喪失年月日: first day without cover. */
  readonly lost: CivilDate | null
  readonly relation: 'insured' | 'dependant'
  readonly head: string | null
  readonly shares: readonly ShareEntry[]
  /** Whether he has a usable マイナ保険証; unknown until a form or a list tells. */
  readonly card: 'usable' | 'none' | 'unknown'
  readonly flagged: boolean
  readonly safeAddress: string | null
  readonly continued: boolean
  /** Needs assistance at the reader: applied once. */
  readonly assisted: boolean
  /** A certificate was asked for when he joined. */
  readonly wanted: boolean
  readonly holds: readonly HeldPaper[]
  /** Whether a certificate was ever issued: what comes now is a re-issue. */
  readonly certified: boolean
  /** A notice is to go out as soon as the number is linked. */
  readonly noticeDue: boolean
  /** When a membership is not registered yet, the day on which it will be. */
  readonly registersOn: CivilDate | null
  /** Earlier spells: other numbers, earlier memberships. */
  readonly past: readonly CoverSpell[]
}

const EMPLOYEE: readonly Scheme[] = ['kyokai', 'kenpo', 'kyosai']
export const isEmployeeScheme = (scheme: Scheme): boolean => EMPLOYEE.includes(scheme)
export const isHouseholdScheme = (scheme: Scheme): boolean => scheme === 'kokuho' || scheme === 'kokuho-kumiai'

/** Whether a membership covers a day. */
export const isCovered = (member: Membership, day: CivilDate): boolean =>
  member.acquired <= day && (member.lost === null || day < member.lost)

/** The spell of the membership that is in the books now; none when it never was. */
export const currentSpell = ({ key, acquired, lost, shares }: Membership): CoverSpell => ({
  key,
  acquired,
  lost,
  ratio: shares.at(-1)?.ratio ?? null,
})

/** 保険者の台帳: everybody by the handle of the protocol, in order of entry. */
export interface Books {
  readonly find: (ref: string) => Membership | null
  readonly all: () => readonly Membership[]
  readonly put: (member: Membership) => void
  readonly remove: (ref: string) => void
  /** Whose numbers these are now. */
  readonly byKey: (key: MemberKey) => Membership | null
  /** Everybody who has or had a branch under a symbol and number, with that branch. */
  readonly branches: (symbol: string | null, number: string) => readonly HeldBranch[]
  readonly dependantsOf: (ref: string) => readonly Membership[]
}

/** A branch that somebody has, or had. */
export interface HeldBranch {
  readonly ref: string
  readonly branch: string
  readonly open: boolean
}

const sameKey = (a: MemberKey, b: MemberKey): boolean =>
  a.symbol === b.symbol && a.number === b.number && a.branch === b.branch

/** Opens empty books. */
export function openBooks(): Books {
  const members = new Map<string, Membership>()
  const all = (): readonly Membership[] => [...members.values()]
  return {
    find: (ref) => members.get(ref) ?? null,
    all,
    put: (member) => void members.set(member.ref, member),
    remove: (ref) => void members.delete(ref),
    byKey: (key) =>
      all().findLast((member) => sameKey(member.key, key)) ??
      all().findLast(({ past }) => past.some((spell) => sameKey(spell.key, key))) ??
      null,
    branches: (symbol, number) =>
      all().flatMap((member) =>
        [...member.past, currentSpell(member)].flatMap(({ key, lost }): HeldBranch[] =>
          key.symbol === symbol && key.number === number && key.branch !== null
            ? [{ ref: member.ref, branch: key.branch, open: lost === null }]
            : [],
        ),
      ),
    dependantsOf: (ref) => all().filter((member) => member.head === ref && member.ref !== ref),
  }
}

/** 5情報がそろった記載: the five items as they are registered; null when one that cannot be left out is missing. */
export function completeFive({ kanji, kana, birthDate, sex, address }: FiledFive): FiveItems | null {
  if (kanji === null || birthDate === null || sex === null) return null
  return { kanji, kana, birthDate, sex, address }
}

const OLD_CARDS_STOPPED = '2024-12-02'
const OLD_CARDS_ENDED = '2025-12-02'

/** A member of the time of cards has one, unless the books know of another paper. */
export const hasCardOfOld = (acquired: CivilDate, day: CivilDate): boolean =>
  acquired < OLD_CARDS_STOPPED && day < OLD_CARDS_ENDED
