import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { loggablePath } from '#api/middleware/wire/loggable-path.ts'
import { stateOf } from '#api/http/request-state.ts'

/**
 * One line and one measurement per request, when its answer is complete or its client has
 * disconnected. Queries, bodies and credentials in paths are left out.
 */
export function accessLog(deps: Pick<Deps, 'log' | 'metrics'>): RequestHandler {
  return (req, res, next) => {
    const { method } = req
    const path = loggablePath(req.path)
    res.once('close', () => {
      const { requestId, startedAtMs, route, principal } = stateOf(res)
      const seconds = (performance.now() - startedAtMs) / 1000
      const operation = route?.operationId ?? 'none'
      deps.metrics.httpRequestSeconds.observe(
        { method, route: operation, status: String(res.statusCode) },
        seconds,
      )
      deps.log.info(
        {
          requestId,
          method,
          path: route?.isSecretAddress === true ? route.path : path,
          operation,
          status: res.statusCode,
          durationMs: Math.round(seconds * 1000),
          ...(res.writableFinished ? {} : { cut: true }),
          ...(principal === null ? {} : { tenantId: principal.tenantId, how: principal.how }),
        },
        'request',
      )
    })
    next()
  }
}
