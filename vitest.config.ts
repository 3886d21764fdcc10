import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const major = Number(process.versions.node.split('.')[0])
if (major < 22) throw new Error(`Node ${process.version} is too old: run "npm test" or "npx vitest run"`)

export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [mode === 'soak' ? 'test/support/soak.setup.ts' : 'test/support/fixed-seed.setup.ts'],
    testTimeout: mode === 'soak' ? 600_000 : 30_000,
    hookTimeout: 30_000,
    // Nothing of ours keeps state between files, and loading everything again for each took a third of the time.
    isolate: false,
    // The default leaves one core idle, which is half of a two-core machine.
    maxWorkers: availableParallelism(),
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'reports/vitest.json' }]] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['{src,generators,simulator,scenarios}/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
    },
  },
}))
