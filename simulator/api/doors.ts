import { z } from 'zod'
import { OUTCOME_HEADER } from '../http.ts'
import type { Bilingual } from '../messages.ts'
import { readerInput, readerSession } from '../reader/page.ts'

/** 入口の一つの呼び方: a call of a door beside the control API and the gateway. */
export interface DoorCall {
  readonly method: 'get' | 'post' | 'delete'
  /** Parameters in braces; under /w/{world} it is the same call. */
  readonly path: string
  readonly summary: Bilingual
  readonly query?: readonly DoorParameter[]
  readonly header?: DoorParameter
  /** What is sent. */
  readonly body?: DoorBody
  /** Status and body of what is answered when nothing is wrong; null: no body. */
  readonly answers: Readonly<Record<string, DoorBody | null>>
  /** 誤りの形: Mynaportal says what is wrong on a page, every other door as JSON. */
  readonly errors?: 'page'
}

/** 入口の引数: a query parameter or a header. */
export interface DoorParameter {
  readonly name: string
  readonly schema: object
  readonly text: Bilingual
}

/** 本文: JSON by its schema, anything else by its media types. */
export type DoorBody = z.ZodType | readonly string[]

/** 読み取り結果の一覧: what GET /face answers. */
export const faceListSchema = z.strictObject({
  files: z.array(z.strictObject({ name: z.string(), cursor: z.string() })),
  cursor: z.string().describe('For ?after= of the next call'),
})
export type FaceList = z.output<typeof faceListSchema>

const PAGE = ['text/html'] as const
const XML = ['text/xml'] as const

const LANG: DoorParameter = {
  name: 'lang',
  schema: { type: 'string', enum: ['ja', 'en'], default: 'ja' },
  text: { ja: '画面の言語', en: 'Language of the page' },
}
const COVER: DoorParameter = {
  name: 'cover',
  schema: { type: 'integer', minimum: 1, default: 1 },
  text: { ja: '資格が複数あるとき、何番目か', en: 'Which record, where several are open' },
}

const portal = (
  method: 'get' | 'post',
  path: string,
  summary: Bilingual,
  answers: DoorCall['answers'],
  query: readonly DoorParameter[] = [LANG],
): DoorCall => ({ method, path: `/portal${path}`, summary, query, answers, errors: 'page' })

/** Every door but /api and /insurer. */
export const DOOR_CALLS: readonly DoorCall[] = [
  {
    method: 'post',
    path: '/oqs/{file}',
    summary: {
      ja: '要求ファイルを渡し、結果ファイルを受け取る',
      en: 'Hands in a request file and gets the result file',
    },
    header: {
      name: OUTCOME_HEADER,
      schema: { type: 'string' },
      text: { ja: 'この一件だけの結果', en: 'An outcome for this request only' },
    },
    body: XML,
    answers: { 200: ['text/xml', 'application/pdf', 'application/zip'], 422: ['text/plain'] },
  },
  {
    method: 'get',
    path: '/face',
    summary: { ja: 'カードリーダーが出した結果ファイルの一覧', en: 'Lists the result files of the card reader' },
    query: [
      {
        name: 'after',
        schema: { type: 'integer', minimum: 0, default: 0 },
        text: { ja: 'この番号より後だけ', en: 'Only what is later than this cursor' },
      },
    ],
    answers: { 200: faceListSchema },
  },
  {
    method: 'get',
    path: '/face/{file}',
    summary: { ja: '結果ファイルを受け取る', en: 'Picks a result file up' },
    answers: { 200: XML },
  },
  {
    method: 'delete',
    path: '/face/{file}',
    summary: { ja: '結果ファイルを消す', en: 'Removes a result file' },
    answers: { 204: null },
  },
  {
    method: 'get',
    path: '/reader',
    summary: { ja: 'カードリーダーの画面', en: 'The card reader as a page' },
    query: [
      {
        name: 'holder',
        schema: { type: 'string' },
        text: { ja: 'カードの持ち主の欄に入れる名前', en: 'Whose card the form begins with' },
      },
    ],
    answers: { 200: PAGE },
  },
  {
    method: 'post',
    path: '/reader',
    summary: { ja: 'カードを一度に読み取る', en: 'Reads a card, from placing it to the result' },
    body: readerInput,
    answers: { 200: readerSession },
  },
  portal('get', '', { ja: '人を選ぶ', en: 'Choose a person' }, { 200: PAGE }, [
    LANG,
    { name: 'person', schema: { type: 'string' }, text: { ja: '開く人', en: 'Whose page to open' } },
  ]),
  portal('get', '/{person}', { ja: '証明書の画面', en: 'What is seen after the card was read' }, { 200: PAGE }),
  portal('get', '/{person}/eligibility', { ja: '資格情報の画面', en: 'The eligibility screen' }, { 200: PAGE }),
  portal(
    'get',
    '/{person}/eligibility.pdf',
    { ja: '患者が保存するPDF', en: 'The PDF that a patient saves' },
    { 200: ['application/pdf'] },
    [COVER],
  ),
  portal(
    'get',
    '/{person}/eligibility.png',
    { ja: '画面の画像', en: 'A picture of the screen' },
    { 200: ['image/png'] },
    [
      COVER,
      {
        name: 'screenshot',
        schema: { type: 'string', enum: ['0', '1'], default: '0' },
        text: { ja: '1なら電話の状態表示付き', en: '1: with the status bar of a phone' },
      },
    ],
  ),
  portal(
    'get',
    '/{person}/eligibility.json',
    { ja: 'PDFに書かれることのデータ', en: 'What stands on the PDF, as data' },
    { 200: ['application/json'] },
    [COVER],
  ),
  portal('get', '/{person}/registration', { ja: '利用登録の画面', en: 'The registration' }, { 200: PAGE }),
  portal('post', '/{person}/registration', { ja: '利用登録をする', en: 'Registers the card' }, { 303: null }, []),
  portal('get', '/{person}/atm', { ja: 'ATMの画面', en: 'An ATM' }, { 200: PAGE }),
  portal('post', '/{person}/atm', { ja: 'ATMで暗証番号を入れる', en: 'Enters the PIN at an ATM' }, { 303: null }, [
    {
      name: 'pin',
      schema: { type: 'string', enum: ['right', 'wrong'] },
      text: { ja: '正しい番号か', en: 'Whether it is the right one' },
    },
  ]),
]
