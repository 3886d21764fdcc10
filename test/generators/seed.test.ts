import { describe, expect, it } from 'vitest'
import { stream } from '../../generators/seed.ts'

describe('a stream', () => {
  it('gives the same numbers for the same seed and labels, on every system', () => {
    const { next32 } = stream(42, 'people', 7)
    expect([next32(), next32(), next32()]).toEqual([612_277_808, 2_546_829_056, 2_737_978_746])
  })

  it('is independent of how often another stream was asked', () => {
    const other = stream(42, 'other')
    const first = stream(42, 'people').next32()
    other.next32()
    expect(stream(42, 'people').next32()).toBe(first)
  })

  it.each([
    ['the seed', stream(43, 'people', 7)],
    ['a high bit of the seed', stream(42 + 2 ** 40, 'people', 7)],
    ['a text label', stream(42, 'people2', 7)],
    ['a numeric label', stream(42, 'people', 8)],
    ['the number of labels', stream(42, 'people')],
  ])('changes with %s', (_, changed) => {
    expect(changed.next32()).not.toBe(stream(42, 'people', 7).next32())
  })

  it('spreads over a range and keeps a probability', () => {
    const { below, chance } = stream(1, 'spread')
    const drawn = Array.from({ length: 70_000 }, () => below(7))
    const counts = [0, 1, 2, 3, 4, 5, 6].map((n) => drawn.filter((each) => each === n).length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(70_000)
    expect(Math.min(...counts)).toBeGreaterThan(9_500)
    let hits = 0
    for (let i = 0; i < 100_000; i += 1) hits += chance(0.044) ? 1 : 0
    expect(hits / 100_000).toBeCloseTo(0.044, 2)
  })

  it('refuses to pick from nothing', () => {
    expect(() => stream(1).pick([])).toThrow(RangeError)
  })
})
