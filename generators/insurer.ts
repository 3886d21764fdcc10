import type { Scheme } from '../src/domain/ledger.ts'
import { PREFECTURES, completeNumber } from '../src/domain/numbers.ts'
import {
  type BlockAddress,
  PLACES,
  PREFECTURE_PEOPLE,
  type Place,
  type Ranking,
  prefectureOfBlock,
  ranking,
} from './block-layout.ts'
import { CITIES, COMPANIES } from './noise.data.ts'
import { permute, unpermute } from './permutation.ts'
import type { Population } from './population.ts'
import { draw } from './seed.ts'

/** How an insurer writes 記号 and 番号. */
interface NumberStyle {
  /** In front of the digits of the symbol. */
  readonly prefix: string
  /** How many symbols there are; 1 means the prefix alone, 0 means no symbol at all. */
  readonly symbols: number
  readonly firstSymbol: number
  /** Digits of the symbol, filled with zeros; 0 leaves it as it is. */
  readonly symbolWidth: number
  readonly firstNumber: number
  /** Digits of the number without a check digit, filled with zeros; 0 leaves it as it is. */
  readonly numberWidth: number
  readonly check: 'kouki-insured' | 'public-recipient' | null
}

/** 保険者: a synthetic insurer. Its number has a valid check digit and a body that is unlikely to be real. */
export interface Insurer {
  /** 保険者番号: 8 digits, 6 for 国保. */
  readonly number: string
  /** Clearly made up: begins with 見本. */
  readonly name: string
  readonly scheme: Scheme
  /** 01 to 47. */
  readonly prefecture: number
  /** How many pairs of symbol and number it can give out. */
  readonly capacity: number
}

interface NumberedInsurer extends Insurer {
  /** Its place among the insurers of its scheme and prefecture. */
  readonly ordinal: number
  readonly style: NumberStyle
}

/** 番号空間: how a scheme gives out numbers. */
interface Space {
  readonly ranking: Ranking
  /** Numbers reserved for every (block, place) pair. */
  readonly slots: number
  /** Insurers of municipalities serve whole blocks; employers' insurers serve workers one by one. */
  readonly municipal: boolean
  readonly byPrefecture: readonly (readonly NumberedInsurer[])[]
}

/** A person may have this many covers as the insured person, the present one first. */
export const EPOCHS = 4
const WORKER_SLOTS = 16 * EPOCHS

const homes = ranking([PLACES.home])
const homesAndFormer = ranking([PLACES.home, PLACES.former])
const seats = ranking([PLACES.seat])

const plain: NumberStyle = {
  prefix: '',
  symbols: 1,
  firstSymbol: 1,
  symbolWidth: 0,
  firstNumber: 1,
  numberWidth: 0,
  check: null,
}

const KENPO_STYLES: readonly NumberStyle[] = [
  { ...plain, symbols: 900 },
  { ...plain, symbols: 300, symbolWidth: 3, numberWidth: 6 },
  { ...plain, prefix: 'ケ', symbols: 60 },
  { ...plain, symbols: 5000, symbolWidth: 4, numberWidth: 7 },
]

const KOKUHO_STYLES: readonly NumberStyle[] = [
  { ...plain, symbols: 400, symbolWidth: 4, numberWidth: 7 },
  { ...plain, prefix: '見本', symbols: 80, numberWidth: 6 },
  { ...plain, symbols: 999, numberWidth: 4 },
  { ...plain, prefix: '国', symbols: 200, symbolWidth: 3 },
]

const KYOSAI = [
  { law: '34', body: '991', symbol: '公立見本', name: (at: string) => `見本公立学校共済組合${at}支部` },
  { law: '32', body: '991', symbol: '地共見本', name: (at: string) => `見本地方職員共済組合${at}支部` },
  { law: '34', body: '992', symbol: '私学見本', name: (at: string) => `見本私立学校共済${at}支部` },
  { law: '31', body: '991', symbol: '国共見本', name: (at: string) => `見本国家公務員共済組合${at}支部` },
  { law: '33', body: '991', symbol: '警見本', name: (at: string) => `見本警察共済組合${at}支部` },
] as const

const pick = <T>(items: readonly T[], place: number): T => {
  const item = items[place % items.length]
  if (item === undefined) throw new RangeError('pick from an empty list')
  return item
}

/** 市区町村の数: one per two hundred thousand people, 6 to 60 in a prefecture. */
export const municipalitiesOf = (prefecture: number): number =>
  Math.min(60, Math.max(6, Math.round((PREFECTURE_PEOPLE[prefecture - 1] ?? 0) / 200)))

/** 市区町村名 of a municipality of a prefecture; no real one is meant. */
export const cityName = (prefecture: number, ordinal: number): string => pick(CITIES, prefecture * 37 + ordinal)

/** 都道府県名. */
export const prefectureName = (prefecture: number): string => PREFECTURES[prefecture - 1]?.ja ?? ''

const two = (n: number): string => String(n).padStart(2, '0')
const firmName = (place: number): string =>
  pick(COMPANIES, place).replaceAll(/株式会社|有限会社|合資会社|合名会社|合同会社/g, '')

type Draft = Pick<NumberedInsurer, 'number' | 'name' | 'style'>
type Make = (prefecture: number, ordinal: number, capacity: number) => Draft

const KENPO_COUNT: Readonly<Record<number, number>> = { 13: 90, 27: 40, 23: 25 }

const eight = (law: string, prefecture: number, body: string): string =>
  completeNumber('insurer-8', `${law}${two(prefecture)}${body}`)
const six = (prefecture: number, body: string): string => completeNumber('insurer-6', `${two(prefecture)}${body}`)

function space(
  scheme: Scheme,
  rankingOfScheme: Ranking,
  slots: number,
  municipal: boolean,
  count: (prefecture: number) => number,
  make: Make,
): Space {
  const byPrefecture = Array.from({ length: 48 }, (_, prefecture): NumberedInsurer[] => {
    if (prefecture === 0) return []
    const insurers = count(prefecture)
    const pairs = rankingOfScheme.size(prefecture)
    const capacity = municipal ? Math.ceil(pairs / insurers) * slots : Math.ceil((pairs * slots) / insurers)
    return Array.from({ length: insurers }, (__, ordinal) => ({
      scheme,
      prefecture,
      ordinal,
      capacity,
      ...make(prefecture, ordinal, capacity),
    }))
  })
  return { ranking: rankingOfScheme, slots, municipal, byPrefecture }
}

/** 見本の保険者: every scheme with its insurers. Bodies are 9xx, widened by 39x for 国保組合; 999 is left to made-up people. @see facts/rules.md section 5.1 */
const SPACES: Readonly<Record<Scheme, Space>> = {
  kyokai: space(
    'kyokai',
    homesAndFormer,
    WORKER_SLOTS,
    false,
    () => 1,
    (prefecture, _, capacity) => ({
      number: eight('01', prefecture, '991'),
      name: `見本健康保険協会${prefectureName(prefecture)}支部`,
      style: {
        ...plain,
        symbols: Math.min(900_000, Math.ceil(capacity / 160)),
        firstSymbol: prefecture * 1_000_000 + 1001,
        symbolWidth: 8,
      },
    }),
  ),
  kenpo: space(
    'kenpo',
    seats,
    WORKER_SLOTS,
    false,
    (prefecture) => KENPO_COUNT[prefecture] ?? 3,
    (prefecture, ordinal) => ({
      number: eight('06', prefecture, String(900 + ordinal)),
      name: `見本${firmName(prefecture * 11 + ordinal)}健康保険組合`,
      style: pick(KENPO_STYLES, prefecture + ordinal),
    }),
  ),
  kyosai: space(
    'kyosai',
    homesAndFormer,
    WORKER_SLOTS,
    false,
    () => KYOSAI.length,
    (prefecture, ordinal) => {
      const row = pick(KYOSAI, ordinal)
      return {
        number: eight(row.law, prefecture, row.body),
        name: row.name(prefectureName(prefecture)),
        style: { ...plain, prefix: row.symbol },
      }
    },
  ),
  kokuho: space('kokuho', homesAndFormer, WORKER_SLOTS, true, municipalitiesOf, (prefecture, ordinal) => ({
    number: six(prefecture, String(900 + ordinal)),
    name: `見本${cityName(prefecture, ordinal)}`,
    style: pick(KOKUHO_STYLES, prefecture + ordinal),
  })),
  'kokuho-kumiai': space(
    'kokuho-kumiai',
    homesAndFormer,
    WORKER_SLOTS,
    false,
    () => 3,
    (prefecture, ordinal) => ({
      number: six(prefecture, String(390 + ordinal)),
      name: `見本${pick(['医師', '建設', '食品'], ordinal)}国民健康保険組合${prefectureName(prefecture)}支部`,
      style: { ...plain, symbols: 300, numberWidth: 5 },
    }),
  ),
  kouki: space(
    'kouki',
    homes,
    8,
    false,
    () => 1,
    (prefecture) => ({
      number: eight('39', prefecture, '991'),
      name: `見本${prefectureName(prefecture)}後期高齢者医療広域連合`,
      style: { ...plain, symbols: 0, firstNumber: 0, numberWidth: 7, check: 'kouki-insured' },
    }),
  ),
  assistance: space('assistance', homesAndFormer, 16, true, municipalitiesOf, (prefecture, ordinal) => ({
    number: eight('12', prefecture, String(900 + ordinal)),
    name: `見本${cityName(prefecture, ordinal)}福祉事務所`,
    style: { ...plain, symbols: 0, numberWidth: 6, check: 'public-recipient' },
  })),
}

const BY_NUMBER: ReadonlyMap<string, NumberedInsurer> = new Map(
  Object.values(SPACES)
    .flatMap((each) => each.byPrefecture.flat())
    .map((insurer) => [insurer.number, insurer]),
)

/** 保険者一覧: all insurers of the synthetic Japan, or those of one scheme. */
export const insurers = (scheme?: Scheme): readonly Insurer[] =>
  [...BY_NUMBER.values()].filter((insurer) => scheme === undefined || insurer.scheme === scheme)

/** The insurer of a 保険者番号, or null. */
export const insurerOf = (number: string): Insurer | null => BY_NUMBER.get(number) ?? null

const SPECIMENS: Readonly<Record<Scheme, Pick<Insurer, 'number' | 'name'>>> = {
  kyokai: { number: eight('01', 13, '999'), name: '見本健康保険協会東京見本支部' },
  kenpo: { number: eight('06', 13, '999'), name: '見本健康保険組合' },
  kyosai: { number: eight('34', 13, '999'), name: '見本公立学校共済組合東京見本支部' },
  kokuho: { number: six(13, '999'), name: '見本区' },
  'kokuho-kumiai': { number: six(13, '399'), name: '見本国民健康保険組合' },
  kouki: { number: eight('39', 13, '999'), name: '見本後期高齢者医療広域連合' },
  assistance: { number: eight('12', 13, '999'), name: '見本区福祉事務所' },
}

/** 見本の保険者 (本体 999): the insurer of made-up people; the population never uses its numbers. @see facts/rules.md section 5.1 */
export const specimenInsurer = (scheme: Scheme): Pick<Insurer, 'number' | 'name'> => SPECIMENS[scheme]

const POWERS: readonly number[] = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent)

function padded(n: number, width: number): string {
  const power = POWERS[width] ?? 10 ** width
  return width === 0 || n >= power ? String(n) : String(power + n).slice(1)
}

function writeSymbol(style: NumberStyle, place: number): string | null {
  if (style.symbols === 0) return null
  return style.symbols === 1 ? style.prefix : `${style.prefix}${padded(place + style.firstSymbol, style.symbolWidth)}`
}

function writeNumber(style: NumberStyle, place: number): string {
  const digits = padded(place + style.firstNumber, style.numberWidth)
  return style.check === null ? digits : completeNumber(style.check, digits)
}

/** The number that one to nine digits make, -1 for anything else. */
function wholeNumber(text: string): number {
  if (text.length === 0 || text.length > 9) return -1
  let number = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

/** The place of a symbol and number in the insurer's space, or -1 when it never wrote them like that. */
function readPlace({ style, capacity }: NumberedInsurer, symbol: string | null, number: string): number {
  const symbols = Math.max(style.symbols, 1)
  const symbolPlace =
    style.symbols <= 1 ? 0 : wholeNumber((symbol ?? '').slice(style.prefix.length)) - style.firstSymbol
  const numberPlace = wholeNumber(style.check === null ? number : number.slice(0, -1)) - style.firstNumber
  const issued = numberPlace * symbols + symbolPlace
  const exists = symbolPlace >= 0 && symbolPlace < symbols && numberPlace >= 0 && issued < capacity
  return exists && writeSymbol(style, symbolPlace) === symbol && writeNumber(style, numberPlace) === number
    ? issued
    : -1
}

/** Who a number was made for: a slot of a block in one of its places. */
export interface Holding {
  readonly block: number
  readonly place: Place
  readonly slot: number
}

/** 保険者番号・記号・番号 of a holding. */
export interface IssuedKey {
  readonly insurer: Insurer
  readonly symbol: string | null
  readonly number: string
}

const SHUFFLES: Readonly<Record<Scheme, number>> = {
  kyokai: 901,
  kenpo: 902,
  kyosai: 903,
  kokuho: 904,
  'kokuho-kumiai': 905,
  kouki: 906,
  assistance: 907,
}

/** Every municipality shuffles its own numbers; the other insurers of a prefecture shuffle theirs together. */
const shuffleKey = (population: Population, scheme: Scheme, insurer: NumberedInsurer, municipal: boolean): number =>
  draw(population.salt, municipal ? Number(insurer.number) : insurer.prefecture, SHUFFLES[scheme])

/** 市区町村 of a place of a block, 0 to {@link municipalitiesOf} - 1; the 国保 of the block is that municipality's. */
export const municipalityOf = (at: BlockAddress, place: Place): number =>
  homesAndFormer.rank(at, place) % municipalitiesOf(prefectureOfBlock(at, place))

const nth = (insurersOfPrefecture: readonly NumberedInsurer[], ordinal: number): NumberedInsurer => {
  const insurer = insurersOfPrefecture[ordinal]
  if (insurer === undefined) throw new RangeError('no such insurer')
  return insurer
}

/** The numbers a scheme gives to a slot of a block in a place. */
export function issueKey(
  population: Population,
  scheme: Scheme,
  at: BlockAddress,
  place: Place,
  slot: number,
): IssuedKey {
  const { ranking: ranks, slots, municipal, byPrefecture } = SPACES[scheme]
  const prefecture = prefectureOfBlock(at, place)
  const choices = byPrefecture[prefecture] ?? []
  const rank = ranks.rank(at, place)
  const count = choices.length
  let insurer = nth(choices, municipal ? rank % count : 0)
  const key = shuffleKey(population, scheme, insurer, municipal)
  let issued = 0
  if (municipal) {
    issued = permute(insurer.capacity, key, Math.floor(rank / count) * slots + slot)
  } else {
    const shuffled = permute(ranks.size(prefecture) * slots, key, rank * slots + slot)
    insurer = nth(choices, shuffled % count)
    issued = Math.floor(shuffled / count)
  }
  const symbols = Math.max(insurer.style.symbols, 1)
  return {
    insurer,
    symbol: writeSymbol(insurer.style, issued % symbols),
    number: writeNumber(insurer.style, Math.floor(issued / symbols)),
  }
}

/** The inverse of {@link issueKey}: who the numbers were made for, or null when nobody ever gets them. */
export function holdingOf(
  population: Population,
  insurerNumber: string,
  symbol: string | null,
  number: string,
): (Holding & { readonly scheme: Scheme }) | null {
  const insurer = BY_NUMBER.get(insurerNumber)
  if (insurer === undefined) return null
  const issued = readPlace(insurer, symbol, number)
  const { ranking: ranks, slots, municipal, byPrefecture } = SPACES[insurer.scheme]
  const count = (byPrefecture[insurer.prefecture] ?? []).length
  const size = municipal ? insurer.capacity : ranks.size(insurer.prefecture) * slots
  const shuffled = municipal ? issued : issued * count + insurer.ordinal
  if (issued < 0 || shuffled >= size) return null
  const unit = unpermute(size, shuffleKey(population, insurer.scheme, insurer, municipal), shuffled)
  const row = Math.floor(unit / slots)
  const rank = municipal ? row * count + insurer.ordinal : row
  const found = ranks.locate(population, insurer.prefecture, rank)
  return found === null ? null : { ...found, slot: unit % slots, scheme: insurer.scheme }
}
