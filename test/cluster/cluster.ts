/**
 * `npm run test:cluster`: Postgres with TLS, PgBouncer, nginx, a bucket, two APIs and two pools of
 * workers with different models, as an operator sets them up. What the machine lacks is named and
 * left out; without the system's Postgres nothing runs.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it, type TestContext } from 'node:test'
import { systemPostgresPrograms } from '#test/support/database/system-postgres.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ended, until, type ServiceProcess, type Video } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { HEARTBEAT_SECONDS, openCluster, REAL_MODEL, type Cluster } from './scene.ts'

const programs = await systemPostgresPrograms()
const INSTANT_WORKER = 'test/faults/scene/instant-worker.ts'
const READY = (output: string): boolean => output.includes('worker ready')
const MADE_MS = 90_000

describe(
  'A cluster',
  { skip: programs === null ? 'no Postgres of the system (apt-get install postgresql)' : false },
  () => {
    let cluster: Cluster
    let receiver: Awaited<ReturnType<typeof openWebhookReceiver>>
    let apis: ServiceProcess[]
    let pools: {
      readonly real: ServiceProcess
      readonly instant: ServiceProcess
      readonly small: ServiceProcess
    }
    let ports: { readonly real: number; readonly small: number }
    let adminKey = ''
    let key = ''
    let finished = ''
    before(async () => {
      cluster = await openCluster(programs as string)
      receiver = await openWebhookReceiver()
    })
    after(async () => {
      await cluster?.close()
      await receiver?.close()
    })

    let isBroken = false
    /** A test that builds on those before it, and is not run after one has failed. */
    const step = (title: string, run: (t: TestContext) => Promise<void>): void =>
      void it(title, async (t) => {
        if (isBroken) return t.skip('a step before it has failed')
        isBroken = true
        await run(t)
        isBroken = false
      })
    const call = async <T>(method: string, pathname: string, body?: object, as = key): Promise<T> => {
      const answer = await cluster.call(method, pathname, as, body)
      assert.ok(answer.status < 300, `${method} ${pathname} answered ${answer.status}: ${answer.body}`)
      return JSON.parse(answer.body) as T
    }
    const submit = async (fields: object): Promise<string> =>
      (
        await call<Video>('POST', '/v1/videos', {
          prompt: 'a boat',
          size: '64x64',
          num_frames: 5,
          num_inference_steps: 2,
          webhook_url: receiver.url,
          ...fields,
        })
      ).id
    const videoWhen = async (id: string, holds: (video: Video) => boolean): Promise<Video> => {
      let latest: Video | undefined
      await until(
        async () => holds((latest = await call<Video>('GET', `/v1/videos/${id}`))),
        MADE_MS,
        () => `the video did not get there: ${JSON.stringify(latest)}`,
      )
      return latest as Video
    }
    const made = async (id: string): Promise<Video> => {
      const video = await videoWhen(id, ended)
      assert.equal(video.status, 'completed', JSON.stringify(video.error))
      return video
    }
    const atPort = async (port: number, page: string): Promise<{ status: number; body: string }> => {
      const answer = await fetch(`http://127.0.0.1:${port}${page}`)
      return { status: answer.status, body: await answer.text() }
    }

    step(
      'Migrate says in one line what the role lacks, and migrates with the rights that admin prints',
      async (t) => {
        for (const each of cluster.missing) t.diagnostic(`left out: ${each}`)
        const refused = await cluster.tool(['migrations/migrate.ts'])
        assert.equal(refused.code, 1)
        assert.match(refused.output, /^migrate: .*npm run admin -- grants.*\n$/)
        const grants = await cluster.tool(['infra/admin/main.ts', 'grants'])
        await cluster.postgres.administer(grants.output, 'wan')
        // PgBouncer takes no settings of a session.
        await cluster.postgres.administer(
          `alter role wan set statement_timeout = '30s';
         alter role wan set idle_in_transaction_session_timeout = '60s'`,
        )
        const migrated = await cluster.tool(['migrations/migrate.ts'])
        assert.match(migrated.output, /^applied 0001-/)
        const { rows } = await cluster.postgres.administer(
          `select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = 'wan'`,
        )
        assert.deepEqual(rows, [{ rolsuper: false, rolcreaterole: false, rolbypassrls: false }])
      },
    )

    step(
      'The admin command makes the first key, and two pools make videos of their own models behind the proxy',
      async () => {
        const bootstrap = await cluster.tool(['infra/admin/main.ts', 'bootstrap'])
        adminKey = (JSON.parse(bootstrap.output) as { key: string }).key
        ports = { real: await freeLoopbackPort(), small: await freeLoopbackPort() }
        const worker = (port: number, queues: string): Promise<ServiceProcess> =>
          cluster.start('worker/main.ts', { QUEUES: queues, WORKER_METRICS_PORT: String(port) }, READY)
        const [first, second, real, instant, small] = await Promise.all([
          cluster.startApi(0),
          cluster.startApi(1),
          worker(ports.real, 'generate'),
          cluster.start(INSTANT_WORKER, { QUEUES: 'generate' }, READY),
          worker(ports.small, 'webhook,maintenance'),
        ])
        apis = [first, second]
        pools = { real, instant, small }
        await call('POST', '/admin/tenants', { id: 'studio', name: 'Studio' }, adminKey)
        const issued = await call<{ key: string }>(
          'POST',
          '/admin/tenants/studio/keys',
          { name: 'shop', scopes: ['videos:read', 'videos:write'] },
          adminKey,
        )
        key = issued.key
        const [mine, theirs] = [await submit({ model: REAL_MODEL }), await submit({ model: 'instant' })]
        for (const id of [mine, theirs]) await made(id)
        finished = mine
        await receiver.waitFor(2)
        const ran = (part: ServiceProcess, id: string): boolean => part.output().includes(`"videoId":"${id}"`)
        await until(
          () => ran(real, mine) && ran(instant, theirs),
          MADE_MS,
          () => 'a worker did not log its run',
        )
        assert.deepEqual([ran(real, theirs), ran(instant, mine)], [false, false])
      },
    )

    step(
      'The queue and LISTEN use the second host with a verified certificate, past the pooler',
      async (t) => {
        const { rows } = await cluster.postgres.administer(
          `select application_name as name, bool_and(ssl) as ssl from pg_stat_activity
           join pg_stat_ssl using (pid)
           where usename = 'wan' and application_name ~ '-(listen|queue)$' group by 1 order by 1`,
        )
        // An API's connections of the queue are closed while it sends nothing.
        assert.deepEqual(
          (rows as { name: string; ssl: boolean }[]).filter(({ name }) => name !== 'wan-api-queue'),
          [
            { name: 'wan-api-listen', ssl: true },
            { name: 'wan-worker-listen', ssl: true },
            { name: 'wan-worker-queue', ssl: true },
          ],
        )
        for (const part of [...apis, ...Object.values(pools)])
          assert.doesNotMatch(part.output(), /notifications of Postgres do not arrive|prepared statement/)
        if (!cluster.isPooled) return
        const pooled = await cluster.postgres.administer(
          `select count(*)::int as count from pg_stat_activity where usename = 'wan'
           and application_name !~ '-(listen|queue)$' and not exists (
             select from pg_stat_ssl s where s.pid = pg_stat_activity.pid and s.ssl)`,
        )
        const { count } = (pooled.rows as { count: number }[])[0] ?? { count: 0 }
        t.diagnostic(`${count} connections by PgBouncer`)
        assert.ok(count > 0 && count <= 4, `${count} connections by PgBouncer, whose pool has 4`)
      },
    )

    step('Each worker has a port with probes and metrics', async () => {
      for (const [name, port] of Object.entries(ports)) {
        assert.equal((await atPort(port, '/livez')).status, 200, name)
        await until(
          async () => (await atPort(port, '/readyz')).status === 200,
          MADE_MS,
          () => `the worker ${name} is not ready`,
        )
        assert.match((await atPort(port, '/metrics')).body, /^wan_build_info\{/m)
      }
    })

    step(
      'A newer schema is left as it is, an API restarts on it unnoticed, and not on a newer job queue',
      async () => {
        await cluster.postgres.administer(
          `insert into kysely_migration values ('9999-of-a-newer-version', now()::text)`,
          'wan',
        )
        const migrated = await cluster.tool(['migrations/migrate.ts'])
        assert.match(migrated.output, /^a newer version has migrated the database/)
        const reading = new AbortController()
        let answers = 0
        const read = async (): Promise<void> => {
          for (; !reading.signal.aborted; answers += 1) await call('GET', `/v1/videos/${finished}`)
        }
        // Without a proxy nobody hides from clients that one of two APIs is away.
        const reader = cluster.isBehindProxy ? read() : Promise.resolve()
        try {
          await apis[1]?.kill('SIGTERM')
          await cluster.postgres.administer('update pgboss.version set version = version + 1', 'wan')
          const refused = await cluster.tool(['api/main.ts'], { PORT: String(cluster.apiPorts[1]) })
          assert.equal(refused.code, 1)
          assert.match(refused.output, /a newer version .* run the newer version/)
          await cluster.postgres.administer('update pgboss.version set version = version - 1', 'wan')
          apis[1] = await cluster.startApi(1)
        } finally {
          reading.abort()
        }
        await reader
        assert.ok(!cluster.isBehindProxy || answers > 0)
        await made(await submit({ model: 'instant' }))
      },
    )

    step(
      'With the bucket away the APIs stay ready, read and take videos, and only content answers 503',
      async () => {
        cluster.isBucketAway = true
        const readyz = (port: number) => atPort(port, '/readyz')
        for (const port of cluster.apiPorts)
          // A report comes in time, also on a machine under load.
          await until(
            async () => (await readyz(port)).status === 200,
            MADE_MS,
            () => 'an API is not ready without its bucket',
          )
        const before = cluster.bucket.requests.length
        const since = performance.now()
        const [first] = cluster.apiPorts
        for (let asked = 0; asked < 40; asked += 1) await readyz(first)
        const looks = Math.ceil((performance.now() - since) / 1000) + 1
        const asked = cluster.bucket.requests.length - before
        // The client of S3 repeats what failed, and the other API and the workers look, too.
        assert.ok(asked <= looks * 12, `40 probes in ${looks} s asked the bucket ${asked} times`)
        assert.equal((await call<Video>('GET', `/v1/videos/${finished}`)).status, 'completed')
        const waiting = await submit({ model: 'instant' })
        const content = await cluster.call('GET', `/v1/videos/${finished}/content`, key)
        assert.equal(content.status, 503, content.body)
        cluster.isBucketAway = false
        await made(waiting)
        assert.equal((await cluster.call('GET', `/v1/videos/${finished}/content`, key)).status, 200)
      },
    )

    step(
      'A backup by the role of the service, taken while it runs, is restored into an empty database',
      async () => {
        const folder = `${cluster.folder}/backup`
        // A backup is of Postgres itself, not of the pooler.
        const taken = await cluster.tool(['infra/backup/main.ts', 'backup', folder])
        assert.match(taken.output, /\d+ tasks, \d+ objects listed/, taken.output)
        await cluster.postgres.administer('create database restored')
        const env = { DATABASE_URL: cluster.postgres.verifiedUrl('restored'), DATABASE_DIRECT_URL: '' }
        const grants = await cluster.tool(['infra/admin/main.ts', 'grants'], env)
        await cluster.postgres.administer(grants.output, 'restored')
        const restored = await cluster.tool(['infra/backup/main.ts', 'restore', folder], env)
        assert.equal(restored.code, 0, restored.output)
        const counts = async (database: string): Promise<unknown> =>
          (
            await cluster.postgres.administer(
              `select (select count(*) from tasks) as tasks, (select count(*) from api_keys) as keys,
               (select count(*) from webhook_deliveries) as deliveries`,
              database,
            )
          ).rows[0]
        assert.deepEqual(await counts('restored'), await counts('wan'))
      },
    )

    step(
      'HEARTBEAT_SECONDS decides when the video of a killed worker goes to another one over the same DATA_DIR',
      async () => {
        const { rows } = await cluster.postgres.administer(
          `select distinct heartbeat_seconds from pgboss.queue where name in ('generate', 'maintenance')`,
          'wan',
        )
        assert.deepEqual(rows, [{ heartbeat_seconds: HEARTBEAT_SECONDS }])
        const id = await submit({ model: 'instant', prompt: 'takes 4000 ms' })
        await videoWhen(id, ({ phase }) => phase === 'denoise')
        await pools.instant.kill('SIGKILL')
        await cluster.start(INSTANT_WORKER, { QUEUES: 'generate' }, READY)
        assert.equal((await made(id)).attempts, 2)
      },
    )
  },
)
