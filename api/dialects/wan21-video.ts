import { AppError, type ErrorCode } from '#core/errors.ts'
import { hexFromUuid, uuidFromHex } from '#core/ids.ts'
import type { Task, TaskStatus } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  bearerToken,
  EMPTY_CREATE_INPUT,
  type CreateInput,
  type CredentialsRequest,
  type Dialect,
  type Links,
  type ViewedTask,
  type WireRequest,
  type WireResponse,
} from './dialect.ts'
import { fastApiError } from './fastapi-error.ts'
import { DEPRECATED_AT, publicIdOf, resultUrl } from './result-file.ts'
import { NO_STORE } from './wire.ts'

type Schemas = components['schemas']

const STATUS: { readonly [S in TaskStatus]: Schemas['Wan21Status']['status'] } = {
  queued: 'InQueue',
  running: 'InProgress',
  completed: 'Succeed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const FRAMES_PER_SECOND = 16

/**
 * The Wan2.1-I2V service with `/video/submit`, whose shape is SiliconFlow's. Pure: wire ↔ model.
 */
export const wan21Video: Dialect = {
  name: 'wan21-video',
  deprecatedAt: DEPRECATED_AT,
  credentials,
  parse: {
    create: parseCreate,
    get: (request) => ({ taskId: taskIdOf(request) }),
    cancel: (request) => ({
      taskId: taskIdOf(request),
      from: request.body['cancel_running'] === true ? 'queued or running' : 'queued',
    }),
    publicFile: ({ path }) => ({ publicId: publicIdOf(path['file'], /^([0-9a-f]{32})\.mp4$/) }),
  },
  render: {
    create: ({ task }) => {
      const body: Schemas['Wan21Submitted'] = { requestId: hexFromUuid(task.id) }
      return { status: 202, headers: {}, body }
    },
    get: (viewed, links) => ({ status: 200, headers: NO_STORE, body: statusBody(viewed, links) }),
    cancel: () => {
      const body: Schemas['Wan21Cancelled'] = { status: 'Succeed' }
      return { status: 200, headers: NO_STORE, body }
    },
  },
  error: renderError,
}

/** The bearer token. The scheme must be written `Bearer`, as in the original. */
function credentials(request: CredentialsRequest): string | null {
  const scheme = /^(\S+) /.exec(request.authorization ?? '')?.[1]
  if (scheme !== undefined && scheme !== 'Bearer' && scheme.toLowerCase() === 'bearer')
    throw new AppError('invalid_credentials', 'The scheme must be written `Bearer`.', {
      facts: { credentials: 'other_scheme' },
    })
  return bearerToken(request)
}

function parseCreate({ body }: WireRequest): CreateInput {
  const {
    model,
    prompt,
    image_url: url,
    image_size: size,
    negative_prompt: negativePrompt,
    seed = null,
    num_frames: frames,
    guidance_scale: guidanceScale,
    infer_steps: steps,
  } = body as unknown as Schemas['Wan21Submit']
  return {
    ...EMPTY_CREATE_INPUT,
    prompt,
    model,
    model_tasks: ['i2v', 'ti2v'],
    oversize: 'shrink',
    public_result: true,
    negative_prompt: negativePrompt ?? '',
    size,
    num_frames: frames,
    fps: FRAMES_PER_SECOND,
    num_inference_steps: steps,
    guidance_scale: guidanceScale,
    seed,
    input_reference: { kind: 'url', url },
  }
}

function taskIdOf({ body }: WireRequest): string {
  const taskId = uuidFromHex(body['requestId'] as string)
  if (taskId === null) throw new AppError('video_not_found')
  return taskId
}

function statusBody({ task, view }: ViewedTask, links: Links): Schemas['Wan21Status'] {
  // A task that is about to run had position 0 in the original.
  const position = task.status === 'queued' ? (view.position ?? 0) : null
  return {
    status: STATUS[task.status],
    reason: reasonOf(task),
    results: task.status === 'completed' ? resultsOf(task, links) : null,
    queue_position: position,
    position,
  }
}

function resultsOf(task: Task, links: Links): NonNullable<Schemas['Wan21Status']['results']> {
  const ranMs = (task.finishedAt?.getTime() ?? 0) - (task.startedAt?.getTime() ?? 0)
  return {
    videos: [{ url: resultUrl(task, links, (hex) => `/videos/${hex}.mp4`) }],
    timings: { inference: Math.round(ranMs / 1000) },
    seed: task.parameters.seed,
  }
}

function reasonOf({ status, error }: Task): string | null {
  if (status === 'cancelled') return '用户主动取消'
  if (error === null) return null
  return error.code === 'out_of_memory'
    ? '显存不足，请降低分辨率'
    : `未知错误: 视频生成失败: ${error.message}`
}

const CREDENTIALS = {
  missing: '缺少认证头',
  other_scheme: '无效的认证方案',
  wrong: '无效的API密钥',
} as const

const downloadFailed = (message: string): string => `图像下载失败: ${message}`

const REASONS: { readonly [C in ErrorCode]?: (message: string) => string } = {
  video_not_found: () => '无效的任务ID',
  input_reference_unreachable: downloadFailed,
  input_reference_forbidden_host: downloadFailed,
  input_reference_too_large: downloadFailed,
  input_reference_invalid: (message) => `未知错误: ${message}`,
}

/** Errors of files and unknown paths, which have FastAPI's plain shape. */
const PLAIN: readonly ErrorCode[] = [
  'not_found',
  'method_not_allowed',
  'video_expired',
  'range_not_satisfiable',
]

function renderError(error: AppError): WireResponse {
  const { facts } = error.options
  const reason = REASONS[error.code]
  if (PLAIN.includes(error.code)) return fastApiError(error)
  if (error.code === 'not_cancellable') {
    const status = STATUS[(facts?.taskStatus ?? 'running') as TaskStatus]
    return { ...failed(error, `仅允许取消排队任务，当前状态: ${status}`), status: 400 }
  }
  if (error.code === 'invalid_credentials') {
    const response = failed(error, CREDENTIALS[facts?.credentials ?? 'wrong'])
    return { ...response, headers: { ...response.headers, 'WWW-Authenticate': 'Bearer' } }
  }
  return failed(error, reason === undefined ? error.message : reason(error.message))
}

const failed = (error: AppError, reason: string): WireResponse =>
  fastApiError(error, { status: 'Failed', reason })
