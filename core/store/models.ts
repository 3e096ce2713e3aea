import type { Db } from '#core/db.ts'
import type { ModelDefinition } from '#core/task.ts'

/** Workers register what they serve; a definition outlives its worker, so a task for it waits instead of failing. */
export async function registerModels(db: Db, models: readonly ModelDefinition[], now: Date): Promise<void> {
  for (const model of models)
    await db
      .insertInto('models')
      .values({ id: model.id, definition: JSON.stringify(model), updated_at: now })
      .onConflict((oc) => oc.column('id').doUpdateSet({ definition: JSON.stringify(model), updated_at: now }))
      .execute()
}

export async function listModels(db: Db): Promise<(ModelDefinition & { updatedAt: Date })[]> {
  const rows = await db.selectFrom('models').selectAll().orderBy('id').execute()
  return rows.map((row) => ({ ...row.definition, updatedAt: row.updated_at }))
}
