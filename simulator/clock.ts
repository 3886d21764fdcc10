import { type Instant, addSeconds, toSecondNumber } from '../src/domain/civil-date.ts'

/**
 * 時計の置き方: what a clock was set to. With `wall` null it stands still at `at`; otherwise it showed `at` when the wall's
 * clock showed `wall` milliseconds, and goes on with it.
 */
export interface ClockStand {
  readonly at: Instant
  readonly wall: number | null
}

/** 世界の時計: what time it is in one world. */
export interface WorldClock {
  readonly now: () => Instant
  /** How it was set last. */
  readonly stand: () => ClockStand
  /** Sets the clock, forwards or backwards. */
  readonly set: (stand: ClockStand) => void
}

/** Milliseconds of the wall's clock, or null while nobody has told where to read it. */
export type Wall = () => number | null

/** A clock that stands still or goes with the wall, as it was set last; without a wall to read it stands. */
export function worldClock(start: ClockStand, wall: Wall): WorldClock {
  let stand = start
  let shown = start.at
  let shownSeconds = 0
  const now = (): Instant => {
    if (stand.wall === null) return stand.at
    const seconds = Math.floor(((wall() ?? stand.wall) - stand.wall) / 1000)
    if (seconds !== shownSeconds) {
      shownSeconds = seconds
      shown = addSeconds(stand.at, seconds)
    }
    return shown
  }
  return {
    now,
    stand: () => stand,
    set: (to) => {
      stand = to
      shown = to.at
      shownSeconds = 0
    },
  }
}

/** Seconds from one moment to another; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number => toSecondNumber(to) - toSecondNumber(from)

/** 時計の範囲: the years in which a world's clock may be set (inclusive). Ages, benefit years and certificates are reckoned from it. */
export const CLOCK_YEARS = { first: 1990, last: 2080 } as const

/** True for a moment to which a world's clock may be set. */
export const isClockMoment = (at: Instant): boolean =>
  at >= String(CLOCK_YEARS.first) && at < String(CLOCK_YEARS.last + 1)
