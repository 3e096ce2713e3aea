import type { SampleRequest } from './sample-request.ts'
import { SAMPLE_FILE } from './sample-value.ts'

/** Python's own names that a parameter may have; the generator appends an underscore to them. */
const RESERVED = new Set([
  'filter',
  'format',
  'from',
  'hash',
  'input',
  'max',
  'min',
  'object',
  'range',
  'type',
])

/**
 * A call with the client in sdk/python, whose names openapi-python-client derives from the
 * contract's.
 */
export function pythonSample(request: SampleRequest, baseUrl: string): string {
  if (request.answer === 'stream') return streamSample(request, baseUrl)
  const { operationId, tag, parameters, credentials, body, answer } = request
  const [module, model] = [snakeCase(operationId), body === null ? null : pascalCase(body.schema ?? '')]
  const files = body?.isForm === true && Object.values(body.value).includes(SAMPLE_FILE)
  const key = credentials === null ? '' : `, os.environ["${credentials}"]`
  const given = [
    'client=client',
    ...Object.values(parameters).flatMap((fields) =>
      Object.entries(fields).map(([name, value]) => `${parameterName(name)}=${literal(value, 0)}`),
    ),
    ...(body === null
      ? []
      : [
          `body=${body.isForm ? formOf(`${model}`, body.value) : `${model}.from_dict(${literal(body.value, 1)})`}`,
        ]),
  ]
  const [callee, first] = answer === 'headers' ? [`${module}.sync_detailed`, []] : ['call', [module]]
  const call = `${callee}(\n    ${[...first, ...given].join(',\n    ')},\n)`
  return [
    ...(credentials === null ? [] : ['import os', '']),
    `from wan_video_client import ${answer === 'headers' ? '' : 'call, '}create_client`,
    `from wan_video_client.generated.api.${snakeCase(tag)} import ${module}`,
    ...(model === null ? [] : [`from wan_video_client.generated.models import ${model}`]),
    ...(files ? ['from wan_video_client.generated.types import File'] : []),
    '',
    `client = create_client("${baseUrl}"${key})`,
    `answer = ${call}`,
    { headers: 'print(answer.status_code, answer.headers)', bytes: 'print(len(answer.payload.getvalue()))' }[
      answer as string
    ] ?? 'print(answer)',
  ].join('\n')
}

/** Generated calls return when the answer is complete, so a stream is read line by line instead. */
function streamSample({ path, parameters, credentials }: SampleRequest, baseUrl: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters.path[name]))
  return [
    ...(credentials === null ? [] : ['import os', '']),
    'from wan_video_client import create_client',
    '',
    `client = create_client("${baseUrl}"${credentials === null ? '' : `, os.environ["${credentials}"]`})`,
    `with client.get_httpx_client().stream("GET", "${filled}") as answer:`,
    '    for line in answer.iter_lines():',
    '        print(line)',
  ].join('\n')
}

const formOf = (model: string, fields: object): string =>
  `${model}(\n${Object.entries(fields)
    .map(([name, value]) => `        ${parameterName(name)}=${literal(value, 2)},\n`)
    .join('')}    )`

const parameterName = (name: string): string => {
  const snake = snakeCase(name)
  return RESERVED.has(snake) ? `${snake}_` : snake
}

/** `comfy.uploadAndGenerate` → `comfy`, `upload`, `And`, `Generate`. */
const wordsOf = (name: string): string[] => {
  const known = name.replaceAll(/[^\w. -]/g, '')
  const parted = /[A-Z]/.test(known) ? known.split(/([A-Z]?[a-z]+)/).join(' ') : known
  return parted.match(/[^. _-]+/g) ?? []
}
const snakeCase = (name: string): string => wordsOf(name).join('_').toLowerCase()
const pascalCase = (name: string): string =>
  wordsOf(name)
    .map((word) =>
      word === word.toUpperCase() ? word : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`,
    )
    .join('')

/** A value as a literal, each member on a line of its own. */
function literal(value: unknown, depth: number): string {
  if (value === SAMPLE_FILE) return 'File(payload=open("photo.jpg", "rb"), file_name="photo.jpg")'
  if (value === null || typeof value === 'boolean')
    return { null: 'None', true: 'True', false: 'False' }[`${value}`]
  if (typeof value !== 'object') return JSON.stringify(value)
  const [indent, end] = ['    '.repeat(depth + 1), '    '.repeat(depth)]
  if (Array.isArray(value)) return `[${value.map((member) => literal(member, depth)).join(', ')}]`
  const members = Object.entries(value).map(
    ([name, member]) => `${indent}${JSON.stringify(name)}: ${literal(member, depth + 1)},\n`,
  )
  return members.length === 0 ? '{}' : `{\n${members.join('')}${end}}`
}
