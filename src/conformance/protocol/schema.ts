import { z } from 'zod'
import { OPERATIONS, PROTOCOL_VERSION, answerSchema } from '../../../scenarios/protocol.ts'

type JsonSchema = Readonly<Record<string, unknown>>

function plain(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

/** The driver protocol as one JSON Schema document: `request`, `answer`, and per operation its input and result. */
export function protocolJsonSchema(): JsonSchema {
  const operations = Object.entries(OPERATIONS)
  const parts = operations.flatMap(([op, { input, result }]) => [
    [`${op}Input`, plain(input)],
    [`${op}Result`, plain(result)],
  ])
  const requests = operations.map(([op]) => ({
    properties: { op: { const: op }, input: { $ref: `#/$defs/${op}Input` } },
  }))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Madoguchi driver protocol, version ${PROTOCOL_VERSION}`,
    description: 'The harness sends a request; the driver sends back an answer with the same id.',
    oneOf: [{ $ref: '#/$defs/request' }, { $ref: '#/$defs/answer' }],
    $defs: {
      request: {
        type: 'object',
        properties: {
          v: { const: PROTOCOL_VERSION },
          id: { type: 'string', description: 'Repeated in the answer' },
          case: { type: 'string', description: 'Name of the case, for your log; decide nothing by it' },
        },
        required: ['v', 'id', 'case', 'op', 'input'],
        oneOf: requests,
      },
      answer: {
        ...plain(answerSchema),
        description: 'Exactly one of result, unsupported and error',
        oneOf: [{ required: ['result'] }, { required: ['unsupported'] }, { required: ['error'] }],
      },
      ...Object.fromEntries(parts),
    },
  }
}
