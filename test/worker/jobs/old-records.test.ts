import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import { openLog } from '#core/log.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { deleteOldRecords } from '#worker/jobs/old-records/delete.ts'
import { closeAfter } from '#test/support/closing.ts'

const NOW = new Date('2026-06-30T12:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000
const TENANT = 'old-records'
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS)

/** A task with an event, a delivery, an attempt of it and an attempt of the run. */
async function insertTask(
  db: Db,
  o: { endedDaysAgo: number | null; hasFiles?: boolean; isPending?: boolean; batchId?: string },
): Promise<string> {
  const [id, delivery] = [randomUUID(), randomUUID()]
  const endedAt = o.endedDaysAgo === null ? null : daysAgo(o.endedDaysAgo)
  const removedAt = o.hasFiles === true || endedAt === null ? null : endedAt
  await sql`insert into tasks (id, tenant_id, dialect, model, parameters, status, job_id, batch_id, batch_index,
      created_at, finished_at, expires_at, assets_removed_at, updated_at)
    values (${id}, ${TENANT}, 'openai', 'm', '{}', ${endedAt === null ? 'running' : 'completed'}, ${randomUUID()},
      ${o.batchId ?? null}::uuid, ${o.batchId === undefined ? null : 0}::int, ${daysAgo(400)}, ${endedAt}, ${endedAt},
      ${removedAt}, ${NOW})`.execute(db)
  await sql`insert into events (id, tenant_id, task_id, type, body, created_at)
    values (${`evt_${id}`}, ${TENANT}, ${id}, 'video.completed', '{}', ${NOW})`.execute(db)
  await sql`insert into webhook_deliveries (id, event_id, tenant_id, task_id, url, status, next_attempt_at,
      created_at)
    values (${delivery}, ${`evt_${id}`}, ${TENANT}, ${id}, 'https://example.com',
      ${o.isPending === true ? 'pending' : 'delivered'}, ${NOW}, ${NOW})`.execute(db)
  await sql`insert into webhook_attempts (delivery_id, attempt, at, duration_ms)
    values (${delivery}, 1, ${NOW}, 1)`.execute(db)
  await sql`insert into attempts (task_id, fencing_token, tenant_id, started_at)
    values (${id}, 1, ${TENANT}, ${NOW})`.execute(db)
  return id
}

async function insertBatch(db: Db): Promise<string> {
  const id = randomUUID()
  await sql`insert into batches (id, tenant_id, total, created_at, finished_at)
    values (${id}, ${TENANT}, 1, ${daysAgo(400)}, ${daysAgo(100)})`.execute(db)
  await sql`insert into events (id, tenant_id, batch_id, type, created_at)
    values (${`evt_${id}`}, ${TENANT}, ${id}, 'batch.completed', ${NOW})`.execute(db)
  return id
}

const idsOf = async (db: Db, table: 'tasks' | 'batches'): Promise<string[]> =>
  (await db.selectFrom(table).select('id').execute()).map(({ id }) => id)

const sweep = (db: Db, recordTtlDays: number | null): Promise<void> =>
  deleteOldRecords({
    db,
    clock: { now: () => NOW },
    log: openLog({ level: 'silent', process: 'test' }),
    config: { recordTtlDays } as Parameters<typeof deleteOldRecords>[0]['config'],
  })

it('What ended before RECORD_TTL_DAYS and has no files is deleted with all that is about it, and nothing else', async (t) => {
  const { url } = await createTestDatabase(t)
  const db = openTestDatabase(url)
  closeAfter(t, () => db.destroy())
  await sql`insert into tenants (id, name, webhook_secret, created_at)
    values (${TENANT}, 'T', 'secret', ${NOW})`.execute(db)
  const [oldBatch, newerBatch] = [await insertBatch(db), await insertBatch(db)]
  for (let i = 0; i < 3; i++) await insertTask(db, { endedDaysAgo: 31 + i })
  await insertTask(db, { endedDaysAgo: 31, batchId: oldBatch })
  await sql`insert into tenant_usage (tenant_id, day, gpu_seconds) values
    (${TENANT}, '2026-05-01', 1), (${TENANT}, '2026-06-29', 2)`.execute(db)
  const kept = [
    await insertTask(db, { endedDaysAgo: null }),
    await insertTask(db, { endedDaysAgo: 29 }),
    await insertTask(db, { endedDaysAgo: 31, hasFiles: true }),
    await insertTask(db, { endedDaysAgo: 31, isPending: true }),
    await insertTask(db, { endedDaysAgo: 29, batchId: newerBatch }),
  ]

  await sweep(db, null)
  assert.equal((await idsOf(db, 'tasks')).length, 9)
  await sweep(db, 30)

  assert.deepEqual((await idsOf(db, 'tasks')).toSorted(), kept.toSorted())
  assert.deepEqual(await idsOf(db, 'batches'), [newerBatch])
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from events) as events, (select count(*)::int from webhook_deliveries) as deliveries,
    (select count(*)::int from webhook_attempts) as tries, (select count(*)::int from attempts) as attempts,
    (select count(*)::int from tenant_usage) as days`.execute(db)
  assert.deepEqual(rows[0], { events: 6, deliveries: 5, tries: 5, attempts: 5, days: 1 })
})
