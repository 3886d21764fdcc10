import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatchClass, linkageOfClass } from '../../generators/linkage.ts'
import { PARCEL_LIMIT, WAVE_IDS, WAVES, type WaveId } from '../../generators/mailing.data.ts'
import { type MailingPerson, type MailingPlan, planMailing } from '../../generators/mailing.ts'
import { addDays, civilDate, daysBetween, instantOf } from '../../src/domain/civil-date.ts'
import type { LedgerEvent } from '../../src/domain/ledger.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import { cardWith, coverageWith, daysWithin } from '../support/domain-builders.ts'

/** What may be different between people of a mailing. */
const personDraft = fc.record({
  matchClass: fc.constantFrom<MatchClass>('a', 'a', 'b', 'c', 'd'),
  flagged: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  hasCard: fc.boolean(),
})

const familyDraft = fc.record({
  office: fc.nat(2),
  dayLabourer: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  acquired: daysWithin('2024-01-01', '2025-02-01'),
  acquiredLag: fc.nat(60),
  left: fc.option(fc.record({ on: daysWithin('2024-06-01', '2025-11-30'), lag: fc.nat(60) }), { freq: 3 }),
  people: fc.array(personDraft, { minLength: 1, maxLength: 5 }),
})
type FamilyDraft = typeof familyDraft extends fc.Arbitrary<infer T> ? T : never

function peopleOf(families: readonly FamilyDraft[]): MailingPerson[] {
  let index = 0
  return families.flatMap((family, number) => {
    const insuredName = `被保険者　${number}`
    return family.people.map((person, place): MailingPerson => {
      const own = index
      index += 1
      const coverage = coverageWith({
        id: `c${own}`,
        scheme: 'kyokai',
        key: {
          insurerNumber: '01139998',
          symbol: `1399000${family.office}`,
          number: String(number + 1),
          branch: `0${place}`,
        },
        relation: place === 0 ? 'insured' : 'dependant',
        insuredName,
        acquired: family.acquired,
      })
      const known = instantOf(addDays(family.acquired, family.acquiredLag), '10:00')
      const acquired: LedgerEvent = { type: 'acquired', knownAt: known, sequence: 1, coverage }
      const { left } = family
      const ledger: LedgerEvent[] =
        left === null || left.on <= family.acquired
          ? [acquired]
          : [
              acquired,
              {
                type: 'lost',
                knownAt: instantOf(addDays(left.on, left.lag + family.acquiredLag), '11:00'),
                sequence: 2,
                coverageId: coverage.id,
                lossDate: left.on,
                reason: '99',
              },
            ]
      const flags = { nonDisclosure: person.flagged, noSelfInfo: false }
      return {
        member: {
          index: own,
          name: { kanji: place === 0 ? insuredName : `家族　${own}`, kana: `カナ　${own}` },
          otherName: null,
          sex: 'unset',
          birthDate: civilDate(`19${60 + (own % 30)}-0${1 + (own % 9)}-11`),
          address: { postal: '100-0000', text: `見本町${own}` },
          ledger,
          card: person.hasCard || person.flagged ? cardWith({ flags }) : null,
        },
        linkage: linkageOfClass(own, person.matchClass),
        dayLabourer: place === 0 && family.dayLabourer,
      }
    })
  })
}

const worlds = fc.record({
  seed: fc.nat(1000),
  wave: fc.constantFrom<WaveId>(...WAVE_IDS),
  people: fc.array(familyDraft, { maxLength: 60 }).map(peopleOf),
})

/** One office of many people, so that parcels fill up. */
const crowded = fc.record({
  seed: fc.nat(1000),
  wave: fc.constant<WaveId>('notice-1'),
  people: fc.array(familyDraft, { minLength: 60, maxLength: 150 }).map((families) =>
    peopleOf(
      families.map((family) => ({
        ...family,
        office: 0,
        acquired: civilDate('2024-01-01'),
        left: null,
        dayLabourer: false,
      })),
    ),
  ),
})

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never

function plan(options: World): MailingPlan {
  const planned = planMailing(options)
  if (!planned.ok) throw new Error(planned.problem.code)
  return planned.value
}

const holds = (check: (plan: MailingPlan, world: World) => void, arbitrary: fc.Arbitrary<World> = worlds): void =>
  fc.assert(fc.property(arbitrary, (world) => check(plan(world), world)))

const isFlagged = ({ member }: MailingPerson): boolean =>
  member.card !== null && (member.card.flags.nonDisclosure || member.card.flags.noSelfInfo)

describe('a mailing plan', () => {
  it('puts the name, birth date and numbers of one and the same person on every paper', () => {
    holds(({ pieces }, { people }) => {
      const byIndex = new Map(people.map(({ member }) => [member.index, member]))
      for (const paper of pieces.flatMap((piece) => piece.papers)) {
        const member = byIndex.get(paper.index)
        const [event] = member?.ledger ?? []
        if (member === undefined || event?.type !== 'acquired') throw new Error('a paper about nobody')
        const { symbol, ...key } = event.coverage.key
        const { name, kana } = paper.fields
        expect({ name, kana }).toEqual({ name: member.name.kanji, kana: member.name.kana })
        expect(paper.fields).toMatchObject({
          ...key,
          ...(symbol === null ? {} : { symbol }),
          birthDate: member.birthDate,
        })
      }
    })
  })

  it('addresses every piece to the insured person of those inside, by employer or to the address at home', () => {
    holds(({ pieces, wave }, { people }) => {
      const byIndex = new Map(people.map(({ member }) => [member.index, member]))
      for (const { addressee, papers, route } of pieces) {
        const insured = byIndex.get(addressee.index)
        const [event] = insured?.ledger ?? []
        if (insured === undefined || event?.type !== 'acquired') throw new Error('a piece for nobody')
        expect(event.coverage.relation).toBe('insured')
        expect(addressee.name).toBe(insured.name.kanji)
        expect(addressee.address).toEqual(wave === 'certificate' ? insured.address : null)
        expect(route).toBe(WAVES[wave].route.value)
        expect(papers.every(({ fields }) => fields.number === event.coverage.key.number)).toBe(true)
      }
    })
  })

  it('counts everybody once: in one piece, or left out for one reason', () => {
    holds(({ pieces, excluded, targets, totals }, { people }) => {
      const mailed = pieces.flatMap((piece) => piece.people)
      const left = excluded.map(({ index }) => index)
      expect([...mailed, ...left].toSorted((a, b) => a - b)).toEqual(people.map(({ member }) => member.index))
      expect(targets.map(({ index }) => index)).toEqual(mailed)
      expect(totals.mailed).toBe(mailed.length)
    })
  })

  it('holds the papers of exactly one person in a notice, and of one family in an envelope of certificates', () => {
    holds(({ pieces, wave }) => {
      for (const { people, papers } of pieces) {
        expect(new Set(papers.map(({ index }) => index))).toEqual(new Set(people))
        expect(new Set(papers.map(({ fields }) => `${fields.symbol} ${fields.number}`)).size).toBe(1)
        if (wave !== 'certificate') expect(people).toHaveLength(1)
      }
    })
  })

  it('prints the last four digits for classes a, b, c, and encloses the form for d alone', () => {
    holds(({ pieces, wave }, { people }) => {
      const classes = new Map(people.map(({ member, linkage }) => [member.index, linkage.matchClass]))
      for (const { people: inside, papers } of pieces) {
        for (const index of inside) {
          const own = papers.filter((paper) => paper.index === index)
          const isUnlinked = classes.get(index) === 'd'
          const kinds =
            wave === 'certificate' ? ['certificate'] : isUnlinked ? ['member-notice', 'number-form'] : ['member-notice']
          expect(own.map(({ kind }) => kind)).toEqual(kinds)
          const digits = wave === 'certificate' || isUnlinked ? [undefined] : [personNumberOf(index).slice(-4)]
          expect(own.slice(0, 1).map(({ fields }) => fields.last4)).toEqual(digits)
        }
      }
      const written = JSON.stringify(pieces)
      expect(people.filter(({ member }) => written.includes(personNumberOf(member.index)))).toEqual([])
    })
  })

  it('keeps protected people out of pieces, parcels and lists, and their families’ pieces are not addressed to them', () => {
    holds(({ pieces, targets, safeRoute }, { people }) => {
      const flagged = people.filter(isFlagged).map(({ member }) => member.index)
      const named = new Set([
        ...pieces.flatMap((piece) => [
          piece.addressee.index,
          ...piece.people,
          ...piece.papers.map(({ index }) => index),
        ]),
        ...targets.map(({ index }) => index),
      ])
      expect(flagged.filter((index) => named.has(index))).toEqual([])
      const safe = new Set(safeRoute.map(({ index }) => index))
      expect([...safe].filter((index) => named.has(index))).toEqual([])
    })
  })

  it('packs at most 150 people in a parcel, each piece once, offices and families apart', () => {
    holds(({ pieces, parcels }) => {
      const byId = new Map(pieces.map((piece) => [piece.id, piece]))
      for (const { people, pieces: inside, office, mailed } of parcels) {
        const held = inside.map((id) => byId.get(id))
        expect(held.reduce((sum, piece) => sum + (piece?.people.length ?? 0), 0)).toBe(people)
        expect(people).toBeLessThanOrEqual(PARCEL_LIMIT.value)
        expect(held.every((piece) => piece?.office.symbol === office.symbol && piece.mailed === mailed)).toBe(true)
      }
      expect(parcels.flatMap((parcel) => parcel.pieces)).toEqual(pieces.map(({ id }) => id))
      const parcelsOfFamily = new Map<number, Set<string>>()
      for (const parcel of parcels) {
        for (const id of parcel.pieces) {
          const family = byId.get(id)?.addressee.index ?? -1
          parcelsOfFamily.set(family, (parcelsOfFamily.get(family) ?? new Set()).add(parcel.id))
        }
      }
      expect([...parcelsOfFamily.values()].filter((ids) => ids.size > 1)).toEqual([])
      if (pieces.length > PARCEL_LIMIT.value) expect(parcels.length).toBeGreaterThan(1)
    }, crowded)
  })

  it('sends nothing to who is known to have left, and says whose piece comes back', () => {
    holds(({ pieces, returns }, { people }) => {
      const byIndex = new Map(people.map(({ member }) => [member.index, member]))
      const back = new Set(returns.map(({ index }) => index))
      for (const { people: inside, mailed } of pieces) {
        for (const index of inside) {
          const loss = byIndex.get(index)?.ledger.find((event) => event.type === 'lost')
          if (loss?.type !== 'lost') continue
          const isGone = loss.lossDate <= mailed
          if (isGone) expect(loss.knownAt > instantOf(mailed, '09:00')).toBe(true)
          expect(back.has(index)).toBe(isGone)
        }
      }
    })
  })

  it('mails on days of the window only, and is the same for people in any order', () => {
    holds((first, world) => {
      const { from, until } = WAVES[world.wave].mailing.value
      expect(
        first.pieces.filter(({ mailed }) => daysBetween(from, mailed) < 0 || daysBetween(mailed, until) < 0),
      ).toEqual([])
      expect(plan({ ...world, people: world.people.toReversed() })).toEqual(first)
    })
  })
})
