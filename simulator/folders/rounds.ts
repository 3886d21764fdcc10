/** 見回り: looks again and again; at once when something changed, and when somebody asks for a look. */
export interface Rounds {
  /** Something may have changed. */
  readonly wake: () => void
  /** Resolves after a look that began after the call. */
  readonly look: () => Promise<void>
  /** Ends after the look that is under way. */
  readonly close: () => Promise<void>
}

/** Begins at once. `sweep` looks at everything and tells in how many milliseconds to look again. */
export function createRounds(sweep: () => Promise<number>, pollMillis: number): Rounds {
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
        console.error(error)
        return pollMillis
      })
      .then((next) => {
        sweeping = null
        for (const answer of asked) answer()
        if (closed) return
        if (isWanted) round()
        else timer = setTimeout(round, Math.max(1, next))
      })
  }
  const wake = (): void => {
    if (closed) return
    if (sweeping === null) round()
    else isWanted = true
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
