import { type CivilDate } from '../../../domain/civil-date.ts'
import { sent } from './at-reader.ts'
import {
  type Desk,
  type Draft,
  accepted,
  byPaperAndRecord,
  byRecord,
  faceOf,
  inquire,
  isMisnumbered,
  isStrangers,
  paperOf,
  stranger,
  typedKey,
} from './desk.ts'
import { isLost } from './papers.ts'
import { toolOffers } from './tools.ts'
import { type CardFace, type Key, type Offer, type Printed, type Screen, type Share, shareByAge } from './practice.ts'
import { livingDead } from './doubts.ts'
import { wholePrice } from './without-card.ts'

export interface Step {
  readonly method: string
  /** The paper that the numbers come from; null for the own record and a declaration. */
  readonly fields: Printed | null
  readonly key: Key | null
  readonly birthDate: CivilDate | null
  readonly share: Share
}

export function stepsAtHand(desk: Desk): Step[] {
  const { input, practice, day } = desk
  const { chart } = input
  const fromPaper = (kind: string, method: string): Step[] => {
    const fields = paperOf(input, kind)
    if (fields === null || isMisnumbered(desk, fields)) return []
    const share = practice.shareOnPaper(fields.ratio, fields.birthDate, day)
    return [{ method, fields, key: typedKey(desk, fields), birthDate: fields.birthDate, share }]
  }
  const { unchanged } = input.says
  const told = practice.pastRecordServes({ hasCard: true, unchanged }) || !practice.asksBeforePastRecord
  const past: Step[] =
    chart === null || chart.key === null || !told
      ? []
      : [
          {
            method: 'M13',
            fields: null,
            key: chart.key,
            birthDate: chart.birthDate,
            share: chart.ratio ?? shareByAge(chart.birthDate, day),
          },
        ]
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  const declared: Step[] =
    form === undefined
      ? []
      : [
          {
            method: 'M14',
            fields: null,
            key: null,
            birthDate: form.birthDate,
            share: practice.declaredShare(form.ratio, form.birthDate, day),
          },
        ]
  const face = faceOf(input)
  const live = face === null || practice.screenIsLive(face, input.reader, day)
  const papers = [
    ...(live ? fromPaper('portal-screen', 'M09') : []),
    ...fromPaper('portal-pdf', 'M10'),
    ...(practice.noticeBegun(day) ? fromPaper('notice', 'M11') : []),
  ]
  return practice.declarationFirst ? [...declared, ...papers, ...past] : [...papers, ...past, ...declared]
}

export async function inquireOwnRecord(desk: Desk): Promise<Draft | null> {
  const { chart } = desk.input
  if (chart === null || chart.key === null || !desk.practice.inquiresBeforeLadder || isLost(desk, chart.key))
    return null
  const answer = await inquire(desk, chart.key, chart.birthDate)
  if (answer === null || answer.record === null) return null
  if (answer.validity === '3' && !desk.practice.keepsNumbersOnThree) desk.erased = true
  if (desk.practice.validByNumber(answer.validity))
    return byRecord(desk, 'M21', answer.record, 'number', desk.practice.limitByNumber(desk.input.says.limitConsent))
  const dead = livingDead(desk, answer)
  if (dead !== null) return dead
  if (answer.validity === '2' || answer.validity === '3') desk.lost = desk.lost ?? chart.key
  return null
}

export async function takeStep(desk: Desk, step: Step): Promise<Draft | null> {
  const { practice } = desk
  const outlasts = step.method === 'M10' && practice.savedPageOutlastsLoss
  if (isLost(desk, step.key) && !outlasts) return null
  const answer = practice.inquiresBeforeLadder ? await inquire(desk, step.key, step.birthDate) : null
  if (step.fields !== null && isStrangers(desk, step.fields, answer)) return stranger()
  if (answer !== null && answer.record !== null && practice.validByNumber(answer.validity)) {
    return byPaperAndRecord(desk, step.method, step.fields, answer.record)
  }
  if (desk.offline && step.method === 'M11' && !practice.noticeServesOffline) return null
  if (step.method === 'M11' && !practice.noticeInTerm(step.fields?.validUntil ?? null, desk.day)) return null
  if (answer?.validity === '5' && practice.onSeveralAtLadder === 'ask') return { decision: 'ask', offers: ['branch'] }
  const dead = answer === null ? null : livingDead(desk, answer)
  if (dead !== null) return dead
  if ((answer?.validity === '2' || answer?.validity === '3') && !outlasts) {
    desk.lost = desk.lost ?? step.key
    return null
  }
  return accepted(desk, {
    method: step.method,
    share: step.share,
    verified: 'none',
    key: step.key,
    birthDate: step.birthDate,
    seen: step.fields?.name ?? null,
  })
}

export function readerWays(desk: Desk, face: CardFace): Offer[] {
  const { input, practice } = desk
  const dead: readonly Screen[] = [
    'out-of-order',
    'line-error',
    '001-card-unreadable',
    '006-certificate-invalid',
    'registration-refused',
    'result-unavailable',
  ]
  const { place } = input.circumstances
  const atReader = (place === 'counter' || place === 'outside') && desk.site.capability !== 'MOBILE'
  const tried = atReader && input.reader.length > 0
  if (!tried || input.reader.some((screen) => dead.includes(screen)) || sent(input.reader) !== null) return []
  const ways: Offer[] = []
  const present = input.patientPresent || practice.looksAtProxy
  if (face.photo && present && desk.site.capability === 'FULL' && !input.reader.includes('face-locked'))
    ways.push('reader-face')
  if (practice.offersPin(face) && !practice.pinLocked(desk.screens)) ways.push('reader-pin')
  if (practice.offersVisual(face) && present) ways.push('reader-visual')
  return ways
}

export function offersFor(desk: Desk, face: CardFace): Offer[] {
  const { practice, input, day } = desk
  const rungs = practice.ladder.filter((rung) => {
    if (rung === 'portal-screen') return practice.loginCanWork(face, input.reader, day)
    return rung !== 'past-record' || (input.chart !== null && input.chart.key !== null)
  })
  return [...readerWays(desk, face), ...toolOffers(desk), 'certificate', ...rungs]
}

/** No answer can be had: an inquiry failed, or the reader says so. */
export const seemsOffline = (desk: Desk): boolean => desk.offline || desk.input.reader.includes('line-error')

export async function climb(desk: Desk): Promise<Draft | null> {
  const { input, practice, day } = desk
  const face = faceOf(input)
  if (face === null || !practice.bodyServesByEye(face, day)) return null
  if (input.reader.includes('006-certificate-invalid') && !practice.ladderAfterDeadCertificate) return null
  const dead = input.reader.includes('006-certificate-invalid')
  if (dead && face.certificateExpiry === null && practice.blankCardIsNoCard) return wholePrice(desk)
  const babyLocked = !face.photo && practice.pinLocked(desk.screens)
  if (babyLocked && !practice.ladderAfterBabyLock) return { decision: 'ask', offers: ['certificate'] }
  if (input.reader.includes('registration-refused')) {
    if (practice.afterRefusedRegistration === 'whole-price') return wholePrice(desk)
    if (practice.afterRefusedRegistration === 'paper-only') return { decision: 'ask', offers: ['certificate'] }
  }
  const own = await inquireOwnRecord(desk)
  if (own !== null) return own
  if (seemsOffline(desk) && practice.chargesWholePriceOffline) return wholePrice(desk)
  for (const step of stepsAtHand(desk)) {
    // oxlint-disable-next-line no-await-in-loop -- one rung after the other, as at the counter
    const draft = await takeStep(desk, step)
    if (seemsOffline(desk) && practice.chargesWholePriceOffline) return wholePrice(desk)
    if (draft !== null) return draft
  }
  return { decision: 'ask', offers: offersFor(desk, face) }
}
