import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { UpstreamJob } from '#core/task/run.ts'
import { adoptUpload } from '#worker/engine/adopt-upload.ts'
import type { RunOptions, UpstreamJobs } from '#worker/engine/engine.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { engineErrorFrom } from '#worker/engine/engine-error-from.ts'
import type { EngineProgress, EngineRequest, EngineResult } from '#worker/engine/run.ts'
import type { FfmpegTools } from '#worker/media/ffmpeg.ts'
import type { ServedFolder } from '#worker/engine/remote/models/served-by.ts'
import { ServerUnreachable } from '#worker/engine/remote/server/http.ts'
import { JobRefused, type PreparedRequest } from '#worker/engine/remote/server/protocol.ts'
import type { Server } from '#worker/engine/remote/server/server.ts'
import { refusedError, UpstreamError } from './faults.ts'
import { followJob } from './follow.ts'
import { upstreamManifest } from './manifest.ts'
import { keepResult } from './result.ts'

export interface RunTools {
  readonly ffmpeg: FfmpegTools
  /** CPU threads of the encoder. */
  readonly threads: number
  /** Whether videos of clients are decoded. */
  readonly takesUploads: boolean
  /** For servers whose entry has none. */
  readonly stallTimeoutMs: number
}

type ServerRunOptions = RunOptions & {
  readonly tools: RunTools
  /** Whether nobody will look for the job of a run that was cancelled. */
  readonly isUnwanted: () => boolean
}

/** A run may take so many times as long as those before it took. */
const STALL_FACTOR = 3
/** A server that wants to be left alone for longer is probed all the same. */
const LONGEST_PAUSE_SECONDS = 300

/**
 * One run on a server: the job of an earlier attempt or a new one, followed to its end, downloaded
 * and made a result. A job is recorded before it is asked for, and stays recorded until its task
 * has ended, so that the next attempt finds it.
 *
 * @throws EngineError for every failure, or the reason of `signal`.
 */
export async function runOnServer(
  server: Server,
  served: ServedFolder,
  asked: EngineRequest,
  run: ServerRunOptions,
): Promise<EngineResult> {
  const { entry, protocol } = server
  const { tools, signal } = run
  const jobs = run.upstream
  if (jobs === undefined) throw new Error('a run on a server needs a record of its jobs')
  const clock = createPhaseClock(run.onProgress)
  let job: UpstreamJob | null = null
  try {
    clock.report({ phase: 'load', step: 0, steps: asked.steps })
    const media = { tools: tools.ffmpeg, threads: tools.threads, signal, onFrame: () => undefined }
    const request = await adoptUpload(asked, media)
    const prepared = await prepare(server, served, request)
    job = await findJob(server, jobs)
    const isFound = job !== null && job.id !== null
    job ??= { key: randomUUID(), server: entry.name, id: null }
    if (isFound) protocol.recall(prepared.body, job.id as string)
    else job = await createJob(server, prepared, job, jobs)
    signal.throwIfAborted()
    const id = job.id as string
    run.onNote?.(`${entry.name} ${isFound ? 'already works' : 'works'} on ${id}`)
    const expectedMs = (run.expectedSeconds ?? 0) * 1000
    await followJob(id, {
      protocol,
      steps: request.steps,
      pollMs: entry.pollMs,
      stallMs: Math.max(entry.stallTimeoutMs ?? tools.stallTimeoutMs, STALL_FACTOR * expectedMs),
      unreachableMs: entry.unreachableMs,
      signal,
      onProgress: clock.report,
      onStep: previewsOf(server, id, request, run),
    })
    clock.report({ phase: 'encode_video', step: request.steps, steps: request.steps })
    const file = path.join(request.outputDirectory, 'upstream.mp4')
    if (!(await protocol.download(id, file, signal)))
      throw new UpstreamError('lost', 'The server that made the video no longer has it.')
    const isExact = server.found?.makesExactFrames ?? true
    const written = await keepResult(file, request, { ...media, isExact })
    const { path: videoPath, sizeBytes, durationSeconds, width, height, frames } = written.video
    return {
      video: { path: videoPath, sizeBytes, durationSeconds, width, height, fps: request.fps, frames },
      thumbnail: { path: written.thumbnailPath },
      spritesheet: { path: written.spritesheetPath },
      lastFrame: { path: written.lastFramePath },
      timings: clock.seconds(),
      // What an attempt before this one did was not measured.
      computedSteps: isFound ? 0 : request.steps,
      manifest: await upstreamManifest({
        server,
        folder: served.folder,
        request,
        sent: prepared.sent,
        job: id,
      }),
    }
  } catch (error) {
    const failure = signal.aborted ? (signal.reason as EngineError) : failureOf(error)
    if (failure instanceof UpstreamError && failure.rule.suspends)
      server.suspend(`it failed a run: ${reasonOf(failure)}`, delayOf(failure))
    if (job !== null) await settleJob(server, job, failure, jobs, run)
    throw failure
  } finally {
    if (job !== null && job.id !== null) protocol.release(job.id)
  }
}

async function prepare(
  { protocol }: Server,
  { folder, definition }: ServedFolder,
  request: EngineRequest,
): Promise<PreparedRequest> {
  const { model, servers, parameters, workflow, loras } = folder
  demandLoras(definition, request)
  const fixed = definition.fixed ?? []
  return await protocol.prepare(request, { model, servers, parameters, workflow, loras, fixed })
}

/**
 * A task may have been accepted when its model's folder or its server was another one. A LoRA that
 * cannot be passed on would be left out without a word.
 *
 * @throws EngineError `invalid_input`.
 */
function demandLoras(
  { id, offeredLoras = [], mostLoras = 0 }: ServedFolder['definition'],
  { loras = [] }: EngineRequest,
): void {
  const absent = loras.find(({ name }) => !offeredLoras.some((each) => each.name === name))
  const refuse = (reason: string) => new EngineError('invalid_input', reason, false)
  if (absent !== undefined) throw refuse(`The model ${id} has no LoRA \`${absent.name}\` any more.`)
  if (loras.length > mostLoras)
    throw refuse(`The model ${id} takes ${mostLoras} LoRAs by now, not ${loras.length}.`)
}

/**
 * The job of an earlier attempt on this server, if it may still be there; null otherwise. One on
 * another server is left to whoever knows that server.
 */
async function findJob({ entry, protocol }: Server, jobs: UpstreamJobs): Promise<UpstreamJob | null> {
  const { earlier } = jobs
  if (earlier === null || earlier.server !== entry.name) return null
  if (earlier.id !== null || protocol.isIdempotent) return earlier
  await jobs.forget(earlier)
  return null
}

/**
 * Asks for a job. No signal ends the call: what the server has taken would be nobody's.
 *
 * @throws JobRefused, ServerUnreachable, EngineError when another attempt has taken the task over.
 */
async function createJob(
  { protocol }: Server,
  { body }: PreparedRequest,
  job: UpstreamJob,
  jobs: UpstreamJobs,
): Promise<UpstreamJob> {
  await jobs.record(job)
  let id: string | null = null
  try {
    id = await protocol.create(body, job.key)
    const created = { ...job, id }
    await jobs.record(created)
    return created
  } catch (error) {
    // Where asking again gives the same job, the next attempt asks again.
    if (error instanceof JobRefused || !protocol.isIdempotent) await jobs.forget(job)
    // Elsewhere nobody else will ever know of a job whose id could not be recorded.
    if (id !== null && !protocol.isIdempotent) await protocol.remove(id).catch(() => undefined)
    throw error
  }
}

/** Does with the job what its failure asks for. */
async function settleJob(
  { protocol }: Server,
  job: UpstreamJob,
  failure: EngineError,
  jobs: UpstreamJobs,
  run: ServerRunOptions,
): Promise<void> {
  const fate =
    failure instanceof UpstreamError
      ? failure.rule.job
      : failure.code === 'deadline_exceeded' || (failure.code === 'cancelled' && run.isUnwanted())
        ? 'remove'
        : 'keep'
  if (fate === 'keep') return
  const id = job.id ?? protocol.idOf(job.key)
  if (fate === 'forget' || id === null) return await jobs.forget(job)
  try {
    await protocol.remove(id)
    await jobs.forget(job)
  } catch (error) {
    run.onNote?.(`${id} could not be removed from ${job.server} yet: ${String(error)}`)
    await jobs.abandon(job)
  }
}

/** The error that a run ends with. */
function failureOf(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  if (error instanceof JobRefused) return refusedError(error.refusal)
  if (error instanceof ServerUnreachable)
    return new UpstreamError('unreachable', 'The server that makes the video does not answer.', {
      cause: error.message,
    })
  return engineErrorFrom(error, 'run')
}

/** What the operator reads. */
const reasonOf = ({ cause, message }: UpstreamError): string =>
  cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : message

const delayOf = ({ afterSeconds }: UpstreamError): number | undefined =>
  afterSeconds === null ? undefined : Math.min(LONGEST_PAUSE_SECONDS, afterSeconds) * 1000

/** About so many previews are shown of a run. */
const PREVIEWS = 8

function previewsOf(
  { protocol }: Server,
  id: string,
  { previews, steps, outputDirectory }: EngineRequest,
  run: ServerRunOptions,
): (step: number) => Promise<void> {
  let shown = 0
  return async (step) => {
    if (!previews || step >= steps || (shown > 0 && step - shown < steps / PREVIEWS)) return
    const file = path.join(outputDirectory, `preview-${step}.webp`)
    const isWritten = await protocol.preview(id, file, run.signal).catch(() => false)
    if (!isWritten) return
    shown = step
    run.onPreview?.({ path: file, step })
  }
}

/** Passes progress on and times the phases. */
function createPhaseClock(onProgress: (progress: EngineProgress) => void) {
  const milliseconds = new Map<string, number>()
  let phase: string | null = null
  let since = performance.now()
  const count = (): void => {
    const now = performance.now()
    if (phase !== null) milliseconds.set(phase, (milliseconds.get(phase) ?? 0) + now - since)
    since = now
  }
  return {
    report(progress: EngineProgress): void {
      count()
      phase = progress.phase
      onProgress(progress)
    },
    seconds(): Record<string, number> {
      count()
      return Object.fromEntries([...milliseconds].map(([name, ms]) => [name, ms / 1000]))
    },
  }
}
