import path from 'node:path'
import { SETTINGS, type Setting } from './settings.ts'

type ValueOf<S extends Setting> = S['type'] extends 'integer' | 'number'
  ? number
  : S['type'] extends 'boolean'
    ? boolean
    : S['type'] extends 'list'
      ? readonly string[]
      : string

type Table = typeof SETTINGS
export type Config = {
  readonly [K in keyof Table]: Table[K]['default'] extends null ? ValueOf<Table[K]> | null : ValueOf<Table[K]>
}

/** Lists every fault at once; its message is meant for the operator's terminal. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The settings are not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

const TRUE = ['true', '1', 'yes', 'on']
const FALSE = ['false', '0', 'no', 'off']

function parse(setting: Setting, raw: string): { value: unknown } | { fault: string } {
  const shown = setting.secret ? 'its value' : JSON.stringify(raw)
  switch (setting.type) {
    case 'integer':
    case 'number': {
      const value = Number(raw)
      if (raw.trim() === '' || !Number.isFinite(value))
        return { fault: `${setting.name} must be a number, not ${shown}` }
      if (setting.type === 'integer' && !Number.isInteger(value))
        return { fault: `${setting.name} must be a whole number, not ${shown}` }
      if (setting.min !== undefined && value < setting.min)
        return { fault: `${setting.name} must be at least ${setting.min}` }
      if (setting.max !== undefined && value > setting.max)
        return { fault: `${setting.name} must be at most ${setting.max}` }
      return { value }
    }
    case 'boolean':
      if (TRUE.includes(raw.toLowerCase())) return { value: true }
      if (FALSE.includes(raw.toLowerCase())) return { value: false }
      return { fault: `${setting.name} must be true or false, not ${shown}` }
    case 'list':
      return {
        value: Object.freeze(raw.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]))),
      }
    case 'url':
      return URL.canParse(raw) ? { value: raw } : { fault: `${setting.name} must be a URL, not ${shown}` }
    case 'database':
      return /^(postgres(ql)?|socket):\S+$/.test(raw)
        ? { value: raw }
        : {
            fault: `${setting.name} must be a connection string, such as postgres://role:password@host:5432/database, not ${shown}`,
          }
    case 'string':
      if (setting.choices && !setting.choices.includes(raw))
        return { fault: `${setting.name} must be one of ${setting.choices.join(', ')}, not ${shown}` }
      return { value: raw }
  }
}

/**
 * Reads every setting from the environment. An empty variable counts as not set.
 *
 * @throws ConfigError that lists all faults at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(SETTINGS) as [keyof Table, Setting][]) {
    const raw =
      env[setting.name] === undefined || env[setting.name] === '' ? setting.default : env[setting.name]
    if (raw === null || raw === undefined) {
      values[key] = null
      continue
    }
    const parsed = parse(setting, raw)
    if ('fault' in parsed) faults.push(parsed.fault)
    else values[key] = parsed.value
  }
  const config = values as unknown as Config
  if (faults.length === 0) faults.push(...crossChecks(config))
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(config)
}

function crossChecks(config: Config): string[] {
  const faults: string[] = []
  for (const [name, secret] of [
    ['JWT_SECRET', config.jwtSecret],
    ['LINK_SECRET', config.linkSecret],
  ] as const)
    if (secret !== null && Buffer.byteLength(secret) < 32)
      faults.push(`${name} must have at least 32 characters`)
  for (const engine of config.engines)
    if (!(config.enginesFile === null ? ENGINE : NAMED_ENGINE).test(engine))
      faults.push(
        `ENGINES has the entry ${JSON.stringify(engine)}; use cpu, cuda:<number>, videos+http://host:port, ` +
          'comfyui+http://host:port or a name out of ENGINES_FILE',
      )
  for (const queue of config.queues)
    if (!QUEUE_NAMES.includes(queue as QueueName))
      faults.push(`QUEUES has the entry ${JSON.stringify(queue)}; use ${QUEUE_NAMES.join(', ')}`)
  if (config.queues.includes('generate') && config.engines.length === 0)
    faults.push('ENGINES must have at least one entry while QUEUES has generate')
  for (const delay of config.webhookScheduleSeconds)
    if (!/^\d+(\.\d+)?$/.test(delay))
      faults.push(`WEBHOOK_SCHEDULE_SECONDS has the entry ${JSON.stringify(delay)}; use seconds, such as 300`)
  if (config.s3Prefix !== '' && !/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+){0,2}\/?$/.test(config.s3Prefix))
    faults.push('S3_PREFIX must be one to three names of letters, digits, `_` and `-`, joined by `/`')
  if (!config.webhookSigningKeys.every((key) => SIGNING_KEY.test(key)))
    faults.push('WEBHOOK_SIGNING_KEYS must be a list of `whsk_` and the base64 of 32 bytes each')
  if (Number.isNaN(dayOf(config.legacySunset)))
    faults.push(
      `LEGACY_SUNSET must be a day in the form YYYY-MM-DD, not ${JSON.stringify(config.legacySunset)}`,
    )
  if ((config.s3AccessKeyId === null) !== (config.s3SecretAccessKey === null))
    faults.push('set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither')
  if (config.oidcIssuer !== null) faults.push(...oidcFaults(config, new URL(config.oidcIssuer)))
  return faults
}

function oidcFaults(config: Config, { protocol, hostname }: URL): string[] {
  const faults: string[] = []
  if (config.oidcClientId === null) faults.push('OIDC_CLIENT_ID must be set with OIDC_ISSUER')
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    faults.push('OIDC_ISSUER must begin with https://, unless it is on this machine')
  if (!config.oidcScope.split(' ').includes('openid')) faults.push('OIDC_SCOPE must contain openid')
  return faults
}

const ENGINE = /^(cpu|cuda:\d+|(videos|comfyui)\+https?:\/\/[^\s/@?#]+\/?)$/
/** What is no device and no address may be a name of the file, which workers read. */
const NAMED_ENGINE = /^(cuda:\d+|[A-Za-z][\w.-]*|(videos|comfyui)\+https?:\/\/[^\s/@?#]+\/?)$/

/** The base64 of 32 bytes has 43 characters and a sign of padding. */
const SIGNING_KEY = /^whsk_[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

const dayOf = (text: string): number => (/^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN)

/** The last second of the day in LEGACY_SUNSET. */
export const legacySunset = (config: Config): Date => new Date(dayOf(config.legacySunset) + 86_399_000)

export const QUEUE_NAMES = ['generate', 'webhook', 'maintenance'] as const
export type QueueName = (typeof QUEUE_NAMES)[number]

export const processEnvironment = (): Readonly<Record<string, string | undefined>> => process.env

export const publicBaseUrl = (config: Config): string =>
  (config.publicBaseUrl ?? `http://localhost:${config.port}`).replace(/\/+$/, '')

export const storageDriver = (config: Config): 's3' | 'filesystem' =>
  config.s3Endpoint !== null || config.s3Bucket !== null ? 's3' : 'filesystem'

/** The prefix of all keys in the bucket: a folder with its final slash, or empty. */
export const s3Prefix = ({ s3Prefix: prefix }: Config): string =>
  prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`

export const storageRoot = (config: Config): string => path.resolve(config.dataDir, 'storage')

/** @throws ConfigError when the settings that the process cannot do without are missing. */
export function requireSettings<K extends keyof Config>(
  config: Config,
  keys: readonly K[],
): { readonly [P in K]: NonNullable<Config[P]> } {
  const missing = keys.filter((key) => config[key] === null)
  if (missing.length > 0)
    throw new ConfigError(missing.map((key) => `${SETTINGS[key].name} must be set: ${SETTINGS[key].text}`))
  return config as { readonly [P in K]: NonNullable<Config[P]> }
}

/**
 * The address of Postgres itself, for what needs a connection of its own: LISTEN, the job queue and
 * migrations.
 *
 * @throws ConfigError without DATABASE_URL
 */
export const directDatabaseUrl = (config: Config): string =>
  config.databaseDirectUrl ?? requireSettings(config, ['databaseUrl']).databaseUrl

const isUnset = (value: Config[keyof Config]): boolean =>
  value === null || (Array.isArray(value) && value.length === 0)

/** The effective settings for one line of the log; secrets are reduced to whether they are set. */
export function describeConfig(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    (Object.entries(SETTINGS) as [keyof Table, Setting][]).map(([key, setting]) => [
      setting.name,
      setting.secret ? (isUnset(config[key]) ? 'not set' : 'set') : config[key],
    ]),
  )
}
