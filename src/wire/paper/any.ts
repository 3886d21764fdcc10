import type { DocumentReading } from '../../domain/document.ts'
import { type Result, err, ok } from '../../domain/result.ts'
import { FILE_LIMITS, readPaper } from './index.ts'
import { type PictureReading, pictureFormat, pictureReading, readPicture } from './picture.ts'
import type { PaperProblem } from './problem.ts'
import { rasterize } from './raster.ts'

/** Text of a PDF, or what the pixels show where there is no text. */
export interface AnyReading {
  readonly medium: 'pdf' | 'png' | 'jpeg'
  readonly reading: DocumentReading | null
  readonly picture: PictureReading | null
}

const CODE_DPI = 150

/** 何でも読む: PDF, PNG or JPEG by its first bytes, under {@link FILE_LIMITS}. */
export async function readAnyPaper(bytes: Uint8Array): Promise<Result<AnyReading, PaperProblem>> {
  const format = pictureFormat(bytes)
  if (format !== null) {
    const picture = await readPicture(bytes)
    return picture.ok ? ok({ medium: format, reading: null, picture: picture.value }) : picture
  }
  const paper = await readPaper(bytes, { limits: FILE_LIMITS })
  if (!paper.ok) return err(paper.problem)
  const reading = paper.value
  if (reading.text.trim() !== '') return ok({ medium: 'pdf', reading, picture: null })
  const raster = await rasterize(bytes, { dpi: CODE_DPI, pixels: 4_000_000 })
  return ok({ medium: 'pdf', reading, picture: raster.ok ? pictureReading(raster.value, 'pdf') : null })
}
