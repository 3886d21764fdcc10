import type { Message } from '../scenarios/history.ts'

/** 通信記録: the last exchanges of a world, bounded in number and bytes. It is not state. */
export interface ExchangeLog {
  readonly add: (message: Omit<Message, 'sequence'>) => void
  /** Messages after a sequence number (exclusive), oldest first; their bytes are copies. */
  readonly since: (sequence: number) => readonly Message[]
  readonly last: () => number
  /** Forgets what is kept; numbers go on. */
  readonly clear: () => void
  /** Takes back what was added after a sequence number: those exchanges did not come about. */
  readonly undo: (sequence: number) => void
}

/** How much of the past a log keeps. */
export const LOG_LIMITS = { messages: 10_000, bytes: 8_388_608 } as const

const SMALLEST_PAGE = 4096
const LARGEST_PAGE = 65_536

/** Memory that many exchanges share: thousands of small pieces that live long would keep the collector busy. */
interface Page {
  readonly bytes: Uint8Array
  used: number
  /** How many pieces of kept messages lie on it. */
  pieces: number
}

interface Piece {
  readonly page: Page
  readonly from: number
  readonly until: number
}

/** Pages in the order in which they are filled; those without pieces are filled again. */
function createPages(): { readonly keep: (bytes: Uint8Array) => Piece; readonly release: (piece: Piece) => void } {
  let size = SMALLEST_PAGE
  let current: Page = { bytes: new Uint8Array(0), used: 0, pieces: 0 }
  const empty: Page[] = []
  const pageFor = (length: number): Page => {
    const again = length <= LARGEST_PAGE ? empty.pop() : undefined
    if (again !== undefined) return again
    const page: Page = { bytes: new Uint8Array(Math.max(size, length)), used: 0, pieces: 0 }
    size = Math.min(size * 2, LARGEST_PAGE)
    return page
  }
  return {
    keep: (bytes) => {
      if (current.used + bytes.length > current.bytes.length) current = pageFor(bytes.length)
      const page = current
      const from = page.used
      page.bytes.set(bytes, from)
      page.used += bytes.length
      page.pieces += 1
      return { page, from, until: page.used }
    },
    release: ({ page }) => {
      page.pieces -= 1
      if (page.pieces > 0 || page === current || page.bytes.length !== LARGEST_PAGE) return
      page.used = 0
      empty.push(page)
    },
  }
}

interface Entry {
  readonly message: Message
  readonly request: Piece | null
  readonly answer: Piece | null
}

const bytesOf = (piece: Piece | null): Uint8Array | null =>
  piece === null ? null : piece.page.bytes.slice(piece.from, piece.until)

const lengthOf = (piece: Piece | null): number => (piece === null ? 0 : piece.until - piece.from)

const sizeOf = ({ request, answer }: Entry): number => lengthOf(request) + lengthOf(answer)

export function createExchangeLog(
  limits: { readonly messages: number; readonly bytes: number } = LOG_LIMITS,
): ExchangeLog {
  let kept: Entry[] = []
  let first = 0
  let bytes = 0
  let sequence = 0
  const { keep, release } = createPages()
  const drop = (): void => {
    const oldest = kept[first]
    if (oldest === undefined) return
    bytes -= sizeOf(oldest)
    if (oldest.request !== null) release(oldest.request)
    if (oldest.answer !== null) release(oldest.answer)
    first += 1
    if (first < 1024 || first * 2 < kept.length) return
    kept = kept.slice(first)
    first = 0
  }
  return {
    add: (draft) => {
      sequence += 1
      const entry: Entry = {
        message: { ...draft, sequence, request: null, answer: null },
        request: draft.request === null ? null : keep(draft.request),
        answer: draft.answer === null ? null : keep(draft.answer),
      }
      kept.push(entry)
      bytes += sizeOf(entry)
      while (kept.length - first > limits.messages || (bytes > limits.bytes && kept.length - first > 1)) drop()
    },
    since: (after) => {
      const oldest = kept[first]
      if (oldest === undefined) return []
      return kept
        .slice(first + Math.max(0, after - oldest.message.sequence + 1))
        .map(({ message, request, answer }) => ({ ...message, request: bytesOf(request), answer: bytesOf(answer) }))
    },
    last: () => sequence,
    clear: () => {
      while (first < kept.length) drop()
    },
    undo: (after) => {
      sequence = Math.min(sequence, after)
      while (kept.length > first && (kept.at(-1)?.message.sequence ?? 0) > after) {
        const entry = kept.pop()
        if (entry === undefined) return
        bytes -= sizeOf(entry)
        if (entry.request !== null) release(entry.request)
        if (entry.answer !== null) release(entry.answer)
      }
    },
  }
}
