import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openLog } from '#core/log.ts'
import { CANCEL, type UpstreamJobs } from '#worker/engine/engine.ts'
import type { Claim } from '#core/task/task.ts'
import { createSlot } from '#worker/engine/remote/engine.ts'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import { protocolOf } from '#worker/engine/remote/open.ts'
import { serverEntries } from '#worker/engine/remote/server/entries.ts'
import { watchServer } from '#worker/engine/remote/server/server.ts'
import { openUpstreamJobs } from '#worker/jobs/upstream/jobs.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { lifecycleScene } from '#test/core/lifecycle/scene.ts'
import { PARAMETERS } from '#test/support/database/tasks.ts'
import { startStandInComfy } from '#test/support/upstream/comfyui.ts'
import { openHttpPassage } from '#test/support/upstream/http-passage.ts'
import { addLoraSlot } from '#test/support/upstream/lora-workflow.ts'
import { FRONT_MODEL, FRONT_SERVICE_FILE } from '#test/support/upstream/service-upstream.ts'
import { closeAfter } from '#test/support/closing.ts'

const { deps, started, submitted } = lifecycleScene()
const log = openLog({ level: 'silent', process: 'test' })

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const WORKFLOW = 'wan2.2-i2v-a14b-4steps'

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'remote-run-'))
  closeAfter(t, () => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Runs one video on a server, as the worker does for a claim. */
async function slotOn(t: TestContext, url: string, models: string) {
  const [entry] = serverEntries({ engines: [url], enginesFile: null }, {})
  const own = { ...entry!, pollMs: 20 }
  const server = await watchServer(own, protocolOf(own), log)
  const { folders, faults } = await readUpstreamFolders(models)
  assert.deepEqual(faults, [])
  const tools = { ffmpeg: await findFfmpeg({}), threads: 1, takesUploads: false, stallTimeoutMs: 60_000 }
  const slot = createSlot(server, 0, { folders, tools, log })
  closeAfter(t, () => slot.close())
  const outputDirectory = await folderOf(t)
  return {
    slot,
    run: async (upstream: UpstreamJobs, fields: object = {}, signal = new AbortController().signal) =>
      await slot.generate(
        {
          ...{ ...PARAMETERS, runId: 'run', modelId: folders[0]!.definition.id, outputDirectory },
          ...{ imagePath: path.join(ROOT, 'test/fixtures/photo-alpha.png'), lastImagePath: null },
          ...{ checkpoint: null, resumeFrom: null, previews: false },
          ...fields,
        },
        { onProgress: () => undefined, upstream, signal, timeLimitMs: 60_000 },
      ),
  }
}

/** A server of vLLM-Omni's kind that takes one video; `onCreate` is awaited before it answers. */
async function startVideosServer(t: TestContext, onCreate: () => Promise<void>) {
  const requests: string[] = []
  const server = createServer((req, res) => {
    const line = `${req.method} ${req.url}`
    requests.push(line)
    const json = (body: object) =>
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const answer = async (): Promise<unknown> => {
      if (line === 'POST /v1/videos') await onCreate()
      if (line === 'GET /v1/models')
        return json({ data: [{ id: FRONT_SERVICE_FILE.upstream.model, owned_by: 'vllm-omni' }] })
      return json({ id: 'video_1', status: 'queued', version: '0.30.0' })
    }
    req.resume().on('end', () => void answer())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeAfter(t, async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { requests, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function videosModels(t: TestContext): Promise<string> {
  const models = await folderOf(t)
  await mkdir(path.join(models, FRONT_MODEL))
  await writeFile(path.join(models, FRONT_MODEL, 'service.json'), JSON.stringify(FRONT_SERVICE_FILE))
  return models
}

/** A ComfyUI, and the models directory of a service in front with a LoRA that requests may name. */
async function comfyScene(t: TestContext) {
  const models = await folderOf(t)
  const folder = path.join(models, WORKFLOW)
  await cp(path.join(ROOT, 'docs/workflows', WORKFLOW), folder, { recursive: true })
  await addLoraSlot(folder, 'ink', ['ink_high.safetensors', 'ink_low.safetensors'])
  const names = JSON.stringify(await readUpstreamFolders(models)).match(/[\w.]+\.safetensors/g)
  const comfy = await startStandInComfy(names ?? [])
  closeAfter(t, () => comfy.close())
  comfy.stepMs = 1000
  const passage = await openHttpPassage(comfy.origin)
  closeAfter(t, () => passage.close())
  return { comfy, passage, ...(await slotOn(t, `comfyui+${passage.origin}`, models)) }
}

const claimed = async (): Promise<Claim> => await started((await submitted()).id)
const jobsOf = async ({ taskId }: Claim) =>
  await deps.db.selectFrom('upstream_jobs').selectAll().where('task_id', '=', taskId).execute()

describe('A run on a server', () => {
  it('What was asked for while another attempt took the task over is removed from the server', async (t) => {
    const claim = await claimed()
    const { origin, requests } = await startVideosServer(t, async () => {
      await deps.db
        .updateTable('tasks')
        .set({ fencing_token: claim.fencingToken + 1 })
        .where('id', '=', claim.taskId)
        .execute()
    })
    const { run } = await slotOn(t, `videos+${origin}`, await videosModels(t))
    await assert.rejects(run(await openUpstreamJobs({ ...deps, log }, claim)), { code: 'cancelled' })
    assert.ok(requests.includes('DELETE /v1/videos/video_1'), requests.join())
    assert.deepEqual(await jobsOf(claim), [])
  })

  it('A cancelled prompt whose answer was lost is stopped by the id that it was given', async (t) => {
    const { comfy, passage, run } = await comfyScene(t)
    const claim = await claimed()
    const cancel = new AbortController()
    passage.harm = (line) => {
      if (line !== 'POST /prompt') return null
      cancel.abort(CANCEL)
      return 'lose answer'
    }
    const upstream = await openUpstreamJobs({ ...deps, log }, claim)
    await assert.rejects(run(upstream, {}, cancel.signal), { code: 'cancelled' })
    assert.equal(comfy.prompts.length, 1)
    assert.ok(comfy.requests.includes('POST /interrupt'), comfy.requests.join())
    assert.deepEqual(await jobsOf(claim), [])
  })

  it('So is one whose worker ended before it knew the answer, once its task has ended', async (t) => {
    const { comfy, passage, run, slot } = await comfyScene(t)
    const claim = await claimed()
    passage.harm = (line) => (line === 'POST /prompt' ? 'lose answer' : null)
    await assert.rejects(run(await openUpstreamJobs({ ...deps, log }, claim)), {
      code: 'upstream_unavailable',
    })
    const [job] = await jobsOf(claim)
    assert.equal(job?.upstream_id, null)
    await slot.server!.remove({ key: job.key, server: job.server, id: null })
    assert.ok(comfy.requests.includes('POST /interrupt'), comfy.requests.join())
  })

  it('LoRAs that the server no longer has are not left out: the video fails, and nothing is asked for', async (t) => {
    const { comfy, run } = await comfyScene(t)
    const [ink, gone] = ['ink', 'gone'].map((name) => ({ name, strength: 1, strength2: 1 }))
    const upstream = await openUpstreamJobs({ ...deps, log }, await claimed())
    for (const loras of [[gone], [ink, ink]])
      await assert.rejects(run(upstream, { loras }), { code: 'invalid_input', retryable: false })
    assert.equal(comfy.prompts.length, 0)
  })
})
