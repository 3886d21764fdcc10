import { type CivilDate, addDays, birthday } from '../../domain/civil-date.ts'
import { DEPENDANT_TICKS, type DependantPlace, type FormCode, FORM_LAYOUTS, PLACES } from './layout.ts'
import { type FormProblem, formProblem } from './problem.ts'
import { formDay } from './values.ts'

/** One row as the laws look at it. Items count from 1; what is not there is empty. */
interface Look {
  readonly form: FormCode
  readonly line: number
  readonly today: CivilDate
  readonly get: (no: number) => string
}

const titleOf = ({ form }: Look, no: number): string => FORM_LAYOUTS[form].items[no - 1]?.title ?? ''
/** The title of a pair of era and day without what the era's half adds. */
const pairTitle = (look: Look, no: number): string => titleOf(look, no).replace('（元号）', '')

/** The day of the pair whose era stands in an item; null when it is empty or no day. */
const dayAt = ({ get }: Look, no: number): CivilDate | null => formDay(get(no), get(no + 1))

const empty = (look: Look, no: number, related: readonly number[] = []): readonly FormProblem[] =>
  look.get(no) === '' ? [formProblem('SIM-F105', look.line, no, { title: titleOf(look, no) }, related)] : []

const filled = (look: Look, no: number, related: readonly number[] = []): readonly FormProblem[] =>
  look.get(no) === '' ? [] : [formProblem('SIM-F117', look.line, no, { title: titleOf(look, no) }, related)]

const all = (nos: readonly number[], law: (no: number) => readonly FormProblem[]): readonly FormProblem[] =>
  nos.flatMap(law)

/** Every pair of era and day is both or neither, and a day of its era. */
function pairs(look: Look): readonly FormProblem[] {
  return FORM_LAYOUTS[look.form].items.flatMap(({ no, rule }): readonly FormProblem[] => {
    if (rule.kind !== 'era') return []
    const [era, text] = [look.get(no), look.get(no + 1)]
    if (era === '' && text === '') return []
    const isDay = formDay(era, text) !== null
    const title = pairTitle(look, no)
    return isDay ? [] : [formProblem('SIM-F109', look.line, no + 1, { title, given: `${era} ${text}` }, [no])]
  })
}

/** A day that may not lie after the day of the check. */
function notFuture(look: Look, no: number): readonly FormProblem[] {
  const day = dayAt(look, no)
  if (day === null || day <= look.today) return []
  return [
    formProblem('SIM-F110', look.line, no, { title: pairTitle(look, no), given: day, today: look.today }, [no + 1]),
  ]
}

/** 基礎年金番号: both parts or none. */
function pension(look: Look, first: number): readonly FormProblem[] {
  const [office, serial] = [look.get(first), look.get(first + 1)]
  if ((office === '') === (serial === '')) return []
  const no = office === '' ? first : first + 1
  return [formProblem('SIM-F114', look.line, no, { title: titleOf(look, no) }, [first, first + 1])]
}

/** A remark that is needed in one case, and has no place in any other. */
function remark(look: Look, no: number, isNeeded: boolean, because: string): readonly FormProblem[] {
  if (isNeeded && look.get(no) === '')
    return [formProblem('SIM-F113', look.line, no, { title: titleOf(look, no), because })]
  return isNeeded ? [] : filled(look, no)
}

const addressProblem = (look: Look, no: number, rule: string): FormProblem =>
  formProblem('SIM-F112', look.line, no, { title: titleOf(look, no), rule })

/** 住所: forbidden beside the Individual Number, demanded without it. */
function address(look: Look, number: number, needed: readonly number[], others: readonly number[]) {
  const hasNumber = look.get(number) !== ''
  return hasNumber
    ? [...needed, ...others].filter((no) => look.get(no) !== '').map((no) => addressProblem(look, no, 'forbidden'))
    : needed.filter((no) => look.get(no) === '').map((no) => addressProblem(look, no, 'without-number'))
}

/** 住所 of a dependant: demanded whatever else is given. */
const ownAddress = (look: Look, nos: readonly number[]): readonly FormProblem[] =>
  nos.filter((no) => look.get(no) === '').map((no) => addressProblem(look, no, 'always'))

const MOST = 9_999_999
const LEAST = 1000

/** 報酬月額: the total is the sum, written as 9999999 from there on, and not below 1000. */
function pay(look: Look): readonly FormProblem[] {
  const parts = [21, 22, 23].map((no) => look.get(no))
  if (parts.some((part) => !/^\d{1,7}$/.test(part))) return []
  const [cash = 0, kind = 0, total = 0] = parts.map(Number)
  const wanted = Math.max(LEAST, Math.min(MOST, cash + kind))
  return total === wanted ? [] : [formProblem('SIM-F111', look.line, 23, { given: total, wanted }, [21, 22])]
}

function acquisition(look: Look): readonly FormProblem[] {
  const { get } = look
  return [
    ...(get(13) === '' ? [] : filled(look, 14)),
    ...remark(look, 15, get(14) === '3', '項番14がその他の'),
    ...pension(look, 16),
    ...(get(12) === '3' || get(12) === '4' ? all([16, 17], (no) => filled(look, no)) : []),
    ...notFuture(look, 9),
    ...notFuture(look, 18),
    ...pay(look),
    ...address(look, 13, [29, 30, 31], [32]),
  ]
}

const lossProblem = (look: Look, no: number, given: CivilDate, wanted: string, wantedEn: string, related: number[]) =>
  formProblem('SIM-F115', look.line, no, { title: pairTitle(look, no), given, wanted, wantedEn }, related)

/** 資格喪失年月日と不該当年月日. @see facts/insurer.md 5.3, INS-37 */
function lossDays(look: Look): readonly FormProblem[] {
  const { get } = look
  const cause = get(16)
  const [born, lost, left, unfit] = [9, 14, 17, 25].map((no) => dayAt(look, no))
  const problems: FormProblem[] = []
  const say = (...parts: Parameters<typeof lossProblem> extends [Look, ...infer Rest] ? Rest : never): void =>
    void problems.push(lossProblem(look, ...parts))
  const fromFact = cause === '4' || (cause === '5' && get(27) !== '1')
  if (fromFact && lost && left && lost !== addDays(left, 1)) {
    const next = addDays(left, 1)
    say(14, lost, `${next}（退職日・死亡日の翌日）`, `${next}, the day after the retirement or death`, [15, 17, 18])
  }
  if (cause === '7' && lost && born && lost < birthday(born, 75, 'MAR1')) {
    const first = birthday(born, 75, 'MAR1')
    say(14, lost, `${first}（75歳の誕生日）以後`, `${first}, the 75th birthday, or later`, [15, 9, 10])
  }
  if (lost && born && lost <= born) say(14, lost, '生年月日より後', 'after the birth date', [15, 9, 10])
  const isDated = cause === '4' || cause === '5'
  if (isDated && get(24) === '1' && unfit && left && unfit !== left)
    say(25, unfit, `${left}（退職日・死亡日）`, `${left}, the day of the retirement or death itself`, [26, 17, 18])
  return problems
}

function loss(look: Look): readonly FormProblem[] {
  const { get } = look
  const onlySeventy = get(27) === '1'
  const isDated = get(16) === '4' || get(16) === '5'
  return [
    ...(onlySeventy ? filled(look, 6) : []),
    ...(get(11) === '' ? empty(look, 12, [11]) : []),
    ...pension(look, 12),
    ...(onlySeventy ? [] : all([14, 15], (no) => empty(look, no))),
    ...all([17, 18], (no) => (isDated ? empty(look, no) : filled(look, no))),
    ...(onlySeventy ? empty(look, 24) : []),
    ...(get(24) === '1' ? all([25, 26], (no) => empty(look, no)) : []),
    ...lossDays(look),
    ...notFuture(look, 9),
    ...notFuture(look, 14),
    ...notFuture(look, 17),
    ...notFuture(look, 25),
  ]
}

/** 続柄: who cannot be older, or younger, than the insured person. @see facts/insurer.md INS-38 */
const YOUNGER: readonly string[] = ['01', '05', '09']
const OLDER: readonly string[] = ['03', '06', '07', '08']

function age(look: Look, first: number): readonly FormProblem[] {
  const relation = look.get(first + 6)
  const [insured, birth] = [dayAt(look, 11), dayAt(look, first + 3)]
  if (insured === null || birth === null) return []
  const isWrong = (YOUNGER.includes(relation) && birth < insured) || (OLDER.includes(relation) && birth > insured)
  const facts = { given: relation, birth, insured }
  return isWrong ? [formProblem('SIM-F116', look.line, first + 6, facts, [first + 3, first + 4, 11, 12])] : []
}

const isSomebody = ({ get }: Look, place: DependantPlace): boolean => {
  const first = PLACES[place]
  const telling = place === 'spouse' ? [2, 3, 5, 6] : [1, 2, 4, 6]
  return telling.some((by) => get(first + by) !== '')
}

function spouse(look: Look): readonly FormProblem[] {
  const { get } = look
  if (!isSomebody(look, 'spouse')) return []
  const change = get(21)
  return [
    ...all([24, 26, 27, 28], (no) => empty(look, no)),
    ...ownAddress(look, [37, 38, 39]),
    ...(change === '1' ? all([35, 44, 45, 46, 48, 49], (no) => empty(look, no)) : []),
    ...(change === '2' ? all([50, 51, 52], (no) => empty(look, no)) : []),
    ...(change === '2' ? all([44, 45, 46], (no) => filled(look, no)) : []),
    ...(get(46) === '5' ? remark(look, 47, true, '項番46がその他の') : []),
    ...remark(look, 53, get(52) === '6', '項番52がその他の'),
    ...all([54, 55], (no) => (get(52) === '1' ? empty(look, no) : filled(look, no))),
    ...(change === '3' ? remark(look, 56, true, '異動の別が変更の') : []),
  ]
}

function otherDependant(look: Look, place: 'other-1' | 'other-2'): readonly FormProblem[] {
  if (!isSomebody(look, place)) return []
  const first = PLACES[place]
  const { get } = look
  const change = get(21)
  const at = (...by: readonly number[]): number[] => by.map((one) => first + one)
  return [
    ...all(at(1, 3, 4, 5, 6), (no) => empty(look, no)),
    ...remark(look, first + 7, get(first + 6) === '10', '続柄コードがその他の'),
    ...(change === '3' ? [] : ownAddress(look, at(10, 11, 12))),
    ...(change === '1' ? all(at(9, 20, 21, 22, 24), (no) => empty(look, no)) : []),
    ...(change === '2' ? all(at(27, 28), (no) => empty(look, no)) : []),
    ...(change === '2' ? all(at(20, 21, 25), (no) => filled(look, no)) : []),
    ...(get(first + 25) === '5' ? remark(look, first + 26, true, '理由がその他の') : []),
    ...remark(look, first + 30, get(first + 29) === '6', '理由がその他の'),
    ...(change === '3' ? remark(look, first + 31, true, '異動の別が変更の') : []),
    ...age(look, first),
  ]
}

const DEPENDANT_PLACES: readonly DependantPlace[] = ['spouse', 'other-1', 'other-2']

function dependants(look: Look): readonly FormProblem[] {
  const { get } = look
  const isNew = get(21) === '1'
  const there = DEPENDANT_PLACES.filter((place) => isSomebody(look, place))
  return [
    ...notFuture(look, 6),
    ...(isNew ? [] : empty(look, 8)),
    ...notFuture(look, 11),
    ...(get(14) === '' ? empty(look, 15, [14]) : []),
    ...pension(look, 15),
    ...(isNew ? [] : filled(look, 17)),
    ...address(look, 14, [18, 19, 20], []),
    ...spouse(look),
    ...otherDependant(look, 'other-1'),
    ...otherDependant(look, 'other-2'),
    ...(there.length === 0 ? empty(look, 24) : []),
    ...(there.includes('other-2') && !there.includes('other-1') ? empty(look, 71) : []),
    ...DEPENDANT_PLACES.filter((place) => !there.includes(place) && get(DEPENDANT_TICKS[place]) !== '').map((place) =>
      formProblem('SIM-F118', look.line, DEPENDANT_TICKS[place], { title: titleOf(look, DEPENDANT_TICKS[place]) }),
    ),
  ]
}

const moved = (look: Look): readonly FormProblem[] => [...pension(look, 5), ...notFuture(look, 13)]

const LAWS: Readonly<Record<FormCode, (look: Look) => readonly FormProblem[]>> = {
  '2200700': acquisition,
  '2201700': loss,
  '2202700': dependants,
  '22187041': moved,
}

/** 相関: what is wrong between the items of a row whose columns are in their places. @see facts/insurer.md 5.2 to 5.5 */
export function lawProblems(
  form: FormCode,
  values: readonly string[],
  line: number,
  today: CivilDate,
): readonly FormProblem[] {
  const look: Look = { form, line, today, get: (no) => values[no - 1] ?? '' }
  return [...pairs(look), ...LAWS[form](look)]
}
