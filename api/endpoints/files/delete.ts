import { AppError } from '#core/errors.ts'
import * as store from '#core/store/files.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { findTenantFile, parseFileId } from './find-file.ts'
import { deleteBytes } from './stored-bytes.ts'

type Schemas = components['schemas']

/** Deletes a file and its bytes. @throws AppError file_not_found. */
export const deleteFile = endpoint({
  parse: parseFileId,
  act: async (call, fileId): Promise<Schemas['DeletedFile']> => {
    const { id, tenant_id: tenantId } = await findTenantFile(call, fileId)
    if (!(await store.deleteFile(call.deps.db, tenantId, id))) throw new AppError('file_not_found')
    await deleteBytes(call.deps, id)
    return { id, object: 'file', deleted: true }
  },
  render: (deleted) => noStore(deleted),
})
