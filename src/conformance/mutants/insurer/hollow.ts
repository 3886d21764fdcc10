import type { Capabilities, DriverAnswer, DriverRequest } from '../../../../scenarios/protocol.ts'

/** 空の保険者: an insurer's system that talks to nobody: it shows what a suite proves of nothing at all. */
export interface InsurerHollowSystem {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly drive: (request: DriverRequest) => Promise<DriverAnswer>
}

const CAPABILITIES: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'event', 'issued', 'registered', 'clock'],
}

const hollow = (id: string, sentence: InsurerHollowSystem['sentence'], taken: boolean): InsurerHollowSystem => ({
  id,
  sentence,
  drive: (request) => {
    const results: Partial<Record<DriverRequest['op'], () => object>> = {
      setup: () => ({ name: id, version: '1', capabilities: CAPABILITIES }),
      event: () => ({ taken, missing: [] }),
      issued: () => ({ pieces: [], cursor: '0' }),
      registered: () => ({ covers: [] }),
      clock: () => ({}),
    }
    const result = results[request.op]?.()
    return Promise.resolve(result === undefined ? { id: request.id, unsupported: true } : { id: request.id, result })
  },
})

/** 空の保険者の一覧: the system that takes nothing and the system that takes everything; neither registers or issues anything. */
export const insurerHollowSystems: readonly InsurerHollowSystem[] = [
  hollow('empty', { ja: '何も受け付けず何もしない', en: 'takes nothing and does nothing' }, false),
  hollow('always-yes', { ja: 'すべて受け付けるが何もしない', en: 'takes everything and does nothing' }, true),
]

/** 番号で探す: finds a hollow system by id, null for an unknown one. */
export const insurerHollowSystem = (id: string): InsurerHollowSystem | null =>
  insurerHollowSystems.find((known) => known.id === id) ?? null
