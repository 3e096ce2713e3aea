import type { Db, Trx } from '#core/postgres/db.ts'
import { sendAhead } from '#core/postgres/flight.ts'
import type { Attempt, AttemptOutcome } from '#core/task/run.ts'
import type { Claim, TaskError } from '#core/task/task.ts'
import { rowsAsTenant } from './as-tenant.ts'
import type { TaskRow } from './tasks.ts'

/** Who runs an attempt; parts that are not known are null. */
export interface AttemptPlace {
  readonly worker: string | null
  readonly engine: string | null
  readonly deviceClass: string | null
}

type ClaimedRow = Pick<TaskRow, 'id' | 'tenant_id' | 'fencing_token'>

/** Records that an attempt begins, and that its tenant had a turn. */
export async function beginAttempt(
  trx: Trx,
  row: ClaimedRow,
  { worker, engine, deviceClass }: AttemptPlace,
  now: Date,
): Promise<void> {
  const started = trx.updateTable('tenants').set({ last_started_at: now }).where('id', '=', row.tenant_id)
  await sendAhead(trx, started.compile())
  await sendAhead(
    trx,
    trx
      .insertInto('attempts')
      .values({
        task_id: row.id,
        fencing_token: row.fencing_token,
        tenant_id: row.tenant_id,
        worker,
        engine,
        device_class: deviceClass,
        started_at: now,
      })
      .compile(),
  )
}

/** Records how the attempt ended that holds the row's claim. The first end counts. */
export async function endAttempt(
  trx: Trx,
  row: Pick<TaskRow, 'id' | 'fencing_token'>,
  outcome: AttemptOutcome,
  error: TaskError | null,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('attempts')
    .set({ outcome, ended_at: now, error: error === null ? null : JSON.stringify(error) })
    .where('task_id', '=', row.id)
    .where('fencing_token', '=', row.fencing_token)
    .where('ended_at', 'is', null)
    .execute()
}

/** Records that another attempt could resume after this step. */
export async function recordCheckpoint(db: Db, claim: Claim, step: number, now: Date): Promise<void> {
  await patchAttempt(db, claim, { checkpoint_step: step, checkpoint_at: now })
}

/** Records that the attempt begins after this step of an earlier one. */
export async function recordResumption(db: Db, claim: Claim, step: number): Promise<void> {
  await patchAttempt(db, claim, { resumed_from_step: step })
}

async function patchAttempt(
  db: Db,
  claim: Claim,
  patch: { checkpoint_step: number; checkpoint_at: Date } | { resumed_from_step: number },
): Promise<void> {
  await db
    .updateTable('attempts')
    .set(patch)
    .where('task_id', '=', claim.taskId)
    .where('fencing_token', '=', claim.fencingToken)
    .execute()
}

export async function deleteAttempts(trx: Trx, taskId: string): Promise<void> {
  await trx.deleteFrom('attempts').where('task_id', '=', taskId).execute()
}

/** The attempts of a tenant's task, the first one first. */
export async function listAttemptsOf(db: Db, tenantId: string, taskId: string): Promise<Attempt[]> {
  const rows = await rowsAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('attempts')
      .selectAll()
      .where('task_id', '=', taskId)
      .where('tenant_id', '=', tenantId)
      .orderBy('fencing_token'),
  )
  return rows.map((row) => ({
    fencingToken: row.fencing_token,
    worker: row.worker,
    engine: row.engine,
    deviceClass: row.device_class,
    startedAt: row.started_at,
    resumedFromStep: row.resumed_from_step,
    checkpoint:
      row.checkpoint_step === null || row.checkpoint_at === null
        ? null
        : { step: row.checkpoint_step, at: row.checkpoint_at },
    endedAt: row.ended_at,
    outcome: row.outcome,
    error: row.error,
  }))
}
