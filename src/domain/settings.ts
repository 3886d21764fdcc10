import { type Result, err, ok } from './result.ts'
import type { SettingName, SettingValue } from './rules.ts'
import type { SettingRow } from './setting.ts'
import { INSURER_SETTINGS } from './settings-of-insurers.ts'
import { MONEY_SETTINGS } from './settings-of-money.ts'

/** A named switch for a point on which the documents contradict each other or nothing is published. */
export type Setting = SettingRow<SettingName>

/** Every switch: those a clinic meets in the order of `facts/rules.md` section 9, then those of insurers and papers. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'pin.userAuth.maxFailures',
    title: { ja: '暗証番号がロックされるまでの連続失敗回数', en: 'Consecutive PIN misses until the lock' },
    default: 3,
    alternatives: [5],
    assumption: false,
    source: 'rules.md 9 no. 1 [W31][S0]',
    seeds: 5,
  },
  {
    name: 'grace.mode',
    title: { ja: '猶予期間の終わりの数え方', en: 'How the end of the grace is counted' },
    default: 'END_OF_MONTH_PLUS_3',
    alternatives: ['EXPIRY_PLUS_3_MONTHS'],
    assumption: false,
    source: 'rules.md 9 no. 3 [S2][W21]',
  },
  {
    name: 'grace.limitInfo',
    title: { ja: '猶予期間中の限度額区分', en: 'Limit class during the grace' },
    default: 'AVAILABLE',
    alternatives: ['WITHHELD'],
    assumption: true,
    source: 'rules.md 9 no. 30 [D1][D2]',
  },
  {
    name: 'grace.coversBody',
    title: { ja: 'カード本体も期限切れのときの猶予', en: 'Grace when the card body has ended too' },
    default: true,
    alternatives: [false],
    assumption: true,
    source: 'rules.md 9 no. 31 [D3][D106]',
  },
  {
    name: 'grace.stayLimited',
    title: { ja: '在留期間に縛られたカードの猶予', en: 'Grace for cards bound to a permitted stay' },
    default: false,
    alternatives: [true],
    assumption: true,
    source: 'rules.md 9 no. 38 [D31]',
  },
  {
    name: 'cert.activationLagHours',
    title: { ja: '更新した電子証明書が使えるまでの時間', en: 'Hours until a renewed certificate works' },
    default: 24,
    alternatives: [48, 0],
    assumption: true,
    source: 'rules.md 9 no. 40 [D28]',
  },
  {
    name: 'leap.policy',
    title: { ja: '2月29日生まれの平年の誕生日', en: 'Birthday of 29 February in common years' },
    default: 'FEB28',
    alternatives: ['MAR1'],
    assumption: true,
    source: 'rules.md 9 no. 22 [D29]',
  },
  {
    name: 'notice.from',
    title: { ja: '資格情報のお知らせが使える初日', en: 'First day on which a notice serves' },
    default: '2024-12-02',
    alternatives: ['2024-11-27'],
    assumption: false,
    source: 'rules.md 9 no. 26 [S0][S3]',
    seeds: '2024-11-27',
  },
  {
    name: 'fallback.allowExpiredCardBody',
    title: { ja: '期限切れのカード券面を目視で認めるか', en: 'Accept an expired card body by eye' },
    default: false,
    alternatives: [true],
    assumption: false,
    source: 'rules.md 9 no. 24 [W41][D5]',
  },
  {
    name: 'fallback.requireRegistration',
    title: { ja: '利用登録のないカードで代替手段を認めるか', en: 'Demand a registered card on the ladder' },
    default: false,
    alternatives: [true],
    assumption: false,
    source: 'rules.md 9 no. 9 [D47]',
    seeds: true,
  },
  {
    name: 'paper.expired',
    title: { ja: '期限切れの資格確認書', en: 'An expired eligibility certificate' },
    default: 'ROW_Z',
    alternatives: ['ACCEPT_IF_ONLINE_VALID'],
    assumption: true,
    source: 'rules.md 9 no. 33',
  },
  {
    name: 'paper.onAnswer4',
    title: { ja: '有効期限内の資格確認書と「該当資格なし」', en: 'A paper in term and the answer "no record"' },
    default: 'ACCEPT_AND_RECHECK',
    alternatives: ['ROW_Z'],
    assumption: true,
    source: 'rules.md 9 no. 39',
  },
  {
    name: 'declaration.unknownRatio',
    title: { ja: '申立書の割合「わからない」', en: 'Ratio "unknown" on a declaration' },
    default: 'LOWEST',
    alternatives: ['THREE_TENTHS', 'ASK'],
    assumption: true,
    source: 'rules.md 9 no. 35',
  },
  {
    name: 'recheck.reuse',
    title: { ja: '同じ日の二度目の受診での再利用', en: 'Re-use of an answer on the same day' },
    default: 'SAME_DAY',
    alternatives: ['NEVER'],
    assumption: true,
    source: 'rules.md 9 no. 36',
  },
  {
    name: 'overlap.cardAnswer',
    title: { ja: '資格が二つ開いているときのカード照会', en: 'Card inquiry with two open covers' },
    default: 'OLDER',
    alternatives: ['NEWER', 'BOTH'],
    assumption: true,
    source: 'rules.md 9 no. 32 [D20]',
  },
  {
    name: 'limitInfo.cardConsentUntil',
    title: { ja: 'カードで限度額の同意を尋ねる最終日', en: 'Last day on which a reader asks for limit consent' },
    default: '2024-10-06',
    alternatives: ['9999-12-31'],
    assumption: false,
    source: 'rules.md 9 no. 25 [D1][D101]',
    seeds: '9999-12-31',
  },
  {
    name: 'unknown.insurerNo',
    title: { ja: '保険者番号不詳の請求番号', en: 'Insurer number of an unknown claim' },
    default: '77777777',
    alternatives: ['77777779'],
    assumption: false,
    source: 'rules.md 9 no. 23 [W8]',
  },
  {
    name: 'ratio.onConflict',
    title: { ja: '券面とオンラインの割合の食い違い', en: 'Ratio on paper and online disagree' },
    default: 'ONLINE',
    alternatives: ['PAPER', 'ASK'],
    assumption: true,
    source: 'rules.md 9 no. 37 [D9]',
  },
  {
    name: 'koukiStart.leap',
    title: { ja: '2月29日生まれの75歳の誕生日（平年）', en: '75th birthday of 29 February in common years' },
    default: 'MAR1',
    alternatives: ['FEB28'],
    assumption: true,
    source: 'rules.md 9 no. 34',
  },
  {
    name: 'declaration.sites',
    title: { ja: '申立書を使える医療機関', en: 'Sites that may take a declaration' },
    default: 'ANY',
    alternatives: ['OQS'],
    assumption: false,
    source: 'rules.md 9 no. 10 [S4][W1][W4]',
    seeds: 'OQS',
  },
  {
    name: 'ticket.day',
    title: { ja: '当月の医療券が登録される日', en: "Day on which the month's assistance ticket is registered" },
    default: 15,
    alternatives: [20],
    assumption: true,
    source: 'wire.md ASM-35 [D69][D107]',
  },
  {
    name: 'claimInsurerOnly',
    title: { ja: '保険者だけ分かる申立書の請求', en: 'Claim when only the insurer is known' },
    default: 'ACCEPT',
    alternatives: ['REQUIRE', 'OFF'],
    assumption: false,
    source: 'rules.md 2.4 [D38]',
  },
  {
    name: 'schoolEvent.age',
    title: {
      ja: '学校行事の代わりの提示を認める年齢',
      en: 'Age up to which a pupil may show the school-event substitute',
    },
    default: 18,
    alternatives: [15, 20],
    assumption: true,
    source: 'rules.md 1.3 M17 [S2][W37]',
  },
  {
    name: 'registration.mismatchHides',
    title: { ja: '突合で一致しない登録の扱い', en: 'What a record hides that differs from the resident register' },
    default: 'RECORD',
    alternatives: ['BY_CLASS'],
    assumption: true,
    source: 'insurer.md 2.6 [K6][M5]',
  },
  {
    name: 'registration.runs',
    title: { ja: '登録の処理時刻', en: 'Times at which registrations are processed' },
    default: '12:00 21:00',
    alternatives: ['21:00', '06:00 10:00 14:00 18:00 22:00'],
    assumption: true,
    source: 'insurer.md 7',
  },
  {
    name: 'registration.comparisonRuns',
    title: { ja: '突合結果が届くまでの処理回数', en: 'Runs until the comparison is answered' },
    default: 1,
    alternatives: [0, 2, 3],
    assumption: true,
    source: 'insurer.md 7',
  },
  {
    name: 'registration.visible',
    title: { ja: '突合結果から閲覧できるまで', en: 'From the verdict until the record is visible' },
    default: 'NEXT_MORNING',
    alternatives: ['WITH_VERDICT', 'TWO_DAYS'],
    assumption: true,
    source: 'insurer.md 7 [C1][C6]',
  },
  {
    name: 'overlap.listDay',
    title: { ja: '資格重複状況結果一覧が届く日', en: 'Day on which the list of overlaps arrives' },
    default: 10,
    alternatives: [1, 20],
    assumption: true,
    source: 'insurer.md 7',
  },
  {
    name: 'overlap.lawfulDayListed',
    title: { ja: '法定の重複1日を一覧に載せるか', en: 'The one lawful day of double cover on the list' },
    default: false,
    alternatives: [true],
    assumption: true,
    source: 'insurer.md 7 [R1][D15]',
  },
  ...INSURER_SETTINGS,
  ...MONEY_SETTINGS,
]

/** The switches that were turned, by name. */
export type Turned = Readonly<Partial<Record<SettingName, SettingValue>>>

/** Everything that a switch can be set to, its default first. */
export const valuesOf = (setting: Setting): readonly SettingValue[] => [setting.default, ...setting.alternatives]

/** The switch of a name, null for an unknown one. */
export const settingOf = (name: string): Setting | null => SETTINGS.find((setting) => setting.name === name) ?? null

/** Why `NAME=VALUE` cannot be read; `allowed` lists names or values. */
export type SettingProblem =
  | { readonly what: 'unknown setting'; readonly name: string; readonly allowed: readonly string[] }
  | {
      readonly what: 'unknown value'
      readonly name: SettingName
      readonly given: string
      readonly allowed: readonly string[]
    }

/** Reads `NAME=VALUE` as a person types it, against the table. */
export function readSetting(text: string): Result<readonly [SettingName, SettingValue], SettingProblem> {
  const at = text.indexOf('=')
  const name = at === -1 ? text : text.slice(0, at)
  const given = at === -1 ? '' : text.slice(at + 1)
  const setting = settingOf(name)
  if (setting === null) return err({ what: 'unknown setting', name, allowed: SETTINGS.map((known) => known.name) })
  const value = valuesOf(setting).find((candidate) => String(candidate) === given)
  return value === undefined
    ? err({ what: 'unknown value', name: setting.name, given, allowed: valuesOf(setting).map(String) })
    : ok([setting.name, value])
}

/** Settings of a profile: `default` turns nothing, `seeds` follows the original documents; null for an unknown name. */
export function settingsOfProfile(profile: string): Turned | null {
  if (profile === 'default') return {}
  if (profile !== 'seeds') return null
  return Object.fromEntries(
    SETTINGS.flatMap((setting) => (setting.seeds === undefined ? [] : [[setting.name, setting.seeds]])),
  )
}
