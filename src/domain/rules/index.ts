import type { Rule } from '../rules.ts'
import * as certificate from './certificate-and-grace.ts'
import * as oldCard from './old-card.ts'
import * as papers from './papers-and-ladder.ts'
import * as registration from './registration.ts'

/** The rule book: every rule, by family. A new rule is a row in a family file; a new family is one line here. */
export const RULES: readonly Rule<unknown>[] = [
  ...Object.values(oldCard),
  ...Object.values(certificate),
  ...Object.values(papers),
  ...Object.values(registration),
]
