import type { TaskStatus } from './task.ts'

/**
 * Every legal change of a task's state: from a state, to a state, by these arrows. The store
 * refuses all others. The drawing at the top of `task.ts` shows the same arrows.
 */
export const TRANSITIONS = {
  queued: {
    /** The sweep replaces a lost job. */
    queued: ['adopt'],
    running: ['start'],
    completed: ['cached result'],
    cancelled: ['cancel', 'deadline'],
  },
  running: {
    queued: ['retry', 'release', 'adopt'],
    /** The queue redelivers the job of a worker that fell silent. */
    running: ['start'],
    completed: ['complete'],
    /** `start` fails a task that has lost its last permitted worker. */
    failed: ['fail', 'start'],
    cancelled: ['acknowledge cancel', 'deadline'],
  },
  completed: {},
  failed: {},
  cancelled: {},
} as const satisfies Readonly<Record<TaskStatus, Readonly<Partial<Record<TaskStatus, readonly string[]>>>>>

/** Whether an arrow leads from one state to the other. */
export const isTransition = (from: TaskStatus, to: TaskStatus): boolean => to in TRANSITIONS[from]
