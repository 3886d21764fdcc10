/** 外部インターフェイスの一つ: its official number and name, and its file prefix as far as one is public. */
export interface WireInterface {
  /** The numbers as printed, e.g. `OQS-IF-001/002`; null where none is known. */
  readonly number: string | null
  readonly ja: string
  /** Prefixes of its requests without the underscore, e.g. `OQSsiquc01req`; empty where none is publicly established. */
  readonly requests: readonly string[]
  /** True when its layout is publicly established and answered here. */
  readonly layout: boolean
  readonly confidence: 'H' | 'M' | 'L'
}

const known = (number: string | null, ja: string, requests: readonly string[], confidence: 'H' | 'M') => ({
  number,
  ja,
  requests,
  layout: true,
  confidence,
})

const named = (number: string | null, ja: string, requests: readonly string[], confidence: 'M' | 'L') => ({
  number,
  ja,
  requests,
  layout: false,
  confidence,
})

/** インターフェイス一覧: every function of the eligibility service whose name is public. @see facts/wire.md 1.2 [IFMAP, KIT] */
export const INTERFACES: readonly WireInterface[] = [
  known('OQS-IF-001/002', '資格確認', ['OQSsiquc01req'], 'H'),
  known('OQS-IF-003/004', '照会番号登録', ['OQSsiimm01req'], 'H'),
  known('OQS-IF-005..008', '資格確認一括照会', ['OQSmuquc01req', 'OQSmuquc02req'], 'H'),
  known('OQS-IF-009..012', '照会番号一括登録', ['OQSmuimm01req', 'OQSmuimm02req'], 'H'),
  known('OQS-IF-013..016', '委託先資格情報の一括取得', ['OQSmutic01req', 'OQSmutic02req'], 'M'),
  known('OQS-IF-017..020', '同意済資格情報一括取得（訪問診療等）', ['OQSmuhvq01req', 'OQSmuhvq02req'], 'M'),
  known('OQS-IF-021..024', '同意済資格情報一括取得（オンライン診療等）', ['OQSmuonq01req', 'OQSmuonq02req'], 'M'),
  named('OQS-IF-025/026', '資格確認（訪問診療等）', ['OQSsihvq01req'], 'L'),
  named('OQS-IF-027/028', '資格確認（オンライン診療等）', ['OQSsionq01req'], 'L'),
  named('OQS-IF-029..032', '資格確認一括照会（訪問診療等）', [], 'M'),
  named('OQS-IF-033..036', '資格確認一括照会（オンライン診療等）', [], 'M'),
  named('OQS-IF-037/038', '閲覧同意取り消し（訪問診療等）', ['OQSsihvd01req'], 'L'),
  named('OQS-IF-039/040', '医療機関アクセスURL取得', ['OQSsiurl01req'], 'L'),
  named('OQS-IF-041/042', '医療機関環境設定情報照会', ['OQSsiinq01req'], 'L'),
  named('OQS-IF-043/044', '医療機関環境設定情報更新', ['OQSsiupd01req'], 'L'),
  named('OQS-IF-045/046', '電子カルテ情報共有サービス施設利用状況回答', [], 'M'),
  named('OQS-IF-047/048', '資格確認（救急時医療情報閲覧）', [], 'M'),
  named('OQS-IF-049/050', '目視確認用パスコード取得', [], 'M'),
  named('OQS-IF-051..056', 'アクティベーションコードの照会・発行・無効化', [], 'M'),
  known(null, '薬剤情報等閲覧', ['YZKsiquc01req'], 'H'),
  known(null, '特定健診情報閲覧', ['TKKsiquc01req'], 'H'),
  named(null, '臨床情報閲覧', ['CIPsiquc01req'], 'M'),
  named(null, 'PMH医療費助成照会', ['PMHsimsm01req'], 'L'),
]

const BY_REQUEST: ReadonlyMap<string, WireInterface> = new Map(
  INTERFACES.flatMap((each) => each.requests.map((prefix): [string, WireInterface] => [prefix, each])),
)

/** The functions without a layout by system, mode and three letters: the numbers of their steps are not public (ASM-26). */
const BY_FUNCTION: ReadonlyMap<string, WireInterface> = new Map(
  INTERFACES.filter(({ layout }) => !layout).flatMap((each) =>
    each.requests.map((prefix): [string, WireInterface] => [prefix.slice(0, 8), each]),
  ),
)

/** The interface of a request prefix such as `OQSsihvq01req`; null when its name is not public. */
export const interfaceOf = (prefix: string): WireInterface | null =>
  BY_REQUEST.get(prefix) ?? BY_FUNCTION.get(prefix.slice(0, 8)) ?? null

/** Systems of which the names are public and the layouts are not, or which are not simulated. @see facts/wire.md 1.1, ASM-16 */
export const NAMED_SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['EPS', '電子処方箋'],
  ['CIS', '電子カルテ情報共有'],
  ['CIP', '臨床情報'],
  ['PMH', '公費（Public Medical Hub）'],
  ['EMS', '救急'],
])
