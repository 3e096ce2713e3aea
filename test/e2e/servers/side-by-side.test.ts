import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { ended } from '#test/support/processes/processes.ts'
import type { VideoBody } from '#test/support/service/service.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { startStandInComfy, type StandInComfy } from '#test/support/upstream/comfyui.ts'
import { FRONT_MODEL, startTwoServices, type TwoServices } from '#test/support/upstream/service-upstream.ts'

const WORKFLOW = path.resolve(import.meta.dirname, '../../../docs/workflows/wan2.2-ti2v-5b')
const LOCAL = 'wan2.1-i2v-tiny'

let comfy: StandInComfy
let two: TwoServices
before(async () => {
  comfy = await startStandInComfy([
    'wan2.2_ti2v_5B_fp16.safetensors',
    'umt5_xxl_fp8_e4m3fn_scaled.safetensors',
    'wan2.2_vae.safetensors',
  ])
  two = await startTwoServices({
    engines: `cpu,behind,comfyui+${comfy.origin}`,
    localModel: LOCAL,
    workflow: WORKFLOW,
  })
})
after(async () => {
  await two.stop()
  await comfy.close()
})

it('One worker makes videos on its own device, on another instance and on a ComfyUI at once', async (t) => {
  const receiver = await openWebhookReceiver()
  t.after(() => receiver.close())
  const few = { num_inference_steps: '3', num_frames: '9', webhook_url: receiver.url }
  const asked = [
    { ...few, model: LOCAL, size: '96x64' },
    { ...few, model: FRONT_MODEL, size: '96x64' },
    { ...few, model: 'wan2.2-ti2v-5b', size: '256x256' },
  ]
  const created = await Promise.all(asked.map((fields) => two.front.submit(fields)))
  const providers = []
  for (const { id } of created) {
    const video = await two.front.videoWhen(id, ended, 120_000)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    const { manifest } = (await (await two.front.call(`/v1/videos/${id}`)).json()) as VideoBody
    providers.push(manifest?.provider)
  }
  assert.deepEqual(providers, ['cpu', 'videos', 'comfyui'])
  assert.equal((await receiver.waitFor(3)).length, 3)
  const { served } = await two.front.db
    .selectFrom('workers')
    .select('models as served')
    .executeTakeFirstOrThrow()
  assert.deepEqual([...served].toSorted(), [FRONT_MODEL, LOCAL, 'wan2.2-ti2v-5b'].toSorted())
})
