import { isSkewed } from '#core/clock.ts'
import { watchReadiness } from '#core/readiness.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'
import { countLiveWorkers, listLiveWorkers, type LiveWorker } from '#core/store/workers.ts'
import { directDatabaseUrl, publicBaseUrl } from '#core/config/config.ts'
import { pendingMigrations } from '#migrations/migrate.ts'
import { withCodeSamples } from '#api/contract/code-samples/with-code-samples.ts'
import { NO_STORE, noStore } from '#api/dialects/wire.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'

/**
 * The process answers. Nothing else is checked, so that an outage elsewhere restarts no healthy
 * process.
 */
export const livez: Handler = () => (_req, res) => sendJson(res, noStore({ status: 'ok' }))

/** The process can serve requests. Missing migrations are looked for until there are none. */
export const readyz: Handler = ({ deps, isDraining }) => {
  let migrated = false
  const readiness = watchReadiness({
    ...deps,
    needed: NEEDED_TO_SERVE,
    own: {
      process: () => (isDraining() ? 'stopping' : 'ok'),
      clock: () =>
        isSkewed(deps.skewSeconds())
          ? `differs by ${deps.skewSeconds().toFixed(1)} s from that of the database`
          : 'ok',
    },
    asked: {
      database: async () => {
        await databaseTimeMs(deps.db)
        return 'ok'
      },
      migrations: async () => {
        const pending = migrated ? [] : await pendingMigrations(directDatabaseUrl(deps.config))
        migrated = pending.length === 0
        return migrated ? 'ok' : `missing: ${pending.join(', ')}`
      },
      storage: async () => {
        await deps.storage.check()
        return 'ok'
      },
      workers: async () => describeWorkers(await listLiveWorkers(deps.db, deps.clock.now())),
      engines: async () => {
        const { engines, brokenEngines } = await countLiveWorkers(deps.db, deps.clock.now())
        return brokenEngines === 0 ? 'ok' : `${brokenEngines} of ${engines + brokenEngines} cannot work`
      },
    },
  })
  return async (_req, res) => {
    const body = await readiness()
    const isReady = body.status === 'ready'
    sendJson(res, {
      status: isReady ? 200 : 503,
      headers: isReady ? NO_STORE : { ...NO_STORE, 'Retry-After': '1' },
      body,
    })
  }
}

/**
 * Checks that decide. Those of workers and engines are only reported: without a worker, requests
 * are still accepted and wait, so a cluster may scale its GPUs to zero. So is the storage: without
 * it, reads and creates without files go on, and what needs files is answered 503. And so is the
 * clock of this machine, which decides about tokens alone.
 */
const NEEDED_TO_SERVE = new Set(['process', 'database', 'migrations'])

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

/** The contract as JSON, with code samples that call this service. */
export const openapi: Handler = ({ contract, deps }) => {
  const text = JSON.stringify(withCodeSamples(contract, publicBaseUrl(deps.config)))
  return (_req, res) =>
    sendJson(res, { status: 200, headers: { 'Cache-Control': 'public, max-age=60' }, body: text })
}
