/**
 * Madoguchi (窓口): simulator and conformance suites for オンライン資格確認. The parts have entries of their own:
 * `madoguchi/simulator`, `madoguchi/generators`, `madoguchi/scenarios`, `madoguchi/conformance`; and for tests
 * `madoguchi/msw` (the service behind `fetch`) and `madoguchi/vitest` (a suite, one test per requirement).
 */
export { type CivilDate, type Instant, civilDate, instant } from './domain/civil-date.ts'
export { decide } from './domain/decide.ts'
export type { Decision, Facts, Presentation } from './domain/presentation.ts'
export { RULESETS, latestBook, ruleBook } from './domain/rulesets.ts'
export { SETTINGS } from './domain/settings.ts'
export { clinicRequirements, runConformance } from './conformance/index.ts'
export { loadScenario, replay, writeScenario } from '../scenarios/index.ts'
export { createSimulator, serve } from '../simulator/index.ts'
