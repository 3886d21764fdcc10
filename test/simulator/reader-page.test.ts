import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import { createSimulator } from '../../simulator/index.ts'
import type { PersonChanges } from '../../generators/index.ts'
import { FACILITY, adult, faceResult, setup } from './support.ts'

const BUTTON = /<input type="hidden" name="(\w+)" value="([^"]*)"/g

/** Somebody before the page of the reader: sees it, and presses what is on it. */
function visitor(more: Parameters<typeof setup>[1] = {}, card: PersonChanges['card'] = {}) {
  const simulator = createSimulator()
  const world = simulator.worlds.open(setup({ taro: adult({ card }) }, more))
  const at = `${world.baseUrl}reader`
  const see = async (): Promise<string> => (await simulator.fetch(at)).text()
  const press = async (fields: Readonly<Record<string, string>>): Promise<number> => {
    const init = { method: 'POST', body: new URLSearchParams(fields) }
    return (await simulator.fetch(at, init)).status
  }
  const buttons = async (): Promise<readonly string[]> =>
    [...(await see()).matchAll(BUTTON)].map(([, name, value]) => `${name}=${value}`)
  return { simulator, world, see, press, buttons, place: () => press({ do: 'place', holder: 'taro', present: 'on' }) }
}

const THE_CARD = 'カードを取る'

describe('the page of the reader', () => {
  it('waits for a card, and has every way to be identified when one lies there', async () => {
    const { simulator, world, see, place, buttons } = visitor()
    expect(await see()).toContain('マイナンバーカードを置いてください')
    expect(await place()).toBe(303)
    const init = { method: 'POST', body: new URLSearchParams({ do: 'act', with: 'phone' }) }
    const again = await simulator.fetch(`${world.baseUrl}reader`, init)
    expect(again.headers.get('location')).toBe(new URL(`${world.baseUrl}reader`).pathname)
    const shown = await buttons()
    for (const way of ['face', 'face-mismatch', 'visual', 'visual-mismatch', 'iphone', 'other-card'])
      expect(shown).toContain(`with=${way}`)
    for (const what of ['pin', 'android', 'out']) expect(shown).toContain(`do=${what}`)
  })

  it('asks one question after the other and ends with the result file', async () => {
    const { see, press, place, world } = visitor({ facility: { ...FACILITY, prescriptionChoice: 'at-check' } })
    await place()
    await press({ do: 'act', with: 'other-card' })
    expect(await see()).toContain('【002】')
    await press({ do: 'pin', pin: '1234' })
    expect(await see()).toContain('まとめて当機関に提供')
    await press({ do: 'answer', with: 'all', reply: 'no' })
    for (const [question, words] of [
      ['checkups', '特定健診情報の提供'],
      ['medicines', '過去の薬剤情報'],
      ['diagnosis', '過去の診療情報'],
      ['operations', '過去の手術情報'],
      ['diseases', '特定疾病療養受療証'],
    ] as const) {
      expect(await see()).toContain(words)
      await press({ do: 'answer', with: question, reply: 'yes' })
    }
    expect(await see()).toContain('処方箋の形')
    await press({ do: 'answer', with: 'prescription', reply: 'electronic' })
    const page = await see()
    expect(page).toContain('資格情報を送信しました')
    expect(page).toContain(`href="face/${world.state.faceFiles(0)[0]?.name}"`)
    expect(faceResult(world).MessageBody.PrescriptionIssueSelect).toBe('1')
    await press({ do: 'out' })
    expect(await see()).not.toContain(THE_CARD)
  })

  it('compares the four digits with those of the card, and locks at the third miss', async () => {
    const { see, press, place, world } = visitor()
    await place()
    for (const words of ['暗証番号が違います', '暗証番号が違います', '暗証番号がロックされています']) {
      await press({ do: 'pin', pin: '9999' })
      expect(await see()).toContain(words)
    }
    await press({ do: 'out' })
    expect(world.cardState('taro')?.pin.locked).toBe(true)
    await place()
    await press({ do: 'pin', pin: '1234' })
    expect(await see()).toContain('暗証番号がロックされています')
  })

  it('asks for the registration of a card that has none', async () => {
    const { see, press, place, world } = visitor({}, { registration: 'NEVER' })
    await place()
    await press({ do: 'act', with: 'face' })
    expect(await see()).toContain('利用登録がありません')
    await press({ do: 'act', with: 'register' })
    expect(await see()).toContain('まとめて当機関に提供')
    expect(world.cardState('taro')?.registration).toBe('REGISTERED')
  })

  it.each([
    ['2026-12-31', '有効期限が近づいています'],
    ['2026-11-20', '資格情報のみ送信しました'],
    ['2026-07-31', '【006】'],
  ])('tells of a certificate that ends on %s: %s', async (expiry, words) => {
    const { see, press, place } = visitor({}, { certificate: { expiry: civilDate(expiry) } })
    await place()
    await press({ do: 'act', with: 'face' })
    await press({ do: 'answer', with: 'all', reply: 'yes' })
    await press({ do: 'answer', with: 'diseases', reply: 'no' })
    expect(await see()).toContain(words)
  })

  it('is another reader in every world, and takes no button that it does not have', async () => {
    const { simulator, press, place } = visitor()
    await place()
    expect(await press({ do: 'act', with: 'nothing' })).toBe(400)
    expect(await press({ do: 'answer', with: 'all', reply: 'maybe' })).toBe(400)
    const other = simulator.worlds.open(setup({ taro: adult() }))
    expect(await (await simulator.fetch(`${other.baseUrl}reader`)).text()).not.toContain(THE_CARD)
  })

  it('has no card on it any more when its world began anew', async () => {
    const { simulator, world, see, press, place } = visitor()
    await place()
    expect(await see()).toContain(THE_CARD)
    simulator.worlds.reset(world.id)
    expect(await see()).toContain('マイナンバーカードを置いてください')
    expect(await press({ do: 'act', with: 'face' })).toBe(303)
    expect(world.state.faceFiles(0)).toEqual([])
  })

  it('says when there is nobody of a name, and no reader', async () => {
    const { simulator, world } = visitor()
    const body = new URLSearchParams({ do: 'place', holder: 'jiro' })
    const response = await simulator.fetch(`${world.baseUrl}reader`, { method: 'POST', body })
    expect(await response.text()).toContain('この人はいません')
    const without = simulator.worlds.open(setup({ taro: adult() }, { facility: { ...FACILITY, capability: 'NONE' } }))
    const card = new URLSearchParams({ do: 'place', holder: 'taro', present: 'on' })
    const nothing = await simulator.fetch(`${without.baseUrl}reader`, { method: 'POST', body: card })
    expect(await nothing.text()).toContain('カードリーダーはありません')
  })

  it('reads in one go as before, with every consent of the form', async () => {
    const { simulator, world } = visitor()
    const body = new URLSearchParams({ holder: 'taro', acts: 'face', present: 'on', operations: 'on', diseases: 'on' })
    await simulator.fetch(`${world.baseUrl}reader`, { method: 'POST', body })
    expect(faceResult(world).MessageBody.ResultList?.ResultOfQualificationConfirmation[0]).toMatchObject({
      PharmacistsInfoConsFlg: '0',
      DiagnosisInfoConsFlg: '0',
      OperationInfoConsFlg: '1',
      SpecificDiseasesCertificateRelatedConsFlg: '1',
    })
  })
})
