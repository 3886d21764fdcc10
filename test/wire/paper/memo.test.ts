import { expect, it } from 'vitest'
import { contentMemo } from '../../../src/wire/paper/memo.ts'

/** A memo that counts what was made anew. */
function counted(): { readonly ask: (bytes: Uint8Array) => Promise<number>; readonly made: () => number } {
  const memo = contentMemo<number>()
  let made = 0
  return {
    ask: (bytes) =>
      memo(bytes, () => {
        made += 1
        return Promise.resolve(bytes[0] ?? 0)
      }),
    made: () => made,
  }
}

it('makes the answer for the same content once', async () => {
  const { ask, made } = counted()
  expect(await Promise.all([ask(Uint8Array.of(7, 1)), ask(Uint8Array.of(7, 1))])).toEqual([7, 7])
  expect(await ask(Uint8Array.of(8, 1))).toBe(8)
  expect(made()).toBe(2)
})

it('does not change its answer with bytes that are written over later', async () => {
  const { ask } = counted()
  const bytes = Uint8Array.of(7, 1)
  await ask(bytes)
  bytes[0] = 9
  expect(await ask(bytes)).toBe(9)
  expect(await ask(Uint8Array.of(7, 1))).toBe(7)
})

it('forgets the oldest and keeps nothing large', async () => {
  const { ask, made } = counted()
  for (let at = 0; at < 2100; at += 1) await ask(Uint8Array.of(at & 0xff, at >> 8))
  await ask(Uint8Array.of(0, 0))
  expect(made()).toBe(2101)
  const large = new Uint8Array(400_000)
  await ask(large)
  await ask(large)
  expect(made()).toBe(2103)
})
