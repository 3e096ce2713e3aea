import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import type { VideoBody } from '#test/support/service/service.ts'
import { addLoraSlot } from '#test/support/upstream/lora-workflow.ts'

/**
 * The address of a real ComfyUI, as `test/reference/servers/comfyui.py` runs one on a CPU. Its
 * conversation is replayed by `recorded.test.ts`; this test holds the whole service against it.
 */
const COMFYUI_URL = process.env['COMFYUI_URL']
const WORKFLOWS = path.resolve(import.meta.dirname, '../../../docs/workflows')
const IMAGE_MODEL = 'wan2.2-i2v-a14b-4steps'
const TEXT_MODEL = 'wan2.2-ti2v-5b'
const SHORT = { model: IMAGE_MODEL, size: '128x128', num_frames: '5' }
const PATIENCE_MS = 300_000

let database: TestDatabase
let models: string
let service: Service

interface Queue {
  readonly queue_running: (readonly unknown[])[]
}
const queue = async (): Promise<Queue> => (await (await fetch(`${COMFYUI_URL}/queue`)).json()) as Queue
const midway = (video: Video): boolean => video.phase === 'denoise' && video.step > 0
const completed = async (id: string): Promise<VideoBody> => {
  const video = await service.videoWhen(id, ended, PATIENCE_MS)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return (await (await service.call(`/v1/videos/${id}`)).json()) as VideoBody
}

describe(
  'A service whose engine is a real ComfyUI',
  { skip: COMFYUI_URL === undefined && 'COMFYUI_URL names no ComfyUI' },
  () => {
    before(async () => {
      models = await mkdtemp(path.join(tmpdir(), 'real-comfy-'))
      for (const model of [IMAGE_MODEL, TEXT_MODEL])
        await cp(path.join(WORKFLOWS, model), path.join(models, model), { recursive: true })
      await addLoraSlot(path.join(models, IMAGE_MODEL), 'watercolour', [
        'watercolour_high.safetensors',
        'watercolour_low.safetensors',
      ])
      database = await createTestDatabase()
      service = await startService({
        databaseUrl: database.url,
        env: { MODELS_DIR: models, ENGINES: `comfyui+${COMFYUI_URL}`, TASK_RETRY_DELAY_SECONDS: '0.2' },
      })
    })
    after(async () => {
      await service.stop()
      await database.drop()
      await rm(models, { recursive: true })
    })

    it('Two experts animate a picture, with progress, previews and a manifest', async () => {
      const { id } = await service.submit({ ...SHORT, num_inference_steps: '20', guidance_scale: '1.5' })
      const steps = new Set<number>()
      await service.videoWhen(
        id,
        (latest) => {
          if (latest.phase === 'denoise') steps.add(latest.step)
          return midway(latest)
        },
        PATIENCE_MS,
      )
      await until(
        async () => (await service.call(`/v1/videos/${id}/content?variant=preview`)).ok,
        60_000,
        () => 'no preview came through',
      )
      await service.videoWhen(
        id,
        (latest) => {
          if (latest.phase === 'denoise') steps.add(latest.step)
          return ended(latest)
        },
        PATIENCE_MS,
      )
      const { manifest } = await completed(id)
      assert.ok(steps.size > 1, `steps seen: ${[...steps].join(', ')}`)
      assert.equal(manifest?.upstream?.kind, 'comfyui')
    })

    it('A model of text and pictures makes a video of a sentence and one of a picture', async () => {
      const few = { model: TEXT_MODEL, size: '256x256', num_frames: '5', num_inference_steps: '2' }
      const pictured = await service.submit(few)
      const form = new FormData()
      for (const [name, value] of Object.entries({ ...few, prompt: 'dunes' })) form.set(name, value)
      const answer = await service.call('/v1/videos', { method: 'POST', body: form })
      const worded = (await answer.json()) as { id: string }
      await completed(pictured.id)
      await completed(worded.id)
    })

    it('A LoRA of a request is loaded by the nodes that are bound for it', async () => {
      const made = []
      for (const loras of ['', '[{"name":"watercolour","strength":1}]']) {
        const { id } = await service.submit({
          ...SHORT,
          seed: '7',
          num_inference_steps: '2',
          ...(loras && { loras }),
        })
        made.push((await completed(id)).manifest)
      }
      assert.notEqual(made[0]?.video.sha256, made[1]?.video.sha256, 'the LoRA changed nothing')
    })

    it('A cancelled video is interrupted there', async () => {
      const { id } = await service.submit({ ...SHORT, num_inference_steps: '20' })
      await service.videoWhen(id, midway, PATIENCE_MS)
      await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
      assert.equal((await service.videoWhen(id, ended, PATIENCE_MS)).error?.code, 'cancelled')
      await until(
        async () => (await queue()).queue_running.length === 0,
        60_000,
        () => 'the prompt goes on',
      )
    })

    it('After kill -9 of the worker its successor hears the same prompt to its end', async () => {
      const { id } = await service.submit({ ...SHORT, num_inference_steps: '20' })
      await service.videoWhen(id, midway, PATIENCE_MS)
      const [prompt] = (await queue()).queue_running
      await service.workers.pop()?.kill('SIGKILL')
      await service.startWorker()
      const { manifest } = await completed(id)
      assert.equal(manifest?.upstream?.video_id, prompt?.[1], 'it was asked for twice')
      const mp4 = await (await service.call(`/v1/videos/${id}/content`)).arrayBuffer()
      assert.ok(mp4.byteLength > 0)
    })
  },
)
