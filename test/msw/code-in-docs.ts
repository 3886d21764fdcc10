import { readFileSync } from 'node:fs'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

export interface ShownCode {
  /** The file in the tree that the page says it shows. */
  readonly file: string
  readonly onThePage: string
  readonly inTheTree: string
}

/** How a reader who has installed the package imports what the tree imports by its place. */
const IMPORTS = [
  ['../../src/msw/index.ts', 'madoguchi/msw'],
  ['../../src/vitest/index.ts', 'madoguchi/vitest'],
  ['../../examples/', './'],
] as const

const asInstalled = (source: string): string =>
  IMPORTS.reduce((text, [here, there]) => text.replaceAll(`from '${here}`, `from '${there}`), source)

/** The blocks of a page that stand for a file: `<!-- code FILE -->` above the block. */
export const codeOn = (page: string): readonly ShownCode[] =>
  [...read(page).matchAll(/^<!-- code (\S+) -->\n```ts\n(.*?)^```$/gms)].map(([, file = '', onThePage = '']) => ({
    file,
    onThePage,
    inTheTree: asInstalled(read(file)),
  }))
