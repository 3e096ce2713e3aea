import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { registerModels } from '#core/store/models.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { startService, type Service, type Video } from '#test/support/processes/processes.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'

const STREAMS = 2000
const LIMIT_KB = 50
/**
 * Streams and requests that come first, so that what the process grows to once under any load is
 * not counted.
 */
const WARM_UP_STREAMS = 200
const WARM_UP_REQUESTS = 1500

let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '0' },
  })
  await registerModels(service.db, [TEXT_MODEL], new Date())
})
after(async () => {
  await service?.stop()
  await database?.drop()
})

const residentKb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

/** Opens streams, 50 at a time, and waits for the first event of each. */
async function open(agent: Agent, urls: readonly string[]): Promise<IncomingMessage[]> {
  const opened: IncomingMessage[] = []
  for (let at = 0; at < urls.length; at += 50)
    opened.push(
      ...(await Promise.all(
        urls.slice(at, at + 50).map(async (url) => {
          const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
          get(url, { agent, headers: { authorization: `Bearer ${service.apiKey}` } }, (response) => {
            if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
            let text = ''
            response.on('data', (chunk: Buffer) => {
              if (text.includes('video.queued')) return
              text += chunk.toString()
              if (text.includes('video.queued')) resolve(response)
            })
          }).on('error', reject)
          return await promise
        }),
      )),
    )
  return opened
}

describe('idle event streams', { skip: process.platform === 'linux' ? false : 'reads /proc' }, () => {
  it(`${STREAMS} idle event streams cost at most ${LIMIT_KB} kB each and one LISTEN connection`, async (t) => {
    const videos: Video[] = []
    for (let i = 0; i < 100; i++) {
      const response = await service.call('/v1/videos', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"prompt":"x"}',
      })
      videos.push((await response.json()) as Video)
    }
    const urls = Array.from(
      { length: STREAMS },
      (_, i) => `${service.baseUrl}/v1/videos/${videos[i % videos.length]?.id}/events`,
    )
    const agent = new Agent({ maxSockets: Infinity })
    try {
      for (const response of await open(agent, urls.slice(0, WARM_UP_STREAMS))) response.destroy()
      for (let i = 0; i < WARM_UP_REQUESTS; i += 50)
        await Promise.all(
          Array.from({ length: 50 }, async () => (await service.call(`/v1/videos/${videos[0]?.id}`)).text()),
        )
      await sleep(2000)
      const before = residentKb(service.api.pid)
      const streams = await open(agent, urls)
      // Time for the rows to be looked at and for the collector to run while the streams are idle.
      await sleep(5000)
      const eachKb = (residentKb(service.api.pid) - before) / STREAMS
      t.diagnostic(`${eachKb.toFixed(1)} kB per idle stream`)
      assert.ok(eachKb <= LIMIT_KB, `${eachKb.toFixed(1)} kB each`)
      const { rows } = await sql<{ count: string }>`
        select count(*) from pg_stat_activity
        where datname = current_database() and application_name = 'wan-api-listen'`.execute(service.db)
      assert.equal(rows[0]?.count, '1')
      const startedAt = performance.now()
      assert.equal((await service.call(`/v1/videos/${videos[0]?.id}`)).status, 200)
      t.diagnostic(`GET beside them: ${(performance.now() - startedAt).toFixed(0)} ms`)
      assert.equal(streams.filter((response) => response.destroyed).length, 0)
    } finally {
      agent.destroy()
    }
  })
})
