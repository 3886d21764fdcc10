import type { Catalogue } from './catalogue.ts'

/** 英語の文例集. */
export const en: Catalogue = {
  reasons: {
    'card-read':
      'The card was read and its cover is valid today. Use the numbers and the share of the answer; nothing else has to be shown.',
    'card-read-in-grace':
      'The certificate of the card has expired[ on {expiry}] but is still in its grace[, which lasts to {graceEnd}]: eligibility and limit class may be used, medicines, treatment and check-ups may not be asked for. Tell the patient to renew it at the municipality.',
    'renew-soon':
      'The certificate of the card ends within three months. The patient renews it at the municipality, free of charge.',
    'phone-read':
      'The phone was read and its cover is valid today. Use the numbers and the share of the answer; the plastic card is not needed as well.',
    'phone-has-no-grace':
      'The certificate behind the phone has ended, and a phone has no grace. Ask the patient for the plastic card, which has one.',
    'phone-not-served':
      'No phone can be read here: the site has no reader for phones, or they do not serve yet on this day. Ask the patient for the plastic card.',
    'certificate-dead':
      'The certificate of the card expired[ on {expiry}] and its grace[, which lasted to {graceEnd},] is over: the reader refuses it and no live Mynaportal login is possible. Ask for an eligibility certificate or go on with the plastic card; the patient renews the certificate at the municipality and registers it again.',
    'certificate-blocked':
      'The certificate of the card is suspended or revoked, which is not the same as expired: there is no grace. Ask for an eligibility certificate; the patient settles the card with the municipality.',
    'certificate-none':
      'The card carries no user certificate, so that neither reader nor Mynaportal can use it. Ask for an eligibility certificate, or go on with the card and another paper.',
    'certificate-activating':
      'The certificate was renewed only hours ago and may not work yet. Nobody did anything wrong: go on with the ladder, and read the card at the next visit.',
    'pin-locked':
      'The PIN of the card is locked. Face or visual check still work on a card with a photo; the patient has the PIN reset at the municipality.',
    'face-locked':
      'Face matching is locked for this card. PIN or visual check still work; the patient has it reset at the municipality.',
    'wrong-person':
      'What was read or shown does not belong to the patient of this chart. Store nothing of it; take the right card or open the right chart, then begin again.[ The record is closed by a death (no cover from {registeredDeath}) although the patient stands here: the insurer has to look at the link.]',
    'not-identified':
      'The reader could not tell that the card is the patient’s, so that no answer may be used. Let the patient try a way that is left.',
    unregistered:
      'The card is not registered as an insurance card. The patient can register it at the reader now; otherwise ask for an eligibility certificate or go on with the card and another paper.',
    'reader-out':
      'The card cannot be read here: reader or IC chip are out of order, or there is no reader. It is not the patient’s fault; inquire by the numbers first, then go on with the ladder.',
    'line-out':
      'Terminal, line or service are down, so that nothing can be asked online. It is not the patient’s fault: go on with the ladder and check again when it is back.',
    'cover-lost':
      'The cover that was asked for is lost[ from {date} on]. It must not be claimed as current from that day; ask the patient for the insurance he has now.',
    'newer-cover':
      'The cover that was asked for is lost[ from {date} on] and a newer one is registered, whose data this answer does not give. Read the card, or ask the patient for the new paper.',
    'no-record':
      'Nothing is registered that matches. It may be too early, not linked, or hidden at the patient’s own wish: go on with the ladder, and let the patient ask the insurer.',
    'several-records':
      'Several people have these numbers and this birth date. Never take the first: ask for the two digits of the branch, or read the card.',
    'assistance-no-ticket':
      'Medical assistance is recorded, and this month’s ticket is not registered yet. This is no refusal: treat, fetch it again after the ticket day, and call the welfare office if it is still missing.',
    'paper-in-term':
      'The eligibility certificate is in term. An inquiry by its numbers tells whether the membership still exists.',
    'paper-expired':
      'The paper ended on {until}. It proves nothing any more; the patient needs a new one from the insurer, or shows the card.',
    'paper-not-yet-valid':
      'The paper was sent early and begins on {from}. Until the day before, the patient’s old cover counts.',
    'paper-of-lost-cover':
      'The numbers on the paper are those of a cover that the online answer shows as lost, so that the paper is void although it is in term. Ask the patient for the new cover.',
    'paper-without-record':
      'The paper is in term but the inquiry finds nothing. Compare the typed digits and the branch; the paper stands, to be checked again before the claim, and the insurer is asked.',
    'number-misprinted':
      'The insurer number on the paper does not agree with its check digit, so no insurer has it. Compare the digits with the paper; if it is printed so, ask the patient for the card, and the insurer for a right paper. Claim nothing on it.',
    'old-card-in-term':
      'The old insurance card is in term on this day. It is checked by eye, better with an inquiry by its numbers.',
    'old-card-ended': 'The old insurance card has ended. By itself it proves nothing any more.',
    'tolerated-with-inquiry':
      'The ended card or the notice alone is tolerated for now, because an inquiry of today says that the cover is valid. Ask the patient to bring the card or an eligibility certificate next time.',
    'tolerance-over':
      'On this day ended cards and notices alone are not tolerated. Ask the patient for the My Number card or an eligibility certificate.',
    'tolerance-needs-inquiry':
      'An ended card or a notice alone is tolerated only with an inquiry of today that says valid, and there is none. Ask the patient for the My Number card or an eligibility certificate.',
    'screenshot-refused':
      'A picture of the Mynaportal screen proves nothing. Ask the patient to open the page here, or for the saved PDF, with the card.',
    'card-missing':
      'A Mynaportal page or a notice counts only together with the My Number card. Ask the patient for the card.',
    'card-body-ended':
      'The card itself is past its last day and is no proof of identity by eye. Ask for an eligibility certificate; the patient renews the card at the municipality.',
    'rung-accepted': 'Accepted with the card and this: {rung}. Charge the usual share.',
    'rung-without-login':
      'A live Mynaportal page cannot have been opened with this card: its certificate or PIN does not log in. Ask for a saved PDF, the notice or another rung.',
    'number-inquiry-first':
      'The numbers of the clinic’s own record were inquired and are valid today. This needs no reader, and the visit counts as verified.',
    'says-uninsured':
      'The patient says that he has no insurance now. No declaration is taken; the whole fee is charged and the municipality or the welfare office is named to him. It is paid back when a cover appears.',
    'nothing-to-go-on':
      'The patient is known here but shows nothing that is valid. The whole fee is charged for now; the clinic may decide otherwise for a patient it knows.',
    'identity-unknown':
      'Nothing valid was shown and the person is not known here. The whole fee is charged for now; with proof in the same month the clinic pays it back, later the insurer does, within two years.',
    'share-unknown':
      'The share is not known: from 70 on it depends on income and the record does not tell it. Ask for the ratio certificate or call the insurer; guess nothing.',
    'special-care':
      'The cover is of the special kind for premiums in arrears: the whole fee is charged and nothing is claimed. The patient settles it with the insurer.',
    'work-accident':
      'A work or commuting accident: health insurance is not used although the card may read valid; the work-accident form is.',
    'third-party':
      'Insurance is used for harm done by a third party: the patient files the notice with the insurer, and the claim carries the third-party remark.',
    'liability-pays': 'The patient uses liability cover and no insurance: nothing is claimed from health insurance.',
    'private-care': 'Private care, a check-up or a vaccination: a valid answer makes no insurance claim of it.',
    'school-injury':
      'An injury at school: insurance applies with the school accident benefit beside it, and the child subsidy is usually not used.',
    'newborn-unregistered':
      "A newborn who is not registered yet: look at the family's cover, and wait inside the month or take 10割 and give it back. No declaration.",
    'telephone-visit':
      'A consultation by telephone: nothing can be shown, so the own record, a question and an inquiry by number have to do.',
    'mode-in-use': 'Cover was found on the screen of the emergency function in use ({mode}).',
    'mode-not-open': 'The emergency function is not open at this site now; its screen proves nothing.',
    'school-event':
      'Accepted for a child on a school event or in a nursery, on what the accompanying adult shows (copies too).',
    'school-event-not-met':
      'The conditions of the school-event substitute (a child, an accompanying adult, the day) are not met.',
    'copy-refused':
      'A copy of an eligibility certificate serves only children on school events. Ask for the paper itself.',
    'stop-gap-paper':
      'A stop-gap paper in its printed term: no online answer is to be expected, and none is no refusal.',
    'stop-gap-over': 'This paper is out of its term[ (to {until})]. Ask for something else.',
    'emergency-view':
      'The patient cannot consent: as a hospital you may see cover and medical information through the emergency view.',
    'consent-missing':
      'The patient cannot consent: cover is used, medical information is not (the emergency view is for hospitals only).',
    'limited-site': 'An eligibility-only site: cover is all that can be seen.',
    'read-by-tool': 'Read with a tool of the patient side ({method}).',
    'tool-not-open':
      'This device ({device}) does not serve on this day, at this place or with this way of identification.',
    'identity-at-arrival':
      'Checked before arrival: look at a photo identity at the door unless the person is plainly known.',
    reinquiry: 'Inquired again without a card under the continuing consent.',
    'cover-disputed':
      'The patient says his cover changed and the answer still shows the old insurer: note the new numbers and check again before the claim.',
    'both-records': 'The answer holds two records: keep both.',
    'welfare-begun':
      'The cover ended because public assistance began[ ({date})]: look for the assistance record and ask the welfare office.',
    'subsidy-applied': 'The subsidy ({number}) pays on what the insurance leaves.',
    'subsidy-not-applied': 'The subsidy ({number}) does not apply this time[: {why}].',
    discretion: 'A known patient on a re-visit: 10割 is the rule, and the clinic may decide to take the usual share.',
    'registration-offered':
      'This card was never registered: the reader offers the registration, and the patient decides.',
    'registration-demanded': 'By setting, a card that is not registered does not serve on the ladder.',
    'abroad-filed':
      'Back from abroad and filed with the municipality: until it is registered the answer is "no record".',
    'abroad-not-filed': 'Back from abroad and not filed yet: 10割 for now; refer the patient to the municipality.',
    'ratio-conflict': 'The paper says {paper} and the answer {online}: keep both and ask the insurer.',
    'method-not-begun': 'This method ({method}) has not begun on this day.',
  },
  outcomes: {
    accepted: 'accepted',
    'full-charge': 'whole fee for now (10割): cover could not be verified',
    ask: 'ask the patient first',
    stop: 'stop: wrong person, store nothing',
    'other-payer': 'somebody else than health insurance pays',
    wait: 'treat now, settle inside the month',
  },
  methods: {
    M01: 'Old insurance card (被保険者証)',
    M02: 'Ended old insurance card, provisionally tolerated',
    M03: 'My Number insurance card (マイナ保険証)',
    M04: 'My Number insurance card in the grace of its certificate',
    M05: 'Face-only My Number card (顔認証マイナンバーカード)',
    M06: 'My Number card without a photo',
    M07: 'Phone as insurance card',
    M08: 'Eligibility certificate (資格確認書)',
    M09: 'Card and live Mynaportal screen',
    M10: 'Card and saved Mynaportal PDF',
    M11: 'Card and notice (資格情報のお知らせ)',
    M12: 'Notice alone, provisionally tolerated',
    M13: 'Card and own record of an earlier visit',
    M14: 'Card and declaration (被保険者資格申立書)',
    M18: 'Mynaportal on a phone that could not be read',
    M21: 'Inquiry by the numbers',
    M22: 'Next-generation My Number card',
    M29: 'Residence card with the functions of a My Number card (特定在留カード)',
    M15: 'System failure mode',
    M16: 'Disaster mode',
    M17: 'Substitute on school events',
    M19: 'Eligibility-only reading',
    M20a: 'Web tool of the patient side',
    M20b: 'App on a registered device',
    M23: 'Add-on certificates',
    M24: 'Certificate of a protected person',
    M25: 'Nothing to show',
    M26: 'Outside the ordinary route',
    M27: 'Emergency view',
    M28: 'Stop-gap paper of the pension service',
    M30: 'Card registered at the reader',
    M31: 'Card without a certificate',
    M32: "Day labourer's book",
  },
  offers: {
    'reader-face': 'face at the reader',
    'reader-pin': 'PIN at the reader',
    'reader-visual': 'visual check by the staff at the reader',
    'my-number-card': 'My Number card',
    certificate: 'eligibility certificate (資格確認書)',
    branch: 'the two digits of the branch',
    'new-cover': 'papers of the new insurance',
    'portal-screen': 'Mynaportal screen opened here',
    'portal-pdf': 'saved Mynaportal PDF',
    notice: 'notice (資格情報のお知らせ)',
    'past-record': 'own record, if nothing has changed',
    declaration: 'declaration (被保険者資格申立書)',
    'register-card': 'register the card at the reader',
    'web-app': 'read it on the patient side (web tool, PIN)',
    'home-app': 'read it with the app on a registered device',
    'photo-id': 'a photo identity',
    'guardian-cover': "the family's cover, as information",
  },
  followUps: {
    recheck: 'the clinic checks the cover online before the claim',
    'renew-certificate': 'the patient renews the certificate at the municipality',
    'unlock-at-municipality': 'the patient has the lock removed at the municipality',
    'bring-proof': 'the patient brings valid proof',
    'ask-insurer': 'the insurer is asked',
    'ask-welfare-office': 'the clinic asks the welfare office',
    'refer-to-municipality': 'the patient is referred to the municipality or the welfare office',
    'third-party-notice': 'the patient files the third-party notice with the insurer',
    'report-mode-use': 'the clinic returns the report on the use of the function',
  },
  screens: {
    'result-sent': 'a result was sent',
    'result-sent-renew-soon': 'a result was sent; the certificate ends soon',
    'result-sent-eligibility-only': 'a result was sent, eligibility only',
    'pin-wrong': 'wrong PIN',
    'pin-locked': 'the PIN is locked',
    'face-mismatch': 'the face does not match',
    'face-locked': 'face matching is locked',
    'visual-mismatch': 'the staff see another face',
    'way-not-offered': 'this way does not serve for this card',
    '001-card-unreadable': '001: the card cannot be read',
    '002-other-card': '002: not a My Number card',
    '006-certificate-invalid': '006: the certificate is revoked or has expired',
    'phone-refused': 'the phone cannot be used',
    'registration-refused': 'ended without registering the card',
    'result-unavailable': 'no eligibility information available',
    'line-error': 'the line failed',
    'out-of-order': 'the reader is out of order',
  },
  reads: {
    R0: 'only what is printed or told',
    R1: 'eligibility',
    'R1+L': 'eligibility and, with consent, the limit class',
    R2: 'eligibility and specific diseases',
    R3: 'eligibility, and medical information as far as consented',
  },
  verified: { card: 'by card', number: 'by number', none: 'not online' },
  claims: {
    CURRENT: 'on the current numbers',
    OLD: 'on the old numbers, with the remark 旧資格情報',
    UNKNOWN: 'on the numbers for unknown cover, with the remark 不詳',
    NONE: 'nothing',
    INSURER_ONLY: 'claim on the insurer alone (marked 不詳)',
  },
  shares: {
    '010': '1割 (10 %)',
    '020': '2割 (20 %)',
    '030': '3割 (30 %)',
    '100': '10割 (the whole fee)',
    ask: 'not known, to be asked',
  },
  payers: {
    insurance: 'insurance',
    'public-expense': 'public expense',
    'medical-assistance': 'medical assistance',
    'work-accident': 'work accident insurance',
    liability: 'liability insurance',
    private: 'the patient',
  },
  codes: {
    'no-insurance': 'there is no valid insurance',
    'out-of-term': 'it is out of its term',
    'other-prefecture': 'it is of another prefecture',
    'school-injury': 'the injury happened at school',
    'large-outage': 'system failure mode',
    disaster: 'disaster mode',
    reader: 'face-authentication reader',
    web: 'web tool of the patient side',
    app: 'app on a registered device',
    'limited-app': 'app of an eligibility-only site',
  },
  refund: '[the clinic gives back and claims until {clinic}; ]the insurer pays until {insurer}',
  labels: {
    payers: 'Payers',
    refund: 'Way back',
    told: 'and {count} of the rules shown above',
    outcome: 'Decision',
    method: 'Method',
    share: 'Share',
    limit: 'limit class',
    verified: 'Checked',
    reads: 'Read',
    claim: 'Claim',
    insurer: 'insurer',
    symbol: 'symbol',
    number: 'number',
    branch: 'branch',
    reasons: 'Why',
    offers: 'Possible now',
    followUps: 'Later',
    rules: 'Rules that spoke',
    assumption: 'assumption',
    setting: 'setting',
    noRow: 'no row on this day',
    yes: 'yes',
    no: 'no',
  },
}
