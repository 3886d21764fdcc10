import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { AnnotationMode } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Result, err, ok } from '../../domain/result.ts'
import { checkFile } from './guard.ts'
import { FILE_LIMITS } from './limits.ts'
import { openPdf, refusal } from './pages.ts'
import type { Raster } from './picture.ts'
import { type PaperProblem, paperProblem } from './problem.ts'

export interface RasterOptions {
  /** From 1; default the first. */
  readonly page?: number
  /** Dots per inch; default 144. Lowered where the page would exceed the pixels. */
  readonly dpi?: number
  /** Most pixels of the picture; default 12 million. */
  readonly pixels?: number
}

/** Thrown when a paper that was to be shown as a picture cannot be drawn. */
export class UnreadablePaper extends Error {
  override readonly name = 'UnreadablePaper' as const
  readonly problem: PaperProblem
  constructor(problem: PaperProblem) {
    super(`${problem.code} ${JSON.stringify(problem.facts)}`)
    this.problem = problem
  }
}

const POINTS_PER_INCH = 72
const MOST = 12_000_000

async function draw(bytes: Uint8Array, options: RasterOptions): Promise<Result<Canvas, PaperProblem>> {
  const { page: number = 1, dpi = 144, pixels = MOST } = options
  const task = openPdf(bytes, 'drawing')
  try {
    const document = await task.promise
    if (number < 1 || number > document.numPages) {
      return err(paperProblem('SIM-D008', { reason: `no page ${number} of ${document.numPages}` }))
    }
    const page = await document.getPage(number)
    const natural = page.getViewport({ scale: 1 })
    const wanted = dpi / POINTS_PER_INCH
    const most = Math.sqrt(pixels / (natural.width * natural.height))
    const viewport = page.getViewport({ scale: Math.min(wanted, most) })
    const canvas = createCanvas(Math.max(Math.floor(viewport.width), 1), Math.max(Math.floor(viewport.height), 1))
    await page.render({
      canvas: null,
      canvasContext: canvas.getContext('2d'),
      viewport,
      annotationMode: AnnotationMode.DISABLE,
      background: 'white',
    }).promise
    return ok(canvas)
  } catch (error) {
    return err(refusal(error))
  } finally {
    await task.destroy()
  }
}

const drawn = async (bytes: Uint8Array, options: RasterOptions): Promise<Result<Canvas, PaperProblem>> => {
  const problem = checkFile(bytes, FILE_LIMITS)
  return problem === null ? draw(bytes, options) : err(problem)
}

/** 画素にする: the pixels of a page of a PDF, without annotations. */
export async function rasterize(bytes: Uint8Array, options: RasterOptions = {}): Promise<Result<Raster, PaperProblem>> {
  const canvas = await drawn(bytes, options)
  if (!canvas.ok) return canvas
  const { width, height } = canvas.value
  return ok({ width, height, rgba: canvas.value.getContext('2d').getImageData(0, 0, width, height).data })
}

/** 書類の絵: a page of a PDF as PNG, for reports. Throws {@link UnreadablePaper} for what cannot be drawn. */
export async function pagePicture(bytes: Uint8Array, options: RasterOptions = {}): Promise<Uint8Array> {
  const canvas = await drawn(bytes, options)
  if (!canvas.ok) throw new UnreadablePaper(canvas.problem)
  return canvas.value.encode('png')
}
