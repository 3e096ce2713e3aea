import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import { countUnserved } from '#core/store/serving.ts'
import { listSweeps } from '#core/store/installation.ts'
import { countTasksByStatus } from '#core/store/tasks.ts'
import { countOpenCircuits } from '#core/store/webhook-queue.ts'
import { listLiveWorkers } from '#core/store/workers.ts'
import { FAILURES_TO_PAUSE } from '#core/webhooks/circuit.ts'

/**
 * Measures what all processes share, in the database. Workers have no address of their own, so what
 * they say of themselves is told here. A part that cannot be read now has no value.
 */
export async function measureShared({
  clock,
  db,
  log,
  metrics,
}: Pick<Deps, 'clock' | 'db' | 'log' | 'metrics'>): Promise<void> {
  const now = clock.now()
  const parts: Readonly<Record<string, () => Promise<void>>> = {
    async tasks() {
      const counts = await countTasksByStatus(db)
      for (const status of ['queued', 'running'] as const)
        metrics.tasks.set({ status }, counts.find((each) => each.status === status)?.count ?? 0)
    },
    async unserved() {
      for (const { model, count } of await countUnserved(db, now)) metrics.tasksUnserved.set({ model }, count)
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
    async sweeps() {
      for (const { name: of, listed, unknown, deleted, held } of await listSweeps(db)) {
        for (const [kind, count] of Object.entries({ listed, unknown, deleted }))
          metrics.sweptObjects.set({ of, kind }, count)
        metrics.sweepsHeld.set({ of }, held ? 1 : 0)
      }
    },
    async webhooks() {
      metrics.webhookOpenCircuits.set(await countOpenCircuits(db, FAILURES_TO_PAUSE))
    },
  }
  for (const gauge of [
    metrics.tasks,
    metrics.tasksUnserved,
    metrics.workers,
    metrics.workersPaused,
    metrics.workerClockSkewSeconds,
    metrics.sweptObjects,
    metrics.sweepsHeld,
    metrics.webhookOpenCircuits,
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
