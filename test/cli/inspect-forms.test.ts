import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { inspectCommand } from '../../src/cli/commands/inspect.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { writeWrongForms } from '../../src/wire/employer-form/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'madoguchi-forms-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ROW =
  '2200700,21,01,ﾃｽﾄ,123,45,ﾐﾎﾝ ﾀﾛｳ,見本　太郎,7,050401,1,1,123456789012,,,,,9,081101,1,300000,0,300000,,,,,,,,,,,1'.split(
    ',',
  )
const office = { prefecture: '21', city: '01', symbol: 'ﾃｽﾄ', number: '123' }

async function inspect(rows: readonly (readonly string[])[], lang: 'ja' | 'en', format = 'human') {
  const path = join(folder, 'KPFD0006.CSV')
  writeFileSync(path, writeWrongForms({ office, serial: 1, made: civilDate('2026-11-21'), rows }))
  let text = ''
  const io = {
    lang,
    program: 'madoguchi',
    print: (more: string) => void (text += more),
    warn: () => undefined,
    colours: false,
    showsProgress: false,
  }
  return { code: await inspectCommand.run([path], { on: '2026-11-21', format }, io), text }
}

describe('madoguchi inspect on a file of employer forms', () => {
  it('says that a right one is right, and shows the number by its last four digits', async () => {
    const { code, text } = await inspect([ROW], 'ja')
    expect(code).toBe(0)
    expect(text).toContain('届書のCSVファイル, 確認した日 2026-11-21')
    expect(text).toContain('  行 6: 2200700 被保険者資格取得届')
    expect(text).toContain('18 資格取得年月日（元号）: 9 081101 = 2026-11-01')
    expect(text).toContain('13 個人番号: ********9012')
    expect(text).not.toContain('123456789012')
    expect(text).not.toContain('✗')
  })

  it.each([
    ['ja', '✗ 行 7 項番 2: 都道府県コード「13」は日本年金機構の一覧にありません（東京は21）。 [SIM-F108]'],
    ['en', '✗ line 7 item 2: "13" is not in the list of prefectures of the pension service (Tokyo is 21). [SIM-F108]'],
  ] as const)('names line and item of a mistake (%s)', async (lang, sentence) => {
    const { code, text } = await inspect([ROW, ROW.with(1, '13')], lang)
    expect(code).toBe(1)
    expect(text).toContain(sentence)
  })

  it('gives the same as JSON', async () => {
    const { text } = await inspect([ROW.with(7, '髙見本　太郎')], 'en', 'json')
    expect(JSON.parse(text)).toMatchObject({
      files: [{ kind: 'employer-forms', problems: [{ line: 6, item: 8, code: 'SIM-F102' }] }],
    })
  })
})
