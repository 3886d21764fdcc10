import type { Faces } from './font-subset.ts'
import type { Sheet } from './page.ts'

export function writeScreen(_sheets: readonly Sheet[], _faces: Faces, _isSwapped: boolean): Uint8Array {
  return new Uint8Array()
}
