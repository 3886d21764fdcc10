/** What to do about the reader's folder. */
export interface FacePlan<F> {
  /** Results of the reader that are not in the folder yet. */
  readonly write: readonly F[]
  /** Results that the clinic has moved or deleted: it has picked them up. */
  readonly pickedUp: readonly string[]
}

/**
 * 顔認証の結果フォルダー: `delivered` were written to the folder before, `present` lie there now; null when the folder was
 * new, so that nothing can have been taken from it. @see facts/wire.md 1.3, HAB-20
 */
export function planFaces<F extends { readonly name: string }>(
  files: readonly F[],
  delivered: ReadonlySet<string>,
  present: ReadonlySet<string> | null,
): FacePlan<F> {
  if (present === null) return { write: files, pickedUp: [] }
  return {
    write: files.filter(({ name }) => !delivered.has(name)),
    pickedUp: files.map(({ name }) => name).filter((name) => delivered.has(name) && !present.has(name)),
  }
}
