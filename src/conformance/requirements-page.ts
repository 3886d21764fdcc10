import type { Requirement } from './requirement.ts'

/** A broken system as the page names it. */
export interface ListedMutant {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
}

const HEAD = `# 要求一覧 / Requirements

**日本語** — この表はコードから生成しています。編集せず、\`src/conformance/requirements/\` を直して \`npm run golden\` を実行してください。
要求は一文で、合否があります。出典のうち \`rules\`、\`wire\`、\`counter\`、\`insurer\` は集めた事実の資料（規則、ファイル仕様、窓口の実例、保険者の実務）の節、角括弧は読んだ公開資料の記号です。
「境界」は、その要求が一度は見ておくべき日や状況です。境界を一つでも見ていない要求は「適合」ではなく「未証明」になります。
「変異体」は、わざと壊した診療所や保険者のシステムで、その要求が必ず違反を見つけるものです。

**English** — This page is generated from the code: change \`src/conformance/requirements/\` and run \`npm run golden\`, never this file.
A requirement is one sentence that can fail. Among its sources, \`rules\`, \`wire\`, \`counter\` and \`insurer\` are sections of the collected facts
(the rules, the files, what happens at counters and in insurers' offices), and keys in brackets are the public documents they were read in.
An edge is a day or circumstance that must have been seen: with one edge unseen a requirement is *unproven*, not *proven*.
A mutant is a clinic or insurer system broken on purpose that the requirement is bound to catch (\`--driver mutant:ID\`).
`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n')

const anchor = (id: string): string => id.toLowerCase()

const sourceOf = (text: string): string => text.replaceAll(/\b(rules|wire|counter|insurer)\.md/g, '$1')

function section(
  { id, severity, sentence, sources, needs, inquiry, edges, mutants }: Requirement,
  sentences: ReadonlyMap<string, ListedMutant>,
): string {
  const calls = inquiry ? ' · サービスへの照会が要る / needs an inquiry' : ''
  return [
    `## ${id}`,
    sentence.ja,
    sentence.en,
    `- 区分 / severity: ${severity}\n- 操作 / operations: ${needs.map((need) => `\`${need}\``).join(', ')}${calls}\n- 出典 / sources: ${sources.map(sourceOf).join('; ')}`,
    table(
      ['境界 / edge', '日本語', 'English', '時計 / clock'],
      edges.map((edge) => [`\`${edge.id}\``, edge.title.ja, edge.title.en, edge.movesClock ? '動かす / moves' : '']),
    ),
    table(
      ['変異体 / mutant', '日本語', 'English'],
      mutants.map((mutant) => [
        `\`${mutant}\``,
        sentences.get(mutant)?.sentence.ja ?? '',
        sentences.get(mutant)?.sentence.en ?? '',
      ]),
    ),
  ].join('\n\n')
}

/** A suite as the page lists it. */
export interface ListedSuite {
  readonly title: { readonly ja: string; readonly en: string }
  readonly requirements: readonly Requirement[]
  readonly mutants: readonly ListedMutant[]
}

function suiteSection({ title, requirements, mutants }: ListedSuite): string {
  const sentences = new Map(mutants.map((mutant) => [mutant.id, mutant]))
  const overview = table(
    ['id', '日本語', 'English', '境界 / edges', '変異体 / mutants'],
    requirements.map(({ id, sentence, edges, mutants: named }) => [
      `[${id}](#${anchor(id)})`,
      sentence.ja,
      sentence.en,
      String(edges.length),
      String(named.length),
    ]),
  )
  const head = `# ${title.ja} / ${title.en}`
  return [head, overview, ...requirements.map((requirement) => section(requirement, sentences))].join('\n\n')
}

/** 要求一覧: the page of all requirements in both languages, suite by suite, with sources, edges and mutants; Markdown. */
export const requirementsPage = (suites: readonly ListedSuite[]): string =>
  `${[HEAD.trimEnd(), ...suites.map(suiteSection)].join('\n\n')}\n`
