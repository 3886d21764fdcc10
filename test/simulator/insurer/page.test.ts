import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createSimulator } from '../../../simulator/index.ts'
import { INSURER_CODES } from '../../../simulator/insurer/messages.ts'
import { INSURER_LISTS, registrationRecordSchema } from '../../../src/wire/insurer-records.ts'

const page = readFileSync(new URL('../../../docs/gateway.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}))

describe('docs/gateway.md', () => {
  it('shows a day that goes as printed', async () => {
    const simulator = createSimulator()
    const files = new Map<string, string>()
    const missing: string[] = []
    let printed = ''
    let calls = 0
    for (const { language, text } of blocks) {
      if (language === 'json') files.set('record.json', text)
      if (language === 'xml') files.set('inquiry.xml', text)
      if (language === 'text' && !printed.includes(text.trim())) missing.push(text)
      if (language !== 'sh') continue
      for (const line of text.split('\n').filter((each) => each.startsWith('curl '))) {
        const path = /\$B([^\s"]+)/.exec(line)?.[1] ?? ''
        const body = /-d '([^']+)'/.exec(line)?.[1] ?? files.get(/--data-binary @(\S+)/.exec(line)?.[1] ?? '')
        const method = / -X ([A-Z]+)/.exec(line)?.[1] ?? (body === undefined ? 'GET' : 'POST')
        // oxlint-disable-next-line no-await-in-loop -- each line builds on the one before
        const answer = await simulator.fetch(path, { method, ...(body === undefined ? {} : { body }) })
        // oxlint-disable-next-line no-await-in-loop -- as above
        printed = await answer.text()
        expect({ line, status: answer.status < 300, refused: printed.includes('"status":"refused"') }).toEqual({
          line,
          status: true,
          refused: false,
        })
        calls += 1
      }
    }
    expect(missing).toEqual([])
    expect(calls).toBeGreaterThan(8)
  })

  it('shows only records that can be read', () => {
    const records = blocks.filter(({ language }) => language === 'json').map(({ text }): unknown => JSON.parse(text))
    expect(records.map((record) => registrationRecordSchema.safeParse(record).success)).toEqual([true, true, true])
  })

  it('explains every code, operation and list there is, and no other', () => {
    const named = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([, name = '']) => name)
    expect(named(/^\| `(INS-V\d\d)` \|/gm)).toEqual(Object.keys(INSURER_CODES))
    const operations = registrationRecordSchema.options.flatMap(({ shape }) => [...shape.op.values])
    const lists: readonly string[] = INSURER_LISTS
    expect(named(/^\| `([a-zA-Z-]+)` \|/gm)).toEqual([...operations, ...lists])
  })
})
