import { isSkewed } from '#core/clock.ts'
import { messageOf } from '#core/errors.ts'
import type { Deps } from '#core/deps.ts'
import { countTasksByStatus } from '#core/store/tasks.ts'
import { countLiveWorkers, listLiveWorkers, type LiveWorker } from '#core/store/workers.ts'
import { publicBaseUrl, requireSettings } from '#core/config/config.ts'
import { pendingMigrations } from '#migrations/migrate.ts'
import { withCodeSamples } from '#api/contract/code-samples/with-code-samples.ts'
import { NO_STORE, noStore } from '#api/dialects/wire.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'

const CHECK_TIMEOUT_MS = 2000

/**
 * The process answers. Nothing else is checked, so that an outage elsewhere restarts no healthy
 * process.
 */
export const livez: Handler = () => (_req, res) => sendJson(res, noStore({ status: 'ok' }))

/** The process can serve requests. Missing migrations are looked for until there are none. */
export const readyz: Handler = ({ deps, isDraining }) => {
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
    clock: async () =>
      isSkewed(deps.skewSeconds())
        ? `differs by ${deps.skewSeconds().toFixed(1)} s from that of the database`
        : 'ok',
    workers: async () => describeWorkers(await listLiveWorkers(deps.db, deps.clock.now())),
    engines: async () => {
      const { engines, brokenEngines } = await countLiveWorkers(deps.db, deps.clock.now())
      return brokenEngines === 0 ? 'ok' : `${brokenEngines} of ${engines + brokenEngines} cannot work`
    },
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
 * Checks that decide. Those of workers and engines are only reported: without a worker, requests
 * are still accepted and wait, so a cluster may scale its GPUs to zero. So is the clock of this
 * machine, which decides about tokens alone.
 */
const NEEDED_TO_SERVE = new Set(['process', 'database', 'migrations', 'storage'])

/** Why a worker takes no tasks is in its log: anyone may ask here. */
function describeWorkers(workers: readonly LiveWorker[]): string {
  const paused = workers.filter(({ pausedReason }) => pausedReason !== null).length
  const skewed = workers.filter(({ clockSkewSeconds }) => isSkewed(clockSkewSeconds)).length
  if (workers.length === 0) return 'none is alive'
  if (paused === 0 && workers.every(({ engines }) => engines === 0)) return 'none has an engine'
  const faults = [
    ...(paused > 0 ? [`${paused} of ${workers.length} take no tasks until they are mended`] : []),
    ...(skewed > 0 ? [`the clocks of ${skewed} of ${workers.length} differ by more than 5 s`] : []),
  ]
  return faults.length === 0 ? 'ok' : faults.join('; ')
}

/** What a check found. The reason of a failure is only logged, since anyone may ask. */
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

/** The contract as JSON, with code samples that call this service. */
export const openapi: Handler = ({ contract, deps }) => {
  const text = JSON.stringify(withCodeSamples(contract, publicBaseUrl(deps.config)))
  return (_req, res) =>
    sendJson(res, { status: 200, headers: { 'Cache-Control': 'public, max-age=60' }, body: text })
}
