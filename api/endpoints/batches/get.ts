import { AppError } from '#core/errors.ts'
import { findBatch } from '#core/store/batches.ts'
import type { BatchView } from '#api/dialects/dialect.ts'
import { parseBatchId, renderBatch } from '#api/dialects/openai/batches.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'

/** A batch as it is now. @throws AppError batch_not_found. */
export const getBatch = endpoint({
  dialect: openai,
  parse: parseBatchId,
  render: renderBatch,
  act: (call, { batchId }) => currentBatch(call, batchId),
})

/** The batch of the tenant as it is now. @throws AppError batch_not_found. */
export async function currentBatch({ deps, principal }: Call, batchId: string): Promise<BatchView> {
  const found = await findBatch(deps.db, principal.tenantId, batchId)
  if (found === undefined) throw new AppError('batch_not_found')
  return found
}
