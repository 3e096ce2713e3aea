import { createHash } from 'node:crypto'
import { admitUpload } from '#core/lifecycle/admission.ts'
import { fileKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError, isAppError, messageOf, type ErrorCode } from '#core/errors.ts'
import { isFileId, newFileId } from '#core/ids.ts'
import { InputImageError, inspectInputImage, type InputImageInfo } from '#api/images/decode-image.ts'
import * as store from '#core/store/files.ts'
import type { WireFile } from '#api/dialects/dialect.ts'
import type { components } from '#api/openapi.gen.ts'
import { fileBody } from './bodies.ts'

type Schemas = components['schemas']
type FileDeps = Pick<Deps, 'clock' | 'config' | 'db' | 'log' | 'storage'>

/** Known to fit the contract. */
export interface FileRequest {
  readonly tenantId: string
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly files: readonly WireFile[]
}

/** What a tenant can do about its files but for reading their bytes, by the operation's id. */
export const FILE_ACTIONS = {
  'files.create': async (deps, { tenantId, body, files }) => {
    const asked = body as Schemas['CreateFile']
    const file = files.find((each) => each.field === 'file')
    if (file === undefined) throw fieldError('invalid_request', 'file', '`file` must be a file.')
    const seconds = lifetimeSeconds(asked.expires_after, deps.config.fileTtlSeconds)
    const { format } = await inspect(file.bytes)
    const now = deps.clock.now()
    const row: store.FileRow = {
      id: newFileId(),
      tenant_id: tenantId,
      name: nameOf(file.name),
      purpose: asked.purpose,
      content_type: `image/${format}`,
      size_bytes: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      created_at: now,
      expires_at: new Date(now.getTime() + seconds * 1000),
    }
    await keep(deps, row, file.bytes)
    return fileBody(row)
  },
  'files.list': async (deps, { tenantId, query }) => {
    const page = {
      limit: query['limit'] as number,
      order: query['order'] as 'asc' | 'desc',
      after: query['after'] === undefined ? null : cursorOf(query['after'] as string),
      purpose: (query['purpose'] as string | undefined) ?? null,
    }
    const { files, hasMore } = await store.listFiles(deps.db, tenantId, page, deps.clock.now())
    const data = files.map(fileBody)
    return {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: hasMore,
    } satisfies Schemas['FileList']
  },
  'files.retrieve': async (deps, request) => fileBody(await fileAt(deps, request)),
  'files.remove': async (deps, request) => {
    const { id, tenant_id: tenantId } = await fileAt(deps, request)
    if (!(await store.deleteFile(deps.db, tenantId, id))) throw new AppError('file_not_found')
    await removeBytes(deps, id)
    return { id, object: 'file', deleted: true } satisfies Schemas['DeletedFile']
  },
} as const satisfies Record<string, (deps: FileDeps, request: FileRequest) => Promise<object>>

export type FileActionName = keyof typeof FILE_ACTIONS

/** @throws AppError file_not_found. */
export async function fileAt(
  deps: Pick<FileDeps, 'clock' | 'db'>,
  { tenantId, path }: Pick<FileRequest, 'tenantId' | 'path'>,
): Promise<store.FileRow> {
  const row = await store.findFile(deps.db, tenantId, path['file_id'] as string, deps.clock.now())
  if (row === undefined) throw new AppError('file_not_found')
  return row
}

function cursorOf(after: string): string {
  if (isFileId(after)) return after
  const message = '`after` must be the id of a file, as `last_id` gives it.'
  throw new AppError('invalid_request', message, {
    param: 'after',
    errors: [{ pointer: '/query/after', message }],
  })
}

/** Bytes first, then the row with what is booked of the quota: bytes without a row are nobody's and are swept. */
async function keep(deps: FileDeps, row: store.FileRow, bytes: Buffer): Promise<void> {
  await deps.storage.put(fileKey(row.id), bytes, {
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
  })
  try {
    await deps.db.transaction().execute(async (trx) => {
      await store.insertFile(trx, row)
      await admitUpload(trx, deps, row.tenant_id, row.size_bytes, row.created_at)
    })
  } catch (error) {
    // After any other error the commit may have happened all the same.
    if (isAppError(error)) await removeBytes(deps, row.id)
    throw error
  }
}

/** What stays behind after a failure is swept with the other bytes that have no row. */
async function removeBytes(deps: FileDeps, id: string): Promise<void> {
  try {
    await deps.storage.remove([fileKey(id)])
  } catch (error) {
    deps.log.warn({ file: id, error: messageOf(error) }, 'the bytes of a file could not be removed')
  }
}

async function inspect(bytes: Buffer): Promise<InputImageInfo> {
  try {
    return await inspectInputImage(bytes)
  } catch (error) {
    if (!(error instanceof InputImageError)) throw error
    throw fieldError(error.code, 'file', error.message, error)
  }
}

/** The contract lets text pass by its pattern alone; the range counts for text as for numbers. */
function lifetimeSeconds(asked: Schemas['CreateFile']['expires_after'], longestSeconds: number): number {
  if (asked === undefined || asked === null) return longestSeconds
  const seconds = Number(asked.seconds)
  if (seconds >= 3600 && seconds <= 2_592_000) return Math.min(seconds, longestSeconds)
  const message = `\`expires_after.seconds\` must be from 3600 to 2592000, not ${seconds}.`
  throw fieldError('invalid_request', 'expires_after', message)
}

const MAX_NAME_LENGTH = 255

/** Without what a table or a header could not hold. */
const nameOf = (name: string): string =>
  name
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed() || 'file'

function fieldError(code: ErrorCode, field: string, message: string, cause?: unknown): AppError {
  return new AppError(code, message, { param: field, errors: [{ pointer: `/${field}`, message }], cause })
}
