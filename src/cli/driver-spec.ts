import { wrongValue } from './usage-error.ts'

/** How our own clinic is to behave, for trying out what a real system may be like. */
export interface ClinicTraits {
  readonly clock: 'movable' | 'fixed'
  readonly worlds: 'many' | 'one'
  /** Reached behind a port like a vendor's system. */
  readonly reach: 'process' | 'http'
}

/** The system under test as `--driver` names it. */
export type DriverSpec =
  | { readonly kind: 'reference'; readonly traits: ClinicTraits }
  | { readonly kind: 'mutant'; readonly id: string; readonly traits: ClinicTraits }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'stdio'; readonly command: string }
  | { readonly kind: 'http'; readonly url: string }

const EXAMPLE = '--driver "stdio:node examples/hello-driver.ts"'
const FORMS = 'reference, reference:TRAITS, mutant:ID, module:FILE, stdio:COMMAND, http://HOST:PORT/PATH'

const TRAITS: Readonly<Record<string, Partial<ClinicTraits>>> = {
  'fixed-clock': { clock: 'fixed' },
  'one-world': { worlds: 'one' },
  http: { reach: 'http' },
}

const ordinary: ClinicTraits = { clock: 'movable', worlds: 'many', reach: 'process' }

function traitsOf(text: string, given: string): ClinicTraits {
  const names = text === '' ? [] : text.split(',')
  const unknown = names.find((name) => TRAITS[name] === undefined)
  if (unknown !== undefined) {
    throw wrongValue(
      '--driver',
      given,
      `reference:${Object.keys(TRAITS).join(',')}`,
      '--driver reference:fixed-clock,one-world',
    )
  }
  return names.reduce((traits, name) => ({ ...traits, ...TRAITS[name] }), ordinary)
}

/** Reads `--driver`; throws a usage error that shows every form. */
export function parseDriverSpec(text: string): DriverSpec {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return { kind: 'http', url: text }
  const colon = text.indexOf(':')
  const [kind, rest] = colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1).trim()]
  if (kind === 'reference') return { kind, traits: traitsOf(rest, text) }
  if (rest !== '') {
    if (kind === 'mutant') {
      const [id = '', ...traits] = rest.split(',')
      return { kind, id, traits: traitsOf(traits.join(','), text) }
    }
    if (kind === 'module') return { kind, file: rest }
    if (kind === 'stdio') return { kind, command: rest }
  }
  throw wrongValue('--driver', text, FORMS, EXAMPLE)
}
