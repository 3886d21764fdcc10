/** The languages of the messages. */
export const LANGUAGES = ['ja', 'en'] as const
export type Lang = (typeof LANGUAGES)[number]

export type Both = Readonly<Record<Lang, string>>

/** The language of the messages: `--lang` before everything, then the locale of the terminal, else English. */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Lang {
  const at = args.findIndex((arg) => arg === '--lang')
  const told = at === -1 ? args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length) : args[at + 1]
  if (told === 'ja' || told === 'en') return told
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return locale.startsWith('ja') ? 'ja' : 'en'
}
