import { DOMAIN_FAULTS } from './domain.ts'
import type { Fault } from './fault.ts'
import { TRANSPORT_FAULTS } from './transport.ts'

export type { EquipmentPart, Fault, FaultSetting } from './fault.ts'

export type FaultName = keyof typeof DOMAIN_FAULTS | keyof typeof TRANSPORT_FAULTS

/** Every fault by name. A new fault is one row of its layer and one of the names below. */
export const FAULTS: Readonly<Record<FaultName, Fault>> = { ...DOMAIN_FAULTS, ...TRANSPORT_FAULTS }

/** Names in the order in which they came, as the schema lists them. */
export const FAULT_NAMES = [
  'reader-broken',
  'chip-unreadable',
  'line-down',
  'power-out',
  'service-closed',
  'latency',
  'refused',
  'reset',
  'truncate',
  'slow-drip',
  'wrong-encoding',
  'half-written',
  'duplicate-file',
  'maintenance',
  'processing',
  'registration-lag',
  'partial-consent',
  'pin-locked',
] as const satisfies readonly FaultName[]
