import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'

const PREFIX = 'whsk_'
const SEED_BYTES = 32
/** PKCS #8 of an Ed25519 key, up to its seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const REMEMBERED_SIGNERS = 1000

/** A public Ed25519 key as a JWK (RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  /** Its thumbprint (RFC 7638). */
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'EdDSA'
}

export interface SigningKey {
  readonly publicJwk: PublicJwk
  /** Base64 of the signature. */
  sign(content: string): string
}

export interface SigningKeys {
  /** The keys of an endpoint or tenant, the current one first; none without a setting. */
  of(signer: string): readonly SigningKey[]
}

/**
 * The private keys of asymmetric signatures. Each endpoint and each tenant has keys of its own,
 * derived from those in the settings: a message that one receiver got proves nothing to another.
 *
 * @param seeds `whsk_` and the base64 of 32 random bytes each, the current one first
 */
export function openSigningKeys(seeds: readonly string[]): SigningKeys {
  const known = new Map<string, readonly SigningKey[]>()
  return {
    of(signer) {
      const found = known.get(signer)
      if (found !== undefined) return found
      const keys = seeds.map((seed) => signingKey(derive(seedOf(seed), signer)))
      const oldest = known.keys().next().value
      if (known.size >= REMEMBERED_SIGNERS && oldest !== undefined) known.delete(oldest)
      known.set(signer, keys)
      return keys
    },
  }
}

const seedOf = (text: string): Buffer => Buffer.from(text.slice(PREFIX.length), 'base64')

const derive = (seed: Buffer, signer: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, '', `webhook v1a ${signer}`, SEED_BYTES))

function signingKey(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    publicJwk: publicJwk(privateKey),
    sign: (content) => sign(null, Buffer.from(content), privateKey).toString('base64'),
  }
}

function publicJwk(privateKey: KeyObject): PublicJwk {
  const x = createPublicKey(privateKey).export({ format: 'jwk' }).x as string
  // The members of a thumbprint are in this order, without spaces.
  const required = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })
  const kid = createHash('sha256').update(required).digest('base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' }
}

/** A new seed for WEBHOOK_SIGNING_KEYS. */
export const newSigningSeed = (): string => PREFIX + randomBytes(SEED_BYTES).toString('base64')
