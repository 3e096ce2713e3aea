import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Contract } from '#api/contract/contract.ts'

type Node = Record<string, unknown>

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * Holds answers against `openapi.yaml`: status, media type, headers and body. Objects may have no
 * member that the contract does not name, so that nothing is sent that it does not tell.
 */
export function contractChecker(contract: Contract) {
  const document = structuredClone(contract.document) as Node
  closeObjects(document['components'])
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'contract' })
  const compiled = new Map<string, ValidateFunction>()
  const paths = Object.entries(document['paths'] as Record<string, Node>).map(([path, item]) => ({
    path,
    item,
    pattern: new RegExp(
      `^${path
        .replace('{key}', '.+')
        .replaceAll(/\{\w+\}/g, '[^/]+')
        .replaceAll('.json', '\\.json')}$`,
    ),
  }))

  function resolve(node: Node, pointer: string): { node: Node; pointer: string } {
    if (typeof node['$ref'] !== 'string') return { node, pointer }
    const target = node['$ref'].slice(1)
    let found: unknown = document
    for (const name of target.split('/').slice(1)) found = (found as Node)[name]
    return { node: found as Node, pointer: target }
  }

  function validate(pointer: string, value: unknown, what: string): void {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` })
    compiled.set(pointer, check)
    assert.ok(check(value), `${what}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(value, null, 1)}`)
  }

  return async (method: string, pathname: string, response: Response): Promise<void> => {
    // Headers that only some paths know, such as 405 and 404 of nowhere, are of the problem shape
    // and that is all.
    const matched = paths.find(({ pattern }) => pattern.test(pathname))
    const operation = matched?.item[method.toLowerCase()] as Node | undefined
    const what = `${method} ${pathname} answered ${response.status}`
    if (matched === undefined || operation === undefined) {
      if (method !== 'HEAD') validate('/components/schemas/Problem', await response.clone().json(), what)
      return
    }
    const base = `/paths/${escaped(matched.path)}/${method.toLowerCase()}/responses/${response.status}`
    const declared = (operation['responses'] as Node)[String(response.status)] as Node | undefined
    assert.ok(declared, `${what}, which the contract does not name`)
    const { node, pointer } = resolve(declared, base)
    for (const [name, header] of Object.entries((node['headers'] ?? {}) as Record<string, Node>)) {
      const sent = response.headers.get(name)
      const found = resolve(header, `${pointer}/headers/${escaped(name)}`)
      if (sent === null) {
        assert.ok(found.node['required'] !== true, `${what} without the header ${name}`)
        continue
      }
      const isInteger = ((found.node['schema'] ?? {}) as Node)['type'] === 'integer'
      validate(`${found.pointer}/schema`, isInteger ? Number(sent) : sent, `${what}, header ${name}`)
      if (isInteger) assert.match(sent, /^\d+$/, `${what}, header ${name}`)
    }
    const content = node['content'] as Node | undefined
    if (method === 'HEAD' || content === undefined) return
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] as string
    assert.ok(content[mediaType], `${what} as ${mediaType}, which the contract does not name`)
    if (/json/.test(mediaType))
      validate(`${pointer}/content/${escaped(mediaType)}/schema`, await response.clone().json(), what)
  }
}

function closeObjects(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  for (const value of Object.values(node)) closeObjects(value)
  const schema = node as Node
  if (schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema))
    schema['additionalProperties'] = false
}
