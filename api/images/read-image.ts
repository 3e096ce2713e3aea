import { buffer } from 'node:stream/consumers'
import { fileKey, uploadKey } from '#core/storage/asset-keys.ts'
import { fieldError, type AppError, type ErrorCode } from '#core/errors.ts'
import { INPUT_IMAGE_LIMITS, InputImageError } from './decode-image.ts'
import { OutboundError, type OutboundErrorCode } from '#core/outbound/error.ts'
import { findFile } from '#core/store/files.ts'
import { findTask } from '#core/store/tasks.ts'
import type { ImageField, ImageSource } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { assetsOf } from '#api/http/assets-of.ts'

const CONNECT_TIMEOUT_MS = 3000
/** The most images that one call keeps in memory, at most 10 MB each. */
const IMAGES_AT_HAND = 8
/** Base64 writes three bytes as four characters. */
const MAX_BASE64_LENGTH = Math.ceil(INPUT_IMAGE_LIMITS.maxBytes / 3) * 4

const FETCH_CODES: { readonly [C in OutboundErrorCode]: ErrorCode } = {
  invalid_url: 'input_reference_invalid',
  forbidden_address: 'input_reference_forbidden_host',
  unreachable: 'input_reference_unreachable',
  tls: 'input_reference_unreachable',
  timeout: 'input_reference_unreachable',
  redirect: 'input_reference_unreachable',
  bad_status: 'input_reference_unreachable',
  bad_response: 'input_reference_unreachable',
  too_large: 'input_reference_too_large',
  aborted: 'service_unavailable',
}

/**
 * The bytes behind one image field, from the upload, an earlier upload, a finished video, a data
 * URL or a fetched URL. They are not yet known to be an image.
 *
 * @throws AppError input_reference_invalid, _too_large, _unreachable or _forbidden_host;
 *   file_not_found, video_not_found, not_ready, video_failed, video_expired.
 */
export async function readImage(
  call: Pick<Call, 'deps' | 'principal' | 'signal' | 'images'>,
  field: ImageField,
  source: ImageSource,
): Promise<Buffer> {
  if (source.kind === 'bytes') return source.bytes
  if (source.kind === 'kept') return await readKept(call, field, source.name)
  if (source.kind === 'file') return await readUploaded(call, field, source.fileId)
  if (source.kind === 'video') return await readLastFrame(call, field, source.taskId)
  if (/^data:/i.test(source.url)) return decodeDataUrl(field, source.url)
  const { images = new Map<string, Promise<Buffer>>() } = call
  const fetched = images.get(source.url) ?? fetchImage(call, field, source.url)
  images.set(source.url, fetched)
  if (images.size > IMAGES_AT_HAND) images.delete(images.keys().next().value as string)
  return await fetched
}

async function fetchImage(
  { deps, signal }: Pick<Call, 'deps' | 'signal'>,
  field: ImageField,
  url: string,
): Promise<Buffer> {
  try {
    const { body } = await deps.outbound.fetchBytes(url, {
      maxBytes: INPUT_IMAGE_LIMITS.maxBytes,
      totalTimeoutMs: deps.config.inputFetchTimeoutSeconds * 1000,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      accept: 'image/jpeg, image/png, image/webp, image/avif;q=0.5, image/gif;q=0.5',
      signal,
    })
    return body
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    throw imageError(field, FETCH_CODES[error.code], `The image could not be used: ${error.message}.`, error)
  }
}

/** Stores an upload with a name for later requests of the same owner; ignores other images. */
export async function keepImage(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  source: ImageSource,
  bytes: Buffer,
): Promise<void> {
  if (source.kind !== 'bytes' || source.keepAs === undefined) return
  const key = uploadKey(principal.tenantId, principal.owner, source.keepAs)
  await deps.storage.put(key, bytes, { contentType: 'application/octet-stream', sizeBytes: bytes.length })
}

async function readKept(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  field: ImageField,
  name: string,
): Promise<Buffer> {
  const found = await deps.storage.read(uploadKey(principal.tenantId, principal.owner, name))
  if (found === null)
    throw imageError(field, 'input_reference_invalid', 'There is no image of this name among your uploads.')
  return await buffer(found.body)
}

async function readUploaded(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  field: ImageField,
  fileId: string,
): Promise<Buffer> {
  const row = await findFile(deps.db, principal.tenantId, fileId, deps.clock.now())
  const found = row === undefined ? null : await deps.storage.read(fileKey(row.id))
  if (found === null)
    throw imageError(
      field,
      'file_not_found',
      `\`${field}.file_id\` does not name an unexpired file of yours.`,
    )
  return await buffer(found.body)
}

/** The pixels as the engine made them, before encoding. */
async function readLastFrame(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  field: ImageField,
  taskId: string,
): Promise<Buffer> {
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw imageError(field, 'video_not_found', 'The video does not exist.')
  const { lastFrame } = await assetsOf(deps, task, { param: field })
  const found = lastFrame === undefined ? null : await deps.storage.read(lastFrame.key)
  if (found === null)
    throw imageError(field, 'video_expired', 'The last frame of the video no longer exists.')
  return await buffer(found.body)
}

function decodeDataUrl(field: ImageField, url: string): Buffer {
  const comma = url.indexOf(',')
  const head = url.slice(0, comma)
  const text = url.slice(comma + 1)
  if (comma < 0 || !/^data:[\w.+/-]*(;[\w.=+-]+)*;base64$/i.test(head.slice(0, 200)))
    throw imageError(field, 'input_reference_invalid', 'A data URL must be written `data:image/…;base64,…`.')
  if (text.length > MAX_BASE64_LENGTH + 4)
    throw imageError(
      field,
      'input_reference_too_large',
      `The image has more than ${INPUT_IMAGE_LIMITS.maxBytes} bytes.`,
    )
  const bytes = Buffer.from(text, 'base64')
  // The decoder skips characters that are not base64, which makes the result too short.
  if (bytes.length !== Math.floor((text.replace(/={1,2}$/, '').length * 3) / 4))
    throw imageError(field, 'input_reference_invalid', 'The data URL is not valid base64.')
  return bytes
}

/** An error of `decode-image.ts` as one for the client; any other error unchanged. */
export function asImageError(field: ImageField, error: unknown): unknown {
  return error instanceof InputImageError ? imageError(field, error.code, error.message, error) : error
}

/** An error about an image field, which `param` names. Both fields have the same codes. */
export const imageError = (field: ImageField, code: ErrorCode, message: string, cause?: unknown): AppError =>
  fieldError(code, field, message, { cause })
