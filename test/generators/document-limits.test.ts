import { describe, expect, it } from 'vitest'
import { type DocumentRequest, documentRefusal } from '../../generators/document-limits.ts'
import { magicMember, population } from '../../generators/index.ts'
import { civilDate, instantOf } from '../../src/domain/civil-date.ts'
import { coverageOn } from '../../src/domain/ledger.ts'

const day = civilDate('2026-11-21')
const japan = population({ seed: 42 })

function request(id: string, more: Partial<DocumentRequest>): DocumentRequest {
  const member = magicMember(japan, id, day)
  const [cover = null] = coverageOn(member.ledger, day, instantOf(day, '12:00'))
  const asked = { kind: 'certificate', scheme: null, day, issued: day, validUntil: civilDate('2027-07-31') } as const
  return { ...asked, member, cover, ...more }
}

describe('documents that can be', () => {
  it.each([
    ['name/gaiji', 'certificate'],
    ['key/kouki', 'certificate'],
    ['key/kouki', 'notice'],
    ['limit/class-a03', 'member-notice'],
    ['limit/class-a03', 'portal-pdf'],
    ['public/assistance', 'declaration'],
  ] as const)('%s: %s', (id, kind) => {
    expect(documentRefusal(request(id, { kind }))).toBeNull()
  })
})

describe('documents that cannot be', () => {
  it.each<[string, string, Partial<DocumentRequest>, string]>([
    [
      'a 後期 notice under 75',
      'name/gaiji',
      { kind: 'notice', scheme: 'kouki', cover: null },
      'begins with the 75th birthday',
    ],
    ['a cover that is not there', 'key/kouki', { kind: 'notice', scheme: 'kenpo', cover: null }, 'no cover of kenpo'],
    ['no cover at all', 'name/gaiji', { cover: null }, 'no cover on'],
    ['a paper for medical aid', 'public/assistance', {}, '医療扶助'],
    ['a member notice of another insurer', 'key/kouki', { kind: 'member-notice' }, '協会けんぽ'],
    ['the portal without a card', 'paper/in-term', { kind: 'portal-pdf' }, 'no My Number card'],
    ['the portal of a protected person', 'card/hidden', { kind: 'portal-screen' }, 'protected'],
    ['a certificate before they began', 'name/gaiji', { issued: civilDate('2024-12-01') }, '2024-12-02'],
    ['a certificate before the cover', 'history/lost-with-newer', { issued: civilDate('2026-09-20') }, 'begins on'],
    [
      'a term that ends before it begins',
      'name/gaiji',
      { validUntil: civilDate('2026-11-20') },
      'before the day of issue',
    ],
    ['a term of more than five years', 'name/gaiji', { validUntil: civilDate('2031-11-22') }, 'five years'],
  ])('%s', (_, id, more, said) => {
    const refusal = documentRefusal(request(id, more))
    expect(refusal?.en).toContain(said)
    expect(refusal?.ja).toMatch(/[ぁ-ん]/)
  })

  it('ends five years after the day of issue, that day included', () => {
    expect(documentRefusal(request('name/gaiji', { validUntil: civilDate('2031-11-21') }))).toBeNull()
  })
})
