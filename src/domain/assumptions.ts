import { RULES } from './rules/index.ts'
import { SETTINGS, type Setting } from './settings.ts'

type Both = { readonly ja: string; readonly en: string }

/** A gap in what is published about the wire and the service, and how it is filled here. The ids are those of `facts/wire.md` section 6; those with I are ours, for `facts/insurer.md` section 7. */
export interface Assumption {
  readonly id: `ASM-${string}`
  readonly gap: Both
  readonly choice: Both
}

/** 仮定: every gap that the code fills and names by its id. */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'ASM-01',
    gap: { ja: '処理結果コード・エラーコードの一覧', en: 'Codes of results and errors' },
    choice: {
      ja: '公表されていないため、自前の SIM- コードだけを使う',
      en: 'Not public: only codes of our own, beginning with SIM-',
    },
  },
  {
    id: 'ASM-02',
    gap: { ja: '.err ファイルの形式', en: 'Form of .err files' },
    choice: { ja: '1件1行、コード、日本語、英語の順', en: 'One line per problem: code, Japanese, English' },
  },
  {
    id: 'ASM-03',
    gap: { ja: 'del*.txt の名前と中身', en: 'Name and content of del*.txt' },
    choice: {
      ja: 'del年月日時分秒.txt。消した結果ファイルの名前を1行に1つ',
      en: 'del<yyyyMMddHHmmss>.txt, one removed result name per line',
    },
  },
  {
    id: 'ASM-05',
    gap: {
      ja: '連携ソフトがフォルダーを見る間隔と、書き込み中の名前',
      en: 'How often the folders are looked at, and the name while writing',
    },
    choice: {
      ja: '1秒ごと。仮の名前で書いてから改名する',
      en: 'Every second; written under another name and renamed',
    },
  },
  {
    id: 'ASM-06',
    gap: { ja: '壊れた要求・他施設の要求・未知の要求への応答', en: 'Answer to a broken, foreign or unknown request' },
    choice: { ja: '接続エラー（.err）とする', en: 'A connector error (.err)' },
  },
  {
    id: 'ASM-07',
    gap: {
      ja: '回線断・サービス停止のときの、フォルダーでの応答',
      en: 'Answer in the folders while the line or the service is down',
    },
    choice: {
      ja: '処理結果区分9の結果。障害の offline で .err か無応答にもできる',
      en: 'A result with Segment 9; `offline` of the fault makes it an .err, or silence',
    },
  },
  {
    id: 'ASM-08',
    gap: { ja: '識別子の長さと文書の大きさの上限', en: 'Limits of identifiers and documents' },
    choice: {
      ja: '識別子50文字、文書1 MiB・32階層・50,000要素',
      en: 'Identifiers of 50 characters; documents of 1 MiB, 32 levels, 50,000 elements',
    },
  },
  {
    id: 'ASM-09',
    gap: { ja: '一括照会の受付番号', en: 'Reception number of a bulk inquiry' },
    choice: {
      ja: '受け付けた時刻14桁と通し番号6桁',
      en: 'The moment in 14 digits and a serial of 6',
    },
  },
  {
    id: 'ASM-12',
    gap: { ja: '照会する記号・番号の全角半角と先頭のゼロ', en: 'Width and leading zeros of asked symbols and numbers' },
    choice: {
      ja: '半角にそろえ、空白を除いて比べる。先頭のゼロは区別する',
      en: 'Compared half-width and without spaces; leading zeros count',
    },
  },
  {
    id: 'ASM-13',
    gap: { ja: '6桁の保険者番号の桁埋め', en: 'Padding of six-digit insurer numbers' },
    choice: {
      ja: 'ゼロ埋めも空白埋めも受け取り、空白埋めで返す',
      en: 'Zeros and spaces are taken, spaces are given back',
    },
  },
  {
    id: 'ASM-14',
    gap: { ja: '要素の並び順', en: 'Order of elements' },
    choice: {
      ja: '実際のファイルで見られた順。レイアウトの順にもできる',
      en: 'The order seen in real files; that of the layout on request',
    },
  },
  {
    id: 'ASM-16',
    gap: { ja: 'レイアウトが公表されていない機能', en: 'Functions without a public layout' },
    choice: { ja: '名前だけを知り、応答しない', en: 'Known by name, not answered' },
  },
  {
    id: 'ASM-17',
    gap: { ja: 'Shift_JIS の種類と外字の●', en: 'Kind of Shift_JIS and the rule for ●' },
    choice: {
      ja: 'CP932。表せない文字は1文字ごとに●',
      en: 'CP932; each character that cannot be carried becomes one ●',
    },
  },
  {
    id: 'ASM-18',
    gap: { ja: '読取機の更新後の限度額同意フラグ', en: 'Limit consent flag of an updated reader' },
    choice: {
      ja: '1とし、時刻は処理時刻。更新日は読取機ごとに持つ',
      en: '1, at the time of processing; each reader has its own day of update',
    },
  },
  {
    id: 'ASM-20',
    gap: { ja: '計画停止の時間帯', en: 'Windows of planned maintenance' },
    choice: {
      ja: '常時稼働。障害 maintenance で止められる',
      en: 'Always open; the fault `maintenance` closes it for a window',
    },
  },
  {
    id: 'ASM-21',
    gap: { ja: '読取機の画面とエラーの文言', en: 'Wording of reader screens and errors' },
    choice: { ja: '001と006の番号のほかは自前', en: 'Ours, except for the numbers 001 and 006' },
  },
  {
    id: 'ASM-22',
    gap: {
      ja: '暗号化ファイルの細部（方式、中の名前、平文の要求の扱い）',
      en: 'Encrypted files: method, inner name, and what becomes of plain requests',
    },
    choice: {
      ja: 'AES-256のパスワード付きZIP、中の名前は.xmlの名前。平文の要求も受け取る',
      en: 'Password ZIP with AES-256, inner name that of the .xml; plain requests are taken too',
    },
  },
  {
    id: 'ASM-23',
    gap: { ja: '枝番なしの照会に複数の人が当たるとき', en: 'Inquiry without a branch that meets several people' },
    choice: { ja: '回答5（複数該当）', en: 'Answer 5' },
  },
  {
    id: 'ASM-24',
    gap: { ja: '照会の生年月日が違うとき', en: 'Inquiry with another birth date' },
    choice: { ja: '回答4（該当資格なし）', en: 'Answer 4' },
  },
  {
    id: 'ASM-26',
    gap: {
      ja: '名前だけが知られている機能の、ファイル名の番号',
      en: 'Step number in file names of functions known by name only',
    },
    choice: {
      ja: '01。ほかの番号でも同じ機能として断る',
      en: '01; with another number it is refused as the same function',
    },
  },
  {
    id: 'ASM-29',
    gap: { ja: '資格が二つ開いているときのカード照会', en: 'Card inquiry with two open covers' },
    choice: {
      ja: '先に取得した方。法定の重複1日だけは新しい方（設定 overlap.cardAnswer）',
      en: 'The older; on the one day of lawful double cover the newer (setting overlap.cardAnswer)',
    },
  },
  {
    id: 'ASM-30',
    gap: { ja: '猶予期間中の限度額区分', en: 'Limit class in the grace' },
    choice: { ja: '提供する（設定 grace.limitInfo）', en: 'Given (setting grace.limitInfo)' },
  },
  {
    id: 'ASM-35',
    gap: { ja: '当月の医療券が登録される日', en: "Day on which the month's assistance ticket is registered" },
    choice: {
      ja: '月の15日。市により異なるため設定 ticket.day で変えられる',
      en: 'The 15th of the month; it differs by city and is the setting ticket.day',
    },
  },
  {
    id: 'ASM-I01',
    gap: {
      ja: '中間サーバーのファイル形式・コード・エラー番号',
      en: 'Files, codes and error numbers of the insurers’ server',
    },
    choice: {
      ja: '自前のJSON。見出し行に本物の形式ではないと書く。行のエラーは INS-V…',
      en: 'JSON of our own, with a first line that says so; errors of lines are INS-V…',
    },
  },
  {
    id: 'ASM-I02',
    gap: { ja: '一致しない登録を医療機関が照会したとき', en: 'What a clinic sees of a record that is hidden' },
    choice: { ja: '該当資格なしと同じ', en: 'The same as for no record' },
  },
  {
    id: 'ASM-I03',
    gap: { ja: '「疑義なし」の反映', en: 'When "no doubt" takes effect' },
    choice: {
      ja: '突合結果が出たあとに受け付けたものを、次の処理で反映する',
      en: 'With the next run, when the verdict was there by then',
    },
  },
  {
    id: 'ASM-I04',
    gap: { ja: '不開示・自己情報提供不可フラグの引継ぎ', en: 'Whether flags follow a person to the next insurer' },
    choice: { ja: '引き継がない。資格のある間だけ有効', en: 'They do not: they count while the cover lasts' },
  },
  {
    id: 'ASM-I05',
    gap: { ja: '利用登録状況の一覧の項目', en: 'Columns of the registration-status list' },
    choice: {
      ja: '記号・番号・枝番と状態（登録・なし・解除・期限切れ・返納）、月末時点',
      en: 'Numbers and state (registered, none, unregistered, expired, card returned) at the month end',
    },
  },
  {
    id: 'ASM-I06',
    gap: { ja: '枝番の再使用', en: 'Whether a branch is given again' },
    choice: { ja: '亡くなった人の枝番だけ再使用できる', en: 'Only after a death' },
  },
  {
    id: 'ASM-I07',
    gap: { ja: '一覧を取り寄せられる期間', en: 'How long lists can be fetched' },
    choice: { ja: '12か月', en: 'Twelve months' },
  },
  {
    id: 'ASM-I08',
    gap: {
      ja: '届書のCSVの番号と記号・番号の対応、正しい行と誤った行が混ざるファイルの扱い',
      en: 'How the numbers on employer forms become 記号 and 番号, and what becomes of a file with right and wrong lines',
    },
    choice: {
      ja: '記号は事業所記号、番号は被保険者整理番号。見本の保険者は行ごとに受け付け、全体の差戻しも認める',
      en: '記号 is 事業所記号, 番号 is 被保険者整理番号. The reference takes line by line; a refusal of the whole file passes too',
    },
  },
]

/** 自前のコード: a family of codes that nobody publishes, by what they begin with. */
export interface CodeFamily {
  readonly prefix: `SIM-${string}`
  readonly about: Both
}

/** Every family of codes of our own. A code belongs to the family with the longest prefix. */
export const CODE_FAMILIES: readonly CodeFamily[] = [
  { prefix: 'SIM-A0', about: { ja: '制御API', en: 'control API' } },
  { prefix: 'SIM-K0', about: { ja: '世界の記録', en: 'worlds: snapshots and expiry' } },
  {
    prefix: 'SIM-B0',
    about: { ja: '一括照会・一括登録の受付と結果', en: 'bulk inquiries: uploads, reception numbers, results' },
  },
  { prefix: 'SIM-C0', about: { ja: '連携ソフトが受け付けない要求', en: 'requests the linkage software refuses' } },
  { prefix: 'SIM-D0', about: { ja: '書面のファイル', en: 'files of papers' } },
  { prefix: 'SIM-D1', about: { ja: '書面の点検で見つかること', en: 'findings in papers' } },
  { prefix: 'SIM-E0', about: { ja: '文字コード', en: 'character encodings' } },
  { prefix: 'SIM-F0', about: { ja: 'ファイル名', en: 'file names' } },
  { prefix: 'SIM-F1', about: { ja: '届書のCSVファイル', en: 'CSV files of employer forms' } },
  { prefix: 'SIM-H0', about: { ja: 'mswの入口', en: 'entry for msw' } },
  {
    prefix: 'SIM-I0',
    about: { ja: '保険者の入口（行ごとのエラーは INS-V…）', en: 'door of the insurers (errors of lines are INS-V…)' },
  },
  { prefix: 'SIM-L0', about: { ja: '連携ソフトのフォルダー', en: 'folders of the linkage software' } },
  { prefix: 'SIM-M0', about: { ja: '薬剤・健診情報の照会', en: 'inquiries for medicines and check-ups' } },
  { prefix: 'SIM-N0', about: { ja: '照会番号の登録', en: 'registration of inquiry numbers' } },
  { prefix: 'SIM-O0', about: { ja: '一件だけの結果の指定', en: 'outcomes picked for one request' } },
  { prefix: 'SIM-P0', about: { ja: '再生できないシナリオ', en: 'scenarios that cannot be played' } },
  { prefix: 'SIM-Q0', about: { ja: '世界の保管庫', en: 'store of the worlds' } },
  { prefix: 'SIM-R0', about: { ja: '読取機の案内', en: 'notices of the reader' } },
  { prefix: 'SIM-S0', about: { ja: 'シナリオファイル', en: 'scenario files' } },
  { prefix: 'SIM-T0', about: { ja: 'TLSと証明書', en: 'TLS and certificates' } },
  { prefix: 'SIM-V0', about: { ja: '回線とサービスの停止', en: 'line and service down' } },
  { prefix: 'SIM-W0', about: { ja: '電文の項目', en: 'elements of messages' } },
  { prefix: 'SIM-X0', about: { ja: 'XML文書', en: 'XML documents' } },
  { prefix: 'SIM-Z0', about: { ja: 'パスワード付きZIP', en: 'password ZIP' } },
  { prefix: 'SIM-', about: { ja: '見本の健診項目', en: 'items of specimen check-ups' } },
]

const familyOf = (one: string): CodeFamily | undefined =>
  CODE_FAMILIES.filter(({ prefix }) => one.startsWith(prefix)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0]

/** The codes of a family among some codes. */
export const codesOf = (family: CodeFamily, codes: readonly string[]): string[] =>
  codes.filter((one) => familyOf(one) === family)

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const code = (value: unknown): string => `\`${String(value)}\``
const both = ({ ja, en }: Both): string => `${ja}<br>${en}`

const settingRow = ({ name, title, default: usual, alternatives, source }: Setting): string =>
  row(code(name), both(title), code(usual), alternatives.map(code).join(' '), source)

function settingTable(settings: readonly Setting[]): string[] {
  return [
    row('設定 setting', '問い question', '既定 default', '選択肢 alternatives', '出典 source'),
    row('---', '---', '---', '---', '---'),
    ...settings.map(settingRow),
  ]
}

const familyRows = (codes: readonly string[]): string[] =>
  CODE_FAMILIES.map((family) => ({ family, own: codesOf(family, codes) }))
    .filter(({ own }) => own.length > 0)
    .map(({ family, own }) => row(own.map(code).join(' '), both(family.about)))

/** Rows of the rule book that rest on inference and cannot be turned. */
const inferredRows = (): string[] =>
  RULES.flatMap(({ id, title, rows, setting }) =>
    setting === undefined
      ? rows
          .filter(({ source }) => source.confidence === 'L')
          .map(({ value, from, source }) =>
            row(
              code(id),
              both(title),
              `${code(JSON.stringify(value))}${from === null ? '' : ` from ${from}`}`,
              source.key,
            ),
          )
      : [],
  )

/**
 * 仮定の一覧: the page `docs/assumptions.md`, made from the settings, the rule book, the tables of this file and the codes
 * of our own that the code uses, in the order in which they are to be shown.
 */
export function assumptionsPage(codes: readonly string[]): string {
  return [
    '# 仮定 Assumptions',
    '',
    'この頁は `src/domain` の表から作られる。手で直さない。<br>This page is made from the tables in `src/domain`. It is not edited by hand.',
    '',
    '公表された文書では決まらないことを、ここに挙げる。どれも公式の取扱いではない。<br>What no published document decides. None of it is official.',
    '',
    '## 設定で変えられる仮定 Assumptions that can be turned',
    '',
    ...settingTable(SETTINGS.filter(({ assumption }) => assumption)),
    '',
    '## 文書の食い違い Documents that contradict each other',
    '',
    '既定は裏付けの強い方。`--ruleset latest@seeds` は当初の文書に従う。<br>The default is the better supported one. `--ruleset latest@seeds` follows the original documents.',
    '',
    ...settingTable(SETTINGS.filter(({ assumption }) => !assumption)),
    '',
    '## 推定による規則 Rules that rest on inference',
    '',
    row('規則 rule', '題 title', '値 value', '出典 source'),
    row('---', '---', '---', '---'),
    ...inferredRows(),
    '',
    '## 公表されていない動作 What is not published about the service',
    '',
    row('', '不明な点 gap', 'ここでの扱い here'),
    row('---', '---', '---'),
    ...ASSUMPTIONS.map(({ id, gap, choice }) => row(code(id), both(gap), both(choice))),
    '',
    '## 自前のコード Codes of our own',
    '',
    row('コード codes', '内容 about'),
    row('---', '---'),
    ...familyRows(codes),
    '',
  ].join('\n')
}
