import type { ConsentKind } from '../../src/wire/consents.ts'

/** 閲覧の対象: medicines, check-ups, 診療情報 and 手術情報, each under a consent of its own. @see facts/wire.md 2.7, 5.3 */
export type MedicalKind = 'medicines' | 'checkups' | 'diagnosis' | 'operations'

/** Elements of a record for each kind, by their stem, in the order in which they are written. */
export const CONSENT_STEMS = {
  PharmacistsInfo: 'medicines',
  DiagnosisInfo: 'diagnosis',
  OperationInfo: 'operations',
  SpecificHealthCheckupsInfo: 'checkups',
} as const satisfies Partial<Record<ConsentKind, MedicalKind>>

/** What a patient answered; a kind that nobody asked for goes with the medicines. */
export interface ViewingConsents {
  readonly medicines: boolean
  readonly checkups: boolean
  readonly diagnosis?: boolean | undefined
  readonly operations?: boolean | undefined
}

/** Whether the patient agreed to a kind. */
export const agreesTo = (consents: ViewingConsents, kind: MedicalKind): boolean => consents[kind] ?? consents.medicines
