import type { CivilDate } from '../domain/civil-date.ts'
import type { RuleBook } from '../domain/rules.ts'
import type { Flag, FlagValues } from './command.ts'
import type { Both } from './lang.ts'
import { wrongValue } from './usage-error.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

/** `stay-minutes` as commander keeps it: `stayMinutes`. */
const keyOf = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The text of a flag, or undefined when it was not given. */
export function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[keyOf(name)]
  return isText(value) ? value : undefined
}

/** All texts of a flag that may be given several times. */
export function textFlags(flags: FlagValues, name: string): readonly string[] {
  const value = flags[name]
  if (isText(value)) return [value]
  return Array.isArray(value) ? value.filter(isText) : []
}

export const isSet = (flags: FlagValues, name: string): boolean => flags[name] === true

/** A whole number within bounds, both inclusive. */
export function numberFlag(
  flags: FlagValues,
  name: string,
  range: { readonly min: number; readonly max: number; readonly default: number },
): number {
  const text = textFlag(flags, name)
  if (text === undefined) return range.default
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value
  const allowed: Both = {
    ja: `${range.min}から${range.max}までの整数`,
    en: `a whole number from ${range.min} to ${range.max}`,
  }
  throw wrongValue(`--${name}`, text, allowed, `--${name} ${range.default}`)
}

/** One of a closed list; the first is the default. */
export function choiceFlag<T extends string>(flags: FlagValues, name: string, choices: readonly [T, ...T[]]): T {
  const text = textFlag(flags, name)
  if (text === undefined) return choices[0]
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw wrongValue(`--${name}`, text, choices.join(', '), `--${name} ${choices[0]}`)
}

export const MAX_SEED = Number.MAX_SAFE_INTEGER

export const langFlag: Flag = {
  form: '--lang <lang>',
  text: { ja: '言語: ja または en', en: 'Language: ja or en (default: from the locale)' },
}
export const seedFlag: Flag = { form: '--seed <n>', text: { ja: '乱数の種（既定 42）', en: 'Seed (default 42)' } }
export const formatFlag: Flag = {
  form: '--format <format>',
  text: { ja: '出力: human または json', en: 'Output: human or json (default human)' },
}
export const rulesetFlag: Flag = {
  form: '--ruleset <name>',
  text: { ja: '規則の版（既定 latest）', en: 'Revision of the rules (default latest)' },
}
/** The revision that `--ruleset` names. */
export async function rulesetFlagValue(
  flags: FlagValues,
  day: CivilDate,
): Promise<{ readonly name: string; readonly book: RuleBook }> {
  const { ruleBook } = await import('../domain/rulesets.ts')
  const name = textFlag(flags, 'ruleset') ?? 'latest'
  const book = ruleBook(name, day)
  if (!book.ok) throw wrongValue('--ruleset', name, book.problem.known.join(', '), '--ruleset latest')
  return { name, book: book.value }
}

export const driverFlag: Flag = {
  form: '--driver <driver>',
  text: {
    ja: '接続先: reference, mutant:ID, module:ファイル, stdio:コマンド, http://…, files:フォルダー',
    en: 'System under test: reference, mutant:ID, module:FILE, stdio:COMMAND, http://…, files:DIR',
  },
}

export const ENCODINGS = ['UTF-8', 'Shift_JIS'] as const
export const encodingFlag: Flag = {
  form: '--encoding <encoding>',
  text: { ja: '結果の文字コード: UTF-8（既定）または Shift_JIS', en: 'Results in UTF-8 (default) or Shift_JIS' },
}

export const realtimeFlag: Flag = {
  form: '--realtime',
  text: {
    ja: '通信の障害の待ち時間を縮めない（既定は一件につき2秒まで）',
    en: 'Faults of the transport wait as long as they say (default: at most 2 s a message)',
  },
}
