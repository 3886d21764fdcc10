/** Domain faults break a part of the counter's equipment; transport faults disturb one exchange. */
export interface Fault {
  readonly name: string
  readonly layer: 'domain' | 'transport'
  readonly title: { readonly ja: string; readonly en: string }
  /** Parts of the equipment that are dead while it lasts. */
  readonly breaks: readonly ('reader' | 'chip' | 'terminal' | 'line' | 'service')[]
}

/** Every fault by name. A new fault is one row. */
export const FAULTS = {
  'reader-broken': {
    layer: 'domain',
    title: { ja: '顔認証付きカードリーダーの故障', en: 'Card reader broken' },
    breaks: ['reader'],
  },
  'chip-unreadable': { layer: 'domain', title: { ja: 'ICチップの破損', en: 'IC chip unreadable' }, breaks: ['chip'] },
  'line-down': { layer: 'domain', title: { ja: '回線の障害', en: 'Line down' }, breaks: ['line'] },
  'power-out': { layer: 'domain', title: { ja: '停電', en: 'Power out' }, breaks: ['reader', 'terminal'] },
  'service-closed': {
    layer: 'domain',
    title: { ja: 'オンライン資格確認等システムの停止', en: 'Eligibility service closed' },
    breaks: ['service'],
  },
  latency: { layer: 'transport', title: { ja: '応答の遅延', en: 'Latency' }, breaks: [] },
  refused: { layer: 'transport', title: { ja: '接続の拒否', en: 'Connection refused' }, breaks: ['terminal'] },
} as const satisfies Record<string, Omit<Fault, 'name'>>

export type FaultName = keyof typeof FAULTS

/** Names in the order of the table, as the schema lists them. */
export const FAULT_NAMES = [
  'reader-broken',
  'chip-unreadable',
  'line-down',
  'power-out',
  'service-closed',
  'latency',
  'refused',
] as const satisfies readonly FaultName[]

export type EquipmentPart = Fault['breaks'][number]
