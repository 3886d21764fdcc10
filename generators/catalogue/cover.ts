import { addDays, addMonths, civilDate, instantOf } from '../../src/domain/civil-date.ts'
import { type MagicPerson, soundCard, specimenCover } from './magic-person.ts'

const TWIN_BIRTH = civilDate('2019-06-15')
const twinCard = {
  kind: 'ordinary',
  issued: civilDate('2024-07-01'),
  bodyExpiry: civilDate('2029-06-15'),
  certificate: { issued: civilDate('2024-07-01'), expiry: civilDate('2029-06-15') },
  registration: 'REGISTERED',
  phone: null,
  pin: '1234',
  stayLimited: false,
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
} as const

/** 資格と番号: people whose numbers, history or papers are the difficulty. */
export const cover: readonly MagicPerson[] = [
  {
    id: 'key/twin-a',
    sentence: { ja: '枝番だけが違う双子の一人目。', en: 'One of two twins who differ in the branch only: 01.' },
    source: 'facts/wire.md section 5.1; facts/counter.md S28',
    index: 512,
    changes: () => ({
      name: { kanji: '双葉　一花', kana: 'フタバ　イチカ' },
      otherName: null,
      sex: 'female',
      birthDate: TWIN_BIRTH,
      card: twinCard,
      coverage: [specimenCover('kyokai', 301, { relation: 'dependant', branch: '01' })],
    }),
  },
  {
    id: 'key/twin-b',
    sentence: { ja: '枝番だけが違う双子の二人目。', en: 'One of two twins who differ in the branch only: 02.' },
    source: 'facts/wire.md section 5.1; facts/counter.md S28',
    index: 528,
    changes: () => ({
      name: { kanji: '双葉　二葉', kana: 'フタバ　フタバ' },
      otherName: null,
      sex: 'female',
      birthDate: TWIN_BIRTH,
      card: twinCard,
      coverage: [specimenCover('kyokai', 301, { relation: 'dependant', branch: '02' })],
    }),
  },
  {
    id: 'key/leading-zeros',
    sentence: {
      ja: '国保の6桁の保険者番号、記号と番号は0で始まる。',
      en: 'National Health Insurance: six-digit insurer, symbol and number with leading zeros.',
    },
    source: 'facts/rules.md sections 5.1 and 5.6',
    index: 544,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [specimenCover('kokuho', 302, { symbol: '0012', number: '0000302' })],
    }),
  },
  {
    id: 'key/kouki',
    sentence: {
      ja: '後期高齢者。被保険者番号8桁だけで、記号も枝番もない。',
      en: 'Late-elderly care: eight digits, no symbol, no branch.',
    },
    source: 'facts/rules.md section 5.5',
    index: 560,
    changes: (start) => {
      const birthDate = addMonths(start, -12 * 81)
      return {
        ...soundCard(start, {}, birthDate),
        coverage: [specimenCover('kouki', 303, { acquired: addMonths(birthDate, 900), ratio: '020' })],
      }
    },
  },
  {
    id: 'key/old-card',
    sentence: {
      ja: '枝番のない古い被保険者証だけを持つ。',
      en: 'Holds only an old insurance card from before the branch.',
    },
    source: 'facts/rules.md sections 1.3 M01 and 5.6',
    index: 576,
    changes: (start) => ({
      birthDate: addMonths(start, -12 * 58),
      card: null,
      coverage: [specimenCover('kyokai', 304, { branch: null, acquired: civilDate('2015-04-01') })],
    }),
  },
  {
    id: 'history/retroactive-loss',
    sentence: {
      ja: '資格は先月に遡って喪失したが、保険者の登録は10日後。今日はまだ有効と出る。',
      en: 'The cover ended a month ago, but that becomes known only in ten days: today it answers valid.',
    },
    source: 'facts/rules.md section 2.5',
    index: 592,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [
        specimenCover('kenpo', 305, {
          lost: { date: addMonths(start, -1), reason: '99', knownAt: instantOf(addDays(start, 10), '10:00') },
        }),
      ],
    }),
  },
  {
    id: 'history/lost-with-newer',
    sentence: {
      ja: '転職。古い番号では「無効（新しい資格あり）」。',
      en: 'Changed jobs: the old numbers answer 3, lost with a newer qualification.',
    },
    source: 'facts/rules.md section 2.3 answer 3',
    index: 608,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [
        specimenCover('kenpo', 306, { lost: { date: addMonths(start, -2), reason: '03' } }),
        specimenCover('kyokai', 307, { acquired: addMonths(start, -2) }),
      ],
    }),
  },
  {
    id: 'history/lost-nothing-newer',
    sentence: { ja: '退職後、新しい資格の届出がない。', en: 'Left a job and joined nothing since: answer 2.' },
    source: 'facts/rules.md section 2.3 answer 2',
    index: 624,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [specimenCover('kyokai', 308, { lost: { date: addDays(start, -20), reason: '99' } })],
    }),
  },
  {
    id: 'history/never-registered',
    sentence: { ja: '資格の登録が一度もない。', en: 'No cover was ever registered: answer 4.' },
    source: 'facts/rules.md section 2.3 answer 4',
    index: 640,
    changes: (start) => ({ ...soundCard(start), coverage: [] }),
  },
  {
    id: 'history/not-yet-registered',
    sentence: {
      ja: '今月入社したが、登録は5日後になる。',
      en: 'Joined this month; the registration follows in five days.',
    },
    source: 'facts/counter.md S11',
    index: 656,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [
        specimenCover('kyokai', 309, { acquired: addDays(start, -10), knownAt: instantOf(addDays(start, 5), '09:30') }),
      ],
    }),
  },
  {
    id: 'history/one-day-gap',
    sentence: { ja: '二つの資格の間に一日だけ空白がある。', en: 'One day without cover between two insurers.' },
    source: 'facts/rules.md section 2.5',
    index: 672,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [
        specimenCover('kyosai', 310, { lost: { date: addDays(start, -1), reason: '03' } }),
        specimenCover('kokuho', 311, { acquired: start }),
      ],
    }),
  },
  {
    id: 'history/two-open',
    sentence: {
      ja: '前の保険の喪失が未登録で、資格が二つ有効になっている。',
      en: 'Two open covers: the loss of the older one is not registered yet.',
    },
    source: 'facts/wire.md section 5.1 and ASM-29',
    index: 688,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [specimenCover('kenpo', 312), specimenCover('kokuho', 313, { acquired: addDays(start, -20) })],
    }),
  },
  {
    id: 'paper/in-term',
    sentence: {
      ja: 'カードはなく、有効期限が今日までの資格確認書がある。',
      en: 'No card; an eligibility certificate on paper, good through today.',
    },
    source: 'facts/rules.md section 1.3 M08',
    index: 704,
    changes: (start) => ({
      birthDate: addMonths(start, -12 * 35),
      card: null,
      coverage: [specimenCover('kokuho', 314, { validUntil: start })],
    }),
  },
  {
    id: 'paper/out-of-term',
    sentence: {
      ja: 'カードはなく、資格確認書の有効期限が昨日で切れた。',
      en: 'No card; the paper certificate ran out yesterday, the cover goes on.',
    },
    source: 'facts/rules.md section 2.1 row V',
    index: 720,
    changes: (start) => ({
      birthDate: addMonths(start, -12 * 35),
      card: null,
      coverage: [specimenCover('kokuho', 315, { validUntil: addDays(start, -1) })],
    }),
  },
  {
    id: 'public/assistance',
    sentence: {
      ja: '生活保護の医療扶助。国保は開始日に喪失。',
      en: 'Medical aid of public assistance; the National Health Insurance ended on the day it began.',
    },
    source: 'facts/counter.md S33',
    index: 736,
    changes: (start) => ({
      ...soundCard(start),
      coverage: [
        specimenCover('kokuho', 316, { lost: { date: addMonths(start, -6), reason: '02' } }),
        specimenCover('assistance', 317, { acquired: addMonths(start, -6) }),
      ],
    }),
  },
  {
    id: 'limit/class-a03',
    sentence: { ja: '限度額の適用区分は「ウ」。', en: 'Limit class A03 (ウ).' },
    source: 'facts/rules.md section 6; facts/wire.md 3.1 OQSCD012',
    index: 752,
    changes: (start) => ({ ...soundCard(start), coverage: [specimenCover('kyokai', 318, { limit: 'A03' })] }),
  },
  {
    id: 'public/special-treatment',
    sentence: {
      ja: '国保の滞納で特別療養費の対象。窓口では10割。',
      en: 'In arrears: special treatment, the whole is paid at the counter.',
    },
    source: 'facts/counter.md S34',
    index: 768,
    changes: (start) => ({ ...soundCard(start), coverage: [specimenCover('kokuho', 319, { classification: '05' })] }),
  },
]
