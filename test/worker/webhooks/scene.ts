import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import { newEndpointId, newEventId } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { insertEvents } from '#core/store/events.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { insertEndpoint } from '#core/store/webhook-endpoints.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { movableClock, newTask } from '#test/support/database/tasks.ts'

export interface Scene {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly deps: Deps
  readonly clock: ReturnType<typeof movableClock>
  /** A tenant with a task that its events are about. */
  tenant(): Promise<Tenant>
  close(): Promise<void>
}

export interface Tenant {
  readonly id: string
  readonly taskId: string
  endpoint(url: string): Promise<Target>
  /** Commits so many events with a delivery each. @returns their ids */
  send(target: Target, count: number): Promise<string[]>
}

export interface Target {
  /** Null for the address of a request. */
  readonly id: string | null
  readonly url: string
}

/** A database and what a deliverer needs, whose clock the test moves. */
export async function openScene(env: Record<string, string> = {}): Promise<Scene> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wan-webhooks-'))
  const opened = await openDeps(
    loadConfig({
      DATABASE_URL: database.url,
      DATABASE_CONNECT_TIMEOUT_SECONDS: '120',
      DATA_DIR: dataDir,
      LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
      OUTBOUND_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      ...env,
    }),
    'worker',
  )
  const clock = movableClock()
  const deps: Deps = { ...opened, clock }
  let tenants = 0
  return {
    databaseUrl: database.url,
    dataDir,
    deps,
    clock,
    tenant: async () => {
      const id = `tenant-${++tenants}`
      await ensureTenant(deps.db, { id, name: id, webhookSecret: newWebhookSecret() })
      const { id: taskId } = newTask(id)
      await lifecycle.submit(deps, newTask(id, { id: taskId }), null)
      return tenantOf(deps, id, taskId)
    },
    async close() {
      await deps.close()
      await rm(dataDir, { recursive: true, force: true })
      await database.drop()
    },
  }
}

function tenantOf(deps: Deps, id: string, taskId: string): Tenant {
  return {
    id,
    taskId,
    async endpoint(url) {
      const own = { id: newEndpointId(), tenant_id: id, name: 'x', url, event_types: ['video.completed'] }
      const row = { ...own, headers: {}, secret: newWebhookSecret(), disabled: false }
      return { id: (await insertEndpoint(deps.db, row, deps.clock.now())).id, url }
    },
    async send(target, count) {
      const now = deps.clock.now()
      const type = 'video.completed' as const
      const events = Array.from({ length: count }, () => {
        const event = { id: newEventId(), tenantId: id, taskId, type }
        return { ...event, body: webhookBody({ ...event, createdAt: now }) }
      })
      await deps.db.transaction().execute(async (trx) => {
        await insertEvents(trx, events, now)
        for (const event of events)
          await lifecycle.sendWebhook(trx, event, { ...target, event_types: [] }, now)
      })
      return events.map((event) => event.id)
    },
  }
}

/** A customer's server that counts what it has at once, and answers as the test says. */
export async function openServer(answer: (response: ServerResponse, count: number) => void) {
  const ids: string[] = []
  const bodies = new Map<string, Set<string>>()
  let atOnce = 0
  let mostAtOnce = 0
  const server = createServer((request, response) => {
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    response.on('close', () => {
      atOnce -= 1
    })
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const id = String(request.headers['webhook-id'])
      ids.push(id)
      bodies.set(id, (bodies.get(id) ?? new Set()).add(Buffer.concat(chunks).toString()))
      answer(response, ids.length)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    /** Of every request, in the order in which they came. */
    ids,
    /** What came under each id. */
    bodies,
    atOnce: () => atOnce,
    mostAtOnce: () => mostAtOnce,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
