import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { TLSSocket } from 'node:tls'
import { sql } from 'kysely'
import { settledAddress } from '#core/postgres/address.ts'
import { openLog } from '#core/log.ts'
import { openDatabase, type Db } from '#core/postgres/db.ts'
import { openQueue } from '#core/postgres/queue.ts'
import { currentCertificate } from '#test/core/outbound/tls-certificate.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openPassage } from '#test/support/network/passage.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

async function open(t: TestContext, url: string): Promise<Db> {
  const db = openDatabase({
    url: await settledAddress(url),
    poolSize: 2,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  closeAfter(t, () => db.destroy())
  return db
}

const works = async (db: Db): Promise<boolean> => {
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
  return rows[0]?.one === 1
}

/** Two ways to one database as the two hosts of one connection string. */
async function twoHosts(t: TestContext, parameters = '') {
  const database = await createTestDatabase()
  const passages = [await openPassage(database.url), await openPassage(database.url)] as const
  closeAfter(t, async () => {
    await Promise.all(passages.map((passage) => passage.close()))
    await database.drop()
  })
  const hosts = passages.map((passage) => new URL(passage.url).host)
  const url = database.url.replace(new URL(database.url).host, hosts.join(',')) + parameters
  return { url, database, first: passages[0], second: passages[1] }
}

describe('A connection string with several hosts', () => {
  it('The first host that answers is used, and another one when it is lost', async (t) => {
    const { url, first, second } = await twoHosts(t)
    await first.cut()
    const db = await open(t, url)
    assert.ok(await works(db))
    await first.mend()
    await second.cut()
    await until(
      () => works(db).catch(() => false),
      30_000,
      () => 'the pool did not find the other host',
    )
  })

  it('With target_session_attrs=read-write a host that only reads is refused', async (t) => {
    const { url, database } = await twoHosts(t, '?target_session_attrs=read-write')
    const db = await open(t, url)
    const admin = await open(t, database.url)
    const mode = (value: string) =>
      sql`alter database ${sql.id(database.name)} set default_transaction_read_only = ${sql.lit(value)}`.execute(
        admin,
      )
    assert.ok(await works(db))
    await mode('on')
    await assert.rejects(
      settledAddress(url),
      /no host of the database can be used: .*: it only reads; .*: it only reads$/,
    )
    await mode('off')
    assert.ok(await works(await open(t, url)))
  })

  it('The job queue is woken through the host that is used after the first one is lost', async (t) => {
    const { url, database, first } = await twoHosts(t)
    const address = await settledAddress(url)
    const db = openDatabase({
      url: address,
      poolSize: 2,
      applicationName: 'test',
      onIdleError: () => undefined,
    })
    closeAfter(t, () => db.destroy())
    const queue = await openQueue({
      databaseUrl: address,
      applicationName: 'hosts',
      log: openLog({ level: 'silent', process: 'test' }),
      worker: true,
    })
    closeAfter(t, () => queue.close())
    const admin = await open(t, database.url)
    const listeners = async (): Promise<string[]> =>
      (
        await sql<{ place: string }>`
          select client_port::text as place from pg_stat_activity
          where application_name = 'hosts-queue' and datname = ${database.name}
            and query ilike 'listen %'`.execute(admin)
      ).rows.map(({ place }) => place)
    await until(
      async () => (await listeners()).length === 1,
      30_000,
      () => 'the queue does not listen',
    )
    const [before] = await listeners()
    await first.cut()
    await until(
      async () => {
        await works(db).catch(() => false)
        const now = await listeners()
        return now.length === 1 && now[0] !== before
      },
      60_000,
      () => 'the queue does not listen at the other host',
    )
  })

  it('When no host answers, the message names each', async () => {
    await assert.rejects(
      settledAddress('postgres://wan:x@127.0.0.1:1,127.0.0.1:2/wan'),
      /no host of the database can be used: 127\.0\.0\.1:1: .*ECONNREFUSED.*; 127\.0\.0\.1:2: .*ECONNREFUSED/,
    )
  })
})

/** A way to the database that speaks TLS with its certificate. */
async function tlsPassage(t: TestContext, databaseUrl: string): Promise<{ url: string; ca: string }> {
  const { certificate, privateKey } = currentCertificate('db.example')
  const { hostname, port } = new URL(databaseUrl)
  const server = createServer((client) => {
    client.on('error', () => undefined)
    client.once('data', () => {
      client.write('S')
      const secure = new TLSSocket(client, { isServer: true, cert: certificate, key: privateKey })
      const target = connect(Number(port), hostname)
      for (const socket of [secure, target]) socket.on('error', () => client.destroy())
      secure.pipe(target).pipe(secure)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-tls-'))
  closeAfter(t, async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  const ca = path.join(folder, 'ca.pem')
  await writeFile(ca, certificate)
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: url.href, ca }
}

describe('sslmode means what it means for libpq', () => {
  it('prefer takes TLS where the server offers it, and goes on without where it does not', async (t) => {
    const database = await createTestDatabase()
    closeAfter(t, () => database.drop())
    const tls = await tlsPassage(t, database.url)
    const encrypted = await settledAddress(`${tls.url}?sslmode=prefer`)
    assert.match(encrypted.url, /sslmode=require/)
    assert.ok(await works(await open(t, `${tls.url}?sslmode=prefer`)))
    assert.match((await settledAddress(`${database.url}?sslmode=prefer`)).url, /sslmode=disable/)
    assert.ok(await works(await open(t, `${database.url}?sslmode=prefer`)))
  })

  it('require encrypts with any certificate and fails without TLS; verify-ca wants a known issuer; verify-full the name as well', async (t) => {
    const database = await createTestDatabase()
    closeAfter(t, () => database.drop())
    const { url, ca } = await tlsPassage(t, database.url)
    assert.ok(await works(await open(t, `${url}?sslmode=require`)))
    await assert.rejects(works(await open(t, `${database.url}?sslmode=require`)), /does not support SSL/)
    assert.ok(await works(await open(t, `${url}?sslmode=verify-ca&sslrootcert=${ca}`)))
    await assert.rejects(works(await open(t, `${url}?sslmode=verify-full&sslrootcert=${ca}`)), /altnames/i)
  })
})
