import { addMonths, endOfMonth } from '../civil-date.ts'
import type { Refund } from '../presentation.ts'
import * as methods from '../rules/methods.ts'
import * as papers from '../rules/papers-and-ladder.ts'
import { type Desk, type Draft, find, note, noted, paper, papersOf, read } from './desk.ts'
import { newCover } from './inquiry.ts'
import { inquireByChart } from './ladder.ts'
import { tolerate } from './papers.ts'
import { atSchoolEvent } from './special.ts'

/** Row P: whatever else is shown, a picture of the screen is no screen. */
export function noteScreenshot(desk: Desk): void {
  if (paper(desk, 'screenshot') === null) return
  read(desk, papers.screenshotServed)
  note(desk, 'screenshot-refused')
}

/** M12: a notice counts as alone where no card serves by eye beside it. @see facts/rules.md 2.1 rows N O */
function tolerateNotice(desk: Desk): Draft | null {
  for (const { fields } of papersOf(desk, 'notice')) {
    const tolerated = tolerate(desk, 'M12', fields)
    if (tolerated !== null) return tolerated
  }
  return null
}

/** Row AD: who came for the patient, or for one who cannot speak, has the own record behind him. @see facts/counter.md S26 */
function inquireForProxy(desk: Desk): Draft | null {
  const { patientPresent, circumstances } = desk.shown
  return patientPresent && circumstances.responsive ? null : inquireByChart(desk)
}

const hasCardByEye = (desk: Desk): boolean => find(desk, 'my-number-card') !== null && desk.facts.card?.body === 'LIVE'

/** 4 Nothing is left but the tolerance, the school event, a question, or 10割. */
export function withoutCard(desk: Desk): Draft {
  const event = atSchoolEvent(desk)
  if (event !== null) return event
  const known = tolerateNotice(desk) ?? inquireForProxy(desk)
  if (known !== null) return known
  if (noted(desk, 'number-misprinted'))
    return { outcome: 'ask', offers: ['my-number-card', 'certificate'], followUps: ['ask-insurer'] }
  const hasCard = find(desk, 'my-number-card') !== null
  const pages = (['portal-screen', 'portal-pdf', 'notice'] as const).some(
    (kind) => papersOf(desk, kind, true).length > 0,
  )
  if (pages && !hasCard) note(desk, 'card-missing')
  if (desk.shown.chart !== null) note(desk, 'discretion')
  note(desk, desk.shown.chart === null ? 'identity-unknown' : 'nothing-to-go-on')
  return fullCharge(desk)
}

/** 10割 with its way back: at the clinic inside the month, from the insurer within two years from the day after the payment. */
export function fullCharge(desk: Desk): Draft {
  return {
    outcome: 'full-charge',
    share: read(desk, papers.nothingShown),
    refund: refundOf(desk, true),
    followUps: ['bring-proof'],
    offers: ['my-number-card', 'certificate', ...newCover(desk)],
  }
}

/** 返金の期限 of a payment of today. @see facts/rules.md 2.1 rows Z AG */
export function refundOf(desk: Desk, atClinic: boolean): Refund {
  return {
    clinicUntil: atClinic ? endOfMonth(desk.day) : null,
    insurerUntil: addMonths(desk.day, 12 * read(desk, methods.refundYears)),
  }
}

/** Row X: no ladder and no 申立書, whose first sentence declares valid cover. */
export function uninsured(desk: Desk): Draft {
  const tolerated = hasCardByEye(desk) ? null : tolerateNotice(desk)
  if (tolerated !== null) return tolerated
  note(desk, 'says-uninsured')
  return { ...fullCharge(desk), followUps: ['refer-to-municipality', 'bring-proof'] }
}

/** Row AK: back from abroad for good; filed with the municipality is as row K, not filed is 10割 with its refund. */
export function fromAbroad(desk: Desk): Draft | null {
  const { abroad } = desk.shown.circumstances
  if (abroad === 'returned-filed') note(desk, 'abroad-filed')
  if (abroad !== 'returned-not-filed') return null
  const tolerated = hasCardByEye(desk) ? null : tolerateNotice(desk)
  if (tolerated !== null) return tolerated
  note(desk, 'abroad-not-filed')
  return { ...fullCharge(desk), followUps: ['refer-to-municipality', 'bring-proof'] }
}
