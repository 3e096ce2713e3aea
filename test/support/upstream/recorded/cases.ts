import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readUpstreamFolder } from '#worker/engine/remote/models/upstream-folders.ts'
import type { UpstreamModel } from '#worker/engine/remote/server/protocol.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { addLoraSlot } from '#test/support/upstream/lora-workflow.ts'
import { converse, type Heard, type Plan } from './scenario.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')

/** The servers whose conversations are recorded. */
export const SERVERS = ['comfyui', 'vllm-omni', 'sglang'] as const
export type RecordedServer = (typeof SERVERS)[number]

export const fixtureOf = (server: RecordedServer): string =>
  path.join(ROOT, 'test/fixtures/servers', `${server}.json`)

const REQUEST: Omit<EngineRequest, 'outputDirectory'> = {
  runId: 'run',
  modelId: 'model',
  imagePath: path.join(ROOT, 'test/fixtures/photo-alpha.png'),
  lastImagePath: null,
  prompt: 'The kite climbs above the dunes',
  negativePrompt: 'blurry',
  width: 64,
  height: 64,
  frames: 5,
  fps: 16,
  steps: 8,
  guidanceScale: 1,
  guidanceScale2: 1,
  flowShift: 5,
  boundaryRatio: 0.875,
  seed: 7,
  checkpoint: null,
  resumeFrom: null,
  previews: true,
}

const LORA = { name: 'watercolour', strength: 0.75, strength2: null }

const videosModel = (loras: UpstreamModel['loras']): UpstreamModel => ({
  model: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers',
  servers: null,
  parameters: {},
  workflow: null,
  loras,
  fixed: ['scheduler', 'schedule'],
})

/** The shipped workflow of two experts, with loaders for a LoRA of a request. */
async function workflowModel(folder: string): Promise<UpstreamModel> {
  const model = path.join(folder, 'wan2.2-i2v-a14b-4steps')
  await cp(path.join(ROOT, 'docs/workflows/wan2.2-i2v-a14b-4steps'), model, { recursive: true })
  await addLoraSlot(model, LORA.name, ['watercolour_high.safetensors', 'watercolour_low.safetensors'])
  const read = await readUpstreamFolder(model)
  return { ...read, fixed: read.definition.fixed ?? [] }
}

async function planOf(server: RecordedServer, folder: string): Promise<Plan> {
  const base = { ...REQUEST, outputDirectory: folder }
  switch (server) {
    case 'comfyui': {
      const request = { ...base, loras: [{ ...LORA, strength2: 0.5 }] }
      // Another seed, since a prompt that was run is not run again.
      const stoppedRequest = { ...request, seed: 8, steps: 1000 }
      return { interface: 'comfyui', model: await workflowModel(folder), request, stoppedRequest, folder }
    }
    case 'vllm-omni': {
      const request = { ...base, loras: [LORA] }
      const model = videosModel({ watercolour: ['/srv/loras/watercolour.safetensors'] })
      return { interface: 'videos', model, request, stoppedRequest: { ...request, steps: 50 }, folder }
    }
    case 'sglang':
      return {
        interface: 'videos',
        model: videosModel({}),
        request: base,
        stoppedRequest: { ...base, steps: 50 },
        folder,
      }
  }
}

/** Speaks with a server, real or replayed, as it was spoken with for the recording. */
export async function converseWith(server: RecordedServer, origin: string): Promise<Heard> {
  const folder = await mkdtemp(path.join(tmpdir(), 'converse-'))
  try {
    return await converse(origin, await planOf(server, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
