import { diedOfMemory } from '#worker/engine/failure.ts'
import type { EngineExit, EngineProcess } from './process.ts'
import {
  EngineError,
  stopError,
  type ChildMessage,
  type EngineProgress,
  type EngineRequest,
  type EngineResult,
  type StopCode,
  type WrittenCheckpoint,
  type WrittenPreview,
} from '#worker/engine/protocol.ts'

export interface RunOptions {
  onProgress(progress: EngineProgress): void
  /** The file stays until the caller removes it. */
  onCheckpoint?(checkpoint: WrittenCheckpoint): void
  onPreview?(preview: WrittenPreview): void
  /** A sentence for the operator's log. */
  onNote?(text: string): void
  /** Cancels the run. With the reason {@link SHUTDOWN} its state is written first. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number
}

export interface RunLimits {
  /** Longest silence of a run; must be longer than any single forward or model load. */
  readonly stallTimeoutMs: number
  /** Time between a stop and SIGKILL; must be longer than a forward for a stop not to cost the loaded model. */
  readonly cancelGraceMs: number
}

/** Reason to cancel a run that somebody is to go on with. */
export const SHUTDOWN = 'to be continued'

/** setTimeout fires at once for anything longer. */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

/**
 * Runs one request in a ready process and settles when the process is done with it or gone: after it, nothing writes
 * into the output directory. A child that does not stop within the grace, or is silent for too long, is killed.
 *
 * @throws EngineError
 */
export function superviseRun(
  child: EngineProcess,
  request: EngineRequest,
  { signal, deadlineAt, ...listener }: RunOptions,
  { stallTimeoutMs, cancelGraceMs }: RunLimits,
): Promise<EngineResult> {
  return new Promise((resolve, reject) => {
    let stopping: StopCode | null = null
    let killedFor: EngineError | null = null
    let outOfMemory = 'The device ran out of memory.'

    const killFor = (error: EngineError): void => {
      killedFor ??= error
      child.kill()
    }
    const stop = (code: StopCode): void => {
      if (stopping !== null) return
      stopping = code
      clearTimeout(stallTimer)
      const keepState = code === 'cancelled' && signal.reason === SHUTDOWN
      child.send({ type: 'stop', runId: request.runId, code, keepState })
      graceTimer = setTimeout(() => killFor(stopError(code)), cancelGraceMs)
    }
    const onStall = (): void =>
      killFor(new EngineError('engine_stalled', 'The engine made no progress.', true))

    let graceTimer: NodeJS.Timeout | undefined
    let stallTimer = setTimeout(onStall, stallTimeoutMs)
    const deadlineTimer = setTimeout(
      () => stop('deadline_exceeded'),
      Math.min(Math.max(0, deadlineAt - Date.now()), LONGEST_TIMEOUT_MS),
    )
    const onAbort = (): void => stop('cancelled')

    const settle = (outcome: () => void): void => {
      for (const timer of [graceTimer, stallTimer, deadlineTimer]) clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      child.onMessage(null)
      outcome()
    }
    const onMessage = (message: ChildMessage): void => {
      if (!('runId' in message) || message.runId !== request.runId) return
      if (stopping === null) {
        clearTimeout(stallTimer)
        stallTimer = setTimeout(onStall, stallTimeoutMs)
      }
      if (message.type === 'begun') ({ outOfMemory } = message)
      else if (message.type === 'progress') {
        if (stopping === null) listener.onProgress(message.progress)
      } else if (message.type === 'checkpoint') listener.onCheckpoint?.(message.checkpoint)
      else if (message.type === 'preview') listener.onPreview?.(message.preview)
      else if (message.type === 'note') listener.onNote?.(message.text)
      else if (message.type === 'failed') {
        const { code, message: text, retryable, detail, ends } = message.failure
        const error = new EngineError(code, text, retryable, { cause: detail })
        if (ends) killFor(error)
        else settle(() => reject(error))
      } else if (signal.aborted) settle(() => reject(stopError('cancelled')))
      else settle(() => resolve(message.result))
    }

    void child.exited.then((exit) => settle(() => reject(killedFor ?? crashError(exit, outOfMemory))))
    child.onMessage(onMessage)
    child.send({ type: 'generate', request })
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
  })
}

/**
 * Why a run ended that its process did not survive. Memory that is short where C++ may not throw, or where a thread is made, ends
 * the process by abort(), with words on standard error; the same size would end the same way.
 */
function crashError({ how, killed, lastWords }: EngineExit, outOfMemory: string): EngineError {
  const cause = lastWords === '' ? how : `${how}: ${lastWords}`
  return !killed && diedOfMemory(lastWords)
    ? new EngineError('out_of_memory', outOfMemory, false, { cause })
    : new EngineError('engine_crashed', 'The engine stopped while making the video.', true, { cause })
}
