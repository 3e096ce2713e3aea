import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import {
  spawnService,
  startService,
  until,
  type Service,
  type ServiceProcess,
} from '#test/support/processes/processes.ts'
import { patient } from '#test/support/load/patience.ts'

const BURST = 30
const LIMITS = { RATE_LIMIT_PER_MINUTE: '1', RATE_LIMIT_BURST: String(BURST) }
/** How soon a revoked key has to be refused everywhere. */
const REVOKED_WITHIN_MS = 5000

let database: TestDatabase
let service: Service
let other: ServiceProcess
let bases: readonly [string, string]
before(async () => {
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, workers: 0, env: LIMITS })
  const port = await freeLoopbackPort()
  const secret = randomUUID() + randomUUID()
  other = spawnService('api/main.ts', {
    ...LIMITS,
    PORT: String(port),
    DATA_DIR: service.dataDir,
    DATABASE_URL: database.url,
    LINK_SECRET: secret,
    JWT_SECRET: secret,
  })
  bases = [service.baseUrl, `http://127.0.0.1:${port}`]
  await until(
    async () => (await fetch(`${bases[1]}/livez`).catch(() => null))?.status === 200,
    60_000,
    () => `the second API did not start:\n${other.output()}`,
  )
})
after(async () => {
  if (other.child.exitCode === null) await other.kill('SIGTERM')
  await service.stop()
  await database.drop()
})

const list = (base: string, key: string, method = 'GET', pathname = '/v1/videos'): Promise<Response> =>
  fetch(base + pathname, { method, headers: { authorization: `Bearer ${key}` } })

describe('two processes of the API', () => {
  it('Two API processes together let exactly the burst of a key pass when 200 requests arrive at once', async () => {
    const { key } = await issueApiKey(service.db, 'burst')
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => list(bases[i % 2] as string, key)),
    )
    const passed = answers.filter((each) => each.status === 200)
    const refused = answers.filter((each) => each.status === 429)
    assert.deepEqual([passed.length, refused.length], [BURST, 200 - BURST])
    for (const each of refused) assert.match(each.headers.get('retry-after') ?? '', /^\d+$/)
  })

  it('Two API processes refuse a revoked key within 5 s of its revocation at either, without a 500 in between', async (t) => {
    const { key: admin } = await issueApiKey(service.db, 'operator', ['admin'])
    const { id, key } = await issueApiKey(service.db, 'revoked')
    await service.db
      .updateTable('tenants')
      .set({ requests_per_minute: 0 })
      .where('id', '=', 'revoked')
      .execute()
    const { key: fresh } = await issueApiKey(service.db, 'revoked')
    for (const base of bases) assert.equal((await list(base, key)).status, 200)
    const pathname = `/admin/tenants/revoked/keys/${id}`
    assert.equal((await list(bases[0], admin, 'DELETE', pathname)).status, 200)
    const revokedAt = performance.now()
    const refusedAfterMs = await Promise.all(
      bases.map(async (base) => {
        for (;;) {
          const { status } = await list(base, key)
          assert.ok(status === 200 || status === 401, String(status))
          const afterMs = performance.now() - revokedAt
          if (status === 401) return afterMs
          assert.ok(afterMs < patient(REVOKED_WITHIN_MS))
          await sleep(20)
        }
      }),
    )
    t.diagnostic(`refused after ${refusedAfterMs.map((ms) => ms.toFixed(0)).join(' and ')} ms`)
    for (const base of bases) {
      assert.equal((await list(base, key)).status, 401)
      assert.equal((await list(base, fresh)).status, 200)
    }
  })
})
