import { readFileSync, statSync } from 'node:fs'
import { LineCounter, type ParsedNode, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { type Result, err, ok } from '../src/domain/result.ts'
import { type Scenario, type Step, scenarioSchema } from './scenario.ts'
import { FORMAT_WORDS } from './formats.ts'
import { nearestName } from './nearest-name.ts'

/** A scenario file is at most this long, in bytes. */
export const SCENARIO_LIMIT_BYTES = 1_000_000
/** How many nodes aliases (`*name`, `<<`) may multiply into. */
const ALIAS_LIMIT = 100

/** Stable codes of what can be wrong with a scenario file; ours. */
export type ScenarioProblemCode =
  | 'SIM-S001'
  | 'SIM-S002'
  | 'SIM-S003'
  | 'SIM-S004'
  | 'SIM-S005'
  | 'SIM-S006'
  | 'SIM-S007'
  | 'SIM-S008'
  | 'SIM-S009'

/** One mistake in a scenario file, with the place where it stands. */
export interface ScenarioProblem {
  readonly code: ScenarioProblemCode
  readonly file: string
  /** From 1; 0 when the file could not be read at all. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** JSON pointer of the value; empty for the whole file. */
  readonly pointer: string
  readonly message: { readonly ja: string; readonly en: string }
  /** The known name that is nearest to the unknown one, or null. */
  readonly suggestion: string | null
}

type Path = readonly PropertyKey[]
type Both = ScenarioProblem['message']

interface Complaint {
  readonly code: ScenarioProblemCode
  readonly path: Path
  /** True: the place is the key, not its value. */
  readonly atKey?: boolean
  readonly message: Both
  readonly suggestion?: string | null
}

/** Reads YAML or JSON text as a scenario; every mistake is reported, not only the first. */
export function loadScenario(text: string, file: string): Result<Scenario, readonly ScenarioProblem[]> {
  if (Buffer.byteLength(text) > SCENARIO_LIMIT_BYTES) return err([unreadable('SIM-S002', file, tooLong)])
  const lines = new LineCounter()
  const document = parseDocument(text, { merge: true, lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    return err(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0])
        const message = { ja: `YAMLとして読めません: ${error.message}`, en: `This is not YAML: ${error.message}` }
        return { code: 'SIM-S003', file, line, column: col, pointer: '', message, suggestion: null }
      }),
    )
  }
  const data = plainData(document)
  if (!data.ok) return err([unreadable('SIM-S004', file, data.problem)])
  const parsed = scenarioSchema.safeParse(data.value, { reportInput: true })
  const source = (path: Path): string | null => sourceOf(document.contents, path, text)
  const complaints = parsed.success
    ? wrongReferences(parsed.data)
    : parsed.error.issues.flatMap((issue) => complaintsOf(issue, data.value, source))
  if (parsed.success && complaints.length === 0) return ok(parsed.data)
  const located = complaints.map((complaint): ScenarioProblem => {
    const { line, col } = lines.linePos(offsetOf(document.contents, complaint.path, complaint.atKey === true))
    return {
      code: complaint.code,
      file,
      line,
      column: col,
      pointer: pointerOf(complaint.path),
      message: complaint.message,
      suggestion: complaint.suggestion ?? null,
    }
  })
  return err(located.toSorted((a, b) => a.line - b.line || a.column - b.column))
}

/** Reads a scenario file from disk. */
export function loadScenarioFile(path: string): Result<Scenario, readonly ScenarioProblem[]> {
  try {
    if (statSync(path).size > SCENARIO_LIMIT_BYTES) return err([unreadable('SIM-S002', path, tooLong)])
    return loadScenario(readFileSync(path, 'utf8'), path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err([
      unreadable('SIM-S001', path, { ja: `ファイルを読めません: ${why}`, en: `The file cannot be read: ${why}` }),
    ])
  }
}

/** One line for a person: place, pointer, what is wrong, and the name that was probably meant. */
export function scenarioProblemText(problem: ScenarioProblem, lang: 'ja' | 'en'): string {
  const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`
  const meant = lang === 'ja' ? `もしかして: ${problem.suggestion}` : `Did you mean "${problem.suggestion}"?`
  const parts = [place, problem.pointer, problem.message[lang], problem.suggestion === null ? '' : meant]
  return `${parts.filter((part) => part !== '').join(' ')} [${problem.code}]`
}

/** A scenario as YAML: keys in the order of the schema; defaults left out, but for what a later version could change. */
export function writeScenario(scenario: Scenario): string {
  const written = withoutDefaults(scenarioSchema, { ...scenario })
  const {
    v: _v,
    seed: _seed,
    ruleset: _ruleset,
    start: _start,
    facility,
    people,
    steps,
    ...head
  } = isRecord(written) ? written : {}
  const fixed = { seed: scenario.seed, ruleset: scenario.ruleset, start: scenario.start }
  const all = defined({ v: scenario.v, ...head, ...fixed, facility, people, steps })
  return stringify(all, { lineWidth: 120, aliasDuplicateObjects: false })
}

/** The JSON Schema of scenario files, for editors; `scenarios/schema.json` is its committed text. */
export function scenarioJsonSchema(): unknown {
  return { ...z.toJSONSchema(scenarioSchema, { io: 'input' }), title: 'Madoguchi scenario, version 1' }
}

const tooLong: Both = {
  ja: `ファイルが${SCENARIO_LIMIT_BYTES}バイトを超えています`,
  en: `The file is longer than ${SCENARIO_LIMIT_BYTES} bytes`,
}

const unreadable = (code: ScenarioProblemCode, file: string, message: Both): ScenarioProblem => ({
  code,
  file,
  line: 0,
  column: 0,
  pointer: '',
  message,
  suggestion: null,
})

function plainData(document: ReturnType<typeof parseDocument>): Result<unknown, Both> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT })
    return ok(value)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err({ ja: `別名（*, <<）を展開できません: ${why}`, en: `Aliases (*, <<) cannot be expanded: ${why}` })
  }
}

// ---- places

const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

interface Place {
  readonly key: number
  readonly value: number
  readonly end: number
}

/** Offsets of a value and of its key; of the nearest thing around it when it does not exist. */
function placeOf(root: ParsedNode | null, path: Path): Place {
  let node: unknown = root
  let place: Place = { key: 0, value: root?.range[0] ?? 0, end: root?.range[1] ?? 0 }
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      if (pair === undefined || !isScalar(pair.key)) return place
      const start = pair.key.range?.[0] ?? place.key
      node = pair.value
      const range = isNode(node) ? node.range : null
      place = { key: start, value: range?.[0] ?? start, end: range?.[1] ?? start }
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      const range = isNode(node) ? node.range : null
      if (range === null || range === undefined) return place
      place = { key: range[0], value: range[0], end: range[1] }
    } else {
      return place
    }
    // Inside an alias the place of its use is the place a reader looks for.
    if (isAlias(node)) return place
  }
  return place
}

function offsetOf(root: ParsedNode | null, path: Path, atKey: boolean): number {
  const place = placeOf(root, path)
  return atKey ? place.key : place.value
}

function sourceOf(root: ParsedNode | null, path: Path, text: string): string | null {
  const place = placeOf(root, path)
  const slice = text.slice(place.value, place.end).trim()
  return slice.length === 0 || slice.length > 40 || slice.includes('\n') ? null : slice
}

// ---- sentences

const typeNames: Readonly<Record<string, Both>> = {
  string: { ja: '文字列', en: 'a string' },
  number: { ja: '数値', en: 'a number' },
  int: { ja: '整数', en: 'a whole number' },
  boolean: { ja: '真偽値 (true / false)', en: 'true or false' },
  object: { ja: 'キーを持つ値', en: 'a mapping' },
  record: { ja: 'キーを持つ値', en: 'a mapping' },
  array: { ja: '一覧', en: 'a list' },
  null: { ja: 'null', en: 'null' },
}

const named = (type: string): Both => typeNames[type] ?? { ja: type, en: type }

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'bigint' ? 'number' : typeof value

const listed = (values: readonly unknown[]): string => values.map(String).join(', ')

function complaintsOf(
  issue: z.core.$ZodIssue,
  data: unknown,
  source: (path: Path) => string | null,
): readonly Complaint[] {
  const path = issue.path
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField([...path, key], key, knownKeys(scenarioSchema, data, path)))
  }
  if (issue.code === 'invalid_value') return [notOneOf(path, issue.input, issue.values)]
  if (issue.code === 'invalid_union') {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
    const given = valueAt(data, path)
    return [given === undefined ? missing(path) : notOneOf(path, given, options)]
  }
  if (issue.code === 'invalid_type') {
    return [issue.input === undefined ? missing(path) : wrongType(path, issue.expected, issue.input, source(path))]
  }
  return [wrongFormat(path, issue.message, source(path))]
}

function wrongFormat(path: Path, format: string, source: string | null): Complaint {
  const ja = FORMAT_WORDS[format]
  if (ja === undefined) {
    return { code: 'SIM-S008', path, message: { ja: `値が正しくありません: ${format}`, en: `Wrong value: ${format}` } }
  }
  const given = { ja: source ?? 'この値', en: source ?? 'This value' }
  const message = { ja: `${given.ja} は使えません。書き方: ${ja}`, en: `${given.en} is not ${format}` }
  return { code: 'SIM-S008', path, message }
}

function unknownField(path: Path, key: string, known: readonly string[]): Complaint {
  return {
    code: 'SIM-S005',
    path,
    atKey: true,
    message: {
      ja: `項目 "${key}" はありません。使える項目: ${listed(known)}。`,
      en: `There is no field "${key}" here. Known fields: ${listed(known)}.`,
    },
    suggestion: nearestName(key, known),
  }
}

const missing = (path: Path): Complaint => ({
  code: 'SIM-S006',
  path,
  message: {
    ja: `必須の項目 "${String(path.at(-1) ?? '')}" がありません`,
    en: `The required field "${String(path.at(-1) ?? '')}" is missing`,
  },
})

const notOneOf = (path: Path, given: unknown, values: readonly unknown[]): Complaint => ({
  code: 'SIM-S008',
  path,
  message: {
    ja: `${JSON.stringify(given)} は使えません。使える値: ${listed(values)}。`,
    en: `${JSON.stringify(given)} is not allowed. Allowed: ${listed(values)}.`,
  },
  suggestion: typeof given === 'string' ? nearestName(given, values.map(String)) : null,
})

function wrongType(path: Path, expected: string, given: unknown, source: string | null): Complaint {
  const bare = expected === 'string' && source !== null && typeof given !== 'object'
  const hint = bare
    ? { ja: `。'${source}' のように引用符で囲んでください`, en: `: write it in quotes, '${source}'` }
    : { ja: '', en: '' }
  return {
    code: 'SIM-S007',
    path,
    message: {
      ja: `${named(expected).ja}が必要ですが、${named(kindOf(given)).ja}です${hint.ja}`,
      en: `Expected ${named(expected).en}, found ${named(kindOf(given)).en}${hint.en}`,
    },
  }
}

// ---- references inside a file

const unknownReference = (path: Path, what: Both, given: string, known: readonly string[]): Complaint => ({
  code: 'SIM-S009',
  path,
  message: {
    ja: `${what.ja} "${given}" がありません。ある名前: ${known.length === 0 ? 'なし' : listed(known)}。`,
    en: `There is no ${what.en} "${given}". There are: ${known.length === 0 ? 'none' : listed(known)}.`,
  },
  suggestion: nearestName(given, known),
})

const personWord: Both = { ja: '人', en: 'person' }
const visitWord: Both = { ja: '先に受け付けた受診', en: 'visit received before' }

function namedPeople(step: Step): readonly { readonly path: Path; readonly name: string }[] {
  if (step.do === 'receive') {
    const shown = step.show.flatMap((one, k) =>
      'of' in one && one.of !== undefined ? [{ path: ['show', k, 'of'], name: one.of }] : [],
    )
    const chart = step.chart?.of === undefined ? [] : [{ path: ['chart', 'of'], name: step.chart.of }]
    return [{ path: ['person'], name: step.person }, ...shown, ...chart]
  }
  if (step.do === 'change') return [{ path: ['person'], name: step.person }]
  return step.do === 'fault' && step.person !== undefined ? [{ path: ['person'], name: step.person }] : []
}

function namedVisits(step: Step): readonly { readonly path: Path; readonly name: string }[] {
  if (step.do === 'claim') return step.visits.map((name, k) => ({ path: ['visits', k], name }))
  return step.do === 'view' || step.do === 'recheck' || step.do === 'bill'
    ? [{ path: ['visit'], name: step.visit }]
    : []
}

function wrongReferences(scenario: Scenario): readonly Complaint[] {
  const people = Object.keys(scenario.people)
  const visits: string[] = []
  const complaints: Complaint[] = []
  scenario.steps.forEach((step, index) => {
    const at = (path: Path): Path => ['steps', index, ...path]
    for (const { path, name } of namedPeople(step)) {
      if (!people.includes(name)) complaints.push(unknownReference(at(path), personWord, name, people))
    }
    for (const { path, name } of namedVisits(step)) {
      if (!visits.includes(name)) complaints.push(unknownReference(at(path), visitWord, name, visits))
    }
    if (step.do === 'receive' && !visits.includes(step.visit)) visits.push(step.visit)
  })
  if (scenario.about !== undefined && scenario.about >= scenario.steps.length) {
    const last = scenario.steps.length - 1
    complaints.push({
      code: 'SIM-S009',
      path: ['about'],
      message: {
        ja: `ステップ ${scenario.about} はありません。最後は ${last} です`,
        en: `There is no step ${scenario.about}; the last is ${last}`,
      },
    })
  }
  return complaints
}

// ---- the schema, walked beside the data

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)]
    return isRecord(value) ? value[String(part)] : undefined
  }, data)

/** The schema of a value without what may stand around it, and the option of a union that the value is. */
function bareSchema(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bareSchema(schema.unwrap(), value)
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return bareSchema(schema.unwrap(), value)
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema
  const discriminator = schema.def.discriminator
  const chosen = schema.options.find((option) => {
    const field = option instanceof z.ZodObject ? shapeOf(option)[discriminator] : undefined
    return field !== undefined && isRecord(value) && z.safeParse(field, value[discriminator]).success
  })
  return chosen === undefined ? schema : bareSchema(chosen, value)
}

const shapeOf = (schema: z.ZodObject): Readonly<Record<string, z.core.$ZodType>> => schema.shape

function inner(schema: z.core.$ZodType, key: string): z.core.$ZodType | null {
  if (schema instanceof z.ZodObject) return shapeOf(schema)[key] ?? null
  if (schema instanceof z.ZodArray) return schema.element
  return schema instanceof z.ZodRecord ? schema.valueType : null
}

function knownKeys(root: z.core.$ZodType, data: unknown, path: Path): readonly string[] {
  let schema = bareSchema(root, data)
  path.forEach((part, depth) => {
    schema = bareSchema(inner(schema, String(part)) ?? schema, valueAt(data, path.slice(0, depth + 1)))
  })
  return schema instanceof z.ZodObject ? Object.keys(shapeOf(schema)) : []
}

const defined = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

/** A value without the fields that the schema would fill in by itself, keys in the order of the schema. */
function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  const bare = bareSchema(schema, value)
  if (Array.isArray(value))
    return bare instanceof z.ZodArray ? value.map((one) => withoutDefaults(bare.element, one)) : value
  if (!isRecord(value)) return value
  if (bare instanceof z.ZodObject) {
    const fields = Object.entries(shapeOf(bare)).filter(([key]) => value[key] !== undefined)
    return Object.fromEntries(
      fields
        .filter(([key, field]) => !isDefault(field, value[key]))
        .map(([key, field]) => [key, withoutDefaults(field, value[key])]),
    )
  }
  if (!(bare instanceof z.ZodRecord)) return value
  const values = bare.valueType
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutDefaults(values, one)]))
}

/** True when leaving the field out gives the same value. */
function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  if (schema instanceof z.ZodOptional) return false
  const filled = z.safeParse(schema, undefined)
  return filled.success && JSON.stringify(sorted(filled.data)) === JSON.stringify(sorted(value))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
