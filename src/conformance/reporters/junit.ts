import type { Report, Verdict } from '../requirement.ts'
import { type Lang, type ReportContext, type Reporter, reproduction } from './reporter.ts'
import { stepsInWords } from './step-words.ts'

/** Characters that XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex -- they are control characters
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const escaped = (text: string): string =>
  text
    .replaceAll(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

/**
 * A report as JUnit XML: one test case per requirement. Violated and unproven are failures; not applicable, waived, and a
 * violated `should` of a run that is not strict are skipped. Trouble with the driver or with our own service is an error of
 * a case of its own.
 */
export const junitReport: Reporter = (report, lang, context) => {
  const cases = report.verdicts.map((verdict) => caseOf(verdict, report, lang, context))
  const troubles = [
    ...(report.driverProblem === null
      ? []
      : [trouble('driver', report.driverProblem.code, report.driverProblem.message)]),
    ...report.serviceDefects.map(({ scenario, step, expected, actual }) =>
      trouble('service', 'SERVICE_DEFECT', `${scenario}, step ${step + 1}: expected ${expected}, actual ${actual}`),
    ),
  ]
  const count = (tag: string): number => cases.filter((one) => one.includes(`><${tag}`)).length
  const counts = {
    tests: cases.length + troubles.length,
    failures: count('failure'),
    errors: troubles.length,
    skipped: count('skipped'),
  }
  const name = `madoguchi ${report.suite}`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts })}>`,
    `  <testsuite${attributes({ name: `${name}: ${report.system.name} ${report.system.version}`, ...counts })}>`,
    ...[...cases, ...troubles].map((one) => `    ${one}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

const trouble = (name: string, code: string, message: string): string =>
  `<testcase${attributes({ classname: 'madoguchi', name })}><error${attributes({ type: code, message })}/></testcase>`

function caseOf(verdict: Verdict, report: Report, lang: Lang, context: ReportContext): string {
  const sentence = report.sentences[verdict.requirement]?.[lang] ?? ''
  const open = `<testcase${attributes({ classname: `madoguchi.${report.suite}`, name: `${verdict.requirement} ${sentence}`.trim() })}`
  const body = bodyOf(verdict, report, lang, context)
  return body === '' ? `${open}/>` : `${open}>${body}</testcase>`
}

function bodyOf(verdict: Verdict, report: Report, lang: Lang, context: ReportContext): string {
  const reason = verdict.reason[lang]
  switch (verdict.verdict) {
    case 'proven':
      return ''
    case 'waived':
    case 'not-applicable':
      return `<skipped${attributes({ message: reason })}/>`
    case 'unproven':
      return `<failure${attributes({ type: 'unproven', message: reason })}/>`
    case 'violated': {
      const found = verdict.counterexample
      const message = found === null ? reason : `${found.finding.expected} / ${found.finding.actual}`
      const steps =
        found === null ? [] : stepsInWords(found.scenario, lang).map((step, index) => `${index + 1}. ${step}`)
      const isHard = verdict.severity === 'must' || context.strict === true
      if (!isHard) return `<skipped${attributes({ message: `should, violated: ${message}` })}/>`
      const again = reproduction(verdict.requirement, report, context)
      const text = [...steps, ...(again === null ? [] : [again])].join('\n')
      return `<failure${attributes({ type: 'violated', message })}>${escaped(text)}</failure>`
    }
  }
}
