import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import { commonFittingSizes } from '#core/task/fitting-sizes.ts'
import { WORKER_LIVE_MS } from './workers.ts'
import type { ModelDefinition, RegisteredModel, UnavailableModel } from '#core/task/model-definition.ts'

/**
 * Registers the models of a worker. A definition outlives its worker, so a task for it waits
 * instead of failing.
 */
export async function registerModels(db: Db, models: readonly ModelDefinition[], now: Date): Promise<void> {
  for (const model of models)
    await db
      .insertInto('models')
      .values({ id: model.id, definition: JSON.stringify(model), updated_at: now })
      .onConflict((oc) => oc.column('id').doUpdateSet({ definition: JSON.stringify(model), updated_at: now }))
      .execute()
}

/**
 * All registered models. The fitting sizes of a model are those that every live worker of it can
 * hold or, without a live worker, those of the last registration.
 */
export async function listModels(db: Db): Promise<RegisteredModel[]> {
  const rows = await db.selectFrom('models').selectAll().orderBy('id').execute()
  const workers = await db
    .selectFrom('workers')
    .select(['models', 'fitting_sizes'])
    .where('seen_at', '>', sql<Date>`now() - make_interval(secs => ${WORKER_LIVE_MS / 1000})`)
    .execute()
  return rows.map(({ definition, updated_at: updatedAt }) => {
    const tables = workers
      .filter(({ models }) => models.includes(definition.id))
      .map(({ fitting_sizes: sizes }) => sizes[definition.id] ?? [])
    if (tables.length === 0) return { ...definition, updatedAt, served: false }
    const fittingSizes = commonFittingSizes(tables, definition.limits)
    return { ...definition, fittingSizes, updatedAt, served: true }
  })
}

/** What lies in the models directories of live workers and is not served, in the order of names. */
export async function listUnavailableModels(db: Db): Promise<UnavailableModel[]> {
  const workers = await db
    .selectFrom('workers')
    .select('unavailable')
    .where('seen_at', '>', sql<Date>`now() - make_interval(secs => ${WORKER_LIVE_MS / 1000})`)
    .execute()
  const byFolder = new Map(
    workers.flatMap(({ unavailable }) => unavailable.map((each) => [each.folder, each])),
  )
  return [...byFolder.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1))
}
