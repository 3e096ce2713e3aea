import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { Act } from '#api/endpoints/action.ts'
import { assetsOf } from './assets-of.ts'
import { fingerprintOfAction } from '#api/creation/idempotency.ts'
import { repeatTask } from '#api/creation/repeat-task.ts'
import { earlierAnswer, submit } from '#api/creation/submit.ts'

/**
 * A new task with other words and everything else of a finished one: model, settings, seed, input.
 *
 * @throws AppError video_not_found; not_ready, video_failed and video_expired for what is not finished or over;
 *   model_not_found when the model is gone.
 */
export function remixAs(dialect: DialectName): Act<'remix'> {
  return async (call, input, render) => {
    const { deps, principal } = call
    const fingerprint = fingerprintOfAction(dialect, 'remix', input)
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    const source = await findTask(deps.db, principal.tenantId, input.taskId)
    if (source === undefined) throw new AppError('video_not_found')
    await assetsOf(deps, source)
    const { task, storedKeys } = await repeatTask(deps, source, dialect)
    const remix = {
      ...task,
      parameters: { ...task.parameters, prompt: input.prompt },
      remixedFrom: source.id,
    }
    return await submit(call, remix, { fingerprint, storedKeys }, render)
  }
}
