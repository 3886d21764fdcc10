import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import { documentTwin, renderDocument } from '../../generators/documents/index.ts'
import { member, population } from '../../generators/index.ts'
import { inspectCommand } from '../../src/cli/commands/inspect.ts'
import { readIsolated } from '../../src/cli/isolated-paper.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { instant } from '../../src/domain/civil-date.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import { HOSTILE } from '../wire/paper/raw-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'madoguchi-inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

interface Said {
  readonly code: number
  readonly text: string
}

async function inspect(
  files: readonly string[],
  flags: Readonly<Record<string, string>> = {},
  lang: 'ja' | 'en' = 'en',
): Promise<Said> {
  let text = ''
  const io = {
    lang,
    program: 'madoguchi',
    print: (more: string) => void (text += more),
    warn: () => undefined,
    colours: false,
    showsProgress: false,
  }
  return { code: await inspectCommand.run(files, flags, io), text }
}

const people = population({ seed: 42 })

async function notice(index: number): Promise<Uint8Array> {
  const person = member(people, index)
  const cover = coverageStates(person.ledger, instant('2026-11-21T09:00:00+09:00')).at(-1)
  if (cover === undefined) throw new Error('no cover')
  return (await renderDocument(documentTwin('notice', { member: person, cover }))).bytes
}

describe('madoguchi inspect', () => {
  it('tells a clerk in Japanese what a PDF is and says', async () => {
    const path = file('notice.pdf', await notice(13))
    const { code, text } = await inspect([path], { on: '2026-11-21' }, 'ja')
    expect(text).toContain('notice.pdf: 資格情報のお知らせ, pdf, 1 ページ, 210 × 297 mm, 見本の表示あり')
    expect(text).toContain('  氏名: 高木　美穂')
    expect(text).toContain('  生年月日: 昭和43年5月11日（1968-05-11）')
    expect(code).toBe(0)
  })

  it('names the fields on which it differs from another person', async () => {
    const path = file('other.pdf', await notice(13))
    const { code, text } = await inspect([path], { member: '14' })
    expect(text).toContain("✗ The birth date differs: the paper says 1968-05-11, this person's is 1984-01-27.")
    expect(text).toMatch(/The name differs.*\[SIM-D115\]/)
    expect(code).toBe(1)
  })

  it('agrees with its owner', async () => {
    expect(await inspect([file('own.pdf', await notice(13))], { member: '13' })).toMatchObject({ code: 0 })
  })

  it('proves no field of a picture and says so', async () => {
    const path = file('scan.png', createCanvas(300, 400).toBuffer('image/png'))
    const { code, text } = await inspect([path])
    expect(text).toContain('no text layer: fields unproven')
    expect(code).toBe(5)
  })

  it('gives one JSON document for several files, XML among them', async () => {
    const xml = file('OQSsiquc01req_1.xml', '<XmlMsg><MessageHeader/></XmlMsg>')
    const { text } = await inspect([file('a.pdf', await notice(13)), xml], { format: 'json' })
    const told: unknown = JSON.parse(text)
    expect(told).toMatchObject({
      files: [{ medium: 'pdf', kind: 'notice', findings: [], problem: null }, { kind: 'OQSsiquc01req' }],
    })
  })

  it.each([
    ['encryption declared', 'SIM-D003', 'Write it without a password'],
    ['a tree of pages that holds itself', 'SIM-D008', 'Whose to fix: the maker of the file'],
    ['ten thousand pages', 'SIM-D005', 'Make one file for each person'],
  ])('tells plainly why a hostile PDF is not read: %s', async (name, problem, words) => {
    const { code, text } = await inspect([file('hostile.pdf', HOSTILE[name]?.() ?? '')])
    expect(text).toContain(`[${problem}]`)
    expect(text).toContain(words)
    expect(code).toBe(1)
  })

  it.each([
    ['letter.pdf', 'not a PDF at all'],
    ['archive.zip', 'PK\u0003\u0004'],
    ['nothing.pdf', ''],
  ])('does not take %s for anything', async (name, content) => {
    const { code, text } = await inspect([file(name, content)])
    expect(text).toContain('This is neither XML, PDF, PNG nor JPEG.')
    expect(code).toBe(1)
  })

  it.each([
    [{ member: 'nobody/at-all' }, '--member'],
    [{ member: '999999999' }, '--member'],
    [{ on: '2026-02-30' }, '--on'],
  ])('refuses %o', async (flags, flag) => {
    await expect(inspect([file('x.pdf', '%PDF-1.7')], flags)).rejects.toThrow(UsageError)
    await expect(inspect([file('x.pdf', '%PDF-1.7')], flags)).rejects.toThrow(flag)
  })

  it('works as a person calls it', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url))
    const path = file('called.pdf', await notice(13))
    const [code, out] = await new Promise<[number | null, string]>((resolve) => {
      const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'inspect', path, '--lang', 'en'])
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
      child.on('close', (status) => resolve([status, text]))
    })
    expect(out).toContain('notice of eligibility data')
    expect(code).toBe(0)
  })
})

it('reads apart what it reads in the same process', async () => {
  const result = await readIsolated(await notice(13))
  expect(result).toMatchObject({ ok: true, value: { medium: 'pdf', reading: { kind: 'notice' }, picture: null } })
})
