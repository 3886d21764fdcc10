/** シナリオ: the scenario type, its files, and the replayer. */
export { type DayText, resolveDay, resolveMoment } from './days.ts'
export { FAULTS, FAULT_NAMES, type FaultName } from './faults/index.ts'
export type { History, Message, NoObservation, StepRecord } from './history.ts'
export { loadScenario, loadScenarioFile, scenarioJsonSchema, scenarioProblemText, writeScenario } from './load.ts'
export type { Driver, DriverProblem, Performed, World, WorldFactory, WorldSetup } from './ports.ts'
export {
  OPERATIONS,
  PROTOCOL_VERSION,
  type Capabilities,
  type DriverAnswer,
  type DriverRequest,
  type Outcome,
  type Reception,
} from './protocol.ts'
export { type ReplayOptions, type Replayed, replay } from './replay.ts'
export { type Scenario, type ScenarioInput, type Step, scenarioSchema } from './scenario.ts'
