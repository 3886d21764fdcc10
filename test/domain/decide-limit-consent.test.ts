import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import { decide } from '../../src/domain/decide.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { counter, read } from '../support/counter-builders.ts'

const LATE = { readerRelease: civilDate('2025-04-01') }

/** A card that was read on a day, with or without the patient's leave to hand over the 限度額 class ウ. */
function bandOn(day: string, limitRefused: boolean, facility = {}): string | null {
  const { presentation, facts } = counter(day, { ...read(), facility })
  return decide(presentation, limitRefused ? { ...facts, limitRefused } : facts, latestBook).limitBand
}

describe('the limit class of a card that was read', () => {
  it.each([
    ['2024-10-06', true, null],
    ['2024-10-06', false, 'A03'],
    ['2024-10-07', true, 'A03'],
  ])('is the choice of the patient to 2024-10-06: %s, refused %s', (day, refused, band) => {
    expect(bandOn(day, refused)).toBe(band)
  })

  it.each([
    ['2025-03-31', null],
    ['2025-04-01', 'A03'],
  ])('stays his choice until this reader has the release: %s', (day, band) => {
    expect(bandOn(day, true, LATE)).toBe(band)
  })
})
