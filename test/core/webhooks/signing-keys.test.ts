import assert from 'node:assert/strict'
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { describe, it } from 'node:test'
import OpenAI from 'openai'
import { Webhook } from 'standardwebhooks'
import { newWebhookSecret, signWebhook } from '#core/webhooks/signature.ts'
import { newSigningSeed, openSigningKeys, type SigningKey } from '#core/webhooks/signing-keys.ts'

const body = JSON.stringify({ id: 'evt_1', type: 'video.completed', data: { id: 'vidéo_✓' } })
const secret = newWebhookSecret()
const timestampSeconds = Math.floor(Date.now() / 1000)
const signed = (keys: readonly SigningKey[]) =>
  signWebhook({ secrets: [secret], keys, id: 'evt_1', timestampSeconds, body })

/** As a receiver that knows the public key alone. */
function accepts(jwk: object, headers: ReturnType<typeof signed>, text = body): boolean {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  return headers['webhook-signature']
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .some((one) => verify(null, Buffer.from(content), key, Buffer.from(one.slice('v1a,'.length), 'base64')))
}

describe('Asymmetric signatures', () => {
  it('A v1a signature stands beside v1 in one header and is verified by the public key alone', async () => {
    const [key] = openSigningKeys([newSigningSeed()]).of('whe_1')
    assert.ok(key)
    const headers = signed([key])
    assert.match(headers['webhook-signature'], /^v1,[\w+/=]+ v1a,[\w+/]{86}==$/)
    assert.ok(accepts(key.publicJwk, headers))
    assert.ok(!accepts(key.publicJwk, headers, `${body} `))
    assert.deepEqual(new Webhook(secret).verify(body, { ...headers }), JSON.parse(body))
    const client = new OpenAI({ apiKey: 'unused', webhookSecret: secret })
    assert.ok(await client.webhooks.unwrap(body, { ...headers }))
  })

  it('Each endpoint has a key of its own, the same in every process', () => {
    const seed = newSigningSeed()
    const jwk = (signer: string) => openSigningKeys([seed]).of(signer)[0]?.publicJwk
    assert.deepEqual(jwk('whe_1'), jwk('whe_1'))
    assert.notEqual(jwk('whe_1')?.x, jwk('whe_2')?.x)
    const [key] = openSigningKeys([seed]).of('whe_1')
    assert.ok(!accepts(jwk('whe_2') as object, signed([key as SigningKey])))
  })

  it('While a key is replaced, receivers that know either accept the message', () => {
    const [before, after] = [newSigningSeed(), newSigningSeed()]
    const both = openSigningKeys([after, before]).of('whe_1')
    const headers = signed(both)
    for (const seed of [before, after])
      assert.ok(accepts(openSigningKeys([seed]).of('whe_1')[0]?.publicJwk as object, headers))
  })

  it('Without a setting there is no v1a signature', () => {
    assert.match(signed(openSigningKeys([]).of('whe_1'))['webhook-signature'], /^v1,[\w+/=]+$/)
  })

  it('Seeds and keys follow the RFC: the key that HKDF derives, and its thumbprint', () => {
    // Computed with Python's `cryptography` and `hashlib`.
    const seed = `whsk_${Buffer.alloc(32, 7).toString('base64')}`
    const [key] = openSigningKeys([seed]).of('acme')
    assert.deepEqual(key?.publicJwk, {
      kty: 'OKP',
      crv: 'Ed25519',
      x: 'A8iadoIm3BZVe-XdBijtvXrNOGKZ9iYwrk6WyoV0ZoE',
      kid: '9eesBuBVB-FBq7FOih9y7-CYNpk4bJgQ6doba4qaxKw',
      use: 'sig',
      alg: 'EdDSA',
    })
  })
})
