import { createSimulator, type SimulatorOptions } from '../../../simulator/index.ts'
import type { SimulatedWorld } from '../../../simulator/index.ts'
import type { WorldSetup } from '../../../scenarios/ports.ts'
import { type CivilDate, civilDate, instant } from '../../../src/domain/civil-date.ts'
import { personNumberOf } from '../../../src/domain/person-number.ts'
import type { Member } from '../../../src/domain/person.ts'
import type { FiveItems } from '../../../src/domain/registration.ts'
import {
  type InsurerListKind,
  type Receipt,
  type RegistrationRecordInput,
  writeRecords,
} from '../../../src/wire/insurer-records.ts'
import { NINE, adult, ask, newestCover, setup } from '../support.ts'

/** 見本健康保険組合, and 見本区. */
export const KENPO = '06139992'
export const KOKUHO = '139998'

export const day = civilDate
export const at = (text: string) => instant(`${text}:00+09:00`)

/** Somebody without any cover of his own. */
export const nobody = (index = 40): Member => adult({ coverage: [] }, index)

export const five = (who: Member): FiveItems => ({
  kanji: who.name.kanji,
  kana: who.name.kana,
  birthDate: who.birthDate,
  sex: who.sex,
  address: who.address.text,
})

export const key = (branch = '00', number = '77'): RegistrationRecordInput['memberKey'] => ({
  symbol: '5',
  number,
  branch,
})

type Register = Extract<RegistrationRecordInput, { op: 'register' }>
export const registerOf = (who: Member, more: Partial<Register> = {}): RegistrationRecordInput => ({
  op: 'register',
  insurerNo: KENPO,
  memberKey: key(),
  personNo: personNumberOf(who.index),
  five: five(who),
  entries: [{ historyId: `h${who.index}`, kind: 'eligibility', from: day('2026-11-01') }],
  ...more,
})

export const head = { insurerNo: KENPO, memberKey: key() } as const

/** A world with one insurer before its door. */
export interface Desk {
  readonly world: SimulatedWorld
  readonly send: (...records: readonly RegistrationRecordInput[]) => Receipt
  readonly moveTo: (text: string) => void
  /** What an inquiry with numbers answers, `1` to `6`. */
  readonly seen: (who: Member, on?: string, numbers?: RegistrationRecordInput['memberKey']) => string | undefined
  readonly list: (kind: InsurerListKind, month: string) => ReturnType<SimulatedWorld['insurerList']>
}

export function deskOf(
  people: Readonly<Record<string, Member>>,
  more: Partial<WorldSetup> = {},
  options: SimulatorOptions = {},
  insurerNo: string = KENPO,
): Desk {
  const world = createSimulator(options).worlds.open(setup(people, more))
  const insurer = world.gateway.insurer(insurerNo)
  if (insurer === null) throw new Error(`${insurerNo} is no insurer`)
  return {
    world,
    send: (...records) => world.gateway.receive(insurer, writeRecords(records)),
    moveTo: (text) => world.moveTo(at(text)),
    seen: (who, on, numbers = key()) =>
      ask(world, {
        key: { insurerNumber: insurer.number, ...numbers },
        birthDate: who.birthDate,
        ...(on === undefined ? { on: today(world) } : { on: day(on) }),
      }).QualificationValidity,
    list: (kind, month) => world.insurerList(insurer, kind, month),
  }
}

const today = (world: SimulatedWorld): CivilDate => civilDate(world.now().slice(0, 10))

export { NINE, adult, newestCover }

/** B1 of the 健保組合 so far. */
export const resultsOf = (world: SimulatedWorld, after = 0): ReturnType<SimulatedWorld['gateway']['results']> => {
  const insurer = world.gateway.insurer(KENPO)
  return insurer === null ? [] : world.gateway.results(insurer, after)
}
