import { createEuler } from './euler.ts'
import { type FlowSigmas } from './flow-sigmas.ts'
import { type Scheduler, type SchedulerSnapshot } from './scheduler.ts'
import { createUniPc } from './unipc.ts'

export const SCHEDULER_NAMES = ['unipc', 'euler'] as const
export type SchedulerName = (typeof SCHEDULER_NAMES)[number]

const CREATE = { unipc: createUniPc, euler: createEuler }

/**
 * The scheduler for one run, or for the rest of one.
 *
 * @throws RangeError for noise levels or a snapshot that it cannot work with.
 */
export function createScheduler(
  name: SchedulerName,
  sigmas: FlowSigmas,
  from?: SchedulerSnapshot,
): Scheduler {
  return CREATE[name](sigmas, from)
}
