import type { Deps } from '#core/deps.ts'
import { isDatabaseUnavailable, isRolledBack } from '#core/postgres/database-errors.ts'
import { messageOf } from '#core/errors.ts'
import type { TaskError } from '#core/task/task.ts'
import { EngineError, type WorkerFault } from '#worker/engine/failure.ts'
import { workerFaultOf } from '#worker/engine/worker-fault.ts'
import type { Fitness } from './fitness.ts'
import type { ModelPauses } from './model-pauses.ts'

/** The reason as customers read it, should the fault come back wherever the task runs. */
const TOLD: Readonly<Record<WorkerFault, string>> = {
  folder: 'The worker could not keep the files of the run.',
  ffmpeg: 'The worker has no working ffmpeg.',
  storage: 'The storage of the service did not work.',
  device: 'The device of the worker failed.',
  server: 'The server that makes the video did not answer.',
}

/** Failures that may show a broken worker as well as a bad task. */
const AMBIGUOUS = ['encode_failed', 'storage_failed', 'internal_error', 'engine_crashed']

/**
 * The fault of the worker that made an attempt fail, and has it take no tasks until that is mended;
 * null when the failure is the task's. A failure that may be either is the worker's when a look
 * finds something broken.
 */
export async function faultOfWorker(
  { log, fitness, pauses }: Pick<Deps, 'log'> & { readonly fitness: Fitness; readonly pauses: ModelPauses },
  model: string,
  error: unknown,
): Promise<TaskError | null> {
  if (error instanceof EngineError && error.code === 'model_unavailable' && error.workerFault === null) {
    log.error({ model, error: messageOf(error) }, 'this worker takes no tasks of the model for now')
    pauses.pause(model)
    return { code: error.code, message: error.message }
  }
  if (isDatabaseUnavailable(error) || isRolledBack(error))
    return { code: 'internal_error', message: 'The worker lost its database.' }
  const fault = error instanceof EngineError ? error.workerFault : workerFaultOf(error)
  // What of an upstream failed is known to its engine, which takes no tasks until that is mended.
  if (error instanceof EngineError && fault === 'server') return { code: error.code, message: error.message }
  // An engine whose device failed restarts, and takes no tasks until that succeeds.
  if (fault !== null && fault !== 'device') fitness.suspend(fault, reasonOf(error))
  const found = fault ?? (isAmbiguous(error) ? await fitness.look() : null)
  if (found === null) return null
  return { code: error instanceof EngineError ? error.code : codeOf(found), message: TOLD[found] }
}

const isAmbiguous = (error: unknown): boolean =>
  !(error instanceof EngineError) || (error.retryable && AMBIGUOUS.includes(error.code))

const codeOf = (fault: WorkerFault): string =>
  fault === 'folder' || fault === 'storage' ? 'storage_failed' : 'internal_error'

/** What the operator reads: the first words of the deepest cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return messageOf(cause).split('\n')[0]?.slice(0, 300) ?? ''
}
