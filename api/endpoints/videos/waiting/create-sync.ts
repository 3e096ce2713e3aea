import type { Response } from 'express'
import { AppError, ERROR_CATALOGUE, type ErrorCode } from '#core/errors.ts'
import { videoIdOf } from '#core/ids.ts'
import { limitHeaders } from '#core/limits/quota.ts'
import { isTerminal, type Task } from '#core/task/task.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { parseCreate } from '#api/dialects/openai/create.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { renderCreated } from '#api/dialects/openai/videos.ts'
import { linksOf, wireRequest, withoutIdleTimeout, type Handler } from '#api/endpoints/endpoint.ts'
import { createTask } from '#api/endpoints/videos/create.ts'
import { assetsOf } from '#api/http/assets-of.ts'
import { callOf } from '#api/http/call.ts'
import { sendWholeFile } from '#api/http/send-file.ts'
import { keptHeaders } from './answer-after-wait.ts'
import { waitOrCancel } from './wait-or-cancel.ts'

/**
 * Creates a video and answers with its mp4. Under an Idempotency-Key, a repeat waits for the same
 * video; without one, the video of a client that has left or waited too long is cancelled.
 *
 * @throws AppError as `createTask`; wait_timeout, service_unavailable when the process stops;
 *   video_failed, video_expired, video_not_found when it is deleted during the wait.
 */
export const createSync: Handler = withoutIdleTimeout((service) => {
  const { deps, watch, isDraining } = service
  const links = linksOf(deps)
  return async (req, res) => {
    const startedAtMs = performance.now()
    // A repeat that is only numbered could find nothing but the cancelled video.
    const call = { ...callOf(service, req, res, openai), attempt: null }
    const input = parseCreate(wireRequest(req))
    const { taskId, answer } = await createTask(call, openai.name, input, (made) =>
      renderCreated(made, links),
    )
    const seconds = deps.config.syncWaitSeconds
    const task = await waitOrCancel(call, watch, taskId, { seconds, cancelWhenLeft: true })
    // There is nobody to answer.
    if (call.signal.aborted) return
    if (!isTerminal(task.status)) throw unfinished(seconds, isDraining(), call.idempotencyKey !== null)
    if (task.status !== 'completed') throw failed(task)
    const { video } = await assetsOf(deps, task)
    const elapsedSeconds = (performance.now() - startedAtMs) / 1000
    const file = {
      sizeBytes: video.sizeBytes,
      contentType: video.contentType,
      etag: `"${video.sha256}"`,
      downloadName: `${videoIdOf(task.id)}.mp4`,
    }
    setHeaders(res, task, elapsedSeconds, answer)
    if (!(await sendWholeFile(deps.storage, res, video.key, file)))
      throw new AppError('video_expired', 'The content of the video no longer exists.')
  }
})

/** What the client learns of a video that has not ended, which is cancelled unless it has a key. */
function unfinished(seconds: number, isStopping: boolean, hasKey: boolean): AppError {
  const way = hasKey
    ? 'Repeat the request under its Idempotency-Key to wait for the same video.'
    : 'It was cancelled; `POST /v1/videos` makes one that can be polled.'
  if (isStopping)
    return new AppError('service_unavailable', `The service is about to restart. ${way}`, {
      retryAfterSeconds: RESTART_SECONDS,
    })
  return new AppError('wait_timeout', `The video was not finished within ${seconds} s. ${way}`)
}

const RESTART_SECONDS = 5

/** A fault of the service is a 500, as every other one. */
function failed({ error, status }: Task): AppError {
  const type = ERROR_CATALOGUE[(error?.code ?? 'cancelled') as ErrorCode].type
  return new AppError('video_failed', `The video has no content: ${error?.message ?? status}`, {
    status: type === 'server_error' ? 500 : undefined,
  })
}

/** The headers that vLLM-Omni sends, and where the video is. */
function setHeaders(
  res: Response,
  task: Task,
  elapsedSeconds: number,
  { headers, limits = [] }: WireResponse,
): void {
  const id = videoIdOf(task.id)
  res.set({
    'X-Model': task.model,
    'X-Inference-Time-S': elapsedSeconds.toFixed(3),
    'X-Stage-Durations': JSON.stringify(task.timings ?? {}),
    'X-Video-Id': id,
    'Content-Location': `/v1/videos/${id}/content`,
    ...keptHeaders(headers),
  })
  for (const [name, value] of Object.entries(limitHeaders(limits))) res.append(name, value)
}
