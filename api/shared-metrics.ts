import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { countUnserved } from '#core/store/serving.ts'
import { listSweeps } from '#core/store/installation.ts'
import { deletionLag, runningByModel, webhookBacklog } from '#core/store/operator-figures.ts'
import { countOpenCircuits } from '#core/store/webhook-queue.ts'
import { countLiveWorkers, listLiveWorkers } from '#core/store/workers.ts'
import { FAILURES_TO_PAUSE } from '#core/webhooks/circuit.ts'

/**
 * Measures what all processes share, in the database. What workers have
 * written there of themselves is told here, too. A part that cannot be read now has no value.
 */
export async function measureShared({
  clock,
  db,
  log,
  metrics,
  queuedModels,
}: Pick<Deps, 'clock' | 'db' | 'log' | 'metrics' | 'queuedModels'>): Promise<void> {
  const now = clock.now()
  const lateness = (since: Date | null): number =>
    since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000)
  const tellTasks = (
    status: 'queued' | 'running',
    models: readonly { readonly model: string; readonly count: number; readonly since: Date }[],
  ): void => {
    for (const { model, count, since } of models) {
      metrics.tasks.set({ model, status }, count)
      metrics.taskOldestSeconds.set({ model, status }, lateness(since))
    }
  }
  const parts: Readonly<Record<string, () => Promise<void>>> = {
    async queued() {
      const waiting = await queuedModels.read(db)
      tellTasks('queued', waiting)
      for (const { model, count } of await countUnserved(db, waiting, now))
        metrics.tasksUnserved.set({ model }, count)
    },
    async running() {
      tellTasks('running', await runningByModel(db))
    },
    async workers() {
      const workers = await listLiveWorkers(db, now)
      const paused = workers.filter(({ pausedReason }) => pausedReason !== null)
      metrics.workers.set({ state: 'ready' }, workers.length - paused.length)
      metrics.workers.set({ state: 'paused' }, paused.length)
      for (const { host, pausedReason } of paused)
        metrics.workersPaused.inc({ host, fault: pausedReason?.split(':')[0] ?? '' })
      for (const [host, onHost] of Map.groupBy(workers, (worker) => worker.host))
        metrics.workerClockSkewSeconds.set({ host }, furthest(onHost.map((each) => each.clockSkewSeconds)))
    },
    async engines() {
      const { engines, brokenEngines } = await countLiveWorkers(db, now)
      metrics.engines.set({ state: 'able' }, engines)
      metrics.engines.set({ state: 'broken' }, brokenEngines)
    },
    async deletions() {
      const { expired, deleted } = await deletionLag(db, now)
      metrics.expiryLagSeconds.set(lateness(expired))
      metrics.purgeLagSeconds.set(lateness(deleted))
    },
    async sweeps() {
      for (const { name: of, listed, unknown, deleted, held, sweptAt } of await listSweeps(db)) {
        metrics.sweepTime.set({ of }, sweptAt.getTime() / 1000)
        for (const [kind, count] of Object.entries({ listed, unknown, deleted }))
          metrics.sweptObjects.set({ of, kind }, count)
        metrics.sweepsHeld.set({ of }, held ? 1 : 0)
      }
    },
    async webhooks() {
      const { pending, dueSince } = await webhookBacklog(db)
      metrics.webhooksPending.set(pending)
      metrics.webhookLagSeconds.set(lateness(dueSince))
      metrics.webhookOpenCircuits.set(await countOpenCircuits(db, FAILURES_TO_PAUSE))
    },
  }
  for (const gauge of [
    metrics.tasks,
    metrics.taskOldestSeconds,
    metrics.tasksUnserved,
    metrics.workers,
    metrics.workersPaused,
    metrics.workerClockSkewSeconds,
    metrics.sweptObjects,
    metrics.sweepsHeld,
    metrics.engines,
    metrics.webhookOpenCircuits,
    metrics.webhooksPending,
    metrics.webhookLagSeconds,
    metrics.expiryLagSeconds,
    metrics.purgeLagSeconds,
    metrics.sweepTime,
  ])
    gauge.reset()
  for (const [part, measure] of Object.entries(parts))
    await measure().catch((error: unknown) =>
      log.warn({ part, error: messageOf(error) }, 'a metric could not be measured'),
    )
}

/** The number that is furthest from 0. */
const furthest = (numbers: readonly number[]): number =>
  numbers.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0)
