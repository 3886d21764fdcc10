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
import type { Bilingual } from '../messages.ts'
import { API_ROUTES, type ApiRoute } from './routes.ts'

const errorView = z.strictObject({ code: z.string(), ja: z.string(), en: z.string() })

const json = (schema: z.ZodType, io: 'input' | 'output'): object => ({
  'application/json': { schema: z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' }) },
})

const parameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const operation = (route: ApiRoute): object => ({
  operationId: `${route.method}${route.path.replaceAll(/[{}]/g, '').replaceAll('/', '-')}`,
  summary: `${route.summary.ja} / ${route.summary.en}`,
  parameters: parameters(route.path),
  ...(route.input === null ? {} : { requestBody: { required: true, content: json(route.input, 'input') } }),
  responses: {
    [String(route.status)]:
      route.status === 204 ? { description: 'done' } : { description: 'done', content: json(route.output, 'output') },
    default: { description: 'エラー / error', content: json(errorView, 'output') },
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
): object => ({
  operationId,
  summary: `${ja} / ${en}`,
  parameters: [INSURER_NO, ...parameters],
  responses: {
    [String(answer.status)]: { description: 'done', content: json(answer.schema, 'output') },
    default: { description: 'エラー / error', content: json(errorView, 'output') },
  },
})

const FILE_OF_RECORDS = {
  ja: '1行に1件のJSON。見出し行は省略できる。',
  en: 'One JSON record a line; the banner line may be left out.',
} as const satisfies Bilingual

/** 保険者の入口: the calls of /insurer, for the default world; under /w/{world} they are the same. */
const gatewayPaths = (): Record<string, Record<string, object>> => ({
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

/** OpenAPI document of the control API and the insurers' gateway, made from the schemas that check its inputs. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of API_ROUTES) {
    paths[`/api${route.path}`] = { ...paths[`/api${route.path}`], [route.method]: operation(route) }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Madoguchi simulator: control API, insurers’ gateway', version: '1' },
    paths: { ...paths, ...gatewayPaths() },
  }
}
