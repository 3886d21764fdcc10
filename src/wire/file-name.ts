import { type Instant, compactInstant, parseCompactInstant } from '../domain/civil-date.ts'
import { type Result, err, ok } from '../domain/result.ts'

/** システム: the services that share the folders. @see facts/wire.md 1.1 */
export const SYSTEMS = ['OQS', 'YZK', 'TKK', 'CIP', 'EPS', 'CIS', 'PMH', 'EMS'] as const
export type System = (typeof SYSTEMS)[number]

/** A file name taken apart. `face` is set for the files of the reader. */
export interface FileName {
  readonly system: System
  /** `si`: one person, at once; `mu`: many, in two steps. */
  readonly mode: 'si' | 'mu'
  /** Three lower-case letters, e.g. `quc` 資格確認, `imm` 照会番号登録. */
  readonly func: string
  readonly step: string
  readonly direction: 'req' | 'res'
  /** Everything before the underscore: the id of the layout. */
  readonly prefix: string
  /** Free text of the client, kept as it is. */
  readonly suffix: string
  readonly extension: 'xml' | 'zip' | 'pdf' | 'err'
  readonly face: FaceName | null
}

/** 顔認証付きカードリーダーの結果ファイル. @see facts/wire.md 1.3 */
export interface FaceName {
  readonly institutionCode: string
  /** Twenty characters after the institution code; null when the middle part has another form. */
  readonly session: string | null
  readonly at: Instant
}

/** Why a name is none of ours; ours (ASM-01). */
export type FileNameProblem =
  | { readonly code: 'SIM-F001'; readonly name: string }
  | { readonly code: 'SIM-F002'; readonly name: string }
  | { readonly code: 'SIM-F003'; readonly name: string; readonly system: string }
  | { readonly code: 'SIM-F004'; readonly name: string; readonly length: number; readonly limit: number }

/** Longest name accepted, in characters; the folders of Windows hold 255. */
export const FILE_NAME_LIMIT = 200

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const UNSAFE = /[\u0000-\u001F\u007F/\\:*?"<>|]|\.\.|^[\s.]|[\s.]$/
const GRAMMAR = /^([A-Z]{3})(si|mu)([a-z]{3})(\d{2})(req|res)_(.+)\.(xml|zip|pdf|err)$/i
const FACE = /^face_(.+)_(\d{14})$/i
const MIDDLE = /^(\d{10})(.{20})$/

const isSystem = (text: string): text is System => SYSTEMS.some((system) => system === text)

function extensionOf(text: string): FileName['extension'] {
  const lower = text.toLowerCase()
  return lower === 'zip' || lower === 'pdf' || lower === 'err' ? lower : 'xml'
}

function faceOf(suffix: string): FaceName | null {
  const match = FACE.exec(suffix)
  if (match === null) return null
  const at = parseCompactInstant(match[2] ?? '')
  if (!at.ok) return null
  const middle = MIDDLE.exec(match[1] ?? '')
  return { institutionCode: middle?.[1] ?? (match[1] ?? '').slice(0, 10), session: middle?.[2] ?? null, at: at.value }
}

/**
 * ファイル名を読む: takes a name of the folders apart, letter case of the grammar ignored as Windows does, the suffix
 * untouched. SIM-F001 unsafe (separators, `..`, control characters, leading or trailing dots and spaces), SIM-F002 not
 * of the grammar, SIM-F003 a system we do not know, SIM-F004 too long.
 */
export function parseFileName(name: string): Result<FileName, FileNameProblem> {
  if (name.length > FILE_NAME_LIMIT) {
    return err({ code: 'SIM-F004', name: name.slice(0, 60), length: name.length, limit: FILE_NAME_LIMIT })
  }
  if (UNSAFE.test(name) || !name.isWellFormed()) return err({ code: 'SIM-F001', name })
  const match = GRAMMAR.exec(name)
  if (match === null) return err({ code: 'SIM-F002', name })
  const [, systemText = '', mode = '', func = '', step = '', direction = '', suffix = '', extension = ''] = match
  const system = systemText.toUpperCase()
  if (!isSystem(system)) return err({ code: 'SIM-F003', name, system })
  const lower = { mode: mode.toLowerCase(), func: func.toLowerCase(), direction: direction.toLowerCase() }
  return ok({
    system,
    mode: lower.mode === 'mu' ? 'mu' : 'si',
    func: lower.func,
    step,
    direction: lower.direction === 'req' ? 'req' : 'res',
    prefix: `${system}${lower.mode}${lower.func}${step}${lower.direction}`,
    suffix,
    extension: extensionOf(extension),
    face: lower.direction === 'res' ? faceOf(suffix) : null,
  })
}

/** True for what {@link parseFileName} accepts, without taking it apart. */
const isFileName = (name: string): boolean =>
  name.length <= FILE_NAME_LIMIT &&
  !UNSAFE.test(name) &&
  name.isWellFormed() &&
  isSystem(name.slice(0, 3).toUpperCase()) &&
  GRAMMAR.test(name)

function named(prefix: string, suffix: string, extension: string): string {
  const name = `${prefix}_${suffix}.${extension}`
  if (isFileName(name)) return name
  const parsed = parseFileName(name)
  if (!parsed.ok)
    throw new TypeError(`${parsed.problem.code}: ${JSON.stringify(name)} is no file name of the interface`)
  return name
}

/** 要求ファイル名 of a prefix such as `OQSsiquc01req`. Throws a TypeError when the suffix does not fit into a file name. */
export const requestName = (prefix: string, suffix: string): string => named(prefix, suffix, 'xml')

/** 結果ファイル名 of a request: the same suffix, `req` turned to `res`; `extension` for PDF and encrypted results. */
export const resultName = (request: FileName, extension: FileName['extension'] = 'xml'): string =>
  named(request.prefix.replace(/req$/, 'res'), request.suffix, extension)

/** エラーファイル名: the request's own base name with `.err`. @see facts/wire.md 1.5 */
export const errorName = (request: FileName): string => named(request.prefix, request.suffix, 'err')

/** 顔認証の結果ファイル名: institution code, twenty lower-case hex digits of the session, the moment of making. */
export function faceFileName(institutionCode: string, session: string, at: Instant): string {
  if (!/^\d{10}$/.test(institutionCode) || !/^[0-9a-f]{20}$/.test(session)) {
    throw new TypeError(`"${institutionCode}" and "${session}" are not 10 digits and 20 lower-case hex digits`)
  }
  return named('OQSsiquc01res', `face_${institutionCode}${session}_${compactInstant(at)}`, 'xml')
}
