import { Gauge, type Registry } from 'prom-client'

/**
 * Metrics of what all processes share, measured in the database by each API when it is asked: every
 * API tells the same, so queries take their maximum.
 */
export const serviceMetrics = (registers: Registry[]) => {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers })
  return {
    tasks: gauge('wan_tasks', 'Unfinished tasks: queued or running', 'model', 'status'),
    taskOldestSeconds: gauge(
      'wan_task_oldest_age_seconds',
      'Age of the oldest unfinished task: since its creation while queued, since its start while running',
      'model',
      'status',
    ),
    tasksUnserved: gauge(
      'wan_tasks_unserved',
      'Queued tasks whose model, at their size, no live worker serves',
      'model',
    ),
    workers: gauge(
      'wan_workers',
      'Live workers; a paused one takes no tasks until something of its own is mended',
      'state',
    ),
    workersPaused: gauge(
      'wan_workers_paused',
      'Paused workers of a host by what is broken: folder, ffmpeg, storage or device',
      'host',
      'fault',
    ),
    engines: gauge('wan_engines', 'Engines of live workers: able or broken', 'state'),
    workerClockSkewSeconds: gauge(
      'wan_worker_clock_skew_seconds',
      'Seconds that the clock of a worker is ahead of the clock of the database',
      'host',
    ),
    webhooksPending: gauge('wan_webhook_deliveries_pending', 'Deliveries of webhooks that are not settled'),
    webhookLagSeconds: gauge(
      'wan_webhook_lag_seconds',
      'Seconds by which the most overdue attempt at a webhook is late',
    ),
    webhookOpenCircuits: gauge(
      'wan_webhook_open_circuits',
      'Webhook addresses that get no attempt, or one at a time, after ten failures in a row',
    ),
    expiryLagSeconds: gauge(
      'wan_expiry_lag_seconds',
      'Seconds by which the deletion of the files of an expired video is late',
    ),
    purgeLagSeconds: gauge(
      'wan_purge_lag_seconds',
      'Seconds since the deletion of a video whose files are still there',
    ),
    sweptObjects: gauge(
      'wan_sweep_objects',
      'Objects at the last sweep of the storage: listed, unknown to the database, deleted',
      'of',
      'kind',
    ),
    sweepsHeld: gauge(
      'wan_sweep_held',
      '1 when the last sweep kept the unknown objects: they were too many, or ORPHAN_SWEEP is report',
      'of',
    ),
    sweepTime: gauge('wan_sweep_timestamp_seconds', 'Time of the last sweep of the storage', 'of'),
  }
}
