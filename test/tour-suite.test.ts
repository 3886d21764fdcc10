import { conformanceTests } from '../src/vitest/index.ts'

conformanceTests({ suite: 'insurer', driver: 'reference', only: ['I04', 'I15'], cases: 20 })
