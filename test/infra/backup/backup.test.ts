import assert from 'node:assert/strict'
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { taskPrefix } from '#core/storage/asset-keys.ts'
import { backUp } from '#infra/backup/back-up.ts'
import { runPostgresProgram } from '#infra/backup/postgres-programs.ts'
import { reconcile } from '#infra/backup/reconcile.ts'
import { restore } from '#infra/backup/restore.ts'
import type { EmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { startSystemPostgres, systemPostgresPrograms } from '#test/support/database/system-postgres.ts'
import { administer } from '#test/support/database/template-database.ts'
import { ended, spawnService, startService, until, type Service } from '#test/support/processes/processes.ts'

const programs = await systemPostgresPrograms()
const INSTANT = { model: 'instant', size: '64x64', num_frames: '5' }
const SECRET = 'a-secret-of-the-test-that-is-long-enough'

/** A role that owns its tables and is no superuser, as a service has one. */
const ROLE = { name: 'service', password: 'service-password' }

describe(
  'Backup and restore',
  { skip: programs === null ? 'no Postgres of the system, whose packages bring pg_dump' : false },
  () => {
    let folder: string
    let postgres: EmbeddedPostgres
    const databaseUrl = (name: string): string => {
      const url = new URL(postgres.url)
      Object.assign(url, { username: ROLE.name, password: ROLE.password, pathname: `/${name}` })
      return url.href
    }
    const environment = (name: string): Record<string, string> => ({
      DATABASE_URL: databaseUrl(name),
      DATA_DIR: path.join(folder, 'data'),
      LINK_SECRET: SECRET,
      JWT_SECRET: SECRET,
      RESULT_CACHE: 'false',
    })
    const withDeps = async <T>(name: string, work: (deps: Deps) => Promise<T>): Promise<T> => {
      const deps = await openDeps(loadConfig({ ...environment(name), LOG_LEVEL: 'silent' }), 'api')
      try {
        return await work(deps)
      } finally {
        await deps.close()
      }
    }
    const withService = async (name: string, work: (service: Service) => Promise<void>): Promise<void> => {
      const service = await startService({
        databaseUrl: databaseUrl(name),
        workers: 0,
        env: environment(name),
      })
      try {
        await work(service)
      } finally {
        await service.stop()
      }
    }
    /** Workers run while `work` does. */
    const withWorker = async (name: string, work: () => Promise<void>): Promise<void> => {
      const worker = spawnService('test/faults/scene/instant-worker.ts', {
        ...environment(name),
        ENGINES: 'cpu',
        OUTBOUND_ALLOW_PRIVATE: 'true',
      })
      await until(
        () => worker.output().includes('worker ready'),
        60_000,
        () => `the worker did not become ready:\n${worker.output()}`,
      )
      try {
        await work()
      } finally {
        await worker.kill('SIGTERM')
      }
    }
    const take = (target: string) =>
      withDeps('live', ({ db, storage }) =>
        backUp({ db, databaseUrl: databaseUrl('live'), storage, folder: target, searchPath: programs ?? '' }),
      )
    const restoreInto = async (name: string, from: string): Promise<void> => {
      const db = openTestDatabase(databaseUrl(name))
      try {
        await restore({ db, databaseUrl: databaseUrl(name), folder: from, searchPath: programs ?? '' })
      } finally {
        await db.destroy()
      }
    }

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'backup-'))
      await chmod(folder, 0o755)
      postgres = await startSystemPostgres(programs ?? '', folder)
      const run = (statement: string): Promise<void> => administer(postgres.url, () => statement)
      await run(`create role ${ROLE.name} login password '${ROLE.password}'`)
      await run('create role wan_tenant nologin')
      await run(`grant wan_tenant to ${ROLE.name}`)
      for (const name of ['live', 'restored', 'other'])
        await run(`create database ${name} owner ${ROLE.name}`)
      await migrate(databaseUrl('live'))
    })
    after(async () => {
      await postgres?.stop()
      await rm(folder, { recursive: true, force: true })
    })

    it('After the restore of an older database, clients get true answers and no number is given twice', async () => {
      const backup = path.join(folder, 'backup')
      const ids = { done: '', lost: '', waiting: '', later: '' }
      let lastSeq = 0
      await withService('live', async (service) => {
        await withWorker('live', async () => {
          for (const name of ['done', 'lost'] as const) {
            ids[name] = (await service.submit(INSTANT)).id
            await service.videoWhen(ids[name], ended)
          }
        })
        ids.waiting = (await service.submit(INSTANT)).id
        const { rows } = await take(backup)
        assert.equal(rows['public.tasks'], 3)
        // What the backup does not know.
        await withWorker('live', async () => {
          await service.videoWhen(ids.waiting, ended)
          ids.later = (await service.submit(INSTANT)).id
          await service.videoWhen(ids.later, ended)
        })
        const { seq } = await service.db
          .selectFrom('events')
          .select((eb) => eb.fn.max('seq').as('seq'))
          .executeTakeFirstOrThrow()
        lastSeq = Number(seq)
      })
      await withDeps('live', ({ storage }) =>
        storage.removeFolder(taskPrefix(taskIdOfVideo(ids.lost) as string)),
      )

      await restoreInto('restored', backup)
      const differences = await withDeps('restored', reconcile)
      assert.deepEqual([differences.videosExpired, differences.uploadsForgotten], [1, 0])
      // An input and four results.
      assert.equal(differences.objectsUnknown, 5)
      assert.equal((await withDeps('restored', reconcile)).videosExpired, 0)

      await withService('restored', async (service) => {
        const content = async (id: string): Promise<number> =>
          (await service.call(`/v1/videos/${id}/content`)).status
        assert.equal(await content(ids.done), 200)
        assert.equal(await content(ids.lost), 410)
        assert.equal((await service.call(`/v1/videos/${ids.lost}`)).status, 200)
        assert.equal((await service.call(`/v1/videos/${ids.later}`)).status, 404)
        assert.equal((await service.video(ids.waiting)).status, 'queued')
        await withWorker('restored', async () => {
          assert.equal((await service.videoWhen(ids.waiting, ended)).status, 'completed')
        })
        assert.equal(await content(ids.waiting), 200)
        const { rows } = await sql<{ seq: string }>`select max(seq) as seq from events`.execute(service.db)
        assert.ok(Number(rows[0]?.seq) > lastSeq + 1, 'numbers of events are given twice')
      })
    })

    it('The service’s role, which row-level security binds, can dump every row only as a backup does', async () => {
      const url = databaseUrl('live')
      await assert.rejects(
        runPostgresProgram('pg_dump', ['--file=/dev/null'], {
          databaseUrl: url,
          searchPath: programs ?? '',
        }),
        /row-level security/,
      )
      const { rows } = await take(path.join(folder, 'whole'))
      assert.ok((rows['public.tasks'] ?? 0) > 0)
      await restoreInto('other', path.join(folder, 'whole'))
    })

    it('A damaged backup, and a database that is not empty, are refused', async () => {
      await assert.rejects(restoreInto('live', path.join(folder, 'backup')), /is not empty/)
      await appendFile(path.join(folder, 'backup', 'database.dump'), 'x')
      await assert.rejects(restoreInto('other', path.join(folder, 'backup')), /is damaged/)
    })
  },
)
