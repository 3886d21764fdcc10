import { describe, expect, it } from 'vitest'
import { codeOn } from './code-in-docs.ts'

const pages = ['docs/msw.md', 'docs/vitest.md'] as const

describe.each(pages)('%s', (page) => {
  it('shows the code of the tree, word for word', () => {
    const shown = codeOn(page)
    expect(shown.length).toBeGreaterThan(0)
    for (const { file, onThePage, inTheTree } of shown) expect(onThePage, file).toBe(inTheTree)
  })

  it('imports nothing by its place in the tree', () => {
    expect(codeOn(page).filter(({ onThePage }) => onThePage.includes("from '../"))).toEqual([])
  })
})
