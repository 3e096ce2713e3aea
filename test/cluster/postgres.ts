import { chown, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { choosePostgresAccount } from '#infra/dev/postgres/account.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import type { EmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { currentCertificate } from '#test/core/outbound/tls-certificate.ts'
import { startSystemPostgres } from '#test/support/database/system-postgres.ts'

/** The role of the service: no superuser, and no owner of its database. */
const ROLE = 'wan'
const PASSWORD = 'a-password-of-the-cluster'

/** The system's Postgres with TLS, a database and a role that has no right beyond logging in. */
export interface ClusterPostgres {
  /** Of the service's role, without TLS: what a pooler beside Postgres uses. */
  readonly plainUrl: string
  /**
   * Of the service's role, by two hosts, of which the first one is away; encrypted, with the name
   * and the issuer of the certificate verified.
   */
  verifiedUrl(database?: string): string
  /** Statements of an administrator, in a database. */
  administer(statements: string, database?: string): Promise<pg.QueryResult>
  stop(): Promise<void>
}

/** @param programs folder of the programs of the system's Postgres */
export async function startClusterPostgres(programs: string, folder: string): Promise<ClusterPostgres> {
  const server: EmbeddedPostgres = await startSystemPostgres(programs, folder)
  const administer: ClusterPostgres['administer'] = async (statements, database = 'postgres') => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      return await client.query(statements)
    } finally {
      await client.end()
    }
  }
  const dataDir = path.join(folder, 'system-postgres')
  const { certificate, privateKey } = currentCertificate('localhost')
  const [crt, key] = [path.join(dataDir, 'server.crt'), path.join(dataDir, 'server.key')]
  await writeFile(crt, certificate)
  await writeFile(key, privateKey, { mode: 0o600 })
  const { uid, gid } = choosePostgresAccount(path.join(programs, 'postgres'), dataDir)
  for (const file of [crt, key]) await chown(file, uid, gid)
  const issuer = path.join(folder, 'issuer.crt')
  await writeFile(issuer, certificate)
  await administer('alter system set ssl = on')
  await administer('select pg_reload_conf()')
  await administer(`create role ${ROLE} login password '${PASSWORD}'`)
  await administer('create database wan')

  const awayPort = await freeLoopbackPort()
  return {
    plainUrl: `postgres://${ROLE}:${PASSWORD}@127.0.0.1:${server.port}/wan`,
    verifiedUrl: (database = 'wan') =>
      `postgres://${ROLE}:${PASSWORD}@localhost:${awayPort},localhost:${server.port}/${database}` +
      `?sslmode=verify-full&sslrootcert=${issuer}&target_session_attrs=read-write`,
    administer,
    stop: () => server.stop(),
  }
}
