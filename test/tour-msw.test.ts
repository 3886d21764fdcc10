import { eligibilityHandlers } from '../src/msw/index.ts'
import { setupServer } from 'msw/node'
import { expect, it } from 'vitest'

it('finds the card that was put on the reader', async () => {
  const service = eligibilityHandlers({ baseUrl: 'http://oqs.localhost/' })
  setupServer(...service).listen()
  service.placeCard('name/gaiji')
  expect(await (await fetch('http://oqs.localhost/face')).text()).toContain('OQSsiquc01res_face_')
})
