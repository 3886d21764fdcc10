import type { CardState } from '../../src/domain/certificate.ts'
import type { Circumstances } from '../../src/domain/circumstances.ts'
import { type CivilDate, addDays, civilDate, dateOf, instantOf } from '../../src/domain/civil-date.ts'
import type {
  AddOn,
  Answer,
  AnswerRecord,
  Chart,
  Facility,
  Facts,
  PaperKind,
  Presentation,
  PrintedFields,
  Shown,
} from '../../src/domain/presentation.ts'
import type { Reception } from './receptions.ts'
import type { Opinion } from './second-opinion.ts'

/** A small wrong idea: what a side that holds it sees, or what it makes of its own opinion. */
export interface PlantedError {
  readonly name: string
  readonly sees?: (reception: Reception) => Reception
  readonly says?: (opinion: Opinion, reception: Reception) => Opinion
  /** Methods, one of which the disagreement has to be about; left out, any. */
  readonly about?: readonly string[]
}

type Change<T> = (value: T, reception: Reception) => T

const inPresentation = (name: string, change: Change<Presentation>, about?: readonly string[]): PlantedError => ({
  name,
  sees: (reception) => ({ ...reception, presentation: change(reception.presentation, reception) }),
  ...(about === undefined ? {} : { about }),
})

const inFacts = (name: string, change: Change<Facts>, about?: readonly string[]): PlantedError => ({
  name,
  sees: (reception) => ({ ...reception, facts: change(reception.facts, reception) }),
  ...(about === undefined ? {} : { about }),
})

const inVisit = (name: string, change: (around: Circumstances) => Partial<Circumstances>): PlantedError =>
  inPresentation(name, (shown) => ({
    ...shown,
    circumstances: { ...shown.circumstances, ...change(shown.circumstances) },
  }))

const inThings = (name: string, change: (thing: Shown) => Shown): PlantedError =>
  inPresentation(name, (shown) => ({ ...shown, shown: shown.shown.map(change) }))

const inPapers = (
  name: string,
  change: (fields: PrintedFields, kind: PaperKind) => Partial<PrintedFields>,
): PlantedError =>
  inThings(name, (thing) =>
    'fields' in thing ? { ...thing, fields: { ...thing.fields, ...change(thing.fields, thing.kind) } } : thing,
  )

const inAddOns = (name: string, change: (addOn: AddOn) => Partial<AddOn>): PlantedError =>
  inThings(name, (thing) => (thing.kind === 'add-on' ? { ...thing, ...change(thing) } : thing))

const inCard = (name: string, change: (card: CardState, facts: Facts) => Partial<CardState>): PlantedError =>
  inFacts(name, (facts) => ({
    ...facts,
    card: facts.card === null ? null : { ...facts.card, ...change(facts.card, facts) },
  }))

const inFacility = (name: string, change: (facility: Facility) => Partial<Facility>): PlantedError =>
  inFacts(name, (facts) => ({ ...facts, facility: { ...facts.facility, ...change(facts.facility) } }))

const inAnswers = (name: string, change: (answer: Answer, reception: Reception) => Answer): PlantedError =>
  inFacts(name, (facts, reception) => ({
    ...facts,
    cardAnswer: facts.cardAnswer === null ? null : change(facts.cardAnswer, reception),
    numberAnswers: facts.numberAnswers.map((one) => ({ ...one, answer: change(one.answer, reception) })),
  }))

const inRecords = (name: string, change: (record: AnswerRecord, reception: Reception) => Partial<AnswerRecord>) =>
  inAnswers(name, (answer, reception) => ({
    ...answer,
    record: answer.record === null ? null : { ...answer.record, ...change(answer.record, reception) },
  }))

const inChart = (name: string, change: (chart: Chart, day: CivilDate) => Partial<Chart>): PlantedError =>
  inPresentation(name, (shown) => ({
    ...shown,
    chart: shown.chart === null ? null : { ...shown.chart, ...change(shown.chart, dateOf(shown.at)) },
  }))

/** Somebody who takes one day for another. */
const takes = (day: string, as: string, what: string, about: readonly string[]): PlantedError =>
  inPresentation(
    `${what}: takes ${day} for ${as}`,
    (shown) => (dateOf(shown.at) === day ? { ...shown, at: instantOf(civilDate(as), '12:00') } : shown),
    about,
  )

const inOpinion = (name: string, says: (opinion: Opinion, reception: Reception) => Opinion): PlantedError => ({
  name,
  says,
})

const hasSubsidy = ({ presentation }: Reception): boolean =>
  presentation.shown.some(
    (thing) =>
      thing.kind === 'add-on' &&
      thing.certificate === 'subsidy' &&
      thing.samePrefecture &&
      thing.validFrom <= dateOf(presentation.at) &&
      dateOf(presentation.at) <= thing.validUntil,
  )

const printedRatio = ({ presentation }: Reception) => {
  const thing = presentation.shown.find((one) => one.kind === 'certificate')
  return thing !== undefined && 'fields' in thing ? thing.fields.ratio : null
}

const isDown = ({ facts }: Reception): boolean => !facts.equipment.line || !facts.equipment.terminal

/** Small wrong ideas about dates, answers, cards, papers, visits and money. */
export const PLANTED_ERRORS: readonly PlantedError[] = [
  takes('2025-12-02', '2025-12-01', 'the old card lives a day longer', ['M01', 'M02']),
  takes('2026-08-01', '2026-07-31', 'the tolerance lasts a day longer', ['M02', 'M12']),
  takes('2025-08-01', '2025-07-31', 'the tolerance of 国保 begins a day late', ['M02', 'M12']),
  takes('2024-12-01', '2024-12-02', '資格確認書 and notices begin a day early', ['M08', 'M11']),
  takes('2025-09-18', '2025-09-19', 'phones begin a day early', ['M07']),
  takes('2025-03-31', '2025-04-01', 'the mobile tools come to the counter a day early', ['M20a', 'M20b']),
  takes('2024-03-31', '2024-04-01', 'the app of limited sites begins a day early', ['M19']),
  takes('2026-06-13', '2026-06-14', '特定在留カード a day early', ['M29']),
  takes('2028-03-31', '2028-04-01', 'the next card a day early', ['M22']),
  takes('2024-12-02', '2024-12-01', 'the photo-less card a day late', ['M06']),

  inRecords('the loss day is a day with cover', ({ loss }) => ({
    loss: loss === null ? null : { ...loss, date: addDays(loss.date, 1) },
  })),
  inRecords('cover ends a day before the loss day', ({ loss }) => ({
    loss: loss === null ? null : { ...loss, date: addDays(loss.date, -1) },
  })),
  inRecords('class 05 is an ordinary class', ({ classification }) =>
    classification === '05' ? { classification: '01' } : {},
  ),
  inRecords('the group of the elderly lasts a day longer', ({ elderly }) => ({
    elderly: elderly === null ? null : { ...elderly, until: addDays(elderly.until, 1) },
  })),
  inRecords('preschool ends by the birthday', ({ birthDate }) => ({ birthDate: addDays(birthDate, 1) })),
  inRecords('a registered death stops nobody', ({ loss }) => ({
    loss: loss === null || loss.reason !== '01' ? loss : { ...loss, reason: '99' },
  })),
  inRecords("somebody else's answer is filed in the chart", ({ birthDate }, { presentation }) => ({
    birthDate: presentation.chart?.birthDate ?? birthDate,
  })),
  inRecords('a common name is another person', (record) => {
    const { otherName: _, ...rest } = record
    return { ...rest, name: `${record.name}　別` }
  }),
  inAnswers('answer 6 is a refusal', (answer) => (answer.validity === 6 ? { validity: 4, record: null } : answer)),
  inAnswers('several records are none', (answer) => (answer.validity === 5 ? { validity: 4, record: null } : answer)),
  inAnswers('answer 4 is a loss', (answer) => (answer.validity === 4 ? { validity: 5, record: null } : answer)),
  inAnswers('the second record of an answer is dropped', ({ validity, record }) => ({ validity, record })),

  inCard('phones have a grace', (card, { delivered }) =>
    delivered === 'phone' && card.certificate === 'GRACE' ? { certificate: 'WARN' } : {},
  ),
  inCard('a certificate past its grace is in grace', ({ certificate }) =>
    certificate === 'EXPIRED' ? { certificate: 'GRACE' } : {},
  ),
  inCard('grace is no cover', ({ certificate }) => (certificate === 'GRACE' ? { certificate: 'EXPIRED' } : {})),
  inCard('the end of the card body closes the reader', ({ body, certificate }) =>
    body === 'EXPIRED' && certificate === 'GRACE' ? { certificate: 'EXPIRED' } : {},
  ),
  inCard('an ended card body serves by eye', () => ({ body: 'LIVE' })),
  inCard('a phone certificate lives a day longer', ({ phone }) => ({
    phone: phone === null ? null : { ...phone, expiry: addDays(phone.expiry, 1) },
  })),
  inCard('a locked PIN still logs in', ({ pin }) => ({ pin: { ...pin, locked: false } })),
  inCard('自己情報提供不可 closes no portal', ({ flags }) => ({ flags: { ...flags, noSelfInfo: false } })),
  inCard('the photo-less card has a photo', ({ kind, face }, { delivered }) =>
    kind === 'photoless' && delivered !== 'pin' ? { kind: 'ordinary', face: { ...face, use: 'USED' } } : {},
  ),

  inPapers('drops the branch', () => ({ branch: null })),
  inPapers('takes no notice of the first day of a paper', () => ({ validFrom: null })),
  inPapers('papers last a day longer', ({ validUntil }) => ({
    validUntil: validUntil === null ? null : addDays(validUntil, 1),
  })),
  inPapers('a stop-gap paper counts from the day after its issue', ({ issued }) => ({
    issued: issued === null ? null : addDays(issued, 1),
  })),
  inPapers('a misprinted insurer number is read as the right one', ({ insurerNumber }) => ({
    insurerNumber: insurerNumber === '06139991' ? '06139992' : insurerNumber,
  })),
  inThings('a copy is as good as the paper', (thing) => {
    if (!('fields' in thing)) return thing
    return { kind: thing.kind, fields: thing.fields }
  }),
  inThings('a screenshot is a saved page', (thing) =>
    'fields' in thing && thing.kind === 'screenshot' ? { ...thing, kind: 'portal-pdf' } : thing,
  ),
  inAddOns('a subsidy pays in every prefecture', () => ({ samePrefecture: true })),
  inAddOns('add-on certificates last a day longer', ({ validUntil }) => ({ validUntil: addDays(validUntil, 1) })),

  inVisit('a school injury is an illness', ({ matter }) => (matter === 'school-injury' ? { matter: 'illness' } : {})),
  inVisit('a valid card means insurance after a work accident', ({ matter }) =>
    matter === 'work-accident' ? { matter: 'illness' } : {},
  ),
  inVisit('a newborn has to show what everybody shows', () => ({ newborn: false })),
  inVisit('nobody asks who arrives', () => ({ identity: 'known' })),
  inVisit('a withdrawn consent still stands', ({ care }) => (care === 'withdrawn' ? { care: 'continuing' } : {})),
  inVisit('a mode is always switched on', ({ mode }) => (mode === 'normal' ? { mode: 'large-outage' } : {})),
  inVisit('a patient who cannot speak consents', () => ({ responsive: true })),
  inVisit('somebody back from abroad has always filed', ({ abroad }) =>
    abroad === 'returned-not-filed' ? { abroad: 'returned-filed' } : {},
  ),
  inVisit('any grown-up is a teacher', ({ companion }) => (companion === 'none' ? {} : { companion: 'teacher' })),

  inPresentation('the patient is always there', (shown) => ({ ...shown, patientPresent: true })),
  inPresentation('a patient who says that he is uninsured climbs the ladder', (shown) => ({
    ...shown,
    says: { ...shown.says, insured: 'yes' },
  })),
  inPresentation('the own record needs no word of the patient', (shown) => ({
    ...shown,
    says: { ...shown.says, unchanged: 'yes' },
  })),
  inPresentation('the limit class comes without consent', (shown) => ({
    ...shown,
    says: { ...shown.says, limitConsent: 'yes' },
  })),
  inPresentation('nobody looks at the screens of the reader', (shown) => ({ ...shown, reader: [] })),
  inChart("yesterday's check is today's", ({ lastCheckedOn }, day) =>
    lastCheckedOn === addDays(day, -1) ? { lastCheckedOn: day } : {},
  ),

  inFacts("somebody else's card is the patient's", (facts) => ({ ...facts, ownCard: true })),
  inFacts('a dead line is not noticed', (facts) => ({ ...facts, equipment: { ...facts.equipment, line: true } })),
  inFacts('no number is ever inquired', (facts) => ({ ...facts, numberAnswers: [] })),
  inFacts('a patient never refuses the limit class', (facts) => ({ ...facts, limitRefused: false })),
  inFacility('every site inquires by number', ({ capability }) =>
    capability === 'MOBILE' || capability === 'NONE' ? { capability: 'FULL' } : {},
  ),
  inFacility('every site takes phones', () => ({ phoneEnabled: true })),
  inFacility('a clinic opens the emergency view', ({ kind }) => (kind === 'CLINIC' ? { kind: 'HOSPITAL' } : {})),

  inOpinion('medical information in grace', (opinion) =>
    opinion.method === 'M04' ? { ...opinion, reads: 'R3' } : opinion,
  ),
  inOpinion('no limit class in grace', (opinion) =>
    opinion.method === 'M04' ? { ...opinion, limitBand: null } : opinion,
  ),
  inOpinion('a missing ratio is 3割', (opinion) =>
    opinion.outcome === 'accepted' ? { ...opinion, share: opinion.share ?? '030' } : opinion,
  ),
  inOpinion('the ratio on the paper wins', (opinion, reception) =>
    opinion.method === 'M08' ? { ...opinion, share: printedRatio(reception) ?? opinion.share } : opinion,
  ),
  inOpinion('10割 in an outage', (opinion, reception) =>
    opinion.outcome === 'accepted' && isDown(reception) ? { ...opinion, share: '100' } : opinion,
  ),
  inOpinion('a subsidy after the loss', (opinion, reception) =>
    opinion.claim === 'OLD' && hasSubsidy(reception)
      ? { ...opinion, payers: [...opinion.payers, 'public-expense'] }
      : opinion,
  ),
  inOpinion('unknown where an old number is known', (opinion) =>
    opinion.claim === 'OLD' ? { ...opinion, claim: 'UNKNOWN', key: null } : opinion,
  ),
  inOpinion('the known insurer is forgotten', (opinion) =>
    opinion.claim === 'INSURER_ONLY' ? { ...opinion, claim: 'UNKNOWN' } : opinion,
  ),
  inOpinion('two years from the day of the payment', (opinion) =>
    opinion.refund === null
      ? opinion
      : {
          ...opinion,
          refund: { ...opinion.refund, insurerUntil: addDays(civilDate(opinion.refund.insurerUntil), -1) },
        },
  ),
  inOpinion('a visit without an answer is shown as checked', (opinion) =>
    opinion.outcome === 'accepted' && opinion.verified === 'none' ? { ...opinion, verified: 'number' } : opinion,
  ),
]
