import { createHash, createHmac, createPublicKey, timingSafeEqual, verify as verifyBytes } from 'node:crypto'
import {
  isInnerList,
  parseDictionary,
  serializeInnerList,
  type BareItem,
  type InnerList,
} from 'structured-headers'
import type { VerificationKey } from '#core/store/api-keys.ts'

/**
 * HTTP message signatures (RFC 9421) over requests, with plain components: no flags, no trailers,
 * no responses.
 */
export interface HttpSignature {
  /** In the order in which they were signed, lower case. */
  readonly components: readonly string[]
  readonly parameters: ReadonlyMap<string, BareItem>
  /** The value of `@signature-params`. */
  readonly serialized: string
  readonly signature: Buffer
}

/** A request as its client signed it. */
export interface SignedMessage {
  readonly method: string
  /** As the client wrote it: scheme, authority, path and query. */
  readonly targetUri: string
  /** Undefined for a field that the request does not have. */
  header(name: string): string | undefined
}

/** Why a signature is not accepted; the message is for the client. */
export class HttpSignatureError extends Error {}

/**
 * The one signature of a request.
 *
 * @throws HttpSignatureError for none, more than one, or an unreadable one.
 */
export function readSignature(
  inputHeader: string | undefined,
  signatureHeader: string | undefined,
): HttpSignature {
  if (inputHeader === undefined || signatureHeader === undefined)
    throw new HttpSignatureError('`Signature-Input` and `Signature` are missing')
  const [inputs, signatures] = [readDictionary(inputHeader), readDictionary(signatureHeader)]
  const [label, ...others] = [...inputs.keys()]
  if (label === undefined || others.length > 0 || signatures.size !== 1)
    throw new HttpSignatureError('a request must have one signature')
  const input = inputs.get(label) as InnerList
  const [value] = signatures.get(label) ?? []
  if (!isInnerList(input) || !(value instanceof ArrayBuffer))
    throw new HttpSignatureError('`Signature-Input` and `Signature` do not belong together')
  const components = input[0].map(([name, flags]) => {
    if (typeof name !== 'string' || name !== name.toLowerCase() || flags.size > 0)
      throw new HttpSignatureError('components must be lower case and without parameters')
    return name
  })
  if (new Set(components).size !== components.length) throw new HttpSignatureError('a component occurs twice')
  return {
    components,
    parameters: input[1],
    serialized: serializeInnerList(input),
    signature: Buffer.from(value),
  }
}

function readDictionary(header: string): ReturnType<typeof parseDictionary> {
  try {
    return parseDictionary(header)
  } catch {
    throw new HttpSignatureError('`Signature-Input` or `Signature` is not a structured field')
  }
}

/**
 * The signature base (RFC 9421 §2.5).
 *
 * @throws HttpSignatureError for a component that the request does not have.
 */
export function signatureBase(signature: HttpSignature, message: SignedMessage): string {
  const lines = signature.components.map((name) => `"${name}": ${componentOf(name, message)}`)
  return [...lines, `"@signature-params": ${signature.serialized}`].join('\n')
}

function componentOf(name: string, message: SignedMessage): string {
  const [, origin = '', path = '', query] = /^(\w+:\/\/[^/?#]*)([^?]*)(\?.*)?$/.exec(message.targetUri) ?? []
  switch (name) {
    case '@method':
      return message.method
    case '@target-uri':
      return message.targetUri
    case '@authority':
      return new URL(origin).host
    case '@scheme':
      return new URL(origin).protocol.slice(0, -1)
    case '@path':
      return path === '' ? '/' : path
    case '@query':
      return query ?? '?'
  }
  const value = name.startsWith('@') ? undefined : message.header(name)
  if (value === undefined) throw new HttpSignatureError(`the component ${name} cannot be signed here`)
  return value.trim().replaceAll(/[ \t]*\r?\n[ \t]+/g, ' ')
}

/** DER of an Ed25519 public key, before its 32 bytes (RFC 8410 §4). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether a signature over this signature base was made with the key. */
export function isSigned(key: VerificationKey, base: string, signature: Buffer): boolean {
  const material = Buffer.from(key.material, 'base64')
  if (key.algorithm === 'hmac-sha256') {
    const expected = createHmac('sha256', material).update(base).digest()
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  }
  const der = Buffer.concat([ED25519_PREFIX, material])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verifyBytes(null, Buffer.from(base), publicKey, signature)
}

const DIGESTS = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const

/**
 * Digests the bytes of a body as they arrive, for comparison with a `Content-Digest` (RFC 9530).
 */
export interface BodyDigest {
  update(chunk: Buffer): void
  /** May be called once, after the last byte. */
  matches(): boolean
}

/**
 * The digest that a header announces.
 *
 * @throws HttpSignatureError unless it has one by sha-256 or sha-512.
 */
export function openBodyDigest(contentDigest: string): BodyDigest {
  const expected = [...readDictionary(contentDigest)].flatMap(([name, [value]]) =>
    name in DIGESTS && value instanceof ArrayBuffer
      ? [{ hash: createHash(DIGESTS[name as keyof typeof DIGESTS]), value: Buffer.from(value) }]
      : [],
  )
  if (expected.length === 0) throw new HttpSignatureError('`Content-Digest` must have sha-256 or sha-512')
  return {
    update: (chunk) => expected.forEach(({ hash }) => hash.update(chunk)),
    matches: () => expected.every(({ hash, value }) => hash.digest().equals(value)),
  }
}
