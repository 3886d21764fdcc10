import type { Decision, Reason } from '../presentation.ts'
import { type Catalogue, type Lang, METHOD_IDS } from './catalogue.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'

export type { Lang } from './catalogue.ts'

/** 文例集: both languages. */
export const MESSAGES: Readonly<Record<Lang, Catalogue>> = { ja, en }

const isGiven = (value: string | undefined): value is string => value !== undefined && value !== ''

/** Fills `{name}` with facts; a part in `[…]` goes when one of its facts is missing. An unknown fact elsewhere stays as `?`. */
export function fill(sentence: string, facts: Readonly<Record<string, string>>): string {
  return sentence
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => {
      const names = Array.from(part.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
      return names.every((name) => isGiven(facts[name])) ? part : ''
    })
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (isGiven(facts[name]) ? facts[name] : '?'))
}

/** 理由の文: what is so, whose it is and what to do, with the facts of the reason. */
export function reasonText(reason: Reason, lang: Lang): string {
  const { reasons, offers, codes } = MESSAGES[lang]
  const rung = Object.entries(offers).find(([offer]) => offer === reason.facts['rung'])
  const words = Object.fromEntries(
    Object.entries(reason.facts).map(([name, value]) => [
      name,
      Object.entries(codes).find(([code]) => code === value)?.[1] ?? value,
    ]),
  )
  return fill(reasons[reason.code], { ...words, ...(rung === undefined ? {} : { rung: rung[1] }) })
}

/** 確認方法の名称: official short name; a method that `decide` never accepts on keeps its id alone. */
export function methodName(method: NonNullable<Decision['method']>, lang: Lang): string {
  const id = METHOD_IDS.find((known) => known === method)
  return id === undefined ? method : `${id} ${MESSAGES[lang].methods[id]}`
}
