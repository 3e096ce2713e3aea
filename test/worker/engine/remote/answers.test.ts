import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jobStateOf, refusalOf } from '#worker/engine/remote/videos/answers.ts'
import { failedError } from '#worker/engine/remote/run/faults.ts'
import { fixedFieldsOf, loraSupportOf, sentFields, VIDEOS_KINDS } from '#worker/engine/remote/videos/kinds.ts'
import type { EngineRequest } from '#worker/engine/run.ts'

const answer = (status: number, body: unknown, retryAfterSeconds: number | null = null) => ({
  status,
  body,
  retryAfterSeconds,
})

describe('Answers of servers with the Videos API', () => {
  it('vLLM-Omni answers a failed job with the status of its error', () => {
    const error = { code: 400, message: 'num_frames must be 4n + 1' }
    assert.deepEqual(
      jobStateOf(answer(400, { id: 'video_gen_1', object: 'video', status: 'failed', error })),
      {
        status: 'failed',
        message: 'num_frames must be 4n + 1',
        isRequest: true,
      },
    )
    const broken = { id: 'video_gen_1', status: 'failed', error: { code: 500, message: 'EngineDeadError' } }
    assert.deepEqual(jobStateOf(answer(500, broken)), {
      status: 'failed',
      message: 'EngineDeadError',
      isRequest: false,
    })
  })

  it('SGLang tells percents of the steps, vLLM-Omni nothing until the end', () => {
    const job = { id: 'x', status: 'in_progress' }
    assert.deepEqual(jobStateOf(answer(200, { ...job, progress: 42 })), {
      status: 'running',
      progress: { percent: 42 },
    })
    assert.deepEqual(jobStateOf(answer(200, { ...job, progress: 0 })), { status: 'running', progress: null })
  })

  it('A 404 without a job means that the server does not know it; other answers mean nothing', () => {
    assert.deepEqual(jobStateOf(answer(404, { detail: 'Video not found' })), { status: 'unknown' })
    assert.throws(() => jobStateOf(answer(502, null)), /502/)
  })

  it('A refusal is the fault of the request, of the credential, of too much work, or of the server', () => {
    assert.deepEqual(refusalOf(answer(503, null, 7)), { reason: 'full', retryAfterSeconds: 7 })
    assert.deepEqual(refusalOf(answer(422, { detail: [{ loc: ['body', 'fps'] }] })), {
      reason: 'request',
      message: '[{"loc":["body","fps"]}]',
    })
    assert.equal(refusalOf(answer(403, {})).reason, 'credential')
    assert.equal(refusalOf(answer(500, { error: { message: 'boom' } })).reason, 'broken')
    assert.equal(refusalOf(answer(404, { detail: 'Not Found' })).reason, 'broken')
  })

  it('A lack of memory on the server is told as one, and is not tried again', () => {
    const { code, retryable } = failedError('CUDA out of memory. Tried to allocate 2 GiB', false)
    assert.deepEqual([code, retryable], ['out_of_memory', false])
  })
})

const REQUEST: EngineRequest = {
  runId: 'run',
  modelId: 'model',
  imagePath: null,
  lastImagePath: null,
  outputDirectory: '/nowhere',
  prompt: 'waves',
  negativePrompt: 'blurry',
  width: 832,
  height: 480,
  frames: 81,
  fps: 16,
  steps: 40,
  guidanceScale: 4,
  guidanceScale2: 3,
  flowShift: 5,
  boundaryRatio: 0.875,
  scheduler: 'unipc',
  schedule: 'A',
  seed: 7,
  checkpoint: null,
  resumeFrom: null,
  previews: false,
}
const kind = (name: string) => VIDEOS_KINDS.find((each) => each.name === name)!
const WAN = {
  model: 'm',
  prompt: 'waves',
  negative_prompt: 'blurry',
  fps: 16,
  num_inference_steps: 40,
  guidance_scale: 4,
  guidance_scale_2: 3,
  flow_shift: 5,
  seed: 7,
  size: '832x480',
  num_frames: 81,
}

describe('What is sent to each kind of server', () => {
  const sent: readonly (readonly [string, object])[] = [
    ['vllm-omni', { ...WAN, boundary_ratio: 0.875 }],
    ['sglang', WAN],
    ['wan-video-service', { ...WAN, boundary_ratio: 0.875 }],
    ['openai', { model: 'm', prompt: 'waves', size: '832x480', seconds: '5' }],
  ]
  for (const [name, fields] of sent)
    it(`${name} gets its own fields`, () => {
      const fixed = ['scheduler', 'schedule'] as const
      assert.deepEqual(sentFields(kind(name), REQUEST, { model: 'm', loras: {}, fixed }), fields)
    })

  it('LoRAs go as a list to another instance, and one by its path to vLLM-Omni', () => {
    const loras = [{ name: 'ink', strength: 0.5, strength2: 1 }]
    const fieldsOf = (name: string, file: string) =>
      sentFields(kind(name), { ...REQUEST, loras }, { model: 'm', loras: { ink: [file] }, fixed: [] })
    assert.deepEqual(fieldsOf('wan-video-service', 'ink-v2')['loras'], [
      { name: 'ink-v2', strength: 0.5, strength_2: 1 },
    ])
    assert.deepEqual(fieldsOf('vllm-omni', '/srv/ink.safetensors')['lora'], {
      name: 'ink',
      local_path: '/srv/ink.safetensors',
      scale: 0.5,
    })
    assert.deepEqual(
      VIDEOS_KINDS.map((each) => loraSupportOf(each)?.most ?? 0),
      [4, 1, 0, 0],
    )
  })

  it('What a kind does not take is said to be fixed', () => {
    assert.deepEqual(fixedFieldsOf(kind('wan-video-service')), [])
    assert.deepEqual(fixedFieldsOf(kind('sglang')), ['boundary_ratio', 'scheduler', 'schedule', 'easy_cache'])
    assert.ok(fixedFieldsOf(kind('openai')).includes('seed'))
  })
})
