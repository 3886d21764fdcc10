import type { Rule } from '../rules.ts'
import * as certificate from './certificate-and-grace.ts'
import * as issuance from './issuance.ts'
import * as methods from './methods.ts'
import * as money from './money.ts'
import * as oldCard from './old-card.ts'
import * as papers from './papers-and-ladder.ts'
import * as provisional from './provisional.ts'
import * as registration from './registration.ts'

/** The rule book: every rule, by family. A new rule is a row in a family file; a new family is one line here. */
export const RULES: readonly Rule<unknown>[] = [
  ...Object.values(oldCard),
  ...Object.values(certificate),
  ...Object.values(papers),
  ...Object.values(methods),
  ...Object.values(money),
  ...Object.values(registration),
  ...Object.values(provisional),
  ...Object.values(issuance),
]
