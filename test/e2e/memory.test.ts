import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { it } from 'node:test'
import { createTestDatabase } from '#test/support/database/database.ts'
import { TINY_MODEL } from '#test/support/engine/engine.ts'
import { tinyModelAlone } from '#test/support/fixture-models.ts'
import { ended, startService, until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

/** What the engine prepares for; it takes some seconds. */
const BUCKET = { width: 128, height: 96, frames: 33 }

/** It refuses what is too large. */
const modelsFolder = (): Promise<string> =>
  tinyModelAlone((service) => ({ ...service, oversize: 'refuse', buckets: [BUCKET] }))

it('A worker measures its sizes before it is ready, and a request that needs more memory is refused with the sizes that fit, or waits for a worker that holds it', async (t) => {
  const folder = await modelsFolder()
  closeAfter(t, () => rm(folder, { recursive: true, force: true }))
  const database = await createTestDatabase()
  closeAfter(t, () => database.drop())
  const service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { MODELS_DIR: folder, ENGINE_MEMORY_GB: '0.33' },
  })
  closeAfter(t, () => service.stop())

  const checks = async () => {
    const { checks } = (await (await fetch(`${service.baseUrl}/readyz`)).json()) as {
      checks: Record<string, string>
    }
    return checks['workers']
  }
  const starting = service.startWorker()
  starting.catch(() => undefined)
  const output = () => service.workers[0]?.output() ?? ''
  await until(
    () => output().includes('engine is preparing'),
    60_000,
    () => `no preparation:\n${output()}`,
  )
  const seen = [output().includes('worker ready'), await checks()]
  await starting
  assert.deepEqual(seen, [false, 'none is alive'])
  assert.equal(await checks(), 'ok')
  const lines = output().split('\n')
  const lineOf = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line))
  const order = [
    /wan2\.1-i2v-tiny at 128x96 with 33 frames: denoise/,
    /memory of wan2\.1-i2v-tiny at \d+ pixels and \d+ frames: textEncoder .* of 0\.33 GiB/,
    /wan2\.1-i2v-tiny at 128x96 with 33 frames prepared in/,
    /worker ready/,
  ].map(lineOf)
  assert.ok(!order.includes(-1), output())
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )

  const tooLarge = { size: '320x192', num_frames: '81', num_inference_steps: '1' }
  const refusal = await service.submit(tooLarge).then(
    () => assert.fail('it was accepted'),
    (error: Error) => error.message,
  )
  const fitting =
    /answered 400: .*320x192 with 81 frames does not fit .*; (\d+x\d+) fits with 81 frames/.exec(refusal)
  assert.ok(fitting?.[1], refusal)
  assert.equal((await service.db.selectFrom('tasks').select('id').execute()).length, 0)
  const { id } = await service.submit({ ...tooLarge, size: fitting[1] })
  const video = await service.videoWhen(id, ended, 120_000)
  assert.deepEqual([video.status, video.size], ['completed', fitting[1]], JSON.stringify(video.error))

  // Accepted while larger devices were up, and then only this one is left.
  await service.workers[0]?.kill('SIGTERM')
  const { definition } = await service.db
    .selectFrom('models')
    .select('definition')
    .where('id', '=', TINY_MODEL)
    .executeTakeFirstOrThrow()
  await service.db
    .updateTable('models')
    .set({ definition: JSON.stringify({ ...definition, fittingSizes: [] }) })
    .where('id', '=', TINY_MODEL)
    .execute()
  const large = await service.submit(tooLarge)
  const next = await service.submit({ num_inference_steps: '1', num_frames: '5' })
  await service.startWorker()
  assert.equal((await service.videoWhen(next.id, ended)).status, 'completed')
  const waiting = await service.videoWhen(large.id, (video) => video.queue_reason === 'model_not_served')
  assert.deepEqual([waiting.status, waiting.attempts], ['queued', 0])
})
