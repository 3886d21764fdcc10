import type { Fault } from './fault.ts'

/** 通信の障害: what happens to one exchange on its way. They pass in wall time. */
export const TRANSPORT_FAULTS = {
  latency: {
    layer: 'transport',
    title: { ja: '応答の遅延', en: 'Latency' },
    breaks: [],
    concerns: 'exchanges',
    takes: ['millis'],
    millis: 0,
    http: { ja: '`millis` ミリ秒待ってから応答する', en: 'the answer comes after `millis`' },
    folders: { ja: '要求を `millis` ミリ秒あとに受け取る', en: 'a request is taken `millis` later' },
  },
  refused: {
    layer: 'transport',
    title: { ja: '接続の拒否', en: 'Connection refused' },
    breaks: ['terminal'],
    concerns: 'exchanges',
    takes: [],
    millis: 0,
    http: { ja: '応答せずに接続が切れる。要求は届かない', en: 'the connection is dropped; the request never arrives' },
    folders: { ja: '要求は障害が終わるまで `req` に残る', en: 'a request stays in `req` until the fault is over' },
  },
  reset: {
    layer: 'transport',
    title: { ja: '応答の途中での切断', en: 'Connection reset' },
    breaks: [],
    concerns: 'exchanges',
    takes: [],
    millis: 0,
    http: {
      ja: '応答の半分で接続が切れる。要求は届き、処理されている',
      en: 'the connection is dropped after half of the answer; the request has arrived and took effect',
    },
    folders: { ja: '該当なし（接続がない）', en: 'does not apply: there is no connection' },
  },
  truncate: {
    layer: 'transport',
    title: { ja: '途中で終わる応答', en: 'Answer cut short' },
    breaks: [],
    concerns: 'exchanges',
    takes: [],
    millis: 0,
    http: {
      ja: '本文の前半だけが、正しい長さの応答として届く',
      en: 'the first half of the body only, in an answer that is complete by its length',
    },
    folders: { ja: 'ファイルが前半だけで、そのまま', en: 'the file holds its first half only, and stays like that' },
  },
  'slow-drip': {
    layer: 'transport',
    title: { ja: '少しずつ届く応答', en: 'Slow drip' },
    breaks: [],
    concerns: 'exchanges',
    takes: ['millis'],
    millis: 1000,
    http: { ja: '本文が `millis` ミリ秒かけて十回に分かれて届く', en: 'the body comes in ten pieces over `millis`' },
    folders: {
      ja: 'ファイルが `millis` ミリ秒かけて十回に分けて伸びる',
      en: 'the file grows in ten pieces over `millis`',
    },
  },
  'wrong-encoding': {
    layer: 'transport',
    title: { ja: '宣言と違う文字コード', en: 'Wrong encoding' },
    breaks: [],
    concerns: 'exchanges',
    takes: [],
    millis: 0,
    http: {
      ja: '宣言はそのまま、本文だけがもう一方の文字コード（UTF-8とShift_JIS）になる。XMLと文だけ',
      en: 'the declaration stays, the bytes are in the other of UTF-8 and Shift_JIS; XML and texts only',
    },
    folders: {
      ja: 'HTTPと同じ。パスワード付きZIPでは中のXML',
      en: 'as over HTTP; in a password ZIP the XML within',
    },
  },
  'half-written': {
    layer: 'transport',
    title: { ja: '書きかけのファイル', en: 'Half-written file' },
    breaks: [],
    concerns: 'exchanges',
    takes: ['millis'],
    millis: 1000,
    http: {
      ja: '前半が届き、`millis` ミリ秒あとに後半が届く（HTTPにファイルはないため）',
      en: 'the first half comes, the second `millis` later (there is no file over HTTP)',
    },
    folders: {
      ja: 'ファイルは前半だけで現れ、`millis` ミリ秒あとに全体になる',
      en: 'the file appears with its first half and is whole `millis` later',
    },
  },
  'duplicate-file': {
    layer: 'transport',
    title: { ja: '同じファイルがもう一度', en: 'Duplicate file' },
    breaks: [],
    concerns: 'exchanges',
    takes: ['millis'],
    millis: 1000,
    http: {
      ja: '該当なし（一つの要求に応答は一つ）',
      en: 'does not apply: one request has one answer',
    },
    folders: {
      ja: '`millis` ミリ秒あとに、同じ名前と中身のファイルがもう一度現れる（消したあとでも）',
      en: '`millis` later the same file appears again under its name, even if the client has removed it',
    },
  },
} as const satisfies Record<string, Fault>
