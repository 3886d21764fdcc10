import type { EdgeReport, Verdict } from '../requirement.ts'
import { type Markup, markup } from './html-markup.ts'
import { type Part, anchorOf, sentenceOf } from './html-part.ts'
import {
  type Bilingual,
  EVIDENCE,
  SEVERITIES,
  VERDICTS,
  VERDICT_ORDER,
  badge,
  both,
  countOf,
  name,
  suiteWord,
} from './html-words.ts'

/** Edge cells of one requirement that are not folded. */
const EDGES_SHOWN = 24

interface EdgeWords {
  readonly state: 'seen' | 'closed' | 'unseen'
  /** What a small cell holds. */
  readonly short: Bilingual
  readonly long: Bilingual
}

const same = (text: string): Bilingual => ({ ja: text, en: text })

/** What a run says about an edge: how often it was seen, until when the clock keeps it out, or that it is still unseen. */
export function edgeWords({ seen, notApplicable }: EdgeReport): EdgeWords {
  if (seen > 0)
    return {
      state: 'seen',
      short: same(`✓ ${seen}`),
      long: { ja: `${seen}件で確認`, en: `seen in ${seen} ${seen === 1 ? 'case' : 'cases'}` },
    }
  if (notApplicable === null)
    return { state: 'unseen', short: { ja: '? 未', en: '? none' }, long: { ja: '未確認', en: 'unseen' } }
  const { next, movesClock } = notApplicable
  if (movesClock)
    return {
      state: 'closed',
      short: { ja: '– 時計', en: '– clock' },
      long: { ja: '対象外: 時計を動かす必要がある', en: 'not applicable: moves the clock' },
    }
  return next === null
    ? {
        state: 'closed',
        short: { ja: '– 来ない', en: '– never' },
        long: { ja: '対象外: 再び来ない日', en: 'not applicable: never again' },
      }
    : {
        state: 'closed',
        short: same(`– ${next}`),
        long: { ja: `対象外: ${next} まで`, en: `not applicable until ${next}` },
      }
}

function edgeCell(edge: EdgeReport): Markup {
  const { state, short, long } = edgeWords(edge)
  const { ja, en } = edge.title
  return markup`<li class="${state}" title="${ja}: ${long.ja} / ${en}: ${long.en}"><span class="vh">${both({ ja: `${ja}: ${long.ja}`, en: `${en}: ${long.en}` })}</span><span aria-hidden="true">${both(short)}</span></li>`
}

function edgeCells({ edges }: Verdict): Markup {
  if (edges.length === 0) return markup``
  const list = (shown: readonly EdgeReport[]): Markup => markup`<ul class="edges">${shown.map(edgeCell)}</ul>`
  const rest = edges.slice(EDGES_SHOWN)
  const title = { ja: `ほかの境界 ${rest.length}件`, en: `${rest.length} more edges` }
  return markup`${list(edges.slice(0, EDGES_SHOWN))}${rest.length === 0 ? '' : markup`<details class="fold"><summary>${both(title)}</summary>${list(rest)}</details>`}`
}

const COLUMNS = [
  { key: 'id', head: { ja: '要求', en: 'id' } },
  { key: 'text', head: { ja: '内容と境界', en: 'requirement and its edges' } },
  { key: 'verdict', head: { ja: '判定', en: 'verdict' } },
  { key: 'severity', head: { ja: '区分', en: 'severity' } },
  { key: 'evidence', head: { ja: '証拠', en: 'evidence' } },
  { key: 'cases', head: { ja: '事例', en: 'cases' } },
  { key: 'people', head: { ja: '人', en: 'people' } },
  { key: 'days', head: { ja: '日', en: 'days' } },
  { key: 'facilities', head: { ja: '施設', en: 'facilities' } },
] as const

type ColumnKey = (typeof COLUMNS)[number]['key']

/** A cell; its label is for narrow screens, where a row becomes a card and the head of the table is not in sight. */
const cell = (key: ColumnKey, content: Markup | string | number): Markup => {
  const head = COLUMNS.find((column) => column.key === key)?.head
  return markup`<td role="cell" class="${key}">${head === undefined ? '' : markup`<span class="label" aria-hidden="true">${both(head)}</span> `}${content}</td>`
}

function matrixRow(part: Part, verdict: Verdict): Markup {
  const { requirement, severity, evidence, cases, people, days, facilities } = verdict
  return markup`<tr role="row" data-verdict="${verdict.verdict}">
<th scope="row" role="rowheader" class="id"><a href="#${anchorOf(part, requirement, verdict.verdict === 'violated' ? 'v-' : '')}">${requirement}</a></th>
<td role="cell" class="text"><p>${both(sentenceOf(part, requirement))}</p>${edgeCells(verdict)}</td>
${cell('verdict', badge(verdict.verdict))}${cell('severity', both(SEVERITIES[severity]))}${cell('evidence', both(EVIDENCE[evidence]))}
${cell('cases', cases)}${cell('people', people)}${cell('days', days)}${cell('facilities', facilities)}
</tr>`
}

const matrix = (part: Part): Markup =>
  markup`<table role="table" class="matrix">
<caption>${both(suiteWord(part.report.suite))} <code>${part.report.suite}</code> — ${name(part.report.system.name)} ${name(part.report.system.version)}</caption>
<thead role="rowgroup"><tr role="row">${COLUMNS.map(({ key, head }) => markup`<th scope="col" role="columnheader" class="${key}">${both(head)}</th>`)}</tr></thead>
<tbody role="rowgroup">${part.report.verdicts.map((verdict) => matrixRow(part, verdict))}</tbody>
</table>`

const choice = (id: string, label: Markup, checked: boolean): Markup =>
  markup`<span><input type="radio" name="show" id="${id}"${checked ? ' checked' : ''}><label for="${id}">${label}</label></span>`

/** Shows rows of one verdict only, by style sheet alone. Offered only when there is something to choose from. */
function filter(parts: readonly Part[]): Markup {
  const kinds = VERDICT_ORDER.filter((kind) => parts.some(({ report }) => countOf(report.summary, kind) > 0))
  if (kinds.length < 2) return markup``
  const all = markup`${both({ ja: 'すべて', en: 'all' })}`
  return markup`<fieldset class="switch filter"><legend>${both({ ja: '表示', en: 'Show' })}</legend>${choice('show-all', all, true)}${kinds.map(
    (kind) => choice(`show-${kind}`, markup`${VERDICTS[kind].mark} ${both(VERDICTS[kind])}`, false),
  )}</fieldset>`
}

const LEGEND: Bilingual = {
  ja: '内容の下の小さな枠は境界（一度は見ておくべき日や状況）です: ✓ 見た事例の数、? まだ見ていない、– 時計が固定のためその日まで対象外。証拠の「観測」は通信、「申告」はシステムの返答によります。',
  en: 'The small cells are edges, days or circumstances that must have been seen: ✓ how many cases saw it, ? not seen yet, – not applicable until that day because the clock is fixed. Observed evidence rests on messages, reported evidence on what the system said.',
}

/** 要求の一覧表: every requirement with its verdict, what the verdict rests on, and its edges. */
export const matrixSection = (parts: readonly Part[]): Markup =>
  markup`<section id="matrix" aria-labelledby="h-matrix">
<h2 id="h-matrix">${both({ ja: '要求ごとの判定', en: 'Requirement matrix' })}</h2>
<p class="note">${both(LEGEND)}</p>
${filter(parts)}
${parts.map(matrix)}
</section>`
