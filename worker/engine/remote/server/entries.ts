import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigError } from '#core/config/config.ts'
import { VIDEOS_KINDS } from '#worker/engine/remote/videos/kinds.ts'
import { fieldsOf, type JsonFields } from '#worker/wan/folder/config/json-fields.ts'

/** Which interface a server has: the OpenAI Videos API, or ComfyUI's. */
export type ServerInterface = 'videos' | 'comfyui'

/** A server of another project that makes videos, as ENGINES and ENGINES_FILE name it. */
export interface ServerEntry {
  readonly name: string
  readonly interface: ServerInterface
  /** `http://host:port`, without a slash at its end. */
  readonly origin: string
  /** Videos that it makes at once. */
  readonly slots: number
  /** Its software where it is told; null: it is found by asking. */
  readonly kind: string | null
  /** The bearer token; null without one. */
  readonly credential: string | null
  readonly tls: ServerTls
  readonly connectTimeoutMs: number
  /** Longest time of one call, the upload of pictures and the download of a video included. */
  readonly requestTimeoutMs: number
  /** Time between two looks at a job. */
  readonly pollMs: number
  /** Longest time that a job may show no progress; null: ENGINE_STALL_TIMEOUT_SECONDS. */
  readonly stallTimeoutMs: number | null
  /** How long a running job survives a server that does not answer. */
  readonly unreachableMs: number
  /** Whether the videos that it made stay there. */
  readonly keepsResults: boolean
}

export interface ServerTls {
  /** PEM texts; null: Node's own authorities, no certificate of the client. */
  readonly authorities: string | null
  readonly certificate: string | null
  readonly key: string | null
  /** Name that its certificate has to have; null: that of the address. */
  readonly serverName: string | null
}

type Environment = Readonly<Record<string, string | undefined>>

const DEFAULTS = {
  slots: 1,
  kind: null,
  credential: null,
  tls: { authorities: null, certificate: null, key: null, serverName: null },
  connectTimeoutMs: 5000,
  requestTimeoutMs: 120_000,
  pollMs: 1000,
  stallTimeoutMs: null,
  unreachableMs: 60_000,
  keepsResults: false,
} as const

/** A server without a name: customers read names, and need not know addresses. */
function unnamed(url: string): ServerEntry {
  const address = addressOf(url)
  const digest = createHash('sha256').update(address.origin).digest('hex').slice(0, 8)
  return { ...DEFAULTS, ...address, name: `${address.interface}-${digest}` }
}

const isDevice = (entry: string): boolean => /^(cpu|cuda:\d+)$/.test(entry)

/**
 * The servers that ENGINES names, each once; devices are left out.
 *
 * @throws ConfigError that lists what is wrong with ENGINES_FILE, or the names it does not have.
 */
export function serverEntries(
  config: { readonly engines: readonly string[]; readonly enginesFile: string | null },
  environment: Environment,
): ServerEntry[] {
  const named = config.enginesFile === null ? [] : readEnginesFile(config.enginesFile, environment)
  const faults: string[] = []
  const servers = [...new Set(config.engines.filter((entry) => !isDevice(entry)))].flatMap((entry) => {
    const found = named.find(({ name }) => name === entry)
    if (found !== undefined) return [found]
    if (entry.includes('://')) return [unnamed(entry)]
    const names = named.map(({ name }) => name).join(', ')
    faults.push(`ENGINES has the entry ${JSON.stringify(entry)}; ENGINES_FILE names ${names || 'no server'}`)
    return []
  })
  if (faults.length > 0) throw new ConfigError(faults)
  return servers
}

/** @throws ConfigError that names the file, the entry, the field and what was expected. */
export function readEnginesFile(file: string, environment: Environment): ServerEntry[] {
  try {
    const whole = fieldsOf(JSON.parse(readFileSync(file, 'utf8')))
    whole.only(['servers'])
    const servers = whole.objects('servers').map((fields) => readServer(fields, environment))
    const names = servers.map(({ name }) => name)
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice !== undefined) throw new Error(`two servers have the name ${JSON.stringify(twice)}`)
    return servers
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError([
      `ENGINES_FILE (${file}): ${error instanceof Error ? error.message : String(error)}`,
    ])
  }
}

const KINDS = VIDEOS_KINDS.map(({ name }) => name)

const FIELDS = [
  'name',
  'url',
  'slots',
  'kind',
  'credential',
  'tls',
  'connect_timeout_seconds',
  'request_timeout_seconds',
  'poll_seconds',
  'stall_timeout_seconds',
  'unreachable_seconds',
  'keep_results',
]

function readServer(fields: JsonFields, environment: Environment): ServerEntry {
  fields.only(FIELDS)
  const name = fields.text('name', /^[A-Za-z][\w.-]*$/)
  if (isDevice(name)) fields.refuse('name', 'a name that is no device')
  const url = fields.text('url', /^(videos|comfyui)\+https?:\/\/[^\s/@?#]+\/?$/)
  const tls = fields.has('tls') ? readTls(fields.object('tls')) : DEFAULTS.tls
  const milliseconds = <T>(key: string, otherwise: T): number | T =>
    fields.has(key) ? fields.number(key, Number.MIN_VALUE) * 1000 : otherwise
  return {
    ...addressOf(url),
    name,
    slots: fields.has('slots') ? fields.count('slots') : DEFAULTS.slots,
    kind: fields.has('kind') ? fields.choice('kind', KINDS) : DEFAULTS.kind,
    credential: fields.has('credential') ? credentialOf(fields, environment) : null,
    tls,
    connectTimeoutMs: milliseconds('connect_timeout_seconds', DEFAULTS.connectTimeoutMs),
    requestTimeoutMs: milliseconds('request_timeout_seconds', DEFAULTS.requestTimeoutMs),
    pollMs: milliseconds('poll_seconds', DEFAULTS.pollMs),
    stallTimeoutMs: milliseconds('stall_timeout_seconds', DEFAULTS.stallTimeoutMs),
    unreachableMs: milliseconds('unreachable_seconds', DEFAULTS.unreachableMs),
    keepsResults: fields.optionalFlag('keep_results'),
  }
}

/** A credential is named, never written down: the file may lie in a repository. */
function credentialOf(fields: JsonFields, environment: Environment): string {
  const variable = fields.text('credential', /^[A-Z][A-Z0-9_]*$/)
  const value = environment[variable]
  if (value !== undefined && value !== '') return value
  return fields.refuse('credential', 'the name of a variable of the environment that is set')
}

function readTls(fields: JsonFields): ServerTls {
  fields.only(['ca_file', 'certificate_file', 'key_file', 'server_name'])
  const pem = (key: string): string | null =>
    fields.has(key) ? readFileSync(fields.text(key), 'utf8') : null
  const [certificate, key] = [pem('certificate_file'), pem('key_file')]
  if ((certificate === null) !== (key === null))
    fields.refuse('key_file', 'a file together with tls.certificate_file')
  return {
    authorities: pem('ca_file'),
    certificate,
    key,
    serverName: fields.has('server_name') ? fields.text('server_name') : null,
  }
}

function addressOf(url: string): Pick<ServerEntry, 'interface' | 'origin'> {
  const plus = url.indexOf('+')
  return { interface: url.slice(0, plus) as ServerInterface, origin: new URL(url.slice(plus + 1)).origin }
}
