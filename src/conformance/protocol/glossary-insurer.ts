import type {
  ApplicationReason,
  FORM_PLACES,
  InsurerEvent,
  InsurerPolicy,
  InsurerSetup,
  LeaveCause,
  Piece,
} from '../../../scenarios/protocol-insurer.ts'
import type { Term } from './term.ts'

type Terms<K extends string> = Readonly<Record<K, Term>>
type Join = Extract<InsurerEvent, { kind: 'join' }>

const event: Terms<InsurerEvent['kind']> = {
  join: { ja: '取得届・被扶養者異動届（該当）', en: 'Somebody joins: acquisition form or form for a dependant' },
  leave: { ja: '喪失届・被扶養者異動届（非該当）', en: 'A cover ends: loss form, or a dependant leaves' },
  rename: { ja: '氏名変更届', en: 'The name changes' },
  move: { ja: '住所変更届', en: 'The address changes' },
  rekey: { ja: '記号・番号の変更', en: 'New symbol and number inside the insurer' },
  ratio: { ja: '一部負担金割合の判定', en: 'The share of an elderly member is decided' },
  'correct-ratio': { ja: '誤って登録した負担割合の訂正', en: 'The share registered before was wrong; it never was' },
  'correct-five': { ja: '5情報の訂正', en: 'Name, birth date, sex or address in the books were wrong' },
  'no-doubt': { ja: '相違はあるが疑義なし（理由を確認済み）', en: 'The books are right although the register differs' },
  number: { ja: '個人番号の提出・変更', en: 'The Individual Number is supplied or replaced' },
  unregister: { ja: '利用登録解除申請', en: 'The member gives up the registration of his card' },
  apply: { ja: '資格確認書の（再）交付申請', en: 'The member applies for an eligibility certificate' },
  flag: { ja: 'DV等の申出', en: 'Flags that hide information are set or lifted' },
  'papers-returned': { ja: '書類の返納', en: 'Papers come back' },
  forms: { ja: '事業主の届書CSVファイル', en: 'A CSV file of employer forms' },
  undeliverable: { ja: '郵便物の不達', en: 'The last piece came back undelivered' },
  'special-treatment': {
    ja: '特別療養（国保の世帯の滞納による）',
    en: 'The tax of a household is in arrears: special treatment begins',
  },
  validity: {
    ja: '有効開始・有効終了の決定',
    en: 'First and last valid day of the record are decided, or no last day',
  },
  merger: { ja: '合併などによる保険者番号の変更', en: 'The insurer has another number from a day on' },
}

const joinCause: Terms<Join['cause']> = {
  job: { ja: '就職', en: 'A job begins' },
  birth: { ja: '出生', en: 'Birth' },
  marriage: { ja: '婚姻', en: 'Marriage' },
  'lost-cover': { ja: '前の資格の喪失', en: 'The cover before was lost' },
  'moved-in': { ja: '転入', en: 'Moves in' },
  'turned-75': { ja: '75歳到達', en: 'The 75th birthday' },
  other: { ja: 'その他', en: 'Something else' },
}

const leaveCause: Terms<LeaveCause> = {
  retired: { ja: '退職（日は最後の勤務日）', en: 'Retired; the day is the last day of work' },
  died: { ja: '死亡', en: 'Died' },
  'turned-75': { ja: '75歳到達', en: 'The 75th birthday' },
  'own-job': {
    ja: '就職して自ら被保険者となった（日は新しい資格の取得日）',
    en: 'Took a job with cover of his own; the day is its first',
  },
  divorced: { ja: '離婚', en: 'Divorced' },
  'insured-turned-75': { ja: '被保険者が75歳に到達', en: 'The insured person turned 75' },
  'moved-out': { ja: '同居要件の喪失', en: 'Moved out where living together is required' },
  abroad: { ja: '国外転出', en: 'Went abroad' },
  'rehired-same-day': { ja: '同日得喪', en: 'Re-hired on the very day: loss and acquisition together' },
  'premium-unpaid': { ja: '任意継続の保険料未納（日は納付期日）', en: 'Premium unpaid; the day is the due date' },
  'first-premium-unpaid': {
    ja: '任意継続の初回保険料未納',
    en: 'The first premium was never paid: the cover never was',
  },
  'own-wish': { ja: '任意継続の申出による喪失（日は受理日）', en: 'On own wish; the day is the receipt' },
  'employee-cover': { ja: '社保加入（日は社保の取得日）', en: 'Employee cover; the day is its first' },
  'joins-kouki': { ja: '後期高齢者医療に加入', en: 'Joins the late-elderly scheme' },
  welfare: { ja: '生活保護開始', en: 'Public assistance begins' },
  'joins-kokuho-kumiai': { ja: '国保組合に加入', en: 'Joins a National Health Insurance association' },
  'moved-prefecture': { ja: '県外転出（日は転出先の取得日）', en: 'Moved to another prefecture' },
}

const application: Terms<ApplicationReason> = {
  'lost-paper': { ja: '資格確認書の紛失', en: 'The certificate was lost' },
  'damaged-paper': { ja: '資格確認書のき損', en: 'The certificate is damaged' },
  'lost-card': { ja: 'マイナンバーカードの紛失', en: 'The My Number card was lost' },
  'renewing-card': { ja: 'カードの更新中', en: 'The card is being renewed' },
  'needs-assistance': { ja: '要配慮者', en: 'Needs help at the reader' },
  'no-card': { ja: 'カードを持っていない', en: 'Holds no card' },
  'card-returned': { ja: 'カードを返納した', en: 'Handed the card back' },
}

const route: Terms<Piece['route']> = {
  employer: { ja: '事業主経由', en: 'Through the employer' },
  'registered-address': { ja: '登録住所へ郵送', en: 'By post to the registered address' },
  'safe-address': { ja: '本人が指定した安全な宛先', en: 'To a safe place that the member named' },
  counter: { ja: '窓口で手渡し', en: 'Handed over at the counter' },
  portal: { ja: '電子交付', en: 'Delivered on a portal' },
}

const scheme: Terms<InsurerSetup['scheme']> = {
  kyokai: { ja: '協会けんぽ', en: 'Japan Health Insurance Association' },
  kenpo: { ja: '健康保険組合', en: 'Health insurance society' },
  kyosai: { ja: '共済組合', en: 'Mutual aid association' },
  kokuho: { ja: '市町村国保', en: 'National Health Insurance of a municipality' },
  'kokuho-kumiai': { ja: '国保組合', en: 'National Health Insurance association' },
  kouki: { ja: '後期高齢者医療広域連合', en: 'Late-elderly association' },
}

const unlinkedNotice: Terms<InsurerPolicy['unlinkedNotice']> = {
  WITHHOLD: { ja: '紐付けが済むまで送らない', en: 'No notice before the number is linked' },
  BLANK: {
    ja: '下4桁を空欄にし、申出書を同封して送る',
    en: 'The sheet goes out with blank digits and the request form',
  },
}

const koukiRule: Terms<InsurerPolicy['koukiRule']> = {
  HOLDING: { ja: 'マイナ保険証の保有で判定', en: 'By whether a usable card is held' },
  USAGE: {
    ja: 'マイナ保険証の利用実績で判定（12か月に6回以上、うち直近3か月に1回以上）',
    en: 'By use of the card: six times in twelve months, at least once in the last three',
  },
}

const koukiAgeMode: Terms<InsurerPolicy['koukiAgeMode']> = {
  BIRTHDAY: { ja: '誕生日で数える', en: 'By the birthday' },
  LEGAL: { ja: '法律上の年齢（誕生日の前日に達する）で数える', en: 'By the legal age, reached the day before' },
}

const held: Terms<'certificate' | 'notice' | 'old-card'> = {
  certificate: { ja: '資格確認書', en: 'Eligibility certificate' },
  notice: { ja: '資格情報のお知らせ', en: 'Notice of qualification' },
  'old-card': { ja: '被保険者証', en: 'Old insurance card' },
}

const relation: Terms<Join['relation']> = {
  insured: { ja: '本人（被保険者・世帯主）', en: 'Insured person, or head of the household' },
  dependant: { ja: '家族（被扶養者・世帯員）', en: 'Dependant, or member of the household' },
}

const sex: Terms<'male' | 'female' | 'unset'> = {
  male: { ja: '男', en: 'Male' },
  female: { ja: '女', en: 'Female' },
  unset: { ja: '未設定', en: 'Not set' },
}

const formPlace: Terms<(typeof FORM_PLACES)[number]> = {
  insured: { ja: '被保険者', en: 'The insured person' },
  spouse: { ja: '配偶者である被扶養者', en: 'The spouse' },
  'other-1': { ja: 'その他の被扶養者１', en: 'The first other dependant' },
  'other-2': { ja: 'その他の被扶養者２', en: 'The second other dependant' },
}

/** Every closed list of the insurer protocol, by its place. */
export const INSURER_GLOSSARY: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  'event.kind': event,
  'event.join.cause': joinCause,
  'event.leave.cause': leaveCause,
  'event.apply.reason': application,
  'event.forms.people.place': formPlace,
  'pieces.route': route,
  'insurer.scheme': scheme,
  'policy.unlinkedNotice': unlinkedNotice,
  'policy.koukiRule': koukiRule,
  'policy.koukiAgeMode': koukiAgeMode,
  'roster.holds.kind': held,
  relation,
  sex,
}
