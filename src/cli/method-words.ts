import { citationText } from '../domain/citation.ts'
import { IDENTITIES, type Method, PLACES_IN_ORDER, daysText, methodDays } from '../domain/methods.ts'
import { clipped, padColumns } from './columns.ts'
import type { Both, Lang } from './lang.ts'
import { COLUMNS, onScreen } from './rule-words.ts'

const LABELS = {
  heading: { ja: '確認方法', en: 'methods' },
  shown: { ja: '示すもの', en: 'shown' },
  where: { ja: '使える施設', en: 'where' },
  days: { ja: '日', en: 'days' },
  reads: { ja: '読める範囲', en: 'reads' },
  identity: { ja: '本人確認', en: 'identity' },
  never: { ja: 'できないこと', en: 'never' },
  place: { ja: '順序', en: 'place' },
  seeds: { ja: '当初の文書', en: 'original documents' },
  source: { ja: '出典', en: 'source' },
  assumption: { ja: '仮定', en: 'assumption' },
  announced: { ja: '予定。まだ使えない。', en: 'Announced, not in use yet.' },
} as const satisfies Readonly<Record<string, Both>>

/** 一つの方法: what it takes, where and on which days it works, and what it never does. */
export function methodText(method: Method, lang: Lang): string {
  const { id, title, shown, where, reads, identity, never, place, aliases, source, announced } = method
  const line = (name: keyof typeof LABELS, text: string): string => `  ${LABELS[name][lang]}: ${text}`
  const sites = where.sites.join(' ')
  return onScreen([
    `${id}  ${title[lang]}`,
    ...(announced === true ? [`  ${LABELS.announced[lang]}`] : []),
    line('shown', shown[lang]),
    line('where', where.condition === null ? sites : `${sites} (${where.condition[lang]})`),
    ...methodDays(method).map((one) => line('days', `${daysText(one)}  <${one.rule}> ${one.title[lang]}`)),
    line('reads', reads ?? '–'),
    line('identity', identity.map((one) => IDENTITIES[one][lang]).join(', ')),
    line('never', never[lang]),
    line('place', PLACES_IN_ORDER[place][lang]),
    ...(aliases.length === 0 ? [] : [line('seeds', aliases.join(' '))]),
    line(
      'source',
      `${citationText(source.key)} [${source.confidence}]${source.confidence === 'L' ? ` ${LABELS.assumption[lang]}` : ''}`,
    ),
  ])
}

/** 方法の一覧: one line each, with the numbers of the original documents. */
export function methodList(methods: readonly Method[], lang: Lang): string {
  return `${[
    `${LABELS.heading[lang]}  (${methods.length})`,
    ...methods.map(({ id, title, aliases }) =>
      clipped(`  ${padColumns(id, 6)}${title[lang]}${aliases.length === 0 ? '' : `  ${aliases.join(' ')}`}`, COLUMNS),
    ),
  ].join('\n')}\n`
}
