import type { Bilingual } from '../messages.ts'

/** Why a line was refused: what, where, whose and how, from what the line says. */
export interface Refusal extends Bilingual {
  readonly code: InsurerCode
}

interface RefusalText {
  readonly what: Bilingual
  readonly how: Bilingual
}

/**
 * 登録のエラー: codes of our own for lines that are refused. V4 (comparison) and V5 (overlap) of the facts refuse nothing.
 *
 * @see facts/insurer.md 2.5, section 7
 */
export const INSURER_CODES = {
  'INS-V01': {
    what: {
      ja: '個人番号の代わりの番号が、この模擬環境の人のものではありません。',
      en: 'The number that stands for the Individual Number belongs to nobody here.',
    },
    how: {
      ja: '世界の人の番号(9で始まる12桁)を送るか、番号がなければ null にしてください。',
      en: 'Send the number of a person of this world (12 digits from 9 on), or null when there is none.',
    },
  },
  'INS-V02': {
    what: {
      ja: 'この個人番号は、同じ保険者の別の記号・番号・枝番で登録されています。',
      en: 'This number stands already for another member of the same insurer.',
    },
    how: {
      ja: '番号の取り違えがないか確かめ、同じ人なら喪失を登録するか rekey を使ってください。',
      en: 'See whether two numbers were swapped; for the same person close the other membership or use rekey.',
    },
  },
  'INS-V03': {
    what: { ja: '記号・番号・枝番の形が正しくありません。', en: 'Symbol, number or branch is not well formed.' },
    how: {
      ja: '枝番は2桁の数字です。後期高齢者医療は8桁の番号だけで、記号と枝番は null です。',
      en: 'The branch is two digits; 後期 has a number of eight digits and neither symbol nor branch (null).',
    },
  },
  'INS-V07': {
    what: { ja: 'この行を読めません。', en: 'This line cannot be read.' },
    how: {
      ja: '1行に1件のJSONを、項目表のとおりに書いてください。',
      en: 'Write one JSON record a line, as docs/gateway.md shows.',
    },
  },
  'INS-V08': {
    what: { ja: '保険者番号が正しくありません。', en: 'The insurer number is not valid.' },
    how: {
      ja: '8桁(国保は6桁)で、検証番号まで正しい番号を送ってください。',
      en: 'Send 8 digits (国保: 6) with a right check digit.',
    },
  },
  'INS-V09': {
    what: { ja: '保険者番号が送り先の保険者番号と違います。', en: 'The insurer number is not that of the path.' },
    how: { ja: '自分の保険者番号の入口に送ってください。', en: 'Send the record to the door of its own insurer.' },
  },
  'INS-V10': {
    what: { ja: 'この記号・番号・枝番の会員は登録されていません。', en: 'Nobody is registered with these numbers.' },
    how: {
      ja: '番号を確かめるか、先に register を送ってください。',
      en: 'See whether the numbers are right, or register first.',
    },
  },
  'INS-V11': {
    what: {
      ja: 'この枝番は同じ記号・番号の別の人が使っています。',
      en: 'Another person of the family holds this branch.',
    },
    how: { ja: '使われていない枝番を付けてください。', en: 'Give a branch that nobody has held.' },
  },
  'INS-V12': {
    what: { ja: '日付の前後が逆です。', en: 'The days are in the wrong order.' },
    how: {
      ja: '喪失日は取得日以後、終了日は開始日以後にしてください。',
      en: 'A loss comes on or after the acquisition, an end on or after its beginning.',
    },
  },
  'INS-V13': {
    what: { ja: 'この履歴番号は生きています。', en: 'An entry with this id stands already.' },
    how: {
      ja: '先に voids で取り消すか、別の履歴番号にしてください。',
      en: 'Void it first, or give the new entry another id.',
    },
  },
  'INS-V14': {
    what: { ja: 'この人は同じ番号で登録済みです。', en: 'This member is registered already with these numbers.' },
    how: { ja: '訂正は amend を使ってください。', en: 'Use amend to change the record.' },
  },
  'INS-V15': {
    what: { ja: '取り消す履歴番号がありません。', en: 'There is no standing entry with the id to void.' },
    how: { ja: '履歴番号を確かめてください。', en: 'See whether the id is right.' },
  },
  'INS-V16': {
    what: { ja: 'この操作に必要な項目がありません。', en: 'The record lacks what its operation needs.' },
    how: {
      ja: 'register には eligibility の履歴、amend には変更、rekey には newKey と from または newPersonNo が要ります。',
      en: 'register needs an eligibility entry, amend a change, rekey newKey with from, or newPersonNo.',
    },
  },
  'INS-V17': {
    what: {
      ja: '申請日が受付の日より後です。',
      en: 'The application is dated after the day on which it was received.',
    },
    how: {
      ja: '申請日を確かめ、申請を受けた日以後に送ってください。',
      en: 'See whether the day is right, and send it on that day or later.',
    },
  },
} as const satisfies Readonly<Record<`INS-V${string}`, RefusalText>>

export type InsurerCode = keyof typeof INSURER_CODES

/** The refusal of one line. `where` is the field, `whose` the member as the line names him. */
export function refusal(code: InsurerCode, where: string, whose: string): Refusal {
  const { what, how } = INSURER_CODES[code]
  const [jaOf, enOf] = whose === '' ? ['', ''] : [`(${whose})`, ` (${whose})`]
  return {
    code,
    ja: `${where}${jaOf}: ${what.ja}${how.ja}`,
    en: `${where}${enOf}: ${what.en} ${how.en}`,
  }
}

/** What the receipt says of a line that was taken. */
export const ACCEPTED: Bilingual = { ja: '受け付けました。', en: 'Accepted.' }
