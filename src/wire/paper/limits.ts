/** 読み取りの上限: how much a paper may be before it is refused unread. */
export interface PaperLimits {
  readonly bytes: number
  readonly pages: number
  /** Objects in the file. */
  readonly objects: number
  /** Bytes of all parts after unpacking. */
  readonly unpacked: number
  /** Pieces of text on one page. */
  readonly runs: number
  /** How often forms inside forms may be drawn. */
  readonly drawings: number
}

/** For reading inside the process that asks: the papers of a system under test are small. */
export const PAPER_LIMITS: PaperLimits = {
  bytes: 1_048_576,
  pages: 50,
  objects: 5_000,
  unpacked: 24_000_000,
  runs: 4_000,
  drawings: 10_000,
}

/** For reading apart from the process that asks, where time and memory are bounded too. */
export const FILE_LIMITS: PaperLimits = {
  bytes: 20_971_520,
  pages: 50,
  objects: 100_000,
  unpacked: 200_000_000,
  runs: 20_000,
  drawings: 1_000_000,
}
