import type { Known, Refused, Store } from './port.ts'

interface Kept {
  readonly birth: number
  readonly setup: string
  readonly events: string[]
}

/** 記憶だけの保管庫: forgets everything with the process. */
export function memoryStore(): Store {
  const worlds = new Map<string, Kept>()
  let births = 0
  const put = (id: string, setup: string, events: readonly string[]): number => {
    births += 1
    worlds.set(id, { birth: births, setup, events: [...events] })
    return births
  }
  const current = (id: string, known: Known): Kept | Refused => {
    const kept = worlds.get(id)
    if (kept === undefined || kept.birth !== known.birth) return 'gone'
    return kept.events.length === known.sequence ? kept : 'conflict'
  }
  return {
    kind: 'memory',
    shown: 'memory',
    list: async () => [...worlds.keys()],
    create: async (id, setup, events) => (worlds.has(id) ? null : put(id, setup, events)),
    read: async (id, known) => {
      const kept = worlds.get(id)
      if (kept === undefined) return null
      const isKnown = kept.birth === known?.birth
      const events = kept.events.slice(isKnown ? known.sequence : 0)
      return { birth: kept.birth, setup: isKnown ? null : kept.setup, events }
    },
    append: async (id, known, events) => {
      const kept = current(id, known)
      if (typeof kept === 'string') return kept
      kept.events.push(...events)
      return 'ok'
    },
    replace: async (id, known, setup, events) => {
      const kept = current(id, known)
      return typeof kept === 'string' ? kept : put(id, setup, events)
    },
    delete: async (id) => worlds.delete(id),
    close: async () => undefined,
  }
}
