export { FIRST_ROW, writeForms, writeWrongForms } from './write.ts'
export { FORM_FILE_LIMIT, type FormFile, type FormReading, type FormRecord, looksLikeForms, readForms } from './read.ts'
export {
  DEPENDANT_TICKS,
  type DependantPlace,
  FORM_CODES,
  FORM_LAYOUTS,
  type FormCode,
  type FormItem,
  type FormLayout,
  JPS_PREFECTURES,
  PLACES,
} from './layout.ts'
export type { FormProblem, FormProblemCode } from './problem.ts'
export { type FormCharacters, formDay, formDayOf, formKana, formSize, fullKana } from './values.ts'
