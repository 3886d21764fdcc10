import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { setupServer } from 'msw/node'
import { drawMedicalPaper } from '../../generators/documents/medical-paper.ts'
import { eligibilityHandlers } from '../../src/msw/index.ts'
import { CHECKUPS_REQUEST, checkupsRequest } from '../../src/wire/checkups.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT, medicinesRequest } from '../../src/wire/medicines.ts'
import { readPaper } from '../../src/wire/paper/index.ts'
import { addSeconds, civilDate } from '../../src/domain/civil-date.ts'
import type { Consents } from '../../scenarios/ports.ts'
import { type Simulator, createSimulator, serve } from '../../simulator/index.ts'
import type { SimulatedWorld } from '../../simulator/world.ts'
import { ALL, INSTITUTION, NINE, NOTHING, adult, messageOf, newestCover, read, worldOf } from './support.ts'
import { site, until } from './folders/support.ts'

const who = adult({}, 11)
const ask = { institutionCode: INSTITUTION, fileId: 'p-1', key: newestCover(who).key }

const YZK = 'YZKsiquc01req_202611210001.xml'
const TKK = 'TKKsiquc01req_202611210001.xml'

/** Requests for a paper: FileCategory 1 and 3 of the medicines, 1 of the check-ups. @see facts/wire.md 2.7 */
const medicines = (category: string): Uint8Array<ArrayBuffer> => {
  const { MessageHeader, MessageBody } = medicinesRequest({ ...ask, from: '202301', until: '202611' })
  const message = { MessageHeader, MessageBody: { ...MessageBody, FileCategory: category } }
  return new Uint8Array(writeMessage(MEDICINES_REQUEST, message))
}
const checkups = (category: string): Uint8Array<ArrayBuffer> => {
  const { MessageHeader, MessageBody } = checkupsRequest(ask)
  const message = { MessageHeader, MessageBody: { ...MessageBody, FileCategory: category } }
  return new Uint8Array(writeMessage(CHECKUPS_REQUEST, message))
}

const drawn = (world: SimulatedWorld, name: string, bytes: Uint8Array) =>
  world.drawn(name, bytes, world.answer(name, bytes))

async function textOf(bytes: Uint8Array): Promise<string> {
  const reading = await readPaper(bytes)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem))
  expect(reading.value.specimen).toBe(true)
  return reading.value.text.replaceAll(/\s+/g, '')
}

const consenting = (consents: Consents = ALL): SimulatedWorld => {
  const world = worldOf({ taro: who })
  read(world, 'taro', ['face'], consents)
  return world
}

describe('the paper of the medicines', () => {
  it('says what the message says, under the name of the result as PDF', async () => {
    const world = consenting()
    const paper = await drawn(world, YZK, medicines('1'))
    expect(paper).toMatchObject({
      kind: 'answered',
      status: 200,
      name: 'YZKsiquc01res_202611210001.pdf',
      contentType: 'application/pdf',
    })
    const text = await textOf(paper.bytes)
    const message = messageOf(MEDICINES_RESULT, world.answer(YZK, medicines('2')).bytes)
    const days = (message.MessageBody.MeTrMonthInf ?? []).flatMap(({ DiDateInfs }) => DiDateInfs?.DiDateInf ?? [])
    expect(days.length).toBeGreaterThan(3)
    for (const { DiDate, DrugInfs } of days) {
      expect(text).toContain(`${DiDate.slice(0, 4)}/${DiDate.slice(4, 6)}/${DiDate.slice(6)}`)
      for (const { DrugN } of DrugInfs?.DrugInf ?? []) expect(text.normalize('NFKC')).toContain(DrugN.normalize('NFKC'))
    }
    for (const words of ['薬剤情報', who.name.kanji.replace('　', ''), '昭和55年5月10日']) expect(text).toContain(words)
    expect(text).not.toContain('診療情報')
  })

  it('has care and operations under their own consents', () => {
    const headings = (consents: Consents) =>
      consenting(consents)
        .answer(YZK, medicines('3'))
        .paper?.sections.map(({ heading, rows }) => `${heading} ${rows.length > 0}`)
    expect(headings(ALL)).toEqual(['薬剤情報 true', '診療情報 true', '手術情報 true'])
    expect(headings({ ...ALL, operations: false })).toEqual(['薬剤情報 true', '診療情報 true'])
    expect(headings({ ...NOTHING, operations: true })).toEqual(['手術情報 true'])
  })

  it('is refused as a message, with its reason', () => {
    const expired = consenting()
    expired.moveTo(addSeconds(NINE, 86_401))
    const grace = worldOf({ taro: adult({ card: { certificate: { expiry: civilDate('2026-11-20') } } }, 11) })
    read(grace, 'taro', ['face'])
    for (const [world, code] of [
      [worldOf({ taro: who }), 'SIM-M001'],
      [expired, 'SIM-M002'],
      [consenting(NOTHING), 'SIM-M003'],
      [grace, 'SIM-M004'],
    ] as const) {
      const reply = world.answer(YZK, medicines('3'))
      expect(reply).toMatchObject({ kind: 'refused', name: 'YZKsiquc01res_202611210001.xml' })
      expect(reply.paper).toBeUndefined()
      expect(messageOf(MEDICINES_RESULT, reply.bytes).MessageHeader.ResultCode).toBe(code)
    }
  })

  it('is written down once it is drawn, with its bytes and the moment of the request', async () => {
    const world = consenting()
    const request = medicines('1')
    const reply = world.answer(YZK, request)
    expect(world.messagesSince(0)).toEqual([])
    const late = world.drawn(YZK, request, reply)
    world.moveTo(addSeconds(NINE, 60))
    const { bytes } = await late
    const { answer, ...message } = world.messagesSince(0)[0] ?? {}
    expect(message).toMatchObject({
      at: NINE,
      name: YZK,
      answerName: 'YZKsiquc01res_202611210001.pdf',
      note: 'answered',
    })
    expect(Buffer.compare(bytes, answer ?? new Uint8Array())).toBe(0)
  })
})

describe('the paper of the check-ups', () => {
  it('has the items down and the years across, and comes as a PDF', () => {
    const { name, paper } = consenting().answer(TKK, checkups('1'))
    expect(name).toBe('TKKsiquc01res_202611210001.pdf')
    const [section] = paper?.sections ?? []
    const [item, unit, ...days] = section?.columns.map(({ heading }) => heading) ?? []
    expect([item, unit]).toEqual(['項目', '単位'])
    expect(days.toSorted().toReversed()).toEqual(days)
    expect(days.length).toBeGreaterThan(1)
    const height = section?.rows.find(([label]) => label === '身長（見本）') ?? []
    expect(new Set(height.slice(2)).size).toBe(1)
  })
})

describe('a paper', () => {
  it('is drawn to the same bytes for ever', async () => {
    const paper = {
      title: '薬剤情報',
      person: { name: '見本　太郎', kana: 'ミホン　タロウ', birthDate: civilDate('1980-05-10'), sex: 'male' },
      madeAt: NINE,
      institutionCode: INSTITUTION,
      scope: '2026年1月から2026年11月まで',
      sections: [
        {
          heading: '薬剤情報',
          columns: [
            { heading: '調剤年月日', width: 1 },
            { heading: '薬剤名', width: 3 },
          ],
          rows: Array.from({ length: 40 }, (_, row) => [`2026/10/${10 + (row % 20)}`, `見本錠${row}`]),
          empty: 'なし',
        },
        { heading: '診療情報', columns: [{ heading: '診療年月日', width: 1 }], rows: [], empty: 'なし' },
      ],
    } as const
    const sum = createHash('sha256')
      .update(await drawMedicalPaper(paper))
      .digest('hex')
    expect(sum).toBe('0de65c040ab3412f260b857ee78ed7391f629af95fb77e5217e02d1acc3ee1a2')
  })

  const stocked = (): Simulator => {
    const simulator = createSimulator()
    simulator.worlds.default.addPerson('taro', who)
    read(simulator.worlds.default, 'taro', ['face'])
    return simulator
  }

  it('has the same bytes through every door', async () => {
    const { bytes } = await drawn(stocked().worlds.default, YZK, medicines('3'))
    const got = async (response: Response): Promise<number> => {
      expect(response.headers.get('content-type')).toBe('application/pdf')
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="YZKsiquc01res_202611210001.pdf"')
      return Buffer.compare(bytes, new Uint8Array(await response.arrayBuffer()))
    }
    const init = { method: 'POST', body: medicines('3') }
    expect(await got(await stocked().fetch(`/oqs/${YZK}`, init))).toBe(0)

    const served = await serve({ simulator: stocked(), followWall: false })
    expect(await got(await fetch(`${served.url}/oqs/${YZK}`, init))).toBe(0)
    await served.close()

    const server = setupServer(...eligibilityHandlers({ baseUrl: 'https://oqs.example/', simulator: stocked() }))
    server.listen()
    expect(await got(await fetch(`https://oqs.example/oqs/${YZK}`, init))).toBe(0)
    server.close()

    const { world, drop, path, close } = await site()
    world.addPerson('taro', who)
    read(world, 'taro', ['face'])
    drop(YZK, medicines('3'))
    const file = path('res', 'YZKsiquc01res_202611210001.pdf')
    await until(() => existsSync(file) && readFileSync(file).length >= bytes.length, 'the paper')
    expect(Buffer.compare(bytes, readFileSync(file))).toBe(0)
    await close()
  })
})
