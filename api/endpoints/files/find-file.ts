import { AppError } from '#core/errors.ts'
import { findFile, type FileRow } from '#core/store/files.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'

/** The id of the file in the path. */
export const parseFileId = ({ path }: WireRequest): string => path['file_id'] as string

/** An unexpired file of the tenant. @throws AppError file_not_found. */
export async function findTenantFile(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  id: string,
): Promise<FileRow> {
  const row = await findFile(deps.db, principal.tenantId, id, deps.clock.now())
  if (row === undefined) throw new AppError('file_not_found')
  return row
}
