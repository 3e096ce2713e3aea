import type { Deps } from '#core/deps.ts'
import * as store from '#core/store/upstream-jobs.ts'
import type { Claim } from '#core/task/task.ts'
import type { UpstreamJobs } from '#worker/engine/engine.ts'
import { stopError } from '#worker/engine/failure.ts'
import { repeatWrite } from '#worker/jobs/repeat-write.ts'

/** The jobs of a task on servers, as the holder of this claim keeps them. */
export async function openUpstreamJobs(
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  claim: Claim,
): Promise<UpstreamJobs> {
  return {
    earlier: await store.findUpstreamJob(deps.db, claim.taskId),
    async record(job) {
      const isHeld = await repeatWrite(deps, () =>
        store.recordUpstreamJob(deps.db, claim, job, deps.clock.now()),
      )
      if (!isHeld) throw stopError('cancelled')
    },
    forget: ({ key }) => repeatWrite(deps, () => store.deleteUpstreamJob(deps.db, key)),
    abandon: ({ key }) => repeatWrite(deps, () => store.abandonUpstreamJob(deps.db, key)),
  }
}
