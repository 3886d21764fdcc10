import type { Requirement } from '../requirement.ts'
import { answerRequirements } from './clinic/answers.ts'
import { claimsLossRequirements } from './clinic/claims-loss.ts'
import { claimsNothingRequirements } from './clinic/claims-nothing.ts'
import { claimsStepRequirements } from './clinic/claims-steps.ts'
import { consentRequirements } from './clinic/consent.ts'
import { documentRequirements } from './clinic/documents.ts'
import { graceRequirements } from './clinic/grace.ts'
import { outageRequirements } from './clinic/outage.ts'
import { paperRequirements } from './clinic/papers.ts'
import { moneyRequirements } from './clinic/payers-money.ts'
import { payerRequirements } from './clinic/payers.ts'
import { placeCardRequirements } from './clinic/places-cards.ts'
import { placeFunctionRequirements } from './clinic/places-functions.ts'
import { placeVisitRequirements } from './clinic/places-visits.ts'
import { readerRequirements } from './clinic/reader.ts'
import { rowCardRequirements } from './clinic/rows-cards.ts'
import { rowLadderRequirements } from './clinic/rows-ladder.ts'
import { coverRequirements } from './insurer/covers.ts'
import { identityRequirements } from './insurer/identity.ts'
import { invitationRequirements } from './insurer/invitations.ts'
import { linkRequirements } from './insurer/links.ts'
import { overlapRequirements } from './insurer/overlaps.ts'
import { specialRequirements } from './insurer/special.ts'
import { correctionRequirements } from './insurer/corrections.ts'
import { contentRequirements } from './insurer/contents.ts'
import { issuanceRequirements } from './insurer/issuance.ts'
import { formRequirements } from './insurer/forms.ts'
import { lossRequirements } from './insurer/loss.ts'
import { mailRequirements } from './insurer/mail.ts'
import { mailingRequirements } from './insurer/mailings.ts'
import { paperRequirements as insurerPaperRequirements } from './insurer/papers.ts'
import { registrationRequirements } from './insurer/registration.ts'
import { termRequirements } from './insurer/terms.ts'

/** Every insurer requirement. A new one is an entry of its topic; a new topic is one line here. */
export const insurerRequirements: readonly Requirement[] = [
  ...registrationRequirements,
  ...lossRequirements,
  ...overlapRequirements,
  ...identityRequirements,
  ...linkRequirements,
  ...invitationRequirements,
  ...specialRequirements,
  ...coverRequirements,
  ...correctionRequirements,
  ...insurerPaperRequirements,
  ...contentRequirements,
  ...termRequirements,
  ...mailRequirements,
  ...formRequirements,
  ...issuanceRequirements,
  ...mailingRequirements,
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
  ...claimsLossRequirements,
  ...claimsStepRequirements,
  ...claimsNothingRequirements,
  ...payerRequirements,
  ...moneyRequirements,
  ...placeCardRequirements,
  ...placeFunctionRequirements,
  ...placeVisitRequirements,
  ...rowCardRequirements,
  ...rowLadderRequirements,
]
