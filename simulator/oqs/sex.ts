import type { Sex } from '../../src/domain/person.ts'

/** 性別 (OQSCD007). @see facts/wire.md 3.1 */
export const SEX_CODES: Readonly<Record<Sex, string>> = { male: '1', female: '2', unset: '3' }
