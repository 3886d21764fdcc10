import { type Desk, type Draft, accepted, faceOf, paperOf } from './desk.ts'
import { byPaper, tolerate } from './papers.ts'
import { shareByAge } from './practice.ts'
import { atSchoolEvent } from './school-event.ts'

export const wholePrice = ({ practice }: Desk): Draft => ({
  decision: 'full-charge',
  share: '100',
  followUps: practice.tellsWayBack ? ['bring-proof'] : [],
  offers: ['my-number-card', 'certificate'],
})

/** Things that a right clinic takes only with a card or beside a proof of cover. */
function withoutProof(desk: Desk, hasCard: boolean): Draft | null {
  const { input, practice, day } = desk
  const { chart } = input
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  if (form !== undefined && !hasCard && !practice.declarationNeedsCard) {
    const share = practice.declaredShare(form.ratio, form.birthDate, day)
    return accepted(desk, { method: 'M14', share, verified: 'none', key: null, birthDate: form.birthDate })
  }
  const addOn = input.shown.find((thing) => thing.kind === 'add-on')
  if (addOn !== undefined && practice.addOnProves) {
    const share = addOn.ratio ?? shareByAge(addOn.birthDate, day)
    return accepted(desk, {
      method: 'M23',
      share,
      verified: 'none',
      key: chart?.key ?? null,
      birthDate: addOn.birthDate,
    })
  }
  const recalled = { hasCard, unchanged: input.says.unchanged }
  if (hasCard || chart === null || chart.key === null || !practice.pastRecordServes(recalled)) return null
  const share = chart.ratio ?? shareByAge(chart.birthDate, day)
  return accepted(desk, { method: 'M13', share, verified: 'none', key: chart.key, birthDate: chart.birthDate })
}

export async function withoutCard(desk: Desk): Promise<Draft> {
  const { input, practice } = desk
  const event = await atSchoolEvent(desk)
  if (event !== null) return event
  const hasCard = faceOf(input) !== null
  const notice = paperOf(input, 'notice')
  if (notice !== null && !hasCard) {
    const draft = await tolerate(desk, 'M12', notice)
    if (draft !== null) return draft
  }
  const page = paperOf(input, 'portal-screen') ?? paperOf(input, 'portal-pdf')
  if (page !== null && !hasCard && practice.acceptsPageWithoutCard) return byPaper(desk, 'M09', page)
  const bare = withoutProof(desk, hasCard)
  if (bare !== null) return bare
  if (desk.misnumbered)
    return { decision: 'ask', offers: ['my-number-card', 'certificate'], followUps: ['ask-insurer'] }
  if (input.shown.length === 0 && !practice.chargesWholePriceForNothing)
    return accepted(desk, { method: 'M25', share: '030', verified: 'none' })
  return wholePrice(desk)
}
