import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { countLiveWorkers } from '#core/store/workers.ts'

/** Whether videos can be made now, in one sentence when not; why exactly is for the log, since anybody may ask. */
export async function healthFault(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<string | null> {
  try {
    return (await countLiveWorkers(deps.db, deps.clock.now())) > 0 ? null : 'No worker is alive.'
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'health could not be told')
    return 'The database does not answer.'
  }
}
