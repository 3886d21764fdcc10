import { describe, expect, it } from 'vitest'
import { member } from '../../generators/index.ts'
import { specificDiseasesOf } from '../../generators/specific-diseases.ts'
import { cardStateAt } from '../../src/domain/certificate.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import { faceFile } from '../../simulator/reader/face-file.ts'
import { ALL, NINE, TODAY, adult, ask, firstRecord, messageOf, newestCover, people, worldOf } from './support.ts'

const holder = Array.from({ length: 5000 }, (_, index) => index).find(
  (index) => specificDiseasesOf(42, member(people, index), TODAY).length > 0,
)

describe('the certificate of a specific disease', () => {
  const who = adult({}, holder)
  const world = worldOf({ who })
  const shown = (diseases: boolean) => {
    const { card } = who
    if (card === null) throw new Error('no card')
    const file = faceFile(world.state, {
      person: 'who',
      member: who,
      card: cardStateAt(card, NINE, world.state.policy()),
      consents: { ...ALL, diseases },
      way: 'pin',
    })
    return messageOf(ELIGIBILITY_RESULT, file.bytes).MessageBody.ResultList?.ResultOfQualificationConfirmation[0]
  }

  it('is in the file of the reader under its own consent', () => {
    const [disease] = specificDiseasesOf(42, who, TODAY)
    expect(shown(true)).toMatchObject({
      SpecificDiseasesCertificateRelatedConsFlg: '1',
      SpecificDiseasesCertificateRelatedConsTime: '20261121090000',
      SpecificDiseasesCertificateList: {
        SpecificDiseasesCertificateInfo: [
          { SpecificDiseasesDiseaseCategory: disease?.category, SpecificDiseasesSelfPay: '10000' },
        ],
      },
    })
  })

  it('is not there when the consent is refused, and never in an answer by number', () => {
    expect(shown(false)).toMatchObject({ SpecificDiseasesCertificateRelatedConsFlg: '0' })
    expect(shown(false)?.SpecificDiseasesCertificateList).toBeUndefined()
    expect(firstRecord(ask(world, newestCover(who)))?.SpecificDiseasesCertificateList).toBeUndefined()
  })
})
