import { createEuler } from './euler.ts'
import { type FlowSigmas } from './flow-sigmas.ts'
import { type Scheduler, type SchedulerSnapshot } from './scheduler.ts'
import { createUniPc } from './unipc.ts'

export const SCHEDULER_NAMES = ['unipc', 'euler'] as const
export type SchedulerName = (typeof SCHEDULER_NAMES)[number]

const CREATE = { unipc: createUniPc, euler: createEuler }

/**
 * The scheduler of one run, or of the rest of one after the snapshot `from`.
 *
 * @throws RangeError for noise levels or a snapshot that it cannot use.
 */
export function createScheduler(
  name: SchedulerName,
  sigmas: FlowSigmas,
  from?: SchedulerSnapshot,
): Scheduler {
  return CREATE[name](sigmas, from)
}
