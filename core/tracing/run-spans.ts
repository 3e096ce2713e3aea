import type { Clock } from '#core/clock.ts'
import { videoIdOf } from '#core/ids.ts'
import type { Phase } from '#core/task/run.ts'
import type { Task } from '#core/task/task.ts'
import type { Span, Tracing } from './tracing.ts'

/** The spans of one attempt: its wait in the queue, itself, and the phases of its run. */
export interface RunSpans {
  readonly traceparent: string | null
  /** The run has come to a phase; the one before has ended. */
  phase(name: Phase): void
  /** @param error why the attempt failed; null: it did not */
  end(outcome: string, error: string | null): void
}

/** @param worker what does the attempt, as attributes of its span */
export function beginRun(
  { tracing, clock }: { readonly tracing: Tracing; readonly clock: Clock },
  task: Task,
  worker: { readonly engine: string; readonly deviceClass: string },
): RunSpans {
  if (task.attempts === 1) {
    const queued = tracing.start('queued', {
      parent: task.traceparent,
      startedAtMs: task.createdAt.getTime(),
    })
    queued.end(Math.max(task.createdAt.getTime(), clock.now().getTime()))
  }
  const run = tracing.start('generate', {
    parent: task.traceparent,
    kind: 'consumer',
    attributes: {
      'wan.video.id': videoIdOf(task.id),
      'wan.model': task.model,
      'wan.attempt': task.attempts,
      'wan.engine': worker.engine,
      'wan.device.class': worker.deviceClass,
    },
  })
  let current: { readonly name: Phase; readonly span: Span } | null = null
  return {
    traceparent: run.traceparent,
    phase(name) {
      if (current?.name === name) return
      current?.span.end()
      current = { name, span: tracing.start(name, { parent: run.traceparent }) }
    },
    end(outcome, error) {
      current?.span.end()
      run.set({ 'wan.outcome': outcome })
      if (error !== null) run.fail(error)
      run.end()
    },
  }
}
