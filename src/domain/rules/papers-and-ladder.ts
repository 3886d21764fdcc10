import type { Ratio } from '../ledger.ts'
import { LADDER, type Rung } from '../presentation.ts'
import { row, rule } from './row.ts'

/** 資格確認書: exists from this day. */
export const certificateExists = rule<boolean>({
  id: 'paper/certificate-exists',
  title: { ja: '資格確認書', en: 'Eligibility certificate' },
  rows: [row(true, 'S3 S4 W43; rules.md 1.3 M08', 'H', { from: '2024-12-02' })],
  otherwise: false,
})

/** 資格情報のお知らせ: usable with the card from this day. */
export const noticeFrom = rule<string>({
  id: 'paper/notice-from',
  title: { ja: '資格情報のお知らせの使用開始', en: 'First day of the notice' },
  rows: [row('2024-12-02', 'S2 S3 W46; rules.md 9 no. 26', 'H')],
  otherwise: '2024-12-02',
  setting: 'notice.from',
})

/** マイナポータルの画面: usable with the card. */
export const screenServed = rule<boolean>({
  id: 'paper/portal-screen',
  title: { ja: 'マイナポータルの資格情報画面', en: 'Mynaportal screen' },
  rows: [row(true, 'S0 S3 S4 W5; rules.md 1.3 M09', 'H', { from: '2023-07-10' })],
  otherwise: false,
})

/** 保存した資格情報 PDF: usable with the card. */
export const pdfServed = rule<boolean>({
  id: 'paper/portal-pdf',
  title: { ja: 'マイナポータルの資格情報PDF', en: 'Saved Mynaportal PDF' },
  rows: [row(true, 'S3 S4; rules.md 1.3 M10', 'L', { from: '2024-02-01' })],
  otherwise: false,
})

/** スクリーンショット: never. */
export const screenshotServed = rule<boolean>({
  id: 'paper/screenshot',
  title: { ja: 'スクリーンショット', en: 'Screenshot' },
  rows: [row(false, 'S0; rules.md 2.1 row P', 'H')],
  otherwise: false,
})

/** An expired 資格確認書: row Z, or accepted after a valid inquiry. */
export const expiredPaper = rule<'ROW_Z' | 'ACCEPT_IF_ONLINE_VALID'>({
  id: 'paper/expired',
  title: { ja: '期限切れの資格確認書', en: 'Expired eligibility certificate' },
  rows: [row('ROW_Z', 'rules.md 2.1 row V, 9 no. 33', 'L')],
  otherwise: 'ROW_Z',
  setting: 'paper.expired',
})

/** An in-term 資格確認書 and the answer 4. */
export const paperOnAnswer4 = rule<'ACCEPT_AND_RECHECK' | 'ROW_Z'>({
  id: 'paper/on-answer-4',
  title: { ja: '資格確認書と「該当資格なし」', en: 'Paper and the answer 4' },
  rows: [row('ACCEPT_AND_RECHECK', 'rules.md 2.1 row T2, 9 no. 39', 'L')],
  otherwise: 'ACCEPT_AND_RECHECK',
  setting: 'paper.onAnswer4',
})

/** 代替手段の順序: the ladder when nothing online works and the patient has the card. */
export const ladderOrder = rule<readonly Rung[]>({
  id: 'fallback/order',
  title: { ja: '代替手段の順序', en: 'Order of the ladder' },
  rows: [row(LADDER, 'W5 W6 W42; rules.md 1.1 no. 8', 'H', { from: '2023-07-10' })],
  otherwise: [],
})

/** A number inquiry comes before the ladder when only the reader or the chip is dead. */
export const numberInquiryFirst = rule<boolean>({
  id: 'fallback/number-inquiry-first',
  title: { ja: '番号による照会が先', en: 'Number inquiry before the ladder' },
  rows: [row(true, 'TECH D102; rules.md 2.1 row H1', 'H')],
  otherwise: true,
})

/** A card body past its last day is no identity document by eye. */
export const expiredBodyByEye = rule<boolean>({
  id: 'fallback/expired-body-by-eye',
  title: { ja: '期限切れの券面の目視', en: 'Expired card body by eye' },
  rows: [row(false, 'W41 D5 D6; rules.md 9 no. 24', 'M')],
  otherwise: false,
  setting: 'fallback.allowExpiredCardBody',
})

/** 申立書 「わからない」: the ratio by age. */
export const unknownRatio = rule<'LOWEST' | 'THREE_TENTHS' | 'ASK'>({
  id: 'declaration/unknown-ratio',
  title: { ja: '申立書の割合「わからない」', en: 'Ratio unknown on a declaration' },
  rows: [row('LOWEST', 'W4 W5; rules.md 2.4, 9 no. 35', 'L')],
  otherwise: 'LOWEST',
  setting: 'declaration.unknownRatio',
})

/** 負担割合 before 70 and after preschool. */
export const generalRatio = rule<Ratio>({
  id: 'ratio/general',
  title: { ja: '一部負担金の割合（一般）', en: 'General share' },
  rows: [row('030', 'W53 W54; rules.md 6', 'H')],
  otherwise: '030',
})

/** 未就学児の負担割合. */
export const preschoolRatio = rule<Ratio>({
  id: 'ratio/preschool',
  title: { ja: '一部負担金の割合（未就学）', en: 'Preschool share' },
  rows: [row('020', 'W54; rules.md 6', 'H')],
  otherwise: '020',
})

/** Nothing valid and no card: the whole price. */
export const nothingShown = rule<'100'>({
  id: 'charge/nothing-shown',
  title: { ja: '資格が確認できないとき', en: 'Nothing valid shown' },
  rows: [row('100', 'W2; rules.md 2.1 row Z', 'H')],
  otherwise: '100',
})
