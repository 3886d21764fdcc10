import { type Result, err, ok } from '../domain/result.ts'

/** How a system of our own is to behave, for trying out what a real system may be like. */
export interface Traits {
  readonly clock: 'movable' | 'fixed'
  readonly worlds: 'many' | 'one'
  /** Reached behind a port, or by files only, like a vendor's system. */
  readonly reach: 'process' | 'http' | 'files'
}

/** The system under test as `--driver` names it. */
export type DriverSpec =
  | { readonly kind: 'reference'; readonly traits: Traits }
  | { readonly kind: 'mutant'; readonly id: string; readonly traits: Traits }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'stdio'; readonly command: string }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'files'; readonly dir: string }

/** Why a text names no driver: what would be allowed in its place, and an example. */
export interface DriverSpecProblem {
  readonly text: string
  readonly allowed: string
  readonly example: string
}

const TRAITS: Readonly<Record<string, Partial<Traits>>> = {
  'fixed-clock': { clock: 'fixed' },
  'one-world': { worlds: 'one' },
  http: { reach: 'http' },
  files: { reach: 'files' },
}

/** In this process, its clock and worlds as the harness likes them. */
export const IN_PROCESS: Traits = { clock: 'movable', worlds: 'many', reach: 'process' }

function traitsOf(names: string, text: string): Result<Traits, DriverSpecProblem> {
  const list = names === '' ? [] : names.split(',')
  if (list.some((name) => TRAITS[name] === undefined)) {
    const allowed = `reference:${Object.keys(TRAITS).join(',')}`
    return err({ text, allowed, example: 'reference:fixed-clock,one-world' })
  }
  return ok(list.reduce((traits, name) => ({ ...traits, ...TRAITS[name] }), IN_PROCESS))
}

/** Reads the text of a driver. */
export function parseDriver(text: string): Result<DriverSpec, DriverSpecProblem> {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return ok({ kind: 'http', url: text })
  const colon = text.indexOf(':')
  const [kind, rest] = colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1).trim()]
  if (kind === 'reference') {
    const traits = traitsOf(rest, text)
    return traits.ok ? ok({ kind, traits: traits.value }) : traits
  }
  if (kind === 'mutant' && rest !== '') {
    const [id = '', ...names] = rest.split(',')
    const traits = traitsOf(names.join(','), text)
    return traits.ok ? ok({ kind, id, traits: traits.value }) : traits
  }
  if (kind === 'module' && rest !== '') return ok({ kind, file: rest })
  if (kind === 'stdio' && rest !== '') return ok({ kind, command: rest })
  if (kind === 'files' && rest !== '') return ok({ kind, dir: rest })
  return err({
    text,
    allowed: 'reference, reference:TRAITS, mutant:ID, module:FILE, stdio:COMMAND, http://HOST:PORT/PATH, files:DIR',
    example: '"stdio:node examples/hello-driver.ts"',
  })
}
