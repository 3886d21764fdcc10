import v8 from 'node:v8'
import { parseInstant } from '../../domain/civil-date.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, langFlag, numberFlag, rulesetFlag, rulesetFlagValue, seedFlag, textFlag } from '../flags.ts'
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
 * 115 MB instead of 170 MB for about a tenth of the speed.
 */
const SMALL_NURSERY = ['--min-semi-space-size=4', '--max-semi-space-size=4', '--semi-space-growth-factor=1']

async function run(_: readonly string[], flags: FlagValues, io: Io) {
  for (const flag of SMALL_NURSERY) v8.setFlagsFromString(flag)
  const host = textFlag(flags, 'host') ?? '127.0.0.1'
  const port = numberFlag(flags, 'port', { min: 0, max: 65_535, default: 8700 })
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const population = numberFlag(flags, 'population', { min: 1, max: 125_000_000, default: 125_000_000 })
  const token = textFlag(flags, 'token')
  const { book } = await rulesetFlagValue(flags)
  const { ServeRefusal, createSimulator, serve } = await import('../../../simulator/index.ts')
  const simulator = createSimulator({
    seed,
    population,
    book,
    ...startOf(flags),
    ...(token === undefined ? {} : { token }),
  })
  try {
    const served = await serve({ simulator, host, port })
    io.print(banner(served.url, io))
    await untilStopped()
    await served.close()
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
    throw new ConfigurationError({
      ja: `${host}:${port} で待ち受けられません。ほかのプログラムが使っていれば --port で別の番号を指定してください。`,
      en: `Cannot listen on ${host}:${port}. If another program uses it, choose another number with --port.`,
    })
  }
}

const banner = (url: string, { lang }: Io): string =>
  lang === 'ja'
    ? `オンライン資格確認の模擬サービス: ${url}/ （Ctrl+Cで終了）\n  照会 POST ${url}/oqs/ファイル名   リーダー ${url}/reader   操作API ${url}/api\n`
    : `Simulated eligibility service: ${url}/ (Ctrl+C ends it)\n  inquiries POST ${url}/oqs/FILENAME   reader ${url}/reader   control API ${url}/api\n`

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
      form: '--token <token>',
      text: { ja: '操作APIの合言葉', en: 'Secret of the control API; needed for other addresses than 127.0.0.1' },
    },
    langFlag,
  ],
  example: 'madoguchi serve --port 8700',
  run,
})
