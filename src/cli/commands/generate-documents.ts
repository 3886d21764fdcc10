import { join } from 'node:path'
import type { DocumentSubject, TwinOptions } from '../../../generators/documents/index.ts'
import { type CivilDate, addDays, addMonths, instantOf } from '../../domain/civil-date.ts'
import { DOCUMENT_FORMATS, DOCUMENT_KINDS, type DocumentFormat, type DocumentKind } from '../../domain/document.ts'
import { type Instant, parseInstant } from '../../domain/civil-date.ts'
import type { Scheme } from '../../domain/ledger.ts'
import type { FlagValues } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, isSet, numberFlag, textFlag, textFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Both } from '../lang.ts'
import { createProgress } from '../progress.ts'
import { UsageError, wrongValue } from '../usage-error.ts'
import { refuseToOverwrite, safeName, writeWhole } from './generate-output.ts'
import { type Chosen, chosenPeople, dayFlag } from './generate-people.ts'

const EXAMPLE = 'madoguchi generate documents --kind certificate --member name/gaiji --out papers'

const SCHEMES = [
  'kyokai',
  'kenpo',
  'kyosai',
  'kokuho',
  'kokuho-kumiai',
  'kouki',
  'assistance',
] as const satisfies readonly Scheme[]

/** People who are looked at for each one that is wanted; a rare kind, asked for without traits, ends the search. */
const LOOKED_AT = 2000

/** One of a closed list, or undefined when the flag was not given. */
function optionalChoice<T extends string>(
  text: string | undefined,
  option: string,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw wrongValue(option, text, choices.join(', '), `${option} ${choices[0] ?? ''}`)
}

function kindsOf(flags: FlagValues): readonly DocumentKind[] {
  const words = textFlags(flags, 'kind').flatMap((text) => text.split(','))
  const kinds = words.map((word) => optionalChoice(word.trim(), '--kind', DOCUMENT_KINDS))
  if (kinds.length > 0) return [...new Set(kinds.flatMap((kind) => kind ?? []))]
  const known = DOCUMENT_KINDS.join(', ')
  throw new UsageError({
    ja: `--kind がありません。使える値: ${known}。例: ${EXAMPLE}`,
    en: `--kind is missing. Allowed: ${known}. Example: ${EXAMPLE}`,
  })
}

/** The formats that go with all of the kinds; a format that one of them lacks is refused. */
function formatOf(
  flags: FlagValues,
  kinds: readonly DocumentKind[],
  offered: (kind: DocumentKind) => readonly DocumentFormat[],
): DocumentFormat | undefined {
  const format = optionalChoice(textFlag(flags, 'format'), '--format', DOCUMENT_FORMATS)
  if (format === undefined) return undefined
  const lacking = kinds.find((kind) => !offered(kind).includes(format))
  if (lacking === undefined) return format
  const formats = offered(lacking)
  throw wrongValue('--format', format, `${formats.join(', ')} (${lacking})`, `--format ${formats[0] ?? ''}`)
}

/** A moment such as `2026-11-21T09:30` or the whole instant. */
function savedAtOf(flags: FlagValues): Instant | undefined {
  const text = textFlag(flags, 'savedAt')
  if (text === undefined) return undefined
  const parsed = parseInstant(/^[\d-]+T\d\d:\d\d$/.test(text) ? `${text}:00+09:00` : text)
  if (parsed.ok) return parsed.value
  throw wrongValue('--saved-at', text, 'YYYY-MM-DDTHH:mm', '--saved-at 2026-11-21T09:30')
}

/** Flags that mean something for some kinds only. */
const ONLY_FOR: readonly { readonly flag: string; readonly option: string; readonly kinds: readonly DocumentKind[] }[] =
  [
    { flag: 'savedAt', option: '--saved-at', kinds: ['portal-pdf', 'portal-screen'] },
    {
      flag: 'validUntil',
      option: '--valid-until',
      kinds: ['certificate', 'notice', 'member-notice', 'portal-pdf', 'portal-screen'],
    },
    { flag: 'blank', option: '--blank', kinds: ['declaration', 'number-form'] },
  ]

function refuseIdleFlags(flags: FlagValues, kinds: readonly DocumentKind[]): void {
  for (const { flag, option, kinds: fitting } of ONLY_FOR) {
    if (flags[flag] === undefined || kinds.some((kind) => fitting.includes(kind))) continue
    throw new UsageError({
      ja: `${option} は ${fitting.join(', ')} のときに使います（--kind ${kinds.join(',')}）。`,
      en: `${option} goes with ${fitting.join(', ')} (--kind ${kinds.join(',')}).`,
    })
  }
}

const DATED: readonly DocumentKind[] = ['certificate', 'notice', 'member-notice', 'declaration']

/** Last day of a certificate whose cover names none: a year. The insurers decide, see facts/rules.md 4.1. */
const oneYear = (issued: CivilDate): CivilDate => addDays(addMonths(issued, 12), -1)

/** One document that will be made. */
interface Job {
  readonly name: string
  readonly kind: DocumentKind
  readonly subject: DocumentSubject
  readonly options: TwinOptions
}

type Judged = { readonly job: Job } | { readonly refusal: string }

interface Wanted {
  readonly day: CivilDate
  readonly scheme: Scheme | undefined
  readonly format: DocumentFormat | undefined
  readonly issued: CivilDate | null
  readonly validUntil: CivilDate | null
  readonly savedAt: Instant | undefined
  readonly blank: boolean
}

/** Builds the judge: what will be made for somebody, or why it cannot. */
async function judgeOf(seed: number, wanted: Wanted, lang: keyof Both) {
  const { documentRefusal } = await import('../../../generators/document-limits.ts')
  const { linkageOf } = await import('../../../generators/linkage.ts')
  const { coverageOn } = await import('../../domain/ledger.ts')
  const { day, scheme, format, savedAt } = wanted
  return ({ member, magic }: Chosen, kind: DocumentKind): Judged => {
    const covers = coverageOn(member.ledger, day, instantOf(day, '12:00'))
      .filter((cover) => scheme === undefined || cover.scheme === scheme)
      .toSorted((a, b) => (a.acquired < b.acquired ? 1 : -1))
    const [cover = null] = covers
    const issued = wanted.issued ?? (DATED.includes(kind) ? day : null)
    const isUndatedTerm = kind === 'certificate' && cover?.validUntil === null && issued !== null
    const validUntil = wanted.validUntil ?? (isUndatedTerm ? oneYear(issued) : null)
    const refusal = documentRefusal({ kind, member, cover, scheme: scheme ?? null, day, issued, validUntil })
    const id = magic ?? String(member.index)
    if (refusal !== null || cover === null)
      return { refusal: `${id} (${member.name.kanji}) ${kind}: ${refusal?.[lang] ?? ''}` }
    const isPortal = kind === 'portal-pdf' || kind === 'portal-screen'
    const registration = member.card?.registration === 'REGISTERED' ? '登録済' : '未登録'
    const options: TwinOptions = {
      ...(format === undefined ? {} : { format }),
      ...(issued === null ? {} : { issued }),
      ...(validUntil === null ? {} : { validUntil }),
      ...(isPortal ? { registration } : {}),
      ...(kind === 'portal-pdf' ? { savedAt: savedAt ?? instantOf(day, '09:00') } : {}),
      ...(kind === 'portal-screen' && savedAt !== undefined ? { savedAt } : {}),
      ...(kind === 'member-notice' ? { last4: linkageOf(seed, member.index, day).last4 } : {}),
      ...(wanted.blank ? { filled: false } : {}),
    }
    return {
      job: {
        name: safeName(`${kind}-${id}${format === undefined ? '' : `-${format}`}`),
        kind,
        subject: { member, cover },
        options,
      },
    }
  }
}

/** 書類を作る: each paper and its twin beside it. */
export async function generateDocuments(flags: FlagValues, io: Io) {
  const kinds = kindsOf(flags)
  refuseIdleFlags(flags, kinds)
  const out = textFlag(flags, 'out')
  if (out === undefined || out === '-') {
    throw new UsageError({
      ja: `--out に出力先のフォルダーを指定してください。例: ${EXAMPLE}`,
      en: `--out must name a folder. Example: ${EXAMPLE}`,
    })
  }
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const force = isSet(flags, 'force')
  const issued = dayFlag(flags, 'issued', '--issued')
  const validUntil = dayFlag(flags, 'validUntil', '--valid-until')
  const scheme = optionalChoice(textFlag(flags, 'scheme'), '--scheme', SCHEMES)
  const savedAt = savedAtOf(flags)
  const { DOCUMENTS, documentTwin, renderDocument } = await import('../../../generators/documents/index.ts')
  const { population } = await import('../../../generators/index.ts')
  const offered = (kind: DocumentKind): readonly DocumentFormat[] => DOCUMENTS[kind].formats
  const format = formatOf(flags, kinds, offered)
  const people = population({ seed })
  const day = dayFlag(flags, 'on', '--on') ?? people.referenceDate
  const { planned, people: chosen } = await chosenPeople(people, flags, day, { default: 1, max: 100_000 })
  const judge = await judgeOf(
    seed,
    { day, scheme, format, issued, validUntil, savedAt, blank: isSet(flags, 'blank') },
    io.lang,
  )
  const isNamed = textFlags(flags, 'member').length > 0

  const jobs: Job[] = []
  const refusals: string[] = []
  let [served, seen] = [0, 0]
  for (const one of chosen) {
    if (served >= planned || seen >= planned * LOOKED_AT) break
    seen += 1
    const judged = kinds.map((kind) => judge(one, kind))
    const possible = judged.flatMap((each) => ('job' in each ? [each.job] : []))
    refusals.push(
      ...judged
        .flatMap((each) => ('refusal' in each ? [each.refusal] : []))
        .slice(0, Math.max(0, 20 - refusals.length)),
    )
    jobs.push(...possible)
    if (possible.length > 0) served += 1
  }
  if (isNamed && refusals.length > 0) {
    throw new UsageError({
      ja: `作れない書類があります。\n  ${refusals.join('\n  ')}`,
      en: `There are documents that cannot be:\n  ${refusals.join('\n  ')}`,
    })
  }
  if (jobs.length === 0) {
    const [reason = ''] = refusals
    io.warn(
      io.lang === 'ja'
        ? `${seen}人を調べましたが、作れる書類がありません（例: ${reason}）。--traits で人を選べます。\n`
        : `${seen} people looked at, none can have such a document (for instance ${reason}). --traits chooses people.\n`,
    )
    return EXIT.unproven
  }
  const extension = (kind: DocumentKind): string => ((format ?? offered(kind)[0]) === 'phone' ? 'png' : 'pdf')
  for (const { name, kind } of jobs) {
    refuseToOverwrite(join(out, `${name}.${extension(kind)}`), force)
    refuseToOverwrite(join(out, `${name}.twin.json`), force)
  }
  const progress = createProgress(io)
  const notes: string[] = []
  try {
    for (const [place, { name, kind, subject, options }] of jobs.entries()) {
      const twin = documentTwin(kind, subject, options)
      // oxlint-disable-next-line no-await-in-loop -- one paper in memory at a time
      const made = await renderDocument(twin)
      writeWhole(join(out, `${name}.${made.extension}`), made.bytes)
      writeWhole(join(out, `${name}.twin.json`), `${JSON.stringify(twin, null, 2)}\n`)
      notes.push(...notesOf(name, made, io.lang))
      progress.report(place + 1, jobs.length, name)
    }
  } finally {
    progress.finish()
  }
  for (const note of notes) io.warn(`${note}\n`)
  const shown = jobs.slice(0, 20).map(({ name, kind }) => join(out, `${name}.${extension(kind)}`))
  const rest = jobs.length - shown.length
  io.print(`${[...shown, ...(rest > 0 ? [io.lang === 'ja' ? `ほか${rest}点` : `and ${rest} more`] : [])].join('\n')}\n`)
  return served < planned ? EXIT.unproven : EXIT.conforms
}

/** What the drawing could not show as it is. */
function notesOf(
  name: string,
  made: { readonly missing: readonly string[]; readonly truncated: readonly string[] },
  lang: keyof Both,
): string[] {
  const { missing, truncated } = made
  return [
    ...(missing.length === 0
      ? []
      : [
          lang === 'ja'
            ? `${name}: 書体にない文字（〓で印字）: ${missing.join(' ')}`
            : `${name}: not in the font, printed as 〓: ${missing.join(' ')}`,
        ]),
    ...(truncated.length === 0
      ? []
      : [
          lang === 'ja'
            ? `${name}: 枠に入りきらず途中で切れた項目: ${truncated.join(', ')}`
            : `${name}: cut for want of room: ${truncated.join(', ')}`,
        ]),
  ]
}
