import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import { FEW_TASKS, SHARED_MS } from './turn-levels.ts'

/** The queued tasks of one model. */
export interface QueuedModel {
  readonly model: string
  readonly count: number
  /** When the oldest of them was created. */
  readonly since: Date
}

/**
 * The queued tasks of all models. Counting them takes as long as there are tasks, so where there
 * are many, those who ask a process within a second share one reading; of few, it is of the moment.
 */
export interface QueuedModels {
  read(db: Db): Promise<readonly QueuedModel[]>
}

export function openQueuedModels(): QueuedModels {
  let kept: { readonly models: Promise<readonly QueuedModel[]>; readonly readAtMs: number } | null = null
  return {
    async read(db) {
      if (kept !== null && performance.now() - kept.readAtMs < SHARED_MS) return await kept.models
      // Those who ask meanwhile wait for the same reading.
      const reading = { models: queuedByModel(db), readAtMs: performance.now() }
      kept = reading
      const forget = (): void => void (kept === reading && (kept = null))
      reading.models.then((models) => {
        if (models.reduce((sum, { count }) => sum + count, 0) < FEW_TASKS) forget()
      }, forget)
      return await reading.models
    },
  }
}

async function queuedByModel(db: Db): Promise<QueuedModel[]> {
  const { rows } = await sql<{ model: string; count: string; since: Date }>`
    select model, count(*) as count, min(created_at) as since
    from tasks where status = 'queued' group by model`.execute(db)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
