import type { SampleRequest } from './sample-request.ts'
import { SAMPLE_FILE } from './sample-value.ts'

/** Text in single quotes, in which a shell interprets only the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A call with curl in a shell. */
export function curlSample(request: SampleRequest, baseUrl: string): string {
  const { method, parameters, credentials, body, answer } = request
  const options = [
    ...(credentials === null ? [] : [`-H "Authorization: Bearer $${credentials}"`]),
    ...Object.entries(parameters.header).map(([name, value]) => `-H ${quoted(`${name}: ${textOf(value)}`)}`),
    ...(body === null ? [] : bodyOptions(body)),
    ...(answer === 'bytes' ? ['-L -o downloaded'] : []),
  ]
  const implied = body === null ? 'get' : 'post'
  const verb = { head: '--head ', [implied]: '' }[method] ?? `-X ${method.toUpperCase()} `
  const flags = answer === 'stream' ? '-N ' : ''
  return [`curl ${flags}${verb}${quoted(addressOf(request, baseUrl))}`, ...options].join(' \\\n  ')
}

function bodyOptions({ isForm, value }: NonNullable<SampleRequest['body']>): string[] {
  if (!isForm) return [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(value, null, 2))}`]
  return Object.entries(value).map(([name, field]) =>
    field === SAMPLE_FILE ? `-F ${name}=@photo.jpg` : `-F ${quoted(`${name}=${textOf(field)}`)}`,
  )
}

function addressOf({ path, parameters }: SampleRequest, baseUrl: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(parameters.path[name])),
  )
  const query = Object.entries(parameters.query)
    .map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`)
    .join('&')
  return `${baseUrl}${filled}${query === '' ? '' : `?${query}`}`
}
