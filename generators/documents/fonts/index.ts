import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** 書体: the whole font files that documents are drawn with, as read. */
export interface DocumentFonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

const PACKAGE = '@expo-google-fonts/biz-udpgothic'

const read = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`${PACKAGE}/${file}`)))

let loaded: DocumentFonts | null = null

/** 書体を読む: BIZ UDPGothic, read once per process from the installed package. Throws when the package is not installed. */
export function loadFonts(): DocumentFonts {
  loaded ??= {
    regular: read('400Regular/BIZUDPGothic_400Regular.ttf'),
    bold: read('700Bold/BIZUDPGothic_700Bold.ttf'),
  }
  return loaded
}
