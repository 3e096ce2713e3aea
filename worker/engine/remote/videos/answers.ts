import { PHASES } from '#core/task/run.ts'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import type { EnginePhase } from '#worker/engine/run.ts'
import type { JsonAnswer } from '#worker/engine/remote/server/http.ts'
import type { JobProgress, JobState, Refusal } from '#worker/engine/remote/server/protocol.ts'

/** Codes with which this service blames a request. */
const REQUEST_CODES = ['invalid_input', 'invalid_request', 'out_of_memory', 'moderation_blocked']

/**
 * What an answer to `GET /v1/videos/{id}` says of the job. vLLM-Omni answers a failed job with the
 * status of its error and the job as the body.
 *
 * @throws Error when it says nothing of the job.
 */
export function jobStateOf({ status, body }: JsonAnswer): JobState {
  if (isObject(body) && typeof body['status'] === 'string' && typeof body['id'] === 'string') {
    switch (body['status']) {
      case 'queued':
        return { status: 'queued' }
      case 'in_progress':
        return { status: 'running', progress: progressOf(body) }
      case 'completed':
        return { status: 'completed' }
      case 'failed':
        return failureOf(body['error'], status)
      default:
        return {
          status: 'failed',
          message: `The server calls the video ${body['status']}.`,
          isRequest: false,
        }
    }
  }
  if (status === 404 || status === 410) return { status: 'unknown' }
  throw new Error(`the state of a video is answered ${status}`)
}

function failureOf(error: unknown, status: number): JobState {
  const { code, message } = isObject(error) ? error : {}
  const isRequest =
    (typeof code === 'number' && code >= 400 && code < 500) ||
    (status >= 400 && status < 500) ||
    REQUEST_CODES.includes(String(code))
  return {
    status: 'failed',
    message: typeof message === 'string' ? message : 'no reason is given',
    isRequest,
  }
}

/** Phase and step where the server tells them, else percents of the steps. */
function progressOf(body: Readonly<Record<string, unknown>>): JobProgress | null {
  const { phase, step, progress, num_inference_steps: steps } = body
  const isPhase = (PHASES as readonly unknown[]).includes(phase) && phase !== 'upload'
  if (isPhase && typeof step === 'number') return { phase: phase as EnginePhase, step }
  if (phase === 'upload' && typeof steps === 'number') return { phase: 'encode_video', step: steps }
  return typeof progress === 'number' && progress > 0 ? { percent: progress } : null
}

/** Why a create was refused. */
export function refusalOf({ status, body, retryAfterSeconds }: JsonAnswer): Refusal {
  if (status === 429 || status === 503) return { reason: 'full', retryAfterSeconds }
  const message = messageOf(body) ?? `it answers ${status}`
  if (status === 401 || status === 403) return { reason: 'credential', message: `${message} (${status})` }
  if (status >= 400 && status < 500 && status !== 404 && status !== 405) return { reason: 'request', message }
  return { reason: 'broken', message: `${message} (${status})` }
}

/** The text of an error in the forms of OpenAI, FastAPI and RFC 9457. */
function messageOf(body: unknown): string | null {
  if (!isObject(body)) return null
  const { error, detail, message } = body
  const nested = isObject(error) ? error['message'] : error
  const found = [nested, detail, message].find((each) => typeof each === 'string' && each !== '')
  if (typeof found === 'string') return found
  return Array.isArray(detail) ? JSON.stringify(detail).slice(0, 300) : null
}
