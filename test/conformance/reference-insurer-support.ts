import { createRenderer } from '../../generators/documents/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import {
  type OfficeEvent,
  type SentRecord,
  type ToldDocument,
  type ToldPiece,
  documentsIn,
  piecesOf,
  sentRecords,
} from '../../src/conformance/evidence-insurer.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import type { InsurerPractice } from '../../src/conformance/reference/insurer/practice.ts'
import type { FieldId } from '../../src/domain/document.ts'
import type { History } from '../../scenarios/history.ts'
import { replay } from '../../scenarios/replay.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'

export type { OfficeEvent }

const print = createRenderer({ limit: 400 })

export type CaseInput = Omit<ScenarioInput, 'suite'>

/** What an insurer did in one playing. */
export interface Played {
  readonly history: History
  /** Every record that reached the gateway. */
  readonly sent: readonly SentRecord[]
  readonly pieces: readonly ToldPiece[]
  readonly documents: readonly ToldDocument[]
  /** Whether each event was taken, in order. */
  readonly taken: readonly boolean[]
}

/** Plays a small scenario against the reference insurer, or against one with another practice. */
export async function played(input: CaseInput, practice?: InsurerPractice): Promise<Played> {
  const simulator = createSimulator()
  const insurer = createReferenceInsurer({
    fetch: simulator.fetch,
    print,
    ...(practice === undefined ? {} : { practice }),
  })
  const scenario = scenarioSchema.parse({ suite: 'insurer', ...input })
  const outcome = await replay(scenario, simulator.worlds, functionDriver('insurer', insurer), {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'example',
  })
  if (outcome.kind !== 'history') throw new Error(JSON.stringify(outcome.refusal))
  const { history } = outcome
  for (const { missing, index } of history.steps) {
    if (missing !== null) throw new Error(`step ${index}: ${JSON.stringify(missing)}`)
  }
  const pieces = piecesOf(history) ?? []
  return {
    history,
    sent: sentRecords(history),
    pieces,
    documents: documentsIn(pieces),
    taken: history.steps.flatMap(({ result }) => (result !== null && 'taken' in result ? [result.taken] : [])),
  }
}

/** What stands on a document, by field. */
export const field = ({ document }: ToldDocument, id: FieldId): string | null => document.reading?.fields[id] ?? null

/** `person kind day`, of every document in order. */
export const papersOf = ({ documents }: Played): string[] =>
  documents.map(({ piece, document }) => `${piece.person} ${document.reading?.kind ?? document.unreadable} ${piece.on}`)
