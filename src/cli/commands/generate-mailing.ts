import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { DocumentTwin } from '../../domain/document.ts'
import type { TwinOptions } from '../../../generators/documents/index.ts'
import type { EdgeFamily } from '../../../generators/mailing-edges.ts'
import type { MailingPerson, MailingPlan, MailingProblem, Paper, Piece } from '../../../generators/mailing.ts'
import type { Cell, Replaced } from '../../../generators/members-table.ts'
import type { FlagValues } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, isSet, numberFlag, textFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Both, Lang } from '../lang.ts'
import { createProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'
import { refuseToOverwrite, writeWhole } from './generate-output.ts'
import { dayFlag } from './generate-people.ts'

const EXAMPLE = 'madoguchi generate mailing --wave notice-1 --out mailing'

function problemInWords(problem: MailingProblem): Both {
  if (problem.code === 'person-twice') {
    return { ja: `#${problem.index} が二度渡されました。`, en: `#${problem.index} was given twice.` }
  }
  const { day, from, until } = problem
  return {
    ja: `--on ${day} は発送期間（${from}〜${until}）の外です。例: --on ${from}`,
    en: `--on ${day} is outside the window of the wave (${from} to ${until}). Example: --on ${from}`,
  }
}

const PARCEL_COLUMNS = [
  'parcel',
  'mailed',
  'postalClass',
  'insurerNumber',
  'officeSymbol',
  'officeName',
  'postal',
  'address',
  'container',
  'centimetres',
  'people',
  'forms',
  'firstPiece',
  'lastPiece',
] as const

const TARGET_COLUMNS = [
  'listed',
  'mailed',
  'insurerNumber',
  'officeSymbol',
  'officeName',
  'number',
  'branch',
  'relation',
  'name',
  'kana',
  'document',
  'piece',
] as const

type Tables = Readonly<Record<'parcels' | 'targets', readonly (readonly Cell[])[]>>

async function tablesOf(plan: MailingPlan): Promise<Tables> {
  const { CONTAINERS, WAVES } = await import('../../../generators/mailing.data.ts')
  const { postalClass } = WAVES[plan.wave]
  return {
    parcels: [
      PARCEL_COLUMNS,
      ...plan.parcels.map(({ id, mailed, office, container, people, forms, pieces }) => [
        id,
        mailed,
        postalClass.value,
        office.insurerNumber,
        office.symbol,
        office.name,
        office.address.postal,
        office.address.text,
        container,
        CONTAINERS[container].centimetres.join('x'),
        people,
        forms,
        pieces[0] ?? null,
        pieces.at(-1) ?? null,
      ]),
    ],
    targets: [
      TARGET_COLUMNS,
      ...plan.targets.map(({ listed, mailed, office, key, relation, name, kana, document, piece }) => [
        listed,
        mailed,
        office.insurerNumber,
        office.symbol,
        office.name,
        key.number,
        key.branch,
        relation,
        name,
        kana,
        document,
        piece,
      ]),
    ],
  }
}

/** Whole offices until enough people of the extraction day are there. */
async function gatherPeople(
  { seed, from, count, wave }: { seed: number; from: number; count: number; wave: MailingPlan['wave'] },
  io: Io,
): Promise<MailingPerson[]> {
  const { population } = await import('../../../generators/index.ts')
  const { officesFrom } = await import('../../../generators/mailing-people.ts')
  const { coverAtExtraction } = await import('../../../generators/mailing.ts')
  const { WAVES } = await import('../../../generators/mailing.data.ts')
  const day = WAVES[wave].extraction.value
  const people: MailingPerson[] = []
  const progress = createProgress(io)
  let present = 0
  for (const office of officesFrom(population({ seed }), from, day)) {
    people.push(...office)
    present += office.filter(({ member }) => coverAtExtraction(member, day) !== null).length
    if (present >= count) break
    progress.report(present, count, io.lang === 'ja' ? '抽出' : 'extraction')
    // oxlint-disable-next-line no-await-in-loop -- between two offices the process listens, to Ctrl+C among others
    await setImmediate()
  }
  progress.finish()
  return people
}

async function edgesOf(seed: number, wave: MailingPlan['wave']): Promise<EdgeFamily[]> {
  const { population } = await import('../../../generators/index.ts')
  const { edgeFamilies } = await import('../../../generators/mailing-edges.ts')
  return edgeFamilies(population({ seed }), wave)
}

/** Draws every paper of the pieces; a paper that says something else than the plan is a defect of ours. */
async function printer(people: readonly MailingPerson[], plan: MailingPlan) {
  const { documentTwin, renderDocument } = await import('../../../generators/documents/index.ts')
  const { coverAtExtraction } = await import('../../../generators/mailing.ts')
  const members = new Map(people.map(({ member }) => [member.index, member]))
  return async (piece: Piece, paper: Paper): Promise<{ twin: DocumentTwin; extension: string; bytes: Uint8Array }> => {
    const member = members.get(paper.index)
    const cover = member === undefined ? null : coverAtExtraction(member, plan.extraction)
    if (member === undefined || cover === null)
      throw new Error(`piece ${piece.id}: nobody has the index ${paper.index}`)
    const term = plan.validUntil === null ? {} : { validUntil: plan.validUntil }
    // A notice shows in the window of its envelope; the envelope of a certificate bears the address itself.
    const window = { addressee: piece.addressee.name, address: null, last4: paper.fields.last4 ?? null }
    const options: TwinOptions = { issued: piece.mailed, ...(paper.kind === 'certificate' ? term : window) }
    const twin = documentTwin(paper.kind, { member, cover }, options)
    const said: Readonly<Record<string, string>> = twin.fields
    const wrong = Object.entries(paper.fields)
      .filter(([field, value]) => said[field] !== value)
      .map(([field]) => field)
    if (wrong.length > 0) throw new Error(`piece ${piece.id}: the paper differs from the plan in ${wrong.join(', ')}`)
    const { bytes, extension } = await renderDocument(twin)
    return { twin, extension, bytes }
  }
}

/** 発送計画を書き出す: the plan, its pieces, parcels and lists, and the papers. */
export async function generateMailing(flags: FlagValues, io: Io) {
  const { WAVES, WAVE_IDS } = await import('../../../generators/mailing.data.ts')
  const wave = choiceFlag(flags, 'wave', [...WAVE_IDS])
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const encoding = choiceFlag(flags, 'encoding', ['utf-8', 'shift_jis'])
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const count = numberFlag(flags, 'count', { min: 1, max: 100_000, default: 20 })
  const from = numberFlag(flags, 'from', { min: 0, max: 124_999_999, default: 0 })
  const onDay = dayFlag(flags, 'on', '--on')
  const out = textFlag(flags, 'out')
  const force = isSet(flags, 'force')
  const isDataOnly = isSet(flags, 'dataOnly')
  if (out === undefined || out === '-') {
    throw new UsageError({
      ja: `--out に出力先のフォルダーを指定してください。例: ${EXAMPLE}`,
      en: `--out must name a folder. Example: ${EXAMPLE}`,
    })
  }
  const file = (name: string): string => join(out, name)
  for (const name of ['plan.json', 'pieces.ndjson', 'parcels.csv', 'targets.csv']) refuseToOverwrite(file(name), force)

  const { EXCLUSIONS, planMailing } = await import('../../../generators/mailing.ts')
  const edges = isSet(flags, 'edges') ? await edgesOf(seed, wave) : []
  const added = edges.flatMap((family) => family.people)
  const gathered = await gatherPeople({ seed, from, count, wave }, io)
  const people = [...added, ...gathered.filter(({ member }) => !added.some((one) => one.member.index === member.index))]
  const planned = planMailing({ seed, people, wave, ...(onDay === null ? {} : { onDay }) })
  if (!planned.ok) throw new UsageError(problemInWords(planned.problem))
  const plan = planned.value
  const { csvLine, toShiftJis } = await import('../../../generators/members-table.ts')
  const tables = await tablesOf(plan)
  const { pieces, targets: _, ...head } = plan
  removeOldPapers(file('pdf'), force)
  writeWhole(
    file('plan.json'),
    `${JSON.stringify({ ...head, facts: WAVES[wave], people: people.length, edges: edges.map(({ id, sentence, people: family }) => ({ id, sentence, people: family.map(({ member }) => member.index) })) }, null, 2)}\n`,
  )
  writeWhole(file('pieces.ndjson'), pieces.map((piece) => `${JSON.stringify(piece)}\n`).join(''))
  const replaced: Replaced[] = []
  for (const name of ['parcels', 'targets'] as const) {
    const text = tables[name].map((cells) => csvLine(cells)).join('')
    const carried = encoding === 'utf-8' ? { bytes: new TextEncoder().encode(text), replaced: [] } : toShiftJis(text)
    replaced.push(...carried.replaced)
    writeWhole(file(`${name}.csv`), carried.bytes)
  }
  const papers = isDataOnly ? 0 : await printAll(plan, people, (name) => file(join('pdf', name)), io)
  for (const { character, written } of replaced) io.warn(`Shift_JIS: ${character} → ${written}\n`)
  const counts = Object.entries(EXCLUSIONS).flatMap(([reason, words]) => {
    const times = plan.excluded.filter((each) => each.reason === reason).length
    return times === 0 ? [] : [{ reason, words, times }]
  })
  if (format === 'json')
    io.print(
      `${JSON.stringify({ out, ...summary(plan, people.length, papers), excluded: counts.map(({ reason, times }) => ({ reason, times })) }, null, 2)}\n`,
    )
  else io.print(inWords(plan, { people: people.length, papers, out, title: WAVES[wave].title, counts }, io.lang))
  if (isSet(flags, 'strict') && replaced.length > 0) return EXIT.violated
  return plan.pieces.length === 0 ? EXIT.unproven : EXIT.conforms
}

/** A file of ours in the folder of papers; those of an earlier plan would pass for pieces of this one. */
const PAPER_FILE = /^P\d{6}-\d+-[a-z-]+\.(?:pdf|twin\.json)$/

function removeOldPapers(folder: string, force: boolean): void {
  const old = existsSync(folder) ? readdirSync(folder).filter((name) => PAPER_FILE.test(name)) : []
  for (const name of old) {
    refuseToOverwrite(join(folder, name), force)
    rmSync(join(folder, name))
  }
}

async function printAll(
  plan: MailingPlan,
  people: readonly MailingPerson[],
  file: (name: string) => string,
  io: Io,
): Promise<number> {
  const jobs = plan.pieces.flatMap((piece) =>
    piece.papers.map((paper) => ({ piece, paper, name: `${piece.id}-${paper.index}-${paper.kind}` })),
  )
  const print = await printer(people, plan)
  const progress = createProgress(io)
  try {
    for (const [place, { piece, paper, name }] of jobs.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one paper in memory at a time
      const { twin, extension, bytes } = await print(piece, paper)
      writeWhole(file(`${name}.${extension}`), bytes)
      writeWhole(file(`${name}.twin.json`), `${JSON.stringify(twin, null, 2)}\n`)
      progress.report(place + 1, jobs.length, name)
    }
  } finally {
    progress.finish()
  }
  return jobs.length
}

const summary = (
  { wave, totals, pieces, parcels, safeRoute, returns }: MailingPlan,
  people: number,
  papers: number,
) => ({
  wave,
  people,
  ...totals,
  pieces: pieces.length,
  parcels: parcels.length,
  safeRoute: safeRoute.length,
  returns: returns.length,
  papers,
})

interface Told {
  readonly people: number
  readonly papers: number
  readonly out: string
  readonly title: Both
  readonly counts: readonly { readonly words: Both; readonly times: number }[]
}

function inWords(plan: MailingPlan, { people, papers, out, title, counts }: Told, lang: Lang): string {
  const { totals, pieces, parcels, safeRoute, returns, extraction } = plan
  const { a, b, c, d } = totals.byClass
  const isNotice = plan.wave !== 'certificate'
  const days = pieces.map(({ mailed }) => mailed).toSorted()
  const window = `${days[0] ?? '-'} … ${days.at(-1) ?? '-'}`
  const lines: readonly string[] =
    lang === 'ja'
      ? [
          title.ja,
          `抽出日 ${extraction}: ${people}人を調べ、協会けんぽの資格がある人 ${totals.extracted}人、送る人 ${totals.mailed}人`,
          ...(isNotice
            ? [`照合区分 a ${a}, b ${b}, c ${c}（下4桁あり） d ${d}（空欄）、申出書 ${totals.forms}通`]
            : []),
          `封書 ${pieces.length}通、梱包 ${parcels.length}個、発送日 ${window}`,
          `送らない人: ${counts.map(({ words, times }) => `${words.ja} ${times}`).join('、') || 'なし'}`,
          `安全な方法で渡す人 ${safeRoute.length}人、返送の見込み ${returns.length}通、書類 ${papers}点`,
        ]
      : [
          title.en,
          `extraction ${extraction}: ${people} people looked at, ${totals.extracted} with a cover of 協会けんぽ, ${totals.mailed} mailed`,
          ...(isNotice
            ? [`classes a ${a}, b ${b}, c ${c} (last four digits) d ${d} (blank), request forms ${totals.forms}`]
            : []),
          `pieces ${pieces.length}, parcels ${parcels.length}, mailed ${window}`,
          `not mailed: ${counts.map(({ words, times }) => `${words.en} ${times}`).join('; ') || 'nobody'}`,
          `safe route ${safeRoute.length}, expected returns ${returns.length}, documents ${papers}`,
        ]
  return `${lines.join('\n')}\n${out}\n`
}
