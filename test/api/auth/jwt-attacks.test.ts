import assert from 'node:assert/strict'
import { createHmac, createSign, sign as signBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  goodClaims,
  hs256,
  ISSUER,
  issuerKey,
  JWT_SECRET,
  openJwksServer,
} from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const rsa = issuerKey('rsa-1', 'RS256')
const ec = issuerKey('ec-1', 'ES256')
const mallory = issuerKey('rsa-1', 'RS256')

let jwks: Awaited<ReturnType<typeof openJwksServer>>
let api: TestApi
before(async () => {
  jwks = await openJwksServer([rsa, ec])
  api = await startApi({ env: { JWT_JWKS_URL: jwks.url } })
})
after(async () => {
  await api?.close()
  await jwks.close()
})

const status = async (token: string): Promise<number> =>
  (await api.call('/v1/videos', { headers: { authorization: `Bearer ${token}` } })).status

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const good = goodClaims()
/** A token with the given header and payload, signed with the real secret. */
function signed(header: unknown, payload: unknown = good): string {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${createHmac('sha256', JWT_SECRET).update(input).digest('base64url')}`
}
const withClaims = (claims: object): string => signed({ alg: 'HS256' }, { ...good, ...claims })
const rsaInput = `${encode({ alg: 'RS256', kid: 'rsa-1' })}.${encode(good)}`
const rsaToken = rsa.sign(good)
const ecInput = `${encode({ alg: 'ES256', kid: 'ec-1' })}.${encode(good)}`
const withSignature = (token: string, change: (signature: string) => string): string => {
  const [header, payload, signature] = token.split('.') as [string, string, string]
  return `${header}.${payload}.${change(signature)}`
}
/** The same bytes, with other values for the unused bits of the last base64 character. */
function respelled(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const bytes = Buffer.from(signature, 'base64url')
  for (const last of alphabet) {
    const other = signature.slice(0, -1) + last
    if (other !== signature && Buffer.from(other, 'base64url').equals(bytes)) return other
  }
  throw new Error('every bit counts')
}
const otherHash = (algorithm: string, hash: string): string => {
  const input = `${encode({ alg: algorithm, kid: 'rsa-1' })}.${encode(good)}`
  return `${input}.${createSign(hash).update(input).sign(rsa.privateKey).toString('base64url')}`
}
const embedded = (header: object): string => mallory.sign(good, header)

const ATTACKS: readonly (readonly [string, () => string])[] = [
  // The choice of the algorithm
  ['alg nOnE with a signature', () => signed({ alg: 'nOnE' })],
  ['alg none with the right HMAC', () => signed({ alg: 'none' })],
  ['alg empty', () => signed({ alg: '' })],
  ['alg null', () => signed({ alg: null })],
  ['alg a list', () => signed({ alg: ['HS256', 'none'] })],
  ['alg a number', () => signed({ alg: 256 })],
  ['alg with NUL', () => signed({ alg: 'HS256\0' })],
  ['alg in lower case', () => signed({ alg: 'hs256' })],
  ['alg twice, none last', () => signed('{"alg":"HS256","alg":"none"}')],
  ['alg of the prototype', () => signed('{"__proto__":{"alg":"HS256"}}')],
  ['RS384 with the key of RS256', () => otherHash('RS384', 'sha384')],
  ['PS256 with the key of RS256', () => otherHash('PS256', 'sha256')],
  ['RS1', () => otherHash('RS1', 'sha1')],
  ['EdDSA', () => signed({ alg: 'EdDSA', kid: 'ec-1' })],
  ['RS256 signed with the secret', () => signed({ alg: 'RS256', kid: 'rsa-1' })],
  ['HS256 with the empty secret', () => hs256(good, ' ')],
  ['HS256 with the modulus as secret', () => hs256(good, rsa.publicKey.export({ format: 'jwk' }).n)],
  // The origin of the key
  ['key of an attacker under the right id', () => mallory.sign(good)],
  ['jwk in the header', () => embedded({ jwk: mallory.publicKey.export({ format: 'jwk' }) })],
  ['jku in the header', () => embedded({ jku: 'http://127.0.0.1:9/keys' })],
  ['x5u in the header', () => embedded({ x5u: 'http://127.0.0.1:9/chain' })],
  ['x5c in the header', () => embedded({ x5c: ['MIIB'] })],
  ['kid a number', () => rsa.sign(good, { kid: 1 })],
  ['kid a list', () => rsa.sign(good, { kid: ['rsa-1'] })],
  ['kid null', () => rsa.sign(good, { kid: null })],
  ['kid an object', () => rsa.sign(good, { kid: { $ne: null } })],
  ['kid with NUL', () => rsa.sign(good, { kid: 'rsa-1\0' })],
  ['kid an address', () => rsa.sign(good, { kid: 'http://127.0.0.1:9/key' })],
  ['kid of the prototype', () => rsa.sign(good, { kid: '__proto__' })],
  ['kid of thousands of characters', () => rsa.sign(good, { kid: 'k'.repeat(5000) })],
  // The signature
  ['signature of ES256 all zero', () => `${ecInput}.${Buffer.alloc(64).toString('base64url')}`],
  [
    'signature of ES256 as DER',
    () => `${ecInput}.${signBytes('sha256', Buffer.from(ecInput), ec.privateKey).toString('base64url')}`,
  ],
  ['signature of RS256 all zero', () => `${rsaInput}.${Buffer.alloc(256).toString('base64url')}`],
  ['signature cut short', () => withSignature(rsaToken, (signature) => signature.slice(0, -4))],
  ['signature with trailing bytes', () => withSignature(rsaToken, (signature) => `${signature}AAAA`)],
  ['signature padded', () => withSignature(rsaToken, (signature) => `${signature}==`)],
  ['signature in another spelling', () => withSignature(rsaToken, respelled)],
  ['signature missing, HS256', () => withSignature(hs256(good), () => '')],
  [
    'signature of another token',
    () => withSignature(hs256(good), () => hs256({ ...good, tenant: 'x' }).split('.')[2] as string),
  ],
  // The form of the parts
  ['header a list', () => signed([])],
  ['header null', () => signed('null')],
  ['header a text', () => signed('"HS256"')],
  ['header not JSON', () => signed('{alg:HS256')],
  ['header not UTF-8', () => signed(Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'))],
  ['payload null', () => signed({ alg: 'HS256' }, 'null')],
  ['payload a text', () => signed({ alg: 'HS256' }, '"acme"')],
  ['payload not JSON', () => signed({ alg: 'HS256' }, '{"tenant":"acme"')],
  ['payload a token', () => signed({ alg: 'HS256', cty: 'JWT' }, hs256(good))],
  ['JWE of five parts', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`],
  [
    'JWE by password, a billion rounds',
    () => `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1e9, p2s: 'AA' })}.AA.AA.AA.AA`,
  ],
  ['compressed', () => signed({ alg: 'HS256', zip: 'DEF', crit: ['zip'] })],
  [
    'JSON serialisation',
    () => encode({ payload: encode(good), protected: encode({ alg: 'HS256' }), signature: 'x' }),
  ],
  ['crit empty', () => signed({ alg: 'HS256', crit: [] })],
  ['crit not a list', () => signed({ alg: 'HS256', crit: 'exp' })],
  ['dots alone', () => '..'],
  ['dot at the end', () => `${hs256(good)}.`],
  // The claims
  ['exp a text', () => withClaims({ exp: '9999999999' })],
  ['exp null', () => withClaims({ exp: null })],
  ['exp negative', () => withClaims({ exp: -1 })],
  ['exp zero', () => withClaims({ exp: 0 })],
  ['exp true', () => withClaims({ exp: true })],
  ['nbf a text', () => withClaims({ nbf: 'now' })],
  ['iat a text', () => withClaims({ iat: 'tomorrow' })],
  ['iat a list', () => withClaims({ iat: [] })],
  ['iss a list', () => withClaims({ iss: [ISSUER] })],
  ['iss in capitals', () => withClaims({ iss: ISSUER.toUpperCase() })],
  ['iss with a space', () => withClaims({ iss: `${ISSUER} ` })],
  ['aud an object', () => withClaims({ aud: { [ISSUER]: true } })],
  ['aud an empty list', () => withClaims({ aud: [] })],
  ['aud a part of the name', () => withClaims({ aud: ISSUER.slice(0, -1) })],
  ['tenant null', () => withClaims({ tenant: null })],
  ['tenant a number', () => withClaims({ tenant: 7 })],
  ['tenant with a slash', () => withClaims({ tenant: '../operator' })],
  ['tenant with a quote', () => withClaims({ tenant: "a'; drop table tasks; --" })],
  ['tenant of 129 characters', () => withClaims({ tenant: 'a'.repeat(129) })],
]

describe('Forged tokens', () => {
  it('A valid token made by the same code as the forged ones is accepted', async () => {
    for (const token of [
      signed({ alg: 'HS256' }),
      rsaToken,
      ec.sign(good),
      withClaims({ iat: (good['exp'] as number) - 600 }),
    ])
      assert.equal(await status(token), 200)
  })

  for (const [attack, forge] of ATTACKS)
    it(`A forged token gets the same 401 as any other invalid one (${attack})`, async () => {
      const requests = jwks.state.requests
      const response = await api.call('/v1/videos', { headers: { authorization: `Bearer ${forge()}` } })
      assert.equal(response.status, 401)
      const { code, detail } = await json<ProblemBody>(response)
      assert.deepEqual([code, detail], ['invalid_credentials', 'The API key or token is not valid.'])
      assert.ok(jwks.state.requests - requests <= 1)
    })
})
