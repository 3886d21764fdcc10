import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)

interface Import {
  readonly specifier: string
  /** Erased by the compiler: such an import cannot run code of the file it names. */
  readonly typeOnly: boolean
}

interface Part {
  readonly path: string
  readonly imports: readonly string[]
  /** Packages and Node modules the part may import; absent means any. */
  readonly packages?: readonly string[]
}

/** Bottom to top. A file belongs to the part with the longest matching path. */
const parts: readonly Part[] = [
  { path: 'src/domain', imports: [], packages: ['@holiday-jp/holiday_jp'] },
  {
    path: 'src/wire',
    imports: ['src/domain', 'src/wire/paper'],
    packages: ['iconv-lite', 'saxes', 'zod', 'node:zlib'],
  },
  {
    path: 'src/wire/paper',
    imports: ['src/domain', 'src/wire'],
    packages: [
      '@napi-rs/canvas',
      'jsqr',
      'pdfjs-dist',
      'node:crypto',
      'node:module',
      'node:worker_threads',
      'node:zlib',
    ],
  },
  {
    path: 'generators',
    imports: ['src/domain', 'src/wire', 'src/wire/paper', 'generators/documents', 'generators/documents/fonts'],
    packages: ['fast-check', 'zod', 'node:crypto', 'node:zlib'],
  },
  {
    path: 'generators/documents',
    imports: [
      'src/domain',
      'src/wire',
      'src/wire/paper',
      'generators',
      'generators/documents',
      'generators/documents/fonts',
    ],
    packages: ['@napi-rs/canvas', 'fontkit', 'pdf-lib', 'uqr', 'node:crypto', 'node:zlib'],
  },
  { path: 'generators/documents/fonts', imports: ['src/domain'] },
  {
    path: 'scenarios',
    imports: ['src/domain', 'src/wire', 'src/wire/paper', 'generators', 'generators/documents'],
    packages: ['fast-check', 'yaml', 'zod', 'node:crypto', 'node:zlib'],
  },
  {
    path: 'scenarios/index.ts',
    imports: [
      'src/domain',
      'src/wire',
      'src/wire/paper',
      'generators',
      'generators/documents',
      'scenarios',
      'scenarios/load.ts',
    ],
  },
  {
    path: 'scenarios/load.ts',
    imports: ['src/domain', 'src/wire', 'src/wire/paper', 'generators', 'generators/documents', 'scenarios'],
  },
  {
    path: 'src/conformance',
    imports: [
      'src/domain',
      'src/wire',
      'src/wire/paper',
      'generators',
      'generators/documents',
      'scenarios',
      'src/conformance/drivers',
      'src/conformance/reference',
    ],
    packages: ['fast-check', 'yaml', 'zod', 'node:crypto', 'node:zlib'],
  },
  {
    path: 'src/conformance/drivers',
    imports: [
      'src/domain',
      'src/wire',
      'src/wire/paper',
      'generators',
      'generators/documents',
      'scenarios',
      'src/conformance',
      'src/conformance/reference',
    ],
  },
  { path: 'src/conformance/reference', imports: [], packages: ['zod'] },
  {
    path: 'simulator',
    imports: [
      'src/domain',
      'src/wire',
      'src/wire/paper',
      'generators',
      'generators/documents',
      'scenarios',
      'scenarios/load.ts',
    ],
  },
  { path: 'src/session', imports: everything('src/cli', 'src/msw', 'src/vitest') },
  { path: 'src/msw', imports: everything('src/cli') },
  { path: 'src/vitest', imports: everything('src/cli') },
  { path: 'src/cli', imports: everything() },
  { path: 'src/index.ts', imports: everything('src/cli', 'src/msw', 'src/vitest', 'src/session') },
]

/** A reference system is written from the facts, as a vendor would, and shares no judgement with the oracle. */
const referenceMayImport = [
  /^src\/domain\/(civil-date|document|numbers|result)\.ts$/,
  /^src\/wire\//,
  /^src\/conformance\/protocol\//,
  /^scenarios\/protocol(-insurer|-values)?\.ts$/,
  /^src\/conformance\/reference\//,
]
const oracle = /^src\/domain\/(decide|rules|rulesets|settings)(\.ts$|\/)/

function everything(...except: readonly string[]): readonly string[] {
  const all = [
    'src/domain',
    'src/wire',
    'src/wire/paper',
    'generators',
    'generators/documents',
    'generators/documents/fonts',
    'scenarios',
    'scenarios/index.ts',
    'scenarios/load.ts',
    'src/conformance',
    'src/conformance/drivers',
    'src/conformance/reference',
    'simulator',
    'src/session',
    'src/msw',
    'src/vitest',
    'src/cli',
    'src/index.ts',
  ]
  return all.filter((path) => !except.includes(path))
}

const within = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`)

const partOf = (file: string): Part | undefined =>
  parts.filter(({ path }) => within(path, file)).toSorted((a, b) => b.path.length - a.path.length)[0]

const fromClause =
  /^\s*(?:import|export)\s+(type\s+)?(?:[\w$]+\s*,\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s*from\s*['"]([^'"]+)['"]/gm
const bareImport = /^\s*import\s*['"]([^'"]+)['"]/gm
const importCall = /\bimport\(\s*['"]([^'"]+)['"]/g

function importsOf(source: string): readonly Import[] {
  return [
    ...[...source.matchAll(fromClause)].map(([, type, specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined,
    })),
    ...[...source.matchAll(bareImport)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
    ...[...source.matchAll(importCall)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ]
}

const targetOf = (file: string, specifier: string): string => posix.join(posix.dirname(file), specifier)

const packageOf = (specifier: string): string => {
  if (builtinModules.includes(specifier)) return `node:${specifier}`
  if (specifier.startsWith('node:')) return specifier.split('/').slice(0, 1).join()
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Why this file may not contain this import; undefined when it may. */
function objection(file: string, { specifier }: Import): string | undefined {
  const part = partOf(file)
  if (part === undefined) return `${file} is in no part of the architecture`
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier)
    if (name === 'madoguchi') return `${file} imports its own package`
    return part.packages?.includes(name) === false ? `${file} imports ${name}` : undefined
  }
  const target = targetOf(file, specifier)
  if (part.path === 'src/conformance/reference') {
    return referenceMayImport.some((allowed) => allowed.test(target)) ? undefined : `${file} imports ${target}`
  }
  const other = partOf(target)
  // Data beside the code (a JSON schema, package.json) is nobody's part.
  if (other === undefined) return target.endsWith('.json') ? undefined : `${file} imports ${target}`
  return other === part || part.imports.includes(other.path) ? undefined : `${file} imports ${target}`
}

const files = globSync('{src,generators,scenarios,simulator}/**/*.ts', { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
)
const tree = new Map(files.map((file) => [file, importsOf(readFileSync(new URL(file, root), 'utf8'))]))

/** Every file whose code runs when the given files are imported. */
function reachable(start: readonly string[]): ReadonlySet<string> {
  const seen = new Set(start)
  for (const file of seen) {
    for (const { specifier, typeOnly } of tree.get(file) ?? []) {
      if (specifier.startsWith('.') && !typeOnly) seen.add(targetOf(file, specifier))
    }
  }
  return seen
}

describe('the direction of imports', () => {
  it('holds for every import of the tree', () => {
    const objections = [...tree].flatMap(([file, imports]) => imports.map((one) => objection(file, one)))
    expect(objections.filter((one) => one !== undefined)).toEqual([])
  })

  it('gives every file a part', () => {
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter((file) => partOf(file) === undefined)).toEqual([])
  })

  it('keeps the oracle out of reach of the reference systems, also through a third file', () => {
    const reference = files.filter((file) => within('src/conformance/reference', file))
    expect([...reachable(reference)].filter((file) => oracle.test(file))).toEqual([])
  })
})

describe('the check itself', () => {
  it.each([
    ['src/domain/rules/grace.ts', '../../wire/xml.ts'],
    ['src/domain/decide.ts', 'zod'],
    ['src/wire/xml.ts', '../../generators/member.ts'],
    ['src/wire/xml.ts', 'fs'],
    ['generators/member.ts', '../scenarios/scenario.ts'],
    ['generators/member.ts', 'node:fs/promises'],
    ['scenarios/replay.ts', '../simulator/app.ts'],
    ['scenarios/replay.ts', './load.ts'],
    ['simulator/app.ts', '../src/conformance/judge.ts'],
    ['simulator/app.ts', '../src/conformance/drivers/http.ts'],
    ['src/conformance/judge.ts', '../../simulator/app.ts'],
    ['src/conformance/judge.ts', 'node:http'],
    ['src/conformance/drivers/http.ts', '../../../simulator/app.ts'],
    ['src/conformance/drivers/http.ts', 'madoguchi/simulator'],
    ['src/conformance/reference/clinic/counter.ts', '../../../domain/decide.ts'],
    ['src/conformance/reference/clinic/counter.ts', '../../../domain/ledger.ts'],
    ['src/conformance/reference/clinic/counter.ts', '../../judge.ts'],
    ['src/conformance/reference/clinic/counter.ts', 'node:http'],
    ['src/index.ts', './cli/main.ts'],
    ['src/utilities/strings.ts', 'zod'],
  ])('objects to %s importing %s', (file, specifier) => {
    expect(objection(file, { specifier, typeOnly: false })).toBeDefined()
  })

  it.each([
    ['src/domain/rules/grace.ts', '../civil-date.ts'],
    ['src/domain/business-days.ts', '@holiday-jp/holiday_jp'],
    ['src/wire/shift-jis.ts', 'iconv-lite'],
    ['scenarios/load.ts', 'node:fs'],
    ['src/conformance/drivers/http.ts', 'node:http'],
    ['src/conformance/reference/clinic/counter.ts', '../../../domain/civil-date.ts'],
    ['src/conformance/reference/clinic/counter.ts', '../../../wire/eligibility-result.ts'],
    ['src/conformance/reference/clinic/counter.ts', '../../../../scenarios/protocol.ts'],
    ['simulator/app.ts', 'hono/html'],
    ['src/cli/main.ts', '../../simulator/app.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(objection(file, { specifier, typeOnly: false })).toBeUndefined()
  })

  it('reads every form of import, and no sentence that looks like one', () => {
    const source = [
      `import one, { two } from './a.ts'`,
      `import type {`,
      `  Three,`,
      `} from './b.ts'`,
      `export * as four from './c.ts'`,
      `import './d.ts'`,
      `const five = await import('./e.ts')`,
      `/** A day parsed from './f.ts', say. */`,
      `export const six = 'import it from "./g.ts"'`,
    ].join('\n')
    expect(importsOf(source)).toEqual([
      { specifier: './a.ts', typeOnly: false },
      { specifier: './b.ts', typeOnly: true },
      { specifier: './c.ts', typeOnly: false },
      { specifier: './d.ts', typeOnly: false },
      { specifier: './e.ts', typeOnly: false },
    ])
  })
})
