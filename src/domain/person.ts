import type { CivilDate } from './civil-date.ts'
import type { Card } from './certificate.ts'
import type { LedgerEvent } from './ledger.ts'

/** 性別 (OQSCD007: 1 男, 2 女, 3 未設定). */
export type Sex = 'male' | 'female' | 'unset'

/** 氏名: family and given name separated by one full-width space; kana full-width katakana. */
export interface PersonName {
  readonly kanji: string
  readonly kana: string
}

export interface Address {
  /** 郵便番号 `123-4567`. */
  readonly postal: string
  readonly text: string
}

/** One synthetic person: everything the simulated Japan knows about somebody. Plain data. */
export interface Member {
  /** Index in the population; people of a scenario keep the index they were made from. */
  readonly index: number
  readonly name: PersonName
  /** 氏名(その他): 通称 and the like, shown online beside the name. */
  readonly otherName: PersonName | null
  readonly sex: Sex
  readonly birthDate: CivilDate
  readonly address: Address
  /** Every qualification ever registered, past ones included, in (knownAt, sequence) order. */
  readonly ledger: readonly LedgerEvent[]
  /** マイナンバーカード, or null for a person who holds none. */
  readonly card: Card | null
}
