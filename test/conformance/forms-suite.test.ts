import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../generators/documents/index.ts'
import type { DriverAnswer, DriverRequest } from '../../scenarios/protocol.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { insurerHollowSystems, insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import { formRequirements } from '../../src/conformance/requirements/insurer/forms.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import {
  FORM_INSURER,
  files,
  formMember,
  formNumber,
  formStranger,
} from '../../src/conformance/arbitraries/form-cases.ts'
import { played } from './reference-insurer-support.ts'

type Drive = (request: DriverRequest) => Promise<DriverAnswer>
const print = createRenderer({ limit: 400 })

async function verdicts(build: (fetch: ReturnType<typeof createSimulator>['fetch']) => Drive) {
  const { worlds, fetch } = createSimulator()
  const report = await runConformance({
    suite: 'insurer',
    seed: 42,
    cases: 'edges',
    ruleset: 'latest',
    requirements: formRequirements,
    worlds,
    driver: functionDriver('office', build(fetch)),
    minimizeFailures: false,
    steadyMillis: () => performance.now(),
  })
  return report.verdicts.map(({ requirement, verdict }) => `${requirement} ${verdict}`)
}

const all = (verdict: string): string[] => formRequirements.map(({ id }) => `${id} ${verdict}`)

const isForms = ({ op, input }: DriverRequest): boolean =>
  op === 'event' && JSON.stringify(input).includes('"kind":"forms"')

describe('the requirements about files of forms', () => {
  it('are proven by the reference insurer, every edge seen', async () => {
    expect(await verdicts((fetch) => createReferenceInsurer({ fetch, print }))).toEqual(all('proven'))
  }, 60_000)

  it('do not apply to a system that says it takes no files', async () => {
    const without =
      (drive: Drive): Drive =>
      (request) =>
        isForms(request) ? Promise.resolve({ id: request.id, unsupported: true }) : drive(request)
    expect(await verdicts((fetch) => without(createReferenceInsurer({ fetch, print })))).toEqual(all('not-applicable'))
  }, 60_000)

  it.each(insurerHollowSystems.map((system) => [system.id, system] as const))(
    'are not proven by a system that does nothing: %s',
    async (_id, { drive }) => {
      expect((await verdicts(() => drive)).filter((line) => line.endsWith(' proven'))).toEqual([])
    },
  )

  it('are each violated by a broken insurer of its own', () => {
    const known = new Set(insurerMutants.map(({ id }) => id))
    const signatures = formRequirements.map(({ mutants }) => mutants.toSorted().join(' '))
    expect(new Set(signatures).size).toBe(formRequirements.length)
    expect(formRequirements.flatMap(({ mutants }) => mutants).filter((id) => !known.has(id))).toEqual([])
  })
})

describe('the reference insurer and a file of forms', () => {
  const START = '2026-11-10T09:00:00+09:00'
  const AT = 32

  it('takes the right lines, and names line and item of the wrong one', async () => {
    const { history, sent, taken } = await played({
      start: START,
      insurer: FORM_INSURER,
      people: {
        patient: formStranger(AT, 'patient'),
        colleague: formStranger(AT, 'colleague'),
        parent: formMember(FORM_INSURER, AT, 'parent'),
      },
      steps: [
        files([
          {
            form: 'acquisition',
            person: 'patient',
            number: formNumber(AT, 'patient'),
            defects: [{ do: 'set', item: 2, value: '13' }],
          },
          { form: 'acquisition', person: 'colleague', number: formNumber(AT, 'colleague') },
          { form: 'loss', person: 'parent', number: formNumber(AT, 'parent'), cause: 'retired', day: '2026-11-09' },
        ]),
      ],
    })
    expect(taken).toEqual([true])
    expect(history.steps[0]?.result).toMatchObject({ problems: [{ line: 6, item: 2 }] })
    expect(sent.map(({ record }) => record.op)).toEqual(['register', 'close'])
    expect(sent[0]?.record).toMatchObject({
      memberKey: { symbol: '1234', number: formNumber(AT, 'colleague'), branch: '00' },
      five: { kanji: '田中　花子', kana: 'タナカ　ハナコ', birthDate: '1990-02-10', sex: 'female' },
    })
    expect(sent[1]?.record).toMatchObject({ lossDate: '2026-11-10' })
  })

  it('sends a form without the number back although the file may carry one', async () => {
    const { history, sent, taken } = await played({
      start: START,
      insurer: FORM_INSURER,
      people: { patient: formStranger(AT, 'patient') },
      steps: [files([{ form: 'acquisition', person: 'patient', number: formNumber(AT, 'patient'), numbered: false }])],
    })
    expect(taken).toEqual([false])
    expect(history.steps[0]?.result).toMatchObject({ problems: [{ line: 6, item: 13 }] })
    expect(sent).toEqual([])
  })

  it('hands a change of address on', async () => {
    const { sent, taken } = await played({
      start: START,
      insurer: FORM_INSURER,
      people: { patient: formMember(FORM_INSURER, AT, 'patient') },
      steps: [
        files([
          { form: 'address', person: 'patient', number: formNumber(AT, 'patient'), address: '東京都見本区見本9-9' },
        ]),
      ],
    })
    expect(taken).toEqual([true])
    expect(sent.map(({ record }) => record)).toMatchObject([
      { op: 'amend', five: { address: '東京都見本区見本９－９' } },
    ])
  })
})
