import fc from 'fast-check'
import { API_ROUTES } from '../../simulator/api/routes.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'
import { JSON_BODIES, RECORDS, REQUESTS, SNAPSHOT } from './samples.ts'

/** 一件の入力: bytes for the socket, or for a folder under a name. */
export interface Input {
  /** What sort of badness it is. */
  readonly kind: string
  readonly method: string
  /** As it stands in the request line. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** Worlds that inputs may spoil; both are made anew every so often. */
export const ASKED_WORLD = 'fuzz-asked'
export const STEERED_WORLD = 'fuzz-steered'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

// --- bytes ---

const PIECES: readonly Uint8Array[] = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x00],
  [0x82],
  [0xe3, 0x81],
  [0xed, 0xa0, 0x80],
  [0xf8, 0x88],
  [0x1b, 0x24, 0x42],
  [0x0d],
  [0x5c],
].map((bytes) => Uint8Array.from(bytes))

type Change<T> = (value: T) => T

const splice = (bytes: Uint8Array, from: number, until: number, piece: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(from + piece.length + bytes.length - until)
  joined.set(bytes.subarray(0, from))
  joined.set(piece, from)
  joined.set(bytes.subarray(until), from + piece.length)
  return joined
}

const utf16 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(Uint16Array.from([...`\uFEFF${decoder.decode(bytes)}`].map((char) => char.charCodeAt(0))).buffer)

/** Shift_JIS bytes; the declaration goes along with `honest` only. */
const shiftJis = (bytes: Uint8Array, honest: boolean): Uint8Array => {
  const text = decoder.decode(bytes)
  const encoded = encodeText(
    honest ? text.replace('UTF-8', 'Shift_JIS') : text.replace(/<\/Xml/, '見本</Xml'),
    'Shift_JIS',
  )
  return encoded.ok ? encoded.value : bytes
}

const byteChange: fc.Arbitrary<Change<Uint8Array>> = fc.oneof(
  fc.nat().map((at) => (bytes: Uint8Array) => bytes.slice(0, at % (bytes.length + 1))),
  fc.nat().map((at) => (bytes: Uint8Array) => bytes.slice(at % (bytes.length + 1))),
  fc.tuple(fc.nat(), fc.nat(255)).map(
    ([at, byte]) =>
      (bytes: Uint8Array) =>
        bytes.length === 0 ? bytes : splice(bytes, at % bytes.length, (at % bytes.length) + 1, Uint8Array.of(byte)),
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...PIECES)).map(([at, piece]) => (bytes: Uint8Array) => {
    const place = at % (bytes.length + 1)
    return splice(bytes, place, place, piece)
  }),
  fc.constantFrom(...PIECES).map((piece) => (bytes: Uint8Array) => splice(bytes, 0, 0, piece)),
  fc.tuple(fc.nat(), fc.nat(200)).map(([at, length]) => (bytes: Uint8Array) => {
    const from = at % (bytes.length + 1)
    return splice(bytes, from, Math.min(bytes.length, from + length), new Uint8Array())
  }),
  fc.tuple(fc.nat(), fc.nat(), fc.nat(200)).map(([from, to, length]) => (bytes: Uint8Array) => {
    const place = to % (bytes.length + 1)
    return splice(bytes, place, place, bytes.slice(from % (bytes.length + 1)).slice(0, length))
  }),
  fc.constant(utf16),
  fc.boolean().map((honest) => (bytes: Uint8Array) => shiftJis(bytes, honest)),
)

// --- XML ---

const VALUES: readonly string[] = [
  '',
  ' ',
  '　',
  '0',
  '9'.repeat(40),
  '００００００００',
  '99999999',
  '20260229',
  '2026-11-21',
  '-1',
  '1e9',
  'NaN',
  '../../etc/passwd',
  '..\\..\\x',
  '%2e%2e%2f',
  "'; DROP TABLE x; --",
  '🏥',
  '葛\u{E0100}城',
  '\u202Emoc',
  '\u0000',
  '\u0008',
  '\uFFFE',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&#x1F3E5;',
  '&nbsp;',
  '&lt;',
  '&',
  '<',
  ']]>',
  '<![CDATA[1]]>',
  '<!-- 1 -->',
  '<?pi 1?>',
  '<a/>',
  '<a><b/></a>',
  'x'.repeat(5000),
  '髙﨑',
]

const MARKUP: readonly string[] = [
  '<Unknown>1</Unknown>',
  '<Unknown/>',
  '</Unknown>',
  '<Birthdate>19800510</Birthdate>',
  '<MessageHeader/>',
  '<MessageBody></MessageBody>',
  '<XmlMsg/>',
  '<!DOCTYPE XmlMsg [<!ENTITY a "b">]>',
  '<!DOCTYPE XmlMsg SYSTEM "file:///etc/passwd">',
  '<?xml version="1.0" encoding="UTF-8"?>',
  '&a;',
  'text',
  '<a xmlns="urn:x" b="1"/>',
  '<a:b/>',
]

const ELEMENT = /<(\w+)>[^<]*<\/\1>/g

/** The nth piece of a text that a pattern finds, replaced. */
function replaceNth(text: string, pattern: RegExp, at: number, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  const one = found.length === 0 ? undefined : found[at % found.length]
  if (one === undefined) return text
  return text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length)
}

const bomb = (depth: number): string =>
  `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: depth }, (_, level) => `<!ENTITY a${level} "${`&a${level === 0 ? '' : level - 1};`.repeat(10)}">`).join('')}]>`

const textChange: fc.Arbitrary<Change<string>> = fc.oneof(
  fc.tuple(fc.nat(), fc.constantFrom(...VALUES)).map(
    ([at, value]) =>
      (text: string) =>
        replaceNth(text, ELEMENT, at, (found) => found.replace(/>[^<]*</, () => `>${value}<`)),
  ),
  fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 60 })).map(
    ([at, value]) =>
      (text: string) =>
        replaceNth(text, ELEMENT, at, (found) => found.replace(/>[^<]*</, () => `>${value}<`)),
  ),
  fc.nat().map((at) => (text: string) => replaceNth(text, ELEMENT, at, () => '')),
  fc.tuple(fc.nat(), fc.integer({ min: 2, max: 40 })).map(
    ([at, times]) =>
      (text: string) =>
        replaceNth(text, ELEMENT, at, (found) => found.repeat(times)),
  ),
  fc.nat().map((at) => (text: string) => replaceNth(text, /<\/?\w+>/g, at, () => '')),
  fc.tuple(fc.nat(), fc.constantFrom(...MARKUP)).map(
    ([at, piece]) =>
      (text: string) =>
        replaceNth(text, /<\/?\w+>/g, at, (found) => `${piece}${found}`),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('x:y', 'ａ', 'XmlMsg ', 'a b="c"', '1a', 'MessageBody', '')).map(
    ([at, name]) =>
      (text: string) =>
        replaceNth(text, /<(\w+)>/g, at, () => `<${name}>`),
  ),
  fc.nat().map((at) => (text: string) => {
    const names = [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name = '']) => name))]
    const name = names[at % Math.max(1, names.length)] ?? 'XmlMsg'
    return text.replaceAll(new RegExp(`(</?)${name}>`, 'g'), '$1Renamed>')
  }),
  fc
    .integer({ min: 20, max: 3000 })
    .map(
      (depth) => (text: string) =>
        replaceNth(text, /<\/MessageBody>/g, 0, (found) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}${found}`),
    ),
  fc.integer({ min: 1, max: 9 }).map((depth) => (text: string) => text.replace(/<Xml/, () => `${bomb(depth)}<Xml`)),
  fc
    .constantFrom('UTF-16', 'EUC-JP', 'shift_jis', 'ISO-2022-JP', '', 'x'.repeat(300))
    .map((name) => (text: string) => text.replace('UTF-8', name)),
  fc
    .constantFrom('1310000001', '131999999', '13199999999', '１３１９９９９９９９')
    .map((code) => (text: string) => text.replace(/1319999999/, code)),
  fc.constant((text: string) => text.replaceAll(/\s+/g, '')),
  fc.constant((text: string) => `${text}${text}`),
)

const textOnly: fc.Arbitrary<Change<Uint8Array>> = textChange.map(
  (change) => (bytes: Uint8Array) => encoder.encode(change(decoder.decode(bytes))),
)

const messageChange: fc.Arbitrary<Change<Uint8Array>> = fc.oneof(
  { weight: 2, arbitrary: byteChange },
  { weight: 5, arbitrary: textOnly },
)

const changed = <T>(good: T, changes: readonly Change<T>[]): T => changes.reduce((value, change) => change(value), good)

// --- names ---

const prefixes = Object.keys(REQUESTS)
const NAMES: readonly string[] = [
  '',
  '.',
  '..',
  '../../etc/passwd',
  '..\\..\\evil.xml',
  '/etc/passwd',
  'C:\\x.xml',
  'CON',
  'OQSsiquc01req_CON.xml',
  'OQSsiquc01req_.xml',
  'OQSsiquc01req_1',
  'OQSsiquc01req_1.',
  'OQSsiquc01req_1.xml.xml',
  'OQSsiquc01req_1.xml ',
  'OQSsiquc01req_1.XML',
  'OQSsiquc01req_1.zip',
  'OQSsiquc01req_1.pdf',
  'OQSsiquc01req_1.exe',
  'OQSsiquc01req_../../1.xml',
  'OQSsiquc01req_a\u0000b.xml',
  'OQSsiquc01req_a\nb.xml',
  'OQSsiquc01req_患者.xml',
  'OQSsiquc01req_🏥.xml',
  'OQSsiquc01req_%2e%2e%2fx.xml',
  'OQSsiquc01res_1.xml',
  'oqssiquc01req_1.xml',
  'OQSsizzz01req_1.xml',
  'OQSmuquc03req_1.xml',
  'EPSsiquc01req_1.xml',
  'XXXsiquc01req_1.xml',
  `OQSsiquc01req_${'a'.repeat(300)}.xml`,
  `OQSsiquc01req_${'あ'.repeat(80)}.xml`,
]

/** Names that are wrong, or not quite; never a lone surrogate, which no path can carry. */
export const badName: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...NAMES),
    fc.string({ unit: 'binary', maxLength: 60 }).map((suffix) => `OQSsiquc01req_${suffix}.xml`),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .map((name) => name.toWellFormed())

const goodName = (prefix: string): fc.Arbitrary<string> =>
  fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).map((suffix) => `${prefix}_${suffix}.xml`)

/** A message and the name under which it is sent: most names fit, so that the bytes are what is judged. */
export const message: fc.Arbitrary<{ readonly kind: string; readonly name: string; readonly bytes: Uint8Array }> = fc
  .constantFrom(...prefixes)
  .chain((prefix) => {
    const good = REQUESTS[prefix] ?? new Uint8Array()
    const name = goodName(prefix)
    const other = fc.constantFrom(...prefixes).chain(goodName)
    const few = fc.oneof(
      { weight: 2, arbitrary: fc.tuple(textOnly) },
      { weight: 1, arbitrary: fc.array(messageChange, { minLength: 1, maxLength: 4 }) },
    )
    return fc.oneof(
      {
        weight: 70,
        arbitrary: fc.record({
          kind: fc.constant('message'),
          name,
          bytes: few.map((changes) => changed(good, changes)),
        }),
      },
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('noise'), name, bytes: fc.uint8Array({ maxLength: 300 }) }),
      },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('other name'), name: other, bytes: fc.constant(good) }) },
      { weight: 10, arbitrary: fc.record({ kind: fc.constant('bad name'), name: badName, bytes: fc.constant(good) }) },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('good'), name, bytes: fc.constant(good) }) },
    )
  })

// --- JSON and forms ---

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'default',
  '../..',
  '#4',
  '4711',
  '999999999',
  'name/gaiji',
  'x'.repeat(3000),
  '\u0000',
  '🏥',
  '2026-02-30',
  '0000-00-00T00:00:00+09:00',
  '9999-12-31T23:59:59+09:00',
  '+999999d',
  '+9999d',
  'start+9999y',
  'start-9999y',
  'start+149y',
  'start+9999m',
  '1961-01-01',
  '2100-01-01',
  '9999-12-31',
  [],
  {},
  [[[[]]]],
  ['face', 'nothing'],
  { kind: 'acquire', cover: {} },
  { kind: 'lose' },
]

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value with one place of it replaced; `path` chooses at every level. */
function withOdd(value: unknown, path: readonly number[], odd: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return odd
  if (Array.isArray(value) && value.length > 0)
    return value.map((one: unknown, index) => (index === step % value.length ? withOdd(one, rest, odd) : one))
  if (!isPlain(value)) return odd
  const names = [...Object.keys(value), 'extra']
  const name = names[step % names.length] ?? 'extra'
  return { ...value, [name]: name === 'extra' ? odd : withOdd(value[name], rest, odd) }
}

const jsonText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...JSON_BODIES).map((body) => JSON.stringify(body)) },
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.constantFrom(...JSON_BODIES), fc.array(fc.nat(20), { maxLength: 4 }), fc.constantFrom(...ODD))
      .map(([body, path, odd]) => JSON.stringify(withOdd(body, path, odd))),
  },
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...JSON_BODIES), fc.nat())
      .map(([body, at]) => JSON.stringify(body).slice(0, at % 80)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 30_000 }).map((depth) => '['.repeat(depth)) },
  {
    weight: 1,
    arbitrary: fc.constant(
      '{"__proto__":{"on":true},"constructor":{"prototype":{"x":1}},"holder":"4","acts":["face"]}',
    ),
  },
)

const formText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom('holder', 'acts', 'present', 'medicines', 'person', 'pin', 'x', '__proto__', '%'),
      fc.oneof(
        fc.constantFrom('4', '#5', 'face', 'pin', 'on', '', '%zz', '%00', '../..'),
        fc.string({ maxLength: 20 }),
      ),
    ),
    { maxLength: 6 },
  )
  .map((pairs) =>
    pairs
      .map(([name, value]) => `${name}=${value.includes('%') ? value : encodeURIComponent(value.toWellFormed())}`)
      .join('&'),
  )

const JSON_TYPE = ['content-type', 'application/json'] as const
const FORM_TYPE = ['content-type', 'application/x-www-form-urlencoded'] as const
const XML_TYPE = ['content-type', 'application/xml'] as const

const input = (
  kind: string,
  method: string,
  target: string,
  body: Uint8Array | string,
  headers: Input['headers'] = [],
): Input => ({
  kind,
  method,
  target,
  headers,
  body: typeof body === 'string' ? encoder.encode(body) : body,
})

const inWorld = `/w/${ASKED_WORLD}`
const segment = (text: string): string => encodeURIComponent(text.toWellFormed())

const someName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('4', '#5', 'taro', 'grace/first-day', '999999999', '..', '%', 'a/b', ''),
  badName,
)

// --- doors ---

const asked: fc.Arbitrary<Input> = message.map(({ kind, name, bytes }) =>
  input(kind, 'POST', `${inWorld}/oqs/${segment(name)}`, bytes, [XML_TYPE]),
)

const tooMuch: fc.Arbitrary<Input> = fc
  .constantFrom(1_048_576, 1_048_577, 2_000_000, 10_485_760)
  .map((size) =>
    input('too large', 'POST', `${inWorld}/oqs/OQSsiquc01req_1.xml`, new Uint8Array(size).fill(0x61), [XML_TYPE]),
  )

const reader: fc.Arbitrary<Input> = fc.oneof(
  jsonText.map((text) => input('reader', 'POST', `${inWorld}/reader`, text, [JSON_TYPE])),
  formText.map((text) => input('reader form', 'POST', `${inWorld}/reader`, text, [FORM_TYPE])),
  someName.map((name) => input('reader form', 'GET', `${inWorld}/reader?holder=${segment(name)}`, '')),
)

const routes = API_ROUTES.map(({ method, path }) => ({ method: method.toUpperCase(), path }))

const control: fc.Arbitrary<Input> = fc
  .record({
    route: fc.constantFrom(...routes),
    parameter: fc.oneof(fc.constantFrom('line-down', 'latency', '4', '#5', 'taro', 'nothing', '../..'), badName),
    world: fc.constantFrom(STEERED_WORLD, STEERED_WORLD, STEERED_WORLD, STEERED_WORLD, 'nowhere', '', '%00', '..'),
    text: jsonText,
  })
  .map(({ route: { method, path }, parameter, world, text }) => {
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'world' ? world : segment(parameter)))
    return input('control', method, `/api${target}`, method === 'GET' ? '' : text, [JSON_TYPE])
  })

const snapshots: fc.Arbitrary<Input> = fc
  .tuple(
    fc.constantFrom(['PUT', `/worlds/${STEERED_WORLD}/snapshot`] as const, ['POST', '/snapshots'] as const),
    fc.array(
      fc.tuple(
        fc.array(fc.nat(40), { maxLength: 10 }),
        fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 1 })),
      ),
      {
        maxLength: 2,
      },
    ),
  )
  .map(([[method, target], changes]) => {
    const body = changes.reduce((value, [path, odd]) => withOdd(value, path, odd), SNAPSHOT)
    return input('snapshot', method, `/api${target}`, JSON.stringify(body), [JSON_TYPE])
  })

const recordsChange: fc.Arbitrary<Change<Uint8Array>> = fc.oneof(
  byteChange,
  fc.tuple(fc.nat(), fc.array(fc.nat(20), { maxLength: 4 }), fc.constantFrom(...ODD)).map(
    ([at, path, odd]) =>
      (bytes: Uint8Array) =>
        encoder.encode(
          replaceNth(decoder.decode(bytes), /^\{.*\}$/gm, at, (line) => {
            try {
              const value: unknown = JSON.parse(line)
              return JSON.stringify(withOdd(value, path, odd))
            } catch {
              return '{'
            }
          }),
        ),
  ),
)

const insurer: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.array(recordsChange, { maxLength: 3 }),
        fc.constantFrom('06139992', '06139992', '06139992', '139998', '00000000', 'x', '%00'),
      )
      .map(([changes, number]) =>
        input(
          'insurer',
          'POST',
          `${inWorld}/insurer/${number}/registrations`,
          changed(encoder.encode(RECORDS), changes),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'registrations?after=x',
        'results?after=-1',
        'lists',
        'lists/x/2026-11',
        'lists/overlaps/2026-13',
        'x',
        '',
      )
      .map((path) => input('insurer', 'GET', `${inWorld}/insurer/06139992/${path}`, '')),
  },
)

const faces: fc.Arbitrary<Input> = fc.oneof(
  fc
    .tuple(fc.constantFrom('GET', 'DELETE', 'PUT'), badName)
    .map(([method, name]) => input('face', method, `${inWorld}/face/${segment(name)}`, '')),
  fc
    .constantFrom('', '?after=x', '?after=-1', '?after=1e9', '?after=99999999999999999999')
    .map((query) => input('face', 'GET', `${inWorld}/face${query}`, '')),
)

const portal: fc.Arbitrary<Input> = fc.oneof(
  someName.map((name) => input('portal', 'GET', `${inWorld}/portal/${segment(name)}/eligibility.json`, '')),
  fc
    .tuple(someName, formText)
    .map(([name, form]) =>
      input('portal form', 'POST', `${inWorld}/portal/${segment(name)}/registration`, form, [FORM_TYPE]),
    ),
  someName.map((name) => input('portal', 'GET', `${inWorld}/portal?person=${segment(name)}&lang=${segment(name)}`, '')),
)

const TOKEN = /[^!#$%&'*+.^_`|~0-9A-Za-z-]/g
const oddHeader: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.constantFrom(
    ['Content-Type', ''],
    ['Content-Type', 'text/plain; charset=EUC-JP'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Encoding', 'gzip'],
    ['Accept', 'text/html'],
    ['Authorization', 'Bearer x'],
    ['Cookie', 'a=b'],
    ['Expect', '100-continue'],
    ['Range', 'bytes=0-1'],
    ['If-None-Match', '*'],
    ['Connection', 'close'],
    ['Upgrade', 'h2c'],
    ['X-Forwarded-Host', 'evil'],
    ['Host', 'second'],
    ['Transfer-Encoding', 'identity'],
    ['Content-Length', '1'],
    ['X-Madoguchi-Outcome', 'nothing'],
    ['X-Madoguchi-Outcome', 'validity-9'],
    ['X-Madoguchi-Outcome', 'latency:abc'],
    ['X-Madoguchi-Outcome', ''],
  ),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ unit: 'grapheme-ascii', maxLength: 60 }))
    .map(([name, value]): readonly [string, string] => [`X-${name.replaceAll(TOKEN, '')}`, value]),
  fc.integer({ min: 100, max: 20_000 }).map((length): readonly [string, string] => ['X-Long', 'a'.repeat(length)]),
)

const heads: fc.Arbitrary<Input> = fc
  .record({
    method: fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'TRACE'),
    target: fc.oneof(
      fc.constantFrom(
        '/oqs/OQSsiquc01req_1.xml',
        `${inWorld}/oqs/OQSsiquc01req_1.xml`,
        '/',
        '//',
        '/w//oqs/x',
        '/w/nowhere/oqs/x.xml',
        '/health',
        '/oqs',
        '/oqs/',
        '/%',
        '/?',
        '/favicon.ico',
        '*',
        'http://evil/oqs/OQSsiquc01req_1.xml',
      ),
      badName.map((name) => `/${segment(name)}`),
    ),
    headers: fc.array(oddHeader, { minLength: 1, maxLength: 4 }),
  })
  .map(({ method, target, headers }) => input('head', method, target, REQUESTS['OQSsiquc01req'] ?? '', headers))

const noLine: fc.Arbitrary<Input> = fc
  .oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(
        'GET / HTTP/9.9\r\n\r\n',
        'POST /oqs/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
        'POST /oqs/OQSsiquc01req_1.xml HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n<XmlMsg>',
        'POST /oqs/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
        'POST /oqs/OQSsiquc01req_1.xml HTTP/1.0\r\n\r\n',
        'GET /oqs/\u0000 HTTP/1.1\r\nHost: a\r\n\r\n',
        '\r\n\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      )
      .map((text) => encoder.encode(text)),
  )
  .map((bytes) => input('no request', '', '', bytes))

/** 乱れた入力 of every door, in the shares in which they are sent. */
export const anyInput: fc.Arbitrary<Input> = fc.oneof(
  { weight: 1200, arbitrary: asked },
  { weight: 1, arbitrary: tooMuch },
  { weight: 160, arbitrary: reader },
  { weight: 200, arbitrary: control },
  { weight: 40, arbitrary: snapshots },
  { weight: 160, arbitrary: insurer },
  { weight: 60, arbitrary: faces },
  { weight: 60, arbitrary: portal },
  { weight: 120, arbitrary: heads },
  { weight: 40, arbitrary: noLine },
)

/** The bytes of a request; those of `no request` are sent as they are. */
export function bytesOnLine({ kind, method, target, headers, body }: Input): Uint8Array {
  if (kind === 'no request') return body
  const told = headers.some(([name]) => name === 'Content-Length') ? [] : [`Content-Length: ${body.length}`]
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...told,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}
