import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Dialect } from '#api/dialects/dialect.ts'
import { endpoint, halfOf, type Handler } from '#api/endpoints/endpoint.ts'
import { viewTask } from './get.ts'

/**
 * Cancels a queued task at once; asks the worker of a running one to stop.
 *
 * @throws AppError video_not_found, not_cancellable.
 */
export const cancel = (dialect: Dialect): Handler =>
  endpoint({
    dialect,
    parse: halfOf(dialect, 'parse', 'cancel'),
    render: halfOf(dialect, 'render', 'cancel'),
    act: async ({ deps, principal }, { taskId, from }) =>
      await viewTask(deps, await lifecycle.cancel(deps, principal.tenantId, taskId, from)),
  })
