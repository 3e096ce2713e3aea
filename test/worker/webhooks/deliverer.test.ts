import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { after, afterEach, before, describe, it } from 'node:test'
import { feedPage } from '#core/store/events.ts'
import { claimDeliveries, dueDestinations } from '#core/store/webhook-queue.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { until } from '#test/support/processes/processes.ts'
import { startDeliverer, type Deliverer } from '#worker/webhooks/deliverer.ts'
import { openScene, openServer, type Scene } from './scene.ts'

type Server = Awaited<ReturnType<typeof openServer>>

const ok = (response: ServerResponse): unknown => response.writeHead(204).end()
const never = (): void => undefined

let scene: Scene
const deliverers: Deliverer[] = []
const servers: Server[] = []
before(async () => {
  scene = await openScene()
})
after(() => scene?.close())
afterEach(async () => {
  await Promise.all(deliverers.splice(0).map((deliverer) => deliverer.stop(0)))
  await Promise.all(servers.splice(0).map((server) => server.close()))
  await scene.deps.db.updateTable('webhook_deliveries').set({ status: 'failed' }).execute()
})

const start = (): void => void deliverers.push(startDeliverer(scene.deps))
async function server(...o: Parameters<typeof openServer>): Promise<Server> {
  const opened = await openServer(...o)
  servers.push(opened)
  return opened
}

const pausedUntil = async (destination: string): Promise<Date | null | undefined> =>
  (
    await scene.deps.db
      .selectFrom('webhook_destinations')
      .select('paused_until')
      .where('id', '=', destination)
      .executeTakeFirst()
  )?.paused_until

const came = (at: Server, count: number): Promise<void> =>
  until(
    () => at.ids.length >= count,
    30_000,
    () => `${at.ids.length} of ${count} came`,
  )

describe('A destination that never answers', () => {
  it('An endpoint with 1,000 events that never answers has two requests at once, and others get theirs', async () => {
    const [silent, healthy] = [await server(never), await server(ok)]
    const [one, other] = [await scene.tenant(), await scene.tenant()]
    const dead = await one.endpoint(silent.url)
    await one.send(dead, 1000)
    start()
    await came(silent, 2)
    const ids = await other.send(await other.endpoint(healthy.url), 100)
    const sameTenant = await one.send(await one.endpoint(healthy.url), 100)
    await came(healthy, 200)
    assert.deepEqual(new Set(healthy.ids), new Set([...ids, ...sameTenant]))
    // Each is given up after 10 s, so a machine under load may have seen a few of the 1,000.
    assert.ok(silent.ids.length < 20, `${silent.ids.length} requests to the silent endpoint`)
    assert.equal(silent.mostAtOnce(), 2)
    assert.ok(healthy.mostAtOnce() <= 4)
  })

  it('Addresses of requests are told apart by their origin, whatever their paths', async () => {
    const silent = await server(never)
    const tenant = await scene.tenant()
    for (let i = 0; i < 5; i++) await tenant.send({ id: null, url: `${silent.url}/${i}?video=${i}` }, 1)
    start()
    await came(silent, 2)
    const healthy = await server(ok)
    await tenant.send({ id: null, url: healthy.url }, 1)
    await came(healthy, 1)
    assert.equal(silent.ids.length, 2)
  })

  it('An endpoint whose secret cannot sign fails its own deliveries alone', async () => {
    const healthy = await server(ok)
    const tenant = await scene.tenant()
    const broken = await tenant.endpoint(healthy.url)
    await scene.deps.db
      .updateTable('webhook_endpoints')
      .set({ secret: '' })
      .where('id', '=', broken.id as string)
      .execute()
    const [unsigned] = await tenant.send(broken, 1)
    start()
    const [signed] = await tenant.send(await tenant.endpoint(healthy.url), 1)
    await came(healthy, 1)
    assert.deepEqual(healthy.ids, [signed])
    const attempts = (): Promise<{ error: string | null }[]> =>
      scene.deps.db
        .selectFrom('webhook_attempts as a')
        .innerJoin('webhook_deliveries as d', 'd.id', 'a.delivery_id')
        .select('a.error')
        .where('d.event_id', '=', unsigned as string)
        .execute()
    await until(
      async () => (await attempts()).some(({ error }) => error !== null),
      30_000,
      () => 'the attempt was not recorded',
    )
  })

  it('Two processes together have at most two requests at an endpoint', async () => {
    const slow = await server((response) => setTimeout(ok, 20, response))
    const tenant = await scene.tenant()
    const ids = await tenant.send(await tenant.endpoint(slow.url), 40)
    start()
    start()
    await came(slow, 40)
    assert.deepEqual(slow.ids.toSorted(), ids.toSorted())
    assert.equal(slow.mostAtOnce(), 2)
  })

  it('A tenant with many addresses that never answer leaves room for others', async () => {
    const silent = await Promise.all(Array.from({ length: 40 }, () => server(never)))
    const [one, other] = [await scene.tenant(), await scene.tenant()]
    for (const { url } of silent) await one.send({ id: null, url }, 3)
    start()
    const total = (): number => silent.reduce((sum, { ids }) => sum + ids.length, 0)
    await until(
      () => total() >= 64,
      30_000,
      () => `${total()} came`,
    )
    const healthy = await server(ok)
    const ids = await other.send({ id: null, url: healthy.url }, 20)
    await came(healthy, 20)
    assert.deepEqual(healthy.ids.toSorted(), ids.toSorted())
    assert.equal(total(), 64)
  })
})

describe('The circuit breaker', () => {
  it('Ten failures in a row pause an endpoint; one attempt after five minutes decides', async () => {
    let isWell = false
    const failing = await server((response) => response.writeHead(isWell ? 200 : 500).end())
    const tenant = await scene.tenant()
    const target = await tenant.endpoint(failing.url)
    const ids = await tenant.send(target, 30)
    const health = () =>
      scene.deps.db
        .selectFrom('webhook_destinations')
        .selectAll()
        .where('id', '=', target.id as string)
        .executeTakeFirst()
    const failures = (count: number): Promise<void> =>
      until(
        async () => (await health())?.failures === count,
        30_000,
        () => `${failing.ids.length} attempts`,
      )
    start()
    await until(
      async () => ((await health())?.failures ?? 0) >= 10,
      30_000,
      () => `${failing.ids.length} attempts`,
    )
    // The second of two at once may end after the pause has begun.
    const paused = failing.ids.length
    assert.ok(paused === 10 || paused === 11, String(paused))
    await failures(paused)
    await tenant.send(target, 1)
    const other = await server(ok)
    await tenant.send(await tenant.endpoint(other.url), 5)
    await came(other, 5)
    assert.equal(failing.ids.length, paused)

    scene.clock.advance(310_000)
    await failures(paused + 1)
    assert.equal(failing.ids.length, paused + 1, 'one attempt decides, and the pause begins again')
    isWell = true
    scene.clock.advance(310_000)
    await until(
      () => new Set(failing.ids).size === 31,
      30_000,
      () => `${new Set(failing.ids).size} of 31 came`,
    )
    assert.ok(ids.every((id) => failing.ids.includes(id)))
    await failures(0)
    assert.deepEqual((await health())?.paused_until, null)
  })
})

describe('A process that dies', () => {
  it('A destination passes to another process when its lease has run out, under the same ids', async () => {
    const slow = await server((response, count) => (count <= 2 ? undefined : ok(response)))
    const tenant = await scene.tenant()
    const target = await tenant.endpoint(slow.url)
    const ids = await tenant.send(target, 3)
    // Another holder, which renews no more.
    await scene.deps.db
      .insertInto('webhook_destinations')
      .values({
        id: target.id as string,
        tenant_id: tenant.id,
        holder: '00000000-0000-4000-8000-000000000001',
        held_until: new Date(scene.clock.now().getTime() + 15_000),
        failures: 0,
        failing_since: null,
        paused_until: null,
      })
      .execute()
    start()
    const other = await server(ok)
    await tenant.send(await tenant.endpoint(other.url), 3)
    await came(other, 3)
    assert.equal(slow.ids.length, 0)
    scene.clock.advance(16_000)
    await came(slow, 2)
    assert.ok(slow.ids.every((id) => ids.includes(id)))
  })

  it('A stop withdraws the attempts under way, which then do not count and are made again', async () => {
    const slow = await server((response, count) => (count === 1 ? undefined : ok(response)))
    const tenant = await scene.tenant()
    const [id] = await tenant.send(await tenant.endpoint(slow.url), 1)
    start()
    await came(slow, 1)
    await deliverers.splice(0)[0]?.stop(0)
    const delivery = () =>
      scene.deps.db
        .selectFrom('webhook_deliveries')
        .select(['status', 'attempts'])
        .where('event_id', '=', id as string)
        .executeTakeFirstOrThrow()
    assert.deepEqual(await delivery(), { status: 'pending', attempts: 0 })
    start()
    await came(slow, 2)
    await until(
      async () => (await delivery()).status === 'delivered',
      30_000,
      () => 'the delivery was not recorded',
    )
    assert.deepEqual([slow.ids[0], slow.ids[1], (await delivery()).attempts], [id, id, 1])
    assert.equal(slow.bodies.get(id as string)?.size, 1)
  })
})

describe('A receiver that asks to slow down', () => {
  it('A 429 with a date pauses the whole endpoint until then, and one success ends it', async () => {
    const startMs = Math.floor(scene.clock.now().getTime() / 1000) * 1000
    const retryAt = new Date(startMs + 600_000).toUTCString()
    const busy = await server((response, count) =>
      count <= 2
        ? response.writeHead(429, { 'retry-after': retryAt, date: new Date(startMs).toUTCString() }).end()
        : ok(response),
    )
    const tenant = await scene.tenant()
    const target = await tenant.endpoint(busy.url)
    const ids = await tenant.send(target, 10)
    start()
    await came(busy, 1)
    const pause = () =>
      scene.deps.db
        .selectFrom('webhook_destinations')
        .select(['paused_until'])
        .where('id', '=', target.id as string)
        .executeTakeFirst()
        .then((row) => row?.paused_until?.getTime() ?? 0)
    await until(
      async () => (await pause()) - startMs > 590_000,
      30_000,
      () => 'no pause',
    )
    const other = await server(ok)
    await tenant.send(await tenant.endpoint(other.url), 5)
    await came(other, 5)
    assert.ok(busy.ids.length <= 2, `${busy.ids.length} came`)
    scene.clock.advance(900_000)
    await until(
      () => new Set(busy.ids).size === 10,
      30_000,
      () => `${new Set(busy.ids).size} of 10 came`,
    )
    assert.deepEqual(new Set(busy.ids), new Set(ids))
  })
})

describe('An endpoint that has failed for 120 hours', () => {
  const failing = async (hours: number, target: { id: string | null; url: string }, tenantId: string) => {
    const { destination } = await scene.deps.db
      .selectFrom('webhook_deliveries')
      .select('destination')
      .where('tenant_id', '=', tenantId)
      .where('url', '=', target.url)
      .executeTakeFirstOrThrow()
    const failingSince = new Date(scene.clock.now().getTime() - hours * 3_600_000)
    await scene.deps.db
      .insertInto('webhook_destinations')
      .values({
        ...{ id: destination, tenant_id: tenantId, holder: null, held_until: failingSince },
        ...{ failures: 9, failing_since: failingSince, paused_until: null },
      })
      .execute()
    return destination
  }
  const deliveries = (destination: string) =>
    scene.deps.db
      .selectFrom('webhook_deliveries')
      .select(['event_id', 'status'])
      .where('destination', '=', destination)
      .execute()
  const endpoint = (id: string | null) =>
    scene.deps.db
      .selectFrom('webhook_endpoints')
      .select(['disabled', 'disabled_reason'])
      .where('id', '=', id as string)
      .executeTakeFirstOrThrow()

  it('It is disabled, what waits for it ends, and the feed of its owner says so', async () => {
    const broken = await server((response) => response.writeHead(500).end())
    const tenant = await scene.tenant()
    const target = await tenant.endpoint(broken.url)
    await tenant.send(target, 20)
    const destination = await failing(120, target, tenant.id)
    start()
    await until(
      async () => (await endpoint(target.id)).disabled,
      30_000,
      () => 'the endpoint was not disabled',
    )
    assert.equal((await endpoint(target.id)).disabled_reason, 'failing')
    assert.ok((await deliveries(destination)).every(({ status }) => status === 'failed'))
    const feed = await feedPage(scene.deps.db, tenant.id, { limit: 100, after: null })
    const told = feed?.events.filter(({ type }) => type === 'webhook_endpoint.disabled')
    assert.deepEqual(
      told?.map((event) => (JSON.parse(webhookBody(event)) as { data: object }).data),
      [{ id: target.id }],
    )
  })

  it('Less time, or one success, is forgiven', async () => {
    const broken = await server((response, count) => response.writeHead(count === 2 ? 200 : 500).end())
    const tenant = await scene.tenant()
    const target = await tenant.endpoint(broken.url)
    await tenant.send(target, 1)
    const destination = await failing(119, target, tenant.id)
    start()
    await until(
      async () => broken.ids.length === 1 && (await pausedUntil(destination)) !== null,
      30_000,
      () => 'the endpoint was not paused',
    )
    scene.clock.advance(310_000)
    await came(broken, 2)
    await until(
      async () => (await pausedUntil(destination)) === null,
      30_000,
      () => 'the pause did not end',
    )
    scene.clock.advance(3_600_000)
    await tenant.send(target, 1)
    await came(broken, 3)
    assert.equal((await endpoint(target.id)).disabled, false)
  })

  it('To the address of a request, old deliveries end and new ones are still tried', async () => {
    const broken = await server((response) => response.writeHead(500).end())
    const tenant = await scene.tenant()
    const target = { id: null, url: broken.url }
    const [old] = await tenant.send(target, 1)
    const madeAt = new Date(scene.clock.now().getTime() - 121 * 3_600_000)
    await scene.deps.db
      .updateTable('webhook_deliveries')
      .set({ created_at: madeAt })
      .where('event_id', '=', old as string)
      .execute()
    await tenant.send(target, 1)
    const destination = await failing(121, target, tenant.id)
    start()
    await until(
      async () => (await deliveries(destination)).find((one) => one.event_id === old)?.status === 'failed',
      30_000,
      () => 'the old delivery did not end',
    )
    assert.equal((await deliveries(destination)).filter(({ status }) => status === 'pending').length, 1)
  })
})

it('The first attempt does not wait for a clock that is behind the one that wrote it; a retry does', async () => {
  const tenant = await scene.tenant()
  const target = await tenant.endpoint('http://127.0.0.1:9/hook')
  await tenant.send(target, 1)
  const now = new Date(scene.clock.now().getTime() - 3000)
  const holder = randomUUID()
  const claim = async (): Promise<number> => {
    const o = { destinations: [target.id as string], holder, now, until: now, most: 5, busy: [] }
    const { due } = await dueDestinations(scene.deps.db, { holder, now, limit: 100 })
    const found = (await claimDeliveries(scene.deps.db, o)).flatMap(({ deliveries }) => deliveries)
    assert.equal(due.includes(target.id as string), found.length > 0)
    return found.length
  }
  assert.equal(await claim(), 1)
  await scene.deps.db.updateTable('webhook_deliveries').set({ attempts: 1 }).execute()
  assert.equal(await claim(), 0)
})
