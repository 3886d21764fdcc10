import { citationText } from './citation.ts'
import {
  IDENTITIES,
  METHODS,
  type Method,
  PLACES_IN_ORDER,
  SEED_ALIASES,
  daysText,
  methodByAlias,
  methodDays,
} from './methods.ts'

interface Both {
  readonly ja: string
  readonly en: string
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const both = ({ ja, en }: Both): string => `${ja}<br>${en}`
const ja = (texts: readonly Both[]): string => texts.map((text) => text.ja).join('・')
const en = (texts: readonly Both[]): string => texts.map((text) => text.en).join(', ')

function methodSection(method: Method): string[] {
  const { id, title, shown, where, reads, identity, never, place, source, aliases, announced } = method
  const ways = identity.map((one) => IDENTITIES[one])
  const assumed = source.confidence === 'L' ? ' 仮定 assumption' : ''
  return [
    `## ${id} ${title.ja} ${title.en}`,
    '',
    row('', ''),
    row('---', '---'),
    row('示すもの shown', both(shown)),
    row(
      '使える施設 where',
      [where.sites.join(' '), ...(where.condition === null ? [] : [both(where.condition)])].join('<br>'),
    ),
    row(
      '日 days',
      methodDays(method)
        .map((one) => `\`${one.rule}\` ${daysText(one)}`.trim())
        .join('<br>') || '–',
    ),
    row('読める範囲 reads', reads ?? '–'),
    row('本人確認 identity', both({ ja: ja(ways), en: en(ways) })),
    row('できないこと never', both(never)),
    row('順序 place', both(PLACES_IN_ORDER[place])),
    ...(announced === true ? [row('予定 announced', 'まだ使えない。<br>Not in use yet.')] : []),
    row('当初の文書 seeds', aliases.join(' ') || '–'),
    row('出典 source', `${citationText(source.key)} (${source.confidence})${assumed}`),
    '',
  ]
}

/** 確認方法の頁: `docs/methods.md`, made from the table of methods, the rule book and the messages. */
export function methodsPage(): string {
  return [
    '# 資格の確認方法 Methods of verification',
    '',
    'この頁は `src/domain/methods.ts` と規則の表から作られる。手で直さない。<br>This page is made from `src/domain/methods.ts` and the rule book. It is not edited by hand.',
    '',
    '`madoguchi rules show M07` や `madoguchi rules show S4-9` は同じことを示す。日は規則の行であり、`madoguchi rules show phone/served` に出典がある。<br>`madoguchi rules show M07` and `madoguchi rules show S4-9` say the same. The days are rows of the rule book; `madoguchi rules show phone/served` gives their sources.',
    '',
    '読める範囲: R0 券面・画面のみ、R1 資格、R1+L 資格と限度額区分、R2 特定疾病まで、R3 同意により薬剤・診療・健診まで。<br>Reads: R0 what is printed or shown, R1 eligibility, R1+L with the limit class, R2 with specific diseases, R3 medical information as far as consented.',
    '',
    '## 当初の文書の番号 Numbers of the original documents',
    '',
    row('番号 number', '方法 method'),
    row('---', '---'),
    ...SEED_ALIASES.map((alias) =>
      row(
        alias,
        methodByAlias(alias)
          .map(({ id, title }) => `${id} ${title.ja} ${title.en}`)
          .join('<br>'),
      ),
    ),
    '',
    ...METHODS.flatMap(methodSection),
  ].join('\n')
}
