import { z } from 'zod'
import { type CivilDate, compactDate, dateOf } from '../../../domain/civil-date.ts'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT, checkupsRequest } from '../../../wire/checkups.ts'
import { ELIGIBILITY_REQUEST, eligibilityRequest } from '../../../wire/eligibility-request.ts'
import { type AnswerRecord, type EligibilityAnswer, readEligibilityAnswer } from '../../../wire/eligibility-result.ts'
import { requestName } from '../../../wire/file-name.ts'
import { type MessageLayout, readMessage, writeMessage } from '../../../wire/layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT, medicinesRequest } from '../../../wire/medicines.ts'
import type { ClinicSetup } from '../../../../scenarios/protocol.ts'
import type { Line } from './line.ts'
import type { Key, OnlineAnswer, OnlineRecord } from './practice.ts'
import type { EligibilityService } from './service.ts'

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** What `GET face?after=` answers. */
const faceListing = z.object({ files: z.array(z.object({ name: z.string(), cursor: z.string() })), cursor: z.string() })

const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

const consTime = (record: AnswerRecord, kind: 'PharmacistsInfo' | 'SpecificHealthCheckupsInfo') => {
  const consent = record.consents[kind]
  return consent?.flag === '1' ? consent.at : null
}

function onlineRecord(record: AnswerRecord): OnlineRecord {
  const { elderly } = record
  const group =
    elderly === null || elderly.from === null || elderly.until === null || elderly.ratio === null
      ? null
      : { from: elderly.from, until: elderly.until, ratio: elderly.ratio }
  return {
    key: { ...record.key },
    names: [record.name, ...(record.otherName === null ? [] : [record.otherName])],
    birthDate: record.birthDate,
    classification: record.classification,
    koukiRatio: record.koukiRatio,
    elderly: group,
    limitBand: record.limit?.band ?? null,
    lossDate: record.lost,
    lossReason: record.lossReason,
    acquired: record.acquired,
    address: record.record.Address ?? null,
    consents: {
      medicines: consTime(record, 'PharmacistsInfo'),
      checkups: consTime(record, 'SpecificHealthCheckupsInfo'),
    },
  }
}

function onlineAnswer(answer: EligibilityAnswer): OnlineAnswer | null {
  if (answer.segment !== 'done' || answer.status !== 'done' || answer.validity === null) return null
  const [first, ...others] = answer.records
  return {
    validity: answer.validity,
    day: answer.confirmationDate,
    record: first === undefined ? null : onlineRecord(first),
    others: others.map(onlineRecord),
  }
}

/** Characters of 任意のファイル識別子, as linkage software writes it. @see facts/wire.md 1.3 */
const IDENTIFIER_LENGTH = 16

/** 任意のファイル識別子 of this clinic: of a fixed length, filled up with blanks on the left, which an answer has to repeat. */
const blankFilled = (suffix: string): string => suffix.padStart(IDENTIFIER_LENGTH)

const twoDigits = (branch: string | null): string | null => (branch === null ? null : branch.padStart(2, '0'))

/** The clinic's side of the HTTP door: request file in, result file out, reader results by cursor. */
function httpLine(fetch: Fetch, { baseUrl }: ClinicSetup): Line {
  let cursor = ''

  async function get(path: string): Promise<Response | null> {
    try {
      const response = await fetch(`${baseUrl}${path}`)
      return response.status === 200 ? response : null
    } catch {
      return null
    }
  }

  return {
    // Null when the linkage software cannot be reached or does not answer with a file.
    send: async (name, body) => {
      try {
        const response = await fetch(`${baseUrl}oqs/${name}`, { method: 'POST', body: new Uint8Array(body) })
        return response.status === 200 ? await bytesOf(response) : null
      } catch {
        return null
      }
    },
    newestFace: async () => {
      const listing = await get(`face?after=${encodeURIComponent(cursor)}`)
      if (listing === null) return null
      const list = faceListing.parse(await listing.json())
      cursor = list.cursor
      const newest = list.files.at(-1)
      const response = newest === undefined ? null : await get(`face/${encodeURIComponent(newest.name)}`)
      return response === null ? null : bytesOf(response)
    },
  }
}

/** Talks to the service over HTTP. */
export const connectService = (
  fetch: Fetch,
  setup: ClinicSetup,
  identifier: (suffix: string) => string = blankFilled,
): EligibilityService => connectOver(httpLine(fetch, setup), setup, identifier)

/** Talks to the service over a line. `identifier` writes the source of 任意のファイル識別子 between its tags. */
export function connectOver(
  line: Line,
  setup: ClinicSetup,
  identifier: (suffix: string) => string = blankFilled,
): EligibilityService {
  let counter = 0

  const nextSuffix = (day: CivilDate): string => {
    counter += 1
    return `${compactDate(day)}${String(counter).padStart(4, '0')}`
  }

  const write = <T extends object>(layout: MessageLayout<T>, message: T, suffix: string): Uint8Array =>
    writeMessage(layout, message, {
      verbatim: new Map([['MessageHeader/ArbitraryFileIdentifier', identifier(suffix)]]),
    })

  const medicalHeader = (key: Key, fileId: string) => ({
    institutionCode: setup.institutionCode,
    fileId,
    key: { ...key, branch: twoDigits(key.branch) },
  })

  async function delivered(what: 'medicines' | 'checkups', key: Key): Promise<boolean> {
    const day = dateOf(setup.now)
    const suffix = nextSuffix(day)
    const month = compactDate(day).slice(0, 6)
    if (what === 'medicines') {
      const request = medicinesRequest({ ...medicalHeader(key, suffix), from: month, until: month })
      const bytes = await line.send(requestName('YZKsiquc01req', suffix), write(MEDICINES_REQUEST, request, suffix))
      const read = bytes === null ? null : readMessage(MEDICINES_RESULT, bytes)
      return read !== null && read.ok && read.value.message.MessageHeader.ResultCode === '1'
    }
    const request = checkupsRequest(medicalHeader(key, suffix))
    const bytes = await line.send(requestName('TKKsiquc01req', suffix), write(CHECKUPS_REQUEST, request, suffix))
    const read = bytes === null ? null : readMessage(CHECKUPS_RESULT, bytes)
    return read !== null && read.ok && read.value.message.MessageHeader.ResultCode === '1'
  }

  return {
    async inquire({ key, birthDate, day, limitConsent }) {
      const suffix = nextSuffix(day)
      const request = eligibilityRequest({
        confirmationDate: day,
        institutionCode: setup.institutionCode,
        fileId: suffix,
        key: { ...key, branch: twoDigits(key.branch) },
        birthDate,
        limitConsent,
      })
      const bytes = await line.send(requestName('OQSsiquc01req', suffix), write(ELIGIBILITY_REQUEST, request, suffix))
      const read = bytes === null ? null : readEligibilityAnswer(bytes)
      const answer = read !== null && read.ok ? onlineAnswer(read.value) : null
      return answer ?? 'offline'
    },
    async pickUpReaderResult() {
      const bytes = await line.newestFace()
      const read = bytes === null ? null : readEligibilityAnswer(bytes)
      return read !== null && read.ok ? onlineAnswer(read.value) : null
    },
    readMedical: delivered,
  }
}
