import type { Print } from '../conformance/drivers/scripted-insurer.ts'

/** Papers that are kept: a run issues the same ones again and again. */
const KEPT = 4096

let drawing: Promise<Print> | null = null

/** Draws a paper, or takes it from those drawn last. The libraries that draw are loaded with the first one. */
export const print: Print = async (twin) => {
  drawing ??= import('../../generators/documents/index.ts').then(({ createRenderer }) =>
    createRenderer({ limit: KEPT }),
  )
  return (await drawing)(twin)
}
