import path from 'node:path'
import type { DenoiseState, DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import type { CheckpointThread } from './checkpoint-thread.ts'
import type { CheckpointPlan, WrittenCheckpoint } from '#worker/engine/run.ts'

/** Writes the states of one run to files while the run continues. */
export interface CheckpointWriter {
  /** Writes the state of this step if one is due and no write is in progress. */
  offer(step: DenoiseStep): void
  /**
   * Resolves when no write is in progress. With `keepState` the newest state is written first,
   * unless it already has been.
   */
  close(keepState: boolean): Promise<void>
}

export interface CheckpointWriterOptions {
  readonly thread: CheckpointThread
  readonly folder: string
  readonly plan: CheckpointPlan
  /**
   * The fingerprint needs hashes of the weights, which may take longer than the first steps; no
   * state is written before it is known.
   */
  readonly fingerprint: Promise<string>
  readonly onWritten: (checkpoint: WrittenCheckpoint) => void
  /** Called once; the run continues without checkpoints. */
  readonly onError: (error: unknown) => void
}

/** A checkpoint writer for one run. Its clock starts now and restarts with each state it takes. */
export function createCheckpointWriter(options: CheckpointWriterOptions): CheckpointWriter {
  const { thread, folder, plan, onWritten, onError } = options
  let fingerprint: string | null = null
  let newest: DenoiseState | null = null
  let takenAt = performance.now()
  let takenStep = 0
  let writing: Promise<void> | null = null
  let closed = false

  const fail = (error: unknown): void => {
    if (!closed) onError(error)
    closed = true
  }
  options.fingerprint.then((known) => (fingerprint = known), fail)

  const isDue = (step: number): boolean => {
    const bySteps = plan.everySteps > 0 && step - takenStep >= plan.everySteps
    return bySteps || (plan.everySeconds > 0 && performance.now() - takenAt >= plan.everySeconds * 1000)
  }

  async function write(state: DenoiseState, knownFingerprint: string): Promise<void> {
    takenAt = performance.now()
    takenStep = state.step
    const file = path.join(folder, `checkpoint-${state.step}.bin`)
    try {
      await thread.write(state, knownFingerprint, file)
      if (!closed) onWritten({ path: file, step: state.step })
    } catch (error) {
      fail(error)
    }
    writing = null
  }

  return {
    offer({ state, steps }) {
      newest = state.step < steps ? state : null
      if (newest === null || fingerprint === null || writing !== null || closed || !isDue(state.step)) return
      writing = write(newest, fingerprint)
    },
    async close(keepState) {
      if (!keepState) closed = true
      await writing
      if (!closed && newest !== null && fingerprint !== null && newest.step > takenStep)
        await write(newest, fingerprint)
      closed = true
    },
  }
}
