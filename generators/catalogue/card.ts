import { addDays, addMonths, instantOf } from '../../src/domain/civil-date.ts'
import { type MagicPerson, certificateEnding, soundCard, specimenCover } from './magic-person.ts'

const source = 'facts/rules.md section 3'

/** カードと証明書の状態: people whose card is the difficulty. */
export const card: readonly MagicPerson[] = [
  {
    id: 'certificate/revoked',
    sentence: {
      ja: '電子証明書が失効している（期限切れではない）。猶予なし。',
      en: 'The certificate was revoked, which is not expired: no grace.',
    },
    source: 'facts/rules.md section 1.1 no. 5',
    index: 304,
    changes: (start) => ({
      ...soundCard(start, { events: [{ type: 'revoked', at: instantOf(addDays(start, -3), '10:00') }] }),
      coverage: [specimenCover('kyokai', 201)],
    }),
  },
  {
    id: 'certificate/suspended',
    sentence: { ja: '紛失の電話で一時停止中。', en: 'Suspended by telephone after a loss.' },
    source,
    index: 320,
    changes: (start) => ({
      ...soundCard(start, { events: [{ type: 'suspended', at: instantOf(addDays(start, -1), '22:15') }] }),
      coverage: [specimenCover('kenpo', 202)],
    }),
  },
  {
    id: 'certificate/none',
    sentence: { ja: '利用者証明用電子証明書を載せていない。', en: 'The card carries no user certificate.' },
    source,
    index: 336,
    changes: (start) => ({
      ...soundCard(start, { certificate: null, registration: 'NEVER' }),
      coverage: [specimenCover('kokuho', 203)],
    }),
  },
  {
    id: 'certificate/renew-soon',
    sentence: {
      ja: '有効期限まで3か月を切り、更新の案内が出る。',
      en: 'Less than three months left: valid, with a notice to renew.',
    },
    source,
    index: 352,
    changes: (start) => ({ ...certificateEnding(addDays(start, 45)), coverage: [specimenCover('kyokai', 204)] }),
  },
  {
    id: 'phone/iphone-expired',
    sentence: {
      ja: 'iPhoneの証明書は前日に切れ、猶予なし。カードは猶予の初日。',
      en: 'The iPhone certificate ended yesterday without grace; the plastic card is on its first day of grace.',
    },
    source: 'facts/rules.md section 1.3 M07; facts/counter.md S44',
    index: 368,
    changes: (start) => ({
      ...certificateEnding(addDays(start, -1), { phone: { kind: 'iphone', expiry: addDays(start, -1) } }),
      coverage: [specimenCover('kenpo', 205)],
    }),
  },
  {
    id: 'phone/android-expired',
    sentence: {
      ja: 'Androidの証明書は前日に切れ、猶予なし。カードは猶予の初日。',
      en: 'The Android certificate ended yesterday without grace; the plastic card is on its first day of grace.',
    },
    source: 'facts/rules.md section 1.3 M07; facts/counter.md S44',
    index: 384,
    changes: (start) => ({
      ...certificateEnding(addDays(start, -1), { phone: { kind: 'android', expiry: addDays(start, -1) } }),
      coverage: [specimenCover('kyokai', 206)],
    }),
  },
  {
    id: 'phone/iphone',
    sentence: { ja: 'iPhoneのマイナンバーカードが使える。', en: 'An iPhone with a live certificate.' },
    source: 'facts/rules.md section 1.3 M07',
    index: 400,
    changes: (start) => ({
      ...soundCard(start, { phone: { kind: 'iphone', expiry: addMonths(start, 12) } }),
      coverage: [specimenCover('kyokai', 207)],
    }),
  },
  {
    id: 'card/pin-locked',
    sentence: { ja: '暗証番号を3回続けて間違え、ロックされている。', en: 'Three wrong PINs in a row: locked.' },
    source: 'facts/rules.md section 1.1 no. 6',
    index: 416,
    changes: (start) => ({
      ...soundCard(start, {
        events: ['09:10', '09:11', '09:12'].map((time) => ({
          type: 'pin' as const,
          matched: false,
          at: instantOf(addDays(start, -7), time),
        })),
      }),
      coverage: [specimenCover('kokuho', 208)],
    }),
  },
  {
    id: 'card/face-only',
    sentence: { ja: '顔認証マイナンバーカード。暗証番号は使えない。', en: 'A face-only card: a PIN is never right.' },
    source: 'facts/rules.md section 1.3 M05',
    index: 432,
    changes: (start) => ({ ...soundCard(start, { kind: 'face-only' }), coverage: [specimenCover('kokuho', 209)] }),
  },
  {
    id: 'card/baby-photoless',
    sentence: { ja: '1歳未満で交付された顔写真のないカードの子。', en: 'A small child with a card without a photo.' },
    source: 'facts/rules.md section 1.3 M06',
    index: 448,
    changes: (start) => {
      const birthDate = addMonths(start, -16)
      const ends = addMonths(birthDate, 60)
      const issued = addDays(birthDate, 45)
      return {
        ...soundCard(start, { kind: 'photoless', issued, bodyExpiry: ends, certificate: { issued, expiry: ends } }),
        birthDate,
        coverage: [
          specimenCover('kyokai', 210, {
            relation: 'dependant',
            branch: '02',
            acquired: birthDate,
            knownAt: instantOf(addDays(birthDate, 20), '10:30'),
          }),
        ],
      }
    },
  },
  {
    id: 'card/unregistered',
    sentence: { ja: '利用登録をしていないカード。', en: 'A card never registered for insurance.' },
    source: 'facts/rules.md section 1.3 M30',
    index: 464,
    changes: (start) => ({ ...soundCard(start, { registration: 'NEVER' }), coverage: [specimenCover('kenpo', 211)] }),
  },
  {
    id: 'card/hidden',
    sentence: {
      ja: 'DV等の支援措置で自己情報を提供しない。窓口には「該当なし」としか見えない。',
      en: 'Protected from an abuser: the counter sees the same as "not found".',
    },
    source: 'facts/rules.md section 1.3 M24; facts/counter.md S30',
    index: 480,
    changes: (start) => ({
      ...soundCard(start, { flags: { nonDisclosure: true, noSelfInfo: true } }),
      coverage: [specimenCover('kokuho', 212)],
    }),
  },
  {
    id: 'card/stay-ended',
    sentence: {
      ja: '在留期間の満了で前日にカードも証明書も終わった。猶予なし。',
      en: 'Card and certificate ended yesterday with the permitted stay.',
    },
    source: 'facts/rules.md section 3 (grace.stayLimited)',
    index: 496,
    changes: (start) => {
      const ended = addDays(start, -1)
      const issued = addMonths(start, -30)
      return {
        ...soundCard(start, { stayLimited: true, issued, bodyExpiry: ended, certificate: { issued, expiry: ended } }),
        coverage: [specimenCover('kyokai', 213)],
      }
    },
  },
]
