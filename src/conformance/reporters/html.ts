import type { Report } from '../requirement.ts'
import { type Markup, markup, rendered, trusted } from './html-markup.ts'
import { matrixSection } from './html-matrix.ts'
import { type Part, partsOf } from './html-part.ts'
import { isOpen, openSection, requirementsSection, troubleSection } from './html-rest.ts'
import { STYLE } from './html-style.ts'
import { summarySection } from './html-summary.ts'
import { violationsSection } from './html-violations.ts'
import { type Bilingual, both } from './html-words.ts'
import type { Lang, ReportContext, Reporter } from './reporter.ts'

/** Nothing is fetched and nothing runs: the styles stand in the page, pictures are in it too. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

const TITLE: Bilingual = { ja: '適合性試験の報告', en: 'Conformance report' }

const language = (lang: Lang, chosen: Lang, label: string): Markup =>
  markup`<span><input type="radio" name="lang" id="lang-${lang}"${lang === chosen ? ' checked' : ''}><label for="lang-${lang}" lang="${lang}">${label}</label></span>`

const has = (parts: readonly Part[], asks: (report: Report) => boolean): boolean =>
  parts.some(({ report }) => asks(report))

function contents(parts: readonly Part[]): Markup {
  const entries: readonly (readonly [string, Bilingual, boolean])[] = [
    ['summary', { ja: '概要', en: 'Summary' }, true],
    ['matrix', { ja: '要求ごとの判定', en: 'Matrix' }, true],
    [
      'violations',
      { ja: '違反', en: 'Violations' },
      has(parts, ({ verdicts }) => verdicts.some(({ verdict }) => verdict === 'violated')),
    ],
    ['open', { ja: '未証明・対象外', en: 'Unproven' }, has(parts, ({ verdicts }) => verdicts.some(isOpen))],
    [
      'trouble',
      { ja: '実行の問題', en: 'Trouble' },
      has(parts, ({ driverProblem, serviceDefects }) => driverProblem !== null || serviceDefects.length > 0),
    ],
    ['requirements', { ja: '要求と出典', en: 'Requirements' }, true],
  ]
  return markup`<nav aria-labelledby="h-nav"><h2 id="h-nav" class="vh">${both({ ja: '目次', en: 'Contents' })}</h2><ul>${entries
    .filter(([, , shown]) => shown)
    .map(([id, title]) => markup`<li><a href="#${id}">${both(title)}</a></li>`)}</ul></nav>`
}

const DISCLAIMER: Bilingual = {
  ja: '模擬環境での試験です。実在の人・保険者の情報はありません。公的な認証ではありません。',
  en: "A test against a simulator: nobody's real data, and no official certification.",
}

const page = (parts: readonly Part[], lang: Lang): Markup =>
  markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${TITLE[lang]} · ${parts.map(({ report }) => report.system.name).join(', ')} · Madoguchi</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">${both({ ja: '本文へ', en: 'Skip to the report' })}</a>
<header>
<div class="brand"><b>Madoguchi <span lang="ja">窓口</span></b><h1>${both(TITLE)}</h1></div>
<fieldset class="switch"><legend class="vh">言語 / Language</legend>${language('ja', lang, '日本語')}${language('en', lang, 'English')}</fieldset>
</header>
${contents(parts)}
<main id="main">
${summarySection(parts)}
${matrixSection(parts)}
${violationsSection(parts)}
${openSection(parts)}
${troubleSection(parts)}
${requirementsSection(parts)}
</main>
<footer><p>${both(DISCLAIMER)}</p></footer>
</body>
</html>
`

const isOne = (context: ReportContext | readonly ReportContext[]): context is ReportContext => 'driver' in context

/**
 * HTML報告: one or more reports as one page that needs nothing else: no network, no script, both languages (the switch is a
 * style), light and dark, and A4 paper. `lang` is the language it opens in. One context serves all reports, or one is given
 * for each.
 */
export function htmlReport(
  reports: readonly Report[],
  lang: Lang,
  context: ReportContext | readonly ReportContext[],
): string {
  return rendered(page(partsOf(reports, isOne(context) ? [context] : context), lang))
}

/** A report as one HTML page. */
export const htmlPage: Reporter = (report, lang, context) => htmlReport([report], lang, context)
