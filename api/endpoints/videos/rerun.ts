import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { Act } from '#api/endpoints/action.ts'
import { fingerprintOfRerun } from '#api/creation/idempotency.ts'
import { repeatTask } from '#api/creation/repeat-task.ts'
import { earlierAnswer, submit } from '#api/creation/submit.ts'

/**
 * A new task with the parameters, seed and input of another one, whatever became of that. On a device of the same
 * class, with the files of its manifest, it gives the same frames.
 *
 * @throws AppError video_not_found, video_expired when the input is gone, model_not_found when the model is, invalid_size when no
 *   device holds it any more.
 */
export function rerunAs(dialect: DialectName): Act<'rerun'> {
  return async (call, { taskId: sourceId }, render) => {
    const { deps, principal } = call
    const fingerprint = fingerprintOfRerun(dialect, sourceId)
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    const source = await findTask(deps.db, principal.tenantId, sourceId)
    if (source === undefined) throw new AppError('video_not_found')
    const { task, storedKeys } = await repeatTask(deps, source, dialect)
    return await submit(call, { ...task, rerunOf: sourceId }, { fingerprint, storedKeys }, render)
  }
}
