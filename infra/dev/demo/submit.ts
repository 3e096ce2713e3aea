import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { callApi, RefusedCall, type Video } from './api.ts'
import type { DemoImage } from './files.ts'
import type { DemoOptions } from './options.ts'

/** The flag behind each field of a create. */
const FLAGS: Readonly<Record<string, string>> = {
  prompt: 'prompt',
  input_reference: 'image',
  model: 'model',
  size: 'size',
  seconds: 'seconds',
  num_frames: 'seconds',
  num_inference_steps: 'steps',
  seed: 'seed',
}

/**
 * Submits the video.
 *
 * @throws SetupError that names the flag whose value was refused
 */
export async function submitVideo(
  access: DevelopmentAccess,
  webhookUrl: string,
  options: DemoOptions,
  image: DemoImage | null,
): Promise<Video> {
  const { prompt, model, size, seconds, steps, seed } = options
  const form = new FormData()
  const fields = { prompt, model, size, seconds, webhook_url: webhookUrl, num_inference_steps: steps, seed }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value)
  if (image !== null) form.set('input_reference', new Blob([image.bytes]), image.name)
  const response = await callApi(access, '/v1/videos', { method: 'POST', body: form }).catch(
    (error: unknown) => {
      const flag = error instanceof RefusedCall ? FLAGS[error.param?.split(/[.[]/)[0] ?? ''] : undefined
      throw flag === undefined ? error : new SetupError(`--${flag}: ${(error as RefusedCall).detail}`)
    },
  )
  return (await response.json()) as Video
}
