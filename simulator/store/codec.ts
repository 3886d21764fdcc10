import type { WorldEvent } from '../events.ts'
import { beginningOf, decodeEvent, decodeRecord, encodeEvent, encodeRecord, recordOf } from '../record.ts'
import type { Result } from '../../src/domain/result.ts'
import type { SimulatedWorld, WorldBeginning } from '../world.ts'
import { StoreError } from './port.ts'

/** 行の形: how worlds and events are written into a store. */
export interface Codec {
  readonly setupText: (world: SimulatedWorld) => string
  readonly eventText: (event: WorldEvent) => string
  readonly eventOf: (text: string) => WorldEvent
  readonly beginningOf: (setup: string, events: readonly WorldEvent[]) => WorldBeginning
}

function readable<T>(read: Result<T, { readonly code: string; readonly reason: string }>): T {
  if (read.ok) return read.value
  throw new StoreError('STORE_FOREIGN', `the store holds something that cannot be read: ${read.problem.reason}`)
}

/** A world is written as the record of its beginning; its events are rows of their own. */
export const worldCodec: Codec = {
  setupText: (world) => encodeRecord({ ...recordOf(world), events: [] }),
  eventText: encodeEvent,
  eventOf: (text) => readable(decodeEvent(text)),
  beginningOf: (setup, events) => {
    const record = readable(decodeRecord(setup))
    const sequence = events.reduce((highest, event) => Math.max(highest, event.sequence), record.sequence)
    return readable(beginningOf({ ...record, sequence, events }))
  },
}
