import { type MethodId, METHOD_IDS } from './messages/catalogue.ts'
import { MESSAGES } from './messages/index.ts'
import type { Facility } from './presentation.ts'
import type { Citation, Rule } from './rules.ts'
import { RULES } from './rules/index.ts'

interface Both {
  readonly ja: string
  readonly en: string
}

/** 当初の文書の番号: what S4, S3 and S0 call a method. @see facts/rules.md 1.2, 1.4 */
export const SEED_ALIASES = [
  'S4-1',
  'S4-2',
  'S4-3',
  'S4-4',
  'S4-5',
  'S4-6',
  'S4-7',
  'S4-8',
  'S4-9',
  'S4-10',
  'S3-①',
  'S3-②',
  'S3-③',
  'S3-④',
  'S3-⑤',
  'S3-⑥',
  'S0-①',
  'S0-②',
  'S0-②-a',
  'S0-②-b',
  'S0-③',
] as const
export type SeedAlias = (typeof SEED_ALIASES)[number]

/** 本人確認: how the person is known with a method, in the order in which it is tried. */
export const IDENTITIES = {
  face: { ja: '顔認証', en: 'face at the reader' },
  pin: { ja: '4桁の暗証番号', en: '4-digit PIN' },
  visual: { ja: '目視確認モード', en: 'visual mode of the reader' },
  phone: { ja: 'スマートフォンでの認証', en: 'unlocked on the phone' },
  'by-eye': { ja: '券面の顔写真を職員が目視', en: 'staff look at the photo on the card' },
  oral: { ja: '聞き取り', en: 'asked for by word of mouth' },
  carer: { ja: '引率者・保育者', en: 'vouched for by the accompanying adult' },
  none: { ja: 'なし', en: 'none' },
} as const satisfies Readonly<Record<string, Both>>
export type Identity = keyof typeof IDENTITIES

/** 順序: where a method stands among the others. @see facts/rules.md 1.5 */
export const PLACES_IN_ORDER = {
  primary: { ja: '基本', en: 'primary' },
  'checked-with': { ja: '照会', en: 'checked with' },
  'fallback-1': { ja: '代替手段 1', en: 'first fallback' },
  'fallback-2': { ja: '代替手段 2', en: 'second fallback' },
  'fallback-3': { ja: '代替手段 3', en: 'third fallback' },
  'large-outage': { ja: '大規模障害', en: 'large outage' },
  disaster: { ja: '災害', en: 'disaster' },
  emergency: { ja: '救急（病院）', en: 'emergency in a hospital' },
  school: { ja: '子どもの行事', en: "children's events" },
  provisional: { ja: '暫定的取扱い', en: 'provisional' },
  protected: { ja: 'DV等の被害者', en: 'protected person' },
  'ladder-only': { ja: '代替手段だけ', en: 'only the ladder' },
  'add-on': { ja: '添えるだけ', en: 'only added to another' },
  nothing: { ja: '何もない', en: 'nothing' },
} as const satisfies Readonly<Record<string, Both>>
export type PlaceInOrder = keyof typeof PLACES_IN_ORDER

/** 使える施設: capabilities at which a method works, and what else it takes. */
export interface Where {
  readonly sites: readonly Facility['capability'][]
  readonly condition: Both | null
}

/** 資格を確かめる一つの方法. Its days are not written here: they are rows of the rule book, named in `days`. */
export interface Method {
  readonly id: MethodId
  readonly aliases: readonly SeedAlias[]
  readonly title: Both
  readonly shown: Both
  readonly where: Where
  /** Rules of the book that hold the days of the method; empty when it is bound to no day. */
  readonly days: readonly string[]
  /** Highest read level; null when nothing is read. */
  readonly reads: 'R0' | 'R1' | 'R1+L' | 'R2' | 'R3' | null
  readonly identity: readonly Identity[]
  readonly never: Both
  readonly place: PlaceInOrder
  readonly source: Citation
  /** Announced and not in use yet. */
  readonly announced?: true
}

const EVERYWHERE = ['FULL', 'LIMITED', 'MOBILE', 'NONE'] as const
const all: Where = { sites: EVERYWHERE, condition: null }
const allIf = (ja: string, en: string): Where => ({ sites: EVERYWHERE, condition: { ja, en } })
const full: Where = { sites: ['FULL'], condition: null }
const fullIf = (ja: string, en: string): Where => ({ sites: ['FULL'], condition: { ja, en } })
const whenDown = allIf('オンライン資格確認が使えないとき', 'when the online check cannot be used')

type Row = Omit<Method, 'id' | 'title' | 'source'> & { readonly source: readonly [string, Citation['confidence']] }

const ROWS: Readonly<Record<MethodId, Row>> = {
  M01: {
    aliases: ['S4-1', 'S3-①', 'S0-①'],
    shown: { ja: '被保険者証', en: 'the old card' },
    where: all,
    days: ['old-card/valid'],
    reads: 'R0',
    identity: ['none'],
    never: {
      ja: '券面の期限か移行期間の終わりの早い方まで。資格を失った日から無効。医療情報は見られない。',
      en: 'Good to the earlier of its printed end and the end of the transition, void from the loss of cover; never opens medical information.',
    },
    place: 'primary',
    source: ['S0 S3 S4', 'H'],
  },
  M02: {
    aliases: [],
    shown: { ja: '期限の切れた被保険者証', en: 'an ended old card' },
    where: fullIf('番号での照会ができること', 'an inquiry by its numbers must be possible'),
    days: ['provisional/residence-cover', 'provisional/all-covers', 'provisional/until'],
    reads: 'R1',
    identity: ['none'],
    never: {
      ja: '当日の照会が有効でなければ使えない。次回はM03かM08を持ってくるよう伝える。',
      en: 'Proves nothing without an inquiry of the day that says valid; the patient is told to bring M03 or M08 next time.',
    },
    place: 'provisional',
    source: ['W12 W13 W14 W15 W16', 'H'],
  },
  M03: {
    aliases: ['S4-3', 'S3-②', 'S0-②'],
    shown: { ja: '利用登録したマイナンバーカード', en: 'a registered My Number card' },
    where: {
      sites: ['FULL', 'LIMITED', 'MOBILE'],
      condition: { ja: 'LIMITEDでは資格情報のみ', en: 'eligibility only at a LIMITED site' },
    },
    days: ['method/M03'],
    reads: 'R3',
    identity: ['face', 'pin', 'visual'],
    never: {
      ja: '券面に保険の情報はない。写しは何の証明にもならない。',
      en: 'Its face carries no insurance data: a photocopy proves nothing.',
    },
    place: 'primary',
    source: ['S0 S3 S4 W20 W37', 'H'],
  },
  M04: {
    aliases: [],
    shown: {
      ja: '電子証明書の期限が切れ、猶予期間にあるカード',
      en: 'the same card after its certificate ended, inside the grace',
    },
    where: fullIf('マイナ在宅受付Webでも読める', 'the web tool of the patient side reads it too'),
    days: ['grace/exists', 'grace/months', 'grace/covers-body', 'grace/stay-limited'],
    reads: 'R1',
    identity: ['face', 'pin', 'visual'],
    never: {
      ja: '薬剤・診療・健診の情報は得られない。マイナポータルにも入れない（M09は使えない）。',
      en: 'Opens no medicines, treatment or check-ups, and no Mynaportal, so that M09 is closed.',
    },
    place: 'primary',
    source: ['S2 W22 W24 W25 D2 D3 D106', 'H'],
  },
  M05: {
    aliases: ['S4-4'],
    shown: { ja: '追記欄に「顔認証」のあるカード', en: 'a card marked 「顔認証」 in its additional field' },
    where: fullIf('訪問では登録端末のアプリ（目視）', 'on home visits with the registered app, visually'),
    days: ['method/M05', 'method/M20b-visual'],
    reads: 'R3',
    identity: ['face', 'visual'],
    never: {
      ja: '暗証番号は使えない。マイナポータルに入れないので、M09も新しいPDF（M10）もない。',
      en: 'Takes no PIN and no Mynaportal: no M09, no new PDF for M10, no web tool.',
    },
    place: 'primary',
    source: ['S4 W33 W34', 'H'],
  },
  M06: {
    aliases: ['S4-8'],
    shown: { ja: '顔写真のない乳児のカード', en: "a baby's card without a photo" },
    where: full,
    days: ['method/M06'],
    reads: 'R3',
    identity: ['pin'],
    never: {
      ja: '照らす写真がないので、顔認証も目視もできない。暗証番号がロックされると読む道がない。',
      en: 'There is no photo to compare: neither face nor visual mode, and nothing online once the PIN is locked.',
    },
    place: 'primary',
    source: ['W35 S4 D11', 'M'],
  },
  M07: {
    aliases: ['S4-9'],
    shown: {
      ja: 'iPhone・Androidに載せたマイナ保険証',
      en: 'an iPhone or Android phone that holds the card',
    },
    where: fullIf('スマートフォンに対応した施設', 'only where the site is equipped for phones'),
    days: ['phone/served', 'phone/grace'],
    reads: 'R3',
    identity: ['phone'],
    never: {
      ja: '猶予はない。カードか電子証明書が切れると使えない。',
      en: 'Has no grace: dead once the plastic card or its certificate has ended.',
    },
    place: 'primary',
    source: ['W26 W27 W28', 'H'],
  },
  M08: {
    aliases: ['S4-2', 'S3-③', 'S0-③'],
    shown: {
      ja: '資格確認書（カード型・はがき型・A4・電子）',
      en: 'the eligibility certificate, as card, postcard, sheet or screen',
    },
    where: all,
    days: ['paper/certificate-exists', 'issuance/certificate-longest-years'],
    reads: 'R0',
    identity: ['none'],
    never: {
      ja: '初日より前は使えない。期限内でも資格を失えば無効。医療情報は見られない。',
      en: 'Nothing before its first day; void on the loss of cover although in term; never opens medical information.',
    },
    place: 'primary',
    source: ['S3 S4 W43', 'H'],
  },
  M09: {
    aliases: ['S4-6', 'S3-④', 'S0-②-a'],
    shown: {
      ja: 'カードと、その場で開いたマイナポータルの資格情報画面',
      en: 'the card, and the Mynaportal page opened on the spot',
    },
    where: whenDown,
    days: ['paper/portal-screen', 'paper/screenshot'],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: '画面だけでは使えない。スクリーンショットも使えない。ログインできない人には開けない。',
      en: 'Not without the card, never as a screenshot, and impossible for a person who cannot log in.',
    },
    place: 'fallback-1',
    source: ['S0 S3 S4 W5 D10', 'H'],
  },
  M10: {
    aliases: ['S4-6', 'S3-⑤'],
    shown: { ja: 'カードと、保存した資格情報PDF', en: 'the card, and the saved Mynaportal PDF' },
    where: whenDown,
    days: ['paper/portal-pdf'],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: 'PDFだけでは使えない（M17を除く）。保存日時を確かめる。',
      en: 'The PDF alone proves nothing (except M17); its saving time is looked at.',
    },
    place: 'fallback-1',
    source: ['S3 S4', 'H'],
  },
  M11: {
    aliases: ['S4-5', 'S3-⑥', 'S0-②-b'],
    shown: {
      ja: 'カードと資格情報のお知らせ（切り取り部分で足りる）',
      en: 'the card, and the notice (its cut-out is enough)',
    },
    where: whenDown,
    days: ['paper/notice-from'],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: 'お知らせだけでは使えない（M12・M17を除く）。70歳以上は印字の期限まで。',
      en: 'The notice alone proves nothing (except M12, M17); from 70 on it ends as printed.',
    },
    place: 'fallback-2',
    source: ['S2 S3 W46 D47', 'H'],
  },
  M12: {
    aliases: [],
    shown: { ja: '資格情報のお知らせだけ', en: 'the notice without a card' },
    where: fullIf('番号での照会ができること', 'an inquiry by its numbers must be possible'),
    days: ['provisional/residence-cover', 'provisional/all-covers', 'provisional/until', 'provisional/notice'],
    reads: 'R1',
    identity: ['none'],
    never: {
      ja: '当日の照会が有効でなければ使えない。次回はM03かM08を持ってくるよう伝える。',
      en: 'Proves nothing without an inquiry of the day that says valid; the patient is told to bring M03 or M08 next time.',
    },
    place: 'provisional',
    source: ['W12 W13', 'H'],
  },
  M13: {
    aliases: [],
    shown: {
      ja: 'カードと、変わりないという口頭の確認（施設に記録あり）',
      en: "the card and the spoken word that nothing has changed; the site's own record holds the data",
    },
    where: all,
    days: ['method/M13'],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: '再診だけ。カードも口頭の確認も要る。',
      en: 'Serves a re-visit only, never without the card and the question asked.',
    },
    place: 'fallback-3',
    source: ['W5 W42', 'H'],
  },
  M14: {
    aliases: ['S4-7'],
    shown: {
      ja: 'カードと、患者が書いた被保険者資格申立書',
      en: 'the card, and the declaration filled in by the patient',
    },
    where: allIf(
      'S4はオンライン資格確認の施設とする（declaration.sites）',
      'sites with an online check, by S4 (declaration.sites)',
    ),
    days: ['method/M14', 'declaration/sites'],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: '最後の手段。カードがなければ使えず、保険に入っていない人からは受け取らない。',
      en: 'The last resort: not without the card, and not from a person who has no cover.',
    },
    place: 'fallback-3',
    source: ['W1 W4 W5', 'H'],
  },
  M15: {
    aliases: [],
    shown: {
      ja: 'カードまたは口頭（氏名・生年月日・性別・住所を入力）',
      en: 'the card or nothing; name, birth date, sex and address are typed in',
    },
    where: fullIf(
      'コールセンターに連絡し、機能が開かれていること',
      'after a call to the call centre, once the function is switched on',
    ),
    days: ['method/M15'],
    reads: 'R1',
    identity: ['oral'],
    never: {
      ja: '開かれていないときは使えない。利用の報告を返す。',
      en: 'Nothing unless switched on; a report of its use goes back.',
    },
    place: 'large-outage',
    source: ['W3', 'H'],
  },
  M16: {
    aliases: [],
    shown: { ja: '何も要らない', en: 'nothing is needed' },
    where: fullIf('指定された地域と期間だけ', 'only in designated areas and periods'),
    days: ['method/M16'],
    reads: 'R3',
    identity: ['oral'],
    never: { ja: '平時には使えない。', en: 'Not usable in ordinary operation.' },
    place: 'disaster',
    source: ['W40', 'H'],
  },
  M17: {
    aliases: [],
    shown: {
      ja: '引率者が示すPDF・その印刷・お知らせとその写し・資格確認書の写し',
      en: 'a PDF or its print, the notice or its copy, or a copy of the eligibility certificate, by the accompanying adult',
    },
    where: all,
    days: ['method/M17', 'method/M17-copies', 'method/M17-age'],
    reads: 'R0',
    identity: ['carer'],
    never: {
      ja: '学校行事・部活動の遠征・保育所等の子どもだけ。大人や、ひとりで来た子どもの写しは使えない。',
      en: 'Children on school events, club trips and in nurseries only: no adult, and no child alone with a copy.',
    },
    place: 'school',
    source: ['S2 W37', 'H'],
  },
  M18: {
    aliases: [],
    shown: {
      ja: '読み取れなかったスマートフォンで、その場で開いたマイナポータル',
      en: 'Mynaportal, opened on the spot on the phone that could not be read',
    },
    where: fullIf('スマートフォンに対応した施設', 'only where the site is equipped for phones'),
    days: ['phone/served'],
    reads: 'R0',
    identity: ['phone'],
    never: { ja: 'スクリーンショットは使えない。', en: 'Never a screenshot.' },
    place: 'fallback-1',
    source: ['W29', 'M'],
  },
  M19: {
    aliases: [],
    shown: {
      ja: 'PC・タブレット・スマートフォンのアプリで読むカード',
      en: 'a card read by an app on a PC, tablet or phone',
    },
    where: {
      sites: ['LIMITED'],
      condition: {
        ja: '施術所・義務化対象外・健診機関・助産所など',
        en: 'therapists, sites outside the duty, check-up sites, midwives',
      },
    },
    days: ['method/M19'],
    reads: 'R1',
    identity: ['pin', 'visual'],
    never: {
      ja: '医療情報は見られない。画面を保存しない。',
      en: 'Never opens medical information; the screen of the app is not kept as a picture.',
    },
    place: 'primary',
    source: ['W38', 'H'],
  },
  M20a: {
    aliases: [],
    shown: {
      ja: '患者側か施設の端末（Web）で読むカード',
      en: 'a card read with a phone or PC of the patient or of the site, through the web tool',
    },
    where: {
      sites: ['MOBILE'],
      condition: {
        ja: 'オンライン診療・服薬指導。2025年4月から窓口でも',
        en: 'online care; at the counter too from 2025-04',
      },
    },
    days: ['method/M20a', 'method/M20-at-counter'],
    reads: 'R3',
    identity: ['pin'],
    never: {
      ja: '暗証番号が必須。顔認証カード、ロックされたカードは使えない。',
      en: 'The PIN is a must: no face-only card, no locked PIN.',
    },
    place: 'primary',
    source: ['W39 D22 D73 D109', 'H'],
  },
  M20b: {
    aliases: [],
    shown: {
      ja: '患者のそばで登録端末のアプリで読むカード',
      en: "a card read at the patient's side with the app of a registered device",
    },
    where: {
      sites: ['MOBILE'],
      condition: {
        ja: '訪問診療・訪問看護。2025年4月から窓口でも',
        en: 'home visits; at the counter too from 2025-04',
      },
    },
    days: ['method/M20b', 'method/M20b-visual', 'method/M20-at-counter'],
    reads: 'R3',
    identity: ['pin', 'visual'],
    never: {
      ja: 'カードなしの再照会は、継続的な関係の同意がある間だけ。',
      en: 'Without a card only while the consent to a continuing relation is in force.',
    },
    place: 'primary',
    source: ['W39 W41 D74 D102', 'M'],
  },
  M21: {
    aliases: [],
    shown: { ja: '保険者番号・記号番号枝番と生年月日', en: 'insurer number, symbol, number, branch and birth date' },
    where: fullIf('読取機やICチップが故障していても使える', 'works while the reader or the chip is dead'),
    days: ['method/M21'],
    reads: 'R1+L',
    identity: ['none'],
    never: {
      ja: '医療情報と特定疾病は得られない。限度額は同意があるときだけ。',
      en: 'Never medical information or specific diseases; the limit class only with consent.',
    },
    place: 'checked-with',
    source: ['S1 W68 TECH', 'H'],
  },
  M22: {
    aliases: ['S4-10'],
    shown: { ja: '新しいカード', en: 'the new card' },
    where: fullIf('ソフトウェアの改修後', 'after a change of software'),
    days: ['method/M22'],
    reads: 'R3',
    identity: ['face', 'pin', 'visual'],
    never: {
      ja: 'まだ交付されない（S4は2026年以降、計画は2028年度に延びた）。',
      en: 'Not issued yet: S4 said 2026 or later, the plan has moved to fiscal 2028.',
    },
    place: 'primary',
    source: ['W65 S4', 'H'],
    announced: true,
  },
  M23: {
    aliases: [],
    shown: {
      ja: '高齢受給者証・限度額適用認定証・特定疾病療養受療証・公費等の受給者証',
      en: 'certificates of a share, a limit class, a specific disease or a subsidy',
    },
    where: allIf('券面の期間', 'as printed'),
    days: [],
    reads: 'R0',
    identity: ['none'],
    never: { ja: '単独では資格の証明にならない。', en: 'Never proves cover by itself.' },
    place: 'add-on',
    source: ['S1 S2 W44', 'H'],
  },
  M24: {
    aliases: [],
    shown: {
      ja: '申請なしで交付される資格確認書',
      en: 'the eligibility certificate that is issued without an application',
    },
    where: allIf('自己情報提供不可フラグの間', 'while the flag that hides the own record is set'),
    days: ['paper/certificate-exists'],
    reads: 'R0',
    identity: ['none'],
    never: {
      ja: 'カードはマイナ保険証として使えず、窓口の表示は「該当資格なし」と同じ。',
      en: 'The card does not serve as insurance card; at the counter it reads like "no record".',
    },
    place: 'protected',
    source: ['W36', 'H'],
  },
  M25: {
    aliases: [],
    shown: { ja: '有効なものもカードもない', en: 'nothing valid and no card' },
    where: all,
    days: ['charge/nothing-shown'],
    reads: null,
    identity: ['none'],
    never: { ja: '資格の確認にはならない。', en: 'Verifies nothing.' },
    place: 'nothing',
    source: ['W2', 'H'],
  },
  M26: {
    aliases: [],
    shown: {
      ja: '発熱外来・車中・緊急入院の病床などで、M20aで読むカード',
      en: 'a card read with M20a at a fever clinic, in a car, at the bedside or at home before arrival',
    },
    where: { sites: ['MOBILE'], condition: { ja: 'マイナ在宅受付Web', en: 'with the web tool' } },
    days: ['method/M26'],
    reads: 'R3',
    identity: ['pin'],
    never: {
      ja: '利用登録が要る。来院前に済ませたときは、面識がなければ写真付きの本人確認。',
      en: 'Needs a registered card; done before arrival it takes a photo identity unless the person is plainly known.',
    },
    place: 'primary',
    source: ['D22', 'H'],
  },
  M27: {
    aliases: [],
    shown: {
      ja: '同意できない患者の、利用登録したカード',
      en: 'the registered card of a patient who cannot consent',
    },
    where: fullIf('病院だけ', 'hospitals only'),
    days: ['method/M27'],
    reads: 'R3',
    identity: ['visual'],
    never: {
      ja: '生命・身体の保護に要り、同意が得られないときだけ。診療所・薬局は使えない。',
      en: 'Only to protect life and body where consent cannot be had; never in clinics and pharmacies.',
    },
    place: 'emergency',
    source: ['D23', 'H'],
  },
  M28: {
    aliases: [],
    shown: { ja: '年金機構の被保険者資格証明書', en: 'the stop-gap paper of the pension service' },
    where: all,
    days: ['method/M28-max-days'],
    reads: 'R0',
    identity: ['none'],
    never: {
      ja: '印字の最終日の翌日からは使えない。オンラインでは確かめられない。',
      en: 'Nothing from the day after its printed end; no online answer is to be expected.',
    },
    place: 'primary',
    source: ['D24', 'M'],
  },
  M29: {
    aliases: [],
    shown: { ja: '特定在留カード', en: 'the residence card that is a My Number card' },
    where: {
      sites: ['FULL', 'LIMITED', 'MOBILE'],
      condition: { ja: 'M03と同じ', en: 'as M03' },
    },
    days: ['method/M29'],
    reads: 'R3',
    identity: ['face', 'pin', 'visual'],
    never: { ja: '在留期間とともに終わる。', en: 'Ends with the permitted stay.' },
    place: 'primary',
    source: ['D25', 'H'],
  },
  M30: {
    aliases: [],
    shown: { ja: '利用登録のないカード', en: 'a card that was never registered' },
    where: full,
    days: ['method/M30'],
    reads: 'R3',
    identity: ['face', 'pin'],
    never: {
      ja: '登録を断ればマイナ保険証ではない。M08か、注意つきの代替手段。',
      en: 'Without the registration it is no insurance card: M08, or the ladder with a warning.',
    },
    place: 'primary',
    source: ['D26', 'H'],
  },
  M31: {
    aliases: [],
    shown: {
      ja: '利用者証明用電子証明書のないカード',
      en: 'a card without the certificate for user authentication',
    },
    where: allIf('オンラインでは使えない', 'nothing online'),
    days: [],
    reads: 'R0',
    identity: ['by-eye'],
    never: {
      ja: '読取り・ログイン・利用登録のどれもできない。M08か、注意つきのM11・M13・M14。',
      en: 'No reader, no login, no registration: M08, or M11, M13, M14 with a warning.',
    },
    place: 'ladder-only',
    source: ['', 'L'],
  },
  M32: {
    aliases: [],
    shown: { ja: '日雇特例被保険者の受給資格者票', en: "the day labourer's book" },
    where: allIf('券面の期間', 'as printed'),
    days: ['method/M32'],
    reads: 'R0',
    identity: ['none'],
    never: { ja: 'オンラインでは確かめられない。', en: 'No online answer is to be expected.' },
    place: 'primary',
    source: ['S3', 'L'],
  },
}

const withName = (id: MethodId): Method => {
  const { source, ...told } = ROWS[id]
  const [keys, confidence] = source
  const section = `rules.md 1.3 ${id}`
  return {
    id,
    ...told,
    title: { ja: MESSAGES.ja.methods[id], en: MESSAGES.en.methods[id] },
    source: { key: keys === '' ? section : `${keys}; ${section}`, confidence },
  }
}

/** 確認方法の表: every method, in the order of the facts. @see facts/rules.md 1.3 */
export const METHODS: readonly Method[] = METHOD_IDS.map(withName)

/** 当初の文書の番号から: the methods that a seed's number stands for; S4-6 is two, screen or PDF. Empty for an unknown number. */
export const methodByAlias = (alias: string): readonly Method[] =>
  METHODS.filter(({ aliases }) => aliases.some((own) => own === alias))

/** 一つの期間: days on which a rule of a method gives one value; both inclusive, null is unbounded. */
export interface MethodDays {
  readonly rule: string
  readonly title: Both
  readonly from: string | null
  readonly until: string | null
  readonly value: unknown
}

/** What the newest revision reads: a row is out when a later one with the same first day has replaced it, or when it only says no. */
const spoken = (rule: Rule<unknown>): Rule<unknown>['rows'] =>
  rule.rows.filter(
    (row) =>
      !rule.rows.some((other) => other.from === row.from && other.knownFrom > row.knownFrom) &&
      (row.value !== false || rule.rows.length === 1),
  )

/** 使える日: the days of a method as the rows of the rule book say them. */
export const methodDays = ({ days }: Method): readonly MethodDays[] =>
  days.flatMap((id) => {
    const rule = RULES.find((one) => one.id === id)
    if (rule === undefined) return []
    const { title } = rule
    return spoken(rule).map(({ from, until, value }) => ({ rule: id, title, from, until, value }))
  })

/** 期間の書き方: `2024-12-02 →`, with the value where it is more than yes. */
export function daysText({ from, until, value }: MethodDays): string {
  const span = from === null && until === null ? '' : `${from ?? '…'} → ${until ?? '…'}`
  const said = value === true && span !== '' ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return [span, said].filter((part) => part !== '').join(' ')
}
