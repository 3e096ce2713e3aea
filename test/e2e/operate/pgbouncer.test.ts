import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { before, describe, it, type TestContext } from 'node:test'
import { createTestDatabase } from '#test/support/database/database.ts'
import { hasPgBouncer, startPgBouncer } from '#test/support/network/pgbouncer.ts'
import { ended, spawnService, startService, until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

let missing: string | false = false
before(async () => {
  if (!(await hasPgBouncer())) missing = 'PgBouncer is not installed (apt-get install pgbouncer)'
})

/** Of a process by itself; the default is the checkout's own. */
async function newDataDir(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pgbouncer-data-'))
  closeAfter(t, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

describe('Behind PgBouncer in transaction mode', () => {
  it('With DATABASE_DIRECT_URL a video is made, and a cancellation reaches the worker at once', async (t) => {
    if (missing !== false) return t.skip(missing)
    const database = await createTestDatabase(t)
    const pooled = await startPgBouncer(t, database.url)
    const service = await startService({
      databaseUrl: database.url,
      env: {
        DATABASE_URL: pooled,
        DATABASE_DIRECT_URL: database.url,
        // Debian 12 has a version that does not follow prepared statements.
        DATABASE_PREPARED_STATEMENTS: 'false',
      },
    })
    closeAfter(t, () => service.stop())
    const { id } = await service.submit({ num_frames: '5', num_inference_steps: '1' })
    assert.equal((await service.videoWhen(id, ended)).status, 'completed')

    const long = await service.submit({ num_frames: '33', num_inference_steps: '50' })
    await service.videoWhen(long.id, (video) => video.status === 'in_progress')
    assert.equal((await service.call(`/v1/videos/${long.id}/cancel`, { method: 'POST' })).status, 200)
    assert.equal((await service.videoWhen(long.id, ended)).error?.code, 'cancelled')
    const output = service.api.output() + service.workers.map((worker) => worker.output()).join('')
    assert.doesNotMatch(output, /notifications of Postgres do not arrive/)
    assert.doesNotMatch(output, /prepared statement|unsupported startup/)
  })

  it('Without DATABASE_DIRECT_URL the process says which setting is missing, in one line', async (t) => {
    if (missing !== false) return t.skip(missing)
    const database = await createTestDatabase(t)
    const api = spawnService('api/main.ts', {
      DATA_DIR: await newDataDir(t),
      DATABASE_URL: await startPgBouncer(t, database.url),
      LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
      PORT: '0',
    })
    await until(
      () => api.child.exitCode !== null,
      30_000,
      () => 'the API runs',
    )
    assert.match(api.output(), /set DATABASE_DIRECT_URL to Postgres itself as well/)
    assert.doesNotMatch(api.output(), /\n\s+at /)
  })

  it('When notifications cannot arrive, the log says so and names the setting', async (t) => {
    if (missing !== false) return t.skip(missing)
    const database = await createTestDatabase(t)
    const api = spawnService('api/main.ts', {
      DATA_DIR: await newDataDir(t),
      DATABASE_URL: await startPgBouncer(t, database.url, [
        'ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout',
      ]),
      LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
      PORT: '0',
    })
    closeAfter(t, () => api.kill('SIGKILL'))
    await until(
      () => /notifications of Postgres do not arrive.*DATABASE_DIRECT_URL/.test(api.output()),
      60_000,
      () => api.output(),
    )
  })
})
