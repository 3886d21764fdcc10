import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { misfitOf, settingOf } from '../../scenarios/faults/fields.ts'
import { FAULT_NAMES } from '../../scenarios/faults/index.ts'
import { type FaultStep, drawFaultPlan, faultPlanArbitrary } from '../../src/conformance/arbitraries/faults.ts'
import { type Instant, addSeconds } from '../../src/domain/civil-date.ts'
import { BULK_ELIGIBILITY_RECEIVED } from '../../src/wire/bulk-eligibility.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import { readMessage, writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT, medicinesRequest } from '../../src/wire/medicines.ts'
import { type Simulator, type SimulatedWorld, createSimulator } from '../../simulator/index.ts'
import { upload } from '../simulator/bulk-support.ts'
import { INSTITUTION, NINE, adult, inquiry, newestCover, setup } from '../simulator/support.ts'

const PEOPLE = {
  taro: adult(),
  hanako: adult(
    { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] },
    20,
  ),
}
const COVERS = { taro: newestCover(PEOPLE.taro), hanako: newestCover(PEOPLE.hanako) }
const GROUND = {
  start: NINE,
  minutes: 60,
  people: Object.keys(PEOPLE),
  facilities: [INSTITUTION, '1310000001'],
} as const
const after = (minutes: number): Instant => addSeconds(NINE, minutes * 60)

const medicines = writeMessage(
  MEDICINES_REQUEST,
  medicinesRequest({
    institutionCode: INSTITUTION,
    fileId: 'm',
    key: COVERS.taro.key,
    from: '202610',
    until: '202611',
  }),
)
const lines = [{ ...COVERS.hanako, personId: null }]

/** What a clinic sends; only the upload leaves something behind. */
const READING: readonly (readonly [string, Uint8Array])[] = [
  ['oqs/OQSsiquc01req_1.xml', inquiry(COVERS.taro)],
  ['oqs/OQSsiquc01req_2.xml', inquiry(COVERS.hanako)],
  ['oqs/YZKsiquc01req_1.xml', medicines],
]
const ALL = [...READING, ['oqs/OQSmuquc01req_1.xml', upload(lines)]] as const

interface Told {
  readonly status: number | 'refused'
  readonly type: string | null
  /** Null when the connection broke. */
  readonly length: string | null
  readonly whole: boolean
  readonly bytes: string
}

interface Clinic {
  readonly simulator: Simulator
  readonly world: SimulatedWorld
  readonly waits: number[]
}

const turnOn = (world: SimulatedWorld, plan: readonly FaultStep[]): void => {
  for (const step of plan) world.setFault(step.fault, true, settingOf(step, NINE, NINE))
}

function clinic(plan: readonly FaultStep[]): Clinic {
  const waits: number[] = []
  const simulator = createSimulator({ sleep: async (millis) => void waits.push(millis) })
  const world = simulator.worlds.open(setup(PEOPLE))
  turnOn(world, plan)
  return { simulator, world, waits }
}

async function ask({ simulator, world }: Clinic, path: string, body: Uint8Array): Promise<Told> {
  const init = { method: 'POST', body: new Uint8Array(body) }
  const response = await simulator.fetch(`${world.baseUrl}${path}`, init).catch(() => null)
  if (response === null) return { status: 'refused', type: null, length: null, whole: false, bytes: '' }
  const chunks: Uint8Array[] = []
  let whole = true
  try {
    const body: ReadableStream<Uint8Array> | null = response.body
    if (body !== null) for await (const chunk of body) chunks.push(chunk)
  } catch {
    whole = false
  }
  const { status, headers } = response
  const bytes = Buffer.concat(chunks).toString('base64')
  return { status, type: headers.get('content-type'), length: headers.get('content-length'), whole, bytes }
}

async function day(at: Clinic, messages: readonly (readonly [string, Uint8Array])[] = ALL): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const minutes of [0, 7, 31]) {
    at.world.moveTo(after(minutes))
    for (const [path, body] of messages) told.push(await ask(at, path, body))
  }
  return told
}

const READERS = [
  (bytes: Uint8Array) => readMessage(ELIGIBILITY_RESULT, bytes).ok,
  (bytes: Uint8Array) => readMessage(MEDICINES_RESULT, bytes).ok,
  (bytes: Uint8Array) => readMessage(BULK_ELIGIBILITY_RECEIVED, bytes).ok,
] as const
const isWellFormed = ({ status, type, bytes, whole }: Told): boolean => {
  const raw = new Uint8Array(Buffer.from(bytes, 'base64'))
  if (!whole) return false
  if (status === 422) return /^SIM-[A-Z]\d{3} .*\n$/.test(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  return status === 200 && type === 'text/xml; charset=UTF-8' && READERS.some((reads) => reads(raw))
}

const SPOILING: ReadonlySet<string> = new Set(['reset', 'truncate', 'wrong-encoding'])
const SILENCING: ReadonlySet<string> = new Set(['refused', 'power-out'])
const soak = fc.readConfigureGlobal().numRuns !== undefined
const RUNS = { numRuns: soak ? 2000 : 10 }
const plan = faultPlanArbitrary(GROUND)

describe('under any plan of faults', () => {
  it('no answer is malformed or missing unless a fault says so', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const spoils = steps.some(({ fault }) => SPOILING.has(fault))
        const silences = steps.some(({ fault, offline }) => SILENCING.has(fault) || offline === 'silence')
        const texts = steps.some(({ offline }) => offline === 'err')
        for (const told of await day(clinic(steps))) {
          if (told.status === 'refused') expect(silences).toBe(true)
          else if (!spoils) expect(isWellFormed(told)).toBe(true)
          if (told.status === 422) expect(texts).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('no other world is touched', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const busy = clinic(steps)
        const quiet = { ...busy, world: busy.simulator.worlds.open(setup(PEOPLE)) }
        const alone = clinic([])
        await day(busy)
        expect(await day(quiet)).toEqual(await day(alone))
        expect(quiet.world.state.faults()).toEqual([])
      }),
      RUNS,
    )
  })

  it('worlds under the same plan each count for themselves', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (drawn) => {
        const counted = { nth: { every: 5 }, prefix: 'OQS' } as const
        const steps = drawn.map((step) => (misfitOf(step.fault, counted) === null ? { ...step, ...counted } : step))
        const first = clinic(steps)
        const second = { ...first, world: first.simulator.worlds.open(setup(PEOPLE)) }
        turnOn(second.world, steps)
        const alone = await day(clinic(steps))
        expect([await day(first), await day(second)]).toEqual([alone, alone])
      }),
      RUNS,
    )
  })

  it('everything is as if nothing had been when the windows are over', async () => {
    const shown = (world: SimulatedWorld) => {
      world.useReader({
        holder: 'taro',
        person: 'taro',
        present: true,
        acts: ['pin'],
        consents: { medicines: true, checkups: true, limit: true },
      })
      return [
        world.state.faceFiles(0).map(({ name, bytes }) => [name, bytes]),
        world.cardState('taro'),
        world.cardAnswer('hanako'),
        world.equipment('taro'),
      ]
    }
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const ended = steps.map((step) => ({ ...step, until: step.until ?? after(60) }))
        // The same events, whose windows never come.
        const never = steps.map((step) => ({ ...step, from: after(-20), until: after(-10) }))
        const [struck, control] = [clinic(ended), clinic(never)]
        await day(struck, READING)
        await day(control, [])
        const later = [struck, control].map(async (at) => {
          at.world.moveTo(after(60))
          at.waits.length = 0
          const told: Told[] = []
          for (const [path, body] of ALL) told.push(await ask(at, path, body))
          return [told, at.waits, shown(at.world)]
        })
        const [had, hadNot] = await Promise.all(later)
        expect(had).toEqual(hadNot)
      }),
      RUNS,
    )
  })

  it('the order in which they were turned on does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        plan.chain((steps) => fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length }))),
        async ([steps, shuffled]) => {
          const [one, other] = [clinic(steps), clinic(shuffled)]
          expect([await day(other), other.waits]).toEqual([await day(one), one.waits])
        },
      ),
      RUNS,
    )
  })

  it('no message waits longer than two seconds', async () => {
    const slow = faultPlanArbitrary({ ...GROUND, millis: 60_000 })
    await fc.assert(
      fc.asyncProperty(slow, async (steps) => {
        const at = clinic(steps)
        for (const [path, body] of ALL) {
          at.waits.length = 0
          await ask(at, path, body)
          // What was written is given a moment to leave before a connection breaks; pieces are rounded.
          expect(at.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(2025)
        }
      }),
      RUNS,
    )
  })
})

describe('a drawn plan', () => {
  it('is the same under the same seed, to the byte of what comes of it', async () => {
    for (const seed of [1, 42, 20_261_121]) {
      const [first, second] = [drawFaultPlan(seed, GROUND), drawFaultPlan(seed, GROUND)]
      expect(second).toEqual(first)
      expect(await day(clinic(second))).toEqual(await day(clinic(first)))
    }
  })

  it('has every fault sooner or later, and names of the ground only', () => {
    const drawn = fc.sample(plan, { seed: 42, numRuns: 300 }).flat()
    expect(new Set(drawn.map(({ fault }) => fault))).toEqual(new Set(FAULT_NAMES))
    for (const { person } of drawn) expect([undefined, ...GROUND.people]).toContain(person)
  })

  it('shrinks to the one plain fault that matters', () => {
    const { counterexample } = fc.check(
      fc.property(plan, (steps) => steps.every(({ fault }) => fault !== 'truncate')),
      { seed: 42, numRuns: 1000 },
    )
    expect(counterexample).toEqual([[{ do: 'fault', fault: 'truncate', on: true }]])
  })
})
