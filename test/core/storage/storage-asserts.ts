import assert from 'node:assert/strict'
import { StorageError, type StorageErrorCode } from '#core/storage/storage-error.ts'
import { type ListedObject } from '#core/storage/storage.ts'

export async function failsWith(promise: Promise<unknown>, code: StorageErrorCode): Promise<void> {
  await assert.rejects(promise, (err) => {
    assert.ok(err instanceof StorageError, String(err))
    assert.equal(err.code, code)
    return true
  })
}

export async function keysOf(objects: AsyncIterable<ListedObject>): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of objects) keys.push(key)
  return keys
}

export async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url)
  await answer.body?.cancel()
  return answer.status
}
