import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

const STYLE = raw(`
  :root { color-scheme: light dark; --ink: #1d2733; --paper: #f7f8fa; --card: #fff; --line: #d8dee6; --mark: #0b6e69 }
  @media (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --paper: #14191f; --card: #1d242c; --line: #36414d; --mark: #5fc9c0 } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif }
  main { max-width: 52rem; margin: 0 auto; padding: 1.5rem }
  header { border-bottom: 3px solid var(--mark); padding: .75rem 1.5rem; background: var(--card) }
  header a { color: inherit; text-decoration: none; font-weight: 700 }
  header small, .note { opacity: .75 }
  h1 { font-size: 1.5rem; line-height: 1.3 } h2 { font-size: 1.1rem; margin-top: 2rem }
  code { font: .9em ui-monospace, "Noto Sans Mono CJK JP", monospace; color: var(--mark); overflow-wrap: anywhere }
  table { border-collapse: collapse; width: 100%; background: var(--card) } td, th { border: 1px solid var(--line); padding: .45rem .7rem; text-align: left; vertical-align: top }
  form, .panel { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin: 1rem 0 }
  label { display: block; margin: .4rem 0 } input:not([type=checkbox]), select { font: inherit; padding: .3rem .5rem; min-width: 16rem; max-width: 100% }
  button { font: inherit; font-weight: 700; color: #fff; background: #0b6e69; border: 0; border-radius: .4rem; padding: .5rem 1.5rem; cursor: pointer }
  .press { display: inline-block; border: 0; padding: 0; margin: .25rem .5rem .25rem 0; background: none }
  .press label { display: inline-block; margin: 0 } .press input:not([type=checkbox]) { min-width: 5rem; width: 5rem }
  .screen { border-left: 6px solid var(--mark) } a { color: var(--mark) }
`)

/** 画面の枠: head, title and footer that every page shares; the mark of a simulation is always in sight. */
export const framed = (title: string, body: Markup): Markup =>
  html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Madoguchi</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <a href="/">Madoguchi 窓口</a>
          <small>模擬環境 / simulator — 実在の人・保険者の情報はありません / nobody's real data</small>
        </header>
        <main>${body}</main>
      </body>
    </html>`
