import { describe, expect, it } from 'vitest'
import { population } from '../../generators/index.ts'
import { edgeFamilies } from '../../generators/mailing-edges.ts'
import { officesFrom, peopleOfOffice } from '../../generators/mailing-people.ts'
import { CONTAINERS, WAVES, WAVE_IDS, type WaveId } from '../../generators/mailing.data.ts'
import { type MailingPlan, coverAtExtraction, planMailing } from '../../generators/mailing.ts'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { isBusinessDay } from '../../src/domain/business-days.ts'

const japan = population({ seed: 42 })

function planned(wave: WaveId): { readonly plan: MailingPlan; readonly outcome: (id: string) => readonly string[] } {
  const families = edgeFamilies(japan, wave)
  const result = planMailing({ seed: 42, wave, people: families.flatMap(({ people }) => people) })
  if (!result.ok) throw new Error(result.problem.code)
  const plan = result.value
  const outcomeOf = (index: number): string => {
    const reason = plan.excluded.find((each) => each.index === index)?.reason
    const papers = plan.pieces.flatMap((piece) => piece.papers).filter((paper) => paper.index === index)
    return reason ?? papers.map(({ kind, fields }) => `${kind}${fields.last4 === undefined ? '' : '+last4'}`).join(' ')
  }
  const outcome = (id: string): readonly string[] =>
    families.find((family) => family.id === id)?.people.map(({ member }) => outcomeOf(member.index)) ?? []
  return { plan, outcome }
}

const notice = 'member-notice+last4'
const unlinked = 'member-notice number-form'
const all = (what: string): readonly string[] => [what, what, what]

describe('the first wave of notices', () => {
  const { plan, outcome } = planned('notice-1')

  it.each([
    ['matched', all(notice)],
    ['dependant-unlinked', [notice, unlinked, notice]],
    ['insured-unlinked', [unlinked, notice, notice]],
    ['flagged-dependant', [notice, 'flagged', notice]],
    ['flagged-insured', ['flagged', 'addressee-flagged', 'addressee-flagged']],
    ['day-labour', all('day-labour')],
    ['left-known', all('left')],
    ['left-unknown', all(notice)],
    ['acquired-after', all('no-cover')],
    ['registered-late', all('no-cover')],
    ['card-holder', all(notice)],
  ])('decides the family %s', (id, expected) => {
    expect(outcome(id)).toEqual(expected)
  })

  it('knows whose notices will come back, and who waits on the safe route', () => {
    expect(plan.returns).toHaveLength(3)
    expect(plan.safeRoute.map(({ reason }) => reason)).toEqual([
      'flagged',
      'flagged',
      'addressee-flagged',
      'addressee-flagged',
    ])
  })

  it('goes to the employer in one parcel of at most 150, with two flyers in each piece and no address of a person', () => {
    expect(plan.parcels).toHaveLength(1)
    expect(plan.parcels[0]).toMatchObject({ people: plan.pieces.length, forms: 2, container: 'envelope' })
    expect(CONTAINERS.envelope.centimetres).toEqual([49, 32, 12])
    for (const { flyers, addressee } of plan.pieces) expect([flyers.length, addressee.address]).toEqual([2, null])
  })
})

describe('the second wave', () => {
  const { outcome } = planned('notice-2')

  it.each([
    ['matched', all(notice)],
    ['acquired-after', all('acquired-after')],
    ['registered-late', all(notice)],
    ['left-known', all('left')],
  ])('decides the family %s', (id, expected) => {
    expect(outcome(id)).toEqual(expected)
  })

  it('leaves out who had the first notice', () => {
    const people = edgeFamilies(japan, 'notice-1').flatMap((family) => family.people)
    const result = planMailing({ seed: 42, wave: 'notice-2', people })
    expect(
      result.ok && result.value.excluded.filter(({ reason }) => reason === 'acquired-before').length,
    ).toBeGreaterThan(15)
  })
})

describe('the certificates of 2025', () => {
  const { plan, outcome } = planned('certificate')

  it.each([
    ['matched', all('certificate')],
    ['card-holder', ['card-holder', 'certificate', 'certificate']],
    ['acquired-after', all('acquired-after')],
    ['flagged-insured', ['flagged', 'addressee-flagged', 'addressee-flagged']],
    ['day-labour', all('day-labour')],
  ])('decides the family %s', (id, expected) => {
    expect(outcome(id)).toEqual(expected)
  })

  it('go to somebody whose card was issued after the day in question', () => {
    const people = edgeFamilies(japan, 'certificate').flatMap((family) =>
      family.people.map((person) => {
        const { card } = person.member
        return card === null
          ? person
          : { ...person, member: { ...person.member, card: { ...card, issued: civilDate('2025-05-01') } } }
      }),
    )
    const result = planMailing({ seed: 42, wave: 'certificate', people })
    expect(result.ok && result.value.excluded.filter(({ reason }) => reason === 'card-holder')).toEqual([])
  })

  it('go to the address of the insured person, a family in one envelope, also when he needs none himself', () => {
    const piece = plan.pieces.find(({ people, addressee }) => !people.includes(addressee.index))
    expect(piece?.people).toHaveLength(2)
    expect(piece?.addressee.address?.text).toMatch(/.+/)
    expect(plan.parcels).toEqual([])
  })

  it('are announced to the employer before they leave', () => {
    for (const { listed, mailed } of plan.targets) expect(listed < mailed).toBe(true)
  })

  it('leave in the weeks of the branch: Tokyo from 1 August to 12 September', () => {
    for (const { mailed } of plan.pieces) expect(mailed >= '2025-08-01' && mailed <= '2025-09-12').toBe(true)
  })
})

describe('a plan', () => {
  const people = edgeFamilies(japan, 'notice-1').flatMap((family) => family.people)

  it.each([
    ['a day outside the window', { people, onDay: civilDate('2024-10-01') }, 'outside-window'],
    ['a person given twice', { people: [...people, ...people.slice(0, 1)] }, 'person-twice'],
  ])('is refused for %s', (_, options, code) => {
    expect(planMailing({ seed: 42, wave: 'notice-1', ...options })).toMatchObject({ ok: false, problem: { code } })
  })

  it('can leave on one day, and whoever has left by then is pulled', () => {
    const on = (onDay: string): number => {
      const result = planMailing({ seed: 42, wave: 'notice-1', people, onDay: civilDate(onDay) })
      if (!result.ok) throw new Error(result.problem.code)
      expect(result.value.pieces.every(({ mailed }) => mailed === onDay)).toBe(true)
      return result.value.pieces.length
    }
    expect(on('2024-09-09')).toBe(on('2024-09-30'))
  })

  it('is excluded for dependants whose insured person was not given', () => {
    const alone = people.filter(
      ({ member }) => coverAtExtraction(member, WAVES['notice-1'].extraction.value)?.relation === 'dependant',
    )
    const result = planMailing({ seed: 42, wave: 'notice-1', people: alone })
    expect(result.ok && result.value.pieces).toEqual([])
  })
})

describe('the table of waves', () => {
  it.each(WAVE_IDS)(
    '%s has an extraction before its mailing, business days to mail on, and a source for every value',
    (id) => {
      const wave = WAVES[id]
      expect(wave.extraction.value < wave.mailing.value.from).toBe(true)
      expect(wave.acquired.value.until <= wave.extraction.value).toBe(true)
      const sources = [
        wave.extraction,
        wave.acquired,
        wave.mailing,
        wave.route,
        wave.envelope,
        wave.postalClass,
        wave.flyers,
      ]
      expect(sources.every(({ source }) => source.key.length > 5)).toBe(true)
      for (const window of [wave.mailing, ...Object.values(wave.branches).flatMap((branch) => branch ?? [])]) {
        const days = [0, 1, 2, 3].map((more) => addDays(window.value.from, more))
        expect(days.some((day) => isBusinessDay(day))).toBe(true)
      }
    },
  )
})

describe('the people of offices', () => {
  const day = WAVES['notice-1'].extraction.value

  it('come as whole offices, nobody twice, and no family without its insured person', () => {
    const offices: number[][] = []
    const everybody = []
    for (const office of officesFrom(japan, 100, day)) {
      everybody.push(...office)
      offices.push(office.map(({ member }) => member.index))
      if (offices.length === 20) break
    }
    expect(new Set(offices.flat()).size).toBe(offices.flat().length)
    const result = planMailing({ seed: 42, wave: 'notice-1', people: everybody })
    if (!result.ok) throw new Error(result.problem.code)
    expect(result.value.excluded.filter(({ reason }) => reason === 'insured-missing')).toEqual([])
    expect(
      new Set(result.value.pieces.map(({ office }) => `${office.insurerNumber} ${office.symbol}`)).size,
    ).toBeLessThanOrEqual(20)
    expect(result.value.totals.mailed).toBeGreaterThan(40)
  })

  it('are everybody who has or had a number of the symbol', () => {
    const people = peopleOfOffice(japan, '01409911', '40169813')
    expect(people).toContain(0)
    expect(people).toEqual(people.toSorted((a, b) => a - b))
  })
})
