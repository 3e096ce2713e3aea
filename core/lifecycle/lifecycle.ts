/**
 * The only door through which a task changes. Every arrow of `TRANSITIONS` in
 * `core/task/transitions.ts` belongs to one function: one transaction with one guarded UPDATE, one
 * event, and the jobs that follow from it. A function that finds the task in another state, or the
 * claim stale, changes nothing and says so.
 */
export { type LifecycleDeps } from './transition.ts'
export { admitUpload, planAdmission } from '#core/lifecycle/admission/admission.ts'
export { sendWebhook } from './events.ts'
export { unparkWhereRoom } from './jobs.ts'
export { type Completion } from './settle.ts'
export { type Idempotency, answerOf, earlierAttempt } from '#core/lifecycle/submission/idempotency.ts'
export { submit, type SubmitBatchOutcome, submitBatch } from '#core/lifecycle/submission/submit.ts'
export { type SubmitOutcome } from '#core/lifecycle/submission/submit-together.ts'
export { type StartOutcome, startNext, start } from './start.ts'
export {
  type ProgressPatch,
  progress,
  preview,
  complete,
  keepsFiles,
  fail,
  giveBack,
  release,
  acknowledgeCancel,
} from './run.ts'
export { adopt } from './requeue.ts'
export { cancel, cancelBatch, finishBatchCancels } from './cancel.ts'
export { enforceDeadlines, watchDeadlines } from './deadlines.ts'
export {
  deleteTask,
  deleteTenant,
  deleteVideosOfDeletedTenants,
  expire,
  expireLost,
  isExpired,
  hasEnded,
  mustDeleteFiles,
  recordFilesDeleted,
} from './deletion.ts'
