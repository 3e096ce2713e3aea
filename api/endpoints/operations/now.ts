import { videoIdOf } from '#core/ids.ts'
import {
  jobCounts,
  listRunning,
  listWorkers,
  waitingTasks,
  type RunningTask,
  type SeenWorker,
} from '#core/store/operations.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

const timeOrNull = (date: Date | null): number | null => (date === null ? null : unixTime(date))

/** What the service does at this moment: workers, running videos, and what waits. */
export const getOperations = endpoint({
  act: async ({ deps }) => {
    const now = deps.clock.now()
    const [workers, running, waiting, jobs] = await Promise.all([
      listWorkers(deps.db, now),
      listRunning(deps.db),
      waitingTasks(deps.db),
      jobCounts(deps.db),
    ])
    return { now, workers, running, waiting, jobs }
  },
  render: ({ now, workers, running, waiting, jobs }) =>
    noStore({
      object: 'operations',
      at: unixTime(now),
      workers: workers.map(workerBody),
      running: running.map((task) => runningBody(task, now)),
      queue: waiting.map((each) => ({
        tenant_id: each.tenantId,
        model: each.model,
        queued: each.queued,
        running: each.running,
        oldest_queued_at: timeOrNull(each.oldestQueuedAt),
      })),
      jobs: jobs.map((each) => ({ ...each })),
    } satisfies Schemas['Operations']),
})

const workerBody = (worker: SeenWorker): Schemas['Operations']['workers'][number] => ({
  id: worker.id,
  host: worker.host,
  engines: worker.engines.map((engine) => ({
    name: engine.name,
    device: engine.device,
    device_class: engine.deviceClass,
    fault: engine.fault,
    model: engine.model,
    step_seconds: engine.stepSeconds,
    resident_bytes: engine.residentBytes,
  })),
  paused_reason: worker.pausedReason,
  models: [...worker.models],
  started_at: unixTime(worker.startedAt),
  last_seen_at: unixTime(worker.seenAt),
  alive: worker.isAlive,
})

const runningBody = (task: RunningTask, now: Date): Schemas['Operations']['running'][number] => ({
  video_id: videoIdOf(task.taskId),
  tenant_id: task.tenantId,
  model: task.model,
  size: `${task.width}x${task.height}`,
  num_frames: task.frames,
  phase: task.phase,
  step: task.step,
  steps: task.steps,
  attempt: task.attempt,
  worker_id: task.worker,
  engine: task.engine,
  started_at: timeOrNull(task.startedAt),
  updated_at: unixTime(task.updatedAt),
  eta_seconds:
    task.etaAt === null ? null : Math.max(0, Math.ceil((task.etaAt.getTime() - now.getTime()) / 1000)),
})
