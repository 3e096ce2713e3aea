import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { displayPrefix, hashApiKey, looksLikeApiKey, newApiKey } from '#api/auth/api-key.ts'

describe('API keys', () => {
  it('A new API key is recognisable and unique', () => {
    const keys = new Set(Array.from({ length: 100 }, newApiKey))
    assert.equal(keys.size, 100)
    for (const key of keys) assert.ok(looksLikeApiKey(key), key)
  })

  it('The checksum of an API key reveals a typing error', () => {
    const key = newApiKey()
    const last = key.at(-1) === 'a' ? 'b' : 'a'
    assert.equal(looksLikeApiKey(key.slice(0, -1) + last), false)
    assert.equal(looksLikeApiKey(key.slice(1)), false)
    assert.equal(looksLikeApiKey(''), false)
  })

  it('An API key is stored as a SHA-256 digest and shown by its first ten characters', () => {
    const key = newApiKey()
    assert.equal(hashApiKey(key).length, 32)
    assert.equal(displayPrefix(key), key.slice(0, 10))
  })
})
