import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { parseBatchId, renderBatch } from '#api/dialects/openai/batches.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { endpoint, withoutIdleTimeout } from '#api/endpoints/endpoint.ts'
import { currentBatch } from './get.ts'

/**
 * Cancels every unfinished task of a batch.
 *
 * @throws AppError batch_not_found; not_cancellable when every task has ended.
 */
export const cancelBatch = withoutIdleTimeout(
  endpoint({
    dialect: openai,
    parse: parseBatchId,
    render: renderBatch,
    act: async (call, { batchId }) => {
      await lifecycle.cancelBatch(call.deps, call.principal.tenantId, batchId)
      return await currentBatch(call, batchId)
    },
  }),
)
