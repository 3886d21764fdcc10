import type { Report } from '../requirement.ts'
import { headline } from './console.ts'
import { type Markup, markup } from './html-markup.ts'
import { type Part, anchorOf } from './html-part.ts'
import { type Bilingual, VERDICTS, VERDICT_ORDER, both, countOf, name, suiteWord } from './html-words.ts'
import { momentText } from './html-timeline.ts'

type State = 'good' | 'bad' | 'open'

interface Advice {
  readonly state: State
  /** What the run says, in a few words. */
  readonly status: Bilingual
  /** What to do next, one sentence. */
  readonly next: Bilingual
  /** Anchor of what the sentence is about, null when it is about the whole. */
  readonly about: string | null
}

/** One entry per state of a run, the one that matters most first: the first that answers is what the summary says. */
const advisers: readonly ((part: Part) => Advice | null)[] = [
  ({ report: { driverProblem }, key }) =>
    driverProblem === null
      ? null
      : {
          state: 'bad',
          status: { ja: '実行を中断しました', en: 'The run was stopped' },
          next: {
            ja: `システムとの接続（${driverProblem.code}）を直して、もう一度実行してください。ここにあるのは中断までの結果です。`,
            en: `Mend the connection to the system (${driverProblem.code}) and run again; what stands here was reached before it broke.`,
          },
          about: `trouble-${key}`,
        },
  ({ report: { serviceDefects }, key }) =>
    serviceDefects.length === 0
      ? null
      : {
          state: 'bad',
          status: { ja: '模擬サービスに不具合があります', en: 'The simulated service has a defect' },
          next: {
            ja: 'この報告を Madoguchi に送ってください。直るまで判定を確定としないでください。',
            en: 'Send this report to Madoguchi, and do not rely on the verdicts until the defect is mended.',
          },
          about: `trouble-${key}`,
        },
  (part) => {
    const violated = part.report.verdicts.filter(({ verdict }) => verdict === 'violated')
    const first = violated.find(({ severity }) => severity === 'must') ?? violated[0]
    if (first === undefined) return null
    const isHard = first.severity === 'must' || part.context.strict === true
    return {
      state: isHard ? 'bad' : 'open',
      status: isHard
        ? { ja: '違反があります', en: 'There are violations' }
        : { ja: '推奨の要求に違反があります', en: 'Recommendations are not met' },
      next: {
        ja: `まず ${first.requirement} を直してください。下の手順どおりに操作すると違反を再現できます（違反は全部で${violated.length}件）。`,
        en: `Mend ${first.requirement} first: the steps below show the violation again (${violated.length} violated in all).`,
      },
      about: anchorOf(part, first.requirement, 'v-'),
    }
  },
  ({ report: { summary, cases } }) =>
    summary.unproven === 0
      ? null
      : {
          state: 'open',
          status: { ja: '違反なし、ただし未証明があります', en: 'Nothing violated, but not all is proven' },
          next: {
            ja: `未証明の${summary.unproven}件は、理由を確かめ、事例を増やして（--cases ${cases * 2} など）もう一度実行してください。`,
            en: `See why ${summary.unproven} ${summary.unproven === 1 ? 'is' : 'are'} unproven, and run again with more cases (for instance --cases ${cases * 2}).`,
          },
          about: 'open',
        },
  ({ report: { summary } }) =>
    summary.proven + summary.waived > 0
      ? null
      : {
          state: 'open',
          status: { ja: '何も判定していません', en: 'Nothing was judged' },
          next: {
            ja: '操作への対応、または試験する要求の指定を確かめて、もう一度実行してください。',
            en: 'Check which operations are supported and which requirements were asked for, then run again.',
          },
          about: summary.notApplicable === 0 ? null : 'open',
        },
  ({ report: { summary } }) =>
    summary.notApplicable + summary.waived === 0
      ? null
      : {
          state: 'good',
          status: { ja: '判定した要求に違反はありません', en: 'Nothing that was judged is violated' },
          next: {
            ja: '対象外・免除とした要求の理由を確かめ、対応する時期を決めてください。',
            en: 'Read why some requirements were not applicable or waived, and decide when they will be met.',
          },
          about: 'open',
        },
]

const ALL_PROVEN: Advice = {
  state: 'good',
  status: { ja: 'すべての要求に適合しています', en: 'Every requirement is proven' },
  next: {
    ja: 'この報告を保管し、システムか規則が変わったときにもう一度実行してください。',
    en: 'Keep this report, and run again when the system or the ruleset changes.',
  },
  about: null,
}

/** What a report asks of its reader. */
function adviceOn(part: Part): Advice {
  for (const adviser of advisers) {
    const advice = adviser(part)
    if (advice !== null) return advice
  }
  return ALL_PROVEN
}

const bar = ({ summary }: Report): Markup =>
  markup`<div class="bar" aria-hidden="true">${VERDICT_ORDER.toReversed()
    .filter((kind) => countOf(summary, kind) > 0)
    .map((kind) => markup`<i class="${kind}" style="flex-grow: ${countOf(summary, kind)}"></i>`)}</div>`

const counts = ({ summary }: Report): Markup =>
  markup`<ul class="counts">${VERDICT_ORDER.toReversed().map(
    (kind) =>
      markup`<li class="${kind}${countOf(summary, kind) === 0 ? ' nothing' : ''}"><b>${countOf(summary, kind)}</b> <span><span aria-hidden="true">${VERDICTS[kind].mark}</span> ${both(VERDICTS[kind])}</span></li>`,
  )}</ul>`

const fact = (label: Bilingual, value: Markup): Markup => markup`<div><dt>${both(label)}</dt><dd>${value}</dd></div>`

const facts = ({ report }: Part): Markup =>
  markup`<dl class="facts">${[
    fact({ ja: '世界の日時', en: 'time in the world' }, momentText(report.start)),
    fact({ ja: '規則', en: 'ruleset' }, markup`<code>${report.ruleset}</code>`),
    fact({ ja: '乱数の種', en: 'seed' }, markup`<code>${report.seed}</code>`),
    fact({ ja: '要求ごとの事例', en: 'cases per requirement' }, markup`${report.cases}`),
    fact({ ja: '再生した履歴', en: 'histories played' }, markup`${report.histories}`),
  ]}</dl>`

function card(part: Part): Markup {
  const { report } = part
  const { state, status, next, about } = adviceOn(part)
  const link =
    about === null
      ? ''
      : markup` <a href="#${about}">${both({ ja: '見る', en: 'See it' })}<span aria-hidden="true"> →</span></a>`
  return markup`<article class="card ${state}" aria-labelledby="s-${part.key}">
<p class="eyebrow">${both({ ja: 'スイート', en: 'Suite' })}: ${both(suiteWord(report.suite))} <code>${report.suite}</code></p>
<h3 id="s-${part.key}">${name(report.system.name)} <small>${name(report.system.version)}</small></h3>
<p class="status">${both(status)}</p>
<p class="headline">${both({ ja: headline(report, 'ja'), en: headline(report, 'en') })}</p>
${bar(report)}${counts(report)}
<p class="next"><strong>${both({ ja: '次にすること', en: 'What to do next' })}</strong> ${both(next)}${link}</p>
${facts(part)}
</article>`
}

/** 概要: a card per report for people who read no further. */
export const summarySection = (parts: readonly Part[]): Markup =>
  markup`<section id="summary" aria-labelledby="h-summary">
<h2 id="h-summary">${both({ ja: '概要', en: 'Summary' })}</h2>
<div class="cards">${parts.map(card)}</div>
</section>`
