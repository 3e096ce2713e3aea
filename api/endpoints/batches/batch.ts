import { AppError } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findBatch } from '#core/store/batches.ts'
import type { Act } from '#api/endpoints/action.ts'

/** A batch as it is now. */
export const getBatch: Act<'getBatch'> = async ({ deps, principal }, { batchId }, render) => {
  const found = await findBatch(deps.db, principal.tenantId, batchId)
  if (found === undefined) throw new AppError('batch_not_found')
  return render(found)
}

/** Cancels what has not ended of a batch. */
export const cancelBatch: Act<'cancelBatch'> = async ({ deps, principal }, { batchId }, render) => {
  await lifecycle.cancelBatch(deps, principal.tenantId, batchId)
  const found = await findBatch(deps.db, principal.tenantId, batchId)
  if (found === undefined) throw new AppError('batch_not_found')
  return render(found)
}
