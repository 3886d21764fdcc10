/** 連携の線: how request files go out and result files come in, whatever carries them. */
export interface Line {
  /** Sends a request file; null when no result file can be had. */
  readonly send: (name: string, body: Uint8Array) => Promise<Uint8Array | null>
  /** The newest result of the card reader that was not picked up before, null when there is none. */
  readonly newestFace: () => Promise<Uint8Array | null>
}
