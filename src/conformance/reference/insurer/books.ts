import { type CivilDate, addDays, civilDate } from '../../../domain/civil-date.ts'
import type { ComparisonResult, FiveItems, MemberKey } from '../../../wire/insurer-records.ts'
import type {
  ApplicationReason,
  InsurerEvent,
  InsurerSetup,
  RosterMember,
} from '../../../../scenarios/protocol-insurer.ts'

/** 制度: the scheme of the insurer. */
export type Scheme = InsurerSetup['scheme']
/** 一部負担金割合. */
export type Ratio = NonNullable<RosterMember['ratio']>
/** 届書の5情報: null where a box was left empty. */
export type FiledFive = RosterMember['five']
/** 取得届・被扶養者異動届. */
export type JoinForm = Extract<InsurerEvent, { kind: 'join' }>

/** 手元の証: a paper that the member has, as far as the insurer knows. Days inclusive; null for an end that is not set. */
export interface HeldPaper {
  readonly kind: 'certificate' | 'notice' | 'old-card'
  readonly issued: CivilDate
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate | null
}

/** カードの利用実績: how often a card was used as insurance card, as far as somebody counts. */
export type CardUses = NonNullable<RosterMember['cardUses']>

/** 発送の控え: what the office keeps of a member for its mailings. */
interface MailState {
  /** He was extracted for the mass mailing that renews the paper in hand. */
  readonly extracted: boolean
  /** Whoever registers his card again is asked for his certificate. */
  readonly reclaims: boolean
  /** The certificate in hand was asked back. */
  readonly askedBack: boolean
  /** An application that is not worked on yet. */
  readonly applied: {
    readonly on: CivilDate
    readonly reason: ApplicationReason
    readonly originalAttached: boolean
  } | null
  readonly uses: CardUses | null
}

/** Nothing kept yet. */
export const NO_MAIL: MailState = { extracted: false, reclaims: false, askedBack: false, applied: null, uses: null }

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
  /** First day of the numbers he has now; the first day of cover unless they were changed. */
  readonly keySince: CivilDate
  /** 資格喪失年月日: first day without cover. */
  readonly lost: CivilDate | null
  /** 資格の取消: the cover never was. */
  readonly voided: boolean
  readonly relation: 'insured' | 'dependant'
  readonly head: string | null
  readonly shares: readonly ShareEntry[]
  /** Whether he has a usable マイナ保険証; unknown until a form or a list tells. */
  readonly card: 'usable' | 'none' | 'unknown'
  /** 利用登録解除: last day on which the card still works; null when nothing was applied for. */
  readonly cardWorksUntil: CivilDate | null
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
  /** A notice is to go out as soon as the number is linked; `blank-sent` when one without digits went before. */
  readonly notice: 'none' | 'due' | 'blank-sent'
  /** 個人番号の提出依頼: the letter has gone out. */
  readonly asked: boolean
  /** 特別療養: its first day, whether it is registered, and whether papers say so; null for none. */
  readonly special: { readonly from: CivilDate; readonly registered: boolean; readonly printed: boolean } | null
  /** 有効終了 as registered last; null for none. */
  readonly validUntil: CivilDate | null
  /** When a membership is not registered yet, the day on which it will be. */
  readonly registersOn: CivilDate | null
  readonly mail: MailState
  /** Earlier spells: other numbers, earlier memberships. */
  readonly past: readonly CoverSpell[]
}

const EMPLOYEE: readonly Scheme[] = ['kyokai', 'kenpo', 'kyosai']
/** 被用者保険: cover through an employer. */
export const isEmployeeScheme = (scheme: Scheme): boolean => EMPLOYEE.includes(scheme)
/** 国保: papers go to the head of the household. */
export const isHouseholdScheme = (scheme: Scheme): boolean => scheme === 'kokuho' || scheme === 'kokuho-kumiai'

/** Whether a membership has not ended by a day; one that begins later counts too. */
export const isOpen = ({ voided, lost }: Membership, day: CivilDate): boolean =>
  !voided && (lost === null || day < lost)

/** The spell of the membership under the numbers it has now. */
const currentSpell = ({ key, keySince, lost, shares }: Membership): CoverSpell => ({
  key,
  acquired: keySince,
  lost,
  ratio: shares.at(-1)?.ratio ?? null,
})

/** Every spell of a member that ever was, oldest first. */
export const spellsOf = (member: Membership): readonly CoverSpell[] => [
  ...member.past,
  ...(member.voided ? [] : [currentSpell(member)]),
]

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

const NOBODY_BORN = civilDate('1900-01-01')

/** 登録する5情報: what stands in the books, with a filler where a record cannot be without a value. */
export const fiveToRegister = ({ kanji, kana, birthDate, sex, address }: FiledFive): FiveItems => ({
  kanji: kanji ?? kana ?? '不詳',
  kana,
  birthDate: birthDate ?? NOBODY_BORN,
  sex: sex ?? 'unset',
  address,
})

const OLD_CARDS_STOPPED = '2024-12-02'
const OLD_CARDS_ENDED = '2025-12-02'

/** 旧被保険者証: whoever joined before 2024-12-02 was given a card that served to 2025-12-01. */
export const hasOldCard = (acquired: CivilDate, day: CivilDate): boolean =>
  acquired < OLD_CARDS_STOPPED && day < OLD_CARDS_ENDED

/** 証の切れ目のない最終日: the last day on which the papers in hand prove cover without a gap from a day on; null when they do not. */
export function provenUntil(holds: readonly HeldPaper[], from: CivilDate): CivilDate | 'for ever' | null {
  let end: CivilDate | null = null
  for (const paper of holds.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    if (paper.kind === 'notice') continue
    const next: CivilDate = end === null ? from : addDays(end, 1)
    if (paper.validFrom > next) continue
    if (paper.validUntil === null) return 'for ever'
    if (paper.validUntil >= next) end = paper.validUntil
  }
  return end
}
