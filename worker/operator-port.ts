import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { createOperatorServer, type OperatorAnswer } from '#core/operator-server.ts'
import { watchReadiness, type Checks } from '#core/readiness.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'

/** The port of WORKER_METRICS_PORT: probes and metrics of one worker. */
export interface OperatorPort {
  readonly port: number
  /** The worker takes tasks; `/readyz` tells what these checks find. */
  started(checks: Checks): void
  /** The worker takes no more tasks. */
  stopping(): void
  close(): void
}

/**
 * Opens the port before the engines start, which may take minutes: `/livez` answers meanwhile, and
 * `/readyz` says that the worker is starting.
 *
 * @throws Error when the port is taken
 */
export async function openOperatorPort(
  deps: Pick<Deps, 'clock' | 'config' | 'db' | 'log' | 'metrics'>,
  port: number,
): Promise<OperatorPort> {
  let state: 'starting' | 'ok' | 'stopping' = 'starting'
  let own: Checks = {}
  const readiness = watchReadiness({
    ...deps,
    own: {
      process: () => state,
      work: () => own['work']?.() ?? 'ok',
      engines: () => own['engines']?.() ?? 'ok',
    },
    asked: {
      database: async () => {
        await databaseTimeMs(deps.db)
        return 'ok'
      },
    },
    needed: new Set(['process', 'work', 'database']),
  })
  const server = createOperatorServer({
    metricsToken: deps.config.metricsToken,
    onError: (error) => deps.log.error({ error: messageOf(error) }, 'the operator port could not answer'),
    pages: {
      '/livez': async () => asJson(200, { status: 'ok' }),
      '/readyz': async () => {
        const found = await readiness()
        return asJson(found.status === 'ready' ? 200 : 503, found)
      },
      '/metrics': async () => ({
        status: 200,
        contentType: deps.metrics.registry.contentType,
        body: await deps.metrics.registry.metrics(),
      }),
    },
  })
  server.listen(port, deps.config.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    started(checks) {
      own = checks
      state = 'ok'
    },
    stopping() {
      state = 'stopping'
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const asJson = (status: number, body: object): OperatorAnswer => ({
  status,
  contentType: 'application/json',
  body: `${JSON.stringify(body)}\n`,
})
