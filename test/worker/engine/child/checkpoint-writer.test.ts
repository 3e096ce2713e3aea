import assert from 'node:assert/strict'
import { once } from 'node:events'
import { EventEmitter } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { createCheckpointThread } from '#worker/engine/child/checkpoint-thread.ts'
import {
  createCheckpointWriter,
  type CheckpointWriterOptions,
} from '#worker/engine/child/checkpoint-writer.ts'
import type { WrittenCheckpoint } from '#worker/engine/run.ts'
import { decodeCheckpoint } from '#worker/wan/denoising/checkpoint.ts'
import type { DenoiseStep } from '#worker/wan/denoising/denoise.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoint-test-'))
after(() => rm(folder, { recursive: true }))
const thread = createCheckpointThread()

function stepOf(step: number, steps = 10): DenoiseStep {
  const latents = Float32Array.from({ length: 1000 }, (_, i) => step + i / 7)
  const history = [latents.slice(), new Float32Array(), latents]
  return {
    steps,
    state: { step, latents, scheduler: { nextIndex: step, history }, easyCache: null },
    sample: latents,
    sigma: 1,
    velocity: latents,
  }
}

/** Its fingerprint is known. */
async function openReadyWriter(patch: Partial<CheckpointWriterOptions> = {}) {
  const opened = openWriter(patch)
  await Promise.resolve()
  return opened
}

function openWriter(patch: Partial<CheckpointWriterOptions> = {}) {
  const events = new EventEmitter<{ written: [WrittenCheckpoint]; failed: [unknown] }>()
  const writer = createCheckpointWriter({
    thread,
    folder,
    plan: { everySteps: 1, everySeconds: 0 },
    fingerprint: Promise.resolve('f'),
    onWritten: (checkpoint) => events.emit('written', checkpoint),
    onError: (error) => events.emit('failed', error),
    ...patch,
  })
  return { writer, events }
}

describe('The checkpoint writer', () => {
  it('A written checkpoint reads back as the same state, and a file holds all of it or does not exist', async () => {
    const { writer, events } = await openReadyWriter()
    const written = once(events, 'written') as Promise<[WrittenCheckpoint]>
    writer.offer(stepOf(3))
    const [checkpoint] = await written
    assert.deepEqual(checkpoint, { path: path.join(folder, 'checkpoint-3.bin'), step: 3 })
    assert.deepEqual(decodeCheckpoint(await readFile(checkpoint.path), 'f').state, stepOf(3).state)
    assert.deepEqual(await readdir(folder), ['checkpoint-3.bin'])
    await writer.close(false)
  })

  it('Checkpoints are written at the planned steps, one at a time, and never after the last step', async () => {
    const { writer, events } = await openReadyWriter({ plan: { everySteps: 3, everySeconds: 0 } })
    const seen: number[] = []
    events.on('written', ({ step }) => seen.push(step))
    for (let step = 1; step <= 10; step++) {
      const due = [3, 6, 9].includes(step)
      const written = due ? once(events, 'written') : null
      writer.offer(stepOf(step))
      // While this one is being written, the next ones are not even looked at.
      if (due) writer.offer(stepOf(9, 10))
      await written
    }
    assert.deepEqual(seen, [3, 6, 9])
    await writer.close(false)
  })

  it('A checkpoint is written at the first step after its planned time', async () => {
    const { writer, events } = await openReadyWriter({ plan: { everySteps: 0, everySeconds: 0.05 } })
    writer.offer(stepOf(1))
    await new Promise((resolve) => setTimeout(resolve, 60))
    const written = once(events, 'written') as Promise<[WrittenCheckpoint]>
    writer.offer(stepOf(2))
    assert.equal((await written)[0].step, 2)
    await writer.close(false)
  })

  it('No checkpoint is written before the fingerprint is known or after the writer is closed', async () => {
    const fingerprint = Promise.withResolvers<string>()
    const { writer, events } = openWriter({ fingerprint: fingerprint.promise })
    const seen: number[] = []
    events.on('written', ({ step }) => seen.push(step))
    writer.offer(stepOf(5))
    fingerprint.resolve('f')
    await fingerprint.promise
    const written = once(events, 'written')
    writer.offer(stepOf(6))
    await written
    writer.offer(stepOf(7))
    await writer.close(false)
    writer.offer(stepOf(8))
    await writer.close(true)
    assert.deepEqual(seen, [6])
  })

  it('The newest state is written at the end when another attempt will continue the run', async () => {
    const { writer, events } = await openReadyWriter({ plan: { everySteps: 3, everySeconds: 0 } })
    const seen: number[] = []
    events.on('written', ({ step }) => seen.push(step))
    for (const step of [1, 2, 3, 4]) writer.offer(stepOf(step))
    await writer.close(true)
    assert.deepEqual(seen, [3, 4])
    writer.offer(stepOf(6))
    await writer.close(true)
    assert.deepEqual(seen, [3, 4])

    const done = await openReadyWriter({ plan: { everySteps: 3, everySeconds: 0 } })
    done.events.on('written', ({ step }) => assert.equal(step, 9))
    for (const step of [9, 10]) done.writer.offer(stepOf(step))
    await done.writer.close(true)
  })

  it('A failed checkpoint is reported once, and the run continues', async () => {
    const { writer, events } = await openReadyWriter({ folder: path.join(folder, 'missing') })
    const failed = once(events, 'failed') as Promise<[Error]>
    writer.offer(stepOf(1))
    const [error] = await failed
    assert.match(error.message, /ENOENT/)
    writer.offer(stepOf(2))
    await writer.close(false)

    const unknown = openWriter({ fingerprint: Promise.reject(new Error('no hashes')) })
    const refused = once(unknown.events, 'failed') as Promise<[Error]>
    unknown.writer.offer(stepOf(1))
    assert.match((await refused)[0].message, /no hashes/)
  })
})
