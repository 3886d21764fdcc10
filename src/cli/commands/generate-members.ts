import type { Cell, MemberRow, Replaced } from '../../../generators/members-table.ts'
import type { FlagValues } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, isSet, numberFlag, textFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { openSink, refuseToOverwrite } from './generate-output.ts'
import { type Chosen, chosenPeople, dayFlag } from './generate-people.ts'

/** Bytes that are written in one go. */
const PIECE = 65_536
/** People whose replaced characters are told one by one. */
const TOLD = 20

/** The replaced characters of one person. */
interface Loss {
  readonly index: number
  readonly magic: string | null
  readonly columns: readonly { readonly column: string; readonly replaced: readonly Replaced[] }[]
}

const who = ({ index, magic }: Pick<Loss, 'index' | 'magic'>): string =>
  magic === null ? `#${index}` : `#${index} ${magic}`

const inWords = (loss: Loss): string =>
  `${who(loss)}  ${loss.columns
    .map(
      ({ column, replaced }) =>
        `${column}: ${replaced.map(({ character, written }) => `${character} → ${written}`).join(', ')}`,
    )
    .join('; ')}`

/** One line of the output with the characters that did not pass. */
type Writer = (row: MemberRow) => { readonly bytes: Uint8Array; readonly loss: Loss | null }

/** Collects bytes into pieces of a useful size; a piece is a copy of nothing that grows. */
function gather(size: number) {
  let parts: Uint8Array[] = []
  let length = 0
  return {
    add: (bytes: Uint8Array): void => {
      parts.push(bytes)
      length += bytes.length
    },
    isFull: (): boolean => length >= size,
    take: (): Uint8Array => {
      const piece = Buffer.concat(parts, length)
      parts = []
      length = 0
      return piece
    },
  }
}

/** 加入者を書き出す: one line for each member, as a stream. */
export async function generateMembers(flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['ndjson', 'csv'])
  const encoding = choiceFlag(flags, 'encoding', ['utf-8', 'shift_jis'])
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const out = textFlag(flags, 'out') ?? '-'
  const report = textFlag(flags, 'replaced')
  const force = isSet(flags, 'force')
  const { population } = await import('../../../generators/index.ts')
  const { MEMBER_COLUMNS, csvLine, memberCells, memberRow, toShiftJis } =
    await import('../../../generators/members-table.ts')
  const people = population({ seed })
  const day = dayFlag(flags, 'on', '--on') ?? people.referenceDate
  const { planned, people: chosen } = await chosenPeople(people, flags, day, { default: 100, max: people.size })
  if (report !== undefined) refuseToOverwrite(report, force)
  if (out !== '-') refuseToOverwrite(out, force)

  const encoder = new TextEncoder()
  const lineOf = (row: MemberRow): string => (format === 'csv' ? csvLine(memberCells(row)) : `${JSON.stringify(row)}\n`)
  const lossOf = (row: MemberRow): Loss => {
    const columns = memberCells(row).flatMap((cell: Cell, place) => {
      const { replaced } = toShiftJis(String(cell ?? ''))
      return replaced.length === 0 ? [] : [{ column: MEMBER_COLUMNS[place] ?? '', replaced }]
    })
    return { index: row.index, magic: row.magic, columns }
  }
  const writers: Readonly<Record<typeof encoding, Writer>> = {
    'utf-8': (row) => ({ bytes: encoder.encode(lineOf(row)), loss: null }),
    shift_jis: (row) => {
      const { bytes, replaced } = toShiftJis(lineOf(row))
      return { bytes, loss: replaced.length === 0 ? null : lossOf(row) }
    },
  }
  const write = writers[encoding]

  const sink = openSink(out, io, { force, isText: encoding === 'utf-8' })
  const progress = createProgress(io)
  const piece = gather(PIECE)
  const told = report === undefined ? null : openSink(report, io, { force, isText: true })
  const losses = gather(PIECE)
  let [done, lossy, isOpen] = [0, 0, true]
  if (format === 'csv') piece.add(encoder.encode(csvLine(MEMBER_COLUMNS)))
  const writeOne = ({ member, magic }: Chosen): void => {
    const { bytes, loss } = write(memberRow(member, day, magic))
    piece.add(bytes)
    done += 1
    if (loss === null) return
    lossy += 1
    if (lossy <= TOLD) io.warn(`${inWords(loss)}\n`)
    losses.add(encoder.encode(`${JSON.stringify(loss)}\n`))
  }
  try {
    for (const one of chosen) {
      if (done >= planned || !isOpen) break
      writeOne(one)
      if (!piece.isFull()) continue
      // oxlint-disable-next-line no-await-in-loop -- the next piece is made when this one has gone
      isOpen = await sink.write(piece.take())
      // oxlint-disable-next-line no-await-in-loop -- as above
      await told?.write(losses.take())
      progress.report(done, planned, out)
    }
    await sink.write(piece.take())
    sink.close()
    await told?.write(losses.take())
    told?.close()
  } finally {
    progress.finish()
  }
  return tell({ io, done, planned, lossy, isOpen, out, strict: isSet(flags, 'strict') })
}

interface Outcome {
  readonly io: Io
  readonly done: number
  readonly planned: number
  readonly lossy: number
  readonly isOpen: boolean
  readonly out: string
  readonly strict: boolean
}

/** What is said at the end on stderr, and the exit code. */
function tell({ io, done, planned, lossy, isOpen, out, strict }: Outcome) {
  const ja = io.lang === 'ja'
  if (!isOpen) return EXIT.conforms
  if (lossy > 0) {
    const first = Math.min(lossy, TOLD)
    const words = ja
      ? `${done}人のうち${lossy}人に、Shift_JISにない文字がありました。●などに置き換えました（先頭${first}人を上に表示。すべては --replaced FILE）`
      : `characters replaced for ${lossy} of ${done} people: Shift_JIS does not have them (the first ${first} above; --replaced FILE keeps all)`
    io.warn(`${words}\n`)
  }
  if (done < planned) {
    io.warn(
      ja ? `${planned}人のうち${done}人しか見つかりませんでした。\n` : `only ${done} of ${planned} people were found\n`,
    )
  }
  if (out !== '-') io.warn(ja ? `${out}: ${done}人\n` : `${out}: ${done} people\n`)
  if (strict && lossy > 0) return EXIT.violated
  return done < planned ? EXIT.unproven : EXIT.conforms
}
