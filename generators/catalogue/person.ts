import { addDays, addMonths, civilDate, fiscalYear, startOfMonth } from '../../src/domain/civil-date.ts'
import { type MagicPerson, soundCard, specimenCover } from './magic-person.ts'

const names = 'facts/rules.md section 5.8'
const ages = 'facts/rules.md section 6'

/** 氏名と年齢: people whose name or birthday is the difficulty. */
export const person: readonly MagicPerson[] = [
  {
    id: 'name/gaiji',
    sentence: {
      ja: '髙﨑さん。オンラインでは●が出る。',
      en: 'Mr Takasaki with two variant characters: online they are ●.',
    },
    source: names,
    index: 784,
    changes: (start) => ({
      ...soundCard(start),
      name: { kanji: '髙﨑　𠮷彦', kana: 'タカサキ　ヨシヒコ' },
      otherName: null,
      sex: 'male',
      coverage: [specimenCover('kyokai', 401)],
    }),
  },
  {
    id: 'name/variation-selector',
    sentence: { ja: '異体字セレクタ付きの葛󠄀城さん。', en: 'A name with an ideographic variation selector.' },
    source: names,
    index: 800,
    changes: (start) => ({
      ...soundCard(start),
      name: { kanji: '葛\u{e0100}城　葵', kana: 'カツラギ　アオイ' },
      otherName: null,
      coverage: [specimenCover('kenpo', 402)],
    }),
  },
  {
    id: 'name/half-width-kana',
    sentence: { ja: 'フリガナが半角で登録されている。', en: 'The reading is registered in half-width kana.' },
    source: names,
    index: 816,
    changes: (start) => ({
      ...soundCard(start),
      name: { kanji: '半田　花子', kana: 'ﾊﾝﾀﾞ ﾊﾅｺ' },
      otherName: null,
      sex: 'female',
      coverage: [specimenCover('kokuho', 403)],
    }),
  },
  {
    id: 'name/common-name',
    sentence: {
      ja: '外国籍で、通称名を併せて登録している。',
      en: 'A foreign resident with a common name beside the registered one.',
    },
    source: 'facts/counter.md S21',
    index: 832,
    changes: (start) => ({
      ...soundCard(start),
      name: { kanji: 'ＮＧＵＹＥＮ　ＶＡＮ　ＡＮ', kana: 'グエン　ヴァン　アン' },
      otherName: { kanji: '阮田　安', kana: 'ゲンダ　アン' },
      sex: 'male',
      coverage: [specimenCover('kyokai', 404)],
    }),
  },
  {
    id: 'age/leap-day',
    sentence: { ja: '2月29日生まれ。', en: 'Born on 29 February.' },
    source: ages,
    index: 848,
    changes: (start) => ({
      ...soundCard(start, {
        issued: civilDate('2023-07-01'),
        bodyExpiry: civilDate('2033-02-28'),
        certificate: { issued: civilDate('2023-07-01'), expiry: civilDate('2028-02-29') },
      }),
      birthDate: civilDate('1988-02-29'),
      coverage: [specimenCover('kyokai', 405)],
    }),
  },
  {
    id: 'age/seventy-on-first',
    sentence: {
      ja: '今月1日に70歳。負担割合は今月から変わる。',
      en: 'Seventy on the 1st of this month: the ratio changes this month.',
    },
    source: ages,
    index: 864,
    changes: (start) => ({
      ...soundCard(start, {}, addMonths(startOfMonth(start), -840)),
      coverage: [specimenCover('kokuho', 406, { ratio: '020' })],
    }),
  },
  {
    id: 'age/seventy-on-second',
    sentence: {
      ja: '今月2日に70歳。負担割合は来月から変わる。',
      en: 'Seventy on the 2nd of this month: the ratio changes next month.',
    },
    source: ages,
    index: 880,
    changes: (start) => ({
      ...soundCard(start, {}, addDays(addMonths(startOfMonth(start), -840), 1)),
      coverage: [specimenCover('kokuho', 407, { ratio: '020' })],
    }),
  },
  {
    id: 'age/seventy-five',
    sentence: {
      ja: '今日が75歳の誕生日。国保から後期高齢者医療へ。',
      en: 'Seventy-five today: from National Health Insurance to late-elderly care.',
    },
    source: ages,
    index: 896,
    changes: (start) => ({
      ...soundCard(start, {}, addMonths(start, -900)),
      coverage: [
        specimenCover('kokuho', 408, { ratio: '020', lost: { date: start, reason: '03' } }),
        specimenCover('kouki', 409, { acquired: start, ratio: '010' }),
      ],
    }),
  },
  {
    id: 'age/preschool',
    sentence: { ja: '今年度の3月31日まで未就学。', en: 'Preschool until the 31 March of this fiscal year.' },
    source: ages,
    index: 912,
    changes: (start) => ({
      ...soundCard(start, {}, civilDate(`${fiscalYear(start) - 6}-10-10`)),
      coverage: [specimenCover('kyokai', 410, { relation: 'dependant', branch: '01' })],
    }),
  },
]
