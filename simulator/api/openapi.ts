import { z } from 'zod'
import {
  INSURER_LISTS,
  insurerListSchema,
  listIndexSchema,
  receiptSchema,
  registrationLogSchema,
  registrationRecordSchema,
  resultsSchema,
} from '../../src/wire/insurer-records.ts'
import { fieldIssueSchema } from '../input.ts'
import type { Bilingual } from '../messages.ts'
import { DOOR_CALLS, type DoorBody, type DoorCall, type DoorParameter } from './doors.ts'
import { API_ROUTES, type ApiRoute } from './routes.ts'

interface Operation {
  readonly operationId: string
  readonly [key: string]: unknown
}
type Paths = Record<string, Record<string, Operation>>

const errorView = z.looseObject({
  code: z.string(),
  ja: z.string(),
  en: z.string(),
  issues: z.array(fieldIssueSchema).optional().describe('What is wrong, field by field, when an input does not fit'),
})

const json = (schema: z.ZodType, io: 'input' | 'output'): object => ({
  'application/json': { schema: z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' }) },
})

const ERROR = { description: 'エラー / error', content: json(errorView, 'output') }

const parameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const operationIdOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method}${path.replaceAll(/[{}]/g, '').replaceAll('/', '-')}`

const operation = (route: ApiRoute): Operation => ({
  operationId: operationIdOf(route),
  summary: `${route.summary.ja} / ${route.summary.en}`,
  parameters: parameters(route.path),
  ...(route.input === null ? {} : { requestBody: { required: true, content: json(route.input, 'input') } }),
  responses: {
    [String(route.status)]:
      route.status === 204 ? { description: 'done' } : { description: 'done', content: json(route.output, 'output') },
    default: ERROR,
  },
})

const inPath = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema })
const INSURER_NO = inPath('insurerNo', { type: 'string', pattern: '^([0-9]{6}|[0-9]{8})$' })
const CURSOR = { name: 'after', in: 'query', schema: { type: 'integer', minimum: 0, default: 0 } }

const gatewayCall = (
  operationId: string,
  { ja, en }: Bilingual,
  parameters: readonly object[],
  answer: { readonly status: 200 | 202; readonly schema: z.ZodType },
): Operation => ({
  operationId,
  summary: `${ja} / ${en}`,
  parameters: [INSURER_NO, ...parameters],
  responses: {
    [String(answer.status)]: { description: 'done', content: json(answer.schema, 'output') },
    default: ERROR,
  },
})

const FILE_OF_RECORDS = {
  ja: '1行に1件のJSON。見出し行は省略できる。',
  en: 'One JSON record a line; the banner line may be left out.',
} as const satisfies Bilingual

/** 保険者の入口: the calls of /insurer. */
const gatewayPaths = (): Paths => ({
  '/insurer/{insurerNo}/registrations': {
    post: {
      ...gatewayCall('post-registrations', { ja: '資格を登録・訂正する', en: 'Registers and corrects' }, [], {
        status: 202,
        schema: receiptSchema,
      }),
      requestBody: {
        required: true,
        description: `${FILE_OF_RECORDS.ja} / ${FILE_OF_RECORDS.en}`,
        content: {
          'text/plain': { schema: { type: 'string' } },
          'application/x-ndjson': {
            schema: z.toJSONSchema(registrationRecordSchema, {
              io: 'input',
              target: 'openapi-3.0',
              unrepresentable: 'any',
            }),
          },
        },
      },
    },
    get: gatewayCall(
      'get-registrations',
      { ja: '受け付けた順の記録', en: 'Lists the lines as they were received' },
      [CURSOR],
      { status: 200, schema: registrationLogSchema },
    ),
  },
  '/insurer/{insurerNo}/results': {
    get: gatewayCall('get-results', { ja: '突合結果', en: 'Results of the comparison' }, [CURSOR], {
      status: 200,
      schema: resultsSchema,
    }),
  },
  '/insurer/{insurerNo}/lists': {
    get: gatewayCall('get-lists', { ja: '届いた一覧の索引', en: 'Index of the lists published so far' }, [], {
      status: 200,
      schema: listIndexSchema,
    }),
  },
  '/insurer/{insurerNo}/lists/{kind}/{month}': {
    get: gatewayCall(
      'get-list',
      { ja: '一覧を受け取る', en: 'Fetches a list' },
      [
        inPath('kind', { type: 'string', enum: INSURER_LISTS }),
        inPath('month', { type: 'string', description: 'YYYY-MM' }),
      ],
      { status: 200, schema: insurerListSchema },
    ),
  },
})

const content = (body: DoorBody, io: 'input' | 'output'): object =>
  body instanceof z.ZodType ? json(body, io) : Object.fromEntries(body.map((type) => [type, { schema: {} }]))

const parameter = (place: 'query' | 'header', { name, schema, text }: DoorParameter): object => ({
  name,
  in: place,
  schema,
  description: `${text.ja} / ${text.en}`,
})

const doorOperation = (call: DoorCall): Operation => ({
  operationId: operationIdOf(call),
  summary: `${call.summary.ja} / ${call.summary.en}`,
  parameters: [
    ...parameters(call.path),
    ...(call.query ?? []).map((each) => parameter('query', each)),
    ...(call.header === undefined ? [] : [parameter('header', call.header)]),
  ],
  ...(call.body === undefined ? {} : { requestBody: { required: true, content: content(call.body, 'input') } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(call.answers).map(([status, body]) => [
        status,
        body === null ? { description: 'done' } : { description: 'done', content: content(body, 'output') },
      ]),
    ),
    default: call.errors === 'page' ? { ...ERROR, content: { 'text/html': { schema: {} } } } : ERROR,
  },
})

const WORLD = '/w/{world}'

/** The same paths in a world with a name. */
const inWorlds = (paths: Paths): Record<string, object> =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      `${WORLD}${path}`,
      {
        ...Object.fromEntries(
          Object.entries(operations).map(([method, { operationId, ...rest }]) => [
            method,
            { operationId: `world-${operationId}`, ...rest },
          ]),
        ),
        parameters: parameters(WORLD),
      },
    ]),
  )

/** OpenAPI document of every door, made from the schemas that check the inputs. */
export function openApi(): object {
  const [api, doors]: [Paths, Paths] = [{}, gatewayPaths()]
  for (const route of API_ROUTES) {
    const path = `/api${route.path}`
    api[path] = { ...api[path], [route.method]: operation(route) }
  }
  for (const call of DOOR_CALLS) doors[call.path] = { ...doors[call.path], [call.method]: doorOperation(call) }
  return {
    openapi: '3.0.3',
    info: { title: 'Madoguchi simulator: every door', version: '1' },
    paths: { ...api, ...doors, ...inWorlds(doors) },
  }
}
