import {
  type Desk,
  type Draft,
  accepted,
  byPaperAndRecord,
  byRecord,
  countsAgain,
  inquire,
  isMisnumbered,
  isStrangers,
  paperOf,
  stranger,
  typedKey,
} from './desk.ts'
import type { Key, Printed, Share } from './practice.ts'
import { livingDead } from './doubts.ts'

export function byPaper(desk: Desk, method: string, fields: Printed, share?: Share): Draft {
  return accepted(desk, {
    method,
    share: share ?? desk.practice.shareOnPaper(fields.ratio, fields.birthDate, desk.day),
    verified: 'none',
    key: typedKey(desk, fields),
    birthDate: fields.birthDate,
    seen: fields.name,
  })
}

export const isLost = (desk: Desk, key: Key | null): boolean =>
  key !== null && desk.lost !== null && desk.practice.lostKeyVoidsPaper && desk.practice.lossConcerns(key, desk.lost)

export async function paperInTerm(desk: Desk, method: string, fields: Printed): Promise<Draft | null> {
  const { practice, input, day } = desk
  if (isMisnumbered(desk, fields)) return null
  const key = typedKey(desk, fields)
  if (isLost(desk, key)) return null
  if (input.chart !== null && practice.chartCheckCounts(input.chart.lastCheckedOn, day)) {
    return { ...byPaper(desk, method, fields), verified: 'number', checkedOn: day, followUps: [] }
  }
  if (countsAgain(desk, key))
    return { ...byPaper(desk, method, fields), verified: 'number', checkedOn: day, followUps: [] }
  const answer = await inquire(desk, key, fields.birthDate)
  if (isStrangers(desk, fields, answer)) return stranger()
  if (answer === null) return byPaper(desk, method, fields)
  if (answer.record !== null && !practice.addressFits(answer.record.address, answer.record.key.insurerNumber))
    return { decision: 'ask', offers: ['new-cover'] }
  const loss = answer.record?.lossDate ?? null
  if (loss !== null && practice.comingLossVoids) {
    desk.lost = desk.lost ?? key
    return null
  }
  if (answer.record !== null && practice.validByNumber(answer.validity)) {
    return byPaperAndRecord(desk, method, fields, answer.record)
  }
  if (answer.validity === '5') {
    return practice.onSeveral === 'ask'
      ? { decision: 'ask', offers: ['branch', 'my-number-card'] }
      : { ...byPaper(desk, method, fields), verified: 'number' }
  }
  if (answer.validity === '4') {
    if (practice.paperOnAnswer4 === 'refuse') return null
    const asIs = byPaper(desk, method, fields)
    const draft: Draft = practice.answer4IsCheck ? { ...asIs, verified: 'number', checkedOn: day } : asIs
    return practice.paperOnAnswer4 === 'accept'
      ? { ...draft, followUps: [] }
      : { ...draft, followUps: ['recheck', 'ask-insurer'] }
  }
  const dead = livingDead(desk, answer)
  if (dead !== null) return dead
  const stands = practice.paperOutlastsLoss || (loss !== null && !practice.lossHasBegun(loss, day))
  if (answer.record !== null && stands) return byPaperAndRecord(desk, method, fields, answer.record)
  desk.lost = desk.lost ?? key
  return null
}

/** Every 資格確認書 on the counter in turn; a copy is none. */
export async function readCertificates(desk: Desk): Promise<Draft | null> {
  const { practice, day, input } = desk
  if (input.reader.includes('result-unavailable') && !practice.paperAfterNoResult) return null
  for (const thing of input.shown) {
    if (thing.kind !== 'certificate' || thing.copy === true) continue
    const { fields } = thing
    if (!practice.paperBegun(fields.validFrom, day) || !practice.paperInTerm(fields.validUntil, day)) continue
    // oxlint-disable-next-line no-await-in-loop -- one paper after the other, as at the counter
    const draft = await paperInTerm(desk, 'M08', fields)
    if (draft !== null) return draft
  }
  return null
}

/** 年金機構の資格証明書 and 受給資格者票: good by their printed days; no answer is expected and none is no refusal. */
async function readStopGaps(desk: Desk): Promise<Draft | null> {
  const { practice, day, input } = desk
  const stopGap = paperOf(input, 'jps-certificate')
  const until = stopGap === null ? null : practice.stopGapUntil(stopGap)
  const stands = stopGap !== null && (until === null || day <= until)
  const begun = stopGap !== null && practice.paperBegun(stopGap.validFrom, day)
  if (stands && begun) return byStopGap(desk, 'M28', stopGap, practice.stopGapNeedsAnswer)
  const book = paperOf(input, 'day-labourer-book')
  if (book === null || !practice.bookInTerm(book, day)) return null
  return byStopGap(desk, 'M32', book, practice.bookNeedsAnswer)
}

async function byStopGap(desk: Desk, method: string, fields: Printed, needsAnswer: boolean): Promise<Draft | null> {
  const key = typedKey(desk, fields)
  if (isMisnumbered(desk, fields) || isLost(desk, key)) return null
  if (isStrangers(desk, fields, null)) return stranger()
  if (!needsAnswer) return byPaper(desk, method, fields)
  const answer = await inquire(desk, key, fields.birthDate)
  return answer?.validity === '1' ? byPaper(desk, method, fields) : null
}

export async function readPapers(desk: Desk): Promise<Draft | null> {
  const { practice, day, input } = desk
  const found = (await readCertificates(desk)) ?? (await readStopGaps(desk))
  if (found !== null) return found
  const oldCard = paperOf(input, 'old-card')
  if (oldCard !== null) {
    const inTerm = practice.oldCardInTerm(oldCard.validUntil, day)
    const draft = inTerm ? await paperInTerm(desk, 'M01', oldCard) : await tolerate(desk, 'M02', oldCard)
    if (draft !== null) return draft
  }
  const screenshot = paperOf(input, 'screenshot')
  if (screenshot !== null && practice.acceptsScreenshot) return byPaper(desk, 'M09', screenshot)
  return null
}

export async function tolerate(desk: Desk, method: string, fields: Printed): Promise<Draft | null> {
  const { practice, day } = desk
  if (!practice.toleranceOpen(fields.insurerNumber ?? '', day) || isMisnumbered(desk, fields)) return null
  if (!practice.toleranceNeedsInquiry) return byPaper(desk, method, fields)
  const answer = await inquire(desk, typedKey(desk, fields), fields.birthDate)
  if (isStrangers(desk, fields, answer)) return stranger()
  if (answer === null || answer.record === null || !practice.validByNumber(answer.validity)) return null
  const told = practice.tellsToBringProof ? (['bring-proof'] as const) : []
  return { ...byRecord(desk, method, answer.record, 'number', false), followUps: told }
}
