/** Stable codes of what keeps a paper from being read; ours. */
export type PaperProblemCode =
  | 'SIM-D001'
  | 'SIM-D002'
  | 'SIM-D003'
  | 'SIM-D004'
  | 'SIM-D005'
  | 'SIM-D006'
  | 'SIM-D007'
  | 'SIM-D008'
  | 'SIM-D009'
  | 'SIM-D010'
  | 'SIM-D011'

/** 読めない理由: why a paper or picture was not read. The sentences are made by {@link describePaperProblem}. */
export interface PaperProblem {
  readonly code: PaperProblemCode
  /** Whose to fix: the maker of the file, or the limits of this reader. */
  readonly owner: 'sender' | 'reader'
  /** Where: `file`, or `page 3`. */
  readonly where: string
  readonly facts: Readonly<Record<string, string | number>>
}

type Fact = (name: string) => string
type Sentence = (fact: Fact) => string
interface Both {
  readonly ja: Sentence
  readonly en: Sentence
}
interface Row {
  readonly owner: PaperProblem['owner']
  readonly what: Both
  readonly fix: Both
}

const PROBLEMS: Readonly<Record<PaperProblemCode, Row>> = {
  'SIM-D001': {
    owner: 'sender',
    what: { ja: () => 'PDFではありません。', en: () => 'This is not a PDF.' },
    fix: {
      ja: () => '「%PDF-」で始まるファイルを出力してください。',
      en: () => 'Write a file that begins with "%PDF-".',
    },
  },
  'SIM-D002': {
    owner: 'sender',
    what: { ja: () => 'PDFが途中で切れています。', en: () => 'The PDF is cut off.' },
    fix: {
      ja: () => 'ファイルを最後（%%EOF）まで書き、もう一度送ってください。',
      en: () => 'Write the file to its end (%%EOF) and send it again.',
    },
  },
  'SIM-D003': {
    owner: 'sender',
    what: { ja: () => 'PDFが暗号化されています。', en: () => 'The PDF is encrypted.' },
    fix: {
      ja: () => 'パスワードと権限の制限を付けずに出力してください。',
      en: () => 'Write it without a password or restrictions.',
    },
  },
  'SIM-D004': {
    owner: 'sender',
    what: {
      ja: (f) => `ファイルが大きすぎます（${f('bytes')}バイト、上限${f('limit')}バイト）。`,
      en: (f) => `The file is too large: ${f('bytes')} bytes, the limit is ${f('limit')}.`,
    },
    fix: {
      ja: () => '使う文字だけをフォントに入れ、画像を小さくしてください。',
      en: () => 'Embed only the glyphs in use, and smaller pictures.',
    },
  },
  'SIM-D005': {
    owner: 'sender',
    what: {
      ja: (f) => `ページが多すぎます（${f('pages')}ページ、上限${f('limit')}ページ）。`,
      en: (f) => `There are too many pages: ${f('pages')}, the limit is ${f('limit')}.`,
    },
    fix: { ja: () => '1人分を1つのファイルにしてください。', en: () => 'Make one file for each person.' },
  },
  'SIM-D006': {
    owner: 'sender',
    what: {
      ja: (f) => `PDFの構造が複雑すぎます（${f('what')}、上限${f('limit')}）。`,
      en: (f) => `The structure of the PDF is too complex: ${f('what')}, the limit is ${f('limit')}.`,
    },
    fix: {
      ja: () => '入れ子と部品を減らして出力してください。覚えのないファイルなら開かないでください。',
      en: () => 'Write it with less nesting and fewer parts. If you do not know the file, do not open it.',
    },
  },
  'SIM-D007': {
    owner: 'sender',
    what: {
      ja: (f) => `展開すると大きくなりすぎます（上限${f('limit')}バイト）。`,
      en: (f) => `It becomes too large when it is unpacked: the limit is ${f('limit')} bytes.`,
    },
    fix: {
      ja: () => '内容を減らすか、FlateDecodeだけで圧縮してください。覚えのないファイルなら開かないでください。',
      en: () => 'Put less in it, or pack it with FlateDecode alone. If you do not know the file, do not open it.',
    },
  },
  'SIM-D008': {
    owner: 'sender',
    what: {
      ja: (f) => `PDFとして読めません（${f('reason')}）。`,
      en: (f) => `It cannot be read as a PDF (${f('reason')}).`,
    },
    fix: {
      ja: () => '壊れていないか確かめ、もう一度出力してください。',
      en: () => 'See whether it is damaged, and write it again.',
    },
  },
  'SIM-D009': {
    owner: 'reader',
    what: {
      ja: (f) => `${f('limit')}ミリ秒以内に読み終わりませんでした。`,
      en: (f) => `Reading did not end within ${f('limit')} ms.`,
    },
    fix: {
      ja: () => '覚えのないファイルなら開かないでください。正しいファイルなら、簡単な構造で出力し直してください。',
      en: () => 'If you do not know the file, do not open it; if it is right, write it again with a simpler structure.',
    },
  },
  'SIM-D010': {
    owner: 'reader',
    what: {
      ja: (f) => `読むのに必要なメモリーが上限（${f('limit')}MB）を超えました。`,
      en: (f) => `Reading it needs more memory than the limit of ${f('limit')} MB.`,
    },
    fix: {
      ja: () => '覚えのないファイルなら開かないでください。正しいファイルなら、小さくして出力し直してください。',
      en: () => 'If you do not know the file, do not open it; if it is right, write a smaller one.',
    },
  },
  'SIM-D011': {
    owner: 'sender',
    what: {
      ja: (f) => `読める画像ではありません（${f('reason')}）。`,
      en: (f) => `This is not a picture that can be read (${f('reason')}).`,
    },
    fix: {
      ja: () => '4000万画素までのPNGかJPEGにしてください。',
      en: () => 'Make it a PNG or JPEG of at most 40 million pixels.',
    },
  },
}

/** A problem with its owner filled in. */
export const paperProblem = (
  code: PaperProblemCode,
  facts: PaperProblem['facts'] = {},
  where: string = 'file',
): PaperProblem => ({ code, owner: PROBLEMS[code].owner, where, facts })

/** What is wrong, where, whose to fix, and how, as sentences. */
export function describePaperProblem(
  problem: PaperProblem,
  lang: 'ja' | 'en',
): { readonly what: string; readonly where: string; readonly whose: string; readonly fix: string } {
  const row = PROBLEMS[problem.code]
  const fact: Fact = (name) => String(problem.facts[name] ?? '?')
  const page = /^page (\d+)$/.exec(problem.where)?.[1]
  const whose = {
    sender: { ja: '作成した側', en: 'the maker of the file' },
    reader: { ja: '読む側（作成した側も確認）', en: 'the reader, and the maker should look' },
  } as const
  const ja = page === undefined ? 'ファイル' : `${page}ページ`
  return {
    what: row.what[lang](fact),
    where: lang === 'ja' ? ja : problem.where,
    whose: whose[problem.owner][lang],
    fix: row.fix[lang](fact),
  }
}
