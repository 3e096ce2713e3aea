import assert from 'node:assert/strict'
import { it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { ended, startService } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Has a process of Node start with a clock that is wrong by this much. */
const wrongClock = (ms: number): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
    const Right = Date
    globalThis.Date = class extends Right {
      constructor(...args) { args.length === 0 ? super(Right.now() + ${ms}) : super(...args) }
      static now() { return Right.now() + ${ms} }
    }`)}`,
})
const WRONG_MS = 61 * 60_000
const TTL_SECONDS = 3600

it('Processes whose clocks are wrong by an hour make a video that expires at its time', async (t) => {
  const database = await createTestDatabase()
  const service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { ...wrongClock(WRONG_MS), RESULT_TTL_SECONDS: String(TTL_SECONDS) },
  })
  closeAfter(t, async () => {
    await service.stop()
    await database.drop()
  })
  const worker = await service.startWorker(wrongClock(-WRONG_MS))
  const { id } = await service.submit(
    { num_frames: '5', num_inference_steps: '1' },
    { 'Cancel-After': '3000' },
  )
  const video = await service.videoWhen(id, ended)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  const row = await service.db
    .selectFrom('tasks')
    .select(['created_at', 'finished_at', 'expires_at'])
    .where('id', '=', taskIdOfVideo(id) as string)
    .executeTakeFirstOrThrow()
  const ageSeconds = (time: Date | null): number => (Date.now() - (time?.getTime() ?? 0)) / 1000
  assert.ok(ageSeconds(row.created_at) > -5 && ageSeconds(row.created_at) < 1800, 'created in time')
  assert.ok((row.finished_at as Date) >= row.created_at)
  assert.ok(Math.abs(ageSeconds(row.expires_at) + TTL_SECONDS - ageSeconds(row.finished_at)) < 1)
  assert.equal((await service.call(`/v1/videos/${id}/content`)).status, 200)

  const { checks } = (await (await service.call('/readyz')).json()) as { checks: Record<string, string> }
  assert.match(checks['clock'] ?? '', /^differs by 36\d\d\.\d s from that of the database$/)
  // A worker has no address of its own, so the API tells.
  assert.match(checks['workers'] ?? '', /the clocks of 1 of 1 differ by more than 5 s/)
  const metrics = await (await fetch(`${service.baseUrl}/metrics`)).text()
  assert.match(metrics, /^wan_worker_clock_skew_seconds\{host="[^"]+"\} -36\d\d/m)
  assert.match(metrics, /^wan_clock_skew_seconds 36\d\d/m)
  assert.match(worker.output(), /the clock of this machine differs from that of the database/)
})
