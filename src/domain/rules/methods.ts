import { row, rule } from './row.ts'

/** 方法の使える日: whether a method exists on a day. Methods whose days stand in another family (M01, M02, M04, M07 to M12) are not repeated here. */
const exists = (
  method: string,
  title: { readonly ja: string; readonly en: string },
  source: string,
  confidence: 'H' | 'M' | 'L',
  from?: string,
) =>
  rule<boolean>({
    id: `method/${method}`,
    title,
    rows: [row(true, source, confidence, from === undefined ? {} : { from })],
    otherwise: false,
  })

export const cardRead = exists(
  'M03',
  { ja: 'マイナ保険証の読み取り', en: 'My Number card read' },
  'S0 S3 S4 W20 W37; rules.md 1.3 M03',
  'H',
  '2021-10-20',
)
export const faceOnlyCard = exists(
  'M05',
  { ja: '顔認証マイナンバーカード', en: 'Face-authentication card' },
  'S4 W33 W34; rules.md 1.3 M05',
  'H',
  '2023-12-15',
)
export const photolessCard = exists(
  'M06',
  { ja: '写真のないカード（乳児）', en: 'Card without photo (baby)' },
  'W35 S4 D11; rules.md 1.3 M06',
  'H',
  '2024-12-02',
)
export const pastRecord = exists(
  'M13',
  { ja: 'カードと過去の受診歴', en: 'Card and own record' },
  'W5 W42; rules.md 1.3 M13',
  'H',
  '2023-07-10',
)
export const declaration = exists(
  'M14',
  { ja: 'カードと被保険者資格申立書', en: 'Card and declaration' },
  'W1 W4 W5; rules.md 1.3 M14',
  'H',
  '2023-07-10',
)
export const largeOutage = exists(
  'M15',
  { ja: 'システム障害時モード', en: 'System failure mode' },
  'W3; rules.md 1.3 M15',
  'H',
)
export const disaster = exists('M16', { ja: '災害時モード', en: 'Disaster mode' }, 'W40; rules.md 1.3 M16', 'H')
export const schoolEvent = rule<boolean>({
  ...exists(
    'M17',
    { ja: '学校行事・保育所等での代わりの提示', en: 'School trip and nursery substitute' },
    'S2 W37; rules.md 1.3 M17',
    'H',
    '2024-11-01',
  ),
  setting: 'schoolEvent',
})
/** Copies of 資格確認書 and notice on school events. */
export const schoolEventCopies = rule<boolean>({
  id: 'method/M17-copies',
  title: { ja: '学校行事での写しの提示', en: 'Copies on school events' },
  rows: [row(true, 'W37; rules.md 1.3 M17, 10.2', 'M', { from: '2025-02-12' })],
  otherwise: false,
})
/** Last age in years of a child on a school event, to the 31 March after it. */
export const schoolEventAge = rule<number>({
  id: 'method/M17-age',
  title: { ja: '学校行事で子どもとみなす年齢（年度末まで）', en: 'Age to whose fiscal year end a pupil is a child' },
  rows: [row(18, 'rules.md 1.3 M17', 'L')],
  otherwise: 18,
  setting: 'schoolEvent.age',
})
export const limitedApp = exists(
  'M19',
  { ja: '資格確認限定型', en: 'Eligibility-only site' },
  'W38; rules.md 1.3 M19',
  'H',
  '2024-04-01',
)
export const webTool = exists(
  'M20a',
  { ja: 'マイナ在宅受付Web', en: 'Web tool of the patient side' },
  'W39 D22; rules.md 1.3 M20a',
  'H',
  '2024-04-01',
)
export const homeApp = exists(
  'M20b',
  { ja: '居宅同意取得型（登録端末のアプリ）', en: 'Home visit app' },
  'W39 W41; rules.md 1.3 M20b',
  'M',
  '2024-04-01',
)
/** 目視 with the home visit app. */
export const homeAppVisual = rule<boolean>({
  id: 'method/M20b-visual',
  title: { ja: '居宅同意取得型での目視確認', en: 'Visual check with the home visit app' },
  rows: [row(true, 'W39 W34; rules.md 1.3 M20b', 'M', { from: '2024-10-01' })],
  otherwise: false,
})
/** 居宅同意取得型 at the ordinary counter, when the face reader fails or cannot be operated. */
export const toolsAtCounter = rule<boolean>({
  id: 'method/M20-at-counter',
  title: { ja: '居宅同意取得型の窓口での利用', en: 'Home tools at the counter' },
  rows: [row(true, 'D102; rules.md 1.3 M20a M20b', 'H', { from: '2025-04-01' })],
  otherwise: false,
})
export const numberInquiry = exists(
  'M21',
  { ja: '記号・番号等による照会', en: 'Inquiry by number' },
  'S1 W68 TECH; rules.md 1.3 M21',
  'H',
  '2021-10-20',
)
export const nextGenerationCard = rule<boolean>({
  ...exists(
    'M22',
    { ja: '次期マイナンバーカード', en: 'Next-generation card' },
    'W65; rules.md 1.3 M22',
    'M',
    '2028-04-01',
  ),
  setting: 'nextGenerationCard.exists',
})
export const outsideCheck = exists(
  'M26',
  { ja: '外来診療等（通常とは異なる動線）', en: 'Outside the ordinary route' },
  'D22; rules.md 1.3 M26',
  'M',
)
export const emergencyView = exists(
  'M27',
  { ja: '救急時医療情報閲覧（病院のみ）', en: 'Emergency view, hospitals only' },
  'D23; rules.md 1.3 M27',
  'H',
  '2024-12-09',
)
/** 被保険者資格証明書 of 日本年金機構: longest term in days, day of issue included. */
export const stopGapDays = rule<number>({
  id: 'method/M28-max-days',
  title: { ja: '年金機構の資格証明書の最長日数', en: 'Longest term of the stop-gap paper in days' },
  rows: [row(20, 'D24 L4; rules.md 1.3 M28', 'M')],
  otherwise: 20,
})
export const specificResidenceCard = exists(
  'M29',
  { ja: '特定在留カード', en: 'Specific residence card' },
  'D25; rules.md 1.3 M29',
  'H',
  '2026-06-14',
)
export const registrationAtReader = exists(
  'M30',
  { ja: 'カードリーダーでの利用登録', en: 'Registration at the reader' },
  'D26; rules.md 1.3 M30',
  'H',
  '2021-10-20',
)
export const dayLabourerBook = exists(
  'M32',
  { ja: '受給資格者票（日雇特例）', en: "Day labourer's book" },
  'S3; rules.md 1.3 M32',
  'L',
)
/** A card that was never registered on the ladder. */
export const unregisteredOnLadder = rule<boolean>({
  id: 'fallback/require-registration',
  title: { ja: '代替手段に利用登録を求めるか', en: 'Registration demanded on the ladder' },
  rows: [row(false, 'D47; rules.md 9 no. 9', 'M')],
  otherwise: false,
  setting: 'fallback.requireRegistration',
})
/** Paper and online answer disagree on the share. */
export const ratioOnConflict = rule<'ONLINE' | 'PAPER' | 'ASK'>({
  id: 'ratio/on-conflict',
  title: { ja: '券面とオンラインの割合の食い違い', en: 'Share on paper against online' },
  rows: [row('ONLINE', 'D9; rules.md 9 no. 37', 'L')],
  otherwise: 'ONLINE',
  setting: 'ratio.onConflict',
})
/** An answer of today serves a second visit of the day. */
export const recheckReuse = rule<'SAME_DAY' | 'NEVER'>({
  id: 'recheck/reuse',
  title: { ja: '同じ日の再利用', en: 'Re-use on the same day' },
  rows: [row('SAME_DAY', 'rules.md 2.5, 9 no. 36', 'L')],
  otherwise: 'SAME_DAY',
  setting: 'recheck.reuse',
})
/** Day of the month on which the 医療券 of the month is normally registered. */
export const ticketDay = rule<number>({
  id: 'assistance/ticket-day',
  title: { ja: '医療券が登録される日', en: 'Day on which the ticket is registered' },
  rows: [row(15, 'D69 D107; rules.md 2.1 row AF', 'L')],
  otherwise: 15,
  setting: 'ticket.day',
})
/** 保険者番号 of an unknown claim. */
export const unknownInsurerNumber = rule<string>({
  id: 'claim/unknown-insurer-number',
  title: { ja: '不詳の保険者番号', en: 'Insurer number of an unknown claim' },
  rows: [row('77777777', 'W6 W7 W8 D39; rules.md 2.4', 'H', { from: '2023-07-10' })],
  otherwise: '77777777',
  setting: 'unknown.insurerNo',
})
/** 番号だけ不明: whether the real insurer number may stand with a number of 7s. */
export const insurerOnly = rule<'ACCEPT' | 'REQUIRE' | 'OFF'>({
  id: 'claim/insurer-only',
  title: { ja: '保険者だけ分かるときの請求', en: 'Claim with a known insurer only' },
  rows: [row('ACCEPT', 'D38; rules.md 2.4', 'M')],
  otherwise: 'ACCEPT',
  setting: 'claimInsurerOnly',
})
/** 75歳 on 29 February in a common year. */
export const koukiLeap = rule<'MAR1' | 'FEB28'>({
  id: 'age/kouki-leap',
  title: { ja: '2月29日生まれの75歳（平年）', en: '75 on 29 February in a common year' },
  rows: [row('MAR1', 'rules.md 6, 9 no. 34', 'L')],
  otherwise: 'MAR1',
  setting: 'koukiStart.leap',
})
/** Years in which 療養費 can be asked of the insurer, counted from the day after the payment. */
export const refundYears = rule<number>({
  id: 'refund/years',
  title: { ja: '療養費を請求できる年数', en: 'Years for 療養費' },
  rows: [row(2, 'D12 D13 D14; rules.md 2.1 row Z', 'H')],
  otherwise: 2,
})
/** Sites that may take a 申立書. */
export const declarationSites = rule<'ANY' | 'OQS'>({
  id: 'declaration/sites',
  title: { ja: '申立書を使える施設', en: 'Sites that take a declaration' },
  rows: [row('ANY', 'W1 W4; rules.md 9 no. 10', 'H')],
  otherwise: 'ANY',
  setting: 'declaration.sites',
})
