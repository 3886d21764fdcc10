import { citationText } from './citation.ts'
import type { CoverageKey } from './ledger.ts'
import type { Label } from './messages/catalogue.ts'
import { type Lang, MESSAGES, fill, methodName, reasonText } from './messages/index.ts'
import { type Decision, OFFERS, type TraceEntry } from './presentation.ts'
import { RULES } from './rules/index.ts'
import { SETTINGS } from './settings.ts'

type Words = (label: Label) => string

const ruleOf = (id: string) => RULES.find((rule) => rule.id === id)

/** An L, and a setting that no public text decides, show as an assumption wherever they speak. */
function isAssumed(entry: TraceEntry): boolean {
  const name = ruleOf(entry.rule)?.setting
  return entry.confidence === 'L' || SETTINGS.some((setting) => setting.name === name && setting.assumption)
}

/** A value of the book in words: rungs by name, yes and no, everything else as it is. */
function valueText(json: string, lang: Lang): string {
  const { labels, offers } = MESSAGES[lang]
  const value: unknown = JSON.parse(json)
  if (typeof value === 'boolean') return value ? labels.yes : labels.no
  if (Array.isArray(value))
    return value.map((rung) => offers[OFFERS.find((offer) => offer === rung) ?? 'declaration']).join(' → ')
  return String(value)
}

function sourceText(entry: TraceEntry, word: Words): string {
  const [first, name] = entry.source.split(' ')
  if (first === 'setting' && name !== undefined) return `${word('setting')} ${name}`
  return entry.source === 'no row on this day' ? word('noRow') : citationText(entry.source)
}

function traceLine(entry: TraceEntry, lang: Lang, word: Words): string {
  const title = ruleOf(entry.rule)?.title[lang] ?? entry.rule
  const mark = isAssumed(entry) ? ` (${word('assumption')})` : ''
  return `  ${title}: ${valueText(entry.value, lang)}${mark} [${entry.confidence}] ${sourceText(entry, word)} <${entry.rule}>`
}

function keyText(key: CoverageKey, word: Words): string {
  const parts = [
    [word('insurer'), key.insurerNumber],
    [word('symbol'), key.symbol],
    [word('number'), key.number],
    [word('branch'), key.branch],
  ]
  return parts.flatMap(([label, text]) => (text === null || text === undefined ? [] : [`${label} ${text}`])).join(' ')
}

const list = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines])

/** Who pays, where it is not the insurance or the patient alone. */
function payersText({ payers }: Decision, lang: Lang): string | null {
  const names = payers.map(({ kind }) => MESSAGES[lang].payers[kind])
  const plain = payers.every(({ kind }) => kind === 'insurance') || payers.every(({ kind }) => kind === 'private')
  return plain ? null : names.join(' → ')
}

function refundText({ refund }: Decision, lang: Lang): string | null {
  if (refund === null) return null
  return fill(MESSAGES[lang].refund, { clinic: refund.clinicUntil ?? '', insurer: refund.insurerUntil })
}

/** The rules that spoke; those told before in the same words are only counted. */
function rulesText({ trace }: Decision, lang: Lang, word: Words, told: Set<string>): string[] {
  const lines = trace.map((entry) => traceLine(entry, lang, word))
  const fresh = lines.filter((line) => !told.has(line))
  for (const line of fresh) told.add(line)
  const known = lines.length - fresh.length
  return known === 0 ? fresh : [...fresh, `  ${fill(word('told'), { count: String(known) })}`]
}

const line = (label: string, text: string | null): string[] => (text === null ? [] : [`${label}: ${text}`])

/**
 * 判定の説明: a decision in lines for one screen: outcome, method, share, payers, what was checked and read, the numbers of
 * the claim, why, what can be done now and later, then every rule that spoke with its value, confidence and source. `told`
 * gathers the lines of the rules over several decisions, so that each is written out once.
 */
export function explainDecision(decision: Decision, lang: Lang, told: Set<string> = new Set()): string[] {
  const { outcomes, offers, followUps, reads, verified, claims, shares, labels } = MESSAGES[lang]
  const word: Words = (label) => labels[label]
  const { outcome, method, share, limitBand, key, claim, reasons } = decision
  const charged = outcome === 'accepted' || outcome === 'full-charge'
  const numbers = key === null ? '' : `: ${keyText(key, word)}`
  return [
    `${word('outcome')}: ${outcomes[outcome]}`,
    ...(method === null ? [] : [`${word('method')}: ${methodName(method, lang)}`]),
    ...(charged
      ? [`${word('share')}: ${shares[share ?? 'ask']}${limitBand === null ? '' : `, ${word('limit')} ${limitBand}`}`]
      : []),
    ...line(word('payers'), payersText(decision, lang)),
    ...line(word('refund'), refundText(decision, lang)),
    ...(outcome === 'accepted'
      ? [
          `${word('verified')}: ${verified[decision.verified]}`,
          `${word('reads')}: ${decision.reads} ${reads[decision.reads]}`,
        ]
      : []),
    ...(charged ? [`${word('claim')}: ${claims[claim]}${numbers}`] : []),
    ...list(
      word('reasons'),
      reasons.map((reason) => `  ${reasonText(reason, lang)} <${reason.code}>`),
    ),
    ...list(
      word('offers'),
      decision.offers.map((offer, at) => `  ${at + 1}. ${offers[offer]}`),
    ),
    ...list(
      word('followUps'),
      decision.followUps.map((followUp) => `  ${followUps[followUp]}`),
    ),
    ...list(word('rules'), rulesText(decision, lang, word, told)),
  ]
}
