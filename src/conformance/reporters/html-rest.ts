import type { Report, Verdict } from '../requirement.ts'
import { edgeWords } from './html-matrix.ts'
import { type Markup, markup } from './html-markup.ts'
import { type Part, anchorOf, sentenceOf, sourcesOf, verdictsIn } from './html-part.ts'
import { EVIDENCE, SEVERITIES, VERDICT_ORDER, badge, both, name, suiteWord } from './html-words.ts'
import { row } from './html-timeline.ts'
import { sourceList } from './html-violations.ts'

/** Defects of our own service that are listed; the rest is counted. */
const DEFECTS_LISTED = 200
const DEFECTS_SHOWN = 10

/** Neither proven nor violated. */
export const isOpen = ({ verdict }: Verdict): boolean =>
  verdict === 'unproven' || verdict === 'not-applicable' || verdict === 'waived'

/** 未証明・対象外・免除: what carries no proof, each with its reason. */
export function openSection(parts: readonly Part[]): Markup {
  const open = verdictsIn(parts, isOpen).toSorted(
    (a, b) => VERDICT_ORDER.indexOf(a.verdict.verdict) - VERDICT_ORDER.indexOf(b.verdict.verdict),
  )
  if (open.length === 0) return markup``
  return markup`<section id="open" aria-labelledby="h-open">
<h2 id="h-open">${both({ ja: '未証明・対象外', en: 'Unproven and not applicable' })}</h2>
<table class="plain">
<caption>${both({ ja: '適合とも違反とも言えない要求と、その理由', en: 'Requirements neither proven nor violated, and why' })}</caption>
<thead><tr><th scope="col">${both({ ja: '要求', en: 'id' })}</th><th scope="col">${both({ ja: '判定', en: 'verdict' })}</th><th scope="col">${both({ ja: '内容と理由', en: 'requirement and reason' })}</th></tr></thead>
<tbody>${open.map(
    ({ part, verdict }) =>
      markup`<tr><th scope="row"><a href="#${anchorOf(part, verdict.requirement)}">${verdict.requirement}</a></th><td>${badge(verdict.verdict)}</td><td><p>${both(sentenceOf(part, verdict.requirement))}</p><p class="reason"><b>${both({ ja: '理由', en: 'why' })}</b> ${both(verdict.reason)}</p></td></tr>`,
  )}</tbody>
</table>
</section>`
}

const defectItem = ({ scenario, step, expected, actual }: Report['serviceDefects'][number]): Markup =>
  markup`<li><code>${scenario}</code> ${both({ ja: `手順${step + 1}`, en: `step ${step + 1}` })}<dl class="rows">${row({ ja: '期待', en: 'expected' }, markup`<span>${expected}</span>`)}${row({ ja: '実際', en: 'actual' }, markup`<span>${actual}</span>`)}</dl></li>`

function defects({ serviceDefects }: Report): Markup {
  if (serviceDefects.length === 0) return markup``
  const list = (some: Report['serviceDefects']): Markup => markup`<ul class="defects">${some.map(defectItem)}</ul>`
  const rest = serviceDefects.slice(DEFECTS_SHOWN, DEFECTS_LISTED)
  const hidden = serviceDefects.length - DEFECTS_SHOWN
  return markup`<h4>${both({ ja: '模擬サービスの回答が期待と違います', en: 'The simulated service did not answer as expected' })}</h4>
<p>${both({ ja: 'Madoguchi自身の不具合です。この部分を添えて報告してください。', en: 'This is a defect of Madoguchi, not of the system: please report these lines.' })}</p>
${list(serviceDefects.slice(0, DEFECTS_SHOWN))}${
    rest.length === 0
      ? ''
      : markup`<details class="fold"><summary>${both({ ja: `ほか${hidden}件`, en: `${hidden} more` })}</summary>${list(rest)}${serviceDefects.length > DEFECTS_LISTED ? markup`<p>… (+${serviceDefects.length - DEFECTS_LISTED})</p>` : ''}</details>`
  }`
}

function driverTrouble({ driverProblem }: Report): Markup {
  if (driverProblem === null) return markup``
  return markup`<h4>${both({ ja: '実行を中断しました', en: 'The run was stopped' })}</h4>
<dl class="rows">${row({ ja: '種類', en: 'code' }, markup`<code>${driverProblem.code}</code>`)}${row({ ja: '内容', en: 'message' }, markup`<pre tabindex="0">${driverProblem.message}</pre>`)}</dl>`
}

/** 実行の問題: the driver that broke, and answers of our own service that were wrong. */
export function troubleSection(parts: readonly Part[]): Markup {
  const troubled = parts.filter(({ report }) => report.driverProblem !== null || report.serviceDefects.length > 0)
  if (troubled.length === 0) return markup``
  return markup`<section id="trouble" aria-labelledby="h-trouble">
<h2 id="h-trouble">${both({ ja: '実行の問題', en: 'Trouble with the run' })}</h2>
${troubled.map(
  ({ report, key }) =>
    markup`<article class="violation trouble" id="trouble-${key}"><h3>${both(suiteWord(report.suite))} — ${name(report.system.name)}</h3>${driverTrouble(report)}${defects(report)}</article>`,
)}
</section>`
}

function edgeList({ edges }: Verdict): Markup {
  if (edges.length === 0) return markup``
  return markup`<h4>${both({ ja: '境界', en: 'Edges' })}</h4><ul class="edge-list">${edges.map((edge) => {
    const { state, long } = edgeWords(edge)
    return markup`<li>${both(edge.title)} <code>${edge.id}</code> <b class="${state}">${both(long)}</b></li>`
  })}</ul>`
}

function requirementDetails(part: Part, verdict: Verdict): Markup {
  const { requirement, severity, evidence, cases, people, days, facilities } = verdict
  const rests = {
    ja: `${EVIDENCE[evidence].ja}・事例 ${cases}・人 ${people}・日 ${days}・施設 ${facilities}`,
    en: `${EVIDENCE[evidence].en}; cases ${cases}, people ${people}, days ${days}, facilities ${facilities}`,
  }
  const violation = markup`<p><a href="#${anchorOf(part, requirement, 'v-')}">${both({ ja: '違反の説明へ', en: 'To the violation' })}</a></p>`
  return markup`<details class="requirement" id="${anchorOf(part, requirement)}">
<summary><b>${requirement}</b> ${badge(verdict.verdict)} <span>${both(sentenceOf(part, requirement))}</span></summary>
<dl class="rows">${row({ ja: '区分', en: 'severity' }, both(SEVERITIES[severity]))}${row({ ja: '証拠', en: 'evidence' }, both(rests))}${row({ ja: '出典', en: 'sources' }, sourceList(sourcesOf(part, requirement)))}</dl>
${verdict.verdict === 'violated' ? violation : ''}${edgeList(verdict)}
</details>`
}

/** 要求と出典: every requirement with its sentence, its sources and its edges by name. */
export const requirementsSection = (parts: readonly Part[]): Markup =>
  markup`<section id="requirements" aria-labelledby="h-requirements">
<h2 id="h-requirements">${both({ ja: '要求と出典', en: 'Requirements and sources' })}</h2>
<p class="note">${both({
    ja: '出典は集めた事実の資料（規則、ファイル仕様、窓口の実例、保険者の業務）の節、角括弧は公開資料の記号です。項目を押すと開きます。',
    en: 'Sources are sections of the collected facts (rules, files, counters, insurers); keys in brackets are public documents. Press an entry to open it.',
  })}</p>
${parts.map(
  (part) =>
    markup`${part.isOneOfSeveral ? markup`<h3>${both(suiteWord(part.report.suite))}</h3>` : ''}${part.report.verdicts.map((verdict) => requirementDetails(part, verdict))}`,
)}
</section>`
