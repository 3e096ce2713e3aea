import type { Db } from '#core/postgres/db.ts'

/** Digests of a model's files as the last worker read them. */
export interface ModelRevision {
  readonly revision: string
  /** Those of the LoRAs that requests may add, by name. */
  readonly loras: Readonly<Record<string, string>>
}

/** Undefined until a worker has read the files. */
export const findModelRevision = async (db: Db, model: string): Promise<ModelRevision | undefined> =>
  await db
    .selectFrom('model_revisions')
    .select(['revision', 'loras'])
    .where('model', '=', model)
    .executeTakeFirst()

export async function setModelRevision(
  db: Db,
  model: string,
  revision: string,
  now: Date,
  loras: ModelRevision['loras'] = {},
): Promise<void> {
  const values = { revision, loras: JSON.stringify(loras), updated_at: now }
  await db
    .insertInto('model_revisions')
    .values({ model, ...values })
    .onConflict((oc) => oc.column('model').doUpdateSet(values))
    .execute()
}

export async function deleteModelRevisions(db: Db, models: readonly string[]): Promise<void> {
  if (models.length > 0) await db.deleteFrom('model_revisions').where('model', 'in', models).execute()
}
