import path from 'node:path'
import type { DenoiseState, DenoiseStep } from '#worker/wan/denoise.ts'
import type { CheckpointThread } from './checkpoint-thread.ts'
import type { CheckpointPlan, WrittenCheckpoint } from './protocol.ts'

/** Writes the states of one run to files while it goes on. */
export interface CheckpointWriter {
  /** Writes the state of this step if it is time and nothing is being written. */
  offer(step: DenoiseStep): void
  /** Resolves when nothing is written any more; with `keepState` the newest state is written before, unless it has been. */
  close(keepState: boolean): Promise<void>
}

export interface CheckpointWriterOptions {
  readonly thread: CheckpointThread
  readonly folder: string
  readonly plan: CheckpointPlan
  /** Hashing the weights for it may take longer than the first steps. */
  readonly fingerprint: Promise<string>
  readonly onWritten: (checkpoint: WrittenCheckpoint) => void
  /** The run goes on without checkpoints from here. */
  readonly onError: (error: unknown) => void
}

/** Time counts from the making of this writer, and then from the last state that was taken. */
export function createCheckpointWriter(options: CheckpointWriterOptions): CheckpointWriter {
  const { thread, folder, plan, fingerprint, onWritten, onError } = options
  let busy = false
  /** What the thread is at; waiting for the fingerprint is no part of it. */
  let writing: Promise<void> | null = null
  let closed = false
  let newest: DenoiseState | null = null
  let takenAt = performance.now()
  let takenStep = 0

  const isDue = ({ step }: DenoiseState, steps: number): boolean => {
    if (step >= steps) return false
    const bySteps = plan.everySteps > 0 && step - takenStep >= plan.everySteps
    return bySteps || (plan.everySeconds > 0 && performance.now() - takenAt >= plan.everySeconds * 1000)
  }

  async function write(state: DenoiseState): Promise<void> {
    const file = path.join(folder, `checkpoint-${state.step}.bin`)
    try {
      const known = await fingerprint
      if (closed) return
      writing = thread.write(state, known, file)
      await writing
      if (!closed) onWritten({ path: file, step: state.step })
    } catch (error) {
      if (!closed) onError(error)
      closed = true
    }
    busy = false
  }

  return {
    offer({ state, steps }) {
      newest = state.step < steps ? state : null
      if (busy || closed || !isDue(state, steps)) return
      takenAt = performance.now()
      takenStep = state.step
      busy = true
      void write(state)
    },
    async close(keepState) {
      if (!keepState) closed = true
      await writing?.catch(() => undefined)
      if (keepState && !closed && newest !== null && newest.step > takenStep) await write(newest)
      closed = true
    },
  }
}
