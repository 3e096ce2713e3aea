/**
 * The only door through which a task changes. Every arrow of the state diagram in `core/task/task.ts` is one function:
 * one transaction with one guarded UPDATE, one event, and the jobs that follow from it. A function that
 * finds the task in another state, or the claim stale, changes nothing and says so.
 */
export { type LifecycleDeps } from './deps.ts'
export { sendWebhook } from './events.ts'
export { unparkWhereRoom } from './jobs.ts'
export { type Completion } from './settle.ts'
export { type Idempotency, earlierAttempt, replay } from './idempotency.ts'
export { type SubmitOutcome, submit } from './submit.ts'
export { type SubmitBatchOutcome, submitBatch } from './submit-batch.ts'
export { type StartOutcome, startNext, start } from './start.ts'
export { type ProgressPatch, progress, preview, complete, fail, release, acknowledgeCancel } from './run.ts'
export { adopt } from './requeue.ts'
export { cancel, cancelBatch, finishBatchCancels } from './cancel.ts'
export { enforceDeadlines } from './deadlines.ts'
export { remove, expire, isExpired, hasEnded, isToPurge, forgetFiles } from './removal.ts'
