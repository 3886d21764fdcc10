import { elderlyStart, koukiStart } from '../../../domain/ages.ts'
import {
  CERTIFICATE_LAW,
  expiryCalendar,
  lastDayBeforeKouki,
  lastDayBeforeShare,
  longestEnd,
  oldCardEnd,
  rightEnd,
} from '../../../domain/certificate-terms.ts'
import { type CivilDate, addDays, civilDate, dateOf, parseCivilDate } from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, koukiNumber, memberOf, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { cardExpired } from '../../arbitraries/people.ts'
import { printed } from '../../evidence-insurer.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'
import {
  type Member,
  type Paper,
  belongsToKouki,
  certificatesOf,
  eventsAbout,
  happened,
  hasCard,
  isAnswered,
  isCertificate,
  isWatched,
  lostOn,
  membersOf,
  papersOf,
  truthOf,
} from './members.ts'
import { at, cardless, caseOf, form, fromDay, holding, koukiMember } from './offices.ts'
import { type Part, concluded } from './parts.ts'

const asDay = (text: string | null): CivilDate | null => {
  const parsed = parseCivilDate(text ?? '')
  return parsed.ok ? parsed.value : null
}

const birthDateOf = (member: Member): CivilDate | null => asDay([...member.birthDates][0] ?? null)

// ── I09 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the papers of a scheme carry the share of the elderly and end with it. @see facts/rules.md 4.1 */
const isMerged = (history: History): boolean => {
  const scheme = history.insurance?.insurer.scheme
  return scheme === 'kokuho' || scheme === 'kokuho-kumiai'
}

/** The day on which an event said that the first share of somebody who turns 70 begins. */
const isFirstShare = (history: History, { ref, birthDates }: Member, from: CivilDate): boolean =>
  birthDates.size === 1 &&
  eventsAbout(history, ref, 'ratio').some(({ event }) => 'from' in event && event.from === from)

function examineSeventy(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const paper of papers) {
    const birthDate = birthDateOf(paper.holder)
    if (birthDate === null || !paper.isOwn || history.insurance?.insurer.scheme === 'kouki') continue
    const start = elderlyStart(birthDate)
    if (dateOf(history.start) >= start) continue
    const shareFrom = asDay(printed(paper, 'ratioFrom'))
    if (shareFrom !== null && isFirstShare(history, paper.holder, start)) {
      seen += 1
      if (shareFrom !== start)
        findings.push({
          code: 'share-from-wrong-day',
          step: paper.index,
          expected: `born ${birthDate}: the share begins on ${start}`,
          actual: `the paper lets it begin on ${shareFrom}`,
        })
    }
    if (!isCertificate(paper) || !isMerged(history) || paper.first >= start || paper.until === null) continue
    if (printed(paper, 'ratio') !== null) continue
    seen += 1
    if (paper.until >= start)
      findings.push({
        code: 'outlasts-the-share',
        step: paper.index,
        expected: `born ${birthDate}: the paper without a share ends by ${lastDayBeforeShare(birthDate)}`,
        actual: `it ends on ${paper.until}`,
      })
  }
  return concluded([{ seen, findings }])
}

const atSeventy = (birthDate: string, joined: string) =>
  fromDay(
    joined,
    birthDate.endsWith('01') ? 'born-on-first' : 'born-on-second',
    { ja: `${birthDate}生まれ、70歳前に加入`, en: `born ${birthDate}, joins before 70` },
    () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({ patient: stranger(one, { birthDate }) }),
        (one) => [happens(form(one, { certificateWanted: true, cause: 'moved-in' })), until('+1d')],
      ),
  )

const newShare = (birthDate: string, start: string, from: string, list: string) =>
  fromDay(
    start,
    birthDate.endsWith('01') ? 'new-share-first' : 'new-share-second',
    { ja: `${birthDate}生まれ、新しい割合の証`, en: `born ${birthDate}, the paper with the new share` },
    () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({
          patient: cardless(INSURERS.kokuho, one, holding('certificate', dayBefore(from)), { birthDate }),
        }),
        () => [
          happens({ kind: 'ratio', ratio: '020', from, until: '2027-07-31' }),
          at(list),
          at(dayBefore(from), '18:00'),
          at(from),
        ],
      ),
  )

const dayBefore = (day: string): string => addDays(civilDate(day), -1)

const i09: Requirement = {
  id: 'I09',
  severity: 'must',
  sentence: {
    ja: '70歳になる人の新しい割合は、1日生まれは誕生日から、ほかは翌月1日から始まり、割合のない証はその前日までとする（1956-11-01生まれ: 2026-11-01と2026-10-31、1956-11-02生まれ: 2026-12-01と2026-11-30）。',
    en: 'At 70 the new share begins on the birthday for those born on the 1st and on the 1st of the next month for others, and a paper without a share ends the day before (born 1956-11-01: 2026-11-01 and 2026-10-31; born 1956-11-02: 2026-12-01 and 2026-11-30).',
  },
  sources: ['counter.md I09', 'insurer.md 4.3 [D27]', 'rules.md 4.1, section 6 [W53]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    atSeventy('1956-11-01', '2026-09-10'),
    atSeventy('1956-11-02', '2026-09-10'),
    newShare('1956-11-01', '2026-09-20', '2026-11-01', '2026-10-06'),
    newShare('1956-11-02', '2026-10-20', '2026-12-01', '2026-11-06'),
  ],
  mutants: ['ends-with-birthday-month'],
  examine: examineSeventy,
}

// ── I10 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days that an office needs to see an end coming. */
const NOTICE_DAYS = 14

/** A proof that ends by the calendar, with its last day. */
interface Ending {
  readonly last: CivilDate
  readonly what: string
}

function endingsOf(history: History, { ref, roster }: Member): readonly Ending[] {
  if (roster === null) return []
  const start = dateOf(history.start)
  const held = roster.holds.flatMap(({ kind, validUntil }): Ending[] => {
    if (kind === 'certificate' && validUntil !== null) return [{ last: validUntil, what: 'certificate' }]
    return kind === 'old-card' ? [{ last: oldCardEnd(validUntil), what: 'old card' }] : []
  })
  const ofOld =
    held.length === 0 && roster.acquired < CERTIFICATE_LAW.begins.value && start <= oldCardEnd(null)
      ? [{ last: oldCardEnd(null), what: 'old card' }]
      : []
  const expiry = truthOf(history, ref)[0]?.card?.certificateExpiry ?? null
  const calendar = expiry === null ? null : expiryCalendar(expiry)
  const graces =
    calendar === null ||
    expiry === null ||
    start > calendar.arrives ||
    truthOf(history, ref).some(({ card }) => card?.certificateExpiry !== expiry)
      ? []
      : [{ last: calendar.graceEnds, what: 'grace of the card' }]
  return [...held, ...ofOld, ...graces]
}

/** Whether a certificate in hand by one day counts on another. */
const serves = ({ told, first, until: last }: Paper, by: CivilDate, day: CivilDate): boolean =>
  told <= by && first <= day && (last === null || day <= last)

const holdsPaper = ({ roster }: Member, day: CivilDate): boolean =>
  roster?.holds.some(({ kind, validUntil }) =>
    kind === 'certificate'
      ? validUntil === null || day <= validUntil
      : kind === 'old-card' && day <= oldCardEnd(validUntil),
  ) ?? false

/** Days after which somebody would be without a proof, as far as the office could see them coming. */
function gapsOf(history: History, papers: readonly Paper[], member: Member): Part {
  const findings: Finding[] = []
  let seen = 0
  if (happened(history, member.ref, ['leave', 'join'])) return { seen, findings }
  for (const { last, what } of endingsOf(history, member)) {
    const next = addDays(last, 1)
    if (last < addDays(dateOf(history.start), NOTICE_DAYS) || !isWatched(history, last)) continue
    const after = truthOf(history, member.ref).find(({ day }) => day > last)
    if (after === undefined || !isAnswered(history, after) || after.day > addDays(next, 2)) continue
    if (belongsToKouki(history, member, next)) continue
    seen += 1
    const proven =
      hasCard(after) ||
      holdsPaper(member, next) ||
      certificatesOf(papers, member.ref).some((paper) => serves(paper, last, next))
    if (!proven)
      findings.push({
        code: 'no-usable-proof',
        step: after.index,
        expected: `a proof for ${next} is in hand by ${last}, the last day of the ${what}`,
        actual: 'neither a usable card nor a certificate',
      })
  }
  return { seen, findings }
}

/** 75歳: the paper of 後期 is there before the birthday and counts from it. While everybody got one. @see facts/rules.md section 7 */
function lateBirthdays(history: History, papers: readonly Paper[]): Part {
  const findings: Finding[] = []
  let seen = 0
  if (history.insurance?.insurer.scheme !== 'kouki') return { seen, findings }
  for (const member of membersOf(history)) {
    const joined = member.joins[0]
    const birthDate = joined?.event.five.birthDate ?? null
    if (joined === undefined || birthDate === null || joined.taken !== true) continue
    const birthday = koukiStart(birthDate)
    const eve = addDays(birthday, -1)
    if (joined.event.fact !== birthday || birthday > CERTIFICATE_LAW.koukiForAll.value) continue
    if (joined.day > addDays(birthday, -NOTICE_DAYS) || !isWatched(history, eve)) continue
    seen += 1
    if (certificatesOf(papers, member.ref).some((paper) => serves(paper, eve, birthday))) continue
    findings.push({
      code: 'no-usable-proof',
      step: joined.index,
      expected: `a certificate that counts from the 75th birthday, ${birthday}, is in hand the day before`,
      actual: 'none was issued',
    })
  }
  return { seen, findings }
}

/** 自主返納: whoever hands the card back and says so leaves with a certificate. */
function returnedCards(history: History, papers: readonly Paper[]): Part {
  const findings: Finding[] = []
  let seen = 0
  for (const member of membersOf(history)) {
    for (const { event, index, day, taken } of eventsAbout(history, member.ref, 'apply')) {
      if (
        taken !== true ||
        event.kind !== 'apply' ||
        event.reason !== 'card-returned' ||
        happened(history, member.ref, ['leave'])
      )
        continue
      seen += 1
      const held = holdsPaper(member, day)
      if (held || certificatesOf(papers, member.ref).some((paper) => serves(paper, day, day))) continue
      findings.push({
        code: 'no-usable-proof',
        step: index,
        expected: `a certificate on ${day}, on which the card was handed back`,
        actual: 'none was issued',
      })
    }
  }
  return { seen, findings }
}

function examineGaps(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const parts = [
    ...membersOf(history).map((member) => gapsOf(history, papers, member)),
    lateBirthdays(history, papers),
    returnedCards(history, papers),
  ]
  return concluded(parts)
}

const graceEnds = (id: string, expiry: string, [start, list, last, next]: readonly [string, string, string, string]) =>
  fromDay(start, id, { ja: `猶予が終わった翌日 ${next}`, en: `the day after a grace ends, ${next}` }, () =>
    caseOf(
      INSURERS.kenpo,
      (one) => ({ patient: memberOf(INSURERS.kenpo, one, { card: cardExpired(expiry) }) }),
      () => [at(list), at(last, '18:00'), at(next)],
    ),
  )

const i10: Requirement = {
  id: 'I10',
  severity: 'must',
  sentence: {
    ja: '加入者に、資格を確かめる手段のない日をつくらない（2025-12-02、2026-08-01、電子証明書の猶予が終わった翌日、75歳の誕生日、カードを返納した日、資格確認書の有効期限の翌日）。',
    en: 'No member is without a usable proof of cover on any day: not on 2025-12-02, on 2026-08-01, the day after a grace ends, the 75th birthday, the day a card is returned, or the day after a certificate ends.',
  },
  sources: ['counter.md I10', 'insurer.md 3.2, 3.3 [U7][C2][M6]', 'rules.md 1.1 no. 1, section 7 [S1][W18][W53]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2025-10-20', 'old-cards-end', { ja: '2025-12-02', en: '2025-12-02' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: cardless(INSURERS.kenpo, one, holding('old-card', null, '2018-04-01')) }),
        () => [at('2025-11-06'), at('2025-12-01', '18:00'), at('2025-12-02')],
      ),
    ),
    fromDay('2026-07-01', 'july-ends', { ja: '2026-08-01（後期）', en: '2026-08-01 (後期)' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({
          patient: koukiMember(one, '1945-05-20', holding('certificate', '2026-07-31'), { card: null }),
        }),
        () => [at('2026-07-06'), at('2026-07-31', '18:00'), at('2026-08-01')],
      ),
    ),
    graceEnds('grace-ends', '2026-08-20', ['2026-11-01', '2026-11-06', '2026-11-30', '2026-12-01']),
    graceEnds('grace-ends-february', '2026-11-30', ['2027-02-01', '2027-02-06', '2027-02-28', '2027-03-01']),
    fromDay('2026-06-01', 'seventy-fifth', { ja: '75歳の誕生日', en: 'the 75th birthday' }, () =>
      caseOf(
        INSURERS.kouki,
        (one) => ({ patient: stranger(one, { birthDate: '1951-07-15', card: null }) }),
        (one) => [
          happens(
            form(one, {
              fact: '2026-07-15',
              cause: 'turned-75',
              symbol: null,
              number: koukiNumber(one),
              ratio: '010',
            }),
          ),
          at('2026-07-14', '18:00'),
          at('2026-07-15'),
        ],
      ),
    ),
    overTime('card-returned', { ja: 'カードを返納した日', en: 'the day a card is returned' }, () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one) }),
        () => [
          { do: 'change', person: 'patient', what: { kind: 'return-card' } },
          happens({ kind: 'apply', reason: 'card-returned' }),
          until('+1d'),
        ],
      ),
    ),
    fromDay(
      '2026-12-01',
      'certificate-ends',
      { ja: '資格確認書の期限の翌日', en: 'the day after a certificate ends' },
      () =>
        caseOf(
          INSURERS.kenpo,
          (one) => ({ patient: cardless(INSURERS.kenpo, one, holding('certificate', '2026-12-31')) }),
          () => [at('2026-12-06'), at('2026-12-31', '18:00'), at('2027-01-01')],
        ),
    ),
  ],
  mutants: [
    'issues-after-the-gap',
    'one-list-for-two-months',
    'issues-after-three-months',
    'mass-issue-forgets',
    'application-demanded',
  ],
  examine: examineGaps,
}

// ── I11 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function examineCalendar(history: History): Examination | null {
  const papers = papersOf(history)
  if (papers === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const member of membersOf(history)) {
    const truths = truthOf(history, member.ref)
    const expiry = truths[0]?.card?.certificateExpiry ?? null
    if (member.roster === null || expiry === null) continue
    const { arrives, graceEnds, issueBy } = expiryCalendar(expiry)
    const after = truths.find(({ day }) => day >= issueBy)
    const isSame = truths.every(({ card, day }) => day > graceEnds || card?.certificateExpiry === expiry)
    const isPlain = truths.every((truth) => truth.day > graceEnds || hasCard(truth))
    if (after === undefined || !isSame || !isPlain || holdsPaper(member, graceEnds)) continue
    if (dateOf(history.start) > arrives || !isWatched(history, issueBy) || !isAnswered(history, after)) continue
    if (happened(history, member.ref, ['leave', 'join', 'apply', 'unregister', 'flag'])) continue
    if (belongsToKouki(history, member, issueBy)) continue
    seen += 1
    const issued = certificatesOf(papers, member.ref)[0]
    if (issued !== undefined && issued.told <= issueBy) continue
    findings.push({
      code: 'certificate-after-grace',
      step: issued?.index ?? after.index,
      expected: `ended ${expiry}, on the list of ${arrives}: a certificate by ${issueBy}`,
      actual: issued === undefined ? 'none was issued' : `issued on ${issued.told}`,
    })
  }
  return concluded([{ seen, findings }])
}

const ended = (expiry: string, start: string, list: string, last: string) =>
  fromDay(
    start,
    `ended-${expiry}`,
    { ja: `電子証明書 ${expiry} 満了`, en: `certificate of the card ended ${expiry}` },
    () =>
      caseOf(
        INSURERS.kenpo,
        (one) => ({ patient: memberOf(INSURERS.kenpo, one, { card: cardExpired(expiry) }) }),
        () => [at(list), at(last, '18:00')],
      ),
  )

const i11: Requirement = {
  id: 'I11',
  severity: 'must',
  sentence: {
    ja: '電子証明書が満了した人は、満了月の2か月後の月末の一覧でつかみ、満了月の3か月後の月末までに資格確認書を届ける（2026-08-20→11-30、2026-11-30→2027-02-28、2026-12-01→2027-03-31）。',
    en: 'Whoever lets the certificate of the card end is caught by the list of the second month end after it and has a certificate by the third (2026-08-20 → 11-30, 2026-11-30 → 2027-02-28, 2026-12-01 → 2027-03-31).',
  },
  sources: ['counter.md I11', 'insurer.md 3.3, INS-30 [U7][C2][C20]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    ended('2026-08-20', '2026-11-02', '2026-11-06', '2026-11-30'),
    ended('2026-11-30', '2027-02-01', '2027-02-06', '2027-02-28'),
    ended('2026-12-01', '2027-03-01', '2027-03-06', '2027-03-31'),
  ],
  mutants: ['one-list-for-two-months', 'issues-after-three-months', 'application-demanded'],
  examine: examineCalendar,
}

// ── I22 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the last day of a paper may lie before the one decided: a short term, or an end that was known. */
function isShortened(history: History, { holder, index, first }: Paper): boolean {
  const { ref } = holder
  const applied = eventsAbout(history, ref, 'apply').some(
    ({ event, index: told }) =>
      told <= index && event.kind === 'apply' && (event.reason === 'lost-card' || event.reason === 'renewing-card'),
  )
  const lost = lostOn(history, holder)
  const changes = eventsAbout(history, ref, 'ratio', 'correct-ratio').some(
    ({ event }) => 'from' in event && event.from >= first,
  )
  return applied || lost !== null || changes
}

function examineTerms(history: History): Examination | null {
  const papers = papersOf(history)
  const insurer = history.insurance?.insurer
  if (papers === null || insurer === undefined) return null
  const findings: Finding[] = []
  let seen = 0
  for (const paper of papers) {
    const birthDate = birthDateOf(paper.holder)
    const { until: last, issued, first } = paper
    if (!isCertificate(paper) || last === null || birthDate === null) continue
    seen += 1
    const found = (code: 'term-too-long' | 'runs-past-75' | 'wrong-term', expected: string): void => {
      findings.push({ code, step: paper.index, expected, actual: `it ends on ${last}` })
    }
    const longest = longestEnd(issued)
    const kouki = lastDayBeforeKouki(insurer.scheme, birthDate)
    if (last > longest) found('term-too-long', `issued ${issued}: it ends by ${longest}, within five years`)
    else if (kouki !== null && last > kouki) found('runs-past-75', `born ${birthDate}: it ends by ${kouki}`)
    else {
      const right = rightEnd(insurer.policy.certificateTerm, { scheme: insurer.scheme, birthDate }, issued, first)
      // The end before the first share is a requirement of its own; what was decided is a ceiling for a shortened term.
      if (right.by === 'share') continue
      const isRight = isShortened(history, paper) ? last <= right.last : last === right.last
      if (!isRight) found('wrong-term', `issued ${issued}: it ends on ${right.last}`)
    }
  }
  return concluded([{ seen, findings }])
}

const fixed = {
  ...INSURERS.kokuhoKumiai,
  policy: { certificateTerm: { kind: 'fixed', until: '2028-11-30', everyYears: 3 } },
} as const
const fiveYears = { ...INSURERS.kenpo, policy: { certificateTerm: { kind: 'years', years: 5 } } } as const

const ticked = (birthDate?: string) => (insurer: Parameters<typeof caseOf>[0]) =>
  caseOf(
    insurer,
    (one) => ({ patient: stranger(one, birthDate === undefined ? {} : { birthDate }) }),
    (one) => [happens(form(one, { certificateWanted: true })), until('+1d')],
  )

const i22: Requirement = {
  id: 'I22',
  severity: 'must',
  sentence: {
    ja: '資格確認書の有効期限は保険者の定めどおりとし（1年、7月31日、2028-11-30以後3年ごとなど）、交付から5年と、75歳の誕生日の前日を超えない。',
    en: 'A certificate runs as the insurer decided (one year, to 31 July, to 2028-11-30 and every three years after), never longer than five years nor past the day before the 75th birthday.',
  },
  sources: ['counter.md I22', 'insurer.md 4.1, 4.3 [M8][U12][C26]', 'rules.md 4.1 [S2]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('one-year', { ja: '1年', en: 'one year' }, () => ticked()(INSURERS.kenpo)),
    overTime('five-years', { ja: '5年', en: 'five years' }, () => ticked('1980-06-15')(fiveYears)),
    overTime('fixed-day', { ja: '2028-11-30まで', en: 'to 2028-11-30' }, () => ticked('1980-06-15')(fixed)),
    fromDay('2028-11-30', 'fixed-last-day', { ja: '2028-11-30の交付', en: 'issued on 2028-11-30' }, () =>
      ticked('1980-06-15')(fixed),
    ),
    fromDay('2028-12-01', 'fixed-next', { ja: '2028-12-01の交付', en: 'issued on 2028-12-01' }, () =>
      ticked('1980-06-15')(fixed),
    ),
    overTime('july', { ja: '7月31日まで', en: 'to 31 July' }, () => ticked('1980-06-15')(INSURERS.kokuho)),
    overTime('before-75', { ja: '75歳の前日まで', en: 'to the day before 75' }, () => ticked('1954-03-20')(fiveYears)),
    fromDay('2026-08-10', 'birthday-75', { ja: '半年後に75歳', en: '75 in half a year' }, () =>
      ticked('1952-02-29')(INSURERS.kenpo),
    ),
  ],
  mutants: ['term-past-75', 'term-of-six-years'],
  examine: examineTerms,
}

/** Requirements about the days of papers: when they have to be there and how long they run. */
export const termRequirements: readonly Requirement[] = [i09, i10, i11, i22]
