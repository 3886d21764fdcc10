import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const CLIENTS = 'simulator/folders/clients.test.ts'
const FOLDERS = 'simulator/folders/habits.test.ts'
const MESSAGES = 'wire/habits.test.ts'

/** Where each habit of a real client is acted out: a file and the title of a test in it. @see facts/wire.md 7.2, 7.3 */
const ACTED: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  'HAB-01': [[CLIENTS, 'accepts the answer about everybody with an insurance']],
  'HAB-02': [[CLIENTS, 'meets class A1 and validity 6 in the answer about medical assistance alone']],
  'HAB-03': [[CLIENTS, 'meets class A1 and validity 6 in the answer about medical assistance alone']],
  'HAB-04': [
    [CLIENTS, 'finds one record for the valid ones'],
    [CLIENTS, 'is shown one record of a person with two open insurances'],
  ],
  'HAB-05': [[CLIENTS, 'finds the registered symbol and number the same as the printed ones after folding']],
  'HAB-06': [[CLIENTS, 'reads an answer without a list as nobody']],
  'HAB-07': [[CLIENTS, 'of the reader’s folder that reacts to a change alone gets every result']],
  'HAB-08': [
    [CLIENTS, 'of the reader’s folder that reacts to a change alone gets every result'],
    [FOLDERS, 'sees a change after the creation when results are written %s'],
  ],
  'HAB-09': [
    [CLIENTS, 'that reads UTF-8 and deletes what it has read loses nothing'],
    [MESSAGES, 'a client that reads UTF-8 only and a terminal set to Shift_JIS are told apart by the declaration'],
  ],
  'HAB-10': [
    [CLIENTS, 'that reads twice and wants every field once accepts results that are written slowly'],
    [MESSAGES, 'a MYNA-style reader: institution and identifier echoed, every field once'],
  ],
  'HAB-11': [
    [CLIENTS, 'that sends Shift_JIS, and takes no suffix whose result lies there'],
    [FOLDERS, 'is left alone with its temporary names'],
    [FOLDERS, 'takes a Shift_JIS request with single quotes in its declaration'],
  ],
  'HAB-12': [
    [CLIENTS, 'finds its <ArbitraryFileIdentifier> as it was sent'],
    [CLIENTS, 'finds its reception number in the results'],
  ],
  'HAB-13': [[CLIENTS, 'of creations, sub-directories included, sees each result once and nothing beside it']],
  'HAB-14': [
    [FOLDERS, 'has the text in place before the request comes back'],
    [FOLDERS, 'may give up and delete its request'],
  ],
  'HAB-15': [[CLIENTS, 'asks with one 02req after another until the results are there']],
  'HAB-16': [[CLIENTS, 'finds its reception number in the results']],
  'HAB-17': [
    [FOLDERS, 'FF and a time'],
    [FOLDERS, 'an epoch and letters'],
  ],
  'HAB-18': [[CLIENTS, 'that goes by AvailableTime asks while the consent lives']],
  'HAB-19': [
    [CLIENTS, 'holds every message in 60 characters'],
    [CLIENTS, 'gets its inquiry number back as it was registered'],
    [CLIENTS, 'the elements turned round'],
  ],
  'HAB-20': [[FOLDERS, 'gets every result once, and tells the world when the clinic takes it']],
  'HAB-21': [[CLIENTS, 'has its result in time with every setting left as it is']],
  'HAB-22': [
    [CLIENTS, 'an empty branch'],
    [CLIENTS, 'single quotes in the declaration'],
  ],
  'HAB-23': [[CLIENTS, 'zeros before a 国保 number']],
  'the result of a terminal tool in Shift_JIS': [[MESSAGES, 'a face result that a conversion tool has written']],
}

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

describe('the habits of real clients', () => {
  it('are all in the table', () => {
    const ids = Array.from({ length: 23 }, (_, place) => `HAB-${String(place + 1).padStart(2, '0')}`)
    expect(Object.keys(ACTED)).toEqual(expect.arrayContaining(ids))
  })

  it.each(Object.entries(ACTED))('%s is acted out by a test', (_, tests) => {
    expect(tests.length).toBeGreaterThan(0)
    for (const [file, title] of tests) expect(textOf(file)).toContain(title)
  })
})
