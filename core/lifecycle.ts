/**
 * The only door through which a task changes. Every arrow of the state diagram in `core/task.ts` is one function:
 * one transaction with one guarded UPDATE, one event, and the jobs that follow from it. A function that
 * finds the task in another state, or the claim stale, changes nothing and says so.
 */
export { type LifecycleDeps } from '#core/lifecycle/deps.ts'
export { sendWebhook } from '#core/lifecycle/events.ts'
export { unparkWhereRoom } from '#core/lifecycle/jobs.ts'
export { type Completion } from '#core/lifecycle/settle.ts'
export { type Idempotency, earlierAttempt, replay } from '#core/lifecycle/idempotency.ts'
export { type SubmitOutcome, submit } from '#core/lifecycle/submit.ts'
export { type SubmitBatchOutcome, submitBatch } from '#core/lifecycle/submit-batch.ts'
export { type StartOutcome, startNext, start } from '#core/lifecycle/start.ts'
export {
  type ProgressPatch,
  progress,
  preview,
  complete,
  fail,
  release,
  acknowledgeCancel,
} from '#core/lifecycle/run.ts'
export { adopt } from '#core/lifecycle/requeue.ts'
export { cancel, cancelBatch, finishBatchCancels } from '#core/lifecycle/cancel.ts'
export { enforceDeadlines } from '#core/lifecycle/deadlines.ts'
export { remove, expire, isExpired, hasEnded, isToPurge, forgetFiles } from '#core/lifecycle/removal.ts'
