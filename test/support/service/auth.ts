import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import jwt from 'jsonwebtoken'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import type { Db } from '#core/postgres/db.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey } from '#core/store/api-keys.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'

export const JWT_SECRET = 'a-jwt-secret-of-the-tests-that-is-long-enough'
export const ISSUER = 'wan-video-service'

export const ALL_SCOPES: readonly string[] = ['videos:read', 'videos:write', 'webhooks:write', 'files:write']

/** A key of a tenant that is made on the way. */
export async function issueApiKey(
  db: Db,
  tenantId: string,
  scopes: readonly string[] = ['videos:read', 'videos:write'],
): Promise<{ id: string; key: string }> {
  await ensureTenant(db, { id: tenantId, name: tenantId, webhookSecret: newWebhookSecret() })
  const key = newApiKey()
  const id = newRowId()
  await ensureApiKey(db, {
    id,
    tenantId,
    name: 'test',
    hash: hashApiKey(key),
    prefix: displayPrefix(key),
    scopes,
  })
  return { id, key }
}

/** Claims of a good token; a test spoils what it is about. */
export const goodClaims = (nowSeconds = Math.floor(Date.now() / 1000)): Record<string, unknown> => ({
  iss: ISSUER,
  aud: ISSUER,
  exp: nowSeconds + 600,
  tenant: 'acme',
  scope: 'videos:read videos:write',
})

export const hs256 = (claims: object, secret = JWT_SECRET, header: object = {}): string =>
  jwt.sign(claims, secret, {
    algorithm: 'HS256',
    noTimestamp: !('iat' in claims),
    header: { alg: 'HS256', typ: 'JWT', ...header },
  })

export interface IssuerKey {
  readonly keyId: string
  readonly algorithm: 'RS256' | 'ES256'
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  sign(claims: object, header?: object): string
}

export function issuerKey(keyId: string, algorithm: 'RS256' | 'ES256', rsaBits = 2048): IssuerKey {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: rsaBits })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    keyId,
    algorithm,
    privateKey,
    publicKey,
    sign: (claims, header = {}) =>
      jwt.sign(claims, privateKey, {
        algorithm,
        noTimestamp: true,
        allowInsecureKeySizes: true,
        header: { alg: algorithm, kid: keyId, ...header },
      }),
  }
}

/** An issuer's JWKS endpoint; the set and the behaviour may be changed and the requests counted. */
export async function openJwksServer(keys: IssuerKey[]) {
  const state: {
    keys: IssuerKey[]
    requests: number
    away: boolean
    /** Answers instead of the key set. */
    answer: RequestListener | null
  } = { keys, requests: 0, away: false, answer: null }
  const server = createServer((request, response) => {
    state.requests += 1
    if (state.away) {
      response.writeHead(500).end()
      return
    }
    if (state.answer !== null) {
      state.answer(request, response)
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        keys: state.keys.map(({ publicKey, keyId, algorithm }) => ({
          ...publicKey.export({ format: 'jwk' }),
          kid: keyId,
          alg: algorithm,
          use: 'sig',
        })),
      }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
