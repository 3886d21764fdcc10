import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../simulator/store/port.ts'

/** One store under contract. */
export interface StoreUnderContract {
  readonly name: string
  /** Prepares an empty place; tells how it is opened. */
  readonly place: () => Promise<StorePlace>
}

export interface StorePlace {
  /** Opens the same place, as one more process would. */
  readonly open: () => Promise<Store>
  readonly remove: () => Promise<void>
}

const START = (birth: number) => ({ birth, sequence: 0 })

/** Texts that a careless store would change or refuse. */
const ODD_TEXTS = [
  '',
  ' ',
  '{"name":"髙𠮷 ﾀﾛｳ","quote":"\'\\""}',
  '\\u0000 $1 ? :id %s {a,b} NULL',
  'line\nline\r\n\ttab',
  '∅'.repeat(100_000),
]

/** What every store promises. */
export function storeContract({ name, place }: StoreUnderContract): void {
  describe(`a store in ${name}`, () => {
    let there: StorePlace
    let store: Store
    let other: Store
    beforeAll(async () => {
      there = await place()
      ;[store, other] = await Promise.all([there.open(), there.open()])
    })
    afterAll(async () => {
      await store.close()
      await other.close()
      await there.remove()
    })
    let worlds = 0
    const made = async (events: readonly string[] = []) => {
      worlds += 1
      const id = `world-${worlds}`
      const birth = (await store.create(id, `setup of ${id}`, events)) ?? 0
      return { id, birth }
    }

    it('keeps a world with its setup and first events', async () => {
      const { id, birth } = await made(['first', 'second'])
      expect(await store.read(id, null)).toEqual({ birth, setup: `setup of ${id}`, events: ['first', 'second'] })
    })

    it('tells only what the reader does not know yet', async () => {
      const { id, birth } = await made(['first', 'second'])
      expect(await store.read(id, { birth, sequence: 1 })).toEqual({ birth, setup: null, events: ['second'] })
      expect(await store.read(id, { birth, sequence: 2 })).toEqual({ birth, setup: null, events: [] })
    })

    it('knows nothing of a world that nobody created', async () => {
      expect(await store.read('nowhere', null)).toBeNull()
      expect(await store.append('nowhere', START(1), ['x'])).toBe('gone')
      expect(await store.replace('nowhere', START(1), 's', [])).toBe('gone')
      expect(await store.delete('nowhere')).toBe(false)
    })

    it('refuses a name that is taken, and leaves the one who has it alone', async () => {
      const { id, birth } = await made(['first'])
      expect(await other.create(id, 'another', ['x', 'y'])).toBeNull()
      expect(await store.read(id, null)).toEqual({ birth, setup: `setup of ${id}`, events: ['first'] })
    })

    it('appends after the event that the writer knows', async () => {
      const { id, birth } = await made()
      expect(await store.append(id, START(birth), ['a', 'b'])).toBe('ok')
      expect(await store.append(id, { birth, sequence: 2 }, ['c'])).toBe('ok')
      expect((await store.read(id, null))?.events).toEqual(['a', 'b', 'c'])
    })

    it.each([0, 1, 3, 100])(
      'refuses an append after event %i when there are two, and writes none of it',
      async (at) => {
        const { id, birth } = await made(['a', 'b'])
        expect(await store.append(id, { birth, sequence: at }, ['x', 'y'])).toBe('conflict')
        expect((await store.read(id, null))?.events).toEqual(['a', 'b'])
      },
    )

    it('shows at once what another process appended, and refuses the one who did not look', async () => {
      const { id, birth } = await made(['a'])
      expect(await other.append(id, { birth, sequence: 1 }, ['theirs'])).toBe('ok')
      expect(await store.append(id, { birth, sequence: 1 }, ['ours'])).toBe('conflict')
      expect((await store.read(id, { birth, sequence: 1 }))?.events).toEqual(['theirs'])
      expect(await store.append(id, { birth, sequence: 2 }, ['ours'])).toBe('ok')
      expect((await other.read(id, null))?.events).toEqual(['a', 'theirs', 'ours'])
    })

    it('lets exactly one of many who append at the same place through', async () => {
      const { id, birth } = await made()
      const writers = Array.from({ length: 12 }, (_, at) => ({ writer: at % 2 === 0 ? store : other, text: `w${at}` }))
      const outcomes = await Promise.all(
        writers.map(({ writer, text }) => writer.append(id, START(birth), [text, text])),
      )
      expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(11)
      const winner = `w${outcomes.indexOf('ok')}`
      expect((await store.read(id, null))?.events).toEqual([winner, winner])
    })

    it('lets exactly one of many who create under the same name through', async () => {
      const births = await Promise.all(
        Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? store : other).create('raced', `setup ${at}`, [`e${at}`])),
      )
      const winner = births.findIndex((birth) => birth !== null)
      expect(births.filter((birth) => birth !== null)).toHaveLength(1)
      expect(await store.read('raced', null)).toEqual({
        birth: births[winner],
        setup: `setup ${winner}`,
        events: [`e${winner}`],
      })
    })

    it('tells a world from a later one of the same name', async () => {
      const { id, birth } = await made(['old'])
      expect(await other.delete(id)).toBe(true)
      expect(await store.read(id, { birth, sequence: 1 })).toBeNull()
      expect(await store.append(id, { birth, sequence: 1 }, ['late'])).toBe('gone')
      const again = await other.create(id, 'new setup', ['new'])
      expect(again).not.toBe(birth)
      expect(await store.append(id, { birth, sequence: 1 }, ['late'])).toBe('gone')
      expect(await store.replace(id, { birth, sequence: 1 }, 'late', [])).toBe('gone')
      expect(await store.read(id, { birth, sequence: 1 })).toEqual({
        birth: again,
        setup: 'new setup',
        events: ['new'],
      })
    })

    it('puts another history in the place of the known one', async () => {
      const { id, birth } = await made(['a', 'b'])
      const later = await store.replace(id, { birth, sequence: 2 }, 'again', ['z'])
      expect(later).not.toBe(birth)
      expect(await other.read(id, { birth, sequence: 2 })).toEqual({ birth: later, setup: 'again', events: ['z'] })
    })

    it('does not replace a history that somebody has continued', async () => {
      const { id, birth } = await made(['a'])
      expect(await store.replace(id, START(birth), 'again', [])).toBe('conflict')
      expect((await store.read(id, null))?.events).toEqual(['a'])
    })

    it('lists the worlds, oldest first', async () => {
      const [a, b, c] = [await made(), await made(), await made()]
      await store.delete(b.id)
      const names = await other.list()
      expect(names.filter((name) => [a.id, b.id, c.id].includes(name))).toEqual([a.id, c.id])
    })

    it('lists a world that got another history where it was, and one that was created again last', async () => {
      const [a, b, c] = [await made(), await made(), await made()]
      const listed = async () => (await other.list()).filter((name) => [a.id, b.id, c.id].includes(name))
      expect(await store.replace(a.id, START(a.birth), 'again', [])).not.toBe('gone')
      expect(await listed()).toEqual([a.id, b.id, c.id])
      await store.delete(a.id)
      await store.create(a.id, 'once more', [])
      expect(await listed()).toEqual([b.id, c.id, a.id])
    })

    it('keeps every text as it is', async () => {
      const { id, birth } = await made(ODD_TEXTS)
      expect(await store.append(id, { birth, sequence: ODD_TEXTS.length }, ODD_TEXTS)).toBe('ok')
      expect((await other.read(id, null))?.events).toEqual([...ODD_TEXTS, ...ODD_TEXTS])
    })

    it('appends nothing without a change', async () => {
      const { id, birth } = await made(['a'])
      expect(await store.append(id, { birth, sequence: 1 }, [])).toBe('ok')
      expect((await store.read(id, null))?.events).toEqual(['a'])
    })
  })
}
