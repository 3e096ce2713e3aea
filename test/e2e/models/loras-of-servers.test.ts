import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { float32Tensor, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { ended } from '#test/support/processes/processes.ts'
import type { VideoBody } from '#test/support/service/service.ts'
import { FRONT_MODEL, startTwoServices, type TwoServices } from '#test/support/upstream/service-upstream.ts'

const FIELDS = { model: FRONT_MODEL, num_frames: '5', num_inference_steps: '2', seed: '3' }
const LAYER = 'transformer.blocks.0.attn1.to_q'
const WIDTH = 96

let loras: string
let two: TwoServices
before(async () => {
  loras = await mkdtemp(path.join(tmpdir(), 'loras-'))
  const matrix = (dims: [number, number]) =>
    float32Tensor(
      dims,
      Float32Array.from({ length: 2 * WIDTH }, (_, i) => Math.sin(i)),
    )
  await writeSafetensors(path.join(loras, 'ink.safetensors'), {
    [`${LAYER}.lora_A.weight`]: matrix([2, WIDTH]),
    [`${LAYER}.lora_B.weight`]: matrix([WIDTH, 2]),
  })
  two = await startTwoServices({ behindEnv: { LORAS_DIR: loras }, loras: { watercolour: 'ink' } })
})
after(async () => {
  await two?.stop()
  await rm(loras, { recursive: true, force: true })
})

async function made(fields: Record<string, string>): Promise<VideoBody> {
  const { id } = await two.front.submit({ ...FIELDS, ...fields })
  const video = await two.front.videoWhen(id, ended)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return (await (await two.front.call(`/v1/videos/${id}`)).json()) as VideoBody
}

it('A LoRA of a request is passed on to the server under its name there', async () => {
  const models = await two.front.call(`/v1/models/${FRONT_MODEL}`)
  assert.deepEqual(((await models.json()) as { loras: unknown }).loras, [
    { name: 'watercolour', experts: ['transformer'] },
  ])
  const plain = await made({})
  const video = await made({ loras: '[{"name": "watercolour", "strength": 0.5}]' })
  assert.deepEqual(video.manifest?.upstream?.parameters['loras'], [{ name: 'ink', strength: 0.5 }])
  assert.deepEqual(video.manifest?.loras, [
    { name: 'watercolour', file: 'ink', expert: 'transformer', strength: 0.5 },
  ])
  assert.notEqual(video.manifest?.video.sha256, plain.manifest?.video.sha256)
})
