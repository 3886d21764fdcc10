import type { SettingName } from './rules.ts'
import { type Setting, settingOf, valuesOf } from './settings.ts'

type Both = { readonly ja: string; readonly en: string }

/** 食い違い: one point on which published documents disagree or are silent, and the switches that choose. */
export interface Contradiction {
  /** Number in `facts/rules.md` section 9; with an I, in `facts/insurer.md` section 8. */
  readonly no: number | `I${number}`
  readonly conflict: Both
  /** Why the default is the default. */
  readonly because: Both
  readonly settings: readonly SettingName[]
  /** Confidence of the default. L is an assumption. */
  readonly confidence: 'H' | 'M' | 'L'
}

const point = (
  no: Contradiction['no'],
  confidence: Contradiction['confidence'],
  settings: readonly SettingName[],
  conflict: Both,
  because: Both,
): Contradiction => ({ no, conflict, because, settings, confidence })

/** 文書の食い違い: all of `facts/rules.md` section 9, in its order. */
export const CONTRADICTIONS: readonly Contradiction[] = [
  point(
    1,
    'H',
    ['pin.userAuth.maxFailures'],
    {
      ja: '4桁の暗証番号は5回でロックされると書く文書があるが、公式には3回である。',
      en: 'One document locks the four digits after five misses; officially it is three.',
    },
    {
      ja: '5回は署名用パスワードの回数である。',
      en: 'Five belongs to the password of the signature certificate.',
    },
  ),
  point(
    2,
    'H',
    ['cert.validity'],
    {
      ja: 'マイナ保険証の有効期間を、なし・5年・5回目の誕生日と3か月の猶予、とする文書がある。',
      en: 'A registered card is said to have no end, to last five years, or to end on the fifth birthday with three months of grace.',
    },
    {
      ja: '電子証明書の暦だけが、読取機の動作と合う。',
      en: 'Only the calendar of the certificate agrees with what readers do.',
    },
  ),
  point(
    3,
    'H',
    ['grace.mode'],
    {
      ja: '猶予を期限の月末から3か月とする文書と、単に3か月とする文書がある。',
      en: 'The grace is counted from the end of the month of expiry, or simply as three months.',
    },
    {
      ja: '月末までと日付で言い切る文書がある。',
      en: 'The texts that say a day outright count to the end of the month.',
    },
  ),
  point(
    4,
    'H',
    ['provisional.until', 'provisional.insurers', 'provisional.requiresOnlineCheck'],
    {
      ja: '被保険者証は2025-12-01で終わると書かれていたが、その後、照会で有効なら2026-07-31まで受け付けることとされた。',
      en: 'Old cards were to end on 2025-12-01; later they were tolerated to 2026-07-31 where an inquiry finds the cover valid.',
    },
    {
      ja: 'カード自体は終わり、取扱いだけが暫定で続いた。',
      en: 'The cards did end; what went on was a provisional practice.',
    },
  ),
  point(
    5,
    'M',
    ['provisional.until'],
    {
      ja: '暫定的取扱いの終わりを2026-03-31とする頁が多く、2026-07-31とする報道がある。',
      en: 'Most pages end the tolerance on 2026-03-31, reports end it on 2026-07-31.',
    },
    {
      ja: '延長は2026-03-19に知られた。それより前の版は3月末と答える。',
      en: 'The extension became known on 2026-03-19; revisions before it answer with the end of March.',
    },
  ),
  point(
    6,
    'M',
    ['kouki.rule'],
    {
      ja: '後期高齢者への資格確認書は、カードのない人だけ、全員、85歳以上は全員、と時期と文書で違う。',
      en: 'In 後期 a certificate goes to people without a card, to everybody, or to everybody from 85, by date and by document.',
    },
    {
      ja: '2026-07-31までは全員、翌日からは年齢とカードで決まる。',
      en: 'Everybody to 2026-07-31, by age and card from the next day.',
    },
  ),
  point(
    7,
    'M',
    ['insurer.certTerm'],
    {
      ja: '資格確認書の有効期間は1年、3年、5年以内と文書により違う。',
      en: 'A certificate lasts one year, three years, or up to five.',
    },
    { ja: '上限の5年のなかで保険者が決める。', en: 'Insurers decide, within a limit of five years.' },
  ),
  point(
    8,
    'M',
    ['insurer.reissueFee'],
    {
      ja: '再交付に1,000円かかるとする保険者があり、無料とする文書もある。',
      en: 'One insurer plans 1,000 yen for a new copy, others say that it is free.',
    },
    {
      ja: '初回は必ず無料で、再交付は保険者による。',
      en: 'The first is always free, a new copy is up to the insurer.',
    },
  ),
  point(
    9,
    'M',
    ['fallback.requireRegistration'],
    {
      ja: '画面やお知らせに添えるものが、マイナンバーカードか、利用登録されたマイナ保険証か、文書により違う。',
      en: 'Beside a screen or a notice stands a My Number card in one document, a registered one in others.',
    },
    {
      ja: '規則の文言は個人番号カードと言う。未登録なら注意を出す。',
      en: 'The rule itself names the card; an unregistered one gets a warning.',
    },
  ),
  point(
    10,
    'M',
    ['declaration.sites'],
    {
      ja: '申立書をオンライン資格確認の施設に限る文書と、限らない通知がある。',
      en: 'A declaration is for sites with online verification in one document, and not limited in the notices.',
    },
    { ja: '通知に限定がない。', en: 'The notices set no limit.' },
  ),
  point(
    11,
    'H',
    ['schoolEvent'],
    {
      ja: '画面やPDFだけでは使えないとする文書と、学校行事では写しでもよいとする文書がある。',
      en: 'A screen or PDF alone is refused, yet on school events even a copy is taken.',
    },
    { ja: '学校行事等の子どもだけが例外である。', en: 'Only children on such events are the exception.' },
  ),
  point(
    12,
    'H',
    ['screenshot.detect'],
    {
      ja: '画面の写しは使えないが、保存したPDFは使えると文書が分かれて言う。',
      en: 'A screenshot is refused by one document, a saved PDF taken by others.',
    },
    {
      ja: '両方正しい。形と保存日時で見分ける。',
      en: 'Both are right: they differ by their form and by the time of saving.',
    },
  ),
  point(
    13,
    'H',
    ['provisional.notice', 'provisional.until'],
    {
      ja: 'お知らせはカードと一緒に使うとする文書と、2025-08から2026-07まで単独でよいとする取扱いがある。',
      en: 'A notice goes with the card, or was tolerated alone from 2025-08 to 2026-07.',
    },
    { ja: '日付で分かれる。4番と同じ。', en: 'It depends on the day, as in no. 4.' },
  ),
  point(
    14,
    'M',
    ['fee.addOn'],
    {
      ja: 'マイナ保険証で安くなる額を、20円、初診で20円（3割で6円）、3円と9円、と文書が違って言う。',
      en: 'A registered card saves 20 yen, 20 yen at a first visit (6 at three tenths), or 3 against 9 yen, by document.',
    },
    {
      ja: '時期の違う加算で、2024-12以後は窓口の差がない。',
      en: 'Add-ons of different times; from 2024-12 the share does not differ.',
    },
  ),
  point(
    15,
    'M',
    ['elderlyCert'],
    {
      ja: '70歳以上に資格確認書と高齢受給者証の両方を求める保険者と、一枚にまとめる保険者がある。',
      en: 'From 70 one insurer wants two papers, most put the share on one.',
    },
    { ja: '保険者による。', en: 'It is up to the insurer.' },
  ),
  point(
    16,
    'H',
    ['limitInfo.byNumber'],
    {
      ja: '限度額区分は被保険者証でもオンラインで分かるとする文書と、マイナ保険証だけとする文書がある。',
      en: 'The limit class can be had online with an old card too, or only with a registered one.',
    },
    { ja: '番号による照会でも、同意があれば分かる。', en: 'An inquiry by number gives it with consent.' },
  ),
  point(
    17,
    'M',
    ['nextGenerationCard.exists'],
    {
      ja: '次期マイナンバーカードを2026年以降とする文書と、2028年度とする計画がある。',
      en: 'The next card comes in 2026 or later in one document, in fiscal 2028 in the plan.',
    },
    { ja: '計画が後に改められた。', en: 'The plan was changed later.' },
  ),
  point(
    18,
    'H',
    ['insurer.autoIssueOnExpiry'],
    {
      ja: '電子証明書の期限切れ後、資格確認書が自動で届くとする国と、申請が要るとする健保がある。',
      en: 'After the certificate ended the paper comes by itself, or, with one insurer, on application.',
    },
    {
      ja: 'ほかに証明のない人には猶予の終わりまでに届ける義務がある。',
      en: 'People without other proof must have it before the grace ends.',
    },
  ),
  point(
    19,
    'M',
    ['card.photoless.identity'],
    {
      ja: '写真のない乳児のカードは、保護者が暗証番号を入れるとする文書と、顔も目視も使えない読取機がある。',
      en: 'The card of a baby is read with the guardian typing the PIN; the reader can match no face.',
    },
    {
      ja: '暗証番号だけ。ロックされればオンラインの道はない。',
      en: 'PIN only; when it is locked nothing online is left.',
    },
  ),
  point(
    20,
    'H',
    ['papers.aliases'],
    {
      ja: '「資格確認証」「限度額適用認定書」「限度額認定証」など、正式でない名前を使う文書がある。',
      en: 'Some documents use names that are not official for the certificate and for the limit certificate.',
    },
    { ja: '読むときは受け取り、書くときは正式な名前を使う。', en: 'They are understood when read and never written.' },
  ),
  point(
    21,
    'M',
    ['notice.sites'],
    {
      ja: 'お知らせを、オンライン資格確認のない施設で使うとする文書と、どこでも求められうるとする文書がある。',
      en: 'A notice is for sites without online verification, or may be asked for anywhere.',
    },
    { ja: 'どの施設でもカードと一緒なら使える。', en: 'With the card every site takes it.' },
  ),
  point(
    22,
    'M',
    ['leap.policy'],
    {
      ja: '2月29日生まれの人の平年の誕生日を定める公式の文がない。',
      en: 'No official sentence says when somebody born on 29 February has a birthday in a common year.',
    },
    {
      ja: '免許証や在留カード、公開の計算機は2月28日とする。',
      en: 'Licences, residence cards and a public calculator take 28 February.',
    },
  ),
  point(
    23,
    'H',
    ['unknown.insurerNo'],
    {
      ja: '不詳の請求の保険者番号は77777777とされるが検証番号が合わず、77777779とする例もある。',
      en: 'An unknown claim goes under 77777777, whose check digit fails, or under 77777779, whose does not.',
    },
    { ja: '通知の番号を使い、検証番号の例外とする。', en: 'The number of the notice, allowed past the check.' },
  ),
  point(
    24,
    'M',
    ['fallback.allowExpiredCardBody'],
    {
      ja: '券面の期限が切れたカードを、画面やお知らせに添えて目視で使えるかは文書により違う。',
      en: 'Whether a card whose body has ended serves by eye beside a screen or notice is told differently.',
    },
    { ja: '本人確認書類としては期限で終わる。', en: 'As an identity document it ends with its body.' },
  ),
  point(
    25,
    'H',
    ['limitInfo.cardConsentUntil'],
    {
      ja: '限度額を患者が読取機で同意するとする文書と、同意の画面をなくした2024-10-07の改修がある。',
      en: 'The patient consents to the limit class at the reader, or is no longer asked since the release of 2024-10-07.',
    },
    {
      ja: '読取機ごとの更新の日まで尋ね、その後は尋ねない。',
      en: 'Asked until the update of each reader, never after it.',
    },
  ),
  point(
    26,
    'H',
    ['notice.from'],
    {
      ja: 'お知らせがすでに使えるとする2024-11の文書と、2024-12からとする文書がある。',
      en: 'A notice serves already in 2024-11, or from 2024-12.',
    },
    { ja: '規則の施行は2024-12-02である。', en: 'The rule is in force from 2024-12-02.' },
  ),
  point(
    27,
    'M',
    ['insurer.noticeTo'],
    {
      ja: 'お知らせを全員に送る保険者と、マイナ保険証を持つ人だけに送る保険者がある。',
      en: 'Notices go to everybody, or to holders of a registered card only.',
    },
    { ja: '保険者による。', en: 'It is up to the insurer.' },
  ),
  point(
    28,
    'L',
    ['kouki.ageMode'],
    {
      ja: '「2026-08-01に85歳以上」を誕生日で数えるか、前日に年齢が増える法律の数え方かが書かれていない。',
      en: 'Whether 85 on 2026-08-01 is counted by the birthday or by law, which is a day earlier, is not said.',
    },
    {
      ja: '翌日に85歳になる人は対象外とする説明に合う。',
      en: 'It fits the explanation that turning 85 on the day after gives nothing.',
    },
  ),
  point(
    29,
    'M',
    ['label.specificDisease1'],
    {
      ja: '特定疾病1を人工腎臓と書く文書と、人工透析と書く文書がある。',
      en: 'The first 特定疾病 is named after the artificial kidney or after dialysis.',
    },
    { ja: '同じコードで、呼び名だけが違う。', en: 'One code, two labels.' },
  ),
  point(
    30,
    'L',
    ['grace.limitInfo'],
    {
      ja: '猶予期間中に限度額区分が提供されるか、はっきり書いた文がない。',
      en: 'No text says outright whether the limit class is given in the grace.',
    },
    {
      ja: '区分は資格確認の一部とされ、誤って隠すと患者が損をする。',
      en: 'The class is part of the statutory check, and hiding it wrongly costs the patient.',
    },
  ),
  point(
    31,
    'M',
    ['grace.coversBody'],
    {
      ja: 'カード本体も同じ日に切れたとき、読取機で猶予があるとする市と、直ちに使えないとする記事がある。',
      en: 'When the body ended on the same day, a city grants the grace at the reader and a column says unusable at once.',
    },
    { ja: '市と公式の窓口が猶予を認める。', en: 'A city and the official portal grant it.' },
  ),
  point(
    32,
    'L',
    ['overlap.cardAnswer'],
    {
      ja: '資格が二つ開いているときカードの照会が示すものを、古い方とする実務の報告と、新しい方とした支払側の例がある。',
      en: 'With two open covers a practitioner saw the older one, and the agencies once settled claims on the newer.',
    },
    { ja: '喪失が登録されるまで古い方が残るとみる。', en: 'The older stands until its loss is registered.' },
  ),
  point(
    33,
    'L',
    ['paper.expired'],
    {
      ja: '期限切れの資格確認書の扱いを定めた通知がない。',
      en: 'No notice says what becomes of an expired certificate.',
    },
    {
      ja: '暫定的取扱いの通知は被保険者証とお知らせだけを挙げる。',
      en: 'The notices of tolerance name the old card and the notice only.',
    },
  ),
  point(
    34,
    'L',
    ['koukiStart.leap'],
    {
      ja: '2月29日生まれの人が平年に後期となる初日は公表されていない。',
      en: 'The first day of 後期 in a common year for somebody born on 29 February is not public.',
    },
    {
      ja: '年齢は2月28日の終わりに達し、資格は翌日に始まる。',
      en: 'The age is reached at the end of 28 February and cover begins the next day.',
    },
  ),
  point(
    35,
    'L',
    ['declaration.unknownRatio'],
    {
      ja: '70歳以上が申立書で割合を「わからない」としたときの負担が定められていない。',
      en: 'From 70 on nobody says what is charged when the share on a declaration is unknown.',
    },
    {
      ja: '法の最も低い割合で受け、必ず確認し直す。',
      en: 'The lowest lawful share, with a check that must follow.',
    },
  ),
  point(
    36,
    'L',
    ['recheck.reuse'],
    {
      ja: '同じ日の二度目の受診で確認を使い回せるかは書かれていない。',
      en: 'Whether an answer serves a second visit on the same day is not written.',
    },
    { ja: '暦日のなかだけ使い、日をまたがない。', en: 'Within the calendar day, never past midnight.' },
  ),
  point(
    37,
    'M',
    ['ratio.onConflict'],
    {
      ja: '券面とオンラインの割合が違うとき、どちらを使うかは定められていない。',
      en: 'Which share counts when paper and answer differ is not laid down.',
    },
    {
      ja: 'オンラインを使い、両方を残して保険者に尋ねる。',
      en: 'The online one, with both kept and the insurer asked.',
    },
  ),
  point(
    38,
    'L',
    ['grace.stayLimited'],
    {
      ja: '在留期間で終わるカードに猶予があるかは公表されていない。',
      en: 'Whether a card that ends with a permitted stay has a grace is not public.',
    },
    { ja: 'カードそのものが失効している。', en: 'The card itself has ended.' },
  ),
  point(
    39,
    'L',
    ['paper.onAnswer4'],
    {
      ja: '期限内の資格確認書に「該当資格なし」が返ったときの扱いが定められていない。',
      en: 'What to do when a certificate in term meets no record is not laid down.',
    },
    {
      ja: '多くは登録の遅れか入力の誤りで、喪失は示されていない。',
      en: 'Mostly a late registration or a typing error; no loss is shown.',
    },
  ),
  point(
    40,
    'M',
    ['cert.activationLagHours'],
    {
      ja: '更新した電子証明書が使えるまで、24時間とする市と、2日ほどとする記事がある。',
      en: 'A renewed certificate works after 24 hours by a city, after about two days by a blog.',
    },
    { ja: '市の説明をとる。', en: 'The city is followed.' },
  ),
  point(
    41,
    'M',
    ['paper.besideCard'],
    {
      ja: 'マイナ保険証と資格確認書の両方を持てるとする市と、持てないとする健保がある。',
      en: 'Card and certificate side by side are allowed by a city and forbidden by one insurer.',
    },
    {
      ja: '窓口はどちらも受け、カードを先に読む。',
      en: 'The counter takes either, the card first.',
    },
  ),
]

/** 保険者側の食い違い: all of `facts/insurer.md` section 8, in its order. */
export const INSURER_CONFLICTS: readonly Contradiction[] = [
  point(
    'I1',
    'M',
    ['insurer.expiryListMonths'],
    {
      ja: '協会けんぽは期限の月から3か月後に送ると言い、のちに2か月後と改めた。',
      en: '協会けんぽ first sent three months after the month of expiry, then two.',
    },
    { ja: '2025-08-15から2か月とする。', en: 'Two from 2025-08-15.' },
  ),
  point(
    'I2',
    'H',
    ['insurer.autoIssueOnExpiry'],
    { ja: '期限切れ後の交付は自動か、申請か。', en: 'Issue after the expiry by itself, or on application.' },
    { ja: '自動。保険者が選べる。', en: 'By itself, at the choice of the insurer.' },
  ),
  point(
    'I3',
    'H',
    ['deregistration.effective'],
    {
      ja: '利用登録の解除は翌月末に効くか、しばらくして効くか。',
      en: 'A de-registration takes effect at the end of the next month, or after some time.',
    },
    { ja: '日の言える方をとる。', en: 'The text that names a day.' },
  ),
  point(
    'I4',
    'H',
    ['filing.numberDemanded'],
    {
      ja: '資格取得届の個人番号は法では必須、CSVの仕様では任意である。',
      en: 'The Individual Number is demanded by law and optional in the CSV.',
    },
    {
      ja: '読むのは仕様で、受け付けるのは法による。',
      en: 'Read by the layout, accepted by the law.',
    },
  ),
  point(
    'I5',
    'M',
    ['filing.kanjiNameBytes'],
    { ja: '漢字氏名は24バイトまでか、25バイトまでか。', en: 'A kanji name has 24 bytes or 25.' },
    { ja: '届の種類による。', en: 'It depends on the form.' },
  ),
  point(
    'I6',
    'M',
    ['filing.acquisition34'],
    {
      ja: '取得区分3と4の意味が、ある実装では逆である。',
      en: 'One implementation swaps acquisition kinds 3 and 4.',
    },
    { ja: '3は共済出向、4は船保任継。', en: '3 is a secondment, 4 a continued seaman.' },
  ),
  point(
    'I7',
    'M',
    ['notice.cutOut'],
    { ja: 'お知らせの切り取りは右下か、左下か。', en: 'The cut-out is at the right or at the left.' },
    { ja: '右下が多い。', en: 'Mostly at the right.' },
  ),
  point(
    'I8',
    'H',
    ['filing.characters'],
    {
      ja: 'CSVの文字は仕様ではJIS X 0208、広く使われる作成ソフトはCP932で出す。',
      en: 'The layout asks for JIS X 0208, a common generator writes CP932.',
    },
    { ja: '仕様で検査し、寛容にも読める。', en: 'Checked by the layout, with a tolerant mode.' },
  ),
  point(
    'I9',
    'M',
    ['filing.dependantsPerRecord'],
    {
      ja: '1レコードのその他の被扶養者は、以前は3人、2026年の仕様では2人。',
      en: 'A record holds three other dependants in an earlier generator, two in the layout of 2026.',
    },
    { ja: '新しい仕様による。', en: 'The newer layout.' },
  ),
  point(
    'I10',
    'M',
    [],
    {
      ja: '誤った紐付けの数は、7,312件と、その後のもっと大きな数がある。',
      en: 'Wrong links were counted as 7,312 and later as more.',
    },
    { ja: '設定ではない。数は期間とともに引く。', en: 'No switch: a figure is cited with its period.' },
  ),
  point(
    'I11',
    'H',
    ['loss.kokuhoAt75'],
    {
      ja: '75歳で国保を失う日は、法では翌日、誕生日と書く市もある。',
      en: '国保 is lost at 75 on the day after by law, on the birthday by some cities.',
    },
    {
      ja: '法による。誕生日の受診はどちらでも後期である。',
      en: 'The law; care on the birthday belongs to 後期 either way.',
    },
  ),
  point(
    'I12',
    'L',
    ['overlap.cardAnswer'],
    {
      ja: '資格が二つ開いているとき、カードは古い方、請求はかつて新しい方によった。',
      en: 'With two open covers cards show the older, claims once followed the newer.',
    },
    { ja: 'カードは古い方。請求は動かさない。', en: 'The older for the card; claims are not moved.' },
  ),
  point(
    'I13',
    'H',
    ['loss.rule'],
    {
      ja: 'どの喪失も退職の翌日とする説明と、法律ごとの日付がある。',
      en: 'One rule for every loss, the day after, against the days of each law.',
    },
    { ja: '制度と事由ごとの表による。', en: 'A table by scheme and cause.' },
  ),
]

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const code = (value: unknown): string => `\`${String(value)}\``
const both = ({ ja, en }: Both): string => `${ja}<br>${en}`

const settingText = (setting: Setting): string => {
  const [usual, ...others] = valuesOf(setting)
  const seeds = setting.seeds === undefined ? '' : ` · seeds ${code(setting.seeds)}`
  return `${code(setting.name)} = **${code(usual)}** ${others.map(code).join(' ')}${seeds}`
}

function pointRow({ no, conflict, because, settings, confidence }: Contradiction): string {
  const switches = settings.flatMap((name) => settingOf(name) ?? [])
  const assumed = switches.some(({ assumption }) => assumption) ? '<br>仮定 assumption' : ''
  return row(
    String(no),
    both(conflict),
    `${both(because)}<br>[${confidence}]${assumed}`,
    switches.map(settingText).join('<br>'),
    [...new Set(switches.map(({ source }) => source))].join('<br>'),
  )
}

const table = (points: readonly Contradiction[]): string[] => [
  row('', '食い違い conflict', '既定の理由 why the default', '設定 setting', '出典 source'),
  row('---', '---', '---', '---', '---'),
  ...points.map(pointRow),
]

/** 食い違いの一覧: the page `docs/contradictions.md`, made from the tables of this file and of the settings. */
export function contradictionsPage(): string {
  return [
    '# 文書の食い違い Contradictions',
    '',
    'この頁は `src/domain/contradictions.ts` の表から作られる。手で直さない。<br>This page is made from the tables in `src/domain/contradictions.ts`. It is not edited by hand.',
    '',
    '太字が既定の値。`decide FILE --set 名前=値` で一つを変え、`--ruleset latest@seeds` で当初の五つの文書に従う。<br>The default is in bold. `decide FILE --set NAME=VALUE` turns one; `--ruleset latest@seeds` follows the five original documents.',
    '',
    '## 窓口と書類 Counters and papers',
    '',
    ...table(CONTRADICTIONS),
    '',
    '## 保険者 Insurers',
    '',
    ...table(INSURER_CONFLICTS),
    '',
  ].join('\n')
}
