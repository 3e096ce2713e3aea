import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { parseVideoId, renderDeleted } from '#api/dialects/openai/videos.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/**
 * Deletes a task with its files. An unfinished task is cancelled first.
 *
 * @throws AppError video_not_found.
 */
export const deleteVideo = endpoint({
  dialect: openai,
  parse: parseVideoId,
  render: renderDeleted,
  act: async ({ deps, principal }, { taskId }) => {
    await lifecycle.deleteTask(deps, principal.tenantId, taskId)
    return { taskId }
  },
})
