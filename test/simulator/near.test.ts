import { afterEach, describe, expect, it } from 'vitest'
import { type NearMiss, type Served, createSimulator, serve } from '../../simulator/index.ts'
import { closestOf, closestPrefix, createMissLog, nearMiss } from '../../simulator/near.ts'

const open: Served[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()))
})

const REQUEST_DOOR = 'POST /oqs/{request file}'

describe('the closest door', () => {
  it.each([
    ['POST', '/osq/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/OQS/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/w/qa/oq/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/renkei/oqs/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/oqs', REQUEST_DOOR],
    ['POST', '/oqs/', REQUEST_DOOR],
    ['GET', '/oqs/OQSsiquc01req_1.xml', REQUEST_DOOR],
    ['POST', '/oqs/OQSsiqucO1req_1.xml', 'POST /oqs/OQSsiquc01req_….xml'],
    ['POST', '/oqs/OQSsiqcu01req_1.xml', 'POST /oqs/OQSsiquc01req_….xml'],
    ['POST', '/oqs/OQSsiquc01res_1.xml', 'POST /oqs/OQSsiquc01req_….xml'],
    ['POST', '/oqs/QOSmuquc02req_1.xml', 'POST /oqs/OQSmuquc02req_….xml'],
    ['GET', '/faces', 'GET /face'],
    ['POST', '/face', 'GET /face'],
    ['DELETE', '/face', 'DELETE /face/{file}'],
    ['GET', '/helth', 'GET /health'],
    ['GET', '/nothing/like/it', null],
    ['POST', `/${'o'.repeat(5000)}`, null],
  ])('of %s %s is %s', (method, path, closest) => {
    expect(nearMiss(method, path)).toMatchObject({ closest })
    expect(nearMiss(method, path)?.asked.length).toBeLessThanOrEqual(120)
  })

  it.each([
    ['POST', '/oqs/OQSsiquc01req_1.xml'],
    ['POST', '/w/qa/oqs/oqsSIQUC01REQ_%E7%AA%93.xml'],
    ['POST', '/oqs/nothing'],
    ['POST', '/oqs/EPSsiquc01req_1.xml'],
    ['GET', '/face'],
    ['GET', '/face/anything'],
    ['POST', '/api/worlds'],
    ['GET', '/'],
  ])('is not looked for where there is a door: %s %s', (method, path) => {
    expect(nearMiss(method, path)).toBeNull()
  })

  it('differs in two letters at most, and is the first of several', () => {
    expect(closestOf('trunacte', ['truncate'])).toBe('truncate')
    expect(closestOf('trnacte', ['truncate'])).toBe('truncate')
    expect(closestOf('trnct', ['truncate'])).toBeNull()
    expect(closestOf('validity-9', ['validity-1', 'validity-2'])).toBe('validity-1')
    expect(closestOf('ab', ['xy'])).toBeNull()
    expect(closestPrefix('OQSsiquc01req_1.xml')).toBeNull()
  })
})

describe('the log of near misses', () => {
  it('tells each once for its like, and so many at most', () => {
    const told: NearMiss[] = []
    const missed = createMissLog((miss) => told.push(miss), 2)
    for (const path of [
      '/osq/OQSsiquc01req_1.xml',
      '/osq/OQSsiquc01req_2.xml',
      '/oqs/OQSsiquc01req_1.xml',
      '/ops/a',
      '/a/b',
    ]) {
      missed('POST', path)
    }
    expect(told.map(({ asked }) => asked)).toEqual(['POST /osq/OQSsiquc01req_1.xml', 'POST /ops/a'])
  })

  it('is fed by a served simulator, on the short way and on the other, and the answers say it too', async () => {
    const told: string[] = []
    const served = await serve({
      simulator: createSimulator(),
      followWall: false,
      missed: ({ text }) => told.push(text.en),
    })
    open.push(served)
    const say = async (path: string, method = 'POST') => (await fetch(`${served.url}${path}`, { method })).text()
    expect(await say('/osq/OQSsiquc01req_1.xml')).toContain(`"closest":"${REQUEST_DOOR}"`)
    expect(await say('/oqs/OQSsiquc01req_1.xml', 'PUT')).toContain(`"closest":"${REQUEST_DOOR}"`)
    expect(await say('/oqs/OQSsiqcu01req_1.xml')).toContain('(closest: OQSsiquc01req)')
    expect(await say('/oqs/OQSsiquc01res_1.xml')).toContain('(closest: OQSsiquc01req)')
    expect(await say('/oqs/OQSsiqucO1req_1.xml')).toContain('(closest: OQSsiquc01req)')
    expect(await say('/oqs/OQSsiquc01req_1.xml')).not.toContain('closest')
    expect(told).toEqual([
      `no handler for POST /osq/OQSsiquc01req_1.xml; closest: ${REQUEST_DOOR}`,
      `no handler for PUT /oqs/OQSsiquc01req_1.xml; closest: ${REQUEST_DOOR}`,
      'no handler for POST /oqs/OQSsiqcu01req_1.xml; closest: POST /oqs/OQSsiquc01req_….xml',
      'no handler for POST /oqs/OQSsiquc01res_1.xml; closest: POST /oqs/OQSsiquc01req_….xml',
      'no handler for POST /oqs/OQSsiqucO1req_1.xml; closest: POST /oqs/OQSsiquc01req_….xml',
    ])
  })
})
