import {
  context,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type SpanContext,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Log } from '#core/log.ts'
import type { SpanOptions, Tracing } from './tracing.ts'

/** Spans beyond these are dropped while the collector does not answer. */
const MOST_WAITING = 2048
const EXPORT_TIMEOUT_MS = 5000
const LONGEST_CLOSE_MS = 2000
/** A collector that is away is told of once, not with every batch. */
const WARN_EVERY_MS = 60_000

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const

/**
 * Sends spans to a collector by OTLP over HTTP, in batches and from a bounded buffer: a collector
 * that is slow or away loses spans and changes nothing else.
 *
 * @param o.endpoint address of the collector, to which `/v1/traces` is added
 */
export function traceTo(o: {
  readonly endpoint: string
  readonly service: string
  readonly version: string
  readonly log: Pick<Log, 'warn'>
}): Tracing {
  let warnedAtMs = Number.NEGATIVE_INFINITY
  const complain = (message: string): void => {
    if (performance.now() - warnedAtMs < WARN_EVERY_MS) return
    warnedAtMs = performance.now()
    o.log.warn({ error: message, endpoint: o.endpoint }, 'spans are lost: the collector does not take them')
  }
  const ignore = (): void => undefined
  diag.setLogger({ error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': o.service, 'service.version': o.version }),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${o.endpoint.replace(/\/+$/, '')}/v1/traces`,
          timeoutMillis: EXPORT_TIMEOUT_MS,
        }),
        maxQueueSize: MOST_WAITING,
        scheduledDelayMillis: 1000,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  })
  const tracer = provider.getTracer('wan-video-service', o.version)
  return {
    start(name, { parent, kind = 'internal', attributes = {}, startedAtMs }: SpanOptions) {
      const span = tracer.startSpan(
        name,
        {
          kind: KINDS[kind],
          attributes: { ...attributes },
          ...(startedAtMs === undefined ? {} : { startTime: startedAtMs }),
        },
        belongingTo(parent),
      )
      return {
        traceparent: asTraceparent(span.spanContext()),
        set: (more) => void span.setAttributes({ ...more }),
        fail: (message) => void span.setStatus({ code: SpanStatusCode.ERROR, message }),
        end: (atMs) => span.end(atMs),
      }
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_CLOSE_MS).unref())
      await Promise.race([provider.shutdown().catch(ignore), late])
    },
  }
}

function belongingTo(parent: string | null): Context {
  const [, traceId, spanId, flags] = parent?.split('-') ?? []
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT
  return trace.setSpanContext(context.active(), {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags ?? '1', 16),
    isRemote: true,
  })
}

const asTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
