import { type Instant, addSeconds, toSecondNumber } from '../src/domain/civil-date.ts'

/** 世界の時計: what time it is in one world. */
export interface WorldClock {
  readonly now: () => Instant
  /** Sets the clock, forwards or backwards. */
  readonly moveTo: (at: Instant) => void
}

/** A clock that stands still until it is moved. */
export function standingClock(start: Instant): WorldClock {
  let at = start
  return {
    now: () => at,
    moveTo: (to) => {
      at = to
    },
  }
}

/** A clock that goes on from `start` as the wall does; `wall` counts milliseconds from any origin and is read on every call. */
export function followingClock(start: Instant, wall: () => number): WorldClock {
  let from = start
  let since = wall()
  let known = start
  let knownSecond = 0
  return {
    now: () => {
      const seconds = Math.floor((wall() - since) / 1000)
      if (seconds !== knownSecond) {
        knownSecond = seconds
        known = addSeconds(from, seconds)
      }
      return known
    },
    moveTo: (to) => {
      from = to
      since = wall()
      known = to
      knownSecond = 0
    },
  }
}

/** Seconds from one moment to another; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number => toSecondNumber(to) - toSecondNumber(from)
