import type { ContentKind } from '#core/task/asset.ts'
import type { TaskFilter } from '#core/task/task-filter.ts'
import { AppError, fieldError } from '#core/errors.ts'
import { batchIdOf, taskIdOfVideo, videoIdOf } from '#core/ids.ts'
import { isTerminal, TASK_STATUSES } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import type { Links, ViewedTask, WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { listBody, PRIVATE } from '#api/dialects/wire.ts'
import { STATUS, videoBody } from './bodies.ts'
import { secondsOf, seedOf } from './create.ts'
import { isSent } from './members.ts'

type Schemas = components['schemas']

/** The id of a task that a request names as a video. */
export interface VideoId {
  readonly taskId: string
}

/** Reads the id of the video in the path. @throws AppError video_not_found. */
export const parseVideoId = (request: WireRequest): VideoId => ({ taskId: taskIdOf(request) })

/** Page, order and filter of a list of videos. */
export interface ListVideos {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after: string | null
  readonly filter: TaskFilter
}

/** Reads page, order and filter of a list. */
export const parseList = ({ query }: WireRequest): ListVideos => ({
  limit: query['limit'] as number,
  order: query['order'] as 'asc' | 'desc',
  after: query['after'] === undefined ? null : (taskIdOfVideo(query['after'] as string) ?? NO_TASK),
  filter: filterOf(query),
})

/** Reads which file of which video is asked for. @throws AppError video_not_found. */
export const parseContent = (request: WireRequest): VideoId & { readonly kind: ContentKind } => ({
  taskId: taskIdOf(request),
  kind: variantOf(request.query['variant'] as ContentKind | '0'),
})

/** SGLang counts the files of a video, and `0` is its mp4. */
const variantOf = (variant: ContentKind | '0'): ContentKind => (variant === '0' ? 'video' : variant)

/** A remix: the same video with another prompt. */
export interface Remix extends VideoId {
  readonly prompt: string
  readonly ignored: Ignored
}

/** Fields that an operation does not take, by name. */
export type Ignored = Readonly<Record<string, unknown>>

/** Reads a remix. @throws AppError video_not_found. */
export const parseRemix = (request: WireRequest): Remix => ({
  taskId: taskIdOf(request),
  prompt: (request.body as unknown as Schemas['RemixVideo']).prompt,
  ignored: othersThan(request, ['prompt']),
})

/** An extension: the same video and a new part after it. */
export interface Extension extends VideoId {
  readonly prompt: string
  /** Length of the part that is added. */
  readonly seconds: number
  readonly seed: number | null
  readonly ignored: Ignored
}

/** An extension of a video that the client sends. */
export interface UploadExtension extends Omit<Extension, 'taskId'> {
  /** The mp4. */
  readonly bytes: Buffer
}

/**
 * Reads an extension, of a video by its id or of a file. An id wins over the empty part that a form
 * sends for a file that was not chosen.
 *
 * @throws AppError unsupported_parameter for a text that is no id, video_not_found,
 *   invalid_frame_count.
 */
export function parseExtend(request: WireRequest): Extension | UploadExtension {
  const { body, files } = request
  const ignored = othersThan(request, ['video', 'prompt', 'seconds', 'seed'])
  const { video, prompt, seconds, seed } = body as unknown as Schemas['ExtendVideo']
  const asked = { prompt, seconds: secondsOf(seconds) as number, seed: seedOf(seed), ignored }
  const file = files.find(({ field, bytes }) => field === 'video' && bytes.length > 0)
  if (file !== undefined) return { ...asked, bytes: file.bytes }
  const id = typeof video === 'string' ? video : video.id
  const taskId = taskIdOfVideo(id)
  if (taskId !== null) return { ...asked, taskId }
  if (typeof video !== 'string') throw new AppError('video_not_found', undefined, { param: 'video' })
  const message =
    '`video` must be `{"id": "video_…"}` with a video of this service, or an mp4 as a file of a form, as ' +
    '`-F video=@clip.mp4` of curl sends it.'
  throw fieldError('unsupported_parameter', 'video', message)
}

/**
 * 202 with a Location; 200 when a cached result completed the task at once. `asPreferred` makes it
 * 200 unless the client prefers 202.
 */
export function renderCreated(result: ViewedTask, links: Links): WireResponse {
  const body = videoBody(result, links)
  const location = `/v1/videos/${body.id}`
  const status = isTerminal(result.task.status) ? 200 : 202
  return { status, headers: { Location: location, ...pollHeaders(result) }, body }
}

/** 200 with the video, and when to ask again. */
export const renderVideo = (result: ViewedTask, links: Links): WireResponse => ({
  status: 200,
  headers: pollHeaders(result),
  body: videoBody(result, links),
})

/** One page of videos. */
export interface VideoPage {
  readonly tasks: readonly ViewedTask[]
  readonly hasMore: boolean
}

/** 200 with one page of videos. */
export function renderList({ tasks, hasMore }: VideoPage, links: Links): WireResponse {
  const data = tasks.map((each) => videoBody(each, links))
  return { status: 200, headers: PRIVATE, body: listBody(data, hasMore) satisfies Schemas['VideoList'] }
}

/** 200 with the id of the deleted video. */
export function renderDeleted({ taskId }: VideoId): WireResponse {
  const body: Schemas['DeletedVideo'] = { id: videoIdOf(taskId), object: 'video.deleted', deleted: true }
  return { status: 200, headers: PRIVATE, body }
}

/**
 * When to ask again: a twentieth of the estimate, within 1 to 20 seconds. OpenAI's Python client
 * reads `openai-poll-after-ms` with `int()` and keeps using the first value it sees.
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

const othersThan = ({ body }: WireRequest, taken: readonly string[]): Ignored =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => !taken.includes(name) && isSent(value)))

function taskIdOf(request: WireRequest): string {
  const taskId = taskIdOfVideo(request.path['video_id'] ?? '')
  if (taskId === null) throw new AppError('video_not_found')
  return taskId
}

/** The id of no task. The page after an unknown video is empty, as other servers answer it. */
const NO_TASK = '00000000-0000-0000-0000-000000000000'

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
