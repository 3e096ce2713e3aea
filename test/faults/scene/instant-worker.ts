/** A worker process whose engines answer at once: `worker/main.ts` with other engines. */
import { loadConfig, processEnvironment } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { onShutdownRequest } from '#core/shutdown.ts'
import { startWorker, type Worker } from '#worker/main.ts'
import { instantEngine } from './instant-engine.ts'

const config = loadConfig(processEnvironment())
const deps = await openDeps(config, 'worker')
const started: { worker?: Worker } = {}
onShutdownRequest(async () => {
  await started.worker?.stop()
  await deps.close()
})
started.worker = await startWorker(config, deps, async () => ({
  engines: config.engines.map((_, index) => instantEngine(`instant#${index}`)),
  faults: [],
}))
