import { type Desk, type Draft } from './desk.ts'
import { paperInTerm } from './papers.ts'

const SERVING: readonly string[] = ['certificate', 'notice', 'portal-pdf']

/** 学校行事・保育所: a pupil's paper or its copy, shown by the adult who came along. */
export async function atSchoolEvent(desk: Desk): Promise<Draft | null> {
  const { input, practice, day } = desk
  const { companion } = input.circumstances
  for (const thing of input.shown) {
    if (!('fields' in thing) || !SERVING.includes(thing.kind)) continue
    const copy = thing.copy === true
    if (thing.kind === 'certificate' && !copy) continue
    const { fields } = thing
    if (!practice.paperBegun(fields.validFrom, day) || !practice.paperInTerm(fields.validUntil, day)) continue
    if (!practice.eventServes({ companion, birthDate: fields.birthDate, day, copy })) continue
    // oxlint-disable-next-line no-await-in-loop -- one paper after the other, as at the counter
    const draft = await paperInTerm(desk, 'M17', fields)
    if (draft !== null) return draft
  }
  return null
}
