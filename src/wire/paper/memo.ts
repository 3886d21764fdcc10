import { createHash } from 'node:crypto'

const KEPT = 2048
/** A longer file is read again each time. */
const LONGEST = 262_144

/** Keeps the answers to the files asked for last, by content: the same paper is presented many times in one run. */
export function contentMemo<T>(): (bytes: Uint8Array, make: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (bytes, make) => {
    if (bytes.length > LONGEST) return make()
    const key = createHash('sha256').update(bytes).digest('base64')
    const answer = answers.get(key) ?? make()
    answers.delete(key)
    answers.set(key, answer)
    const [oldest] = answers.keys()
    if (oldest !== undefined && answers.size > KEPT) answers.delete(oldest)
    return answer
  }
}
