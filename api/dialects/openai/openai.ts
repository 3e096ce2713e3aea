import { ERROR_CATALOGUE, type AppError } from '#core/errors.ts'
import type { components } from '#api/openapi.gen.ts'
import type { Dialect } from '#api/dialects/dialect.ts'
import { parseCreate } from './create.ts'
import { openaiEvents } from './events.ts'
import { parseVideoId, renderCreated, renderVideo } from './videos.ts'

type Schemas = components['schemas']

/**
 * OpenAI's Videos API, with our additions. Pure: wire ↔ model. What no other format has, its
 * endpoint takes from the files of this folder.
 */
export const openai: Dialect = {
  name: 'openai',
  parse: { create: parseCreate, get: parseVideoId, cancel: parseVideoId },
  render: { create: renderCreated, get: renderVideo, cancel: renderVideo },
  error: renderError,
  events: openaiEvents,
  takesPreferences: true,
}

/** RFC 9457 with OpenAI's `error` member, which its clients read in place of the rest. */
function renderError(error: AppError, requestId: string): ReturnType<Dialect['error']> {
  const kind = ERROR_CATALOGUE[error.code]
  const { param, errors, retryAfterSeconds, headers } = error.options
  // A status other than the catalogue's is final: there is nothing at that address.
  const shouldRetry = error.options.status === undefined && 'shouldRetry' in kind && kind.shouldRetry
  const body: Schemas['Problem'] = {
    type: `urn:wan-video-service:problem:${error.code}`,
    title: kind.title,
    status: error.options.status ?? kind.status ?? 500,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    errors: [...(errors ?? [])],
    error: { message: error.message, type: kind.type, param: param ?? null, code: error.code },
  }
  return {
    status: body.status,
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      'x-should-retry': String(shouldRetry),
      ...(retryAfterSeconds === undefined
        ? {}
        : { 'Retry-After': String(Math.min(60, Math.max(1, Math.ceil(retryAfterSeconds)))) }),
    },
    body,
  }
}
