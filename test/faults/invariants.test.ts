import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import { createOracle, type Oracle } from '#test/faults/oracle/oracle.ts'
import { openClient, type Client } from '#test/faults/scene/client.ts'
import { openScene, type Scene } from '#test/faults/scene/scene.ts'
import { openStore, type Store } from '#test/faults/scene/store.ts'
import { until } from '#test/support/processes/processes.ts'
import { ALL_SCOPES, issueApiKey } from '#test/support/service/auth.ts'

const LIMIT = 40
const KEYS = 60

let store: Store | undefined
let scene: Scene
let oracle: Oracle
before(async () => {
  store = await openStore('emulator')
  scene = await openScene({ store: store.peer, env: { MAX_QUEUED_PER_TENANT: String(LIMIT) } })
  oracle = createOracle(scene)
})
after(async () => {
  await scene?.close()
  await store?.close()
})

interface Tenant {
  readonly id: string
  readonly client: Client
}
interface Answer {
  readonly key: string
  readonly status: number
  /** Null when the request was refused. */
  readonly videoId: string | null
}

async function submit(tenant: Tenant, api: number, key: string, prompt: string): Promise<Answer> {
  const response = await tenant.client.call('/v1/videos', {
    api,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ model: 'instant', prompt, webhook_url: scene.receiver.url }),
  })
  const body = (await response.json()) as { id?: string }
  return { key, status: response.status, videoId: response.ok ? (body.id as string) : null }
}

/** Every key at both APIs at once. */
async function submitAll(tenant: Tenant): Promise<Answer[]> {
  const requests = Array.from({ length: KEYS }, () => ({
    key: randomUUID(),
    prompt: `${scene.ledger.canary} ${randomUUID()}`,
  })).flatMap(({ key, prompt }) => [submit(tenant, 0, key, prompt), submit(tenant, 1, key, prompt)])
  return await Promise.all(requests)
}

async function listed(tenant: Tenant, api: number): Promise<string[]> {
  const response = await tenant.client.call('/v1/videos?limit=100', { api })
  return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id).toSorted()
}

it('Limits, keys and tenants hold to the last task while four tenants submit all at once', async () => {
  const tenants: Tenant[] = []
  for (const id of ['north', 'east', 'south', 'west']) {
    const { key } = await issueApiKey(scene.db, id, ALL_SCOPES)
    const { bases, ledger, receiver } = scene
    const client = openClient({ bases, apiKey: key, ledger, model: 'instant', webhookUrl: receiver.url })
    tenants.push({ id, client })
  }
  // Nothing leaves the queue, so the limit is reached exactly.
  for (const worker of scene.workers) worker.signal('SIGSTOP')
  const answers = await Promise.all(tenants.map(submitAll))

  const accepted = answers.map((each) => [
    ...new Set(each.flatMap(({ videoId }) => (videoId === null ? [] : [videoId]))),
  ])
  for (const [i, tenant] of tenants.entries()) {
    const own = (accepted[i] as string[]).toSorted()
    assert.equal(own.length, LIMIT, `${tenant.id} has ${own.length} videos`)
    const statuses = new Set((answers[i] as Answer[]).map(({ status }) => status))
    assert.deepEqual(statuses, new Set([200, 429]))
    const perKey = Map.groupBy(
      (answers[i] as Answer[]).filter(({ videoId }) => videoId !== null),
      ({ key }) => key,
    )
    assert.equal(perKey.size, LIMIT, 'one key made two videos')
    for (const same of perKey.values()) assert.equal(new Set(same.map(({ videoId }) => videoId)).size, 1)
    const rows = await scene.db.selectFrom('tasks').select('id').where('tenant_id', '=', tenant.id).execute()
    assert.deepEqual(
      rows.map(({ id }) => id).toSorted(),
      own.map((id) => taskIdOfVideo(id) as string).toSorted(),
    )
    for (const api of [0, 1]) assert.deepEqual(await listed(tenant, api), own)
    const [foreign] = accepted[(i + 1) % tenants.length] as string[]
    for (const api of [0, 1]) {
      const at = `/v1/videos/${foreign}`
      assert.equal((await tenant.client.call(at, { api })).status, 404)
      assert.equal((await tenant.client.call(`${at}/cancel`, { api, method: 'POST' })).status, 404)
    }
  }

  for (const id of accepted.flat()) scene.ledger.accepted.set(id, { hasWebhook: true })
  for (const worker of scene.workers) worker.signal('SIGCONT')
  for (const [i, { client }] of tenants.entries())
    for (const id of accepted[i] as string[]) {
      let status: string | undefined
      await until(
        async () => ['completed', 'failed'].includes((status = (await client.video(id)).status)),
        60_000,
        () => `${id} is ${status}`,
      )
      assert.equal(status, 'completed')
    }
  assert.deepEqual(await oracle(), [])
})
