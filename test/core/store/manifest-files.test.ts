import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'kysely'
import { findTask, findTaskRow } from '#core/store/tasks.ts'
import type { Manifest } from '#core/task/manifest.ts'
import { closeAfter } from '#test/support/closing.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { MANIFEST, newTask, openTestLifecycle } from '#test/support/database/tasks.ts'

const FILES = Object.fromEntries(
  Array.from({ length: 20 }, (_, n) => [`transformer/part-${n}.safetensors`, n.toString(16).repeat(64)]),
)
const OTHER_FILES = { ...FILES, 'vae/config.json': 'f'.repeat(64) }

it('The digests of model files are stored once, and every reader of a manifest gets them', async (t) => {
  const { url } = await createTestDatabase(t)
  const deps = await openTestLifecycle(url)
  closeAfter(t, () => deps.close())
  await sql`insert into tenants (id, name, webhook_secret, created_at) values ('own', 'T', 'a', now())`.execute(
    deps.db,
  )
  const store = async (manifest: Manifest): Promise<string> => {
    const { id, tenantId, dialect, model } = newTask('own')
    await sql`insert into tasks (id, tenant_id, dialect, model, parameters, metadata, status, job_id, created_at, updated_at)
      values (${id}, ${tenantId}, ${dialect}, ${model}, '{}', '{}', 'running', gen_random_uuid(), now(), now())`.execute(
      deps.db,
    )
    await sql`update tasks set status = 'completed', manifest = ${JSON.stringify(manifest)} where id = ${id}`.execute(
      deps.db,
    )
    return id
  }
  const manifests: Manifest[] = [
    { ...MANIFEST, files: FILES },
    { ...MANIFEST, files: FILES, seed: 43 },
    { ...MANIFEST, files: OTHER_FILES },
    // Another server's video.
    { ...MANIFEST, files: {} },
  ]
  const ids = await Promise.all(manifests.map(store))
  for (const [n, id] of ids.entries()) {
    assert.deepEqual((await findTask(deps.db, 'own', id))?.manifest, manifests[n])
    assert.deepEqual((await findTaskRow(deps.db, id))?.manifest, manifests[n])
  }
  // As stored before: without the trigger a manifest stays whole.
  const whole: Manifest = { ...MANIFEST, files: OTHER_FILES, seed: 44 }
  await sql`alter table tasks disable trigger manifest_updated`.execute(deps.db)
  const old = await store(whole)
  await sql`alter table tasks enable trigger manifest_updated`.execute(deps.db)
  assert.deepEqual((await findTask(deps.db, 'own', old))?.manifest, whole)
  await sql`delete from tasks where id = ${old}`.execute(deps.db)

  const { rows } = await sql<{ sets: number; bytes: number }>`
    select (select count(*)::int from manifest_files) as sets,
      (select max(pg_column_size(manifest)) from tasks) as bytes`.execute(deps.db)
  assert.equal(rows[0]?.sets, 2)
  assert.ok(rows[0].bytes < JSON.stringify(FILES).length / 2, `a manifest has ${rows[0].bytes} bytes`)
})
