import type { Request } from 'express'
import { publicBaseUrl } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import {
  HttpSignatureError,
  isSigned,
  openBodyDigest,
  readSignature,
  signatureBase,
  type BodyDigest,
  type HttpSignature,
} from './http-signature.ts'
import type { ApiKey } from '#core/store/api-keys.ts'
import { useNonce } from '#core/store/request-nonces.ts'

/** Tolerated difference of the client's clock, and the lifetime of a signature. */
const WINDOW_SECONDS = 300
const MAX_NONCE_LENGTH = 128

/**
 * Checks the signature that an API key requires of its requests (RFC 9421): method, address and the
 * digest of the body are covered, it is at most five minutes old, and its nonce has not been used
 * with this key. Runs before the body is read, and again when facts about keys have changed since.
 *
 * @param state holds the nonce that this request itself has used
 * @returns the digest that the body must have; null when it is not signed
 * @throws AppError signature_invalid.
 */
export async function checkSignature(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  req: Request,
  key: Pick<ApiKey, 'id' | 'signature'>,
  state: { usedNonce?: string },
): Promise<BodyDigest | null> {
  const { signature: wanted } = key
  if (wanted === null) return null
  const field = (name: string): string | undefined => {
    const value = req.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  if (!wanted.required && field('signature') === undefined && field('signature-input') === undefined)
    return null
  try {
    const signature = readSignature(field('signature-input'), field('signature'))
    const hasBody = field('transfer-encoding') !== undefined || Number(field('content-length') ?? 0) > 0
    assertCovered(signature, hasBody)
    const nowSeconds = deps.clock.now().getTime() / 1000
    const nonce = assertParameters(signature, key, nowSeconds)
    const message = {
      method: req.method,
      targetUri: publicBaseUrl(deps.config) + req.originalUrl,
      header: field,
    }
    if (!isSigned(wanted, signatureBase(signature, message), signature.signature))
      throw new HttpSignatureError('it is not a signature of this request by this key')
    // Checked without a body as well, since it may have been removed on the way.
    const digest = signature.components.includes('content-digest')
      ? openBodyDigest(field('content-digest') ?? '')
      : null
    // Last, so that only the holder of the key can use up nonces.
    const used = `${key.id} ${nonce}`
    if (state.usedNonce === used) return digest
    const expiresAt = new Date((nowSeconds + 2 * WINDOW_SECONDS) * 1000)
    if (!(await useNonce(deps.db, key.id, nonce, expiresAt)))
      throw new HttpSignatureError('its nonce was used before')
    state.usedNonce = used
    return digest
  } catch (error) {
    throw error instanceof HttpSignatureError ? invalid(error.message) : error
  }
}

function assertCovered({ components }: HttpSignature, hasBody: boolean): void {
  const lacks = (name: string): boolean => !components.includes(name)
  const missing = [
    ...(lacks('@method') ? ['@method'] : []),
    ...(lacks('@target-uri') && (lacks('@path') || lacks('@query'))
      ? ['@target-uri (or @path and @query)']
      : []),
    ...(hasBody && lacks('content-digest') ? ['content-digest'] : []),
  ]
  if (missing.length > 0) throw new HttpSignatureError(`it does not cover ${missing.join(', ')}`)
}

/** Checks times, algorithm and key id. @returns the nonce */
function assertParameters(
  { parameters }: HttpSignature,
  { id, signature: wanted }: Pick<ApiKey, 'id' | 'signature'>,
  nowSeconds: number,
): string {
  const [created, expires, nonce] = ['created', 'expires', 'nonce'].map((name) => parameters.get(name))
  if (typeof created !== 'number' || Math.abs(created - nowSeconds) > WINDOW_SECONDS)
    throw new HttpSignatureError(`\`created\` must be within ${WINDOW_SECONDS} s of the current time`)
  if (expires !== undefined && (typeof expires !== 'number' || expires <= nowSeconds))
    throw new HttpSignatureError('it has expired')
  if (typeof nonce !== 'string' || nonce.length === 0 || nonce.length > MAX_NONCE_LENGTH)
    throw new HttpSignatureError(`\`nonce\` must be a text of 1 to ${MAX_NONCE_LENGTH} characters`)
  if ((parameters.get('alg') ?? wanted?.algorithm) !== wanted?.algorithm)
    throw new HttpSignatureError('`alg` is not the algorithm of the key')
  if ((parameters.get('keyid') ?? id) !== id)
    throw new HttpSignatureError('`keyid` is not the id of the API key')
  return nonce
}

/** @throws AppError signature_invalid when the received body is not the signed one. */
export function assertDigest(digest: BodyDigest | null): void {
  if (digest !== null && !digest.matches()) throw invalid('the body does not match `Content-Digest`')
}

const invalid = (reason: string): AppError =>
  new AppError('signature_invalid', `The signature of the request was not accepted: ${reason}.`, {
    headers: { 'WWW-Authenticate': 'Signature realm="wan-video-service"' },
    facts: { credentials: 'wrong' },
  })
