#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Compiled code is kept in the temporary folder of the system: a second start needs little more than half the time.
enableCompileCache()
const { runCommandLine } = await import('./command-line.ts')
const { processIo } = await import('./io.ts')
const { languageOf } = await import('./lang.ts')

const args = process.argv.slice(2)
/** What a shell expects of a program that was interrupted. */
const INTERRUPTED = 130
// Drivers are commands in process groups of their own and are ended when this process exits; serve closes by itself.
if (args[0] !== 'serve')
  process.once('SIGINT', () => process.exit(INTERRUPTED)).once('SIGTERM', () => process.exit(INTERRUPTED))
const code = await runCommandLine(args, processIo(languageOf(args, process.env)))
// A pipe takes what was written before the process ends.
await new Promise<void>((resolve) => {
  process.stdout.write('', () => resolve())
})
process.exit(code)
