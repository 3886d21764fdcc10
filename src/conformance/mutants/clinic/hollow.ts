import {
  OPERATIONS,
  type Capabilities,
  type DriverAnswer,
  type DriverRequest,
  type Outcome,
} from '../../../../scenarios/protocol.ts'

/** A system that talks to nobody: it shows what a suite proves of nothing at all. */
export interface HollowSystem {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly drive: (request: DriverRequest) => Promise<DriverAnswer>
}

const CAPABILITIES: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'receive', 'view', 'recheck', 'claim', 'bill', 'clock'],
}

const NOTHING: Outcome = {
  decision: 'none',
  method: null,
  payers: [],
  reads: [],
  recorded: null,
  warnings: [],
  followUps: [],
  offers: [],
}

const FINE: Outcome = {
  ...NOTHING,
  decision: 'accepted',
  method: 'M03',
  payers: [{ kind: 'insurance', share: '030', limitClass: null }],
}

const hollow = (id: string, sentence: HollowSystem['sentence'], outcome: Outcome): HollowSystem => ({
  id,
  sentence,
  drive: (request) => {
    const results: Partial<Record<DriverRequest['op'], () => object>> = {
      setup: () => ({ name: id, version: '1', capabilities: CAPABILITIES }),
      receive: () => outcome,
      view: () => ({ shown: outcome.decision === 'accepted' }),
      recheck: () => ({ recorded: outcome.recorded }),
      claim: () => ({
        lines: [],
        held: OPERATIONS.claim.input.parse(request.input).visits.map((visit) => ({ visit, why: 'nothing is claimed' })),
      }),
      bill: () => ({ patientPays: null }),
      clock: () => ({}),
    }
    const result = results[request.op]?.()
    return Promise.resolve(result === undefined ? { id: request.id, unsupported: true } : { id: request.id, result })
  },
})

/** The system that decides nothing and the system that accepts everything; neither ever calls the service. */
export const hollowSystems: readonly HollowSystem[] = [
  hollow('empty', { ja: '何も判断せず何も記録しない', en: 'decides nothing and records nothing' }, NOTHING),
  hollow('always-yes', { ja: '誰でも3割で受け付ける', en: 'accepts everybody at three tenths' }, FINE),
]

export const hollowSystem = (id: string): HollowSystem | null => hollowSystems.find((known) => known.id === id) ?? null
