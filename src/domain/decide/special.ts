import { type CivilDate, civilDate, fiscalYear, reachesAgeOn } from '../civil-date.ts'
import type { PaperKind, PrintedFields } from '../presentation.ts'
import * as methods from '../rules/methods.ts'
import { type Desk, type Draft, note, paper, papersOf, read } from './desk.ts'
import { newCover } from './inquiry.ts'
import { inquireByChart } from './ladder.ts'
import { acceptNumbers, judgePaperInTerm, onPaper, readCertificate, readCertificates } from './papers.ts'
import { isStrangers, stopForStranger } from './person.ts'
import { readCard, toolOffers } from './reader.ts'

/** Row AH: somebody else than health insurance pays, whatever the card reads. */
export function otherPayer(desk: Desk): Draft | null {
  switch (desk.shown.circumstances.matter) {
    case 'work-accident':
      note(desk, 'work-accident')
      return { outcome: 'other-payer', payers: [{ kind: 'work-accident', share: null, limitBand: null }] }
    case 'third-party-liable':
      note(desk, 'liability-pays')
      return { outcome: 'other-payer', payers: [{ kind: 'liability', share: null, limitBand: null }] }
    case 'private':
      note(desk, 'private-care')
      return { outcome: 'other-payer', payers: [{ kind: 'private', share: '100', limitBand: null }] }
    case 'third-party-insured':
      note(desk, 'third-party')
      return null
    case 'school-injury':
      note(desk, 'school-injury')
      return null
    case 'illness':
      return null
  }
}

/** Row AE: a newborn has neither card nor number; the parents' cover is not his. His own paper or card counts, if there is one. */
export function receiveNewborn(desk: Desk): Draft | null {
  const { chart, circumstances } = desk.shown
  if (!circumstances.newborn) return null
  const own = papersOf(desk, 'certificate').filter(
    ({ fields }) => chart !== null && fields.birthDate === chart.birthDate,
  )
  for (const { fields } of own) {
    const taken = readCertificate(desk, fields)
    if (taken !== null) return taken
  }
  const byCard = desk.facts.ownCard && desk.facts.delivered !== null ? readCard(desk) : null
  if (byCard !== null) return byCard
  note(desk, 'newborn-unregistered')
  return { outcome: 'wait', offers: ['guardian-cover', 'certificate'], followUps: ['recheck'] }
}

/** Row AL, 電話再診: nothing can be shown; own record, oral check, number inquiry. */
export function byTelephone(desk: Desk): Draft | null {
  if (desk.shown.circumstances.place !== 'telephone') return null
  note(desk, 'telephone-visit')
  const byChart = inquireByChart(desk)
  if (byChart !== null) return byChart
  const { chart, says } = desk.shown
  const stands =
    chart !== null &&
    chart.key !== null &&
    desk.lost === null &&
    says.unchanged === 'yes' &&
    read(desk, methods.pastRecord)
  return stands
    ? acceptNumbers(desk, 'M13', { fields: null, key: chart.key, ratio: chart.ratio }, null)
    : { outcome: 'ask', offers: ['certificate', ...newCover(desk)] }
}

/** Row AL, オンライン診療: the web tool with a PIN, or the 資格確認書 held to the camera; else the own record. */
export function online(desk: Desk): Draft | null {
  if (desk.shown.circumstances.place !== 'online') return null
  return (
    readCard(desk) ??
    readCertificates(desk) ??
    inquireByChart(desk) ?? { outcome: 'ask', offers: [...toolOffers(desk), 'certificate', ...newCover(desk)] }
  )
}

/** M15 and M16: the terminal's own screen, only while the function is switched on. */
export function readModeScreen(desk: Desk): Draft | null {
  const fields = paper(desk, 'mode-screen')
  if (fields === null) return null
  const { mode } = desk.shown.circumstances
  const open =
    desk.facts.facility.capability === 'FULL' &&
    ((mode === 'large-outage' && read(desk, methods.largeOutage)) ||
      (mode === 'disaster' && read(desk, methods.disaster)))
  if (!open) {
    note(desk, 'mode-not-open')
    return null
  }
  if (isStrangers(desk, fields, null)) return stopForStranger(desk)
  note(desk, 'mode-in-use', { mode })
  const disaster = mode === 'disaster'
  const draft = acceptNumbers(desk, disaster ? 'M16' : 'M15', onPaper(fields), null)
  return {
    ...draft,
    reads: disaster ? 'R3' : 'R1',
    verified: 'number',
    followUps: disaster ? [] : ['report-mode-use'],
  }
}

const EVENT_PAPERS: readonly PaperKind[] = ['notice', 'portal-pdf', 'certificate']

/** Last day (inclusive) on which somebody is a child on a school event: the 31 March after the age of the book. */
const pupilUntil = (desk: Desk, birthDate: CivilDate): CivilDate =>
  civilDate(`${fiscalYear(reachesAgeOn(birthDate, read(desk, methods.schoolEventAge))) + 1}-03-31`)

/** M17: children on school events and in nurseries, shown by the accompanying adult; copies since 2025-02-12. */
export function atSchoolEvent(desk: Desk): Draft | null {
  const shown = EVENT_PAPERS.flatMap((kind) => papersOf(desk, kind, true))
  const copies = shown.filter(({ kind, copy }) => copy === true || kind !== 'certificate')
  if (copies.length === 0 || desk.shown.circumstances.companion !== 'teacher') return null
  const serves = (fields: PrintedFields, copy: boolean): boolean =>
    fields.birthDate !== null &&
    (fields.validFrom === null || fields.validFrom <= desk.day) &&
    (fields.validUntil === null || desk.day <= fields.validUntil) &&
    desk.day <= pupilUntil(desk, fields.birthDate) &&
    read(desk, methods.schoolEvent) &&
    (!copy || read(desk, methods.schoolEventCopies))
  for (const { fields, copy } of copies) {
    if (!serves(fields, copy === true)) continue
    note(desk, 'school-event')
    const taken = judgePaperInTerm(desk, 'M17', fields)
    if (taken !== null) return taken
  }
  note(desk, 'school-event-not-met')
  return null
}
