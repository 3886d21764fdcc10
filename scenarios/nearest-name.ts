/** The name with the fewest changed letters, or null when none is near. */
export function nearestName(given: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(2, Math.floor(given.length / 3)) ? best.name : null
}

/** Letters to insert, remove or replace to make one text of the other; neighbours that are swapped count as `swap` letters. */
export function editDistance(a: string, b: string, swap: 1 | 2 = 2): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, k) => k)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let k = 1; k <= b.length; k += 1) {
      const kept = (row[k - 1] ?? 0) + (a[i - 1] === b[k - 1] ? 0 : 1)
      const isSwapped = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]
      const swapped = isSwapped ? (before[k - 2] ?? 0) + swap : Infinity
      next.push(Math.min(kept, (row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1, swapped))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
