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
import type { InsurerPractice } from './practice.ts'

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
  /** Sends records in one file; the answers in the order of the records. While the link is down they are kept, with a receipt of the office. */
  readonly send: (records: readonly RegistrationRecordInput[]) => Promise<readonly Filed[]>
  /** Sends again what was not acknowledged. */
  readonly catchUp: () => Promise<void>
  /** Comparison results that were not fetched before. */
  readonly newResults: () => Promise<readonly ComparisonResult[]>
  /** Lists that were not fetched before, oldest first. */
  readonly newLists: () => Promise<readonly InsurerList[]>
  /** Takes the lists that are there for read; of a kind with a number, not the last so many. */
  readonly skipLists: (but: Partial<Readonly<Record<InsurerListKind, number>>>) => Promise<void>
}

/** Lists that this office works on. */
const READ: readonly InsurerListKind[] = ['registration-status', 'overlaps', 'unregistrations', 'invitations']

type Resends = InsurerPractice['resends']

/** A file that was sent, and under which receipt the office knows it. */
interface Unacknowledged {
  readonly own: string
  readonly records: readonly RegistrationRecordInput[]
}

/** Status of a connection that a carrier could not drop. */
const LINK_DOWN = 503

/** 中間サーバーの入口: the gateway of one insurer below the root of a case. */
export function connectGateway(fetch: Fetch, baseUrl: string, insurerNo: string, resends: Resends): Gateway {
  const door = `${baseUrl}insurer/${insurerNo}/`
  const seen = new Map<string, string>()
  /** Files without a receipt of the gateway, oldest first. */
  let unacknowledged: readonly Unacknowledged[] = []
  /** Receipts of the gateway for files that the office knows by a receipt of its own. */
  const known = new Map<string, string>()
  let kept = 0
  let cursor = 0
  /** The answer of the gateway; null when the link is down. */
  const exchange = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${door}${path}`, init).catch(() => null)
    if (response === null || response.status === LINK_DOWN) return null
    if (!response.ok) throw new Error(`${path}: the gateway answered ${response.status}`)
    return response.json()
  }
  const read = (path: string): Promise<unknown> => exchange(path)
  const published = async () => {
    const index = await read('lists')
    return index === null ? [] : listIndexSchema.parse(index).lists.filter(({ kind }) => READ.includes(kind))
  }
  const post = async (records: readonly RegistrationRecordInput[]): Promise<z.infer<typeof receiptSchema> | null> => {
    const answer = await exchange('registrations', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson; charset=UTF-8' },
      body: writeRecords(records),
    })
    return answer === null ? null : receiptSchema.parse(answer)
  }
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
      const answer = await post(records)
      if (answer === null) {
        kept += 1
        const own = `${insurerNo} unacknowledged ${kept}`
        if (resends !== 'never') unacknowledged = [...unacknowledged, { own, records }]
        return records.map((_record, place) => ({ receipt: own, line: place + 2, refusal: null }))
      }
      const { receipt, lines } = answer
      return records.map((_record, place) => {
        // The banner is the first line of the file.
        const line = place + 2
        const said = lines.find((one) => one.line === line)
        const accepted = said?.status === 'accepted'
        return { receipt, line, refusal: accepted ? null : { code: said?.code ?? '', ja: said?.ja ?? '' } }
      })
    },
    catchUp: async () => {
      const still: Unacknowledged[] = []
      for (const file of unacknowledged) {
        const answer = still.length > 0 && resends === 'once' ? null : await post(file.records)
        if (answer !== null) known.set(answer.receipt, file.own)
        if (answer === null || resends === 'every-run') still.push(file)
      }
      unacknowledged = still
    },
    newResults: async () => {
      const answer = await read(`results?after=${cursor}`)
      if (answer === null) return []
      const found = resultsSchema.parse(answer)
      cursor = found.cursor
      return found.results.map((result) => ({ ...result, receipt: known.get(result.receipt) ?? result.receipt }))
    },
    newLists: async () => {
      const fresh = (await published()).filter(({ id, publishedAt }) => seen.get(id) !== publishedAt)
      const lists: InsurerList[] = []
      for (const { id, publishedAt } of fresh) {
        const list = await read(`lists/${id}`)
        if (list === null) return lists
        lists.push(insurerListSchema.parse(list))
        seen.set(id, publishedAt)
      }
      return lists
    },
  }
}
