import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start.ts'
import { ensureServiceRoles } from './service-role.ts'
import { describeError } from '#infra/dev/setup-error.ts'

const RETRY_MS = 500

export interface KeptPostgres {
  /** Connection string of the service's role; the same across restarts. */
  readonly url: string
  /** The same for the role that reads for tenants. */
  readonly tenantUrl: string
  stop(): Promise<void>
}

/**
 * Starts Postgres, and restarts it on the same port whenever it ends by itself, as after a SIGKILL:
 * clients that reconnect find it within a second.
 *
 * @throws SetupError when the first start fails
 */
export async function keepPostgres(
  options: EmbeddedPostgresOptions & { serverLog: (line: string) => void },
): Promise<KeptPostgres> {
  const { log } = options
  const first = await startEmbeddedPostgres(options)
  const urls = await ensureServiceRoles(first.url).catch(async (error: unknown) => {
    await first.stop()
    throw error
  })
  const stopping = new AbortController()
  let current = first

  const startAgain = async (): Promise<EmbeddedPostgres | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await startEmbeddedPostgres({ ...options, port: first.port })
      } catch (error) {
        log(`Postgres did not start: ${describeError(error)}`)
        await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
    return null
  }
  const keep = async (): Promise<void> => {
    for (;;) {
      const { code, signal } = await current.exited
      if (stopping.signal.aborted) return
      log(`Postgres ended (${signal ?? `exit code ${code}`}); restarting it`)
      const next = await startAgain()
      if (next === null) return
      current = next
      // stop() was called during this start and ended only the server before it.
      if (stopping.signal.aborted) return current.stop()
      log('Postgres is running again')
    }
  }
  const kept = keep()

  return {
    ...urls,
    async stop() {
      stopping.abort()
      await current.stop()
      await kept
    },
  }
}
