import type { DriverProblem } from '../../../scenarios/ports.ts'

export type Lang = 'ja' | 'en'

/** What can go wrong between the harness and a driver. Fatal ones end the run with exit code 3. */
export const DRIVER_PROBLEMS = {
  DRIVER_TIMEOUT: {
    fatal: false,
    en: 'the system gave no answer within the time limit; this step has no outcome and its evidence is missing. Yours to fix: answer every request, and use time limits of your own towards the simulated service.',
    ja: '制限時間内に回答がありませんでした。この手順の結果はなく、証拠が欠けます。直すのはシステム側です。すべての要求に回答し、模擬サービスへの通信にも制限時間を設けてください。',
  },
  DRIVER_HUNG: {
    fatal: true,
    en: 'the system left several requests in a row without an answer; the run was stopped. Yours to fix: the driver waits for something that never comes.',
    ja: '続けて何回も回答がなかったため、実行を止めました。直すのはシステム側です。ドライバーが来ないものを待ち続けています。',
  },
  DRIVER_DIED: {
    fatal: true,
    en: 'the driver ended or closed the connection before it answered. Yours to fix: read what it wrote to stderr last; keep running until stdin is closed.',
    ja: '回答の前にドライバーが終了したか、接続を閉じました。直すのはシステム側です。最後の標準エラー出力を確認し、標準入力が閉じるまで動き続けるようにしてください。',
  },
  DRIVER_UNREACHABLE: {
    fatal: true,
    en: 'the driver cannot be reached or started. A matter of configuration: check the command, file, folder or URL given with --driver, and that the system is running.',
    ja: 'ドライバーに接続できないか、起動できません。設定の問題です。--driver のコマンド、ファイル、フォルダー、URLと、システムが動いていることを確認してください。',
  },
  DRIVER_NOT_JSON: {
    fatal: true,
    en: 'the answer is not JSON. Yours to fix: write exactly one JSON object per answer, and logs to stderr, never to stdout.',
    ja: '回答がJSONではありません。直すのはシステム側です。一つの回答につきJSONオブジェクトを一つだけ書き、ログは標準出力ではなく標準エラー出力に書いてください。',
  },
  DRIVER_WRONG_ID: {
    fatal: true,
    en: 'the answer carries an id that no open request has. Yours to fix: repeat the id of the request, and answer each request once.',
    ja: '回答の id が、待っている要求のどれとも一致しません。直すのはシステム側です。要求の id をそのまま返し、一つの要求に一度だけ回答してください。',
  },
  DRIVER_BAD_SHAPE: {
    fatal: true,
    en: 'the answer does not have the shape that the protocol asks for. Yours to fix: compare it with src/conformance/protocol/v1.schema.json and docs/drivers.md.',
    ja: '回答の形がプロトコルと違います。直すのはシステム側です。src/conformance/protocol/v1.schema.json と docs/drivers.md を参照してください。',
  },
  DRIVER_TOO_LARGE: {
    fatal: true,
    en: 'the answer is longer than 4 MiB. Yours to fix: answer only what the protocol asks for.',
    ja: '回答が4MiBを超えています。直すのはシステム側です。プロトコルが求めるものだけを返してください。',
  },
  DRIVER_BAD_STATUS: {
    fatal: true,
    en: 'the driver answered with an HTTP status other than 200. Yours to fix: answer 200 with a JSON object, also for unsupported and for errors.',
    ja: 'HTTPステータスが200ではありません。直すのはシステム側です。unsupported や error の場合も、200とJSONオブジェクトで回答してください。',
  },
  DRIVER_ERROR: {
    fatal: false,
    en: 'the system says that it failed; this step has no outcome and its evidence is missing. Yours to fix.',
    ja: 'システムがエラーを返しました。この手順の結果はなく、証拠が欠けます。直すのはシステム側です。',
  },
} as const satisfies Record<`DRIVER_${string}`, { fatal: boolean; en: string; ja: string }>

export type DriverProblemCode = keyof typeof DRIVER_PROBLEMS

/** Builds a problem: where it happened, what was seen, whose it is to fix and how. */
export function driverProblem(code: DriverProblemCode, lang: Lang, where: string, seen = ''): DriverProblem {
  const row = DRIVER_PROBLEMS[code]
  const detail = seen === '' ? '' : lang === 'ja' ? ` 内容: ${seen}` : ` Seen: ${seen}`
  return { code, message: `${where}: ${row[lang]}${detail}`, fatal: row.fatal }
}
