import fc from 'fast-check'
import type { ScenarioInput } from '../../../scenarios/scenario.ts'
import type { Core } from '../requirement.ts'
import { type Traits, index, person } from './people.ts'

export type StepInput = ScenarioInput['steps'][number]
export type ReceiveInput = Extract<StepInput, { do: 'receive' }>
export type ShowInput = NonNullable<ReceiveInput['show']>

/** A card put on the reader, identified by face. */
export const readCard: ShowInput = [{ kind: 'my-number-card', reader: ['face'] }]

/** A card laid on the counter after the reader could not read it. */
export const cardInHand = (...others: ShowInput): ShowInput => [{ kind: 'my-number-card', reader: ['face'] }, ...others]

/** A turn of the visit `v1` of the patient. */
export const reception = (show: ShowInput, extra: Partial<ReceiveInput> = {}): ReceiveInput => ({
  do: 'receive',
  visit: 'v1',
  person: 'patient',
  show,
  ...extra,
})

/** A case about one patient. */
export const one = (traits: (at: number) => Traits, ...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => ({ people: { patient: person(at, traits(at)) }, steps: [...steps] }))

/** An ordinary patient: valid cover, valid registered card. */
export const ordinary = (...steps: readonly StepInput[]): fc.Arbitrary<Core> => one(() => ({}), ...steps)

/** A 資格確認書 in the middle of its term. */
export const certificateInTerm = (
  extra: Partial<Extract<ShowInput[number], { issued?: unknown }>> = {},
): ShowInput[number] => ({
  kind: 'certificate',
  issued: 'start-40d',
  validFrom: 'start-1y',
  validUntil: 'start+1y',
  ...extra,
})

/** A fault that begins before the patient comes. */
export const broken = (fault: Extract<StepInput, { do: 'fault' }>['fault']): StepInput => ({
  do: 'fault',
  fault,
  on: true,
})
export const repaired = (fault: Extract<StepInput, { do: 'fault' }>['fault']): StepInput => ({
  do: 'fault',
  fault,
  on: false,
})

/** Faults that leave the counter without any online answer. */
export const outage = fc.constantFrom('line-down', 'power-out', 'service-closed' as const)
