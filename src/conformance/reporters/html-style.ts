import type { VerdictKind } from '../requirement.ts'

/** 配色: the colours of a page in one light; texts keep a contrast of at least 4.5 : 1 on what lies under them. */
export interface Palette {
  readonly paper: string
  readonly card: string
  readonly sunk: string
  readonly ink: string
  readonly faint: string
  readonly line: string
  readonly mark: string
  /** Text and ground of each verdict. */
  readonly verdicts: Readonly<Record<VerdictKind, readonly [ink: string, ground: string]>>
}

export const LIGHT: Palette = {
  paper: '#f4f6f8',
  card: '#ffffff',
  sunk: '#eef1f5',
  ink: '#1b2530',
  faint: '#525f6e',
  line: '#d5dce4',
  mark: '#0b6e69',
  verdicts: {
    proven: ['#0b6336', '#e1f3e8'],
    violated: ['#a01512', '#fde7e5'],
    waived: ['#5b3f9c', '#ece7f8'],
    'not-applicable': ['#4a5563', '#e8ecf1'],
    unproven: ['#7a4a00', '#fdefd3'],
  },
}

export const DARK: Palette = {
  paper: '#11161c',
  card: '#1a2129',
  sunk: '#232c36',
  ink: '#e6ebf1',
  faint: '#a7b3c0',
  line: '#36424f',
  mark: '#5fc9c0',
  verdicts: {
    proven: ['#86d9a9', '#16372a'],
    violated: ['#ffa69e', '#4a1c1b'],
    waived: ['#c9b8f5', '#33294f'],
    'not-applicable': ['#bcc6d2', '#2c353f'],
    unproven: ['#f3c873', '#40300f'],
  },
}

const KINDS = ['proven', 'violated', 'waived', 'not-applicable', 'unproven'] as const satisfies readonly VerdictKind[]

const variables = ({ verdicts, ...plain }: Palette): string =>
  [
    ...Object.entries(plain).map(([name, colour]) => `--${name}: ${colour}`),
    ...KINDS.flatMap((kind) => [`--${kind}: ${verdicts[kind][0]}`, `--${kind}-ground: ${verdicts[kind][1]}`]),
  ].join('; ')

const verdictRules = KINDS.map(
  (kind) => `
.badge.${kind} { color: var(--${kind}); background: var(--${kind}-ground) }
.bar .${kind} { background: var(--${kind}) }
.counts .${kind} b, .counts .${kind} span { color: var(--${kind}) }
@media screen { html:has(#show-${kind}:checked) tr[data-verdict]:not([data-verdict=${kind}]) { display: none } }`,
).join('')

/** The style of the page. The language and the filter are radio buttons; a browser that knows no `:has()` shows everything. */
export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.65 system-ui, "Hiragino Sans", "BIZ UDPGothic", "Noto Sans CJK JP", "Noto Sans JP", sans-serif; overflow-wrap: anywhere }
html:has(#lang-ja:checked) .en, html:has(#lang-en:checked) .ja { display: none }
header, nav, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: end; justify-content: space-between; padding-top: 1.75rem; padding-bottom: .75rem }
.brand b { color: var(--mark); letter-spacing: .02em }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .1rem 0 0 }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.75rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid var(--mark) }
h3 { font-size: 1.15rem; line-height: 1.4; margin: 0 }
h1, h3, .status, .headline { word-break: auto-phrase }
h3 small { font-weight: 400; color: var(--faint) }
h4 { font-size: 1rem; margin: 1.5rem 0 .5rem }
p { margin: .5rem 0 }
a { color: var(--mark); text-underline-offset: .15em }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
code, pre { font: .88em/1.5 ui-monospace, "SFMono-Regular", Consolas, "Noto Sans Mono CJK JP", monospace }
code { color: var(--mark) }
pre { margin: 0; padding: .6rem .8rem; background: var(--sunk); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-x: auto }
pre code { font-size: inherit; color: inherit }
.note { color: var(--faint); font-size: .9rem; max-width: 60rem }
.vh, .switch input { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--card) }
.skip:focus { left: 0; z-index: 1 }
.switch { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem }
.switch > span { position: relative }
.filter { margin: 1rem 0 }
.filter legend { float: left; padding: 0 .75rem 0 0; color: var(--faint); font-size: .9rem }
.switch label { display: block; cursor: pointer; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: 99rem; background: var(--card); font-size: .9rem; line-height: 1.5 }
.switch input:checked + label { background: var(--mark); border-color: var(--mark); color: var(--card); font-weight: 700 }
.switch input:focus-visible + label { outline: 3px solid var(--mark); outline-offset: 2px }
nav ul { list-style: none; margin: 0; padding: .6rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; border-top: 1px solid var(--line); font-size: .95rem }
main > section:first-child h2 { margin-top: 1.75rem }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--faint); font-size: .9rem }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem }
.card, .violation { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.25rem 1.5rem }
.card { border-top: 6px solid var(--unproven) }
.card.good { border-top-color: var(--proven) } .card.bad { border-top-color: var(--violated) }
.card h3 { font-size: 1.35rem }
.eyebrow { margin: 0; color: var(--mark); font-weight: 700; font-size: .9rem }
.status { margin: .4rem 0 0; font-weight: 700; color: var(--unproven) }
.good .status { color: var(--proven) } .bad .status { color: var(--violated) }
.headline { font-size: 1.45rem; font-weight: 700; line-height: 1.35; margin: .6rem 0 .75rem }
.bar { display: flex; gap: 2px; height: .7rem; border-radius: 99rem; overflow: hidden; background: var(--sunk) }
.bar i { flex: 1 1 0; min-width: 3px }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: .75rem 0 0; padding: 0; font-size: .9rem }
.counts b { font-size: 1.25rem; margin-right: .15rem }
.next { margin: 1rem 0; padding: .75rem 1rem; background: var(--sunk); border-radius: .4rem }
.next strong { display: block; color: var(--mark); font-size: .85rem }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .6rem 1.25rem; margin: 0 }
dt { color: var(--faint); font-size: .85rem } dd { margin: 0 }
.rows > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; padding: .3rem 0; border-top: 1px solid var(--line) }
.rows { margin: .75rem 0 0 } .rows dt { padding-top: .1rem }

.badge { display: inline-block; padding: .05rem .6rem; border-radius: 99rem; font-size: .85rem; font-weight: 700; white-space: nowrap }
.tag { display: inline-block; padding: .05rem .5rem; border: 1px solid var(--line); border-radius: .3rem; font-size: .8rem; font-weight: 400; color: var(--faint) }
h3 .badge, h3 .tag { vertical-align: .1em }

table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); margin: 0 0 1.5rem; font-size: .92rem }
caption { text-align: left; font-weight: 700; padding: .5rem 0 }
th, td { border-top: 1px solid var(--line); padding: .5rem .6rem; text-align: left; vertical-align: top }
thead th { background: var(--sunk); color: var(--faint); font-size: .82rem; font-weight: 600; line-height: 1.4 }
td p, th p { margin: 0 }
td .reason { margin-top: .4rem; color: var(--unproven) }
.plain th { white-space: nowrap }

.edge-list { columns: 2 24rem; column-gap: 2.5rem; margin: 0; padding: 0; list-style: none; font-size: .92rem }
.edge-list li { break-inside: avoid; padding: .15rem 0; border-top: 1px solid var(--line) }
.edge-list b { font-weight: 600; white-space: nowrap } .edge-list .seen { color: var(--proven) } .edge-list .unseen { color: var(--unproven) } .edge-list .closed { color: var(--faint) }
.matrix td, .matrix th { white-space: nowrap } .matrix .text { white-space: normal; width: 100%; min-width: 16rem }
.matrix .cases, .matrix .people, .matrix .days, .matrix .facilities { text-align: right; font-variant-numeric: tabular-nums }
.matrix .label { display: none }
.edges { list-style: none; display: flex; flex-wrap: wrap; gap: 3px; margin: .45rem 0 0; padding: 0 }
.edges li { position: relative; min-width: 2.4rem; padding: 0 .4rem; border-radius: .2rem; text-align: center; white-space: nowrap; font-size: .75rem; line-height: 1.6; font-variant-numeric: tabular-nums }
.edges .seen { color: var(--proven); background: var(--proven-ground) }
.edges .closed { color: var(--not-applicable); background: var(--not-applicable-ground) }
.edges .unseen { color: var(--unproven); background: var(--unproven-ground); box-shadow: inset 0 0 0 1px var(--unproven) }

.violation { margin: 0 0 1.5rem; border-left: 6px solid var(--violated) }
.sentence { font-size: 1.08rem; font-weight: 600; line-height: 1.6 }
.cited b { flex: none }
.cited { display: flex; gap: .75rem; font-size: .9rem; color: var(--faint) }
.sources { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem }
.warning { padding: .5rem .8rem; border-radius: .4rem; color: var(--unproven); background: var(--unproven-ground) }
.persons { list-style: none; margin: 0 0 1rem; padding: 0; font-size: .9rem }
.persons ul { list-style: none; display: inline-flex; flex-wrap: wrap; gap: .2rem .35rem; margin: 0; padding: 0; vertical-align: top }
.persons li li { padding: 0 .45rem; border: 1px solid var(--line); border-radius: .3rem; font-size: .88rem; color: var(--faint) }
.persons li li b { color: var(--ink); font-weight: 600 }
.timeline { list-style: none; margin: 0; padding: 0 }
.timeline > li { display: grid; grid-template-columns: 9rem minmax(0, 1fr); column-gap: 2rem; position: relative; padding-bottom: 1.1rem }
.timeline > li::before { content: ""; position: absolute; left: 9.85rem; top: .6rem; bottom: -.6rem; width: 2px; background: var(--line) }
.timeline > li:last-child::before { display: none }
.timeline > li::after { content: ""; position: absolute; left: calc(9.9rem - 5px); top: .5rem; width: 12px; height: 12px; border-radius: 50%; background: var(--card); border: 3px solid var(--mark) }
.timeline > .failing::after { background: var(--violated); border-color: var(--violated) }
.when { color: var(--faint); font-size: .9rem; font-variant-numeric: tabular-nums; padding-top: .1rem; white-space: nowrap }
.what p { margin: 0 }
.what .finding { margin-top: .4rem; padding: .5rem .8rem; border-radius: .4rem; background: var(--violated-ground) }
.finding strong { color: var(--violated) } .finding code { color: inherit }
.papers { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: .75rem }
figure { margin: 0; flex: 1 1 18rem; max-width: 30rem; padding: .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--sunk) }
img { display: block; max-width: 100%; max-height: 40rem; margin: 0 auto; background: #fff; font-size: .8rem; color: #1b2530; box-shadow: 0 1px 4px #0003 }
figcaption { margin-top: .5rem; font-size: .9rem }
.paper { white-space: pre-line; font-size: .85rem }
summary { cursor: pointer }
.fold { margin: .5rem 0 } .fold > summary { color: var(--mark) } .fold > .violation, .fold > .timeline { margin-top: 1rem }
.requirement { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .55rem 1rem; margin: 0 0 .4rem }
.requirement[open] { padding-bottom: 1rem } .requirement h4 { margin: .75rem 0 .25rem }
.requirement:target { border-color: var(--mark); box-shadow: 0 0 0 2px var(--mark) }
#requirements h3 { margin: 1.25rem 0 .5rem }
.defects { padding-left: 1.25rem }
${verdictRules}
.counts .nothing b, .counts .nothing span { color: var(--faint); font-weight: 400 }
tr[data-verdict=violated] .id { box-shadow: inset 4px 0 var(--violated) }

@media screen and (max-width: 46rem) {
  :root { font-size: 15px }
  header, nav, main, footer { padding-left: 1rem; padding-right: 1rem }
  .card, .violation { padding: 1rem }
  .headline { font-size: 1.35rem }
  .rows > div { grid-template-columns: 4.5rem minmax(0, 1fr) }
  .cited { display: block }
  .matrix, .matrix tbody { display: block } .matrix { border: 0; background: none } .matrix caption { display: block }
  .matrix thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .matrix tr { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; margin-bottom: .6rem; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem }
  .matrix th, .matrix td { display: block; border: 0; padding: 0 }
  .matrix .text { order: 2; flex-basis: 100% }
  .matrix .verdict { order: 1 }
  .matrix td.severity, .matrix td.evidence, .matrix td.cases, .matrix td.people, .matrix td.days, .matrix td.facilities { order: 3; text-align: left; font-size: .85rem }
  .matrix .label { display: inline; color: var(--faint) } .matrix .verdict .label { display: none }
  .timeline > li { grid-template-columns: minmax(0, 1fr); padding-left: 1.6rem }
  .timeline > li::before { left: 5px } .timeline > li::after { left: 0 }
}

@page { size: A4; margin: 14mm 13mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #525f6e } @bottom-left { content: "Madoguchi"; font: 8pt sans-serif; color: #525f6e } }
@media print {
  :root { color-scheme: light; --paper: #fff; font-size: 9.5pt }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  body { line-height: 1.5 }
  header, nav, main, footer { max-width: none; padding-left: 0; padding-right: .3mm }
  header { padding-top: 0 }
  .switch, nav, .skip { display: none }
  h1 { font-size: 18pt } h2 { font-size: 13pt; margin-top: 16pt } h3 { font-size: 11.5pt }
  h2, h3, h4, caption, summary { break-after: avoid }
  .cards { grid-template-columns: repeat(auto-fit, minmax(75mm, 1fr)) }
  .card, .requirement, tr, figure, .finding, .next, .rows > div, .what > p { break-inside: avoid }
  #violations, #requirements { break-before: page }
  .violation { padding: 4mm 5mm }
  .card, .violation, .requirement { box-decoration-break: clone; -webkit-box-decoration-break: clone }
  .headline { font-size: 14pt }
  thead { display: table-header-group }
  table { font-size: 8.5pt } th, td { padding: 1.2mm 1.6mm } thead th { font-size: 7.5pt }
  .matrix th, .matrix td { padding: 1.2mm 1mm } .matrix .text { min-width: 0 }
  .requirement { padding: 1.5mm 3mm; border-width: 1px 0 0; border-radius: 0; margin: 0 } .requirement .rows > div { border: 0; padding: 0 }
  .edge-list { columns: 2; font-size: 8pt } .rows > div { padding: .8mm 0 }
  .edges li { font-size: 6.5pt; min-width: 7mm }
  .timeline > li { grid-template-columns: 34mm minmax(0, 1fr); column-gap: 9mm }
  .timeline > li::before { left: 38mm } .timeline > li::after { left: calc(38mm - 5px) }
  figure { flex-basis: 75mm } img { max-height: 120mm; box-shadow: none; border: 1px solid var(--line) }
  details::details-content { content-visibility: visible; display: block; block-size: auto }
  summary { list-style: none }
  a { color: inherit; text-decoration: none }
}
`
