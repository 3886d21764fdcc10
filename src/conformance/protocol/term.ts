/** One value of a closed list, explained to whoever writes a driver. */
export interface Term {
  readonly ja: string
  readonly en: string
  /** Where the value occurs; null when the sentence says enough. */
  readonly example?: string
}
