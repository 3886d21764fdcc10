import type { Lang } from './lang.ts'

/** The terminal as a command sees it. */
export interface Io {
  readonly lang: Lang
  /** stdout: either for people or one JSON document. */
  readonly print: (text: string) => void
  /** How this command line is called: from source through npm, installed by its name. */
  readonly program: string
  /** stderr: progress and troubles. */
  readonly warn: (text: string) => void
  /** stdout is a terminal that shows colours. */
  readonly colours: boolean
  /** stderr is a terminal, and this is no continuous integration. */
  readonly showsProgress: boolean
}

/** Connects a command to the process. */
export function processIo(lang: Lang): Io {
  const { env, stdout, stderr } = process
  return {
    lang,
    program: import.meta.url.endsWith('.ts') ? 'npm run -s madoguchi --' : 'madoguchi',
    print: (text) => void stdout.write(text),
    warn: (text) => void stderr.write(text),
    colours: stdout.isTTY && env['NO_COLOR'] === undefined,
    showsProgress: stderr.isTTY && env['CI'] === undefined,
  }
}
