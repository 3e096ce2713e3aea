import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SCOPES } from '#api/auth/scopes.ts'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import {
  directDatabaseUrl,
  loadConfig,
  processEnvironment,
  publicBaseUrl,
  requireSettings,
  type Config,
} from '#core/config/config.ts'
import { settledAddress } from '#core/postgres/address.ts'
import { grantStatements, roleAndDatabase } from '#core/postgres/grants.ts'
import { openDatabase, type Db } from '#core/postgres/db.ts'
import { openLog } from '#core/log.ts'
import { openStorage } from '#core/storage/drivers.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'
import { adoptStorage } from '#core/store/storage-owner.ts'
import { oneLine } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey } from '#core/store/api-keys.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { deleteOrphans } from '#worker/jobs/delete-orphans.ts'
import type { SweepDeps } from '#worker/jobs/sweep-storage.ts'

const HELP = `Manages tenants, API keys and limits of a running service.

  npm run admin -- tenants list
  npm run admin -- tenants show <tenant>
  npm run admin -- tenants create <tenant> [--name <text>] [limits]
  npm run admin -- tenants update <tenant> [--name <text>] [limits]
  npm run admin -- tenants rotate-webhook-secret <tenant>
  npm run admin -- tenants delete <tenant> --yes    with its keys, videos and files
  npm run admin -- keys list <tenant>
  npm run admin -- keys create <tenant> --name <text> --scopes <scope,...> [--allow <network,...>]
  npm run admin -- keys revoke <tenant> <key id>
  npm run admin -- keys sign <tenant> <key id> --algorithm hmac-sha256
  npm run admin -- keys sign <tenant> <key id> --algorithm ed25519 --public-key <base64>
  npm run admin -- keys unsign <tenant> <key id>
  npm run admin -- bootstrap          creates the first admin key directly in DATABASE_URL
  npm run admin -- adopt-storage      gives the storage of the settings to the database of DATABASE_URL
  npm run admin -- sweep-storage      counts stored objects that the database does not know; with
                                      --delete, deletes those older than a day, however many
  npm run admin -- grants             prints what the role of DATABASE_URL needs in Postgres

limits, each a number, or "default" for the service's setting; 0 means no limit:
  --requests-per-minute  --request-burst  --max-running  --max-queued
  --gpu-seconds-per-day  --upload-bytes-per-day          and --priority=<n> (higher starts first)
LoRAs that its requests may name: --loras <name,...>, "all" (the default) or "none"
scopes: videos:write videos:read webhooks:write files:write admin

Uses ADMIN_API_KEY on the service at PUBLIC_BASE_URL (default http://localhost:PORT). Without
ADMIN_API_KEY, both are read from DATA_DIR/dev.json of \`npm start\`. Prints JSON; secrets are shown once.
`
const OPERATOR = 'operator'
const LIMITS = [
  'requests-per-minute',
  'request-burst',
  'max-running',
  'max-queued',
  'gpu-seconds-per-day',
  'upload-bytes-per-day',
  'priority',
] as const

/** A command that cannot be carried out; its message is for the operator's terminal. */
class UsageError extends Error {}

type Values = { readonly [name: string]: string | boolean | undefined }

interface AdminRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
}

/** @throws UsageError for an option that does not exist, or has no value. */
function readArguments(args: readonly string[]) {
  try {
    return parse(args)
  } catch (error) {
    const [sentence] = oneLine(error).split('. ')
    throw new UsageError(`${sentence}; see --help`)
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      name: { type: 'string' },
      loras: { type: 'string' },
      scopes: { type: 'string' },
      allow: { type: 'string' },
      delete: { type: 'boolean', default: false },
      algorithm: { type: 'string' },
      'public-key': { type: 'string' },
      ...Object.fromEntries(LIMITS.map((name) => [name, { type: 'string' as const }])),
    },
  })
}

/**
 * The request that a command stands for.
 *
 * @throws UsageError for an unknown or incomplete command
 */
function requestFor(words: readonly string[], values: Values): AdminRequest {
  const [group, verb, tenant, keyId, ...rest] = words
  const tenants = '/admin/tenants'
  const need = (value: string | undefined, what: string): string => {
    if (value === undefined) throw new UsageError(`${group} ${verb} needs ${what}`)
    return encodeURIComponent(value)
  }
  const one = (): string => `${tenants}/${need(tenant, 'the id of a tenant')}`
  const oneKey = (): string => `${one()}/keys/${need(keyId, 'the id of a key')}`
  if (rest.length > 0) throw new UsageError(`unexpected arguments: ${rest.join(' ')}; see --help`)
  switch (`${group} ${verb}`) {
    case 'tenants list':
      return { method: 'GET', path: tenants }
    case 'tenants show':
      return { method: 'GET', path: one() }
    case 'tenants create':
      need(tenant, 'the id of a tenant')
      return { method: 'POST', path: tenants, body: { id: tenant, ...changes(values) } }
    case 'tenants update':
      return { method: 'PATCH', path: one(), body: changes(values) }
    case 'tenants rotate-webhook-secret':
      return { method: 'POST', path: `${one()}/webhook-secret` }
    case 'tenants delete':
      if (values['yes'] !== true)
        throw new UsageError(
          `tenants delete removes the keys, videos and files of ${need(tenant, 'the id of a tenant')} for good; add --yes`,
        )
      return { method: 'DELETE', path: one() }
    case 'keys list':
      return { method: 'GET', path: `${one()}/keys` }
    case 'keys create':
      if (keyId !== undefined)
        throw new UsageError(
          `unexpected argument: ${keyId}; lists such as --scopes have commas and no spaces`,
        )
      if (values['name'] === undefined)
        throw new UsageError('keys create needs --name with what the key is for')
      return {
        method: 'POST',
        path: `${one()}/keys`,
        body: {
          name: values['name'],
          scopes: scopesOf(values['scopes']),
          ...(values['allow'] === undefined ? {} : { allowed_cidrs: listed(values['allow']) }),
        },
      }
    case 'keys revoke':
      return { method: 'DELETE', path: oneKey() }
    case 'keys sign':
      return {
        method: 'POST',
        path: `${oneKey()}/signature`,
        body: {
          algorithm: values['algorithm'],
          ...(values['public-key'] === undefined ? {} : { public_key: values['public-key'] }),
        },
      }
    case 'keys unsign':
      return { method: 'DELETE', path: `${oneKey()}/signature` }
  }
  const verbs = Object.hasOwn(VERBS, group ?? '') ? VERBS[group ?? ''] : undefined
  if (verbs === undefined) throw new UsageError(`unknown command "${words.join(' ')}"; see --help`)
  throw new UsageError(
    `${group} needs one of ${verbs}${verb === undefined ? '' : `, not "${verb}"`}; see --help`,
  )
}

/** What can be done with the things of a group. */
const VERBS: Readonly<Record<string, string>> = {
  tenants: 'list, show, create, update, rotate-webhook-secret, delete',
  keys: 'list, create, revoke, sign, unsign',
}

/**
 * The scopes of a new key.
 *
 * @throws UsageError for none, and for a name that is no scope
 */
function scopesOf(text: Values[string]): string[] {
  const scopes = listed(text)
  const unknown = scopes.find((scope) => !(SCOPES as readonly string[]).includes(scope))
  const all = SCOPES.join(',')
  if (unknown !== undefined) {
    const near = SCOPES.filter((scope) => scope.startsWith(`${unknown.split(':')[0]?.toLowerCase()}:`)).join(
      ',',
    )
    const meant = near === '' ? '' : ` (did you mean ${near}?)`
    throw new UsageError(
      `--scopes has "${unknown}", which is not a scope${meant}; give one or more of ${all}, separated by commas`,
    )
  }
  if (scopes.length === 0)
    throw new UsageError(`keys create needs --scopes with one or more of ${all}, separated by commas`)
  return scopes
}

const listed = (text: Values[string]): string[] =>
  typeof text === 'string' ? text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()])) : []

function changes(values: Values): Record<string, unknown> {
  const limits = LIMITS.flatMap((name) => {
    const text = values[name]
    if (text === undefined) return []
    if (text !== 'default' && !/^-?\d+$/.test(String(text)))
      throw new UsageError(`--${name} must be a whole number or "default", not ${text}`)
    return [[name.replaceAll('-', '_'), text === 'default' ? null : Number(text)]]
  })
  return {
    ...Object.fromEntries(limits),
    ...(values['name'] === undefined ? {} : { name: values['name'] }),
    ...(values['loras'] === undefined ? {} : { loras: lorasOf(values['loras']) }),
  }
}

/** The LoRAs that a tenant may name; null for all. */
function lorasOf(text: Values[string]): readonly string[] | null {
  if (text === 'all') return null
  return text === 'none' ? [] : listed(text)
}

/**
 * Address of the service, and an admin key for it.
 *
 * @throws UsageError without ADMIN_API_KEY and dev.json
 */
async function access(config: Config): Promise<{ baseUrl: string; key: string }> {
  if (config.adminApiKey !== null) return { baseUrl: publicBaseUrl(config), key: config.adminApiKey }
  const file = path.resolve(config.dataDir, 'dev.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null)
    throw new UsageError(
      `no admin key: set ADMIN_API_KEY, or start the service with \`npm start\`, which writes ${file}`,
    )
  const { base_url: baseUrl, admin_api_key: key } = JSON.parse(text) as Record<string, string>
  return { baseUrl: baseUrl as string, key: key as string }
}

/** Creates the operator's tenant and a key with the scope admin, for a database that has none. */
async function bootstrap(config: Config): Promise<object> {
  const db = await openOperatorDatabase(config)
  try {
    await ensureTenant(db, { id: OPERATOR, name: 'Operator', webhookSecret: newWebhookSecret() })
    const key = newApiKey()
    const id = newRowId()
    await ensureApiKey(db, {
      id,
      tenantId: OPERATOR,
      name: 'bootstrap',
      hash: hashApiKey(key),
      prefix: displayPrefix(key),
      scopes: ['admin'],
    })
    return { id, tenant_id: OPERATOR, scopes: ['admin'], key }
  } finally {
    await db.destroy()
  }
}

type StorageCommand = (deps: SweepDeps, isDeleting: boolean) => Promise<object>

/** Commands that work on the database and the storage themselves. */
const ON_STORAGE: Readonly<Record<string, StorageCommand>> = {
  'adopt-storage': ({ db, storage }) => adoptStorage(db, storage),
  'sweep-storage': (deps, isDeleting) =>
    deleteOrphans(deps, { deleteUnknown: isDeleting ? 'always' : 'never' }),
}

async function withStorage(config: Config, command: StorageCommand, isDeleting: boolean): Promise<object> {
  const db = await openOperatorDatabase(config)
  const storage = await openStorage(config)
  try {
    await storage.prepare()
    const now = new Date(await databaseTimeMs(db))
    const log = openLog({ level: 'silent', process: 'admin' })
    return await command({ config, db, storage, log, clock: { now: () => now } }, isDeleting)
  } finally {
    await storage.close()
    await db.destroy()
  }
}

async function openOperatorDatabase(config: Config): Promise<Db> {
  return openDatabase({
    url: await settledAddress(directDatabaseUrl(config)),
    poolSize: 2,
    applicationName: 'wan-admin',
    onIdleError: () => undefined,
  })
}

/** Runs one command and returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args)
  if (values.help || positionals.length === 0) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const config = loadConfig(processEnvironment())
  if (positionals[0] === 'bootstrap') {
    console.log(JSON.stringify(await bootstrap(config), null, 2))
    return 0
  }
  if (positionals[0] === 'grants') {
    const { databaseUrl } = requireSettings(config, ['databaseUrl'])
    console.log(grantStatements(roleAndDatabase(databaseUrl)).trimEnd())
    return 0
  }
  const command = ON_STORAGE[positionals[0] as string]
  if (command !== undefined) {
    console.log(JSON.stringify(await withStorage(config, command, values['delete'] === true), null, 2))
    return 0
  }
  const request = requestFor(positionals, values)
  const { baseUrl, key } = await access(config)
  const response = await fetch(baseUrl + request.path, {
    method: request.method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  }).catch((error: unknown) => {
    throw new UsageError(`the service at ${baseUrl} does not answer; is it running?`, { cause: error })
  })
  const answer = (await response.json()) as { detail?: string }
  if (!response.ok) throw new UsageError(answer.detail ?? `the service answered ${response.status}`)
  console.log(JSON.stringify(answer, null, 2))
  return 0
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${oneLine(error.cause)}` : ''
    console.error(`admin: ${oneLine(error)}${cause}`)
    process.exitCode = 1
  },
)
