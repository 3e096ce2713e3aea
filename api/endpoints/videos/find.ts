import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Dialect } from '#api/dialects/dialect.ts'
import { endpoint, halfOf, type Handler } from '#api/endpoints/endpoint.ts'
import { viewTask } from './get.ts'

/**
 * A task as it is now, or the answer that it does not exist.
 *
 * @throws AppError video_not_found where the request prefers an error.
 */
export const find = (dialect: Dialect): Handler =>
  endpoint({
    dialect,
    parse: halfOf(dialect, 'parse', 'find'),
    render: halfOf(dialect, 'render', 'find'),
    act: async ({ deps, principal }, { id, taskId, required }) => {
      const task = taskId === null ? undefined : await findTask(deps.db, principal.tenantId, taskId)
      if (task === undefined && required) throw new AppError('video_not_found')
      return { id, found: task === undefined ? null : await viewTask(deps, task) }
    },
  })
