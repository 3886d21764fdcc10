import type { Bilingual } from '../messages.ts'

/** TLSの記録の文: what is said to whoever runs the server; clients never see these codes. */
export const TLS_MESSAGES = {
  'SIM-T002': {
    ja: 'TLSの接続を受け付けませんでした。この認証局が発行した有効期限内のクライアント証明書が必要です。',
    en: 'A TLS connection was not accepted: it needs a client certificate of this authority that has not expired.',
  },
  'SIM-T003': { ja: '見本の証明書と鍵を作りました。', en: 'A specimen certificate and its key were made.' },
  'SIM-T004': {
    ja: '期限・発行元・名前が合わなくなった見本の証明書を、鍵とともに作り直しました。',
    en: 'A specimen certificate and its key were renewed: it had ended, or its issuer or its names no longer fitted.',
  },
} as const satisfies Record<string, Bilingual>

export type TlsCode = keyof typeof TLS_MESSAGES

/** One line of the log of TLS. */
export interface TlsNote {
  readonly code: TlsCode
  /** The file, or the word of the system for what was wrong with a connection. */
  readonly where: string
  readonly text: Bilingual
}

export const tlsNote = (code: TlsCode, where: string): TlsNote => ({ code, where, text: TLS_MESSAGES[code] })
