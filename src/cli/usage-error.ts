import type { Both } from './lang.ts'

/** Somebody called the command line wrongly: exit code 2. The sentence names the flag, what is allowed and an example. */
export class UsageError extends Error {
  override readonly name = 'UsageError' as const
  readonly both: Both

  constructor(both: Both) {
    super(both.en)
    this.both = both
  }
}

/** Files, ports or the driver are not as they have to be: exit code 3. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError' as const
  readonly both: Both

  constructor(both: Both) {
    super(both.en)
    this.both = both
  }
}

/** A value that a flag does not take. */
export const wrongValue = (flag: string, given: string, allowed: Both | string, example: string): UsageError => {
  const list = typeof allowed === 'string' ? { ja: allowed, en: allowed } : allowed
  return new UsageError({
    ja: `${flag} に "${given}" は使えません。使える値: ${list.ja}。例: ${example}`,
    en: `${flag} does not take "${given}". Allowed: ${list.en}. Example: ${example}`,
  })
}
