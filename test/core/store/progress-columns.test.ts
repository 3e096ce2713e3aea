import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'kysely'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { closeAfter } from '#test/support/closing.ts'

/** What a progress report and a preview write, several times a second. */
const PROGRESS = ['phase', 'step', 'progress', 'eta_at', 'preview', 'updated_at']

it('No index of tasks holds what progress changes, so that a new version stays in its page', async (t) => {
  const { url } = await createTestDatabase(t)
  const db = openTestDatabase(url)
  closeAfter(t, () => db.destroy())
  const { rows } = await sql<{ column: string; index: string }>`
    select a.attname as column, i.relname as index
    from pg_depend d join pg_class i on i.oid = d.objid and i.relkind = 'i'
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.refobjid = 'tasks'::regclass`.execute(db)
  assert.ok(rows.some(({ column }) => column === 'status'))
  assert.deepEqual(
    rows.filter(({ column }) => PROGRESS.includes(column)),
    [],
  )
})
