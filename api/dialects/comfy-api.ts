import { AppError } from '#core/errors.ts'
import type { Task, TaskStatus } from '#core/task/task.ts'
import { hexFromUuid, uuidFromHex } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  EMPTY_CREATE_INPUT,
  type ActionResult,
  type CreateInput,
  type Dialect,
  type ImageSource,
  type Links,
  type WireRequest,
  type WireResponse,
} from './dialect.ts'
import { fastApiError, sentence } from './fastapi-error.ts'
import { DEPRECATED_AT, publicIdOf, resultUrl } from './result-file.ts'
import { NO_STORE } from './wire.ts'

type Schemas = components['schemas']
type Numbers = Partial<Schemas['ComfyNumbers']>

const MODEL = 'Wan2.2-I2V-A14B-4steps'
/** Alias of the folder with the weights for four steps. */
const SERVED_AS = 'Wan2.2-I2V-A14B-Lightning'
const SUBFOLDER = 'wan2.2/i2v'

const STATUS: { readonly [S in TaskStatus]: Schemas['ComfyStatus']['status'] } = {
  queued: 'pending',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
}

/**
 * The façade of ComfyUI for Wan2.2-I2V in four steps, `/api/upload_and_generate` and related paths.
 * Pure: wire ↔ model.
 */
export const comfyApi: Dialect = {
  name: 'comfy-api',
  deprecatedAt: DEPRECATED_AT,
  anyOrigin: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  openBySetting: 'legacyComfyOpen',
  parse: {
    create: parseCreate,
    createAndWait: (request) => ({
      create: parseCreate(request),
      timeoutSeconds: Math.max(0, (request.body['timeout'] as number | null | undefined) ?? 600),
      cancelWhenLeft: false,
    }),
    find: ({ path, query }) => {
      const id = path['prompt_id'] ?? ''
      return { id, taskId: taskIdOf(id), required: query['unknown'] === '404' }
    },
    publicFile: ({ query }) => ({
      publicId: publicIdOf(query['filename'], /^wan2\.2_i2v_([0-9a-f]{32})\.mp4$/),
    }),
  },
  render: {
    create: ({ task }) => {
      const body: Schemas['ComfySubmitted'] = {
        prompt_id: task.id,
        status: 'submitted',
        message: 'Wan2.2 图生视频任务已提交，请使用 prompt_id 查询生成状态',
      }
      return { status: 200, headers: {}, body }
    },
    createAndWait: waited,
    find: ({ id, found }, links) => {
      const body: Schemas['ComfyStatus'] =
        found === null
          ? { prompt_id: id, status: 'unknown', progress: null, videos: null, error: null, seed: null }
          : statusBody(found.task, links)
      return { status: 200, headers: NO_STORE, body }
    },
    health: ({ fault }) => {
      const body: Schemas['ComfyHealth'] =
        fault === null
          ? { status: 'healthy', comfyui_status: 'connected' }
          : { status: 'unhealthy', comfyui_status: 'disconnected', error: fault }
      return { status: 200, headers: NO_STORE, body }
    },
    describe: () => ({ status: 200, headers: {}, body: DESCRIPTION }),
  },
  error: renderError,
}

const DESCRIPTION: Schemas['ComfyDescription'] = {
  service: 'Wan2.2 I2V 14B 4-Steps API',
  version: '1.0.0',
  model: MODEL,
  endpoints: {
    upload_and_generate: 'POST /api/upload_and_generate',
    generate: 'POST /api/generate',
    status: 'GET /api/status/{prompt_id}',
    upload_and_generate_sync: 'POST /api/upload_and_generate_sync',
    health: 'GET /health',
  },
}

/** With dashes, as ComfyUI writes its ids. */
const taskIdOf = (promptId: string): string | null =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(promptId) ? uuidFromHex(hexFromUuid(promptId)) : null

function parseCreate(request: WireRequest): CreateInput {
  const numbers = request.body as unknown as Numbers
  // Both samplers of the original had the same scale.
  const scale = numbers.cfg ?? 1
  return {
    ...EMPTY_CREATE_INPUT,
    prompt: request.body['prompt'] as string,
    model: SERVED_AS,
    model_tasks: ['i2v', 'ti2v'],
    oversize: 'shrink',
    public_result: true,
    size: `${numbers.width ?? 1280}x${numbers.height ?? 720}`,
    num_frames: numbers.length ?? 81,
    num_inference_steps: numbers.steps ?? 4,
    guidance_scale: scale,
    guidance_scale_2: scale,
    fps: numbers.fps ?? 16,
    seed: seedOf(numbers.noise_seed ?? null),
    input_reference: imageOf(request),
  }
}

/** The original took any whole number, and 0 for none. */
function seedOf(noiseSeed: number | null): number | null {
  if (noiseSeed === null || noiseSeed === 0) return null
  const seed = noiseSeed % 2 ** 53
  return seed < 0 ? seed + 2 ** 53 : seed
}

/** An upload, which keeps its name for later requests, or the name of an earlier one. */
function imageOf({ body, files }: WireRequest): ImageSource {
  const name = body['image_filename']
  if (typeof name === 'string') return { kind: 'kept', name }
  const file = files.find((each) => each.field === 'image')
  if (file !== undefined) return { kind: 'bytes', bytes: file.bytes, keepAs: file.name }
  throw new AppError('invalid_request', '`image` must be a file.', {
    param: 'image',
    facts: {
      violations: [
        {
          place: 'body',
          field: 'image',
          keyword: 'required',
          limit: undefined,
          types: ['string'],
          value: null,
        },
      ],
    },
  })
}

function statusBody(task: Task, links: Links): Schemas['ComfyStatus'] {
  return {
    prompt_id: task.id,
    status: STATUS[task.status],
    progress: task.status === 'completed' ? 100 : task.progress,
    videos: task.status === 'completed' ? [videoOf(task, links)] : null,
    error: task.error?.message ?? null,
    seed: task.parameters.seed,
  }
}

function videoOf(task: Task, links: Links): Schemas['ComfyVideo'] {
  const filename = `wan2.2_i2v_${hexFromUuid(task.publicId ?? task.id)}.mp4`
  return {
    filename,
    subfolder: SUBFOLDER,
    type: 'output',
    format: 'mp4',
    url: resultUrl(task, links, () => `/cfui/view?filename=${filename}&subfolder=${SUBFOLDER}&type=output`),
  }
}

/** The answer at the end of the wait. An unfinished task continues. */
function waited({ task, limitSeconds }: ActionResult['createAndWait'], links: Links): WireResponse {
  const { status } = task
  if (status === 'completed') {
    const body: Schemas['ComfyFinished'] = {
      prompt_id: task.id,
      status: 'completed',
      videos: [videoOf(task, links)],
      message: '视频生成完成',
      seed: task.parameters.seed,
    }
    return { status: 200, headers: NO_STORE, body }
  }
  if (status === 'failed' || status === 'cancelled')
    return unfinished(500, task, `视频生成失败: ${task.error?.message ?? status}`)
  return unfinished(408, task, `视频生成超时（${limitSeconds}秒），请使用异步接口或增加超时时间`)
}

/** An error with the `prompt_id`, so that the client can keep polling. */
const unfinished = (status: number, task: Task, detail: string): WireResponse => ({
  status,
  headers: NO_STORE,
  body: { detail, prompt_id: task.id } satisfies Schemas['ComfyUnfinished'],
})

function renderError(error: AppError): WireResponse {
  return error.code.startsWith('input_reference_')
    ? fastApiError(error, `上传图片失败: ${error.message}`)
    : fastApiError(error, sentence(error))
}
