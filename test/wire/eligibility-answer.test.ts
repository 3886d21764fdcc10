import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import { ELIGIBILITY_RESULT, type EligibilityResult, readEligibilityAnswer } from '../../src/wire/eligibility-result.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'
import { golden, hanako, kenpo, kokuho, notFound, validResult } from './samples.ts'

const answerTo = (message: EligibilityResult): ReturnType<typeof readEligibilityAnswer> =>
  readEligibilityAnswer(writeMessage(ELIGIBILITY_RESULT, message))

describe('readEligibilityAnswer', () => {
  it('turns a result into the words of the domain', () => {
    const answer = readEligibilityAnswer(golden('eligibility-result.xml'))
    expect(answer.ok && answer.value).toMatchObject({
      encoding: 'UTF-8',
      processedAt: '2026-11-21T09:00:03+09:00',
      confirmationDate: '2026-11-21',
      institutionCode: '1319999999',
      fileId: '202611210001',
      by: 'number',
      segment: 'done',
      error: null,
      status: 'done',
      validity: '1',
      records: [
        {
          key: { insurerNumber: '138016', symbol: '千代田', number: '0012', branch: '01' },
          name: '●橋　花子',
          birthDate: '1984-05-06',
          acquired: '2020-04-01',
          lost: null,
          koukiRatio: null,
          elderly: null,
          preschool: false,
          limit: null,
          consents: {},
        },
      ],
    })
  })

  it('reads the consents of a reader file: a refusal is bare, a consent ends after 24 hours', () => {
    const answer = readEligibilityAnswer(golden('face-result-shift-jis.xml'))
    if (!answer.ok) throw new Error('unreadable')
    expect(answer.value.by).toBe('card')
    expect(answer.value.records[0]?.consents).toEqual({
      SpecificHealthCheckupsInfo: {
        flag: '1',
        at: instant('2026-11-21T08:59:30+09:00'),
        until: instant('2026-11-22T08:59:30+09:00'),
      },
      PharmacistsInfo: {
        flag: '1',
        at: instant('2026-11-21T08:59:30+09:00'),
        until: instant('2026-11-22T08:59:30+09:00'),
      },
      DiagnosisInfo: { flag: '0', at: null, until: null },
    })
  })

  it('has no record when nothing matched (ASM-10)', () => {
    const answer = answerTo(notFound)
    expect(answer.ok && [answer.value.validity, answer.value.records, answer.value.status]).toEqual(['4', [], 'done'])
  })

  it('tells a failed message, a failed person and a notice apart', () => {
    const failed = answerTo({
      MessageHeader: { ...notFound.MessageHeader, SegmentOfResult: '9', ErrorCode: 'SIM-0001', ErrorMessage: '停止中' },
      MessageBody: { ProcessingResultStatus: '2' },
    })
    expect(failed.ok && failed.value).toMatchObject({
      segment: 'failed',
      status: 'error',
      error: { code: 'SIM-0001', message: '停止中' },
    })
    const notice = answerTo({
      ...validResult,
      MessageBody: {
        ...validResult.MessageBody,
        ProcessingResultCode: 'SIM-0002',
        ProcessingResultMessage: '期限が近い',
      },
    })
    expect(notice.ok && notice.value).toMatchObject({
      status: 'done',
      notice: { code: 'SIM-0002', message: '期限が近い' },
    })
  })
})

describe('qualificationRecord', () => {
  const on = civilDate('2026-11-21')

  it('has no ratio for a person under 70 outside 後期', () => {
    const record = qualificationRecord(hanako, { ...kenpo, koukiRatio: '030' }, { on })
    expect(record).not.toHaveProperty('InsuredPartialContributionRatio')
    expect(record).not.toHaveProperty('ElderlyRecipientCertificateInfo')
  })

  it('gives a 後期 record its ratio and neither symbol, branch nor relation', () => {
    const key = { insurerNumber: '39131016', symbol: null, number: '12345674', branch: null }
    const record = qualificationRecord(
      hanako,
      { ...kenpo, scheme: 'kouki', key, relation: null, koukiRatio: '020' },
      { on },
    )
    expect(record).toMatchObject({ InsurerNumber: '39131016', InsuredPartialContributionRatio: '020' })
    expect(Object.keys(record)).not.toEqual(
      expect.arrayContaining(['InsuredCardSymbol', 'InsuredBranchNumber', 'PersonalFamilyClassification']),
    )
  })

  it('gives the elderly group its dates and ratio', () => {
    const elderly = { issued: on, from: on, until: civilDate('2027-07-31'), ratio: '020' } as const
    const record = qualificationRecord(hanako, { ...kenpo, elderly }, { on })
    expect(record.ElderlyRecipientCertificateInfo).toEqual({
      ElderlyRecipientCertificateDate: '20261121',
      ElderlyRecipientValidStartDate: '20261121',
      ElderlyRecipientValidEndDate: '20270731',
      ElderlyRecipientContributionRatio: '020',
    })
  })

  it('tells the day and the reason of a loss', () => {
    const loss = { date: civilDate('2026-11-01'), reason: '03' } as const
    expect(qualificationRecord(hanako, { ...kenpo, loss }, { on })).toMatchObject({
      DisqualificationDate: '20261101',
      ReasonOfLoss: '03',
    })
    expect(qualificationRecord(hanako, kenpo, { on })).not.toHaveProperty('ReasonOfLoss')
  })

  it.each([
    ['2020-04-01', '2026-03-31', '1'],
    ['2020-04-01', '2026-04-01', undefined],
    ['2020-04-02', '2026-04-01', '1'],
    ['2020-04-02', '2027-04-01', undefined],
  ])('born %s, asked for %s: preschool flag %s', (birth, day, flag) => {
    const child = { ...hanako, birthDate: civilDate(birth) }
    expect(qualificationRecord(child, kenpo, { on: civilDate(day), preschool: true }).PreschoolClassification).toBe(
      flag,
    )
    expect(qualificationRecord(child, kenpo, { on: civilDate(day) })).not.toHaveProperty('PreschoolClassification')
  })

  it('sends the limit group only when asked', () => {
    const limit = { kind: '01', band: 'A03', issued: on, from: on, until: civilDate('2027-07-31') } as const
    const state = { ...kenpo, limit }
    expect(qualificationRecord(hanako, state, { on })).not.toHaveProperty('LimitApplicationCertificateRelatedInfo')
    expect(
      qualificationRecord(hanako, state, { on, limit: true }).LimitApplicationCertificateRelatedInfo,
    ).toMatchObject({
      LimitApplicationCertificateClassificationFlag: 'A03',
    })
    expect(qualificationRecord(hanako, kenpo, { on, limit: true })).not.toHaveProperty(
      'LimitApplicationCertificateRelatedInfo',
    )
  })

  it.each([
    ['as-is', '髙德①'],
    ['level-3', '●德●'],
    ['level-2', '●●●'],
  ] as const)('with %s the name 髙德① is %s', (gaiji, expected) => {
    const member = { ...hanako, name: { kanji: '髙德①', kana: 'タカトク' } }
    expect(qualificationRecord(member, kokuho, { on, gaiji }).Name).toBe(expected)
  })

  it('writes kana in half width with a half-width space', () => {
    const member = { ...hanako, otherName: { kanji: 'グエン　ヴァン', kana: 'グエン　ヴァン' } }
    expect(qualificationRecord(member, kenpo, { on })).toMatchObject({
      NameKana: 'ﾀｶﾊｼ ﾊﾅｺ',
      NameOfOther: 'グエン　ヴァン',
      NameOfOtherKana: 'ｸﾞｴﾝ ｳﾞｧﾝ',
    })
  })
})
