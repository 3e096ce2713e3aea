import { ERROR_CATALOGUE, type AppError } from '#core/errors.ts'
import { hexFromUuid } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  bearerToken,
  EMPTY_CREATE_INPUT,
  type ActionInput,
  type ActionResult,
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
type Generated = Schemas['I2vgenGenerated']

const SIZES: Readonly<Record<string, string>> = { '256p': '256x256', '512p': '512x512', '768p': '768x768' }
const WIDE = '1024x576'

/** The synchronous I2VGen-XL wrapper with `/api/v1/generate`. Pure: wire ↔ model. */
export const i2vgen: Dialect = {
  name: 'i2vgen',
  deprecatedAt: DEPRECATED_AT,
  anyOrigin: ['POST'],
  // The original read `?token=`, although its own example sent a header.
  credentials: (request) => {
    const { token } = request.query
    return typeof token === 'string' && token !== '' ? token : bearerToken(request)
  },
  parse: {
    createAndWait: parseGenerate,
    publicFile: ({ path }) => ({ publicId: publicIdOf(path['file'], /^video_([0-9a-f]{32})\.mp4$/) }),
  },
  render: { createAndWait: generated },
  error: renderError,
}

function parseGenerate({ body }: WireRequest): ActionInput['createAndWait'] {
  const {
    image_base64: image,
    prompt,
    resolution,
    num_frames: frames,
    fps,
    steps,
    guidance_scale: guidanceScale,
  } = body as unknown as Schemas['I2vgenGenerate']
  return {
    create: {
      ...EMPTY_CREATE_INPUT,
      prompt,
      model: null,
      model_tasks: ['i2v', 'ti2v'],
      oversize: 'shrink',
      public_result: true,
      size: Object.hasOwn(SIZES, resolution) ? (SIZES[resolution] as string) : WIDE,
      num_frames: within(frames, 1, 10_000),
      fps: within(fps, 1, 60),
      num_inference_steps: within(steps, 1, 10_000),
      guidance_scale: within(guidanceScale, 0, 30),
      input_reference: imageOf(image),
    },
    timeoutSeconds: null,
    cancelWhenLeft: true,
  }
}

/** The original did not check its numbers, so none is refused here. */
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Plain base64, base64 in lines, or a data URL. */
function imageOf(base64: string): ImageSource {
  const url = base64.startsWith('data:') ? base64 : `data:;base64,${base64.replaceAll(/\s+/g, '')}`
  return { kind: 'url', url }
}

function generated({ task, waitedSeconds }: ActionResult['createAndWait'], links: Links): WireResponse {
  if (task.status !== 'completed') {
    const error = task.error?.message ?? 'The video was not finished in time.'
    return { status: 200, headers: NO_STORE, body: failure('视频生成失败,请检查参数或日志', error) }
  }
  const body: Generated = {
    success: true,
    message: '视频生成成功',
    video_path: `video_${hexFromUuid(task.publicId ?? task.id)}.mp4`,
    video_url: resultUrl(task, links, (hex) => `/outputs/video_${hex}.mp4`),
    inference_time: waitedSeconds,
    seed: task.parameters.seed,
    error: null,
  }
  return { status: 200, headers: NO_STORE, body }
}

const failure = (message: string, error: string): Generated => ({
  success: false,
  message,
  video_path: null,
  video_url: null,
  inference_time: 0,
  seed: null,
  error,
})

/**
 * The original reported wrong input under 200. Errors of the service itself have their own status
 * here.
 */
function renderError(error: AppError): WireResponse {
  const { status } = ERROR_CATALOGUE[error.code]
  if (error.code === 'invalid_credentials') return fastApiError(error, 'Invalid or missing token')
  const response = fastApiError(error)
  const isTold = status === 400 || status === 429 || (status ?? 500) >= 500
  if (response.status === 422 || !isTold) return response
  const body = failure(`服务异常: ${sentence(error)}`, error.code)
  return { ...response, status: status === 400 ? 200 : response.status, body }
}
