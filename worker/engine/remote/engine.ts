import { CANCEL, type Engine } from '#worker/engine/engine.ts'
import { EngineError, stopError } from '#worker/engine/failure.ts'
import { watchWork } from '#worker/engine/work.ts'
import { LONGEST_TIMEOUT_MS } from '#worker/engine/timeouts.ts'
import type { Log } from '#core/log.ts'
import { servedBy } from '#worker/engine/remote/models/served-by.ts'
import type { UpstreamFolder } from '#worker/engine/remote/models/upstream-folders.ts'
import { runOnServer, type RunTools } from '#worker/engine/remote/run/run.ts'
import type { Server } from '#worker/engine/remote/server/server.ts'

/**
 * One slot of a server. Slots share the server's state: what makes it unusable for one stops them
 * all from being given tasks.
 */
export function createSlot(
  server: Server,
  index: number,
  o: { readonly folders: readonly UpstreamFolder[]; readonly tools: RunTools; readonly log: Log },
): Engine {
  const { entry, protocol } = server
  const name = `${entry.name}#${index}`
  const log = o.log.child({ engine: name })
  let running: Promise<unknown> | null = null
  const closing = new AbortController()
  const doing = watchWork()

  return {
    name,
    device: entry.name,
    deviceClass: `server ${entry.name}`,
    get models() {
      const { takesUploads } = o.tools
      return servedBy(server, o.folders).map(({ definition }) => ({ ...definition, takesUploads }))
    },
    modelFaults: [],
    get fault() {
      return server.fault
    },
    get work() {
      return doing.now
    },
    pid: null,
    server: {
      name: entry.name,
      keepsResults: entry.keepsResults,
      remove: async ({ id, key }) => {
        const known = id ?? protocol.idOf(key)
        if (known !== null) await protocol.remove(known)
      },
    },
    async generate(request, run) {
      if (running !== null) throw new Error(`engine ${name} is busy: it makes one video at a time`)
      const stop = new AbortController()
      const onAbort = (): void => stop.abort(stopError('cancelled'))
      const onClose = (): void => stop.abort(closedError())
      run.signal.addEventListener('abort', onAbort, { once: true })
      closing.signal.addEventListener('abort', onClose, { once: true })
      if (run.signal.aborted) onAbort()
      const deadline = setTimeout(
        () => stop.abort(stopError('deadline_exceeded')),
        Math.min(Math.max(0, run.timeLimitMs), LONGEST_TIMEOUT_MS),
      )
      try {
        const served = servedBy(server, o.folders).find(
          ({ folder }) => folder.definition.id === request.modelId,
        )
        if (served === undefined)
          throw new EngineError('model_unavailable', 'The model is not available.', false, {
            cause: request.modelId,
          })
        doing.begin(request.modelId)
        const work = runOnServer(server, served, request, {
          ...run,
          onProgress(progress) {
            doing.report(progress)
            run.onProgress(progress)
          },
          tools: o.tools,
          signal: stop.signal,
          isUnwanted: () => run.signal.reason === CANCEL,
        })
        running = work
        return await work
      } catch (error) {
        if (error instanceof EngineError && error.code !== 'cancelled')
          log.warn({ runId: request.runId, code: error.code, detail: String(error.cause) }, 'run failed')
        throw error
      } finally {
        running = null
        clearTimeout(deadline)
        run.signal.removeEventListener('abort', onAbort)
        closing.signal.removeEventListener('abort', onClose)
      }
    },
    async close() {
      closing.abort()
      await Promise.allSettled([running])
      await server.close()
    },
  }
}

const closedError = (): EngineError => new EngineError('engine_crashed', 'The engine is shutting down.', true)
