import type { Counterexample, Verdict } from '../requirement.ts'
import { type Content, type Markup, markup, trusted } from './html-markup.ts'
import { type Part, anchorOf, sentenceOf, sourcesOf, verdictsIn } from './html-part.ts'
import { peopleList } from './html-people.ts'
import { actualOf, row, timeline } from './html-timeline.ts'
import { type Bilingual, SEVERITIES, badge, both, suiteWord } from './html-words.ts'
import { FINDINGS } from '../findings.ts'
import { type PaperPicture, reproduction } from './reporter.ts'

/** Violations that are not folded. */
const SHOWN = 12
/** Papers of one requirement that are shown as pictures, and the bytes they may have together; the others as text. */
const PICTURES = 8
const PICTURE_BYTES = 3_000_000

const UNSTABLE: Bilingual = {
  ja: '再実行では再現しませんでした（不安定）。時刻や前の事例の記憶に左右されていないか確かめてください。',
  en: 'It did not recur when played again (unstable): see whether the system depends on timing or on earlier cases.',
}

const dataUri = ({ buffer, byteOffset, byteLength }: Uint8Array): Markup =>
  trusted(`data:image/png;base64,${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}`)

function paper({ title, png, text }: PaperPicture, drawn: boolean): Markup {
  const image = drawn
    ? markup`<img src="${dataUri(png)}" alt="${title.ja} / ${title.en}: ${text}" lang="ja">`
    : markup`<p class="note">${both({ ja: '絵は省きました。', en: 'The picture is left out.' })}</p>`
  return markup`<figure>${image}<figcaption>${both(title)}<details><summary>${both({ ja: '紙面の文字', en: 'What stands on it' })}</summary><p class="paper" lang="ja">${text}</p></details></figcaption></figure>`
}

/** Which pictures are drawn: the first ones that fit into the bounds together. */
function drawnOf(pictures: readonly PaperPicture[]): readonly boolean[] {
  let [count, bytes] = [0, 0]
  return pictures.map(({ png }) => {
    const fits = count < PICTURES && bytes + png.byteLength <= PICTURE_BYTES
    if (fits) [count, bytes] = [count + 1, bytes + png.byteLength]
    return fits
  })
}

/** The papers of a step; those beyond the bounds of the requirement are told in words. */
function papersAt(pictures: readonly PaperPicture[]): (step: number) => Content {
  const drawn = drawnOf(pictures)
  const papers = pictures.map((picture, index) => ({
    step: picture.step,
    shown: paper(picture, drawn[index] === true),
  }))
  return (step) => {
    const here = papers.filter((one) => one.step === step)
    return here.length === 0 ? '' : markup`<div class="papers">${here.map(({ shown }) => shown)}</div>`
  }
}

export const sourceList = (sources: readonly string[]): Markup =>
  sources.length === 0
    ? markup`–`
    : markup`<ul class="sources">${sources.map((source) => markup`<li>${source}</li>`)}</ul>`

const placeOf = ({ scenario, finding, case: address }: Counterexample): Markup =>
  markup`${both({
    ja: `${scenario.steps.length}手順中の${finding.step + 1}番目`,
    en: `step ${finding.step + 1} of ${scenario.steps.length}`,
  })} <code>${address}</code>`

function foundPart(part: Part, verdict: Verdict, found: Counterexample): Markup {
  const { finding, scenario } = found
  return markup`<dl class="rows">
${row({ ja: '何が', en: 'what' }, markup`${both(FINDINGS[finding.code])} <code>${finding.code}</code>`)}
${row({ ja: '期待', en: 'expected' }, markup`<span lang="en">${finding.expected}</span>`)}
${row({ ja: '実際', en: 'actual' }, actualOf(found))}
${row({ ja: 'どこで', en: 'where' }, placeOf(found))}
</dl>
${found.unstable ? markup`<p class="warning">${both(UNSTABLE)}</p>` : ''}
<h4>${both({ ja: '最小の例', en: 'The smallest example' })}</h4>
${peopleList(scenario, part.report.start)}
${timeline(found, part.report.start, papersAt(part.context.pictures?.[verdict.requirement] ?? []))}`
}

function again({ report, context }: Part, { requirement }: Verdict): Markup {
  const file = context.files[requirement]
  const line = reproduction(requirement, report, context)
  return markup`<dl class="rows again">${file === undefined ? '' : row({ ja: 'ファイル', en: 'file' }, markup`<code>${file}</code>`)}${
    line === null ? '' : row({ ja: '再現', en: 'see it again' }, markup`<pre tabindex="0"><code>${line}</code></pre>`)
  }</dl>`
}

function violation(part: Part, verdict: Verdict): Markup {
  const { requirement, severity, counterexample } = verdict
  const sources = sourcesOf(part, requirement)
  const id = anchorOf(part, requirement, 'v-')
  return markup`<article class="violation" id="${id}" aria-labelledby="h-${id}">
<h3 id="h-${id}">${requirement} ${badge('violated')} <span class="tag">${both(SEVERITIES[severity])}</span>${part.isOneOfSeveral ? markup` <span class="tag">${both(suiteWord(part.report.suite))}</span>` : ''}</h3>
<p class="sentence">${both(sentenceOf(part, requirement))}</p>
${sources.length === 0 ? '' : markup`<div class="cited"><b>${both({ ja: '出典', en: 'sources' })}</b> ${sourceList(sources)}</div>`}
${counterexample === null ? markup`<p>${both(verdict.reason)}</p>` : foundPart(part, verdict, counterexample)}
${again(part, verdict)}
</article>`
}

/** 違反: each violated requirement with the smallest counterexample, its papers, and how to see it again. */
export function violationsSection(parts: readonly Part[]): Markup {
  const found = verdictsIn(parts, ({ verdict }) => verdict === 'violated')
  if (found.length === 0) return markup``
  const rest = found.slice(SHOWN)
  const title = { ja: `ほかの違反 ${rest.length}件`, en: `${rest.length} more violations` }
  const each = (some: typeof found): readonly Markup[] => some.map(({ part, verdict }) => violation(part, verdict))
  return markup`<section id="violations" aria-labelledby="h-violations">
<h2 id="h-violations">${both({ ja: '違反', en: 'Violations' })}</h2>
<p class="note">${both({
    ja: '直すのはシステム側です。それぞれ、違反を起こす最も短い手順を、模擬世界の時刻とともに示します。',
    en: 'These are for the system to mend. Each shows the shortest steps known to break it, in the time of the simulated world.',
  })}</p>
${each(found.slice(0, SHOWN))}${rest.length === 0 ? '' : markup`<details class="fold"><summary>${both(title)}</summary>${each(rest)}</details>`}
</section>`
}
