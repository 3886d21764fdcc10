/** 出典の書き方: `S2 W21; rules.md 3` as a reader sees it, every key in brackets: `[S2][W21] rules.md 3`. A text without keys stays. */
export function citationText(key: string): string {
  const at = key.indexOf(';')
  const keys = at === -1 ? [] : key.slice(0, at).split(' ')
  const section = at === -1 ? key : key.slice(at + 1).trim()
  return [keys.map((one) => `[${one}]`).join(''), section].filter((part) => part !== '').join(' ')
}
