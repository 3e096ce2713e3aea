import assert from 'node:assert/strict'
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { temporaryFolder } from '#core/deps.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import type { Fault } from '#test/faults/fault.ts'
import { assertCompleted, timed } from '#test/faults/scene/expectations.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { patient } from '#test/support/load/patience.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { spawnService } from '#test/support/processes/processes.ts'

const MODEL = 'wan2.1-t2v-tiny'
const WEIGHTS = 'diffusion_pytorch_model-00003-of-00003.safetensors'
/** The smallest video that a real engine makes. */
const REAL = { model: MODEL, num_frames: 5, num_inference_steps: 1, size: '64x64' }

async function stoppedWhileLoading(scene: Scene): Promise<string> {
  const worker = spawnService('worker/main.ts', { ...scene.env, DATABASE_URL: scene.postgres.url })
  const exited = once(worker.child, 'exit')
  // The handler of the signal is there before the models are read.
  while (!worker.output().includes('worker starting'))
    await Promise.race([once(worker.child.stdout as NodeJS.ReadableStream, 'data'), exited])
  const { seconds } = await timed(() => worker.kill('SIGTERM'))
  assert.equal(worker.child.exitCode, 0, worker.output())
  assert.ok(seconds * 1000 <= patient(5000), `ended after ${seconds} s`)
  return `ended with 0 after ${seconds.toFixed(1)} s; it had taken nothing`
}

/** A models directory with this one model. */
async function modelsWith(scene: Scene, name: string): Promise<string> {
  const directory = path.join(scene.folder, `models-${name}`)
  await mkdir(directory)
  await cp(path.join(MODELS_DIRECTORY, MODEL), path.join(directory, MODEL), {
    recursive: true,
    dereference: true,
  })
  return directory
}

async function damagedModel(scene: Scene): Promise<string> {
  const directory = await modelsWith(scene, 'damaged')
  const weights = path.join(directory, MODEL, 'transformer', WEIGHTS)
  const bytes = await readFile(weights)
  const last = bytes.length - 1
  bytes[last] = (bytes[last] as number) ^ 1
  await writeFile(weights, bytes)
  const bad = await scene.startWorker({ name: 'damaged worker', real: true, env: { MODELS_DIR: directory } })
  const refused = await scene.client.call('/v1/models')
  assert.equal(refused.status, 200)
  const id = await scene.client.submit('', REAL).catch((error: unknown) => String(error))
  const other = await scene.ended(await scene.client.submit())
  assertCompleted(other, 1)
  assert.ok(bad.isAlive(), 'the worker ended')
  assert.match(bad.output(), new RegExp(WEIGHTS))
  if (id.startsWith('Error')) {
    assert.match(id, /400|503/)
    return 'the worker serves no damaged model and says which file; a submit for it is refused'
  }
  const good = await scene.startWorker({ name: 'real worker', real: true })
  const video = await scene.ended(id, 120_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  assert.ok(good.isAlive())
  return `the worker with the damaged file made nothing of it; another one completed the video in attempt ${video.attempts}`
}

/** Fills the last tensors of the weights with 0xff, which is not a number in every float format. */
async function notNumbers(scene: Scene): Promise<string> {
  const directory = await modelsWith(scene, 'nan')
  await rm(path.join(directory, MODEL, 'SHA256SUMS'))
  const weights = path.join(directory, MODEL, 'transformer', WEIGHTS)
  const bytes = await readFile(weights)
  bytes.fill(0xff, bytes.length - 20_000)
  await writeFile(weights, bytes)
  const worker = await scene.startWorker({
    name: 'worker with broken weights',
    real: true,
    env: { MODELS_DIR: directory, TASK_RETRY_DELAY_SECONDS: '0.1' },
  })
  const video = await scene.ended(await scene.client.submit('', REAL), 120_000)
  assert.deepEqual([video.status, video.error?.code], ['failed', 'internal_error'])
  assert.match(worker.output(), /values that are not numbers/)
  await worker.kill('SIGTERM')
  return `failed as internal_error after ${video.attempts} attempts; nothing was published`
}

async function brokenEncoder(scene: Scene): Promise<string> {
  const { ffmpegPath } = await findFfmpeg({})
  const shim = path.join(scene.folder, 'ffmpeg-shim')
  const passes = '*-version*|*-encoders*|*-muxers*|*-decoders*|*-filters*'
  await writeFile(shim, `#!/bin/sh\ncase "$*" in ${passes}) exec '${ffmpegPath}' "$@";; esac\nexit 1\n`)
  await chmod(shim, 0o755)
  const worker = await scene.startWorker({
    name: 'worker without encoder',
    real: true,
    env: { FFMPEG_PATH: shim, TASK_RETRY_DELAY_SECONDS: '0.1' },
  })
  const id = await scene.client.submit('', REAL)
  const video = await scene.ended(id, 120_000)
  assert.deepEqual([video.status, video.error?.code], ['failed', 'encode_failed'])
  await worker.kill('SIGTERM')
  const left = await readdir(temporaryFolder(scene.deps.config), { recursive: true })
  assert.deepEqual(
    left.filter((name) => name.includes(taskIdOfVideo(id) as string)),
    [],
  )
  return `failed as encode_failed after ${video.attempts} attempts; no file of its runs is left`
}

export const ENGINE_FAULTS: readonly Fault[] = [
  { id: 'F07', title: 'SIGTERM while models are read', how: { inject: stoppedWhileLoading } },
  { id: 'F11', title: 'One bit of the weights is wrong', how: { inject: damagedModel } },
  { id: 'F14', title: 'The model computes no numbers', how: { inject: notNumbers } },
  { id: 'F15', title: 'The encoder ends with 1', how: { inject: brokenEncoder } },
]
