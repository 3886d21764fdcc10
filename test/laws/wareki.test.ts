import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { ERAS, formatWareki, formatWarekiShort, lastDayOfEra, parseWareki, toWareki } from '../../src/domain/wareki.ts'
import { widenWidth } from '../../src/domain/text.ts'
import { daysWithin } from '../support/domain-builders.ts'

const written = (date: string): string => {
  const wareki = toWareki(civilDate(date))
  return wareki.ok ? formatWareki(wareki.value) : wareki.problem.code
}

describe('Japanese years', () => {
  it('writes 21 November 2026 as 令和8年11月21日 and reads it back', () => {
    expect(written('2026-11-21')).toBe('令和8年11月21日')
    expect(parseWareki('令和8年11月21日')).toEqual({ ok: true, value: '2026-11-21' })
  })

  it.each([
    ['1873-01-01', '明治6年1月1日'],
    ['1912-07-29', '明治45年7月29日'],
    ['1912-07-30', '大正元年7月30日'],
    ['1926-12-24', '大正15年12月24日'],
    ['1926-12-25', '昭和元年12月25日'],
    ['1927-01-01', '昭和2年1月1日'],
    ['1989-01-07', '昭和64年1月7日'],
    ['1989-01-08', '平成元年1月8日'],
    ['2019-04-30', '平成31年4月30日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2020-01-01', '令和2年1月1日'],
  ])('writes %s as %s', (date, text) => {
    expect(written(date)).toBe(text)
    expect(parseWareki(text)).toEqual({ ok: true, value: date })
  })

  it.each([
    'R8.11.21',
    'R08.11.21',
    'R8/11/21',
    'R8-11-21',
    'r8.11.21',
    'Ｒ８．１１．２１',
    '令和８年１１月２１日',
    '令和 8年11月21日',
    '　令和8.11.21　',
    '㋿8年11月21日',
  ])('reads "%s" as the same day', (text) => {
    expect(parseWareki(text)).toEqual({ ok: true, value: '2026-11-21' })
  })

  it.each([
    ['R1.5.1', '2019-05-01'],
    ['令和元.5.1', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['S64.1.7', '1989-01-07'],
    ['㍻元年1月8日', '1989-01-08'],
  ])('reads the first and last years in %s', (text, date) => {
    expect(parseWareki(text)).toEqual({ ok: true, value: date })
  })

  it('refuses a day outside its era and says where the era lies', () => {
    expect(parseWareki('昭和64年1月8日')).toEqual({
      ok: false,
      problem: {
        code: 'WAREKI_OUTSIDE_ERA',
        era: 'showa',
        from: '1926-12-25',
        until: '1989-01-07',
        date: '1989-01-08',
      },
    })
  })

  it.each([
    ['平成元年1月7日', 'WAREKI_OUTSIDE_ERA'],
    ['平成31年5月1日', 'WAREKI_OUTSIDE_ERA'],
    ['令和元年4月30日', 'WAREKI_OUTSIDE_ERA'],
    ['明治45年7月30日', 'WAREKI_OUTSIDE_ERA'],
    ['令和0年12月1日', 'WAREKI_OUTSIDE_ERA'],
    ['大正0年12月1日', 'WAREKI_OUTSIDE_ERA'],
    ['明治5年12月2日', 'WAREKI_BEFORE_SOLAR_CALENDAR'],
    ['明治元年1月1日', 'WAREKI_BEFORE_SOLAR_CALENDAR'],
    ['令和7年2月29日', 'WAREKI_NO_SUCH_DAY'],
    ['令和8年13月1日', 'WAREKI_NO_SUCH_DAY'],
    ['令和8年11月', 'WAREKI_FORM'],
    ['2026年11月21日', 'WAREKI_FORM'],
    ['R8.11/21', 'WAREKI_FORM'],
    ['Q8.11.21', 'WAREKI_FORM'],
    ['', 'WAREKI_FORM'],
  ])('refuses "%s" with %s', (text, code) => {
    expect(parseWareki(text)).toMatchObject({ ok: false, problem: { code } })
  })

  it('refuses to write a day before the solar calendar', () => {
    expect(toWareki(civilDate('1872-12-31'))).toEqual({
      ok: false,
      problem: { code: 'WAREKI_BEFORE_SOLAR_CALENDAR', from: '1873-01-01' },
    })
  })
})

describe('the era table', () => {
  it('is in order, cites a source in each row and leaves no day between two eras', () => {
    ERAS.forEach((era, index) => {
      const next = ERAS[index + 1]
      expect(era.source).toContain(era.from)
      const last = lastDayOfEra(era.id)
      expect(last).toBe(next === undefined ? null : addDays(next.from, -1))
      if (last !== null) expect(last > era.from).toBe(true)
    })
  })

  it('gives every day from 1873 to 2100 one name that reads back to it, long or short, in any width', () => {
    fc.assert(
      fc.property(daysWithin('1873-01-01', '2100-12-31'), (date) => {
        const wareki = toWareki(date)
        if (!wareki.ok) throw new Error(wareki.problem.code)
        for (const text of [formatWareki(wareki.value), formatWarekiShort(wareki.value)]) {
          if (wareki.value.year > 99) continue
          expect(parseWareki(text)).toEqual({ ok: true, value: date })
          expect(parseWareki(widenWidth(text))).toEqual({ ok: true, value: date })
        }
      }),
    )
  })

  it('accepts a day under exactly one era', () => {
    fc.assert(
      fc.property(daysWithin('1873-01-01', '2060-12-31'), (date) => {
        const [year, month, day] = date.split('-').map(Number)
        const readings = ERAS.map((era) =>
          parseWareki(`${era.kanji}${(year ?? 0) - era.firstYear + 1}年${month}月${day}日`),
        )
        expect(readings.filter((reading) => reading.ok)).toEqual([{ ok: true, value: date }])
      }),
    )
  })
})
