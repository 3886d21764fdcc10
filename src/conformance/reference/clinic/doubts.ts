import type { Desk, Draft } from './desk.ts'
import type { OnlineAnswer, OnlineRecord } from './practice.ts'

const LOST_BY_DEATH = '01'

/** A patient who stands at the counter and is registered as dead: a wrong card or a wrong link, nothing of it is kept. */
export function livingDead({ input, practice }: Desk, answer: OnlineAnswer): Draft | null {
  const dead = answer.record?.lossReason === LOST_BY_DEATH && input.patientPresent && practice.deathStops
  return dead ? { decision: 'stop', offers: ['my-number-card'], followUps: ['ask-insurer'] } : null
}

/** The patient says that his cover has changed, and the card still shows the one on record. */
export function isDisputed({ input, practice }: Desk, record: OnlineRecord): boolean {
  const known = input.chart?.key ?? null
  return (
    practice.notesDispute &&
    input.says.unchanged === 'no' &&
    known !== null &&
    known.insurerNumber === record.key.insurerNumber &&
    known.number === record.key.number
  )
}
