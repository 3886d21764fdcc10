import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  dateOf,
  endOfMonth,
  laterOf,
} from '../../../domain/civil-date.ts'
import type { FiveItems, MemberKey, RegistrationRecordInput } from '../../../wire/insurer-records.ts'
import type { InsurerEvent } from '../../../../scenarios/protocol-insurer.ts'
import {
  type FiledFive,
  type JoinForm,
  type Membership,
  NO_MAIL,
  type ShareEntry,
  fiveToRegister,
  hasOldCard,
  provenUntil,
  spellsOf,
} from './books.ts'
import {
  type Desk,
  type Handled,
  TAKEN,
  awaiting,
  back,
  endCovers,
  isMember,
  leavers,
  recordHead,
  registerRecord,
  sendOne,
  shareEntry,
  takeBack,
} from './desk.ts'
import { announceMerger } from './merger.ts'
import { workOnForms } from './forms.ts'
import type { PaperRun } from './papers.ts'
import { oldCard } from './roster.ts'
import { shareUntil } from './shares.ts'
import { decideSpecial } from './special-treatment.ts'

/** One thing on the desk: who it is about, what it says, and the papers of the day. */
interface Matter<E> {
  readonly desk: Desk
  readonly run: PaperRun
  readonly ref: string
  readonly event: E
  readonly today: CivilDate
}

type EventOf<K extends InsurerEvent['kind']> = Extract<InsurerEvent, { kind: K }>
type Handler<K extends InsurerEvent['kind']> = (matter: Matter<EventOf<K>>) => Promise<Handled>
/** A handler for somebody who is a member. */
type MemberHandler<K extends InsurerEvent['kind']> = (
  matter: Matter<EventOf<K>> & { readonly member: Membership },
) => Promise<Handled>

const NOT_A_MEMBER = '資格'
const NUMBER = '個人番号'

const ofMember =
  <K extends InsurerEvent['kind']>(handle: MemberHandler<K>): Handler<K> =>
  (matter) => {
    const member = matter.desk.books.find(matter.ref)
    return isMember(member, matter.today) ? handle({ ...matter, member }) : Promise.resolve(back(NOT_A_MEMBER))
  }

/** Somebody who was a member counts too: forms about the past come late. */
const ofAnybody =
  <K extends InsurerEvent['kind']>(handle: MemberHandler<K>): Handler<K> =>
  (matter) => {
    const member = matter.desk.books.find(matter.ref)
    return member !== null && !member.voided ? handle({ ...matter, member }) : Promise.resolve(back(NOT_A_MEMBER))
  }

const BRANCHES_TRIED = 3

/** Branches that the gateway refused: `taken` by somebody whom the books do not know, or badly written. */
interface Refused {
  readonly taken: readonly string[]
  readonly written: boolean
}

function newKey({ desk, ref, event }: Matter<JoinForm>, refused: Refused): MemberKey {
  const { symbol, number, relation } = event
  const { insurer, practice, books } = desk
  if (insurer.scheme === 'kouki') return { symbol: null, number, branch: null }
  const held = books.branches(symbol, number)
  const branches = [...held, ...refused.taken.map((branch) => ({ ref: '', branch, open: true }))]
  const branch = practice.branchFor({ ref, scheme: insurer.scheme, relation, branches })
  return { symbol, number, branch: refused.written ? branch.padStart(2, '0') : branch }
}

function sharesAtJoining({ desk, event }: Matter<JoinForm>, acquired: CivilDate): ShareEntry[] {
  if (event.ratio === null) return []
  const { scheme } = desk.insurer
  const { birthDate } = event.five
  const from =
    scheme === 'kouki' || birthDate === null ? acquired : laterOf(acquired, desk.practice.elderlyFrom(birthDate))
  return [{ historyId: `s${desk.serial()}`, ratio: event.ratio, from, until: shareUntil(scheme, birthDate, from) }]
}

function newcomer(matter: Matter<JoinForm>, before: Membership | null, refused: Refused): Membership {
  const { desk, ref, event, today } = matter
  const { practice, insurer } = desk
  const acquired = practice.firstDay(event, today, insurer.policy.filingLimitDays)
  const wanted = practice.wantsAtJoining(event)
  const registersOn = practice.registersOn(event, today)
  return {
    ref,
    five: event.five,
    personNo: event.personNo,
    link: 'pending',
    awaits: null,
    differs: [],
    key: newKey(matter, refused),
    acquired,
    keySince: acquired,
    lost: null,
    voided: false,
    relation: event.relation,
    head: event.head === ref ? null : event.head,
    shares: sharesAtJoining(matter, acquired),
    card: 'unknown',
    cardWorksUntil: null,
    flagged: false,
    safeAddress: null,
    continued: false,
    assisted: false,
    wanted,
    holds: hasOldCard(acquired, today) && !(wanted && today >= '2024-12-02') ? [oldCard(acquired, practice)] : [],
    certified: false,
    notice: wanted ? 'none' : 'due',
    asked: false,
    special: null,
    validUntil: null,
    registersOn: registersOn > today ? registersOn : null,
    mail: NO_MAIL,
    past: before === null ? [] : spellsOf(before),
  }
}

/** 取得届・被扶養者異動届. */
const join: Handler<'join'> = async (filed) => {
  const { desk, ref, today } = filed
  const { practice, books, insurer } = desk
  const personNo = filed.event.personNo ?? practice.numberSought(filed.event, books.all())
  const matter = { ...filed, event: { ...filed.event, personNo } }
  const missing = practice.missingItems(matter.event)
  if (missing.length > 0) return back(...missing)
  const before = books.find(ref)
  if (before !== null && before.lost === null && !before.voided) return back('喪失届')
  if (before !== null && before.link === 'unlinked') {
    if (!practice.rejoinsAfterMismatch) return back('前の記録の突合')
    if (practice.declaresPast) {
      const head = recordHead(desk, before.key, { kind: '疑義なし', received: today })
      await sendOne(desk, { op: 'setFlags', ...head, noDoubt: { reason: '過去の記録の整理' } })
    }
  }
  let refused: Refused = { taken: [], written: false }
  for (;;) {
    const member = newcomer(matter, before, refused)
    if (member.registersOn !== null) {
      books.put(member)
      return TAKEN
    }
    const source = { kind: '取得届', filed: matter.event.filed, received: today }
    const answer = await sendOne(desk, registerRecord(desk, member, member.acquired, source))
    if (answer.refusal === null) {
      books.put({ ...member, ...awaiting(answer) })
      return TAKEN
    }
    const { code, ja } = answer.refusal
    const { branch } = member.key
    if (code === 'INS-V11' && branch !== null && refused.taken.length < BRANCHES_TRIED) {
      refused = { ...refused, taken: [...refused.taken, branch] }
    } else if (code === 'INS-V03' && insurer.scheme !== 'kouki' && !refused.written) {
      refused = { ...refused, written: true }
    } else {
      return back(ja)
    }
  }
}

/** 喪失届. */
const leave: Handler<'leave'> = ofAnybody(async ({ desk, ref, member, event, today }) => {
  const loss = desk.practice.loss({
    scheme: desk.insurer.scheme,
    relation: member.relation,
    cause: event.cause,
    day: event.day,
    entered: today,
    acquired: member.acquired,
  })
  const handled = await endCovers(desk, leavers(desk, member), loss, { kind: '喪失届', received: today })
  const left = desk.books.find(ref)
  if (handled.taken && left !== null) takeBack(desk, left, event.papersReturned)
  return handled
})

/** Changes the five items and has them compared again; papers follow when what is printed changed. */
async function amendFive(
  { desk, run, today }: Matter<InsurerEvent>,
  member: Membership,
  five: FiledFive,
  kind: string,
  prints: boolean,
): Promise<Handled> {
  const { key, ref } = member
  const filed = await sendOne(desk, {
    op: 'amend',
    ...recordHead(desk, key, { kind, received: today }),
    five: fiveToRegister(five),
  })
  if (filed.refusal !== null) return back(filed.refusal.ja)
  const notice = member.link === 'linked' ? member.notice : 'due'
  desk.books.put({ ...member, five, notice, ...awaiting(filed) })
  if (!prints) return TAKEN
  run.reprint(ref, today)
  if (five.kanji === member.five.kanji) return TAKEN
  // 被保険者氏名 stands on the papers of the dependants too.
  for (const dependant of desk.books.dependantsOf(ref)) run.reprint(dependant.ref, today)
  return TAKEN
}

const rename: Handler<'rename'> = ofMember((matter) => {
  const { member, event } = matter
  return amendFive(matter, member, { ...member.five, ...event.name }, '氏名変更届', true)
})

const move: Handler<'move'> = ofMember((matter) => {
  const { member, event } = matter
  return amendFive(matter, member, { ...member.five, address: event.address }, '住所変更届', false)
})

const corrected = (old: FiledFive, said: FiledFive): FiledFive => ({
  kanji: said.kanji ?? old.kanji,
  kana: said.kana ?? old.kana,
  birthDate: said.birthDate ?? old.birthDate,
  sex: said.sex ?? old.sex,
  address: said.address ?? old.address,
})

const PRINTED: readonly (keyof FiveItems)[] = ['kanji', 'kana', 'birthDate', 'sex']

async function declareNoDoubt(desk: Desk, member: Membership, reason: string, today: CivilDate): Promise<Handled> {
  const { books } = desk
  const filed = await sendOne(desk, {
    op: 'setFlags',
    ...recordHead(desk, member.key, { kind: '疑義なし', received: today }),
    noDoubt: { reason },
  })
  if (filed.refusal !== null) return back(filed.refusal.ja)
  books.put({ ...member, link: 'linked', awaits: null })
  return TAKEN
}

const correctFive: Handler<'correct-five'> = ofMember((matter) => {
  const { desk, member, event, today } = matter
  const five = corrected(member.five, event.five)
  if (desk.practice.correctsFiveBy === 'no-doubt') return declareNoDoubt(desk, member, '訂正の届出による', today)
  const prints = PRINTED.some((item) => five[item] !== member.five[item])
  return amendFive(matter, member, five, '訂正届', prints)
})

const noDoubt: Handler<'no-doubt'> = ofMember(async ({ desk, member, event, today }) => {
  const rewritten = desk.practice.rewritesOnNoDoubt(fiveToRegister(member.five), member.differs)
  if (rewritten !== null) {
    await sendOne(desk, {
      op: 'amend',
      ...recordHead(desk, member.key, { kind: '疑義なし', received: today }),
      five: rewritten,
    })
  }
  return declareNoDoubt(desk, member, event.reason, today)
})

/** 番号の取り違え: takes a number away from another member under whom it did not match. True when somebody had it. */
async function freesNumber(desk: Desk, { ref }: Membership, personNo: string, today: CivilDate): Promise<boolean> {
  const holder = desk.books
    .all()
    .find((other) => other.ref !== ref && other.personNo === personNo && other.link !== 'linked' && !other.voided)
  if (holder === undefined) return false
  const filed = await sendOne(desk, {
    op: 'amend',
    ...recordHead(desk, holder.key, { kind: '個人番号の取り違え', received: today }),
    personNo: null,
    five: fiveToRegister(holder.five),
  })
  if (filed.refusal === null) desk.books.put({ ...holder, personNo: null, link: 'unlinked', awaits: null })
  return filed.refusal === null
}

const suppliedNumber: Handler<'number'> = ofMember(async ({ desk, member, event, today }) => {
  if (event.personNo === '') return back(NUMBER)
  const record: RegistrationRecordInput = {
    op: 'amend',
    ...recordHead(desk, member.key, { kind: '個人番号届', received: today }),
    personNo: event.personNo,
    five: fiveToRegister(member.five),
  }
  let filed = await sendOne(desk, record)
  if (filed.refusal?.code === 'INS-V02' && (await freesNumber(desk, member, event.personNo, today)))
    filed = await sendOne(desk, record)
  if (filed.refusal !== null) return back(filed.refusal.ja)
  const notice = member.link === 'linked' ? member.notice : 'due'
  desk.books.put({ ...member, personNo: event.personNo, notice, ...awaiting(filed) })
  return TAKEN
})

/** Numbers that follow one another without a day between them, or with one when the office does it wrongly. */
function rekeyRecords(desk: Desk, member: Membership, key: MemberKey, from: CivilDate, today: CivilDate) {
  const source = { kind: '記号番号変更', filed: null, received: today }
  const head = recordHead(desk, member.key, source)
  if (desk.practice.rekeysWithoutGap) return [{ op: 'rekey', ...head, newKey: key, from } as const]
  const next = addDays(from, 1)
  return [
    { op: 'close', ...head, lossDate: from, reason: '99' } as const,
    registerRecord(desk, { ...member, key }, next, source),
  ]
}

/** 記号・番号の変更: of a whole family when the insured person's change. */
const rekey: Handler<'rekey'> = ofMember(async ({ desk, run, member, event, today }) => {
  const { symbol, number, from } = event
  const hasNew = ({ key }: Membership): boolean => key.symbol === symbol && key.number === number
  if (hasNew(member)) return TAKEN
  const { key: old } = member
  const family = (member.head === null ? desk.books.dependantsOf(member.ref) : []).filter(
    (one) => isMember(one, from) && one.key.symbol === old.symbol && one.key.number === old.number,
  )
  for (const one of [member, ...family]) {
    const key = { symbol, number, branch: one.key.branch }
    const filed = await desk.gateway.send(rekeyRecords(desk, one, key, from, today))
    const refusal = filed.find((line) => line.refusal !== null)?.refusal ?? null
    if (refusal !== null) return back(refusal.ja)
    const { keySince: acquired, key: former, past } = one
    const ratio = one.shares.at(-1)?.ratio ?? null
    desk.books.put({
      ...one,
      key,
      keySince: desk.practice.rekeysWithoutGap ? from : addDays(from, 1),
      past: [...past, { key: former, acquired, lost: from, ratio }],
    })
    if (desk.practice.reprintsOnRekey) run.reprint(one.ref, from)
  }
  return TAKEN
})

type ShareEvent = EventOf<'ratio'> | EventOf<'correct-ratio'>

function decidedShare({ desk, event }: Matter<ShareEvent>, { five: { birthDate } }: Membership): ShareEntry {
  const isElderly = desk.insurer.scheme !== 'kouki' && birthDate !== null
  const from = isElderly ? laterOf(event.from, desk.practice.elderlyFrom(birthDate)) : event.from
  return { historyId: `s${desk.serial()}`, ratio: event.ratio, from, until: event.until < from ? null : event.until }
}

async function registerShare(
  { desk, run, today }: Matter<ShareEvent>,
  member: Membership,
  share: ShareEntry,
  wrong: ShareEntry | null,
): Promise<Handled> {
  const voids = wrong === null || wrong.historyId === null || !desk.practice.voidsWrongShare ? [] : [wrong.historyId]
  const filed = await sendOne(desk, {
    op: 'amend',
    ...recordHead(desk, member.key, { kind: '負担割合', received: today }),
    entries: [shareEntry(share.historyId ?? '', share)],
    voids,
  })
  if (filed.refusal !== null) return back(filed.refusal.ja)
  desk.books.put({ ...member, shares: [...member.shares.filter((one) => one !== wrong), share] })
  const isCertified = member.holds.some(
    ({ kind, validUntil }) => kind === 'certificate' && (validUntil === null || validUntil >= share.from),
  )
  if (desk.practice.replacesAtShare || !isCertified) run.reprint(member.ref, share.from)
  return TAKEN
}

const ratio: Handler<'ratio'> = ofMember((matter) =>
  registerShare(matter, matter.member, decidedShare(matter, matter.member), null),
)

const correctRatio: Handler<'correct-ratio'> = ofMember((matter) => {
  const { member } = matter
  const share = decidedShare(matter, member)
  const wrong = member.shares.findLast(
    ({ from, until }) => (share.until === null || from <= share.until) && (until === null || share.from <= until),
  )
  return registerShare(matter, member, share, wrong ?? null)
})

/** Last day on which a card works after an application. @see facts/insurer.md 3.4 */
const worksUntil = (appliedOn: CivilDate): CivilDate => endOfMonth(addMonths(appliedOn, 1))

const isProven = ({ holds }: Membership, day: CivilDate): boolean => provenUntil(holds, day) !== null

/** 利用登録解除申請: registered as applied for, and a certificate at once. */
const unregister: Handler<'unregister'> = ofMember(async ({ desk, run, member, event, today }) => {
  const appliedOn = desk.practice.unregistersAsOf(event.appliedOn)
  if (appliedOn !== null) {
    const record: RegistrationRecordInput = {
      op: 'unregisterCard',
      ...recordHead(desk, member.key, { kind: '利用登録解除申請', filed: event.appliedOn, received: today }),
      appliedOn,
    }
    const filed = await sendOne(desk, record)
    if (filed.refusal !== null) return back(filed.refusal.ja)
  }
  desk.books.put({ ...member, card: 'none', cardWorksUntil: worksUntil(event.appliedOn) })
  if (!isProven(member, today)) run.certificate(member.ref, today)
  return TAKEN
})

type Application = Pick<EventOf<'apply'>, 'reason' | 'originalAttached'>

/** 資格確認書(再)交付申請: what follows from it. */
function answerApplication(
  { books }: Desk,
  run: PaperRun,
  member: Membership,
  { reason, originalAttached }: Application,
  today: CivilDate,
): void {
  const { ref, card, certified } = member
  const isReissue = reason === 'lost-paper' || reason === 'damaged-paper'
  const changed: Membership = {
    ...member,
    assisted: member.assisted || reason === 'needs-assistance',
    card: reason === 'no-card' || reason === 'card-returned' ? 'none' : card,
    mail: { ...member.mail, applied: null },
  }
  books.put(changed)
  if (isReissue && !certified && card === 'usable' && !isProven(member, today)) run.notice(ref, today)
  else if (isReissue || !isProven(changed, today)) run.certificate(ref, today, { reason, originalAttached })
}

/** 受付簿: applications whose day has come are answered. */
export function answerApplications(desk: Desk, run: PaperRun, today: CivilDate): void {
  for (const member of desk.books.all()) {
    const { applied } = member.mail
    if (applied !== null && applied.on <= today && isMember(member, today))
      answerApplication(desk, run, member, applied, today)
  }
}

const apply: Handler<'apply'> = ofMember(({ desk, run, member, event, today }) => {
  const on = desk.practice.worksOn(today, desk.insurer.scheme)
  const { reason, originalAttached } = event
  if (on > today) desk.books.put({ ...member, mail: { ...member.mail, applied: { on, reason, originalAttached } } })
  else answerApplication(desk, run, member, event, today)
  return Promise.resolve(TAKEN)
})

/** DVの申出: flags first, then a certificate by a way that is safe. */
const flag: Handler<'flag'> = ofMember(async ({ desk, run, member, event, today }) => {
  const { hideDisclosure, noSelfInfo, safeAddress } = event
  const filed = await sendOne(desk, {
    op: 'setFlags',
    ...recordHead(desk, member.key, { kind: 'DV申出', received: today }),
    hideDisclosure,
    noSelfInfo,
  })
  if (filed.refusal !== null) return back(filed.refusal.ja)
  const flagged = hideDisclosure || noSelfInfo
  desk.books.put({ ...member, flagged, safeAddress: flagged ? safeAddress : null })
  if (flagged && !member.flagged) run.certificate(member.ref, today)
  return TAKEN
})

const specialTreatment: Handler<'special-treatment'> = ofMember(({ desk, member, event, today }) =>
  decideSpecial(desk, member, event, today),
)

const validity: Handler<'validity'> = ofMember(async ({ desk, member, event, today }) => {
  const { from, until } = event
  const to = desk.practice.validUntil(until, member.validUntil)
  const entry = { historyId: `v${desk.serial()}`, kind: 'certificate', from, to, attrs: { issued: today } } as const
  const filed = await sendOne(desk, {
    op: 'amend',
    ...recordHead(desk, member.key, { kind: '有効期間', received: today }),
    entries: [entry],
  })
  if (filed.refusal !== null) return back(filed.refusal.ja)
  desk.books.put({ ...member, validUntil: until })
  return TAKEN
})

const merger: Handler<'merger'> = ({ desk, event, today }) => announceMerger(desk, event, today)

const papersReturned: Handler<'papers-returned'> = ofAnybody(({ desk, member, event }) => {
  takeBack(desk, member, event.count)
  return Promise.resolve(TAKEN)
})

/** 不達: the last piece goes out again by another way. */
const undeliverable: Handler<'undeliverable'> = ofMember(({ desk, run, ref }) => {
  const piece = desk.sent.findLast(({ person, twins }) => person === ref && twins.length > 0)
  if (piece !== undefined) run.resend(piece)
  return Promise.resolve(TAKEN)
})

/** 届書の処理: works on what reached the office at a moment. */
export function workOn(desk: Desk, run: PaperRun, ref: string, event: InsurerEvent, at: Instant): Promise<Handled> {
  const rest = { desk, run, ref, today: dateOf(at) }
  switch (event.kind) {
    case 'join':
      return join({ ...rest, event })
    case 'leave':
      return leave({ ...rest, event })
    case 'rename':
      return rename({ ...rest, event })
    case 'move':
      return move({ ...rest, event })
    case 'rekey':
      return rekey({ ...rest, event })
    case 'ratio':
      return ratio({ ...rest, event })
    case 'correct-ratio':
      return correctRatio({ ...rest, event })
    case 'correct-five':
      return correctFive({ ...rest, event })
    case 'no-doubt':
      return noDoubt({ ...rest, event })
    case 'number':
      return suppliedNumber({ ...rest, event })
    case 'unregister':
      return unregister({ ...rest, event })
    case 'apply':
      return apply({ ...rest, event })
    case 'flag':
      return flag({ ...rest, event })
    case 'special-treatment':
      return specialTreatment({ ...rest, event })
    case 'validity':
      return validity({ ...rest, event })
    case 'merger':
      return merger({ ...rest, event })
    case 'papers-returned':
      return papersReturned({ ...rest, event })
    case 'undeliverable':
      return undeliverable({ ...rest, event })
    case 'forms':
      return workOnForms({ ...rest, event, work: (who, one) => workOn(desk, run, who, one, at) })
  }
}
