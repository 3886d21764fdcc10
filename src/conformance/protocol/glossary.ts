import type { Operation, Capabilities, Outcome, Reception } from '../../../scenarios/protocol.ts'
import type { Term } from './term.ts'
import { INSURER_GLOSSARY } from './glossary-insurer.ts'
import type { Circumstances } from '../../domain/circumstances.ts'
import type {
  AddOn,
  ClaimStep,
  FollowUp,
  MobileTool,
  Offer,
  PrescriptionChoice,
  ReaderScreen,
} from '../../domain/presentation.ts'

export type { Term }

type Terms<K extends string> = Readonly<Record<K, Term>>

const decision: Terms<Outcome['decision']> = {
  accepted: {
    ja: '資格を確認でき、保険（または医療扶助）で受け付けた',
    en: 'Cover was verified: the visit is taken on insurance or medical assistance',
    example: 'The reader delivered a result with validity 1',
  },
  'full-charge': {
    ja: '資格を確認できず、いったん10割で預かる',
    en: 'Cover could not be verified: the whole fee is charged for now (10割)',
    example: 'No card, no paper, no earlier record',
  },
  ask: {
    ja: '窓口で次に求めるものがある。何を求めるかは offers に入れる',
    en: 'The clerk has to ask for something first; offers says what',
    example: 'A screenshot was shown: offers portal-screen',
  },
  stop: {
    ja: '別人のカード、または別人のカルテ。受付を止める',
    en: 'Somebody else’s card, or the wrong chart: the reception stops',
    example: 'Name and birth date online differ from the chart',
  },
  'other-payer': {
    ja: '健康保険以外（労災・自賠責・自費）が支払う',
    en: 'Somebody else than health insurance pays: work accident, liability, private',
    example: 'An injury at work; the card reads valid all the same',
  },
  wait: {
    ja: '受け付け、支払いは月内に精算する',
    en: 'Treated now, settled inside the month',
    example: 'A newborn whose cover is not registered yet',
  },
  none: { ja: '判断を記録していない', en: 'No decision is recorded', example: 'A system without such a function' },
}

const method: Readonly<Record<string, Term>> = {
  M01: { ja: '被保険者証（有効期間内）', en: 'Old insurance card within its term' },
  M02: { ja: '期限切れの被保険者証（暫定的取扱い）', en: 'Expired old insurance card under the provisional tolerance' },
  M03: { ja: 'マイナ保険証', en: 'My Number insurance card at the reader' },
  M04: {
    ja: 'マイナ保険証（電子証明書の猶予期間中、資格情報のみ）',
    en: 'My Number insurance card in the grace of its certificate: eligibility only',
  },
  M05: { ja: '顔認証マイナンバーカード', en: 'Face-only My Number card (no PIN)' },
  M06: { ja: '乳児の顔写真のないカード', en: 'Card without a photo for a baby' },
  M07: { ja: 'スマートフォンのマイナ保険証', en: 'Insurance card in a phone' },
  M08: { ja: '資格確認書', en: 'Eligibility certificate (資格確認書)' },
  M09: { ja: 'カードとマイナポータルの画面', en: 'Card and the live Mynaportal screen' },
  M10: { ja: 'カードと保存したマイナポータルのPDF', en: 'Card and a saved Mynaportal PDF' },
  M11: { ja: 'カードと資格情報のお知らせ', en: 'Card and the notice of qualification' },
  M12: { ja: '資格情報のお知らせのみ（暫定的取扱い）', en: 'The notice alone under the provisional tolerance' },
  M13: {
    ja: 'カードと過去の受診歴（変更なしの申出）',
    en: 'Card and the record of an earlier visit, “nothing changed”',
  },
  M14: { ja: 'カードと被保険者資格申立書', en: 'Card and a written declaration of cover' },
  M15: { ja: 'システム障害時モード', en: 'Outage mode of the service' },
  M16: { ja: '災害時モード', en: 'Disaster mode of the service' },
  M17: { ja: '修学旅行・保育所等の代替書類', en: 'Substitute papers on school trips and in nurseries' },
  M18: { ja: 'スマートフォンが読めないときのマイナポータル', en: 'Mynaportal on the phone that could not be read' },
  M19: { ja: '資格確認限定型', en: 'Eligibility-only app of small facilities' },
  M20a: { ja: 'マイナ在宅受付Web（オンライン診療等）', en: 'Web reception, for online care' },
  M20b: { ja: '居宅同意取得型アプリ（訪問診療等）', en: 'App on a registered device, for home visits' },
  M21: { ja: '記号・番号等による照会', en: 'Inquiry by the numbers' },
  M22: { ja: '次期マイナンバーカード', en: 'Next-generation My Number card' },
  M23: { ja: '高齢受給者証・限度額適用認定証などの併用証', en: 'Add-on certificates; they never prove cover alone' },
  M24: { ja: '自己情報提供不可の方の資格確認書', en: 'Eligibility certificate of a protected person' },
  M25: { ja: '有効な提示物なし', en: 'Nothing valid was shown' },
  M26: { ja: '通常とは異なる動線（発熱外来など）', en: 'Other routes than the counter, such as a fever clinic' },
  M27: { ja: '救急時医療情報閲覧', en: 'Emergency access of hospitals' },
  M28: { ja: '被保険者資格証明書（年金事務所）', en: 'Stop-gap paper of the pension office' },
  M29: { ja: '特定在留カード', en: 'Residence card that is a My Number card' },
  M30: { ja: '未登録のマイナンバーカード（その場で登録）', en: 'My Number card registered at the reader' },
  M31: { ja: '利用者証明用電子証明書のないカード', en: 'My Number card without a user certificate' },
  M32: { ja: '日雇特例被保険者の受給資格者票', en: 'Paper of day labourers' },
}

const offers: Terms<Offer> = {
  'reader-face': { ja: '顔認証でもう一度', en: 'Try the reader by face' },
  'reader-pin': { ja: '暗証番号でもう一度', en: 'Try the reader by PIN' },
  'reader-visual': { ja: '職員の目視確認でもう一度', en: 'Try the reader by the staff’s eye' },
  'my-number-card': { ja: 'マイナンバーカードの提示を求める', en: 'Ask for the My Number card itself' },
  certificate: { ja: '資格確認書の提示を求める', en: 'Ask for the eligibility certificate' },
  branch: {
    ja: '枝番を確かめて照会し直す',
    en: 'Ask for the branch number and inquire again',
    example: 'The answer was 5, several people',
  },
  'new-cover': {
    ja: '新しい保険の提示を求める',
    en: 'Ask for the papers of the new insurance',
    example: 'The answer was 3, lost with something newer',
  },
  'portal-screen': {
    ja: 'マイナポータルの画面をその場で開いてもらう（順番の1番目）',
    en: 'Have the live Mynaportal screen opened; first rung of the ladder',
  },
  'portal-pdf': {
    ja: '保存したマイナポータルのPDFを見せてもらう（2番目）',
    en: 'Ask for a saved Mynaportal PDF; second rung',
  },
  notice: { ja: '資格情報のお知らせを見せてもらう（3番目）', en: 'Ask for the notice of qualification; third rung' },
  'past-record': {
    ja: '過去の受診歴で変更がないか尋ねる（4番目）',
    en: 'Use the earlier record if nothing changed; fourth rung',
  },
  declaration: { ja: '被保険者資格申立書を書いてもらう（5番目）', en: 'Have the declaration filled in; last rung' },
  'register-card': { ja: '読取機で利用登録をしてもらう', en: 'Let the patient register the card at the reader' },
  'web-app': {
    ja: '患者側の機器（マイナ在宅受付Web）で読み取る',
    en: 'Read the card on the patient side with the web tool (PIN)',
  },
  'home-app': { ja: '登録端末のアプリで読み取る', en: 'Read the card with the app on a registered device' },
  'photo-id': { ja: '写真付きの本人確認書類を見る', en: 'Look at a photo identity', example: 'Checked before arrival' },
  'guardian-cover': {
    ja: '保護者の資格を参考に聞く',
    en: "Ask for the family's cover as information",
    example: 'A newborn',
  },
}

const followUps: Terms<FollowUp> = {
  recheck: {
    ja: '後日、オンラインで資格を確認し直す',
    en: 'Check cover online again later',
    example: 'Accepted on a paper while the line was down',
  },
  'renew-certificate': {
    ja: '電子証明書の更新を案内する',
    en: 'Tell the patient to renew the certificate',
    example: 'The reader showed result-sent-renew-soon',
  },
  'unlock-at-municipality': {
    ja: '市区町村での暗証番号の再設定を案内する',
    en: 'Send the patient to the municipality to unlock the PIN',
    example: 'pin-locked',
  },
  'bring-proof': {
    ja: '次回または後日、有効なものを持参してもらう',
    en: 'Ask the patient to bring valid proof later',
    example: 'Charged in full today',
  },
  'ask-insurer': {
    ja: '保険者への問い合わせを案内する',
    en: 'Send the patient to the insurer',
    example: 'The answer was 4, nothing registered',
  },
  'ask-welfare-office': {
    ja: '福祉事務所に尋ねる',
    en: 'Ask the welfare office',
    example: 'No ticket after the middle of the month',
  },
  'refer-to-municipality': {
    ja: '市区町村（国保）か福祉事務所を案内する',
    en: 'Refer the patient to the municipality or the welfare office',
    example: 'The patient says that he has no insurance',
  },
  'third-party-notice': {
    ja: '第三者行為の傷病届を案内する',
    en: 'Tell the patient to file the third-party notice',
    example: 'A traffic accident treated on insurance',
  },
  'report-mode-use': {
    ja: '非常時機能の利用を報告する',
    en: 'Return the report on the use of the emergency function',
    example: 'システム障害時モード',
  },
}

const reader: Terms<ReaderScreen> = {
  'result-sent': { ja: '資格確認結果を送った。faceにファイルがある', en: 'A result was sent: fetch it from face' },
  'result-sent-renew-soon': {
    ja: '結果を送り、電子証明書の更新時期を知らせた',
    en: 'A result was sent, with the notice that the certificate ends soon',
  },
  'result-sent-eligibility-only': {
    ja: '結果を送った。猶予期間中で資格情報のみ',
    en: 'A result was sent; in the grace, eligibility only',
  },
  'pin-wrong': { ja: '暗証番号の誤り', en: 'The PIN was wrong' },
  'pin-locked': { ja: '暗証番号がロックされた', en: 'The PIN is locked' },
  'face-mismatch': { ja: '顔認証の不一致', en: 'The face did not match' },
  'face-locked': { ja: '顔認証がロックされた', en: 'Face matching is locked' },
  'visual-mismatch': { ja: '目視で本人と確認できない', en: 'The staff could not match the photo' },
  'way-not-offered': {
    ja: 'そのカードでは選べない方法',
    en: 'This way is not offered for the card',
    example: 'A PIN for a face-only card',
  },
  '001-card-unreadable': { ja: '001 カードを読み取れない', en: '001: the card cannot be read' },
  '002-other-card': { ja: '002 マイナンバーカードでないカード', en: '002: not a My Number card' },
  '006-certificate-invalid': {
    ja: '006 電子証明書の失効または期限切れ',
    en: '006: the certificate was revoked or has ended',
  },
  'phone-refused': { ja: 'スマートフォンは使えない', en: 'The phone was refused' },
  'registration-refused': { ja: '利用登録をしないまま終わった', en: 'The patient declined to register the card' },
  'result-unavailable': { ja: '資格情報が得られない', en: 'No eligibility information is available' },
  'line-error': { ja: '通信エラー', en: 'The line failed' },
  'out-of-order': { ja: 'リーダーが使えない', en: 'The reader is out of order' },
}

const shown: Terms<Reception['shown'][number]['kind']> = {
  'my-number-card': {
    ja: 'マイナンバーカード（券面で見えるもの）',
    en: 'My Number card: what can be seen on its face',
  },
  phone: { ja: 'スマートフォン', en: 'A phone offered to the reader' },
  certificate: { ja: '資格確認書', en: 'Eligibility certificate' },
  'old-card': { ja: '被保険者証', en: 'Old insurance card' },
  notice: { ja: '資格情報のお知らせ', en: 'Notice of qualification' },
  'portal-screen': { ja: 'その場で開いたマイナポータルの画面', en: 'Mynaportal screen opened on the spot' },
  'portal-pdf': { ja: '保存したマイナポータルのPDF', en: 'Saved Mynaportal PDF' },
  screenshot: { ja: '画面の写し（スクリーンショット）', en: 'Screenshot of a screen' },
  declaration: { ja: '被保険者資格申立書', en: 'Written declaration of cover' },
  'jps-certificate': {
    ja: '日本年金機構の被保険者資格証明書',
    en: 'Stop-gap paper of the pension service, at most 20 days',
  },
  'day-labourer-book': { ja: '日雇特例被保険者の受給資格者票', en: 'Paper of day labourers' },
  'mode-screen': {
    ja: 'システム障害時モード・災害時モードの画面',
    en: "The terminal's own screen in the outage or disaster mode",
  },
  'add-on': {
    ja: '高齢受給者証・限度額適用認定証・特定疾病療養受療証・公費の受給者証',
    en: 'Elderly, limit or disease certificate, or the certificate of a subsidy',
  },
}

const place: Terms<Circumstances['place']> = {
  counter: { ja: '窓口', en: 'At the counter' },
  telephone: { ja: '電話再診', en: 'By telephone' },
  online: { ja: 'オンライン診療・服薬指導', en: 'Online consultation' },
  home: { ja: '訪問診療・訪問看護', en: 'Home visit' },
  outside: {
    ja: '通常とは異なる動線（発熱外来、車中、ベッドサイド）',
    en: 'Outside the ordinary route: fever clinic, car, bedside',
  },
}

const matter: Terms<Circumstances['matter']> = {
  illness: { ja: '病気・けが', en: 'Illness' },
  'work-accident': { ja: '労災・通勤災害', en: 'Work or commuting accident' },
  'third-party-insured': { ja: '第三者行為（保険を使う）', en: 'Harm by a third party, insurance used' },
  'third-party-liable': { ja: '第三者行為（保険を使わない）', en: 'Harm by a third party, insurance not used' },
  'school-injury': { ja: '学校でのけが', en: 'Injury at school' },
  private: { ja: '自費・健診・予防接種など', en: 'Private care, check-up, vaccination' },
}

const companion: Terms<Circumstances['companion']> = {
  none: { ja: '付き添いなし', en: 'Nobody with the patient' },
  guardian: { ja: '保護者', en: 'A parent or carer' },
  family: { ja: '家族', en: 'Family' },
  teacher: { ja: '学校行事・保育所等の付き添いの大人', en: 'The adult of a school event or nursery' },
}

const identity: Terms<Circumstances['identity']> = {
  none: { ja: '別の本人確認なし', en: 'No other proof of identity' },
  photo: { ja: '写真付き本人確認書類', en: 'A photo identity was shown' },
  known: { ja: '明らかに本人と分かる', en: 'Plainly known here' },
}

const abroad: Terms<Circumstances['abroad']> = {
  no: { ja: '海外からではない', en: 'Not from abroad' },
  'returned-filed': { ja: '帰国・届出済み', en: 'Back for good and filed' },
  'returned-not-filed': { ja: '帰国・未届出', en: 'Back for good and not filed' },
  'home-leave': { ja: '一時帰国', en: 'On a visit home' },
}

const care: Terms<Circumstances['care']> = {
  none: { ja: '継続的な同意なし', en: 'No continuing consent' },
  continuing: { ja: '継続的な関係の同意あり', en: 'Continuing consent in force' },
  withdrawn: { ja: '同意が撤回された', en: 'Consent withdrawn' },
}

const mode: Terms<Circumstances['mode']> = {
  normal: { ja: '通常', en: 'Normal' },
  'large-outage': { ja: 'システム障害時モード', en: 'Outage mode switched on' },
  disaster: { ja: '災害時モード', en: 'Disaster mode in the designated area' },
}

const tools: Terms<MobileTool> = {
  web: { ja: 'マイナ在宅受付Web', en: 'Web tool of the patient side, PIN only' },
  app: { ja: '登録端末のアプリ', en: 'App on a registered device' },
}

const prescriptionChoice: Terms<PrescriptionChoice> = {
  elsewhere: { ja: '処方箋の形は資格確認時以外に選ぶ', en: 'The form of the prescription is chosen at another time' },
  'at-check': {
    ja: '処方箋の形を資格確認時にリーダーで選ぶ',
    en: 'It is chosen on the reader, at the eligibility check',
  },
}

const refund: Terms<'clinic' | 'insurer'> = {
  clinic: { ja: '同じ月のうちに医療機関が返金し請求する', en: 'The clinic gives back inside the month and claims' },
  insurer: { ja: '保険者に療養費を請求する', en: 'The patient asks the insurer for 療養費' },
}

const addOn: Terms<AddOn['certificate']> = {
  elderly: { ja: '高齢受給者証', en: 'Elderly certificate: the share of 70 to 74' },
  limit: { ja: '限度額適用認定証', en: 'Limit certificate' },
  disease: { ja: '特定疾病療養受療証', en: 'Certificate for a specific disease' },
  subsidy: { ja: '公費の受給者証', en: 'Certificate of a public expense' },
  'child-subsidy': { ja: 'こども医療の受給者証', en: 'Certificate of the child subsidy' },
}

const says: Terms<Reception['says']['insured']> = {
  yes: { ja: 'はい', en: 'The patient said yes' },
  no: { ja: 'いいえ', en: 'The patient said no' },
  'not-asked': { ja: '尋ねていない', en: 'Nobody asked' },
}

const payers: Terms<Outcome['payers'][number]['kind']> = {
  insurance: { ja: '医療保険（後期高齢者医療を含む）', en: 'Medical insurance, the late elderly included' },
  'public-expense': { ja: '公費負担医療', en: 'Public expense' },
  'medical-assistance': { ja: '医療扶助（生活保護）', en: 'Medical assistance' },
  'work-accident': { ja: '労災', en: 'Work accident insurance' },
  liability: { ja: '自賠責保険など', en: 'Liability insurance' },
  private: { ja: '自費', en: 'The patient' },
}

const share: Terms<NonNullable<Outcome['payers'][number]['share']>> = {
  '010': { ja: '1割', en: '10 percent' },
  '020': { ja: '2割', en: '20 percent' },
  '030': { ja: '3割', en: '30 percent' },
  '100': { ja: '10割', en: 'The whole fee' },
}

const reads: Terms<Outcome['reads'][number]['what']> = {
  eligibility: { ja: '資格情報', en: 'Eligibility' },
  limit: { ja: '限度額情報', en: 'Limit class' },
  medicines: { ja: '薬剤情報', en: 'Medicines' },
  checkups: { ja: '特定健診情報', en: 'Check-ups' },
}

const role: Terms<Outcome['reads'][number]['role']> = {
  reception: { ja: '受付', en: 'Reception; may read eligibility and limit' },
  qualified: {
    ja: '有資格者',
    en: 'Doctor, dentist, pharmacist and other qualified staff; may also read medical information',
  },
}

const verified: Terms<NonNullable<Outcome['recorded']>['verified']> = {
  card: { ja: 'カードの資格確認結果で確認した', en: 'By the result of the card' },
  number: { ja: '記号・番号等の照会で確認した', en: 'By an inquiry with the numbers' },
  none: { ja: 'オンラインでは確認していない', en: 'Not checked online' },
}

const claimStep: Terms<Exclude<ClaimStep, 'NONE'>> = {
  CURRENT: { ja: '現在の資格で請求する', en: 'Claimed on the cover that was verified or shown' },
  OLD: { ja: '過去の資格で請求する', en: 'Claimed on the numbers of an earlier cover' },
  INSURER_ONLY: {
    ja: '保険者番号だけで請求する（番号は不詳）',
    en: 'Claimed on the insurer alone, the number unknown',
  },
  UNKNOWN: { ja: '不詳として請求する', en: 'Claimed with the numbers for unknown cover' },
}

const confirmation: Terms<'01'> = {
  '01': {
    ja: '医療機関の窓口で確認した（SNレコードの確認区分）',
    en: 'Checked at the counter of the institution (SN record)',
  },
}

const clock: Terms<Capabilities['clock']> = {
  movable: { ja: '時計を動かせる', en: 'The system takes the time from the protocol (setup, at, clock)' },
  fixed: {
    ja: '自分の時計で動く。setup と各回答で now を返す',
    en: 'The system runs on its own clock and reports now in setup and in every answer',
  },
}

const worlds: Terms<Capabilities['worlds']> = {
  many: { ja: '事例ごとに別の世界を使える', en: 'Each case may have a world and a base URL of its own' },
  one: { ja: '一つの世界だけ。事例の間に初期化する', en: 'One world for all cases; it is reset between them' },
}

const memory: Terms<Capabilities['memory']> = {
  cleared: { ja: 'setup のたびに記録が空になる', en: 'setup empties the system’s own records' },
  kept: { ja: '記録が残る。毎回別の人を使う', en: 'Records stay: every case gets people not used before' },
}

const transport: Terms<Capabilities['transport']> = {
  http: { ja: 'HTTPで模擬サービスを呼ぶ', en: 'The system calls the simulated service over HTTP' },
  folders: { ja: 'req / res / face フォルダーを使う', en: 'The system uses the folders req, res and face' },
  msw: { ja: '同じプロセス内で通信を差し替える', en: 'Requests are answered inside the same process' },
}

const papers: Terms<NonNullable<Capabilities['papers']>> = {
  fields: {
    ja: '券面の項目だけを受け取る（省略時）',
    en: 'Papers come as the fields that a clerk reads on them; the default',
  },
  bytes: {
    ja: '項目に加えて、書類そのもの（PDFまたは画像）を受け取る',
    en: 'Papers come with the file itself as well, a PDF or a picture',
  },
}

type ShownDocument = NonNullable<Extract<Reception['shown'][number], { fields: unknown }>['document']>

const mediaType: Terms<ShownDocument['mediaType']> = {
  'application/pdf': {
    ja: 'PDF（資格確認書、お知らせ、保存したマイナポータル、申立書）',
    en: 'PDF: certificate, notice, saved Mynaportal page, declaration',
  },
  'image/png': {
    ja: 'スマートフォンの画面の画像（マイナポータルの画面、スクリーンショット）',
    en: 'Picture of a phone: the live Mynaportal screen, or a screenshot with its status bar',
  },
}

const operations: Terms<Operation> = {
  setup: {
    ja: '事例の開始。接続先と時刻を伝える（必須）',
    en: 'A case begins: where the service is and what time it is; mandatory',
  },
  receive: {
    ja: '受付。見えるもの・聞こえるものを渡し、判断と記録を尋ねる（必須）',
    en: 'A reception: what is seen and heard, and what the system decided; mandatory',
  },
  view: { ja: '薬剤情報・特定健診情報を見ようとする', en: 'Somebody tries to look at medicines or check-ups' },
  recheck: { ja: '後日の資格確認のやり直し', en: 'A check that was due later is done now' },
  bill: { ja: '医療費の総額を伝え、窓口負担を尋ねる', en: 'Tells the total cost and asks what the patient owes' },
  claim: { ja: 'レセプトと資格確認記録を尋ねる', en: 'Asks for the lines of the claim and their confirmation record' },
  clock: { ja: '時計を進める、または戻す', en: 'The clock moves' },
  event: {
    ja: '保険者に届いた届出・申請・気づき。受け付けたか、差し戻したかを尋ねる（保険者では必須）',
    en: 'A form, a letter or a finding reaches the insurer: was it taken, or sent back; mandatory for insurers',
  },
  issued: {
    ja: '発行・発送したものを、書類の実物とともに尋ねる',
    en: 'What was issued and sent out, with the documents themselves',
  },
  registered: {
    ja: '登録した資格を尋ねる（ゲートウェイの記録と照らす）',
    en: 'What was registered; compared with the log of the gateway',
  },
}

const capability: Terms<'FULL' | 'LIMITED' | 'MOBILE' | 'NONE'> = {
  FULL: { ja: 'オンライン資格確認（顔認証付きカードリーダーと照会）', en: 'Reader, inquiries and medical information' },
  LIMITED: { ja: '資格確認限定型', en: 'Eligibility only' },
  MOBILE: { ja: '居宅同意取得型', en: 'Mobile: home visits and online care' },
  NONE: { ja: 'オンライン資格確認なし', en: 'No online verification' },
}

const facilityKind: Terms<'HOSPITAL' | 'CLINIC' | 'DENTAL' | 'PHARMACY' | 'OTHER'> = {
  HOSPITAL: { ja: '病院', en: 'Hospital' },
  CLINIC: { ja: '診療所', en: 'Clinic' },
  DENTAL: { ja: '歯科診療所', en: 'Dental clinic' },
  PHARMACY: { ja: '薬局', en: 'Pharmacy' },
  OTHER: { ja: 'その他', en: 'Other' },
}

/** Every closed list of the protocol, by its place, in the order of the documentation: the clinic's first. */
export const GLOSSARY: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  operations,
  'capabilities.clock': clock,
  'capabilities.worlds': worlds,
  'capabilities.memory': memory,
  'capabilities.transport': transport,
  'capabilities.papers': papers,
  'facility.capability': capability,
  'facility.kind': facilityKind,
  'facility.tools': tools,
  'facility.prescriptionChoice': prescriptionChoice,
  'shown.kind': shown,
  'shown.document.mediaType': mediaType,
  'shown.certificate': addOn,
  says,
  reader,
  'circumstances.place': place,
  'circumstances.matter': matter,
  'circumstances.companion': companion,
  'circumstances.identity': identity,
  'circumstances.abroad': abroad,
  'circumstances.care': care,
  'circumstances.mode': mode,
  decision,
  method,
  'payers.kind': payers,
  'payers.share': share,
  'reads.what': reads,
  'reads.role': role,
  'recorded.verified': verified,
  offers,
  refund,
  'followUps.what': followUps,
  'lines.step': claimStep,
  'lines.confirmation': confirmation,
  ...INSURER_GLOSSARY,
}
