import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineProgress } from '#worker/engine/run.ts'
import type { JobProgress, JobState, ServerProtocol } from '#worker/engine/remote/server/protocol.ts'
import { failedError, UpstreamError } from './faults.ts'

export interface FollowOptions {
  readonly protocol: Pick<ServerProtocol, 'look'>
  readonly steps: number
  readonly pollMs: number
  /** Longest time without any change. */
  readonly stallMs: number
  /** Longest time without any answer. */
  readonly unreachableMs: number
  readonly signal: AbortSignal
  onProgress(progress: EngineProgress): void
  /** Called at most once for each step, between two looks. */
  onStep(step: number): Promise<void>
}

/**
 * Looks in a row in which a job has to be unknown before it counts as lost: a load balancer may
 * send one to a replica that has never heard of it.
 */
const UNKNOWN_LOOKS = 3

/** The running share of a run as an engine reports it. */
function progressOf(progress: JobProgress | null, steps: number): EngineProgress {
  if (progress === null) return { phase: 'denoise', step: 0, steps }
  if ('percent' in progress)
    return { phase: 'denoise', step: Math.min(steps, Math.floor((progress.percent / 100) * steps)), steps }
  return { phase: progress.phase, step: Math.min(steps, progress.step), steps }
}

/**
 * Follows a job to its end.
 *
 * @throws UpstreamError for every other end; the reason of `signal`.
 */
export async function followJob(id: string, o: FollowOptions): Promise<void> {
  let seen = ''
  let changedAt = performance.now()
  let answeredAt = performance.now()
  let unknown = 0
  let shownStep = 0
  for (;;) {
    o.signal.throwIfAborted()
    const state: JobState | Error = await o.protocol.look(id, o.signal).catch((error: unknown) => {
      o.signal.throwIfAborted()
      return error instanceof Error ? error : new Error(String(error))
    })
    if (state instanceof Error) {
      if (performance.now() - answeredAt > o.unreachableMs)
        throw new UpstreamError('unreachable', 'The server that makes the video does not answer any more.', {
          cause: state,
        })
    } else {
      answeredAt = performance.now()
      unknown = state.status === 'unknown' ? unknown + 1 : 0
      if (state.status === 'completed') return
      if (state.status === 'failed') throw failedError(state.message, state.isRequest)
      if (unknown >= UNKNOWN_LOOKS)
        throw new UpstreamError('lost', 'The server that made the video has lost it.', {
          cause: `the server does not know ${id}`,
        })
      if (state.status === 'queued') o.onProgress({ phase: 'load', step: 0, steps: o.steps })
      if (state.status === 'running') {
        const progress = progressOf(state.progress, o.steps)
        o.onProgress(progress)
        if (progress.step > shownStep) {
          shownStep = progress.step
          await o.onStep(shownStep)
        }
      }
      const now = JSON.stringify(state)
      if (now !== seen) changedAt = performance.now()
      seen = now
    }
    if (performance.now() - changedAt > o.stallMs)
      throw new UpstreamError('hung', 'The server that makes the video made no progress.', {
        cause: `no change within ${Math.round(o.stallMs / 1000)} s`,
      })
    await sleep(o.pollMs, undefined, { signal: o.signal }).catch(() => o.signal.throwIfAborted())
  }
}
