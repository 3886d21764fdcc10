/** HTML that is safe to put into a page: made by {@link markup} only, apart from texts of our own given to {@link trusted}. */
export interface Markup {
  readonly markup: string
}

/** What a template takes: text (escaped), numbers, other markup, or lists of these. */
export type Content = Markup | string | number | readonly Content[]

/** Characters of one text that a page keeps; the rest is counted, so that no single value makes a page huge. */
export const TEXT_LIMIT = 4000

/** Characters that HTML cannot hold, and those that turn the direction of the words around them. */
// oxlint-disable-next-line no-control-regex -- they are control characters
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const clipped = (text: string): string =>
  text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT)}… (+${text.length - TEXT_LIMIT})`

const escaped = (text: string): string =>
  clipped(text)
    .toWellFormed()
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

const isList = (content: Markup | readonly Content[]): content is readonly Content[] => Array.isArray(content)

/** Content as HTML text: strings become character data that is also safe between the quotes of an attribute. */
export function rendered(content: Content): string {
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  return isList(content) ? content.map(rendered).join('') : content.markup
}

/** Text of our own, such as a style sheet, taken as it is. Never for a value of a report. */
export const trusted = (text: string): Markup => ({ markup: text })

/** A template whose values are escaped. Attributes are always written with double quotes. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  trusted(parts.map((part, index) => `${part}${rendered(values[index] ?? '')}`).join(''))
