import { precedingVideoKey } from '#core/storage/asset-keys.ts'
import { fieldError, type AppError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import { listModels } from '#core/store/models.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { Adjustment } from '#core/task/parameters.ts'
import { EMPTY_CREATE_INPUT } from '#api/dialects/dialect.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import type { UploadExtension } from '#api/dialects/openai/videos.ts'
import { chooseModel } from '#api/creation/choose-model.ts'
import { fittingModel } from '#api/creation/fitting-model.ts'
import { ignored } from '#api/creation/plan-task.ts'
import { planSampling, planSize } from '#api/creation/plan.ts'
import type { Prepared } from '#api/creation/submit.ts'
import type { Size } from '#api/creation/video-size.ts'
import type { Call } from '#api/http/call.ts'
import { Mp4Error, readMp4Facts, type Mp4Facts } from '#api/images/mp4-facts.ts'
import { assertLength, LONGEST_SECONDS } from './extension-length.ts'

/** Why a field of an extension is an adjustment. */
export const IGNORED = 'An extension does not take this field; it was ignored.'
const LARGEST_BYTES = 50_000_000
const LEAST_SIDE = 16
const LARGEST_SIDE = 4096
const MOST_FRAMES = LONGEST_SECONDS * 120

/**
 * A new task that continues a video which the client sent, in a size and at the rate of the model.
 * Its index is read here; a worker decodes it.
 *
 * @throws AppError request_too_large, invalid_request for a file that is no such video,
 *   unsupported_parameter when no worker decodes uploads, invalid_size, invalid_frame_count.
 */
export async function prepareUploadExtension(
  { deps, principal }: Call,
  { bytes, prompt, seconds, seed, ignored: others }: UploadExtension,
): Promise<Prepared> {
  const facts = checkedFacts(bytes)
  const models = (await listModels(deps.db)).filter((model) => model.takesUploads === true)
  if (models.length === 0)
    throw fieldError(
      'unsupported_parameter',
      'video',
      `\`video\`: no worker of this service decodes uploaded videos. ${BY_ID}`,
    )
  const { model } = chooseModel(models, null, { tasks: ['i2v', 'ti2v'] })
  const sampling = planSampling(model, { ...EMPTY_CREATE_INPUT, prompt, seconds, seed })
  const { fps, frames, nominalSeconds = 0 } = sampling.parameters
  const precedingFrames = Math.max(1, Math.round(facts.durationSeconds * fps))
  assertLength({ frames, fps }, precedingFrames)
  const size = sizeFor(model, frames, facts)

  const id = newTaskId()
  const key = precedingVideoKey(id)
  await deps.storage.put(key, bytes, { contentType: 'video/mp4' })
  const task = {
    id,
    tenantId: principal.tenantId,
    dialect: openai.name,
    model: model.id,
    parameters: {
      ...sampling.parameters,
      ...size.parameters,
      precedingFrames,
      precedingUpload: true as const,
      nominalSeconds: Number((precedingFrames / fps + nominalSeconds).toFixed(6)),
    },
    adjustments: [...size.adjustments, ...sampling.adjustments, ...ignored(others, IGNORED)],
    metadata: {},
    inputKey: null,
    webhookUrl: null,
    uploadBytes: bytes.length,
  }
  return { task, storedKeys: [key] }
}

/** The call that always works. */
const BY_ID = 'Send `{"video": {"id": "video_…"}}`, or `video[id]` in a form, with a video of this service.'

function checkedFacts(bytes: Buffer): Mp4Facts {
  if (bytes.length > LARGEST_BYTES)
    throw fieldError(
      'request_too_large',
      'video',
      `\`video\` must not be larger than ${LARGEST_BYTES / 1e6} MB.`,
    )
  const facts = readFacts(bytes)
  const { width, height, frames, durationSeconds } = facts
  if (Math.min(width, height) < LEAST_SIDE || Math.max(width, height) > LARGEST_SIDE)
    throw refused(`its sides of ${width}x${height} are not from ${LEAST_SIDE} to ${LARGEST_SIDE} pixels`)
  if (durationSeconds > LONGEST_SECONDS || frames > MOST_FRAMES)
    throw refused(`it is longer than ${LONGEST_SECONDS} s or has more than ${MOST_FRAMES} frames`)
  return facts
}

function readFacts(bytes: Buffer): Mp4Facts {
  try {
    return readMp4Facts(bytes)
  } catch (error) {
    throw error instanceof Mp4Error ? refused(error.message) : error
  }
}

const refused = (why: string): AppError =>
  fieldError(
    'invalid_request',
    'video',
    `\`video\` cannot be continued: ${why}. Send an mp4 with H.264, H.265 or VP9. ${BY_ID}`,
  )

/** The size of the upload where the model makes it, else the model's own area in its shape. */
function sizeFor(
  model: ModelDefinition,
  frames: number,
  { width, height }: Size,
): { readonly parameters: Size; readonly adjustments: readonly Adjustment[] } {
  const requested = `${width}x${height}`
  const fitting = fittingModel({ ...model, oversize: 'shrink' }, frames, null)
  const isMade = Math.min(width, height) >= model.limits.minSide && width * height <= fitting.limits.maxPixels
  const { parameters } = planSize(fitting, isMade ? requested : 'auto', { width, height })
  const used = `${parameters.width}x${parameters.height}`
  const reason = 'The model makes other sizes; the upload is scaled and cropped to this one.'
  return { parameters, adjustments: used === requested ? [] : [{ field: 'video', requested, used, reason }] }
}
