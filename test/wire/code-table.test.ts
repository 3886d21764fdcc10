import { expect, it } from 'vitest'
import { CODE_LISTS } from '../../src/wire/codes.ts'

/** 業務コード as facts/wire.md 3.1 prints them, typed from there: the number of the list and its codes. */
const TYPED: readonly (readonly [number, string])[] = [
  [1, '0 1'],
  [2, '1 2'],
  [3, '1 2 9'],
  [4, '1 2'],
  [5, '0 1'],
  [6, '1 2 3 4 5 6'],
  [7, '1 2 3'],
  [8, '01 02 03 99'],
  [9, '1 2'],
  [10, '01 02 03 04 05 06 07 A1'],
  [11, '01 02 03'],
  [12, 'A01 A02 A03 A04 A05 A06 B01 B02 B03 B04 B05 B06 B07 B08 B09 B10'],
  [13, '1 2 3'],
  [14, '0 1'],
  [15, '1'],
  [16, '0 1 2 3'],
  [17, '1 2'],
  [18, '01 02'],
  [19, '01 02 03 04 05'],
  [20, '01 02'],
  [21, '01 02'],
  [22, '1'],
  [23, '01 02'],
  [24, '01 02'],
  [25, '01 02'],
  [26, '0 1'],
  [27, '1'],
  [28, '1 2 3 4'],
  [29, 'TKK YZK'],
  [30, '0 1'],
  [31, '0 1 2 3'],
  [32, '0 1'],
  [33, '2 3'],
  [34, '1 2'],
  [35, '0 1'],
  [36, 'TSR TKK YZK SRJ SHJ'],
  [37, '0 1'],
  [38, '0 1 2 3'],
  [39, '1 2'],
  [40, '1 2 3 4 5 6'],
  [41, '1 2 3'],
  [42, '01 02 03 04 05'],
  [43, '0 1'],
  [44, '01 2 4 8'],
]

it('has of every list of 別紙5-1 exactly the codes that are publicly established', () => {
  const ours = Object.entries(CODE_LISTS).map(([id, { values }]) => [id, values.map(({ code }) => code).join(' ')])
  expect(ours).toEqual(TYPED.map(([number, codes]) => [`OQSCD${String(number).padStart(3, '0')}`, codes]))
})
