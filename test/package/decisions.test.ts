import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = new URL('../../', import.meta.url)
const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'))

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(readJson('package.json'))
const installed = (name: string): { version: string; license: string } =>
  z.object({ version: z.string(), license: z.string() }).parse(readJson(`node_modules/${name}/package.json`))

const pages = globSync('*.md', { cwd: new URL('docs/decisions/', root) })
const text = (page: string): string => readFileSync(new URL(`docs/decisions/${page}`, root), 'utf8')

/** `@hono/node-server` is explained in `NNN-hono-node-server.md`. */
const slug = (name: string): string => name.replace('@', '').replaceAll(/[/_]/g, '-')

const permissive = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1', 'CC0-1.0', 'Zlib']

describe('decisions', () => {
  it.each(Object.keys(manifest.dependencies))('explain why the product depends on %s', (name) => {
    const page = pages.find((one) => one.replace(/^\d{3}-/, '') === `${slug(name)}.md`)
    expect(page, `docs/decisions/NNN-${slug(name)}.md`).toBeDefined()
  })

  /** Every part of a licence expression that joins its parts by AND. */
  const partsOf = (license: string): readonly string[] => license.split(' AND ')

  it.each(Object.keys(manifest.dependencies))('name the version and the licence of %s as installed', (name) => {
    const { version, license } = installed(name)
    const page = pages.find((one) => one.replace(/^\d{3}-/, '') === `${slug(name)}.md`) ?? ''
    expect(text(page)).toContain(`${name} ${version}, ${license}`)
    expect(partsOf(license).filter((part) => !permissive.includes(part))).toEqual([])
  })

  it('have a number each', () => {
    const numbers = pages.map((page) => page.slice(0, 3))
    expect(numbers.filter((number) => !/^\d{3}$/.test(number))).toEqual([])
    expect(new Set(numbers).size).toBe(pages.length)
  })

  it.each(pages)('%s says what was needed, what was chosen and what else there was', (page) => {
    expect(text(page).match(/^## .+$/gm)).toEqual([
      '## Need',
      '## Choice',
      '## Why not the others',
      '## What we rely on',
    ])
  })
})
