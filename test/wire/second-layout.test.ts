import { readFileSync } from 'node:fs'
import { XmlDocument, XmlElement } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { CODE_LISTS } from '../../src/wire/codes.ts'
import type { LayoutGroup } from '../../src/wire/layout.ts'
import { MESSAGES } from '../../src/wire/messages.ts'

const XS = { xs: 'http://www.w3.org/2001/XMLSchema' }

const attribute = (node: XmlElement, name: string): string | null => node.attr(name)?.value ?? null

const elementsIn = (node: XmlElement, path: string): XmlElement[] =>
  node.find(path, XS).filter((found) => found instanceof XmlElement)

interface Schema {
  readonly root: XmlElement | undefined
  readonly types: ReadonlyMap<string, XmlElement>
}

const known = new Map<string, Schema>()

/** The declarations of one schema with those it includes: its message, and types by name. */
function schemaOf(file: string): Schema {
  const seen = known.get(file)
  if (seen !== undefined) return seen
  const source = readFileSync(new URL(`../../src/wire/xsd/${file}`, import.meta.url))
  const { root } = XmlDocument.fromBuffer(source)
  const types = new Map<string, XmlElement>()
  for (const include of elementsIn(root, 'xs:include'))
    for (const [name, type] of schemaOf(attribute(include, 'schemaLocation') ?? '').types) types.set(name, type)
  for (const type of elementsIn(root, 'xs:complexType|xs:simpleType')) types.set(attribute(type, 'name') ?? '', type)
  const schema = { root: elementsIn(root, 'xs:element')[0], types }
  known.set(file, schema)
  return schema
}

const GROUPS = 'xs:all|xs:sequence|xs:choice'

/** The elements of a content model, groups in groups included. */
const declaredIn = (model: XmlElement): XmlElement[] => [
  ...elementsIn(model, 'xs:element'),
  ...elementsIn(model, GROUPS).flatMap(declaredIn),
]

/** `1`, `?`, `1…` or `?…`; where several orders are written out, the bounds are not said by the element. */
function cardinalityOf(element: XmlElement): string {
  const isWrittenOut = element.parent?.name === 'choice' || element.parent?.parent?.name !== 'complexType'
  if (isWrittenOut) return 'free'
  const [min, max] = [attribute(element, 'minOccurs') ?? '1', attribute(element, 'maxOccurs') ?? '1']
  return (min === '0' ? '?' : '1') + (max === '1' ? '' : '…')
}

const CARDINALITIES = { '1': '1', '?': '?', '+': '1…', '*': '?…' } as const

/** Elements by their path from the root, with cardinality and, for codes, the list. */
type Tree = Map<string, string>

function walkSchema(element: XmlElement, types: ReadonlyMap<string, XmlElement>, path: string, tree: Tree): void {
  const type = types.get(attribute(element, 'type') ?? '')
  const inside = type?.name === 'complexType' ? type : elementsIn(element, 'xs:complexType')[0]
  for (const child of inside === undefined ? [] : declaredIn(inside)) {
    const at = `${path}/${attribute(child, 'name')}`
    const kind = attribute(child, 'type') ?? ''
    tree.set(at, `${cardinalityOf(child)} ${kind.startsWith('OQSCD') ? kind : ''}`.trim())
    walkSchema(child, types, at, tree)
  }
}

function walkLayout(group: LayoutGroup, path: string, tree: Tree): void {
  for (const { name, cardinality, format, group: inner } of group.entries) {
    tree.set(`${path}/${name}`, `${CARDINALITIES[cardinality]} ${format?.kind === 'code' ? format.list : ''}`.trim())
    if (inner !== null) walkLayout(inner, `${path}/${name}`, tree)
  }
}

/** Where the two readings of the facts differ on purpose. */
const ALLOWED: readonly (readonly [about: RegExp, why: string])[] = [
  [
    /^\/MessageBody\/BulkConfirmUnit\/ResultList/,
    'one reader finds records at any depth: the schema takes a list around them, the product writes none',
  ],
  [/^\/MessageBody\/(?:CzDiInf|ShPrInf)\//, 'what the two groups hold is not public: the product writes neither'],
  [
    /^\/MessageBody\/QualificationConfirmSearchInfo\/(?:Consent|Examination|MedicalTreatment)/,
    'the product has one table for the three fetches and refuses what does not fit with SIM-B006',
  ],
  [/\/QualificationConfirmationKey /, 'named in the facts, but its content is not public: never written (ASM-19)'],
]

describe('the tables of the product and the schemas', () => {
  it.each(MESSAGES.map(({ id, root }) => ({ id, root })))(
    'read the facts about $id in the same way',
    ({ id, root }) => {
      const { root: message, types } = schemaOf(`${id}.xsd`)
      const [schema, layout]: readonly [Tree, Tree] = [new Map(), new Map()]
      if (message !== undefined) walkSchema(message, types, '', schema)
      walkLayout(root, '', layout)
      const differences = [...new Set([...schema.keys(), ...layout.keys()])].flatMap((path) => {
        const [ours, theirs] = [layout.get(path) ?? 'absent', schema.get(path) ?? 'absent']
        const line = `${path} ${ours} | ${theirs}`
        return ours === theirs || theirs.startsWith('free') || ALLOWED.some(([about]) => about.test(line)) ? [] : [line]
      })
      expect(differences).toEqual([])
    },
  )

  it('have the same values in every code list that an element uses', () => {
    const { types } = schemaOf('codes.xsd')
    expect(types.size).toBeGreaterThan(25)
    for (const [id, list] of Object.entries(CODE_LISTS)) {
      const type = types.get(id)
      if (type === undefined) continue
      const values = elementsIn(type, './/xs:enumeration').map((value) => attribute(value, 'value'))
      expect(values, id).toEqual(list.values.map(({ code }) => code))
    }
  })
})
