const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)>/g
const ATTRIBUTE = /([\w-]+)(?:="([^"]*)")?/g
const VOID = new Set(['meta', 'input', 'img'])
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

const decoded = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? '')

const tagsOf = (page: string): readonly Tag[] =>
  [...page.matchAll(TAG)].map(([, slash, name = '', attributes = '']) => ({
    name,
    closes: slash === '/',
    attributes: [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, decoded(value)] as const),
  }))

/** The values of an attribute, in the order of the page. */
export const attributesOf = (page: string, attribute: string): readonly string[] =>
  tagsOf(page).flatMap(({ attributes }) => attributes.filter(([name]) => name === attribute).map(([, value]) => value))

/** The tags of a page with the names of their attributes: what its texts must not be able to change. */
export const skeletonOf = (page: string): readonly string[] =>
  tagsOf(page).map(({ name, closes, attributes }) =>
    [closes ? `/${name}` : name, ...attributes.map(([key]) => key)].join(' '),
  )

export const anchorsOf = (page: string): readonly string[] => attributesOf(page, 'id')

/** The text of the body, spaces run together. */
export const textOf = (page: string): string =>
  decoded(page.slice(page.indexOf('<body>')).replaceAll(TAG, '')).replaceAll(/\s+/g, ' ')

/** What is wrong with a page: stray characters, tags that do not match, ids that are not unique, references to nothing. */
export function problemsOf(page: string): readonly string[] {
  const bare = page
    .replace('<!doctype html>', '')
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(TAG, '')
  const open: string[] = []
  const problems = bare.includes('<') || bare.includes('>') ? ['a stray < or >'] : []
  for (const { name, closes } of tagsOf(page)) {
    if (VOID.has(name)) continue
    if (!closes) open.push(name)
    else if (open.pop() !== name) problems.push(`</${name}> closes something else`)
  }
  const ids = anchorsOf(page)
  const references = [
    ...attributesOf(page, 'for'),
    ...attributesOf(page, 'aria-labelledby'),
    ...attributesOf(page, 'href').map((href) => href.slice(1)),
  ]
  return [
    ...problems,
    ...open.map((name) => `<${name}> stays open`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id ${id} stands twice`),
    ...references.filter((id) => !ids.includes(id)).map((id) => `nothing is called ${id}`),
  ]
}
