// The part of a clinic system that talks to the eligibility service: an inquiry by the numbers of a paper, and the result
// file that the card reader left behind. Node only, no dependency.

/** The numbers of a paper, as they are printed. */
export interface Numbers {
  readonly insurerNumber: string
  readonly symbol: string
  readonly number: string
  readonly branch: string
  /** YYYYMMDD */
  readonly birthDate: string
}

/** What the service says: `1` valid, `2` lost, `4` nobody found. */
export interface Answer {
  readonly validity: string | null
  readonly name: string | null
}

const element = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null

const answerOf = (xml: string): Answer => ({
  validity: element(xml, 'QualificationValidity'),
  name: element(xml, 'Name'),
})

const requestOf = (day: string, paper: Numbers): string => `<?xml version="1.0" encoding="UTF-8"?>
<XmlMsg>
  <MessageHeader>
    <QualificationConfirmationDate>${day}</QualificationConfirmationDate>
    <MedicalInstitutionCode>1319999999</MedicalInstitutionCode>
  </MessageHeader>
  <MessageBody>
    <QualificationConfirmSearchInfo>
      <InsurerNumber>${paper.insurerNumber.padStart(8)}</InsurerNumber>
      <InsuredCardSymbol>${paper.symbol}</InsuredCardSymbol>
      <InsuredIdentificationNumber>${paper.number}</InsuredIdentificationNumber>
      <InsuredBranchNumber>${paper.branch}</InsuredBranchNumber>
      <Birthdate>${paper.birthDate}</Birthdate>
      <LimitApplicationCertificateRelatedConsFlg>0</LimitApplicationCertificateRelatedConsFlg>
    </QualificationConfirmSearchInfo>
  </MessageBody>
</XmlMsg>
`

/** Asks by number. An outage is an answer too: the clerk goes on with the papers. */
export async function askByNumber(baseUrl: string, day: string, paper: Numbers): Promise<Answer | 'outage'> {
  try {
    const body = requestOf(day, paper)
    const response = await fetch(`${baseUrl}oqs/OQSsiquc01req_${paper.number}.xml`, { method: 'POST', body })
    const answer = answerOf(await response.text())
    return answer.validity === null ? 'outage' : answer
  } catch {
    return 'outage'
  }
}

/** The newest result of the card reader, null when there is none. */
export async function readCard(baseUrl: string): Promise<Answer | null> {
  const listing: unknown = await (await fetch(`${baseUrl}face`)).json()
  const newest = namesOf(listing).at(-1)
  return newest === undefined ? null : answerOf(await (await fetch(`${baseUrl}face/${newest}`)).text())
}

function namesOf(listing: unknown): readonly string[] {
  if (typeof listing !== 'object' || listing === null || !('files' in listing)) return []
  const files: readonly unknown[] = Array.isArray(listing.files) ? listing.files : []
  return files.flatMap((file) =>
    typeof file === 'object' && file !== null && 'name' in file ? [String(file.name)] : [],
  )
}
