import { type Desk, faceOf } from './desk.ts'
import type { Offer, Screen } from './practice.ts'
import type { Site } from './practice-places.ts'

const UNREADABLE: readonly Screen[] = [
  '001-card-unreadable',
  '006-certificate-invalid',
  'registration-refused',
  'result-unavailable',
  'line-error',
]

const has = (site: Site, tool: 'web' | 'app'): boolean => site.tools.includes(tool) || site.capability === 'MOBILE'

/** 居宅同意取得型: tools that can still read the card on the counter; at the counter only where the face reader fails. */
export function toolOffers(desk: Desk): Offer[] {
  const { input, practice, site, day } = desk
  const face = faceOf(input)
  const { place } = input.circumstances
  const sent = input.reader.some((screen) => screen.startsWith('result-sent'))
  if (face === null || sent || place === 'telephone' || input.reader.some((screen) => UNREADABLE.includes(screen)))
    return []
  const readerFails = input.reader.includes('out-of-order')
  if (place === 'counter' && (!practice.toolsAtCounter(day) || !readerFails)) return []
  const pinLocked = practice.pinLocked(desk.screens)
  const byPin = practice.offersPin(face) && !pinLocked
  const byEye = face.photo && input.patientPresent
  const web = has(site, 'web') && practice.webTakesCard(face, pinLocked)
  const app = has(site, 'app') && place !== 'online' && (byPin || byEye)
  return [...(web ? (['web-app'] as const) : []), ...(app ? (['home-app'] as const) : [])]
}
