/** A sentence in both languages. */
export interface Bilingual {
  readonly ja: string
  readonly en: string
}

/**
 * 処理結果の文: every code this simulator says on its own account, with what happened and what to do. The official list is
 * not public, so all of them are ours. @see facts/wire.md section 4, ASM-01
 */
export const SIM_MESSAGES = {
  'SIM-F001': {
    ja: 'ファイル名に使えない文字か「..」があります。フォルダーを含まない要求ファイル名だけを送ってください。',
    en: 'The file name holds a separator, "..", or a control character. Send the bare name of a request file.',
  },
  'SIM-F002': {
    ja: 'ファイル名が「OQSsiquc01req_任意.xml」の形ではありません。接頭辞、下線、任意の文字列、拡張子の順に付けてください。',
    en: 'The file name is not of the form OQSsiquc01req_anything.xml: prefix, underscore, free text, extension.',
  },
  'SIM-F003': {
    ja: 'ファイル名の先頭のシステム名が分かりません。OQS、YZK、TKKなどで始めてください。',
    en: 'The file name begins with a system that is not known. Begin it with OQS, YZK, TKK or another known one.',
  },
  'SIM-F004': {
    ja: 'ファイル名が長すぎます。200文字以内にしてください。',
    en: 'The file name is too long. Use at most 200 characters.',
  },
  'SIM-C001': {
    ja: 'この種類の要求ファイルはありません。ファイル名の接頭辞を確かめてください。',
    en: 'There is no request of this kind. See whether the prefix of the file name is right.',
  },
  'SIM-C002': {
    ja: 'この種類の要求は名前だけが知られていて、レイアウトが公開されていないため、応答できません。',
    en: 'This kind of request is known by name only: its layout is not public, so it is not answered.',
  },
  'SIM-C003': {
    ja: '要求の医療機関コードがこの施設のものではありません。設定を確かめてください。',
    en: 'The institution code of the request is not that of this site. See whether it is configured right.',
  },
  'SIM-C004': {
    ja: '結果のファイル名です。要求(req)を送ってください。',
    en: 'This is the name of a result. Send a request (req).',
  },
  'SIM-C005': { ja: '拡張子は.xmlにしてください。', en: 'Send the request as .xml.' },
  'SIM-C006': {
    ja: 'ファイルが大きすぎます。1 MB以内にしてください。',
    en: 'The file is too large. Send at most 1 MB.',
  },
  'SIM-V001': {
    ja: '回線が切れているため照会できません。復旧を待つか、紙による確認に切り替えてください。',
    en: 'The line is down and nothing can be asked. Wait for it, or verify by other means.',
  },
  'SIM-V002': {
    ja: 'オンライン資格確認等システムが停止しています。復旧を待つか、紙による確認に切り替えてください。',
    en: 'The eligibility service is closed. Wait for it, or verify by other means.',
  },
  'SIM-V003': {
    ja: 'オンライン資格確認等システムは計画メンテナンス中です。終わるのを待つか、紙による確認に切り替えてください。',
    en: 'The eligibility service is closed for maintenance. Wait until it is over, or verify by other means.',
  },
  'SIM-N001': {
    ja: 'この番号の資格が見つからないため、照会番号を登録できません。番号を確かめてください。',
    en: 'Nobody has these numbers, so no inquiry number was registered. See whether they are right.',
  },
  'SIM-N002': {
    ja: 'この番号に複数の人が該当するため、照会番号を登録できません。枝番を加えてください。',
    en: 'Several people have these numbers, so no inquiry number was registered. Add the branch.',
  },
  'SIM-B001': {
    ja: '一度に照会できる件数を超えています。1,000件以内に分けてください。',
    en: 'There are more lines than one upload may have. Split it into uploads of at most 1,000.',
  },
  'SIM-B002': {
    ja: 'この受付番号の受付がありません。アップロード結果の受付番号を確かめてください。',
    en: 'Nothing was received under this reception number. See whether it is that of the upload.',
  },
  'SIM-B003': {
    ja: 'この受付番号は他の医療機関のものです。',
    en: 'This reception number belongs to another institution.',
  },
  'SIM-B004': {
    ja: 'この受付番号は別の種類の一括処理のものです。ファイル名の接頭辞を確かめてください。',
    en: 'This reception number belongs to another bulk function. See whether the prefix of the file name is right.',
  },
  'SIM-B005': {
    ja: 'この受付番号の結果は保存期間が過ぎています。改めてアップロードしてください。',
    en: 'The results of this reception are no longer kept. Upload again.',
  },
  'SIM-B006': {
    ja: '取得条件が正しくありません。診療年月、または同意日か診療日の開始と終了、診療区分を確かめてください。',
    en: 'The conditions do not fit: a month for medical assistance; both consent days for home visits; both consent or both examination days for online care; and the flag of the care.',
  },
  'SIM-M001': {
    ja: 'この患者の閲覧同意がありません。カードリーダーで同意を得てください。',
    en: 'The patient has given no viewing consent here. Ask for it at the card reader.',
  },
  'SIM-M002': {
    ja: '閲覧同意の有効時間(24時間)が過ぎています。カードリーダーで改めて同意を得てください。',
    en: 'The viewing consent is older than its 24 hours. Ask for it again at the card reader.',
  },
  'SIM-M003': {
    ja: '患者は閲覧に同意していません。',
    en: 'The patient refused to have this information viewed.',
  },
  'SIM-M004': {
    ja: '電子証明書の有効期限切れのため、資格情報のみ提供できます。電子証明書の更新を案内してください。',
    en: 'The certificate of the card has expired: eligibility only is given. Tell the patient to renew it.',
  },
  'SIM-M005': {
    ja: 'この番号の資格が見つかりません。番号を確かめてください。',
    en: 'Nobody has these numbers. See whether they are right.',
  },
  'SIM-R001': {
    ja: '電子証明書の有効期限が近づいています。市区町村の窓口での更新を案内してください。',
    en: 'The certificate of the card expires soon. Tell the patient to renew it at the municipality.',
  },
  'SIM-R002': {
    ja: '電子証明書の有効期限が切れているため、資格情報のみを提供します。市区町村の窓口での更新を案内してください。',
    en: 'The certificate of the card has expired: eligibility only is given. Tell the patient to renew it at the municipality.',
  },
  'SIM-A001': { ja: 'この名前の世界はありません。', en: 'There is no world of this name.' },
  'SIM-A002': { ja: '本文がJSONではありません。', en: 'The body is not JSON.' },
  'SIM-A003': { ja: '入力の項目が正しくありません。', en: 'A field of the input is not right.' },
  'SIM-A004': { ja: '本文が大きすぎます。', en: 'The body is too large.' },
  'SIM-A005': { ja: 'この人はいません。', en: 'There is nobody of this name.' },
  'SIM-A006': { ja: 'このファイルはありません。', en: 'There is no such file.' },
  'SIM-A007': { ja: 'この入口はありません。/ に一覧があります。', en: 'There is no such door; / lists them.' },
  'SIM-A008': {
    ja: 'この操作にはトークンが必要です。Authorization: Bearer を付けてください。',
    en: 'This needs the token: send Authorization: Bearer.',
  },
  'SIM-A009': { ja: 'この名前の規則集はありません。', en: 'There is no rule book of this name.' },
  'SIM-A010': { ja: '既定の世界は消せません。', en: 'The default world cannot be deleted.' },
  'SIM-A011': { ja: 'この世界の名前はもう使われています。', en: 'There is a world of this name already.' },
  'SIM-A012': { ja: 'この入口ではこのメソッドを使えません。', en: 'This door does not take that method.' },
  'SIM-A013': {
    ja: 'このカードは利用登録されていないため、解除を申請できません。利用登録をしてから申請してください。',
    en: 'The card is not registered, so there is nothing to end. Register it before you apply.',
  },
  'SIM-A014': {
    ja: '利用登録の解除はもう申請されています。効くのを待ち、改めて利用登録をしてから申請してください。',
    en: 'An application to end the registration is waiting already. Let it take effect and register anew before you apply again.',
  },
  'SIM-A015': {
    ja: '申請を受ける保険者がありません。資格を取得してから申請してください。',
    en: 'There is no insurer to apply to. Let the person acquire a cover first.',
  },
  'SIM-K001': {
    ja: 'この世界は長く使われなかったため消えました。作り直すか、保存しておいた記録から復元してください。',
    en: 'This world expired because nobody used it. Create it again, or restore it from a snapshot.',
  },
  'SIM-K002': {
    ja: '世界の記録として読めません。この模擬環境が書き出した記録をそのまま送ってください。',
    en: 'This cannot be read as the record of a world. Send a snapshot as this simulator wrote it.',
  },
  'SIM-K003': {
    ja: 'この記録は別の版で書かれています。同じ版の模擬環境で復元してください。',
    en: 'The record was written by another version. Restore it with the version that wrote it.',
  },
  'SIM-K004': {
    ja: '世界の記録が大きすぎます。16 MBまでです。',
    en: 'The record of the world is too large. At most 16 MB are written and read.',
  },
  'SIM-K005': {
    ja: '世界が多すぎます。使わない世界を消してください。',
    en: 'There are too many worlds. Delete some that are not needed.',
  },
  'SIM-Q001': {
    ja: '世界の保管庫に記録できないため、この要求は受け付けられませんでした。保管庫の状態を確かめ、もう一度送ってください。',
    en: 'The store of the worlds does not answer, so this request was not taken. See to the store, and send it again.',
  },
  'SIM-I001': {
    ja: '登録ファイルがUTF-8ではありません。UTF-8で送ってください。',
    en: 'The file of records is not UTF-8. Send it as UTF-8.',
  },
  'SIM-I002': {
    ja: '入口の保険者番号が正しくありません。8桁(国保は6桁)で、検証番号まで正しい番号にしてください。',
    en: 'The insurer number of the path is not valid. Use 8 digits (国保: 6) with a right check digit.',
  },
  'SIM-I003': {
    ja: 'この一覧はありません。まだ公開されていないか、1年より前のものです。',
    en: 'There is no such list: it is not published yet, or older than a year.',
  },
  'SIM-O001': {
    ja: 'X-Madoguchi-Outcome に、この名前と値の結果がないか、一緒に指定できない結果があります。outcomes に一覧があります。',
    en: 'X-Madoguchi-Outcome names no outcome with such a value, or two that exclude each other; they are listed under outcomes.',
  },
  'SIM-O002': {
    ja: 'この結果は資格確認(OQSsiquc01req)だけに指定できます。',
    en: 'This outcome is for an inquiry about one person only (OQSsiquc01req).',
  },
  'SIM-T001': {
    ja: 'クライアント証明書は他の医療機関のものです。この施設の証明書で接続してください。',
    en: 'The client certificate is that of another institution. Connect with the certificate of this site.',
  },
  'SIM-Z001': {
    ja: 'この要求は圧縮ファイル(.zip)ですが、模擬環境に暗号化のパスフレーズが設定されていません。設定するか、.xmlで置いてください。',
    en: 'The request is an archive (.zip), and the simulator has been given no passphrase. Give it one, or send the request as .xml.',
  },
  'SIM-Z002': {
    ja: '圧縮ファイルのパスワードが、端末に設定されたパスフレーズと違います。両方の設定を確かめてください。',
    en: 'The password of the archive is not the passphrase of the terminal. See to the settings of both.',
  },
  'SIM-Z003': {
    ja: '圧縮ファイルが壊れているか、ZIPではありません。最後まで書き終えたZIPを置いてください。',
    en: 'The archive is broken, cut off or no ZIP at all. Send a whole ZIP.',
  },
  'SIM-Z004': {
    ja: '圧縮ファイルには要求ファイルを一つだけ入れてください。',
    en: 'The archive must hold one request file and nothing else.',
  },
  'SIM-Z005': {
    ja: '圧縮ファイルの中の名前が要求の名前と違います。拡張子だけを.xmlに替えた同じ名前にし、フォルダーを含めないでください。',
    en: 'The file in the archive has another name. Give it the name of the archive with .xml, without folders.',
  },
  'SIM-Z006': {
    ja: '圧縮ファイルがAES-256で暗号化されていません。パスワード付きZIP(AES-256)にしてください。',
    en: 'The archive is not encrypted with AES-256. Make it a password ZIP with AES-256.',
  },
} as const satisfies Record<string, Bilingual>

export type SimCode = keyof typeof SIM_MESSAGES

/** The Japanese sentence of a code, as results carry it: a client is known to keep no more than 60 characters. @see facts/wire.md HAB-19 */
export const resultLine = (code: SimCode): string => SIM_MESSAGES[code].ja

/** Both sentences of a code in one line, Japanese first, as errors of the connector carry them. */
export const bilingualLine = (code: SimCode): string => `${SIM_MESSAGES[code].ja} / ${SIM_MESSAGES[code].en}`
