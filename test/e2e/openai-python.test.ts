import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { startService, type Service } from '#test/support/processes/processes.ts'

const CLIENT = path.join(import.meta.dirname, 'clients', 'openai_client.py')
const PHOTO = path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.jpg')
/**
 * Another interpreter, such as that of a virtual environment with the package, is first on the PATH
 * there.
 */
const without =
  spawnSync('python3', ['-c', 'from openai import OpenAI; OpenAI(api_key="k").videos']).status === 0
    ? false
    : 'there is no python3 with the package openai and its videos'

describe("OpenAI's Python client", { skip: without }, () => {
  let database: TestDatabase
  let service: Service
  before(async () => {
    database = await createTestDatabase()
    service = await startService({ databaseUrl: database.url })
  })
  after(async () => {
    await service?.stop()
    await database?.drop()
  })

  it('The official Python client creates, polls, downloads, lists and deletes videos without a change', async () => {
    const file = path.join(service.dataDir, 'python.mp4')
    const { stdout } = await promisify(execFile)(
      'python3',
      [CLIENT, `${service.baseUrl}/v1`, service.apiKey, PHOTO, file],
      { timeout: 120_000 },
    )
    assert.match(stdout, /^video_[0-9a-f]{32}\n$/)
    assert.equal((await readFile(file)).subarray(4, 8).toString('latin1'), 'ftyp')
  })
})
