import { COMPANIONS, type Circumstances, MATTERS, ORDINARY_VISIT, PLACES } from '../../src/domain/circumstances.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, keyOf } from '../../src/domain/decide.ts'
import { civilDate, dateOf, instantOf } from '../../src/domain/civil-date.ts'
import { explainDecision } from '../../src/domain/explain.ts'
import { type CoverageKey, sameKey } from '../../src/domain/ledger.ts'
import { METHOD_IDS } from '../../src/domain/messages/catalogue.ts'
import {
  type Answer,
  type AnswerRecord,
  type Decision,
  FOLLOW_UPS,
  type Facts,
  LADDER,
  OFFERS,
  type Presentation,
  READER_SCREENS,
  READING_DEVICES,
  type Shown,
} from '../../src/domain/presentation.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { RULESETS } from '../../src/domain/rulesets.ts'
import { SETTINGS } from '../../src/domain/settings.ts'
import {
  CURRENT,
  FORMER,
  LATE_ELDERLY,
  MUNICIPAL,
  card,
  chart,
  counter,
  paper,
  record,
} from '../support/counter-builders.ts'
import { daysWithin } from '../support/domain-builders.ts'

const days = daysWithin('2024-10-01', '2027-12-31')
const keys = fc.constantFrom<CoverageKey>(CURRENT, FORMER, MUNICIPAL, LATE_ELDERLY, { ...CURRENT, branch: null })
const births = fc
  .constantFrom('1980-05-10', '1980-05-11', '2021-05-05', '1953-04-10', '1951-11-21', '1945-06-20')
  .map(civilDate)
const ratios = fc.constantFrom('010', '020', '030' as const)
const orNone = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })

const records: fc.Arbitrary<AnswerRecord> = fc
  .record({
    key: keys,
    scheme: fc.constantFrom('kenpo', 'kokuho', 'kouki', 'assistance' as const),
    classification: fc.constantFrom('01', '02', '05', 'A1'),
    name: fc.constantFrom('見本　花子', '見本　月子', '見本　●子'),
    birthDate: births,
    koukiRatio: orNone(ratios),
    limitBand: orNone(fc.constantFrom('A03', 'B09')),
    elderly: orNone(fc.record({ issued: days, from: days, until: days, ratio: ratios })),
    loss: orNone(fc.record({ date: days, reason: fc.constantFrom('01', '02', '03', '99') })),
  })
  .map(record)

const answers: fc.Arbitrary<Answer> = fc.record({
  validity: fc.constantFrom(1, 2, 3, 4, 5, 6 as const),
  record: orNone(records),
})

const cards = fc
  .record({
    kind: fc.constantFrom('ordinary', 'face-only', 'photoless', 'specific-residence', 'next-generation' as const),
    certificate: fc.constantFrom('VALID', 'WARN', 'GRACE', 'EXPIRED', 'SUSPENDED', 'REVOKED', 'NONE' as const),
    body: fc.constantFrom('LIVE', 'EXPIRED' as const),
    pin: fc.record({ use: fc.constantFrom('USED', 'UNUSED' as const), misses: fc.nat(3), locked: fc.boolean() }),
    face: fc.record({ use: fc.constantFrom('USED', 'NO_PHOTO' as const), misses: fc.nat(10), locked: fc.boolean() }),
    registration: fc.constantFrom('REGISTERED', 'NEVER', 'REMOVED' as const),
    flags: fc.record({ nonDisclosure: fc.boolean(), noSelfInfo: fc.boolean() }),
    phone: orNone(fc.record({ kind: fc.constantFrom('iphone', 'android' as const), expiry: days })),
    activating: fc.boolean(),
  })
  .map(card)

const papers: fc.Arbitrary<Shown> = fc
  .record({
    kind: fc.constantFrom('certificate', 'old-card', 'notice', 'portal-screen', 'portal-pdf', 'screenshot' as const),
    key: keys,
    ratio: orNone(ratios),
    name: fc.constantFrom('見本　花子', '見本　月子'),
    birthDate: births,
    validFrom: days,
    validUntil: days,
    bounded: fc.boolean(),
    numbers: fc.boolean(),
  })
  .map(({ kind, bounded, validFrom, validUntil, numbers, ...text }) =>
    paper(kind, { ...text, ...(bounded ? { validFrom, validUntil } : {}), ...(numbers ? {} : { number: null }) }),
  )

const others: fc.Arbitrary<Shown> = fc.oneof(
  fc.constantFrom<Shown>({ kind: 'phone', device: 'iphone' }, { kind: 'phone', device: 'android' }),
  fc
    .record({ birthDate: births, ratio: fc.constantFrom('010', '020', '030', 'unknown' as const) })
    .map(({ birthDate, ratio }): Shown => ({
      kind: 'declaration',
      name: '見本　花子',
      birthDate,
      ratio,
      insurerName: null,
      insurerNumber: null,
      address: '',
      telephone: '',
    })),
)

const spoken = fc.constantFrom('yes', 'no', 'not-asked' as const)

/** Mostly an ordinary visit, sometimes anything at all. */
const circumstances: fc.Arbitrary<Circumstances> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(ORDINARY_VISIT) },
  {
    weight: 1,
    arbitrary: fc.record({
      place: fc.constantFrom(...PLACES),
      matter: fc.constantFrom(...MATTERS),
      companion: fc.constantFrom(...COMPANIONS),
      newborn: fc.boolean(),
      responsive: fc.boolean(),
      identity: fc.constantFrom('none', 'photo', 'known' as const),
      abroad: fc.constantFrom('no', 'returned-filed', 'returned-not-filed', 'home-leave' as const),
      care: fc.constantFrom('none', 'continuing', 'withdrawn' as const),
      checkedBefore: fc.boolean(),
      mode: fc.constantFrom('normal', 'large-outage', 'disaster' as const),
    }),
  },
)

/** Anything that can lie on a counter with anything behind it, also what no world would produce. */
const situations: fc.Arbitrary<{ readonly presentation: Presentation; readonly facts: Facts }> = fc
  .record({
    day: days,
    card: orNone(cards),
    cardShown: fc.boolean(),
    ownCard: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
    delivered: orNone(fc.constantFrom('face', 'pin', 'visual', 'phone' as const)),
    cardAnswer: orNone(answers),
    reader: fc.array(fc.constantFrom(...READER_SCREENS), { maxLength: 3 }),
    shown: fc.array(fc.oneof({ weight: 4, arbitrary: papers }, { weight: 1, arbitrary: others }), { maxLength: 3 }),
    chart: orNone(fc.record({ key: orNone(keys), birthDate: births, ratio: orNone(ratios) }).map(chart)),
    numberAnswers: fc.array(fc.record({ key: keys, birthDate: births, answer: answers }), { maxLength: 5 }),
    patientPresent: fc.boolean(),
    says: fc.record({ insured: spoken, unchanged: spoken, limitConsent: spoken }),
    equipment: fc.record({
      reader: fc.boolean(),
      chip: fc.boolean(),
      terminal: fc.boolean(),
      line: fc.boolean(),
      service: fc.boolean(),
    }),
    capability: fc.constantFrom('FULL', 'FULL', 'LIMITED', 'MOBILE', 'NONE' as const),
    phoneEnabled: fc.boolean(),
    device: fc.constantFrom(...READING_DEVICES),
    circumstances: circumstances,
  })
  .map((drawn) => {
    const { presentation, facts } = counter(
      drawn.day,
      drawn.card === null || !drawn.cardShown ? {} : { card: drawn.card },
    )
    return {
      presentation: {
        ...presentation,
        at: instantOf(drawn.day, '10:00'),
        patientPresent: drawn.patientPresent,
        chart: drawn.chart,
        shown: [...presentation.shown, ...drawn.shown],
        says: drawn.says,
        reader: drawn.reader,
        circumstances: drawn.circumstances,
      },
      facts: {
        facility: { ...facts.facility, capability: drawn.capability, phoneEnabled: drawn.phoneEnabled },
        equipment: drawn.equipment,
        card: drawn.card,
        ownCard: drawn.ownCard,
        delivered: drawn.delivered,
        device: drawn.device,
        cardAnswer: drawn.cardAnswer,
        numberAnswers: drawn.numberAnswers,
      },
    }
  })

const books: fc.Arbitrary<RuleBook> = fc.record({
  ruleset: fc.constantFrom(...RULESETS),
  settings: fc
    .tuple(
      fc.boolean(),
      ...SETTINGS.map(({ name, default: usual, alternatives }) =>
        fc.constantFrom(usual, ...alternatives).map((value) => [name, value] as const),
      ),
    )
    .map(([turned, ...values]) => (turned ? Object.fromEntries(values) : {})),
})

/** Checks a law on random receptions; the law may look at everything. */
const expectLaw = (
  law: (
    decision: Decision,
    situation: { readonly presentation: Presentation; readonly facts: Facts },
    book: RuleBook,
  ) => void,
): void =>
  fc.assert(
    fc.property(situations, books, (situation, book) => {
      law(decide(situation.presentation, situation.facts, book), situation, book)
    }),
    { numRuns: 1000 },
  )

const LIVE = ['VALID', 'WARN']
const BY_CARD = ['M03', 'M04', 'M05', 'M06', 'M07', 'M19', 'M20a', 'M20b', 'M22', 'M26', 'M27', 'M29']
const BY_MODE = ['M15', 'M16']

/** Somebody ill who came in the ordinary way. */
const isOrdinary = ({ circumstances }: Presentation): boolean =>
  circumstances.place === 'counter' && circumstances.matter === 'illness' && !circumstances.newborn
const LADDER_METHODS = ['M09', 'M10', 'M11', 'M13', 'M14']

describe('decide', () => {
  it('never throws, answers every field from its closed list, and gives the same answer twice', () => {
    expectLaw((decision, { presentation, facts }, book) => {
      expect(['accepted', 'full-charge', 'other-payer', 'wait', 'ask', 'stop']).toContain(decision.outcome)
      expect([null, '010', '020', '030', '100']).toContain(decision.share)
      expect(decision.offers.every((offer) => OFFERS.includes(offer))).toBe(true)
      expect(decision.followUps.every((followUp) => FOLLOW_UPS.includes(followUp))).toBe(true)
      expect(decide(presentation, facts, book)).toEqual(decision)
    })
  })

  it('leaves what it was given as it was', () => {
    expectLaw((_decision, { presentation, facts }, book) => {
      const before = JSON.stringify([presentation, facts, book])
      decide(presentation, facts, book)
      expect(JSON.stringify([presentation, facts, book])).toBe(before)
    })
  })

  it('names no method, no numbers and no claim unless it accepts, and a method whenever it does', () => {
    expectLaw((decision) => {
      const accepts = decision.outcome === 'accepted'
      expect(decision.method !== null).toBe(accepts)
      if (!accepts)
        expect(decision).toMatchObject({ key: null, claim: 'NONE', verified: 'none', limitBand: null, reads: 'R0' })
    })
  })

  it('says why, and never says the same twice or offers a thing twice', () => {
    expectLaw(({ outcome, reasons, offers, followUps, trace }) => {
      if (outcome !== 'accepted') expect(reasons.length + offers.length).toBeGreaterThan(0)
      for (const list of [
        reasons.map((reason) => JSON.stringify(reason)),
        offers,
        followUps,
        trace.map(({ rule }) => rule),
      ]) {
        expect(new Set(list).size).toBe(list.length)
      }
    })
  })

  it('follows every acceptance without an online answer by a re-check', () => {
    expectLaw((decision) => {
      if (decision.outcome === 'accepted' && decision.verified === 'none')
        expect(decision.followUps).toContain('recheck')
    })
  })

  it('verifies nothing by number without terminal, line, service and a full connection', () => {
    expectLaw((decision, { presentation, facts }) => {
      const { terminal, line, service } = facts.equipment
      const checkedBefore = presentation.chart?.lastCheckedOn === dateOf(presentation.at)
      if (decision.verified === 'number' && !BY_MODE.includes(decision.method ?? '') && !checkedBefore)
        expect([terminal, line, service, facts.facility.capability]).toEqual([true, true, true, 'FULL'])
    })
  })

  it('charges 10割 to nobody who holds a live card of his own and does not say that he is uninsured', () => {
    expectLaw((decision, { presentation, facts }) => {
      const shown = presentation.shown.some(({ kind }) => kind === 'my-number-card')
      const holder = shown && facts.card?.body === 'LIVE' && facts.ownCard && presentation.says.insured !== 'no'
      if (holder && presentation.circumstances.abroad !== 'returned-not-filed')
        expect(decision.outcome).not.toBe('full-charge')
    })
  })

  it('charges the whole price on insurance for class 05 only', () => {
    expectLaw((decision) => {
      if (decision.outcome === 'accepted' && decision.share === '100') {
        expect(decision.refund).toMatchObject({ clinicUntil: null })
        expect(decision.reasons.map(({ code }) => code)).toContain('special-care')
        expect(decision.claim).toBe('NONE')
      }
      if (decision.outcome === 'full-charge') expect(decision.share).toBe('100')
    })
  })

  it('names the rules that spoke whenever it accepts without the reader', () => {
    expectLaw((decision) => {
      if (decision.outcome === 'accepted' && decision.verified !== 'card')
        expect(decision.trace.length).toBeGreaterThan(0)
    })
  })

  it('reads no medical information in grace, at a limited site or by number', () => {
    expectLaw((decision, { facts }) => {
      const closed =
        facts.card?.certificate === 'GRACE' || facts.facility.capability === 'LIMITED' || decision.verified !== 'card'
      if (closed && decision.method !== 'M16') expect(['R0', 'R1', 'R1+L']).toContain(decision.reads)
    })
  })

  it('uses a result only of a certificate that is valid, warned or in grace, and a phone in no grace', () => {
    expectLaw((decision, { facts }) => {
      if (decision.verified !== 'card') return
      expect(BY_CARD).toContain(decision.method)
      expect(['VALID', 'WARN', 'GRACE']).toContain(facts.card?.certificate)
      if (decision.method === 'M04') expect(facts.card?.certificate).toBe('GRACE')
      if (facts.card?.certificate === 'GRACE') expect(decision.reads).toBe('R1')
      if (decision.method === 'M07') expect(LIVE).toContain(facts.card?.certificate)
    })
  })

  it("stores nothing of somebody else's card or of an answer that does not fit the chart", () => {
    expectLaw((decision, { presentation, facts }) => {
      const shown = presentation.shown.some(({ kind }) => kind === 'my-number-card')
      if (shown && !facts.ownCard && isOrdinary(presentation)) expect(decision.outcome).toBe('stop')
      const found = [facts.cardAnswer, ...facts.numberAnswers.map(({ answer }) => answer)].find(
        (answer) => answer?.record?.key === decision.key,
      )
      if (decision.verified !== 'none' && presentation.chart !== null && decision.key !== null && found !== undefined) {
        expect(found?.record?.birthDate).toBe(presentation.chart.birthDate)
      }
    })
  })

  it('climbs the ladder only with a plastic card whose body is in term', () => {
    expectLaw((decision, { presentation, facts }, book) => {
      if (!LADDER_METHODS.includes(decision.method ?? '') || presentation.circumstances.place === 'telephone') return
      expect(presentation.shown.some(({ kind }) => kind === 'my-number-card')).toBe(true)
      expect(facts.card?.body === 'LIVE' || book.settings['fallback.allowExpiredCardBody'] === true).toBe(true)
      expect(presentation.says.insured).not.toBe('no')
    })
  })

  it('accepts a live screen only where somebody could have logged in', () => {
    expectLaw((decision, { facts }) => {
      if (decision.method !== 'M09' && decision.method !== 'M18') return
      expect(LIVE).toContain(facts.card?.certificate)
      expect(facts.card?.flags.noSelfInfo).toBe(false)
    })
  })

  it('never accepts on a screenshot alone', () => {
    expectLaw((decision, { presentation, facts }, book) => {
      const shown = presentation.shown.filter(({ kind }) => kind !== 'screenshot')
      const without = decide({ ...presentation, shown }, facts, book)
      expect(decision.outcome === 'accepted').toBe(without.outcome === 'accepted')
    })
  })

  it('offers the rungs in the order of the ladder, and the live screen only where a login can work', () => {
    expectLaw((decision, { facts }) => {
      const rungs = decision.offers.flatMap((offer) => LADDER.filter((rung) => rung === offer))
      expect(rungs).toEqual(LADDER.filter((rung) => rungs.includes(rung)))
      if (rungs.includes('portal-screen')) expect(LIVE).toContain(facts.card?.certificate)
      if (decision.offers.includes('reader-pin')) expect(facts.card?.pin).toMatchObject({ use: 'USED', locked: false })
      if (decision.offers.includes('reader-visual')) expect(facts.card?.face.use).toBe('USED')
    })
  })

  it('claims as current no numbers that the card showed as lost by the day', () => {
    expectLaw((decision, { presentation, facts }) => {
      const found = facts.cardAnswer
      const usable =
        facts.delivered !== null && found?.validity === 2 && found.record !== null && found.record.loss !== null
      if (!usable || decision.claim !== 'CURRENT' || decision.key === null) return
      const told = decision.reasons.some(({ code }) => code === 'cover-lost')
      const gone = found.record.loss.date <= dateOf(presentation.at)
      if (told && gone) expect(sameKey(decision.key, found.record.key)).toBe(false)
    })
  })

  it('takes the tolerance of an ended old card or a lone notice only with a valid inquiry of the day', () => {
    expectLaw((decision, { presentation, facts }) => {
      if (decision.method !== 'M02' && decision.method !== 'M12') return
      expect(decision).toMatchObject({ verified: 'number' })
      expect(decision.followUps).toContain('bring-proof')
      expect(dateOf(presentation.at) <= '2026-07-31').toBe(true)
      const printed = presentation.shown.flatMap((thing) => ('fields' in thing ? [keyOf(thing.fields)] : []))
      expect(
        facts.numberAnswers.some(({ key }) => printed.some((asked) => asked !== null && sameKey(asked, key))),
      ).toBe(true)
    })
  })

  it('can be explained in both languages, every method by its name and every fact filled in', () => {
    expectLaw((decision) => {
      if (decision.method !== null) expect(METHOD_IDS.map(String)).toContain(decision.method)
      for (const lang of ['ja', 'en'] as const) {
        const lines = explainDecision(decision, lang)
        expect(lines.length).toBeGreaterThan(1)
        expect(lines.join('\n')).not.toMatch(/[{}?]|undefined|null|NaN/)
      }
    })
  })
})
