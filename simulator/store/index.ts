import { type Result, err, ok } from '../../src/domain/result.ts'
import { type Store, StoreError } from './port.ts'

export { StoreError } from './port.ts'
export type { Store, StoreErrorCode } from './port.ts'

/** 保管庫の指定: `memory`, `sqlite:FILE` or `postgres://…`. */
export type StoreAddress =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly address: string }

/** Reads the address of a store. The problem is the text with everything before an `@` left out. */
export function parseStoreAddress(text: string): Result<StoreAddress, string> {
  if (text === 'memory') return ok({ kind: 'memory' })
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return ok({ kind: 'sqlite', file: text.slice('sqlite:'.length) })
  }
  if (/^postgres(?:ql)?:\/\/[^/]/.test(text) && URL.canParse(text)) return ok({ kind: 'postgres', address: text })
  return err(text.replace(/^(\w*:?\/{0,2}).*@/s, '$1***@'))
}

/** Opens a store. Rejects with a {@link StoreError}. */
export async function openStore(text: string): Promise<Store> {
  const parsed = parseStoreAddress(text)
  if (!parsed.ok) throw new StoreError('STORE_CONFIG', `"${parsed.problem}" is no memory, sqlite:FILE or postgres://…`)
  const wanted = parsed.value
  if (wanted.kind === 'memory') return (await import('./memory.ts')).memoryStore()
  if (wanted.kind === 'sqlite') return (await import('./sqlite.ts')).sqliteStore(wanted.file)
  return (await import('./postgres.ts')).postgresStore(wanted.address)
}
