import { SHUTDOWN, type RunOptions } from '#worker/engine/engine.ts'
import { EngineError, stopError, type StopCode } from '#worker/engine/failure.ts'
import { LONGEST_TIMEOUT_MS } from '#worker/engine/timeouts.ts'
import { diedOutOfMemory } from '#worker/engine/out-of-memory.ts'
import type { ChildMessage } from '#worker/engine/protocol.ts'
import type { EngineRequest, EngineResult } from '#worker/engine/run.ts'
import type { EngineExit, EngineProcess } from './process.ts'

export interface RunLimits {
  /** Longest silence of a run, in ms; it must exceed the longest forward and model load. */
  readonly stallTimeoutMs: number
  /**
   * Time between a stop and SIGKILL, in ms. If it is shorter than a forward, a stop costs the
   * loaded model.
   */
  readonly cancelGraceMs: number
}

/**
 * Runs one request in a ready process. When it settles, nothing writes into the output directory
 * any more. A child that ignores a stop for the grace period, or stays silent for too long, is
 * killed.
 *
 * @throws EngineError for every failure.
 */
export function superviseRun(
  child: EngineProcess,
  request: EngineRequest,
  { signal, timeLimitMs, ...listener }: RunOptions,
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
      Math.min(Math.max(0, timeLimitMs), LONGEST_TIMEOUT_MS),
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
        const { code, message: text, retryable, workerFault, detail, endsProcess } = message.failure
        const error = new EngineError(code, text, retryable, { cause: detail, workerFault })
        if (endsProcess) killFor(error)
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
 * The error of a run that its process did not survive. A lack of memory where C++ may not throw, or
 * where a thread starts, ends the process by abort() with a message on standard error; a run of the
 * same size would end the same way.
 */
function crashError({ how, killed, lastWords }: EngineExit, outOfMemory: string): EngineError {
  const cause = lastWords === '' ? how : `${how}: ${lastWords}`
  return !killed && diedOutOfMemory(lastWords)
    ? new EngineError('out_of_memory', outOfMemory, false, { cause })
    : new EngineError('engine_crashed', 'The engine stopped while making the video.', true, { cause })
}
