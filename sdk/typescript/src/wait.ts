import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, retryAfterMs, unwrap } from './api-error.ts'
import type { Client } from './client.ts'
import type { components } from './schema.gen.ts'

export type Video = components['schemas']['Video']

export interface WaitOptions {
  /**
   * Longest wait, after which the promise is rejected with a `TimeoutError`. Default: two hours.
   */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Called with the video after every poll, including the last one. */
  readonly onUpdate?: (video: Video) => void
}

const DEFAULT_TIMEOUT_MS = 7_200_000
/** Saves most polls, and is short enough for proxies that cut silent connections after a minute. */
const HOLD_SECONDS = 30
const DEFAULT_POLL_MS = 2000
const MAX_BACKOFF_MS = 20_000
const FAILURES_IN_A_ROW = 6

/**
 * Resolves with the video when it has ended, `completed` or `failed`. The service delays its answer
 * until then (`Prefer: wait`). With `onUpdate`, the video is polled at the service's pace instead
 * (`openai-poll-after-ms`, `Retry-After`). Survives restarts of the service: refused connections,
 * 429 and 5xx are retried, up to five times in a row.
 *
 * @throws ApiError when the service refuses, fetch's error when it cannot be reached, and the
 *   signal's reason
 */
export async function waitForVideo(client: Client, id: string, options: WaitOptions = {}): Promise<Video> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, onUpdate } = options
  const signal = AbortSignal.any([
    AbortSignal.timeout(timeoutMs),
    ...(options.signal === undefined ? [] : [options.signal]),
  ])
  let failures = 0
  for (;;) {
    const answer = await ask(client, id, onUpdate === undefined, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      failures += 1
      if (failures === FAILURES_IN_A_ROW || !mayPass(error)) throw error
      const asked = error instanceof ApiError ? error.retryAfterMs : null
      return { video: null, pauseMs: asked ?? Math.min(500 * 2 ** failures, MAX_BACKOFF_MS) }
    })
    if (answer.video !== null) {
      failures = 0
      onUpdate?.(answer.video)
      if (answer.video.status === 'completed' || answer.video.status === 'failed') return answer.video
    }
    await sleep(answer.pauseMs, null, { signal }).catch(() => signal.throwIfAborted())
  }
}

async function ask(
  client: Client,
  id: string,
  hold: boolean,
  signal: AbortSignal,
): Promise<{ video: Video; pauseMs: number }> {
  const askedAt = performance.now()
  const result = await client.GET('/v1/videos/{video_id}', {
    params: { path: { video_id: id } },
    ...(hold ? { headers: { Prefer: `wait=${HOLD_SECONDS}` } } : {}),
    signal,
  })
  const video = unwrap(result)
  const { headers } = result.response
  // A delayed answer has already waited; an immediate one calls for a pause.
  const wasHeld = headers.has('preference-applied') && performance.now() - askedAt >= 1000
  const pollAfterMs = Number(headers.get('openai-poll-after-ms')) || retryAfterMs(headers) || DEFAULT_POLL_MS
  return { video, pauseMs: wasHeld ? 0 : pollAfterMs }
}

/** Whether the service is overloaded or down, or the connection failed (fetch: a TypeError). */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiError ? error.status === 429 || error.status >= 500 : error instanceof TypeError
