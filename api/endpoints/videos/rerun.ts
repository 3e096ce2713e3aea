import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { parseVideoId, renderCreated } from '#api/dialects/openai/videos.ts'
import { fingerprintOfRerun } from '#api/creation/idempotency.ts'
import { repeatTask } from '#api/creation/repeat-task.ts'
import { submit } from '#api/creation/submit.ts'
import { answering } from '#api/endpoints/endpoint.ts'

/**
 * A new task with the parameters, seed and input of another one, whatever its status. On a device
 * of the same class, with the files of its manifest, the frames are the same.
 *
 * @throws AppError video_not_found, and the codes of `repeatTask` and `submit`.
 */
export const rerun = answering({
  dialect: openai,
  parse: parseVideoId,
  render: renderCreated,
  answer: async (call, { taskId: sourceId }, render) => {
    const { deps, principal } = call
    const { answer } = await submit(
      call,
      fingerprintOfRerun(openai.name, sourceId),
      async () => {
        const source = await findTask(deps.db, principal.tenantId, sourceId)
        if (source === undefined) throw new AppError('video_not_found')
        const { task, storedKeys } = await repeatTask(deps, source, openai.name)
        return { task: { ...task, rerunOf: sourceId }, storedKeys }
      },
      render,
    )
    return answer
  },
})
