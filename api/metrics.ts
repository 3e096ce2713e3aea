import type { Server } from 'node:http'
import type { Request } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import { createOperatorServer, holdsToken, METRICS_CHALLENGE } from '#core/operator-server.ts'
import { NO_STORE } from '#api/dialects/wire.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { measureShared } from './shared-metrics.ts'

/**
 * Prometheus metrics, for the holder of METRICS_TOKEN; without that setting, for this machine
 * alone.
 *
 * @throws AppError invalid_credentials; insufficient_scope for another machine without the setting.
 */
export const metrics: Handler =
  ({ deps }) =>
  async (req, res) => {
    assertMayReadMetrics(req, deps.config.metricsToken)
    res.set({ ...NO_STORE, 'Content-Type': deps.metrics.registry.contentType })
    res.end(await currentMetrics(deps))
  }

/** The metrics of this process as text, and those of what processes share, measured now. */
async function currentMetrics(deps: Deps): Promise<string> {
  await measureShared(deps)
  return await deps.metrics.registry.metrics()
}

/**
 * A server that has `/metrics` and nothing else, for a port that only the operator's network
 * reaches. It asks for METRICS_TOKEN where that is set, and for nothing otherwise.
 */
export function createMetricsServer(deps: Deps): Server {
  return createOperatorServer({
    metricsToken: deps.config.metricsToken,
    pages: {
      '/metrics': async () => ({
        status: 200,
        contentType: deps.metrics.registry.contentType,
        body: await currentMetrics(deps),
      }),
    },
    onError: (error) => deps.log.error({ error: messageOf(error) }, 'the metrics could not be told'),
  })
}

function assertMayReadMetrics(req: Request, token: string | null): void {
  if (token === null) {
    if (isFromThisMachine(req)) return
    throw new AppError(
      'insufficient_scope',
      'Metrics are served to programs of this machine alone, not through a proxy, until METRICS_TOKEN is set.',
    )
  }
  if (!holdsToken(req.headers.authorization, token))
    throw new AppError('invalid_credentials', 'Metrics need the bearer token in METRICS_TOKEN.', {
      headers: { 'WWW-Authenticate': METRICS_CHALLENGE },
    })
}

/**
 * Headers that programs send for themselves: Prometheus and other collectors, curl, HTTP libraries,
 * browsers. Any other one may be a proxy's, which all have their own names for whom they speak for.
 */
const OWN_HEADERS =
  /^(host|user-agent|accept(-.+)?|authorization|connection|keep-alive|te|cache-control|pragma|priority|dnt|cookie|referer|upgrade-insecure-requests|sec-.+|x-prometheus-scrape-timeout-seconds|traceparent|tracestate|baggage)$/

/**
 * Whether a program on this machine asked for itself. A request that a proxy here forwards has
 * another origin, and one whose Host is no loopback name may come from a page in a browser whose
 * name was pointed here.
 */
function isFromThisMachine(req: Request): boolean {
  const address = req.socket.remoteAddress ?? ''
  const host = (req.headers.host ?? '').replace(/:\d+$/, '')
  return (
    (address === '::1' || /^(::ffff:)?127\./.test(address)) &&
    /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host) &&
    Object.keys(req.headers).every((name) => OWN_HEADERS.test(name))
  )
}
