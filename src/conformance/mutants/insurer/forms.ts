import { addDays } from '../../../domain/civil-date.ts'
import { type FormPractice, rolledDay, standardForms } from '../../reference/insurer/form-practice.ts'
import { type InsurerMutant, mutant } from './mutant.ts'

/** A broken insurer: one entry of how it reads the employers' forms changed. */
const formMutant = (id: string, en: string, ja: string, change: Partial<FormPractice>): InsurerMutant =>
  mutant(id, en, ja, { forms: { ...standardForms, ...change } })

/** The items of a line as a library for CSV in general reads them. */
const quotedItems = (line: string): string[] =>
  Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, plain]) => quoted ?? plain ?? '')

const LOSS_ITEMS = 27
const TICKS_BACKWARDS = { insured: 34, spouse: 139, 'other-1': 138, 'other-2': 137 } as const

/** 届書ファイルで壊れた保険者: offices that read files of forms wrongly. A new one is one row. */
export const formMutants: readonly InsurerMutant[] = [
  formMutant(
    'accepts-iso-prefecture',
    'takes the usual numbers 01 to 47 for prefectures on a form',
    '届書の都道府県コードに01から47の番号を受け付ける',
    { isPrefecture: (code) => standardForms.isPrefecture(code) || /^(?:0[1-9]|[1-3]\d|4[0-7])$/.test(code) },
  ),
  formMutant(
    'accepts-change-code',
    'takes a loss under the code of the form for a change of pay',
    '月額変更届の様式コードが付いた喪失届を受け付ける',
    {
      kindOf: (items) => (items[0] === '2221700' && items.length === LOSS_ITEMS ? 'loss' : standardForms.kindOf(items)),
    },
  ),
  formMutant('accepts-cp932', 'takes every character that Windows can read', 'Windowsで読める字をすべて受け付ける', {
    isCharacter: () => true,
  }),
  formMutant(
    'pads-columns',
    'fills up or cuts a row that has not the right number of items',
    '項目の数が合わない行を補ったり切ったりして読む',
    {
      complete: (items, wanted) =>
        items.length < wanted
          ? [...items, ...Array.from({ length: wanted - items.length }, () => '')]
          : items.slice(0, wanted),
    },
  ),
  formMutant(
    'reads-quotes',
    'reads the file with quotation marks as CSV in general has them',
    '引用符を一般のCSVのように解釈して読む',
    { itemsOf: quotedItems },
  ),
  formMutant('accepts-future', 'takes forms about days to come', '未来の日付の届書を受け付ける', {
    lastDay: (today) => addDays(today, 3660),
  }),
  formMutant(
    'any-loss-day',
    'does not compare the loss with the day of the fact',
    '喪失日を退職日・死亡日・誕生日と照らし合わせない',
    { isLossDay: () => true },
  ),
  formMutant(
    'unfit-day-plus-one',
    'takes 不該当日 on the day after the retirement too',
    '70歳不該当日が退職の翌日でも受け付ける',
    {
      isUnfitDay: (loss) =>
        standardForms.isUnfitDay(loss) || (loss.left !== null && loss.unfit === addDays(loss.left, 1)),
    },
  ),
  formMutant(
    'relation-unchecked',
    'does not compare the relation code with the birth dates',
    '続柄コードを生年月日と照らし合わせない',
    { isRelation: () => true },
  ),
  formMutant(
    'address-beside-number',
    'takes an address beside the Individual Number',
    '個人番号と住所の両方がある取得届を受け付ける',
    { addressBesideNumber: true },
  ),
  formMutant('address-left-out', 'takes a dependant without address', '住所のない被扶養者の届書を受け付ける', {
    addressLeftOut: true,
  }),
  formMutant(
    'fills-empty-items',
    'takes a number of the dependant from the form',
    '被扶養者番号の書かれた届書を受け付ける',
    { fillsEmptyItems: true },
  ),
  formMutant(
    'days-roll-over',
    'reads 30 February as a day of March, and days after the end of an era',
    '2月30日を3月の日に、元号の終わった後の日も読み替える',
    { dayOf: rolledDay },
  ),
  formMutant('trusts-total', 'does not add up the pay', '報酬月額の合計を確かめない', { isTotal: () => true }),
  formMutant(
    'ticks-read-backwards',
    'reads the ticks of the dependants in the wrong order',
    '被扶養者の発行要否の欄を逆の順に読む',
    { tickOf: (place) => TICKS_BACKWARDS[place] },
  ),
]
