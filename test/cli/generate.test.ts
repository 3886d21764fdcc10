import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { languageOf } from '../../src/cli/lang.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inside = (name: string): string => join(folder, name)

async function generate(...args: readonly string[]) {
  let [stdout, stderr] = ['', '']
  const all = ['generate', ...args]
  const code = await runCommandLine(all, {
    lang: languageOf(all, {}),
    print: (text) => (stdout += text),
    warn: (text) => (stderr += text),
    program: 'madoguchi',
    colours: false,
    showsProgress: false,
  })
  return { code, stdout, stderr }
}

const linesOf = (file: string): string[] => readFileSync(inside(file), 'utf8').trimEnd().split('\n')
const memberLine = z.object({
  index: z.number(),
  magic: z.string().nullable(),
  covers: z.array(z.object({ scheme: z.string() })),
})
const readMember = (line: string) => memberLine.parse(JSON.parse(line))

describe('madoguchi generate', () => {
  it.each([
    ['nothing', [], 'Say what to generate: members, documents, mailing'],
    ['something else', ['scenarios'], 'there is no "scenarios"'],
    ['a flag of another kind', ['members', '--wave', 'notice-1'], '--wave belongs to generate mailing'],
    ['an unknown format', ['members', '--format', 'xlsx'], 'Allowed: ndjson, csv'],
    ['two ways to choose', ['members', '--magic', '--from', '5'], '--magic and --from cannot go together'],
    ['no kind of document', ['documents', '--out', 'x'], '--kind is missing'],
    ['an unknown kind', ['documents', '--kind', 'card', '--out', 'x'], 'certificate, notice, member-notice'],
    ['an unknown magic id', ['documents', '--kind', 'notice', '--member', 'name/nobody', '--out', 'x'], 'name/gaiji'],
    ['a format that the kind lacks', ['documents', '--kind', 'notice', '--format', 'card', '--out', 'x'], '(notice)'],
    [
      'an idle flag',
      ['documents', '--kind', 'notice', '--saved-at', '2026-11-21T09:00', '--out', 'x'],
      '--saved-at goes with',
    ],
    ['no folder', ['mailing'], '--out must name a folder'],
    ['a day outside the wave', ['mailing', '--on', '2024-01-01', '--out', 'x'], '2024-09-09 to 2024-09-30'],
  ])('answers %s with exit 2 and a sentence that helps', async (_, args, said) => {
    const { code, stdout, stderr } = await generate(...args)
    expect(stderr).toContain(said)
    expect([code, stdout]).toEqual([2, ''])
  })
})

describe('madoguchi generate members', () => {
  it('writes NDJSON to the standard output and nothing else', async () => {
    const { code, stdout, stderr } = await generate('members', '--count', '3', '--from', '10')
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => readMember(line).index),
    ).toEqual([10, 11, 12])
    expect([code, stderr]).toEqual([0, ''])
  })

  it('writes people of a trait, as find finds them', async () => {
    const { code } = await generate(
      'members',
      '--traits',
      'scheme=kouki age>=80',
      '--count',
      '5',
      '--out',
      inside('kouki.ndjson'),
    )
    expect(linesOf('kouki.ndjson').map((line) => readMember(line).covers[0]?.scheme)).toEqual(
      Array.from({ length: 5 }, () => 'kouki'),
    )
    expect(code).toBe(0)
  })

  it('writes the magic people as CSV in Shift_JIS, and tells what it replaced', async () => {
    const args = ['members', '--magic', '--format', 'csv', '--encoding', 'shift_jis', '--out', inside('magic.csv')]
    const { code, stderr } = await generate(...args, '--replaced', inside('replaced.ndjson'))
    const text = iconv.decode(readFileSync(inside('magic.csv')), 'cp932')
    expect(text).toContain(',髙﨑　●彦,')
    expect(text.split('\r\n')[0]).toMatch(/^index,magic,name,kana/)
    expect(stderr).toContain('#784 name/gaiji  name: 𠮷 → ●')
    expect(linesOf('replaced.ndjson')[0]).toContain('"magic":"name/gaiji"')
    expect(code).toBe(0)
    expect((await generate(...args, '--force', '--strict')).code).toBe(1)
  })

  it('does not write over a file unless told to, and leaves no half-written one', async () => {
    const args = ['members', '--count', '2', '--out', inside('twice.ndjson')]
    expect((await generate(...args)).code).toBe(0)
    const again = await generate(...args)
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('--force')])
    expect((await generate(...args, '--force')).code).toBe(0)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('gives the same bytes for the same seed and others for another', async () => {
    const [one, same, other] = await Promise.all([
      generate('members', '--count', '20', '--seed', '7'),
      generate('members', '--count', '20', '--seed', '7'),
      generate('members', '--count', '20', '--seed', '8'),
    ])
    expect(one.stdout).toBe(same.stdout)
    expect(one.stdout).not.toBe(other.stdout)
  })

  it('stops quietly when the reader goes away', async () => {
    const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'generate', 'members', '--count', '1000000'])
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => {
      child.on('close', resolve)
    })
    expect([code, stderr]).toEqual([0, ''])
  })
})

const twinFile = z.object({ kind: z.string(), format: z.string(), fields: z.record(z.string(), z.string()) })
const twinOf = (path: string) => twinFile.parse(JSON.parse(readFileSync(inside(path), 'utf8')))
const isPdf = (path: string): boolean => readFileSync(inside(path)).subarray(0, 5).toString('latin1') === '%PDF-'

describe('madoguchi generate documents', () => {
  it('writes a paper and its twin beside it, under a name that is safe', async () => {
    const args = [
      'documents',
      '--kind',
      'certificate,portal-screen',
      '--member',
      'age/leap-day',
      '--out',
      inside('papers'),
    ]
    const { code, stdout } = await generate(...args, '--valid-until', '2027-07-31')
    expect(code).toBe(0)
    expect(stdout).toContain('certificate-age_leap-day.pdf')
    expect(readdirSync(inside('papers')).toSorted()).toEqual([
      'certificate-age_leap-day.pdf',
      'certificate-age_leap-day.twin.json',
      'portal-screen-age_leap-day.png',
      'portal-screen-age_leap-day.twin.json',
    ])
    expect(isPdf('papers/certificate-age_leap-day.pdf')).toBe(true)
    expect(twinOf('papers/certificate-age_leap-day.twin.json').fields).toMatchObject({
      validUntil: '2027-07-31',
      issued: '2026-11-21',
    })
    const again = await generate(...args)
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('--force')])
  })

  it('says why a member cannot have one, and writes nothing', async () => {
    const { code, stderr } = await generate(
      'documents',
      '--kind',
      'notice',
      '--scheme',
      'kouki',
      '--member',
      '0',
      '--out',
      inside('none'),
    )
    expect(stderr).toContain('0 (森　泰輔) notice: is 36 on 2026-11-21; 後期 begins with the 75th birthday, 2065-05-07')
    expect([code, existsSync(inside('none'))]).toEqual([2, false])
  })

  it('passes over people who cannot have one when it may choose', async () => {
    const { code } = await generate('documents', '--kind', 'member-notice', '--count', '3', '--out', inside('three'))
    const twins = readdirSync(inside('three')).filter((name) => name.endsWith('.twin.json'))
    expect([code, twins.length]).toEqual([0, 3])
    for (const name of twins) expect(twinOf(`three/${name}`).fields['insurerNumber']).toMatch(/^01/)
  })

  it('prints empty forms', async () => {
    await generate('documents', '--kind', 'declaration', '--blank', '--member', '0', '--out', inside('blank'))
    expect(Object.keys(twinOf('blank/declaration-0.twin.json').fields)).toEqual(['title'])
  })
})

describe('madoguchi generate mailing', () => {
  const planFile = z.object({
    wave: z.string(),
    edges: z.array(z.object({ id: z.string(), people: z.array(z.number()) })),
    safeRoute: z.array(z.object({ index: z.number() })),
    facts: z.object({ extraction: z.object({ value: z.string(), source: z.object({ confidence: z.string() }) }) }),
  })
  const pieceLine = z.object({
    id: z.string(),
    addressee: z.object({ name: z.string() }),
    papers: z.array(z.object({ kind: z.string(), index: z.number(), fields: z.record(z.string(), z.string()) })),
  })
  const piecesIn = (path: string) => linesOf(`${path}/pieces.ndjson`).map((line) => pieceLine.parse(JSON.parse(line)))

  it.each([
    ['notice-1', 'member-notice'],
    ['certificate', 'certificate'],
  ])('writes the plan of %s, and papers that say what it says', async (wave, kind) => {
    const { code, stdout } = await generate('mailing', '--wave', wave, '--edges', '--count', '1', '--out', inside(wave))
    expect(code).toBe(0)
    expect(stdout).toContain('safe route')
    const pieces = piecesIn(wave)
    const files = readdirSync(inside(`${wave}/pdf`))
    expect(files.length).toBe(pieces.flatMap(({ papers }) => papers).length * 2)
    for (const { id, addressee, papers } of pieces) {
      for (const paper of papers) {
        const name = `${wave}/pdf/${id}-${paper.index}-${paper.kind}`
        const twin = twinOf(`${name}.twin.json`)
        expect(twin.fields).toMatchObject(paper.fields)
        expect(isPdf(`${name}.pdf`)).toBe(true)
        const isNotice = paper.kind === 'member-notice'
        expect(isNotice ? twin.fields['addressee'] : addressee.name).toBe(addressee.name)
        expect(twin.fields['last4']).toBe(paper.fields['last4'])
      }
    }
    expect(pieces.some(({ papers }) => papers.some((paper) => paper.kind === kind))).toBe(true)
    const plan = planFile.parse(JSON.parse(readFileSync(inside(`${wave}/plan.json`), 'utf8')))
    expect(plan.facts.extraction.source.confidence).toBe('H')
    const written = new Set(pieces.flatMap(({ papers }) => papers.map(({ index }) => index)))
    expect(plan.safeRoute.filter(({ index }) => written.has(index))).toEqual([])
  })

  it('writes the lists in Shift_JIS, without a birth date, an address of a person or digits of a number', async () => {
    const out = inside('lists')
    const { stderr, code } = await generate(
      'mailing',
      '--edges',
      '--data-only',
      '--count',
      '1',
      '--encoding',
      'shift_jis',
      '--out',
      out,
      '--strict',
    )
    const targets = iconv
      .decode(readFileSync(join(out, 'targets.csv')), 'cp932')
      .trimEnd()
      .split('\r\n')
    expect(targets[0]).toBe(
      'listed,mailed,insurerNumber,officeSymbol,officeName,number,branch,relation,name,kana,document,piece',
    )
    expect(targets.some((line) => line.includes('髙﨑　●彦'))).toBe(true)
    expect(stderr).toContain('𠮷 → ●')
    expect([code, existsSync(join(out, 'pdf'))]).toEqual([1, false])
  })

  it('leaves no paper of an earlier plan beside those of the new one', async () => {
    const args = ['mailing', '--count', '1', '--out', inside('again')]
    await generate(...args, '--edges')
    expect((await generate(...args)).code).toBe(3)
    const before = readdirSync(inside('again/pdf')).length
    expect((await generate(...args, '--force')).code).toBe(0)
    const after = readdirSync(inside('again/pdf')).length
    expect(after).toBe(piecesIn('again').flatMap(({ papers }) => papers).length * 2)
    expect(after).toBeLessThan(before)
  })

  it('sums up as one JSON document', async () => {
    const { stdout } = await generate(
      'mailing',
      '--data-only',
      '--count',
      '30',
      '--format',
      'json',
      '--out',
      inside('json'),
    )
    expect(
      z.object({ mailed: z.number(), pieces: z.number() }).parse(JSON.parse(stdout)).mailed,
    ).toBeGreaterThanOrEqual(25)
  })
})
