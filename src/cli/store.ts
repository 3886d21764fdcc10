import type { Store } from '../../simulator/index.ts'
import type { Flag, FlagValues } from './command.ts'
import { textFlag } from './flags.ts'
import type { Lang } from './lang.ts'
import { ConfigurationError, wrongValue } from './usage-error.ts'

/** 保管庫の指定: where the worlds of `serve` are kept. */
export const storeFlag: Flag = {
  form: '--store <store>',
  text: {
    ja: '世界の保管庫: memory（既定）、sqlite:ファイル、postgres://…',
    en: 'Where worlds are kept: memory (default), sqlite:FILE, postgres://…',
  },
}

const ALLOWED = {
  ja: 'memory、sqlite:ファイル、postgres://利用者:合言葉@ホスト/データベース',
  en: 'memory, sqlite:FILE, postgres://USER:PASSWORD@HOST/DATABASE',
}

/** The store of `--store`, opened; null for the memory of the process. No password comes back in an error. */
export async function openedStore(flags: FlagValues): Promise<Store | null> {
  const text = textFlag(flags, 'store')
  if (text === undefined || text === 'memory') return null
  const { StoreError, openStore, parseStoreAddress } = await import('../../simulator/index.ts')
  const parsed = parseStoreAddress(text)
  if (!parsed.ok) throw wrongValue('--store', parsed.problem, ALLOWED, '--store sqlite:worlds.db')
  try {
    return await openStore(text)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const reason = error.message
    const advice =
      error.code === 'STORE_DRIVER'
        ? { ja: '必要なものを入れてください。', en: 'Install what it needs.' }
        : { ja: '保管庫の場所と状態を確かめてください。', en: 'See to the place and state of the store.' }
    throw new ConfigurationError({
      ja: `--store の保管庫を開けません（${error.code}: ${reason}）。${advice.ja}`,
      en: `The store of --store cannot be opened (${error.code}: ${reason}). ${advice.en}`,
    })
  }
}

/** The line that says where worlds are kept; nothing for memory. */
export const keptIn = (store: Store | null, lang: Lang): string =>
  store === null ? '' : lang === 'ja' ? `  保管庫 ${store.shown}\n` : `  store ${store.shown}\n`
