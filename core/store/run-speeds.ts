import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import type { MeasuredSpeed, RunKind, RunSpeed } from '#core/task/run.ts'

export type { RunKind }

/** The least weight of the latest run in the average. */
const LEAST_WEIGHT = 0.2

/** Adds a finished run to the average of its kind on devices of its class. */
export async function recordRunSpeed(trx: Trx, kind: RunKind, speed: RunSpeed, now: Date): Promise<void> {
  const moved = (column: 'step_seconds' | 'lead_seconds' | 'tail_seconds') => {
    const weight = sql<number>`greatest(1.0 / (run_speeds.runs + 1), ${LEAST_WEIGHT}::float8)`
    const [old, latest] = [sql.ref(`run_speeds.${column}`), sql.ref(`excluded.${column}`)]
    return sql<number>`${old} + (${latest} - ${old}) * ${weight}`
  }
  await trx
    .insertInto('run_speeds')
    .values({
      model: kind.model,
      width: kind.width,
      height: kind.height,
      frames: kind.frames,
      steps: kind.steps,
      device_class: speed.deviceClass,
      step_seconds: speed.stepSeconds,
      lead_seconds: speed.leadSeconds,
      tail_seconds: speed.tailSeconds,
      runs: 1,
      updated_at: now,
    })
    .onConflict((oc) =>
      oc.columns(['model', 'width', 'height', 'frames', 'steps', 'device_class']).doUpdateSet({
        step_seconds: moved('step_seconds'),
        lead_seconds: moved('lead_seconds'),
        tail_seconds: moved('tail_seconds'),
        runs: sql<number>`run_speeds.runs + 1`,
        updated_at: now,
      }),
    )
    .execute()
}

/**
 * The measured speed of this kind of run on a device of this class, if need be with another number
 * of steps. Without one it is the latest speed of the model at another size, in proportion to the
 * pixels of all frames; what comes before the steps is mostly loading and stays. Null when the
 * device never ran the model.
 */
export async function findRunSpeed(db: Db, kind: RunKind, deviceClass: string): Promise<RunSpeed | null> {
  const row = await db
    .selectFrom('run_speeds')
    .selectAll()
    .where('model', '=', kind.model)
    .where('device_class', '=', deviceClass)
    .orderBy((eb) => eb.and({ width: kind.width, height: kind.height, frames: kind.frames }), 'desc')
    .orderBy((eb) => eb('steps', '=', kind.steps), 'desc')
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const scale = (kind.width * kind.height * kind.frames) / (row.width * row.height * row.frames)
  return {
    deviceClass,
    stepSeconds: row.step_seconds * scale,
    leadSeconds: row.lead_seconds,
    tailSeconds: row.tail_seconds * scale,
  }
}

const MOST_SPEEDS = 500

/** The 500 latest measurements of a model's runs, the smallest run first. */
export async function listRunSpeeds(db: Db, model: string): Promise<MeasuredSpeed[]> {
  const rows = await db
    .selectFrom('run_speeds')
    .selectAll()
    .where('model', '=', model)
    .orderBy('updated_at', 'desc')
    .limit(MOST_SPEEDS)
    .execute()
  const size = (row: { width: number; height: number; frames: number }) => row.width * row.height * row.frames
  return rows
    .toSorted((a, b) => size(a) - size(b) || a.width - b.width || a.steps - b.steps)
    .map((row) => ({
      model,
      width: row.width,
      height: row.height,
      frames: row.frames,
      steps: row.steps,
      deviceClass: row.device_class,
      stepSeconds: row.step_seconds,
      leadSeconds: row.lead_seconds,
      tailSeconds: row.tail_seconds,
      runs: row.runs,
      updatedAt: row.updated_at,
    }))
}
