import { describe, expect, it } from 'vitest'
import { textOf, worldOf } from './support.ts'

/** Rows of the table of known kinds, typed from the facts: prefix, number, name. @see facts/wire.md 1.2 */
const NAMED: readonly (readonly [prefix: string, number: string, name: string])[] = [
  ['OQSsihvq01req', 'OQS-IF-025/026', '資格確認（訪問診療等）'],
  ['OQSsionq01req', 'OQS-IF-027/028', '資格確認（オンライン診療等）'],
  ['OQSsihvd01req', 'OQS-IF-037/038', '閲覧同意取り消し（訪問診療等）'],
  ['OQSsiurl01req', 'OQS-IF-039/040', '医療機関アクセスURL取得'],
  ['OQSsiinq01req', 'OQS-IF-041/042', '医療機関環境設定情報照会'],
  ['OQSsiupd01req', 'OQS-IF-043/044', '医療機関環境設定情報更新'],
  ['CIPsiquc01req', '', '臨床情報閲覧'],
  ['PMHsimsm01req', '', 'PMH医療費助成照会'],
]

/** Systems whose functions are named by their system alone. @see facts/wire.md 1.1 */
const SYSTEMS: readonly (readonly [prefix: string, name: string])[] = [
  ['EPSsipre01req', '電子処方箋'],
  ['EPSmupre02req', '電子処方箋'],
  ['CISsixyz01req', '電子カルテ情報共有'],
  ['CIPsixyz01req', '臨床情報'],
  ['PMHsixyz01req', '公費'],
  ['EMSsixyz01req', '救急'],
]

/** Every request with a layout. @see facts/wire.md 1.2 */
const ANSWERED = [
  'OQSsiquc01req',
  'OQSsiimm01req',
  ...['muquc', 'muimm', 'mutic', 'muhvq', 'muonq'].flatMap((func) => [`OQS${func}01req`, `OQS${func}02req`]),
  'YZKsiquc01req',
  'TKKsiquc01req',
]

const told = (prefix: string): string => {
  const reply = worldOf({}).answer(`${prefix}_1.xml`, new Uint8Array())
  expect(reply).toMatchObject({ kind: 'fault', status: 422, name: `${prefix}_1.err` })
  return textOf(reply.bytes)
}

describe('a function known by name only', () => {
  it.each(NAMED)('%s says so by its number %s and its name %s', (prefix, number, name) => {
    expect(told(prefix)).toMatch(new RegExp(`^SIM-C002 ${[prefix, number, name].filter(Boolean).join(' ')}: `))
  })

  it.each(SYSTEMS)('%s says so by the name of its system, %s', (prefix, name) => {
    expect(told(prefix)).toContain(`SIM-C002 ${prefix} ${name}`)
  })

  it.each(['OQSsihvq02req', 'OQSsiurl09req'])('%s too: the number of the step is not public', (prefix) => {
    expect(told(prefix)).toMatch(/^SIM-C002 OQSsi\w+ OQS-IF-0/)
  })

  it('is told from a function that nobody has named', () => {
    for (const prefix of ['OQSsixyz01req', 'OQSmuquc03req', 'YZKsixyz01req', 'TKKmuquc01req'])
      expect(told(prefix)).toMatch(new RegExp(`^SIM-C001 ${prefix}\\b`))
  })

  it('is told from the functions that are answered', () => {
    for (const prefix of ANSWERED) expect(told(prefix)).not.toMatch(/SIM-C00[12]/)
  })
})
