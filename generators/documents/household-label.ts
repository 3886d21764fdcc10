import type { DocumentTwin } from '../../src/domain/document.ts'

/** 世帯主氏名: what 国保 calls the person after whom a household is insured. */
export const HEAD_OF_HOUSEHOLD = '世帯主氏名'

/** True for 国保, whose insurers have numbers of six digits. @see facts/rules.md 5.1 */
export const isHousehold = ({ fields }: DocumentTwin): boolean => fields.insurerNumber?.length === 6
