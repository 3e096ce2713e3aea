import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createWriteStream } from 'node:fs'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { videoIdOf } from '#core/ids.ts'
import { traceIdOf } from '#core/tracing/tracing.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { CANCEL_CHANNEL } from '#core/postgres/notifications.ts'
import type { WorkedJob } from '#core/postgres/queue.ts'
import { findRunSpeed } from '#core/store/run-speeds.ts'
import type { Claim, Task } from '#core/task/task.ts'
import type { RunSpeed } from '#core/task/run.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { CANCEL, SHUTDOWN, type Engine } from '#worker/engine/engine.ts'
import { faultOfWorker } from '#worker/fitness/blame.ts'
import type { Fitness } from '#worker/fitness/fitness.ts'
import type { ModelPauses } from '#worker/fitness/model-pauses.ts'
import { servingOf } from '#worker/fitness/serving.ts'
import type { EngineResult } from '#worker/engine/run.ts'
import type { AbandonedJobs } from '#worker/jobs/upstream/abandoned-jobs.ts'
import { createCheckpoints, type Checkpoints } from './checkpoints.ts'
import { fetchPreceding, type Preceding } from './fetch-preceding.ts'
import { createPreviews } from './previews.ts'
import { createProgress } from './progress.ts'
import { repeatWrite } from './repeat-write.ts'
import { beginRun, type RunSpans } from '#core/tracing/run-spans.ts'
import { settleFailure, type StopReason } from './settle-failure.ts'
import { openUpstreamJobs } from '#worker/jobs/upstream/jobs.ts'
import type { RunFolders } from './run-folders.ts'
import { uploadResults } from './upload-results.ts'

type GenerateDeps = Deps & {
  /** Id of this worker. */
  readonly worker: string
  readonly runFolders: RunFolders
  readonly fitness: Fitness
  readonly pauses: ModelPauses
  readonly abandoned: AbandonedJobs
}

/**
 * One attempt at one task:
 * 1. claim the task whose turn it is under a new fencing token
 * 2. fetch the inputs and the newest checkpoint of an earlier attempt
 * 3. run the engine, report progress, store checkpoints and previews, listen for a cancellation
 * 4. upload the results under keys of this attempt
 * 5. complete the task, or record why it failed
 *
 * The queue's job is only the trigger. The handler settles the task itself and always returns, so
 * the queue never decides about a task; it decides only that a silent worker has lost its claim.
 */
export async function generate(
  deps: GenerateDeps,
  engine: Engine,
  job: WorkedJob<{ taskId: string }>,
  shutdown: AbortSignal,
): Promise<void> {
  // 1
  const serving = servingOf(deps, engine)
  const delivery = { jobId: job.id, retryCount: job.retryCount, serving }
  const started = await repeatWrite(
    deps,
    (repeated) => lifecycle.startNext(deps, { ...delivery, repeated }),
    shutdown,
  )
  if (started.outcome === 'gone') return
  const { task, claim } = started
  const log = deps.log.child({ task: task.id, fencingToken: claim.fencingToken, engine: engine.name })
  const startedAt = performance.now()
  const spans = beginRun(deps, task, { engine: engine.name, deviceClass: engine.deviceClass })
  const labels = { engine: engine.name, device_class: engine.deviceClass }
  const queueSeconds = secondsBetween(task.createdAt, deps.clock.now())
  if (task.attempts === 1) deps.metrics.taskWaitSeconds.observe({ model: task.model }, queueSeconds)

  const stop = new AbortController()
  const stopFor = (reason: StopReason) => (): void => stop.abort(reason)
  const onShutdown = stopFor(SHUTDOWN)
  const onClaimLost = stopFor('fenced')
  shutdown.addEventListener('abort', onShutdown, { once: true })
  job.signal.addEventListener('abort', onClaimLost, { once: true })
  const unlisten = deps.notifications.on(CANCEL_CHANNEL, (id) => {
    if (id === task.id) stop.abort(CANCEL)
  })

  const uploaded: string[] = []
  const checkpoints = createCheckpoints({ ...deps, log }, claim)
  let outcome: string
  let failure: string | null = null
  let timings: Readonly<Record<string, number>> = {}
  let folder: string | undefined
  try {
    if (shutdown.aborted) stop.abort(SHUTDOWN)
    folder = await deps.runFolders.make(task.id)
    const preceding = await fetchPreceding(deps, task, folder)
    const result = await run({ ...deps, log }, engine, task, claim, {
      folder,
      stop,
      checkpoints,
      preceding,
      spans,
    })
    // 4
    const uploadStartedAt = performance.now()
    const assets = await uploadResults(deps, task, claim, result, uploaded)
    timings = { ...result.timings, upload: (performance.now() - uploadStartedAt) / 1000 }
    // 5
    const manifest = {
      ...result.manifest,
      deviceClass: engine.deviceClass,
      inputs: { ...result.manifest.inputs, precedingVideo: preceding?.sha256 ?? null },
      video: { sha256: assets.video.sha256 },
    }
    const speed = speedOf(engine, result, timings)
    const completed = await repeatWrite(deps, () =>
      lifecycle.complete(deps, claim, { assets, manifest, timings, speed }),
    )
    outcome = completed === null ? 'fenced' : 'completed'
    if (completed !== null)
      for (const [phase, seconds] of Object.entries(timings))
        deps.metrics.taskRunSeconds.observe(
          { model: task.model, phase, device_class: engine.deviceClass },
          seconds,
        )
    if (completed !== null && speed !== null)
      deps.metrics.taskStepSeconds.observe(
        { model: task.model, device_class: engine.deviceClass },
        speed.stepSeconds,
      )
    deps.pauses.clear(task.model)
  } catch (error) {
    // The next attempt must find what this one stored.
    await checkpoints.settled()
    const fault =
      stop.signal.reason === 'fenced' ? null : await faultOfWorker({ ...deps, log }, task.model, error)
    outcome = await repeatWrite(deps, () => settleFailure(deps, claim, { error, fault }, stop.signal))
    if (fault !== null || outcome.startsWith('failed') || outcome.startsWith('retry'))
      log.warn({ error: messageOf(error) }, 'attempt failed')
    failure = messageOf(error)
  } finally {
    unlisten()
    shutdown.removeEventListener('abort', onShutdown)
    job.signal.removeEventListener('abort', onClaimLost)
    await checkpoints.settled()
    await removeUnlessKept(deps, claim, uploaded)
    if (await lifecycle.hasEnded(deps, task.id).catch(() => false)) await checkpoints.discard()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    if (engine.server !== null) deps.abandoned.look()
  }
  const seconds = (performance.now() - startedAt) / 1000
  deps.metrics.engineBusySeconds.inc(labels, seconds)
  deps.metrics.attempts.inc({ model: task.model, outcome: outcome.split(/[ :]/)[0] ?? outcome })
  spans.end(outcome, failure)
  log.info(
    {
      outcome,
      traceId: traceIdOf(task.traceparent),
      videoId: videoIdOf(task.id),
      tenantId: task.tenantId,
      attempt: task.attempts,
      model: task.model,
      size: `${task.parameters.width}x${task.parameters.height}`,
      frames: task.parameters.frames,
      steps: task.parameters.steps,
      device: engine.deviceClass,
      queueSeconds,
      phases: timings,
      seconds,
    },
    'generate',
  )
}

const secondsBetween = (from: Date, to: Date): number => Math.max(0, (to.getTime() - from.getTime()) / 1000)

/**
 * Removes what an attempt stored in vain. Files that may be the result of its task stay; what is
 * left by mistake expires with the task.
 */
async function removeUnlessKept(deps: Deps, claim: Claim, uploaded: readonly string[]): Promise<void> {
  if (uploaded.length === 0) return
  try {
    if (!(await lifecycle.keepsFiles(deps, claim))) await deps.storage.remove(uploaded)
  } catch (error) {
    deps.log.warn({ task: claim.taskId, error: messageOf(error) }, 'files of an attempt were not removed')
  }
}

async function run(
  deps: Deps,
  engine: Engine,
  task: Task,
  claim: Claim,
  o: {
    readonly folder: string
    readonly stop: AbortController
    readonly checkpoints: Checkpoints
    readonly preceding: Preceding | null
    readonly spans: RunSpans
  },
): Promise<EngineResult> {
  const { folder, stop, checkpoints } = o
  // 2
  const [imagePath, lastImagePath] = await Promise.all([
    fetchInput(deps, task.inputKey, path.join(folder, 'input-first-frame.png')),
    fetchInput(deps, task.lastInputKey, path.join(folder, 'input-last-frame.png')),
  ])
  // 3
  const { parameters } = task
  const speed = await findRunSpeed(deps.db, { model: task.model, ...parameters }, engine.deviceClass)
  const progress = createProgress({
    startedAt: deps.clock.now(),
    steps: parameters.steps,
    speed,
    now: () => deps.clock.now(),
    async write(patch) {
      const state = await lifecycle.progress(deps, claim, patch)
      if (state === null) stop.abort('fenced')
      else if (state.cancelRequested) stop.abort(CANCEL)
    },
    onError: (error) => deps.log.warn({ task: task.id, error: messageOf(error) }, 'progress was not written'),
  })
  progress.report({ phase: 'load', step: 0 })
  o.spans.phase('load')
  const previews = createPreviews(deps, claim)
  const { checkpointEverySteps: everySteps, checkpointEverySeconds: everySeconds } = deps.config
  try {
    const result = await engine.generate(
      {
        runId: `${task.id}-${claim.fencingToken}`,
        modelId: task.model,
        imagePath,
        lastImagePath,
        preceding: o.preceding,
        outputDirectory: folder,
        checkpoint: everySteps > 0 || everySeconds > 0 ? { everySteps, everySeconds } : null,
        resumeFrom: await checkpoints.download(folder),
        previews: deps.config.previews,
        ...parameters,
      },
      {
        onProgress(p) {
          progress.report(p)
          o.spans.phase(p.phase)
        },
        onCheckpoint: (written) => checkpoints.keep(written),
        onPreview: (written) => previews.keep(written),
        onNote: (note) => deps.log.info({ note }, 'engine'),
        ...(engine.server !== null && { upstream: await openUpstreamJobs(deps, claim) }),
        expectedSeconds:
          speed && speed.leadSeconds + parameters.steps * speed.stepSeconds + speed.tailSeconds,
        signal: stop.signal,
        timeLimitMs: deps.config.taskTimeoutSeconds * 1000,
      },
    )
    progress.report({ phase: 'upload', step: parameters.steps })
    o.spans.phase('upload')
    return result
  } finally {
    await Promise.all([progress.settled(), previews.settled()])
  }
}

/**
 * Downloads an input image into the file; null without a key.
 *
 * @throws EngineError `storage_failed` when the image is no longer stored.
 */
async function fetchInput(
  { storage }: Pick<Deps, 'storage'>,
  key: string | null,
  file: string,
): Promise<string | null> {
  if (key === null) return null
  const input = await storage.read(key)
  if (input === null)
    throw new EngineError('storage_failed', 'The input image is no longer in storage.', false)
  await pipeline(input.body, createWriteStream(file))
  return file
}

/** The speed that this run measured; null when it computed no step. */
function speedOf(
  engine: Engine,
  { computedSteps }: EngineResult,
  timings: Readonly<Record<string, number>>,
): RunSpeed | null {
  if (computedSteps === 0) return null
  const sum = (...phases: string[]): number =>
    phases.reduce((total, phase) => total + (timings[phase] ?? 0), 0)
  return {
    deviceClass: engine.deviceClass,
    stepSeconds: sum('denoise') / computedSteps,
    leadSeconds: sum('load', 'encode_prompt', 'encode_image'),
    tailSeconds: sum('decode', 'encode_video', 'upload'),
  }
}
