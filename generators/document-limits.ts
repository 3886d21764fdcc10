import { koukiStart } from '../src/domain/ages.ts'
import { type CivilDate, addMonths, civilDate, legalAgeOn } from '../src/domain/civil-date.ts'
import type { DocumentKind } from '../src/domain/document.ts'
import { type CoverageState, type Scheme, covers } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'

interface Both {
  readonly ja: string
  readonly en: string
}

/** Whose paper is asked for, and which days shall stand on it. */
export interface DocumentRequest {
  readonly kind: DocumentKind
  readonly member: Member
  /** Null when the person has none on the day. */
  readonly cover: CoverageState | null
  /** The scheme that was asked for, null for any. */
  readonly scheme: Scheme | null
  readonly day: CivilDate
  readonly issued: CivilDate | null
  readonly validUntil: CivilDate | null
}

/** 資格確認書の開始: nobody has one of an earlier day. @see facts/insurer.md 1.6 */
export const CERTIFICATES_FROM = civilDate('2024-12-02')
/** 有効期限の上限 in months. @see facts/insurer.md 4.1 */
const LONGEST_TERM = 60
/** 後期 papers come up to two months before the 75th birthday. @see facts/rules.md section 7 */
const KOUKI_AHEAD = 2

const isPaperOfInsurer = (kind: DocumentKind): boolean => kind !== 'declaration' && !isPortal(kind)
const isPortal = (kind: DocumentKind): boolean => kind === 'portal-pdf' || kind === 'portal-screen'

type Covered = DocumentRequest & { readonly cover: CoverageState }
type Test = (request: Covered) => Both | null

const when = (wrong: boolean, ja: string, en: string): Both | null => (wrong ? { ja, en } : null)

function withoutCover({ member, scheme, day }: DocumentRequest): Both {
  const birthday = koukiStart(member.birthDate)
  if (scheme === 'kouki' && birthday > day) {
    const age = legalAgeOn(member.birthDate, day)
    return {
      ja: `${day}に${age}歳です。後期高齢者医療は75歳の誕生日（${birthday}）からです`,
      en: `is ${age} on ${day}; 後期 begins with the 75th birthday, ${birthday}`,
    }
  }
  return scheme === null
    ? { ja: `${day}に有効な資格がありません`, en: `has no cover on ${day}` }
    : { ja: `${day}に有効な ${scheme} の資格がありません`, en: `has no cover of ${scheme} on ${day}` }
}

/** What keeps somebody from having a paper; the first that holds is told. */
const TESTS: readonly Test[] = [
  ({ kind, cover }) =>
    when(
      isPaperOfInsurer(kind) && cover.scheme === 'assistance',
      '医療扶助の人で、保険者の書類はありません',
      'lives on medical aid (医療扶助), which has no papers of an insurer',
    ),
  ({ kind, cover }) =>
    when(
      kind === 'member-notice' && cover.scheme !== 'kyokai',
      `加入者情報のお知らせは協会けんぽの書類です（この人は ${cover.scheme}）`,
      `is in ${cover.scheme}; the member notice is a paper of 協会けんぽ`,
    ),
  ({ kind, member, day }) =>
    when(
      isPortal(kind) && (member.card === null || member.card.issued > day),
      `${day}にマイナンバーカードがなく、マイナポータルに入れません`,
      `holds no My Number card on ${day} and cannot enter Mynaportal`,
    ),
  ({ kind, member }) =>
    when(
      isPortal(kind) && member.card?.flags.noSelfInfo === true,
      '自己情報提供不可のため、マイナポータルに資格情報は出ません',
      'is protected (自己情報提供不可): Mynaportal shows nothing',
    ),
  ({ kind, issued }) =>
    when(
      kind === 'certificate' && issued !== null && issued < CERTIFICATES_FROM,
      `資格確認書は${CERTIFICATES_FROM}からです（交付日 ${issued}）`,
      `no certificate was issued before ${CERTIFICATES_FROM} (asked: ${issued})`,
    ),
  ({ kind, issued, cover }) => {
    const earliest = cover.scheme === 'kouki' ? addMonths(cover.acquired, -KOUKI_AHEAD) : cover.acquired
    return when(
      isPaperOfInsurer(kind) && issued !== null && issued < earliest,
      `資格取得（${cover.acquired}）より前の${issued}には交付されません`,
      `the cover begins on ${cover.acquired}; nothing is issued on ${issued}`,
    )
  },
  ({ issued, cover }) =>
    when(
      issued !== null && cover.loss !== null && !covers(cover, issued) && issued >= cover.loss.date,
      `資格喪失（${cover.loss?.date ?? ''}）のあとの${issued}には交付されません`,
      `the cover ended on ${cover.loss?.date ?? ''}; nothing is issued on ${issued ?? ''}`,
    ),
  ({ issued, validUntil }) =>
    when(
      issued !== null && validUntil !== null && validUntil < issued,
      `有効期限（${validUntil}）が交付日（${issued}）より前です`,
      `the last valid day (${validUntil}) is before the day of issue (${issued})`,
    ),
  ({ kind, issued, validUntil }) =>
    when(
      kind === 'certificate' && issued !== null && validUntil !== null && validUntil > addMonths(issued, LONGEST_TERM),
      `有効期間は5年までです（${issued}から${validUntil}）`,
      `a certificate lasts five years at most (${issued} to ${validUntil})`,
    ),
]

/** 交付できない理由: why somebody cannot have a paper on a day, or null. The sentence has no subject. */
export function documentRefusal(request: DocumentRequest): Both | null {
  const { cover } = request
  if (cover === null) return withoutCover(request)
  for (const test of TESTS) {
    const refusal = test({ ...request, cover })
    if (refusal !== null) return refusal
  }
  return null
}
