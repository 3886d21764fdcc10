import { z } from 'zod'
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

/** OpenAPI document of the control API, made from the schemas that check its inputs. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of API_ROUTES) {
    paths[`/api${route.path}`] = { ...paths[`/api${route.path}`], [route.method]: operation(route) }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Madoguchi simulator: control API', version: '1' },
    paths,
  }
}
