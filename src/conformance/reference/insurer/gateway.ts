import { z } from 'zod'
import {
  type ComparisonResult,
  type InsurerList,
  type InsurerListKind,
  type RegistrationRecordInput,
  insurerListSchema,
  listIndexSchema,
  resultsSchema,
  writeRecords,
} from '../../../wire/insurer-records.ts'

/** The `fetch` that is lent to the office. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

const receiptSchema = z.object({
  receipt: z.string(),
  lines: z.array(
    z.object({ line: z.int(), status: z.enum(['accepted', 'refused']), code: z.string().nullable(), ja: z.string() }),
  ),
})

/** 受付結果: what became of one record at the door. */
export interface Filed {
  readonly receipt: string
  readonly line: number
  readonly refusal: { readonly code: string; readonly ja: string } | null
}

/** 中間サーバーとのやり取り, as the insurer's system sees it. */
export interface Gateway {
  /** Sends records in one file; the answers in the order of the records. */
  readonly send: (records: readonly RegistrationRecordInput[]) => Promise<readonly Filed[]>
  /** Comparison results that were not fetched before. */
  readonly newResults: () => Promise<readonly ComparisonResult[]>
  /** Lists that were not fetched before, oldest first. */
  readonly newLists: () => Promise<readonly InsurerList[]>
  /** Takes the lists that are there for read; of a kind with a number, not the last so many. */
  readonly skipLists: (but: Partial<Readonly<Record<InsurerListKind, number>>>) => Promise<void>
}

/** Lists that this office works on. */
const READ: readonly InsurerListKind[] = ['registration-status', 'overlaps', 'unregistrations']

/** 中間サーバーの入口: the gateway of one insurer below the root of a case. */
export function connectGateway(fetch: Fetch, baseUrl: string, insurerNo: string): Gateway {
  const door = `${baseUrl}insurer/${insurerNo}/`
  const seen = new Map<string, string>()
  let cursor = 0
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${door}${path}`)
    if (!response.ok) throw new Error(`${path}: the gateway answered ${response.status}`)
    return response.json()
  }
  const published = async () =>
    listIndexSchema.parse(await read('lists')).lists.filter(({ kind }) => READ.includes(kind))
  return {
    skipLists: async (but) => {
      const lists = await published()
      for (const [place, { id, kind, publishedAt }] of lists.entries()) {
        const later = lists.slice(place).filter((list) => list.kind === kind).length
        if (later > (but[kind] ?? 0)) seen.set(id, publishedAt)
      }
    },
    send: async (records) => {
      if (records.length === 0) return []
      const response = await fetch(`${door}registrations`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson; charset=UTF-8' },
        body: writeRecords(records),
      })
      if (!response.ok) throw new Error(`registrations: the gateway answered ${response.status}`)
      const { receipt, lines } = receiptSchema.parse(await response.json())
      return records.map((_record, place) => {
        // The banner is the first line of the file.
        const line = place + 2
        const said = lines.find((one) => one.line === line)
        const accepted = said?.status === 'accepted'
        return { receipt, line, refusal: accepted ? null : { code: said?.code ?? '', ja: said?.ja ?? '' } }
      })
    },
    newResults: async () => {
      const found = resultsSchema.parse(await read(`results?after=${cursor}`))
      cursor = found.cursor
      return found.results
    },
    newLists: async () => {
      const fresh = (await published()).filter(({ id, publishedAt }) => seen.get(id) !== publishedAt)
      const lists: InsurerList[] = []
      for (const { id, publishedAt } of fresh) {
        lists.push(insurerListSchema.parse(await read(`lists/${id}`)))
        seen.set(id, publishedAt)
      }
      return lists
    },
  }
}
