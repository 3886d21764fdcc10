import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Behaviour, readRequest, replyAs } from './behaviour.ts'

/** Starts a system behind probe folders, written as a vendor would: it looks every few milliseconds. */
export function startFilesDriver(dir: string, behaviour: Behaviour): { readonly stop: () => void } {
  const [requests, answers] = [join(dir, 'probe', 'in'), join(dir, 'probe', 'out')]
  mkdirSync(requests, { recursive: true })
  mkdirSync(answers, { recursive: true })
  async function answer(name: string, text: string): Promise<void> {
    const reply = await replyAs(behaviour, readRequest(text))
    if (reply === 'die') return clearInterval(timer)
    writeFileSync(join(answers, `${name}.tmp`), reply)
    renameSync(join(answers, `${name}.tmp`), join(answers, name))
  }
  const timer = setInterval(() => {
    for (const name of readdirSync(requests)) {
      if (!name.endsWith('.json')) continue
      const text = readFileSync(join(requests, name), 'utf8')
      rmSync(join(requests, name))
      void answer(name, text)
    }
  }, 3)
  return { stop: () => clearInterval(timer) }
}
