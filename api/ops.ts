import { timingSafeEqual, createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { AppError, messageOf } from '#core/errors.ts'
import type { Deps } from '#core/deps.ts'
import { countTasksByStatus } from '#core/store/tasks.ts'
import { countLiveWorkers } from '#core/store/workers.ts'
import { requireSettings } from '#core/config/config.ts'
import { pendingMigrations } from '#migrations/migrate.ts'
import { withCodeSamples } from '#api/contract/code-samples/with-code-samples.ts'
import type { Contract } from '#api/contract/contract.ts'
import { sendJson } from '#api/http/send.ts'

const CHECK_TIMEOUT_MS = 2000
const NO_STORE = { 'Cache-Control': 'no-store' }

/** The process answers: nothing else is looked at, so that an outage elsewhere restarts nobody. */
export function livez(): RequestHandler {
  return (_req, res) => sendJson(res, { status: 200, headers: NO_STORE, body: { status: 'ok' } })
}

/** The process can do its work, everything that it needs being there. Schema changes are looked for until there are none. */
export function readyz(deps: Deps, isDraining: () => boolean): RequestHandler {
  const { databaseUrl } = requireSettings(deps.config, ['databaseUrl'])
  let migrated = false
  const checks: Readonly<Record<string, () => Promise<string>>> = {
    process: async () => (isDraining() ? 'stopping' : 'ok'),
    database: async () => {
      await countTasksByStatus(deps.db)
      return 'ok'
    },
    migrations: async () => {
      const pending = migrated ? [] : await pendingMigrations(databaseUrl)
      migrated = pending.length === 0
      return migrated ? 'ok' : `missing: ${pending.join(', ')}`
    },
    storage: async () => {
      await deps.storage.check()
      return 'ok'
    },
    workers: async () => ((await countLiveWorkers(deps.db, deps.clock.now())) > 0 ? 'ok' : 'none is alive'),
  }
  return async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await outcome(deps, name, check)] as const),
    )
    const ready = results.every(([name, result]) => result === 'ok' || !NEEDED_TO_SERVE.has(name))
    sendJson(res, {
      status: ready ? 200 : 503,
      headers: ready ? NO_STORE : { ...NO_STORE, 'Retry-After': '1' },
      body: { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) },
    })
  }
}

/**
 * Without a worker requests are still accepted and wait, so a cluster may scale its GPUs to zero; the check is told,
 * not counted.
 */
const NEEDED_TO_SERVE = new Set(['process', 'database', 'migrations', 'storage'])

/** What a check found; why it failed is for the log, since anybody may ask. */
async function outcome(deps: Pick<Deps, 'log'>, name: string, check: () => Promise<string>): Promise<string> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve('no answer in time'), CHECK_TIMEOUT_MS)
  try {
    return await Promise.race([check(), late.promise])
  } catch (error) {
    deps.log.warn({ check: name, error: messageOf(error) }, 'readiness check failed')
    return 'failed'
  } finally {
    clearTimeout(timer)
  }
}

/** Prometheus metrics, for the holder of METRICS_TOKEN, or without that setting for this machine. */
export function metrics(deps: Deps): RequestHandler {
  return async (req, res) => {
    assertMayReadMetrics(req, deps.config.metricsToken)
    for (const status of ['queued', 'running'] as const) deps.metrics.tasks.set({ status }, 0)
    try {
      for (const { status, count } of await countTasksByStatus(deps.db))
        deps.metrics.tasks.set({ status }, count)
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'tasks could not be counted')
      deps.metrics.tasks.reset()
    }
    res.set({ ...NO_STORE, 'Content-Type': deps.metrics.registry.contentType })
    res.end(await deps.metrics.registry.metrics())
  }
}

function assertMayReadMetrics(req: Request, token: string | null): void {
  if (token === null) {
    const address = req.socket.remoteAddress ?? ''
    const isLocal = address === '::1' || /^(::ffff:)?127\./.test(address)
    // What a proxy on this machine forwards comes from elsewhere.
    if (isLocal && req.headers['x-forwarded-for'] === undefined && req.headers.forwarded === undefined) return
    throw new AppError('insufficient_scope', 'Metrics are for this machine alone until METRICS_TOKEN is set.')
  }
  const given = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(token)))
    throw new AppError('invalid_credentials', 'Metrics need the bearer token in METRICS_TOKEN.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' },
    })
}

/** The contract itself, as JSON, with samples that call the service at this address. */
export function openapi(contract: Contract, baseUrl: string): RequestHandler {
  const text = JSON.stringify(withCodeSamples(contract, baseUrl))
  return (_req, res) =>
    sendJson(res, { status: 200, headers: { 'Cache-Control': 'public, max-age=60' }, body: text })
}
