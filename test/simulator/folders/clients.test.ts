import { existsSync, readFileSync, readdirSync, rmSync, unlinkSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { member } from '../../../generators/index.ts'
import { addSeconds, civilDate } from '../../../src/domain/civil-date.ts'
import { coverageStates } from '../../../src/domain/ledger.ts'
import { bulkDownloadRequest } from '../../../src/wire/bulk.ts'
import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_UPLOAD,
  bulkEligibilityRequest,
} from '../../../src/wire/bulk-eligibility.ts'
import { writeMessage } from '../../../src/wire/layout.ts'
import { encodeText } from '../../../src/wire/shift-jis.ts'
import { SIM_MESSAGES } from '../../../simulator/messages.ts'
import { createSimulator } from '../../../simulator/index.ts'
import { serveFolders } from '../../../simulator/folders/index.ts'
import {
  ALL,
  INSTITUTION,
  NINE,
  TODAY,
  adult,
  askMedicines,
  bytesOf,
  inquiry,
  newestCover,
  people,
  read,
  registration,
  textOf,
  worldOf,
} from '../support.ts'
import { type Site, aWhile, asking, identifierOf, site, temporaryFolder, until } from './support.ts'

/** The elements of a message by name, in the order of the file; a reader that knows nothing of layouts. */
const valuesOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '')

/** Exactly one value, as readers want that keep one column for it. */
function single(xml: string, name: string): string {
  const [value, ...more] = valuesOf(xml, name)
  if (value === undefined || more.length > 0)
    throw new Error(`${name} comes ${more.length + Number(value !== undefined)} times`)
  return value
}

/** The codes that a strict reader knows; anything else makes it throw. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  ReferenceClassification: ['1', '2'],
  SegmentOfResult: ['1', '2', '9'],
  CharacterCodeIdentifier: ['0', '1'],
  ProcessingResultStatus: ['1', '2'],
  QualificationValidity: ['1', '2', '3', '4', '5'],
  InsuredCardClassification: ['01', '02', '03', '04', '05', '06', '07'],
  PersonalFamilyClassification: ['1', '2'],
  Sex1: ['1', '2', '3'],
  PreschoolClassification: ['1'],
  ReasonOfLoss: ['01', '02', '03', '99'],
  LimitApplicationCertificateClassification: ['01', '02', '03'],
}
const HEADER = ['ReferenceClassification', 'CharacterCodeIdentifier', 'SegmentOfResult', 'MedicalInstitutionCode']

/** Reads like a clinic that stops at whatever it does not know; true when there is one valid qualification. */
function strictReading(xml: string): boolean {
  for (const name of HEADER) single(xml, name)
  for (const [name, codes] of Object.entries(KNOWN)) {
    const foreign = valuesOf(xml, name).filter((code) => !codes.includes(code))
    if (foreign.length > 0) throw new Error(`${name} ${foreign.join()} is not known`)
  }
  const passed = ['SegmentOfResult', 'ProcessingResultStatus', 'QualificationValidity'].every(
    (name) => single(xml, name) === '1',
  )
  return passed && valuesOf(xml, 'Name').length === 1
}

/** Half-width, without zeros on the left, as clients compare what is printed with what is registered. */
const folded = (text: string): string => text.normalize('NFKC').trim().replace(/^0+/, '')

describe('a strict reader', () => {
  const insured = Array.from({ length: 60 }, (_, place) => member(people, place * 1009 + 3)).filter((who) => {
    const cover = coverageStates(who.ledger, NINE).at(-1)
    return cover !== undefined && cover.scheme !== 'assistance'
  })

  it('accepts the answer about everybody with an insurance, and finds one record for the valid ones (HAB-01, HAB-04)', () => {
    const world = worldOf(Object.fromEntries(insured.map((who, place) => [`p${place}`, who])))
    const readings = insured.map((who) => {
      const { bytes } = world.answer('OQSsiquc01req_1.xml', inquiry({ ...newestCover(who), limit: true }))
      return [textOf(bytes).includes('<QualificationValidity>1<'), strictReading(textOf(bytes))]
    })
    expect(readings.filter(([valid, accepted]) => valid !== accepted)).toEqual([])
    expect(readings.filter(([, accepted]) => accepted).length).toBeGreaterThan(40)
  })

  it('is shown one record of a person with two open insurances (HAB-04)', () => {
    const cover = { scheme: 'kokuho' as const, insurerNumber: '138057', symbol: '記12', branch: '01' }
    const twice = adult({
      coverage: [
        { ...cover, number: '1', acquired: civilDate('2024-04-01') },
        { scheme: 'kyokai', insurerNumber: '01130012', symbol: '7', number: '2', acquired: civilDate('2026-11-01') },
      ],
    })
    const world = worldOf({ twice })
    read(world, 'twice', ['pin'])
    expect(strictReading(textOf(world.state.faceFiles(0).at(-1)?.bytes ?? new Uint8Array()))).toBe(true)
  })

  it('meets class A1 and validity 6 in the answer about medical assistance alone (HAB-02, HAB-03)', () => {
    const beneficiary = adult({ coverage: [{ scheme: 'assistance', acquired: civilDate('2026-04-01'), ticket: null }] })
    const world = worldOf({ beneficiary, taro: adult() })
    const reading = (who: typeof beneficiary) => () =>
      strictReading(textOf(world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(who))).bytes))
    expect(reading(beneficiary)).toThrow(/QualificationValidity 6/)
    expect(reading(adult())()).toBe(true)
  })

  it('reads an answer without a list as nobody (HAB-06)', () => {
    const key = { insurerNumber: '01130012', symbol: '1', number: '404', branch: null }
    const { bytes } = worldOf({}).answer('OQSsiquc01req_1.xml', inquiry({ key, birthDate: civilDate('1980-01-01') }))
    expect(textOf(bytes)).not.toContain('ResultList')
    expect(strictReading(textOf(bytes))).toBe(false)
  })

  it('finds the registered symbol and number the same as the printed ones after folding (HAB-05)', () => {
    const registered = { insurerNumber: '138057', symbol: '記０１２', number: '００３４', branch: '01' }
    const who = adult({ coverage: [{ scheme: 'kokuho', ...registered, acquired: civilDate('2020-04-01') }] })
    const printed = { insurerNumber: '138057', symbol: '記012', number: '0034', branch: '01' }
    const { bytes } = worldOf({ who }).answer(
      'OQSsiquc01req_1.xml',
      inquiry({ key: printed, birthDate: who.birthDate }),
    )
    const xml = textOf(bytes)
    expect(strictReading(xml)).toBe(true)
    const [symbol = '', number = ''] = ['InsuredCardSymbol', 'InsuredIdentificationNumber'].map(
      (name) => valuesOf(xml, name)[0],
    )
    expect([symbol, number]).toEqual([registered.symbol, registered.number])
    expect([folded(symbol), folded(number)]).toEqual([folded(printed.symbol), folded(printed.number)])
    expect(valuesOf(xml, 'InsurerNumber')).toEqual(['  138057', '  138057'])
  })
})

/** The events of a watcher as a client gets them. */
function watching(folder: string, recursive = false): { readonly kind: string; readonly name: string }[] {
  const events: { kind: string; name: string }[] = []
  const watcher = watch(folder, { recursive }, (kind, name) => events.push({ kind, name: name ?? '' }))
  onTestFinished(() => watcher.close())
  return events
}

describe('a watcher', () => {
  it('of the reader’s folder that reacts to a change alone gets every result (HAB-07, HAB-08)', async () => {
    const { path, world } = await site({ writing: 'create-then-modify' })
    const taken: string[] = []
    const watcher = watch(path('face'), (kind, name) => {
      if (kind !== 'change' || name === null || taken.includes(name)) return
      const xml = readFileSync(path('face', name), 'utf8')
      if (xml.endsWith('</XmlMsg>\n')) taken.push(name)
    })
    onTestFinished(() => watcher.close())
    read(world, 'taro', ['face'], ALL)
    read(world, 'taro', ['pin'], ALL)
    await until(() => taken.length === 2)
    expect(taken.toSorted()).toEqual(readdirSync(path('face')).toSorted())
  })

  it('of creations, sub-directories included, sees each result once and nothing beside it (HAB-13)', async () => {
    const { path, drop, result, names } = await site()
    const events = watching(path('res'), true)
    for (const id of ['1', '2']) drop(`OQSsiquc01req_${id}.xml`, asking(id))
    await until(() => result('OQSsiquc01res_1.xml') !== null && result('OQSsiquc01res_2.xml') !== null)
    await until(() => new Set(events.map(({ name }) => name)).size === 2)
    const created = events.filter(({ kind }) => kind === 'rename').map(({ name }) => name)
    expect(created.toSorted()).toEqual(['OQSsiquc01res_1.xml', 'OQSsiquc01res_2.xml'])
    expect(new Set(events.map(({ name }) => name))).toEqual(new Set(names('res')))
  })

  it('that reads UTF-8 and deletes what it has read loses nothing (HAB-09)', async () => {
    const { path, world, drop, result } = await site()
    const seen: boolean[] = []
    for (const way of ['face', 'pin'] as const) {
      read(world, 'taro', [way], ALL)
      const name = await until(() => readdirSync(path('face'))[0])
      seen.push(strictReading(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path('face', name)))))
      unlinkSync(path('face', name))
      await until(() => world.state.faceFiles(0).length === 0)
    }
    expect(seen).toEqual([true, true])
    drop('OQSsiquc01req_1.xml', asking('A'))
    expect(strictReading(await until(() => result('OQSsiquc01res_1.xml')))).toBe(true)
  })
})

/** Two reads 300 ms apart that say the same; tries again while the message has no end. */
async function steadyReading(file: string): Promise<{ readonly xml: string; readonly tries: number }> {
  for (let tries = 1; tries < 50; tries += 1) {
    const first = existsSync(file) ? readFileSync(file) : null
    await aWhile(first === null ? 10 : 300)
    const second = first === null ? null : readFileSync(file)
    if (first !== null && second?.equals(first) === true && second.includes('</XmlMsg>'))
      return { xml: second.toString('utf8'), tries }
  }
  throw new Error('never steady')
}

describe('a registrar of inquiry numbers', () => {
  it('that reads twice and wants every field once accepts results that are written slowly (HAB-10)', async () => {
    const at = await site({ writing: 'slow' })
    const request = textOf(registration(newestCover(adult()).key, 'P-1')).replace(
      '</MedicalInstitutionCode>',
      '</MedicalInstitutionCode><ArbitraryFileIdentifier>20261121&#48;001</ArbitraryFileIdentifier>',
    )
    at.drop('OQSsiimm01req_202611210001.xml', bytesOf(request))
    const { xml } = await steadyReading(at.path('res', 'OQSsiimm01res_202611210001.xml'))
    for (const name of [
      'MedicalInstitutionCode',
      'ArbitraryFileIdentifier',
      'SegmentOfResult',
      'ProcessingResultStatus',
    ])
      single(xml, name)
    expect(single(xml, 'MedicalInstitutionCode')).toBe(INSTITUTION)
    expect(single(xml, 'ArbitraryFileIdentifier')).toBe('20261121&#48;001')
    expect(single(xml, 'ReferenceNumber')).toBe('P-1')
    const names = [...xml.matchAll(/<(\w+)>/g)].map((match) => match[1])
    expect(new Set(names).size).toBe(names.length)
  })

  it('that sends Shift_JIS, and takes no suffix whose result lies there, is answered under its next one (HAB-11)', async () => {
    const { path, drop, result } = await site()
    const xml = textOf(asking('窓口')).replace('UTF-8', 'Shift_JIS')
    const bytes = encodeText(xml, 'Shift_JIS')
    if (!bytes.ok) throw new Error('not Shift_JIS')
    const nextFree = (): string => {
      for (let day = 1; ; day += 1) {
        const suffix = `20261121${String(day).padStart(4, '0')}`
        if (!existsSync(path('res', `OQSsiquc01res_${suffix}.xml`))) return suffix
      }
    }
    for (const suffix of ['202611210001', '202611210002']) {
      expect(nextFree()).toBe(suffix)
      drop(`OQSsiquc01req_${suffix}.xml`, bytes.value)
      expect(identifierOf(await until(() => result(`OQSsiquc01res_${suffix}.xml`)))).toBe('窓口')
    }
  })
})

/** Looks through a folder for a text, as an agent that goes by the contents and not by the name. */
const holding = ({ path }: Site, text: string): string | null =>
  readdirSync(path('res')).find((name) => readFileSync(path('res', name)).includes(text)) ?? null

const upload = (fileId: string): Uint8Array =>
  writeMessage(
    BULK_ELIGIBILITY_UPLOAD,
    bulkEligibilityRequest({
      confirmationDate: TODAY,
      institutionCode: INSTITUTION,
      fileId,
      lines: [{ ...newestCover(adult()), personId: 'pt 1' }],
    }),
  )

const download = (number: string): Uint8Array =>
  writeMessage(BULK_ELIGIBILITY_DOWNLOAD, bulkDownloadRequest(INSTITUTION, number))

describe('an agent that searches for its text', () => {
  it('finds its <ArbitraryFileIdentifier> as it was sent (HAB-12)', async () => {
    const at = await site()
    const identifiers = [
      '202611210001',
      'A&amp;B &lt;1&gt;',
      '見本　花子',
      ' x  y ',
      '&#x7A93;口',
      "it's &quot;me&quot;",
    ]
    const texts = identifiers.map((one) => `<ArbitraryFileIdentifier>${one}</ArbitraryFileIdentifier>`)
    for (const [place, text] of texts.entries())
      at.drop(`OQSsiquc01req_${place}.xml`, bytesOf(textOf(asking('A')).replace(/<Arb.*Identifier>/, text)))
    const found = await until(() => {
      const names = texts.map((text) => holding(at, text))
      return names.includes(null) ? null : names
    })
    expect(found).toEqual(texts.map((_, place) => `OQSsiquc01res_${place}.xml`))
  })

  it('finds its reception number in the results (HAB-12, HAB-16)', async () => {
    const at = await site()
    const { key } = newestCover(adult())
    at.world.answer('OQSsiimm01req_1.xml', registration(key, 'P 0012'))
    at.drop('OQSmuquc01req_1.xml', upload('B1'))
    const [number = ''] = valuesOf(await until(() => at.result('OQSmuquc01res_1.xml')), 'ReceptionNumber')
    at.world.moveTo(addSeconds(NINE, 30))
    rmSync(at.path('res', 'OQSmuquc01res_1.xml'))
    at.drop('OQSmuquc02req_2.xml', download(number))
    const found = await until(() => holding(at, `<ReceptionNumber>${number}</ReceptionNumber>`))
    const xml = at.result(found) ?? ''
    const unit = xml.slice(xml.indexOf('<BulkConfirmUnit>'))
    const record = unit.slice(unit.indexOf('<ResultOf'), unit.indexOf('</ResultOf'))
    expect(single(unit, 'ReferenceNumber')).toBe('P 0012')
    expect(record).toContain('<InsurerName>')
    expect(record).not.toContain('ReferenceNumber')
  })
})

describe('a client of the bulk functions', () => {
  it.each(['xml', 'zip'] as const)(
    'asks with one 02req after another until the results are there, as .%s, and gets them again (HAB-15)',
    async (form) => {
      const at = await site({}, { terminal: { bulk: form } })
      at.drop('OQSmuquc01req_1.xml', upload('B1'))
      const [number = ''] = valuesOf(await until(() => at.result('OQSmuquc01res_1.xml')), 'ReceptionNumber')
      const asked = async (suffix: string): Promise<string> => {
        at.drop(`OQSmuquc02req_${suffix}.xml`, download(number))
        return until(() => at.result(`OQSmuquc02res_${suffix}.xml`) ?? at.result(`OQSmuquc02res_${suffix}.zip`))
      }
      for (const suffix of ['2', '3']) expect(single(await asked(suffix), 'SegmentOfResult')).toBe('2')
      at.world.moveTo(addSeconds(NINE, 30))
      const results = [await asked('4'), await asked('5')]
      expect(results.map((text) => text.slice(0, 2))).toEqual(form === 'zip' ? ['PK', 'PK'] : ['<?', '<?'])
      for (const [place, text] of results.entries()) {
        expect(single(text, 'SegmentOfResult')).toBe('1')
        expect(valuesOf(text, 'ArbitraryIdentifier')).toEqual(['pt 1'])
        expect(text.includes(`OQSmuquc02res_${place + 4}.xml`)).toBe(form === 'zip')
      }
    },
  )
})

describe('a viewer of medicines', () => {
  it('that goes by AvailableTime asks while the consent lives, to its last second, and not after it (HAB-18)', () => {
    const taro = adult()
    const world = worldOf({ taro })
    read(world, 'taro', ['pin'], ALL)
    const until24 = single(
      textOf(world.state.faceFiles(0).at(-1)?.bytes ?? bytesOf('')),
      'PharmacistsInfoAvailableTime',
    )
    const now = (): string => world.now().replaceAll(/[-:T]|\+.*$/g, '')
    const { key } = newestCover(taro)
    world.moveTo(addSeconds(NINE, 86_400))
    expect(now()).toBe(until24)
    expect(askMedicines(world, key).ResultCode).toBe('1')
    world.moveTo(addSeconds(NINE, 86_401))
    expect(now() > until24).toBe(true)
    expect(askMedicines(world, key).ResultCode).not.toBe('1')
  })
})

describe('a database of the client', () => {
  it('holds every message in 60 characters (HAB-19)', () => {
    const inResults = Object.entries(SIM_MESSAGES).filter(([code]) => /^SIM-[VNBMR]/.test(code))
    expect(inResults.length).toBeGreaterThan(15)
    expect(inResults.filter(([, { ja }]) => ja.length > 60).map(([code]) => code)).toEqual([])
    const world = worldOf({ taro: adult() })
    world.setFault('line-down', true, {})
    const { bytes } = world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(adult())))
    expect(single(textOf(bytes), 'ErrorMessage')).toBe(SIM_MESSAGES['SIM-V001'].ja)
  })

  it('gets its inquiry number back as it was registered (HAB-19)', () => {
    const world = worldOf({ taro: adult() })
    const { key } = newestCover(adult())
    const number = '患者 ００12-ｱ'
    world.answer('OQSsiimm01req_1.xml', registration(key, number))
    const { bytes } = world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(adult())))
    expect(single(textOf(bytes), 'ReferenceNumber')).toBe(number)
  })
})

describe('a client that waits ten seconds', () => {
  it('has its result in time with every setting left as it is (HAB-21)', async () => {
    const dir = temporaryFolder()
    const { worlds } = createSimulator()
    worlds.default.addPerson('taro', adult())
    const served = await serveFolders(worlds, { dir })
    if (!served.ok) throw new Error(served.problem)
    onTestFinished(served.value.close)
    const from = performance.now()
    await until(() => existsSync(join(dir, 'req')))
    writeFileSync(join(dir, 'req', 'OQSsiquc01req_1.xml'), asking('A'))
    await until(() => existsSync(join(dir, 'res', 'OQSsiquc01res_1.xml')))
    expect(performance.now() - from).toBeLessThan(10_000)
  })
})

describe('a client with its own ways of writing', () => {
  const written: readonly (readonly [string, (xml: string) => string])[] = [
    ['an empty branch (HAB-22)', (xml) => xml.replace(/(<InsuredBranchNumber>).*(<\/)/, '$1$2')],
    ['no branch (HAB-22)', (xml) => xml.replace(/ *<InsuredBranchNumber>.*\n/, '')],
    [
      'single quotes in the declaration (HAB-22)',
      (xml) => xml.replaceAll(/(encoding|version|standalone)="([^"]*)"/g, "$1='$2'"),
    ],
    ['zeros before a 国保 number (HAB-23)', (xml) => xml.replace('  138057', '00138057')],
    ['spaces before it (HAB-23)', (xml) => xml],
    [
      'the elements turned round',
      (xml) =>
        xml.replace(
          /(<QualificationConfirmSearchInfo>\n)([^]*?)( *<\/Q)/,
          (_, open: string, rows: string, close: string) =>
            `${open}${rows.trimEnd().split('\n').toReversed().join('\n')}\n${close}`,
        ),
    ],
    [
      'the header last',
      (xml) => xml.replace(/( *<MessageHeader>[^]*<\/MessageHeader>\n)( *<MessageBody>[^]*<\/MessageBody>\n)/, '$2$1'),
    ],
  ]
  const who = adult({
    coverage: [
      {
        scheme: 'kokuho',
        insurerNumber: '138057',
        symbol: '記12',
        number: '34',
        branch: '01',
        acquired: civilDate('2020-04-01'),
      },
    ],
  })

  it.each(written)('gets the same answer with %s', (about, change) => {
    const xml = textOf(inquiry({ ...newestCover(who), fileId: 'A' }))
    const sent = change(xml)
    expect(sent === xml).toBe(about.startsWith('spaces'))
    const { bytes } = worldOf({ who }).answer('OQSsiquc01req_1.xml', bytesOf(sent))
    expect(strictReading(textOf(bytes))).toBe(true)
  })
})
