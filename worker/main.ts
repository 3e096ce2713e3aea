import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import path from 'node:path'
import {
  ConfigError,
  describeConfig,
  loadConfig,
  processEnvironment,
  type Config,
} from '#core/config/config.ts'
import { watchDeadlines } from '#core/lifecycle/lifecycle.ts'
import { cacheFolder, openDeps, temporaryFolder, type Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { onShutdownRequest } from '#core/shutdown.ts'
import { registerModels } from '#core/store/models.ts'
import { deleteWorker, recordHeartbeat, type WorkerRow } from '#core/store/workers.ts'
import { startEngine } from '#worker/engine/parent/client.ts'
import type { Engine } from '#worker/engine/engine.ts'
import type { EngineDevice } from '#worker/engine/parent/environment.ts'
import { registerRevisions } from '#worker/models/register-revisions.ts'
import { servedModels, unavailableModels } from '#worker/models/served-models.ts'
import { openRunFolders } from '#worker/jobs/run-folders.ts'
import { generate } from '#worker/jobs/generate.ts'
import { maintain } from '#worker/jobs/maintain.ts'
import { startDeliverer } from '#worker/webhooks/deliverer.ts'

const HEARTBEAT_MS = 5000
/** Exit code of a process that cannot start before its operator changes something (EX_CONFIG). */
const SETUP_EXIT = 78
/** A quarter of the shortest permitted heartbeat. */
const HEARTBEAT_REFRESH_SECONDS = 2

/**
 * Starts the engines. One whose device cannot work is reported and left out, so that the others
 * make videos.
 *
 * @throws NoEngineError when none is left
 */
async function startEngines(config: Config, deps: Deps): Promise<{ engines: Engine[]; faults: string[] }> {
  const started = await Promise.allSettled(
    config.engines.map((device, index) =>
      startEngine({
        name: `${device}#${index}`,
        device: device as EngineDevice,
        modelsDirectory: config.modelsDir,
        threads: config.engineThreads,
        memoryGb: config.engineMemoryGb,
        cacheDirectory: cacheFolder(config),
        ...(config.ffmpegPath === null ? {} : { ffmpegPath: config.ffmpegPath }),
        ...(config.ffprobePath === null ? {} : { ffprobePath: config.ffprobePath }),
        uploadedVideos: config.uploadedVideos as 'auto' | 'always' | 'never',
        stallTimeoutMs: config.engineStallTimeoutSeconds * 1000,
        cancelGraceMs: config.engineCancelGraceSeconds * 1000,
        environment: processEnvironment(),
        log: deps.log,
      }),
    ),
  )
  const engines = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const faults = started.flatMap((each) => (each.status === 'rejected' ? [messageOf(each.reason)] : []))
  if (engines.length === 0) throw new NoEngineError(`no engine can work: ${[...new Set(faults)].join('; ')}`)
  for (const fault of faults) deps.log.error({ error: fault }, 'an engine is left out')
  return { engines, faults }
}

/** No engine can work on this machine as it is; the message says why, in one line. */
class NoEngineError extends Error {}

/**
 * Starts engines and consumers, and returns the function that stops them: it takes no new job, lets
 * running ones finish within the grace period, and returns the others to the queue uncharged.
 *
 * @param openEngines starts the engines of a worker that generates; they are closed at its stop
 */
export async function startWorker(
  config: Config,
  deps: Deps,
  openEngines = startEngines,
): Promise<() => Promise<void>> {
  const id = randomUUID()
  const startedAt = deps.clock.now()
  const shutdown = new AbortController()
  const running = new Set<Promise<void>>()
  const tracked = (job: Promise<void>): Promise<void> => {
    running.add(job)
    return job.finally(() => running.delete(job))
  }
  const runFolders = await openRunFolders(temporaryFolder(config))
  await runFolders.removeDead()
  const works = (queue: string): boolean => config.queues.includes(queue)

  const { engines, faults } = works('generate')
    ? await openEngines(config, deps)
    : { engines: [], faults: [] }
  const models = servedModels(engines)
  await registerModels(deps.db, models, deps.clock.now())
  if (works('generate') && models.length === 0)
    deps.log.warn(
      { folder: path.resolve(config.modelsDir) },
      'no model is served: MODELS_DIR holds no model folder that can be used',
    )
  const worker = (): WorkerRow => {
    const working = engines.filter((engine) => engine.fault === null)
    const served = working.length === engines.length ? models : servedModels(working)
    return {
      id,
      host: hostname(),
      devices: working.map((engine) => engine.device),
      deviceClasses: working.map((engine) => engine.deviceClass),
      models: served.map((model) => model.id),
      unavailable: unavailableModels(engines, config.modelsDir),
      fittingSizes: Object.fromEntries(served.map((model) => [model.id, model.fittingSizes ?? []])),
      brokenEngines: faults.length + engines.length - working.length,
      startedAt,
    }
  }
  const heartbeat = (): Promise<void> => recordHeartbeat(deps.db, worker(), deps.clock.now())
  await heartbeat()
  const heartbeats = setInterval(() => {
    heartbeat().catch((error: unknown) => deps.log.warn({ error: messageOf(error) }, 'heartbeat not written'))
  }, HEARTBEAT_MS)

  for (const engine of engines)
    await deps.queue.work('generate', { heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS }, (job) =>
      tracked(generate({ ...deps, runFolders }, engine, job, shutdown.signal)),
    )
  const deliverer = works('webhook') ? startDeliverer(deps) : null
  if (works('maintenance'))
    await deps.queue.work('maintenance', {}, (job) => tracked(maintain({ ...deps, runFolders }, job)))
  const stopDeadlines = watchDeadlines(deps)
  if (config.resultCache)
    void registerRevisions(deps, {
      modelsDirectory: config.modelsDir,
      cacheDirectory: cacheFolder(config),
      models: models.map((model) => model.id),
    })
  deps.log.info(
    { worker: id, engines: engines.map((engine) => engine.name), models: models.map((model) => model.id) },
    'worker ready',
  )

  return async () => {
    clearInterval(heartbeats)
    await stopDeadlines()
    await deps.queue.stopFetching()
    const grace = setTimeout(() => shutdown.abort(), config.shutdownGraceSeconds * 1000)
    await Promise.allSettled([...running, deliverer?.stop(config.shutdownGraceSeconds * 1000)])
    clearTimeout(grace)
    await Promise.allSettled(engines.map((engine) => engine.close()))
    await runFolders.close().catch(() => undefined)
    await deleteWorker(deps.db, id).catch(() => undefined)
  }
}

async function main(): Promise<void> {
  const config = loadConfig(processEnvironment())
  const deps = await openDeps(config, 'worker')
  deps.log.info(describeConfig(config), 'worker starting')
  let stop: (() => Promise<void>) | undefined
  onShutdownRequest(async () => {
    await stop?.()
    await deps.close()
  })
  stop = await startWorker(config, deps)
}

if (import.meta.main)
  main().catch((error: unknown) => {
    const isSetup = error instanceof ConfigError || error instanceof NoEngineError
    console.error(isSetup ? error.message : `worker: ${messageOf(error)}`)
    process.exit(isSetup ? SETUP_EXIT : 1)
  })
