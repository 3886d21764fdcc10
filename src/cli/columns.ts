/** Code points that take two columns on a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

/** Columns that a text takes on a terminal. */
export const columnsOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)

/** A text filled up with spaces to a number of columns. */
export const padColumns = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)))

/** What must not be torn apart: a run of narrow characters with its spaces, or one wide character with closing marks. */
const PIECES = /\s*[!-~\u00a1-\u10ff\u2010-\u2e7f]+|\s*.[、。，．）」』】〕！？ー]*/gu

/** A line cut to a number of columns; what follows is indented two deeper than the line. */
export function wrapLine(line: string, columns: number): string[] {
  const indent = ' '.repeat((/^ */.exec(line)?.[0].length ?? 0) + 2)
  const lines: string[] = []
  let current = ''
  for (const [piece] of line.matchAll(PIECES)) {
    if (current !== '' && columnsOf(current) + columnsOf(piece) > columns) {
      lines.push(current)
      current = indent + piece.trimStart()
    } else current += piece
  }
  return current === '' && lines.length > 0 ? lines : [...lines, current]
}

/** A text cut to a number of columns, with a mark where something is missing. */
export function clipped(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (columnsOf(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…`
}
