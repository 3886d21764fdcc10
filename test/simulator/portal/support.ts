import type { Member } from '../../../src/domain/person.ts'
import type { WorldSetup } from '../../../scenarios/ports.ts'
import { type SimulatedWorld, createSimulator } from '../../../simulator/index.ts'
import { setup } from '../support.ts'

/** One page as a person's browser has it. */
export interface Page {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** A world with its portal, asked through the whole app. */
export interface Portal {
  readonly world: SimulatedWorld
  readonly get: (path: string) => Promise<Page>
  readonly post: (path: string) => Promise<Page>
  readonly bytes: (path: string) => Promise<Uint8Array>
}

export function portalOf(members: Readonly<Record<string, Member>>, more: Partial<WorldSetup> = {}): Portal {
  const simulator = createSimulator()
  const world = simulator.worlds.open(setup(members, more))
  const ask = async (path: string, method: string): Promise<Page> => {
    const response = await simulator.fetch(`/w/${world.id}/portal${path}`, { method, redirect: 'manual' })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  return {
    world,
    get: (path) => ask(path, 'GET'),
    post: (path) => ask(path, 'POST'),
    bytes: async (path) => new Uint8Array(await (await simulator.fetch(`/w/${world.id}/portal${path}`)).arrayBuffer()),
  }
}

const TAG = /<[^>]*>/g

/** Labels and values of the screen in their order. */
export const rowsOf = (page: Page): readonly (readonly [string, string])[] =>
  [...page.text.matchAll(/<tr data-row="[^"]*">\s*<th>(.*?)<\/th>\s*<td>(.*?)<\/td>/gs)].map(([, label, value]) => [
    (label ?? '').replaceAll(TAG, '').trim(),
    (value ?? '').replaceAll(TAG, '').trim(),
  ])

/** What stands beside a label, or undefined. */
export const valueOf = (page: Page, label: string): string | undefined =>
  rowsOf(page).find(([each]) => each === label)?.[1]
