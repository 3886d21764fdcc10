import { readReader } from './at-reader.ts'
import { type Desk, type Draft, accepted, isStrangers, paperOf, stranger } from './desk.ts'
import { inquireOwnRecord } from './ladder.ts'
import { byPaper, isLost, paperInTerm, readCertificates } from './papers.ts'
import { shareByAge } from './practice.ts'
import { toolOffers } from './tools.ts'

/** 電話再診: nothing can be shown; the own record, asked online, else confirmed by word of mouth. */
export async function byTelephone(desk: Desk): Promise<Draft | null> {
  const { input, practice, day } = desk
  if (input.circumstances.place !== 'telephone' || !practice.telephoneByRecord) return null
  const own = await inquireOwnRecord(desk)
  if (own !== null) return own
  const { chart } = input
  const told = input.says.unchanged === 'yes' || !practice.asksBeforePastRecord
  if (chart === null || chart.key === null || !told || isLost(desk, chart.key))
    return { decision: 'ask', offers: ['certificate'] }
  const share = chart.ratio ?? shareByAge(chart.birthDate, day)
  return accepted(desk, { method: 'M13', share, verified: 'none', key: chart.key, birthDate: chart.birthDate })
}

/** オンライン診療: the web tool with a PIN, the 資格確認書 before the camera, the own record by number; no ladder. */
export async function online(desk: Desk): Promise<Draft | null> {
  const { input, practice } = desk
  if (input.circumstances.place !== 'online' || practice.climbsOnline) return null
  const paper = practice.takesPaperByCamera ? await readCertificates(desk) : null
  return (
    paper ??
    (await inquireOwnRecord(desk)) ?? {
      decision: 'ask',
      offers: [...toolOffers(desk), ...(practice.looksOnline ? (['reader-visual'] as const) : []), 'certificate'],
    }
  )
}

/** What is no visit to the counter: the card first, then what the place allows. Null at the counter and at the bedside. */
export async function elsewhere(desk: Desk): Promise<Draft | null> {
  return (await byTelephone(desk)) ?? readReader(desk) ?? readModeScreen(desk) ?? (await online(desk))
}

/** システム障害時モード and 災害時モード: the terminal's own screen, while the function is switched on. */
function readModeScreen(desk: Desk): Draft | null {
  const { input, practice, day } = desk
  const { mode } = input.circumstances
  const fields = paperOf(input, 'mode-screen')
  if (fields === null || desk.site.capability !== 'FULL' || !practice.modeScreenServes(mode)) return null
  if (isStrangers(desk, fields, null)) return stranger()
  const isDisaster = mode === 'disaster'
  return {
    ...byPaper(desk, isDisaster ? 'M16' : 'M15', fields),
    verified: 'number',
    checkedOn: day,
    followUps: !isDisaster && practice.reportsModeUse ? ['report-mode-use'] : [],
  }
}

/** A phone whose reading failed, with a live portal page on it. */
export async function portalOnPhone(desk: Desk): Promise<Draft | null> {
  const { input, practice, site } = desk
  const fields = paperOf(input, 'portal-screen')
  const phone = input.shown.some(({ kind }) => kind === 'phone')
  if (fields === null || !phone || !site.phoneEnabled || !practice.takesPortalOnPhone) return null
  return paperInTerm(desk, 'M18', fields)
}
