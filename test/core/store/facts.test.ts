import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { hashApiKey } from '#api/auth/api-key.ts'
import type { Db } from '#core/postgres/db.ts'
import { revokeApiKey } from '#core/store/api-keys.ts'
import { openFacts, type Facts } from '#core/store/facts.ts'
import { setModelRevision } from '#core/store/model-revisions.ts'
import { registerModels } from '#core/store/models.ts'
import { countRequests } from '#core/store/rate-limits.ts'
import { updateTenant } from '#core/store/tenants.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'

let database: TestDatabase
let db: Db
/** Another process. */
let other: Db
let facts: Facts
before(async () => {
  database = await createTestDatabase()
  db = openTestDatabase(database.url)
  other = openTestDatabase(database.url)
  facts = openFacts(db)
})
after(async () => {
  await db.destroy()
  await other.destroy()
  await database.drop()
})

const now = new Date()
const worker = (seenAt: Date, models: string[] = ['c-text'], id = randomUUID()) => ({
  id,
  seenAt,
  row: { id, host: 'here', devices: ['cpu'], deviceClasses: ['a CPU'], startedAt: now, models },
})

/** Whether a change of another process changes the version. */
async function isSeen(change: () => Promise<unknown>): Promise<boolean> {
  await facts.refresh()
  await change()
  return !(await facts.isCurrent(facts.version as string))
}

describe('Facts that a process keeps', () => {
  it('A revoked key is refused by the next request of every process', async () => {
    const { id, key } = await issueApiKey(other, 'acme')
    await facts.refresh()
    const hash = hashApiKey(key)
    assert.equal((await facts.apiKey(hash, now))?.id, id)
    const limit = { perMinute: 600, burst: 600 }
    const request = { key: 'key:x', limit, now, requests: 1, factsVersion: facts.version }
    assert.equal((await countRequests(db, [request]))[0]?.allowed, true)
    await revokeApiKey(other, 'acme', id, now)
    assert.equal((await countRequests(db, [request]))[0], undefined)
    await facts.refresh()
    assert.equal(await facts.apiKey(hash, now), undefined)
  })

  it('Every change of a key, a tenant, a model, its revision or a worker is seen', async () => {
    const { id } = await issueApiKey(other, 'acme')
    const alive = worker(now)
    const changes: Record<string, () => Promise<unknown>> = {
      'a key': () =>
        other
          .updateTable('api_keys')
          .set({ scopes: ['admin'] })
          .where('id', '=', id)
          .execute(),
      'a limit': () => updateTenant(other, 'acme', { max_queued: 3 }),
      'a model': () => registerModels(other, [TEXT_MODEL], now),
      'a revision': () => setModelRevision(other, 'c-text', 'r2', now),
      'a new worker': () => recordHeartbeat(other, alive.row, now),
      'its models': () => recordHeartbeat(other, { ...alive.row, models: [] }, now),
      'its return after silence': () =>
        recordHeartbeat(other, { ...alive.row, models: [] }, new Date(now.getTime() + 30_000)),
      'its end': () => deleteWorker(other, alive.id),
    }
    for (const [what, change] of Object.entries(changes)) assert.ok(await isSeen(change), what)
  })

  it('Heartbeats, starts and uses of keys change nothing', async () => {
    const { id } = await issueApiKey(other, 'acme')
    const alive = worker(now)
    await recordHeartbeat(other, alive.row, now)
    const calm: Record<string, () => Promise<unknown>> = {
      'a heartbeat': () => recordHeartbeat(other, alive.row, new Date(now.getTime() + 5000)),
      'a start': () =>
        other.updateTable('tenants').set({ last_started_at: now }).where('id', '=', 'acme').execute(),
      'a use': () => other.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', id).execute(),
    }
    for (const [what, change] of Object.entries(calm)) assert.ok(!(await isSeen(change)), what)
  })

  it('What is kept stays until something changes, and an expired key is none', async () => {
    const { id, key } = await issueApiKey(other, 'acme')
    const expiresAt = new Date(now.getTime() + 1000)
    await other.updateTable('api_keys').set({ expires_at: expiresAt }).where('id', '=', id).execute()
    await facts.refresh()
    const first = await facts.apiKey(hashApiKey(key), now)
    assert.equal(await facts.apiKey(hashApiKey(key), now), first)
    assert.equal(await facts.apiKey(hashApiKey(key), expiresAt), undefined)
    await updateTenant(other, 'acme', { name: 'Acme' })
    await facts.refresh()
    assert.notEqual(await facts.apiKey(hashApiKey(key), now), first)
  })
})
