import type { Requirement } from '../requirement.ts'
import { answerRequirements } from './clinic/answers.ts'
import { consentRequirements } from './clinic/consent.ts'
import { documentRequirements } from './clinic/documents.ts'
import { graceRequirements } from './clinic/grace.ts'
import { outageRequirements } from './clinic/outage.ts'
import { paperRequirements } from './clinic/papers.ts'
import { readerRequirements } from './clinic/reader.ts'
import { correctionRequirements } from './insurer/corrections.ts'
import { contentRequirements } from './insurer/contents.ts'
import { lossRequirements } from './insurer/loss.ts'
import { mailRequirements } from './insurer/mail.ts'
import { paperRequirements as insurerPaperRequirements } from './insurer/papers.ts'
import { registrationRequirements } from './insurer/registration.ts'
import { termRequirements } from './insurer/terms.ts'

/** Every insurer requirement. A new one is an entry of its topic; a new topic is one line here. */
export const insurerRequirements: readonly Requirement[] = [
  ...registrationRequirements,
  ...lossRequirements,
  ...correctionRequirements,
  ...insurerPaperRequirements,
  ...contentRequirements,
  ...termRequirements,
  ...mailRequirements,
]

/** Every clinic requirement. A new one is an entry of its topic; a new topic is one line here. */
export const clinicRequirements: readonly Requirement[] = [
  ...outageRequirements,
  ...graceRequirements,
  ...paperRequirements,
  ...documentRequirements,
  ...answerRequirements,
  ...readerRequirements,
  ...consentRequirements,
]
