import type { Bilingual } from '../messages.ts'

/**
 * 連携ソフトの記録の文: what the folder door says to whoever runs it, with what happened and what to do. Clients never see
 * these codes; they are ours (ASM-01).
 */
export const FOLDER_MESSAGES = {
  'SIM-L001': {
    ja: '要求ファイルの名前のフォルダーがあります。読まずに残します。別の名前にしてください。',
    en: 'A folder has the name of a request. It is left alone: give it another name.',
  },
  'SIM-L002': {
    ja: 'シンボリックリンクです。たどらずに残します。ファイルそのものを置いてください。',
    en: 'This is a symbolic link. It is not followed: put the file itself here.',
  },
  'SIM-L003': {
    ja: '通常のファイルではありません。開かずに残します。',
    en: 'This is no regular file. It is not opened.',
  },
  'SIM-L004': {
    ja: '扱えないファイル名です。読まずに残します。区切り文字・制御文字・前後の空白や点を除き、200文字以内にしてください。',
    en: 'The name cannot be used and the file is left alone: no separators, control characters, spaces or dots at the ends; at most 200 characters.',
  },
  'SIM-L005': {
    ja: '要求ファイルではないため残します。要求は「OQSsiquc01req_任意.xml」の形の名前で置いてください。',
    en: 'This is no request and is left alone. Requests have names such as OQSsiquc01req_anything.xml.',
  },
  'SIM-L006': {
    ja: '結果のファイル名が要求のフォルダーにあります。読まずに残します。',
    en: 'A file in the request folder has the name of a result. It is left alone.',
  },
  'SIM-L007': {
    ja: '要求ファイルを読めません。権限を直すと処理します。',
    en: 'The request cannot be read. It is answered as soon as it can.',
  },
  'SIM-L008': {
    ja: '書き込めません。空き容量と権限を確かめてください。要求は残し、書き込めるようになったら応答します。',
    en: 'Nothing can be written here. See to space and permissions: requests stay, and are answered as soon as it works.',
  },
  'SIM-L009': {
    ja: '書き込む先に同じ名前のフォルダーなどがあります。取り除くと応答します。',
    en: 'Something in the way has the name of the file to be written. The answer comes when it is removed.',
  },
  'SIM-L010': {
    ja: '処理した要求ファイルを取り除けません。二度は応答しません。権限を直すと取り除きます。',
    en: 'An answered request cannot be removed. It is not answered twice, and is removed as soon as it can be.',
  },
  'SIM-L011': {
    ja: 'フォルダーがありません。戻れば続けます。',
    en: 'The folder is gone. Work goes on when it is back.',
  },
  'SIM-L012': {
    ja: 'フォルダーではない、またはリンクです。外側は読み書きしません。普通のフォルダーに替えてください。',
    en: 'This is no folder, or a link. Nothing outside is touched: put an ordinary folder here.',
  },
  'SIM-L013': {
    ja: 'フォルダーを読めません。権限を直すと続けます。',
    en: 'The folder cannot be read. Work goes on as soon as it can.',
  },
  'SIM-L014': { ja: '元に戻りました。処理を続けます。', en: 'This works again.' },
  'SIM-L015': {
    ja: '同じ名前の結果が残っていたため、上書きしました。',
    en: 'A result of the same name was still there and is overwritten.',
  },
  'SIM-L016': {
    ja: '消し忘れの結果を取り除き、一覧を書きました。',
    en: 'Forgotten results were removed, and their names are listed here.',
  },
  'SIM-L017': {
    ja: '模擬環境の誤りで応答できません。要求は残します。',
    en: 'A defect of the simulator keeps this from being answered. The request stays.',
  },
  'SIM-L018': {
    ja: '医療機関のフォルダーが多すぎます。初めの1000件だけを扱います。',
    en: 'There are too many folders of clinics. The first 1000 are served.',
  },
  'SIM-L019': {
    ja: '世界の保管庫に記録できないため、処理できません。記録できるようになったら、続けて処理します。',
    en: 'The store of the worlds does not answer. What is here is served as soon as it does.',
  },
} as const satisfies Record<string, Bilingual>

export type FolderCode = keyof typeof FOLDER_MESSAGES

/** One line of the log of the folder door. */
export interface FolderNote {
  readonly code: FolderCode
  /** Path below the folder that is served. */
  readonly where: string
  /** The system's own word for it, e.g. `ENOSPC`; null when there is none. */
  readonly detail: string | null
  readonly text: Bilingual
}

/** 記録の窓: troubles are told when they begin and when they end, not every second while they last. */
export interface Troubles {
  /** Something that is wrong now; told unless it was wrong in the round before. */
  readonly report: (code: FolderCode, where: string, detail?: string) => void
  /** Something that happened. */
  readonly tell: (code: FolderCode, where: string, detail?: string) => void
  /** Ends a round: what was wrong before and was not reported in it is over. */
  readonly endRound: () => void
}

/** Troubles of which it is worth knowing that they are over. */
const LASTING: ReadonlySet<FolderCode> = new Set(['SIM-L008', 'SIM-L011', 'SIM-L012', 'SIM-L013', 'SIM-L019'])

// oxlint-disable-next-line no-control-regex -- control characters are what is shown otherwise
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/g

/** A name that a client chose, so that it cannot write into a log. */
const shown = (where: string): string =>
  where.replaceAll(CONTROL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

export function createTroubles(note: (line: FolderNote) => void): Troubles {
  let before = new Map<string, { readonly code: FolderCode; readonly where: string }>()
  let current: typeof before = new Map()
  const tell: Troubles['tell'] = (code, where, detail) =>
    note({ code, where: shown(where), detail: detail ?? null, text: FOLDER_MESSAGES[code] })
  return {
    tell,
    report: (code, where, detail) => {
      const key = `${code} ${where}`
      if (!before.has(key) && !current.has(key)) tell(code, where, detail)
      current.set(key, { code, where })
    },
    endRound: () => {
      for (const [key, { code, where }] of before) if (LASTING.has(code) && !current.has(key)) tell('SIM-L014', where)
      before = current
      current = new Map()
    },
  }
}
