import { deflateSync } from 'node:zlib'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

/** One object: its dictionary or value, and a stream if it has one. */
export interface RawObject {
  readonly value: string
  readonly stream?: Uint8Array
}

/** A PDF written by hand, object 1 being the catalogue: whatever a test wants, right or wrong. */
export function rawPdf(objects: readonly (string | RawObject)[], trailer: string = ''): Uint8Array {
  const parts: Buffer[] = [latin('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const push = (part: Buffer): void => {
    parts.push(part)
    length += part.length
  }
  objects.forEach((object, index) => {
    const { value, stream } = typeof object === 'string' ? { value: object, stream: undefined } : object
    offsets.push(length)
    push(latin(`${index + 1} 0 obj\n${value}\n`))
    if (stream !== undefined) {
      push(latin('stream\n'))
      push(Buffer.from(stream))
      push(latin('\nendstream\n'))
    }
    push(latin('endobj\n'))
  })
  const start = length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  push(latin(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`))
  push(latin(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts))
}

const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>'
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
const page = (more: string): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> ${more} >> >>`

/** One page with a content stream, packed once unless the dictionary says otherwise. */
export function onePage(
  content: string | Uint8Array,
  options: { readonly filter?: string; readonly resources?: string; readonly more?: readonly RawObject[] } = {},
): Uint8Array {
  const { filter = '', resources = '', more = [] } = options
  const stream = typeof content === 'string' ? latin(content) : content
  return rawPdf([
    CATALOGUE,
    PAGES,
    page(resources),
    { value: `<< /Length ${stream.length} ${filter} >>`, stream },
    FONT,
    ...more,
  ])
}

export const HELLO = 'BT /F 12 Tf 20 200 Td (hello) Tj ET'

/** So many zero bytes, packed. */
export const packedZeros = (bytes: number): Uint8Array => deflateSync(Buffer.alloc(bytes, 0x20))

/** 悪意のあるPDF: by name, each made when it is asked for. */
export const HOSTILE: Readonly<Record<string, () => Uint8Array>> = {
  'no bytes at all': () => new Uint8Array(),
  'random bytes': () => Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 0xff),
  'another format': () => new Uint8Array(Buffer.from('PK\u0003\u0004 not a paper')),
  'a header and nothing else': () => new Uint8Array(latin('%PDF-1.7\n')),
  'a header and an end around rubbish': () =>
    new Uint8Array(latin(`%PDF-1.7\n${'rubbish '.repeat(500)}\nstartxref\n9\n%%EOF`)),
  'encryption declared': () => {
    const encrypt = '<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>'
    return rawPdf(
      [CATALOGUE, PAGES, page(''), { value: '<< /Length 0 >>', stream: latin('') }, FONT, encrypt],
      '/Encrypt 6 0 R /ID [<00> <00>]',
    )
  },
  'a page packed a thousandfold': () => onePage(packedZeros(80_000_000), { filter: '/Filter /FlateDecode' }),
  'a page packed twice': () =>
    onePage(deflateSync(packedZeros(30_000_000)), { filter: '/Filter [/FlateDecode /FlateDecode]' }),
  'a page packed in an old way that grows without bounds': () =>
    onePage(Buffer.alloc(60_000, 0x80), { filter: '/Filter /LZWDecode' }),
  'a page packed under an escaped name': () => onePage(Buffer.alloc(60_000, 0x80), { filter: '/Filter /L#5aWDecode' }),
  'a tree of pages that holds itself': () => rawPdf([CATALOGUE, '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']),
  'a page that is its own content': () =>
    rawPdf([CATALOGUE, PAGES, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>']),
  'a reference to itself for a catalogue': () => rawPdf(['1 0 R', PAGES]),
  'a length that is its own stream': () =>
    rawPdf([CATALOGUE, PAGES, page(''), { value: '<< /Length 4 0 R >>', stream: latin(HELLO) }, FONT]),
  'a table that goes back to itself for ever': () => {
    const bytes = Buffer.from(onePage(HELLO)).toString('latin1')
    const start = /startxref\n(\d+)/.exec(bytes)?.[1] ?? '0'
    return new Uint8Array(latin(bytes.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${start}`)))
  },
  'ten thousand pages': () => {
    const kids = Array.from({ length: 10_000 }, () => '3 0 R').join(' ')
    return rawPdf([
      CATALOGUE,
      `<< /Type /Pages /Kids [${kids}] /Count 10000 >>`,
      page(''),
      { value: '<< /Length 0 >>', stream: latin('') },
      FONT,
    ])
  },
  'arrays in arrays, a million deep': () =>
    rawPdf([
      CATALOGUE,
      PAGES,
      `<< /Type /Page /Parent 2 0 R /MediaBox ${'['.repeat(400_000)}${']'.repeat(400_000)} >>`,
    ]),
  'arrays in the content, without end': () =>
    onePage(deflateSync(latin(`${'['.repeat(2_000_000)} TJ`)), { filter: '/Filter /FlateDecode' }),
  'a form that draws itself': () =>
    onePage('/X Do', {
      resources: '/XObject << /X 6 0 R >>',
      more: [
        {
          value: `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 /Resources << /XObject << /X 6 0 R >> >> >>`,
          stream: latin('/X Do'),
        },
      ],
    }),
  'forms that draw forms ten times each': () => {
    const level = (at: number): RawObject => {
      const body = '/X Do '.repeat(10)
      return {
        value: `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length ${body.length} /Resources << /XObject << /X ${at + 1} 0 R >> >> >>`,
        stream: latin(body),
      }
    }
    const end: RawObject = {
      value: `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 35 /Resources << /Font << /F 5 0 R >> >> >>`,
      stream: latin(HELLO),
    }
    return onePage('/X Do', {
      resources: '/XObject << /X 6 0 R >>',
      more: [...Array.from({ length: 12 }, (_, at) => level(at + 6)), end],
    })
  },
  'one content a hundred thousand times': () => {
    const contents = Array.from({ length: 100_000 }, () => '4 0 R').join(' ')
    const body = deflateSync(latin(`${HELLO}\n`.repeat(20_000)))
    return rawPdf([
      CATALOGUE,
      PAGES,
      page('').replace('/Contents 4 0 R', `/Contents [${contents}]`),
      { value: `<< /Length ${body.length} /Filter /FlateDecode >>`, stream: body },
      FONT,
    ])
  },
  'two hundred thousand objects': () => rawPdf(Array.from({ length: 200_000 }, () => 'null')),
  'a million words on one page': () =>
    onePage(deflateSync(latin('BT /F 12 Tf 1 0 0 1 9 9 Tm (a) Tj 0 -20 Td (b) Tj ET\n'.repeat(200_000))), {
      filter: '/Filter /FlateDecode',
    }),
}
