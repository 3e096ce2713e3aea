import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newApiKey } from '#api/auth/api-key.ts'
import { loggablePath } from '#api/middleware/wire/loggable-path.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { goodClaims, hs256 } from '#test/support/service/auth.ts'

describe('Paths in logs', () => {
  const secrets = [newApiKey(), newWebhookSecret(), hs256(goodClaims()), `sk-proj${'aB3'.repeat(12)}`]
  for (const secret of secrets)
    it(`A credential such as ${secret.slice(0, 6)}… is replaced wherever it stands`, () => {
      const hex = Buffer.from(secret).toString('hex').replaceAll(/../g, '%$&')
      for (const written of [secret, encodeURIComponent(secret), hex])
        for (const path of [`/${written}`, `/v1/videos/${written}/content`, `/v1/videos/${written}`]) {
          const logged = loggablePath(path)
          assert.ok(logged.includes('[redacted]'), logged)
          for (let at = 4; at + 12 <= secret.length; at += 12)
            assert.ok(!logged.includes(secret.slice(at, at + 12)), logged)
        }
    })

  it('Ids and names of the service stay readable', () => {
    for (const path of [
      '/v1/videos/video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11/content',
      '/v1/webhook_endpoints/whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11/attempts',
      '/v1/files/file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11',
      '/api/status/0190b7e0-c1f2-4b6f-9d1c-6f7f6b8f2a11',
      '/v1/models/Wan2.1-I2V-14B-480P',
      '/v1/videos/%00',
      '/nowhere/%E6%BC%A2',
    ])
      assert.equal(loggablePath(path), path)
    assert.equal(loggablePath(`/${'a'.repeat(1000)}`).length, 200)
  })
})
