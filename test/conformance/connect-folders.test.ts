import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { diskFolders } from '../../src/conformance/drivers/disk-folders.ts'
import { connectFolders } from '../../src/conformance/reference/clinic/connect-folders.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import { faceFileName } from '../../src/wire/file-name.ts'

const now = instant('2026-11-21T09:00:00+09:00')

const answer = (validity: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<XmlMsg><MessageHeader><ProcessExecutionTime>20261121090000</ProcessExecutionTime>
<QualificationConfirmationDate>20261121</QualificationConfirmationDate>
<MedicalInstitutionCode>1319999999</MedicalInstitutionCode>
<ArbitraryFileIdentifier>1</ArbitraryFileIdentifier><ReferenceClassification>1</ReferenceClassification>
<SegmentOfResult>1</SegmentOfResult><CharacterCodeIdentifier>0</CharacterCodeIdentifier></MessageHeader>
<MessageBody><ProcessingResultStatus>1</ProcessingResultStatus>
<QualificationValidity>${validity}</QualificationValidity></MessageBody></XmlMsg>
`

/** A clinic at three folders in which nobody answers but the test. */
function desk(patienceMillis = 5000) {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-desk-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const name of ['req', 'res', 'face']) mkdirSync(join(dir, name))
  const service = connectFolders(diskFolders(dir, { patienceMillis }), {
    suite: 'clinic',
    baseUrl: 'http://127.0.0.1:1/',
    folder: dir,
    world: 'w1',
    institutionCode: '1319999999',
    facility: { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true, tools: [] },
    now,
  })
  const names = (folder: string): readonly string[] => readdirSync(join(dir, folder)).toSorted()
  const asked = async (): Promise<string> => {
    for (;;) {
      const name = names('req').find((one) => one.endsWith('.xml'))
      if (name !== undefined) return name
      await sleep(2)
    }
  }
  const inquire = () =>
    service.inquire({
      key: { insurerNumber: '06139992', symbol: '12', number: '3', branch: '0' },
      birthDate: civilDate('1980-04-01'),
      day: civilDate('2026-11-21'),
      limitConsent: false,
    })
  const write = (folder: string, name: string, text: string): void => writeFileSync(join(dir, folder, name), text)
  return { dir, service, names, asked, inquire, write }
}

const faceName = (serial: string): string => faceFileName('1319999999', serial.padStart(20, '0'), now)

describe('a clinic at the folders', () => {
  it('finds its result by the suffix of its request, once it is whole, and clears up', async () => {
    const at = desk()
    const inquiry = at.inquire()
    const name = await at.asked()
    expect(readFileSync(join(at.dir, 'req', name), 'utf8')).toContain('<InsuredBranchNumber>00<')
    const result = name.replace('req_', 'res_')
    at.write('res', 'OQSsiquc01res_another.xml', answer('4'))
    at.write('res', result, answer('1').slice(0, 300))
    await sleep(40)
    at.write('res', result, answer('1'))
    expect(await inquiry).toMatchObject({ validity: '1', day: '2026-11-21' })
    expect(at.names('res')).toEqual(['OQSsiquc01res_another.xml'])
  })

  it('takes an error text for no answer, and clears the returned request away too', async () => {
    const at = desk()
    const inquiry = at.inquire()
    const name = await at.asked()
    at.write('res', name, 'the request')
    at.write('res', name.replace('.xml', '.err'), 'SIM-C001')
    expect(await inquiry).toBe('offline')
    expect(at.names('res')).toEqual([])
  })

  it('withdraws a request that nobody answers', async () => {
    const at = desk(60)
    expect(await at.inquire()).toBe('offline')
    expect(at.names('req')).toEqual([])
  })

  it('is offline where it cannot write', async () => {
    const at = desk()
    rmSync(join(at.dir, 'req'), { recursive: true })
    expect(await at.inquire()).toBe('offline')
  })

  it('takes the newest result of the reader by its name, and removes all of them', async () => {
    const at = desk()
    at.write('face', 'note.txt', 'mine')
    at.write('face', faceName('2'), answer('2'))
    await sleep(10)
    at.write('face', faceName('1'), answer('1'))
    expect(await at.service.pickUpReaderResult()).toMatchObject({ validity: '1' })
    expect(at.names('face')).toEqual(['note.txt'])
  })

  it('waits for a result of the reader that is on its way', async () => {
    const at = desk()
    const picked = at.service.pickUpReaderResult()
    await sleep(30)
    at.write('face', faceName('1'), answer('1').slice(0, 200))
    await sleep(30)
    at.write('face', faceName('1'), answer('1'))
    expect(await picked).toMatchObject({ validity: '1' })
  })

  it('has no result of the reader where none comes', async () => {
    expect(await desk(40).service.pickUpReaderResult()).toBeNull()
  })
})
