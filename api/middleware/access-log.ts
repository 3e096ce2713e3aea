import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import type { Metrics } from '#core/metrics/metrics.ts'
import { traceIdOf } from '#core/tracing/tracing.ts'
import { loggablePath } from '#api/middleware/wire/loggable-path.ts'
import { stateOf, type RequestState } from '#api/http/request-state.ts'

/** Operations that machines repeat all day; their lines are for those who look for them. */
const PROBES = new Set(['ops.livez', 'ops.readyz', 'ops.metrics'])

/**
 * One line, one measurement and one span per request, when its answer is complete or its client has
 * disconnected. Queries, bodies and credentials in paths are left out.
 */
export function accessLog(deps: Pick<Deps, 'log' | 'metrics'>): RequestHandler {
  return (req, res, next) => {
    const { method, ip: client, socket } = req
    const path = loggablePath(req.path)
    deps.metrics.httpActiveRequests.inc()
    res.once('close', () => {
      deps.metrics.httpActiveRequests.dec()
      const state = stateOf(res)
      const { route, principal, span } = state
      const seconds = ((state.answeredAtMs ?? performance.now()) - state.startedAtMs) / 1000
      const http = { 'http.route': route?.path ?? 'none', 'http.response.status_code': res.statusCode }
      measure(deps.metrics, method, state, res.statusCode, seconds)
      span.set({ ...http, 'wan.request.id': state.requestId })
      if (res.statusCode >= 500) span.fail(state.errorCode ?? 'internal_error')
      span.end()
      const operation = route?.operationId ?? 'none'
      const videoId = state.videoId ?? /video_[0-9a-f]{32}/.exec(path)?.[0]
      deps.log[PROBES.has(operation) ? 'debug' : 'info'](
        {
          requestId: state.requestId,
          traceId: traceIdOf(span.traceparent),
          method,
          path: route?.isSecretAddress === true ? route.path : path,
          operation,
          status: res.statusCode,
          errorCode: state.errorCode,
          durationMs: Math.round(seconds * 1000),
          bytesIn: socket.bytesRead - state.bytesBefore.read,
          bytesOut: socket.bytesWritten - state.bytesBefore.written,
          client,
          ...(route?.isSecretAddress === true ? {} : { videoId }),
          ...(res.writableFinished ? {} : { cut: true }),
          ...(principal === null
            ? {}
            : { tenantId: principal.tenantId, keyId: principal.keyId, how: principal.how }),
        },
        'request',
      )
    })
    next()
  }
}

function measure(
  metrics: Metrics,
  method: string,
  { route, isLong }: RequestState,
  status: number,
  seconds: number,
): void {
  const labels = { http_route: route?.path ?? 'none', http_response_status_code: String(status) }
  if (isLong === true || route?.isStream === true) metrics.httpLongRequests.inc(labels)
  else metrics.httpRequestSeconds.observe({ http_request_method: method, ...labels }, seconds)
}

/** Counts the event streams that are open. */
export function countStreams({ openStreams }: Pick<Metrics, 'openStreams'>): RequestHandler {
  return (_req, res, next) => {
    openStreams.inc()
    res.once('close', () => openStreams.dec())
    next()
  }
}
