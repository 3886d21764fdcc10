import type { ReaderAct } from '../../../../scenarios/scenario.ts'
import type { History } from '../../../../scenarios/history.ts'
import { anyDay, onDay } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  cardInHand,
  certificateInTerm,
  one,
  ordinary,
  reception,
} from '../../arbitraries/cases.ts'
import { cardWith } from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  acceptedByReader,
  chargedWhole,
  examineTurns,
  finding,
  isOnline,
  ladderOffers,
  notPickedUp,
  ownCardShown,
  pickedUp,
  pictured,
  readerWorks,
  shows,
  turnsOf,
  undecided,
} from '../../evidence.ts'
import type { FindingCode } from '../../findings.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'

const notice = { kind: 'notice' } as const
const card = (...reader: ReaderAct[]): ShowInput[number] => ({ kind: 'my-number-card', reader })
const offered = (turn: Turn, ...unfit: readonly string[]): string[] =>
  turn.outcome.offers.filter((offer) => unfit.includes(offer))

const unfitOffer = (turn: Turn, ...unfit: readonly string[]): Finding | null => {
  const wrong = offered(turn, ...unfit)
  return wrong.length === 0
    ? null
    : finding('unfit-way-offered', turn, `never offered: ${unfit.join(', ')}`, `offered: ${wrong.join(', ')}`)
}

/** A reading that proves cover has to be used. */
export function usedReading(turn: Turn, code: FindingCode = 'valid-answer-unused'): Finding | null {
  if (!pickedUp(turn)) return notPickedUp(turn)
  return acceptedByReader(turn) ? null : finding(code, turn, 'accepted as read', pictured(turn.outcome))
}

/** Nothing was read, so nothing may count as read. */
export const takenAsRead = (turn: Turn): Finding | null =>
  acceptedByReader(turn)
    ? finding('taken-as-read', turn, 'not accepted as read: nothing was read', pictured(turn.outcome))
    : null

const substituteShown = (turn: Turn): boolean =>
  shows(turn, 'certificate') ||
  shows(turn, 'notice') ||
  shows(turn, 'portal-pdf') ||
  (turn.presentation.chart !== null && turn.presentation.says.unchanged === 'yes')

/** What a card that cannot be read leaves: the paper or the ladder, never 10割. */
function paperOrLadder(turn: Turn): Finding | null {
  if (chargedWhole(turn)) return finding('ten-tenths', turn, 'the normal share, or a question', pictured(turn.outcome))
  const right = turn.decision()
  if (substituteShown(turn) && right.outcome === 'accepted')
    return accepted(turn)
      ? null
      : finding('substitute-refused', turn, `accepted ${right.method ?? ''}`, pictured(turn.outcome))
  if (turn.outcome.decision !== 'ask') return null
  const portalClosed = right.outcome === 'ask' && turn.presentation.patientPresent
  if (portalClosed && offered(turn, 'portal-screen').length > 0 && !right.offers.includes('portal-screen'))
    return finding('impossible-rung', turn, 'no live portal: it cannot be opened', ladderOffers(turn).join(' → '))
  const ladderLeft = right.offers.includes('declaration')
  return ladderLeft && ladderOffers(turn).length === 0
    ? finding('no-way-offered', turn, 'the rungs that are left', 'no rung is offered')
    : null
}

const baby = () => ({ birthDate: '2025-04-03', card: cardWith({ kind: 'photoless', issued: 'start-1y' }) })
const THREE_MISSES: ReaderAct[] = ['pin-wrong', 'pin-wrong', 'pin-wrong']
const lockedBaby = (...more: ShowInput) => one(baby, reception([card(...THREE_MISSES), ...more]))

const rowF2: Requirement = {
  id: 'row-F2',
  severity: 'must',
  sentence: {
    ja: '写真のないカードの暗証番号がロックされたら、オンラインの手段は案内せず、資格確認書、保存済みPDF、お知らせ、自院の記録、申立書で確認する。',
    en: 'Once the PIN of a photo-less card is locked no online way is offered; a certificate, or the ladder without the live portal, is used.',
  },
  sources: ['rules.md 2.1 row F2 [D11]', 'rules.md 1.3 M06 [W35]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('nothing-else', { ja: 'ほかに何もない', en: 'nothing else' }, () => lockedBaby()),
    anyDay('notice', { ja: 'お知らせあり', en: 'with a notice' }, () => lockedBaby(notice)),
    anyDay('pdf', { ja: '保存済みPDFあり', en: 'with a saved PDF' }, () => lockedBaby({ kind: 'portal-pdf' })),
    anyDay('certificate', { ja: '資格確認書あり', en: 'with a certificate' }, () => lockedBaby(certificateInTerm())),
  ],
  mutants: ['baby-lock-ends-the-ladder', 'visual-for-photo-less', 'locks-at-five', 'offers-impossible-rung'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      turn.facts.card?.kind === 'photoless' &&
      turn.facts.card.pin.locked &&
      ownCardShown(turn) &&
      readerWorks(turn) &&
      turn.facts.delivered === null,
    check: (turn) => {
      if (undecided(turn)) return null
      return (
        takenAsRead(turn) ??
        unfitOffer(turn, 'reader-face', 'reader-pin', 'reader-visual', 'web-app', 'home-app') ??
        paperOrLadder(turn)
      )
    },
  }),
}

const faceOnly = () => ({ card: cardWith({ kind: 'face-only' }) })
const atHome: Partial<ReceiveInput> = { circumstances: { place: 'home' } }
const BOTH_TOOLS = { tools: ['web', 'app'] } as const satisfies { tools: readonly string[] }
const withTools = { facility: { tools: [...BOTH_TOOLS.tools] } }

const rowG: Requirement = {
  id: 'row-G',
  severity: 'must',
  sentence: {
    ja: '顔認証マイナンバーカードに暗証番号は求めない。顔認証か目視で確認し、訪問先では登録端末のアプリを使い、在宅受付Webは使わない。',
    en: 'A face-authentication card is never asked for a PIN: face or visual check at the reader, the app of the registered device at home, never the web tool.',
  },
  sources: ['rules.md 2.1 row G', 'rules.md 1.3 M05 M20a M20b [W33][W34][D22]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('face-fails', { ja: '顔認証に失敗', en: 'the face does not match' }, () =>
      one(faceOnly, reception([card('face-mismatch')])),
    ),
    anyDay('pin-wanted', { ja: '暗証番号を希望', en: 'the patient wants the PIN' }, () =>
      one(faceOnly, reception([card('pin')])),
    ),
    anyDay('visual', { ja: '目視確認', en: 'visual check' }, () => one(faceOnly, reception([card('visual')]))),
    anyDay('at-home', { ja: '訪問先', en: 'at home' }, () =>
      one(faceOnly, reception([card()], atHome)).map((core) => ({ ...core, ...withTools })),
    ),
    anyDay('at-home/visual', { ja: '訪問先、アプリの目視', en: 'at home, visual check with the app' }, () =>
      one(faceOnly, reception([{ kind: 'my-number-card', by: 'app', reader: ['visual'] }], atHome)).map((core) => ({
        ...core,
        ...withTools,
      })),
    ),
  ],
  mutants: ['pin-for-face-card', 'web-for-every-card'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { card: state, cardAnswer, delivered } = turn.facts
      const live = state?.certificate === 'VALID' || state?.certificate === 'WARN'
      const { place } = turn.presentation.circumstances
      return (
        state?.kind === 'face-only' &&
        live &&
        state.registration === 'REGISTERED' &&
        ownCardShown(turn) &&
        isOnline(turn) &&
        (place === 'counter' || place === 'home') &&
        turn.presentation.shown.length === 1 &&
        turn.presentation.patientPresent &&
        (delivered === null || cardAnswer?.validity === 1)
      )
    },
    check: (turn) => {
      if (turn.facts.delivered !== null) return usedReading(turn)
      if (undecided(turn)) return null
      const wrong = takenAsRead(turn) ?? unfitOffer(turn, 'reader-pin', 'web-app')
      if (wrong !== null || turn.outcome.decision !== 'ask') return wrong
      const right = turn.decision().offers.filter((offer) => offer.startsWith('reader-') || offer === 'home-app')
      return right.length > 0 && offered(turn, ...right).length === 0
        ? finding('no-way-offered', turn, right.join(', '), turn.outcome.offers.join(', '))
        : null
    },
  }),
}

const phone = { kind: 'phone', device: 'iphone' } as const
const deadPhone = () => ({ card: cardWith({ phone: { kind: 'iphone', expiry: 'start-1d' } }) })
const livePhone = () => ({ card: cardWith({ phone: { kind: 'iphone', expiry: 'start+1y' } }) })

function checkPhone(turn: Turn): Finding | null {
  if (turn.facts.delivered !== null)
    return turn.facts.cardAnswer?.validity === 1 ? usedReading(turn, 'card-refused-after-phone') : null
  if (undecided(turn)) return null
  if (turn.decision().method === 'M18' && !accepted(turn))
    return finding('portal-on-phone-refused', turn, 'accepted: live portal on that phone', pictured(turn.outcome))
  return takenAsRead(turn)
}

/** Lines of one visit in a claim beyond the first. */
function claimedTwice(history: History, visits: readonly string[]): Finding[] {
  return history.steps.flatMap(({ step, result, index }) => {
    if (step.do !== 'claim' || result === null || !('lines' in result)) return []
    const doubled = visits.filter((visit) => result.lines.filter((line) => line.visit === visit).length > 1)
    return doubled.map((visit): Finding => ({
      code: 'claimed-twice',
      step: index,
      expected: `one line for ${visit}: one reading is enough`,
      actual: `${result.lines.filter((line) => line.visit === visit).length} lines`,
    }))
  })
}

function examinePhones(history: History): Examination | null {
  const turns = turnsOf(history).filter(
    (turn) =>
      shows(turn, 'phone') &&
      turn.facts.facility.capability === 'FULL' &&
      (turn.presentation.reader.includes('phone-refused') || turn.facts.delivered !== null),
  )
  const checked = turns.map((turn) => ({ turn, found: checkPhone(turn) }))
  const seen = checked.filter(({ turn, found }) => found !== null || !undecided(turn))
  const twice = claimedTwice(history, [...new Set(turns.map(({ step }) => step.visit))])
  return seen.length === 0
    ? null
    : { evidence: 'observed', findings: [...seen.flatMap(({ found }) => found ?? []), ...twice] }
}

const rowQ: Requirement = {
  id: 'row-Q',
  severity: 'must',
  sentence: {
    ja: 'スマートフォンを読み取れないときはプラスチックのカードか、その端末で開いたマイナポータルで確認する。読み取りは一度で足り、同じ受診を二重に記録しない。',
    en: 'When the phone cannot be read the plastic card, or the portal opened on that phone, serves; one reading is enough and makes one record.',
  },
  sources: ['rules.md 2.1 row Q [W26][W28][W29]', 'rules.md 1.3 M07 M18', 'counter.md S44'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('alone', { ja: 'ほかに何もない再診', en: 'nothing else, known patient' }, () =>
      one(deadPhone, reception([phone], { chart: {} })),
    ),
    anyDay('then-card', { ja: 'そのあとカード', en: 'then the card' }, () =>
      one(deadPhone, reception([phone]), reception([card('face')])),
    ),
    anyDay('then-portal', { ja: 'そのあと同じ端末のポータル', en: 'then the portal on that phone' }, () =>
      one(deadPhone, reception([phone]), reception([{ kind: 'portal-screen', issued: 'start' }])),
    ),
    anyDay('both-read', { ja: '両方とも読み取り', en: 'both are read' }, () =>
      one(livePhone, reception([phone]), reception([card('face')]), { do: 'claim', visits: ['v1'] }),
    ),
  ],
  mutants: ['phone-failure-is-final', 'each-reading-a-record', 'grace-for-phones'],
  examine: examinePhones,
}

const unregistered = () => ({ card: cardWith({ registration: 'NEVER' }) })
const unregisteredBaby = () => ({
  birthDate: '2025-04-03',
  card: cardWith({ kind: 'photoless', issued: 'start-1y', registration: 'NEVER' }),
})
const refusing = (...more: ShowInput) => one(unregistered, reception([card('face', 'refuse-registration'), ...more]))

const actsIn = (turn: Turn): readonly ReaderAct[] =>
  turn.step.show.flatMap((thing) => (thing.kind === 'my-number-card' ? thing.reader : []))

const rowAB: Requirement = {
  id: 'row-AB',
  severity: 'must',
  sentence: {
    ja: '利用登録のないカードは、読取機で登録すればその結果を使い、登録を断れば資格確認書か代替手段で確認し、10割としない。',
    en: 'A card that was never registered is used once it is registered at the reader; when that is refused a certificate or the ladder follows, not 10割.',
  },
  sources: [
    'rules.md 2.1 row AB [D26]',
    'rules.md 1.3 M30',
    'counter.md S45 (assumption fallback.requireRegistration)',
  ],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('registered', { ja: 'その場で登録', en: 'registered on the spot' }, () =>
      one(unregistered, reception([card('face', 'register')])),
    ),
    anyDay('baby', { ja: '乳児のカード、暗証番号で登録', en: "a baby's card, registered with the PIN" }, () =>
      one(unregisteredBaby, reception([card('pin', 'register')])),
    ),
    anyDay('refused', { ja: '断る、ほかに何もない', en: 'refused, nothing else' }, () => refusing()),
    anyDay('refused/notice', { ja: '断る、お知らせあり', en: 'refused, with a notice' }, () => refusing(notice)),
    anyDay('refused/certificate', { ja: '断る、資格確認書あり', en: 'refused, with a certificate' }, () =>
      refusing(certificateInTerm()),
    ),
  ],
  mutants: ['refused-registration-is-ten', 'refused-registration-ends-the-ladder'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      ownCardShown(turn) &&
      readerWorks(turn) &&
      actsIn(turn).some((act) => act === 'register' || act === 'refuse-registration') &&
      (turn.facts.delivered === null
        ? turn.presentation.reader.includes('registration-refused')
        : turn.facts.cardAnswer?.validity === 1),
    check: (turn) => {
      if (turn.facts.delivered !== null) return usedReading(turn)
      return undecided(turn) ? null : (takenAsRead(turn) ?? paperOrLadder(turn))
    },
  }),
}

const byFamily: Partial<ReceiveInput> = { present: false, circumstances: { companion: 'family' } }

const rowAD: Requirement = {
  id: 'row-AD',
  severity: 'must',
  sentence: {
    ja: '家族だけが来たときは顔認証も目視確認も案内せず、家族の入れた暗証番号による結果、または資格確認書を使う。',
    en: 'When family comes instead of the patient neither face nor visual check is offered; a result by the PIN they typed, or a certificate, is used.',
  },
  sources: ['rules.md 2.1 row AD [D66]', 'rules.md 1.6', 'counter.md S26'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('pin', { ja: '暗証番号を入力', en: 'the PIN is typed' }, () => ordinary(reception([card('pin')], byFamily))),
    anyDay('pin-wrong', { ja: '暗証番号を誤る', en: 'a wrong PIN' }, () =>
      ordinary(reception([card('pin-wrong')], byFamily)),
    ),
    anyDay('pin-locked', { ja: '暗証番号がロック', en: 'the PIN is locked' }, () =>
      ordinary(reception([card(...THREE_MISSES)], byFamily)),
    ),
    anyDay('certificate', { ja: '資格確認書を持参', en: 'with the certificate' }, () =>
      ordinary(reception([certificateInTerm()], byFamily)),
    ),
    anyDay('own-record', { ja: 'カードと自院の記録', en: 'card and own record' }, () =>
      ordinary(reception([card('pin-wrong')], { ...byFamily, chart: {} })),
    ),
  ],
  mutants: ['visual-for-proxy', 'family-pin-refused'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { delivered, cardAnswer, card: state } = turn.facts
      const live = state === null || state.certificate === 'VALID' || state.certificate === 'WARN'
      return (
        !turn.presentation.patientPresent &&
        turn.presentation.circumstances.place === 'counter' &&
        live &&
        isOnline(turn) &&
        (delivered === 'pin' ? cardAnswer?.validity === 1 : ownCardShown(turn) || shows(turn, 'certificate'))
      )
    },
    check: (turn) => {
      if (turn.facts.delivered === 'pin') return usedReading(turn)
      if (undecided(turn)) return null
      if (turn.facts.delivered !== null || turn.decision().outcome === 'full-charge') return null
      return takenAsRead(turn) ?? unfitOffer(turn, 'reader-face', 'reader-visual') ?? paperOrLadder(turn)
    },
  }),
}

/** A card that ends with the permitted stay, together with its certificate. */
const staying = (until: string) => () => ({
  card: cardWith({
    kind: 'specific-residence',
    issued: 'start-3m',
    stayLimited: true,
    bodyExpiry: until,
    certificate: { issued: 'start-3m', expiry: until },
  }),
})

const m29: Requirement = {
  id: 'M29',
  severity: 'must',
  sentence: {
    ja: '特定在留カードは2026-06-14からマイナ保険証として読み取り、在留期間の満了日まで使え、翌日からは猶予もなく、目視でも認めない。',
    en: 'A specific residence card is read like a My Number card from 2026-06-14 through the last day of the stay; from the next day there is no grace and it serves by eye no more.',
  },
  sources: ['rules.md 1.3 M29 [D25]', 'rules.md 3 [D30][D31]', 'counter.md S22 (assumption grace.stayLimited)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    onDay('2026-06-14', 'first-day', { ja: '開始日', en: 'first day' }, () =>
      one(staying('start+1y'), reception([card('face')])),
    ),
    anyDay('last-day', { ja: '在留期間の満了日', en: 'last day of the stay' }, () =>
      one(staying('start'), reception([card('face')])),
    ),
    anyDay('day-after', { ja: '満了の翌日', en: 'the day after' }, () =>
      one(staying('start-1d'), reception([card('face')], { chart: {} })),
    ),
    anyDay('day-after/notice', { ja: '満了の翌日、お知らせあり', en: 'the day after, with a notice' }, () =>
      one(staying('start-1d'), reception(cardInHand(notice))),
    ),
  ],
  mutants: ['grace-for-ended-cards', 'dead-certificate-accepted', 'revoked-is-expired', 'body-ignored-by-eye'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      turn.facts.card?.kind === 'specific-residence' &&
      turn.day >= '2026-06-14' &&
      ownCardShown(turn) &&
      readerWorks(turn) &&
      !shows(turn, 'certificate') &&
      (turn.facts.delivered === null ? turn.facts.card.body === 'EXPIRED' : turn.facts.cardAnswer?.validity === 1),
    check: (turn) => {
      if (turn.facts.delivered !== null) return usedReading(turn)
      if (undecided(turn) || turn.facts.card?.certificate === 'GRACE') return null
      const byEye = accepted(turn) && shows(turn, 'notice')
      if (byEye) return finding('ended-body-by-eye', turn, 'refused: the card has ended', pictured(turn.outcome))
      return takenAsRead(turn)
    },
  }),
}

const withoutCertificate = () => ({ card: cardWith({ certificate: null, registration: 'NEVER' }) })
const blank = (show: ShowInput, extra: Partial<ReceiveInput> = {}) =>
  one(withoutCertificate, reception(cardInHand(...show), extra))

const m31: Requirement = {
  id: 'M31',
  severity: 'must',
  sentence: {
    ja: '電子証明書のないマイナンバーカードは、資格確認書か、マイナポータル画面を除く代替手段で確認し、読み取りとして扱わず、10割ともしない。',
    en: 'A My Number card without a certificate is not taken as read; a certificate of eligibility, or the ladder without the live portal, serves, and not 10割.',
  },
  sources: ['rules.md 1.3 M31', 'rules.md 2.1 rows AB D'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('nothing-else', { ja: 'ほかに何もない', en: 'nothing else' }, () => blank([])),
    anyDay('notice', { ja: 'お知らせあり', en: 'with a notice' }, () => blank([notice])),
    anyDay('certificate', { ja: '資格確認書あり', en: 'with a certificate' }, () => blank([certificateInTerm()])),
    anyDay('own-record', { ja: '自院の記録', en: 'own record' }, () =>
      blank([], { chart: {}, says: { unchanged: 'yes' } }),
    ),
  ],
  mutants: [
    'blank-card-is-no-card',
    'dead-certificate-accepted',
    'dead-certificate-ends-the-ladder',
    'offers-impossible-rung',
  ],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      turn.facts.card?.certificate === 'NONE' &&
      turn.facts.card.body === 'LIVE' &&
      ownCardShown(turn) &&
      turn.presentation.reader.includes('006-certificate-invalid'),
    check: (turn) => (undecided(turn) ? null : (takenAsRead(turn) ?? paperOrLadder(turn))),
  }),
}

const flagged = () => ({ card: cardWith({ flags: { nonDisclosure: true, noSelfInfo: true } }) })

const m24: Requirement = {
  id: 'M24',
  severity: 'must',
  sentence: {
    ja: '自己情報提供不可の人は、カードの結果が得られなくても資格確認書で受け付け、カードだけのときは該当なしの人と同じように尋ね、10割としない。',
    en: 'A person whose information is withheld is accepted on the certificate although the card has no result, and with the card alone is asked like anybody who is not found, not charged 10割.',
  },
  sources: ['rules.md 1.3 M24 [W36]', 'rules.md 2.1 row K', 'counter.md S30'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('card-and-certificate', { ja: 'カードと資格確認書', en: 'card and certificate' }, () =>
      one(flagged, reception(cardInHand(certificateInTerm()))),
    ),
    anyDay('card-alone', { ja: 'カードだけ', en: 'card alone' }, () => one(flagged, reception(cardInHand()))),
  ],
  mutants: ['no-result-voids-the-paper', 'activation-is-refusal'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      turn.presentation.reader.includes('result-unavailable') &&
      turn.facts.card?.flags.noSelfInfo === true &&
      ownCardShown(turn) &&
      turn.facts.delivered === null,
    check: (turn) => {
      if (undecided(turn)) return null
      return turn.outcome.decision === 'stop'
        ? finding('same-person-refused', turn, 'a question, as for anybody who is not found', pictured(turn.outcome))
        : (takenAsRead(turn) ?? paperOrLadder(turn))
    },
  }),
}

/** Requirements about cards and phones that are not the ordinary one. */
export const placeCardRequirements: readonly Requirement[] = [rowF2, rowG, rowQ, rowAB, rowAD, m24, m29, m31]
