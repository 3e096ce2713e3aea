import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import OpenAI from 'openai'
import { Webhook } from 'standardwebhooks'
import { newWebhookSecret, signWebhook } from '#core/webhooks/signature.ts'

const body = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  created_at: 1,
  type: 'video.completed',
  data: { id: 'video_1' },
})
const nowSeconds = (): number => Math.floor(Date.now() / 1000)

async function openaiAccepts(payload: string, headers: object, secret: string): Promise<boolean> {
  const client = new OpenAI({ apiKey: 'unused', webhookSecret: secret })
  try {
    await client.webhooks.unwrap(payload, { ...headers })
    return true
  } catch (err) {
    if (err instanceof OpenAI.InvalidWebhookSignatureError) return false
    throw err
  }
}

function standardAccepts(payload: string, headers: object, secret: string): boolean {
  try {
    new Webhook(secret).verify(payload, { ...headers })
    return true
  } catch {
    return false
  }
}

describe('signWebhook', () => {
  test('A signature equals the known-answer vector that all Standard Webhooks libraries share', () => {
    assert.deepEqual(
      signWebhook({
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestampSeconds: 1614265330,
        body: '{"test": 2432232314}',
      }),
      {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    )
  })

  test('The OpenAI SDK and standardwebhooks accept a signed body, even with text beyond ASCII', async () => {
    const secret = newWebhookSecret()
    const payload = JSON.stringify({ type: 'video.failed', data: { id: 'vidéo_✓_🎬' } })
    const headers = signWebhook({
      secrets: [secret],
      id: 'evt_1',
      timestampSeconds: nowSeconds(),
      body: payload,
    })
    assert.equal(standardAccepts(payload, headers, secret), true)
    assert.equal(await openaiAccepts(payload, headers, secret), true)
  })

  test('A signature covers id, timestamp and body: both libraries refuse a change of any of them', async () => {
    const secret = newWebhookSecret()
    const at = nowSeconds()
    const headers = signWebhook({ secrets: [secret], id: 'evt_1', timestampSeconds: at, body })
    const forgeries: [string, object, string][] = [
      [body.replace('completed', 'failed'), headers, secret],
      [JSON.stringify(JSON.parse(body), null, 1), headers, secret],
      [body, { ...headers, 'webhook-id': 'evt_2' }, secret],
      [body, { ...headers, 'webhook-timestamp': String(at + 1) }, secret],
      [body, headers, newWebhookSecret()],
    ]
    for (const [payload, forged, key] of forgeries) {
      assert.equal(standardAccepts(payload, forged, key), false)
      assert.equal(await openaiAccepts(payload, forged, key), false)
    }
  })

  test('Both libraries refuse a signature whose timestamp is more than five minutes old', async () => {
    const secret = newWebhookSecret()
    const headers = signWebhook({
      secrets: [secret],
      id: 'evt_1',
      timestampSeconds: nowSeconds() - 360,
      body,
    })
    assert.equal(standardAccepts(body, headers, secret), false)
    assert.equal(await openaiAccepts(body, headers, secret), false)
  })

  test('A rotation adds one signature per secret, and the holder of either secret accepts', async () => {
    const [next, previous] = [newWebhookSecret(), newWebhookSecret()]
    const headers = signWebhook({
      secrets: [next, previous],
      id: 'evt_1',
      timestampSeconds: nowSeconds(),
      body,
    })
    assert.match(headers['webhook-signature'], /^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/)
    for (const secret of [next, previous]) {
      assert.equal(standardAccepts(body, headers, secret), true)
      assert.equal(await openaiAccepts(body, headers, secret), true)
    }
    assert.equal(standardAccepts(body, headers, newWebhookSecret()), false)
  })

  test('Signing refuses a missing secret, and an id or timestamp that cannot stand in a header', () => {
    const good = { secrets: [newWebhookSecret()], id: 'evt_1', timestampSeconds: 1, body }
    assert.throws(() => signWebhook({ ...good, secrets: [] }), TypeError)
    assert.throws(() => signWebhook({ ...good, secrets: ['whsec_'] }), Error)
    assert.throws(() => signWebhook({ ...good, id: 'evt.1' }), TypeError)
    assert.throws(() => signWebhook({ ...good, id: 'evt\r\nx: y' }), TypeError)
    assert.throws(() => signWebhook({ ...good, id: '' }), TypeError)
    assert.throws(() => signWebhook({ ...good, timestampSeconds: 1.5 }), TypeError)
  })
})

describe('newWebhookSecret', () => {
  test('A new webhook secret is whsec_ and 32 bytes in base64, different each time', () => {
    const secrets = Array.from({ length: 100 }, newWebhookSecret)
    for (const secret of secrets) {
      assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
      assert.equal(Buffer.from(secret.slice(6), 'base64').length, 32)
    }
    assert.equal(new Set(secrets).size, 100)
  })
})
