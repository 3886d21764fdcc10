import v8 from 'node:v8'
import { dateOf, instant, parseInstant } from '../../domain/civil-date.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import {
  MAX_SEED,
  choiceFlag,
  isSet,
  langFlag,
  numberFlag,
  realtimeFlag,
  rulesetFlag,
  rulesetFlagValue,
  seedFlag,
  textFlag,
  textFlags,
} from '../flags.ts'
import { keptIn, openedStore, storeFlag } from '../store.ts'
import { encryptFlag, folderEncryption, passphraseFileFlag } from '../folder-encryption.ts'
import type { FolderNote, NearMiss, TlsNote } from '../../../simulator/index.ts'
import type { Io } from '../io.ts'
import { ConfigurationError, UsageError, wrongValue } from '../usage-error.ts'

function startOf(flags: FlagValues) {
  const text = textFlag(flags, 'now')
  if (text === undefined) return {}
  const parsed = parseInstant(text)
  if (parsed.ok) return { now: parsed.value }
  throw wrongValue('--now', text, 'YYYY-MM-DDTHH:mm:ss+09:00', '--now 2026-11-21T09:00:00+09:00')
}

/**
 * What a request makes is dead when it is answered, so a small nursery serves: measured, it keeps the process near
 * 125 MB instead of 180 MB for about a tenth of the speed. What outlives it there is collected before it is a quarter more
 * than what lives.
 */
const SMALL_NURSERY = [
  '--min-semi-space-size=4',
  '--max-semi-space-size=4',
  '--semi-space-growth-factor=1',
  '--heap-growing-percent=25',
]

const WRITING = ['atomic', 'create-then-modify', 'slow'] as const
const ENCODINGS = ['UTF-8', 'Shift_JIS'] as const
const A_YEAR = 527_040
/** Flags that say how results lie in folders, each with a value as an example. */
const OF_FOLDERS = { 'stay-minutes': '60', writing: 'slow' } as const

function wantFolders(flags: FlagValues): void {
  for (const [name, value] of Object.entries(OF_FOLDERS)) {
    if (textFlag(flags, name) === undefined) continue
    const example = `--folders oqs --${name} ${value}`
    throw new UsageError({
      ja: `--${name} は連携フォルダーのためのものなので --folders が必要です。例: ${example}`,
      en: `--${name} is for folders and needs --folders. Example: ${example}`,
    })
  }
}

const foldersOf = async (flags: FlagValues, io: Io) => {
  const dir = textFlag(flags, 'folders')
  const stayMinutes = numberFlag(flags, 'stay-minutes', { min: 1, max: A_YEAR, default: 1440 })
  const writing = choiceFlag(flags, 'writing', WRITING)
  const encryption = await folderEncryption(flags)
  if (dir === undefined) {
    wantFolders(flags)
    return {}
  }
  const note = ({ code, where, detail, text }: FolderNote): void =>
    io.warn(`${code} ${where}${detail === null ? '' : ` (${detail})`}: ${text[io.lang]}\n`)
  return { folders: { dir, stayMinutes, writing, note, ...(encryption === null ? {} : { encryption }) } }
}

const tlsOf = (flags: FlagValues, io: Io) => {
  const dir = textFlag(flags, 'tls')
  const institutions = textFlags(flags, 'institution')
  const wrong = institutions.find((code) => !/^\d{10}$/.test(code))
  if (wrong !== undefined) {
    throw wrongValue('--institution', wrong, { ja: '10桁のコード', en: 'ten digits' }, '--institution 1310000001')
  }
  if (dir === undefined && institutions.length > 0) {
    throw new UsageError({
      ja: '--institution はクライアント証明書のためのものなので --tls が必要です。例: --tls tls --institution 1310000001',
      en: '--institution is for client certificates and needs --tls. Example: --tls tls --institution 1310000001',
    })
  }
  const note = ({ code, where, text }: TlsNote): void => io.warn(`${code} ${where}: ${text[io.lang]}\n`)
  return dir === undefined ? {} : { tls: { dir, institutions, note } }
}

/** Requests that no door takes, with the one that is closest. */
const missesTo = (io: Io) => ({ missed: (miss: NearMiss): void => io.warn(`${miss.text[io.lang]}\n`) })

/** Where the clock of the default world stands unless told. */
const DEFAULT_NOW = instant('2026-11-21T09:00:00+09:00')

async function run(_: readonly string[], flags: FlagValues, io: Io) {
  for (const flag of SMALL_NURSERY) v8.setFlagsFromString(flag)
  const host = textFlag(flags, 'host') ?? '127.0.0.1'
  const port = numberFlag(flags, 'port', { min: 0, max: 65_535, default: 8700 })
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const population = numberFlag(flags, 'population', { min: 1, max: 125_000_000, default: 125_000_000 })
  const token = textFlag(flags, 'token')
  const encoding = choiceFlag(flags, 'encoding', ENCODINGS)
  const idleMinutes = numberFlag(flags, 'idle-minutes', { min: 0, max: A_YEAR, default: 1440 })
  const folders = await foldersOf(flags, io)
  const tls = tlsOf(flags, io)
  const started = startOf(flags)
  const { book } = await rulesetFlagValue(flags, dateOf('now' in started ? started.now : DEFAULT_NOW))
  const { ServeRefusal, createSimulator, serve } = await import('../../../simulator/index.ts')
  const store = await openedStore(flags)
  const simulator = createSimulator({
    ...(store === null ? {} : { store }),
    seed,
    population,
    book,
    terminal: { encoding },
    realtime: isSet(flags, 'realtime'),
    ...started,
    ...(token === undefined ? {} : { token }),
  })
  try {
    const served = await serve({ simulator, host, port, idleMinutes, ...folders, ...tls, ...missesTo(io) })
    io.print(banner(served, io) + certificatesIn(textFlag(flags, 'tls'), io) + keptIn(store, io.lang))
    await untilStopped()
    await served.close()
    await simulator.gate?.settle()
    simulator.close()
    return EXIT.conforms
  } catch (error) {
    if (!(error instanceof ServeRefusal)) throw error
    if (error.code === 'CONFIG_TOKEN_MISSING') {
      throw new UsageError({
        ja: `--host ${host} は他の機器からも届くため --token が必要です。例: --host ${host} --token 長い合言葉`,
        en: `--host ${host} can be reached from other machines and needs --token. Example: --host ${host} --token LONG-SECRET`,
      })
    }
    if (error.code === 'CONFIG_FOLDERS') {
      const dir = textFlag(flags, 'folders') ?? ''
      throw new ConfigurationError({
        ja: `フォルダー ${dir} を使えません。書き込みできるフォルダーを --folders で指定してください。`,
        en: `The folder ${dir} cannot be used. Name one that can be written with --folders.`,
      })
    }
    if (error.code === 'CONFIG_TLS') {
      throw new ConfigurationError({
        ja: `証明書のフォルダーを使えません: ${error.message}。ここで作ったものでないファイルは上書きしません。移すか、別のフォルダーを --tls で指定してください。`,
        en: `The folder of the certificates cannot be used: ${error.message}. Move the file away, or name another folder with --tls.`,
      })
    }
    throw new ConfigurationError({
      ja: `${host}:${port} で待ち受けられません。ほかのプログラムが使っていれば --port で別の番号を指定してください。`,
      en: `Cannot listen on ${host}:${port}. If another program uses it, choose another number with --port.`,
    })
  } finally {
    await store?.close()
  }
}

const banner = ({ url, dir }: { readonly url: string; readonly dir: string | null }, { lang }: Io): string => {
  const folders = dir === null ? '' : lang === 'ja' ? `  フォルダー ${dir}\n` : `  folders ${dir}\n`
  return lang === 'ja'
    ? `オンライン資格確認の模擬サービス: ${url}/ （Ctrl+Cで終了）\n  照会 POST ${url}/oqs/ファイル名   リーダー ${url}/reader   操作API ${url}/api\n${folders}`
    : `Simulated eligibility service: ${url}/ (Ctrl+C ends it)\n  inquiries POST ${url}/oqs/FILENAME   reader ${url}/reader   control API ${url}/api\n${folders}`
}

const certificatesIn = (dir: string | undefined, { lang }: Io): string => {
  if (dir === undefined) return ''
  return lang === 'ja'
    ? `  証明書 ${dir}（認証局 ca.pem、クライアント 医療機関コード.pem と 医療機関コード-key.pem）\n`
    : `  certificates ${dir} (authority ca.pem, clients CODE.pem with CODE-key.pem)\n`
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

export const serveCommand = defineCommand({
  name: 'serve',
  args: [],
  summary: { ja: '模擬サービスを起動する', en: 'Serve the simulated eligibility service' },
  flags: [
    {
      form: '--port <port>',
      text: { ja: 'ポート（既定 8700、0は空き番号）', en: 'Port (default 8700; 0 takes a free one)' },
    },
    { form: '--host <host>', text: { ja: 'アドレス（既定 127.0.0.1）', en: 'Address (default 127.0.0.1)' } },
    seedFlag,
    { form: '--population <n>', text: { ja: '人口（既定 125000000）', en: 'People (default 125000000)' } },
    {
      form: '--now <instant>',
      text: { ja: '開始時刻（日本時間）', en: 'Start of the clock, Japanese time (default 2026-11-21T09:00:00+09:00)' },
    },
    rulesetFlag,
    {
      form: '--folders <dir>',
      text: {
        ja: '連携フォルダー req・res・face を置く場所',
        en: 'Folder for req, res and face, through which clinics ask by files',
      },
    },
    {
      form: '--encoding <encoding>',
      text: { ja: '結果の文字コード: UTF-8（既定）または Shift_JIS', en: 'Results in UTF-8 (default) or Shift_JIS' },
    },
    {
      form: '--stay-minutes <n>',
      text: {
        ja: '結果を消し忘れとみなすまでの分（既定 1440）',
        en: 'Minutes after which a result in res is forgotten (default 1440)',
      },
    },
    {
      form: '--writing <way>',
      text: {
        ja: '結果の書き方: atomic（既定）、create-then-modify、slow',
        en: 'How results appear: atomic (default), create-then-modify, slow',
      },
    },
    encryptFlag,
    passphraseFileFlag,
    {
      form: '--tls <dir>',
      text: {
        ja: 'HTTPSと相互TLS。見本の認証局と証明書を置くフォルダー',
        en: 'HTTPS with client certificates; folder of the specimen authority and its certificates',
      },
    },
    {
      form: '--institution <code>',
      repeats: true,
      text: {
        ja: 'クライアント証明書を作る医療機関コード（10桁、繰り返し可）',
        en: 'Ten-digit code of a further institution that gets a client certificate; may be repeated',
      },
    },
    {
      form: '--idle-minutes <n>',
      text: {
        ja: '使われない世界を消すまでの分（既定 1440、0は消さない）',
        en: 'Minutes until a world that nobody uses is gone (default 1440; 0: never)',
      },
    },
    storeFlag,
    realtimeFlag,
    {
      form: '--token <token>',
      text: { ja: '操作APIの合言葉', en: 'Secret of the control API; needed for other addresses than 127.0.0.1' },
    },
    langFlag,
  ],
  example: 'madoguchi serve --port 8700',
  run,
})
