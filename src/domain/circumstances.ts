/** 受診の場: at the counter, 電話再診, オンライン診療・服薬指導, 訪問, 通常とは異なる動線 (fever clinic, car, bedside). @see facts/rules.md 1.3 M20a M20b M26, 2.1 row AL */
export const PLACES = ['counter', 'telephone', 'online', 'home', 'outside'] as const
export type Place = (typeof PLACES)[number]

/** 受診の理由, as far as it decides who pays: illness, 労災・通勤災害, 第三者行為 with or without insurance, 学校での負傷, 自費・健診・予防接種・正常分娩. @see facts/rules.md 2.1 row AH */
export const MATTERS = [
  'illness',
  'work-accident',
  'third-party-insured',
  'third-party-liable',
  'school-injury',
  'private',
] as const
export type Matter = (typeof MATTERS)[number]

/** 付き添い: nobody, a parent or carer, other family, a teacher on a school event. */
export const COMPANIONS = ['none', 'guardian', 'family', 'teacher'] as const
export type Companion = (typeof COMPANIONS)[number]

/** 来院の事情: what the staff know about a visit beside what lies on the counter. Never validity, rule or outcome. */
export interface Circumstances {
  readonly place: Place
  readonly matter: Matter
  readonly companion: Companion
  /** 生まれたばかりで、加入の届出がこれから: a newborn whose cover is not registered yet. */
  readonly newborn: boolean
  /** 意思表示ができる: false when the patient is unconscious or cannot speak. */
  readonly responsive: boolean
  /** 別の本人確認: a photo identity was shown, or the person is plainly known here. */
  readonly identity: 'none' | 'photo' | 'known'
  /** 海外から: back for good and filed with the municipality or not, or on a visit home. */
  readonly abroad: 'no' | 'returned-filed' | 'returned-not-filed' | 'home-leave'
  /** 継続的な関係の同意 (訪問診療): given and in force, or withdrawn by either side. */
  readonly care: 'none' | 'continuing' | 'withdrawn'
  /** 院外で事前に確認済み: checked on the patient's own device before arrival. */
  readonly checkedBefore: boolean
  /** 切り替えられた機能: システム障害時モード after the call centre switched it on, 災害時モード in a designated area. */
  readonly mode: 'normal' | 'large-outage' | 'disaster'
}

/** 普通の来院: an ill person who came to the counter by himself. */
export const ORDINARY_VISIT: Circumstances = {
  place: 'counter',
  matter: 'illness',
  companion: 'none',
  newborn: false,
  responsive: true,
  identity: 'none',
  abroad: 'no',
  care: 'none',
  checkedBefore: false,
  mode: 'normal',
}
