import { type Card, type CardKind, type CardState, cardStateAt } from './certificate.ts'
import { certificatePolicy } from './certificate-policy.ts'
import { ORDINARY_VISIT } from './circumstances.ts'
import { type CivilDate, addDays, addMonths, civilDate, instantOf } from './civil-date.ts'
import type { CoverageKey, Scheme } from './ledger.ts'
import type { Answer, Facility, Facts, PaperKind, Presentation, PrintedFields, Shown } from './presentation.ts'
import type { RuleBook } from './rules.ts'

type Both = { readonly ja: string; readonly en: string }

/** 見本の受付: one reception of the grid, in words and as it looks on a day under a book. */
export interface Sample {
  readonly words: Both
  /** How much is out of the ordinary; the smallest examples come first. */
  readonly weight: number
  readonly on: (day: CivilDate, book: RuleBook) => { readonly presentation: Presentation; readonly facts: Facts }
}

/** One choice of a dimension. The plainest choice weighs nothing and is not told. */
interface Choice {
  readonly words: Both
  readonly weight: number
}

interface Cover extends Choice {
  readonly scheme: Scheme
  readonly key: CoverageKey
  readonly age: number
}

const PLAIN: Both = { ja: '', en: '' }
const NAME = '見本　花子'

const COVERS: readonly Cover[] = [
  {
    words: PLAIN,
    weight: 0,
    scheme: 'kenpo',
    key: { insurerNumber: '06139992', symbol: '123', number: '45', branch: '00' },
    age: 46,
  },
  {
    words: { ja: '国保', en: '国保' },
    weight: 1,
    scheme: 'kokuho',
    key: { insurerNumber: '138016', symbol: '07', number: '0012', branch: '01' },
    age: 46,
  },
  {
    words: { ja: '後期', en: '後期' },
    weight: 1,
    scheme: 'kouki',
    key: { insurerNumber: '39131016', symbol: null, number: '12345678', branch: null },
    age: 80,
  },
]

interface Site extends Choice {
  readonly equipment: Partial<Facts['equipment']>
  readonly facility: Partial<Facility>
}

const SITES: readonly Site[] = [
  { words: PLAIN, weight: 0, equipment: {}, facility: {} },
  { words: { ja: '回線の停止', en: 'line down' }, weight: 1, equipment: { line: false }, facility: {} },
  { words: { ja: '読取機の故障', en: 'reader dead' }, weight: 1, equipment: { reader: false }, facility: {} },
  {
    words: { ja: '資格確認限定型', en: 'eligibility-only site' },
    weight: 2,
    equipment: {},
    facility: { capability: 'LIMITED' },
  },
  {
    words: { ja: '導入していない施設', en: 'site without online verification' },
    weight: 2,
    equipment: {},
    facility: { capability: 'NONE' },
  },
]

interface CardChoice extends Choice {
  readonly kind?: CardKind
  /** Days from the visit to the last day of the certificate; negative when it has ended. */
  readonly left: number
  readonly bodyEnded?: boolean
  readonly stayLimited?: boolean
  readonly registration?: Card['registration']
  readonly event?: 'suspended' | 'pin-three-misses' | 'renewed-30-hours-ago'
}

const CARDS: readonly CardChoice[] = [
  { words: { ja: 'マイナンバーカード', en: 'My Number card' }, weight: 0, left: 700 },
  { words: { ja: '期限の近いカード', en: 'card whose certificate ends soon' }, weight: 1, left: 30 },
  {
    words: { ja: '20日前に証明書の切れたカード', en: 'card whose certificate ended 20 days ago' },
    weight: 1,
    left: -20,
  },
  {
    words: { ja: '20日前に本体も切れたカード', en: 'card that ended with its body 20 days ago' },
    weight: 2,
    left: -20,
    bodyEnded: true,
  },
  {
    words: { ja: '95日前に証明書の切れたカード', en: 'card whose certificate ended 95 days ago' },
    weight: 2,
    left: -95,
  },
  {
    words: { ja: '半年前に証明書の切れたカード', en: 'card whose certificate ended half a year ago' },
    weight: 1,
    left: -183,
  },
  {
    words: { ja: '在留期間とともに切れたカード', en: 'card that ended with a permitted stay' },
    weight: 2,
    left: -20,
    bodyEnded: true,
    stayLimited: true,
  },
  { words: { ja: '一時停止中のカード', en: 'suspended card' }, weight: 1, left: 700, event: 'suspended' },
  {
    words: { ja: '暗証番号を3回間違えたカード', en: 'card after three wrong PINs' },
    weight: 1,
    left: 700,
    event: 'pin-three-misses',
  },
  {
    words: { ja: '30時間前に更新したカード', en: 'card renewed 30 hours ago' },
    weight: 2,
    left: 700,
    event: 'renewed-30-hours-ago',
  },
  { words: { ja: '未登録のカード', en: 'unregistered card' }, weight: 1, left: 700, registration: 'NEVER' },
  { words: { ja: '顔認証マイナンバーカード', en: 'face-only card' }, weight: 1, left: 700, kind: 'face-only' },
  { words: { ja: '写真のないカード', en: 'card without photo' }, weight: 1, left: 700, kind: 'photoless' },
  {
    words: { ja: '特定在留カード', en: 'residence card that is a My Number card' },
    weight: 1,
    left: 700,
    kind: 'specific-residence',
  },
  {
    words: { ja: '次期マイナンバーカード', en: 'next-generation card' },
    weight: 1,
    left: 700,
    kind: 'next-generation',
  },
]

interface PaperChoice extends Choice {
  readonly kind: PaperKind
  /** Term as printed: on fixed days, or counted from the visit in days. */
  readonly until?: string
  readonly term?: readonly [number, number]
}

const NOTICE: PaperChoice = { kind: 'notice', words: { ja: '資格情報のお知らせ', en: 'notice' }, weight: 1 }
const SCREEN: PaperChoice = {
  kind: 'portal-screen',
  words: { ja: 'マイナポータルの画面', en: 'Mynaportal screen' },
  weight: 1,
}
const PDF: PaperChoice = { kind: 'portal-pdf', words: { ja: 'マイナポータルのPDF', en: 'Mynaportal PDF' }, weight: 1 }

const PAPERS: readonly PaperChoice[] = [
  {
    kind: 'old-card',
    words: { ja: '被保険者証（印字は2025-12-01まで）', en: 'old card, printed to 2025-12-01' },
    weight: 0,
    until: '2025-12-01',
  },
  {
    kind: 'old-card',
    words: { ja: '被保険者証（印字は2025-07-31まで）', en: 'old card, printed to 2025-07-31' },
    weight: 0,
    until: '2025-07-31',
  },
  { kind: 'old-card', words: { ja: '被保険者証（期限の印字なし）', en: 'old card without a printed end' }, weight: 1 },
  { kind: 'certificate', words: { ja: '資格確認書', en: 'eligibility certificate' }, weight: 0, term: [-100, 200] },
  {
    kind: 'certificate',
    words: { ja: '期限の切れた資格確認書', en: 'eligibility certificate past its last day' },
    weight: 1,
    term: [-400, -30],
  },
  { ...NOTICE, words: { ja: '資格情報のお知らせのみ', en: 'notice alone' } },
  { ...SCREEN, words: { ja: '画面のみ', en: 'screen alone' } },
  { kind: 'screenshot', words: { ja: '画面の写し', en: 'screenshot' }, weight: 1 },
]

const FACILITY: Facility = {
  institutionCode: '1319999999',
  capability: 'FULL',
  kind: 'CLINIC',
  readerRelease: civilDate('2024-10-07'),
  phoneEnabled: true,
  tools: [],
}

function cardOn({ kind = 'ordinary', left, ...choice }: CardChoice, day: CivilDate): Card {
  const expiry = addDays(day, left)
  const noon = instantOf(day, '12:00')
  const earlier = instantOf(addDays(day, -2), '06:00')
  const bodyExpiry = choice.bodyEnded === true ? expiry : addDays(day, 2000)
  const issued = addDays(expiry, -1800)
  const events: Card['events'] =
    choice.event === 'suspended'
      ? [{ at: earlier, sequence: 1, type: 'suspended' }]
      : choice.event === 'pin-three-misses'
        ? [1, 2, 3].map((sequence) => ({ at: noon, sequence, type: 'pin', matched: false }) as const)
        : choice.event === 'renewed-30-hours-ago'
          ? [
              {
                at: instantOf(addDays(day, -1), '06:00'),
                sequence: 1,
                type: 'renewed',
                certificate: { issued: addDays(day, -1), expiry },
                bodyExpiry,
              },
            ]
          : []
  return {
    kind,
    issued,
    bodyExpiry,
    stayLimited: choice.stayLimited ?? false,
    certificate: { issued, expiry },
    registration: choice.registration ?? 'REGISTERED',
    phone: { kind: 'iphone', expiry },
    pin: kind === 'face-only' ? null : '1234',
    flags: { nonDisclosure: false, noSelfInfo: false },
    events,
  }
}

/** Whether a reader that works gives a result for a card in this state. */
const reads = (state: CardState): boolean =>
  ['VALID', 'WARN', 'GRACE'].includes(state.certificate) && state.registration === 'REGISTERED' && !state.activating

interface Scene {
  readonly cover: Cover
  readonly site: Site
  readonly card: CardChoice | null
  readonly papers: readonly PaperChoice[]
  readonly phone?: boolean
  readonly declaration?: boolean
  readonly ownRecord?: boolean
  readonly limitConsent?: boolean
}

const bornOn = (day: CivilDate, age: number): CivilDate => addDays(addMonths(day, -12 * age), -100)

function printed(choice: PaperChoice, { key, age }: Cover, day: CivilDate): PrintedFields {
  const [first, last] = choice.term ?? []
  const until = choice.until === undefined ? null : civilDate(choice.until)
  return {
    ...key,
    insurerName: '見本保険者',
    name: NAME,
    birthDate: bornOn(day, age),
    ratio: null,
    issued: null,
    validFrom: first === undefined ? null : addDays(day, first),
    validUntil: last === undefined ? until : addDays(day, last),
    savedAt: null,
  }
}

function answerOf({ scheme, key, age }: Cover, day: CivilDate): Answer {
  return {
    validity: 1,
    record: {
      key,
      scheme,
      classification: '01',
      name: NAME,
      birthDate: bornOn(day, age),
      koukiRatio: scheme === 'kouki' ? '010' : null,
      elderly: null,
      limitBand: scheme === 'kouki' ? 'B10' : 'A03',
      loss: null,
    },
  }
}

function shownOn(scene: Scene, state: CardState | null, day: CivilDate): Shown[] {
  const birthDate = bornOn(day, scene.cover.age)
  const face: Shown[] =
    state === null || scene.phone === true
      ? []
      : [
          {
            kind: 'my-number-card',
            face: {
              name: NAME,
              birthDate,
              bodyExpiry: state.bodyExpiry,
              certificateExpiry: state.certificateExpiry,
              faceOnlyMark: state.kind === 'face-only',
              photo: state.kind !== 'photoless',
            },
          },
        ]
  const phone: Shown[] = scene.phone === true ? [{ kind: 'phone', device: 'iphone' }] : []
  const declaration: Shown[] =
    scene.declaration === true
      ? [
          {
            kind: 'declaration',
            name: NAME,
            birthDate,
            ratio: 'unknown',
            insurerName: null,
            insurerNumber: null,
            address: '東京都見本区見本1-1-1',
            telephone: '03-0000-0000',
          },
        ]
      : []
  const papers = scene.papers.map((choice): Shown => ({ kind: choice.kind, fields: printed(choice, scene.cover, day) }))
  return [...face, ...phone, ...papers, ...declaration]
}

function play(scene: Scene, day: CivilDate, book: RuleBook): { presentation: Presentation; facts: Facts } {
  const { cover, site } = scene
  const at = instantOf(day, '12:00')
  const state = scene.card === null ? null : cardStateAt(cardOn(scene.card, day), at, certificatePolicy(day, book))
  const equipment = { reader: true, chip: true, terminal: true, line: true, service: true, ...site.equipment }
  const works = equipment.reader && equipment.line && site.facility.capability !== 'NONE'
  const byPin =
    state?.kind === 'photoless' || scene.card?.event === 'pin-three-misses' || site.facility.capability === 'LIMITED'
  const delivered = state !== null && works && reads(state) && !(byPin && state.pin.locked)
  const refused = state !== null && works && ['EXPIRED', 'REVOKED', 'SUSPENDED'].includes(state.certificate)
  const answer = answerOf(cover, day)
  const birthDate = bornOn(day, cover.age)
  const ownRecord = scene.ownRecord === true
  return {
    presentation: {
      at,
      patientPresent: true,
      chart: ownRecord
        ? { patientNo: 'P000000001', name: NAME, birthDate, key: cover.key, ratio: null, lastCheckedOn: null }
        : null,
      shown: shownOn(scene, state, day),
      says: {
        insured: 'yes',
        unchanged: ownRecord ? 'yes' : 'not-asked',
        limitConsent: scene.limitConsent === true ? 'yes' : 'not-asked',
      },
      reader: refused ? ['006-certificate-invalid'] : [],
      circumstances: ORDINARY_VISIT,
    },
    facts: {
      facility: { ...FACILITY, ...site.facility },
      equipment,
      card: state,
      ownCard: true,
      delivered: delivered ? (scene.phone === true ? 'phone' : byPin ? 'pin' : 'face') : null,
      device: 'reader',
      cardAnswer: state === null ? null : answer,
      numberAnswers: [{ key: cover.key, birthDate, answer }],
    },
  }
}

const joined = (parts: readonly Choice[], lang: 'ja' | 'en'): string =>
  parts
    .map(({ words }) => words[lang])
    .filter((word) => word !== '')
    .join(lang === 'ja' ? '、' : ', ')

function sample(scene: Omit<Scene, 'cover' | 'site'>, extra: readonly Choice[] = []): Sample[] {
  return COVERS.flatMap((cover) =>
    SITES.map((site) => {
      const parts = [...(scene.card === null ? [] : [scene.card]), ...scene.papers, ...extra, cover, site]
      return {
        words: { ja: joined(parts, 'ja'), en: joined(parts, 'en') },
        weight: parts.reduce((sum, { weight }) => sum + weight, 0),
        on: (day: CivilDate, book: RuleBook) => play({ ...scene, cover, site }, day, book),
      }
    }),
  )
}

const PHONE: Choice = { words: { ja: 'スマートフォン', en: 'phone' }, weight: 1 }
const DECLARATION: Choice = { words: { ja: '申立書', en: 'declaration' }, weight: 1 }
const RECORD: Choice = { words: { ja: '自院の記録', en: 'own record' }, weight: 1 }

/** The ordinary card without its words: behind a phone it stays in the pocket. */
const BEHIND: readonly CardChoice[] = CARDS.filter(({ event, kind }) => event === undefined && kind === undefined).map(
  (choice, at) => (at === 0 ? { ...choice, words: PLAIN } : choice),
)

/**
 * 見本の格子: what can lie on a counter × what state the card is in × which cover × which site, the plainest first. Days in
 * it are counted from the visit, so that a difference between two days comes from the rules; only old cards have printed days.
 */
export const SAMPLES: readonly Sample[] = [
  ...PAPERS.flatMap((paper) => sample({ card: null, papers: [paper] })),
  ...CARDS.flatMap((card) => [
    ...sample({ card, papers: [] }),
    ...[NOTICE, SCREEN, PDF].flatMap((paper) => sample({ card, papers: [paper] })),
    ...sample({ card, papers: [], declaration: true }, [DECLARATION]),
    ...sample({ card, papers: [], ownRecord: true }, [RECORD]),
  ]),
  ...BEHIND.flatMap((card) => sample({ card, papers: [], phone: true }, [PHONE])),
].toSorted((a, b) => a.weight - b.weight)
