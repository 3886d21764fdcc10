import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { Scheme } from '../../src/domain/ledger.ts'
import { maskIndividualNumber, parseInsurerNumber, schemeOfInsurerNumber } from '../../src/domain/numbers.ts'
import {
  type FiledCover,
  type FilingInsurer,
  type HistoryEntry,
  type MemberFile,
  type MemberNumbers,
  coverOf,
  sameNumbers,
} from '../../src/domain/registration.ts'
import { type Result, err, ok } from '../../src/domain/result.ts'
import type { RegistrationRecord } from '../../src/wire/insurer-records.ts'
import { type InsurerCode, type Refusal, refusal } from './messages.ts'

/** A file of the insurer under its id. */
export interface FoundFile {
  readonly id: string
  readonly file: MemberFile
  /** The cover of the world's own ledger that the file begins with. */
  readonly base: { readonly person: string; readonly coverageId: string } | null
}

/** What the door knows when it judges a line: the files of the insurer as accepted so far. */
export interface Desk {
  readonly insurer: FilingInsurer
  readonly today: CivilDate
  /** Whether a number stands for somebody of the world. */
  readonly isSomebody: (personNo: string) => boolean
  /** The file with a cover under these numbers; of several the latest. */
  readonly find: (numbers: MemberNumbers) => FoundFile | null
  /** Every membership of this insurer that carries the number of a person. */
  readonly memberships: (personNo: string) => readonly FoundFile[]
  /** The file a registration would open. */
  readonly newFile: () => FoundFile
}

/** 被保険者の番号としての形. @see facts/insurer.md 2.5 V3 */
function isWellFormed({ symbol, number, branch }: MemberNumbers, scheme: Scheme): boolean {
  if (scheme === 'kouki') return symbol === null && branch === null && /^\d{8}$/.test(number)
  if (scheme === 'assistance') return symbol === null && /^\d{7}$/.test(number)
  const isSymbol = symbol === null || /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u.test(symbol)
  return isSymbol && /^[0-9A-Za-z-]+$/.test(number) && branch !== null && /^\d{2}$/.test(branch)
}

const labelOf = ({ symbol, number, branch }: MemberNumbers): string => `${symbol ?? '-'} ${number} ${branch ?? '-'}`

const isOpen = ({ voided, loss }: FiledCover): boolean => !voided && loss === null
const openCover = (file: MemberFile): FiledCover | null => file.covers.find(isOpen) ?? null

const standing = (file: MemberFile, voids: readonly string[] = []): ReadonlySet<string> =>
  new Set(
    file.entries
      .filter(({ historyId, voided }) => !voided && !voids.includes(historyId))
      .map(({ historyId }) => historyId),
  )

type Judged = Result<FoundFile, Refusal>

/** Judges one record; the file it goes to, or why it is refused. */
export function judge(record: RegistrationRecord, desk: Desk): Judged {
  const whose = labelOf(record.memberKey)
  const refuse = (code: InsurerCode, where: string): Judged => err(refusal(code, where, whose))
  const insurerNo = parseInsurerNumber(record.insurerNo)
  if (!insurerNo.ok || schemeOfInsurerNumber(insurerNo.value) === null) return refuse('INS-V08', 'insurerNo')
  if (insurerNo.value !== desk.insurer.number) return refuse('INS-V09', 'insurerNo')
  if (!isWellFormed(record.memberKey, desk.insurer.scheme)) return refuse('INS-V03', 'memberKey')

  const wrongNumber = (personNo: string | null | undefined, own: string | null, where: string): Judged | null => {
    if (personNo === null || personNo === undefined) return null
    const named = `${whose}, ${maskIndividualNumber(personNo)}`
    if (!desk.isSomebody(personNo)) return err(refusal('INS-V01', where, named))
    const others = desk.memberships(personNo).filter(({ id, file }) => id !== own && openCover(file) !== null)
    const same = others.find(({ file }) => sameNumbers(openCover(file)?.coverage.key ?? NOBODY, record.memberKey))
    if (same !== undefined && record.op === 'register') return err(refusal('INS-V14', 'memberKey', whose))
    return others.length > 0 ? err(refusal('INS-V02', where, named)) : null
  }
  const wrongEntries = (entries: readonly HistoryEntry[], taken: ReadonlySet<string>): Judged | null => {
    const seen = new Set(taken)
    for (const [place, { historyId, from, to }] of entries.entries()) {
      if (to !== null && to < from) return refuse('INS-V12', `entries/${place}`)
      if (seen.has(historyId)) return refuse('INS-V13', `entries/${place}/historyId "${historyId}"`)
      seen.add(historyId)
    }
    return null
  }
  /** Numbers that somebody else has; those of the dead are free. */
  const taken = (numbers: MemberNumbers, personNo: string | null, own: string | null): boolean => {
    const found = desk.find(numbers)
    if (found === null || found.id === own) return false
    const cover = coverOf(found.file, numbers)
    return found.file.personNo !== personNo && cover?.loss?.reason !== '01'
  }

  if (record.op === 'register') {
    if (!record.entries.some(({ kind }) => kind === 'eligibility')) return refuse('INS-V16', 'entries')
    const number = wrongNumber(record.personNo, null, 'personNo')
    if (number !== null) return number
    const found = desk.find(record.memberKey)
    const isOwnOpen = found !== null && found.file.personNo === record.personNo && openCover(found.file) !== null
    if (isOwnOpen) return refuse('INS-V14', 'memberKey')
    if (taken(record.memberKey, record.personNo, null)) return refuse('INS-V11', 'memberKey/branch')
    const earlier = record.personNo === null ? [] : desk.memberships(record.personNo)
    const known = new Set(earlier.flatMap(({ file }) => [...standing(file)]))
    return wrongEntries(record.entries, known) ?? ok(desk.newFile())
  }

  const found = desk.find(record.memberKey)
  const cover = found === null ? null : coverOf(found.file, record.memberKey)
  if (found === null || cover === null) return refuse('INS-V10', 'memberKey')
  const { acquired } = cover.coverage
  const isTooEarly = (day: CivilDate): boolean => day < acquired
  switch (record.op) {
    case 'amend': {
      const { entries, voids, five, personNo } = record
      if (entries.length + voids.length === 0 && five === undefined && personNo === undefined)
        return refuse('INS-V16', 'entries')
      const stands = standing(found.file)
      const unknown = voids.find((id) => !stands.has(id))
      if (unknown !== undefined) return refuse('INS-V15', `voids "${unknown}"`)
      return (
        wrongNumber(personNo, found.id, 'personNo') ?? wrongEntries(entries, standing(found.file, voids)) ?? ok(found)
      )
    }
    case 'close':
      return isTooEarly(record.lossDate) ? refuse('INS-V12', `lossDate ${record.lossDate} < ${acquired}`) : ok(found)
    case 'rekey': {
      const { newKey, from, newPersonNo } = record
      if ((newKey === undefined) !== (from === undefined) || (newKey === undefined && newPersonNo === undefined))
        return refuse('INS-V16', newKey === undefined ? 'newKey' : 'from')
      if (newKey !== undefined && from !== undefined) {
        if (!isWellFormed(newKey, desk.insurer.scheme)) return refuse('INS-V03', 'newKey')
        if (taken(newKey, found.file.personNo, found.id)) return refuse('INS-V11', 'newKey/branch')
        if (isTooEarly(from)) return refuse('INS-V12', `from ${from} < ${acquired}`)
      }
      return wrongNumber(newPersonNo, found.id, 'newPersonNo') ?? ok(found)
    }
    case 'setFlags': {
      const { hideDisclosure, noSelfInfo, noDoubt } = record
      const isEmpty = hideDisclosure === undefined && noSelfInfo === undefined && noDoubt === undefined
      return isEmpty ? refuse('INS-V16', 'setFlags') : ok(found)
    }
    case 'unregisterCard': {
      const { appliedOn } = record
      return appliedOn > desk.today ? refuse('INS-V17', `appliedOn ${appliedOn} > ${desk.today}`) : ok(found)
    }
    case 'void':
      return ok(found)
  }
}

const NOBODY: MemberNumbers = { symbol: null, number: '', branch: null }
