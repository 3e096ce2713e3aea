import type { Db } from '#core/postgres/db.ts'

/** Digest of a model's files as the last worker read them; undefined until one has read them. */
export async function findModelRevision(db: Db, model: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('model_revisions')
    .select('revision')
    .where('model', '=', model)
    .executeTakeFirst()
  return row?.revision
}

export async function setModelRevision(db: Db, model: string, revision: string, now: Date): Promise<void> {
  await db
    .insertInto('model_revisions')
    .values({ model, revision, updated_at: now })
    .onConflict((oc) => oc.column('model').doUpdateSet({ revision, updated_at: now }))
    .execute()
}

export async function deleteModelRevisions(db: Db, models: readonly string[]): Promise<void> {
  if (models.length > 0) await db.deleteFrom('model_revisions').where('model', 'in', models).execute()
}
