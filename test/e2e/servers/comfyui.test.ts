import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { photograph, type VideoBody } from '#test/support/service/service.ts'
import { I2V_FILES, startStandInComfy, type StandInComfy } from '#test/support/upstream/comfyui.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

const WORKFLOWS = path.resolve(import.meta.dirname, '../../../docs/workflows')
const MODEL = 'wan2.2-i2v-a14b-4steps'
const LOCAL = 'wan2.1-i2v-tiny'
const SHORT = { model: MODEL, size: '256x128', num_frames: '9' }

let database: TestDatabase
let comfy: StandInComfy
let models: string
let service: Service
before(async () => {
  comfy = await startStandInComfy(I2V_FILES)
  models = await mkdtemp(path.join(tmpdir(), 'comfy-models-'))
  await cp(path.join(WORKFLOWS, MODEL), path.join(models, MODEL), { recursive: true })
  await symlink(path.join(MODELS_DIRECTORY, LOCAL), path.join(models, LOCAL))
  await mkdir(path.join(models, 'engines'))
  const enginesFile = path.join(models, 'engines', 'engines.json')
  const entry = { name: 'comfy', url: `comfyui+${comfy.origin}`, poll_seconds: 0.1 }
  await writeFile(enginesFile, JSON.stringify({ servers: [entry] }))
  database = await createTestDatabase()
  service = await startService({
    databaseUrl: database.url,
    env: {
      MODELS_DIR: models,
      ENGINES: 'cpu,comfy',
      ENGINES_FILE: enginesFile,
      TASK_RETRY_DELAY_SECONDS: '0.2',
      LEGACY_COMFY_OPEN: 'true',
    },
  })
})
afterEach(() => {
  comfy.stepMs = 20
})
after(async () => {
  await service.stop()
  await comfy.close()
  await database.drop()
  await rm(models, { recursive: true })
})

const midway = (video: Video): boolean => video.phase === 'denoise' && video.step > 0

describe('A service whose engine is a ComfyUI', () => {
  it('A workflow makes videos beside a local model, with progress, previews, webhooks and a manifest', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    comfy.stepMs = 1000
    const local = await service.submit({ model: LOCAL, num_inference_steps: '2', webhook_url: receiver.url })
    const created = await service.submit({
      ...SHORT,
      num_inference_steps: '6',
      guidance_scale: '1.5',
      seed: '7',
      webhook_url: receiver.url,
    })
    const steps = new Set<number>()
    const seen = (latest: Video): Video => {
      if (latest.phase === 'denoise') steps.add(latest.step)
      return latest
    }
    await service.videoWhen(created.id, (latest) => midway(seen(latest)))
    await until(
      async () => (await service.call(`/v1/videos/${created.id}/content?variant=preview`)).ok,
      20_000,
      () => 'no preview came through',
    )
    const video = await service.videoWhen(created.id, (latest) => ended(seen(latest)))
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.ok(steps.size > 1, 'no progress was seen')
    const sent = comfy.prompts.at(-1)!
    const [high, low] = ['86', '85'].map((id) => sent.nodes[id]!.inputs)
    assert.deepEqual(
      [high!['noise_seed'], high!['end_at_step'], low!['start_at_step'], high!['cfg'], low!['cfg']],
      [7, 3, 3, 1.5, 1],
    )
    const picture = String(sent.nodes['97']!.inputs['image'])
    assert.ok(comfy.uploads.get(picture)?.subarray(1, 4).equals(Buffer.from('PNG')), 'no picture came')
    const { manifest } = (await (await service.call(`/v1/videos/${video.id}`)).json()) as VideoBody
    assert.equal(manifest?.provider, 'comfyui')
    assert.deepEqual([manifest?.upstream?.kind, manifest?.upstream?.version], ['comfyui', '0.3.99'])
    assert.equal(manifest?.upstream?.video_id, sent.id)
    assert.match(manifest?.upstream?.workflow_sha256 ?? '', /^[0-9a-f]{64}$/)
    assert.match(manifest?.files['workflow.json'] ?? '', /^[0-9a-f]{64}$/)
    assert.equal((await service.videoWhen(local.id, ended)).status, 'completed')
    await receiver.waitFor(2)
  })

  it('The second legacy service makes its videos by the workflow', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({
      prompt: 'waves',
      width: '512',
      height: '512',
      length: '17',
    }))
      form.set(name, value)
    form.set('image', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = await service.call('/api/upload_and_generate', { method: 'POST', body: form })
    const { prompt_id: id } = (await answer.json()) as { prompt_id: string }
    assert.equal(answer.status, 200, id)
    await until(
      async () =>
        ((await (await service.call(`/api/status/${id}`)).json()) as { status: string }).status ===
        'completed',
      60_000,
      () => 'it did not complete',
    )
  })

  it('A cancelled video is interrupted there, and no other one', async () => {
    comfy.stepMs = 2000
    const { id } = await service.submit(SHORT)
    await service.videoWhen(id, midway)
    await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    const video = await service.videoWhen(id, ended)
    assert.equal(video.error?.code, 'cancelled')
    assert.ok(comfy.requests.includes('POST /interrupt'))
  })

  it('After kill -9 of the worker its successor hears the same prompt to its end', async () => {
    const before = comfy.prompts.length
    comfy.stepMs = 6000
    const { id } = await service.submit(SHORT)
    await service.videoWhen(id, midway)
    await service.workers.pop()?.kill('SIGKILL')
    await service.startWorker()
    const video = await service.videoWhen(id, ended, 120_000)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(comfy.prompts.length, before + 1)
  })

  it('A restart of ComfyUI in the middle of a run costs no attempt', async () => {
    const before = comfy.prompts.length
    comfy.stepMs = 1000
    const { id } = await service.submit(SHORT)
    await service.videoWhen(id, midway)
    comfy.restart()
    comfy.stepMs = 20
    const video = await service.videoWhen(id, ended, 120_000)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.deepEqual([video.attempts, comfy.prompts.length], [1, before + 2])
  })

  it('A lack of memory there is told, its models are unloaded, and it is not tried again', async () => {
    comfy.failure = { type: 'torch.OutOfMemoryError', message: 'Allocation on device' }
    const { id } = await service.submit(SHORT)
    const video = await service.videoWhen(id, ended)
    assert.equal(video.error?.code, 'out_of_memory')
    assert.ok(comfy.requests.includes('POST /free'))
  })

  it('A file of weights that it lacks stops the model, not the video', async () => {
    comfy.files.delete(I2V_FILES[0]!)
    const { id } = await service.submit(SHORT)
    await service.videoWhen(id, (latest) => latest.queue_reason === 'model_not_served')
    // Nothing is served either while the server rests after a fault of an earlier test.
    const listed = async (): Promise<string> =>
      JSON.stringify(await (await service.call('/v1/models?include=unavailable')).json())
    let last = ''
    await until(
      async () => new RegExp(`${MODEL}.*could not be loaded`).test((last = await listed())),
      60_000,
      () => last,
    )
    await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    comfy.files.add(I2V_FILES[0]!)
  })
})
