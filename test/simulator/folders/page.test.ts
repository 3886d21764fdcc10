import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FOLDER_MESSAGES } from '../../../simulator/folders/messages.ts'
import { serveCommand } from '../../../src/cli/commands/serve.ts'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/folders.md', root), 'utf8')

describe('docs/folders.md', () => {
  it('lists every line of the log in both languages', () => {
    const rows = [...page.matchAll(/^\| `(SIM-L\d{3})` \| (.*) \|$/gm)].map(([, code, text]) => [code, text])
    expect(rows).toEqual(Object.entries(FOLDER_MESSAGES).map(([code, { ja, en }]) => [code, `${en} / ${ja}`]))
  })

  it('names only flags that the command has', () => {
    const flags = new Set([...page.matchAll(/--[a-z][a-z-]+/g)].map(([flag]) => flag))
    expect([...flags].filter((flag) => !serveCommand.flags.some(({ form }) => form.startsWith(`${flag} `)))).toEqual([])
    expect(flags.size).toBeGreaterThan(3)
  })

  it('shows programs that are there', () => {
    const files = [...page.matchAll(/examples\/[\w/-]+\.ts/g)].map(([file]) => file)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
  })
})
