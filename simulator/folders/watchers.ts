import { watchFolder } from './disk.ts'

/** 監視: watches folders for changes, as far as the system can. */
export interface Watchers {
  /** Watches these folders and no others; a folder by its path, with what tells it from a later one of the same name. */
  readonly keep: (wanted: ReadonlyMap<string, string>) => void
  readonly close: () => void
}

/** `changed` hears of every change in a folder that is watched. */
export function createWatchers(changed: () => void): Watchers {
  const watchers = new Map<string, { readonly key: string; readonly close: () => void }>()
  return {
    keep: (wanted) => {
      for (const [path, { key, close }] of watchers) {
        if (wanted.get(path) === key) continue
        close()
        watchers.delete(path)
      }
      for (const [path, key] of wanted) {
        if (watchers.has(path)) continue
        const watcher = watchFolder(path, changed)
        if (watcher !== null) watchers.set(path, { key, close: watcher.close })
      }
    },
    close: () => {
      for (const { close } of watchers.values()) close()
      watchers.clear()
    },
  }
}
