import type { Request, Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { videoIdOf } from '#core/ids.ts'
import type { CallAttempt } from '#core/store/client-calls.ts'
import type { Dialect } from '#api/dialects/dialect.ts'
import { cancelAfterSecondsOf } from './cancel-after.ts'
import { parseIdempotencyKey } from './idempotency-key.ts'
import { prefersAsync, waitSecondsOf } from './prefer.ts'
import { stateOf, type Principal } from './request-state.ts'
import { callAttemptOf } from './retry-attempt.ts'

/** Decodes images of clients within limits. */
export interface ImageDecoder {
  /**
   * The image as `prepareInputImage` makes it.
   *
   * @param caller whose turn it uses; its signal withdraws the image
   * @throws InputImageError; AppError service_unavailable when there is no turn for it, or when
   *   decoding failed for a reason that is not known to be the image's.
   */
  prepare(
    bytes: Uint8Array,
    target: { readonly width: number; readonly height: number },
    caller: { readonly tenantId: string; readonly signal: AbortSignal },
  ): Promise<Buffer>
}

/** One call of an operation: everything but its input. */
export interface Call {
  readonly deps: Deps
  readonly imageDecoder: ImageDecoder
  readonly principal: Principal
  /** As the client sent it, without quotes; null without the header. */
  readonly idempotencyKey: string | null
  /** Which attempt of a call this is, for clients that number them instead of sending a key. */
  readonly attempt: Omit<CallAttempt, 'fingerprint'> | null
  /** Seconds that the client prefers to wait instead of polling; null without the preference. */
  readonly waitSeconds: number | null
  /** Whether the client asks for 202 instead of 200; null for a format without the preference. */
  readonly respondAsync: boolean | null
  /** Fetched images by URL, for a call that may use one many times; absent elsewhere. */
  readonly images?: Map<string, Promise<Buffer>>
  /** Age in seconds at which a task made by this call is cancelled; null: never. */
  readonly cancelAfterSeconds: number | null
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal
  /** What the call belongs to, for spans. */
  readonly traceparent: string | null
  /** Notes the video that the call has made, for the log. */
  noteVideo(taskId: string): void
}

/** Made once, because most responses are complete when their connection closes. */
const DISCONNECTED = new DOMException('The client has disconnected', 'AbortError')

/**
 * The call that a request makes.
 *
 * @param dialect the format whose headers the operation reads; without one it reads none
 * @throws AppError idempotency_key_invalid, invalid_request.
 */
export function callOf(
  { deps, imageDecoder }: Pick<Call, 'deps' | 'imageDecoder'>,
  req: Request,
  res: Response,
  dialect: Dialect | undefined,
): Call {
  const disconnected = new AbortController()
  res.once('close', () => disconnected.abort(DISCONNECTED))
  const state = stateOf(res)
  const base = {
    deps,
    imageDecoder,
    principal: state.principal as Principal,
    signal: disconnected.signal,
    traceparent: state.span.traceparent,
    noteVideo(taskId: string): void {
      state.videoId = videoIdOf(taskId)
    },
  }
  if (dialect === undefined)
    return {
      ...base,
      idempotencyKey: null,
      attempt: null,
      waitSeconds: null,
      respondAsync: null,
      cancelAfterSeconds: null,
    }
  const { takesPreferences } = dialect
  const waitSeconds = takesPreferences ? waitSecondsOf(req) : null
  if (waitSeconds !== null && waitSeconds > 0) state.isLong = true
  return {
    ...base,
    idempotencyKey: parseIdempotencyKey(req.headers['idempotency-key']),
    attempt: callAttemptOf(deps.clock, req, res),
    waitSeconds,
    respondAsync: takesPreferences ? prefersAsync(req) : null,
    cancelAfterSeconds: takesPreferences && req.method === 'POST' ? cancelAfterSecondsOf(req) : null,
  }
}
