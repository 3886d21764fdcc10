import { z } from 'zod'
import { FORMAT_WORDS } from '../scenarios/formats.ts'
import { type Result, err, ok } from '../src/domain/result.ts'

/** 入力の誤り: what is wrong with one field of an input. */
export const fieldIssueSchema = z.strictObject({
  field: z.string().describe('Path with dots; empty for the whole input'),
  message: z.string().describe('As `en`'),
  ja: z.string(),
  en: z.string(),
})
export type FieldIssue = z.infer<typeof fieldIssueSchema>

const english = z.locales.en().localeError
const japanese = z.locales.ja().localeError

/** An input as its schema reads it, or everything that is wrong with it in both languages. */
export function checkInput<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>, readonly FieldIssue[]> {
  const checked = schema.safeParse(input, { error: english })
  if (checked.success) return ok(checked.data)
  // The same issues in the same order, with the words of the other language.
  const other = schema.safeParse(input, { error: japanese }).error?.issues ?? []
  return err(
    checked.error.issues.map(({ path, message: en }, index) => {
      const said = other[index]?.message ?? en
      const ja = said === en ? (FORMAT_WORDS[en] ?? en) : said
      return { field: path.join('.'), message: en, ja, en }
    }),
  )
}
