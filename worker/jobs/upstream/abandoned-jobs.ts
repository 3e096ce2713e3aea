import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { abandonedUpstreamJobs, deleteUpstreamJob, type AbandonedJob } from '#core/store/upstream-jobs.ts'
import type { Engine, EngineServer } from '#worker/engine/engine.ts'

/** Removes jobs from servers that nobody waits for any more. */
export interface AbandonedJobs {
  /** Looks now, in the background. */
  look(): void
  /** Waits for the look under way. */
  stop(): Promise<void>
}

const EVERY_MS = 15_000
const AT_ONCE = 50
/** A server that could not be asked for so long has forgotten the job as well. */
const LONGEST_MS = 7 * 24 * 3600 * 1000

/**
 * Stops and deletes what the servers of these engines made for tasks that have ended, were given to
 * another server, or lost their worker before it could. A video that the service has stored goes,
 * too, unless its server keeps results.
 */
export function watchAbandonedJobs(
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  engines: readonly Pick<Engine, 'server'>[],
  everyMs = EVERY_MS,
): AbandonedJobs {
  const servers = new Map(
    engines.flatMap(({ server }): [string, EngineServer][] =>
      server === null ? [] : [[server.name, server]],
    ),
  )
  let looking: Promise<void> | null = null
  let asked = false

  async function remove(job: AbandonedJob): Promise<void> {
    const server = servers.get(job.server) as EngineServer
    try {
      if (!(job.isCompleted && server.keepsResults)) await server.remove(job)
    } catch (error) {
      if (deps.clock.now().getTime() - job.createdAt.getTime() < LONGEST_MS) {
        deps.log.info({ server: job.server, job: job.id, error: messageOf(error) }, 'a job stays for now')
        return
      }
      deps.log.warn({ server: job.server, job: job.id }, 'a job is given up')
    }
    await deleteUpstreamJob(deps.db, job.key)
  }
  async function pass(): Promise<void> {
    do {
      asked = false
      try {
        for (const job of await abandonedUpstreamJobs(deps.db, [...servers.keys()], AT_ONCE))
          await remove(job)
      } catch (error) {
        deps.log.warn({ error: messageOf(error) }, 'jobs of servers could not be removed')
      }
    } while (asked)
  }
  const look = (): void => {
    asked = true
    looking ??= pass().finally(() => {
      looking = null
    })
  }
  if (servers.size === 0) return { look: () => undefined, stop: async () => undefined }
  const timer = setInterval(look, everyMs)
  look()
  return {
    look,
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
