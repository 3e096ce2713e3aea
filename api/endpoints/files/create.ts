import { createHash } from 'node:crypto'
import { fieldError } from '#core/errors.ts'
import { newFileId } from '#core/ids.ts'
import type { FileRow } from '#core/store/files.ts'
import type { WireFile, WireRequest } from '#api/dialects/dialect.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import {
  InputImageError,
  inspectInputImage,
  pixelLimitOf,
  type InputImageInfo,
  type PixelLimit,
} from '#api/images/decode-image.ts'
import type { components } from '#api/openapi.gen.ts'
import { renderFile } from './bodies.ts'
import { storeFile } from './stored-bytes.ts'

type Schemas = components['schemas']

interface Upload {
  readonly asked: Schemas['CreateFile']
  readonly file: WireFile
}

/**
 * Stores an image for later requests of the tenant.
 *
 * @throws AppError invalid_request, input_reference_invalid, input_reference_too_large,
 *   quota_exceeded.
 */
export const createFile = endpoint({ parse: parseUpload, act: keepUpload, render: renderFile })

function parseUpload({ body, files }: WireRequest): Upload {
  const file = files.find((each) => each.field === 'file')
  if (file === undefined) throw fieldError('invalid_request', 'file', '`file` must be a file.')
  return { asked: body as unknown as Schemas['CreateFile'], file }
}

async function keepUpload({ deps, principal }: Call, { asked, file }: Upload): Promise<FileRow> {
  const seconds = lifetimeSeconds(asked.expires_after, deps.config.fileTtlSeconds)
  const { format } = await inspect(file.bytes, pixelLimitOf(deps.config))
  const now = deps.clock.now()
  const row: FileRow = {
    id: newFileId(),
    tenant_id: principal.tenantId,
    name: nameOf(file.name),
    purpose: asked.purpose,
    content_type: `image/${format}`,
    size_bytes: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    created_at: now,
    expires_at: new Date(now.getTime() + seconds * 1000),
  }
  await storeFile(deps, row, file.bytes)
  return row
}

async function inspect(bytes: Buffer, limit: PixelLimit): Promise<InputImageInfo> {
  try {
    return await inspectInputImage(bytes, limit)
  } catch (error) {
    if (!(error instanceof InputImageError)) throw error
    throw fieldError(error.code, 'file', error.message, { cause: error })
  }
}

/**
 * The contract checks text by its pattern alone, so the range is checked here for text and numbers
 * alike.
 */
function lifetimeSeconds(asked: Schemas['CreateFile']['expires_after'], longestSeconds: number): number {
  if (asked === undefined || asked === null) return longestSeconds
  const seconds = Number(asked.seconds)
  if (seconds >= 3600 && seconds <= 2_592_000) return Math.min(seconds, longestSeconds)
  const message = `\`expires_after.seconds\` must be from 3600 to 2592000, not ${seconds}.`
  throw fieldError('invalid_request', 'expires_after', message)
}

const MAX_NAME_LENGTH = 255

/** The name without characters that a table or a header cannot hold. */
const nameOf = (name: string): string =>
  name
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed() || 'file'
