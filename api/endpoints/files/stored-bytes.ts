import { admitUpload } from '#core/lifecycle/lifecycle.ts'
import { fileKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { isAppError, messageOf } from '#core/errors.ts'
import { insertFile, type FileRow } from '#core/store/files.ts'

/**
 * Stores a file: first the bytes, then the row and the booking of the quota in one transaction.
 * Bytes without a row belong to no tenant and are swept.
 *
 * @throws AppError quota_exceeded.
 */
export async function storeFile(
  deps: Pick<Deps, 'config' | 'db' | 'log' | 'storage'>,
  row: FileRow,
  bytes: Buffer,
): Promise<void> {
  await deps.storage.put(fileKey(row.id), bytes, {
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
  })
  try {
    await deps.db.transaction().execute(async (trx) => {
      await insertFile(trx, row)
      await admitUpload(trx, deps, row.tenant_id, row.size_bytes, row.created_at)
    })
  } catch (error) {
    // After any other error the commit may still have happened.
    if (isAppError(error)) await deleteBytes(deps, row.id)
    throw error
  }
}

/** Deletes the bytes of a file. After a failure they are swept like other bytes without a row. */
export async function deleteBytes(deps: Pick<Deps, 'log' | 'storage'>, id: string): Promise<void> {
  try {
    await deps.storage.remove([fileKey(id)])
  } catch (error) {
    deps.log.warn({ file: id, error: messageOf(error) }, 'the bytes of a file could not be deleted')
  }
}
