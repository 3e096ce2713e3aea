import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { sql } from 'kysely'
import { listTasks } from '#core/store/task-pages.ts'
import type { TaskStatus } from '#core/task/task.ts'
import type { TaskFilter } from '#core/task/task-filter.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { closeAfter } from '#test/support/closing.ts'

const STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
const METADATA = [{}, { a: '1' }, { a: '1', b: '2' }, { a: '2' }, { b: '2', 'c"\u20ac': 'x\\y' }] as const
const START = Date.parse('2026-01-01T00:00:00Z')
const TENANT = 'own'
const LIMIT = 4

interface Row {
  readonly id: string
  readonly tenantId: string
  readonly status: TaskStatus
  readonly model: string
  readonly metadata: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly isDeleted: boolean
}

/** Every combination of what pages depend on, several tasks at one moment among them. */
const rows: readonly Row[] = Array.from({ length: 120 }, (_, n) => ({
  id: randomUUID(),
  tenantId: n % 7 === 0 ? 'other' : TENANT,
  status: STATUSES[n % 5] as TaskStatus,
  model: n % 3 === 0 ? 'x' : 'y',
  metadata: METADATA[n % 4 === 0 ? n % 5 : (n >> 2) % 5] ?? {},
  createdAt: new Date(START + Math.floor(n / 3) * 1000),
  isDeleted: n % 11 === 0,
}))

const NONE: TaskFilter = {
  ...{ statuses: null, model: null, batchId: null, createdFrom: null, createdBefore: null, metadata: {} },
}
const FILTERS: readonly Partial<TaskFilter>[] = [
  {},
  { statuses: ['completed'] },
  { statuses: ['failed', 'cancelled'] },
  { statuses: ['failed', 'cancelled', 'queued'], model: 'x' },
  { metadata: { a: '1' } },
  { metadata: { a: '1', b: '2' }, statuses: ['failed', 'cancelled'] },
  { metadata: { 'c"\u20ac': 'x\\y' } },
  { metadata: { a: 'none' } },
  {
    metadata: { b: '2' },
    ...{ createdFrom: new Date(START + 5000), createdBefore: new Date(START + 30_000), model: 'y' },
  },
]

/** The ids of all pages by the definition, in their order. */
function expected(filter: TaskFilter, order: 'asc' | 'desc'): string[] {
  const found = rows.filter(
    (row) =>
      row.tenantId === TENANT &&
      !row.isDeleted &&
      filter.statuses?.includes(row.status) !== false &&
      (filter.model === null || row.model === filter.model) &&
      (filter.createdFrom === null || row.createdAt >= filter.createdFrom) &&
      (filter.createdBefore === null || row.createdAt < filter.createdBefore) &&
      Object.entries(filter.metadata).every(([key, value]) => row.metadata[key] === value),
  )
  const ids = found
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
  return order === 'asc' ? ids : ids.toReversed()
}

it('Pages of every filter hold what the filter says, in order, none twice and none left out', async (t) => {
  const { url } = await createTestDatabase(t)
  const db = openTestDatabase(url)
  closeAfter(t, () => db.destroy())
  await sql`insert into tenants (id, name, webhook_secret, created_at) values
    ('own', 'T', 'a', now()), ('other', 'T', 'b', now())`.execute(db)
  for (const row of rows)
    await sql`insert into tasks (id, tenant_id, dialect, model, parameters, metadata, status, job_id, created_at,
        updated_at, deleted_at)
      values (${row.id}, ${row.tenantId}, 'openai', ${row.model}, '{}', '{"a": "1"}', ${row.status}, ${randomUUID()},
        ${row.createdAt}, ${row.createdAt}, ${row.isDeleted ? row.createdAt : null})`.execute(db)
  // Metadata may change after the insertion.
  for (const row of rows)
    await sql`update tasks set metadata = ${JSON.stringify(row.metadata)} where id = ${row.id}`.execute(db)

  for (const part of FILTERS)
    for (const order of ['asc', 'desc'] as const) {
      const filter = { ...NONE, ...part }
      const ids: string[] = []
      for (let after: string | null = null, hasMore = true; hasMore; after = ids.at(-1) ?? null) {
        const page = await listTasks(db, TENANT, { limit: LIMIT, order, after, filter })
        assert.ok(page.tasks.length <= LIMIT)
        ids.push(...page.tasks.map(({ id }) => id))
        hasMore = page.hasMore
      }
      assert.deepEqual(ids, expected(filter, order), `${JSON.stringify(part)} ${order}`)
    }
  const { rows: pairs } = await sql<{
    count: number
  }>`select count(*)::int as count from task_metadata`.execute(db)
  assert.equal(
    pairs[0]?.count,
    rows.reduce((sum, { metadata }) => sum + Object.keys(metadata).length, 0),
  )
})
