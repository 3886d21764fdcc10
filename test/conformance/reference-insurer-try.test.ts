import { it } from 'vitest'
import { played, papersOf } from '/work/main/test/conformance/reference-insurer-support.ts'
it('x', async () => {
  const p = await played({ start: '2026-11-02T09:00:00+09:00', people: {
    taro: { index: 11, changes: { birthDate: '1980-05-05', coverage: [], card: { registration: 'REGISTERED', certificate: { expiry: '2030-01-01' }, events: [] } } },
    hana: { index: 12, changes: { birthDate: '1985-05-05', coverage: [], card: null } },
  }, steps: [
    { do: 'event', person: 'taro', event: { kind: 'join', fact: 'start', number: '77', } },
    { do: 'event', person: 'hana', event: { kind: 'join', fact: 'start', number: '77', relation: 'dependant', head: 'taro', certificateWanted: true } },
    { do: 'clock', to: '2026-11-03T09:00:00+09:00' },
    { do: 'inquire', person: 'taro' },
    { do: 'event', person: 'taro', event: { kind: 'leave', cause: 'retired', day: 'start+10d' } },
    { do: 'clock', to: '2026-12-05T09:00:00+09:00' },
    { do: 'inquire', person: 'taro' },
  ] })
  console.log(papersOf(p), p.taken)
  console.log(JSON.stringify(p.sent.map(s => [s.day, s.record, s.accepted, s.code]), null, 0))
  console.log(JSON.stringify(p.pieces.map(x => ({ ...x.piece, documents: x.piece.documents.map(d => [d.reading?.fields, d.reading?.unclear, d.unreadable]) })), null, 1))
  console.log(JSON.stringify(p.history.steps.map(s => s.insurance?.inquiry?.answer), null, 0).slice(0, 1500))
})
