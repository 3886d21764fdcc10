import type { TraitName, Traits } from '../../generators/find.ts'
import { type CivilDate, parseCivilDate } from '../domain/civil-date.ts'
import type { CardKind, CertificateState } from '../domain/certificate.ts'
import type { LossReason, Scheme } from '../domain/ledger.ts'
import type { Sex } from '../domain/person.ts'
import { UsageError } from './usage-error.ts'

const EXAMPLE = 'madoguchi find scheme=kokuho certificate=GRACE "age>=70" --count 5'

interface Trait {
  /** What may stand after the `=`, for a person to read. */
  readonly allowed: string
  readonly read: (text: string) => Traits | null
}

const oneOf = <T extends string>(values: readonly T[], make: (value: T) => Traits): Trait => ({
  allowed: values.join(', '),
  read: (text) => {
    const value = values.find((candidate) => candidate === text)
    return value === undefined ? null : make(value)
  },
})

const whole = (min: number, max: number, make: (value: number) => Traits): Trait => ({
  allowed: `${min} … ${max}`,
  read: (text) => (/^\d{1,3}$/.test(text) && Number(text) >= min && Number(text) <= max ? make(Number(text)) : null),
})

const flag = (make: (value: boolean) => Traits): Trait => oneOf(['true', 'false'], (text) => make(text === 'true'))

const schemes = [
  'kyokai',
  'kenpo',
  'kyosai',
  'kokuho',
  'kokuho-kumiai',
  'kouki',
  'assistance',
] as const satisfies readonly Scheme[]
const certificates = [
  'VALID',
  'WARN',
  'GRACE',
  'EXPIRED',
  'SUSPENDED',
  'REVOKED',
  'NONE',
  'NO_CARD',
] as const satisfies readonly (CertificateState | 'NO_CARD')[]
const cards = [
  'ordinary',
  'face-only',
  'photoless',
  'specific-residence',
  'next-generation',
] as const satisfies readonly CardKind[]
const sexes = ['male', 'female', 'unset'] as const satisfies readonly Sex[]
const losses = ['01', '02', '03', '99'] as const satisfies readonly LossReason[]

const day = (make: (value: CivilDate) => Traits): Trait => ({
  allowed: 'YYYY-MM-DD',
  read: (text) => {
    const parsed = parseCivilDate(text)
    return parsed.ok ? make(parsed.value) : null
  },
})

/** Every trait of the command line, by what is typed before its value. */
const TRAITS: Readonly<Record<string, Trait>> = {
  'on=': day((on) => ({ on })),
  'scheme=': oneOf(schemes, (scheme) => ({ scheme })),
  'age=': whole(0, 120, (age) => ({ ageMin: age, ageMax: age })),
  'age>=': whole(0, 120, (ageMin) => ({ ageMin })),
  'age<=': whole(0, 120, (ageMax) => ({ ageMax })),
  'sex=': oneOf(sexes, (sex) => ({ sex })),
  'prefecture=': whole(1, 47, (prefecture) => ({ prefecture })),
  'certificate=': oneOf(certificates, (certificate) => ({ certificate })),
  'card=': oneOf(cards, (cardKind) => ({ cardKind })),
  'registered=': flag((registered) => ({ registered })),
  'phone=': flag((phone) => ({ phone })),
  'twins=': flag((branchTwins) => ({ branchTwins })),
  'loss=': oneOf(losses, (lossReason) => ({ lossReason })),
  'limit=': { allowed: 'A01 … B10', read: (text) => (/^[AB]\d{2}$/.test(text) ? { limit: text } : null) },
  'gaiji=': flag((gaiji) => ({ gaiji })),
}

/** What a trait of the generators is called on the command line. */
export const TRAIT_WORDS: Readonly<Record<TraitName, string>> = {
  scheme: 'scheme',
  ageMin: 'age>=',
  ageMax: 'age<=',
  sex: 'sex',
  prefecture: 'prefecture',
  certificate: 'certificate',
  cardKind: 'card',
  registered: 'registered',
  phone: 'phone',
  branchTwins: 'twins',
  lossReason: 'loss',
  limit: 'limit',
  gaiji: 'gaiji',
}

/** Reads traits such as `age>=70`; throws a usage error that lists what is known. */
export function parseTraits(texts: readonly string[]): Traits {
  return texts.reduce<Traits>((traits, text) => ({ ...traits, ...parseTrait(text) }), {})
}

function parseTrait(text: string): Traits {
  const head = /^[a-z]+(>=|<=|=)/.exec(text)?.[0] ?? ''
  const trait = TRAITS[head]
  if (trait === undefined) {
    const known = Object.keys(TRAITS).join(' ')
    throw new UsageError({
      ja: `"${text}" という条件はありません。使える条件: ${known}。例: ${EXAMPLE}`,
      en: `There is no trait "${text}". Known traits: ${known}. Example: ${EXAMPLE}`,
    })
  }
  const read = trait.read(text.slice(head.length))
  if (read !== null) return read
  throw new UsageError({
    ja: `${head} に "${text.slice(head.length)}" は使えません。使える値: ${trait.allowed}。例: ${EXAMPLE}`,
    en: `${head} does not take "${text.slice(head.length)}". Allowed: ${trait.allowed}. Example: ${EXAMPLE}`,
  })
}
