import { setTimeout as delay } from 'node:timers/promises'
import { processEnvironment } from '#core/config/config.ts'
import type { Engine, RunOptions } from '#worker/engine/engine.ts'
import { watchWork } from '#worker/engine/work.ts'
import { EngineError, stopError } from '#worker/engine/failure.ts'
import { deviceClass } from './device-class.ts'
import { spawnEngineProcess, type EngineProcess, type EngineProcessOptions } from './process.ts'
import { LONGEST_TIMEOUT_MS } from '#worker/engine/timeouts.ts'
import { superviseRun, type RunLimits } from './supervise-run.ts'

export interface EngineOptions extends EngineProcessOptions, RunLimits {
  /** Name in logs. Default: the device. */
  readonly name?: string
}

const FIRST_RESTART_DELAY_MS = 250
const LONGEST_RESTART_DELAY_MS = 30_000
const CLOSE_GRACE_MS = 2_000

/**
 * Starts the child of one device and replaces it whenever it ends. The child's states:
 *
 *   starting ──ready──► idle ──generate──► running ──done, failed──► idle
 *      ▲                  │                   │
 *      │                  └──────exit─────────┘
 *      └──────delay───────── gone ◄─────────── (also when a start fails)
 *
 * The first restart is immediate. Each further one waits twice as long as the last, from 250 ms to
 * 30 s, until a child survives a run.
 *
 * @throws Error with the reason when the first start fails.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const name = options.name ?? options.device
  const log = options.log.child({ engine: name })
  const closing = new AbortController()
  const spawn = async (): Promise<EngineProcess> => {
    const spawned = await spawnEngineProcess({ ...options, log }, closing.signal)
    for (const fault of spawned.modelFaults) log.error(fault, 'model folder cannot be served')
    for (const note of spawned.notes) log.info({ note }, 'engine')
    return spawned
  }

  let child = await spawn()
  let ready = Promise.resolve(child)
  let alive = true
  let failuresInARow = 0
  let running = false
  let fault: string | null = null
  const work = watchWork()

  async function keepRunning(): Promise<void> {
    for (;;) {
      const { how, lastWords } = await child.exited
      alive = false
      work.forget()
      const next = Promise.withResolvers<EngineProcess>()
      next.promise.catch(() => undefined)
      ready = next.promise
      if (closing.signal.aborted) return next.reject(closedError())
      log.error({ how, lastWords, pid: child.pid }, 'engine process ended; restarting it')
      await restart(next)
      if (closing.signal.aborted) return
    }
  }

  async function restart(next: PromiseWithResolvers<EngineProcess>): Promise<void> {
    for (;;) {
      const delayMs = Math.min(LONGEST_RESTART_DELAY_MS, FIRST_RESTART_DELAY_MS * 2 ** (failuresInARow - 1))
      if (failuresInARow++ > 0)
        await delay(delayMs, undefined, { signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted) return next.reject(closedError())
      try {
        child = await spawn()
        alive = true
        fault = null
        if (closing.signal.aborted) child.kill()
        return next.resolve(child)
      } catch (error) {
        fault = error instanceof Error ? error.message : String(error)
        log.error({ error: fault }, 'engine process failed to start')
        next.reject(
          new EngineError('engine_crashed', 'The engine could not be started.', true, {
            cause: error,
            workerFault: 'device',
          }),
        )
        next = Promise.withResolvers<EngineProcess>()
        next.promise.catch(() => undefined)
        ready = next.promise
      }
    }
  }

  const supervision = keepRunning()

  return {
    name,
    device: options.device,
    server: null,
    deviceClass: deviceClass(options.device, options.threads, options.environment ?? processEnvironment()),
    get models() {
      return child.models
    },
    get modelFaults() {
      return child.modelFaults
    },
    get fault() {
      return fault
    },
    get work() {
      return work.now
    },
    get pid() {
      return alive ? child.pid : null
    },
    async generate(request, run) {
      if (running) throw new Error(`engine ${name} is busy: it makes one video at a time`)
      running = true
      try {
        const endAt = performance.now() + run.timeLimitMs
        const process = await orStopped(ready, run)
        work.begin(request.modelId)
        const onProgress: RunOptions['onProgress'] = (progress) => {
          work.report(progress)
          run.onProgress(progress)
        }
        return await superviseRun(
          process,
          request,
          { ...run, onProgress, timeLimitMs: endAt - performance.now() },
          options,
        )
      } catch (error) {
        if (error instanceof EngineError && error.code !== 'cancelled')
          log.warn({ runId: request.runId, code: error.code, detail: error.cause }, 'run failed')
        throw error
      } finally {
        running = false
        if (alive) failuresInARow = 0
      }
    },
    async close() {
      closing.abort()
      if (running) child.kill()
      else child.disconnect()
      const timer = setTimeout(() => child.kill(), CLOSE_GRACE_MS)
      await supervision
      clearTimeout(timer)
    },
  }
}

const closedError = (): EngineError => new EngineError('engine_crashed', 'The engine is shutting down.', true)

/** The outcome of `waiting`, unless the run is cancelled or its deadline passes first. */
async function orStopped<T>(waiting: Promise<T>, { signal, timeLimitMs }: RunOptions): Promise<T> {
  if (signal.aborted) throw stopError('cancelled')
  if (timeLimitMs <= 0) throw stopError('deadline_exceeded')
  const stopped = Promise.withResolvers<never>()
  const onAbort = (): void => stopped.reject(stopError('cancelled'))
  const timer = setTimeout(
    () => stopped.reject(stopError('deadline_exceeded')),
    Math.min(timeLimitMs, LONGEST_TIMEOUT_MS),
  )
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([waiting, stopped.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
