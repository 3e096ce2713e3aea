import path from 'node:path'
import type { DenoiseState, DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import type { CheckpointThread } from './checkpoint-thread.ts'
import type { CheckpointPlan, WrittenCheckpoint } from '#worker/engine/run.ts'

/** Writes the states of one run to files while it goes on. */
export interface CheckpointWriter {
  /** Writes the state of this step if it is time and nothing is being written. */
  offer(step: DenoiseStep): void
  /**
   * Resolves when nothing is written any more; with `keepState` the newest state is written before,
   * unless it has been.
   */
  close(keepState: boolean): Promise<void>
}

export interface CheckpointWriterOptions {
  readonly thread: CheckpointThread
  readonly folder: string
  readonly plan: CheckpointPlan
  /** Hashing the weights for it may take longer than the first steps; nothing is written before. */
  readonly fingerprint: Promise<string>
  readonly onWritten: (checkpoint: WrittenCheckpoint) => void
  /** The run goes on without checkpoints from here. */
  readonly onError: (error: unknown) => void
}

/** Time counts from the making of this writer, and then from the last state that was taken. */
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
