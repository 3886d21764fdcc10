import { elderlyStart } from '../src/domain/ages.ts'
import { type CivilDate, instantOf } from '../src/domain/civil-date.ts'
import type { DocumentFieldValues, FieldId } from '../src/domain/document.ts'
import { type CoverageState, coverageOn } from '../src/domain/ledger.ts'
import { normalizeInsurerNumber } from '../src/domain/numbers.ts'
import type { Member } from '../src/domain/person.ts'
import { foldWidth, matchesEitherName, normalizeKana, sameName } from '../src/domain/text.ts'
import { type PaperFinding, finding } from './inspect-findings.ts'

/** Whom a paper is compared with, and on which day. */
export interface PaperOwner {
  readonly member: Member
  readonly day: CivilDate
}

const packed = (text: string): string => foldWidth(text).replaceAll(/\s/g, '')

type Same = (paper: string, theirs: string) => boolean
const exactly: Same = (paper, theirs) => paper === theirs
const loosely: Same = (paper, theirs) => packed(paper) === packed(theirs)

interface Known {
  readonly field: FieldId
  /** Null: the register says nothing about it. */
  readonly theirs: string | null
  readonly same: Same
}

/** 負担割合 of a cover on a day; null when the paper need not say the same. */
function shareOn(member: Member, cover: CoverageState, day: CivilDate): string | null {
  if (cover.scheme === 'kouki') return cover.koukiRatio
  const { elderly } = cover
  if (elderly !== null && elderly.from <= day && day <= elderly.until) return elderly.ratio
  return elderlyStart(member.birthDate) > day ? null : (elderly?.ratio ?? null)
}

function knownOf({ member, day }: PaperOwner, cover: CoverageState | undefined): readonly Known[] {
  const person: readonly Known[] = [
    {
      field: 'name',
      theirs: member.name.kanji,
      same: (paper) => matchesEitherName(paper, member.name, member.otherName),
    },
    {
      field: 'kana',
      theirs: member.name.kana,
      same: (paper) =>
        [member.name, member.otherName].some((name) => name !== null && sameName(normalizeKana(paper), name.kana)),
    },
    // 裏面参照: the paper leaves it open.
    { field: 'sex', theirs: member.sex, same: (paper, theirs) => paper === 'unset' || paper === theirs },
    { field: 'birthDate', theirs: member.birthDate, same: exactly },
    {
      field: 'address',
      theirs: member.address.text,
      same: (paper, theirs) => packed(paper).endsWith(packed(theirs)),
    },
  ]
  if (cover === undefined) return person
  return [
    ...person,
    {
      field: 'insurerNumber',
      theirs: cover.key.insurerNumber,
      same: (paper, theirs) => normalizeInsurerNumber(paper) === theirs,
    },
    { field: 'insurerName', theirs: cover.insurerName, same: loosely },
    { field: 'symbol', theirs: cover.key.symbol, same: loosely },
    { field: 'number', theirs: cover.key.number, same: loosely },
    { field: 'branch', theirs: cover.key.branch, same: exactly },
    { field: 'acquired', theirs: cover.acquired, same: exactly },
    { field: 'insuredName', theirs: cover.insuredName, same: sameName },
    { field: 'ratio', theirs: shareOn(member, cover, day), same: exactly },
  ]
}

/** Of several covers on a day the one whose numbers the paper has. */
function coverOf({ member, day }: PaperOwner, fields: DocumentFieldValues): CoverageState | undefined {
  const covers = coverageOn(member.ledger, day, instantOf(day, '12:00'))
  const number = normalizeInsurerNumber(fields.insurerNumber ?? '')
  return covers.find(({ key }) => key.insurerNumber === number) ?? covers[0]
}

/** 〓 stands for a character that the printer's font does not have: it contradicts nobody. */
function legible(paper: string, theirs: string): string {
  if (!paper.includes('〓')) return paper
  const characters = [...theirs]
  const printed = [...paper]
  return printed.length === characters.length
    ? printed.map((character, at) => (character === '〓' ? (characters[at] ?? '') : character)).join('')
    : paper
}

/** 矛盾: every field on which a paper and a person of the register differ, with both values. */
export function contradictions(fields: DocumentFieldValues, owner: PaperOwner): readonly PaperFinding[] {
  const cover = coverOf(owner, fields)
  const differing = knownOf(owner, cover).flatMap(({ field, theirs, same }) => {
    const paper = fields[field]
    if (paper === undefined || theirs === null || same(legible(paper, theirs), theirs)) return []
    return [finding('SIM-D115', field, paper, theirs)]
  })
  return cover === undefined ? [finding('SIM-D121', null, null, owner.day), ...differing] : differing
}
