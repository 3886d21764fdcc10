// Shift_JIS without a package: Node can read it, so the table for writing is what it reads, turned around.

const decoder = new TextDecoder('shift_jis', { fatal: true })

const read = (...bytes: readonly number[]): string | null => {
  try {
    return decoder.decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

const TABLE: ReadonlyMap<string, readonly number[]> = new Map(
  [
    ...range(0x00, 0x7f).map((byte) => [byte]),
    ...range(0xa1, 0xdf).map((byte) => [byte]),
    ...[...range(0x81, 0x9f), ...range(0xe0, 0xfc)].flatMap((lead) =>
      [...range(0x40, 0x7e), ...range(0x80, 0xfc)].map((trail) => [lead, trail]),
    ),
  ]
    .flatMap((bytes): [string, number[]][] => {
      const char = read(...bytes)
      return char === null ? [] : [[char, bytes]]
    })
    // Characters that stand twice in the table keep their first place.
    .toReversed(),
)

export const toShiftJis = (text: string): Uint8Array =>
  Uint8Array.from([...text].flatMap((char) => TABLE.get(char) ?? [0x3f]))

export const fromShiftJis = (bytes: Uint8Array): string => decoder.decode(bytes)
