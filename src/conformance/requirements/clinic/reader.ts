import { anyDay } from '../../arbitraries/edges.ts'
import { type ReceiveInput, one, reception } from '../../arbitraries/cases.ts'
import { cardWith } from '../../arbitraries/people.ts'
import {
  acceptedByReader,
  examineTurns,
  finding,
  notPickedUp,
  ownCardShown,
  pickedUp,
  pictured,
  readerWorks,
  shows,
  undecided,
} from '../../evidence.ts'
import type { Requirement } from '../../requirement.ts'
import type { ReaderAct } from '../../../../scenarios/scenario.ts'
import fc from 'fast-check'

const acts = (...reader: ReaderAct[]): ReceiveInput => reception([{ kind: 'my-number-card', reader }])
const WAYS = ['reader-face', 'reader-pin', 'reader-visual'] as const

const c16: Requirement = {
  id: 'C16',
  severity: 'must',
  sentence: {
    ja: '暗証番号は連続3回の誤りでロックし（2回誤り、1回成功、2回誤りではロックしない）、そのあとも顔認証と目視確認は使える。写真のないカードにはどちらもなく、本人が来ていなければどちらも案内せず、顔認証カードに暗証番号は求めない。',
    en: 'The third consecutive wrong PIN locks (two wrong, one right, two wrong does not), after which face or visual mode still works; the photo-less card has neither, neither is offered to a proxy, and the face-only card is never asked for a PIN.',
  },
  sources: ['counter.md C16', 'rules.md 2.1 rows F1 F2 G AD', 'rules.md 3 [W31][W32][D11]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('two-wrong', { ja: '2回の誤り', en: 'two misses' }, () => one(() => ({}), acts('pin-wrong', 'pin-wrong'))),
    anyDay('three-wrong', { ja: '3回の誤り', en: 'three misses' }, () =>
      one(() => ({}), acts('pin-wrong', 'pin-wrong', 'pin-wrong')),
    ),
    anyDay('two-right-two', { ja: '2回誤り、成功、別の受診で2回誤り', en: 'two misses, a success, two misses' }, () =>
      one(() => ({}), { ...acts('pin-wrong', 'pin-wrong', 'pin'), visit: 'v0' }, acts('pin-wrong', 'pin-wrong')),
    ),
    anyDay('photo-less', { ja: '写真のないカード', en: 'photo-less card' }, () =>
      fc
        .constantFrom<ReaderAct[]>(['pin-wrong'], ['pin-wrong', 'pin-wrong', 'pin-wrong'])
        .chain((reader) =>
          one(
            () => ({ birthDate: '2025-04-03', card: cardWith({ kind: 'photoless', issued: 'start-1y' }) }),
            acts(...reader),
          ),
        ),
    ),
    anyDay('proxy', { ja: '家族が代わりに来る', en: 'family came instead' }, () =>
      one(() => ({}), { ...acts('pin-wrong'), present: false, circumstances: { companion: 'family' } }),
    ),
    anyDay('face-only', { ja: '顔認証カード', en: 'face-only card' }, () =>
      one(() => ({ card: cardWith({ kind: 'face-only' }) }), acts('face-mismatch')),
    ),
  ],
  mutants: ['locks-at-five', 'pin-counter-not-reset', 'visual-for-photo-less', 'pin-for-face-card', 'visual-for-proxy'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => {
      const { card, delivered } = turn.facts
      const live = card?.certificate === 'VALID' || card?.certificate === 'WARN'
      const tried = turn.presentation.reader.some((screen) =>
        ['pin-wrong', 'pin-locked', 'face-mismatch', 'face-locked', 'way-not-offered'].includes(screen),
      )
      return (
        turn.presentation.circumstances.place === 'counter' &&
        ownCardShown(turn) &&
        readerWorks(turn) &&
        // Nobody can see that a card was never registered before the reader has identified somebody.
        card?.registration === 'REGISTERED' &&
        live &&
        tried &&
        delivered === null &&
        turn.presentation.chart === null &&
        !shows(turn, 'certificate')
      )
    },
    check: (turn) => {
      if (undecided(turn)) return null
      const right = WAYS.filter((way) => turn.decision().offers.includes(way))
      const offered = WAYS.filter((way) => turn.outcome.offers.includes(way))
      return right.join() === offered.join()
        ? null
        : finding(
            'wrong-ways',
            turn,
            `ways left at the reader: ${right.join(', ') || 'none'}`,
            `offered: ${offered.join(', ') || 'none'}`,
          )
    },
  }),
}

const rowF1: Requirement = {
  id: 'row-F1',
  severity: 'must',
  sentence: {
    ja: '暗証番号や顔認証がロックされても、職員の目視確認で得た読取結果は通常どおり使う。',
    en: 'After a lock of PIN or face, a result obtained by the staff visual check is used like any other.',
  },
  sources: ['rules.md 2.1 row F1 [W32]', 'wire.md 5.3'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('pin-locked', { ja: '暗証番号ロック後の目視', en: 'visual check after a PIN lock' }, () =>
      one(() => ({}), acts('pin-wrong', 'pin-wrong', 'pin-wrong', 'visual')),
    ),
    anyDay('face-locked', { ja: '顔認証ロック後の目視', en: 'visual check after a face lock' }, () =>
      one(() => ({}), acts(...Array.from({ length: 10 }, (): ReaderAct => 'face-mismatch'), 'visual')),
    ),
  ],
  mutants: ['locked-ends-the-card'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      turn.facts.delivered === 'visual' &&
      turn.facts.cardAnswer?.validity === 1 &&
      turn.presentation.reader.some((screen) => screen === 'pin-locked' || screen === 'face-locked') &&
      (turn.facts.card?.certificate === 'VALID' || turn.facts.card?.certificate === 'WARN'),
    check: (turn) => {
      if (!pickedUp(turn)) return notPickedUp(turn)
      return acceptedByReader(turn)
        ? null
        : finding(
            'visual-result-dropped',
            turn,
            'accepted as read: the staff compared the face',
            pictured(turn.outcome),
          )
    },
  }),
}

/** Requirements about the reader's ways and locks. */
export const readerRequirements: readonly Requirement[] = [c16, rowF1]
