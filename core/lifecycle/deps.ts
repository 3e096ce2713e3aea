import type { AdmissionDeps } from './admission.ts'
import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config/config.ts'
import type { Db } from '#core/postgres/db.ts'
import type { Metrics } from '#core/metrics.ts'
import type { Queue } from '#core/postgres/queue.ts'

/** What the functions of the lifecycle stand on. */
export interface LifecycleDeps {
  readonly config: AdmissionDeps['config'] &
    Pick<Config, 'resultTtlSeconds' | 'taskMaxAttempts' | 'taskRetryDelaySeconds' | 'priorityAgingSeconds'>
  readonly clock: Clock
  readonly db: Db
  readonly queue: Pick<Queue, 'send'>
  readonly metrics: Pick<Metrics, 'taskTransitions' | 'fenceRejections'>
}
