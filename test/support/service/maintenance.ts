import { randomUUID } from 'node:crypto'
import { temporaryFolder, type Deps } from '#core/deps.ts'
import type { MaintenanceJob } from '#core/postgres/queue.ts'
import { maintain } from '#worker/jobs/maintain.ts'
import { openRunFolders } from '#worker/jobs/run-folders.ts'

/** Runs one maintenance job as a worker does. */
export async function runMaintenance(deps: Deps, data: MaintenanceJob): Promise<void> {
  const runFolders = await openRunFolders(temporaryFolder(deps.config))
  const { signal } = new AbortController()
  try {
    await maintain({ ...deps, runFolders }, { id: randomUUID(), data, retryCount: 0, signal })
  } finally {
    await runFolders.close()
  }
}
