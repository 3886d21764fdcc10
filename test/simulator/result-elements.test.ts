import { describe, expect, it } from 'vitest'
import { member } from '../../generators/index.ts'
import { specificDiseasesOf } from '../../generators/specific-diseases.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import type { Consents } from '../../scenarios/ports.ts'
import { ALL, TODAY, adult, ask, faceResult, firstRecord, newestCover, people, read, worldOf } from './support.ts'

const cover = {
  scheme: 'kyokai',
  insurerNumber: '01130012',
  symbol: '1',
  number: '2',
  branch: '01',
  acquired: civilDate('2020-04-01'),
} as const

const holderOf = (isWanted: (until: string | null) => boolean): number =>
  Array.from({ length: 20_000 }, (_, index) => index).find((index) =>
    specificDiseasesOf(42, member(people, index), TODAY).some(({ until }) => isWanted(until)),
  ) ?? -1

const EVERYTHING: Consents = { ...ALL, all: true, diseases: true }

/** Every element that a record has, with the names of its groups before it. */
const pathsOf = (value: unknown, at = ''): string[] =>
  value === null || typeof value !== 'object'
    ? [at]
    : Object.entries(value).flatMap(([name, inner]) =>
        pathsOf(inner, /^\d+$/.test(name) ? at : at === '' ? name : `${at}/${name}`),
      )

const shownTo = (who: ReturnType<typeof adult>, consents: Consents): readonly string[] => {
  const world = worldOf({ who })
  read(world, 'who', ['face'], consents)
  return pathsOf(firstRecord(faceResult(world).MessageBody))
}

const PEOPLE = {
  ordinary: adult({ coverage: [{ ...cover, limit: 'A03' }] }),
  'long stay': adult({ coverage: [{ ...cover, limit: 'A05', limitLongStay: civilDate('2026-11-01') }] }),
  elderly: adult({ birthDate: civilDate('1955-01-10'), coverage: [{ ...cover, ratio: '020' }] }),
  disease: adult(
    {},
    holderOf((until) => until === null),
  ),
  'disease with an end': adult(
    {},
    holderOf((until) => until !== null),
  ),
  assistance: adult({
    coverage: [
      {
        scheme: 'assistance',
        insurerNumber: '12131016',
        symbol: null,
        number: '1234567',
        branch: null,
        acquired: civilDate('2024-04-01'),
        ticket: civilDate('2026-11-01'),
      },
    ],
  }),
} as const

const ELDERLY = 'ElderlyRecipientCertificateInfo/ElderlyRecipient'
const LIMIT = 'LimitApplicationCertificateRelatedInfo/LimitApplicationCertificate'
const DISEASE = 'SpecificDiseasesCertificateList/SpecificDiseasesCertificateInfo/SpecificDiseases'
const TICKET = 'PublicExpenseResultList/MedicalTicketInfo/'

/** Items 26 to 37 of the record, typed from facts/wire.md 2.2, with somebody whose card shows them. */
const ROWS: readonly (readonly [item: string, who: keyof typeof PEOPLE, element: string])[] = [
  ['26.1', 'elderly', `${ELDERLY}CertificateDate`],
  ['26.2', 'elderly', `${ELDERLY}ValidStartDate`],
  ['26.3', 'elderly', `${ELDERLY}ValidEndDate`],
  ['26.4', 'elderly', `${ELDERLY}ContributionRatio`],
  ['27', 'ordinary', 'LimitApplicationCertificateRelatedConsFlg'],
  ['28', 'ordinary', 'LimitApplicationCertificateRelatedConsTime'],
  ['29.1', 'ordinary', `${LIMIT}Classification`],
  ['29.2', 'ordinary', `${LIMIT}ClassificationFlag`],
  ['29.3', 'ordinary', `${LIMIT}Date`],
  ['29.4', 'ordinary', `${LIMIT}ValidStartDate`],
  ['29.5', 'ordinary', `${LIMIT}ValidEndDate`],
  ['29.6', 'long stay', `${LIMIT}LongTermDate`],
  ['30', 'ordinary', 'SpecificDiseasesCertificateRelatedConsFlg'],
  ['31', 'ordinary', 'SpecificDiseasesCertificateRelatedConsTime'],
  ['32.1', 'disease', `${DISEASE}DiseaseCategory`],
  ['32.2', 'disease', `${DISEASE}CertificateDate`],
  ['32.3', 'disease', `${DISEASE}ValidStartDate`],
  ['32.4', 'disease with an end', `${DISEASE}ValidEndDate`],
  ['32.5', 'disease', `${DISEASE}SelfPay`],
  ['33', 'assistance', `${TICKET}TicketType`],
  ...['SpecificHealthCheckups', 'Pharmacists', 'Diagnosis', 'Operation'].flatMap((kind, place) =>
    ['ConsFlg', 'ConsTime', 'AvailableTime'].map(
      (part) => [String(34 + place), 'ordinary', `${kind}Info${part}`] as const,
    ),
  ),
]

describe('an element of the result', () => {
  it.each(ROWS)('%s is in the answer to the card of somebody (%s): %s', (_, who, element) => {
    expect(shownTo(PEOPLE[who], EVERYTHING)).toContain(element)
  })

  it.each([
    ['LongTermDate', 'ordinary', `${LIMIT}LongTermDate`],
    ['an end of the certificate', 'disease', `${DISEASE}ValidEndDate`],
    ['a group for the elderly', 'ordinary', `${ELDERLY}ContributionRatio`],
    ['a ticket', 'ordinary', `${TICKET}TicketType`],
  ] as const)('is not there for whom it is not: %s', (_, who, element) => {
    expect(shownTo(PEOPLE[who], EVERYTHING)).not.toContain(element)
  })

  it('has a flag for every consent when all is refused, and no moment but that of the limit', () => {
    const refused = shownTo(PEOPLE.ordinary, { ...ALL, medicines: false, checkups: false, limit: false })
    expect(refused.filter((path) => /Cons(?:Flg|Time)$|AvailableTime$/.test(path)).toSorted()).toEqual([
      'DiagnosisInfoConsFlg',
      'LimitApplicationCertificateRelatedConsFlg',
      'LimitApplicationCertificateRelatedConsTime',
      'OperationInfoConsFlg',
      'PharmacistsInfoConsFlg',
      'SpecificDiseasesCertificateRelatedConsFlg',
      'SpecificHealthCheckupsInfoConsFlg',
    ])
  })

  it('says by number what a card does not need to ask: the long stay, with flag 1 only', () => {
    const who = PEOPLE['long stay']
    const world = worldOf({ who })
    expect(pathsOf(firstRecord(ask(world, { ...newestCover(who), limit: true })))).toContain(`${LIMIT}LongTermDate`)
    expect(pathsOf(firstRecord(ask(world, newestCover(who))))).not.toContain(`${LIMIT}LongTermDate`)
  })
})
