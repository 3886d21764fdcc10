import type { Message } from '../scenarios/history.ts'

/** 通信記録: the last exchanges of a world, bounded in number and bytes. It is not state. */
export interface ExchangeLog {
  readonly add: (message: Omit<Message, 'sequence'>) => Message
  /** Messages after a sequence number (exclusive), oldest first. */
  readonly since: (sequence: number) => readonly Message[]
  readonly last: () => number
}

/** How much of the past a log keeps. */
export const LOG_LIMITS = { messages: 10_000, bytes: 8_388_608 } as const

const sizeOf = (message: Message): number => (message.request?.length ?? 0) + (message.answer?.length ?? 0)

export function createExchangeLog(limits: { readonly messages: number; readonly bytes: number } = LOG_LIMITS): ExchangeLog {
  let kept: Message[] = []
  let first = 0
  let bytes = 0
  let sequence = 0
  const drop = (): void => {
    const oldest = kept[first]
    if (oldest === undefined) return
    bytes -= sizeOf(oldest)
    first += 1
    if (first < 1024 || first * 2 < kept.length) return
    kept = kept.slice(first)
    first = 0
  }
  return {
    add: (draft) => {
      sequence += 1
      const message: Message = { sequence, ...draft }
      kept.push(message)
      bytes += sizeOf(message)
      while (kept.length - first > limits.messages || (bytes > limits.bytes && kept.length - first > 1)) drop()
      return message
    },
    since: (after) => {
      const oldest = kept[first]
      if (oldest === undefined) return []
      return kept.slice(first + Math.max(0, after - oldest.sequence + 1))
    },
    last: () => sequence,
  }
}
