/** 見回り: looks again and again; at once when something changed, and when somebody asks for a look. */
export interface Rounds {
  /** Something may have changed. */
  readonly wake: () => void
  /** Resolves after a look that began after the call. */
  readonly look: () => Promise<void>
  /** Ends after the look that is under way. */
  readonly close: () => Promise<void>
}

/** Milliseconds between a change and the look at it: one change seldom comes alone. */
const SOON = 1

const tell = (error: unknown): void => console.error(error)

/**
 * Begins at once. `sweep` looks at everything and tells in how many milliseconds to look again; when it cannot, `failed` hears
 * why.
 */
export function createRounds(
  sweep: () => Promise<number>,
  pollMillis: number,
  failed: (error: unknown) => void = tell,
): Rounds {
  let closed = false
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> | null = null
  let isWanted = false
  let asking: (() => void)[] = []

  const round = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    isWanted = false
    const asked = asking
    asking = []
    sweeping = sweep()
      .catch((error: unknown) => {
        failed(error)
        return pollMillis
      })
      .then((next) => {
        sweeping = null
        for (const answer of asked) answer()
        if (closed) return
        timer = setTimeout(round, isWanted ? SOON : Math.max(SOON, next))
      })
  }
  const wake = (): void => {
    if (closed) return
    isWanted = true
    if (sweeping !== null || timer === null) return
    clearTimeout(timer)
    timer = setTimeout(round, SOON)
  }
  round()
  return {
    wake,
    look: () =>
      new Promise((resolve) => {
        if (closed) return resolve()
        asking.push(resolve)
        wake()
      }),
    close: async () => {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await sweeping
      for (const answer of asking) answer()
    },
  }
}
