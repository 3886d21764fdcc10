import { describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { type DatedRow, rowOn, valueOn } from '../../src/domain/rules.ts'

/** Every boundary of every dated row, typed from the facts: the day before, the first day, the last day, the day after. */
const BOUNDARIES = `
old-card/valid                         | 2025-12-01 true | 2025-12-02 false
provisional/all-covers                 | 2025-12-01 false | 2025-12-02 true | 2026-03-31 true | 2026-04-01 true | 2026-07-31 true | 2026-08-01 false
provisional/residence-cover            | 2025-07-31 false | 2025-08-01 true | 2026-03-31 true | 2026-04-01 true | 2026-07-31 true | 2026-08-01 false
grace/exists                           | 2024-12-01 false | 2024-12-02 true
phone/served                           | 2025-09-18 false | 2025-09-19 true
paper/certificate-exists               | 2024-12-01 false | 2024-12-02 true
fallback/order                         | 2023-07-09 0 | 2023-07-10 5
paper/portal-pdf                       | 2024-01-31 false | 2024-02-01 true
paper/portal-screen                    | 2023-07-09 false | 2023-07-10 true
method/M03                             | 2021-10-19 false | 2021-10-20 true
method/M05                             | 2023-12-14 false | 2023-12-15 true
method/M06                             | 2024-12-01 false | 2024-12-02 true
method/M13                             | 2023-07-09 false | 2023-07-10 true
method/M14                             | 2023-07-09 false | 2023-07-10 true
method/M17                             | 2024-10-31 false | 2024-11-01 true
method/M17-copies                      | 2025-02-11 false | 2025-02-12 true
method/M19                             | 2024-03-31 false | 2024-04-01 true
method/M20a                            | 2024-03-31 false | 2024-04-01 true
method/M20b                            | 2024-03-31 false | 2024-04-01 true
method/M20b-visual                     | 2024-09-30 false | 2024-10-01 true
method/M20-at-counter                  | 2025-03-31 false | 2025-04-01 true
method/M21                             | 2021-10-19 false | 2021-10-20 true
method/M22                             | 2028-03-31 false | 2028-04-01 true
method/M27                             | 2024-12-08 false | 2024-12-09 true
method/M29                             | 2026-06-13 false | 2026-06-14 true
method/M30                             | 2021-10-19 false | 2021-10-20 true
claim/unknown-insurer-number           | 2023-07-09 "77777777" | 2023-07-10 "77777777"
money/limits-under-70                  | 2026-07-31 252600 | 2026-08-01 270300 | 2027-07-31 270300 | 2027-08-01 unknown
money/limits-from-70                   | 2026-07-31 18000 | 2026-08-01 22000 | 2027-07-31 22000 | 2027-08-01 unknown
money/annual-caps                      | 2026-07-31 none | 2026-08-01 1680000 | 2027-07-31 1680000 | 2027-08-01 unknown
money/claim-remarks                    | 2022-09-30 0 | 2022-10-01 2
money/kouki-relief                     | 2022-09-30 null | 2022-10-01 3000 | 2025-09-30 3000 | 2025-10-01 null
money/kouki-two-tenths                 | 2022-09-30 null | 2022-10-01 280000
money/seed-add-on                      | 2024-05-31 null | 2024-06-01 10/30 | 2024-11-30 10/30 | 2024-12-01 null
registration/expired-listed-after-months | 2025-08-14 3 | 2025-08-15 2
registration/mismatch-hides            | 2024-05-06 "BY_CLASS" | 2024-05-07 "RECORD"
issuance/certificate-to                | 2024-12-01 "NOBODY" | 2024-12-02 "NON_HOLDERS"
deregistration/open                    | 2024-10-27 false | 2024-10-28 true
issuance/kouki                         | 2024-12-01 "NON_HOLDERS" | 2024-12-02 "ALL" | 2025-07-31 "ALL" | 2025-08-01 "ALL" | 2026-07-31 "ALL" | 2026-08-01 "HOLDING"
issuance/kouki-age                     | 2026-07-31 null | 2026-08-01 85
issuance/kouki-age-day                 | 2026-07-31 null | 2026-08-01 "2026-08-01"
issuance/kouki-uses                    | 2026-07-31 null | 2026-08-01 6
issuance/kyokai-extraction             | 2025-04-29 null | 2025-04-30 "2025-04-30"
issuance/kyokai-certificates           | 2025-07-29 false | 2025-07-30 true | 2025-10-31 true | 2025-11-01 false
issuance/kyokai-notice-wave            | 2024-09-08 0 | 2024-09-09 1 | 2024-09-30 1 | 2024-10-01 0 | 2025-01-21 0 | 2025-01-22 2 | 2025-02-03 2 | 2025-02-04 0
issuance/kyokai-notice-acquired-until  | 2025-01-21 null | 2025-01-22 "2024-11-29" | 2025-02-03 "2024-11-29" | 2025-02-04 null
issuance/mass-2025                     | 2025-10-31 false | 2025-11-01 true | 2025-11-30 true | 2025-12-01 false
clock/registration-days                | 2023-05-31 5 | 2023-06-01 5
`

/** One figure that stands for a whole table. */
const FIGURE: Readonly<Record<string, (text: string) => string>> = {
  'fallback/order': (text) => String((text.match(/"/g) ?? []).length / 2),
  'money/limits-under-70': (text) => /"A01":\{"fixed":(\d+)/.exec(text)?.[1] ?? 'unknown',
  'money/limits-from-70': (text) => /"outPatient":\D*(\d+)/.exec(text)?.[1] ?? 'unknown',
  'money/annual-caps': (text) =>
    /"A01":(\d+)/.exec(text)?.[1] ?? (text.includes('"established":true') ? 'none' : 'unknown'),
  'money/claim-remarks': (text) => String((text.match(/4[12]区/g) ?? []).length),
  'money/kouki-two-tenths': (text) => /"taxable":(\d+)/.exec(text)?.[1] ?? 'null',
  'money/seed-add-on': (text) => /"myNumberCard":(\d+),"otherwise":(\d+)/.exec(text)?.slice(1).join('/') ?? 'null',
}

const figure = (id: string, value: unknown): string => {
  const text = JSON.stringify(value)
  return FIGURE[id]?.(text) ?? text
}

const cases = BOUNDARIES.trim()
  .split('\n')
  .flatMap((line) => {
    const [id = '', ...cells] = line.split('|').map((cell) => cell.trim())
    return cells.map((cell) => {
      const [day = '', ...value] = cell.split(' ')
      return [id, day, value.join(' ')] as const
    })
  })

/** The days that a dated row asks for: the day before, the first, the last, the day after. */
const around = ({ from, until }: Pick<DatedRow<unknown>, 'from' | 'until'>): string[] => [
  ...(from === null ? [] : [addDays(from, -1), from]),
  ...(until === null ? [] : [until, addDays(until, 1)]),
]

describe('a dated row', () => {
  it.each(cases)('%s on %s is %s', (id, day, value) => {
    const rule = RULES.find((one) => one.id === id)
    if (rule === undefined) throw new Error(`there is no rule ${id}`)
    expect(figure(id, valueOn(rule, civilDate(day), latestBook))).toBe(value)
  })

  it('is asked on the day before, the first day, the last day and the day after, for every row of the book', () => {
    const typed = new Set(cases.map(([id, day]) => `${id} ${day}`))
    const due = RULES.flatMap(({ id, rows }) => rows.flatMap((row) => around(row).map((day) => `${id} ${day}`)))
    expect([...new Set(due)].filter((cell) => !typed.has(cell))).toEqual([])
  })

  it('is in force on its first day and on its last, unless a later known one is', () => {
    for (const rule of RULES) {
      for (const row of rule.rows) {
        for (const day of [row.from, row.until]) {
          if (day === null) continue
          const spoke = rowOn(rule, day, latestBook.ruleset)
          expect(spoke === row || (spoke !== null && spoke.knownFrom >= row.knownFrom)).toBe(true)
        }
      }
    }
  })
})
