import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { countLiveWorkers } from '#core/store/workers.ts'
import type { Dialect } from '#api/dialects/dialect.ts'
import { halfOf, linksOf, type Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'

/** Whether videos can be made now, without credentials. */
export const health =
  (dialect: Dialect): Handler =>
  ({ deps }) => {
    const render = halfOf(dialect, 'render', 'health')
    return async (_req, res) => sendJson(res, render({ fault: await healthFault(deps) }, linksOf(deps)))
  }

/**
 * Why no video can be made now, in one sentence; null when one can. The details are for the log
 * alone.
 */
async function healthFault(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<string | null> {
  try {
    const { engines } = await countLiveWorkers(deps.db, deps.clock.now())
    return engines > 0 ? null : 'No worker is alive.'
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'the health check failed')
    return 'The database does not answer.'
  }
}
