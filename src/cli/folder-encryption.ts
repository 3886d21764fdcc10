import { readFile } from 'node:fs/promises'
import type { FolderEncryption } from '../../simulator/index.ts'
import { SYSTEMS } from '../wire/file-name.ts'
import { INTERFACES } from '../wire/interfaces.ts'
import type { Flag, FlagValues } from './command.ts'
import { textFlag } from './flags.ts'
import { ConfigurationError, UsageError, wrongValue } from './usage-error.ts'

export const encryptFlag: Flag = {
  form: '--encrypt <prefixes>',
  text: {
    ja: '結果をパスワード付きZIP（AES-256）にする接頭辞。コンマ区切り、faceはfaceフォルダー',
    en: 'Prefixes, by commas, of results written as password ZIP (AES-256); face means the folder of the reader',
  },
}

export const passphraseFileFlag: Flag = {
  form: '--passphrase-file <file>',
  text: {
    ja: '暗号化のパスフレーズを書いたファイル（1行目）。要求の.zipもこれで開く',
    en: 'File whose first line is the passphrase of the folders; requests may then be .zip',
  },
}

const FACE = 'face'
const EXAMPLE = '--encrypt OQSmutic,OQSmuhvq,face'

const startsKnownName = (prefix: string): boolean =>
  prefix.length >= 3 &&
  [...SYSTEMS, ...INTERFACES.flatMap(({ requests }) => requests)].some((name) =>
    name.replace(/req$/, '').toLowerCase().startsWith(prefix.toLowerCase()),
  )

function prefixesOf(text: string): readonly string[] {
  const prefixes = text.split(',').map((part) => part.trim())
  const unknown = prefixes.find((prefix) => prefix !== FACE && !startsKnownName(prefix))
  if (unknown === undefined) return prefixes
  throw wrongValue('--encrypt', unknown, `face, ${SYSTEMS.join(', ')}, OQSsiquc, OQSmuquc01, …`, EXAMPLE)
}

/** The first line of a file. The passphrase is in nothing that is printed. */
async function passphraseIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => null)
  const [line = ''] = (text ?? '').split(/\r?\n/)
  if (line !== '') return line
  throw new ConfigurationError({
    ja: `${file} からパスフレーズを読めません。1行目にパスフレーズを書いたファイルを --passphrase-file で指定してください。`,
    en: `No passphrase can be read from ${file}. Name a file whose first line it is with --passphrase-file.`,
  })
}

/** 暗号化の設定 as the flags say; null without any. */
export async function folderEncryption(flags: FlagValues): Promise<FolderEncryption | null> {
  const file = textFlag(flags, 'passphrase-file')
  const list = textFlag(flags, 'encrypt')
  if (file === undefined && list === undefined) return null
  if (file === undefined || textFlag(flags, 'folders') === undefined) {
    throw new UsageError({
      ja: `パスワード付きZIPには --folders と --passphrase-file が必要です。例: --folders oqs --passphrase-file passphrase.txt ${EXAMPLE}`,
      en: `Password ZIP needs --folders and --passphrase-file. Example: --folders oqs --passphrase-file passphrase.txt ${EXAMPLE}`,
    })
  }
  const named = list === undefined ? [] : prefixesOf(list)
  return {
    passphrase: await passphraseIn(file),
    prefixes: named.filter((prefix) => prefix !== FACE),
    face: named.includes(FACE),
  }
}
