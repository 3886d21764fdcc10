import { type Instant, addSeconds, toSecondNumber } from '../src/domain/civil-date.ts'

/** 世界の時計: what time it is in one world. */
export interface WorldClock {
  readonly now: () => Instant
  /** Sets the clock, forwards or backwards. */
  readonly moveTo: (at: Instant) => void
}

/** A clock that can be told to go on with the wall. */
export interface FollowingClock extends WorldClock {
  /** From now on the clock goes as the wall does; `wall` counts milliseconds from any origin and is read on every call. */
  readonly follow: (wall: () => number) => void
}

/** A clock that stands still: it moves only when it is set. */
export function standingClock(start: Instant): WorldClock {
  let at = start
  return {
    now: () => at,
    moveTo: (to) => {
      at = to
    },
  }
}

/** A clock that stands still until it is told to follow the wall; setting it keeps it going from the new moment. */
export function followingClock(start: Instant): FollowingClock {
  let from = start
  let wall = (): number => 0
  let since = 0
  let shown = start
  let shownSeconds = 0
  const restart = (at: Instant): void => {
    from = at
    since = wall()
    shown = at
    shownSeconds = 0
  }
  const now = (): Instant => {
    const seconds = Math.floor((wall() - since) / 1000)
    if (seconds !== shownSeconds) {
      shownSeconds = seconds
      shown = addSeconds(from, seconds)
    }
    return shown
  }
  return {
    now,
    moveTo: restart,
    follow: (reader) => {
      const at = now()
      wall = reader
      restart(at)
    },
  }
}

/** Seconds from one moment to another; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number => toSecondNumber(to) - toSecondNumber(from)
