import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { taskIdOfVideo, videoIdOf } from '#core/ids.ts'
import { ended, until, type Video } from '#test/support/processes/processes.ts'
import { photograph, type VideoBody } from '#test/support/service/service.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { I2V_FILES, startStandInComfy, type StandInComfy } from '#test/support/upstream/comfyui.ts'
import { FRONT_MODEL, startTwoServices, type TwoServices } from '#test/support/upstream/service-upstream.ts'
import { closeAfter } from '#test/support/closing.ts'

const WORKFLOW = 'wan2.2-i2v-a14b-4steps'
const LOCAL = 'wan2.1-i2v-tiny'
/** One request for each kind of engine, long enough to be seen and stopped in the middle. */
const KINDS = [
  { provider: 'cpu', asked: { model: LOCAL, size: '128x96', num_frames: '17', num_inference_steps: '100' } },
  {
    provider: 'videos',
    asked: { model: FRONT_MODEL, size: '128x96', num_frames: '17', num_inference_steps: '100' },
  },
  {
    provider: 'comfyui',
    asked: { model: WORKFLOW, size: '256x128', num_frames: '9', num_inference_steps: '6' },
  },
] as const

let comfy: StandInComfy
let two: TwoServices
before(async () => {
  comfy = await startStandInComfy(I2V_FILES)
  comfy.stepMs = 1000
  two = await startTwoServices({
    engines: `cpu,behind,comfyui+${comfy.origin}`,
    localModel: LOCAL,
    workflow: path.resolve(import.meta.dirname, '../../../docs/workflows', WORKFLOW),
  })
})
after(async () => {
  await two.stop()
  await comfy.close()
})

const midway = (video: Video): boolean => video.phase === 'denoise' && video.step > 0

const previewOf = (id: string): Promise<void> =>
  until(
    async () => (await two.front.call(`/v1/videos/${id}/content?variant=preview`)).ok,
    60_000,
    () => `no preview of ${id} came through`,
  )

/** What the second legacy service, whose ids are those of ComfyUI, says of a video. */
const legacyStatus = async (id: string): Promise<Record<string, unknown>> =>
  (await (await two.front.call(`/api/status/${taskIdOfVideo(id)}`)).json()) as Record<string, unknown>

/** Reads the messages as a customer does, who knows the secret. */
async function eventsOf(
  receiver: Awaited<ReturnType<typeof openWebhookReceiver>>,
  count: number,
): Promise<Map<string, string>> {
  const customer = new Webhook(two.front.webhookSecret)
  return new Map(
    (await receiver.waitFor(count, 60_000)).map(({ body, headers }) => {
      const { type, data } = customer.verify(body, headers as Record<string, string>) as {
        type: string
        data: { id: string }
      }
      return [data.id, type]
    }),
  )
}

describe('One worker with a device, another instance and a ComfyUI as its engines', () => {
  it('Videos of all three are made at once, with progress, previews, manifests and signed webhooks', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    const webhook_url = receiver.url
    const created = await Promise.all(KINDS.map(({ asked }) => two.front.submit({ ...asked, webhook_url })))
    await Promise.all(
      created.map(async ({ id }, i) => {
        const steps = new Set<number>()
        const seen = (latest: Video): Video => {
          if (latest.phase === 'denoise') steps.add(latest.step)
          return latest
        }
        await two.front.videoWhen(id, (latest) => midway(seen(latest)), 120_000)
        await previewOf(id)
        const video = await two.front.videoWhen(id, (latest) => ended(seen(latest)), 120_000)
        assert.equal(video.status, 'completed', JSON.stringify(video.error))
        assert.ok(steps.size > 1, `no progress of ${KINDS[i]!.provider} was seen`)
        const { manifest } = (await (await two.front.call(`/v1/videos/${id}`)).json()) as VideoBody
        assert.equal(manifest?.provider, KINDS[i]!.provider)
        // Its clients may ask for any video by its paths, whichever engine made it.
        assert.equal((await legacyStatus(id))['status'], 'completed')
      }),
    )
    assert.deepEqual(await eventsOf(receiver, 3), new Map(created.map(({ id }) => [id, 'video.completed'])))
    const { served } = await two.front.db
      .selectFrom('workers')
      .select('models as served')
      .executeTakeFirstOrThrow()
    assert.deepEqual([...served].toSorted(), KINDS.map(({ asked }) => asked.model as string).toSorted())
  })

  it('Running videos of all three are cancelled, and each customer is told', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    comfy.stepMs = 3000
    const webhook_url = receiver.url
    await Promise.all(
      KINDS.map(async ({ asked }) => {
        const steps = asked.model === WORKFLOW ? '6' : '200'
        const { id } = await two.front.submit({ ...asked, num_inference_steps: steps, webhook_url })
        await two.front.videoWhen(id, midway, 120_000)
        await two.front.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
        const video = await two.front.videoWhen(id, ended, 120_000)
        assert.equal(video.error?.code, 'cancelled', asked.model)
        assert.equal((await legacyStatus(id))['status'], 'failed')
      }),
    )
    assert.deepEqual([...(await eventsOf(receiver, 3)).values()], Array(3).fill('video.cancelled'))
    assert.ok(comfy.requests.includes('POST /interrupt'))
    comfy.stepMs = 1000
  })

  it("The second legacy service's paths make a video by the workflow while the others are busy", async () => {
    const [local, behind] = await Promise.all(KINDS.slice(0, 2).map(({ asked }) => two.front.submit(asked)))
    const form = new FormData()
    for (const [name, value] of Object.entries({
      prompt: 'waves',
      width: '512',
      height: '512',
      length: '17',
    }))
      form.set(name, value)
    form.set('image', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = await two.front.call('/api/upload_and_generate', { method: 'POST', body: form })
    const { prompt_id: id } = (await answer.json()) as { prompt_id: string }
    assert.equal(answer.status, 200, id)
    const progress = new Set<unknown>()
    let last: Record<string, unknown> = {}
    await until(
      async () => {
        last = await legacyStatus(videoIdOf(id))
        if (last['status'] === 'running') progress.add(last['progress'])
        return ['completed', 'failed'].includes(String(last['status']))
      },
      120_000,
      () => `it did not end: ${JSON.stringify(last)}`,
    )
    assert.equal(last['status'], 'completed', JSON.stringify(last))
    assert.ok(progress.size > 1, 'no progress was seen')
    const [file] = last['videos'] as { url: string }[]
    const mp4 = Buffer.from(await (await fetch(new URL(file!.url, two.front.baseUrl))).arrayBuffer())
    assert.equal(mp4.toString('latin1', 4, 8), 'ftyp')
    const { manifest } = (await (await two.front.call(`/v1/videos/${videoIdOf(id)}`)).json()) as VideoBody
    assert.equal(manifest?.provider, 'comfyui')
    for (const video of [local!, behind!])
      assert.equal((await two.front.videoWhen(video.id, ended, 120_000)).status, 'completed')
  })
})
