import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, magicMember, member, population } from '../../generators/index.ts'
import type { FaultName } from '../../scenarios/faults/index.ts'
import { READER_ACTS } from '../../scenarios/scenario.ts'
import { addDays, addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { bulkDownloadRequest } from '../../src/wire/bulk.ts'
import { BULK_ELIGIBILITY_UPLOAD, bulkEligibilityRequest } from '../../src/wire/bulk-eligibility.ts'
import { BULK_INQUIRY_NUMBER_UPLOAD, bulkInquiryNumberRequest } from '../../src/wire/bulk-inquiry-number.ts'
import { CHECKUPS_REQUEST, checkupsRequest } from '../../src/wire/checkups.ts'
import { FETCHES, consentsRequest, ticketsRequest } from '../../src/wire/consented.ts'
import { ELIGIBILITY_REQUEST, eligibilityRequest } from '../../src/wire/eligibility-request.ts'
import { INQUIRY_NUMBER_REQUEST, inquiryNumberRequest } from '../../src/wire/inquiry-number.ts'
import { type MessageLayout, writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, medicinesRequest } from '../../src/wire/medicines.ts'
import { layoutOf } from '../../src/wire/messages.ts'
import type { SimulatedWorld } from '../../simulator/index.ts'
import { INSTITUTION, NINE, TODAY, worldOf } from '../simulator/support.ts'
import { kindOf, objections, violations } from '../support/xsd.ts'

const japan = population({ seed: 42 })

/** Somebody of the population, or one of the people in whom something is special. */
const person: fc.Arbitrary<Member> = fc.oneof(
  fc.integer({ min: 0, max: japan.size - 1 }).map((index) => member(japan, index)),
  fc.constantFrom(...catalogue).map((magic) => magicMember(japan, magic.id, TODAY)),
)

const keysOf = (who: Member): readonly CoverageKey[] => coverageStates(who.ledger, NINE).map(({ key }) => key)

const NOBODY: CoverageKey = { insurerNumber: '01130012', symbol: '1', number: '404', branch: null }

interface Draw {
  readonly who: Member
  readonly key: CoverageKey
  readonly flag: boolean
  readonly days: number
  readonly fileId: string | null
}

const draw: fc.Arbitrary<Draw> = person.chain((who) =>
  fc.record({
    who: fc.constant(who),
    key: fc.constantFrom(...keysOf(who), NOBODY),
    flag: fc.boolean(),
    days: fc.integer({ min: -800, max: 60 }),
    fileId: fc.constantFrom(null, '202611210001', 'A&B <髙>', ' 見本　'),
  }),
)

interface Sent {
  readonly prefix: string
  readonly bytes: Uint8Array
}

const sent = <T extends object>(layout: MessageLayout<T>, message: T): Sent => ({
  prefix: layout.id,
  bytes: writeMessage(layout, message),
})

/** One request of every function that takes no reception number. */
function requestsOf({ who, key, flag, days, fileId }: Draw): readonly Sent[] {
  const { birthDate } = who
  const confirmationDate = addDays(TODAY, days)
  const clinic = { institutionCode: INSTITUTION, fileId }
  const dates = { from: addDays(TODAY, -3), until: addDays(TODAY, flag ? 0 : -4) }
  const by = flag ? 'consent' : 'examination'
  const lines = [
    { key, birthDate, personId: flag ? '患者 1' : null, referenceNumber: 'P1' },
    { key: NOBODY, birthDate, personId: null, referenceNumber: '髙2' },
  ]
  return [
    sent(
      ELIGIBILITY_REQUEST,
      eligibilityRequest({ ...clinic, confirmationDate, key, birthDate, limitConsent: flag, personId: fileId }),
    ),
    sent(INQUIRY_NUMBER_REQUEST, inquiryNumberRequest({ ...clinic, key, referenceNumber: '見本&1' })),
    sent(
      MEDICINES_REQUEST,
      medicinesRequest({ ...clinic, key, from: flag ? '202401' : '202612', until: '202611', withCare: flag }),
    ),
    sent(CHECKUPS_REQUEST, checkupsRequest({ ...clinic, key })),
    sent(BULK_ELIGIBILITY_UPLOAD, bulkEligibilityRequest({ ...clinic, confirmationDate, lines })),
    sent(BULK_INQUIRY_NUMBER_UPLOAD, bulkInquiryNumberRequest({ ...clinic, lines })),
    sent(FETCHES.assistance.upload, ticketsRequest(INSTITUTION, fileId, flag ? '202611' : '202702')),
    sent(FETCHES.home.upload, consentsRequest({ kind: 'home', ...clinic, by: 'consent', days: dates })),
    sent(FETCHES.online.upload, consentsRequest({ kind: 'online', ...clinic, by, days: dates })),
  ]
}

/** Asks, and says what is against the answer; a request that is given back has none. */
function complaints(
  world: SimulatedWorld,
  { prefix, bytes }: Sent,
): { readonly against: string[]; readonly text: string } {
  const answer = world.answer(`${prefix}_1.xml`, bytes)
  if (answer.status !== 200 || !answer.name.endsWith('.xml')) return { against: [], text: '' }
  const kind = kindOf(answer.name)
  const against = [...violations(kind, answer.bytes), ...objections(answer.bytes)]
  return { against: against.map((why) => `${kind}: ${why}`), text: Buffer.from(answer.bytes).toString('latin1') }
}

function downloadOf(upload: string, text: string): Sent | null {
  const number = /<ReceptionNumber>([^<]*)</.exec(text)?.[1]
  const prefix = upload.replace('01req', '02req')
  const layout = layoutOf(prefix)
  return number === undefined || layout === null ? null : sent(layout, bulkDownloadRequest(INSTITUTION, number))
}

const FAULTS: readonly (FaultName | null)[] = [
  null,
  null,
  null,
  'line-down',
  'service-closed',
  'maintenance',
  'processing',
]

/** The soak draws other people every time, and a hundred times as many. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined

describe('every answer of the simulator', () => {
  it('is valid by the schemas, whoever is asked about, whatever is wrong, in both encodings', () => {
    fc.assert(
      fc.property(
        draw,
        fc.constantFrom('UTF-8' as const, 'Shift_JIS' as const),
        fc.constantFrom(...FAULTS),
        fc.constantFrom(...READER_ACTS),
        (drawn, encoding, fault, act) => {
          const world = worldOf(
            { who: drawn.who },
            {},
            { terminal: { encoding, order: drawn.flag ? 'observed' : 'layout' } },
          )
          const consents = { medicines: drawn.flag, checkups: drawn.flag, limit: drawn.flag, diseases: drawn.flag }
          for (const device of ['reader', 'app', 'web'] as const)
            world.useReader({ holder: 'who', person: 'who', present: true, acts: [act, 'pin'], consents, device })
          const faces = world.state
            .faceFiles(0)
            .flatMap(({ name, bytes }) => [...violations(kindOf(name), bytes), ...objections(bytes)])
          expect(faces).toEqual([])
          if (fault !== null) world.setFault(fault, true, {})
          for (const request of requestsOf(drawn)) {
            world.moveTo(NINE)
            const first = complaints(world, request)
            const download = downloadOf(request.prefix, first.text)
            const early = download === null ? [] : complaints(world, download).against
            world.moveTo(addSeconds(NINE, 60))
            const late = download === null ? [] : complaints(world, download).against
            expect([...first.against, ...early, ...late]).toEqual([])
          }
        },
      ),
      { numRuns: isSoak ? 500 : 6 },
    )
  })

  it('is valid on other dates of the simulated Japan too', () => {
    fc.assert(
      fc.property(draw, fc.integer({ min: -1500, max: 300 }), (drawn, days) => {
        const at = instant(`${addDays(civilDate('2026-11-21'), days)}T10:00:00+09:00`)
        const world = worldOf({ who: drawn.who }, { start: at })
        const [request] = requestsOf(drawn)
        expect(request === undefined ? [] : complaints(world, request).against).toEqual([])
      }),
      { numRuns: isSoak ? 5000 : 30 },
    )
  })
})
