import { isUnheard, waitOf } from '../faults/delivery.ts'
import type { Strike } from '../faults/strike.ts'
import type { SimulatedWorld, StrikableMessage } from '../world.ts'

/** What becomes of a message at this look: it goes on under its faults, waits for so many milliseconds, or stays. */
export type Fate =
  | { readonly kind: 'goes'; readonly struck: Strike | null }
  | { readonly kind: 'waits'; readonly millis: number }
  | { readonly kind: 'stays' }

/** 足止め: messages that faults keep back. Each is counted once, however often it is looked at. */
export interface Held {
  readonly fateOf: (world: SimulatedWorld, version: string, message: StrikableMessage, now: number) => Fate
  readonly forget: (name: string) => void
  /** Forgets those that are no longer what they were. */
  readonly keepOnly: (isStill: (name: string, version: string) => boolean) => void
}

export function createHeld(): Held {
  const known = new Map<string, { readonly version: string; readonly struck: Strike | null; readonly due: number }>()
  return {
    fateOf: (world, version, message, now) => {
      const before = known.get(message.name)
      const isSame = before?.version === version
      const struck = isSame ? before.struck : world.strike(message)
      const due = isSame ? before.due : now + (struck === null ? 0 : waitOf(struck))
      known.set(message.name, { version, struck, due })
      if (now < due) return { kind: 'waits', millis: due - now }
      if (struck === null || !isUnheard(struck)) return { kind: 'goes', struck }
      const left = world.stillStruck(struck)
      return isUnheard(left) ? { kind: 'stays' } : { kind: 'goes', struck: left }
    },
    forget: (name) => {
      known.delete(name)
    },
    keepOnly: (isStill) => {
      for (const [name, { version }] of known) if (!isStill(name, version)) known.delete(name)
    },
  }
}
