import { AppError, ERROR_CATALOGUE } from '#core/errors.ts'
import { batchIdOf, taskIdOfVideo, videoIdOf } from '#core/ids.ts'
import { isTerminal, TASK_STATUSES, type ContentKind, type TaskFilter } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  EMPTY_CREATE_INPUT,
  type ActionInput,
  type CreateInput,
  type Dialect,
  type ImageField,
  type ImageSource,
  type Links,
  type ViewedTask,
  type WireFile,
  type WireRequest,
  type WireResponse,
} from './dialect.ts'
import { batchIdIn, parseBatch, renderBatch, renderCreatedBatch } from './openai-batches.ts'
import {
  capabilitiesBody,
  ESTIMATE_MEDIA_TYPE,
  estimateBody,
  modelBody,
  STATUS,
  videoBody,
} from './openai-bodies.ts'
import { eventText, openaiEvents } from './openai-events.ts'

type Schemas = components['schemas']
type Fields = Schemas['VideoParameters'] & Pick<Schemas['CreateVideoJson'], 'input_reference' | 'last_frame'>

/** Every field of the contract; the type makes a missing one an error. */
const FIELDS: { readonly [F in keyof Required<Fields>]: true } = {
  prompt: true,
  negative_prompt: true,
  model: true,
  size: true,
  seconds: true,
  num_frames: true,
  fps: true,
  num_inference_steps: true,
  guidance_scale: true,
  guidance_scale_2: true,
  flow_shift: true,
  easy_cache: true,
  seed: true,
  webhook_url: true,
  metadata: true,
  start_timeout_seconds: true,
  cache: true,
  input_reference: true,
  last_frame: true,
}

/** OpenAI's Videos API, with our additions. Pure: wire ↔ model. */
export const openai: Dialect = {
  name: 'openai',
  parse: {
    create: parseCreate,
    estimate: parseCreate,
    dryRun: parseCreate,
    createBatch: (request) => parseBatch(request, parseCreate),
    getBatch: (request) => ({ batchId: batchIdIn(request) }),
    cancelBatch: (request) => ({ batchId: batchIdIn(request) }),
    get: (request) => ({ taskId: taskIdOf(request) }),
    list: ({ query }) => ({
      limit: query['limit'] as number,
      order: query['order'] as 'asc' | 'desc',
      after: query['after'] === undefined ? null : cursorOf(query['after'] as string),
      filter: filterOf(query),
    }),
    remove: (request) => ({ taskId: taskIdOf(request) }),
    cancel: (request) => ({ taskId: taskIdOf(request) }),
    rerun: (request) => ({ taskId: taskIdOf(request) }),
    remix: (request) => ({
      taskId: taskIdOf(request),
      prompt: (request.body as unknown as Schemas['RemixVideo']).prompt,
    }),
    extend: parseExtend,
    content: (request) => ({ taskId: taskIdOf(request), kind: request.query['variant'] as ContentKind }),
    models: () => ({}),
    model: ({ path }) => ({ id: path['model_id'] ?? '' }),
    watch: (request) => ({ taskId: taskIdOf(request) }),
    events: ({ query }) => ({
      limit: query['limit'] as number,
      after: (query['after'] as string | undefined) ?? null,
    }),
  },
  render: {
    create: renderCreated,
    estimate: (result) => ({ status: 200, headers: PRIVATE, body: estimateBody(result) }),
    dryRun: (result) => ({
      status: 200,
      headers: { ...PRIVATE, 'Content-Type': ESTIMATE_MEDIA_TYPE },
      body: estimateBody(result),
    }),
    rerun: renderCreated,
    createBatch: renderCreatedBatch,
    getBatch: renderBatch,
    cancelBatch: renderBatch,
    remix: renderCreated,
    extend: renderCreated,
    get: (result, links) => ({ status: 200, headers: pollHeaders(result), body: videoBody(result, links) }),
    cancel: (result, links) => ({
      status: 200,
      headers: pollHeaders(result),
      body: videoBody(result, links),
    }),
    list: ({ tasks, hasMore }, links) => {
      const data = tasks.map((each) => videoBody(each, links))
      const body: Schemas['VideoList'] = {
        object: 'list',
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: hasMore,
      }
      return { status: 200, headers: PRIVATE, body }
    },
    remove: ({ taskId }) => {
      const body: Schemas['DeletedVideo'] = { id: videoIdOf(taskId), object: 'video.deleted', deleted: true }
      return { status: 200, headers: PRIVATE, body }
    },
    models: ({ models }) => {
      const body: Schemas['ModelList'] = { object: 'list', data: models.map(modelBody) }
      return { status: 200, headers: PRIVATE, body }
    },
    model: (result) => ({ status: 200, headers: PRIVATE, body: capabilitiesBody(result) }),
    events: ({ events, hasMore }) => {
      const data = events.map((event) => JSON.parse(eventText(event)) as Schemas['Event'])
      const body: Schemas['EventList'] = {
        object: 'list',
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: hasMore,
      }
      return { status: 200, headers: PRIVATE, body }
    },
  },
  error: renderError,
  events: openaiEvents,
  takesPreferences: true,
}

function renderCreated(result: ViewedTask, links: Links): WireResponse {
  const body = videoBody(result, links)
  const location = `/v1/videos/${body.id}`
  const status = isTerminal(result.task.status) ? 200 : 202
  return { status, headers: { Location: location, ...pollHeaders(result) }, body }
}

const PRIVATE = { 'Cache-Control': 'private, no-cache' }

/**
 * When to ask again: a twentieth of the estimate, within 1 to 20 seconds. OpenAI's Python client reads
 * `openai-poll-after-ms` with `int()` and goes on using the first one it sees.
 */
function pollHeaders({ task, view }: ViewedTask): Record<string, string> {
  if (isTerminal(task.status)) return PRIVATE
  const afterMs = Math.min(20_000, Math.max(1000, Math.round(((view.etaSeconds ?? 0) * 1000) / 20)))
  return {
    ...PRIVATE,
    'Retry-After': String(Math.ceil(afterMs / 1000)),
    'openai-poll-after-ms': String(afterMs),
  }
}

function taskIdOf(request: WireRequest): string {
  const taskId = taskIdOfVideo(request.path['video_id'] ?? '')
  if (taskId === null) throw new AppError('video_not_found')
  return taskId
}

function cursorOf(after: string): string {
  const taskId = taskIdOfVideo(after)
  if (taskId !== null) return taskId
  const message = '`after` must be the id of a video, as `last_id` gives it.'
  throw new AppError('invalid_request', message, {
    param: 'after',
    errors: [{ pointer: '/query/after', message }],
  })
}

function filterOf(query: WireRequest['query']): TaskFilter {
  const status = query['status'] as Schemas['Video']['status'] | undefined
  const time = (name: string): Date | null =>
    query[name] === undefined ? null : new Date((query[name] as number) * 1000)
  return {
    statuses: status === undefined ? null : TASK_STATUSES.filter((each) => STATUS[each] === status),
    model: (query['model'] as string | undefined) ?? null,
    batchId: query['batch_id'] === undefined ? null : batchIdOf(query['batch_id'] as string),
    createdFrom: time('created_after'),
    createdBefore: time('created_before'),
    metadata: { ...(query['metadata'] as Record<string, string> | undefined) },
  }
}

function parseCreate({ body, files }: WireRequest): CreateInput {
  const fields = body as unknown as Fields
  const unknown = Object.fromEntries(Object.entries(body).filter(([name]) => !Object.hasOwn(FIELDS, name)))
  return {
    ...EMPTY_CREATE_INPUT,
    prompt: fields.prompt,
    negative_prompt: fields.negative_prompt ?? null,
    model: fields.model ?? null,
    size: fields.size ?? null,
    seconds: secondsOf(fields.seconds),
    num_frames: fields.num_frames ?? null,
    fps: fields.fps ?? null,
    num_inference_steps: fields.num_inference_steps ?? null,
    guidance_scale: fields.guidance_scale ?? null,
    guidance_scale_2: fields.guidance_scale_2 ?? null,
    flow_shift: fields.flow_shift ?? null,
    easy_cache: fields.easy_cache ?? null,
    seed: fields.seed ?? null,
    input_reference: imageOf('input_reference', fields.input_reference, files),
    last_frame: imageOf('last_frame', fields.last_frame, files),
    webhook_url: fields.webhook_url ?? null,
    metadata: { ...fields.metadata },
    start_timeout_seconds: fields.start_timeout_seconds ?? null,
    cache: fields.cache ?? null,
    unknown,
  }
}

function parseExtend({ body, files }: WireRequest): ActionInput['extend'] {
  const { video, prompt, seconds, seed } = body as unknown as Schemas['ExtendVideo']
  if (typeof video === 'string' || files.length > 0) {
    const message = '`video` must be `{"id": …}` of a video of this service; files are not taken.'
    throw new AppError('unsupported_parameter', message, {
      param: 'video',
      errors: [{ pointer: '/video', message }],
    })
  }
  const taskId = taskIdOfVideo(video.id)
  if (taskId === null) throw new AppError('video_not_found', undefined, { param: 'video' })
  return { taskId, prompt, seconds: secondsOf(seconds) as number, seed: seed ?? null }
}

/** The contract lets text pass by its pattern alone; the range counts for text as for numbers. */
function secondsOf(seconds: Fields['seconds']): number | null {
  if (seconds === undefined || seconds === null) return null
  const value = Number(seconds)
  if (value > 0 && value <= 1000) return value
  const message = `\`seconds\` must be above 0 and at most 1000, not ${value}.`
  throw new AppError('invalid_frame_count', message, {
    param: 'seconds',
    errors: [{ pointer: '/seconds', message }],
  })
}

/** A file wins over the empty text that the form reader leaves in its place. */
function imageOf(
  field: ImageField,
  reference: Fields['input_reference'],
  files: readonly WireFile[],
): ImageSource | null {
  const file = files.find((each) => each.field === field)
  if (file !== undefined) return { kind: 'bytes', bytes: file.bytes }
  if (reference === undefined || reference === null || reference === '') return null
  if (typeof reference === 'string') return { kind: 'url', url: reference }
  const { image_url: url, file_id: fileId, video_id: videoId, frame } = reference
  const named = [url, fileId, videoId].filter((member) => member !== undefined).length
  if (named === 1 && (videoId !== undefined || frame === undefined)) {
    if (url !== undefined) return { kind: 'url', url }
    if (fileId !== undefined) return { kind: 'file', fileId }
    const taskId = taskIdOfVideo(videoId ?? '')
    if (taskId === null) throw new AppError('video_not_found', undefined, { param: field })
    return { kind: 'video', taskId, frame: frame ?? 'last' }
  }
  const message =
    `\`${field}\` must have exactly one of the members \`image_url\`, \`file_id\` and \`video_id\`; ` +
    '`frame` goes with `video_id`.'
  throw new AppError('input_reference_invalid', message, {
    param: field,
    errors: [{ pointer: `/${field}`, message }],
  })
}

/** RFC 9457 with OpenAI's `error` member, which its clients read in place of the rest. */
function renderError(error: AppError, requestId: string): ReturnType<Dialect['error']> {
  const kind = ERROR_CATALOGUE[error.code]
  const { param, errors, retryAfterSeconds, headers } = error.options
  const shouldRetry = 'shouldRetry' in kind && kind.shouldRetry
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
