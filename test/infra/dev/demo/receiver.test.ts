import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { newWebhookSecret, signWebhook } from '#core/webhooks/signature.ts'
import { openSignedReceiver, type SignedReceiver } from '#infra/dev/demo/receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

async function deliver(receiver: SignedReceiver, secret: string, videoId: string): Promise<number> {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'video.completed',
    data: { id: videoId },
  })
  const timestampSeconds = Math.floor(Date.now() / 1000)
  const headers = { ...signWebhook({ secrets: [secret], id: 'evt_1', timestampSeconds, body }) }
  return (await fetch(receiver.url, { method: 'POST', headers, body })).status
}

async function open(t: TestContext, secret: string): Promise<SignedReceiver> {
  const receiver = await openSignedReceiver(secret)
  closeAfter(t, () => receiver.close())
  return receiver
}

describe('the webhook receiver of the demo', () => {
  it('The receiver accepts a delivery signed with the secret and finds its event by the video, before or after its arrival', async (t) => {
    const secret = newWebhookSecret()
    const receiver = await open(t, secret)
    assert.equal(await deliver(receiver, secret, 'video_1'), 204)
    const expected = { webhookId: 'evt_1', type: 'video.completed' }
    assert.deepEqual(await receiver.eventOf('video_1', 1000), { ...expected, videoId: 'video_1' })

    const later = receiver.eventOf('video_2', 10_000)
    assert.equal(await deliver(receiver, secret, 'video_2'), 204)
    assert.deepEqual(await later, { ...expected, videoId: 'video_2' })
  })

  it('The receiver refuses a wrong signature and reports it instead of waiting on', async (t) => {
    const receiver = await open(t, newWebhookSecret())
    const waiting = assert.rejects(
      receiver.eventOf('video_1', 10_000),
      /the signature of a webhook is not valid/,
    )
    assert.equal(await deliver(receiver, newWebhookSecret(), 'video_1'), 400)
    await waiting
  })

  it('The receiver reports when no webhook arrives in time', async (t) => {
    const receiver = await open(t, newWebhookSecret())
    await assert.rejects(receiver.eventOf('video_1', 10), /no webhook arrived within 0\.01 s/)
  })
})
