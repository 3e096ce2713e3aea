import { randomUUID } from 'node:crypto'
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
import { messageOf, oneLine } from '#core/errors.ts'
import type { Checks } from '#core/readiness.ts'
import type { UnavailableModel } from '#core/task/model-definition.ts'
import { onShutdownRequest } from '#core/shutdown.ts'
import { startEngine } from '#worker/engine/parent/client.ts'
import type { Engine } from '#worker/engine/engine.ts'
import { isDevice } from '#worker/engine/parent/environment.ts'
import { openRemoteEngines } from '#worker/engine/remote/open.ts'
import { serverEntries } from '#worker/engine/remote/server/entries.ts'
import { createModelPauses } from '#worker/fitness/model-pauses.ts'
import { watchFitness } from '#worker/fitness/fitness.ts'
import { isAble } from '#worker/fitness/serving.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { registerRevisions } from '#worker/models/register-revisions.ts'
import { servedModels } from '#worker/models/served-models.ts'
import { watchAbandonedJobs } from '#worker/jobs/upstream/abandoned-jobs.ts'
import { openRunFolders } from '#worker/jobs/run-folders.ts'
import { generate } from '#worker/jobs/generate.ts'
import { maintain } from '#worker/jobs/maintain.ts'
import { startDeliverer } from '#worker/webhooks/deliverer.ts'
import { consumeWhileAble } from './consumers.ts'
import { engineFacts } from './engine-facts.ts'
import { openOperatorPort } from './operator-port.ts'
import { register } from './registration.ts'

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
async function startEngines(config: Config, deps: Deps): Promise<OpenedEngines> {
  const remote = await openRemoteEngines({
    servers: serverEntries(config, processEnvironment()),
    modelsDirectory: config.modelsDir,
    threads: config.engineThreads,
    stallTimeoutMs: config.engineStallTimeoutSeconds * 1000,
    ffmpegPath: config.ffmpegPath,
    ffprobePath: config.ffprobePath,
    uploadedVideos: config.uploadedVideos as 'auto' | 'always' | 'never',
    log: deps.log,
  })
  const started = await Promise.allSettled(
    config.engines.filter(isDevice).map((device, index) =>
      startEngine({
        name: `${device}#${index}`,
        device,
        modelsDirectory: config.modelsDir,
        lorasDirectory: config.lorasDir,
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
        onLoad: ({ model, component, deviceClass, seconds }) =>
          deps.metrics.modelLoadSeconds.observe({ model, component, device_class: deviceClass }, seconds),
      }),
    ),
  )
  const local = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const engines = [...local, ...remote.engines]
  const faults = started.flatMap((each) => (each.status === 'rejected' ? [messageOf(each.reason)] : []))
  if (engines.length === 0) throw new NoEngineError(`no engine can work: ${[...new Set(faults)].join('; ')}`)
  for (const fault of faults) deps.log.error({ error: fault }, 'an engine is left out')
  return { engines, faults, unserved: () => remote.unserved() }
}

/** Engines that work, why others do not, and models that none of them serves. */
interface OpenedEngines {
  readonly engines: readonly Engine[]
  readonly faults: readonly string[]
  readonly unserved?: () => readonly UnavailableModel[]
}

/** No engine can work on this machine as it is; the message says why, in one line. */
class NoEngineError extends Error {}

/** A worker that takes jobs. */
export interface Worker {
  /** Whether it takes tasks now, and with which engines. */
  readonly checks: Checks
  /**
   * Takes no new job, lets running ones finish within the grace period, and returns the others to
   * the queue uncharged.
   */
  stop(): Promise<void>
}

/**
 * Starts engines and consumers.
 *
 * @param openEngines starts the engines of a worker that generates; they are closed at its stop
 */
export async function startWorker(
  config: Config,
  deps: Deps,
  openEngines: (config: Config, deps: Deps) => Promise<OpenedEngines> = startEngines,
): Promise<Worker> {
  const worker = randomUUID()
  const shutdown = new AbortController()
  const running = new Set<Promise<void>>()
  const tracked = (job: Promise<void>): Promise<void> => {
    running.add(job)
    return job.finally(() => running.delete(job))
  }
  const runFolders = await openRunFolders(temporaryFolder(config))
  await runFolders.removeDead()
  const works = (queue: string): boolean => config.queues.includes(queue)

  const none: OpenedEngines = { engines: [], faults: [] }
  const { engines, faults, unserved } = works('generate') ? await openEngines(config, deps) : none
  const busy = new Set<Engine>()
  deps.metrics.watchEngines(() => engineFacts(engines, busy))
  const models = servedModels(engines).map((model) => model.id)
  if (works('generate') && models.length === 0)
    deps.log.warn(
      { folder: path.resolve(config.modelsDir) },
      'no model is served: MODELS_DIR holds no model folder that can be used',
    )
  const pauses = createModelPauses()
  const fitness = watchFitness(
    deps,
    {
      folder: () => runFolders.check(),
      ffmpeg: () => findFfmpeg(config),
      storage: () => deps.storage.check(),
    },
    () => void Promise.all([consumers.refresh(), registration.refresh()]),
  )
  const abandoned = watchAbandonedJobs(deps, engines)
  const state = { worker, runFolders, fitness, pauses, abandoned }
  const registration = await register(deps, config, {
    ...state,
    engines,
    brokenAtStart: faults.length,
    unserved: unserved ?? (() => []),
  })
  const consumers = consumeWhileAble({
    engines,
    isAble: (engine) => isAble(state, engine),
    fetchFor: (engine) =>
      deps.queue.work('generate', { heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS }, (job) => {
        busy.add(engine)
        const run = generate({ ...deps, ...state }, engine, job, shutdown.signal)
        return tracked(run.finally(() => busy.delete(engine)))
      }),
    onError: (error) => deps.log.warn({ error: messageOf(error) }, 'no jobs are fetched'),
  })
  await consumers.refresh()
  const deliverer = works('webhook') ? startDeliverer(deps) : null
  if (works('maintenance'))
    await deps.queue.work('maintenance', {}, (job) => tracked(maintain({ ...deps, runFolders }, job)))
  const stopDeadlines = watchDeadlines(deps)
  if (config.resultCache)
    void registerRevisions(deps, {
      modelsDirectory: config.modelsDir,
      lorasDirectory: config.lorasDir,
      cacheDirectory: cacheFolder(config),
      models,
    })
  deps.log.info({ worker, engines: engines.map((engine) => engine.name), models }, 'worker ready')

  const checks: Checks = {
    work: () => fitness.reason ?? 'ok',
    engines: () => {
      const broken = faults.length + engines.filter((engine) => engine.fault !== null).length
      return broken === 0 ? 'ok' : `${broken} of ${engines.length + faults.length} cannot work`
    },
  }
  const stop = async (): Promise<void> => {
    consumers.stop()
    fitness.stop()
    await stopDeadlines()
    await deps.queue.stopFetching()
    const leaving = registration.close()
    const grace = setTimeout(() => shutdown.abort(), config.shutdownGraceSeconds * 1000)
    await Promise.allSettled([...running, leaving, deliverer?.stop(config.shutdownGraceSeconds * 1000)])
    clearTimeout(grace)
    const removing = abandoned.stop()
    await Promise.allSettled([...engines.map((engine) => engine.close()), removing])
    await runFolders.close().catch(() => undefined)
  }
  return { checks, stop }
}

async function main(): Promise<void> {
  const config = loadConfig(processEnvironment())
  const deps = await openDeps(config, 'worker')
  const { workerMetricsPort } = config
  const port = workerMetricsPort === null ? null : await openOperatorPort(deps, workerMetricsPort)
  let started: Worker | undefined
  onShutdownRequest(async () => {
    port?.stopping()
    await started?.stop()
    port?.close()
    await deps.close()
  })
  deps.log.info({ metricsPort: port?.port, ...describeConfig(config) }, 'worker starting')
  started = await startWorker(config, deps)
  port?.started(started.checks)
}

if (import.meta.main)
  main().catch((error: unknown) => {
    const isSetup = error instanceof ConfigError || error instanceof NoEngineError
    console.error(isSetup ? error.message : `The worker did not start. ${oneLine(error)}`)
    process.exit(isSetup ? SETUP_EXIT : 1)
  })
