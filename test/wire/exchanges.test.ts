import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LayoutGroup } from '../../src/wire/layout.ts'
import { MESSAGES } from '../../src/wire/messages.ts'
import { ALL_KINDS } from '../support/message-kinds.ts'
import { sampleExchanges } from '../support/exchanges.ts'
import { kindOf, violations, wireText } from '../support/xsd.ts'

/** What the layouts have and no answer of the simulator shows: unknown to it, or of the kinds whose content is not public. */
const NEVER_SHOWN: readonly RegExp[] = [
  /^(?:DiagnosisNameInfo|InfectiousInfo|AllergyInfo|ContraindicationInfo|TestInfo|PrescriptionInfo)/,
  /^(?:InjuryName|Remarks)\d$/,
  /^(?:DistrictContactName|HandlingContactName|DesignatedMedicalInstitutionName|ConsistencyFlag)$/,
  /^(?:PrescriptionIssuerMedicalInstitution|StatusOf(?:Infecton|ElderlyMedicalCare|PrefecturalExpenses)$)/,
  /^(?:Sex2|LimitApplicationCertificateLongTermDate|SpecificDiseasesValidEndDate)$/,
  /^(?:DiOrg|MeTrDiHCd|PrlsH(?:Cd|Nm)|PrIsOrg|InOut|PrDate|SpInst|Oid)$/,
]

const namesOf = ({ entries }: LayoutGroup): readonly string[] =>
  entries.flatMap(({ name, group }) => [name, ...(group === null ? [] : namesOf(group))])

const FOLDERS = { 'UTF-8': 'utf-8', Shift_JIS: 'shift-jis' } as const

/** `npm run golden`: asked for by hand, because the file snapshots of vitest are text and these are bytes. */
const isUpdating = (): boolean => expect.getState().snapshotState['_updateSnapshot'] === 'all'

describe.each(['UTF-8', 'Shift_JIS'] as const)('the sample day in %s', async (encoding) => {
  const folder = new URL(`../golden/wire/exchanges/${FOLDERS[encoding]}/`, import.meta.url)
  const files = await sampleExchanges(encoding)

  it('is the committed one, byte for byte and file for file', () => {
    if (isUpdating()) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      for (const { file, bytes } of files) writeFileSync(new URL(file, folder), bytes)
    }
    const committed = readdirSync(folder).toSorted()
    expect(committed).toEqual(files.map(({ file }) => file).toSorted())
    const different = files.filter(({ file, bytes }) => !readFileSync(new URL(file, folder)).equals(bytes))
    expect(different.map(({ file }) => file)).toEqual([])
  })

  it('has a sample of every message kind', () => {
    expect([...new Set(files.map(({ file }) => kindOf(file)))].toSorted()).toEqual(ALL_KINDS.toSorted())
  })

  it('shows every element that an answer can have', () => {
    const names = new Set(MESSAGES.flatMap(({ root }) => namesOf(root)))
    const shown = files.map(({ bytes }) => wireText(bytes)).join('')
    const missing = [...names].filter((name) => !shown.includes(`<${name}>`))
    expect(missing.filter((name) => !NEVER_SHOWN.some((known) => known.test(name)))).toEqual([])
  })

  it('is valid by the schemas', () => {
    const refused = files.flatMap(({ file, bytes }) => violations(kindOf(file), bytes).map((why) => `${file}: ${why}`))
    expect(refused).toEqual([])
  })
})
