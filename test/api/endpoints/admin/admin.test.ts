import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { loadContract } from '#api/contract/contract.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { claimDeliveries } from '#core/store/webhook-queue.ts'
import { activeSecrets } from '#core/webhooks/active-secrets.ts'
import { goodClaims, hs256, issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { newTask } from '#test/support/database/tasks.ts'
import { nodeEnvironment } from '#test/support/processes/environment.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..', '..')

let api: TestApi
let admin: string
before(async () => {
  api = await startApi({ env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
  admin = (await issueApiKey(api.deps.db, 'operator', ['admin'])).key
})
after(() => api?.close())

const call = (method: string, pathname: string, body?: object, key = admin): Promise<Response> =>
  api.call(pathname, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
async function done<T>(response: Promise<Response>, status = 200): Promise<T> {
  const answer = await response
  const body = await json<T>(answer)
  assert.equal(answer.status, status, JSON.stringify(body))
  return body
}
async function assertProblem(response: Promise<Response>, status: number, code: string): Promise<void> {
  const answer = await response
  assert.deepEqual([answer.status, (await json<ProblemBody>(answer)).code], [status, code])
}

interface Key {
  id: string
  key: string
  last_used_at: number | null
  revoked_at: number | null
}
let tenants = 0
async function newTenant(fields: object = {}): Promise<{ id: string; webhook_secret: string }> {
  const id = `tenant-${++tenants}`
  return await done(call('POST', '/admin/tenants', { id, ...fields }), 201)
}
const newKey = (tenantId: string, fields: object = {}): Promise<Key> =>
  done(
    call('POST', `/admin/tenants/${tenantId}/keys`, { name: 'x', scopes: ['videos:read'], ...fields }),
    201,
  )
const use = (key: string, headers: Record<string, string> = {}): Promise<Response> =>
  api.call('/v1/videos', { headers: { authorization: `Bearer ${key}`, ...headers } })

describe('Admin operations', () => {
  it('Admin operations are closed to every credential without the scope admin', async () => {
    const { key } = await issueApiKey(api.deps.db, 'acme', [
      'videos:read',
      'videos:write',
      'webhooks:write',
      'files:write',
    ])
    for (const { method, path: template, scope } of loadContract().operations) {
      if (!template.startsWith('/admin/')) continue
      assert.equal(scope, 'admin')
      const pathname = template.replace('{tenant_id}', 'acme').replace('{key_id}', 'x')
      const body = method === 'get' || method === 'delete' ? undefined : {}
      await assertProblem(call(method.toUpperCase(), pathname, body, key), 403, 'insufficient_scope')
    }
  })

  it('A tenant can be created, shown, changed and listed', async () => {
    const made = await newTenant({ name: 'Made', priority: 3, max_running: 2 })
    assert.match(made.webhook_secret, /^whsec_/)
    const shown = await done<Record<string, unknown>>(call('GET', `/admin/tenants/${made.id}`))
    assert.deepEqual(
      [shown['name'], shown['priority'], shown['max_running'], shown['max_queued']],
      ['Made', 3, 2, null],
    )
    assert.ok(!('webhook_secret' in shown))
    const changed = await done<{ effective: Record<string, number>; max_running: null; name: string }>(
      call('PATCH', `/admin/tenants/${made.id}`, { max_running: null, upload_bytes_per_day: 5_000_000_000 }),
    )
    assert.deepEqual(
      [
        changed.name,
        changed.max_running,
        changed.effective['max_running'],
        changed.effective['upload_bytes_per_day'],
      ],
      ['Made', null, 0, 5_000_000_000],
    )
    const { data } = await done<{ data: { id: string }[] }>(call('GET', '/admin/tenants'))
    assert.ok(data.some(({ id }) => id === made.id))
    await done(call('PATCH', `/admin/tenants/${made.id}`, {}))
  })

  it('An invalid admin request is refused with the code of its fault', async () => {
    const { id } = await newTenant()
    await assertProblem(call('POST', '/admin/tenants', { id }), 409, 'tenant_exists')
    await assertProblem(call('POST', '/admin/tenants', { id: 'no spaces' }), 400, 'invalid_request')
    await assertProblem(call('PATCH', `/admin/tenants/${id}`, { max_running: -1 }), 400, 'invalid_request')
    await assertProblem(
      call('PATCH', `/admin/tenants/${id}`, { webhook_secret: 'x' }),
      400,
      'invalid_request',
    )
    await assertProblem(call('PATCH', '/admin/tenants/nobody', {}), 404, 'tenant_not_found')
    await assertProblem(call('GET', '/admin/tenants/nobody/keys'), 404, 'tenant_not_found')
    const keys = `/admin/tenants/${id}/keys`
    await assertProblem(call('POST', keys, { name: 'x', scopes: ['root'] }), 400, 'invalid_request')
    // A key without a scope could do nothing.
    await assertProblem(call('POST', keys, { name: 'x', scopes: [] }), 400, 'invalid_request')
    await assertProblem(
      call('POST', keys, { name: 'x', scopes: ['videos:read'], allowed_cidrs: ['10.0.0.0/99'] }),
      400,
      'invalid_request',
    )
    for (const key of ['nonsense', '00000000-0000-4000-8000-000000000000', "' or 1=1 --"])
      await assertProblem(call('DELETE', `${keys}/${encodeURIComponent(key)}`), 404, 'api_key_not_found')
  })

  it('Raising the limit of running tasks releases a parked task at once', async () => {
    const { id } = await newTenant({ max_running: 1 })
    const task = newTask(id)
    await lifecycle.submit(api.deps, newTask(id), null)
    await lifecycle.submit(api.deps, task, null)
    const parked = () =>
      api.deps.db.selectFrom('tasks').select('parked').where('id', '=', task.id).executeTakeFirstOrThrow()
    assert.equal((await parked()).parked, true)
    await done(call('PATCH', `/admin/tenants/${id}`, { max_running: 2 }))
    assert.equal((await parked()).parked, false)
  })
})

describe('API keys', () => {
  it('A revoked key fails from the next request on, and other keys keep working', async () => {
    const { id } = await newTenant()
    const [old, fresh] = [await newKey(id), await newKey(id)]
    assert.deepEqual([(await use(old.key)).status, (await use(fresh.key)).status], [200, 200])
    const revoked = await done<Key>(call('DELETE', `/admin/tenants/${id}/keys/${old.id}`))
    assert.ok(revoked.revoked_at !== null)
    assert.deepEqual([(await use(old.key)).status, (await use(fresh.key)).status], [401, 200])
    const again = await done<Key>(call('DELETE', `/admin/tenants/${id}/keys/${old.id}`))
    assert.equal(again.revoked_at, revoked.revoked_at)
  })

  it('A key is shown only once, and its listing has the minute of its last use', async () => {
    const { id } = await newTenant()
    const {
      key,
      id: keyId,
      last_used_at: before,
    } = await newKey(id, { scopes: ['videos:read', 'videos:read'] })
    assert.equal(before, null)
    await use(key)
    const list = (): Promise<{ data: (Key & { scopes: string[] })[] }> =>
      done(call('GET', `/admin/tenants/${id}/keys`))
    // The last use is recorded asynchronously, possibly after the answer.
    let shown = (await list()).data[0] as Key & { scopes: string[] }
    for (let i = 0; shown.last_used_at === null && i < 100; i++)
      shown = (await list()).data[0] as Key & { scopes: string[] }
    assert.ok(shown.id === keyId && !Object.hasOwn(shown, 'key') && shown.last_used_at !== null)
    assert.deepEqual(shown.scopes, ['videos:read'])
    assert.ok(!JSON.stringify(await list()).includes(key))
  })

  it('A key cannot be revoked through another tenant', async () => {
    const [one, two] = [await newTenant(), await newTenant()]
    const { id, key } = await newKey(one.id)
    await assertProblem(call('DELETE', `/admin/tenants/${two.id}/keys/${id}`), 404, 'api_key_not_found')
    assert.equal((await use(key)).status, 200)
  })

  it('A key limited to networks is checked by the address from a trusted proxy', async () => {
    const { id } = await newTenant()
    const { key } = await newKey(id, { allowed_cidrs: ['203.0.113.0/24', '2001:db8::/32'] })
    for (const [address, status] of [
      ['203.0.113.7', 200],
      ['2001:db8::1', 200],
      ['::ffff:203.0.113.7', 200],
      ['203.0.114.7', 403],
      ['2001:db9::1', 403],
      // The proxy appends the real address, so a forged header does not help.
      ['203.0.113.7, 198.51.100.1', 403],
      ['nonsense', 403],
    ] as const)
      assert.equal((await use(key, { 'x-forwarded-for': address })).status, status, address)
    await assertProblem(use(key), 403, 'address_not_allowed')
    const local = await newKey(id, { allowed_cidrs: ['127.0.0.0/8'] })
    assert.equal((await use(local.key)).status, 200)
  })
})

describe('Webhook secrets of a tenant', () => {
  it('A new webhook secret signs at once, and the previous one for another day', async () => {
    const { id, webhook_secret: before } = await newTenant()
    const task = newTask(id, { webhookUrl: 'http://127.0.0.1:9/hook' })
    await lifecycle.submit(api.deps, task, null)
    await lifecycle.cancel(api.deps, id, task.id)
    const { destination } = await api.deps.db
      .selectFrom('webhook_deliveries')
      .select('destination')
      .where('task_id', '=', task.id)
      .executeTakeFirstOrThrow()
    const holder = randomUUID()
    const secrets = async (inMs = 0): Promise<string[]> => {
      const now = api.deps.clock.now()
      const claim = { destinations: [destination], holder, now, until: now, most: 1, busy: [] }
      const delivery = (await claimDeliveries(api.deps.db, claim))[0]?.deliveries[0]
      assert.ok(delivery)
      return activeSecrets(delivery, new Date(now.getTime() + inMs))
    }
    assert.deepEqual(await secrets(), [before])
    const { webhook_secret: after } = await done<{ webhook_secret: string }>(
      call('POST', `/admin/tenants/${id}/webhook-secret`),
    )
    assert.notEqual(after, before)
    assert.deepEqual(await secrets(), [after, before])
    assert.deepEqual(await secrets(24 * 3_600_000 + 1000), [after])
  })
})

describe('Deleting a tenant', () => {
  it('A deleted tenant has no credentials, videos or files, and its id is never used again', async () => {
    const { id } = await newTenant({ name: 'Leaving' })
    const { key } = await newKey(id, {
      scopes: ['videos:read', 'videos:write', 'files:write', 'webhooks:write'],
    })
    const as = (pathname: string, body?: object): Promise<Response> =>
      call(body === undefined ? 'GET' : 'POST', pathname, body, key)
    const { id: videoId } = await done<{ id: string }>(
      as('/v1/videos', { prompt: 'x', model: 'c-text', metadata: { a: 'b' } }),
    )
    await done(
      as('/v1/webhook_endpoints', {
        name: 'x',
        url: `${api.baseUrl}/hook`,
        event_types: ['video.failed'],
      }),
    )
    await done(as('/v1/videos/batches', { items: [{ prompt: 'y', model: 'c-text' }], metadata: { c: 'd' } }))
    const token = hs256({ ...goodClaims(), tenant: id })
    assert.equal((await use(token)).status, 200)

    await done(call('DELETE', `/admin/tenants/${id}`))
    for (const credentials of [key, token]) assert.equal((await use(credentials)).status, 401)
    await assertProblem(call('GET', `/admin/tenants/${id}`), 404, 'tenant_not_found')
    await assertProblem(call('DELETE', `/admin/tenants/${id}`), 404, 'tenant_not_found')
    await assertProblem(call('POST', '/admin/tenants', { id }), 409, 'tenant_exists')
    const rows = await api.deps.db.selectFrom('tasks').selectAll().where('tenant_id', '=', id).execute()
    assert.equal(rows.length, 2)
    for (const row of rows) {
      assert.deepEqual([row.status, row.metadata], ['cancelled', {}])
      assert.ok(row.deleted_at !== null && !('prompt' in row.parameters))
    }
    const batch = await api.deps.db.selectFrom('batches').selectAll().where('tenant_id', '=', id).execute()
    assert.deepEqual(
      batch.map(({ metadata }) => metadata),
      [{}],
    )
    const left = await api.deps.db
      .selectFrom('webhook_endpoints')
      .select('id')
      .where('tenant_id', '=', id)
      .execute()
    assert.deepEqual(left, [])
    assert.match(videoId, /^video_/)
  })

  it('A video that was made while its tenant was deleted is deleted by the next sweep', async () => {
    const { id } = await newTenant()
    await done(call('DELETE', `/admin/tenants/${id}`))
    await lifecycle.submit(api.deps, newTask(id, { model: 'c-text' }), null)
    assert.equal(await lifecycle.deleteVideosOfDeletedTenants(api.deps), 1)
    assert.equal(await lifecycle.deleteVideosOfDeletedTenants(api.deps), 0)
  })

  it('The tenant of the credentials in use cannot be deleted', async () => {
    await assertProblem(call('DELETE', '/admin/tenants/operator'), 409, 'tenant_in_use')
  })
})

describe('The command npm run admin', () => {
  const run = async (args: string[], env: Record<string, string> = {}): Promise<Record<string, unknown>> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(ROOT, 'infra/admin/main.ts'), ...args],
      {
        cwd: ROOT,
        env: { ...nodeEnvironment(), PUBLIC_BASE_URL: api.baseUrl, ADMIN_API_KEY: admin, ...env },
      },
    )
    return JSON.parse(stdout) as Record<string, unknown>
  }

  it('The admin command creates a tenant with limits and a key, and revokes the key', async () => {
    const made = await run(['tenants', 'create', 'by-hand', '--max-running', '4', '--priority=-2'])
    assert.deepEqual([made['max_running'], made['priority']], [4, -2])
    const key = await run([
      'keys',
      'create',
      'by-hand',
      '--name',
      'ci',
      '--scopes',
      'videos:read,videos:write',
    ])
    assert.equal((await use(key['key'] as string)).status, 200)
    await run(['tenants', 'update', 'by-hand', '--max-running', 'default'])
    const lorasWith = async (text: string) =>
      (await run(['tenants', 'update', 'by-hand', '--loras', text]))['loras']
    assert.deepEqual(
      [await lorasWith('ink, fog'), await lorasWith('none'), await lorasWith('all')],
      [['ink', 'fog'], [], null],
    )
    assert.equal((await run(['tenants', 'show', 'by-hand']))['max_running'], null)
    await run(['keys', 'revoke', 'by-hand', key['id'] as string])
    assert.equal((await use(key['key'] as string)).status, 401)
    assert.equal((await run(['tenants', 'delete', 'by-hand', '--yes']))['deleted'], true)
  })

  it('The admin command explains an error in one line', async () => {
    for (const [args, message] of [
      [['tenants', 'show', 'nobody'], 'admin: The tenant does not exist\n'],
      [
        ['tenants'],
        'admin: tenants needs one of list, show, create, update, rotate-webhook-secret, delete; see --help\n',
      ],
      [
        ['tenants', 'fly'],
        'admin: tenants needs one of list, show, create, update, rotate-webhook-secret, delete, not "fly"; see --help\n',
      ],
      [['fly'], 'admin: unknown command "fly"; see --help\n'],
      [
        ['keys', 'create', 'acme', '--name', 'x', '--scopes', 'videos'],
        'admin: --scopes has "videos", which is not a scope (did you mean videos:write,videos:read?); give one or more of videos:write,videos:read,webhooks:write,files:write,admin, separated by commas\n',
      ],
      [
        ['keys', 'create', 'acme', '--name', 'x'],
        'admin: keys create needs --scopes with one or more of videos:write,videos:read,webhooks:write,files:write,admin, separated by commas\n',
      ],
      [
        ['tenants', 'delete', 'acme'],
        'admin: tenants delete removes the keys, videos and files of acme for good; add --yes\n',
      ],
      [['keys', 'list'], 'admin: keys list needs the id of a tenant\n'],
    ] as const)
      await assert.rejects(run([...args]), (error: { stderr: string; code: number }) => {
        assert.deepEqual([error.code, error.stderr], [1, message])
        return true
      })
  })

  it('The admin command creates the first admin key of a database', async () => {
    const env = { DATABASE_URL: api.deps.config.databaseUrl as string }
    const key = (await run(['bootstrap'], env))['key'] as string
    assert.equal((await call('GET', '/admin/tenants', undefined, key)).status, 200)
    assert.equal((await use(key)).status, 403)
  })
})
