import { describe, expect, it } from 'vitest'
import { addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { ALL, NINE, NOTHING, adult, ask, askCheckups, askMedicines, newestCover, read, worldOf } from './support.ts'

const { key } = newestCover(adult())

describe('medicines and check-ups', () => {
  it('are given under a consent of this reader, with the name of the person', () => {
    const world = worldOf({ taro: adult() })
    read(world, 'taro', ['face'])
    expect(askMedicines(world, key)).toMatchObject({
      ResultCode: '1',
      ArbitraryFileIdentifier: 'm1',
      QuaInf: { Name: adult().name.kanji, Birth: '19800510' },
    })
    const checkups = askCheckups(world, key)
    expect(checkups.MessageHeader.ResultCode).toBe('1')
    expect(askCheckups(world, key)).toEqual(checkups)
    expect(world.messagesSince(0).map(({ note }) => note)).toEqual(['answered', 'answered', 'answered'])
  })

  it('carry the name as the answer about the cover does, in the characters that a terminal has', () => {
    const taro = adult({ name: { kanji: '髙﨑　𠮷彦', kana: 'タカサキ　ヨシヒコ' } })
    const world = worldOf({ taro })
    read(world, 'taro', ['face'])
    expect(ask(world, newestCover(taro)).ResultList?.ResultOfQualificationConfirmation[0]?.Name).toBe('●﨑　●彦')
    expect(askMedicines(world, key).QuaInf?.Name).toBe('●﨑　●彦')
    expect(askCheckups(world, key).MessageHeader.QualificationsInfo?.Name).toBe('●﨑　●彦')
  })

  it('are refused after nothing but an inquiry by number', () => {
    const world = worldOf({ taro: adult() })
    expect(ask(world, newestCover(adult())).QualificationValidity).toBe('1')
    expect(askMedicines(world, key)).toMatchObject({ ResultCode: 'SIM-M001' })
    expect(askMedicines(world, key).MessageContents).toContain('閲覧同意がありません')
    expect(world.messagesSince(1).map(({ note }) => note)).toEqual(['refused', 'refused'])
  })

  it.each([
    [86_399, '1'],
    [86_400, '1'],
    [86_401, 'SIM-M002'],
  ])('live %i seconds after the consent: %s', (seconds, code) => {
    const world = worldOf({ taro: adult() })
    read(world, 'taro', ['face'])
    world.moveTo(addSeconds(NINE, seconds))
    expect(askMedicines(world, key).ResultCode).toBe(code)
    expect(askCheckups(world, key).MessageHeader.ResultCode).toBe(code)
  })

  it('are two consents, not one', () => {
    const world = worldOf({ taro: adult() })
    read(world, 'taro', ['face'], { ...ALL, checkups: false })
    expect(askMedicines(world, key).ResultCode).toBe('1')
    expect(askCheckups(world, key).MessageHeader.ResultCode).toBe('SIM-M003')
  })

  it('follow the newest answer of the patient', () => {
    const world = worldOf({ taro: adult() })
    read(world, 'taro', ['face'])
    world.moveTo(addSeconds(NINE, 3600))
    read(world, 'taro', ['face'], NOTHING)
    expect(askMedicines(world, key).ResultCode).toBe('SIM-M003')
    world.moveTo(NINE)
    expect(askMedicines(world, key).ResultCode).toBe('1')
  })

  it('are withheld in grace although the patient agreed to everything', () => {
    const taro = adult({ card: { certificate: { expiry: civilDate('2026-11-20') } } })
    const world = worldOf({ taro })
    expect(read(world, 'taro', ['face']).screens).toEqual(['result-sent-eligibility-only'])
    expect(askMedicines(world, key).ResultCode).toBe('SIM-M004')
    expect(askCheckups(world, key).MessageHeader.ResultCode).toBe('SIM-M004')
  })

  it('stop at midnight when the certificate expires under a living consent', () => {
    const taro = adult({ card: { certificate: { expiry: civilDate('2026-11-21') } } })
    const world = worldOf({ taro })
    read(world, 'taro', ['face'])
    world.moveTo(instant('2026-11-21T23:59:59+09:00'))
    expect(askMedicines(world, key).ResultCode).toBe('1')
    world.moveTo(instant('2026-11-22T00:00:00+09:00'))
    expect(askMedicines(world, key).ResultCode).toBe('SIM-M004')
  })

  it('are never those of another person', () => {
    const world = worldOf({
      taro: adult(),
      hanako: adult(
        { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '1234567', number: '89', branch: '02' }] },
        20,
      ),
    })
    read(world, 'hanako', ['face'])
    expect(askMedicines(world, key).ResultCode).toBe('SIM-M001')
    expect(askMedicines(world, { ...key, branch: '02' }).QuaInf?.Name).toBe(world.member('hanako').name.kanji)
    expect(askMedicines(world, { ...key, number: '404' }).ResultCode).toBe('SIM-M005')
  })
})
