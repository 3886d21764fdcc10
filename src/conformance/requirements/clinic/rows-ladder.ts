import fc from 'fast-check'
import { keyOf } from '../../../domain/decide.ts'
import type { CoverageKey } from '../../../domain/ledger.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { OperationResult } from '../../../../scenarios/protocol.ts'
import { addDays } from '../../../domain/civil-date.ts'
import { anyDay, onDay, overTime } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  type StepInput,
  broken,
  cardInHand,
  certificateInTerm,
  one,
  ordinary,
  outage,
  reception,
} from '../../arbitraries/cases.ts'
import {
  type Traits,
  cardExpired,
  cardWith,
  changedInsurer,
  employeeCover,
  index,
  person,
} from '../../arbitraries/people.ts'
import { loneNotice, oldCard, tolerated } from '../../arbitraries/row-cases.ts'
import {
  type Turn,
  accepted,
  answerTo,
  examineTurns,
  finding,
  inquiries,
  isInsuranceMatter,
  isOnline,
  loginVisiblyImpossible,
  notInquired,
  ownCardShown,
  papersOf,
  pictured,
  recordedKey,
  sameNumbers,
  shows,
  stepsFor,
  turnsOf,
  undecided,
  say,
} from '../../evidence.ts'
import type { Core, Edge, Finding, Requirement } from '../../requirement.ts'

type Title = Edge['title']

/** An ill person at the counter, who says nothing that would close the ladder. */
const atCounter = (turn: Turn): boolean => {
  const { circumstances, says, patientPresent } = turn.presentation
  const { place, matter, companion, newborn, abroad, mode } = circumstances
  return (
    patientPresent &&
    place === 'counter' &&
    matter === 'illness' &&
    companion === 'none' &&
    !newborn &&
    abroad === 'no' &&
    mode === 'normal' &&
    says.insured !== 'no'
  )
}

/** Only the card and rungs of the ladder on the counter. */
const onLadder = (turn: Turn): boolean =>
  turn.presentation.shown.every(({ kind }) =>
    ['my-number-card', 'portal-screen', 'portal-pdf', 'notice', 'declaration'].includes(kind),
  )

const cardServesByEye = (turn: Turn): boolean =>
  ownCardShown(turn) &&
  turn.facts.card?.body === 'LIVE' &&
  turn.facts.card.registration !== 'NEVER' &&
  turn.facts.card.certificate !== 'REVOKED'

/** Nothing can be asked online, and the reader gave nothing. */
const isCutOff = (turn: Turn): boolean => !isOnline(turn) && turn.facts.delivered === null

const cutOff = (show: ShowInput, extra: Partial<ReceiveInput> = {}, traits: Traits = {}): fc.Arbitrary<Core> =>
  outage.chain((fault) => one(() => traits, broken(fault), reception(show, extra)))

// ── N: the tolerance and its word ──────────────────────────────────────────────────────────────────────────────────

const residence = (at: number): Traits => ({
  covers: [
    employeeCover(at, {
      scheme: 'kokuho',
      insurerNumber: '138016',
      insurerName: '見本区',
      symbol: '07',
      relation: null,
    }),
  ],
})

const rowN: Requirement = {
  id: 'row-N',
  severity: 'must',
  sentence: {
    ja: '暫定的取扱いで受け付けた患者には、次回はマイナ保険証か資格確認書を持参するよう伝える。',
    en: 'A patient whose ended old card or lone notice is tolerated is told to bring the card or an eligibility certificate next time.',
  },
  sources: ['rules.md 2.1 row N', 'rules.md 1.3 M02 M12 [W12][W13][W14][W15][W16]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    tolerated(
      '2025-08-01',
      'residence/first-day',
      { ja: '国保の旧証、暫定の初日', en: 'old card of 国保, first tolerated day' },
      oldCard('2025-07-31'),
      residence,
    ),
    tolerated(
      '2025-12-02',
      'all/first-day',
      { ja: '旧証、暫定の初日', en: 'old card, first tolerated day' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2026-04-01',
      'extended',
      { ja: '旧証、延長の初日', en: 'old card, first day of the extension' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2026-07-31',
      'old-card/last-day',
      { ja: '旧証、暫定の最終日', en: 'old card, last tolerated day' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2026-07-31',
      'notice/last-day',
      { ja: 'お知らせだけ、暫定の最終日', en: 'notice alone, last tolerated day' },
      loneNotice,
    ),
  ],
  mutants: ['tolerates-without-a-word', 'tolerance-without-inquiry'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const right = turn.decision()
      return right.outcome === 'accepted' && (right.method === 'M02' || right.method === 'M12')
    },
    check: (turn) => {
      if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      if (undecided(turn) || !accepted(turn)) return null
      return turn.outcome.followUps.some(({ what }) => what === 'bring-proof')
        ? null
        : finding('proof-not-asked-for', turn, 'the word to bring proof next time', pictured(turn.outcome))
    },
  }),
}

// ── L: several records, whatever the numbers come from ─────────────────────────────────────────────────────────────

/** Two children with equal numbers and birth date; nobody has told the branch. */
const twins = (show: ShowInput, extra: Partial<ReceiveInput> = {}): fc.Arbitrary<Core> =>
  index.map((at) => {
    const child = (branch: string): Traits => ({
      birthDate: '2017-05-05',
      cover: employeeCover(at, { branch, relation: 'dependant' }),
    })
    return {
      people: { patient: person(at, child('01')), twin: person((at + 16) % 125_000_000, child('02')) },
      steps: [broken('reader-broken'), reception(show, extra)],
    }
  })

const withoutBranch = (kind: 'notice' | 'portal-pdf' | 'portal-screen'): ShowInput =>
  cardInHand({ kind, misprint: { branch: null } })

/** Numbers on pages and notices for which several records are known. */
const ambiguous = (turn: Turn): CoverageKey[] =>
  (['portal-screen', 'portal-pdf', 'notice'] as const)
    .flatMap((kind) => papersOf(turn, kind))
    .flatMap((fields) => keyOf(fields) ?? [])
    .filter((key) => answerTo(turn, key)?.validity === 5)

const rowL: Requirement = {
  id: 'row-L',
  severity: 'must',
  sentence: {
    ja: 'カードとともに示された画面・PDF・お知らせの番号への回答が5（複数該当）のときは、枝番を尋ね、どの記録も選ばない。',
    en: 'When the numbers of a page or notice beside the card are answered with 5, the branch is asked for and none of the records is taken.',
  },
  sources: ['rules.md 2.1 row L', 'rules.md 2.3', 'wire.md 5.1 (assumption ASM-23)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('notice', { ja: 'お知らせ', en: 'notice' }, () => twins(withoutBranch('notice'))),
    anyDay('pdf', { ja: '保存済みPDF', en: 'saved PDF' }, () => twins(withoutBranch('portal-pdf'))),
    anyDay('screen', { ja: 'ポータル画面', en: 'portal screen' }, () => twins(withoutBranch('portal-screen'))),
  ],
  mutants: ['first-of-several-on-the-ladder', 'skips-number-inquiry'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      cardServesByEye(turn) &&
      turn.facts.delivered === null &&
      atCounter(turn) &&
      isOnline(turn) &&
      turn.presentation.chart === null &&
      onLadder(turn) &&
      ambiguous(turn).length > 0 &&
      turn.decision().offers.includes('branch'),
    check: (turn) => {
      if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      if (undecided(turn)) return null
      return turn.outcome.decision === 'ask' &&
        turn.outcome.offers.some((offer) => offer === 'branch' || offer === 'my-number-card')
        ? null
        : finding('first-of-several-taken', turn, 'a question for the branch', pictured(turn.outcome))
    },
  }),
}

// ── S55: the answer 3 leaves the record alone ──────────────────────────────────────────────────────────────────────

const claimed: StepInput = { do: 'claim', visits: ['v1'] }
const superseded = (at: number): Traits => ({ covers: changedInsurer(at, 'start-30d') })
const declaring = cardInHand({ kind: 'declaration', ratio: '030' })

/** The own record has numbers that a newer cover has replaced, and the patient could only declare. */
const onRecord = (turn: Turn): CoverageKey | null => {
  const key = turn.presentation.chart?.key ?? null
  return key !== null && answerTo(turn, key)?.validity === 3 ? key : null
}

type Line = OperationResult<'claim'>['lines'][number]

const linesOf = (history: History, turn: Turn): readonly { readonly at: number; readonly line: Line }[] =>
  stepsFor(history, 'claim', turn.step.visit).flatMap(({ index: at, result }) =>
    result !== null && 'lines' in result
      ? result.lines.filter(({ visit }) => visit === turn.step.visit).map((line) => ({ at, line }))
      : [],
  )

const s55: Requirement = {
  id: 'S55',
  severity: 'must',
  sentence: {
    ja: '自院の記録の番号への回答が3（新しい資格あり）でも、記録の番号を消したり書き換えたりしない。新しい番号が分からなければ、その番号で「旧資格情報」として請求できる。',
    en: 'An answer 3 to the numbers of the own record deletes and overwrites nothing: while nobody has told the new numbers, the claim can still name those as the old ones.',
  },
  sources: ['counter.md S55', 'rules.md 2.1 row J', 'rules.md 2.3 [TECH]', 'rules.md 2.4'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    anyDay('declared', { ja: '読取機故障、申立書、請求', en: 'reader broken, declaration, claim' }, () =>
      one(superseded, broken('reader-broken'), reception(declaring, { chart: { asOf: 'start-60d' } }), claimed),
    ),
    anyDay('chip', { ja: 'ICチップ破損、申立書、請求', en: 'chip dead, declaration, claim' }, () =>
      one(superseded, broken('chip-unreadable'), reception(declaring, { chart: { asOf: 'start-60d' } }), claimed),
    ),
  ],
  mutants: ['three-deletes-the-record', 'skips-number-inquiry', 'straight-to-unknown'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      cardServesByEye(turn) &&
      turn.facts.delivered === null &&
      atCounter(turn) &&
      isOnline(turn) &&
      onLadder(turn) &&
      onRecord(turn) !== null &&
      turn.decision().method === 'M14' &&
      stepsFor(history, 'claim', turn.step.visit).some(({ result }) => result !== null),
    check: (turn, history) => {
      const old = onRecord(turn)
      if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      if (old === null || undecided(turn)) return null
      for (const { at, line } of linesOf(history, turn)) {
        if (line.step === 'UNKNOWN' || line.step === 'INSURER_ONLY')
          return finding('record-deleted', { index: at }, `step OLD on ${say(old)}`, `step ${line.step}`)
        const named = { ...line, symbol: line.symbol ?? '' }
        if (line.step === 'OLD' && !sameNumbers(old, named))
          return finding('record-overwritten', { index: at }, say(old), say(named))
      }
      return null
    },
  }),
}

// ── M09: a live page needs a login ─────────────────────────────────────────────────────────────────────────────────

const NAME = { kanji: '見本　花子', kana: 'ミホン　ハナコ' }

/** A page that has stayed open since a login still worked: nothing on it tells when it was opened. */
const openPage: ShowInput[number] = { kind: 'portal-screen', of: 'earlier' }
const locking = reception([{ kind: 'my-number-card', reader: ['pin-wrong', 'pin-wrong', 'pin-wrong'] }])

const cutOffWithPage = (fault: Parameters<typeof broken>[0]): StepInput[] => [
  broken(fault),
  reception(cardInHand(openPage)),
]
const lockedThenCutOff = (fault: Parameters<typeof broken>[0]): StepInput[] => [
  locking,
  broken(fault),
  reception([openPage]),
]

const withOpenPage = (traits: Traits, steps = cutOffWithPage): fc.Arbitrary<Core> =>
  fc.tuple(index, outage).map(([at, fault]) => {
    const same: Traits = { name: NAME, birthDate: `19${60 + (at % 39)}-05-15`, cover: employeeCover(at) }
    return {
      people: { patient: person(at, { ...same, ...traits }), earlier: person((at + 16) % 125_000_000, same) },
      steps: steps(fault),
    }
  })

const m09: Requirement = {
  id: 'M09',
  severity: 'must',
  sentence: {
    ja: 'その場で開いたマイナポータルの画面は、ログインできる人のものだけをカードとともに認める。電子証明書が期限切れ（猶予中も）、暗証番号がロック、顔認証カードの人の画面は認めない。',
    en: 'A live Mynaportal screen beside the card is accepted only from a person who can log in: not with an ended certificate (in its grace either), a locked PIN or a face-only card.',
  },
  sources: ['rules.md 1.3 M09 [D10]', 'rules.md 2.1 rows D F1 G H2'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('grace', { ja: '猶予中', en: 'in the grace' }, (day) =>
      withOpenPage({ card: cardExpired(addDays(day, -1)) }),
    ),
    anyDay('expired', { ja: '猶予も過ぎた', en: 'after the grace' }, (day) =>
      withOpenPage({ card: cardExpired(addDays(day, -200)) }),
    ),
    anyDay('pin-locked', { ja: '暗証番号がロック', en: 'PIN locked' }, () => withOpenPage({}, lockedThenCutOff)),
    anyDay('face-only', { ja: '顔認証カード', en: 'face-only card' }, () =>
      withOpenPage({ card: cardWith({ kind: 'face-only' }) }),
    ),
    anyDay('last-day', { ja: '電子証明書の期限の日', en: 'the day of expiry' }, (day) =>
      withOpenPage({ card: cardExpired(day) }),
    ),
  ],
  mutants: ['screen-without-login', 'ten-in-outage'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      cardServesByEye(turn) &&
      turn.facts.card?.phone === null &&
      !turn.facts.card.activating &&
      isCutOff(turn) &&
      atCounter(turn) &&
      turn.presentation.chart === null &&
      turn.presentation.shown.every(({ kind }) => kind === 'my-number-card' || kind === 'portal-screen') &&
      shows(turn, 'portal-screen') &&
      (loginVisiblyImpossible(turn) ||
        ((turn.facts.card.certificate === 'VALID' || turn.facts.card.certificate === 'WARN') &&
          !turn.facts.card.pin.locked &&
          !turn.facts.card.flags.noSelfInfo)),
    check: (turn) => {
      if (undecided(turn)) return null
      if (loginVisiblyImpossible(turn))
        return accepted(turn)
          ? finding('screen-without-login', turn, 'not accepted: nobody can have logged in', pictured(turn.outcome))
          : null
      if (turn.decision().outcome !== 'accepted') return null
      return accepted(turn) ? null : finding('screen-refused', turn, 'accepted with the screen', pictured(turn.outcome))
    },
  }),
}

// ── M11: the days of a notice ──────────────────────────────────────────────────────────────────────────────────────

const notice = (extra: object = {}): ShowInput => cardInHand({ kind: 'notice', issued: 'start-20d', ...extra })
const elder: Traits = { birthDate: '1954-04-10' }

const m11: Requirement = {
  id: 'M11',
  severity: 'must',
  sentence: {
    ja: 'カードと資格情報のお知らせは2024-12-02から認め、それより前は認めない。期限が印字されたお知らせ（70歳以上）はその日まで認め、翌日から認めない。',
    en: 'The card with a notice serves from 2024-12-02 and not before; a notice that prints a last day (from 70 on) serves through it and not from the next day on.',
  },
  sources: ['rules.md 1.3 M11 [S2][S3][W46]', 'rules.md 9 no. 26'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    onDay('2024-12-01', 'day-before', { ja: '使用開始の前日', en: 'the day before the first day' }, () =>
      cutOff(notice()),
    ),
    onDay('2024-12-02', 'first-day', { ja: '使用開始の日', en: 'the first day' }, () => cutOff(notice())),
    anyDay('under-70', { ja: '70歳未満、期限なし', en: 'under 70, no last day' }, () => cutOff(notice())),
    anyDay('printed/last-day', { ja: '印字の期限の当日', en: 'printed last day' }, () =>
      cutOff(notice({ validUntil: 'start' }), {}, elder),
    ),
    anyDay('printed/day-after', { ja: '印字の期限の翌日', en: 'the day after' }, () =>
      cutOff(notice({ validUntil: 'start-1d' }), {}, elder),
    ),
  ],
  mutants: [
    'notice-before-its-day',
    'notice-term-ignored',
    'notice-last-day-exclusive',
    'notice-needs-line',
    'ten-in-outage',
  ],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      cardServesByEye(turn) &&
      isCutOff(turn) &&
      atCounter(turn) &&
      turn.presentation.chart === null &&
      papersOf(turn, 'notice').length === 1 &&
      turn.presentation.shown.every(({ kind }) => kind === 'my-number-card' || kind === 'notice'),
    check: (turn) => {
      const fields = papersOf(turn, 'notice')[0]
      if (undecided(turn) || fields === undefined) return null
      const serves = turn.day >= '2024-12-02' && (fields.validUntil === null || turn.day <= fields.validUntil)
      if (accepted(turn) === serves) return null
      return serves
        ? finding('notice-refused', turn, 'accepted with the notice', pictured(turn.outcome))
        : finding('notice-out-of-its-days', turn, 'not accepted on this notice', pictured(turn.outcome))
    },
  }),
}

// ── M13: the own record ────────────────────────────────────────────────────────────────────────────────────────────

const recalling = (id: string, title: Title, show: ShowInput, unchanged: 'yes' | 'no' | 'not-asked'): Edge =>
  anyDay(id, title, () => cutOff(show, { chart: {}, says: { unchanged } }))

const m13: Requirement = {
  id: 'M13',
  severity: 'must',
  sentence: {
    ja: 'オンラインで確認できない再診で自院の記録を使うのは、カードがあり、変わりないと聞き取ったときだけとする。',
    en: 'On a re-visit that cannot be checked online the own record serves with the card and the word that nothing has changed, and not when one of the two is missing.',
  },
  sources: ['rules.md 1.3 M13 [W5][W42]', 'rules.md 2.1 row H2'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    recalling('card-and-word', { ja: 'カード、変わりない', en: 'card, nothing changed' }, cardInHand(), 'yes'),
    recalling('changed', { ja: 'カード、変わった', en: 'card, something changed' }, cardInHand(), 'no'),
    recalling('not-asked', { ja: 'カード、尋ねていない', en: 'card, not asked' }, cardInHand(), 'not-asked'),
    recalling('no-card', { ja: 'カードなし、変わりない', en: 'no card, nothing changed' }, [], 'yes'),
  ],
  mutants: ['past-record-without-card', 'past-record-against-the-word', 'past-record-unasked', 'ten-in-outage'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      isCutOff(turn) &&
      atCounter(turn) &&
      (turn.presentation.chart?.key ?? null) !== null &&
      (turn.presentation.shown.length === 0 || cardServesByEye(turn)) &&
      turn.presentation.shown.every(({ kind }) => kind === 'my-number-card'),
    check: (turn) => {
      if (undecided(turn)) return null
      const serves = ownCardShown(turn) && turn.presentation.says.unchanged === 'yes'
      // Without a card the clinic may let a patient it knows pay the usual share; that is no use of its record.
      const byDiscretion = turn.presentation.shown.length === 0 && turn.outcome.method === 'M25'
      if (accepted(turn) === serves || byDiscretion) return null
      return serves
        ? finding('record-refused', turn, 'accepted on the own record', pictured(turn.outcome))
        : finding('record-serves-wrongly', turn, 'not accepted on the own record', pictured(turn.outcome))
    },
  }),
}

// ── M14: the declaration ───────────────────────────────────────────────────────────────────────────────────────────

const form: ShowInput[number] = { kind: 'declaration', ratio: '030' }

/** Numbers of what stands before the declaration on the ladder and serves on this day. */
function numbersAtHand(turn: Turn): CoverageKey[] {
  const { chart, says } = turn.presentation
  const printed = [
    ...papersOf(turn, 'portal-pdf'),
    ...papersOf(turn, 'notice').filter(({ validUntil }) => validUntil === null || turn.day <= validUntil),
  ].flatMap((fields) => keyOf(fields) ?? [])
  return [...printed, ...(chart !== null && chart.key !== null && says.unchanged === 'yes' ? [chart.key] : [])]
}

const m14: Requirement = {
  id: 'M14',
  severity: 'must',
  sentence: {
    ja: '申立書はカードのある人からだけ受け取り、PDF・お知らせ・変わりないと聞き取った自院の記録があるときはそちらを使う。',
    en: 'A declaration is taken only with the card, and only when no PDF, notice or confirmed own record is there to be used instead.',
  },
  sources: ['rules.md 1.3 M14 [W1][W4][W5]', 'rules.md 1.1 no. 8', 'rules.md 2.1 row H2'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('card', { ja: 'カードと申立書', en: 'card and declaration' }, () => cutOff(cardInHand(form))),
    anyDay('no-card', { ja: 'カードなし', en: 'no card' }, () => cutOff([form])),
    anyDay('notice', { ja: 'お知らせもある', en: 'a notice too' }, () => cutOff(cardInHand({ kind: 'notice' }, form))),
    anyDay('pdf', { ja: '保存済みPDFもある', en: 'a saved PDF too' }, () =>
      cutOff(cardInHand({ kind: 'portal-pdf' }, form)),
    ),
    anyDay('own-record', { ja: '自院の記録もある', en: 'an own record too' }, () =>
      cutOff(cardInHand(form), { chart: {}, says: { unchanged: 'yes' } }),
    ),
  ],
  mutants: ['declaration-without-card', 'declaration-first', 'notice-needs-line', 'ten-in-outage'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      isCutOff(turn) &&
      atCounter(turn) &&
      turn.presentation.says.insured === 'yes' &&
      turn.day >= '2024-12-02' &&
      shows(turn, 'declaration') &&
      onLadder(turn) &&
      !shows(turn, 'portal-screen') &&
      (shows(turn, 'my-number-card') ? cardServesByEye(turn) : turn.presentation.shown.length === 1),
    check: (turn) => {
      if (undecided(turn)) return null
      if (!ownCardShown(turn))
        return accepted(turn)
          ? finding('declaration-without-card', turn, 'not accepted: the card is missing', pictured(turn.outcome))
          : null
      if (!accepted(turn)) return finding('declaration-refused', turn, 'accepted with the card', pictured(turn.outcome))
      const better = numbersAtHand(turn)
      const key = recordedKey(turn)
      return better.length === 0 || (key !== null && better.some((known) => sameNumbers(known, key)))
        ? null
        : finding('declaration-not-last', turn, `recorded ${say(better[0] ?? null)}`, `recorded ${say(key)}`)
    },
  }),
}

// ── M23: what is only added ────────────────────────────────────────────────────────────────────────────────────────

const ADD_ONS = {
  elderly: { ja: '高齢受給者証', en: 'certificate of the share' },
  limit: { ja: '限度額適用認定証', en: 'certificate of the limit class' },
  disease: { ja: '特定疾病療養受療証', en: 'certificate of a specific disease' },
  subsidy: { ja: '公費の受給者証', en: 'certificate of a subsidy' },
  'child-subsidy': { ja: 'こども医療の受給者証', en: 'certificate of the child subsidy' },
} as const satisfies Record<string, Title>

const addOnAlone = (certificate: keyof typeof ADD_ONS, title: Title): Edge => {
  const numbers = certificate.endsWith('subsidy') ? { payerNumber: '54136015', recipientNumber: '1234567' } : {}
  return anyDay(certificate, title, () => ordinary(reception([{ kind: 'add-on', certificate, ...numbers }])))
}

const m23: Requirement = {
  id: 'M23',
  severity: 'must',
  sentence: {
    ja: '高齢受給者証・限度額適用認定証・特定疾病療養受療証・公費の受給者証は、それだけでは資格の証明とせず、公費も適用しない。',
    en: 'A certificate of share, limit class, specific disease or subsidy alone proves no cover, and no subsidy is applied on it.',
  },
  sources: ['rules.md 1.3 M23 [S1][S2][W44]', 'rules.md 2.1 rows Z AI'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    addOnAlone('elderly', ADD_ONS.elderly),
    addOnAlone('limit', ADD_ONS.limit),
    addOnAlone('disease', ADD_ONS.disease),
    addOnAlone('subsidy', ADD_ONS.subsidy),
    addOnAlone('child-subsidy', ADD_ONS['child-subsidy']),
  ],
  mutants: ['add-on-proves-cover'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      atCounter(turn) &&
      isInsuranceMatter(turn) &&
      turn.presentation.chart === null &&
      turn.facts.delivered === null &&
      turn.presentation.shown.length > 0 &&
      turn.presentation.shown.every(({ kind }) => kind === 'add-on'),
    check: (turn) => {
      if (undecided(turn)) return null
      const subsidised = turn.outcome.payers.some(({ kind }) => kind === 'public-expense' || kind === 'insurance')
      return accepted(turn) || subsidised
        ? finding('add-on-accepted', turn, 'not accepted: no proof of cover', pictured(turn.outcome))
        : null
    },
  }),
}

// ── S01: an answer and midnight ────────────────────────────────────────────────────────────────────────────────────

const paper: ShowInput = [certificateInTerm()]

/** Two visits with the same paper, at two moments. */
const again = (first: string, second: string, extra: Partial<ReceiveInput> = {}): fc.Arbitrary<Core> =>
  one(
    () => ({}),
    { do: 'clock', to: first },
    { ...reception(paper), visit: 'v0' },
    { do: 'clock', to: second },
    reception(paper, extra),
  )

/** Whether this visit itself has been answered by these numbers, or another one of the same day. */
function isCheckedToday(history: History, turn: Turn, key: CoverageKey): boolean {
  return history.steps.some(
    ({ index: at, at: moment, messages }) =>
      at <= turn.index &&
      moment.startsWith(turn.day) &&
      inquiries(messages).some((inquiry) => sameNumbers(inquiry.key, key)),
  )
}

/** An earlier turn of another visit whose answer by these numbers was that of an earlier day. */
const askedBefore = (history: History, turn: Turn, key: CoverageKey): boolean =>
  turnsOf(history).some(
    (other) =>
      other.index < turn.index &&
      other.step.visit !== turn.step.visit &&
      inquiries(other.messages).some((inquiry) => sameNumbers(inquiry.key, key)),
  )

function printedKey(turn: Turn): CoverageKey | null {
  const fields = papersOf(turn, 'certificate')
  const [first] = fields
  return first === undefined || fields.length > 1 ? null : keyOf(first)
}

function carriedOver(history: History, turn: Turn, key: CoverageKey): Finding | null {
  const { recorded } = turn.outcome
  const claims = recorded !== null && recorded.verified !== 'none' && recorded.checkedOn === turn.day
  return claims && !isCheckedToday(history, turn, key)
    ? finding(
        'answer-carried-over-midnight',
        turn,
        `an inquiry of ${turn.day}, or no check shown`,
        `checkedOn ${turn.day} without an inquiry of that day`,
      )
    : null
}

const s01: Requirement = {
  id: 'S01',
  severity: 'must',
  sentence: {
    ja: '照会の回答はその日の二度目の受診には使えるが、0時を過ぎたら新しい照会か未確認の表示とする。',
    en: 'The answer of an inquiry may serve a second visit of the same day; from midnight on there is a new inquiry, or the visit is not shown as checked.',
  },
  sources: ['counter.md S01', 'rules.md 2.5 [D47][D54]', 'rules.md 9 no. 36 (assumption recheck.reuse)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    overTime('same-day/23:59', { ja: '同じ日の23:59', en: 'at 23:59 of the same day' }, () =>
      again('startT10:00', 'startT23:59'),
    ),
    overTime('midnight/00:00', { ja: '23:59の照会、翌日0:00', en: 'asked at 23:59, next visit at 00:00' }, () =>
      again('startT23:59', 'start+1dT00:00'),
    ),
    overTime(
      'midnight/own-record',
      { ja: '翌日0:00、記録に前日の確認', en: 'at 00:00, the record tells of the check' },
      () => again('startT23:59', 'start+1dT00:00', { chart: { lastCheckedOn: 'start' } }),
    ),
    overTime('next-morning', { ja: '翌朝', en: 'the next morning' }, () => again('startT17:00', 'start+1dT09:00')),
    {
      ...onDay('2026-10-31', 'new-month', { ja: '月をまたぐ0:00', en: 'midnight into a new month' }, () =>
        again('startT23:59', 'start+1dT00:00'),
      ),
      movesClock: true,
    },
  ],
  mutants: ['answer-good-for-a-day', 'cached-answer-as-today'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) => {
      const key = printedKey(turn)
      return (
        key !== null &&
        isOnline(turn) &&
        atCounter(turn) &&
        !shows(turn, 'my-number-card') &&
        !shows(turn, 'phone') &&
        turn.decision().outcome === 'accepted' &&
        turnsOf(history).some(
          (other) =>
            other.index < turn.index &&
            other.step.visit !== turn.step.visit &&
            isOnline(other) &&
            papersOf(other, 'certificate').some((fields) => {
              const known = keyOf(fields)
              return known !== null && sameNumbers(known, key)
            }),
        )
      )
    },
    check: (turn, history) => {
      const key = printedKey(turn)
      if (key === null) return null
      const asked = inquiries(turn.visitMessages).length > 0 || askedBefore(history, turn, key)
      return asked ? carriedOver(history, turn, key) : notInquired(turn)
    },
  }),
}

/** Requirements about what serves beside the card, or instead of it. */
export const rowLadderRequirements: readonly Requirement[] = [rowN, rowL, s55, m09, m11, m13, m14, m23, s01]
