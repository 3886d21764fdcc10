/** 連携フォルダー as a clinic system uses them; whoever holds the clock and the disk fills it in. */
export interface FolderAccess {
  /** Puts a whole file into `req`, so that nobody sees half of it; false when it cannot be written. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<boolean>
  /** Names of the files of a folder, in the order in which they came. */
  readonly list: (folder: 'res' | 'face') => Promise<readonly string[]>
  /** Null when there is no such file. */
  readonly read: (folder: 'res' | 'face', name: string) => Promise<Uint8Array | null>
  readonly remove: (folder: 'req' | 'res' | 'face', name: string) => Promise<void>
  /** Looks again and again until something is found, or the patience of the clinic is over: null. */
  readonly waitFor: <T>(look: () => Promise<T | null>) => Promise<T | null>
}
