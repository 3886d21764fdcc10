import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permutation } from '../../generators/permutation.ts'

const sizes = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 2 ** 31 }), fc.constant(2 ** 31))
const keys = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('a permutation', () => {
  it('comes back from where it went, inside its domain, for every size up to 2^31', () => {
    fc.assert(
      fc.property(sizes, keys, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (size, key, share) => {
        const { forward, backward } = permutation(size, key)
        const value = Math.floor(share * size)
        const there = forward(value)
        expect(there).toBeGreaterThanOrEqual(0)
        expect(there).toBeLessThan(size)
        expect(backward(there)).toBe(value)
        expect(forward(backward(value))).toBe(value)
      }),
    )
  })

  it('reaches every value once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), keys, (size, key) => {
        const { forward } = permutation(size, key)
        expect(new Set(Array.from({ length: size }, (_, value) => forward(value))).size).toBe(size)
      }),
      { numRuns: 50 },
    )
  })

  it('does not leave most values where they were', () => {
    const { forward } = permutation(10_000, 7)
    expect(
      Array.from({ length: 10_000 }, (_, value) => forward(value)).filter((there, value) => there === value).length,
    ).toBeLessThan(10)
  })

  it.each([0, -1, 1.5, 2 ** 31 + 1])('refuses the size %d', (size) => {
    expect(() => permutation(size, 1)).toThrow(RangeError)
  })
})
