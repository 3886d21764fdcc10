import { decodeSegment } from '../http.ts'
import { personName } from '../api/routes.ts'
import type { SimulatedWorld } from '../world.ts'
import { atmPage, registerAtAtm } from './atm.ts'
import { eligibilityData, eligibilityPage, eligibilityPdf, eligibilityPicture } from './eligibility.ts'
import { type PersonVisit, type Visit, plainRefusal } from './frame.ts'
import { choicePage, homePage } from './login.ts'
import { register, registrationPage } from './registration.ts'

type Page = (visit: PersonVisit) => Promise<Response>

/** The pages of a person by the last segment of the path. */
const PAGES: ReadonlyMap<string, Page> = new Map([
  ['', homePage],
  ['eligibility', eligibilityPage],
  ['eligibility.pdf', eligibilityPdf],
  ['eligibility.png', eligibilityPicture],
  ['eligibility.json', eligibilityData],
  ['registration', registrationPage],
  ['atm', atmPage],
])

/** Nothing but this changes a world. */
const ACTIONS: ReadonlyMap<string, Page> = new Map([
  ['registration', register],
  ['atm', registerAtAtm],
])

const PATH = /^((?:\/w\/[^/]*)?\/portal)(?:\/(.*))?$/

/** The person and the page of a path; a name may have slashes, written as they are or escaped. */
function whoAndWhat(rest: string): { readonly person: string; readonly page: string } {
  const segments = rest.split('/').filter((segment) => segment !== '')
  const last = segments.at(-1) ?? ''
  const page = segments.length > 1 && PAGES.has(last) ? last : ''
  const name = page === '' ? segments : segments.slice(0, -1)
  return { person: name.map((segment) => decodeSegment(segment) ?? segment).join('/'), page }
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** マイナポータル: answers one request for a page of a world's portal. */
export async function visitPortal(request: Request, world: SimulatedWorld | null): Promise<Response> {
  if (world === null) return plainRefusal('SIM-A001', 404)
  const url = new URL(request.url)
  const [, base = '/portal', rest = ''] = PATH.exec(url.pathname) ?? []
  const visit: Visit = { world, base, url, lang: url.searchParams.get('lang') === 'en' ? 'en' : 'ja' }
  const path = whoAndWhat(rest)
  const asked = path.person === '' ? (url.searchParams.get('person') ?? '').trim() : path.person
  if (asked === '') return isReading(request.method) ? choicePage(visit) : plainRefusal('SIM-A012', 405)
  const person = personName(asked)
  if (world.state.person(person) === null) return plainRefusal('SIM-A005', 404)
  const page = (isReading(request.method) ? PAGES : request.method === 'POST' ? ACTIONS : null)?.get(path.page)
  return page === undefined ? plainRefusal('SIM-A012', 405) : page({ ...visit, person })
}
