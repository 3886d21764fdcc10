import type fc from 'fast-check'
import { addDays } from '../../../domain/civil-date.ts'
import type { FormProblemCode } from '../../../wire/employer-form/index.ts'
import type { History } from '../../../../scenarios/history.ts'
import { overTime } from '../../arbitraries/edges.ts'
import {
  FAMILY_INSURER,
  FORM_INSURER,
  type FormRow,
  type Place,
  afterwards,
  files,
  formMember,
  formNumber,
  formStranger,
} from '../../arbitraries/form-cases.ts'
import { index } from '../../arbitraries/people.ts'
import {
  type FiledFile,
  type FiledRecord,
  filesOf,
  registeredFrom,
  subjectsOf,
  tickItem,
} from '../../evidence-forms.ts'
import { lastDay, piecesOf } from '../../evidence-insurer.ts'
import type { Core, Edge, Examination, Finding, Requirement } from '../../requirement.ts'
import { type Part, concluded } from './parts.ts'

// ── examination ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days after which a right form must be seen registered; the five days themselves are I04's business. */
const REGISTERED_BY_DAYS = 14

/** What a requirement looks at: mistakes of some kinds, and how closely they must be named. */
interface Watch {
  readonly codes: readonly FormProblemCode[]
  /** Only these items; all when left out. */
  readonly items?: readonly number[]
  /** The line is enough: whatever item is named, where a row has come out of step. */
  readonly anyItem?: boolean
}

const watched = ({ problems }: FiledRecord, { codes, items }: Watch) =>
  problems.filter(({ code, item }) => codes.includes(code) && (items === undefined || items.includes(item ?? 0)))

function wrongPart(history: History, file: FiledFile, filed: FiledRecord, watch: Watch): readonly Finding[] {
  const { index: step } = file.event
  const { line } = filed.record
  const [first] = watched(filed, watch)
  const where = `line ${line}, item ${first?.item ?? '-'}: ${first?.en ?? ''}`
  const taken = subjectsOf(filed).flatMap((person) => registeredFrom(history, file, filed, person))[0]
  const unnamed = watched(filed, watch).filter(
    ({ item, related }) =>
      !filed.named.some((one) => watch.anyItem === true || one === item || (one !== null && related.includes(one))),
  )
  return [
    ...(taken === undefined
      ? []
      : [
          {
            code: 'wrong-form-taken',
            step: taken.index,
            expected: `the record goes back (${where})`,
            actual: `${taken.record.op} was sent and accepted`,
          } as const,
        ]),
    ...(unnamed.length === 0
      ? []
      : [
          {
            code: 'form-item-not-named',
            step,
            expected: where,
            actual: filed.named.length === 0 ? 'nothing was named' : `named: ${filed.named.join(', ')}`,
          } as const,
        ]),
  ]
}

function rightPart(history: History, file: FiledFile, filed: FiledRecord): readonly Finding[] {
  const { index: step, day, taken } = file.event
  const { line } = filed.record
  if (taken !== true) return []
  if (filed.named.length > 0)
    return [
      {
        code: 'right-form-refused',
        step,
        expected: `line ${line} is taken`,
        actual: `named as wrong: ${filed.named.join(', ')}`,
      },
    ]
  if (lastDay(history) < addDays(day, REGISTERED_BY_DAYS) || filed.record.form === '22187041') return []
  const missed = subjectsOf(filed).filter((person) => registeredFrom(history, file, filed, person).length === 0)
  return missed.length === 0
    ? []
    : [
        {
          code: 'right-form-not-registered',
          step,
          expected: `line ${line} is registered`,
          actual: `nothing was registered for ${missed.map(({ ref }) => ref).join(', ')}`,
        },
      ]
}

/** Looks at every file that holds a mistake of the kind: the record goes back with its item, the right ones are taken. */
const examineMistakes =
  (watch: Watch) =>
  (history: History): Examination | null =>
    concluded(
      filesOf(history).map((file): Part => {
        const wrong = file.records.filter((filed) => watched(filed, watch).length > 0)
        if (wrong.length === 0) return { seen: 0, findings: [] }
        const right = file.records.filter(({ problems }) => problems.length === 0)
        return {
          seen: wrong.length,
          findings: [
            ...wrong.flatMap((filed) => wrongPart(history, file, filed, watch)),
            ...right.flatMap((filed) => rightPart(history, file, filed)),
          ],
        }
      }),
    )

// ── cases ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type Defects = NonNullable<FormRow['defects']>
type Extra<K extends FormRow['form']> = Partial<Omit<Extract<FormRow, { form: K }>, 'form' | 'person' | 'number'>>

const joins = (one: number, who: Place, defects: Defects = [], extra: Extra<'acquisition'> = {}): FormRow => ({
  form: 'acquisition',
  person: who,
  number: formNumber(one, who),
  ...extra,
  defects,
})
const leaves = (one: number, who: Place, defects: Defects = [], extra: Extra<'loss'> = {}): FormRow => ({
  form: 'loss',
  person: who,
  number: formNumber(one, who),
  cause: 'retired',
  ...extra,
  defects,
})
const family = (one: number, who: Place, extra: Extra<'dependants'>, defects: Defects = []): FormRow => ({
  form: 'dependants',
  person: who,
  number: formNumber(one, who),
  ...extra,
  defects,
})

const set = (item: number, value: string): Defects[number] => ({ do: 'set', item, value })
const onDay = (item: number, day: string): Defects[number] => ({ do: 'day', item, day })
const drop = (item: number): Defects[number] => ({ do: 'drop', item })
const shift = (item: number): Defects[number] => ({ do: 'shift', item })

/** Two newcomers in one file: the first form is wrong, the second is right. */
const newcomers = (
  defects: Defects,
  extra: Extra<'acquisition'> = {},
  rightDefects: Defects = [],
): fc.Arbitrary<Core> =>
  index.map((one) => ({
    insurer: FORM_INSURER,
    people: { patient: formStranger(one, 'patient'), colleague: formStranger(one, 'colleague') },
    steps: [files([joins(one, 'patient', defects, extra), joins(one, 'colleague', rightDefects)]), ...afterwards],
  }))

/** Two leavers in one file: the first form is wrong, the second is right. */
const leavers = (defects: Defects, extra: Extra<'loss'> = {}, birthDate?: string): fc.Arbitrary<Core> =>
  index.map((one) => ({
    insurer: FORM_INSURER,
    people: {
      patient: formMember(FORM_INSURER, one, 'patient', birthDate),
      colleague: formMember(FORM_INSURER, one, 'colleague', birthDate),
    },
    steps: [
      files([
        leaves(one, 'patient', defects, extra),
        leaves(one, 'colleague', [], extra.cause === undefined ? {} : { cause: extra.cause }),
      ]),
      ...afterwards,
    ],
  }))

/** Two families in one file: the first form is wrong, the second is right. */
const families = (defects: Defects, extra: Extra<'dependants'> = {}): fc.Arbitrary<Core> =>
  index.map((one) => ({
    insurer: FAMILY_INSURER,
    people: {
      patient: formMember(FAMILY_INSURER, one, 'patient'),
      colleague: formMember(FAMILY_INSURER, one, 'colleague'),
      wife: formStranger(one, 'wife'),
      child: formStranger(one, 'child'),
      parent: formStranger(one, 'parent'),
      son: formStranger(one, 'son'),
    },
    steps: [
      files(
        [
          family(one, 'patient', { others: [{ person: 'child', relation: 'child' }], ...extra }, defects),
          family(one, 'colleague', { others: [{ person: 'son', relation: 'child' }] }),
        ],
        'SHFD0006.CSV',
      ),
      ...afterwards,
    ],
  }))

type Mistake = Pick<Requirement, 'id' | 'sentence' | 'sources' | 'edges' | 'mutants'> & { readonly watch: Watch }

const mistake = ({ watch, ...parts }: Mistake): Requirement => ({
  severity: 'must',
  needs: ['event'],
  inquiry: false,
  ...parts,
  examine: examineMistakes(watch),
})

const edge = (id: string, ja: string, en: string, core: fc.Arbitrary<Core>): Edge =>
  overTime(id, { ja, en }, () => core)

// ── requirements ───────────────────────────────────────────────────────────────────────────────────────────────────

const prefecture = mistake({
  id: 'I24',
  watch: { codes: ['SIM-F108'] },
  sentence: {
    ja: '届書の都道府県コードは日本年金機構の一覧（東京は21）で確かめ、住所の番号（東京は13）で書かれたレコードは項番を示して差し戻す。同じファイルの正しいレコードは受け付ける。',
    en: 'The prefecture on a form is checked against the list of the pension service (Tokyo 21): a record with the usual numbering (Tokyo 13) goes back with its item, and the right ones beside it are taken.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.1 [N1][N3]'],
  edges: [
    edge('tokyo-13', '東京を13と書いた', 'Tokyo written as 13', newcomers([set(2, '13')])),
    edge(
      'okinawa-47',
      '沖縄を47と書いた（正しい行は82）',
      'Okinawa written as 47; 82 beside it',
      newcomers([set(2, '47')], {}, [set(2, '82')]),
    ),
    edge('loss-27', '喪失届で大阪を27と書いた', 'Osaka written as 27 on a loss', leavers([set(2, '27')])),
    edge(
      'family-14',
      '被扶養者異動届で神奈川を14と書いた',
      'Kanagawa written as 14 on a form for dependants',
      families([set(2, '14')]),
    ),
  ],
  mutants: ['accepts-iso-prefecture'],
})

const code = mistake({
  id: 'FORM-code',
  watch: { codes: ['SIM-F103'] },
  sentence: {
    ja: '様式コードが届書の種類と合わないレコード（喪失届に2221700など）は、項番1を示して差し戻す。',
    en: 'A record whose form code is not that of its form (2221700 on a loss) goes back with item 1.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.1 [N1][N2][N3]'],
  edges: [
    edge('loss-as-change', '喪失届に2221700', '2221700 on a loss', leavers([set(1, '2221700')])),
    edge('unknown', '取得届に2200800', '2200800 on an acquisition', newcomers([set(1, '2200800')])),
  ],
  mutants: ['accepts-change-code'],
})

const character = mistake({
  id: 'FORM-char',
  watch: { codes: ['SIM-F102'] },
  sentence: {
    ja: 'JIS X 0208の第1・第2水準にない字（髙、﨑、德、①、㈱）を含むレコードは、Windowsの文字コードで読めても、項番を示して差し戻す。',
    en: 'A record with a character outside levels 1 and 2 of JIS X 0208 (髙, 﨑, 德, ①, ㈱) goes back with its item, although Windows has a code for it.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.1, section 8 no. 8 [N1]'],
  edges: [
    edge('name', '氏名の髙', '髙 in a name', newcomers([set(8, '髙見本　太郎')])),
    edge('level-3', '氏名の德', '德 in a name', newcomers([set(8, '見本　德郎')])),
    edge('circled', '備考の①と㈱', '① and ㈱ in a remark', newcomers([set(28, '①㈱見本から転籍')])),
    edge('address', '住所の﨑', '﨑 in an address', families([set(82, '東京都見本区見本﨑１－２－３')])),
  ],
  mutants: ['accepts-cp932'],
})

const columns = mistake({
  id: 'FORM-columns',
  watch: { codes: ['SIM-F104', 'SIM-F121'], anyItem: true },
  sentence: {
    ja: '項目の数が足りない、多い、または1列ずれたレコードは差し戻し、補ったり切ったりして登録しない。',
    en: 'A record with an item too few or too many, or with one column off, goes back; it is not padded or cut and registered.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.1 [N1][N2]'],
  edges: [
    edge('one-less', '項目が1つ足りない', 'one item is missing', newcomers([drop(33)], { certificate: true })),
    edge('one-more', '区切りが1つ多い', 'one separator too many', newcomers([set(34, '1,')])),
    edge('shifted', '氏名から1列ずれた', 'one column off from the name on', newcomers([shift(8)])),
    edge(
      'family',
      '被扶養者異動届の項目が1つ足りない',
      'one item is missing on a form for dependants',
      families([drop(135)]),
    ),
  ],
  mutants: ['pads-columns'],
})

const comma = mistake({
  id: 'FORM-comma',
  watch: { codes: ['SIM-F122'], anyItem: true },
  sentence: {
    ja: '項目の中のカンマは、引用符で囲んであっても区切りであり、そのレコードは差し戻す。',
    en: 'A comma inside an item is a separator even between quotation marks, and the record goes back.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.1 [N1]'],
  edges: [
    edge(
      'quoted-address',
      '引用符で囲んだ住所のカンマ',
      'a comma in a quoted address',
      families([set(82, '"東京都見本区見本１,２－３"')]),
    ),
    edge('address', '住所のカンマ', 'a comma in an address', families([set(82, '東京都見本区見本１,２－３')])),
    edge(
      'quoted-remark',
      '引用符で囲んだ備考のカンマ',
      'a comma in a quoted remark',
      newcomers([set(28, '"入社,同日"')]),
    ),
  ],
  mutants: ['reads-quotes'],
})

const future = mistake({
  id: 'FORM-future',
  watch: { codes: ['SIM-F110'] },
  sentence: {
    ja: '取得日・喪失日・受付日が確認した日より後のレコードは、項番を示して差し戻す。その日当日は受け付ける。',
    en: 'A record with an acquisition, loss or receipt after the day of the check goes back with its item; that day itself is taken.',
  },
  sources: ['counter.md I24', 'insurer.md INS-36, 5.2 to 5.4 [N1][N2]'],
  edges: [
    edge(
      'tomorrow',
      '翌日の取得（正しい行は当日）',
      'acquired tomorrow; today beside it',
      newcomers([], { from: 'start+1d' }),
    ),
    edge(
      'next-year',
      '1年先の取得（正しい行は前日）',
      'acquired in a year; yesterday beside it',
      newcomers([], { from: 'start+1y' }, [onDay(18, 'start-1d')]),
    ),
    edge(
      'loss-tomorrow',
      '当日の退職（喪失は翌日）',
      'retires today, so that the loss is tomorrow',
      leavers([], { day: 'start' }),
    ),
    edge('receipt', '事業主の受付日が翌日', 'received by the employer tomorrow', families([onDay(6, 'start+1d')])),
  ],
  mutants: ['accepts-future'],
})

const lossDay = mistake({
  id: 'INS-37',
  watch: { codes: ['SIM-F115'] },
  sentence: {
    ja: '喪失届の喪失日は退職・死亡の翌日、75歳到達は誕生日以後であり、70歳の不該当日は退職・死亡の当日である。1日ずれたレコードは項番を示して差し戻す。',
    en: 'On a loss form the loss is the day after the retirement or death, at 75 not before the birthday, and 不該当日 is the day itself; a record one day off goes back with its item.',
  },
  sources: ['insurer.md INS-37, 5.3 [N2]'],
  edges: [
    edge('retired', '退職日を喪失日とした', 'the retirement day as the loss date', leavers([onDay(14, 'start-1d')])),
    edge(
      'died',
      '死亡の翌々日を喪失日とした',
      'two days after a death',
      leavers([onDay(14, 'start')], { cause: 'died', day: 'start-2d' }),
    ),
    edge(
      'turned-75',
      '75歳の誕生日の前日',
      'the day before the 75th birthday',
      leavers([onDay(14, 'start-1d')], { cause: 'turned-75' }, 'start-75y'),
    ),
    edge('unfit', '不該当日に1日足した', '不該当日 a day later', leavers([onDay(25, 'start')], { seventy: true })),
  ],
  mutants: ['any-loss-day', 'unfit-day-plus-one'],
})

const relation = mistake({
  id: 'INS-38',
  watch: { codes: ['SIM-F116'] },
  sentence: {
    ja: '続柄コードが生年月日と合わないレコード（父母03と子01の取り違え）は、項番を示して差し戻す。',
    en: 'A record whose relation code does not go with the birth dates (parent 03 and child 01 exchanged) goes back with its item.',
  },
  sources: ['insurer.md INS-38, 5.4 [N1]'],
  edges: [
    edge(
      'exchanged',
      '親と子のコードが逆',
      'parent and child exchanged',
      families([], {
        others: [
          { person: 'child', relation: 'parent' },
          { person: 'parent', relation: 'child' },
        ],
      }),
    ),
    edge(
      'child-as-parent',
      '子を03とした',
      'a child with 03',
      families([], { others: [{ person: 'child', relation: 'parent' }] }),
    ),
    edge(
      'parent-as-child',
      '親を01とした',
      'a parent with 01',
      families([], { others: [{ person: 'parent', relation: 'child' }] }),
    ),
  ],
  mutants: ['relation-unchecked'],
})

const address = mistake({
  id: 'FORM-address',
  watch: { codes: ['SIM-F112'] },
  sentence: {
    ja: '取得届の住所は個人番号があれば書かず、被扶養者の住所は個人番号や同居に関わらず書く。反するレコードは項番を示して差し戻す。',
    en: 'On an acquisition no address stands beside the Individual Number, and a dependant always has one; a record that does otherwise goes back with its item.',
  },
  sources: ['insurer.md 5.2, 5.4 [N1][N2]'],
  edges: [
    edge(
      'beside-number',
      '個人番号と住所',
      'number and address',
      newcomers([set(29, '100'), set(30, '0000'), set(31, 'ﾄｳｷﾖｳﾄ')]),
    ),
    edge(
      'kanji-only',
      '個人番号と漢字の住所だけ',
      'number and the address in kanji',
      newcomers([set(32, '東京都見本区見本１－２－３')]),
    ),
    edge(
      'dependant',
      '被扶養者の住所がない',
      'a dependant without address',
      families([set(80, ''), set(81, ''), set(82, '')]),
    ),
    edge(
      'spouse',
      '配偶者の住所がない',
      'a spouse without address',
      families([set(37, ''), set(38, ''), set(39, '')], { spouse: 'wife', others: [] }),
    ),
  ],
  mutants: ['address-beside-number', 'address-left-out'],
})

/** 被扶養者番号 (twice) and 届出意思確認済. */
const EMPTY_ITEMS = [70, 103, 136] as const

const emptyItems = mistake({
  id: 'INS-33',
  watch: { codes: ['SIM-F117'], items: EMPTY_ITEMS },
  sentence: {
    ja: '被扶養者異動届の被扶養者番号は空であり、枝番は保険者が付ける。番号の書かれたレコードは項番を示して差し戻す。',
    en: 'The number of a dependant is empty on the form, for the insurer allots the branch; a record in which something stands there goes back with its item.',
  },
  sources: ['insurer.md INS-33, 5.4 [N1][N3]'],
  edges: [
    edge('first', '1人目の被扶養者番号に1', '1 as the number of the first dependant', families([set(70, '1')])),
    edge(
      'second',
      '2人目の被扶養者番号に02',
      '02 as the number of the second',
      families([set(103, '02')], {
        others: [
          { person: 'child', relation: 'child' },
          { person: 'parent', relation: 'parent' },
        ],
      }),
    ),
    edge('consent', '届出意思確認済に1', '1 in item 136', families([set(136, '1')])),
  ],
  mutants: ['fills-empty-items'],
})

const realDay = mistake({
  id: 'FORM-day',
  watch: { codes: ['SIM-F109'] },
  sentence: {
    ja: '暦または元号にない日（2月30日、昭和64年1月8日）のレコードは、別の日に読み替えず、項番を示して差し戻す。',
    en: 'A record with a day that the calendar or the era does not have (30 February, 昭和64年1月8日) goes back with its item and is not read as another day.',
  },
  sources: ['insurer.md 5.1, 5.2 [N2]'],
  edges: [
    edge('february-30', '2月30日の取得', 'acquired on 30 February', newcomers([set(18, '9'), set(19, '080230')])),
    edge(
      'after-the-era',
      '昭和64年1月8日の生年月日',
      'born on 昭和64年1月8日',
      newcomers([set(9, '5'), set(10, '640108')]),
    ),
  ],
  mutants: ['days-roll-over'],
})

const total = mistake({
  id: 'FORM-sum',
  watch: { codes: ['SIM-F111'] },
  sentence: {
    ja: '報酬月額の合計が通貨と現物の和でないレコードは、項番23を示して差し戻す。',
    en: 'A record whose total of the pay is not the sum of money and kind goes back with item 23.',
  },
  sources: ['insurer.md 5.2 [N2]'],
  edges: [
    edge('one-yen', '1円違う', 'a yen off', newcomers([set(23, '300001')])),
    edge(
      'capped',
      '現物を足さない合計（正しい行は上限の9999999）',
      'kind left out of the total; the cap beside it',
      newcomers([set(22, '5000')], {}, [set(21, '9999999'), set(22, '5'), set(23, '9999999')]),
    ),
  ],
  mutants: ['trusts-total'],
})

// ── FORM-tick ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days after the receipt by which the certificate that was ticked is issued. */
const ISSUED_BY_DAYS = 7

function examineTicks(history: History): Examination | null {
  const pieces = piecesOf(history)
  if (pieces === null) return null
  const certified = new Set(
    pieces.flatMap(({ piece }) =>
      piece.documents.some(({ reading }) => reading?.kind === 'certificate') ? [piece.person] : [],
    ),
  )
  return concluded(
    filesOf(history).map((file): Part => {
      const { taken, day, index: step } = file.event
      if (taken !== true || lastDay(history) < addDays(day, ISSUED_BY_DAYS)) return { seen: 0, findings: [] }
      const right = file.records.filter(({ problems, named }) => problems.length === 0 && named.length === 0)
      const ticks = right.flatMap((filed) =>
        subjectsOf(filed).flatMap((person) => {
          const item = tickItem(filed.record, person.place)
          const wants = item !== null && filed.record.values[item - 1] === '1'
          return item === null ? [] : [{ item, line: filed.record.line, ref: person.ref, wants }]
        }),
      )
      const wrong = ticks.filter(({ ref, wants }) => certified.has(ref) !== wants)
      return {
        seen: ticks.some(({ wants }) => wants) ? ticks.length : 0,
        findings: ticks.some(({ wants }) => wants)
          ? wrong.map(({ line, item, ref, wants }) => ({
              code: 'form-tick-not-followed',
              step,
              expected: `line ${line}, item ${item}: ${wants ? 'a certificate' : 'no certificate'} for ${ref}`,
              actual: wants ? 'none was issued' : 'one was issued',
            }))
          : [],
      }
    }),
  )
}

/** A family of whom some want a certificate. */
const ticking = (certificates: readonly string[]): fc.Arbitrary<Core> =>
  index.map((one) => ({
    insurer: FAMILY_INSURER,
    people: {
      patient: formMember(FAMILY_INSURER, one, 'patient'),
      wife: formStranger(one, 'wife'),
      child: formStranger(one, 'child'),
      parent: formStranger(one, 'parent'),
    },
    steps: [
      files(
        [
          family(one, 'patient', {
            spouse: 'wife',
            others: [
              { person: 'child', relation: 'child' },
              { person: 'parent', relation: 'parent' },
            ],
            certificates: [...certificates],
          }),
        ],
        'SHFD0006.CSV',
      ),
      ...afterwards,
    ],
  }))

const tick: Requirement = {
  id: 'FORM-tick',
  severity: 'must',
  sentence: {
    ja: 'カードを持つ人の資格確認書は、届書の発行要否の欄（取得届は項番34、被扶養者異動届は配偶者・1人目・2人目の順に137〜139）が付いた人だけに交付する。',
    en: 'Among card holders only those get a certificate whose own tick stands on the form: item 34 of an acquisition, 137 to 139 for spouse, first and second dependant.',
  },
  sources: ['insurer.md 0 no. 7, 5.2, 5.4 [N1][N2][C3][C12]', 'counter.md I12'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    edge('spouse', '配偶者だけ', 'the spouse alone', ticking(['wife'])),
    edge('second', '2人目だけ', 'the second dependant alone', ticking(['parent'])),
    edge('first', '1人目だけ', 'the first dependant alone', ticking(['child'])),
    edge('acquisition', '2人の取得届の1人だけ', 'one of two newcomers', newcomers([], { certificate: true })),
  ],
  mutants: ['ticks-read-backwards', 'tick-ignored', 'paper-for-all'],
  examine: examineTicks,
}

/** Requirements about files of employer forms. */
export const formRequirements: readonly Requirement[] = [
  prefecture,
  code,
  character,
  columns,
  comma,
  future,
  lossDay,
  relation,
  address,
  emptyItems,
  realDay,
  total,
  tick,
]
