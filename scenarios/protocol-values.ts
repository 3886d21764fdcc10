import { z } from 'zod'
import { type CivilDate, type Instant, parseCivilDate, parseInstant } from '../src/domain/civil-date.ts'

const isDay = (text: string): text is CivilDate => parseCivilDate(text).ok
const isMoment = (text: string): text is Instant => parseInstant(text).ok

/** A day as it travels in the protocol. */
export const dayValue = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isDay, 'a day of the calendar')
  .describe('A Japanese day, YYYY-MM-DD')

/** A moment as it travels in the protocol. */
export const momentValue = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+09:00$/)
  .refine(isMoment, 'a Japanese instant')
  .describe('A Japanese instant, YYYY-MM-DDTHH:mm:ss+09:00')

/** 一部負担金割合 as it travels in the protocol. */
export const ratioValue = z.enum(['010', '020', '030']).describe('Share in percent: 1割 010, 2割 020, 3割 030')

/** The numbers of one qualification, unpadded. */
export const keySchema = z
  .object({
    insurerNumber: z.string().describe('保険者番号, unpadded: 8 digits, or 6 for 国保'),
    symbol: z.string().nullable().describe('記号; null where there is none (後期). Leading zeros count'),
    number: z.string().describe('番号; leading zeros count'),
    branch: z.string().nullable().describe('枝番, two digits; null where there is none'),
  })
  .describe('The numbers of one qualification')
