import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { openLog } from '#core/log.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { faultOfWorker } from '#worker/fitness/blame.ts'
import { watchFitness } from '#worker/fitness/fitness.ts'
import { createModelPauses } from '#worker/fitness/model-pauses.ts'
import { openRunFolders } from '#worker/jobs/run-folders.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { workerFaultOf } from '#worker/engine/worker-fault.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

const log = openLog({ level: 'silent', process: 'test' })

it('A worker whose folder became unusable takes no tasks until it can write there again', async (t) => {
  const root = path.join(await mkdtemp(path.join(tmpdir(), 'fitness-')), 'tmp')
  const folders = await openRunFolders(root)
  const told: (string | null)[] = []
  const fitness = watchFitness(
    { log },
    { folder: () => folders.check() },
    () => told.push(fitness.reason),
    20,
  )
  closeAfter(t, async () => {
    fitness.stop()
    await folders.close()
    await rm(path.dirname(root), { recursive: true })
  })
  assert.equal(await fitness.look(), null)
  await rm(root, { recursive: true })
  await writeFile(root, 'a file in its place')
  assert.equal(await fitness.look(), 'folder')
  assert.match(fitness.reason ?? '', /^folder: E(NOTDIR|EXIST)/)
  await rm(root)
  await until(
    () => fitness.reason === null,
    10_000,
    () => `still: ${fitness.reason}`,
  )
  assert.equal(told.at(-1), null)
  assert.equal(told.length, 2)
})

describe('whose fault a failure is', () => {
  const scene = (broken: boolean) => {
    const pauses = createModelPauses()
    const checks = { storage: () => (broken ? Promise.reject(new Error('away')) : Promise.resolve()) }
    return { log, pauses, fitness: watchFitness({ log }, checks, () => undefined) }
  }
  const blamed = async (error: unknown, broken = false) => {
    const deps = scene(broken)
    const fault = await faultOfWorker(deps, 'm', error)
    deps.fitness.stop()
    return { fault, reason: deps.fitness.reason, isPaused: deps.pauses.isPaused('m') }
  }

  it("A failure that may be either is the task's while everything of the worker works", async () => {
    for (const code of ['encode_failed', 'storage_failed', 'internal_error', 'engine_crashed'] as const)
      assert.equal((await blamed(new EngineError(code, 'It failed.', true))).fault, null)
  })

  it("It is the worker's when something of the worker is broken, and then the reason told is that", async () => {
    const { fault, reason } = await blamed(new EngineError('encode_failed', 'It failed.', true), true)
    assert.deepEqual(fault, { code: 'encode_failed', message: 'The storage of the service did not work.' })
    assert.equal(reason, 'storage: away')
  })

  it("A bad input and a lack of memory are the task's, whatever is broken", async () => {
    for (const code of ['invalid_input', 'out_of_memory'] as const)
      assert.equal((await blamed(new EngineError(code, 'It failed.', false), true)).fault, null)
  })

  it("A full disk is the worker's at once, in the words of the system and of ffmpeg", async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    assert.equal((await blamed(full)).reason, 'folder: ENOSPC: no space left on device, write')
    const encode = new EncodeError(
      'ffmpeg exited with code 1: av_interleaved_write_frame(): No space left on device',
    )
    assert.equal(workerFaultOf(encode), 'folder')
    assert.equal(workerFaultOf(new Error('The run failed.', { cause: full })), 'folder')
    assert.equal(workerFaultOf(new EncodeError('/opt/ffmpeg cannot be executed')), 'ffmpeg')
    assert.equal(
      workerFaultOf(new Error('CUDA failure 100: no CUDA-capable device is detected ; GPU=0')),
      'device',
    )
    assert.equal(workerFaultOf(new Error('CUDA failure 2: out of memory ; GPU=0')), null)
    assert.equal(workerFaultOf(new EncodeError('ffmpeg was killed with signal SIGKILL')), null)
  })

  it('A model that cannot be loaded is paused, and the worker takes other tasks', async () => {
    const error = new EngineError('model_unavailable', 'The model could not be loaded.', false)
    const { fault, reason, isPaused } = await blamed(error)
    assert.deepEqual([fault?.code, reason, isPaused], ['model_unavailable', null, true])
  })
})

it('The pause of a model doubles with each failure up to 15 minutes, and a run ends it', () => {
  let now = 0
  const pauses = createModelPauses(() => now)
  const lengths: number[] = []
  for (let i = 0; i < 7; i++) {
    pauses.pause('m')
    const began = now
    while (pauses.isPaused('m')) now += 1000
    lengths.push((now - began) / 1000)
  }
  assert.deepEqual(lengths, [30, 60, 120, 240, 480, 900, 900])
  pauses.pause('m')
  assert.deepEqual(pauses.paused(), ['m'])
  pauses.clear('m')
  assert.deepEqual(pauses.paused(), [])
})
