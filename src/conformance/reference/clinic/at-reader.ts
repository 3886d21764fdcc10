import { type Desk, type Draft, accepted, byRecord, faceOf, foundIn, noteLoss, stranger } from './desk.ts'
import { withoutTicket } from './payers.ts'
import { type CardFace, type Screen, shareByAge } from './practice.ts'
import { isDisputed, livingDead } from './doubts.ts'
import { wholePrice } from './without-card.ts'
import type { Reception } from '../../../../scenarios/protocol.ts'

export const sent = (screens: readonly Screen[]): Screen | null =>
  screens.findLast((screen) => screen.startsWith('result-sent')) ?? null

export function mayUseResult(desk: Desk, face: CardFace | null, screen: Screen): boolean {
  const { practice, input, day } = desk
  const locked = input.reader.some((shown) => shown === 'pin-locked' || shown === 'face-locked')
  if (locked && !practice.usesResultAfterLock) return false
  if (desk.site.capability === 'LIMITED' && !practice.readsAtLimitedSite) return false
  if (!input.patientPresent && !practice.takesPinOfFamily) return false
  const cardless = face === null && !input.shown.some(({ kind }) => kind === 'phone')
  if (cardless && (!practice.reinquiryServes || input.circumstances.care !== 'continuing')) return false
  if (screen !== 'result-sent-eligibility-only' || face === null) return true
  if (!practice.endedBodyReads && face.bodyExpiry < day) return false
  return face.certificateExpiry === null || day <= practice.graceEnd(face.certificateExpiry)
}

const METHOD_BY_PLACE: Readonly<Partial<Record<Reception['circumstances']['place'], string>>> = {
  online: 'M20a',
  home: 'M20b',
}

const EMERGENCY_VIEW_FROM = '2024-12-09'

export function methodAtReader({ input, site, day }: Desk, face: CardFace | null, screen: Screen): string {
  const { place, checkedBefore, responsive } = input.circumstances
  const byPlace = METHOD_BY_PLACE[place]
  if (byPlace !== undefined) return byPlace
  if (place === 'outside' && (checkedBefore || site.tools.includes('web'))) return 'M26'
  if (site.tools.length > 0 && input.reader.includes('out-of-order'))
    return site.tools.includes('web') ? 'M20a' : 'M20b'
  if (site.capability === 'LIMITED') return 'M19'
  if (site.capability === 'MOBILE') return 'M20b'
  if (face === null) return 'M07'
  if (screen === 'result-sent-eligibility-only') return 'M04'
  if (!responsive && site.kind === 'HOSPITAL' && day >= EMERGENCY_VIEW_FROM) return 'M27'
  if (face.faceOnlyMark) return 'M05'
  return face.photo ? 'M03' : 'M06'
}

export function readReader(desk: Desk): Draft | null {
  const { input, practice, cardAnswer } = desk
  const face = faceOf(input)
  const { chart } = input
  if (face !== null && chart !== null) {
    const seen = { key: null, names: [face.name], birthDate: face.birthDate }
    if (!practice.cardFitsChart(seen, chart)) return stranger()
  }
  const screen = sent(input.reader)
  if (screen === null || cardAnswer === null) return withoutResult(desk, face)
  const { record } = cardAnswer
  if (record !== null && chart !== null && !practice.cardFitsChart(foundIn(record), chart)) return stranger()
  if (!mayUseResult(desk, face, screen)) return null
  const { place, checkedBefore, identity } = input.circumstances
  if (place === 'outside' && checkedBefore && practice.asksAtArrival(identity))
    return { decision: 'ask', offers: ['photo-id'] }
  if (record !== null && practice.validByCard(cardAnswer.validity)) {
    const grace = screen === 'result-sent-eligibility-only'
    const { medicines, checkups } = record.consents
    const asked = !grace && desk.site.capability === 'FULL' && input.circumstances.responsive
    if (asked && medicines === null && checkups === null && !practice.eligibilityWithoutConsent) return null
    if (!practice.addressFits(record.address, record.key.insurerNumber))
      return { decision: 'ask', offers: ['new-cover'] }
    const useLimit = (!grace || practice.usesLimitInGrace) && practice.limitByCard(input.says.limitConsent)
    desk.beside = cardAnswer.others
    const draft = byRecord(desk, methodAtReader(desk, face, screen), record, 'card', useLimit)
    const read: Draft = practice.advisesRenewal(screen, face, desk.day)
      ? { ...draft, followUps: ['renew-certificate'] }
      : draft
    return isDisputed(desk, record)
      ? { ...read, disputed: true, followUps: [...(read.followUps ?? []), 'recheck', 'ask-insurer'] }
      : read
  }
  if (record !== null && cardAnswer.validity === '6') {
    return withoutTicket(desk, byRecord(desk, methodAtReader(desk, face, screen), record, 'card', false))
  }
  const dead = livingDead(desk, cardAnswer)
  if (dead !== null) return dead
  if (cardAnswer.validity === '2' && record !== null) desk.lost = record.key
  noteLoss(desk, cardAnswer)
  return practice.chargesWholePriceOnLost ? wholePrice(desk) : null
}

/** The reader gave no result. A right clinic goes on to the papers; the practice may wrongly take the card as read. */
export function withoutResult(desk: Desk, face: CardFace | null): Draft | null {
  const { input, practice, day } = desk
  const known = input.chart?.key ?? null
  const invalid = input.reader.includes('006-certificate-invalid')
  const takesCard = invalid && face !== null && practice.takesInvalidCertificate(face, day)
  const withdrawn = input.circumstances.care === 'withdrawn' && practice.withdrawnConsentLives
  const takesPhone = input.reader.includes('phone-refused') && practice.takesRefusedPhone && face === null
  if (known === null || input.chart === null || (!takesCard && !takesPhone && !withdrawn)) return null
  return accepted(desk, {
    method: withdrawn ? 'M20b' : takesPhone ? 'M07' : 'M04',
    share: input.chart.ratio ?? shareByAge(input.chart.birthDate, day),
    verified: 'card',
    key: known,
    birthDate: input.chart.birthDate,
  })
}
