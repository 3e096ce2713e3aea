/**
 * Spans of OpenTelemetry, from a request to the last webhook of its video. What a span belongs to
 * travels as a `traceparent` of W3C Trace Context: in headers, and with the task.
 */
export interface Tracing {
  /** Begins a span. Without a collector it costs nothing and passes on what it belongs to. */
  start(name: string, options: SpanOptions): Span
  /** Sends what waits, for 2 s at most. */
  close(): Promise<void>
}

export interface SpanOptions {
  /** What it belongs to; null: it begins a trace. */
  readonly parent: string | null
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer' | 'internal'
  readonly attributes?: Attributes
  /** Milliseconds since 1970; now by default. */
  readonly startedAtMs?: number
}

export type Attributes = Readonly<Record<string, string | number | boolean>>

export interface Span {
  /** For what belongs to this span; null without a trace. */
  readonly traceparent: string | null
  set(attributes: Attributes): void
  /** Marks it as failed. */
  fail(message: string): void
  /** @param atMs milliseconds since 1970; now by default */
  end(atMs?: number): void
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/

/** A header of a client; null unless it is a valid `traceparent`. */
export function traceparentOf(header: string | undefined): string | null {
  const [, trace = '', span = ''] = TRACEPARENT.exec(header ?? '') ?? []
  return /[^0]/.test(trace) && /[^0]/.test(span) ? (header as string) : null
}

/** The id of the trace in a `traceparent`, for logs; undefined without one. */
export const traceIdOf = (traceparent: string | null): string | undefined =>
  TRACEPARENT.exec(traceparent ?? '')?.[1]

/** Without a collector nothing is recorded. */
export const TRACING_OFF: Tracing = {
  start: (_name, { parent }) => ({
    traceparent: parent,
    set: () => undefined,
    fail: () => undefined,
    end: () => undefined,
  }),
  close: async () => undefined,
}
