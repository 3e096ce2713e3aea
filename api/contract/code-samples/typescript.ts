import type { SampleRequest } from './sample-request.ts'
import { SAMPLE_FILE } from './sample-value.ts'

/** A call with the client in sdk/typescript. */
export function typescriptSample(request: SampleRequest, baseUrl: string): string {
  const { credentials, body, answer } = request
  const files = body?.isForm === true && Object.values(body.value).includes(SAMPLE_FILE)
  const names = [
    'createClient',
    ...(body?.isForm === true ? ['toForm'] : []),
    ...(answer === 'headers' ? [] : ['unwrap']),
  ]
  const key = credentials === null ? '' : `, apiKey: ${['process', 'env', credentials].join('.')}`
  return [
    ...(files ? ["import { openAsBlob } from 'node:fs'"] : []),
    `import { ${names.join(', ')} } from 'wan-video-client'`,
    '',
    `const client = createClient({ baseUrl: '${baseUrl}'${key} })`,
    ...use(request, callOf(request)),
  ].join('\n')
}

function callOf({ method, path, parameters, body, answer }: SampleRequest): string {
  const params = Object.fromEntries(
    Object.entries(parameters).filter(([, fields]) => Object.keys(fields).length > 0),
  )
  const parseAs = { json: null, headers: null, text: 'text', stream: 'stream', bytes: 'blob' }[answer]
  const options = [
    ...(Object.keys(params).length === 0 ? [] : [`params: ${literal(params, 1)}`]),
    ...(body === null ? [] : [`body: ${literal(body.value, 1)}`]),
    ...(body?.isForm === true ? ['bodySerializer: toForm'] : []),
    ...(parseAs === null ? [] : [`parseAs: '${parseAs}'`]),
  ]
  const given = options.length === 0 ? '' : `, {\n${options.map((option) => `  ${option},\n`).join('')}}`
  return `await client.${method.toUpperCase()}('${path}'${given})`
}

function use({ answer }: SampleRequest, call: string): string[] {
  switch (answer) {
    case 'headers':
      return [`const { response } = ${call}`, 'console.log(response.status, response.headers)']
    case 'stream':
      return [
        `const stream = unwrap(${call})`,
        'for await (const text of stream?.pipeThrough(new TextDecoderStream()) ?? []) console.log(text)',
      ]
    case 'bytes':
      return [`const bytes = unwrap(${call})`, 'console.log(bytes.type, bytes.size)']
    case 'json':
    case 'text':
      return [`const answer = unwrap(${call})`, 'console.log(answer)']
  }
}

/** A value as a literal, each member on a line of its own. */
function literal(value: unknown, depth: number): string {
  if (value === SAMPLE_FILE) return "await openAsBlob('photo.jpg')"
  if (typeof value === 'string')
    return `'${value.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}'`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const [indent, end] = ['  '.repeat(depth + 1), '  '.repeat(depth)]
  if (Array.isArray(value)) return `[${value.map((member) => literal(member, depth)).join(', ')}]`
  const members = Object.entries(value).map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
    return `${indent}${key}: ${literal(member, depth + 1)},\n`
  })
  return members.length === 0 ? '{}' : `{\n${members.join('')}${end}}`
}
