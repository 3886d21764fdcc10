import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExchangeLog } from '../../simulator/exchange-log.ts'
import type { Message } from '../../scenarios/history.ts'
import { NINE } from './support.ts'

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)

const exchange = (request: Uint8Array | null, answer: Uint8Array | null): Omit<Message, 'sequence'> => ({
  at: NINE,
  door: 'oqs',
  name: 'OQSsiquc01req_1.xml',
  request,
  answer,
  answerName: null,
  status: 200,
  note: 'answered',
})

describe('the exchange log', () => {
  it('gives back what was said, oldest first, after a number', () => {
    const log = createExchangeLog()
    log.add(exchange(filled(3, 1), filled(5, 2)))
    log.add(exchange(null, filled(0, 0)))
    expect(log.since(0)).toEqual([
      { sequence: 1, ...exchange(filled(3, 1), filled(5, 2)) },
      { sequence: 2, ...exchange(null, filled(0, 0)) },
    ])
    expect(log.since(1).map(({ sequence }) => sequence)).toEqual([2])
    expect(log.since(2)).toEqual([])
    expect(log.last()).toBe(2)
  })

  it('keeps what was said when the bytes of a caller change afterwards', () => {
    const log = createExchangeLog()
    const bytes = filled(4, 7)
    log.add(exchange(bytes, null))
    bytes.fill(9)
    log.since(0)[0]?.request?.fill(8)
    expect(log.since(0)[0]?.request).toEqual(filled(4, 7))
  })

  it('takes back exchanges that did not come about, and gives their numbers again', () => {
    const log = createExchangeLog()
    for (let n = 1; n <= 3; n += 1) log.add(exchange(filled(10, n), filled(20, n)))
    log.undo(1)
    expect(log.last()).toBe(1)
    log.add(exchange(filled(10, 7), null))
    log.undo(9)
    expect(log.since(0)).toEqual([
      { sequence: 1, ...exchange(filled(10, 1), filled(20, 1)) },
      { sequence: 2, ...exchange(filled(10, 7), null) },
    ])
  })

  it('forgets the oldest over either limit, and keeps one message that is larger than all', () => {
    const few = createExchangeLog({ messages: 2, bytes: 1000 })
    for (let n = 1; n <= 5; n += 1) few.add(exchange(filled(10, n), null))
    expect(few.since(0).map(({ sequence }) => sequence)).toEqual([4, 5])
    few.add(exchange(filled(2000, 6), null))
    expect(few.since(0).map(({ sequence }) => sequence)).toEqual([6])
  })

  it('never mixes messages, however often its memory was used again', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 400_000 }), (lengths, bytes) => {
        const log = createExchangeLog({ messages: 7, bytes })
        lengths.forEach((length, index) =>
          log.add(exchange(filled(length, index + 1), filled(length % 100, index + 101))),
        )
        for (const { sequence, request, answer } of log.since(0)) {
          const length = lengths[sequence - 1] ?? -1
          expect(Buffer.compare(request ?? filled(1, 0), filled(length, sequence))).toBe(0)
          expect(Buffer.compare(answer ?? filled(1, 0), filled(length % 100, sequence + 100))).toBe(0)
        }
        expect(log.since(0).at(-1)?.sequence).toBe(lengths.length)
      }),
    )
  })
})
