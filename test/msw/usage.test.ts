import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EligibilityHandlers, eligibilityHandlers, instant } from '../../src/msw/index.ts'
import { askByNumber, readCard } from '../../examples/clinic-client.ts'

const baseUrl = 'http://oqs.localhost/'
const server = setupServer()
let service: EligibilityHandlers

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
// A world of its own for every test: a fault or a card of one test is not there in the next.
beforeEach(() => {
  service = eligibilityHandlers({ baseUrl, now: '2026-11-21T09:00:00+09:00' })
  server.use(...service)
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

/** The paper of the magic member `key/leading-zeros`. */
const paper = { insurerNumber: '139998', symbol: '0012', number: '0000302', branch: '01', birthDate: '19810301' }

describe('the clinic', () => {
  it('asks by the numbers of the paper', async () => {
    expect(await askByNumber(baseUrl, '20261121', paper)).toEqual({ validity: '1', name: '橋本　光男' })
  })

  it('keeps the leading zeros, for other digits are nobody', async () => {
    expect(await askByNumber(baseUrl, '20261121', { ...paper, number: '302' })).toEqual({ validity: '4', name: null })
  })

  it('reads the card on the last day of the grace, and not on the day after', async () => {
    service.world.moveTo(instant('2026-11-30T09:00:00+09:00'))
    service.placeCard('grace/expired-2026-08-20')
    expect(await readCard(baseUrl)).toMatchObject({ validity: '1' })

    service.world.moveTo(instant('2026-12-01T09:00:00+09:00'))
    expect(service.placeCard('grace/expired-2026-08-20').screens).toEqual(['006-certificate-invalid'])
  })

  it.each(['line-down', 'service-closed', 'refused'] as const)('survives an outage: %s', async (fault) => {
    service.world.setFault(fault, true, {})
    expect(await askByNumber(baseUrl, '20261121', paper)).toBe('outage')

    service.world.setFault(fault, false, {})
    expect(await askByNumber(baseUrl, '20261121', paper)).toMatchObject({ validity: '1' })
  })
})
