import { AppError } from '#core/errors.ts'
import { hexFromUuid, uuidFromHex } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  EMPTY_CREATE_INPUT,
  type CreateInput,
  type Dialect,
  type Links,
  type ViewedTask,
  type WireRequest,
  type WireResponse,
} from './dialect.ts'
import { fastApiError } from './fastapi-error.ts'
import { DEPRECATED_AT, resultUrl } from './result-file.ts'
import { NO_STORE } from './wire.ts'

type Schemas = components['schemas']

const SIZES: Readonly<Record<string, string>> = { '480p': '832x480', '720p': '1280x720' }

/** Terms that every negative prompt gets. */
const UNWANTED = ['flickering', 'distorted faces', 'blurry background']

/** The text-to-video interface with `/v1/t2v/generate`. Pure: wire ↔ model. */
export const t2v: Dialect = {
  name: 't2v',
  deprecatedAt: DEPRECATED_AT,
  parse: {
    create: parseCreate,
    get: ({ query }) => ({ taskId: taskIdOf(query['task_id'] as string) }),
  },
  render: {
    create: ({ task }) => {
      const body: Schemas['T2vSubmitted'] = { task_id: task.id }
      return { status: 200, headers: {}, body }
    },
    get: (viewed, links) => ({ status: 200, headers: NO_STORE, body: statusBody(viewed, links) }),
  },
  error: (error): WireResponse =>
    error.code === 'video_not_found' ? fastApiError(error, 'Task not found') : fastApiError(error),
}

function taskIdOf(text: string): string {
  const taskId = uuidFromHex(hexFromUuid(text))
  if (taskId !== text) throw new AppError('video_not_found')
  return taskId
}

function parseCreate({ body }: WireRequest): CreateInput {
  const fields = body as unknown as Partial<Schemas['T2vGenerate']> & { prompt: string }
  const { prompt } = fields
  // The original refused null for these two fields.
  const { duration = 5, resolution = '720p' } = fields
  if (prompt.trim() === '') throw refused('Prompt cannot be empty')
  if (duration === null || !(duration >= 3 && duration <= 10))
    throw refused('Duration must be between 3.0 and 10.0 seconds')
  if (resolution === null || !Object.hasOwn(SIZES, resolution))
    throw refused("Resolution must be '480p' or '720p'")
  return {
    ...EMPTY_CREATE_INPUT,
    prompt: styled(prompt, fields.style ?? 'realistic'),
    negative_prompt: completed(fields.negative_prompt ?? ''),
    model: 'Wan2.2-T2V-A14B',
    model_tasks: ['t2v', 'ti2v'],
    oversize: 'shrink',
    public_result: true,
    size: SIZES[resolution] as string,
    seconds: duration,
    // The model has its own rate, and another one would change how long the video lasts.
    unknown: typeof fields.frame_rate === 'number' ? { frame_rate: fields.frame_rate } : {},
  }
}

const refused = (message: string): AppError => new AppError('invalid_request', message)

const LONGEST_STYLE = 100

const styled = (prompt: string, style: string): string =>
  style.trim() === '' ? prompt : `${prompt}, ${style.trim().slice(0, LONGEST_STYLE).toWellFormed()} style`

/** The client's terms, then the usual ones that it does not name. */
function completed(negativePrompt: string): string {
  const given = negativePrompt.split(/[,，]/).flatMap((term) => (term.trim() === '' ? [] : [term.trim()]))
  const named = new Set(given.map((term) => term.toLowerCase()))
  return [...given, ...UNWANTED.filter((term) => !named.has(term))].join(', ')
}

function statusBody({ task }: ViewedTask, links: Links): Schemas['T2vStatus'] {
  const error = task.error?.message ?? null
  const isFinished = task.status === 'completed'
  return {
    status: isFinished ? 'completed' : error === null ? 'processing' : 'failed',
    progress: isFinished ? 1 : task.progress / 100,
    result_url: isFinished ? resultUrl(task, links, (hex) => `/videos/${hex}.mp4`) : null,
    error,
    error_message: error,
    seed: task.parameters.seed,
  }
}
