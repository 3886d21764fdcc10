import type { Fault } from './fault.ts'

const AS_HTTP = { ja: 'HTTPと同じ', en: 'as over HTTP' }
const AT_READER = {
  ja: '要求には影響しない。カードを読んだ結果が変わる',
  en: 'requests are not touched; what comes of reading a card is',
}

const STOPPED = {
  ja: '処理結果区分9の結果。`offline` で `.err` の本文（422）か切断も選べる（ASM-07）',
  en: 'a result with `SegmentOfResult` 9; `offline` turns it into the `.err` text (422) or a dropped connection (ASM-07)',
}
const STOPPED_FILES = {
  ja: '処理結果区分9の結果。`offline` で `.err` と要求の返却か、無応答（要求は `req` に残る）も選べる（ASM-07）',
  en: 'a result with `SegmentOfResult` 9; `offline` turns it into `.err` beside the returned request, or silence (the request stays in `req`) (ASM-07)',
}

/** 業務の障害: what breaks at the counter, in the service or at the insurers. */
export const DOMAIN_FAULTS = {
  'reader-broken': {
    layer: 'domain',
    title: { ja: '顔認証付きカードリーダーの故障', en: 'Card reader broken' },
    breaks: ['reader'],
    concerns: 'reader',
    takes: [],
    millis: 0,
    http: AT_READER,
    folders: AS_HTTP,
  },
  'chip-unreadable': {
    layer: 'domain',
    title: { ja: 'ICチップの破損', en: 'IC chip unreadable' },
    breaks: ['chip'],
    concerns: 'reader',
    takes: [],
    millis: 0,
    http: AT_READER,
    folders: AS_HTTP,
  },
  'line-down': {
    layer: 'domain',
    title: { ja: '回線の障害', en: 'Line down' },
    breaks: ['line'],
    concerns: 'requests',
    takes: ['offline'],
    millis: 0,
    http: STOPPED,
    folders: STOPPED_FILES,
  },
  'power-out': {
    layer: 'domain',
    title: { ja: '停電', en: 'Power out' },
    breaks: ['reader', 'terminal'],
    concerns: 'exchanges',
    takes: [],
    millis: 0,
    http: { ja: '接続が切れる', en: 'the connection is dropped' },
    folders: { ja: '要求は `req` に残り、復旧後に応答する', en: 'requests stay in `req` and are answered afterwards' },
  },
  'service-closed': {
    layer: 'domain',
    title: { ja: 'オンライン資格確認等システムの停止', en: 'Eligibility service closed' },
    breaks: ['service'],
    concerns: 'requests',
    takes: ['offline'],
    millis: 0,
    http: STOPPED,
    folders: STOPPED_FILES,
  },
  maintenance: {
    layer: 'domain',
    title: { ja: '計画メンテナンス', en: 'Maintenance' },
    breaks: ['service'],
    concerns: 'requests',
    takes: ['offline'],
    millis: 0,
    http: { ja: `${STOPPED.ja}。コードは SIM-V003（ASM-20）`, en: `${STOPPED.en}; its code is SIM-V003 (ASM-20)` },
    folders: AS_HTTP,
  },
  processing: {
    layer: 'domain',
    title: { ja: '一括処理がまだ処理中', en: 'Bulk results still in progress' },
    breaks: [],
    concerns: 'downloads',
    takes: [],
    millis: 0,
    http: {
      ja: '一括処理の結果の要求（02）に、処理結果区分2を返す。単件の要求は変わらない',
      en: 'requests for bulk results (02) are answered with `SegmentOfResult` 2; single functions are not touched',
    },
    folders: AS_HTTP,
  },
  'registration-lag': {
    layer: 'domain',
    title: { ja: '資格登録の反映の遅れ', en: 'Registrations show up late' },
    breaks: [],
    concerns: 'registry',
    takes: ['hours'],
    millis: 0,
    http: {
      ja: '登録された資格や喪失が、`hours` 時間（既定24）たつまで照会に出ない',
      en: 'covers and losses do not show in inquiries until `hours` (default 24) after they were registered',
    },
    folders: AS_HTTP,
  },
  'partial-consent': {
    layer: 'domain',
    title: { ja: '同意の一部だけが届く', en: 'Only some consents arrive' },
    breaks: [],
    concerns: 'reader',
    takes: ['withholds'],
    millis: 0,
    http: {
      ja: 'カードの結果で、`withholds` の同意（既定 `checkups`）が同意なしになる',
      en: 'in the result of a card the consents of `withholds` (default `checkups`) are not given',
    },
    folders: AS_HTTP,
  },
  'pin-locked': {
    layer: 'domain',
    title: { ja: '暗証番号のロック', en: 'PIN locked' },
    breaks: [],
    concerns: 'reader',
    takes: [],
    millis: 0,
    http: {
      ja: 'カードの暗証番号がロックされている。顔認証と目視は使える',
      en: 'the PIN of the card is locked; face matching and visual check still work',
    },
    folders: AS_HTTP,
  },
} as const satisfies Record<string, Fault>
