import { modelRevision } from '#core/task/cache-key.ts'
import { endAttempt } from '#core/store/attempts.ts'
import * as batches from '#core/store/batches.ts'
import { bookUsage, dayOf } from '#core/store/quotas.ts'
import { recordRunSpeed } from '#core/store/run-speeds.ts'
import * as tasks from '#core/store/tasks.ts'
import { tombstone } from '#core/store/tombstones.ts'
import * as turns from '#core/store/turns.ts'
import type { Assets } from '#core/task/asset.ts'
import type { Manifest } from '#core/task/manifest.ts'
import type { RunSpeed } from '#core/task/run.ts'
import type { TaskError } from '#core/task/task.ts'
import { writeEvent, writeWebhookEvent } from './events.ts'
import { unpark } from './jobs.ts'
import type { Change } from './transition.ts'

export interface Completion {
  readonly assets: Assets
  readonly manifest: Manifest
  /** Seconds per phase of the run. */
  readonly timings: Readonly<Record<string, number>>
  /** Null when the attempt took no whole step, so nothing was measured. */
  readonly speed: RunSpeed | null
}

export type Settlement =
  | ({ readonly type: 'video.completed' } & Completion)
  | { readonly type: 'video.failed' | 'video.cancelled'; readonly error: TaskError }

export const CANCELLED: TaskError = { code: 'cancelled', message: 'The video was cancelled.' }

/** Ends a task: its state, event, webhook deliveries, bookings and the jobs that follow. */
export async function settle(change: Change, row: tasks.TaskRow, end: Settlement): Promise<tasks.TaskRow> {
  const { deps, trx, now } = change
  // A failure costs its owner nothing.
  const gpuSeconds =
    end.type === 'video.failed' || row.started_at === null
      ? 0
      : (now.getTime() - row.started_at.getTime()) / 1000
  // Files expire at the same age however the task ended: a failed one keeps its input until then.
  const expiresAt = new Date(now.getTime() + deps.config.resultTtlSeconds * 1000)
  const ended = {
    finished_at: now,
    updated_at: now,
    phase: null,
    eta_at: null,
    expires_at: expiresAt,
    gpu_seconds: gpuSeconds,
  }
  const moved = await change.move(
    row,
    end.type === 'video.completed'
      ? {
          ...ended,
          status: 'completed',
          progress: 100,
          step: row.parameters.steps,
          timings: JSON.stringify(end.timings),
          assets: JSON.stringify(end.assets),
          manifest: JSON.stringify(end.manifest),
          // The worker read other files than those that the key was made for.
          ...(row.cache_revision === modelRevision(end.manifest) ? {} : { cache_key: null }),
        }
      : {
          ...ended,
          status: end.type === 'video.failed' ? 'failed' : 'cancelled',
          error: JSON.stringify(end.error),
          preview: null,
        },
  )
  if (end.type === 'video.completed' && end.speed !== null)
    await recordRunSpeed(trx, { model: row.model, ...row.parameters }, end.speed, now)
  if (row.deleted_at !== null) {
    await tasks.patchTask(trx, row.id, tombstone(row))
    await writeEvent(trx, row.id, row.tenant_id, end.type, now)
    await deps.queue.send(trx, 'maintenance', { kind: 'purge', taskId: row.id })
  } else {
    const about = { tenantId: row.tenant_id, taskId: row.id, webhookUrl: row.webhook_url }
    await writeWebhookEvent(trx, about, end.type, now)
    // Attempts before the one that completed the task may have left something.
    if (row.fencing_token > (end.type === 'video.completed' ? 1 : 0))
      await deps.queue.send(trx, 'maintenance', { kind: 'discard', taskId: row.id })
    await deps.queue.send(trx, 'maintenance', { kind: 'expire', taskId: row.id }, { startAfter: expiresAt })
  }
  if (row.batch_id !== null) await endBatch(change, row.batch_id)
  if (gpuSeconds !== row.gpu_seconds)
    await bookUsage(trx, row.tenant_id, dayOf(row.created_at), {
      gpuSeconds: gpuSeconds - row.gpu_seconds,
      uploadBytes: 0,
    })
  if (row.status === 'running') {
    const [, outcome] = end.type.split('.') as [string, 'completed' | 'failed' | 'cancelled']
    await endAttempt(trx, row, outcome, end.type === 'video.completed' ? null : end.error, now)
    await turns.takeTurn(trx)
  }
  if (!row.parked) await unpark(trx, deps, row.tenant_id)
  return moved
}

/**
 * Ends a batch with its last task. Of tasks that end at the same time, one waits here for the other
 * and then sees that it was the last. Locks are taken in the order tasks, batch, usage, turn.
 */
async function endBatch({ trx, now }: Change, batchId: string): Promise<void> {
  const row = await batches.lockBatch(trx, batchId)
  if (row === undefined || row.finished_at !== null || (await batches.hasOpenTask(trx, batchId))) return
  await batches.finishBatch(trx, batchId, now)
  const about = { tenantId: row.tenant_id, taskId: null, batchId, webhookUrl: row.webhook_url }
  await writeWebhookEvent(trx, about, 'batch.completed', now)
}
