export { GENERATOR_VERSION, WHOLE_OF_JAPAN, population } from './population.ts'
export type { Population, PopulationOptions } from './population.ts'
export { findByKey, member } from './member.ts'
export type { KeyMatch, KeyQuery } from './member.ts'
export { household } from './household.ts'
export { insurerOf, insurers, specimenInsurer } from './insurer.ts'
export type { Insurer } from './insurer.ts'
export { applyChanges } from './changes.ts'
export type { CardChange, CardEventChange, CoverageChange, LossChange, PersonChanges } from './changes.ts'
export { catalogue, magicMember, magicPerson } from './catalogue/index.ts'
export type { MagicPerson } from './catalogue/index.ts'
export { PROBE_LIMIT, findPeople } from './find.ts'
export type { FindOptions, FindReport, TraitName, Traits } from './find.ts'
export { permutation } from './permutation.ts'
export type { Permutation } from './permutation.ts'
export { stream } from './seed.ts'
export type { Stream } from './seed.ts'
export { isDayLabourer, linkageOf, linkageOfClass, officeOf } from './linkage.ts'
export type { Linkage, MatchClass, Office } from './linkage.ts'
export { mailingPerson, planMailing } from './mailing.ts'
export type {
  MailingOptions,
  MailingPerson,
  MailingPlan,
  MailingProblem,
  Paper,
  Parcel,
  Piece,
  Target,
} from './mailing.ts'
export { edgeFamilies } from './mailing-edges.ts'
export type { EdgeFamily } from './mailing-edges.ts'
export { officesFrom } from './mailing-people.ts'
export { MEMBER_COLUMNS, csvLine, memberCells, memberRow, toShiftJis } from './members-table.ts'
export type { MemberRow } from './members-table.ts'
export { documentRefusal } from './document-limits.ts'
